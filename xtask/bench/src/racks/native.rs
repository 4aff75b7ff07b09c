//! Natively, beside the plain way to count.

use quorate::picture::{Drawing, Palette, Picture, render, ring::Size};
use quorate_core::{
    base::{NodeId, RackId, Unit},
    placement::{
        Awareness, Copies, Copysets, HdfsDefault, HdfsWriter, KafkaAdminUtils, KafkaStart, KraftStriped,
        NetworkTopology, Placement, Spread, UniformRandom,
    },
    quorum::{Level, Operation},
    run::{Health, Racks, Run},
    scenario::{Edit, Scenario, parse},
    survival::{Breaking, Counted, Grain},
    topology::{Member, Topology},
};
use xtask::failure::{Failure, Outcome};

use super::twin;
use crate::case::Case;
use crate::report;
use crate::rounds::{Contestant, rounds};

const THREE_HUNDRED: &str = "v=1&s=three-hundred&down=none&down0=none";
const HUNDRED: &str = "v=1&s=three-hundred&nodes=100&racks=10&down=none&down0=none";
const TEN_THOUSAND: &str = "v=1&s=rack-blind&parts=10000&compare=none";
/// Partitions with numbers.
const MANY: u32 = 10_000;

/// Measures and prints; the section of the document.
pub(crate) fn report() -> Outcome<String> {
    println!("\nnatively, beside the plain way to count: about a minute");
    let mut cases = clicks()?;
    cases.extend(breakers()?);
    cases.push(frame()?);
    cases.extend(placements()?);
    let table = report::table("racks-native", &cases);
    println!("\n{table}");
    Ok(format!("### Natively\n\n{table}\n"))
}

fn case(what: &str, nodes: u32, contestants: Vec<Contestant<'_>>) -> Case {
    Case { what: what.into(), nodes, contestants: rounds(1, contestants) }
}

/// What follows from an address that must be a good one.
fn run(address: &str) -> Outcome<Run> {
    let parsed = parse(address);
    match parsed.problems.first() {
        Some(problem) => Err(Failure::new(format!("{address}: {problem:?}"))),
        None => Ok(Run::new(parsed.scenario)),
    }
}

fn racks(run: &Run) -> Outcome<&Racks> {
    run.racks().filter(|racks| !racks.is_empty()).ok_or_else(|| Failure::new("no racks are shown"))
}

fn edited(run: &Run, edit: &Edit) -> Outcome<Scenario> {
    run.scenario().edited(edit).map_err(Failure::new)
}

/// A rack of 300 nodes loses power.
fn clicks() -> Outcome<Vec<Case>> {
    let on = run(THREE_HUNDRED)?;
    let all = racks(&on)?;
    let rack = Unit::Rack(RackId(4));
    let scenario = edited(&on, &Edit::Power(rack, false))?;
    let off = on.next(scenario.clone());
    let left = racks(&off)?;
    let down: Vec<bool> = (0..300).map(|place| !left.is_on(place)).collect();
    let table = left.table();
    let plain = twin::count(table, &down);
    let ours = Health::ALL.map(|health| left.count(health));
    let leaders: Vec<Option<u32>> = (0..left.len()).map(|at| left.leader(at)).collect();
    let pairs = left.further().and_then(|further| further.pairs).map(|pairs| pairs.breaking);
    if ours != plain.health || leaders != plain.leaders || pairs != Some(twin::breaking(table, &down, 2)) {
        return Err(Failure::new("the plain way counts something else"));
    }
    let leading =
        |counted: &twin::Counted| counted.leaders.iter().flatten().map(|node| u64::from(*node)).sum::<u64>();
    Ok(vec![
        case(
            "a rack goes off: what is left",
            300,
            vec![
                Contestant::new("quorate", || u64::from(all.with_only_off(&[rack]).count(Health::Fewer))),
                Contestant::new("plain counting", || leading(&twin::count(table, &down))),
            ],
        ),
        case(
            "a rack goes off: the whole run",
            300,
            vec![
                Contestant::new("quorate", || {
                    let run = on.next(scenario.clone());
                    run.racks().map_or(0, |racks| u64::from(racks.count(Health::Fewer)))
                }),
                Contestant::new("plain counting, every pair", || {
                    leading(&twin::count(table, &down)) + twin::breaking(table, &down, 2)
                }),
            ],
        ),
    ])
}

