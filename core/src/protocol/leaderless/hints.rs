use super::{
    Bug, Setup,
    message::{Ask, Body},
    out::{HINTS, Out},
};
use crate::{
    base::PartitionId,
    conflict::Few,
    trace::{ActorAt, TextAt, VersionAt, What},
};
use alloc::{format, rc::Rc, string::String, vec::Vec};

/// What a node keeps for others, which missed it.
#[derive(Clone, Debug)]
pub(super) struct Hints {
    setup: Rc<Setup>,
    /// In the order in which they came.
    all: Vec<Hint>,
    /// The number of the next; counts on over restarts, so that late answers are told apart.
    next: u32,
    /// Up to which number they are being flushed.
    flushing: Option<u32>,
    /// Those that were sent since it last tried.
    sent: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
struct Hint {
    number: u32,
    whom: ActorAt,
    group: u16,
    partition: PartitionId,
    version: VersionAt,
    kept_ns: u64,
    is_flushed: bool,
    /// Who waits until it is kept.
    answer: Option<(ActorAt, Ask)>,
}

impl Hints {
    pub(super) fn new(setup: &Rc<Setup>) -> Self {
        Hints { setup: Rc::clone(setup), all: Vec::new(), next: 0, flushing: None, sent: Vec::new() }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    pub(super) fn is_full(&self) -> bool {
        self.all.len() >= self.setup.rules.hints.most as usize
    }

    /// Keeps a version for another, unless it keeps as many as it may. Who asked for it is answered when it is kept.
    pub(super) fn keep(
        &mut self,
        whom: ActorAt,
        (group, partition): (u16, PartitionId),
        version: VersionAt,
        answer: Option<(ActorAt, Ask)>,
        out: &mut Out<'_>,
    ) {
        let is_kept = |hint: &Hint| (hint.whom, hint.version) == (whom, version);
        if let Some(at) = self.all.iter().position(is_kept) {
            self.all[at].answer = answer.or(self.all[at].answer);
            return self.answer(at, out);
        }
        if self.is_full() {
            return;
        }
        let (number, kept_ns) = (self.next, out.now_ns());
        self.next += 1;
        out.note(What::Hinted { whom, version });
        self.all.push(Hint { number, whom, group, partition, version, kept_ns, is_flushed: false, answer });
        self.answer(self.all.len() - 1, out);
        self.flush(out);
    }

    /// Tells who waits for it that it is kept, if that is so.
    fn answer(&mut self, at: usize, out: &mut Out<'_>) {
        let Some(hint) = self.all.get_mut(at) else { return };
        if (hint.is_flushed || !self.setup.rules.is_durable)
            && let Some((to, ask)) = hint.answer.take()
        {
            out.send(to, (hint.group, hint.partition), Body::Stored { ask, version: Some(hint.version) });
        }
    }

    fn flush(&mut self, out: &mut Out<'_>) {
        if self.flushing.is_none() && self.all.iter().any(|hint| !hint.is_flushed) {
            self.flushing = Some(self.next);
            out.fx.flush(HINTS);
        }
    }

    pub(super) fn on_flushed(&mut self, out: &mut Out<'_>) {
        self.persist();
        for at in 0..self.all.len() {
            self.answer(at, out);
        }
        self.flush(out);
    }

    fn persist(&mut self) {
        let upto = self.flushing.take().unwrap_or(0);
        for hint in self.all.iter_mut().filter(|hint| hint.number < upto) {
            hint.is_flushed = true;
        }
    }

    /// What it keeps under a key, for whomever.
    pub(super) fn found(&self, key: TextAt, out: &Out<'_>) -> Few {
        let (versions, texts) = (&out.fx.versions, &out.fx.texts);
        let mut found = Few::default();
        for hint in self.all.iter().filter(|hint| versions.get(hint.version).key == key) {
            self.setup.rules.conflict.take(&mut found, hint.version, versions, texts);
        }
        found
    }

    /// Gives up what is too old, and tries to deliver the oldest of each.
    pub(super) fn tick(&mut self, out: &mut Out<'_>) {
        let oldest_ns = out.now_ns().saturating_sub(self.setup.rules.grace_ns);
        for hint in self.all.extract_if(.., |hint| hint.kept_ns < oldest_ns) {
            out.note(What::Unhinted { whom: hint.whom, version: hint.version, is_delivered: false });
        }
        self.sent.clear();
        let mut tried = Vec::new();
        for hint in &self.all {
            if !tried.contains(&hint.whom) {
                tried.push(hint.whom);
            }
        }
        for whom in tried {
            self.deliver(whom, out);
        }
    }

    /// Sends somebody the oldest that is kept for it.
    fn deliver(&mut self, whom: ActorAt, out: &mut Out<'_>) {
        let Some(at) = self.all.iter().position(|hint| hint.whom == whom) else { return };
        let Hint { number, version, group, partition, .. } = self.all[at];
        out.send(whom, (group, partition), Body::Handoff { hint: number, version });
        self.sent.push(number);
        if self.setup.has(Bug::ForgetHint) {
            self.remove(at, out);
        }
    }

    fn remove(&mut self, at: usize, out: &mut Out<'_>) {
        let hint = self.all.remove(at);
        out.note(What::Unhinted { whom: hint.whom, version: hint.version, is_delivered: true });
        if let Some((to, ask)) = hint.answer {
            // It is where it belongs: all the better.
            out.send(to, (hint.group, hint.partition), Body::Stored { ask, version: Some(hint.version) });
        }
    }

    /// Somebody has what was kept for it.
    pub(super) fn taken(&mut self, whom: ActorAt, number: u32, out: &mut Out<'_>) {
        let is_it = |hint: &Hint| (hint.number, hint.whom) == (number, whom);
        if let Some(at) = self.all.iter().position(is_it) {
            self.remove(at, out);
            self.deliver(whom, out);
        }
    }

    /// Whether something was sent to somebody that it has not confirmed.
    pub(super) fn is_sent_to(&self, whom: ActorAt) -> bool {
        self.all.iter().any(|hint| hint.whom == whom && self.sent.contains(&hint.number))
    }

    /// It goes off: hints that are not on disk are gone.
    pub(super) fn on_off(&mut self, is_flushed: bool, out: &mut Out<'_>) {
        if is_flushed {
            self.persist();
        }
        self.flushing = None;
        self.sent.clear();
        for hint in self.all.extract_if(.., |hint| !hint.is_flushed) {
            out.note(What::Unhinted { whom: hint.whom, version: hint.version, is_delivered: false });
        }
        for hint in &mut self.all {
            hint.answer = None;
        }
    }

    pub(super) fn check(&self) -> Result<(), String> {
        let (count, most) = (self.all.len(), self.setup.rules.hints.most);
        let is_ordered = self.all.is_sorted_by(|one, other| one.number < other.number);
        if count > most as usize || !is_ordered || self.all.iter().any(|hint| hint.number >= self.next) {
            return Err(format!("broken: {count} hints of at most {most}, in order, below {}", self.next));
        }
        Ok(())
    }
}
