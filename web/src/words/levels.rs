//! What is said of levels: which ones are shown, what each still has, and how often the chosen one is to be expected to be
//! met.

use super::{
    counted,
    racks::{level, level_with_need},
    several, within,
};
use quorate_core::{
    quorum::{Level, Operation},
    run::Racks,
    scenario::PlacementKind,
    survival::{Chances, Expected, loss},
};

/// Data centres of which each has a row; tables have all.
const MOST_DCS: u32 = 8;

/// The title of the bars of levels.
pub const TITLE: &str = "Still readable and writable";
/// What the length of a bar means, where counts say something else.
pub const BARS_ARE_DATA: &str = "Bars: share of the data.";

/// The levels that have a row: the usual ones, those of the cluster, and the chosen one in any case; the weakest first.
pub fn shown(racks: &Racks) -> Vec<Level> {
    let (dcs, chosen) = (dcs(racks), racks.level());
    let acks = Level::AcksAll { min_insync: racks.cluster().min_insync() };
    let is_kafka = racks.cluster().assigned().is_empty()
        && matches!(racks.cluster().placement(), PlacementKind::Kafka | PlacementKind::Kraft);
    let is_usual = |level: Level| match level {
        Level::One | Level::Quorum | Level::All => true,
        Level::LocalQuorum(dc) => dcs > 1 && dc < MOST_DCS,
        Level::EachQuorum => dcs > 1,
        Level::AcksAll { .. } => is_kafka,
        _ => false,
    };
    let mut all = vec![Level::Any, Level::One, Level::Two, Level::Three, Level::Quorum, Level::All];
    all.extend((0..dcs).map(Level::LocalOne));
    all.extend((0..dcs).map(Level::LocalQuorum));
    all.extend([Level::EachQuorum, acks, Level::Raft]);
    all.retain(|level| is_usual(*level) || *level == chosen);
    all
}

fn dcs(racks: &Racks) -> u32 {
    racks.placed().topology().dcs().len() as u32
}

/// "19 of 24"
pub fn of_all(racks: &Racks, count: u32) -> String {
    format!("{} of {}", counted(count.into()), counted(racks.len() as u64))
}

/// "4 more data centres are in the tables.", where not all have a row.
pub fn more_dcs(racks: &Racks) -> Option<String> {
    let count = dcs(racks).saturating_sub(MOST_DCS);
    let are = if count == 1 { "is" } else { "are" };
    (count > 0)
        .then(|| format!("{} {are} in the tables.", several(count, "more data centre", "more data centres")))
}

/// The bars of levels for who cannot see them: "ONE: 23 of 24 partitions. QUORUM, 2 of 3: …".
pub fn description(racks: &Racks) -> String {
    let said = |level: Level| {
        let held = racks.survival().at(level);
        let name = level_with_need(racks, level);
        let (reads, writes) = (of_all(racks, held.readable), of_all(racks, held.writable));
        if reads == writes {
            return format!("{name}: {writes} partitions.");
        }
        format!("{name}: {reads} partitions can be read, {writes} written.")
    };
    shown(racks).into_iter().map(said).collect::<Vec<_>>().join(" ")
}

/// How often a partition is to be expected to be writable when nodes, or racks, are off one per cent of the time, each
/// independently: "If each node is off 1 % of the time, independently of the others, a partition is writable at
/// QUORUM 99.9702 % of the time; if each rack is, 99.01 %." Nothing where nothing is placed; one rack is not worth a word.
pub fn expected(racks: &Racks) -> String {
    if racks.is_empty() {
        return String::new();
    }
    let placed = racks.placed();
    let expected = Expected::new(placed.topology(), placed.table(), placed.copies(), Some(placed.weights()));
    let of = |node, rack| nines(expected.share(racks.level(), Operation::Write, Chances { node, rack }));
    let (nodes, racks_alone) = (of(0.01, 0.0), of(0.0, 0.01));
    let racks_too = match racks.cluster().sites().len() {
        1 => String::new(),
        _ if nodes == racks_alone => "; the same if each rack is".into(),
        _ => format!("; if each rack is, {racks_alone}"),
    };
    format!(
        "If each node is off 1\u{202f}% of the time, independently of the others, a partition is writable at {} {nodes} of the time{racks_too}.",
        level(racks, racks.level()),
    )
}

