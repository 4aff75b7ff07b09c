//! The fields of an address: one row each, in canonical order, which is also the order in which they are read.
//!
//! Fields of a cluster exist three times: as they are, followed by `0` for the cluster before the change shown, and by
//! `2` for the compared cluster.

use super::{
    Attachment, Cluster, Code, Deal, Generated, Keys, LevelKind, Node, PlacementKind, Problem, Replicas,
    Scenario, SchemeKind, Show, Text, TextError, TextSize, Theme, TokenSpec, problem::nearest,
};
use crate::{
    base::{AreaId, DcId, IdMap, IdSet, NodeId, PartitionId, RackId, Unit, limit},
    hash::{DecimalError, HashFn, HashValue},
    topology::Site,
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use core::ops::RangeInclusive;

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

pub(super) const PAGE_FIELDS: [PageField; 11] = [
    PageField { key: "keys", read: read_keys, write: |s| generated(s).map(|keys| keys.count.to_string()) },
    PageField { key: "kpre", read: read_prefix, write: |s| generated(s).map(|keys| keys.prefix.escaped()) },
    PageField { key: "kseed", read: read_seed, write: |s| generated(s).map(|keys| keys.seed.to_string()) },
    PageField { key: "file", read: read_file, write: |s| Some(write_file(s)) },
    PageField { key: "pick", read: read_pick, write: |s| Some(s.pick.escaped()) },
    PageField {
        key: "show",
        read: |s, v| one_of(v, &Show::WORDS).map(|show| s.show = show),
        write: |s| Some(word_of(&Show::WORDS, s.show)),
    },
    PageField { key: "level", read: read_level, write: |s| Some(write_level(s)) },
    PageField {
        key: "wl",
        read: |s, v| split_level(v).map(|level| s.writes = level),
        write: |s| Some(write_split(s.writes)),
    },
    PageField {
        key: "rl",
        read: |s, v| split_level(v).map(|level| s.reads = level),
        write: |s| Some(write_split(s.reads)),
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
pub(super) const RESERVED: [&str; 34] = [
    "repl", "ack", "log", "reads", "detect", "fence", "w", "r", "conflict", "repair", "sloppy", "link",
    "loss", "skew", "disk", "timeout", "retry", "beat", "ship", "keep", "hint", "grace", "wars", "p",
    "trials", "load", "clients", "think", "do", "until", "at", "views", "controls", "speed",
];

const THEMES: [(&str, Theme); 3] = [("auto", Theme::Auto), ("light", Theme::Light), ("dark", Theme::Dark)];
const SIZES: [(&str, TextSize); 2] = [("normal", TextSize::Normal), ("large", TextSize::Large)];
const NONE: &str = "none";

fn read_nodes(cluster: &mut Cluster, value: &str, _: Strictness) -> Result<(), Problem> {
    if value.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
        let count = number(value, 1..=limit::NODES)?;
        cluster.deal_nodes(count, cluster.deal.unwrap_or(Deal::ONE));
    } else {
        cluster.nodes = listed_nodes(value)?;
        cluster.deal = None;
        cluster.prune();
    }
    Ok(())
}

fn read_deal(cluster: &mut Cluster, value: &str, set: fn(&mut Deal, u32)) -> Result<(), Problem> {
    let Some(mut deal) = cluster.deal else {
        let message = "goes with a count of nodes, and here each node has a place of its own: leave it out";
        return if value == NONE { Ok(()) } else { Err(Problem::new(Code::Node, value, message)) };
    };
    set(&mut deal, number(value, 1..=limit::RACKS)?);
    cluster.deal_nodes(cluster.nodes.len() as u32, deal);
    Ok(())
}

fn write_deal(cluster: &Cluster, get: fn(Deal) -> u32) -> String {
    cluster.deal.map_or_else(|| NONE.into(), |deal| get(deal).to_string())
}

fn listed_nodes(value: &str) -> Result<Vec<Node>, Problem> {
    let mut nodes = IdMap::default();
    for item in value.split('_') {
        if nodes.len() >= limit::NODES as usize {
            let message = format!("lists more than {} nodes: list fewer", limit::NODES);
            return Err(Problem::new(Code::Range, value, message).near(&limit::NODES));
        }
        let Node { id, site } = node_path(item)?;
        if !nodes.insert(id, site) {
            return Err(Problem::new(Code::Node, value, format!("lists {id} twice: list it once")));
        }
    }
    Ok(nodes.iter().map(|(id, site)| Node { id, site: *site }).collect())
}

/// `n1`, `r2.n1`, `d1.r2.n1` or `g1.d1.r2.n1`.
fn node_path(item: &str) -> Result<Node, Problem> {
    let mut atoms = item.rsplit('.');
    let id = atoms.next().map_or_else(|| prefixed("", 'n'), |atom| prefixed(atom, 'n'))?;
    let rack = atoms.next().map_or(Ok(1), |atom| prefixed(atom, 'r'))?;
    let dc = atoms.next().map_or(Ok(1), |atom| prefixed(atom, 'd'))?;
    let area = atoms.next().map_or(Ok(1), |atom| prefixed(atom, 'g'))?;
    match atoms.next() {
        Some(_) => {
            Err(Problem::new(Code::Node, item, "is no path to a node: write it as d1.r1.n1").near("n1"))
        }
        None => {
            Ok(Node { id: NodeId(id), site: Site { area: AreaId(area), dc: DcId(dc), rack: RackId(rack) } })
        }
    }
}

/// The number of an id such as `n12`.
fn prefixed(atom: &str, letter: char) -> Result<u32, Problem> {
    let wrong = || {
        Problem::new(Code::Node, atom, format!("is no id: write «{letter}» and a number, as in {letter}1"))
            .near(&format!("{letter}1"))
    };
    let digits = atom.strip_prefix(letter).ok_or_else(wrong)?;
    number(digits, 1..=limit::NODE_NUMBER).map_err(|_| wrong())
}

/// The unit that an atom such as `r2` names.
fn unit(atom: &str) -> Result<Unit, Problem> {
    let letter = atom.chars().next().filter(|letter| matches!(letter, 'n' | 'r' | 'd' | 'g')).unwrap_or('n');
    let number = prefixed(atom, letter)?;
    Ok(match letter {
        'r' => Unit::Rack(RackId(number)),
        'd' => Unit::Dc(DcId(number)),
        'g' => Unit::Area(AreaId(number)),
        _ => Unit::Node(NodeId(number)),
    })
}

fn node_id(atom: &str) -> Result<NodeId, Problem> {
    prefixed(atom, 'n').map(NodeId)
}

fn write_nodes(cluster: &Cluster) -> String {
    if cluster.deal.is_some() && !cluster.nodes.is_empty() {
        return cluster.nodes.len().to_string();
    }
    let at_first = cluster.nodes.iter().all(|node| node.site == Site::FIRST);
    let has_areas = cluster.nodes.iter().any(|node| node.site.area != Site::FIRST.area);
    let path = |node: &Node| match node.site {
        _ if at_first => node.id.to_string(),
        Site { area, dc, rack } if has_areas => format!("{area}.{dc}.{rack}.{}", node.id),
        Site { dc, rack, .. } => format!("{dc}.{rack}.{}", node.id),
    };
    cluster.nodes.iter().map(path).collect::<Vec<_>>().join("_")
}

/// Reads `id.rest_id.rest…`, or `none`, of what is there.
fn read_map<T, K: Copy + Ord + core::fmt::Display>(
    value: &str,
    strictness: Strictness,
    id_of: fn(&str) -> Result<K, Problem>,
    is_there: impl Fn(K) -> bool,
    mut read: impl FnMut(&str) -> Result<T, Problem>,
) -> Result<IdMap<T, K>, Problem> {
    let mut map = IdMap::default();
    if value == NONE {
        return Ok(map);
    }
    for item in value.split('_') {
        let (id, rest) = item.split_once('.').unwrap_or((item, ""));
        let id = id_of(id)?;
        let given = read(rest)?;
        if is_there(id) {
            if !map.insert(id, given) {
                return Err(Problem::new(Code::Node, value, format!("speaks of {id} twice: once is enough")));
            }
        } else if strictness == Strictness::Strict {
            return Err(absent(value, &id));
        }
    }
    Ok(map)
}

fn absent(value: &str, id: &dyn core::fmt::Display) -> Problem {
    Problem::new(
        Code::Node,
        value,
        format!("speaks of {id}, which is not in the cluster: add it to nodes, or leave it out"),
    )
}

fn write_map<T, K: Copy + Ord + core::fmt::Display>(
    map: &IdMap<T, K>,
    write: impl Fn(&T) -> String,
) -> String {
    if map.is_empty() {
        return NONE.into();
    }
    map.iter().map(|(id, given)| format!("{id}.{}", write(given))).collect::<Vec<_>>().join("_")
}

fn read_names(cluster: &mut Cluster, value: &str, strictness: Strictness) -> Result<(), Problem> {
    cluster.names = read_map(value, strictness, unit, |unit| cluster.has_unit(unit), text)?;
    let naming = cluster.naming;
    cluster.names.retain(|unit, name| match unit {
        Unit::Node(id) => naming.name(id) != name.as_str(),
        _ => true,
    });
    Ok(())
}

fn read_weights(cluster: &mut Cluster, value: &str, strictness: Strictness) -> Result<(), Problem> {
    let weight = |weight: &str| number(weight, 1..=limit::WEIGHT_PERCENT);
    cluster.weights = read_map(value, strictness, node_id, |id| cluster.has(id), weight)?;
    cluster.weights.retain(|_, weight| *weight != 100);
    within_token_limit(cluster, value)
}

fn read_hash(cluster: &mut Cluster, value: &str, _: Strictness) -> Result<(), Problem> {
    let names = HashFn::ALL.map(|function| (function.id(), function));
    cluster.set_hash(one_of(value, &names)?);
    Ok(())
}

fn read_vnodes(cluster: &mut Cluster, value: &str, _: Strictness) -> Result<(), Problem> {
    cluster.vnodes = number(value, 1..=limit::VNODES)?;
    within_token_limit(cluster, value)
}

fn within_token_limit(cluster: &Cluster, value: &str) -> Result<(), Problem> {
    cluster.check_tokens().map_err(|most| {
        let message = format!(
            "makes {} tokens in all, and a ring holds {}: take {most} a node or fewer nodes",
            cluster.total_tokens(),
            limit::TOKENS
        );
        Problem::new(Code::Range, value, message).near(&most)
    })
}

fn read_tokens(cluster: &mut Cluster, value: &str, strictness: Strictness) -> Result<(), Problem> {
    let function = cluster.hash;
    let tokens = |tokens: &str| tokens.split('.').map(|token| read_token(token, function)).collect();
    cluster.tokens = read_map(value, strictness, node_id, |id| cluster.has(id), tokens)?;
    Ok(())
}

fn read_token(token: &str, function: HashFn) -> Result<TokenSpec, Problem> {
    if let Some(degrees) = token.strip_suffix("deg") {
        return number(degrees, 0..=359).map(TokenSpec::Degrees);
    }
    HashValue::parse(token, function).map(TokenSpec::Value).map_err(|error| {
        let code = if error == DecimalError::NotANumber { Code::Number } else { Code::Range };
        Problem::new(code, token, error.to_string())
    })
}

fn write_tokens(cluster: &Cluster) -> String {
    let write = |token: &TokenSpec| match token {
        TokenSpec::Degrees(degrees) => format!("{degrees}deg"),
        TokenSpec::Value(value) => value.decimal(cluster.hash),
    };
    write_map(&cluster.tokens, |tokens| tokens.iter().map(write).collect::<Vec<_>>().join("."))
}

fn read_splits(cluster: &mut Cluster, value: &str, _: Strictness) -> Result<(), Problem> {
    let mut splits: Vec<Text> = Vec::new();
    for atom in value.split('_').filter(|_| value != NONE) {
        let split = text(atom)?;
        if splits.len() + 1 >= limit::PARTITIONS as usize {
            return Err(Problem::new(Code::Range, value, "has more split points than partitions may be"));
        }
        match splits.binary_search(&split) {
            Ok(_) => return Err(Problem::new(Code::Duplicate, value, format!("cuts twice at {split}"))),
            Err(at) => splits.insert(at, split),
        }
    }
    cluster.splits = splits;
    Ok(())
}

fn write_splits(cluster: &Cluster) -> String {
    if cluster.splits.is_empty() {
        return NONE.into();
    }
    cluster.splits.iter().map(Text::escaped).collect::<Vec<_>>().join("_")
}

/// Reads `p1.n1.n2_p2.n3…`: all partitions from 1 on, each once, the leader first.
fn read_assigned(cluster: &mut Cluster, value: &str, strictness: Strictness) -> Result<(), Problem> {
    let mut assigned: IdMap<Vec<NodeId>, PartitionId> = IdMap::default();
    for item in value.split('_').filter(|_| value != NONE) {
        let mut atoms = item.split('.');
        let partition = PartitionId(prefixed(atoms.next().unwrap_or(""), 'p')?);
        let mut holders: Vec<NodeId> = Vec::new();
        for atom in atoms {
            let id = node_id(atom)?;
            if !cluster.has(id) {
                if strictness == Strictness::Strict {
                    return Err(absent(value, &id));
                }
            } else if holders.contains(&id) {
                let message = format!("puts two copies of {partition} on {id}: one is enough");
                return Err(Problem::new(Code::Duplicate, value, message));
            } else {
                holders.push(id);
            }
        }
        if !assigned.insert(partition, holders) {
            let message = format!("speaks of {partition} twice: once is enough");
            return Err(Problem::new(Code::Duplicate, value, message));
        }
    }
    if let Some((missing, _)) = (1..).zip(assigned.ids()).find(|(number, id)| id.0 != *number) {
        let message = format!("leaves out p{missing}: list all partitions from p1 on");
        return Err(Problem::new(Code::Word, value, message));
    }
    cluster.assigned = assigned.iter().map(|(_, holders)| holders.clone()).collect();
    Ok(())
}

fn write_assigned(cluster: &Cluster) -> String {
    if cluster.assigned.is_empty() {
        return NONE.into();
    }
    let row = |(partition, holders): (u32, &Vec<NodeId>)| {
        holders.iter().fold(format!("p{partition}"), |row, id| format!("{row}.{id}"))
    };
    (1..).zip(&cluster.assigned).map(row).collect::<Vec<_>>().join("_")
}

/// Reads `3`, or `d1.3_d2.2`.
fn read_replicas(cluster: &mut Cluster, value: &str, strictness: Strictness) -> Result<(), Problem> {
    if !value.starts_with('d') {
        cluster.replicas = Replicas::Each(number(value, 1..=limit::REPLICAS)?);
        return Ok(());
    }
    let dc_id = |atom: &str| prefixed(atom, 'd').map(DcId);
    let copies = |copies: &str| number(copies, 1..=limit::REPLICAS);
    let map = read_map(value, strictness, dc_id, |dc| cluster.has_unit(Unit::Dc(dc)), copies)?;
    if map.is_empty() {
        return Err(Problem::new(Code::Node, value, "speaks of no data centre of this cluster"));
    }
    cluster.replicas = Replicas::PerDc(map);
    Ok(())
}

fn write_replicas(cluster: &Cluster) -> String {
    match &cluster.replicas {
        Replicas::Each(copies) => copies.to_string(),
        Replicas::PerDc(copies) => write_map(copies, u32::to_string),
    }
}

fn read_down(cluster: &mut Cluster, value: &str, strictness: Strictness) -> Result<(), Problem> {
    let mut down = IdSet::default();
    for atom in value.split('-').filter(|_| value != NONE) {
        let unit = unit(atom)?;
        if cluster.has_unit(unit) {
            down.insert(unit, ());
        } else if strictness == Strictness::Strict {
            return Err(absent(value, &unit));
        }
    }
    cluster.down = down;
    Ok(())
}

fn write_down(cluster: &Cluster) -> String {
    if cluster.down.is_empty() {
        return NONE.into();
    }
    cluster.down.ids().map(|unit| unit.to_string()).collect::<Vec<_>>().join("-")
}

/// Reads `quorum`, or `local-quorum.d2`.
fn read_level(scenario: &mut Scenario, value: &str) -> Result<(), Problem> {
    let (word, dc) = value.split_once('.').map_or((value, None), |(word, dc)| (word, Some(dc)));
    let level = one_of(word, &LevelKind::WORDS)?;
    let dc = match dc {
        None => None,
        Some(_) if !matches!(level, LevelKind::LocalOne | LevelKind::LocalQuorum) => {
            let message = "names a data centre, which local-one and local-quorum alone do: leave it out";
            return Err(Problem::new(Code::Word, value, message).near(word));
        }
        Some(atom) => {
            let dc = DcId(prefixed(atom, 'd')?);
            if !scenario.now.has_unit(Unit::Dc(dc)) {
                return Err(absent(value, &dc));
            }
            Some(dc)
        }
    };
    (scenario.level, scenario.level_dc) = (level, dc);
    Ok(())
}

/// A level of its own, or none where it is that of all requests.
fn split_level(value: &str) -> Result<Option<LevelKind>, Problem> {
    if value == NONE { Ok(None) } else { one_of(value, &LevelKind::WORDS).map(Some) }
}

fn write_split(level: Option<LevelKind>) -> String {
    level.map_or_else(|| NONE.into(), |level| word_of(&LevelKind::WORDS, level))
}

fn write_level(scenario: &Scenario) -> String {
    let word = word_of(&LevelKind::WORDS, scenario.level);
    match scenario.level_dc {
        Some(dc) => format!("{word}.{dc}"),
        None => word,
    }
}

const fn generated(scenario: &Scenario) -> Option<&Generated> {
    match &scenario.keys {
        Keys::Generated(generated) => Some(generated),
        Keys::Attached(_) => None,
    }
}

fn set_generated(scenario: &mut Scenario, set: impl FnOnce(&mut Generated)) {
    if let Keys::Generated(generated) = &mut scenario.keys {
        set(generated);
    }
}

fn read_keys(scenario: &mut Scenario, value: &str) -> Result<(), Problem> {
    let count = number(value, 0..=limit::KEYS)?;
    set_generated(scenario, |keys| keys.count = count);
    Ok(())
}

fn read_prefix(scenario: &mut Scenario, value: &str) -> Result<(), Problem> {
    let prefix = text(value)?;
    set_generated(scenario, |keys| keys.prefix = prefix);
    Ok(())
}

fn read_seed(scenario: &mut Scenario, value: &str) -> Result<(), Problem> {
    let seed = number_u64(value, 0..=u64::MAX)?;
    set_generated(scenario, |keys| keys.seed = seed);
    Ok(())
}

fn read_file(scenario: &mut Scenario, value: &str) -> Result<(), Problem> {
    if value == NONE {
        return Ok(());
    }
    let wrong = || {
        Problem::new(
            Code::Word,
            value,
            "is no file: it is written as the count of its keys and their digest, as in 3.00c0ffee00c0ffee",
        )
    };
    let (count, digest) = value.split_once('.').ok_or_else(wrong)?;
    let count = number(count, 1..=limit::KEYS)?;
    let digest = u64::from_str_radix(digest, 16).ok().filter(|_| digest.len() == 16).ok_or_else(wrong)?;
    scenario.keys = Keys::Attached(Attachment { count, digest });
    Ok(())
}

fn write_file(scenario: &Scenario) -> String {
    match &scenario.keys {
        Keys::Attached(attachment) => format!("{}.{:016x}", attachment.count, attachment.digest),
        Keys::Generated(_) => NONE.into(),
    }
}

fn read_pick(scenario: &mut Scenario, value: &str) -> Result<(), Problem> {
    scenario.pick = text(value)?;
    Ok(())
}

fn text(atom: &str) -> Result<Text, Problem> {
    Text::from_escaped(atom).map_err(|error: TextError| Problem::new(Code::Text, atom, error.to_string()))
}

fn number(value: &str, range: RangeInclusive<u32>) -> Result<u32, Problem> {
    number_u64(value, u64::from(*range.start())..=u64::from(*range.end())).map(|number| number as u32)
}

/// A whole number in digits, within a range; else what is nearest to it.
fn number_u64(value: &str, range: RangeInclusive<u64>) -> Result<u64, Problem> {
    let (least, most) = (*range.start(), *range.end());
    let digits = value.strip_prefix('-').unwrap_or(value);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let message = format!("is not a whole number in digits: write one from {least} to {most}");
        return Err(Problem::new(Code::Number, value, message));
    }
    let significant = digits.trim_start_matches('0');
    let number = if significant.is_empty() { Some(0) } else { significant.parse::<u64>().ok() };
    let negative = value.starts_with('-') && number != Some(0);
    match number {
        Some(number) if !negative && range.contains(&number) => Ok(number),
        _ => {
            let near = if negative || number.is_some_and(|number| number < least) { least } else { most };
            Err(Problem::new(Code::Range, value, format!("is not from {least} to {most}: {near} is nearest"))
                .near(&near))
        }
    }
}

pub(super) fn one_of<T: Copy>(value: &str, words: &[(&str, T)]) -> Result<T, Problem> {
    if let Some((_, meaning)) = words.iter().find(|(word, _)| *word == value) {
        return Ok(*meaning);
    }
    let list = words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
    let problem = Problem::new(Code::Word, value, format!("is not one of {list}"));
    Err(match nearest(value, words.iter().map(|(word, _)| *word)) {
        Some(word) => problem.near(word),
        None => problem,
    })
}

pub(super) fn word_of<T: PartialEq + Copy>(words: &[(&str, T)], meaning: T) -> String {
    words
        .iter()
        .find(|(_, known)| *known == meaning)
        .map_or_else(String::new, |(word, _)| (*word).to_string())
}

impl Cluster {
    /// So many nodes, dealt over racks.
    pub(super) fn deal_nodes(&mut self, count: u32, deal: Deal) {
        self.nodes = (1..=count).map(|id| deal.node(NodeId(id))).collect();
        self.deal = Some(deal);
        self.prune();
    }

    /// Changes the hash function; tokens that were given as values keep their angle, as far as the new space holds it.
    pub(super) fn set_hash(&mut self, function: HashFn) {
        for token in self.tokens.values_mut().flatten() {
            if let TokenSpec::Value(value) = token {
                *value = HashValue::from_point(value.point().truncated(function.ring_bits()));
            }
        }
        self.hash = function;
    }
}
