use crate::base::{Count, Share, choose};
use alloc::{vec, vec::Vec};

/// What the loss of a rack does to a partition whose copies were put on any nodes alike, blind to racks: exact, from the
/// hypergeometric distribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RackLoss {
    /// All copies stand in one rack.
    pub all_in_one: Share,
    /// Two or more stand in one rack.
    pub two_or_more: Share,
    /// No copy is left when a rack fails, any of them alike.
    pub lost: Share,
    /// No more than half of the copies are left when a rack fails.
    pub majority_lost: Share,
}

impl RackLoss {
    /// Of `copies` copies on nodes in racks of these sizes. None if there are more copies than nodes, no copies, or more
    /// ways to place them than can be told exactly (2^128).
    pub fn new(racks: &[u32], copies: u32) -> Option<Self> {
        let nodes: u64 = racks.iter().map(|nodes| u64::from(*nodes)).sum();
        let all = choose(nodes, copies)?;
        if copies == 0 || all == 0 {
            return None;
        }
        let in_one = sum(racks, |rack| choose(rack.into(), copies))?;
        let majority_lost = sum(racks, |rack| leaves_no_majority(nodes, rack, copies))?;
        let a_rack_fails = Count::from(all).times(racks.len() as u64);
        let share = |num, den| Share { num: Count::from(num), den };
        Some(RackLoss {
            all_in_one: share(in_one, Count::from(all)),
            two_or_more: share(all - all_apart(racks, copies)?, Count::from(all)),
            lost: share(in_one, a_rack_fails),
            majority_lost: share(majority_lost, a_rack_fails),
        })
    }
}

fn sum(racks: &[u32], of: impl Fn(u32) -> Option<u128>) -> Option<u128> {
    racks.iter().try_fold(0_u128, |sum, rack| sum.checked_add(of(*rack)?))
}

/// Ways to place the copies of which more than the tolerated minority stand in this rack.
fn leaves_no_majority(nodes: u64, rack: u32, copies: u32) -> Option<u128> {
    let least_in_rack = copies - copies / 2;
    (least_in_rack..=copies.min(rack)).try_fold(0_u128, |ways, inside| {
        let outside = choose(nodes - u64::from(rack), copies - inside)?;
        ways.checked_add(choose(rack.into(), inside)?.checked_mul(outside)?)
    })
}

/// Ways to place the copies in a rack each: the sum of the products of the sizes of as many racks.
fn all_apart(racks: &[u32], copies: u32) -> Option<u128> {
    let mut ways: Vec<u128> = vec![0; copies as usize + 1];
    ways[0] = 1;
    for rack in racks {
        for placed in (1..ways.len()).rev() {
            let here = ways[placed - 1].checked_mul((*rack).into())?;
            ways[placed] = ways[placed].checked_add(here)?;
        }
    }
    ways.pop()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every placement in turn, as bits of nodes.
    fn by_hand(racks: &[u32], copies: u32) -> RackLoss {
        let rack_of: Vec<usize> =
            racks.iter().enumerate().flat_map(|(rack, n)| vec![rack; *n as usize]).collect();
        let (mut all, mut in_one, mut two, mut majority) = (0, 0, 0, 0);
        for set in (0..1_u32 << rack_of.len()).filter(|set| set.count_ones() == copies) {
            let mut inside = vec![0; racks.len()];
            for (node, rack) in rack_of.iter().enumerate() {
                inside[*rack] += set >> node & 1;
            }
            all += 1;
            in_one += u64::from(inside.contains(&copies));
            two += u64::from(inside.iter().any(|n| *n >= 2));
            majority += inside.iter().filter(|n| copies - **n < copies / 2 + 1).count() as u64;
        }
        RackLoss {
            all_in_one: Share::of(in_one, all),
            two_or_more: Share::of(two, all),
            lost: Share::of(in_one, all * racks.len() as u64),
            majority_lost: Share::of(majority, all * racks.len() as u64),
        }
    }

    #[test]
    fn every_share_is_that_of_all_placements() {
        let racks: [&[u32]; 7] = [&[3], &[2, 2, 2], &[1, 2, 3], &[4, 4], &[1, 1, 1, 1], &[5, 1], &[0, 3, 2]];
        for racks in racks {
            for copies in 2..=racks.iter().sum::<u32>() {
                assert_eq!(
                    RackLoss::new(racks, copies),
                    Some(by_hand(racks, copies)),
                    "{copies} on {racks:?}"
                );
            }
        }
    }

    #[test]
    fn what_cannot_be_placed_or_told_has_no_share() {
        assert_eq!(
            (RackLoss::new(&[2, 2], 5), RackLoss::new(&[2], 0), RackLoss::new(&[], 1)),
            (None, None, None)
        );
        assert_eq!(RackLoss::new(&[500, 500], 500), None);
        assert!(RackLoss::new(&[100; 10], 12).is_some());
    }
}
