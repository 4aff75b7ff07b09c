use super::{
    cluster::{Cluster, Layout, Nodes, Rule, check_answer},
    error::ApiError,
    hash::push_value,
    json::{Json, Rows},
};
use quorate_core::{
    base::{NodeId, Point, Share},
    hash::{HashFn, HashValue},
    partition::movement::{self, MovedRange},
};

/// What is asked: of the owner alone, or of the first so many replicas in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Owner,
    Replicas { rf: u32 },
}

/// The answer of `movement`.
#[derive(Debug)]
pub(super) struct Movement {
    share: Share,
    ranges: Option<Ranges>,
}

/// The ranges that changed hands.
#[derive(Debug)]
pub(super) struct Ranges {
    function: HashFn,
    /// The ids as JSON, by the numbers of the nodes.
    ids: Vec<String>,
    moved: Moved,
}

#[derive(Debug)]
enum Moved {
    Owners(Vec<MovedRange<NodeId>>),
    Replicas(Vec<MovedRange<Vec<NodeId>>>),
}

impl Movement {
    /// Compares two lists of nodes under one rule; nodes are matched by their ids.
    pub(super) fn new(rule: Rule, before: Nodes, after: Nodes, of: Of) -> Result<Self, ApiError> {
        let copies = match of {
            Of::Owner => 1,
            Of::Replicas { rf } => (rf as usize).min(before.len().max(after.len())).max(1),
        };
        let ids = ids_by_number(&before, &after);
        let longest_id = before.longest_id().max(after.longest_id());
        let tokens = before.token_count(rule) + after.token_count(rule);
        let numbers = before.numbers_of(&after);
        let is_list = of != Of::Owner;
        if is_list && matches!(rule.scheme, super::cluster::Scheme::Ring) {
            check_answer("rf", tokens * copies as u64, 0)?;
        }
        let before = Cluster::new(rule, before);
        let after = Cluster::numbered(rule, after, numbers);
        let (share, moved) = match (before.layout(), after.layout()) {
            (Layout::Ring(before), Layout::Ring(after)) if is_list => {
                let movement = movement::of_replicas(before, after, copies);
                (movement.share, Moved::Replicas(movement.ranges))
            }
            (Layout::Ring(before), Layout::Ring(after)) => {
                let movement = movement::of_owners(before, after);
                (movement.share, Moved::Owners(movement.ranges))
            }
            (Layout::Mod(before), Layout::Mod(after)) => {
                return Ok(Movement { share: before.moved(after, copies), ranges: None });
            }
            _ => unreachable!("both follow one rule"),
        };
        let ranges = Ranges { function: rule.hash, ids, moved };
        let field = if is_list { "rf" } else { "after" };
        check_answer(field, ranges.len() as u64 * copies as u64 * 2, longest_id)?;
        Ok(Movement { share, ranges: Some(ranges) })
    }

    /// The share of the space that changed hands.
    pub(super) const fn share(&self) -> Share {
        self.share
    }

    /// The ranges; none where the scheme has no ranges.
    pub(super) const fn ranges(&self) -> Option<&Ranges> {
        self.ranges.as_ref()
    }
}

/// The ids of both lists by the numbers that [`Nodes::numbers_of`] gives.
fn ids_by_number(before: &Nodes, after: &Nodes) -> Vec<String> {
    let mut ids = before.written();
    let known = ids.len() as u32;
    let fresh = before.numbers_of(after).into_iter().zip(after.written());
    ids.extend(fresh.filter(|(number, _)| number.0 >= known).map(|(_, id)| id));
    ids
}

impl Ranges {
    fn push(&self, start: Point, end: Point, json: &mut Json, write: impl Fn(bool, &mut Json)) {
        let last = |point| HashValue::last_at(point, self.function);
        json.open('{');
        push_value(json.key("start"), last(start), self.function);
        push_value(json.key("end"), last(end), self.function);
        write(false, json.key("from"));
        write(true, json.key("to"));
        json.close('}');
    }

