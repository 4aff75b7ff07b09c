use super::{Promise, Recount, address, promises};
use quorate_core::{
    base::Digest,
    check::{self, Rule},
    protocol::leader::{Bug, Reads},
    run::Course,
    scenario::{Load, Scenario, parse},
    sim::Latency,
    trace::{Ended, Moment, Names, OpAt, OpKind, Running, Trace, What},
};
use std::{collections::BTreeSet, fmt};

/// A run that broke a promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The address that opens it.
    pub address: String,
    /// Which promise, in a word.
    pub promise: &'static str,
    /// What happened.
    pub sentence: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}\n  {}", self.promise, self.sentence, self.address)
    }
}

/// A leader that began or stepped down this long before the end, ns, may have its successor yet to come.
const RECENT_NS: u64 = 5_000_000_000;

type Broken = Option<(&'static str, String)>;

/// Runs a seed, under a planted bug if one is given.
pub fn try_seed(seed: u64, bug: Option<Bug>) -> Result<(), Failure> {
    let address = address(seed);
    // Twins cost two runs more: some are enough.
    judge(&address, bug, seed.is_multiple_of(8))
}

/// Runs an address, and holds the run to what its configuration promises. With twins it is run twice more, which has to
/// come out the same.
pub fn judge(address: &str, bug: Option<Bug>, with_twins: bool) -> Result<(), Failure> {
    let failure = |(promise, sentence)| Failure { address: address.to_owned(), promise, sentence };
    let parsed = parse(address);
    if let Some(problem) = parsed.problems.first() {
        return Err(failure(("address", problem.message.clone())));
    }
    let scenario = parsed.scenario;
    let trace = Course::checked(&scenario, 0, bug).map_err(|broken| failure(("invariant", broken)))?;
    let promised = promises(&scenario);
    let broken = of_verdicts(&scenario, &promised, &trace).or_else(|| of_recount(&promised, &trace));
    let broken = broken.or_else(|| of_end(&scenario, &promised, &trace));
    let broken = broken.or_else(|| if with_twins { of_twins(&scenario, &trace, bug) } else { None });
    broken.map_or(Ok(()), |broken| Err(failure(broken)))
}

/// What checkers say of what is promised.
fn of_verdicts(scenario: &Scenario, promised: &[Promise], trace: &Trace) -> Broken {
    let has = |promise| promised.contains(&promise);
    let is_promised = |rule| match rule {
        Rule::AcknowledgedKept => has(Promise::Keeps),
        Rule::OneWriter => has(Promise::IsFenced),
        Rule::SameData => has(Promise::SameData),
        Rule::FreshReads => has(Promise::FreshReads),
        Rule::ReadYourWrites => has(Promise::OwnWrites) || has(Promise::FreshReads),
        Rule::MonotonicReads => has(Promise::Forward) && is_one_way(scenario, trace),
        Rule::Converged => has(Promise::Converges) && is_mended(scenario),
        // The last two are of runs in which replicas keep versions.
        Rule::ConsistentPrefix | Rule::Linearizable | Rule::SeenFirst => false,
    };
    let mut verdicts = check::all(trace).into_iter();
    let broken = verdicts.find(|verdict| verdict.breach.is_some() && is_promised(verdict.rule))?;
    Some((broken.rule.name(), broken.sentence))
}

/// Whether there was one leader alone, and under sticky reads each client was answered by one node alone.
fn is_one_way(scenario: &Scenario, trace: &Trace) -> bool {
    let leads = trace.events.iter().filter(|event| matches!(event.what, What::Leads { .. }));
    let leaders: BTreeSet<_> = leads.map(|event| event.actor).collect();
    let gets = trace.operations.iter().filter(|operation| operation.kind == OpKind::Get);
    let pairs = gets.filter_map(|operation| Some((operation.client, operation.answered_by?)));
    let pairs: BTreeSet<_> = pairs.collect();
    let clients: BTreeSet<_> = pairs.iter().map(|(client, _)| client).collect();
    let is_sticky = scenario.modes()[0].leader.reads == Reads::Sticky;
    leaders.len() == 1 && (!is_sticky || clients.len() == pairs.len())
}

/// Whether the end is mended and quiet: no other run is as long.
fn is_mended(scenario: &Scenario) -> bool {
    scenario.experiment().until_ns() > 10_000_000_000
}

/// What a second count says.
fn of_recount(promised: &[Promise], trace: &Trace) -> Broken {
    let keeps_own = promised.contains(&Promise::KeepsOwn);
    let (count, names) = (Recount::of(trace), Names::new(trace));
    let listed = |ops: &BTreeSet<OpAt>| ops.iter().map(|op| names.op(*op)).collect::<Vec<_>>().join(" ");
    let lost: BTreeSet<OpAt> = check::lost(trace).iter().map(|lost| lost.op).collect();
    if keeps_own && lost != count.lost {
        let sentence =
            format!("the checker has lost {}, a second count {}", listed(&lost), listed(&count.lost));
        return Some(("exactly-lost", sentence));
    }
    if keeps_own && let Some(op) = count.lost_by_itself {
        return Some(("own-disk", format!("{} was lost by the leader that acknowledged it", names.full(op))));
    }
    let op = count.wrong_read?;
    Some(("reads-what-is-there", format!("{} returned what its server did not have", names.full(op))))
}

/// Whether all ended well: in time, and where all was mended with one leader whom all others have caught up with.
fn of_end(scenario: &Scenario, promised: &[Promise], trace: &Trace) -> Broken {
    if trace.ended == Ended::Steps {
        return Some(("ends", "the limit of steps was reached".into()));
    }
    let is_loaded = scenario.experiment().load() != Load::None;
    if !is_mended(scenario) || is_loaded || !promised.contains(&Promise::Converges) {
        return None;
    }
    let (moment, names) = (Moment::new(trace, u64::MAX), Names::new(trace));
    let is_on = |node| moment.actor(node).is_some_and(|state| state.running == Running::On);
    for (partition, power) in moment.powers() {
        // Whom the monitor powered off nobody has started again: those who are left may be too few to be safe.
        let is_whole = moment.replicas(partition).all(|(node, _)| is_on(node));
        if is_whole && !power.is_acting && is_calm(scenario) && !has_turned(trace) {
            return Some(("leads", "nobody leads at the end, though all is mended".into()));
        }
        let head = moment.replica(power.node, partition)?.log.head();
        let mut others = moment.replicas(partition).filter(|(node, _)| is_on(*node));
        if let Some((node, replica)) = others.find(|(_, replica)| replica.persisted != head) {
            let (node, persisted) = (names.actor(node), replica.persisted);
            return Some(("catches-up", format!("at the end {node} has {persisted} of {head} on disk")));
        }
    }
    None
}

/// Whether each message takes as long as the last. Where a heartbeat may take longer than leaders are waited for, there is
/// always a next leader.
fn is_calm(scenario: &Scenario) -> bool {
    scenario.experiment().links().iter().all(|rule| matches!(rule.latency, Latency::Constant(_)))
}

/// Whether a leader began or stepped down so shortly before the end that the next may be on its way.
fn has_turned(trace: &Trace) -> bool {
    let mut last = trace.events.iter().rev().take_while(|event| event.at_ns + RECENT_NS > trace.end_ns);
    last.any(|event| matches!(event.what, What::Leads { .. } | What::StepsDown { .. }))
}

/// The same run again, and the same without a trace.
fn of_twins(scenario: &Scenario, trace: &Trace, bug: Option<Bug>) -> Broken {
    let until_ns = scenario.experiment().until_ns();
    let again = Course::world(scenario, 0, bug).ok()?.run(until_ns);
    if Digest::of(&again) != Digest::of(trace) {
        return Some(("same-run", "a second run came out otherwise".into()));
    }
    let bare = Course::world(scenario, 0, bug).ok()?.untraced().run(until_ns);
    let is_same = Digest::of(&bare.operations) == Digest::of(&trace.operations);
    (!is_same).then(|| ("untraced", "without a trace operations came out otherwise".into()))
}
