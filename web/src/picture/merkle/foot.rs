//! The keys of the leaves that differ, and what either replica has of them.

use super::{
    lines::{LINE, SIZE, key_line, line},
    marks,
};
use crate::picture::{Element, Paint, measure::fitting};
use crate::words::{
    self,
    merkle::{Seen, both_have, held, key, leaf_with_keys, more_keys, side_has},
};
use quorate_core::repair::Swapped;

/// Keys that are drawn at most; the table has all.
const MOST_KEYS: usize = 20;
/// The narrowest picture with what both have beside the key.
const BESIDE: f64 = 560.0;
/// Where text begins beside a mark.
const INDENT: f64 = 22.0;
const MARK: f64 = 13.0;

/// The keys below `top`, and where they end.
pub(super) fn foot(seen: &Seen<'_>, top: f64, width: f64) -> (Element, f64) {
    let all = seen.compared.exchange.keys();
    let mut layer = Element::group();
    if all.is_empty() {
        return (layer, top + 4.0);
    }
    let columns = Columns::new(width);
    let mut y = top + 14.0;
    layer = layer.child(Element::line((0.0, y), (width, y), Paint::Line, 1.0));
    y += 4.0;
    if columns.is_wide {
        layer = layer.child(heads(seen, &columns, y + LINE - 5.0));
        y += LINE;
    }
    let mut last = None;
    for sent in all.iter().take(MOST_KEYS) {
        if last != Some(sent.leaf) {
            last = Some(sent.leaf);
            y += LINE + 4.0;
            layer = layer.child(line((0.0, y - 5.0), leaf_with_keys(seen, sent.leaf), true, Paint::Ink));
        }
        let (row, end) = row(seen, sent, &columns, y);
        layer = layer.child(row);
        y = end;
    }
    if all.len() > MOST_KEYS {
        y += LINE;
        layer = layer.child(line((0.0, y - 5.0), more_keys(all.len() - MOST_KEYS), false, Paint::Soft));
    }
    (layer, y + 4.0)
}

/// Where things of all rows stand.
struct Columns {
    /// Whether what both have stands beside the key, else below it.
    is_wide: bool,
    /// Where the key ends.
    key: f64,
    /// Where each replica's begins, and how wide it may be.
    sides: [f64; 2],
    side: f64,
}

impl Columns {
    fn new(width: f64) -> Self {
        if width < BESIDE {
            return Columns { is_wide: false, key: width, sides: [INDENT; 2], side: width - INDENT };
        }
        let key = libm::round(width * 0.3);
        let side = libm::floor((width - key) / 2.0);
        Columns { is_wide: true, key, sides: [key, key + side], side: side - 12.0 }
    }

    /// How wide what both have may be.
    fn both(&self) -> f64 {
        self.sides[1] - self.sides[0] + self.side
    }
}

fn heads(seen: &Seen<'_>, columns: &Columns, y: f64) -> Element {
    let names = words::merkle::names(seen).into_iter().zip(columns.sides);
    let heads = names.map(|(name, x)| {
        line((x, y), fitting(&format!("{name} has"), SIZE, false, columns.side), false, Paint::Soft)
    });
    Element::group().child(line((INDENT, y), "key", false, Paint::Soft)).children(heads)
}

/// A key, and where its row ends.
fn row(seen: &Seen<'_>, sent: &Swapped, columns: &Columns, top: f64) -> (Element, f64) {
    let middle = (MARK / 2.0 + 1.0, top + LINE / 2.0);
    let mark = if sent.differs { marks::different(middle, MARK, false) } else { marks::same(middle, MARK) };
    let paint = if sent.differs { Paint::Ink } else { Paint::Soft };
    let key = key_line((INDENT, top + LINE - 5.0), key(seen, sent), columns.key - INDENT - 8.0, paint);
    let mut row = Element::group().children(mark).child(key);
    let held = held(seen, sent);
    if !sent.differs {
        // What is the same is said once.
        let at = if columns.is_wide {
            (columns.sides[0], top + LINE - 5.0)
        } else {
            (INDENT, top + 2.0 * LINE - 7.0)
        };
        let said = fitting(&both_have(&held[0]), SIZE, false, columns.both());
        let end = if columns.is_wide { top + LINE } else { top + 2.0 * LINE - 2.0 };
        return (row.child(line(at, said, false, paint)), end);
    }
    let mut y = top + LINE;
    for ((said, name), x) in held.into_iter().zip(words::merkle::names(seen)).zip(columns.sides) {
        let said = if columns.is_wide { said } else { side_has(&name, &said) };
        if !columns.is_wide {
            y += LINE - 2.0;
        }
        row = row.child(line((x, y - 5.0), fitting(&said, SIZE, false, columns.side), false, paint));
    }
    (row, y)
}