    fn id(&self, number: NodeId) -> &str {
        self.ids.get(number.0 as usize).map_or("null", String::as_str)
    }
}

impl Rows for Ranges {
    fn len(&self) -> usize {
        match &self.moved {
            Moved::Owners(ranges) => ranges.len(),
            Moved::Replicas(ranges) => ranges.len(),
        }
    }

    fn write(&self, at: usize, json: &mut Json) {
        match &self.moved {
            Moved::Owners(ranges) => {
                let Some(range) = ranges.get(at) else { return };
                self.push(range.start, range.end, json, |to, json| {
                    json.written(self.id(if to { range.to } else { range.from }));
                });
            }
            Moved::Replicas(ranges) => {
                let Some(range) = ranges.get(at) else { return };
                self.push(range.start, range.end, json, |to, json| {
                    json.open('[');
                    for number in if to { &range.to } else { &range.from } {
                        json.written(self.id(*number));
                    }
                    json.close(']');
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::cluster::{
        NodeSpec, Scheme,
        tests::{nodes, rule},
    };
    use super::*;

    fn given(rule: Rule, list: &[(&str, &str)]) -> Nodes {
        let node = |(id, token): &(&str, &str)| {
            let token = HashValue::parse(token, rule.hash).unwrap().point();
            NodeSpec::of(id, Some([token].into()), 100)
        };
        Nodes::new("nodes", rule, list.iter().map(node).collect()).unwrap()
    }

    #[test]
    fn a_range_goes_from_one_node_to_another_by_their_ids() {
        let rule = rule(Scheme::Ring, HashFn::Crc16, 1);
        let before = given(rule, &[("a", "100"), ("b", "300")]);
        let after = given(rule, &[("new", "200"), ("a", "100"), ("b", "300")]);
        let movement = Movement::new(rule, before.clone(), after.clone(), Of::Owner).unwrap();
        let ranges = movement.ranges().unwrap().json();
        assert_eq!(ranges, r#"[{"start":"100","end":"200","from":"b","to":"new"}]"#);
        assert_eq!(movement.share(), Share::of(100, 65_536));
        let movement = Movement::new(rule, before, after, Of::Replicas { rf: 2 }).unwrap();
        let ranges = movement.ranges().unwrap().json();
        assert_eq!(
            ranges,
            r#"[{"start":"300","end":"100","from":["a","b"],"to":["a","new"]},{"start":"100","end":"200","from":["b","a"],"to":["new","b"]}]"#
        );
    }

    #[test]
    fn the_ends_of_sha1_ranges_are_the_last_values_of_their_points() {
        let rule = rule(Scheme::Ring, HashFn::Sha1, 1);
        let before = given(rule, &[("a", "0")]);
        let after = given(rule, &[("a", "0"), ("b", "42949672960")]);
        let movement = Movement::new(rule, before, after, Of::Owner).unwrap();
        assert_eq!(
            movement.ranges().unwrap().json(),
            r#"[{"start":"4294967295","end":"47244640255","from":"a","to":"b"}]"#
        );
    }

    #[test]
    fn mod_n_has_a_share_and_no_ranges_and_nothing_moves_from_or_to_nowhere() {
        let modulo = rule(Scheme::Mod, HashFn::Crc16, 1);
        let three = nodes(modulo, &["a", "b", "c"]);
        let four = nodes(modulo, &["a", "b", "c", "d"]);
        let movement = Movement::new(modulo, three, four.clone(), Of::Owner).unwrap();
        assert!(movement.ranges().is_none() && movement.share().scaled(1000) == 750);
        let ring = rule(Scheme::Ring, HashFn::Crc16, 1);
        for (rule, four) in [(modulo, four), (ring, nodes(ring, &["a", "b", "c", "d"]))] {
            let movement = Movement::new(rule, nodes(rule, &[]), four, Of::Owner).unwrap();
            assert_eq!(movement.share().scaled(1000), 0);
            assert_eq!(movement.ranges().map_or(0, Rows::len), 0);
        }
    }
}
