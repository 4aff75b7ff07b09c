//! What is said of two replicas that compare their Merkle trees.

use super::{counted, several, sheet::Sheet};
use quorate_core::{
    repair::{Comparison, Cost, Swapped, expected_comparisons},
    trace::{Moment, Names, TextAt, Trace, VersionAt},
};

/// Two replicas compared at an instant of a run.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// The run.
    pub trace: &'a Trace,
    /// The instant.
    pub moment: &'a Moment,
    /// What they compared then.
    pub compared: &'a Comparison,
}

/// The name of the picture: "What n1 and n2 compare"
pub fn title(seen: &Seen<'_>) -> String {
    let [here, there] = names(seen);
    format!("What {here} and {there} compare")
}

/// The two replicas.
pub fn names(seen: &Seen<'_>) -> [String; 2] {
    let names = Names::new(seen.trace);
    seen.compared.nodes.map(|node| names.actor(node))
}

/// "n1 and n2 differ in 1 of 1,024 leaves, which 21 hashes on 11 levels show."
pub fn headline(seen: &Seen<'_>) -> String {
    let [here, there] = names(seen);
    let descent = &seen.compared.descent;
    if !descent.is_different() {
        return format!(
            "{here} and {there} have the same: their roots are equal, and no other hash is compared."
        );
    }
    let (hashes, levels) = (descent.comparisons() as u32, descent.rounds());
    let show = if hashes == 1 { "shows" } else { "show" };
    format!(
        "{here} and {there} differ in {} of {}, which {} on {} {show}.",
        counted(descent.leaves().len() as u64),
        several(descent.shape().leaves(), "leaf", "leaves"),
        several(hashes, "hash", "hashes"),
        several(levels, "level", "levels"),
    )
}

/// What it takes beside what it would take without trees: "672 bytes of hashes and 100 bytes of versions, instead of 102,400
/// bytes of all versions."
pub fn spent(seen: &Seen<'_>) -> String {
    let (cost, all) = (seen.compared.cost(), seen.compared.everything());
    let hashes = format!("{} bytes of hashes", counted(cost.hash_bytes));
    let sent = match cost.row_bytes {
        0 => hashes,
        rows => format!("{hashes} and {} bytes of versions", counted(rows)),
    };
    let everything = counted(all.bytes());
    if all.rows == 0 {
        return format!("{sent}: neither has any version.");
    }
    if cost.bytes() < all.bytes() {
        return format!("{sent}, instead of {everything} bytes of all versions.");
    }
    format!("{sent}, where all versions are {everything} bytes: trees pay where little of much differs.")
}

/// What is sent though both have it: "3 keys are sent, and 1 of them differs: a leaf is sent whole."
pub fn sent_along(seen: &Seen<'_>) -> Option<String> {
    let keys = seen.compared.exchange.keys();
    let differ = keys.iter().filter(|key| key.differs).count();
    (differ < keys.len()).then(|| {
        let differ_word = if differ == 1 { "differs" } else { "differ" };
        format!(
            "{} are sent, and {} of them {differ_word}: a leaf is sent whole.",
            several(keys.len() as u32, "key", "keys"),
            counted(differ as u64)
        )
    })
}

/// What chance makes of it: "Of 1,024 leaves 2 at random take 37.0 hashes in the mean." Nothing where none differs.
pub fn expected(seen: &Seen<'_>) -> Option<String> {
    let descent = &seen.compared.descent;
    let (depth, leaves) = (descent.shape().depth(), descent.leaves().len() as u32);
    let mean = super::tenths(expected_comparisons(depth, leaves));
    let all = counted(descent.shape().leaves().into());
    let take = if leaves == 1 { "takes" } else { "take" };
    (leaves > 0).then(|| {
        format!("Of {all} leaves {} at random {take} {mean} hashes in the mean.", counted(leaves.into()))
    })
}

/// What a node is, beside its mark: "same, 512 leaves", "leaf 614 differs", "3 of 128 leaves differ". Leaves count
/// from 1.
pub fn label(seen: &Seen<'_>, level: u32, index: u32) -> String {
    let shape = seen.compared.descent.shape();
    let leaves = shape.leaves_below(level);
    let differing = differing_below(seen, level, index);
    match (differing, leaves) {
        (0, 1) => "same".into(),
        (0, _) => format!("same, {} leaves", counted(leaves.into())),
        (_, 1) => format!("{} differs", leaf(index)),
        (1, _) => format!("1 of {} leaves differs", counted(leaves.into())),
        _ => format!("{} of {} leaves differ", counted(differing.into()), counted(leaves.into())),
    }
}

/// The same for who cannot see where it stands: "Level 3, node 5 of 8: same, 128 leaves".
pub fn full_label(seen: &Seen<'_>, level: u32, index: u32) -> String {
    let of = counted(1 << level.min(31));
    format!("Level {level}, node {} of {of}: {}", counted(u64::from(index) + 1), label(seen, level, index))
}

/// "leaf 614"
pub fn leaf(index: u32) -> String {
    format!("leaf {}", counted(u64::from(index) + 1))
}

