use super::Quorum;
use alloc::vec::Vec;

/// On which side a replica stands: whether it acknowledged the write, and whether the read asks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Side {
    /// It has the write.
    pub has_write: bool,
    /// It answers the read.
    pub is_read: bool,
}

impl Side {
    /// Whether it is in both sets.
    pub const fn is_common(self) -> bool {
        self.has_write && self.is_read
    }
}

impl Quorum {
    /// The worst case, by place: a write set and a read set that have as few replicas in common as any two can.
    ///
    /// The write takes the first w places and the read the last r, so that what they have in common, or what neither reaches,
    /// lies in the middle.
    pub fn worst(self) -> Vec<Side> {
        let from = self.n() - self.r();
        (0..self.n()).map(|place| Side { has_write: place < self.w(), is_read: place >= from }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_case_is_a_write_set_and_a_read_set_with_the_least_overlap() {
        for n in 1..=9 {
            for w in 1..=n {
                for r in 1..=n {
                    let quorum = Quorum::new(n, w, r).expect("a quorum");
                    let sides = quorum.worst();
                    let count =
                        |is: &dyn Fn(&Side) -> bool| sides.iter().filter(|side| is(side)).count() as u32;
                    assert_eq!((sides.len() as u32, count(&|side| side.has_write)), (n, w));
                    assert_eq!(count(&|side| side.is_read), r);
                    assert_eq!(count(&|side| side.is_common()), quorum.overlap());
                    assert_eq!(count(&|side| !side.has_write && !side.is_read), quorum.outside());
                }
            }
        }
    }
}
