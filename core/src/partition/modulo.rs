//! Hash mod N: the node of a value is the value mod the number of nodes, in list order. Copies go to the nodes after it
//! in the list. It knows no tokens and no weights.
//!
//! Every count here is exact though no value is looked at: the values are a run of consecutive integers, so what holds
//! for one period holds for all whole periods, and by the Chinese remainder theorem a period of lcm(N, M) values
//! meets each pair of places (i, j) with i ≡ j mod gcd(N, M) exactly once.

use super::Scheme;
use crate::{
    base::{Count, IdMap, NodeId, Share},
    hash::{HashFn, HashValue},
};
use alloc::vec::Vec;

/// Nodes that share values by their remainder.
#[derive(Clone, Debug)]
pub struct Modulo {
    function: HashFn,
    nodes: Vec<NodeId>,
}

impl Modulo {
    /// Hash mod the number of `nodes`.
    pub fn new(function: HashFn, nodes: Vec<NodeId>) -> Self {
        Modulo { function, nodes }
    }

    /// The exact share of the values whose first `rf` replicas, in order, differ after the change to `after`: with an
    /// `rf` of 1, whose owner does. Both must use the same function; an empty cluster moves nothing.
    pub fn moved(&self, after: &Modulo, rf: usize) -> Share {
        let bits = self.function.residue_bits();
        let space = Count::space(bits);
        if self.nodes.is_empty() || after.nodes.is_empty() {
            return Share { num: Count::ZERO, den: space };
        }
        let (n, m) = (self.nodes.len() as u64, after.nodes.len() as u64);
        let period = n / gcd(n, m) * m;
        let (periods, rest) = space.divided(period);
        let first = self.function.least_residue(period);
        let (mut stay, mut stay_in_rest) = (0_u64, 0_u64);
        let mut places_after: IdMap<u64> = IdMap::default();
        for (place, node) in (0..).zip(&after.nodes) {
            places_after.insert(*node, place);
        }
        for (i, node) in (0..).zip(&self.nodes) {
            let Some(j) = places_after.get(*node).copied() else { continue };
            let Some(meeting) = common_remainder(i, n, j, m) else { continue };
            if self.list(i, rf).eq(after.list(j, rf)) {
                stay += 1;
                stay_in_rest += u64::from((meeting + period - first) % period < rest);
            }
        }
        let stays = periods.times(stay) + Count::from(u128::from(stay_in_rest));
        Share { num: space - stays, den: space }
    }

    /// The first `rf` nodes from a place on.
    fn list(&self, place: u64, rf: usize) -> impl Iterator<Item = NodeId> {
        let n = self.nodes.len();
        self.nodes.iter().copied().cycle().skip(place as usize % n.max(1)).take(rf.min(n))
    }
}

impl Scheme for Modulo {
    type Reads<'a> = HashValue;

    fn nodes(&self) -> Vec<NodeId> {
        self.nodes.clone()
    }

    fn replicas(&self, value: HashValue, rf: usize, replicas: &mut Vec<NodeId>) {
        let place = self.function.residue(value, self.nodes.len() as u32);
        replicas.clear();
        replicas.extend(self.list(u64::from(place), rf));
    }

    fn ownership(&self) -> Vec<Share> {
        let space = Count::space(self.function.residue_bits());
        let n = self.nodes.len() as u64;
        let (whole, rest) = space.divided(n);
        let first = self.function.least_residue(n.max(1));
        let extra = |place: u64| Count::from(u128::from((place + n - first) % n < rest));
        (0..n).map(|place| Share { num: whole + extra(place), den: space }).collect()
    }
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// The one number below lcm(n, m) that leaves i mod n and j mod m, if there is one.
fn common_remainder(i: u64, n: u64, j: u64, m: u64) -> Option<u64> {
    let divisor = gcd(n, m);
    if i % divisor != j % divisor {
        return None;
    }
    let (n_part, m_part) = (u128::from(n / divisor), u128::from(m / divisor));
    // i + n·k ≡ j mod m, so k ≡ (j − i)/g · (n/g)⁻¹ mod m/g.
    let difference = (u128::from(j) + u128::from(m) * (u128::from(i / m) + 1) - u128::from(i))
        / u128::from(divisor)
        % m_part;
    let steps = difference * inverse(n_part % m_part, m_part) % m_part;
    Some(i + (steps * u128::from(n)) as u64)
}

/// The inverse of `a` mod `m`, which are coprime, by Euclid's algorithm.
fn inverse(a: u128, m: u128) -> u128 {
    let (mut r0, mut r1) = (m.cast_signed(), a.cast_signed());
    let (mut t0, mut t1) = (0_i128, 1_i128);
    while r1 != 0 {
        let quotient = r0 / r1;
        (r0, r1) = (r1, r0 - quotient * r1);
        (t0, t1) = (t1, t0 - quotient * t1);
    }
    t0.rem_euclid(m.cast_signed()).cast_unsigned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Point;

    fn cluster(function: HashFn, ids: &[u32]) -> Modulo {
        Modulo::new(function, ids.iter().copied().map(NodeId).collect())
    }

    #[test]
    fn mod_n_moves_three_of_four_keys() {
        for function in HashFn::ALL {
            let moved = cluster(function, &[1, 2, 3]).moved(&cluster(function, &[1, 2, 3, 4]), 1);
            assert!((moved.approx() - 0.75).abs() < 1e-4, "{function:?}: {moved:?}");
        }
        let moved = cluster(HashFn::Md5, &[1, 2]).moved(&cluster(HashFn::Md5, &[1, 2, 3, 4]), 1);
        assert_eq!(moved.num, Count::power_of_two(127), "half of all move when N doubles");
    }

    #[test]
    fn counts_equal_those_of_every_single_value() {
        let ids: [&[u32]; 6] =
            [&[1], &[1, 2, 3], &[3, 2, 1], &[1, 3, 4, 5], &[6, 5, 4, 3, 2, 1], &[1, 2, 3, 4, 5, 6, 7, 8, 9]];
        let space = 1_u64 << 16;
        for before in ids {
            let before = cluster(HashFn::Crc16, before);
            let mut owned: Vec<u64> = before.nodes.iter().map(|_| 0).collect();
            for value in 0..space {
                owned[(value % before.nodes.len() as u64) as usize] += 1;
            }
            let shares: Vec<Share> = before.ownership();
            assert!(
                owned.iter().zip(&shares).all(|(count, share)| Count::from(u128::from(*count)) == share.num)
            );
            for after in ids.map(|ids| cluster(HashFn::Crc16, ids)) {
                for rf in [1, 2, 5] {
                    let (mut here, mut there) = (Vec::new(), Vec::new());
                    let moved = (0..space).filter(|value| {
                        let value = HashValue::from_point(Point(u128::from(*value) << 112));
                        before.replicas(value, rf, &mut here);
                        after.replicas(value, rf, &mut there);
                        here != there
                    });
                    assert_eq!(Count::from(moved.count() as u128), before.moved(&after, rf).num);
                }
            }
        }
    }

    #[test]
    fn signed_values_begin_at_their_least() {
        // −2³¹ mod 7 is 5, so of the 2³¹·2 = 7·613566756 + 4 values the nodes at 5, 6, 0 and 1 own one more.
        let shares = cluster(HashFn::JavaString, &[0, 1, 2, 3, 4, 5, 6]).ownership();
        let more: Vec<usize> = (0..7).filter(|at| shares[*at].num == Count::from(613_566_757)).collect();
        assert_eq!(more, [0, 1, 5, 6]);
    }
}
