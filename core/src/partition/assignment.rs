use crate::{base::NodeId, placement::Table};
use alloc::{vec, vec::Vec};

/// Which node owns each of a fixed number of partitions: what fixed partitions and ranges of keys have in common.
///
/// At first nodes own equal blocks in list order. When nodes come or go, as few partitions as can be change hands: each
/// node keeps what it has up to its fair count, and gives away its last ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    nodes: Vec<NodeId>,
    /// By partition, the place of its owner in the list of nodes.
    owners: Vec<u32>,
}

/// A partition that changed hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// The partition, from 0.
    pub partition: u32,
    /// Whose it was; none where it had no owner.
    pub from: Option<NodeId>,
    /// Whose it is; none where no node is left.
    pub to: Option<NodeId>,
}

const NOBODY: u32 = u32::MAX;

impl Assignment {
    /// Equal blocks in list order; the first nodes have one more where the count does not divide.
    pub fn even(nodes: Vec<NodeId>, partitions: u32) -> Self {
        let n = nodes.len() as u32;
        let count = |place: u32| partitions / n.max(1) + u32::from(place < partitions % n.max(1));
        let mut owners = Vec::with_capacity(partitions as usize);
        for place in 0..n {
            owners.extend(core::iter::repeat_n(place, count(place) as usize));
        }
        owners.resize(partitions as usize, NOBODY);
        Assignment { nodes, owners }
    }

    /// The same partitions over other nodes with as few moves as can be. Every node ends with ⌊p/n⌋ or ⌈p/n⌉ partitions.
    #[must_use]
    pub fn reassigned(&self, nodes: Vec<NodeId>) -> Self {
        let place = |id: NodeId| nodes.iter().position(|node| *node == id).map_or(NOBODY, |at| at as u32);
        let places: Vec<u32> = self.nodes.iter().map(|id| place(*id)).collect();
        let mut owners: Vec<u32> =
            self.owners.iter().map(|owner| places.get(*owner as usize).copied().unwrap_or(NOBODY)).collect();
        let quotas = quotas(&owners, nodes.len());
        let mut held = counts(&owners, nodes.len());
        // What is beyond a quota is given away from the end, and goes to the first node that has room.
        for owner in owners.iter_mut().rev() {
            if let Some(count) = held.get_mut(*owner as usize)
                && *count > quotas[*owner as usize]
            {
                *count -= 1;
                *owner = NOBODY;
            }
        }
        let mut to = 0;
        for owner in owners.iter_mut().filter(|owner| **owner == NOBODY) {
            while to < nodes.len() && held[to] == quotas[to] {
                to += 1;
            }
            if let Some(count) = held.get_mut(to) {
                *count += 1;
                *owner = to as u32;
            }
        }
        Assignment { nodes, owners }
    }

    /// The nodes in list order.
    pub fn nodes(&self) -> &[NodeId] {
        &self.nodes
    }

    /// How many partitions there are.
    pub fn len(&self) -> u32 {
        self.owners.len() as u32
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.owners.is_empty()
    }

    /// The owner of a partition.
    pub fn owner(&self, partition: u32) -> Option<NodeId> {
        self.nodes.get(self.place(partition)).copied()
    }

    fn place(&self, partition: u32) -> usize {
        self.owners.get(partition as usize).map_or(usize::MAX, |place| *place as usize)
    }

    /// The owner of a partition and the nodes after it in the list, `rf` in all, or all there are.
    pub fn replicas(&self, partition: u32, rf: usize) -> impl Iterator<Item = u32> {
        let n = self.nodes.len();
        let first = self.place(partition);
        let copies = if first < n { rf.min(n) } else { 0 };
        (0..copies).map(move |step| ((first + step) % n) as u32)
    }

    /// How many partitions each node owns, in list order.
    pub fn counts(&self) -> Vec<u32> {
        counts(&self.owners, self.nodes.len())
    }

    /// The replicas of all partitions: the owner and the nodes after it in the list.
    pub fn table(&self, rf: usize) -> Table {
        let mut table = Table::with_room(self.owners.len(), rf.min(self.nodes.len()));
        let mut replicas = Vec::new();
        for partition in 0..self.len() {
            replicas.clear();
            replicas.extend(self.replicas(partition, rf));
            table.push(&replicas);
        }
        table
    }

