use super::{Row, Shape, digest_of, version_bytes};
use crate::{
    base::{PartitionId, Point},
    hash::HashFn,
    trace::{ActorState, TextAt, Trace, VersionAt, What},
};
use alloc::vec::Vec;

/// The versions of one partition in a run: made once, and asked at any instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partitioned {
    shape: Shape,
    /// All that any replica ever stored, ascending.
    versions: Vec<VersionAt>,
    /// Their keys, ascending, and where each lies.
    keys: Vec<(TextAt, Point)>,
}

impl Partitioned {
    /// The versions of a partition, and where a hash puts their keys in trees of a shape. Which versions are of the partition
    /// is what its replicas' events say.
    pub fn new(trace: &Trace, partition: PartitionId, hash: HashFn, shape: Shape) -> Self {
        let mut is_here: Vec<bool> = trace.versions.iter().map(|_| false).collect();
        for event in &trace.events {
            match event.what {
                What::Stored { partition: of, version, .. } if of == partition => {
                    if let Some(is_here) = is_here.get_mut(version.at()) {
                        *is_here = true;
                    }
                }
                _ => {}
            }
        }
        let mut keys = Vec::new();
        let mut versions = Vec::new();
        for ((at, version), is_here) in trace.versions.iter().zip(is_here) {
            if !is_here {
                continue;
            }
            versions.push(at);
            if let Err(place) = keys.binary_search_by_key(&version.key, |(key, _)| *key) {
                let point = hash.point(trace.texts.get(version.key).as_bytes());
                keys.insert(place, (version.key, point));
            }
        }
        Partitioned { shape, versions, keys }
    }

    /// The range of the trees, and how it is split.
    pub const fn shape(&self) -> &Shape {
        &self.shape
    }

    /// What a node has of the partition, a row a key, by key.
    pub fn rows(&self, trace: &Trace, state: &ActorState) -> Vec<Row> {
        let mut held: Vec<(TextAt, VersionAt)> = Vec::new();
        for version in &state.versions {
            if self.versions.binary_search(version).is_ok() {
                held.push((trace.versions.get(*version).key, *version));
            }
        }
        crate::base::sort_by_key(&mut held, |(key, version)| (u64::from(key.0), u64::from(version.0)));
        let of_key = |held: &[(TextAt, VersionAt)]| {
            let key = held.first()?.0;
            let place = self.keys.binary_search_by_key(&key, |(key, _)| *key).ok()?;
            let mut versions: Vec<VersionAt> = held.iter().map(|(_, version)| *version).collect();
            let bytes = |version: &VersionAt| version_bytes(&trace.texts, trace.versions.get(*version));
            let bytes = versions.iter().map(bytes).sum();
            let digest = digest_of(key, &mut versions);
            Some(Row { key: key.0, point: self.keys[place].1, digest, bytes })
        };
        held.chunk_by(|one, next| one.0 == next.0).filter_map(of_key).collect()
    }
}
