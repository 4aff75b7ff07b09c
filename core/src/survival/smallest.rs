use super::{limits::Limit, patterns::Patterns};
use crate::base::{choose, sort_few};
use alloc::vec::Vec;

/// The first set, in list order, of the fewest units whose loss breaks one of the limits, of any size. None if there is
/// no limit.
///
/// A set of the least size breaks one limit by itself, and every unit in it counts for that one, so each limit is
/// looked at alone.
pub(super) fn smallest<'a>(limits: impl Iterator<Item = Limit<'a>>) -> Option<Vec<u32>> {
    let mut best: Option<Vec<u32>> = None;
    for limit in limits {
        let size = fewest(limit.spare, 0, limit.units);
        if best.as_ref().is_none_or(|best| size <= best.len()) {
            let first = first_of(limit, size);
            if best.as_ref().is_none_or(|best| (size, &first) < (best.len(), best)) {
                best = Some(first);
            }
        }
    }
    best
}

/// How many of `units` must go besides `lost` replicas until more than `spare` are lost; more than there are if even all
/// are too few.
fn fewest(spare: u32, lost: u32, units: &[[u32; 2]]) -> usize {
    let mut replicas: Vec<u32> = units.iter().map(|unit| unit[1]).collect();
    sort_few(&mut replicas);
    let mut lost = lost;
    let mut taken = 0;
    while lost <= spare {
        let Some(most) = replicas.pop() else { return usize::MAX };
        lost += most;
        taken += 1;
    }
    taken
}

/// The first `size` units that break a limit, which that many do: each is the first after which enough can follow.
fn first_of(limit: Limit, size: usize) -> Vec<u32> {
    let (mut first, mut lost) = (Vec::with_capacity(size), 0);
    for (at, [unit, replicas]) in limit.units.iter().enumerate() {
        let left = size - first.len();
        if left > 0 && fewest(limit.spare, lost + replicas, &limit.units[at + 1..]) < left {
            first.push(*unit);
            lost += replicas;
        }
    }
    first
}

/// How many sets of the least size that breaks any break one of the limits. Each is among the units of one limit. None
/// if too many would have to be looked at.
pub(super) fn count_of_least<'a>(size: usize, limits: impl Iterator<Item = Limit<'a>>) -> Option<u128> {
    let mut sets = Patterns::new();
    let mut looked_at = 0_u128;
    for limit in limits.filter(|limit| fewest(limit.spare, 0, limit.units) == size) {
        looked_at = looked_at.saturating_add(choose(limit.units.len() as u64, size as u32)?);
        if looked_at > MOST_SETS {
            return None;
        }
        add_sets(limit, size, &mut Vec::with_capacity(size), &mut sets);
    }
    Some(sets.len() as u128)
}

/// Sets that a count of the least looks at.
const MOST_SETS: u128 = 500_000;

/// Adds the sets that add `left` of a limit's units to `chosen` and break it.
fn add_sets(limit: Limit, left: usize, chosen: &mut Vec<u32>, sets: &mut Patterns) {
    for (at, [unit, replicas]) in limit.units.iter().enumerate() {
        chosen.push(*unit);
        let rest = Limit { spare: limit.spare.saturating_sub(*replicas), units: &limit.units[at + 1..] };
        if left > 1 {
            add_sets(rest, left - 1, chosen, sets);
        } else if *replicas > limit.spare {
            sets.id_of(chosen);
        }
        chosen.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn smallest_of(limits: &[(u32, &[[u32; 2]])]) -> Option<Vec<u32>> {
        smallest(limits.iter().map(|(spare, units)| Limit { spare: *spare, units }))
    }

    #[test]
    fn the_fewest_units_come_first_and_then_the_first_in_the_list() {
        assert_eq!(smallest_of(&[]), None);
        assert_eq!(
            smallest_of(&[(1, &[[3, 1], [5, 1], [7, 1]]), (1, &[[2, 1], [6, 1], [9, 1]])]),
            Some([2, 6].into())
        );
        assert_eq!(smallest_of(&[(1, &[[0, 1], [5, 1], [7, 1]]), (1, &[[2, 1], [9, 2]])]), Some([9].into()));
    }

    #[test]
    fn sets_of_the_least_size_are_counted_once() {
        let limits: [(u32, &[[u32; 2]]); 3] =
            [(2, &[[0, 1], [1, 1], [4, 2]]), (1, &[[0, 1], [4, 1], [5, 1]]), (3, &[[1, 1], [2, 1], [3, 2]])];
        let limits = limits.iter().map(|(spare, units)| Limit { spare: *spare, units });
        assert_eq!(count_of_least(2, limits), Some(4), "04, 14, 05, 45: the third needs all its three");
    }

    #[test]
    fn a_unit_that_has_more_may_be_needed_for_the_least_size() {
        // Three units must go, and not unit 1: 3 + 2 + 2 of eight, of which six may.
        assert_eq!(smallest_of(&[(6, &[[0, 3], [1, 1], [2, 2], [3, 2]])]), Some([0, 2, 3].into()));
        // Two units must go, and one of them is unit 4: two of four may be spared.
        assert_eq!(smallest_of(&[(2, &[[0, 1], [1, 1], [4, 2]])]), Some([0, 4].into()));
        assert_eq!(
            smallest_of(&[(4, &[[0, 1], [1, 1], [2, 1], [3, 1], [4, 1]])]),
            Some([0, 1, 2, 3, 4].into())
        );
    }
}