    /// Which partitions another assignment gives to another owner.
    pub fn moves(&self, after: &Assignment) -> Vec<Move> {
        (0..self.len())
            .map(|partition| Move { partition, from: self.owner(partition), to: after.owner(partition) })
            .filter(|change| change.from != change.to)
            .collect()
    }
}

fn counts(owners: &[u32], nodes: usize) -> Vec<u32> {
    let mut counts = vec![0; nodes];
    for owner in owners {
        if let Some(count) = counts.get_mut(*owner as usize) {
            *count += 1;
        }
    }
    counts
}

/// How many each node is to have. The one more that some have goes to those that hold the most, so that they keep it.
fn quotas(owners: &[u32], nodes: usize) -> Vec<u32> {
    let held = counts(owners, nodes);
    let n = nodes.max(1) as u32;
    let (each, mut more) = (owners.len() as u32 / n, owners.len() as u32 % n);
    let mut quotas = vec![each; nodes];
    // First those that hold more than the least count anyway, then the others in list order.
    for wants_more in [true, false] {
        for (quota, held) in quotas.iter_mut().zip(&held) {
            if more > 0 && *quota == each && (*held > each) == wants_more {
                *quota += 1;
                more -= 1;
            }
        }
    }
    quotas
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nodes(ids: &[u32]) -> Vec<NodeId> {
        ids.iter().copied().map(NodeId).collect()
    }

    #[test]
    fn a_thousand_partitions_over_a_fourth_node_move_250_and_equal_blocks_501() {
        let three = Assignment::even(nodes(&[1, 2, 3]), 1_000);
        assert_eq!(three.counts(), [334, 333, 333]);
        let four = three.reassigned(nodes(&[1, 2, 3, 4]));
        assert_eq!(four.counts(), [250; 4]);
        let moves = three.moves(&four);
        assert_eq!(moves.len(), 250);
        assert!(moves.iter().all(|change| change.to == Some(NodeId(4))));
        assert_eq!(three.moves(&Assignment::even(nodes(&[1, 2, 3, 4]), 1_000)).len(), 501);
    }

    #[test]
    fn moves_are_as_few_as_can_be_and_counts_differ_by_one() {
        let lists: [&[u32]; 8] =
            [&[1], &[1, 2], &[2, 1], &[1, 2, 3], &[3, 4], &[1, 2, 3, 4, 5], &[9, 2, 7, 4], &[5]];
        for partitions in [1, 2, 5, 7, 12, 100] {
            for before in lists {
                for after in lists {
                    let was = Assignment::even(nodes(before), partitions);
                    let is = was.reassigned(nodes(after));
                    let counts = is.counts();
                    let (least, most) = (counts.iter().min(), counts.iter().max());
                    assert!(most.unwrap() - least.unwrap() <= 1, "{counts:?}");
                    assert_eq!(counts.iter().sum::<u32>(), partitions);
                    assert_eq!(
                        was.moves(&is).len(),
                        fewest(&was, after),
                        "{before:?} {after:?} {partitions}"
                    );
                }
            }
        }
    }

    /// The fewest moves that any even assignment needs: all partitions less what nodes can keep. Of the nodes that stay
    /// each keeps up to the least count, and as many of them one more as there are to be such.
    fn fewest(was: &Assignment, after: &[u32]) -> usize {
        let n = after.len() as u32;
        let (each, more) = (was.len() / n, was.len() % n);
        let held =
            |id: &u32| was.nodes.iter().position(|node| node.0 == *id).map_or(0, |place| was.counts()[place]);
        let kept: u32 = after.iter().map(|id| held(id).min(each)).sum();
        let one_more = after.iter().filter(|id| held(id) > each).count() as u32;
        (was.len() - kept - one_more.min(more)) as usize
    }

    #[test]
    fn without_nodes_nobody_owns_anything() {
        let nobody = Assignment::even(Vec::new(), 3);
        assert_eq!((nobody.owner(0), nobody.table(3).replicas(0).len()), (None, 0));
        assert_eq!(nobody.reassigned(nodes(&[7])).counts(), [3]);
        assert_eq!(Assignment::even(nodes(&[7]), 3).reassigned(Vec::new()).owner(2), None);
    }
}
