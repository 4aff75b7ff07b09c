use crate::{
    base::PartitionId,
    trace::{Operation, Texts, Topic, Trace, What},
};
use alloc::vec::Vec;

/// How many bytes the entries of one log have, as sums from the first on.
///
/// A trace tells the size of a message and not of each entry: where one carried several, each has an equal share. Of an entry
/// that was never shipped the bytes of key and value count. Where a position was written anew after a failover, it keeps the
/// size that it had first.
#[derive(Debug)]
pub(super) struct Sizes {
    /// The bytes up to and with each position; 0 of position 0.
    sums: Vec<u64>,
}

impl Sizes {
    pub(super) fn of(trace: &Trace, partition: PartitionId) -> Self {
        let mut each = shipped(trace, partition);
        for event in &trace.events {
            if let What::Accepted { partition: of, position, op, .. } = event.what
                && of == partition
                && let Some(at) = (position as usize).checked_sub(1)
            {
                grow(&mut each, at + 1);
                each[at].get_or_insert_with(|| of_texts(trace.operation(op), &trace.texts));
            }
        }
        let mut sums = Vec::with_capacity(each.len() + 1);
        let mut sum = 0;
        sums.push(sum);
        for size in each {
            sum += size.unwrap_or(0);
            sums.push(sum);
        }
        Sizes { sums }
    }

    /// The bytes of all entries after a position up to and with another.
    pub(super) fn between(&self, after: u64, up_to: u64) -> u64 {
        self.up_to(up_to).saturating_sub(self.up_to(after))
    }

    fn up_to(&self, position: u64) -> u64 {
        let last = self.sums.len() - 1;
        self.sums[(position as usize).min(last)]
    }
}

/// The sizes of entries that messages carried, by position.
fn shipped(trace: &Trace, partition: PartitionId) -> Vec<Option<u64>> {
    let mut each: Vec<Option<u64>> = Vec::new();
    // All positions up to here are known: what is shipped again need not be walked again.
    let mut known = 0;
    for message in trace.messages.iter().filter(|it| it.topic == Topic::Entries && it.partition == partition)
    {
        let [first, last] = message.positions;
        if first == 0 || last < first || last <= known {
            continue;
        }
        let size = u64::from(message.bytes) / (last - first + 1);
        grow(&mut each, last as usize);
        for position in first.max(known + 1)..=last {
            each[position as usize - 1].get_or_insert(size);
        }
        if first <= known + 1 {
            known = last;
        }
    }
    each
}

fn grow(each: &mut Vec<Option<u64>>, length: usize) {
    if each.len() < length {
        each.resize(length, None);
    }
}

fn of_texts(op: &Operation, texts: &Texts) -> u64 {
    let value = op.value.map_or(0, |value| texts.get(value).len());
    (texts.get(op.key).len() + value) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::sample::{P1, story};

    #[test]
    fn entries_share_the_bytes_of_their_message_and_others_have_those_of_their_texts() {
        let mut story = story(1, 2);
        for position in 1..=5 {
            let op = story.put(0, "key", "value");
            story.accepts(0, 1, position, op);
        }
        story.ships(2, [1, 2], 101);
        story.ships(2, [1, 3], 900);
        story.ships(2, [5, 4], 77);
        let sizes = Sizes::of(&story.trace, P1);
        assert_eq!(
            [(0, 2), (2, 3), (3, 5), (0, 99), (4, 2)].map(|(from, to)| sizes.between(from, to)),
            [100, 300, 16, 416, 0]
        );
    }
}
