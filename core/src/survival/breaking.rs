use super::{
    Grain,
    limits::Limits,
    minimal::Minimal,
    search::Search,
    smallest::{count_of_least, smallest},
};
use crate::{
    base::choose,
    placement::{Copies, Table},
    quorum::{Level, Operation},
    topology::Topology,
};
use alloc::vec::Vec;

/// Which sets of nodes, racks or data centres an operation at a level cannot lose: with them gone it is refused for at
/// least one partition.
///
/// Counts are exact for sets of up to three units, for those of the least size that breaks it, for every size of up to
/// twelve units, and wherever a search is short; else they are estimated, and say so.
pub struct Breaking {
    limits: Limits,
    minimal: Minimal,
    smallest: Option<Vec<u32>>,
}

/// The sets of one size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Breakers {
    /// Units in a set.
    pub size: u32,
    /// Sets that break it.
    pub count: Counted,
    /// All sets of this size. None if they are more than 2^128.
    pub total: Option<u128>,
}

/// How many sets break it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Counted {
    /// Exactly so many.
    Exact(u128),
    /// Random sets were tried.
    Estimated {
        /// Sets tried.
        samples: u32,
        /// Those of them that break it.
        hits: u32,
        /// The lower end of the 95 % interval of the share of all sets that break it, after Wilson (1927), in [0, 1].
        low: f64,
        /// Its upper end.
        high: f64,
    },
}

/// Units of which every size is counted exactly: their subsets are 4,096.
const FEW_UNITS: usize = 12;
/// Replicas lost in a search before it gives up: some ten milliseconds.
const STEPS: u64 = 4_000_000;
/// Random sets that are tried where a search gives up; a tenth of them where each takes long.
const SAMPLES: u32 = 10_000;

impl Breaking {
    /// Of all that are on besides the nodes `down`, by their place: units without a node that is on cannot fail any
    /// more, and are in no set. A node beyond the list is on.
    pub fn new(
        cluster: (&Topology, &Table, &Copies),
        grain: Grain,
        asked: (Level, Operation),
        down: &[bool],
    ) -> Self {
        Breaking::within(Limits::of(cluster, grain, asked, down, false))
    }

    /// What else cannot be lost: partitions that are refused with these nodes down count no more.
    pub fn further(
        cluster: (&Topology, &Table, &Copies),
        grain: Grain,
        asked: (Level, Operation),
        down: &[bool],
    ) -> Self {
        Breaking::within(Limits::of(cluster, grain, asked, down, true))
    }

    fn within(limits: Limits) -> Self {
        let minimal = Minimal::new(&limits);
        let smallest = if limits.is_broken {
            Some(Vec::new())
        } else {
            let units = smallest(limits.iter());
            units.map(|units| units.iter().map(|unit| limits.places[*unit as usize]).collect())
        };
        Breaking { limits, minimal, smallest }
    }

    /// How many units may fail.
    pub fn units(&self) -> u32 {
        self.limits.places.len() as u32
    }

    /// The first set of the fewest units that break it, by their places, in list order: empty if it is broken as it is.
    /// None if nothing can break it, because there is no partition.
    pub fn smallest(&self) -> Option<&[u32]> {
        self.smallest.as_deref()
    }

    /// The sets of so many units. `seed` chooses the sample where it takes one.
    pub fn of_size(&self, size: u32, seed: u64) -> Breakers {
        let total = choose(u64::from(self.units()), size);
        let count = total.and_then(|total| self.exactly(size, total)).map(Counted::Exact);
        Breakers { size, count: count.unwrap_or_else(|| self.estimated(size, seed)), total }
    }

    fn exactly(&self, size: u32, total: u128) -> Option<u128> {
        let size_of_least = self.smallest.as_ref().map_or(usize::MAX, Vec::len);
        if size_of_least == 0 {
            return Some(total);
        }
        if size_of_least > size as usize || total == 0 {
            return Some(0);
        }
        let of_few = self.minimal.count(size, &self.limits);
        let of_least = || {
            let is_least = size_of_least == size as usize;
            is_least.then(|| count_of_least(size_of_least, self.limits.iter())).flatten()
        };
        of_few.or_else(of_least).or_else(|| self.search().count(size, self.most_steps()))
    }

    fn most_steps(&self) -> u64 {
        if self.limits.places.len() <= FEW_UNITS { u64::MAX } else { STEPS }
    }

    fn search(&self) -> Search {
        Search::new(&self.limits)
    }

    fn estimated(&self, size: u32, seed: u64) -> Counted {
        let (samples, hits) = self.search().sample(size, SAMPLES, STEPS, seed);
        let (low, high) = wilson(hits, samples);
        Counted::Estimated { samples, hits, low, high }
    }
}

