use super::PlacementError;
use alloc::vec::Vec;

/// How many replicas each partition is to have: what quorums are counted of, whether or not there are so many nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Copies {
    /// So many in all.
    Each(u32),
    /// So many in each data centre, by its place.
    PerDc(Vec<u32>),
    /// As many as a partition has: an explicit table, in which they may differ.
    AsPlaced,
}

impl Copies {
    /// How many replicas a partition is to have that has `placed`.
    pub fn total(&self, placed: u32) -> u32 {
        match self {
            Copies::Each(copies) => *copies,
            Copies::PerDc(copies) => copies.iter().sum(),
            Copies::AsPlaced => placed,
        }
    }

    /// How many of them in a data centre where it has `placed`.
    pub fn in_dc(&self, dc: u32, placed: u32) -> u32 {
        match self {
            Copies::PerDc(copies) => copies.get(dc as usize).copied().unwrap_or(0),
            Copies::Each(_) | Copies::AsPlaced => placed,
        }
    }

    /// The one number, for placements that know no data centres: at least 1.
    pub(super) fn each(&self) -> Result<u32, PlacementError> {
        match self {
            Copies::Each(0) => Err(PlacementError::NoCopies),
            Copies::Each(copies) => Ok(*copies),
            Copies::PerDc(_) => Err(PlacementError::NoDataCentres),
            Copies::AsPlaced => Err(PlacementError::NeedsNumber),
        }
    }
}
