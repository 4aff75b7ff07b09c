/// Whose answers count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// All replicas of the partition.
    Replicas,
    /// Its replicas in a data centre, by its place in the topology.
    Dc(u32),
    /// All nodes of the cluster, whether or not they hold a replica.
    Cluster,
}

/// So many of a group must be on. A level asks for one need, or for several of groups that have no node in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    /// Of whom.
    pub group: Group,
    /// How many: at least 1, and perhaps more than the group has, which is then never met.
    pub count: u32,
}
