//! Everything that survival says of a cluster beside what its twin says.

use crate::twin::{Twin, asked};
use quorate_core::{
    base::{Count, Share},
    quorum::{Level, Operation},
    survival::{Breaking, Chances, Counted, Expected, Grain, State, Survival},
};

pub(crate) const GRAINS: [Grain; 3] = [Grain::Nodes, Grain::Racks, Grain::Dcs];

fn bools(bits: u32, nodes: u32) -> Vec<bool> {
    (0..nodes).map(|node| bits >> node & 1 == 1).collect()
}

/// Compares what is left with each set of nodes down.
pub(crate) fn survivals(twin: &Twin) {
    let (topology, table, weights) = (twin.topology(), twin.table(), twin.weights());
    let partitions = 0..twin.partitions.len();
    for down in 0..1_u32 << twin.nodes() {
        let bools = bools(down, twin.nodes());
        let survival = Survival::new(&topology, &table, &twin.copies, weights.as_deref(), &bools);
        for partition in partitions.clone() {
            let left = survival.partitions()[partition];
            let replicas = &twin.partitions[partition];
            let living = replicas.iter().filter(|node| down >> **node & 1 == 0).count();
            let state = match living {
                0 => State::Lost,
                all if all == replicas.len() => State::Fine,
                _ => State::Fewer,
            };
            assert_eq!((left.living as usize, left.state()), (living, state), "{twin:?}, {down:b}");
            assert_eq!(left.leader, twin.leader(partition, down), "{twin:?}, {down:b}");
        }
        let states = |state| survival.partitions().iter().filter(|left| left.state() == state).count() as u32;
        assert_eq!(
            (survival.lost().0, survival.under_replicated().0),
            (states(State::Lost), states(State::Fewer))
        );
        for (level, operation) in asked() {
            let is_answered = |partition: &usize| twin.is_answered(*partition, level, operation, down);
            for partition in partitions.clone() {
                let said = survival.is_available(partition, level, operation);
                assert_eq!(
                    said,
                    is_answered(&partition),
                    "{twin:?}, {level:?} {operation:?} {partition}, {down:b}"
                );
            }
            let answered: Vec<usize> = partitions.clone().filter(is_answered).collect();
            let held = survival.at(level);
            let said = match operation {
                Operation::Read => (held.readable, held.readable_share),
                Operation::Write => (held.writable, held.writable_share),
            };
            assert_eq!(
                said,
                (answered.len() as u32, share(twin, &answered)),
                "{twin:?}, {level:?}, {down:b}"
            );
        }
    }
}

fn share(twin: &Twin, partitions: &[usize]) -> Share {
    let weight =
        |partitions: &mut dyn Iterator<Item = usize>| partitions.map(|p| twin.weight(p)).sum::<u64>();
    Share::of(weight(&mut partitions.iter().copied()), weight(&mut (0..twin.partitions.len())))
}

/// Each unit that has a node that is on, with its nodes bit by bit.
fn units(twin: &Twin, grain: Grain, down: u32) -> Vec<(u32, u32)> {
    let topology = twin.topology();
    let unit_of = |node| match grain {
        Grain::Nodes => node,
        Grain::Racks => topology.rack_of(node),
        Grain::Dcs => topology.dc_of(node),
    };
    let bits =
        |unit| (0..twin.nodes()).filter(|node| unit_of(*node) == unit).map(|node| 1 << node).sum::<u32>();
    let of_all = (0..10).map(|unit| (unit, bits(unit)));
    of_all.filter(|(_, nodes)| nodes & !down > 0).collect()
}

