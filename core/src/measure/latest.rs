use crate::{
    base::{IdMap, sort_by_key},
    trace::OpAt,
};
use alloc::vec::Vec;

/// Of what had ended by an instant, what began last: group by group, each asked in logarithmic time.
#[derive(Clone, Debug)]
pub struct Latest<K>(IdMap<Vec<Ended>, K>);

/// When something ended and began, ns, and which operation it is.
#[derive(Clone, Copy, Debug)]
struct Ended {
    end_ns: u64,
    start_ns: u64,
    op: OpAt,
}

impl<K: Copy + Ord> Latest<K> {
    /// Of all these: the group, when it ended, when it began, which it is.
    pub fn new(all: impl Iterator<Item = (K, u64, u64, OpAt)>) -> Self {
        let mut groups: IdMap<Vec<Ended>, K> = IdMap::default();
        for (group, end_ns, start_ns, op) in all {
            groups.get_or_default(group).push(Ended { end_ns, start_ns, op });
        }
        let keys: Vec<K> = groups.ids().collect();
        for key in keys {
            let ended = groups.get_or_default(key);
            sort_by_key(ended, |one| (one.end_ns, one.start_ns));
            let mut best: Option<Ended> = None;
            for one in ended {
                let last = best.filter(|best| best.start_ns > one.start_ns).unwrap_or(*one);
                best = Some(last);
                *one = Ended { end_ns: one.end_ns, ..last };
            }
        }
        Latest(groups)
    }

    /// What began last among what ended before an instant, ns, and when it began.
    pub fn before(&self, group: K, ns: u64) -> Option<(OpAt, u64)> {
        let ended = self.0.get(group)?;
        let last = ended.get(ended.partition_point(|one| one.end_ns < ns).checked_sub(1)?)?;
        Some((last.op, last.start_ns))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_what_has_ended_that_which_began_last_is_found() {
        let all = [(1_u8, 10, 2, OpAt(0)), (1, 20, 1, OpAt(1)), (1, 30, 15, OpAt(2)), (2, 5, 0, OpAt(3))];
        let latest = Latest::new(all.into_iter());
        let before = |group, ns| latest.before(group, ns).map(|(op, _)| op.0);
        assert_eq!(
            [before(1, 10), before(1, 11), before(1, 21), before(1, 31)],
            [None, Some(0), Some(0), Some(2)]
        );
        assert_eq!([before(2, 99), before(3, 99)], [Some(3), None]);
    }
}
