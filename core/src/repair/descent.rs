use super::{Shape, Tree};
use alloc::vec::Vec;
use core::fmt;

/// Two trees compared from the root down, one level a round trip: a replica sends the hashes of the nodes that may differ, the
/// other answers which do, and next come the children of those.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Descent {
    shape: Shape,
    levels: Vec<Compared>,
}

/// What was compared on one level. Places count from 0, and ascend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// Which nodes.
    pub compared: Vec<u32>,
    /// Which of them differ.
    pub differing: Vec<u32>,
}

/// Two trees cannot be compared: they are of other ranges, or of other depths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unlike;

impl fmt::Display for Unlike {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("trees of different ranges or depths cannot be compared: make both of one shape")
    }
}

impl Descent {
    /// Compares two trees of one shape.
    pub fn new(here: &Tree, there: &Tree) -> Result<Self, Unlike> {
        if here.shape() != there.shape() {
            return Err(Unlike);
        }
        let mut levels = Vec::new();
        let mut compared = Vec::from([0]);
        for level in 0..=here.shape().depth() {
            if compared.is_empty() {
                break;
            }
            let differing = here.differing(level, &there.hashes(level, &compared));
            let below = here.children(level, &differing);
            levels.push(Compared { compared, differing });
            compared = below;
        }
        Ok(Descent { shape: *here.shape(), levels })
    }

    /// The range, and how it is split.
    pub const fn shape(&self) -> &Shape {
        &self.shape
    }

    /// What was compared, by level from the root; levels below which nothing differs were not reached.
    pub fn levels(&self) -> &[Compared] {
        &self.levels
    }

    /// How many pairs of hashes were compared. So many hashes were sent too, as each pair has one that came from the other.
    pub fn comparisons(&self) -> u64 {
        self.levels.iter().map(|level| level.compared.len() as u64).sum()
    }

    /// How many round trips that took: one a level.
    pub const fn rounds(&self) -> u32 {
        self.levels.len() as u32
    }

    /// The leaves that differ, ascending.
    pub fn leaves(&self) -> &[u32] {
        self.levels.get(self.shape.depth() as usize).map_or(&[], |level| &level.differing)
    }

    /// Whether the replicas differ at all.
    pub fn is_different(&self) -> bool {
        self.levels.first().is_some_and(|root| !root.differing.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::{Point, Random},
        repair::twin,
    };

    const WHOLE: (Point, Point) = (Point(0), Point(0));

    #[test]
    fn a_descent_is_that_of_a_recursive_twin() {
        for round in 0..60 {
            let shape = twin::shape(round);
            let here = twin::keys(round, (round * 11 % 70) as u32);
            let mut there = here.clone();
            let mut random = Random::new(round, "differ");
            for _ in 0..round % 5 {
                match there.get_mut(random.below(70) as usize) {
                    Some(key) if random.below(2) == 0 => key.1 += 1,
                    Some(_) => drop(there.pop()),
                    None => there.extend(twin::keys(round + 1_000, 1)),
                }
            }
            let trees = [&here, &there].map(|keys| Tree::new(shape, keys.iter().copied()));
            let descent = Descent::new(&trees[0], &trees[1]).unwrap();
            let (comparisons, leaves) = twin::descend(&shape, [&here, &there], 0, 0);
            assert_eq!(descent.comparisons(), comparisons, "round {round}");
            assert_eq!(descent.leaves(), leaves, "round {round}");
            assert_eq!(descent.is_different(), trees[0].root() != trees[1].root());
            let whole: Vec<u32> = (0..shape.leaves())
                .filter(|leaf| {
                    let [here, there] =
                        [&here, &there].map(|keys| twin::hash(&shape, keys, shape.depth(), *leaf));
                    here != there
                })
                .collect();
            assert_eq!(descent.leaves(), whole, "every leaf that differs, and no other");
        }
    }

    #[test]
    fn one_leaf_of_1024_takes_21_comparisons_in_11_rounds() {
        let shape = Shape::new(WHOLE, 64, 10).unwrap();
        let here = twin::keys(5, 1_024);
        for changed in [0, 511, 1_023] {
            let mut there = here.clone();
            there[changed].1 ^= 1;
            let trees = [&here, &there].map(|keys| Tree::new(shape, keys.iter().copied()));
            let descent = Descent::new(&trees[0], &trees[1]).unwrap();
            assert_eq!((descent.comparisons(), descent.rounds()), (21, 11));
            assert_eq!(descent.leaves(), [shape.leaf(here[changed].0).unwrap()]);
        }
    }

    #[test]
    fn replicas_with_the_same_compare_one_hash() {
        let shape = Shape::new(WHOLE, 64, 20).unwrap();
        let tree = Tree::new(shape, twin::keys(5, 1_000));
        let descent = Descent::new(&tree, &tree).unwrap();
        assert_eq!((descent.comparisons(), descent.rounds(), descent.leaves()), (1, 1, &[][..]));
        assert!(!descent.is_different());
    }

    #[test]
    fn a_whole_tree_differs_where_one_replica_has_nothing() {
        let shape = Shape::new(WHOLE, 64, 4).unwrap();
        let full = Tree::new(shape, (0..16).map(|leaf| (Point(leaf << 124 | 1), 1)));
        let descent = Descent::new(&full, &Tree::new(shape, [])).unwrap();
        assert_eq!((descent.comparisons(), descent.leaves().len()), (31, 16));
    }

    #[test]
    fn trees_of_two_shapes_are_not_compared() {
        let [one, other] = [3, 4].map(|depth| Tree::new(Shape::new(WHOLE, 64, depth).unwrap(), []));
        assert_eq!(Descent::new(&one, &other), Err(Unlike));
    }
}
