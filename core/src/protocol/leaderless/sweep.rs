//! How replicas find what one of them missed: each compares its data with the next replica's again and again, by trees of
//! hashes, one level a round trip, and both send all that they have in leaves that differ.
//!
//! ```text
//!   n1 ──tree, level 0──▶ n2      n2 says which of these hashes differ from its own, and n1 sends those below them
//!      ◀── difference ───
//!      …
//!      ──── exchange ───▶         at the leaves: what n1 has there,
//!      ◀─── exchange ────         and what n2 had
//! ```
//!
//! Dynamo, section 4.7. A message that is lost ends a sweep; a later one is as good.

use super::{
    Setup,
    message::Body,
    out::{Fx, Out},
    shelf::Shelf,
};
use crate::{
    base::Point,
    repair::{Shape, Tree, digest_of},
    trace::{ActorAt, TextAt, VersionAt, What, Why},
};
use alloc::{boxed::Box, vec::Vec};

/// Levels of a tree below its root: 64 leaves.
pub const SWEEP_DEPTH: u32 = 6;

/// A sweep that a replica has begun.
#[derive(Clone, Debug)]
pub(super) struct Sweep {
    pub(super) number: u32,
    whom: ActorAt,
    /// What it had when it began.
    tree: Tree,
    /// Whether nothing came of it since the last one was due.
    is_stale: bool,
}

impl Setup {
    /// The range of the trees that replicas compare, and how it is split: all values of the hash.
    pub fn tree_shape(&self) -> Shape {
        Shape::fitting((Point(0), Point(0)), self.hash.bits(), SWEEP_DEPTH)
    }
}

impl Shelf {
    /// Where a key lies.
    fn point(&self, key: TextAt, fx: &Fx) -> Point {
        self.setup.hash.point(fx.texts.get(key).as_bytes())
    }

    fn tree(&self, fx: &Fx) -> Tree {
        let digest =
            |key: TextAt, versions: &mut [VersionAt]| (self.point(key, fx), digest_of(key, versions));
        let keys = self.all().map(|(key, held)| digest(key, &mut held.iter().collect::<Vec<_>>()));
        Tree::new(self.setup.tree_shape(), keys.collect::<Vec<_>>())
    }

    /// Begins to compare with the next of the other replicas, unless it is at it yet: a sweep may take longer than the time
    /// between two, and is given up when nothing came of it for so long.
    pub(super) fn sweep(&mut self, out: &mut Out<'_>) {
        if let Some(sweep) = self.sweeping.as_mut().filter(|sweep| !sweep.is_stale) {
            sweep.is_stale = true;
            return;
        }
        let Some(group) = self.setup.group(self.place) else { return };
        let Some(own) = group.nodes.iter().position(|node| *node == out.me) else { return };
        let others = group.nodes.len().saturating_sub(1);
        let Some(turn) = (self.sweeps as usize).checked_rem(others) else { return };
        let Some(whom) = group.nodes.get((own + 1 + turn) % group.nodes.len()).copied() else { return };
        self.sweeps += 1;
        let tree = self.tree(out.fx);
        let hashes = tree.hashes(0, &[0]).into();
        self.sweeping = Some(Sweep { number: self.sweeps, whom, tree, is_stale: false });
        out.send(whom, self.about(), Body::Tree { sweep: self.sweeps, level: 0, hashes });
    }

    /// Another asks which of its hashes differ from those here.
    pub(super) fn compare(
        &self,
        from: ActorAt,
        (sweep, level): (u32, u32),
        hashes: &[(u32, u64)],
        out: &mut Out<'_>,
    ) {
        let differing: Box<[u32]> = self.tree(out.fx).differing(level, hashes).into();
        let differ = differing.len() as u32;
        out.note(What::Compared { partition: self.about().1, whom: from, level, differ });
        out.send(from, self.about(), Body::Difference { sweep, level, differing });
    }

    /// These of its hashes differ: it goes on with what lies below, or sends what it has there.
    pub(super) fn differs(
        &mut self,
        from: ActorAt,
        (sweep, level): (u32, u32),
        differing: &[u32],
        out: &mut Out<'_>,
    ) {
        let is_it = |known: &Sweep| (known.number, known.whom) == (sweep, from);
        let Some(sweeping) = self.sweeping.as_mut().filter(|known| is_it(known)) else { return };
        sweeping.is_stale = false;
        let tree = &sweeping.tree;
        if differing.is_empty() {
            self.sweeping = None;
        } else if level < tree.shape().depth() {
            let below = tree.children(level, differing);
            let hashes = tree.hashes(level + 1, &below).into();
            out.send(from, self.about(), Body::Tree { sweep, level: level + 1, hashes });
        } else {
            let (leaves, versions) = (differing.into(), self.within(differing, out.fx));
            out.send(from, self.about(), Body::Exchange { leaves, versions, is_answer: false });
            self.sweeping = None;
        }
    }

    /// All versions that it has in some leaves.
    fn within(&self, leaves: &[u32], fx: &Fx) -> Box<[VersionAt]> {
        let shape = self.setup.tree_shape();
        let is_in = |key| shape.leaf(self.point(key, fx)).is_some_and(|leaf| leaves.contains(&leaf));
        self.all().filter(|(key, _)| is_in(*key)).flat_map(|(_, held)| held.iter()).collect()
    }

    /// Takes what another has in some leaves, and answers with what it had itself.
    pub(super) fn exchange(
        &mut self,
        from: ActorAt,
        leaves: Box<[u32]>,
        versions: &[VersionAt],
        is_answer: bool,
        out: &mut Out<'_>,
    ) {
        if !is_answer {
            let versions = self.within(&leaves, out.fx);
            out.send(from, self.about(), Body::Exchange { leaves, versions, is_answer: true });
        }
        for version in versions {
            self.store(*version, Why::Sweep, out.fx);
        }
    }
}
