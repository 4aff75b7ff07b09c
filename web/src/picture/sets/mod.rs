//! A write set and a read set where they have the least in common: copies as discs in a row, filled where they have the
//! write, and around each set an outline. That of the write set is solid with sharp corners, that of the read set dashed and
//! round. Below stands what is in both, or the gap where they do not meet.
//!
//! Where not every copy has room for a disc, those of a kind are one box with their number.

mod discs;
mod outlines;
mod plan;
mod replicas;

use super::{Element, Paint, measure::wrapped, text_width};
use crate::words;
use plan::{Plan, TEXT};
use quorate_core::quorum::Quorum;
pub(super) use replicas::{outlines as outlines_of, sides};

/// The two sets in so many pixels, and as high as they need.
pub fn picture(quorum: Quorum, width: f64) -> Element {
    let plan = Plan::new(quorum, width);
    let (below, bottom) = caption(quorum, &plan);
    Element::svg(
        (plan.width, bottom),
        words::quorum::sets_title(quorum),
        words::quorum::sets_description(quorum),
    )
    .children(outlines::key(quorum, &plan))
    .child(outlines::write(&plan))
    .child(outlines::read(&plan))
    .child(discs::discs(quorum, &plan))
    .child(outlines::middle(quorum, &plan))
    .child(below)
}

/// The sentence about the middle, under it where there is room, and how high the picture is with it.
fn caption(quorum: Quorum, plan: &Plan) -> (Element, f64) {
    let (from, to) = plan.middle();
    let paint = if quorum.is_strong() { Paint::Ink } else { Paint::Bad };
    let said = wrapped(&words::quorum::middle(quorum), TEXT, true, plan.width);
    let half = said.iter().map(|line| text_width(line, TEXT, true) / 2.0).fold(0.0, f64::max);
    let x = f64::midpoint(from, to).min(plan.width - half).max(half);
    let mut y = plan.bottom() + 34.0;
    let mut lines = Element::group();
    for line in said {
        lines = lines.child(
            Element::text(x, y, line)
                .with("font-size", TEXT)
                .with("font-weight", "700")
                .with("text-anchor", "middle")
                .with("fill", paint),
        );
        y += 20.0;
    }
    (lines, y - 8.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::{Palette, to_svg};

    fn svg(n: u32, w: u32, r: u32, width: f64) -> String {
        to_svg(&picture(Quorum::new(n, w, r).unwrap(), width), Palette::Light)
    }

    #[test]
    fn every_copy_has_a_disc_while_there_is_room_and_is_counted_beyond() {
        for n in 1..=9 {
            for w in 1..=n {
                for r in 1..=n {
                    for width in [288.0, 328.0, 744.0] {
                        let svg = svg(n, w, r, width);
                        assert_eq!(svg.matches("<circle").count(), n as usize, "{n} {w} {r} at {width}");
                    }
                }
            }
        }
        let many = svg(100, 60, 51, 328.0);
        assert_eq!(many.matches("<circle").count(), 0);
        for count in [">49<", ">11<", ">40<"] {
            assert!(many.contains(count), "{count} in {many}");
        }
    }

    #[test]
    fn a_filled_disc_has_the_write() {
        let svg = svg(5, 3, 1, 328.0);
        let filled =
            format!("stroke=\"{0}\" stroke-width=\"1.5\" fill=\"{0}\"", Paint::Ink.hex(Palette::Light));
        assert_eq!(svg.matches(&filled).count(), 3, "{svg}");
    }

    #[test]
    fn sets_that_need_not_meet_say_so_and_sets_that_do_say_in_how_many() {
        assert!(svg(5, 3, 1, 744.0).contains("This read meets none of the copies that have the write."));
        assert!(svg(4, 2, 2, 744.0).contains("This read meets none"));
        assert!(svg(5, 4, 4, 744.0).contains("At least 3 copies are in both, wherever the sets lie."));
        assert!(svg(3, 2, 2, 328.0).contains("At least 1 copy is in both"));
    }
}