/// "leaf 614: 2 keys", as many as are sent of it.
pub fn leaf_with_keys(seen: &Seen<'_>, index: u32) -> String {
    let keys = seen.compared.exchange.of_leaf(index).len() as u32;
    format!("{}: {}", leaf(index), several(keys, "key", "keys"))
}

fn differing_below(seen: &Seen<'_>, level: u32, index: u32) -> u32 {
    let descent = &seen.compared.descent;
    let below = descent.shape().leaves_below(level);
    let first = index.saturating_mul(below);
    let place = |leaf: u32| descent.leaves().partition_point(|differing| *differing < leaf) as u32;
    place(first.saturating_add(below)) - place(first)
}

/// A key that is sent.
pub fn key<'a>(seen: &Seen<'a>, sent: &Swapped) -> &'a str {
    seen.trace.texts.get(TextAt(sent.key))
}

/// What each of the two has of a key: "milk (v2)", "nothing"; siblings as "milk (v2) and tea (v3)".
pub fn held(seen: &Seen<'_>, sent: &Swapped) -> [String; 2] {
    seen.compared.nodes.map(|node| {
        let versions = Comparison::versions(seen.trace, seen.moment, node, TextAt(sent.key));
        let said: Vec<String> = versions.into_iter().map(|version| value(seen.trace, version)).collect();
        if said.is_empty() { "nothing".into() } else { said.join(" and ") }
    })
}

/// "n1 has milk (v2)"
pub fn side_has(name: &str, held: &str) -> String {
    format!("{name} has {held}")
}

/// "both have milk (v2)"
pub fn both_have(held: &str) -> String {
    format!("both have {held}")
}

fn value(trace: &Trace, at: VersionAt) -> String {
    let value = trace.versions.get(at).value.map_or("deleted", |value| trace.texts.get(value));
    format!("{value} (v{})", trace.versions.number(at))
}

/// The keys that have no place in the picture: "and 12 more keys"
pub fn more_keys(count: usize) -> String {
    format!("and {}", several(count as u32, "more key", "more keys"))
}

/// Where not every node that was compared is drawn: "63 of 755 nodes are drawn; what differs below them is counted."
pub fn not_drawn(seen: &Seen<'_>, drawn: usize) -> Option<String> {
    let compared = seen.compared.descent.comparisons();
    (compared > drawn as u64).then(|| {
        let [drawn, compared] = [drawn as u64, compared].map(counted);
        format!("{drawn} of {compared} nodes are drawn; what differs below them is counted.")
    })
}

/// The picture for who cannot see it.
pub fn description(seen: &Seen<'_>) -> String {
    let levels = seen.compared.descent.levels().iter().enumerate().skip(1);
    let each = levels.map(|(level, of)| {
        format!(" Level {level}: {} compared, {} different.", of.compared.len(), of.differing.len())
    });
    let said = [Some(headline(seen)), Some(spent(seen)), sent_along(seen)];
    said.into_iter().flatten().collect::<Vec<_>>().join(" ") + &each.collect::<String>()
}

/// The levels as a table.
pub fn levels(seen: &Seen<'_>) -> Sheet {
    let descent = &seen.compared.descent;
    let row = |(level, of): (usize, &quorate_core::repair::Compared)| {
        let same = (of.compared.len() - of.differing.len()) as u64;
        let set_aside = same * u64::from(descent.shape().leaves_below(level as u32));
        let counts = [of.compared.len() as u64, of.differing.len() as u64, set_aside];
        std::iter::once(level.to_string()).chain(counts.map(counted)).collect()
    };
    Sheet {
        heads: &["Level", "Hashes compared", "Different", "Leaves found to be the same"],
        rows: descent.levels().iter().enumerate().map(row).collect(),
    }
}

/// The keys that are sent as a table, the first so many.
pub fn keys(seen: &Seen<'_>, most: usize) -> Sheet {
    let names = names(seen);
    let row = |sent: &Swapped| {
        let [here, there] = held(seen, sent);
        let differs = if sent.differs { "differs" } else { "same" };
        vec![
            key(seen, sent).to_string(),
            counted(u64::from(sent.leaf) + 1),
            format!("{}: {here}", names[0]),
            format!("{}: {there}", names[1]),
            differs.into(),
        ]
    };
    Sheet {
        heads: &["Key", "Leaf", "One replica", "The other", "State"],
        rows: seen.compared.exchange.keys().iter().take(most).map(row).collect(),
    }
}

/// What each way costs as a table: level by level, whole trees, no tree.
pub fn costs(seen: &Seen<'_>) -> Sheet {
    let row = |name: &str, cost: Cost| {
        let counts = [cost.comparisons, cost.rounds.into(), cost.hash_bytes, cost.row_bytes, cost.bytes()];
        std::iter::once(name.to_string()).chain(counts.map(counted)).collect()
    };
    Sheet {
        heads: &["Way", "Comparisons", "Round trips", "Bytes of hashes", "Bytes of versions", "Bytes in all"],
        rows: vec![
            row("Level by level", seen.compared.cost()),
            row("Whole trees, as Cassandra", seen.compared.whole_trees()),
            row("All versions, no tree", seen.compared.everything()),
        ],
    }
}
