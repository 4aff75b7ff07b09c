use super::letters::Letters;
use crate::{
    base::PartitionId,
    quorum::Level,
    trace::{ActorAt, Keeps, OpAt, OpKind, Outcome, Style, TextAt, Texts, Topic, VersionAt, Versions, What},
};
use alloc::{string::String, vec::Vec};

/// A machine of a protocol: what one actor does. It does no IO, knows no network and keeps no clock: it is told what
/// happens, and writes down what it wants as [`Effects`].
///
/// ```text
///            on_start  on_message  on_timer  on_flushed  on_client  on_order
///                │         │          │          │           │          │
///                └─────────┴──────────┴────┬─────┴───────────┴──────────┘
///                                       machine
///                ┌─────────┬──────────┬────┴─────┬───────────┬──────────┐
///              send      timer      flush      note        finish    power off
/// ```
pub trait Machine {
    /// What machines send each other.
    type Message: Clone + Parcel;

    /// What replicas keep.
    const KEEPS: Keeps = Keeps::Log;

    /// It starts: at the beginning, and again after it was off, from what it kept.
    fn on_start(&mut self, effects: &mut Effects<Self::Message>);
    /// A message arrives.
    fn on_message(&mut self, from: ActorAt, message: Self::Message, effects: &mut Effects<Self::Message>);
    /// A timer that it set fires. Those set before it went off never do.
    fn on_timer(&mut self, token: u64, effects: &mut Effects<Self::Message>);
    /// What it gave to its disk is there.
    fn on_flushed(&mut self, token: u64, effects: &mut Effects<Self::Message>);
    /// A client is to ask for something.
    fn on_client(&mut self, op: OpAt, wish: Wish, effects: &mut Effects<Self::Message>);
    /// Somebody orders something of it.
    fn on_order(&mut self, order: Order, effects: &mut Effects<Self::Message>);
    /// It goes off. What it had begun to flush is on disk yet if `is_flushed`; all else that is not on disk is gone.
    fn on_off(&mut self, is_flushed: bool, effects: &mut Effects<Self::Message>);
    /// Its invariants, asserted after every step in tests.
    fn check(&self) -> Result<(), String>;
}

/// What a message says of itself in a trace.
pub trait Parcel {
    /// What stands on the outside.
    fn label(&self) -> Label;
}

/// What stands on the outside of a message.
#[derive(Clone, Copy, Debug)]
pub struct Label {
    /// What it is about.
    pub topic: Topic,
    /// Who waits for it.
    pub style: Style,
    /// The partition that it speaks of.
    pub partition: PartitionId,
    /// The operation that it belongs to.
    pub op: Option<OpAt>,
    /// The version that it carries or confirms, if it is one alone.
    pub version: Option<VersionAt>,
    /// Positions of the log that it carries or confirms.
    pub positions: [u64; 2],
    /// The epoch in which it was sent.
    pub epoch: u64,
    /// Its size in bytes.
    pub bytes: u32,
}

/// What a client is to ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// What kind.
    pub kind: OpKind,
    /// Of which key.
    pub key: TextAt,
    /// What is written.
    pub value: Option<TextAt>,
    /// What a `cas` expects.
    pub expected: Option<TextAt>,
    /// The partition of the key, and its place in the list of those that are simulated.
    pub partition: PartitionId,
    /// Its place in the list of those that are simulated.
    pub group: u16,
    /// The level that it is asked at, if that was said.
    pub level: Option<Level>,
    /// The node that is to be asked first, if that was said.
    pub asked: Option<ActorAt>,
    /// Whether the client thought of it itself, and not the script.
    pub is_own: bool,
}

/// What somebody orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The leadership of a group is to be handed over.
    Transfer {
        /// Its place in the list of those that are simulated.
        group: u16,
        /// To whom.
        to: ActorAt,
    },
    /// The next version of the engine is to be used from the next start on.
    Upgrade,
}

/// What a client knows at the end of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finish {
    /// Whether it was done.
    pub outcome: Outcome,
    /// What was read.
    pub result: Option<TextAt>,
    /// Whether a `cas` matched.
    pub matched: bool,
    /// Who answered.
    pub answered_by: Option<ActorAt>,
    /// How far the answer reaches in the log.
    pub position: Option<u64>,
    /// How often it was asked anew.
    pub retries: u32,
}

/// One thing that a machine wants.
#[derive(Clone, Copy, Debug)]
pub enum Effect {
    /// To send a message: to whom, and where it lies. [`Effects::send`] alone knows that.
    Send(ActorAt, LetterAt),
    /// To be woken at an instant, ns.
    Timer(u64, u64),
    /// To write to its disk, and to be told when it is there.
    Flush(u64),
    /// To have something noted in the trace.
    Note(What),
    /// To have it noted that a write got this key, value and position.
    Learn(OpAt, TextAt, Option<TextAt>, u64),
    /// To end an operation of its own.
    Finish(OpAt, Finish),
    /// To begin an operation of its own at an instant, ns.
    Begin(u64, Wish),
    /// To have another powered off, by a way that is not the network.
    PowerOff(ActorAt),
}

/// Where a message lies until it arrives.
#[derive(Clone, Copy, Debug)]
pub struct LetterAt(pub(super) u32);

/// What a machine wants, in order, and what it may know while it decides.
#[derive(Clone, Debug)]
pub struct Effects<M> {
    pub(super) list: Vec<Effect>,
    pub(super) letters: Letters<M>,
    pub(super) now_ns: u64,
    pub(super) skew_ns: i64,
    /// Keys and values that have come up.
    pub texts: Texts,
    /// Versions that were made.
    pub versions: Versions,
}

impl<M> Effects<M> {
    /// None yet.
    pub const fn new(texts: Texts) -> Self {
        let versions = Versions::new();
        Effects { list: Vec::new(), letters: Letters::new(), now_ns: 0, skew_ns: 0, texts, versions }
    }

    /// How long the run has lasted, ns: good for spans of time, as a monotonic clock is.
    pub const fn now_ns(&self) -> u64 {
        self.now_ns
    }

    /// What its own clock on the wall says, ns: it may be ahead or behind.
    pub const fn clock_ns(&self) -> i64 {
        self.now_ns.cast_signed().saturating_add(self.skew_ns)
    }

    /// Sends a message.
    pub fn send(&mut self, to: ActorAt, message: M) {
        let at = LetterAt(self.letters.put(message));
        self.list.push(Effect::Send(to, at));
    }

    /// Sets a timer.
    pub fn timer(&mut self, after_ns: u64, token: u64) {
        self.list.push(Effect::Timer(self.now_ns.saturating_add(after_ns), token));
    }

    /// Begins a flush.
    pub fn flush(&mut self, token: u64) {
        self.list.push(Effect::Flush(token));
    }

    /// Notes what happens.
    pub fn note(&mut self, what: What) {
        self.list.push(Effect::Note(what));
    }

    /// Wants anything else.
    pub fn want(&mut self, effect: Effect) {
        self.list.push(effect);
    }
}
