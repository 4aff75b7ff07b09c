use super::timeline::{Span, Timeline};
use quorate_core::{
    base::{PartitionId, sort_by_key},
    check,
    measure::{Requests, Write, Writes},
    trace::{ActorAt, Arrival, Event, Keeps, MessageAt, OpAt, Outcome, Trace, What},
};

/// What a trace says of stretches of time, found once a trace: a picture of any window of it reads only what lies there.
#[derive(Clone, Debug)]
pub struct Spans {
    /// Who leads.
    pub leads: Timeline<Leading>,
    /// Who is off, and how it went.
    pub off: Timeline<Death>,
    /// Who pauses.
    pub pauses: Timeline<()>,
    /// Flushes to disk; true where it came to its end.
    pub flushes: Timeline<bool>,
    /// Writes that were acknowledged and are on one node only.
    pub exposed: Timeline<Exposed>,
    /// Clients that wait.
    pub waits: Timeline<OpAt>,
    /// Messages on their way; the actor is the sender.
    pub messages: Timeline<MessageAt>,
    /// What coordinators did, where there is no leader.
    pub requests: Requests,
    writes: Writes,
    /// Acknowledged writes that are lost, by operation, and since when, ns: the checker says so.
    lost: Vec<(OpAt, u64)>,
    /// Where in which log each write stands, with the epoch in which a leader put it there.
    entries: Vec<(PartitionId, u64, u64, OpAt)>,
    /// The number of each operation among those of its kind, from 1.
    numbers: Vec<u32>,
}

/// A time in which a node leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leading {
    /// Which partition.
    pub partition: PartitionId,
    /// In which epoch.
    pub epoch: u64,
}

/// How a node died.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Death {
    /// Its process ended.
    Killed,
    /// It lost power.
    Crashed,
}

/// A write that can be lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exposed {
    /// Which.
    pub op: OpAt,
    /// When it was lost, ns.
    pub lost_ns: Option<u64>,
}

impl Spans {
    /// Reads a trace.
    pub fn new(trace: &Trace) -> Self {
        let mut open = Open::default();
        for event in &trace.events {
            open.step(event);
        }
        let writes = Writes::of(trace);
        let mut lost: Vec<(OpAt, u64)> =
            check::lost(trace).iter().map(|lost| (lost.op, lost.at_ns)).collect();
        sort_by_key(&mut lost, |(op, _)| (op.0.into(), 0));
        let messages = (0..).zip(&trace.messages).map(|(at, message)| Span {
            actor: message.from,
            from_ns: message.sent_ns,
            to_ns: match message.arrival {
                Arrival::Under(ns) | Arrival::At(ns) | Arrival::Lost(ns, _) => ns,
            },
            of: MessageAt(at),
        });
        let waits = (0..).zip(&trace.operations).map(|(at, op)| Span {
            actor: op.client,
            from_ns: op.start_ns,
            to_ns: op.end_ns.unwrap_or(u64::MAX),
            of: OpAt(at),
        });
        Spans {
            exposed: Timeline::new(exposed(&writes, &lost)),
            leads: Timeline::new(open.leads),
            off: Timeline::new(open.off),
            pauses: Timeline::new(open.pauses),
            flushes: Timeline::new(open.flushes.into_iter().map(|(span, _)| span).collect()),
            waits: Timeline::new(waits.collect()),
            messages: Timeline::new(messages.collect()),
            requests: Requests::of(trace),
            writes,
            lost,
            numbers: numbers(trace),
            entries: entries(trace),
        }
    }

