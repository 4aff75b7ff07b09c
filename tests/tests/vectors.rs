//! Every hash function against the answers of the systems that use it: `vectors/<system>/README.md` says whose.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a row that cannot be read must fail the test")]

use quorate_core::hash::{HashFn, HashValue, hash_tag};
use std::{fs, path::Path};

/// The rows of one file: comma-separated, the columns named in its first line, no quotes.
struct Table {
    file: &'static str,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn read(file: &'static str) -> Table {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors").join(file);
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut lines = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
        let columns = lines.next().unwrap();
        Table { file, columns, rows: lines.collect() }
    }

    fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        assert!(self.rows.len() >= 190, "{}: only {} rows", self.file, self.rows.len());
        (2..).zip(&self.rows).map(|(line, cells)| Row { table: self, line, cells })
    }
}

struct Row<'a> {
    table: &'a Table,
    line: usize,
    cells: &'a [String],
}

impl Row<'_> {
    fn text(&self, column: &str) -> &str {
        let at = self.table.columns.iter().position(|name| name == column);
        &self.cells[at.unwrap_or_else(|| panic!("{} has no column {column}", self.table.file))]
    }

    fn number(&self, column: &str) -> u64 {
        self.text(column).parse().unwrap()
    }

    fn bytes(&self, column: &str) -> Vec<u8> {
        let pairs = self.text(column).as_bytes().chunks(2);
        pairs.map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
    }

    /// The row as a failure names it.
    fn place(&self) -> String {
        format!("{} line {} ({})", self.table.file, self.line, self.text("id"))
    }

    /// The value of the row's key, and its decimal digits.
    fn hash(&self, function: HashFn) -> (HashValue, String) {
        let value = function.hash(&self.bytes("key_hex"));
        (value, value.decimal(function))
    }

    #[track_caller]
    fn assert_decimal(&self, function: HashFn, column: &str) {
        let (value, decimal) = self.hash(function);
        assert_eq!(decimal, self.text(column), "{}: {} is {column}", self.place(), function.id());
        assert_eq!(HashValue::parse(self.text(column), function), Ok(value), "{}: read back", self.place());
    }
}

#[test]
fn murmur3_cassandra_gives_the_servers_token_for_every_key() {
    for file in ["cassandra/murmur3_token.csv", "cassandra/typed_token.csv"] {
        for row in Table::read(file).rows() {
            row.assert_decimal(HashFn::Murmur3Cassandra, "token");
        }
    }
}

#[test]
fn murmur3_x64_is_the_standard_from_which_cassandra_departs() {
    let table = Table::read("cassandra/murmur3_token.csv");
    for row in table.rows() {
        let standard: i64 = row.text("standard_h1").parse().unwrap();
        let (_, decimal) = row.hash(HashFn::Murmur3X64);
        assert_eq!(decimal, standard.cast_unsigned().to_string(), "{}", row.place());
    }
    let departs = table.rows().filter(|row| row.text("token") != row.text("standard_h1"));
    assert_eq!(departs.count(), 91, "90 tails with a byte of 128 or more, and the empty key");
}

#[test]
fn md5_without_its_sign_is_cassandras_random_partitioner_token() {
    for row in Table::read("cassandra/murmur3_token.csv").rows() {
        let (_, decimal) = row.hash(HashFn::Md5);
        let token = decimal.parse::<u128>().unwrap().cast_signed().unsigned_abs();
        assert_eq!(token.to_string(), row.text("random_partitioner_token"), "{}", row.place());
    }
}

/// The numbers of partitions for which Kafka was asked.
const PARTITIONS: [u32; 8] = [1, 2, 3, 6, 12, 50, 100, 1000];

#[test]
fn murmur2_gives_kafkas_hash_and_its_residue_kafkas_partition() {
    for row in Table::read("kafka/partitioner.csv").rows() {
        row.assert_decimal(HashFn::Murmur2, "murmur2");
        let (value, _) = row.hash(HashFn::Murmur2);
        for n in PARTITIONS {
            let partition = u64::from(HashFn::Murmur2.residue(value, n));
            assert_eq!(partition, row.number(&format!("java_{n}")), "{}: of {n} partitions", row.place());
        }
    }
}

#[test]
fn crc32_mod_n_gives_librdkafkas_consistent_partition() {
    for row in Table::read("kafka/partitioner.csv").rows() {
        let (value, decimal) = row.hash(HashFn::Crc32);
        for n in PARTITIONS {
            let partition = row.number(&format!("crc32_{n}"));
            assert_eq!(decimal.parse::<u64>().unwrap() % u64::from(n), partition, "{}: of {n}", row.place());
            assert_eq!(u64::from(HashFn::Crc32.residue(value, n)), partition, "{}: of {n}", row.place());
        }
    }
}

