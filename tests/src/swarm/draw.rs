use super::script::{Cast, script};
use quorate_core::base::Random;
use std::fmt::Write;

/// Draws that read as what they mean.
pub(super) struct Dice(Random);

impl Dice {
    /// Those of a seed for one purpose.
    pub(super) fn new(seed: u64, label: &str) -> Self {
        Dice(Random::new(seed, label))
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: u32, high: u32) -> u32 {
        low + self.0.below(high - low + 1)
    }

    /// True in so many of a hundred draws.
    pub(super) fn chance(&mut self, percent: u32) -> bool {
        self.0.below(100) < percent
    }

    /// One of these.
    pub(super) fn one_of<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.0.below(items.len() as u32) as usize]
    }

    /// A node: the first, which leads first, as often as all others together.
    pub(super) fn node(&mut self, nodes: u32) -> String {
        let id = if self.chance(50) { 1 } else { self.between(1, nodes) };
        format!("n{id}")
    }
}

/// The address of a seed: a small cluster, its rules, its network, operations and faults.
pub fn address(seed: u64) -> String {
    let mut dice = Dice::new(seed, "swarm");
    let cast = Cast { nodes: dice.between(2, 5), clients: dice.between(1, 3) };
    let beat = *dice.one_of(&[10, 20, 40]);
    let mut text = format!("v=1&nodes={}&repl=leader&show=time&seed={}", cast.nodes, seed % 1_000_000);
    let log = *dice.one_of(&["row", "row", "wal", "statement"]);
    let timeout = beat * dice.between(2, 6) + dice.between(1, 20);
    rules(&mut dice, cast.nodes, beat, timeout, &mut text);
    // Clients that ask without a pause have to be quick, if logs are to grow long.
    let is_loaded = dice.chance(8);
    let links = if is_loaded { "all.uniform.100us.900us".into() } else { links(&mut dice, cast) };
    let _ = write!(text, "&log={log}&beat={beat}ms&link={links}");
    if !is_loaded && dice.chance(25) {
        let _ = write!(text, "&loss={}pct", dice.between(1, 15));
    }
    hosts(&mut dice, cast.nodes, if is_loaded { 1 } else { 15 }, &mut text);
    let (wait, retries, pause) = (dice.between(40, 250), dice.between(0, 4), dice.between(5, 60));
    let _ = write!(text, "&timeout={wait}ms&retry={retries}.{pause}ms&clients={}", cast.clients);
    if is_loaded {
        let _ = write!(
            text,
            "&keep={}&load=uniform&keys=6&think={}us",
            dice.between(1, 9),
            dice.between(100, 2_000)
        );
    } else {
        let _ = write!(text, "&keep={}", dice.one_of(&[1, 3, 64, 1_000]));
    }
    let (acts, until) = script(&mut dice, cast, timeout, (log == "statement", is_loaded));
    let _ = write!(text, "&until={until}ms&do={acts}");
    text
}

/// Half of all are such that they lose nothing, as far as acknowledgement and election go.
fn rules(dice: &mut Dice, nodes: u32, beat: u32, timeout: u32, text: &mut String) {
    let followers = nodes - 1;
    let ack = match dice.between(0, 12) {
        0 => "off".into(),
        1 | 2 => "async".into(),
        3 | 4 => "sync".into(),
        5 => format!("sync.n{}", dice.between(1, nodes)),
        6 | 7 => "quorum".into(),
        8 => format!("remote-write.{}", dice.between(1, followers)),
        9 => format!("remote-apply.{}", dice.one_of(&["quorum", "all", "1", "n2"])),
        10 => format!("semi.{}", dice.between(1, followers)),
        _ => "semi.1".into(),
    };
    let elect = if dice.chance(60) { "safe" } else { dice.one_of(&["freshest", "first"]) };
    let detect = match dice.between(0, 9) {
        0 => "none".into(),
        1 => format!("{}.{}", dice.one_of(&["phi", "phi-normal", "phi-logistic"]), dice.between(1, 8)),
        _ => format!("timeout.{timeout}ms"),
    };
    let fence = match dice.between(0, 9) {
        0 => "none".into(),
        1..=4 => "epoch".into(),
        5 => "stonith".into(),
        6 => format!("lease.{}ms", dice.between(beat, 2 * timeout)),
        _ => format!("lease.{}ms", timeout.saturating_sub(dice.between(0, 12)).max(1)),
    };
    let reads = match dice.between(0, 9) {
        0 => "any".into(),
        1 => "sticky".into(),
        2 => "nearest".into(),
        3 => format!("bounded.{}ms", dice.between(1, 100)),
        4 | 5 => "position".into(),
        6 => format!("window.{}ms", dice.between(1, 200)),
        _ => "leader".into(),
    };
    let ship = if dice.chance(20) { dice.between(1, 20) } else { 0 };
    let (ack, fence, reads) = if dice.chance(15) {
        // What a lease is for: reads of a leader that does not know that it is deposed.
        let lease = timeout.saturating_sub(dice.between(0, 12)).max(1);
        (dice.one_of(&["async", "semi.1", "quorum"]).to_string(), format!("lease.{lease}ms"), "leader".into())
    } else {
        (ack, fence, reads)
    };
    let _ =
        write!(text, "&ack={ack}&elect={elect}&detect={detect}&fence={fence}&reads={reads}&ship={ship}ms");
}

fn latency(dice: &mut Dice) -> String {
    let ms = dice.between(1, 9);
    match dice.between(0, 4) {
        0 | 1 => format!("const.{ms}ms"),
        2 => format!("uniform.{}us.{}ms", dice.between(1, 999), ms * dice.between(1, 5)),
        3 => format!("exp.{ms}ms"),
        _ => format!("lognormal.{ms}ms.{}pct", dice.between(10, 150)),
    }
}

fn links(dice: &mut Dice, cast: Cast) -> String {
    let mut text = format!("all.{}", latency(dice));
    if dice.chance(30) {
        let other = if dice.chance(60) { format!("n{}", cast.nodes) } else { "c1".into() };
        let _ = write!(text, "_n1.{other}.{}", latency(dice));
    }
    text
}

/// Disks and clocks.
fn hosts(dice: &mut Dice, nodes: u32, most: u32, text: &mut String) {
    let _ = write!(text, "&disk=all.{}ms", dice.between(0, most));
    if dice.chance(30) {
        let _ = write!(text, "_n{}.{}ms", dice.between(1, nodes), dice.between(0, 30));
    }
    if dice.chance(30) {
        let sign = dice.one_of(&["", "-"]);
        let _ = write!(text, "&skew=n{}.{sign}{}ms", dice.between(1, nodes), dice.between(1, 60));
    }
}
