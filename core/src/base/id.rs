use core::fmt;

/// Numbers that are written as a letter and themselves. Names are separate: a thing keeps its id when it is renamed.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident $letter:literal)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(pub u32);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($letter, "{}"), self.0)
            }
        }
    )*};
}

ids! {
    /// A node's number, written `n7` in an address.
    NodeId "n"
    /// A rack's number, written `r2`. It is a rack's own within its data centre.
    RackId "r"
    /// A data centre's number, written `d1`.
    DcId "d"
    /// A region's number, written `g1`.
    AreaId "g"
    /// A partition's number, from 1, written `p7`.
    PartitionId "p"
    /// A client's number, from 1, written `c1`.
    ClientId "c"
}

/// Something that stands somewhere and can lose its power.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// A region with all in it.
    Area(AreaId),
    /// A data centre with all in it.
    Dc(DcId),
    /// Every rack of this number: mostly one.
    Rack(RackId),
    /// One node.
    Node(NodeId),
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unit::Area(id) => id.fmt(f),
            Unit::Dc(id) => id.fmt(f),
            Unit::Rack(id) => id.fmt(f),
            Unit::Node(id) => id.fmt(f),
        }
    }
}
