use crate::{picture::Paint, words};
use quorate_core::{base::NodeId, run::Run};

/// Up to so many nodes have a hue each.
const HUED_NODES: u32 = 12;

/// Which nodes have which hue in this picture.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hues {
    all: bool,
    /// Past twelve nodes: the one node that took all that moved, or gave it.
    only: Option<NodeId>,
}

impl Hues {
    pub(super) fn of(run: &Run) -> Self {
        let clusters = [run.scenario().now(), run.scenario().before()];
        let highest =
            clusters.iter().filter_map(|cluster| cluster.nodes().last()).map(|node| node.id.0).max();
        Hues { all: highest.unwrap_or(0) <= HUED_NODES, only: words::sole(run) }
    }

    /// Whether every node has a hue.
    pub(super) const fn is_for_all(self) -> bool {
        self.all
    }

    /// A node's hue, if it has one.
    pub(super) fn hue(self, id: NodeId) -> Option<Paint> {
        if self.all {
            return Some(Paint::of_node(id));
        }
        (self.only == Some(id)).then_some(Paint::Hue(4))
    }

    /// A node's hue, else the neutral colour.
    pub(super) fn paint(self, id: NodeId) -> Paint {
        self.hue(id).unwrap_or(Paint::Edge)
    }
}

/// A node's hue in the pictures of a run, if it has one.
pub(crate) fn hue(run: &Run, id: NodeId) -> Option<Paint> {
    Hues::of(run).hue(id)
}
