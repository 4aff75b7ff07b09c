use quorate_core::{base::NodeId, run::Racks, topology::Site};

/// What is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum View {
    /// The whole cluster.
    #[default]
    All,
    /// One rack with its nodes.
    Rack(Site),
    /// One node with all its copies.
    Node(NodeId),
}

/// A box of the picture, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    /// Its left top corner.
    pub(super) at: (f64, f64),
    /// Its width and height.
    pub(super) size: (f64, f64),
}

impl Place {
    /// The right edge.
    pub(super) fn right(&self) -> f64 {
        self.at.0 + self.size.0
    }

    /// The lower edge.
    pub(super) fn bottom(&self) -> f64 {
        self.at.1 + self.size.1
    }

    /// Pushed outwards by so many pixels.
    pub(super) fn grown(&self, by: f64) -> Place {
        Place { at: (self.at.0 - by, self.at.1 - by), size: (self.size.0 + 2.0 * by, self.size.1 + 2.0 * by) }
    }
}

/// How much a node shows of its copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    /// A chip for each.
    Chips,
    /// How many fare how.
    Counts,
    /// Nothing: its rack counts for all its nodes.
    Rack,
}

/// Where everything lies.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Of the whole picture.
    pub size: (f64, f64),
    /// Data centres with the place of their heading.
    pub(super) dcs: Vec<(Site, Place)>,
    /// Racks, heading and all.
    pub(super) racks: Vec<(Site, Place)>,
    /// Nodes by their place in the list.
    pub(super) nodes: Vec<(u32, Place)>,
    /// Chips: the node's place, the partition, and where.
    pub(super) chips: Vec<(u32, usize, Place)>,
    /// Copies of a node that have no chip for want of room.
    pub(super) unseen: u32,
    pub(super) detail: Detail,
    pub(super) view: View,
}

/// A node with more copies than these shows counts.
const MOST_CHIPS: usize = 12;
/// A cluster with more copies shows counts too: so many buttons are no picture any more.
const MOST_CHIPS_IN_ALL: usize = 240;
/// Of more nodes racks count for all their nodes.
const MOST_NODES: usize = 60;
/// One node alone shows so many chips.
const MOST_CHIPS_ALONE: usize = 400;
const GAP: f64 = 14.0;
const PAD: f64 = 6.0;
/// The least width of a rack that stands beside others.
const RACK: f64 = 190.0;
pub(super) const DC_HEAD: f64 = 32.0;
pub(super) const RACK_HEAD: f64 = 31.0;
pub(super) const NODE_HEAD: f64 = 27.0;
const CHIP_HEIGHT: f64 = 26.0;
const CHIP_GAP: f64 = 5.0;
/// The room of counts of a node or a rack.
const COUNTS: f64 = 30.0;

impl Plan {
    /// Lays racks out in so many pixels.
    pub(super) fn new(racks: &Racks, view: View, width: f64) -> Self {
        let sites = shown_sites(racks, view);
        let mut plan = Plan {
            size: (width, 0.0),
            dcs: Vec::new(),
            racks: Vec::new(),
            nodes: Vec::new(),
            chips: Vec::new(),
            unseen: 0,
            detail: detail(racks, view),
            view,
        };
        let mut y = 0.0;
        let mut rest = sites.as_slice();
        while let Some(first) = rest.first() {
            let count = rest.iter().take_while(|site| site.dc == first.dc).count();
            let (here, further) = rest.split_at(count);
            rest = further;
            plan.dcs.push((*first, Place { at: (0.0, y), size: (width, DC_HEAD) }));
            y = plan.lay_dc(racks, here, y + DC_HEAD) + if rest.is_empty() { 0.0 } else { 18.0 };
        }
        plan.size.1 = y;
        plan
    }

    /// Racks of one data centre in rows; the lower edge of the last.
    fn lay_dc(&mut self, racks: &Racks, sites: &[Site], mut y: f64) -> f64 {
        let width = self.size.0;
        let fits = ((width + GAP) / (RACK + GAP)) as usize;
        // Racks side by side are compared with each other: no more than three, unless they show counts alone.
        let most = if self.detail == Detail::Rack { 5 } else { 3 };
        let columns = fits.clamp(1, most).min(sites.len().max(1));
        let rack_width = (width - GAP * (columns as f64 - 1.0)) / columns as f64;
        let node_height = self.node_height(racks, sites, rack_width);
        for row in sites.chunks(columns) {
            let (beside, _) = node_width(self.view, rack_width);
            let nodes = |site: &Site| nodes_at(racks, *site, self.view).count().div_ceil(beside);
            let most_nodes = row.iter().map(nodes).max().unwrap_or(0) as f64;
            let height = match self.detail {
                Detail::Rack => RACK_HEAD + COUNTS + PAD,
                _ => RACK_HEAD + most_nodes * (node_height + PAD) + 2.0,
            };
            for (column, site) in row.iter().enumerate() {
                let x = column as f64 * (rack_width + GAP);
                let place = Place { at: (x, y), size: (rack_width, height) };
                self.racks.push((*site, place));
                if self.detail != Detail::Rack {
                    self.lay_nodes(racks, *site, place, node_height);
                }
            }
            y += height + GAP;
        }
        y - GAP
    }

