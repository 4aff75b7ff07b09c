//! What is said in and round the pictures.

use super::{counted, degrees, list, name, share};
use quorate_core::{
    base::{NodeId, Share},
    run::Run,
    scenario::PlacementKind,
};

/// The number in the middle of the ring, and lines below it: plain words, then strong ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Centre {
    /// The one number.
    pub number: String,
    /// What it is of.
    pub lines: Vec<(String, String)>,
}

/// The middle while nothing is lit: the change, or who owns the most.
pub fn about_change(run: &Run) -> Centre {
    let line = |plain: &str, strong: String| (plain.to_string(), strong);
    if run.ring().is_empty() {
        return Centre { number: "0".into(), lines: vec![line("nodes are on", String::new())] };
    }
    let ranges = &run.movement().ranges;
    if ranges.is_empty() {
        let ownership = run.ownership();
        let most = ownership
            .iter()
            .filter_map(|owned| owned.now.map(|share| (share, owned.id)))
            .max_by_key(|(share, id)| (share.num, core::cmp::Reverse(*id)));
        let Some((most, id)) = most else { return Centre { number: String::new(), lines: Vec::new() } };
        return Centre {
            number: share(most),
            lines: vec![
                line("of the ring is", String::new()),
                line("owned by ", super::short(&name(run, id))),
            ],
        };
    }
    let whose = |id: NodeId| super::short(&name(run, id));
    let (from, to) = (ranges[0].from, ranges[0].to);
    let one_from = ranges.iter().all(|range| range.from == from);
    let one_to = ranges.iter().all(|range| range.to == to);
    let second = match (one_from, one_to) {
        (true, true) => line("", format!("{} to {}", whose(from), whose(to))),
        (_, true) => line("all of it to ", whose(to)),
        (true, _) => line("all of it from ", whose(from)),
        _ => line("between nodes", String::new()),
    };
    Centre {
        number: share(run.movement().share),
        lines: vec![line("of the ring moved,", String::new()), second],
    }
}

/// The middle while a node is lit, or the one of its ranges that ends at the token at `range`.
pub fn about_node(run: &Run, id: NodeId, range: Option<usize>) -> Centre {
    let ring = run.ring();
    let owned = run.ownership().into_iter().find(|owned| owned.id == id).and_then(|owned| owned.now);
    let tokens = ring.ring_nodes().iter().find(|node| node.id == id).map_or(0, |node| node.tokens.len());
    let noun = if tokens == 1 { "token" } else { "tokens" };
    let mut lines = vec![
        (String::new(), super::short(&name(run, id))),
        (format!("{} {noun}", counted(tokens as u64)), String::new()),
    ];
    if let Some(at) = range {
        let (start, end) = (ring.token(ring.previous(at)), ring.token(at));
        lines.push((format!("{} to {}", degrees(start.degrees()), degrees(end.degrees())), String::new()));
    }
    Centre { number: owned.map_or_else(|| "off".into(), share), lines }
}

/// Top left: how many nodes and tokens, and where the ring begins.
pub fn ring_caption(run: &Run) -> [String; 2] {
    let (nodes, tokens) = (run.ring().ring_nodes().len() as u64, run.ring().len() as u64);
    let plural =
        |count: u64, noun: &str| format!("{} {noun}{}", counted(count), if count == 1 { "" } else { "s" });
    let off = run.scenario().now().nodes().len() as u64 - nodes;
    let off = if off > 0 { format!(", {} off", counted(off)) } else { String::new() };
    [
        format!("{}, {}{off}", plural(nodes, "node"), plural(tokens, "token")),
        format!("clockwise from the least hash ({})", run.scenario().now().hash().label()),
    ]
}

/// What stands under "moved" and "taken from".
pub fn call_out_notes(run: &Run) -> (String, String) {
    let ranges = &run.movement().ranges;
    let to = match (ranges.first(), super::sole(run)) {
        (Some(range), Some(id)) if range.to == id => format!("to {}", super::short(&name(run, id))),
        _ => "to its new owner".into(),
    };
    (to, "owner before".into())
}

/// The ring's title.
pub fn ring_title(run: &Run) -> String {
    let [caption, _] = ring_caption(run);
    format!("Hash ring: {caption}")
}

