use super::Latest;
use crate::trace::{
    ActorAt, Event, Keeps, MessageAt, OpAt, OpKind, Outcome, TextAt, Topic, Trace, VersionAt, What,
};
use alloc::vec::Vec;

/// What coordinators did for each operation of a run that keeps versions, and what came of it.
#[derive(Clone, Debug, Default)]
pub struct Requests(Vec<Request>);

/// What became of one operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// Who coordinated it, and since when, ns.
    pub coordinator: Option<(ActorAt, u64)>,
    /// When it was decided, ns: enough had answered.
    pub decided_ns: Option<u64>,
    /// The answer that decided; none where that was the coordinator's own.
    pub decided_by: Option<MessageAt>,
    /// The version that a write made.
    pub made: Option<VersionAt>,
    /// The versions that a read took for its answer.
    pub chosen: Vec<VersionAt>,
    /// When the coordinator found that replicas had different versions, ns.
    pub differs_ns: Option<u64>,
    /// Answers of nodes that are no replicas: when they were counted, ns, and whose.
    pub stand_ins: Vec<(u64, ActorAt)>,
    /// When the coordinator gave up, ns, how many had answered, and how many it waits for.
    pub short: Option<(u64, u32, u32)>,
    /// Of a read: the last write that was acknowledged before it began and that it missed.
    pub missed: Option<OpAt>,
}

impl Requests {
    /// Reads a trace; of one that keeps a log nothing.
    pub fn of(trace: &Trace) -> Self {
        if trace.keeps == Keeps::Log {
            return Requests::default();
        }
        let mut requests = Requests(trace.operations.iter().map(|_| Request::default()).collect());
        for (at, version) in trace.versions.iter() {
            if let Some(request) = requests.0.get_mut(version.op.at()) {
                request.made = Some(at);
            }
        }
        let mut last: Option<(ActorAt, MessageAt)> = None;
        for event in &trace.events {
            requests.step(trace, event, last);
            last = match event.what {
                What::Arrived(at) => Some((event.actor, at)),
                // What follows at once is what this arrival brought about.
                _ => last.filter(|(actor, _)| *actor == event.actor),
            };
        }
        let writes = Writes::of(trace);
        for at in 0..requests.0.len() {
            requests.0[at].missed = requests.missed(trace, &writes, OpAt(at as u32));
        }
        requests
    }

    /// What became of an operation.
    pub fn get(&self, op: OpAt) -> Option<&Request> {
        self.0.get(op.at())
    }

    /// All, with their operations.
    pub fn iter(&self) -> impl Iterator<Item = (OpAt, &Request)> {
        (0..).map(OpAt).zip(&self.0)
    }

    fn step(&mut self, trace: &Trace, event: &Event, last: Option<(ActorAt, MessageAt)>) {
        let at_ns = event.at_ns;
        let op = match event.what {
            What::Sent(at) => {
                let message = trace.message(at);
                let Some(op) = message.op.filter(|_| is_begun_by(message.topic)) else { return };
                op
            }
            What::Acknowledged(op)
            | What::Served(op)
            | What::Differs(op)
            | What::Chosen { op, .. }
            | What::Short { op, .. }
            | What::Sloppy { op, .. } => op,
            _ => return,
        };
        let Some(request) = self.0.get_mut(op.at()) else { return };
        request.coordinator.get_or_insert((event.actor, at_ns));
        match event.what {
            What::Acknowledged(_) | What::Served(_) => {
                request.decided_ns = Some(at_ns);
                request.decided_by = last
                    .map(|(_, at)| at)
                    .filter(|at| trace.message(*at).op == Some(op) && is_answer(trace.message(*at).topic));
            }
            What::Differs(_) => request.differs_ns = Some(at_ns),
            What::Chosen { version, .. } => request.chosen.push(version),
            What::Short { got, need, .. } => request.short = Some((at_ns, got, need)),
            What::Sloppy { whom, .. } => request.stand_ins.push((at_ns, whom)),
            _ => {}
        }
    }

    /// The last write that ended before a read began, and after whose beginning nothing that the read returned was asked
    /// for: a regular register would have returned it or a later one (Lamport 1986).
    fn missed(&self, trace: &Trace, writes: &Writes, at: OpAt) -> Option<OpAt> {
        let read = trace.operation(at);
        if read.kind != OpKind::Get || read.outcome != Outcome::Ok {
            return None;
        }
        let request = self.0.get(at.at())?;
        let (last, start_ns) = writes.done.before(read.key, read.start_ns)?;
        let is_recent = |op: OpAt| ended_ns(trace, op) >= start_ns;
        // Nothing is what a deletion leaves.
        let is_fresh = if request.chosen.is_empty() {
            let end_ns = read.end_ns.unwrap_or(u64::MAX);
            let mut deleted = writes.deleted.iter().filter(|(key, _)| *key == read.key);
            deleted.any(|(_, op)| trace.operation(*op).start_ns < end_ns && is_recent(*op))
        } else {
            request.chosen.iter().any(|version| is_recent(trace.versions.get(*version).op))
        };
        (!is_fresh).then_some(last)
    }
}

/// The writes of a run, so that reads find theirs at once.
struct Writes {
    /// Those that were done, by key.
    done: Latest<TextAt>,
    /// Deletions, with their keys.
    deleted: Vec<(TextAt, OpAt)>,
}

impl Writes {
    fn of(trace: &Trace) -> Self {
        let all = || (0..).map(OpAt).zip(&trace.operations).filter(|(_, op)| op.kind.is_write());
        let done = all().filter(|(_, op)| op.outcome == Outcome::Ok);
        let done = done.filter_map(|(at, op)| Some((op.key, op.end_ns?, op.start_ns, at)));
        let deleted = all().filter(|(_, op)| op.kind == OpKind::Delete).map(|(at, op)| (op.key, at));
        Writes { done: Latest::new(done), deleted: deleted.collect() }
    }
}

/// When an operation ended that was done, ns; never, where that is not known.
fn ended_ns(trace: &Trace, op: OpAt) -> u64 {
    let op = trace.operation(op);
    op.end_ns.filter(|_| op.outcome == Outcome::Ok).unwrap_or(u64::MAX)
}

/// Whether a coordinator begins with it.
const fn is_begun_by(topic: Topic) -> bool {
    matches!(topic, Topic::Write | Topic::Read | Topic::DigestRead)
}

/// Whether it is what a coordinator waits for.
const fn is_answer(topic: Topic) -> bool {
    matches!(topic, Topic::Stored | Topic::Found)
}
