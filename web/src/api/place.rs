use super::{
    cluster::{Cluster, check_answer},
    error::ApiError,
    hash::push_value,
    json::{Json, Rows},
    keys::Hashed,
};
use quorate_core::{base::limit, hash::HashValue};
use std::{cell::RefCell, rc::Rc};

/// The answer of `place`: of each key its value, its owner and its replicas.
#[derive(Debug)]
pub(super) struct Placement {
    cluster: Rc<Cluster>,
    rf: usize,
    values: Vec<HashValue>,
    /// The ids as JSON, by place.
    ids: Vec<String>,
    /// The replicas of the row that is being written: kept to spare each row a list of its own.
    replicas: RefCell<Vec<u32>>,
}

impl Placement {
    /// Checks the size of the answer; the rows are placed as they are written.
    pub(super) fn new(cluster: Rc<Cluster>, rf: u32, values: Vec<HashValue>) -> Result<Self, ApiError> {
        let copies = (rf as usize).min(cluster.nodes().len());
        // The owner is written twice.
        let ids = (values.len() * (copies + 1)) as u64;
        check_answer("rf", ids, cluster.nodes().longest_id())?;
        let ids = cluster.nodes().written();
        Ok(Placement { cluster, rf: copies.max(1), values, ids, replicas: RefCell::default() })
    }
}

impl Rows for Placement {
    fn len(&self) -> usize {
        self.values.len()
    }

    fn write(&self, at: usize, json: &mut Json) {
        let Some(value) = self.values.get(at) else { return };
        let mut replicas = self.replicas.borrow_mut();
        self.cluster.replicas(*value, self.rf, &mut replicas);
        let id = |place: &u32| self.ids.get(*place as usize).map_or("null", String::as_str);
        json.open('{');
        push_value(json.key("hash"), *value, self.cluster.rule().hash);
        json.key("owner").written(replicas.first().map_or("null", id));
        json.key("replicas").open('[');
        for place in replicas.iter() {
            json.written(id(place));
        }
        json.close(']');
        json.close('}');
    }
}

/// What stands for a node that is not there, in the answer of `owners`.
pub(super) const NOBODY: u32 = u32::MAX;

/// The answer of `owners`: of each key `rf` places in the list of nodes.
#[derive(Debug)]
pub(super) struct Owners {
    cluster: Rc<Cluster>,
    rf: usize,
    places: Vec<u32>,
    replicas: Vec<u32>,
}

impl Owners {
    /// Checks the size of the answer, for `count` keys.
    pub(super) fn new(cluster: Rc<Cluster>, rf: u32, count: usize) -> Result<Self, ApiError> {
        check_answer("rf", u64::from(rf) * count as u64, 0)?;
        let places = Vec::with_capacity(count * rf as usize);
        Ok(Owners { cluster, rf: rf as usize, places, replicas: Vec::new() })
    }

    /// Places the keys of a text, one a line.
    pub(super) fn lines(mut self, text: &str) -> Vec<u32> {
        let hash = self.cluster.rule().hash;
        if !text.is_empty() {
            for key in text.as_bytes().split(|byte| *byte == b'\n') {
                self.push(hash.hash(key));
            }
        }
        self.places
    }

    /// Places keys that were hashed before.
    pub(super) fn hashed(mut self, keys: Hashed) -> Vec<u32> {
        for value in keys.into_values() {
            self.push(value);
        }
        self.places
    }

    /// Places the keys made of a prefix and the numbers from 0 on.
    pub(super) fn counted(mut self, prefix: &str, count: u32) -> Vec<u32> {
        let hash = self.cluster.rule().hash;
        let mut key = Vec::with_capacity(prefix.len() + 10);
        key.extend_from_slice(prefix.as_bytes());
        key.push(b'0');
        for _ in 0..count {
            self.push(hash.hash(&key));
            increment(&mut key, prefix.len());
        }
        self.places
    }

