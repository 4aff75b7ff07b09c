use super::{Drawn, Promise, draw, knowledge::Knowledge, promises, promises::writes};
use quorate_core::{
    base::Digest,
    protocol::leaderless::{Bug, Conflict},
    trace::{
        ActorAt, Arrival, Ended, Names, OpAt, OpKind, Operation, Outcome, TextAt, Topic, Trace, VersionAt,
        What,
    },
};
use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// A run that broke a promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The seed that it came of.
    pub seed: u64,
    /// Which promise, in a word.
    pub promise: &'static str,
    /// What happened.
    pub sentence: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "leaderless seed {}: {}: {}", self.seed, self.promise, self.sentence)
    }
}

type Broken = Option<(&'static str, String)>;

/// Runs a seed, under a planted bug if one is given, and holds it to what its rules promise.
pub fn try_seed(seed: u64, bug: Option<Bug>) -> Result<(), Failure> {
    let drawn = draw(seed, bug);
    let failure = |(promise, sentence)| Failure { seed, promise, sentence };
    let trace = checked(&drawn).map_err(|broken| failure(("invariant", broken)))?;
    let broken = of_run(&drawn, &trace).or_else(|| of_promises(&drawn, &trace));
    let broken = broken.or_else(|| if seed.is_multiple_of(8) { of_twin(&drawn, &trace) } else { None });
    broken.map_or(Ok(()), |broken| Err(failure(broken)))
}

/// The run, with every machine's invariants after each step.
fn checked(drawn: &Drawn) -> Result<Trace, String> {
    let mut world = drawn.world();
    while world.step(drawn.until_ns) {
        world.check()?;
    }
    Ok(world.end(drawn.until_ns))
}

/// The same run again.
fn of_twin(drawn: &Drawn, trace: &Trace) -> Broken {
    let again = drawn.world().run(drawn.until_ns);
    (Digest::of(&again) != Digest::of(trace)).then(|| ("same-run", "a second run came out otherwise".into()))
}

/// What every run promises: it ends in time, what nodes have and drop is one story, and all clients know at the end.
fn of_run(drawn: &Drawn, trace: &Trace) -> Broken {
    if trace.ended == Ended::Steps {
        return Some(("ends", "the limit of steps was reached".into()));
    }
    let mut waiting = trace.operations.iter().filter(|operation| operation.end_ns.is_none());
    if let Some(operation) = waiting.next().filter(|_| drawn.is_mended) {
        return Some(("answers", format!("{operation:?} has no end")));
    }
    let mut held: BTreeSet<(ActorAt, VersionAt)> = BTreeSet::new();
    for event in &trace.events {
        let is_right = match event.what {
            What::Stored { version, .. } => held.insert((event.actor, version)),
            What::Dropped { version, .. } => held.remove(&(event.actor, version)),
            _ => true,
        };
        if !is_right {
            return Some(("one-story", format!("{event:?} does not fit what came before")));
        }
    }
    beside(drawn, trace, &held)
}

/// No version is held beside one that replaces it.
fn beside(drawn: &Drawn, trace: &Trace, held: &BTreeSet<(ActorAt, VersionAt)>) -> Broken {
    // Plain vectors claim events that nobody read: there one may name the other's, and not cover its vector.
    if drawn.setup.rules.conflict == Conflict::Vectors {
        return None;
    }
    let pairs = held.iter().flat_map(|one| held.iter().map(move |other| (one, other)));
    for ((node, one), (other_node, other)) in pairs {
        let [a, b] = [one, other].map(|at| trace.versions.get(*at));
        let is_pair = node == other_node && one != other && a.key == b.key;
        if is_pair && (drawn.setup.rules.conflict == Conflict::Lww || a.knows(b)) {
            return Some(("beside", format!("{node:?} has {a:?} beside {b:?}")));
        }
    }
    None
}

fn of_promises(drawn: &Drawn, trace: &Trace) -> Broken {
    let knowledge = Knowledge::of(trace);
    promises(drawn).into_iter().find_map(|promise| match promise {
        Promise::Counted => counted(drawn, trace).map(|sentence| ("counted", sentence)),
        Promise::FreshReads => fresh(drawn, trace, &knowledge).map(|sentence| ("fresh-reads", sentence)),
        Promise::Keeps => kept(trace, &knowledge).map(|sentence| ("keeps", sentence)),
        Promise::Forward => forward(trace, &knowledge).map(|sentence| ("forward", sentence)),
        Promise::Converges => converged(drawn, trace).map(|sentence| ("converges", sentence)),
    })
}

/// Each acknowledged write was answered by enough replicas, of which who coordinates may be one.
fn counted(drawn: &Drawn, trace: &Trace) -> Option<String> {
    let needed = writes(drawn)? as usize;
    let mut answered: BTreeMap<(OpAt, ActorAt), BTreeSet<ActorAt>> = BTreeMap::new();
    for event in &trace.events {
        match event.what {
            What::Arrived(at) => {
                let message = trace.message(at);
                if let (Topic::Stored, Some(op), Arrival::At(_)) =
                    (message.topic, message.op, message.arrival)
                {
                    answered.entry((op, message.to)).or_default().insert(message.from);
                }
            }
            What::Acknowledged(op) => {
                let partition = trace.operation(op).partition;
                let group = drawn.setup.groups.iter().find(|group| group.partition == partition)?;
                let mut replicas = answered.remove(&(op, event.actor)).unwrap_or_default();
                replicas.insert(event.actor);
                replicas.retain(|node| group.nodes.contains(node));
                if replicas.len() < needed {
                    let name = Names::new(trace).full(op);
                    return Some(format!("{name} was acknowledged by {replicas:?}: {needed} are needed"));
                }
            }
            _ => {}
        }
    }
    None
}

/// How two versions order where the last write wins, told anew.
fn lww(trace: &Trace, one: VersionAt, other: VersionAt) -> Ordering {
    let rank = |at: VersionAt| {
        let version = trace.versions.get(at);
        let value = version.value.map(|value| trace.texts.get(value).to_owned());
        (version.clock_us, value.is_none(), value, at)
    };
    rank(one).cmp(&rank(other))
}

/// Operations that ended well of a kind, of the same key before an instant.
fn ended(trace: &Trace, key: TextAt, before_ns: u64, is_it: fn(OpKind) -> bool) -> Vec<(OpAt, &Operation)> {
    let all = (0..).map(OpAt).zip(&trace.operations);
    all.filter(|(_, other)| other.key == key && other.outcome == Outcome::Ok && is_it(other.kind))
        .filter(|(_, other)| other.end_ns.is_some_and(|end| end < before_ns))
        .collect()
}

fn reads(trace: &Trace) -> impl Iterator<Item = (OpAt, &Operation)> {
    let all = (0..).map(OpAt).zip(&trace.operations);
    all.filter(|(_, operation)| operation.kind == OpKind::Get && operation.outcome == Outcome::Ok)
}

/// Each read returned, of every write that was acknowledged before it began, the version or one that may replace it.
fn fresh(drawn: &Drawn, trace: &Trace, knowledge: &Knowledge) -> Option<String> {
    let is_lww = drawn.setup.rules.conflict == Conflict::Lww;
    let names = Names::new(trace);
    for (op, read) in reads(trace) {
        let chosen = &knowledge.chosen[&op];
        let written = ended(trace, read.key, read.start_ns, OpKind::is_write);
        for (write, writing) in &written {
            let version = knowledge.made[write];
            let is_as_new = |one: &VersionAt| {
                if is_lww { lww(trace, *one, version).is_ge() } else { knowledge.covers(*one, version) }
            };
            if !chosen.iter().any(is_as_new) {
                return Some(format!("{} does not return {}", names.full(op), names.full(*write)));
            }
            // Where clocks are right, the last by true time wins too. What got no answer may be done later than that.
            let is_older = |one: &VersionAt| {
                let made = trace.operation(trace.versions.get(*one).op);
                made.outcome == Outcome::Ok && made.end_ns.is_some_and(|end| end < writing.start_ns)
            };
            if is_lww && !drawn.is_skewed && chosen.iter().any(is_older) {
                return Some(format!("{} is older than {}", names.full(op), names.full(*write)));
            }
        }
    }
    None
}

/// Each read returned what no read that ended before it began had gone beyond.
fn forward(trace: &Trace, knowledge: &Knowledge) -> Option<String> {
    let latest = |op: OpAt| {
        let chosen = knowledge.chosen.get(&op)?;
        chosen.iter().copied().max_by(|one, other| lww(trace, *one, *other))
    };
    let names = Names::new(trace);
    for (op, read) in reads(trace) {
        for (before, _) in ended(trace, read.key, read.start_ns, |kind| kind == OpKind::Get) {
            let Some(seen) = earliest(trace, knowledge, before) else { continue };
            if latest(op).is_none_or(|now| lww(trace, now, seen).is_lt()) {
                return Some(format!("{} goes behind {}", names.full(op), names.full(before)));
            }
        }
    }
    None
}

/// What a read returned at least, where it was served more than once.
fn earliest(trace: &Trace, knowledge: &Knowledge, op: OpAt) -> Option<VersionAt> {
    let operation = trace.operation(op);
    let is_told = |version: &VersionAt| trace.versions.get(*version).value == operation.result;
    let chosen = knowledge.chosen.get(&op)?.iter().copied().filter(is_told);
    chosen.min_by(|one, other| lww(trace, *one, *other))
}

/// What nodes have at the end, on disk too of those that are off.
fn at_end(trace: &Trace) -> BTreeMap<ActorAt, BTreeSet<VersionAt>> {
    let mut held: BTreeMap<ActorAt, BTreeSet<VersionAt>> = BTreeMap::new();
    for event in &trace.events {
        match event.what {
            What::Stored { version, .. } => {
                held.entry(event.actor).or_default().insert(version);
            }
            What::Dropped { version, .. } => {
                held.entry(event.actor).or_default().remove(&version);
            }
            _ => {}
        }
    }
    held
}

/// Of each acknowledged write some replica has the version at the end, or one whose writer knew of it.
fn kept(trace: &Trace, knowledge: &Knowledge) -> Option<String> {
    let held = at_end(trace);
    for event in &trace.events {
        let What::Acknowledged(op) = event.what else { continue };
        let version = knowledge.made[&op];
        if !held.values().flatten().any(|one| knowledge.covers(*one, version)) {
            return Some(format!("{} is nowhere, and nobody knew of it", Names::new(trace).full(op)));
        }
    }
    None
}

/// All replicas of a key have the same.
fn converged(drawn: &Drawn, trace: &Trace) -> Option<String> {
    let held = at_end(trace);
    for group in &drawn.setup.groups {
        let of = |node: &ActorAt| -> BTreeSet<VersionAt> {
            let all = held.get(node).into_iter().flatten().copied();
            all.filter(|at| trace.operation(trace.versions.get(*at).op).partition == group.partition)
                .collect()
        };
        let first = of(&group.nodes[0]);
        if let Some(other) = group.nodes.iter().find(|node| of(node) != first) {
            let partition = group.partition;
            return Some(format!(
                "{partition}: {:?} has {first:?}, {other:?} has {:?}",
                group.nodes[0],
                of(other)
            ));
        }
    }
    None
}