/// Compares which sets of units break what, with these nodes down.
pub(crate) fn breakers(twin: &Twin, down: u32) {
    let (topology, table) = (twin.topology(), twin.table());
    let bools = bools(down, twin.nodes());
    for (level, operation) in asked() {
        let is_broken =
            |down| (0..twin.partitions.len()).any(|p| !twin.is_answered(p, level, operation, down));
        let is_broken: Vec<bool> = (0..1 << twin.nodes()).map(is_broken).collect();
        for grain in GRAINS {
            let units = units(twin, grain, down);
            let breaking =
                Breaking::new((&topology, &table, &twin.copies), grain, (level, operation), &bools);
            assert_eq!(breaking.units() as usize, units.len());
            let what = || format!("{twin:?}, {level:?} {operation:?}, {grain:?}, {down:b} is down");
            let (mut all, mut broken) = (vec![0_u128; units.len() + 2], vec![0_u128; units.len() + 2]);
            let mut sets: Vec<Vec<u32>> = Vec::new();
            for set in 0..1_usize << units.len() {
                let size = set.count_ones() as usize;
                let chosen =
                    || units.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1).map(|(_, unit)| unit);
                let lost = chosen().fold(down, |lost, (_, nodes)| lost | nodes);
                all[size] += 1;
                if is_broken[lost as usize] {
                    broken[size] += 1;
                    sets.push(chosen().map(|(unit, _)| *unit).collect());
                }
            }
            let first = sets.into_iter().min_by_key(|set| (set.len(), set.clone()));
            assert_eq!(breaking.smallest(), first.as_deref(), "{}", what());
            for size in 0..all.len() {
                let found = breaking.of_size(size as u32, 0);
                let expected = (Counted::Exact(broken[size]), Some(all[size]));
                assert_eq!((found.count, found.total), expected, "{}, {size}", what());
            }
        }
    }
}

/// Compares what is to be expected with the sum over all that may happen to each rack and each node.
pub(crate) fn expected(twin: &Twin, chances: Chances) {
    let (topology, table, weights) = (twin.topology(), twin.table(), twin.weights());
    let found = Expected::new(&topology, &table, &twin.copies, weights.as_deref());
    let racks = topology.racks().len() as u32;
    let happens = |set: u32, of: u32, chance: f64| -> f64 {
        (0..of).map(|at| if set >> at & 1 == 1 { chance } else { 1.0 - chance }).product()
    };
    let mut chance_of_down = vec![0.0; 1 << twin.nodes()];
    for failed_racks in 0..1_u32 << racks {
        let fell = |node: &u32| failed_racks >> topology.rack_of(*node) & 1 == 1;
        let with_racks: u32 = (0..twin.nodes()).filter(fell).map(|node| 1 << node).sum();
        for failed in 0..1_u32 << twin.nodes() {
            chance_of_down[(failed | with_racks) as usize] +=
                happens(failed_racks, racks, chances.rack) * happens(failed, twin.nodes(), chances.node);
        }
    }
    for (level, operation) in asked() {
        let share_of = |down: usize| {
            let is_answered = |partition: &usize| twin.is_answered(*partition, level, operation, down as u32);
            let answered: Vec<usize> = (0..twin.partitions.len()).filter(is_answered).collect();
            share(twin, &answered).approx()
        };
        let sum: f64 = chance_of_down.iter().enumerate().map(|(down, chance)| share_of(down) * chance).sum();
        let said = found.share(level, operation, chances);
        assert!((said - sum).abs() < 1e-12, "{twin:?}, {level:?} {operation:?}: {said}, not {sum}");
    }
}

/// Leaders that differ between two sets of nodes down.
pub(crate) fn changes(twin: &Twin, down: u32, later: u32) {
    let (topology, table) = (twin.topology(), twin.table());
    let survival = |down| Survival::new(&topology, &table, &twin.copies, None, &bools(down, twin.nodes()));
    let differs =
        |partition: &u32| twin.leader(*partition as usize, down) != twin.leader(*partition as usize, later);
    let expected: Vec<u32> = (0..twin.partitions.len() as u32).filter(differs).collect();
    assert_eq!(survival(later).leaders_changed(&survival(down)), expected, "{twin:?}, {down:b} to {later:b}");
    assert_eq!(
        survival(down).at(Level::One).readable_share.den,
        Count::from(twin.partitions.len().max(1) as u128)
    );
}
