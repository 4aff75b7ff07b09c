use super::{Cost, Descent, Exchange, HASH_BYTES, Partitioned, Row, Tree};
use crate::{
    base::sort_few,
    trace::{ActorAt, Moment, TextAt, Trace, VersionAt},
};
use alloc::vec::Vec;

/// Two replicas of a partition compared at an instant of a run, as if nothing happened while they do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The two.
    pub nodes: [ActorAt; 2],
    /// What was compared.
    pub descent: Descent,
    /// What they send each other.
    pub exchange: Exchange,
    /// What each has, a row a key, by key.
    pub rows: [Vec<Row>; 2],
}

impl Comparison {
    /// Compares what two nodes have at the instant; none where one of them is no actor of the trace.
    pub fn new(trace: &Trace, moment: &Moment, of: &Partitioned, nodes: [ActorAt; 2]) -> Option<Self> {
        let [here, there] = nodes.map(|node| Some(of.rows(trace, moment.actor(node)?)));
        let rows = [here?, there?];
        let tree = |rows: &[Row]| Tree::new(*of.shape(), rows.iter().map(|row| (row.point, row.digest)));
        let descent = Descent::new(&tree(&rows[0]), &tree(&rows[1])).ok()?;
        let exchange = Exchange::new(&descent, [&rows[0], &rows[1]]);
        Some(Comparison { nodes, descent, exchange, rows })
    }

    /// What the descent and the exchange cost.
    pub fn cost(&self) -> Cost {
        Cost::of_descent(&self.descent, &self.exchange, HASH_BYTES)
    }

    /// What it would cost if both sent their whole trees, as Cassandra's replicas do.
    pub fn whole_trees(&self) -> Cost {
        Cost::of_whole_trees(&self.descent, &self.exchange, HASH_BYTES)
    }

    /// What it would cost if both sent all that they have.
    pub fn everything(&self) -> Cost {
        Cost::of_everything([&self.rows[0], &self.rows[1]])
    }

    /// The versions of a key that a node has at the instant, in the order in which they were made.
    pub fn versions(trace: &Trace, moment: &Moment, node: ActorAt, key: TextAt) -> Vec<VersionAt> {
        let held = moment.actor(node).into_iter().flat_map(|state| state.versions.iter().copied());
        let mut versions: Vec<VersionAt> =
            held.filter(|version| trace.versions.get(*version).key == key).collect();
        sort_few(&mut versions);
        versions
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::{NodeId, PartitionId, Point},
        hash::HashFn,
        repair::Shape,
        trace::{Actor, Event, Gone, OpAt, Version, What, Why},
        version::Vector,
    };
    use alloc::{
        format,
        string::{String, ToString},
    };

    const P: PartitionId = PartitionId(3);

    /// Two nodes with the same twenty keys; the first has a second version of three of them, from 20 ns on, in another order.
    fn trace() -> Trace {
        let mut trace = Trace::new([1, 2].map(|id| Actor::Node(NodeId(id))).into());
        let event = |trace: &mut Trace, at_ns, node, what| {
            trace.events.push(Event { at_ns, actor: ActorAt(node), what });
        };
        let version = |trace: &mut Trace, key: u32, count| {
            let value = Some(trace.texts.place(&format!("value-{count}")));
            let key = trace.texts.place(&format!("key-{key}"));
            let dot = (ActorAt(0), count);
            trace.versions.push(Version {
                key,
                value,
                op: OpAt(0),
                clock_us: 0,
                dot,
                context: Vector::default(),
            })
        };
        let stored = |partition, version| What::Stored { partition, version, why: Why::Write };
        let first: Vec<_> = (0..20).map(|key| version(&mut trace, key, u64::from(key) + 1)).collect();
        let second = [5, 7, 11].map(|key| version(&mut trace, key, u64::from(key) + 100));
        let other = version(&mut trace, 77, 1);
        for at in &first {
            event(&mut trace, 10, 0, stored(P, *at));
        }
        for at in first.iter().rev() {
            event(&mut trace, 10, 1, stored(P, *at));
        }
        event(&mut trace, 10, 0, stored(PartitionId(4), other));
        for (at, old) in second.into_iter().zip([5, 7, 11]) {
            event(&mut trace, 20, 0, stored(P, at));
            let gone = What::Dropped { partition: P, version: first[old], why: Gone::Replaced };
            event(&mut trace, 20, 0, gone);
        }
        event(&mut trace, 30, 1, stored(P, second[0]));
        trace
    }

    fn compared(at_ns: u64, depth: u32) -> Comparison {
        let trace = trace();
        let shape = Shape::new((Point(0), Point(0)), 64, depth).unwrap();
        let of = Partitioned::new(&trace, P, HashFn::Murmur3Cassandra, shape);
        Comparison::new(&trace, &Moment::new(&trace, at_ns), &of, [ActorAt(0), ActorAt(1)]).unwrap()
    }

    #[test]
    fn replicas_differ_from_the_write_that_one_missed() {
        assert_eq!((compared(0, 10).rows, compared(0, 10).cost().bytes()), ([[].into(), [].into()], 32));
        let same = compared(10, 10);
        assert_eq!((same.descent.is_different(), same.rows[0].len()), (false, 20), "order is no difference");
        let keys = |at_ns| {
            let compared = compared(at_ns, 20);
            let keys = compared.exchange.keys().iter().filter(|key| key.differs);
            let mut keys: Vec<String> =
                keys.map(|row| trace().texts.get(TextAt(row.key)).to_string()).collect();
            keys.sort_unstable();
            keys
        };
        let all = ["key-11", "key-5", "key-7"];
        assert_eq!(keys(20), all);
        assert_eq!(keys(30), all, "both versions of key-5 are more than one of them");
    }

    #[test]
    fn versions_of_other_partitions_and_hints_are_no_part_of_it() {
        assert_eq!(compared(10, 10).rows[0], compared(10, 10).rows[1]);
    }

    #[test]
    fn a_tree_of_one_leaf_sends_everything() {
        let compared = compared(20, 0);
        let (cost, all) = (compared.cost(), compared.everything());
        assert_eq!((cost.rows, cost.row_bytes, cost.comparisons), (all.rows, all.row_bytes, 1));
        assert_eq!(all.rows, 40);
    }

    #[test]
    fn versions_of_a_key_are_those_of_the_instant() {
        let trace = trace();
        let key = trace.texts.find("key-5").unwrap();
        let of = |at_ns, node| Comparison::versions(&trace, &Moment::new(&trace, at_ns), ActorAt(node), key);
        assert_eq!(of(10, 1), [VersionAt(5)]);
        assert_eq!((of(30, 0), of(30, 1)), ([VersionAt(20)].into(), [VersionAt(5), VersionAt(20)].into()));
    }
}
