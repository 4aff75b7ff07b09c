//! The plain way to count, as anyone would write it first: of each partition a list of what is on, and every set of nodes
//! in turn.

use quorate_core::placement::Table;

/// What is left of all partitions: those with all copies, with fewer, below a majority, and with none; and whom the first
/// copy that is on makes leader.
pub(super) struct Counted {
    pub(super) health: [u32; 4],
    pub(super) leaders: Vec<Option<u32>>,
}

/// Counts anew, partition by partition.
pub(super) fn count(table: &Table, down: &[bool]) -> Counted {
    let mut counted = Counted { health: [0; 4], leaders: Vec::new() };
    for replicas in table.iter() {
        let on: Vec<u32> = replicas.iter().copied().filter(|node| !down[*node as usize]).collect();
        let health = match on.len() {
            0 => 3,
            some if some < majority(replicas) => 2,
            fewer if fewer < replicas.len() => 1,
            _ => 0,
        };
        counted.health[health] += 1;
        counted.leaders.push(if health < 2 { on.first().copied() } else { None });
    }
    counted
}

/// How many sets of `size` nodes that are on leave some partition without a majority: each is switched off in turn.
pub(super) fn breaking(table: &Table, down: &[bool], size: u32) -> u64 {
    let mut down = down.to_vec();
    from(table, &mut down, 0, size)
}

fn from(table: &Table, down: &mut Vec<bool>, first: usize, left: u32) -> u64 {
    if left == 0 {
        return u64::from(table.iter().any(|replicas| is_refused(replicas, down)));
    }
    let mut sets = 0;
    for node in first..down.len() {
        if !down[node] {
            down[node] = true;
            sets += from(table, down, node + 1, left - 1);
            down[node] = false;
        }
    }
    sets
}

fn is_refused(replicas: &[u32], down: &[bool]) -> bool {
    replicas.iter().filter(|node| !down[**node as usize]).count() < majority(replicas)
}

const fn majority(replicas: &[u32]) -> usize {
    replicas.len() / 2 + 1
}
