use alloc::collections::BinaryHeap;
use core::cmp::Ordering;

/// What is due, earliest first; of one instant, in the order in which it was put in.
#[derive(Clone, Debug)]
pub struct Queue<T> {
    heap: BinaryHeap<Entry<T>>,
    /// How many were put in so far: this orders those of one instant.
    count: u64,
}

#[derive(Clone, Debug)]
struct Entry<T> {
    at_ns: u64,
    number: u64,
    due: T,
}

impl<T> Default for Queue<T> {
    fn default() -> Self {
        Queue { heap: BinaryHeap::new(), count: 0 }
    }
}

impl<T> Queue<T> {
    /// Puts something in.
    pub fn push(&mut self, at_ns: u64, due: T) {
        self.heap.push(Entry { at_ns, number: self.count, due });
        self.count += 1;
    }

    /// When the next is due.
    pub fn next_ns(&self) -> Option<u64> {
        self.heap.peek().map(|entry| entry.at_ns)
    }

    /// Takes out what is due next.
    pub fn pop(&mut self) -> Option<(u64, T)> {
        self.heap.pop().map(|entry| (entry.at_ns, entry.due))
    }

    /// How many are in it.
    pub fn len(&self) -> usize {
        self.heap.len()
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.heap.is_empty()
    }
}

impl<T> PartialEq for Entry<T> {
    fn eq(&self, other: &Self) -> bool {
        (self.at_ns, self.number) == (other.at_ns, other.number)
    }
}

impl<T> Eq for Entry<T> {}

impl<T> PartialOrd for Entry<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Entry<T> {
    /// The heap gives out the greatest first: that is the earliest here.
    fn cmp(&self, other: &Self) -> Ordering {
        (other.at_ns, other.number).cmp(&(self.at_ns, self.number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
}