    fn node_height(&self, racks: &Racks, sites: &[Site], rack_width: f64) -> f64 {
        if self.detail == Detail::Counts {
            return NODE_HEAD + COUNTS;
        }
        let chips = sites.iter().flat_map(|site| nodes_at(racks, *site, self.view));
        let most = chips.map(|place| racks.partitions_on(place).count()).max().unwrap_or(0);
        let (columns, _) = chip_columns(racks, node_width(self.view, rack_width).1);
        let rows = most.min(MOST_CHIPS_ALONE).div_ceil(columns).max(1) as f64;
        NODE_HEAD + rows * (CHIP_HEIGHT + CHIP_GAP) + 3.0
    }

    fn lay_nodes(&mut self, racks: &Racks, site: Site, rack: Place, height: f64) {
        let (columns, width) = node_width(self.view, rack.size.0);
        for (at, place) in nodes_at(racks, site, self.view).enumerate() {
            let (column, row) = ((at % columns) as f64, (at / columns) as f64);
            let x = rack.at.0 + PAD + column * (width + PAD);
            let y = rack.at.1 + RACK_HEAD + row * (height + PAD);
            let node = Place { at: (x, y), size: (width, height) };
            self.nodes.push((place, node));
            if self.detail == Detail::Chips {
                self.lay_chips(racks, place, node);
            }
        }
    }

    fn lay_chips(&mut self, racks: &Racks, place: u32, node: Place) {
        let (columns, chip_width) = chip_columns(racks, node.size.0);
        let all = racks.partitions_on(place).count();
        for (at, partition) in racks.partitions_on(place).take(MOST_CHIPS_ALONE).enumerate() {
            let (column, row) = ((at % columns) as f64, (at / columns) as f64);
            let x = node.at.0 + 5.0 + column * (chip_width + 3.5);
            let y = node.at.1 + NODE_HEAD + row * (CHIP_HEIGHT + CHIP_GAP);
            self.chips.push((place, partition, Place { at: (x, y), size: (chip_width, CHIP_HEIGHT) }));
        }
        self.unseen += all.saturating_sub(MOST_CHIPS_ALONE) as u32;
    }
}

/// How many nodes stand side by side in a rack, and how wide each is. A rack that is looked at alone has room for several.
fn node_width(view: View, rack_width: f64) -> (usize, f64) {
    let inner = rack_width - PAD;
    let columns = match view {
        View::Rack(_) => ((inner / RACK) as usize).clamp(1, 4),
        View::All | View::Node(_) => 1,
    };
    (columns, inner / columns as f64 - PAD)
}

/// How many chips stand side by side in a node, and how wide each is: as wide as the longest number wants, at least four
/// where there is room.
fn chip_columns(racks: &Racks, node_width: f64) -> (usize, f64) {
    let digits = racks.len().max(1).ilog10() as f64 + 1.0;
    // The role, the number, and the glyph of a state.
    let least = 34.5 + 8.9 * digits.max(2.0);
    let room = node_width - 10.0 + 3.5;
    let columns = ((room / (least + 3.5)) as usize).max(1);
    // Chips grow to fill the row, but not beyond what looks like a chip.
    let width = (room / columns as f64 - 3.5).min(least + 14.0);
    (columns, width)
}

fn detail(racks: &Racks, view: View) -> Detail {
    let nodes = racks.placed().topology().len() as u32;
    let copies = || racks.table().iter().map(<[u32]>::len).sum::<usize>();
    let has_many = |place: &u32| racks.partitions_on(*place).count() > MOST_CHIPS;
    match view {
        View::All if nodes as usize > MOST_NODES => Detail::Rack,
        View::All if (0..nodes).any(|place| has_many(&place)) || copies() > MOST_CHIPS_IN_ALL => {
            Detail::Counts
        }
        View::Rack(site) if nodes_at(racks, site, view).any(|place| has_many(&place)) => Detail::Counts,
        _ => Detail::Chips,
    }
}

fn shown_sites(racks: &Racks, view: View) -> Vec<Site> {
    match view {
        View::All => racks.cluster().sites(),
        View::Rack(site) => vec![site],
        View::Node(id) => racks.cluster().site(id).into_iter().collect(),
    }
}

/// The nodes of a rack that are looked at, as places in the list.
pub(super) fn nodes_at(racks: &Racks, site: Site, view: View) -> impl Iterator<Item = u32> {
    let is_shown = move |id: NodeId| !matches!(view, View::Node(only) if only != id);
    (0..)
        .zip(racks.cluster().nodes())
        .filter(move |(_, node)| node.site == site && is_shown(node.id))
        .map(|(place, _)| place)
}
