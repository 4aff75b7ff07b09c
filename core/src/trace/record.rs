use super::{
    Actor, ActorAt, Event, Message, MessageAt, OpAt, Operation, Outcome, Texts, VersionAt, Versions,
};
use alloc::vec::Vec;

/// All that happened in one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// Who acts, in the order of lifelines: clients, nodes, the monitor if there is one.
    pub actors: Vec<Actor>,
    /// Keys and values.
    pub texts: Texts,
    /// What replicas keep.
    pub keeps: Keeps,
    /// Versions of values, where replicas keep these and no log.
    pub versions: Versions,
    /// What clients asked, and were told.
    pub operations: Vec<Operation>,
    /// What was sent.
    pub messages: Vec<Message>,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// Steps of the simulation: what its limit counts.
    pub steps: u64,
    /// When the run ended, ns.
    pub end_ns: u64,
    /// Why.
    pub ended: Ended,
}

/// What replicas keep.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keeps {
    /// A log, which a leader orders.
    #[default]
    Log,
    /// Versions of each value, which nobody orders.
    Versions,
}

/// Why a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Its time was over.
    Until,
    /// It reached the limit of steps: what would come after is not known.
    Steps,
}

impl Trace {
    /// Of these, to whom nothing has happened yet.
    pub fn new(actors: Vec<Actor>) -> Self {
        Trace {
            actors,
            texts: Texts::default(),
            keeps: Keeps::Log,
            versions: Versions::default(),
            operations: Vec::new(),
            messages: Vec::new(),
            events: Vec::new(),
            steps: 0,
            end_ns: 0,
            ended: Ended::Until,
        }
    }

    /// The actor at a place.
    pub fn actor(&self, at: ActorAt) -> Actor {
        self.actors.get(at.at()).copied().unwrap_or(Actor::Monitor)
    }

    /// The place of an actor.
    pub fn place(&self, actor: Actor) -> Option<ActorAt> {
        self.actors.iter().position(|known| *known == actor).map(|at| ActorAt(at as u16))
    }

    /// Whether one version is surely older than another: its write was done before that of the other began, or the other's
    /// writer had seen it. Of writes at one time neither is.
    pub fn is_older(&self, one: VersionAt, other: VersionAt) -> bool {
        let [before, after] = [one, other].map(|at| self.versions.get(at));
        let done = self.operation(before.op);
        let ended_ns = done.end_ns.filter(|_| done.outcome == Outcome::Ok);
        after.knows(before) || ended_ns.is_some_and(|ended_ns| ended_ns < self.operation(after.op).start_ns)
    }

    /// The operation at a place.
    pub fn operation(&self, at: OpAt) -> &Operation {
        &self.operations[at.at()]
    }

    /// The message at a place.
    pub fn message(&self, at: MessageAt) -> &Message {
        &self.messages[at.at()]
    }

    /// The number of events that have happened at an instant, its own included.
    pub fn events_until(&self, at_ns: u64) -> usize {
        self.events.partition_point(|event| event.at_ns <= at_ns)
    }
}
