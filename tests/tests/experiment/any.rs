//! Anything that may be said of time, within limits and somewhat beyond.

use proptest::{collection::vec, prelude::*, sample::select};
use quorate_core::{
    base::{ClientId, DcId, NodeId, PartitionId, RackId, Unit},
    detect::Detector,
    protocol::{
        leader::{Ack, Elect, Fence, LogKind, Reads, Stage, Waits},
        leaderless::{Ask, Conflict, Coordinate, Hints, ReadRepair, Repair},
    },
    scenario::{Act, Asked, Edit, LevelKind, Load, Replication, Rule, Text, Verb, WarsKind},
    sim::{Ends, Latency, MeasuredTable, Peer},
};

/// Times that are round and times that are not, and some that are too long.
fn time() -> BoxedStrategy<u64> {
    prop_oneof![
        Just(0),
        (1..9_u64, select(vec![1, 1_000, 1_000_000, 1_000_000_000])).prop_map(|(n, unit)| n * unit),
        1..4_000_000_000_u64,
        (8..10_u64).prop_map(|n| n * 10_000_000_000_000),
        Just(u64::MAX),
    ]
    .boxed()
}

fn node() -> impl Strategy<Value = NodeId> {
    (1..11_u32).prop_map(NodeId)
}

fn text() -> BoxedStrategy<Text> {
    "[a-z0-9:é_. -]{1,6}".prop_map(|text| Text::new(&text).expect("a short text")).boxed()
}

fn peer() -> BoxedStrategy<Peer> {
    prop_oneof![
        4 => node().prop_map(Peer::Node),
        1 => (0..66_u32).prop_map(|id| Peer::Client(ClientId(id))),
        1 => Just(Peer::Monitor),
    ]
    .boxed()
}

fn ends() -> impl Strategy<Value = Ends> {
    vec(peer(), 0..4)
}

fn unit() -> BoxedStrategy<Unit> {
    prop_oneof![
        node().prop_map(Unit::Node),
        (1..5_u32).prop_map(|id| Unit::Rack(RackId(id))),
        (1..3_u32).prop_map(|id| Unit::Dc(DcId(id))),
    ]
    .boxed()
}

fn one_latency() -> BoxedStrategy<Latency> {
    prop_oneof![
        time().prop_map(Latency::Constant),
        (time(), time()).prop_map(|(least, most)| Latency::Uniform(least, most)),
        time().prop_map(Latency::Exponential),
        (time(), 0..502_u32).prop_map(|(median, sigma)| Latency::LogNormal(median, sigma)),
        (time(), 9..1_000_u32).prop_map(|(least, alpha)| Latency::Pareto(least, alpha)),
        Just(Latency::Measured(MeasuredTable::Aws2013)),
    ]
    .boxed()
}

fn latency() -> BoxedStrategy<Latency> {
    let mixed = (1..100_u32, one_latency(), one_latency())
        .prop_map(|(chance, one, other)| Latency::Mixture(vec![(chance, one), (100 - chance, other)]));
    let odd = vec((0..101_u32, one_latency()), 0..10).prop_map(Latency::Mixture);
    prop_oneof![4 => one_latency(), 2 => mixed, 1 => odd].boxed()
}

fn ack() -> BoxedStrategy<Ack> {
    let waits = prop_oneof![
        Just(Waits::Nothing),
        Just(Waits::Leader),
        (0..65_u32).prop_map(Waits::Any),
        node().prop_map(Waits::Named),
        Just(Waits::Majority),
        Just(Waits::All),
    ];
    (waits, select(vec![Stage::Written, Stage::Durable, Stage::Applied]))
        .prop_map(|(waits, stage)| Ack { waits, stage })
        .boxed()
}

fn reads() -> BoxedStrategy<Reads> {
    prop_oneof![
        select(vec![Reads::Leader, Reads::Any, Reads::Sticky, Reads::Nearest, Reads::Position]),
        time().prop_map(Reads::Bounded),
        time().prop_map(Reads::AfterWrite),
    ]
    .boxed()
}

fn detector() -> BoxedStrategy<Detector> {
    let phi = || prop_oneof![0..10_002_u32, (1..12_u32).prop_map(|phi| phi * 100)];
    prop_oneof![
        time().prop_map(Detector::Timeout),
        phi().prop_map(Detector::PhiExponential),
        phi().prop_map(Detector::PhiNormal),
        phi().prop_map(Detector::PhiLogistic),
        Just(Detector::None),
    ]
    .boxed()
}

