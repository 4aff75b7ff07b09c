use super::{merkle, plan::Plan, sample::Sample};
use crate::picture::{Element, MONO, Node, Palette, Part, Value, text_width, to_svg};
use crate::words::merkle::{Seen, costs, headline, keys, label, levels, sent_along, spent};

fn seen(sample: &Sample) -> Seen<'_> {
    Seen { trace: &sample.trace, moment: &sample.moment, compared: &sample.compared }
}

fn samples() -> Vec<Sample> {
    vec![
        Sample::new(1_024, &[613], 10, false),
        Sample::new(1_024, &[613, 77], 10, true),
        Sample::new(40, &[3, 4, 10], 4, true),
        Sample::new(400, &(0..60).collect::<Vec<_>>(), 12, false),
        Sample::new(200, &[5], 20, false),
        Sample::new(9, &[], 6, false),
        Sample::new(0, &[], 0, true),
    ]
}

fn number(element: &Element, wanted: &str) -> f64 {
    let value = element.attributes().iter().find(|(name, _)| *name == wanted).map(|(_, value)| value);
    if let Some(Value::Text(text)) = value { text.parse().unwrap_or(f64::NAN) } else { 0.0 }
}

/// Every element in drawing order.
fn all(element: &Element) -> Vec<&Element> {
    let children = element.nodes().iter().filter_map(|node| match node {
        Node::Element(child) => Some(child),
        Node::Text(_) => None,
    });
    std::iter::once(element).chain(children.flat_map(all)).collect()
}

/// What a text says, and its left, right and base.
fn texts(picture: &Element) -> Vec<(String, f64, f64, f64)> {
    let of = |element: &&Element| {
        let Some(Node::Text(said)) = element.nodes().first() else { return None };
        let is = |name, value: &'static str| element.attributes().contains(&(name, value.into()));
        let wide = if is("font-family", MONO) {
            said.chars().count() as f64 * 8.2
        } else {
            text_width(said, 13.0, is("font-weight", "700"))
        };
        let x = number(element, "x");
        (element.tag() == "text").then(|| (said.clone(), x, x + wide, number(element, "y")))
    };
    all(picture).iter().filter_map(of).collect()
}

#[test]
fn nothing_overlaps_or_leaves_the_picture_at_any_width() {
    for sample in samples() {
        for width in (280..=1_000).step_by(8).map(f64::from) {
            let picture = merkle(&seen(&sample), None, width);
            let (right, bottom) = (number(&picture, "width"), number(&picture, "height"));
            let texts = texts(&picture);
            for (at, (said, from, to, y)) in texts.iter().enumerate() {
                assert!(
                    *from >= 0.0 && *to <= right + 0.01 && *y <= bottom,
                    "{said} at {width}: {from} to {to}"
                );
                for (other, other_from, other_to, other_y) in &texts[..at] {
                    let is_apart = to <= other_from || other_to <= from || (y - other_y).abs() > 12.0;
                    assert!(is_apart, "{said} and {other} at {width}");
                }
            }
        }
    }
}

#[test]
fn marks_do_not_touch_each_other_however_many_levels_there_are() {
    for sample in samples() {
        for width in [280.0, 328.0, 744.0] {
            let plan = Plan::new(&sample.compared.descent, 0.0, width);
            for (at, spot) in plan.spots.iter().enumerate() {
                for other in &plan.spots[..at] {
                    let (x, y) = ((spot.at.0 - other.at.0).abs(), (spot.at.1 - other.at.1).abs());
                    assert!(x >= plan.mark || y >= plan.mark, "{spot:?} and {other:?} at {width}");
                }
                assert!(spot.at.0 + plan.mark / 2.0 <= plan.labels.0);
            }
            assert!(plan.labels.1 >= 120.0, "labels have room at {width}");
        }
    }
}

#[test]
fn every_node_that_was_compared_is_a_button_or_folded_into_one() {
    for sample in samples() {
        let seen = seen(&sample);
        let picture = merkle(&seen, None, 744.0);
        let parts: Vec<(u32, u32)> = all(&picture)
            .iter()
            .filter_map(|element| match element.part() {
                Some(Part::Hash(level, index)) => Some((u32::from(level), index)),
                _ => None,
            })
            .collect();
        let descent = &sample.compared.descent;
        let compared: Vec<(u32, u32)> = (0..)
            .zip(descent.levels())
            .flat_map(|(level, of)| of.compared.iter().map(move |index| (level, *index)))
            .collect();
        assert!(parts.len() <= super::MOST_NODES && parts.iter().all(|part| compared.contains(part)));
        assert!(parts.len() == compared.len() || compared.len() > super::MOST_NODES);
        let ends = Plan::new(descent, 0.0, 744.0).spots;
        let below: u32 = ends
            .iter()
            .filter(|spot| spot.child.is_none())
            .map(|spot| descent.shape().leaves_below(spot.level))
            .sum();
        assert_eq!(below, descent.shape().leaves(), "what has a label is the whole range, each leaf once");
    }
}