/// How likely data is lost at the size of the paper's RAMCloud when one node in a hundred is gone at once, beside placements
/// whose sets of nodes are the point: 5,000 nodes of 8,000 chunks each, three copies.
pub fn paper_loss(racks: &Racks) -> Option<String> {
    const NODES: u32 = 5_000;
    const CHUNKS: u64 = 5_000 * 8_000 / 3;
    let is_meant = |racks: &Racks| {
        racks.cluster().assigned().is_empty()
            && matches!(racks.cluster().placement(), PlacementKind::Copysets | PlacementKind::Random)
    };
    is_meant(racks).then(|| {
        format!(
            "At the size of RAMCloud, with 5,000 nodes of 8,000 chunks in three copies, 1\u{202f}% of the nodes gone at once lose data at random {} of the time, with copysets {} (Cidon et al., 2013).",
            nines(loss::of_random(NODES, 3, NODES / 100, CHUNKS)),
            nines(loss::of_copysets(NODES, 3, NODES / 100, 2))
        )
    })
}

/// A chance in per cent with as many of four decimals as it has; beyond five nines no more is said.
pub(super) fn nines(chance: f64) -> String {
    let millionths = libm::round(within(chance, 0.0, 1.0) * 1e6) as u32;
    if millionths > 999_990 {
        return "over 99.999\u{202f}%".into();
    }
    let (whole, mut rest, mut digits) = (millionths / 10_000, millionths % 10_000, 4);
    if rest == 0 {
        return format!("{whole}\u{202f}%");
    }
    while rest.is_multiple_of(10) {
        (rest, digits) = (rest / 10, digits - 1);
    }
    format!("{whole}.{rest:0digits$}\u{202f}%")
}

#[cfg(test)]
mod tests {
    use super::*;
    use quorate_core::{run::Run, scenario::parse};

    fn with<T>(address: &str, of: impl Fn(&Racks) -> T) -> T {
        let run = Run::new(parse(address).scenario);
        of(run.racks().expect("the address shows racks"))
    }

    fn labels(address: &str) -> Vec<String> {
        with(address, |racks| shown(racks).into_iter().map(|shown| level(racks, shown)).collect())
    }

    #[test]
    fn data_centres_and_the_chosen_level_add_rows() {
        assert_eq!(labels("v=1&nodes=6&show=racks"), ["ONE", "QUORUM", "ALL"]);
        let two = "v=1&nodes=12&racks=3&dcs=2&place=nts&rf=d1.2_d2.1&level=two&show=racks";
        assert_eq!(
            labels(two),
            ["ONE", "TWO", "QUORUM", "ALL", "LOCAL_QUORUM in d1", "LOCAL_QUORUM in d2", "EACH_QUORUM"]
        );
        assert_eq!(
            labels("v=1&nodes=6&level=raft&show=racks").last().map(String::as_str),
            Some("Raft majority")
        );
    }

    #[test]
    fn kafka_asks_for_copies_in_sync() {
        let of = labels("v=1&nodes=6&racks=3&place=kafka&parts=24&show=racks");
        assert!(of.last().is_some_and(|last| last.starts_with("acks=all")), "{of:?}");
    }

    #[test]
    fn a_chance_has_no_more_than_five_nines() {
        let of = |chance| nines(chance).replace('\u{202f}', " ");
        assert_eq!(
            [0.999_702, 0.9997, 0.99, 1.0, 0.999_991, 0.999_99, 0.0, 0.050_607].map(of),
            ["99.9702 %", "99.97 %", "99 %", "over 99.999 %", "over 99.999 %", "99.999 %", "0 %", "5.0607 %"]
        );
    }

    #[test]
    fn three_copies_in_three_racks_are_expected_to_be_as_safe_from_racks_as_from_nodes() {
        let said = with("v=1&nodes=12&racks=3&place=nts&rf=3&show=racks", expected).replace('\u{202f}', " ");
        assert_eq!(
            said,
            "If each node is off 1 % of the time, independently of the others, a partition is writable at QUORUM 99.9702 % of the time; the same if each rack is."
        );
    }
}
