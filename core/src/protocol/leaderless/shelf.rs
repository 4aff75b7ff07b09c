use super::{
    Bug, Setup,
    message::Body,
    out::{Fx, Out, timer},
    sweep::Sweep,
};
use crate::{
    base::PartitionId,
    conflict::Few,
    trace::{ActorAt, Gone, TextAt, VersionAt, What, Why},
};
use alloc::{collections::VecDeque, format, rc::Rc, string::String, vec::Vec};

/// One node's replica of one partition: what it has under each key, in memory and on disk.
///
/// Whatever it takes goes into a commit log, whose positions count from 1, and is on disk with all before it when that was
/// flushed. A crash leaves what is on disk.
#[derive(Clone, Debug)]
pub(super) struct Shelf {
    pub(super) setup: Rc<Setup>,
    pub(super) place: u16,
    partition: PartitionId,
    /// By the place of the key's text.
    cells: Vec<Cell>,
    /// What is not on disk yet: the last entries of the commit log.
    log: VecDeque<VersionAt>,
    persisted: u64,
    flushing: Option<u64>,
    /// Answers, and up to where the log has to be on disk before they go.
    waiting: VecDeque<(u64, ActorAt, Body)>,
    /// The sweep that it is at, and how many it has begun.
    pub(super) sweeping: Option<Sweep>,
    pub(super) sweeps: u32,
}

#[derive(Clone, Debug, Default)]
struct Cell {
    held: Few,
    disk: Few,
}

impl Shelf {
    pub(super) fn new(setup: &Rc<Setup>, place: u16, partition: PartitionId) -> Self {
        Shelf {
            setup: Rc::clone(setup),
            place,
            partition,
            cells: Vec::new(),
            log: VecDeque::new(),
            persisted: 0,
            flushing: None,
            waiting: VecDeque::new(),
            sweeping: None,
            sweeps: 0,
        }
    }

    /// Its group's place, and its partition.
    pub(super) const fn about(&self) -> (u16, PartitionId) {
        (self.place, self.partition)
    }

    /// Keys that it has anything under, with that.
    pub(super) fn all(&self) -> impl Iterator<Item = (TextAt, &Few)> {
        let all = (0..).map(TextAt).zip(&self.cells).map(|(key, cell)| (key, &cell.held));
        all.filter(|(_, held)| !held.is_empty())
    }

    fn head(&self) -> u64 {
        self.persisted + self.log.len() as u64
    }

    fn cell(&mut self, key: TextAt) -> &mut Cell {
        let at = key.0 as usize;
        if self.cells.len() <= at {
            self.cells.resize_with(at + 1, Cell::default);
        }
        &mut self.cells[at]
    }

    /// What it has under a key.
    pub(super) fn found(&self, key: TextAt) -> Few {
        self.cells.get(key.0 as usize).map_or_else(Few::default, |cell| cell.held.clone())
    }

    /// Takes a version, unless it has it or what replaces it.
    pub(super) fn store(&mut self, version: VersionAt, why: Why, fx: &mut Fx) {
        let (rule, partition) = (self.setup.rules.conflict, self.partition);
        let is_blind = self.setup.has(Bug::Overwrite);
        let is_single = self.setup.has(Bug::OneSibling);
        let cell = self.cell(fx.versions.get(version).key);
        let replaced = if is_blind || is_single && !cell.held.contains(version) {
            Some(core::mem::take(&mut cell.held).without(&Few::one(version)))
                .inspect(|_| cell.held = Few::one(version))
        } else {
            rule.take(&mut cell.held, version, &fx.versions, &fx.texts)
        };
        let Some(replaced) = replaced else { return };
        for version in replaced.iter() {
            fx.note(What::Dropped { partition, version, why: Gone::Replaced });
        }
        fx.note(What::Stored { partition, version, why });
        self.log.push_back(version);
        self.flush(fx);
    }

    /// Answers when all that it has is on disk, or at once where nobody waits for that. A version that it did not take is
    /// as safe then, as what it has instead is.
    pub(super) fn answer(&mut self, to: ActorAt, body: Body, out: &mut Out<'_>) {
        let waits = self.setup.rules.is_durable && !self.setup.has(Bug::AnswerBeforePersisting);
        if waits && !self.log.is_empty() {
            self.waiting.push_back((self.head(), to, body));
        } else {
            out.send(to, self.about(), body);
        }
    }

    fn flush(&mut self, fx: &mut Fx) {
        if self.flushing.is_none() && !self.log.is_empty() {
            let position = self.head();
            self.flushing = Some(position);
            fx.note(What::Flushing { partition: self.partition, position });
            fx.flush(u64::from(self.place));
        }
    }

