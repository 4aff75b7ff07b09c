use quorate_core::base::NodeId;

/// What a drawn thing stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A node of the cluster.
    Node(NodeId),
    /// The range that ends at a token: its place clockwise from 0°.
    Range(u32),
    /// The followed key.
    Key,
}
