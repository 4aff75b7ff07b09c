//! What a client is told that reads several versions.

use crate::base::distinct;
use alloc::{string::String, vec::Vec};

/// Values one after the other, each as it is.
pub(super) fn joined(values: &[&str]) -> String {
    values.join("|")
}

/// The union of the items that `,` parts, each once, in order. Dynamo's cart, section 4.4: what was added is never lost, and
/// what was taken out may come back.
pub(super) fn merged(values: &[&str]) -> String {
    let items = values.iter().flat_map(|value| value.split(',')).filter(|item| !item.is_empty());
    let items: Vec<&str> = distinct(items);
    items.join(",")
}