    pub(super) fn on_flushed(&mut self, out: &mut Out<'_>) {
        self.persist(out.fx);
        while let Some((_, to, body)) =
            self.waiting.pop_front_if(|(position, ..)| *position <= self.persisted)
        {
            out.send(to, self.about(), body);
        }
        self.flush(out.fx);
    }

    /// What it had begun to flush is on disk.
    fn persist(&mut self, fx: &mut Fx) {
        let Some(upto) = self.flushing.take() else { return };
        while self.persisted < upto {
            let Some(version) = self.log.pop_front() else { break };
            self.persisted += 1;
            let rule = self.setup.rules.conflict;
            let is_blind = self.setup.has(Bug::Overwrite) || self.setup.has(Bug::OneSibling);
            let cell = self.cell(fx.versions.get(version).key);
            if is_blind {
                cell.disk = Few::one(version);
            } else {
                rule.take(&mut cell.disk, version, &fx.versions, &fx.texts);
            }
            self.watch(version, fx);
        }
        fx.note(What::Persisted { partition: self.partition, position: upto });
    }

    /// Sees to it that a tombstone on disk is purged in time.
    fn watch(&self, version: VersionAt, fx: &mut Fx) {
        if fx.versions.get(version).value.is_none() {
            let after_ns = self.due_ns(version, fx);
            fx.timer(after_ns, timer::PURGE | u64::from(self.place) << 32 | u64::from(version.0));
        }
    }

    /// How long until a tombstone has been kept long enough, by its own clock, ns.
    fn due_ns(&self, version: VersionAt, fx: &Fx) -> u64 {
        if self.setup.has(Bug::PurgeAtOnce) {
            return 0;
        }
        let since_ns = fx.versions.get(version).clock_us.saturating_mul(1_000);
        let due_ns = since_ns.saturating_add_unsigned(self.setup.rules.grace_ns);
        due_ns.saturating_sub(fx.clock_ns()).max(0).cast_unsigned()
    }

    /// Drops a tombstone, if it is there yet and its time is over by the clock as it is now.
    pub(super) fn purge(&mut self, version: VersionAt, fx: &mut Fx) {
        let (left_ns, partition) = (self.due_ns(version, fx), self.partition);
        let cell = self.cell(fx.versions.get(version).key);
        if !cell.held.contains(version) || !cell.disk.contains(version) {
            return;
        }
        if left_ns > 0 {
            return self.watch(version, fx);
        }
        cell.held.remove(version);
        cell.disk.remove(version);
        fx.note(What::Dropped { partition, version, why: Gone::Purged });
    }

    /// It goes off: what is not on disk is gone, and what that had replaced is there again.
    pub(super) fn on_off(&mut self, is_flushed: bool, fx: &mut Fx) {
        if is_flushed {
            self.persist(fx);
        }
        self.flushing = None;
        let partition = self.partition;
        for cell in self.cells.iter_mut().filter(|cell| cell.held != cell.disk) {
            for version in cell.held.without(&cell.disk).iter() {
                fx.note(What::Dropped { partition, version, why: Gone::Forgotten });
            }
            for version in cell.disk.without(&cell.held).iter() {
                fx.note(What::Stored { partition, version, why: Why::Disk });
            }
            cell.held = cell.disk.clone();
        }
        self.log.clear();
        self.waiting.clear();
        self.sweeping = None;
    }

    /// It starts again: timers of its earlier life are gone.
    pub(super) fn on_start(&mut self, fx: &mut Fx) {
        for version in self.cells.iter().flat_map(|cell| cell.disk.iter()) {
            self.watch(version, fx);
        }
    }

    /// Its invariants that need no table of versions.
    pub(super) fn check(&self) -> Result<(), String> {
        let (head, persisted) = (self.head(), self.persisted);
        let flushing = self.flushing.unwrap_or(head);
        if flushing > head || flushing < persisted || self.waiting.iter().any(|(upto, ..)| *upto > head) {
            return Err(format!("broken: persisted {persisted} ≤ flushing {flushing} ≤ head {head}"));
        }
        let differs = self.cells.iter().any(|cell| cell.held != cell.disk);
        if self.log.is_empty() && differs {
            return Err("broken: all is flushed, and memory and disk differ".into());
        }
        let most = self.cells.iter().map(|cell| cell.held.len()).max().unwrap_or(0);
        if self.setup.rules.conflict == super::Conflict::Lww && most > 1 {
            return Err(format!("broken: {most} versions of a key where the last write wins"));
        }
        Ok(())
    }
}
