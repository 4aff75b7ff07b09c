use super::{ActorAt, Entry, Log, TextAt, What};
use crate::base::IdMap;
use alloc::vec::Vec;

/// What a node is to a partition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// It is off, or has not heard a leader since it started.
    #[default]
    Idle,
    /// It takes what a leader sends.
    Follows,
    /// It takes writes, in this epoch.
    Leads {
        /// The epoch.
        epoch: u64,
    },
}

/// What a replica has under a key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// The value; none where it was deleted.
    pub value: Option<TextAt>,
    /// The position of the entry that left it.
    pub position: u64,
}

/// What one node has of one partition.
///
/// Positions are those of the log, from 1; 0 is none. Of a node that is off, log and `persisted` are what its disk has or
/// is still given; `applied` and the values are what it had in memory when it went off, until it starts again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replica {
    /// What the node is to the partition.
    pub role: Role,
    /// The highest epoch of which it has an entry or in which it has led.
    pub epoch: u64,
    /// Its log.
    pub log: Log,
    /// Up to where the log was handed to the disk.
    pub flushing: u64,
    /// Up to where it is on disk.
    pub persisted: u64,
    /// Up to where it is applied: what reads see.
    pub applied: u64,
    /// Up to where it knows that enough copies have it.
    pub committed: u64,
    /// Who takes it for dead, ascending.
    pub suspected_by: Vec<ActorAt>,
    /// Whether it cannot apply what its leader sends.
    pub is_incompatible: bool,
    pub(super) data: Data,
    /// The last snapshot that arrived.
    offered: Option<Snapshot>,
    /// What it had before it started: what of it is on its disk as data alone comes back at once.
    own: Option<Data>,
}

/// What entries left behind, so that the last of them can be taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Data {
    held: IdMap<Held, TextAt>,
    /// Key by key, in the order in which entries were applied.
    history: Vec<(TextAt, Held)>,
}

impl Data {
    fn apply(&mut self, key: TextAt, held: Held) {
        self.held.insert(key, held);
        self.history.push((key, held));
    }

    fn until(&self, position: u64) -> Data {
        let mut data = Data::default();
        for (key, held) in self.history.iter().filter(|(_, held)| held.position <= position) {
            data.apply(*key, *held);
        }
        data
    }
}

/// All that a replica had when it sent it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Snapshot {
    log: Log,
    data: Data,
}

impl Replica {
    /// What it has under each key that was ever applied, deleted ones too; keys in the order in which they came up.
    pub fn held(&self) -> impl Iterator<Item = (TextAt, &Held)> {
        self.data.held.iter()
    }

    /// What it has under a key; none where nothing was ever applied to it.
    pub fn held_of(&self, key: TextAt) -> Option<&Held> {
        self.data.held.get(key)
    }

    /// What it had under each key when it had applied entries up to a position and no others.
    pub fn held_until(&self, position: u64) -> IdMap<Held, TextAt> {
        self.data.until(position).held
    }

    /// What was applied, in this order: keys, with what was left under them.
    pub fn history(&self) -> &[(TextAt, Held)] {
        &self.data.history
    }

    pub(super) fn snapshot(&self) -> Snapshot {
        Snapshot { log: self.log.clone(), data: self.data.clone() }
    }

    pub(super) fn offer(&mut self, snapshot: Snapshot) {
        self.own = None;
        self.offered = Some(snapshot);
    }

    /// It hears a leader.
    pub(super) fn hear(&mut self) {
        if self.role == Role::Idle {
            self.role = Role::Follows;
        }
    }

    /// What happens to this replica and to nothing else.
    pub(super) fn fold(&mut self, what: What) {
        let own = self.own.take();
        match what {
            What::Accepted { position, epoch, op, .. } => {
                self.role = Role::Leads { epoch };
                self.put(Entry { position, epoch, op });
            }
            What::Received { position, epoch, op, .. } => {
                self.role = Role::Follows;
                self.is_incompatible = false;
                self.put(Entry { position, epoch, op });
            }
            What::Flushing { position, .. } => self.flushing = position,
            What::Persisted { position, .. } => self.persisted = position,
            What::Applied { position, key, value, .. } => {
                self.applied = position;
                self.data.apply(key, Held { value, position });
            }
            What::Committed { position, .. } => self.committed = position,
            What::Discarded { position, .. } => self.discard(position.saturating_sub(1)),
            What::Installed { position, .. } => match own {
                Some(data) => (self.data, self.applied) = (data.until(position), position),
                None => self.install(position),
            },
            What::Leads { epoch, .. } => {
                self.role = Role::Leads { epoch };
                self.epoch = self.epoch.max(epoch);
            }
            What::StepsDown { .. } => self.role = Role::Follows,
            What::Incompatible(_) => self.is_incompatible = true,
            _ => {}
        }
    }

    fn put(&mut self, entry: Entry) {
        self.epoch = self.epoch.max(entry.epoch);
        self.log.put(entry);
    }

    fn discard(&mut self, last: u64) {
        self.log.cut(last);
        self.flushing = self.flushing.min(last);
        self.persisted = self.persisted.min(last);
        self.committed = self.committed.min(last);
        if self.applied > last {
            self.applied = last;
            self.data = self.data.until(last);
        }
    }

    /// Takes what the sender of the snapshot had when it sent it. If no snapshot came, only the head is known.
    fn install(&mut self, position: u64) {
        if let Some(snapshot) = &self.offered {
            self.log = snapshot.log.clone();
            self.data = snapshot.data.until(position);
        }
        self.log.reach(position);
        self.role = Role::Follows;
        self.is_incompatible = false;
        self.applied = position;
    }

    /// The process ends: what was handed to the disk is written yet.
    pub(super) fn kill(&mut self) {
        self.log.cut(self.persisted.max(self.flushing));
        self.role = Role::Idle;
    }

    /// The power goes: only what is on disk stays.
    pub(super) fn crash(&mut self) {
        self.flushing = self.persisted;
        self.kill();
    }

    /// It starts from its disk, and applies anew.
    pub(super) fn restart(&mut self) {
        self.crash();
        self.applied = 0;
        self.committed = 0;
        self.own = Some(core::mem::take(&mut self.data));
        self.is_incompatible = false;
    }
}
