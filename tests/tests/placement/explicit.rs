//! Tables that somebody gives.

use crate::topologies::topology;
use quorate_core::placement::{Copies, Explicit, Placement, PlacementError, Table};

fn placed(rows: &[&[u32]]) -> Result<Table, PlacementError> {
    let mut table = Table::default();
    for row in rows {
        table.push(row);
    }
    let result = Explicit::new(table.clone()).place(&topology(&[(1, 1), (1, 2), (2, 1)]), &Copies::AsPlaced);
    assert!(result.as_ref().is_err() || result.as_ref() == Ok(&table));
    result
}

#[test]
fn a_table_is_taken_as_it_is_or_refused_with_the_first_partition_that_cannot_be() {
    assert_eq!(placed(&[&[2, 0], &[1], &[0, 1, 2], &[2]]).map(|table| table.len()), Ok(4));
    assert_eq!(placed(&[&[0], &[]]).map(|table| table.len()), Ok(2), "lost, but still a partition");
    assert_eq!(placed(&[&[0], &[1, 3]]), Err(PlacementError::NoSuchNode { partition: 2 }));
    assert_eq!(placed(&[&[0], &[1], &[2, 0, 2]]), Err(PlacementError::NodeTwice { partition: 3 }));
    assert_eq!(placed(&[]).map(|table| table.len()), Ok(0));
}
