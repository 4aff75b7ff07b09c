/// Sorts a few items, or many that are nearly in order: an insertion sort. The sort of the standard library is kilobytes
/// for each type that is sorted.
pub fn sort_few<T: Ord>(items: &mut [T]) {
    for end in 1..items.len() {
        let mut at = end;
        while at > 0 && items[at] < items[at - 1] {
            items.swap(at, at - 1);
            at -= 1;
        }
    }
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
}