/// Which pairs and triples of 100 nodes break QUORUM.
fn breakers() -> Outcome<Vec<Case>> {
    let run = run(HUNDRED)?;
    let racks = racks(&run)?;
    let placed = racks.placed();
    let ours = |size| {
        let cluster = (placed.topology(), placed.table(), placed.copies());
        let breaking = Breaking::new(cluster, Grain::Nodes, (Level::Quorum, Operation::Write), &[]);
        match breaking.of_size(size, 0).count {
            Counted::Exact(count) => count as u64,
            Counted::Estimated { .. } => 0,
        }
    };
    let plain = |size| twin::breaking(placed.table(), &[false; 100], size);
    let mut cases = Vec::new();
    for (what, size) in [("sets of 2 that break QUORUM", 2), ("sets of 3 that break QUORUM", 3)] {
        if ours(size) != plain(size) {
            return Err(Failure::new(format!("{what}: every set in turn gives {}", plain(size))));
        }
        cases.push(case(
            what,
            100,
            vec![
                Contestant::new("quorate", || ours(size)),
                Contestant::new("every set in turn", || plain(size)),
            ],
        ));
    }
    Ok(cases)
}

/// A picture of 10,000 partitions, as text.
fn frame() -> Outcome<Case> {
    let run = run(TEN_THOUSAND)?;
    racks(&run)?;
    let size = Size { width: 744.0, height: 4_000.0 };
    let draw = || render(&run, Picture::Racks, Drawing::new(size, Palette::Light)).len() as u64;
    Ok(case("a picture of 10,000 partitions", 12, vec![Contestant::new("quorate", draw)]))
}

/// Where the copies go: every range of a ring, and numbered partitions.
fn placements() -> Outcome<Vec<Case>> {
    let run = run(THREE_HUNDRED)?;
    let placed = racks(&run)?.placed();
    let nts = NetworkTopology { ring: run.ring() };
    let topology = thousand();
    let numbered: [(&str, &dyn Placement); 7] = [
        ("kafka", &KafkaAdminUtils { partitions: MANY, first_partition: 0, start: KafkaStart::Fixed(0) }),
        ("kraft", &KraftStriped { partitions: MANY, seed: Some(1) }),
        ("spread", &Spread { partitions: MANY }),
        ("random", &UniformRandom { partitions: MANY, seed: 1 }),
        ("copysets", &Copysets { partitions: MANY, scatter_width: 4, seed: 1 }),
        ("hdfs", &HdfsDefault { blocks: MANY, writer: HdfsWriter::InTurn, seed: 1 }),
        ("awareness", &Awareness { shards: MANY }),
    ];
    let mut cases = vec![placing("place 4,800 ranges: nts", &nts, placed.topology())?];
    for (name, placement) in numbered {
        cases.push(placing(&format!("place 10,000: {name}"), placement, &topology)?);
    }
    Ok(cases)
}

fn placing(what: &str, placement: &dyn Placement, topology: &Topology) -> Outcome<Case> {
    let place = || placement.place(topology, &Copies::Each(3));
    place().map_err(|refused| Failure::new(format!("{what}: {refused}")))?;
    let sum = || place().map_or(0, |table| table.iter().flatten().map(|node| u64::from(*node)).sum());
    Ok(case(what, topology.len() as u32, vec![Contestant::new("quorate", sum)]))
}

/// A thousand nodes in twenty racks.
fn thousand() -> Topology {
    let mut topology = Topology::new();
    let dc = topology.dc("d1");
    for number in 0..1_000 {
        let rack = topology.rack(dc, Some(&format!("r{}", number % 20)));
        topology.push(Member { id: NodeId(number), rack, weight: 100, is_fenced: false });
    }
    topology
}
