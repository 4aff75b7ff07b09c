//! Every rule said a second time, as plainly as can be and as slowly, against random runs.

use super::{Rule, all, fates};
use crate::{
    base::PartitionId,
    trace::{
        Actor, ActorAt, OpAt, OpKind, Outcome, Trace, What,
        stage::{State, commands, play, state, tries},
    },
};
use alloc::{collections::BTreeSet, vec::Vec};
use proptest::prelude::*;

const PARTITIONS: [PartitionId; 2] = [PartitionId(1), PartitionId(2)];

struct Twin<'a> {
    trace: &'a Trace,
    nodes: Vec<ActorAt>,
    /// What each node has of each partition after each event.
    states: Vec<Vec<[State; 2]>>,
    lost: Vec<(usize, OpAt)>,
}

/// A read that was answered.
#[derive(Clone, Copy)]
struct Read {
    op: OpAt,
    client: ActorAt,
    node: ActorAt,
    began: usize,
    served: usize,
    returned: usize,
    version: Option<OpAt>,
}

impl<'a> Twin<'a> {
    fn new(trace: &'a Trace) -> Self {
        let places = (0..trace.actors.len() as u16).map(ActorAt);
        let nodes: Vec<ActorAt> = places.filter(|at| matches!(trace.actor(*at), Actor::Node(_))).collect();
        let of_node =
            |node: &ActorAt, events| PARTITIONS.map(|partition| state(trace, events, *node, partition));
        let after = |events| nodes.iter().map(|node| of_node(node, events)).collect();
        let states = (1..=trace.events.len()).map(after).collect();
        let mut twin = Twin { trace, nodes, states, lost: Vec::new() };
        for event in 0..trace.events.len() {
            for op in twin.writes() {
                if twin.is_acknowledged(op, event) && !twin.is_there(op, event) && !twin.is_lost(op, event) {
                    twin.lost.push((event, op));
                }
            }
        }
        twin
    }

    fn ops(&self) -> impl Iterator<Item = OpAt> + use<> {
        (0..self.trace.operations.len() as u32).map(OpAt)
    }

    fn writes(&self) -> Vec<OpAt> {
        self.ops().filter(|op| self.trace.operation(*op).kind.is_write()).collect()
    }

    fn event_of(&self, what: What) -> Option<usize> {
        self.trace.events.iter().position(|event| event.what == what)
    }

    /// Nothing is seen before the first event.
    fn state(&self, event: usize, node: ActorAt, partition: PartitionId) -> &State {
        let place = self.nodes.iter().position(|other| *other == node).expect("a node");
        &self.states[event][place][partition.0 as usize - 1]
    }

    fn is_acknowledged(&self, op: OpAt, event: usize) -> bool {
        let is_ok = self.trace.operation(op).outcome == Outcome::Ok;
        self.trace.events[..=event].iter().any(|event| match event.what {
            What::Acknowledged(other) => other == op,
            What::Returned(other) => other == op && is_ok,
            _ => false,
        })
    }

    /// Who leads after an event.
    fn leader(&self, partition: PartitionId, until: usize) -> Option<ActorAt> {
        let mut power: Option<(ActorAt, u64, bool)> = None;
        for event in &self.trace.events[..=until] {
            power = match (event.what, power) {
                (What::Leads { partition: p, epoch, .. }, _)
                    if p == partition && power.is_none_or(|(_, known, _)| epoch >= known) =>
                {
                    Some((event.actor, epoch, true))
                }
                (What::Accepted { partition: p, epoch, .. }, Some((_, known, false)))
                    if p == partition && epoch >= known =>
                {
                    Some((event.actor, epoch, true))
                }
                (What::StepsDown { partition: p, .. }, Some((node, epoch, _)))
                    if p == partition && node == event.actor =>
                {
                    Some((node, epoch, false))
                }
                (What::Killed | What::Crashed | What::Restarted, Some((node, epoch, _)))
                    if node == event.actor =>
                {
                    Some((node, epoch, false))
                }
                (_, power) => power,
            };
        }
        power.filter(|(_, _, acts)| *acts).map(|(node, _, _)| node)
    }

    fn is_there(&self, op: OpAt, event: usize) -> bool {
        let partition = self.trace.operation(op).partition;
        let has = |node: &ActorAt| self.state(event, *node, partition).has(op);
        match self.leader(partition, event) {
            Some(leader) => has(&leader),
            None => self.nodes.iter().any(has),
        }
    }