    fn push(&mut self, value: HashValue) {
        let Owners { cluster, rf, places, replicas } = self;
        cluster.replicas(value, *rf, replicas);
        places.extend_from_slice(replicas);
        places.extend(std::iter::repeat_n(NOBODY, rf.saturating_sub(replicas.len())));
    }
}

/// How many keys a text has, one a line: none if it is empty.
pub(super) fn count_lines(text: &str) -> usize {
    let breaks = text.bytes().filter(|byte| *byte == b'\n').count();
    if text.is_empty() { 0 } else { breaks + 1 }
}

/// Whether so many keys are within the limit.
pub(super) const fn is_many(count: usize) -> bool {
    count > limit::API_KEYS as usize
}

/// Adds one to the decimal number that begins at `first_digit`.
fn increment(key: &mut Vec<u8>, first_digit: usize) {
    for digit in key.iter_mut().skip(first_digit).rev() {
        if *digit < b'9' {
            *digit += 1;
            return;
        }
        *digit = b'0';
    }
    key.insert(first_digit, b'1');
}

#[cfg(test)]
mod tests {
    use super::super::cluster::{
        Scheme,
        tests::{nodes, rule},
    };
    use super::*;
    use quorate_core::hash::HashFn;

    fn cluster(scheme: Scheme, ids: &[&str]) -> Rc<Cluster> {
        let rule = rule(scheme, HashFn::Md5, 150);
        Cluster::new(rule, nodes(rule, ids))
    }

    #[test]
    fn rows_name_the_value_the_owner_and_the_replicas() {
        let cluster = cluster(Scheme::Mod, &["a", "b", "\"c\""]);
        let value = HashValue::parse("4", HashFn::Md5).unwrap();
        let placement = Placement::new(cluster, 9, vec![value]).unwrap();
        assert_eq!(placement.json(), r#"[{"hash":"4","owner":"b","replicas":["b","\"c\"","a"]}]"#);
    }

    #[test]
    fn where_there_is_no_node_there_is_no_owner() {
        for scheme in [Scheme::Ring, Scheme::Mod] {
            let value = HashValue::parse("4", HashFn::Md5).unwrap();
            let placement = Placement::new(cluster(scheme, &[]), 3, vec![value]).unwrap();
            assert_eq!(placement.json(), r#"[{"hash":"4","owner":null,"replicas":[]}]"#);
            let owners = Owners::new(cluster(scheme, &[]), 2, 1).unwrap();
            assert_eq!(owners.lines("k"), [NOBODY; 2]);
        }
    }

    #[test]
    fn owners_are_those_of_place_however_the_keys_come() {
        for scheme in [Scheme::Ring, Scheme::Mod] {
            let cluster = cluster(scheme, &["a", "b", "c", "d"]);
            let keys: Vec<String> = (0..1234).map(|j| format!("k{j}")).collect();
            let mut replicas = Vec::new();
            let expected: Vec<u32> = keys
                .iter()
                .flat_map(|key| {
                    cluster.replicas(HashFn::Md5.hash(key.as_bytes()), 2, &mut replicas);
                    replicas.clone()
                })
                .collect();
            let owners = || Owners::new(Rc::clone(&cluster), 2, keys.len()).unwrap();
            assert_eq!(owners().lines(&keys.join("\n")), expected);
            assert_eq!(owners().counted("k", 1234), expected);
        }
    }

    #[test]
    fn a_text_without_characters_has_no_key_and_an_empty_line_is_one() {
        assert_eq!(
            [count_lines(""), count_lines("a"), count_lines("\n"), count_lines("a\n\nb")],
            [0, 1, 2, 3]
        );
    }

    #[test]
    fn an_answer_beyond_the_limit_is_refused() {
        assert!(Owners::new(cluster(Scheme::Ring, &["a"]), 100, 1_000_000).is_err());
        let values = vec![HashValue::parse("4", HashFn::Md5).unwrap(); 1_000_000];
        let long = "x".repeat(1_000);
        assert!(Placement::new(cluster(Scheme::Ring, &[&long]), 1, values).is_err());
    }
}
