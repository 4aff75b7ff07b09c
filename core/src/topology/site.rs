use crate::base::{AreaId, DcId, RackId};

/// A rack in a data centre in a region, by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Site {
    /// The region.
    pub area: AreaId,
    /// The data centre.
    pub dc: DcId,
    /// The rack.
    pub rack: RackId,
}

impl Site {
    /// Where nodes stand of which nothing is said.
    pub const FIRST: Site = Site { area: AreaId(1), dc: DcId(1), rack: RackId(1) };
}