    /// The writes that were acknowledged and lost until an instant, and when, in the order in which they were asked for.
    pub fn lost(&self, until_ns: u64) -> impl Iterator<Item = (OpAt, u64)> + '_ {
        self.lost.iter().filter_map(move |(op, lost_ns)| {
            let lost_ns = self.acknowledged_ns(*op)?.max(*lost_ns);
            (lost_ns <= until_ns).then_some((*op, lost_ns))
        })
    }

    /// When a node answered that a write is done, ns.
    pub fn acknowledged_ns(&self, op: OpAt) -> Option<u64> {
        self.writes.get(op)?.acknowledged_ns
    }

    /// Who put a write into its log first.
    pub fn taken_by(&self, op: OpAt) -> Option<ActorAt> {
        self.writes.get(op)?.taken_by
    }

    /// When a write left for a second node that got it, ns.
    pub fn copied_ns(&self, op: OpAt) -> Option<u64> {
        self.writes.get(op)?.copied_ns
    }

    /// The write at a position of a log, as the leader of an epoch has it.
    pub fn entry(&self, partition: PartitionId, position: u64, epoch: u64) -> Option<OpAt> {
        let behind = self
            .entries
            .partition_point(|(of, at, since, _)| (*of, *at, *since) <= (partition, position, epoch));
        let (of, at, _, op) = *self.entries.get(behind.checked_sub(1)?)?;
        ((of, at) == (partition, position)).then_some(op)
    }

    /// "w3" is the third write, "r1" the first read.
    pub fn name(&self, trace: &Trace, op: OpAt) -> String {
        let is_write = trace.operations.get(op.at()).is_some_and(|op| op.kind.is_write());
        let letter = if is_write { 'w' } else { 'r' };
        format!("{letter}{}", self.numbers.get(op.at()).copied().unwrap_or(0))
    }

    /// What reads returned, where replicas keep versions.
    fn reads(&self, trace: &Trace, until_ns: u64) -> Option<Reads> {
        let mut reads = Reads::default();
        let done = |op: &quorate_core::trace::Operation| {
            let ended = op.end_ns.is_some_and(|end_ns| end_ns <= until_ns);
            ended && op.outcome == Outcome::Ok && !op.kind.is_write()
        };
        for (at, request) in self.requests.iter() {
            if done(trace.operation(at)) {
                reads.answered += 1;
                reads.stale += u32::from(request.missed.is_some());
            }
        }
        (trace.keeps == Keeps::Versions).then_some(reads)
    }

    /// What heads say of a run up to an instant.
    pub fn facts(&self, trace: &Trace, until_ns: u64) -> Facts {
        let mut facts = Facts {
            lost: self.lost(until_ns).count() as u32,
            reads: self.reads(trace, until_ns),
            ..Facts::default()
        };
        let mut all_ns = 0_u128;
        let begun = trace.operations.partition_point(|op| op.start_ns <= until_ns);
        for op in trace.operations[..begun].iter().filter(|op| op.kind.is_write()) {
            facts.writes += 1;
            if let (Some(end_ns), Outcome::Ok) = (op.end_ns, op.outcome)
                && end_ns <= until_ns
            {
                facts.acknowledged += 1;
                all_ns += u128::from(end_ns - op.start_ns);
            }
        }
        let mean = all_ns.checked_div(u128::from(facts.acknowledged));
        facts.mean_ns = mean.map(|mean| mean as u64);
        facts
    }
}

/// What became of the writes of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// How many were asked for.
    pub writes: u32,
    /// How many of them the client was told to be done.
    pub acknowledged: u32,
    /// How many of these are lost.
    pub lost: u32,
    /// How long those that were acknowledged took, ns, on average; none where none was.
    pub mean_ns: Option<u64>,
    /// What became of its reads, where replicas keep versions.
    pub reads: Option<Reads>,
}

/// What became of the reads of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reads {
    /// How many were answered.
    pub answered: u32,
    /// How many of them missed a write that was acknowledged before they began.
    pub stale: u32,
}

/// When writes could be lost: from the answer until they left for another node. `lost` is by operation.
fn exposed(writes: &Writes, lost: &[(OpAt, u64)]) -> Vec<Span<Exposed>> {
    let of = |(op, write): (OpAt, &Write)| {
        let (actor, from_ns) = (write.taken_by?, write.acknowledged_ns?);
        let to_ns = write.copied_ns.unwrap_or(u64::MAX);
        let found = lost.binary_search_by_key(&op, |(op, _)| *op).ok();
        let lost_ns = found.map(|at| lost[at].1.max(from_ns));
        (to_ns > from_ns).then_some(Span { actor, from_ns, to_ns, of: Exposed { op, lost_ns } })
    };
    writes.iter().filter_map(of).collect()
}

