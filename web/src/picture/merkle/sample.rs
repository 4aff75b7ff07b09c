//! Two replicas written by hand, of which the second missed some writes. Tests draw what they compare.

use quorate_core::{
    base::{NodeId, PartitionId, Point},
    hash::HashFn,
    repair::{Comparison, Partitioned, Shape},
    trace::{Actor, ActorAt, Event, Moment, OpAt, Trace, Version, VersionAt, What, Why},
    version::Vector,
};

const PARTITION: PartitionId = PartitionId(1);

/// Two replicas compared.
pub(crate) struct Sample {
    pub(crate) trace: Trace,
    pub(crate) moment: Moment,
    pub(crate) compared: Comparison,
}

impl Sample {
    /// Replicas of so many keys, in trees of so many levels. The second has not the second version of some, and a key of its
    /// own where `is_ahead`.
    pub(crate) fn new(keys: u32, missed: &[u32], depth: u32, is_ahead: bool) -> Self {
        Sample::named(keys, missed, depth, is_ahead, "user")
    }

    /// The same with keys and values that begin so.
    pub(crate) fn named(keys: u32, missed: &[u32], depth: u32, is_ahead: bool, name: &str) -> Self {
        let mut trace = Trace::new([1, 2].map(|id| Actor::Node(NodeId(id))).into());
        for key in 0..keys {
            let first = version(&mut trace, &format!("{name}-{key}"), Some(&format!("{name} v{key}")), 1);
            store(&mut trace, 0, first);
            store(&mut trace, 1, first);
        }
        for key in missed {
            let value = (key % 7 != 3).then(|| format!("{name} w{key}"));
            let second = version(&mut trace, &format!("{name}-{key}"), value.as_deref(), 2);
            store(&mut trace, 0, second);
        }
        if is_ahead {
            let own = version(&mut trace, &format!("{name}-own"), Some("alone"), 1);
            store(&mut trace, 1, own);
        }
        let shape = Shape::fitting((Point(0), Point(0)), 64, depth);
        let of = Partitioned::new(&trace, PARTITION, HashFn::Murmur3Cassandra, shape);
        let moment = Moment::new(&trace, 0);
        let compared = Comparison::new(&trace, &moment, &of, [ActorAt(0), ActorAt(1)]).expect("two nodes");
        Sample { trace, moment, compared }
    }
}

fn version(trace: &mut Trace, key: &str, value: Option<&str>, count: u64) -> VersionAt {
    let key = trace.texts.place(key);
    let value = value.map(|value| trace.texts.place(value));
    let dot = (ActorAt(0), count);
    trace.versions.push(Version { key, value, op: OpAt(0), clock_us: 0, dot, context: Vector::default() })
}

fn store(trace: &mut Trace, node: u16, version: VersionAt) {
    let what = What::Stored { partition: PARTITION, version, why: Why::Write };
    trace.events.push(Event { at_ns: 0, actor: ActorAt(node), what });
}
