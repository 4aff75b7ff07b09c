use super::{HashValue, fnv, java, murmur3_cassandra};
use crate::base::Point;
use alloc::string::String;
use md5::{Digest as _, Md5};
use sha1::Sha1;

/// A hash function that a real system uses, by the name it has in an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HashFn {
    /// Cassandra's `Murmur3Partitioner` (`MurmurHash.hash3_x64_128` with its sign-extended tail, first half, and the
    /// partitioner's rules for the least token).
    Murmur3Cassandra,
    /// Murmur3 x64 128 (Appleby, smhasher), seed 0, first half.
    Murmur3X64,
    /// Murmur3 x86 32 (Appleby, smhasher), seed 0.
    Murmur3X86,
    /// Kafka's murmur2 (`org.apache.kafka.common.utils.Utils.murmur2`), seed 0x9747b28c.
    Murmur2,
    /// CRC-16/XMODEM, as Redis Cluster hashes a key before it takes 14 bits.
    Crc16,
    /// CRC-32 (ISO-HDLC, zlib), as librdkafka's `consistent` partitioner.
    Crc32,
    /// MD5, big-endian: Cassandra's old `RandomPartitioner` and ketama begin with it.
    Md5,
    /// SHA-1, big-endian, as Riak. A ring uses the leading 128 of its 160 bits.
    Sha1,
    /// XXH64, seed 0, as Vitess's `xxhash` vindex.
    Xxh64,
    /// 32-bit FNV-1a, as librdkafka's `fnv1a` partitioner.
    Fnv1a32,
    /// 64-bit FNV-1a.
    Fnv1a64,
    /// Java's `String.hashCode`, over UTF-16 units. Bytes are read as UTF-8, with U+FFFD where they are not.
    JavaString,
}

/// What is fixed about a function: one row each, in the order of the enum.
struct Facts {
    id: &'static str,
    label: &'static str,
    bits: u32,
    signed: bool,
    note: &'static str,
}

const FACTS: [Facts; 12] = [
    Facts {
        id: "murmur3-cassandra",
        label: "Cassandra’s Murmur3",
        bits: 64,
        signed: true,
        note: "the default partitioner of Cassandra and ScyllaDB; differs from the standard Murmur3 for keys that end in bytes of 128 and more",
    },
    Facts {
        id: "murmur3-x64-128",
        label: "Murmur3 x64",
        bits: 64,
        signed: false,
        note: "the first 64 of its 128 bits",
    },
    Facts {
        id: "murmur3-x86-32",
        label: "Murmur3 x86",
        bits: 32,
        signed: false,
        note: "32 bits: tokens may meet on a large ring",
    },
    Facts {
        id: "murmur2",
        label: "Kafka’s Murmur2",
        bits: 32,
        signed: true,
        note: "Kafka's default partitioner takes it mod the number of partitions after clearing the sign bit",
    },
    Facts {
        id: "crc16",
        label: "CRC-16",
        bits: 16,
        signed: false,
        note: "a checksum of 65,536 values: Redis Cluster makes its 16,384 slots of it",
    },
    Facts {
        id: "crc32",
        label: "CRC-32",
        bits: 32,
        signed: false,
        note: "a checksum: similar keys differ in a fixed pattern of bits",
    },
    Facts {
        id: "md5",
        label: "MD5",
        bits: 128,
        signed: false,
        note: "128 bits: even, and slower than the others",
    },
    Facts {
        id: "sha1",
        label: "SHA-1",
        bits: 160,
        signed: false,
        note: "a ring uses the leading 128 of its 160 bits",
    },
    Facts { id: "xxh64", label: "XXH64", bits: 64, signed: false, note: "even and fast" },
    Facts { id: "fnv1a-32", label: "32-bit FNV-1a", bits: 32, signed: false, note: fnv::WHY_IT_CLUSTERS },
    Facts { id: "fnv1a-64", label: "64-bit FNV-1a", bits: 64, signed: false, note: fnv::WHY_IT_CLUSTERS },
    Facts {
        id: "java-string",
        label: "Java’s hashCode",
        bits: 32,
        signed: true,
        note: "short similar keys get neighbouring values: on a ring they all lie in one place",
    },
];