    fn is_lost(&self, op: OpAt, event: usize) -> bool {
        self.lost.iter().any(|(at, other)| *other == op && *at <= event)
    }

    fn dropped(&self) -> BTreeSet<OpAt> {
        let Some(end) = self.trace.events.len().checked_sub(1) else { return BTreeSet::new() };
        let is_taken = |op: &OpAt| {
            self.trace
                .events
                .iter()
                .any(|event| matches!(event.what, What::Accepted { op: other, .. } if other == *op))
        };
        let is_forgotten = |op: &OpAt| !self.is_acknowledged(*op, end) && !self.is_there(*op, end);
        self.writes().into_iter().filter(is_taken).filter(is_forgotten).collect()
    }

    fn reads(&self) -> Vec<Read> {
        let read = |op: OpAt| {
            let operation = self.trace.operation(op);
            let node = operation.answered_by.filter(|_| operation.kind == OpKind::Get)?;
            let served = self.event_of(What::Served(op))?;
            Some(Read {
                op,
                client: operation.client,
                node,
                began: self.event_of(What::Invoked(op))?,
                served,
                returned: self.event_of(What::Returned(op))?,
                version: self.state(served, node, operation.partition).newest(operation.key),
            })
        };
        self.ops().filter_map(read).collect()
    }

    /// When the client of a write knew that it was done.
    fn done(&self, op: OpAt) -> Option<usize> {
        let is_done = self.trace.operation(op).outcome == Outcome::Ok;
        self.event_of(What::Returned(op)).filter(|_| is_done)
    }

    fn misses(&self, read: &Read, write: OpAt) -> bool {
        let partition = self.trace.operation(read.op).partition;
        !self.is_lost(write, read.served) && !self.state(read.served, read.node, partition).sees(write)
    }

    fn same_key(&self, read: &Read, write: OpAt) -> bool {
        self.trace.operation(read.op).key == self.trace.operation(write).key
    }

    fn stale(&self, is_meant: impl Fn(&Read, OpAt) -> bool) -> Option<(usize, OpAt)> {
        let is_stale = |read: &Read| {
            self.writes().into_iter().any(|write| {
                is_meant(read, write)
                    && self.same_key(read, write)
                    && self.done(write).is_some_and(|done| done < read.began)
                    && self.misses(read, write)
            })
        };
        first(self.reads().iter().filter(|read| is_stale(read)))
    }

    fn backward(&self) -> Option<(usize, OpAt)> {
        let reads = self.reads();
        let partition = |read: &Read| self.trace.operation(read.op).partition;
        let is_older = |read: &&Read| {
            reads.iter().any(|earlier| {
                (earlier.client, partition(earlier)) == (read.client, partition(read))
                    && earlier.returned < read.began
                    && earlier.version.is_some_and(|version| self.misses(read, version))
            })
        };
        first(reads.iter().filter(is_older))
    }

    /// What somebody knew before an event, with who knew it first-hand.
    fn knows(&self, client: ActorAt, before: usize, found: &mut BTreeSet<(ActorAt, OpAt)>) {
        for write in self.writes() {
            let is_own = self.trace.operation(write).client == client;
            if is_own && self.done(write).is_some_and(|done| done < before) {
                found.insert((client, write));
            }
        }
        for read in self.reads().into_iter().filter(|read| read.client == client && read.returned < before) {
            let Some(version) = read.version else { continue };
            found.insert((client, version));
            let writer = self.trace.operation(version).client;
            let began = self.event_of(What::Invoked(version)).expect("it began");
            self.knows(writer, began, found);
        }
    }

    fn gaps(&self) -> Option<(usize, OpAt)> {
        let reads = self.reads();
        let has_gap = |read: &&Read| {
            let mut known = BTreeSet::new();
            self.knows(read.client, read.began, &mut known);
            known.into_iter().any(|(by, write)| {
                by != read.client && self.same_key(read, write) && self.misses(read, write)
            })
        };
        first(reads.iter().filter(has_gap))
    }

    fn second_writer(&self) -> Option<(usize, OpAt)> {
        let leads = |at: usize| match self.trace.events[at].what {
            What::Leads { partition, epoch, .. } => Some((partition, epoch)),
            _ => None,
        };
        let writes = |at: usize| match self.trace.events[at].what {
            What::Accepted { partition, epoch, op, .. } => Some((partition, epoch, op)),
            _ => None,
        };
        let node = |at: usize| self.trace.events[at].actor;
        (0..self.trace.events.len()).find_map(|at| {
            let (partition, epoch, op) = writes(at)?;
            let is_meant = |other: &usize| {
                let wrote = writes(*other).map(|(partition, epoch, _)| (partition, epoch));
                leads(*other).or(wrote) == Some((partition, epoch)) && node(*other) != node(at)
            };
            let other = (0..at).rev().find(is_meant)?;
            let has_begun =
                |later: usize| node(later) == node(at) && leads(later) == Some((partition, epoch));
            (!(other..at).any(has_begun)).then_some((at, op))
        })
    }