fn rule() -> BoxedStrategy<Rule> {
    let fence =
        prop_oneof![select(vec![Fence::None, Fence::Epoch, Fence::Stonith]), time().prop_map(Fence::Lease)];
    prop_oneof![
        3 => ack().prop_map(Rule::Ack),
        1 => select(vec![LogKind::Statement, LogKind::Wal, LogKind::Row]).prop_map(Rule::Log),
        1 => reads().prop_map(Rule::Reads),
        1 => detector().prop_map(Rule::Detect),
        1 => fence.prop_map(Rule::Fence),
        1 => select(vec![Elect::Freshest, Elect::Safe, Elect::First]).prop_map(Rule::Elect),
        1 => time().prop_map(Rule::Ship),
        1 => (0..3_000_u32).prop_map(Rule::Keep),
        1 => time().prop_map(Rule::Beat),
        12 => quorum_rule(),
    ]
    .boxed()
}

fn level() -> BoxedStrategy<LevelKind> {
    select(LevelKind::WORDS.iter().map(|(_, level)| *level).collect::<Vec<_>>()).boxed()
}

fn repair() -> BoxedStrategy<Repair> {
    let read = select(vec![ReadRepair::None, ReadRepair::Background, ReadRepair::Blocking]);
    (read, any::<bool>(), any::<bool>())
        .prop_map(|(read, hint, merkle)| Repair { read, hint, merkle })
        .boxed()
}

/// Times of hours and days too.
fn long_time() -> BoxedStrategy<u64> {
    const HOUR: u64 = 3_600_000_000_000;
    prop_oneof![time(), (0..9_000_u64).prop_map(|hours| hours * HOUR)].boxed()
}

fn hints() -> BoxedStrategy<Hints> {
    let most = prop_oneof![Just(10_000), 0..1_000_002_u32];
    let every = prop_oneof![Just(1_000_000_000), time()];
    (long_time(), most, every)
        .prop_map(|(window_ns, most, every_ns)| Hints { window_ns, most, every_ns })
        .boxed()
}

fn quorum_rule() -> BoxedStrategy<Rule> {
    let level = || proptest::option::of(level());
    prop_oneof![
        (0..1_002_u32).prop_map(Rule::WriteCount),
        (0..5_u32).prop_map(Rule::ReadCount),
        level().prop_map(Rule::WriteLevel),
        level().prop_map(Rule::ReadLevel),
        select(vec![Ask::All, Ask::Digest]).prop_map(Rule::Ask),
        select(vec![Coordinate::Replica, Coordinate::Any, Coordinate::Client]).prop_map(Rule::Coordinate),
        select(vec![Conflict::Lww, Conflict::Siblings, Conflict::Vectors, Conflict::Merge])
            .prop_map(Rule::Conflict),
        repair().prop_map(Rule::Repair),
        any::<bool>().prop_map(Rule::Sloppy),
        any::<bool>().prop_map(Rule::Durable),
        hints().prop_map(Rule::Hint),
        long_time().prop_map(Rule::Grace),
        time().prop_map(Rule::Sweep),
        time().prop_map(Rule::Wait),
    ]
    .boxed()
}

fn asked() -> BoxedStrategy<Asked> {
    let client = proptest::option::of((1..66_u32).prop_map(ClientId));
    (proptest::option::of(level()), client, proptest::option::of(node()))
        .prop_map(|(level, client, coordinator)| Asked { level, client, coordinator })
        .boxed()
}

fn operation() -> BoxedStrategy<Verb> {
    prop_oneof![
        (text(), asked()).prop_map(|(key, asked)| Verb::Get(key, asked)),
        (text(), text(), asked()).prop_map(|(key, value, asked)| Verb::Put(key, value, asked)),
        (text(), asked()).prop_map(|(key, asked)| Verb::Delete(key, asked)),
        (text(), text(), text(), asked()).prop_map(|(key, old, new, asked)| Verb::Cas(key, old, new, asked)),
        (text(), asked()).prop_map(|(key, asked)| Verb::Increment(key, asked)),
        (text(), asked()).prop_map(|(value, asked)| Verb::Insert(value, asked)),
    ]
    .boxed()
}

