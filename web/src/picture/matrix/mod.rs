//! Every W and R of so many copies: a row for each W, a column for each R. A cell says what any read and any write have in
//! common, and how many copies may be off for either. Where every read meets every write a cell is a box with a solid outline
//! and round corners; else its outline is dashed and its corners are sharp. The chosen cell has a second outline.
//!
//! Where not all cells have room, those around the chosen one are shown, and the picture says which.

mod cell;
mod key;
mod plan;

use super::{Element, Paint};
use crate::words;
use plan::Plan;
use quorate_core::quorum::Quorum;

/// The matrix of as many copies as `quorum` has, which is chosen; in so many pixels, and as high as its rows.
///
/// Each cell stands for [`Part::Quorum`](super::Part::Quorum) and is a button; the chosen one is the tab stop, and
/// [`Quorum::stepped`] is where an arrow key goes from it: down and up change W, right and left R.
pub fn picture(quorum: Quorum, width: f64) -> Element {
    let plan = Plan::new(quorum, width);
    let (key, bottom) = key::key(quorum, &plan);
    let cells = plan.cells().filter_map(|(w, r)| Quorum::new(quorum.n(), w, r).ok());
    Element::svg(
        (plan.width, bottom),
        words::quorum::matrix_title(quorum),
        words::quorum::matrix_description(quorum),
    )
    .child(heads(&plan))
    .children(cells.map(|cell| cell::cell(cell, &plan, cell == quorum)))
    .child(cell::chosen(quorum, &plan))
    .child(key)
}

/// The two axes and the numbers along them.
fn heads(plan: &Plan) -> Element {
    let say = |x: f64, y: f64, text: String| {
        Element::text(x, y, text).with("font-size", plan::TEXT).with("fill", Paint::Soft)
    };
    let columns = plan.r.clone().map(|r| {
        let (x, _) = plan.at(*plan.w.start(), r);
        say(x + plan.cell.0 / 2.0, plan.top - 8.0, format!("R={r}")).with("text-anchor", "middle")
    });
    let rows = plan.w.clone().map(|w| {
        let (_, y) = plan.at(w, *plan.r.start());
        say(0.0, y + plan.cell.1 / 2.0 + 4.5, format!("W={w}"))
    });
    Element::group()
        .child(say(0.0, 14.0, "Across, R: copies that a read waits for.".into()))
        .child(say(0.0, 33.0, "Down, W: copies that a write waits for.".into()))
        .children(columns)
        .children(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::{Node, Palette, Part, to_svg};

    const WIDTHS: [f64; 6] = [288.0, 328.0, 360.0, 416.0, 744.0, 1_000.0];

    fn parts(element: &Element, out: &mut Vec<(u32, u32)>) {
        if let Some(Part::Quorum { w, r }) = element.part() {
            out.push((w, r));
        }
        for node in element.nodes() {
            if let Node::Element(child) = node {
                parts(child, out);
            }
        }
    }

    #[test]
    fn every_cell_up_to_nine_copies_can_be_pressed_at_every_width() {
        for n in 1..=9 {
            for width in WIDTHS {
                let quorum = Quorum::new(n, 1, n).unwrap();
                let mut found = Vec::new();
                parts(&picture(quorum, width), &mut found);
                let all: Vec<_> = (1..=n).flat_map(|w| (1..=n).map(move |r| (w, r))).collect();
                assert_eq!(found, all, "{n} at {width}");
            }
        }
    }

    #[test]
    fn of_more_copies_the_cells_around_the_chosen_one_are_shown_and_the_picture_says_so() {
        for (w, r) in [(1, 1), (50, 2), (100, 100), (37, 63)] {
            let quorum = Quorum::new(100, w, r).unwrap();
            for width in WIDTHS {
                let drawn = picture(quorum, width);
                let mut found = Vec::new();
                parts(&drawn, &mut found);
                assert!(found.contains(&(w, r)) && found.len() <= 81, "{w} and {r} at {width}");
                assert!(to_svg(&drawn, Palette::Light).contains("Shown are W"));
            }
        }
        let all = picture(Quorum::new(9, 1, 1).unwrap(), 328.0);
        assert!(!to_svg(&all, Palette::Light).contains("Shown are"));
    }

    #[test]
    fn one_cell_is_chosen_and_is_the_tab_stop() {
        let svg = to_svg(&picture(Quorum::new(5, 4, 2).unwrap(), 744.0), Palette::Light);
        assert_eq!(svg.matches("tabindex=\"0\"").count(), 1);
        assert_eq!(svg.matches("aria-pressed=\"true\"").count(), 1);
        assert!(svg.contains("aria-pressed=\"true\" aria-label=\"W=4, R=2: 1 copy in common;"), "{svg}");
    }

    #[test]
    fn cells_that_overlap_have_a_shape_of_their_own() {
        for n in 1..=9_usize {
            let svg = to_svg(&picture(Quorum::new(n as u32, 1, 1).unwrap(), 744.0), Palette::Light);
            // One more of each stands in the key.
            assert_eq!(svg.matches("stroke-dasharray").count(), n * (n - 1) / 2 + 1, "{n}");
            assert_eq!(svg.matches("rx=\"6\"").count(), n * (n + 1) / 2 + 1, "{n}");
        }
    }
}
