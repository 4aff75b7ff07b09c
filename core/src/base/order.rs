//! Sorting that is small in the wasm: the sort of the standard library is kilobytes for each type that is sorted, so it is
//! called where numbers are sorted, and what else there is goes by numbers.

use super::radix;
use alloc::vec::Vec;
use core::{cmp::Ordering, mem};

/// Sorts a few items, or many that are nearly in order: an insertion sort.
pub fn sort_few<T: Ord>(items: &mut [T]) {
    for end in 1..items.len() {
        let mut at = end;
        while at > 0 && items[at] < items[at - 1] {
            items.swap(at, at - 1);
            at -= 1;
        }
    }
}

/// Sorts many numbers.
pub fn sort_numbers(numbers: &mut [u64]) {
    if numbers.len() >= radix::MANY && !numbers.is_sorted() {
        return radix::sort(numbers);
    }
    numbers.sort_unstable();
}

/// Sorts places in a list by what stands there.
pub fn sort_places(places: &mut [u32], compare: &dyn Fn(usize, usize) -> Ordering) {
    places.sort_unstable_by(|a, b| compare(*a as usize, *b as usize));
}

/// Sorts many items by two numbers of each; those that have the same stay in their order.
pub fn sort_by_key<T>(items: &mut Vec<T>, key: impl Fn(&T) -> (u64, u64)) {
    let mut order: Vec<Placed> = items.iter().enumerate().map(|(at, item)| (key(item), at as u32)).collect();
    if !sort_placed(&mut order) {
        return;
    }
    let mut old: Vec<Option<T>> = mem::take(items).into_iter().map(Some).collect();
    items.extend(order.iter().filter_map(|(_, at)| old.get_mut(*at as usize)?.take()));
}

/// The key of an item and its place.
type Placed = ((u64, u64), u32);

/// Sorts, and says whether that changed anything.
fn sort_placed(order: &mut [Placed]) -> bool {
    let is_mixed = !order.is_sorted();
    if is_mixed {
        order.sort_unstable();
    }
    is_mixed
}

/// Each item once, in order: for many items of which few differ.
pub fn distinct<T: Ord>(items: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut found = Vec::new();
    for item in items {
        if let Err(place) = found.binary_search(&item) {
            found.insert(place, item);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_of_a_few_items_is_sorted() {
        for mixed in 0..256_u32 {
            let mut items = [mixed % 4, mixed / 4 % 4, mixed / 16 % 4, mixed / 64];
            let mut sorted = items;
            sorted.sort_unstable();
            sort_few(&mut items);
            assert_eq!(items, sorted);
        }
    }

    #[test]
    fn items_of_one_key_stay_in_their_order() {
        let mixed = (0..1_000_u64).map(|at| (at * 7_919 % 10, at * 104_729 % 3, at));
        let mut items: Vec<_> = mixed.collect();
        let mut sorted = items.clone();
        sorted.sort_by_key(|(first, second, _)| (*first, *second));
        sort_by_key(&mut items, |(first, second, _)| (*first, *second));
        assert_eq!(items, sorted);
    }

    #[test]
    fn what_differs_is_found_once_and_in_order() {
        assert_eq!(distinct([3, 1, 3, 2, 1]), [1, 2, 3]);
        assert_eq!(distinct::<u8>([]), []);
    }
}
