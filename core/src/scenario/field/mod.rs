//! The fields of an address: one row each, in canonical order, which is also the order in which they are read.
//!
//! Fields of a cluster exist three times: as they are, followed by `0` for the cluster before the change shown, and by
//! `2` for the compared cluster. Rules of modes, which are [`Rule`](super::Rule)s, exist as they are, and followed by `2`
//! and `3` for the modes beside the first.

mod atoms;
mod latency;
mod nodes;
mod page;
mod partitions;
mod quorum;
mod rule;
mod time;
mod tokens;
mod unit;
mod value;
mod verb;

pub use latency::latency;
pub(super) use latency::write_link;
pub(super) use rule::{read_rule, write_rule};
pub(super) use time::{NOT_MODELLED, TIME_FIELDS, write_arrival, write_load};
pub(super) use unit::write_time;
pub(super) use value::{absent, number, one_of, word_of};
pub(super) use verb::{read_act, write_act, write_verb};

use super::{Cluster, PlacementKind, Problem, Scenario, SchemeKind, Text, TextSize, Theme, WarsKind};
use crate::base::limit;
use alloc::string::{String, ToString};
use nodes::{
    read_deal, read_down, read_names, read_nodes, read_weights, write_deal, write_down, write_nodes,
};
use page::{
    generated, read_file, read_keys, read_level, read_pick, read_prefix, read_seed, read_show, read_wars,
    write_file, write_level,
};
use partitions::{read_assigned, read_replicas, read_splits, write_assigned, write_replicas, write_splits};
use tokens::{read_hash, read_tokens, read_vnodes, write_tokens};
use unit::{rate, write_rate};
use value::{number_u64, write_map};

/// A field of a cluster.
pub(super) struct ClusterField {
    pub(super) key: &'static str,
    /// Reads a value. What it says of nodes that are not there is a problem, or left out where the value was meant for
    /// the other of the two clusters.
    pub(super) read: fn(&mut Cluster, &str, Strictness) -> Result<(), Problem>,
    pub(super) write: fn(&Cluster) -> String,
}

/// A field of the page.
pub(super) struct PageField {
    pub(super) key: &'static str,
    pub(super) read: fn(&mut Scenario, &str) -> Result<(), Problem>,
    /// None where another field says it.
    pub(super) write: fn(&Scenario) -> Option<String>,
}

/// Whether a value may speak of nodes that are not there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Strictness {
    Strict,
    Lenient,
}

pub(super) const CLUSTER_FIELDS: [ClusterField; 18] = [
    ClusterField { key: "nodes", read: read_nodes, write: write_nodes },
    ClusterField {
        key: "racks",
        read: |c, v, _| read_deal(c, v, |deal, racks| deal.racks = racks),
        write: |c| write_deal(c, |deal| deal.racks),
    },
    ClusterField {
        key: "dcs",
        read: |c, v, _| read_deal(c, v, |deal, dcs| deal.dcs = dcs),
        write: |c| write_deal(c, |deal| deal.dcs),
    },
    ClusterField {
        key: "areas",
        read: |c, v, _| read_deal(c, v, |deal, areas| deal.areas = areas),
        write: |c| write_deal(c, |deal| deal.areas),
    },
    ClusterField { key: "names", read: read_names, write: |c| write_map(&c.names, Text::escaped) },
    ClusterField { key: "weights", read: read_weights, write: |c| write_map(&c.weights, u32::to_string) },
    ClusterField {
        key: "scheme",
        read: |c, v, _| one_of(v, &SchemeKind::WORDS).map(|scheme| c.scheme = scheme),
        write: |c| word_of(&SchemeKind::WORDS, c.scheme),
    },
    ClusterField { key: "hash", read: read_hash, write: |c| c.hash.id().to_string() },
    ClusterField { key: "vnodes", read: read_vnodes, write: |c| c.vnodes.to_string() },
    ClusterField { key: "tokens", read: read_tokens, write: write_tokens },
    ClusterField {
        key: "parts",
        read: |c, v, _| number(v, 1..=limit::PARTITIONS).map(|parts| c.parts = parts),
        write: |c| c.parts.to_string(),
    },
    ClusterField { key: "splits", read: read_splits, write: write_splits },
    ClusterField { key: "assign", read: read_assigned, write: write_assigned },
    ClusterField {
        key: "place",
        read: |c, v, _| one_of(v, &PlacementKind::WORDS).map(|placement| c.placement = placement),
        write: |c| word_of(&PlacementKind::WORDS, c.placement),
    },
    ClusterField { key: "rf", read: read_replicas, write: write_replicas },
    ClusterField {
        key: "isr",
        read: |c, v, _| number(v, 1..=limit::REPLICAS).map(|least| c.min_insync = least),
        write: |c| c.min_insync.to_string(),
    },
    ClusterField { key: "down", read: read_down, write: write_down },
    ClusterField {
        key: "seed",
        read: |c, v, _| number_u64(v, 0..=u64::MAX).map(|seed| c.seed = seed),
        write: |c| c.seed.to_string(),
    },
];

pub(super) const PAGE_FIELDS: [PageField; 12] = [
    PageField { key: "keys", read: read_keys, write: |s| generated(s).map(|keys| keys.count.to_string()) },
    PageField { key: "kpre", read: read_prefix, write: |s| generated(s).map(|keys| keys.prefix.escaped()) },
    PageField { key: "kseed", read: read_seed, write: |s| generated(s).map(|keys| keys.seed.to_string()) },
    PageField { key: "file", read: read_file, write: |s| Some(write_file(s)) },
    PageField { key: "pick", read: read_pick, write: |s| Some(s.pick.escaped()) },
    PageField {
        key: "show",
        read: |s, v| read_show(v).map(|show| s.show = show),
        write: |s| Some(s.show.words()),
    },
    PageField { key: "level", read: read_level, write: |s| Some(write_level(s)) },
    PageField {
        key: "wars",
        read: read_wars,
        write: |s| Some(s.odds.wars.map_or_else(|| NONE.into(), |kind| word_of(&WarsKind::WORDS, kind))),
    },
    PageField {
        key: "p",
        read: |s, v| rate(v).map(|ppm| s.odds.failure_ppm = ppm),
        write: |s| Some(write_rate(s.odds.failure_ppm)),
    },
    PageField {
        key: "trials",
        read: |s, v| number(v, limit::TRIALS).map(|trials| s.odds.trials = trials),
        write: |s| Some(s.odds.trials.to_string()),
    },
    PageField {
        key: "theme",
        read: |s, v| one_of(v, &THEMES).map(|theme| s.theme = theme),
        write: |s| Some(word_of(&THEMES, s.theme)),
    },
    PageField {
        key: "text",
        read: |s, v| one_of(v, &SIZES).map(|size| s.text = size),
        write: |s| Some(word_of(&SIZES, s.text)),
    },
];

/// Keys that the grammar has for what this version does not model.
pub(super) const RESERVED: [&str; 3] = ["views", "controls", "speed"];

const THEMES: [(&str, Theme); 3] = [("auto", Theme::Auto), ("light", Theme::Light), ("dark", Theme::Dark)];
const SIZES: [(&str, TextSize); 2] = [("normal", TextSize::Normal), ("large", TextSize::Large)];
const NONE: &str = "none";
