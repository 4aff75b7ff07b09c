//! Whether a read meets the write before it: in how many replicas any answer to the one and any answer to the other have
//! in common, at least. Gifford, Weighted Voting for Replicated Data (SOSP 1979); Dynamo (SOSP 2007), section 4.5.

use super::{Group, Level, Need, Operation};
use crate::placement::Copies;
use alloc::vec::Vec;

/// What reads at one level and writes at another have in common, for a client that stands still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// Replicas that answer a read, at least. None if reads are refused or can never be answered.
    pub reads: Option<u32>,
    /// Replicas that acknowledge a write, at least: none at all for ANY. None if there are never so many.
    pub writes: Option<u32>,
    /// r + w − rf where that is not above 0, else the replicas that any read and any write surely have in common. 0 where
    /// one of them is never answered.
    pub common: i32,
    /// Whether a read that is answered has met every write that was acknowledged before it.
    pub is_strong: bool,
    /// How many replicas may be off, whichever they are, with reads still answered.
    pub tolerates_read: Option<u32>,
    /// The same of writes. ANY needs no replica, but some node of the cluster.
    pub tolerates_write: Option<u32>,
}

impl Overlap {
    /// Of one data centre with `rf` copies.
    pub fn of(rf: u32, read: Level, write: Level) -> Self {
        Overlap::per_dc(&[rf], read, write)
    }

    /// Of data centres with so many copies each. Local levels name that of their client by its place.
    pub fn per_dc(copies: &[u32], read: Level, write: Level) -> Self {
        let reads = Answers::new(copies, read, Operation::Read);
        let writes = Answers::new(copies, write, Operation::Write);
        let met = reads.as_ref().zip(writes.as_ref());
        let common = met.map_or(0, |(reads, writes)| reads.common(writes, copies));
        // Kafka's reads and its acknowledged writes all pass through the leader, however few replicas are in sync.
        let is_led = matches!((read, write), (Level::AcksAll { .. }, Level::AcksAll { .. }));
        let common = if is_led && met.is_some() { common.max(1) } else { common };
        Overlap {
            common,
            is_strong: common > 0,
            tolerates_read: reads.as_ref().map(|answers| answers.tolerates),
            tolerates_write: writes.as_ref().map(|answers| answers.tolerates),
            reads: reads.map(|answers| answers.count()),
            writes: writes.map(|answers| answers.count()),
        }
    }
}

/// The weakest overlap over where clients stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// Where a reader stands in the data centre of the writer, whichever that is.
    pub in_one_dc: Overlap,
    /// Wherever both stand.
    pub anywhere: Overlap,
}

impl Reach {
    /// Of data centres with so many copies each; clients stand only where copies are. None if there are none anywhere.
    pub fn new(copies: &[u32], read: Level, write: Level) -> Option<Self> {
        let dcs: Vec<u32> = (0..).zip(copies).filter(|(_, copies)| **copies > 0).map(|(dc, _)| dc).collect();
        let of = |(reader, writer): (u32, u32)| Overlap::per_dc(copies, read.at(reader), write.at(writer));
        let everywhere = dcs.iter().flat_map(|reader| dcs.iter().map(|writer| (*reader, *writer)));
        Some(Reach {
            in_one_dc: dcs.iter().map(|dc| of((*dc, *dc))).min_by_key(|overlap| overlap.common)?,
            anywhere: everywhere.map(of).min_by_key(|overlap| overlap.common)?,
        })
    }
}

/// The least that answers an operation, which can be answered.
struct Answers {
    /// Of replicas only: a group that the overlap does not know, the cluster, counts none.
    needs: Vec<Need>,
    tolerates: u32,
}

impl Answers {
    fn new(copies: &[u32], level: Level, operation: Operation) -> Option<Self> {
        let placed: Vec<(u32, u32)> = (0..).zip(copies.iter().copied()).collect();
        let mut needs = level.needs(operation, &Copies::PerDc(copies.to_vec()), &placed)?;
        needs.retain(|need| need.group != Group::Cluster);
        let spare = needs.iter().map(|need| size(need.group, copies).checked_sub(need.count));
        let spare: Option<Vec<u32>> = spare.collect();
        let tolerates = spare?.into_iter().min().unwrap_or_else(|| size(Group::Replicas, copies));
        Some(Answers { needs, tolerates })
    }

    fn count(&self) -> u32 {
        self.needs.iter().map(|need| need.count).sum()
    }

    /// How many of a data centre answer, if it is asked for some of its own.
    fn of_dc(&self, dc: u32) -> u32 {
        self.needs.iter().find(|need| need.group == Group::Dc(dc)).map_or(0, |need| need.count)
    }

    fn is_per_dc(&self) -> bool {
        self.needs.iter().all(|need| matches!(need.group, Group::Dc(_)))
    }

    /// Replicas in common at least, else how far from any (not above 0). Where one side may choose of all replicas it
    /// fills up what the other leaves first, so all r + w − rf that remain are common. Where both are bound to data
    /// centres, each has an overlap of its own, and one that lacks takes nothing from the others.
    fn common(&self, other: &Answers, copies: &[u32]) -> i32 {
        let sum = self.count() as i32 + other.count() as i32 - size(Group::Replicas, copies) as i32;
        if !(self.is_per_dc() && other.is_per_dc()) {
            return sum;
        }
        let in_dc = |(dc, copies): (u32, &u32)| (self.of_dc(dc) + other.of_dc(dc)).saturating_sub(*copies);
        match (0..).zip(copies).map(in_dc).sum::<u32>() as i32 {
            0 => sum.min(0),
            common => common,
        }
    }
}