/// The 95 % score interval of a share of which `hits` of `samples` are seen (Wilson, Probable Inference, JASA 1927).
fn wilson(hits: u32, samples: u32) -> (f64, f64) {
    const Z: f64 = 1.959_963_984_540_054;
    let (n, share) = (f64::from(samples), f64::from(hits) / f64::from(samples));
    let centre = share + Z * Z / (2.0 * n);
    let half = Z * libm::sqrt(share * (1.0 - share) / n + Z * Z / (4.0 * n * n));
    let scale = 1.0 + Z * Z / n;
    (((centre - half) / scale).max(0.0), ((centre + half) / scale).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survival::sample::{across, cluster, table};
    use Level::{All, Any, EachQuorum, LocalQuorum, One, Quorum, Three};
    use Operation::{Read, Write};

    fn counts(breaking: &Breaking) -> Vec<u128> {
        let count = |size| match breaking.of_size(size, 1).count {
            Counted::Exact(count) => count,
            estimated @ Counted::Estimated { .. } => panic!("{estimated:?}"),
        };
        (0..=breaking.units()).map(count).collect()
    }

    #[test]
    fn a_ring_of_six_loses_its_quorum_with_neighbours() {
        let topology = cluster(&[0, 1, 2, 0, 1, 2]);
        let table = table(&[&[0, 1, 2], &[1, 2, 3], &[2, 3, 4], &[3, 4, 5], &[4, 5, 0], &[5, 0, 1]]);
        let copies = Copies::Each(3);
        let breaking = |grain, level, down: &[bool]| {
            Breaking::new((&topology, &table, &copies), grain, (level, Read), down)
        };
        let quorum = breaking(Grain::Nodes, Quorum, &[]);
        assert_eq!(counts(&quorum), [0, 0, 12, 20, 15, 6, 1], "all pairs but the three opposite ones");
        assert_eq!((quorum.smallest(), quorum.of_size(2, 0).total), (Some(&[0, 1][..]), Some(15)));
        assert_eq!(
            counts(&breaking(Grain::Racks, Quorum, &[])),
            [0, 0, 3, 1],
            "a rack has one replica of each"
        );
        assert_eq!(counts(&breaking(Grain::Nodes, One, &[]))[..4], [0, 0, 0, 6]);
        assert_eq!(counts(&breaking(Grain::Nodes, All, &[])), [0, 6, 15, 20, 15, 6, 1]);
        let degraded = breaking(Grain::Nodes, Quorum, &[true]);
        assert_eq!(counts(&degraded), [0, 4, 10, 10, 5, 1], "its four neighbours may not go too");
        assert_eq!((degraded.smallest(), degraded.units()), (Some(&[1][..]), 5));
        let broken = breaking(Grain::Nodes, Quorum, &[true, true]);
        assert_eq!((broken.smallest(), counts(&broken)), (Some(&[][..]), [1, 4, 6, 4, 1].to_vec()));
    }

    #[test]
    fn a_level_that_is_never_met_is_broken_by_nothing() {
        let (topology, copies) = (cluster(&[0, 0]), Copies::Each(2));
        let table = table(&[&[0, 1]]);
        for asked in [(Three, Write), (Any, Read), (LocalQuorum(7), Read)] {
            let breaking = Breaking::new((&topology, &table, &copies), Grain::Nodes, asked, &[]);
            assert_eq!(
                (breaking.smallest(), counts(&breaking)),
                (Some(&[][..]), [1, 2, 1].to_vec()),
                "{asked:?}"
            );
        }
        let empty = Breaking::new((&topology, &Table::default(), &copies), Grain::Nodes, (All, Read), &[]);
        assert_eq!((empty.smallest(), counts(&empty)), (None, [0, 0, 0].to_vec()));
    }

    #[test]
    fn the_smallest_set_may_be_larger_than_what_is_counted() {
        let topology = cluster(&[0; 9]);
        let table = table(&[&[1, 2, 3, 4, 5], &[8, 7, 6, 5, 0]]);
        let breaking = |asked| Breaking::new((&topology, &table, &Copies::Each(5)), Grain::Nodes, asked, &[]);
        assert_eq!(breaking((One, Read)).smallest(), Some(&[0, 5, 6, 7, 8][..]));
        assert_eq!(breaking((Any, Write)).smallest(), Some(&[0, 1, 2, 3, 4, 5, 6, 7, 8][..]));
    }

    #[test]
    fn each_quorum_breaks_with_any_data_centre() {
        let topology = across(&[(0, 0), (0, 1), (1, 0), (1, 1), (2, 0)]);
        let (table, copies) = (table(&[&[0, 1, 2, 3]]), Copies::PerDc([2, 2, 0].into()));
        let breaking = |level| Breaking::new((&topology, &table, &copies), Grain::Dcs, (level, Write), &[]);
        assert_eq!(counts(&breaking(EachQuorum)), [0, 2, 3, 1]);
        assert_eq!(counts(&breaking(LocalQuorum(1))), [0, 1, 2, 1]);
    }

    #[test]
    fn what_is_too_much_to_search_is_estimated_around_the_truth() {
        // Sixty partitions of five on sixty nodes that follow each other. ONE is lost if five neighbours go.
        let topology = cluster(&[0; 60]);
        let mut ring = Table::default();
        for first in 0..60 {
            ring.push(&core::array::from_fn::<u32, 5, _>(|i| (first + i as u32) % 60));
        }
        let copies = Copies::Each(5);
        let breaking = Breaking::new((&topology, &ring, &copies), Grain::Nodes, (One, Read), &[]);
        let Counted::Estimated { samples, hits, low, high } = breaking.of_size(30, 7).count else {
            panic!("30 of 60 nodes are too many sets to search");
        };
        // Of the arrangements around the circle 0.66142 have five neighbours, counted apart by generating functions.
        assert!(
            low < 0.661_42 && 0.661_42 < high && high - low < 0.02,
            "{hits} of {samples}: {low} to {high}"
        );
        assert_eq!(breaking.of_size(30, 7), breaking.of_size(30, 7));
        assert_eq!(breaking.of_size(5, 0).count, Counted::Exact(60));
        assert_eq!(breaking.of_size(4, 0).count, Counted::Exact(0));
    }

    #[test]
    fn wilsons_interval_is_his() {
        let (low, high) = wilson(81, 263);
        assert!((low - 0.255_289).abs() < 1e-5 && (high - 0.366_205).abs() < 1e-5, "{low} {high}");
        assert_eq!(wilson(0, 10).0.to_bits(), 0.0_f64.to_bits());
    }
}
