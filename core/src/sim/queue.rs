use alloc::vec::Vec;

/// What is due, earliest first; of one instant, in the order in which it was put in.
///
/// A heap in which each key has four below it: half as deep as with two, and the four lie together in memory. Only keys
/// move in it; what is due lies still.
#[derive(Clone, Debug)]
pub struct Queue<T> {
    /// No key is before the one above it, which is at (its place − 1) / 4.
    heap: Vec<Key>,
    /// What is due, by the slots of keys; slots are used again.
    slots: Vec<Option<T>>,
    free: Vec<u32>,
    /// How many were put in so far: this orders those of one instant.
    count: u64,
}

/// When, how many were put in before, and the slot: in one number, so that one comparison orders two. No two are alike.
type Key = u128;

/// Keys right below one key.
const BELOW: usize = 4;
/// Bits of a slot, and with it of how many were put in before.
const SLOT_BITS: u32 = 28;
const LOW_BITS: u32 = 64;

const fn at_ns(key: Key) -> u64 {
    (key >> LOW_BITS) as u64
}

const fn slot(key: Key) -> usize {
    (key as u32 & ((1 << SLOT_BITS) - 1)) as usize
}

impl<T> Default for Queue<T> {
    fn default() -> Self {
        Queue { heap: Vec::new(), slots: Vec::new(), free: Vec::new(), count: 0 }
    }
}

impl<T> Queue<T> {
    /// Puts something in.
    ///
    /// # Panics
    /// If more are in it, or were put in, than a key has bits for: 2^28 and 2^36, beyond what a run's steps can bring.
    pub fn push(&mut self, at_ns: u64, due: T) {
        let slot = if let Some(slot) = self.free.pop() {
            self.slots[slot as usize] = Some(due);
            slot
        } else {
            self.slots.push(Some(due));
            self.slots.len() as u32 - 1
        };
        assert!(
            slot >> SLOT_BITS == 0 && self.count >> (LOW_BITS - SLOT_BITS) == 0,
            "broken: a queue has limits"
        );
        let key = Key::from(at_ns) << LOW_BITS | Key::from(self.count << SLOT_BITS | u64::from(slot));
        self.count += 1;
        self.heap.push(key);
        self.rise(key);
    }

    /// When the next is due.
    pub fn next_ns(&self) -> Option<u64> {
        self.heap.first().map(|key| at_ns(*key))
    }

    /// Takes out what is due next.
    pub fn pop(&mut self) -> Option<(u64, T)> {
        let last = self.heap.pop()?;
        let key = match self.heap.first().copied() {
            Some(first) => {
                self.sink(last);
                first
            }
            None => last,
        };
        self.free.push(slot(key) as u32);
        let due = self.slots[slot(key)].take()?;
        Some((at_ns(key), due))
    }

    /// How many are in it.
    pub fn len(&self) -> usize {
        self.heap.len()
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.heap.is_empty()
    }

    /// Brings the key at the last place to where it belongs.
    fn rise(&mut self, key: Key) {
        let mut at = self.heap.len() - 1;
        while at > 0 {
            let above = (at - 1) / BELOW;
            if self.heap[above] < key {
                break;
            }
            self.heap[at] = self.heap[above];
            at = above;
        }
        self.heap[at] = key;
    }

    /// Puts a key in place of the first, and brings it to where it belongs.
    fn sink(&mut self, key: Key) {
        let mut at = 0;
        loop {
            let first = at * BELOW + 1;
            let (least, place) = match self.heap.get(first..) {
                Some([a, b, c, d, ..]) => {
                    // Two pairs and then a final: each is a choice and no jump, which could not be foreseen.
                    let left = lesser((*a, first), (*b, first + 1));
                    let right = lesser((*c, first + 2), (*d, first + 3));
                    lesser(left, right)
                }
                Some([a, rest @ ..]) => (first + 1..)
                    .zip(rest)
                    .fold((*a, first), |least, (place, key)| lesser(least, (*key, place))),
                _ => break,
            };
            if key < least {
                break;
            }
            self.heap[at] = least;
            at = place;
        }
        self.heap[at] = key;
    }
}

const fn lesser(one: (Key, usize), other: (Key, usize)) -> (Key, usize) {
    if other.0 < one.0 { other } else { one }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Random;
    use alloc::{vec, vec::Vec};

    #[test]
    fn the_earliest_comes_out_first_and_ties_in_the_order_put_in() {
        let mut queue = Queue::default();
        for (at, due) in [(5, 'a'), (3, 'b'), (5, 'c'), (3, 'd'), (4, 'e')] {
            queue.push(at, due);
        }
        let out: Vec<char> = core::iter::from_fn(|| queue.pop()).map(|(_, due)| due).collect();
        assert_eq!(out, vec!['b', 'd', 'e', 'a', 'c']);
    }

    #[test]
    fn what_comes_out_is_what_a_list_sorted_anew_each_time_would_give() {
        let mut random = Random::new(1, "queue");
        let (mut queue, mut list) = (Queue::default(), Vec::new());
        for number in 0..20_000_u32 {
            // It grows, then shrinks.
            if random.below(20_000) > number {
                let at_ns = u64::from(random.below(500));
                queue.push(at_ns, number);
                list.push((at_ns, number));
            } else {
                let least = list.iter().copied().min();
                list.retain(|one| Some(*one) != least);
                assert_eq!(queue.next_ns(), least.map(|(at_ns, _)| at_ns));
                assert_eq!(queue.pop(), least);
            }
            assert_eq!((queue.len(), queue.is_empty()), (list.len(), list.is_empty()));
        }
        assert!(queue.slots.len() < 6_000, "places are used again: {}", queue.slots.len());
    }
}
