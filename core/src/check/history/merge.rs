use super::History;
use alloc::vec::Vec;

/// One order of orders of single keys.
///
/// Each operation has an instant: the latest start up to it in its own order. That is no later than its own end, since
/// nothing before it began after that; so sorting by these instants breaks neither an order nor time.
pub(super) fn merged(history: &History, orders: &[Vec<u32>]) -> Vec<u32> {
    let mut all: Vec<(u64, u32)> = Vec::new();
    for order in orders {
        let mut instant = 0;
        for at in order {
            let start = history.operations().get(*at as usize).map_or(0, |operation| operation.start);
            instant = start.max(instant);
            all.push((instant, *at));
        }
    }
    crate::base::sort_by_key(&mut all, |(instant, _)| (*instant, 0));
    all.into_iter().map(|(_, at)| at).collect()
}