fn of_links() -> BoxedStrategy<Verb> {
    prop_oneof![
        (ends(), ends(), any::<bool>()).prop_map(|(from, to, one_way)| Verb::Cut(from, to, one_way)),
        vec(ends(), 0..4).prop_map(Verb::Split),
        proptest::option::of((ends(), ends())).prop_map(Verb::Heal),
        (ends(), ends(), 0..1_000_002_u32).prop_map(|(a, b, ppm)| Verb::Loss(a, b, ppm)),
        (ends(), ends(), 0..1_000_002_u32).prop_map(|(a, b, ppm)| Verb::Duplicate(a, b, ppm)),
        (peer(), peer(), 0..9_u32).prop_map(|(from, to, nth)| Verb::Lose(from, to, nth)),
        (peer(), peer(), time(), 0..9_u32).prop_map(|(from, to, ns, nth)| Verb::Delay(from, to, ns, nth)),
    ]
    .boxed()
}

fn of_nodes() -> BoxedStrategy<Verb> {
    prop_oneof![
        unit().prop_map(Verb::Kill),
        unit().prop_map(Verb::Crash),
        unit().prop_map(Verb::Up),
        (node(), proptest::option::of(time())).prop_map(|(id, ns)| Verb::Pause(id, ns)),
        (node(), time()).prop_map(|(id, ns)| Verb::Slow(id, ns)),
        (0..9_u32, node()).prop_map(|(partition, id)| Verb::Transfer(PartitionId(partition), id)),
        (node(), any::<i32>()).prop_map(|(id, ns)| Verb::Skew(id, ns.into())),
        node().prop_map(Verb::Upgrade),
    ]
    .boxed()
}

pub(crate) fn act() -> BoxedStrategy<Act> {
    (time(), prop_oneof![operation(), of_links(), of_nodes()])
        .prop_map(|(at_ns, verb)| Act { at_ns, verb })
        .boxed()
}

fn of_script() -> BoxedStrategy<Edit> {
    prop_oneof![
        6 => act().prop_map(Edit::Do),
        1 => (0..6_usize).prop_map(Edit::Strike),
        2 => (0..6_usize, act()).prop_map(|(at, act)| Edit::Alter(at, act)),
        1 => time().prop_map(Edit::ClearAfter),
    ]
    .boxed()
}

fn of_fields() -> BoxedStrategy<Edit> {
    prop_oneof![
        latency().prop_map(Edit::Latency),
        (peer(), peer(), proptest::option::of(latency())).prop_map(|(a, b, l)| Edit::LatencyBetween(a, b, l)),
        (0..1_000_002_u32).prop_map(Edit::Loss),
        time().prop_map(Edit::Disk),
        (node(), proptest::option::of(time())).prop_map(|(id, ns)| Edit::DiskOf(id, ns)),
        (node(), any::<i32>()).prop_map(|(id, ns)| Edit::Skew(id, ns.into())),
        time().prop_map(Edit::Timeout),
        (0..102_u32, time()).prop_map(|(times, ns)| Edit::Retry(times, ns)),
        prop_oneof![
            select(vec![Load::None, Load::Uniform, Load::Sequential]),
            (0..1_002_u32).prop_map(Load::Zipf)
        ]
        .prop_map(Edit::Load),
        (0..66_u32).prop_map(Edit::Clients),
        time().prop_map(Edit::Think),
        time().prop_map(Edit::Until),
        proptest::option::of(time()).prop_map(Edit::Seek),
        of_odds(),
    ]
    .boxed()
}

/// Chances, and levels of all modes.
fn of_odds() -> BoxedStrategy<Edit> {
    let models = WarsKind::WORDS.iter().map(|(_, model)| *model).collect::<Vec<_>>();
    prop_oneof![
        proptest::option::of(select(models)).prop_map(Edit::Wars),
        (0..1_000_002_u32).prop_map(Edit::Failure),
        (999..10_000_002_u32).prop_map(Edit::Trials),
        proptest::option::of(level()).prop_map(Edit::ReadAt),
        proptest::option::of(level()).prop_map(Edit::WriteAt),
        level().prop_map(|level| Edit::Level(level, None)),
    ]
    .boxed()
}

/// Any edit of time, and some that take nodes away and bring them back.
pub(crate) fn edit() -> BoxedStrategy<Edit> {
    prop_oneof![
        4 => of_script(),
        4 => of_fields(),
        4 => (0..3_usize, rule()).prop_map(|(mode, rule)| Edit::Rule(mode, rule)),
        1 => select(vec![Replication::Single, Replication::Leader, Replication::Leaderless]).prop_map(Edit::Replicate),
        1 => node().prop_map(Edit::RemoveNode),
        1 => Just(Edit::AddNode),
    ]
    .boxed()
}
