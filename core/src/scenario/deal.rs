use super::Node;
use crate::{
    base::{AreaId, DcId, NodeId, RackId},
    topology::Site,
};

/// Racks over which nodes are dealt like cards: the first to rack 1, the next to rack 2, and again from rack 1. Racks are
/// numbered through all data centres, and data centres through all regions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deal {
    /// Racks of each data centre.
    pub racks: u32,
    /// Data centres of each region.
    pub dcs: u32,
    /// Regions.
    pub areas: u32,
}

impl Deal {
    /// One rack for all.
    pub const ONE: Deal = Deal { racks: 1, dcs: 1, areas: 1 };

    /// Racks in all.
    pub const fn all_racks(self) -> u32 {
        self.racks * self.dcs * self.areas
    }

    /// Where a node stands.
    pub const fn node(self, id: NodeId) -> Node {
        let rack = id.0.saturating_sub(1) % self.all_racks();
        let dc = rack / self.racks;
        let area = dc / self.dcs;
        Node { id, site: Site { area: AreaId(area + 1), dc: DcId(dc + 1), rack: RackId(rack + 1) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_are_dealt_over_all_racks_in_turn() {
        let deal = Deal { racks: 3, dcs: 2, areas: 1 };
        let sites = [1, 3, 4, 6, 7].map(|id| deal.node(NodeId(id)).site);
        assert_eq!(sites.map(|site| (site.dc.0, site.rack.0)), [(1, 1), (1, 3), (2, 4), (2, 6), (1, 1)]);
        assert_eq!(Deal { racks: 1, dcs: 2, areas: 2 }.node(NodeId(3)).site.area, AreaId(2));
    }
}
