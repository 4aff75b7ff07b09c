//! What the page of time says beside its picture.

use super::{instant, span, titles, verb};
use crate::words::several;
use quorate_core::scenario::{Act, Replication, Scenario};

/// How the picture is used.
pub const HINT: &str = "Press a node, a client or a message to change what happens.";
/// What a figure is called for who cannot see it.
pub const FIGURE: &str = "Who told whom what, and when";
/// When a write counts a node that is no replica.
pub const OVERLAP_OFF: &str = "overlap off";
/// When fewer answered than a coordinator waits for.
pub const TOO_FEW: &str = "too few";
/// What the proof is called.
pub const PROOF: &str = "Linearizable or not, and the proof";
/// Of a menu of a message.
pub const IN_ALL_MODES: &str = "It is counted on its link, in every mode.";
/// Where there is nothing to happen yet.
pub const NO_SCRIPT: &str = "Nothing is asked and nothing fails. Press a client to write.";
const MODELLED: &str = "Leader and followers as state machines on a simulated network with the latencies, disks and clocks above. The monitor that promotes never fails. Queries, memory, and the load that replication puts on a node are not modelled.";
const MODELLED_QUORUM: &str = "Clients, coordinators and replicas as state machines on a simulated network with the latencies, disks and clocks above. Gossip is not modelled: who is off is learnt from requests without an answer. Nor are changes of the members, SERIAL, batches, counters, speculative reads, and the load that replication puts on a node.";

/// What all modes leave out.
pub fn modelled(scenario: &Scenario) -> &'static str {
    match scenario.experiment().replication() {
        Replication::Leaderless => MODELLED_QUORUM,
        _ => MODELLED,
    }
}

/// "This happens at 52 ms", and what to do at the end, where nothing follows.
pub fn happens_at(at_ns: u64, until_ns: u64) -> String {
    if at_ns >= until_ns {
        return format!(
            "It happens at {}, the end of the run: go back first to see what follows.",
            instant(at_ns)
        );
    }
    format!("It happens at {}, the instant shown.", instant(at_ns))
}

/// "Go to 47 ms"
pub fn go_to(ns: u64) -> String {
    format!("Go to {}", instant(ns))
}

/// Why there is no run.
pub fn cannot(why: &str) -> String {
    let mut letters = why.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).chain(['.']).collect())
}

/// "Nodes at 52 ms"
pub fn nodes_at(ns: u64) -> String {
    format!("Nodes at {}", instant(ns))
}

/// "2 writes are gone, one by one"
pub fn gone(count: usize) -> String {
    let writes = several(count as u32, "write is gone", "writes are gone");
    format!("{writes}: how")
}

/// A line of the script, as its button has it.
pub fn strike(line: &Act) -> String {
    format!("{}: {}", instant(line.at_ns), verb(&line.verb))
}

/// "Clear what follows 52 ms"
pub fn clear(at_ns: u64) -> String {
    format!("Clear what follows {}", instant(at_ns))
}

/// What a run is made of, in a few words.
pub fn summary(scenario: &Scenario) -> String {
    let nodes = several(scenario.now().nodes().len() as u32, "node", "nodes");
    let modes: Vec<String> = titles(scenario).into_iter().map(|(title, _)| title).collect();
    format!("{nodes}, {}, {}", modes.join(", "), span(scenario.experiment().until_ns()))
}