#[test]
fn a_picture_that_leaves_nodes_out_says_how_many() {
    let (one, many) =
        (Sample::new(1_024, &[613], 10, false), Sample::new(400, &(0..60).collect::<Vec<_>>(), 12, false));
    let svg = |sample: &Sample| to_svg(&merkle(&seen(sample), None, 744.0), Palette::Light);
    let compared = many.compared.descent.comparisons();
    assert!(svg(&many).contains(&format!("63 of {compared} nodes are drawn")));
    assert!(!svg(&one).contains("are drawn"));
}

#[test]
fn rows_stand_in_the_order_of_the_range_and_parents_between_their_children() {
    for sample in samples() {
        let descent = &sample.compared.descent;
        let plan = Plan::new(descent, 0.0, 744.0);
        let depth = descent.shape().depth();
        for (at, spot) in plan.spots.iter().enumerate() {
            if let Some(child) = spot.child {
                let (left, right) = (&plan.spots[child], &plan.spots[child + 1]);
                assert_eq!((left.index, right.index), (2 * spot.index, 2 * spot.index + 1));
                assert!(left.at.1 < spot.at.1 && spot.at.1 < right.at.1 && left.at.0 > spot.at.0);
            }
            for other in plan.spots[..at].iter().filter(|other| other.child.is_none() && spot.child.is_none())
            {
                let start = |spot: &super::plan::Spot| u64::from(spot.index) << (depth - spot.level);
                assert_eq!(start(spot) < start(other), spot.at.1 < other.at.1);
            }
        }
    }
}

#[test]
fn one_stale_key_of_1024_is_said_as_21_hashes_on_11_levels() {
    let sample = Sample::new(1_024, &[613], 10, false);
    let seen = seen(&sample);
    assert_eq!(headline(&seen), "n1 and n2 differ in 1 of 1,024 leaves, which 21 hashes on 11 levels show.");
    assert!(spent(&seen).starts_with("672 bytes of hashes and "), "{}", spent(&seen));
    assert!(spent(&seen).contains("instead of "), "{}", spent(&seen));
    assert_eq!(label(&seen, 1, 0).contains("same, 512 leaves"), label(&seen, 1, 1).contains("1 of 512"));
    let sheet = levels(&seen);
    assert_eq!((sheet.rows.len(), sheet.rows[10][1].as_str()), (11, "2"));
    let found: Vec<_> = keys(&seen, 100).rows.into_iter().filter(|row| row[4] == "differs").collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0][2..4], ["n1: user v613 (v1) and user w613 (v2)", "n2: user v613 (v1)"]);
    assert_eq!(costs(&seen).rows[1][3], "65,536");
}

#[test]
fn what_is_the_same_is_said_in_a_sentence_and_drawn_as_one_quiet_mark() {
    let sample = Sample::new(9, &[], 6, false);
    let seen = seen(&sample);
    assert!(headline(&seen).starts_with("n1 and n2 have the same"));
    let svg = to_svg(&merkle(&seen, None, 328.0), Palette::Light);
    assert!(svg.contains("same, 64 leaves") && !svg.contains("#b3261e") && !svg.contains("leaf 1"), "{svg}");
}

#[test]
fn a_tree_that_costs_more_than_it_saves_says_so() {
    let sample = Sample::new(5, &[1, 2], 10, false);
    assert!(spent(&seen(&sample)).contains("trees pay where"), "{}", spent(&seen(&sample)));
    let empty = Sample::new(0, &[], 3, false);
    assert_eq!(spent(&seen(&empty)), "32 bytes of hashes: neither has any version.");
}

#[test]
fn keys_that_are_sent_along_are_counted() {
    let sample = Sample::new(40, &[3], 2, false);
    let said = sent_along(&seen(&sample)).unwrap_or_default();
    assert!(said.ends_with("keys are sent, and 1 of them differs: a leaf is sent whole."), "{said}");
    assert_eq!(sent_along(&seen(&Sample::new(5, &[3], 20, false))), None);
}

#[test]
fn names_of_parts_are_read_as_they_are_written() {
    assert_eq!(Part::of_tree("hash-10-613"), Some(Part::Hash(10, 613)));
    assert_eq!([Part::of_tree("hash-1"), Part::of_tree("n1"), Part::of_tree("hash-999-1")], [None; 3]);
}