static CRC16: crc::Crc<u16> = crc::Crc::<u16>::new(&crc::CRC_16_XMODEM);
static CRC32: crc::Crc<u32> = crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC);
const KAFKA_SEED: u32 = 0x9747_b28c;

impl HashFn {
    /// All functions, in the order in which they are offered.
    pub const ALL: [HashFn; 12] = [
        HashFn::Murmur3Cassandra,
        HashFn::Murmur3X64,
        HashFn::Murmur3X86,
        HashFn::Murmur2,
        HashFn::Crc16,
        HashFn::Crc32,
        HashFn::Md5,
        HashFn::Sha1,
        HashFn::Xxh64,
        HashFn::Fnv1a32,
        HashFn::Fnv1a64,
        HashFn::JavaString,
    ];

    const fn facts(self) -> &'static Facts {
        &FACTS[self as usize]
    }

    /// The name in addresses and in the JavaScript module.
    pub const fn id(self) -> &'static str {
        self.facts().id
    }

    /// The function of this name.
    pub fn from_id(id: &str) -> Option<Self> {
        HashFn::ALL.into_iter().find(|function| function.id() == id)
    }

    /// The name on the page.
    pub const fn label(self) -> &'static str {
        self.facts().label
    }

    /// What a reader should know of it, in a clause.
    pub const fn note(self) -> &'static str {
        self.facts().note
    }

    /// The width of a value in bits.
    pub const fn bits(self) -> u32 {
        self.facts().bits
    }

    /// The width of a value on a ring: at most 128.
    pub const fn ring_bits(self) -> u32 {
        if self.bits() < 128 { self.bits() } else { 128 }
    }

    /// Whether values are written with a sign, as the system does.
    pub const fn is_signed(self) -> bool {
        self.facts().signed
    }

    /// The value of a key.
    pub fn hash(self, key: &[u8]) -> HashValue {
        match self {
            HashFn::Sha1 => HashValue::from_sha1(Sha1::digest(key).into()),
            _ => HashValue::from_point(self.point(key)),
        }
    }

    /// The value of a key that is a text of UTF-16 units, as in Java and JavaScript. Half a surrogate pair is a unit like
    /// any other to `java-string`; the other functions read the text as UTF-8, in which it is U+FFFD.
    pub fn hash_utf16(self, units: &[u16]) -> HashValue {
        if self == HashFn::JavaString {
            let code = java::hash_code_of_units(units.iter().copied());
            return HashValue::from_point(self.signed(i64::from(code)));
        }
        self.hash(String::from_utf16_lossy(units).as_bytes())
    }

    /// Where a key lies on the circle: its value's distance from the least value.
    #[inline]
    pub fn point(self, key: &[u8]) -> Point {
        match self {
            HashFn::Murmur3Cassandra => self.signed(murmur3_cassandra::token(key)),
            HashFn::Murmur3X64 => self.unsigned(mur3::murmurhash3_x64_128(key, 0).0),
            HashFn::Murmur3X86 => self.unsigned(u64::from(mur3::murmurhash3_x86_32(key, 0))),
            HashFn::Murmur2 => self.signed(i64::from(murmur2::murmur2(key, KAFKA_SEED).cast_signed())),
            HashFn::Crc16 => self.unsigned(u64::from(CRC16.checksum(key))),
            HashFn::Crc32 => self.unsigned(u64::from(CRC32.checksum(key))),
            HashFn::Md5 => Point(u128::from_be_bytes(Md5::digest(key).into())),
            HashFn::Sha1 => HashValue::from_sha1(Sha1::digest(key).into()).point(),
            HashFn::Xxh64 => self.unsigned(xxhash_rust::xxh64::xxh64(key, 0)),
            HashFn::Fnv1a32 => self.unsigned(u64::from(fnv::fnv1a_32(key))),
            HashFn::Fnv1a64 => self.unsigned(fnv::fnv1a_64(key)),
            HashFn::JavaString => self.signed(i64::from(java::hash_code(key))),
        }
    }

    /// A value of at most 64 bits as a point: left-aligned.
    const fn unsigned(self, value: u64) -> Point {
        Point::from_parts(value << (64 - self.bits()), 0)
    }

    /// A signed value as a point: the least value is 0°, so the sign bit turns over.
    pub(super) const fn signed(self, value: i64) -> Point {
        Point::from_parts(value.cast_unsigned() << (64 - self.bits()) ^ 1 << 63, 0)
    }

    /// The node, of `n`, that hash mod N gives a value: never negative, as `Math.floorMod`; for Murmur2 as Kafka's
    /// `Utils.toPositive(hash) % n`, which clears the sign bit.
    pub fn residue(self, value: HashValue, n: u32) -> u32 {
        let n = u64::from(n.max(1));
        let offset = value.offset(self);
        let least = self.least_residue(n);
        if self == HashFn::Murmur2 {
            return ((offset.as_u64() & 0x7fff_ffff) % n) as u32;
        }
        (((offset % ethnum::U256::from(n)).as_u64() + least) % n) as u32
    }

    /// What the least value of the function leaves mod `n`: zero unless values are signed.
    pub(crate) fn least_residue(self, n: u64) -> u64 {
        if !self.is_signed() || self == HashFn::Murmur2 {
            return 0;
        }
        let magnitude = 1_u64 << (self.bits() - 1);
        (n - magnitude % n) % n
    }

    /// How many different numbers mod N is taken of: all values, but for Murmur2 those without a sign bit.
    pub(crate) const fn residue_bits(self) -> u32 {
        if matches!(self, HashFn::Murmur2) { 31 } else { self.bits() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_answers_to_its_name_alone() {
        for function in HashFn::ALL {
            assert_eq!(HashFn::from_id(function.id()), Some(function));
        }
        assert_eq!(HashFn::from_id("sha256"), None);
    }

    #[test]
    fn published_check_values_hold() {
        let check = |function: HashFn| function.hash(b"123456789").decimal(function);
        assert_eq!(check(HashFn::Crc16), "12739");
        assert_eq!(check(HashFn::Crc32), "3421780262");
        assert_eq!(HashFn::Murmur2.hash(b"foobar").decimal(HashFn::Murmur2), "-790332482");
        assert_eq!(
            HashFn::Md5.hash(b"").decimal(HashFn::Md5),
            0xd41d_8cd9_8f00_b204_e980_0998_ecf8_427e_u128.to_string()
        );
        let sha1 = "1245845410931227995499360226027473197403882391305";
        assert_eq!(HashFn::Sha1.hash(b"").decimal(HashFn::Sha1), sha1);
    }

    #[test]
    fn half_a_surrogate_pair_is_a_unit_to_java_and_a_replacement_to_others() {
        let halves = [0xd83d, 0x0061];
        let java = HashFn::JavaString;
        assert_eq!(java.hash_utf16(&halves).decimal(java), (0xd83d * 31 + 0x61).to_string());
        assert_eq!(HashFn::Md5.hash_utf16(&halves), HashFn::Md5.hash("\u{fffd}a".as_bytes()));
        let whole: alloc::vec::Vec<u16> = "né😀".encode_utf16().collect();
        for function in HashFn::ALL {
            assert_eq!(function.hash_utf16(&whole), function.hash("né😀".as_bytes()), "{function:?}");
        }
    }

    #[test]
    fn kafka_clears_the_sign_and_java_floors() {
        let residue = |function: HashFn, key: &[u8], n| function.residue(function.hash(key), n);
        assert_eq!(
            residue(HashFn::Murmur2, b"foobar", 6),
            (-790_332_482_i32).cast_unsigned() % (1 << 31) % 6
        );
        let polygenelubricants = b"polygenelubricants";
        assert_eq!(HashFn::JavaString.hash(polygenelubricants).decimal(HashFn::JavaString), "-2147483648");
        assert_eq!(
            residue(HashFn::JavaString, polygenelubricants, 7),
            (-2_147_483_648_i64).rem_euclid(7) as u32
        );
    }

    use alloc::string::ToString;
}
