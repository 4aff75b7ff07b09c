//! The same facts as tables.

use crate::words::{Sheet, share};
use quorate_core::quorum::{
    Operation::{Read, Write},
    Quorum,
};

/// Every W and R of as many copies, row by row, the first so many.
pub fn matrix_sheet(quorum: Quorum, most: usize) -> Sheet {
    let n = quorum.n();
    let all = (1..=n).flat_map(|w| (1..=n).filter_map(move |r| Quorum::new(n, w, r).ok()));
    let row = |cell: Quorum| {
        vec![
            format!("W={}, R={}", cell.w(), cell.r()),
            cell.overlap().to_string(),
            share(cell.misses()),
            cell.tolerates(Read).to_string(),
            cell.tolerates(Write).to_string(),
        ]
    };
    Sheet {
        heads: &[
            "W and R",
            "Copies in common",
            "Random reads that miss",
            "Off with reads",
            "Off with writes",
        ],
        rows: all.take(most).map(row).collect(),
    }
}

/// The worst case, copy by copy.
pub fn sets_sheet(quorum: Quorum) -> Sheet {
    let yes = |is: bool| if is { "yes" } else { "no" }.to_string();
    let row = |(number, side): (u32, quorate_core::quorum::Side)| {
        vec![number.to_string(), yes(side.has_write), yes(side.is_read)]
    };
    Sheet {
        heads: &["Copy", "Has the write", "Answers the read"],
        rows: (1..).zip(quorum.worst()).map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_have_a_row_for_each_cell_and_for_each_copy() {
        let quorum = Quorum::new(5, 3, 1).unwrap();
        let sheet = matrix_sheet(quorum, 1_000);
        assert_eq!(sheet.rows.len(), 25);
        let row = sheet.rows.iter().find(|row| row[0] == "W=3, R=1").unwrap();
        assert_eq!(row[1..], ["0", "40\u{202f}%", "4", "2"].map(String::from));
        assert_eq!(matrix_sheet(quorum, 7).rows.len(), 7);
        let sets = sets_sheet(quorum);
        assert_eq!(
            sets.rows.iter().map(|row| row[1..].join(" ")).collect::<Vec<_>>(),
            ["yes no", "yes no", "yes no", "no no", "no yes"]
        );
    }
}
