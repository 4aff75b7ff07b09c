//! What is said of two levels: whether a read meets the write before it, and how many copies may be off.

use super::{counted, several};
use quorate_core::quorum::{Level, Overlap, Reach};

/// What is asked: copies by data centre, and at which levels.
pub struct Asked<'a> {
    /// The copies of each data centre.
    pub copies: &'a [u32],
    /// Their names; none where data centres play no part.
    pub names: &'a [&'a str],
    /// The level of reads.
    pub read: Level,
    /// The level of writes.
    pub write: Level,
}

/// "RF 3, read ALL, write QUORUM: every read meets the last write in at least 2 copies; reads tolerate no copy off,
/// writes 1."
pub fn sentence(asked: &Asked<'_>, reach: &Reach, [reads, writes]: [Option<u32>; 2]) -> String {
    // Whoever reads from Kafka asks the leader, which has all that acks=all confirmed.
    let read = match asked.read {
        Level::AcksAll { .. } => "from the leader",
        read => read.label(),
    };
    let write = asked.write.label();
    format!(
        "{}, read {read}, write {write}: {}; {}.",
        factor(asked),
        meeting(asked, reach, [reads, writes]),
        tolerance(reads, writes)
    )
}

/// "RF 3", "RF 3 in d1 and 2 in d2"
fn factor(asked: &Asked<'_>) -> String {
    const LISTED: usize = 4;
    let total: u32 = asked.copies.iter().sum();
    match asked.names.len() {
        0 => format!("RF {}", counted(total.into())),
        dcs if dcs > LISTED => format!("RF {} over {dcs} data centres", counted(total.into())),
        _ => {
            let each = asked.names.iter().zip(asked.copies);
            let each: Vec<String> = each
                .map(|(name, copies)| format!("{} in {}", counted((*copies).into()), super::short(name)))
                .collect();
            format!("RF {}", super::list(&each))
        }
    }
}

/// Whether reads meet writes, and from where.
fn meeting(asked: &Asked<'_>, reach: &Reach, tolerated: [Option<u32>; 2]) -> String {
    let meets = |overlap: &Overlap| {
        format!(
            "every read meets the last write in at least {}",
            several(overlap.common as u32, "copy", "copies")
        )
    };
    if tolerated.contains(&None) {
        return "no read meets a write".into();
    }
    let is_several = asked.copies.iter().filter(|copies| **copies > 0).count() > 1;
    match (reach.in_one_dc.is_strong, reach.anywhere.is_strong) {
        (_, true) if is_several => format!("{}, from any data centre", meets(&reach.anywhere)),
        (_, true) => meets(&reach.anywhere),
        (true, false) => {
            format!("within one data centre {}, from another it may miss it", meets(&reach.in_one_dc))
        }
        (false, false) if is_several => "a read may miss the last write, even within one data centre".into(),
        (false, false) => "a read may miss the last write".into(),
    }
}

/// "reads tolerate no copy off, writes 1"
fn tolerance(reads: Option<u32>, writes: Option<u32>) -> String {
    let copies = |count: u32| match count {
        0 => "no copy".into(),
        count => several(count, "copy", "copies"),
    };
    match (reads, writes) {
        (None, None) => "neither reads nor writes are ever answered".into(),
        (None, Some(writes)) => format!("reads are never answered, writes tolerate {} off", copies(writes)),
        (Some(reads), None) => format!("reads tolerate {} off, writes are never answered", copies(reads)),
        (Some(reads), Some(0)) => format!("reads tolerate {} off, writes none", copies(reads)),
        (Some(reads), Some(writes)) => {
            format!("reads tolerate {} off, writes {}", copies(reads), counted(writes.into()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Level::{All, Any, LocalQuorum, One, Quorum, Three};

    fn said(copies: &[u32], names: &[&str], read: Level, write: Level) -> String {
        let reach = Reach::new(copies, read, write).unwrap();
        let tolerates = [reach.anywhere.tolerates_read, reach.anywhere.tolerates_write];
        sentence(&Asked { copies, names, read, write }, &reach, tolerates)
    }

    #[test]
    fn a_sentence_says_what_meets_what_and_what_may_be_off() {
        assert_eq!(
            said(&[3], &[], One, Quorum),
            "RF 3, read ONE, write QUORUM: a read may miss the last write; reads tolerate 2 copies off, writes 1."
        );
        assert_eq!(
            said(&[2], &[], Three, All),
            "RF 2, read THREE, write ALL: no read meets a write; reads are never answered, writes tolerate no copy off."
        );
        assert!(said(&[3], &[], Any, One).contains("reads are never answered"));
    }

    #[test]
    fn several_data_centres_are_told_apart() {
        let local = said(&[3, 3], &["d1", "d2"], LocalQuorum(0), LocalQuorum(0));
        assert!(local.starts_with("RF 3 in d1 and 3 in d2, read LOCAL_QUORUM, write LOCAL_QUORUM: within one data centre every read meets the last write in at least 1 copy, from another it may miss it"), "{local}");
        let quorum = said(&[3, 3], &["d1", "d2"], Quorum, Quorum);
        assert!(quorum.contains("in at least 2 copies, from any data centre"), "{quorum}");
    }
}