    fn different(&self) -> Option<usize> {
        let applied = |at: usize| match self.trace.events[at].what {
            What::Applied { partition, position, key, value } => {
                let (_, epoch) =
                    *self.state(at, self.trace.events[at].actor, partition).log.get(&position)?;
                Some(((partition, position, epoch), (key, value)))
            }
            _ => None,
        };
        (0..self.trace.events.len()).find(|at| {
            applied(*at).is_some_and(|(entry, data)| {
                (0..*at).filter_map(applied).any(|(other, before)| other == entry && before != data)
            })
        })
    }

    fn has_converged(&self) -> bool {
        let Some(end) = self.trace.events.len().checked_sub(1) else { return true };
        PARTITIONS.iter().all(|partition| {
            let state = |node: &ActorAt| self.state(end, *node, *partition);
            let on: Vec<&ActorAt> = self.nodes.iter().filter(|node| !state(node).is_off).collect();
            let furthest = || on.iter().rev().max_by_key(|node| state(node).applied_to()).map(|node| **node);
            let Some(leader) = self.leader(*partition, end).or_else(furthest) else { return true };
            on.iter().all(|node| {
                let until = state(node).applied_to().min(state(&leader).applied_to());
                state(node).data(until) == state(&leader).data(until)
            })
        })
    }
}

fn first<'a>(reads: impl Iterator<Item = &'a Read>) -> Option<(usize, OpAt)> {
    reads.map(|read| (read.returned, read.op)).min()
}

proptest! {
    #![proptest_config(tries(400))]

    #[test]
    fn verdicts_are_those_of_a_twin_too_dumb_to_be_wrong(commands in commands(160)) {
        let trace = play(&commands);
        let twin = Twin::new(&trace);
        let fates = fates(&trace);
        let lost: BTreeSet<_> = fates.lost.iter().map(|lost| (lost.event as usize, lost.op)).collect();
        prop_assert_eq!(&lost, &twin.lost.iter().copied().collect());
        let dropped: BTreeSet<_> = fates.dropped.iter().map(|gone| gone.op).collect();
        prop_assert_eq!(dropped, twin.dropped());
        let client = |op| trace.operation(op).client;
        let is_own = |read: &Read, write| read.client == client(write);
        for verdict in all(&trace) {
            let found = verdict.breach.map(|breach| (breach.event as usize, breach.op));
            let expected = match verdict.rule {
                Rule::AcknowledgedKept => {
                    // Of several that one event loses, any may be named first.
                    prop_assert_eq!(found.map(|found| found.0), twin.lost.first().map(|lost| lost.0));
                    continue;
                }
                Rule::OneWriter => twin.second_writer(),
                Rule::FreshReads => twin.stale(|_, _| true),
                Rule::ReadYourWrites => twin.stale(is_own),
                Rule::MonotonicReads => twin.backward(),
                Rule::ConsistentPrefix => twin.gaps(),
                Rule::SameData => {
                    prop_assert_eq!(found.map(|found| found.0), twin.different());
                    continue;
                }
                Rule::Converged => {
                    prop_assert_eq!(found.is_none(), twin.has_converged());
                    continue;
                }
                Rule::Linearizable | Rule::SeenFirst => unreachable!("of runs that keep versions"),
            };
            let found = found.map(|(event, op)| (event, op.expect("it is about an operation")));
            prop_assert_eq!(found, expected, "{:?}: {}", verdict.rule, verdict.sentence);
        }
    }
}

#[test]
fn random_runs_break_each_promise_often_and_keep_it_often() {
    use proptest::{strategy::ValueTree, test_runner::TestRunner};
    let mut runner = TestRunner::new(tries(1));
    let mut counts = [0; 8];
    for _ in 0..400 {
        let trace = play(&commands(160).new_tree(&mut runner).expect("commands").current());
        for (count, verdict) in counts.iter_mut().zip(all(&trace)) {
            *count += u32::from(verdict.breach.is_some());
        }
    }
    assert!(counts.iter().all(|count| (4..=396).contains(count)), "{counts:?}");
}
