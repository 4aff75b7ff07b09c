use core::fmt;

/// Why replicas cannot be placed: the cause and the cure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlacementError {
    /// More replicas are asked for than there are nodes that may hold one, which the system refuses.
    TooManyCopies {
        /// Replicas that each partition is to have.
        copies: u32,
        /// Nodes that may hold one.
        nodes: u32,
    },
    /// The system wants more nodes than there are.
    TooFewNodes {
        /// Nodes that it wants.
        wanted: u32,
        /// Nodes there are.
        nodes: u32,
    },
    /// Copies are given per data centre, and the system does not know data centres.
    NoDataCentres,
    /// Some nodes stand in a rack and some in none, which the system refuses.
    RacklessNodes,
    /// The placement walks a ring, and the scheme has none.
    NeedsRing,
    /// Every node is fenced, and the system wants a leader that is not.
    AllFenced,
    /// No copy at all is asked for.
    NoCopies,
    /// A partition of an explicit table has a replica on a node that is not there.
    NoSuchNode {
        /// Its number, from 1.
        partition: u32,
    },
    /// A partition of an explicit table has two replicas on one node.
    NodeTwice {
        /// Its number, from 1.
        partition: u32,
    },
    /// More copies of each partition than are placed here.
    TooManyEach {
        /// Copies of a partition.
        copies: u64,
        /// The most that are placed.
        most: u32,
    },
    /// More copies of all partitions together than are placed here.
    TooManyInAll {
        /// Copies of all partitions.
        copies: u64,
        /// The most that are placed.
        most: u32,
    },
    /// Copies are what an explicit table has, and the placement wants their number.
    NeedsNumber,
}

impl fmt::Display for PlacementError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PlacementError::TooManyCopies { copies, nodes } => {
                write!(f, "{copies} copies exceed the {nodes} nodes that may hold one: lower rf or add nodes")
            }
            PlacementError::TooFewNodes { wanted, nodes } => {
                write!(f, "{nodes} nodes are too few, and {wanted} are the least: add nodes or lower rf")
            }
            PlacementError::NoDataCentres => {
                f.write_str("copies are given per data centre, which this placement does not know: give one number, or take nts")
            }
            PlacementError::RacklessNodes => {
                f.write_str("some nodes stand in a rack and some in none: give each a rack, or none")
            }
            PlacementError::NeedsRing => f.write_str("this placement walks a ring: take the scheme ring, or another placement"),
            PlacementError::AllFenced => f.write_str("every node is fenced, and none can lead: unfence one"),
            PlacementError::NoCopies => f.write_str("0 copies keep nothing: raise rf to 1 or more"),
            PlacementError::NoSuchNode { partition } => {
                write!(f, "p{partition} is on a node that is not there: add the node or name another")
            }
            PlacementError::NodeTwice { partition } => {
                write!(f, "p{partition} names a node twice: name each once")
            }
            PlacementError::TooManyEach { copies, most } => {
                write!(f, "{copies} copies of each partition exceed {most}: lower rf")
            }
            PlacementError::TooManyInAll { copies, most } => {
                write!(f, "{copies} copies in all exceed {most}: lower rf, or take fewer partitions")
            }
            PlacementError::NeedsNumber => f.write_str("this placement wants a number of copies: give rf"),
        }
    }
}