/// The ring in a sentence or two, for who cannot see it.
pub fn ring_description(run: &Run) -> String {
    let ownership = run.ownership();
    let owned: Vec<String> = ownership
        .iter()
        .filter_map(|owned| owned.now.map(|now| format!("{} owns {}", name(run, owned.id), share(now))))
        .collect();
    let owned =
        if owned.len() <= 12 { owned.join(", ") } else { format!("{} nodes", counted(owned.len() as u64)) };
    format!("{} {owned}.", super::headline(run))
}

/// The title of the magnified walk.
pub fn walk_title(run: &Run) -> String {
    let followed = run.followed();
    let copies: Vec<String> = followed.replicas.iter().map(|id| name(run, *id)).collect();
    format!("The walk of {} to {}", run.scenario().pick(), list(&copies))
}

/// "The walk, magnified × 65"
pub fn magnified(factor: f64) -> String {
    match factor {
        factor if factor < 1.5 => "The walk".into(),
        factor if factor < 10.0 => format!("The walk, magnified × {}", super::tenths(factor)),
        factor => format!("The walk, magnified × {}", counted(libm::round(factor.min(1e15)) as u64)),
    }
}

const WORDS: [&str; 9] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight"];

/// The rule of the walk, beside its title.
pub fn walk_rule(run: &Run) -> String {
    if is_placed_otherwise(run) {
        return "next token clockwise, then on as the placement takes nodes".into();
    }
    match run.scenario().now().replicas() {
        1 => "the next token clockwise owns it".into(),
        copies => {
            let number =
                WORDS.get(copies as usize).map_or_else(|| counted(copies.into()), |word| (*word).to_string());
            format!("next token clockwise, then on until {number} different nodes")
        }
    }
}

/// Whether the walk passes over nodes that it has not met, because of their rack.
fn is_placed_otherwise(run: &Run) -> bool {
    run.racks().is_some() && run.scenario().now().placement() != PlacementKind::Walk
}

/// Under the strip where its first range moved.
pub fn taken_from(run: &Run, id: NodeId) -> String {
    format!("from {}", super::short(&name(run, id)))
}

/// Under a token that the walk passes over.
pub fn skip(run: &Run, id: NodeId, is_wide: bool) -> String {
    let is_copy = run.followed().replicas.contains(&id);
    if is_wide && is_placed_otherwise(run) && !is_copy {
        return "skip: same rack".into();
    }
    if is_wide { format!("skip: {} again", super::mark(&name(run, id))) } else { "skip".into() }
}

/// "token 19": which of its node's tokens lies at a place.
pub fn token_number(run: &Run, at: usize) -> Option<String> {
    let ring = run.ring();
    let node = &ring.ring_nodes()[ring.owner_at(at)];
    let number = node.tokens.iter().position(|token| *token == ring.token(at))?;
    Some(format!("token {number}"))
}

/// What a range is, for the reader's pointer or screen reader.
pub fn range_label(run: &Run, at: usize) -> String {
    let ring = run.ring();
    let (start, end) = (ring.token(ring.previous(at)), ring.token(at));
    let share_of = Share::of_space(ring.range_len(at), ring.bits());
    let moved = run.movement().ranges.iter().find(|range| end.is_within(range.start, range.end));
    let from = moved.map_or_else(String::new, |range| format!(", moved here from {}", name(run, range.from)));
    format!(
        "{}, {} of the ring, {} to {}{from}",
        name(run, ring.node_at(at)),
        share(share_of),
        degrees(start.degrees()),
        degrees(end.degrees())
    )
}

/// "expected: 1 in 4, 25 %"
pub fn expected(run: &Run, expected: Share) -> String {
    let nodes = run.ring().ring_nodes().len().max(run.ring_before().ring_nodes().len()) as u64;
    if expected.num.times(nodes) == expected.den {
        return format!("expected: 1 in {}, {}", counted(nodes), share(expected));
    }
    format!("expected: {}", share(expected))
}

/// The two bars in a sentence.
pub fn moved_description(run: &Run) -> String {
    let expected = run
        .expected_moved()
        .map_or_else(String::new, |expected| format!(", where theory expects {}", share(expected)));
    format!(
        "This ring moved {}{expected}; hash mod N with the same nodes moves {}.",
        share(run.movement().share),
        share(run.modulo_moved())
    )
}