#[test]
fn fnv1a_32_without_its_sign_gives_librdkafkas_fnv1a_partition() {
    for row in Table::read("kafka/partitioner.csv").rows() {
        let (_, decimal) = row.hash(HashFn::Fnv1a32);
        let magnitude = decimal.parse::<u32>().unwrap().cast_signed().unsigned_abs();
        for n in PARTITIONS {
            let partition = row.number(&format!("fnv1a_{n}"));
            assert_eq!(u64::from(magnitude % n), partition, "{}: of {n} partitions", row.place());
        }
    }
}

#[test]
fn crc16_of_the_hash_tag_gives_the_slot_of_a_redis_server() {
    let table = Table::read("redis/keyslot.csv");
    let mut tagged = 0;
    for row in table.rows() {
        let key = row.bytes("key_hex");
        let tag = hash_tag(&key);
        tagged += u32::from(tag != key);
        let value: u64 = HashFn::Crc16.hash(tag).decimal(HashFn::Crc16).parse().unwrap();
        assert_eq!(value & 0x3fff, row.number("slot"), "{}: {}", row.place(), key.escape_ascii());
        assert_eq!(u64::from(HashFn::Crc16.residue(HashFn::Crc16.hash(tag), 16_384)), row.number("slot"));
    }
    assert!(tagged >= 20, "only {tagged} keys with a tag");
}

#[test]
fn java_string_gives_javas_hash_code() {
    for row in Table::read("java/string_hashcode.csv").rows() {
        row.assert_decimal(HashFn::JavaString, "hash_code");
    }
}

#[test]
fn a_signed_value_mod_n_is_never_negative() {
    let signed = [
        ("cassandra/murmur3_token.csv", "token", HashFn::Murmur3Cassandra),
        ("java/string_hashcode.csv", "hash_code", HashFn::JavaString),
    ];
    for (file, column, function) in signed {
        for row in Table::read(file).rows() {
            let (value, _) = row.hash(function);
            for n in PARTITIONS {
                let expected = row.text(column).parse::<i64>().unwrap().rem_euclid(i64::from(n));
                assert_eq!(i64::from(function.residue(value, n)), expected, "{}: mod {n}", row.place());
            }
        }
    }
}

#[test]
fn murmur3_x86_crc32_and_xxh64_give_what_guava_and_xxhash_give() {
    for row in Table::read("guava/hashes.csv").rows() {
        row.assert_decimal(HashFn::Murmur3X86, "murmur3_32");
        row.assert_decimal(HashFn::Crc32, "crc32");
        row.assert_decimal(HashFn::Xxh64, "xxh64");
    }
}

#[test]
fn murmur3_x64_gives_the_first_half_of_guavas_murmur3_128() {
    for row in Table::read("guava/hashes.csv").rows() {
        let bytes = row.bytes("murmur3_128_bytes");
        let (_, decimal) = row.hash(HashFn::Murmur3X64);
        assert_eq!(decimal, little_endian(&bytes[..8]).to_string(), "{}", row.place());
    }
}

#[test]
fn xxh64_gives_vitesss_keyspace_id() {
    for row in Table::read("vitess/xxhash_vindex.csv").rows() {
        let (_, decimal) = row.hash(HashFn::Xxh64);
        assert_eq!(decimal, little_endian(&row.bytes("keyspace_id")).to_string(), "{}", row.place());
    }
}

fn little_endian(bytes: &[u8]) -> u64 {
    u64::from_le_bytes(bytes.try_into().unwrap())
}

/// Bytes as an Erlang external term.
fn erlang_binary(bytes: &[u8]) -> Vec<u8> {
    [&[109], &u32::try_from(bytes.len()).unwrap().to_be_bytes()[..], bytes].concat()
}

/// Two Erlang external terms as a pair.
fn erlang_pair(left: &[u8], right: &[u8]) -> Vec<u8> {
    [&[104, 2], left, right].concat()
}

#[test]
fn sha1_gives_the_index_of_riaks_ring() {
    for row in Table::read("riak/chash.csv").rows() {
        let mut bucket = erlang_binary(&row.bytes("bucket_hex"));
        let bucket_type = row.bytes("bucket_type_hex");
        if !bucket_type.is_empty() {
            bucket = erlang_pair(&erlang_binary(&bucket_type), &bucket);
        }
        let term = [&[131], &erlang_pair(&bucket, &erlang_binary(&row.bytes("key_hex")))[..]].concat();
        let value = HashFn::Sha1.hash(&term);
        assert_eq!(value.hexadecimal(HashFn::Sha1), row.text("sha1"), "{}", row.place());
        let read = HashValue::parse(&value.decimal(HashFn::Sha1), HashFn::Sha1);
        assert_eq!(read, Ok(value), "{}: read back", row.place());
    }
}