fn entries(trace: &Trace) -> Vec<(PartitionId, u64, u64, OpAt)> {
    let entry = |event: &Event| match event.what {
        What::Accepted { partition, position, epoch, op } => Some((partition, position, epoch, op)),
        _ => None,
    };
    let mut entries: Vec<_> = trace.events.iter().filter_map(entry).collect();
    // By partition, position and epoch: the last of the three first, since what is alike stays in its order.
    sort_by_key(&mut entries, |(_, _, epoch, _)| (*epoch, 0));
    sort_by_key(&mut entries, |(partition, position, ..)| (partition.0.into(), *position));
    entries
}

fn numbers(trace: &Trace) -> Vec<u32> {
    let mut seen = [0, 0];
    let number = |op: &quorate_core::trace::Operation| {
        let seen = &mut seen[usize::from(op.kind.is_write())];
        *seen += 1;
        *seen
    };
    trace.operations.iter().map(number).collect()
}

/// Spans while they are read: those that last end at `u64::MAX`.
#[derive(Default)]
struct Open {
    leads: Vec<Span<Leading>>,
    off: Vec<Span<Death>>,
    pauses: Vec<Span<()>>,
    /// With what is being flushed.
    flushes: Vec<(Span<bool>, (PartitionId, u64))>,
    /// The places in `flushes` of those that last.
    flushing: Vec<usize>,
}

impl Open {
    fn step(&mut self, event: &Event) {
        let (actor, from_ns) = (event.actor, event.at_ns);
        match event.what {
            What::Leads { partition, epoch, .. } => {
                end(&mut self.leads, actor, from_ns, |leading| leading.partition == partition);
                let of = Leading { partition, epoch };
                self.leads.push(Span { actor, from_ns, to_ns: u64::MAX, of });
            }
            What::StepsDown { partition, .. } => {
                end(&mut self.leads, actor, from_ns, |leading| leading.partition == partition);
            }
            What::Accepted { partition, epoch, .. } if !self.knows(partition) => {
                // A run may begin with leaders that it says nothing of.
                self.leads.push(Span {
                    actor,
                    from_ns: 0,
                    to_ns: u64::MAX,
                    of: Leading { partition, epoch },
                });
            }
            What::Killed => self.dies(actor, from_ns, Death::Killed),
            What::Crashed => self.dies(actor, from_ns, Death::Crashed),
            What::Restarted => end(&mut self.off, actor, from_ns, |_| true),
            What::Paused => self.pauses.push(Span { actor, from_ns, to_ns: u64::MAX, of: () }),
            What::Resumed => end(&mut self.pauses, actor, from_ns, |()| true),
            What::Flushing { partition, position } => {
                let span = Span { actor, from_ns, to_ns: u64::MAX, of: false };
                self.flushing.push(self.flushes.len());
                self.flushes.push((span, (partition, position)));
            }
            What::Persisted { partition, position } => self.flushed(from_ns, true, |span, (of, up_to)| {
                span.actor == actor && of == partition && up_to <= position
            }),
            _ => {}
        }
    }

    fn knows(&self, partition: PartitionId) -> bool {
        self.leads.iter().any(|span| span.of.partition == partition)
    }

    fn dies(&mut self, actor: ActorAt, at_ns: u64, how: Death) {
        end(&mut self.leads, actor, at_ns, |_| true);
        end(&mut self.pauses, actor, at_ns, |()| true);
        if how == Death::Crashed {
            self.flushed(at_ns, false, |span, _| span.actor == actor);
        }
        self.off.push(Span { actor, from_ns: at_ns, to_ns: u64::MAX, of: how });
    }

    /// Ends the flushes that are meant.
    fn flushed(
        &mut self,
        at_ns: u64,
        is_done: bool,
        is_meant: impl Fn(&Span<bool>, (PartitionId, u64)) -> bool,
    ) {
        let flushes = &mut self.flushes;
        self.flushing.retain(|at| {
            let (span, of) = &mut flushes[*at];
            let ends = is_meant(span, *of);
            if ends {
                (span.to_ns, span.of) = (at_ns, is_done);
            }
            !ends
        });
    }
}

/// Ends the open spans of an actor that are meant.
fn end<T>(spans: &mut [Span<T>], actor: ActorAt, at_ns: u64, is_meant: impl Fn(&T) -> bool) {
    for span in spans.iter_mut().filter(|span| span.actor == actor && span.to_ns == u64::MAX) {
        if is_meant(&span.of) {
            span.to_ns = at_ns;
        }
    }
}
