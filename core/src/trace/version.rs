use super::{ActorAt, OpAt, TextAt};
use crate::{
    base::{Digest, Encode},
    version::Vector,
};
use alloc::vec::Vec;

/// A version's place among all versions of a trace, from 0, in the order in which they were made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct VersionAt(pub u32);

impl VersionAt {
    /// As an index.
    pub const fn at(self) -> usize {
        self.0 as usize
    }
}

/// One version of the value under a key, as leaderless replication writes it: it never changes, and replicas come to have
/// it or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Of which key.
    pub key: TextAt,
    /// The value; none is a tombstone: the key was deleted.
    pub value: Option<TextAt>,
    /// The write that made it.
    pub op: OpAt,
    /// What the clock of its coordinator said, us: by this the last write wins, where it does.
    pub clock_us: i64,
    /// Who counted it, and which of its events it is, from 1: the dot of a dotted version vector.
    pub dot: (ActorAt, u64),
    /// Which events its writer knew of: all versions whose dots these are were meant to be replaced.
    pub context: Vector<ActorAt>,
}

impl Version {
    /// Its version vector: what its writer knew of, and itself alone, whatever else its dot's actor has counted.
    pub fn vector(&self) -> Vector<ActorAt> {
        let mut vector = self.context.clone();
        vector.add(self.dot.0, self.dot.1);
        vector
    }

    /// Whether its writer had seen another version.
    pub fn knows(&self, other: &Version) -> bool {
        self.context.has(other.dot.0, other.dot.1)
    }
}

/// All versions of a run. Machines hold and send places in this table; what stands there never changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Versions {
    all: Vec<Version>,
    /// Which of its key's versions each is, from 1.
    numbers: Vec<u32>,
    /// By the place of a key's text: how many versions it has.
    counts: Vec<u32>,
}

impl Versions {
    /// None.
    pub const fn new() -> Self {
        Versions { all: Vec::new(), numbers: Vec::new(), counts: Vec::new() }
    }

    /// Puts one behind all others.
    pub fn push(&mut self, version: Version) -> VersionAt {
        let key = version.key.0 as usize;
        if key >= self.counts.len() {
            self.counts.resize(key + 1, 0);
        }
        self.counts[key] += 1;
        self.numbers.push(self.counts[key]);
        self.all.push(version);
        VersionAt(self.all.len() as u32 - 1)
    }

    /// The version at a place. Places come from this table alone.
    pub fn get(&self, at: VersionAt) -> &Version {
        &self.all[at.at()]
    }

    /// All, with their places.
    pub fn iter(&self) -> impl Iterator<Item = (VersionAt, &Version)> {
        (0..).map(VersionAt).zip(&self.all)
    }

    /// Which of its key's versions one is, from 1.
    pub fn number(&self, at: VersionAt) -> u32 {
        self.numbers.get(at.at()).copied().unwrap_or(0)
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

impl Encode for Versions {
    fn encode(&self, digest: &mut Digest) {
        (self.all.len() as u64).encode(digest);
        for version in &self.all {
            let (actor, count) = version.dot;
            let value = version.value.map_or(u64::MAX, |value| u64::from(value.0));
            let numbers = [
                u64::from(version.key.0),
                value,
                u64::from(version.op.0),
                version.clock_us.cast_unsigned(),
                u64::from(actor.0),
                count,
            ];
            numbers.as_slice().encode(digest);
            for (actor, count) in version.context.iter() {
                [u64::from(actor.0), count].as_slice().encode(digest);
            }
        }
    }
}