fn size(group: Group, copies: &[u32]) -> u32 {
    match group {
        Group::Dc(dc) => copies.get(dc as usize).copied().unwrap_or(0),
        Group::Replicas | Group::Cluster => copies.iter().sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quorum::Operation::{Read, Write};
    use Level::{All, Any, EachQuorum, LocalQuorum, One, Quorum, Three, Two};

    #[test]
    fn reads_meet_writes_where_r_and_w_exceed_rf() {
        for (read, write, common) in
            [(One, One, -1), (One, Quorum, 0), (Quorum, Quorum, 1), (All, Quorum, 2), (One, All, 1)]
        {
            let found = Overlap::of(3, read, write);
            assert_eq!((found.common, found.is_strong), (common, common > 0), "{read:?} and {write:?}");
        }
    }

    #[test]
    fn what_a_level_does_not_wait_for_may_be_off() {
        let found = Overlap::of(5, Two, Quorum);
        assert_eq!((found.tolerates_read, found.tolerates_write), (Some(3), Some(2)));
    }

    #[test]
    fn a_level_that_asks_for_more_than_there_are_is_never_met_and_never_strong() {
        let found = Overlap::of(2, Three, All);
        assert_eq!((found.reads, found.tolerates_read, found.is_strong), (None, None, false));
        assert_eq!((found.writes, found.tolerates_write), (Some(2), Some(0)));
        assert_eq!(Overlap::of(0, One, One).reads, None);
    }

    #[test]
    fn a_write_to_any_may_have_met_no_replica() {
        let found = Overlap::of(3, All, Any);
        assert_eq!((found.writes, found.common, found.is_strong), (Some(0), 0, false));
        assert_eq!(found.tolerates_write, Some(3));
        assert_eq!(Overlap::of(3, Any, All).reads, None, "reads are refused");
    }

    #[test]
    fn kafkas_reader_meets_its_writer_at_the_leader() {
        let level = Level::AcksAll { min_insync: 1 };
        assert_eq!((Overlap::of(3, level, level).common, Overlap::of(3, One, level).common), (1, -1));
    }

    #[test]
    fn local_quorums_are_strong_in_one_data_centre_alone() {
        let reach = Reach::new(&[3, 3], LocalQuorum(0), LocalQuorum(0)).expect("copies");
        assert!(reach.in_one_dc.is_strong && !reach.anywhere.is_strong);
        let reach = Reach::new(&[3, 3], LocalQuorum(0), EachQuorum).expect("copies");
        assert!(reach.anywhere.is_strong);
        let reach = Reach::new(&[3, 2], Quorum, Quorum).expect("copies");
        assert_eq!(reach.anywhere.common, 1);
        assert_eq!(Reach::new(&[0, 0], One, One), None);
    }

    /// All sets of replicas, numbered through all data centres, that answer an operation.
    fn answering(copies: &[u32], level: Level, operation: Operation) -> Vec<u32> {
        let placed: Vec<(u32, u32)> = (0..).zip(copies.iter().copied()).collect();
        let Some(needs) = level.needs(operation, &Copies::PerDc(copies.to_vec()), &placed) else {
            return Vec::new();
        };
        let members = |group| match group {
            Group::Cluster => 0,
            Group::Replicas => (1_u32 << copies.iter().sum::<u32>()) - 1,
            Group::Dc(dc) => {
                let before: u32 = copies[..dc as usize].iter().sum();
                ((1 << copies[dc as usize]) - 1) << before
            }
        };
        let is_answer = |set: &u32| {
            needs.iter().all(|need| {
                need.group == Group::Cluster || (set & members(need.group)).count_ones() >= need.count
            })
        };
        (0..1 << copies.iter().sum::<u32>()).filter(is_answer).collect()
    }

    fn assert_as_by_hand(copies: &[u32], read: Level, write: Level) {
        let (reads, writes) = (answering(copies, read, Read), answering(copies, write, Write));
        let common =
            reads.iter().flat_map(|read| writes.iter().map(move |write| (read & write).count_ones())).min();
        let found = Overlap::per_dc(copies, read, write);
        let what = alloc::format!("{copies:?} {read:?} {write:?}");
        assert_eq!(found.is_strong, common.is_some_and(|common| common > 0), "{what}");
        assert_eq!(found.common.max(0) as u32, common.unwrap_or(0), "{what}");
        assert_eq!(found.reads, reads.iter().map(|set| set.count_ones()).min(), "{what}");
        assert_eq!(found.writes, writes.iter().map(|set| set.count_ones()).min(), "{what}");
        let all: u32 = copies.iter().sum();
        for (answers, tolerates) in [(&reads, found.tolerates_read), (&writes, found.tolerates_write)] {
            let is_survived = |off: u32| {
                (0..1_u32 << all)
                    .filter(|set| set.count_ones() == off)
                    .all(|set| answers.contains(&(!set & ((1 << all) - 1))))
            };
            assert_eq!((0..=all).rev().find(|off| is_survived(*off)), tolerates, "{what}");
        }
    }

    #[test]
    fn every_overlap_is_the_least_over_all_sets_that_may_answer() {
        let clusters: &[&[u32]] =
            &[&[1], &[2], &[3], &[4], &[5], &[1, 1], &[2, 1], &[3, 3], &[2, 3], &[1, 0, 2], &[2, 2, 1]];
        for copies in clusters {
            let mut levels = alloc::vec![One, Two, Three, Quorum, All, Any, EachQuorum, Level::Raft];
            for dc in 0..copies.len() as u32 {
                levels.extend([Level::LocalOne(dc), LocalQuorum(dc)]);
            }
            for read in &levels {
                for write in &levels {
                    assert_as_by_hand(copies, *read, *write);
                }
            }
        }
    }
}
