use super::{
    sample::{MS, crash, many},
    *,
};
use crate::picture::{Node, Paint, Part, Value, text_width};
use quorate_core::{
    protocol::leader::{Ack, Stage, Waits},
    trace::{OpAt, Trace},
};

/// Draws from the three modes of the crash.
pub(crate) fn with_three<T>(draw: impl FnOnce(&[Lane<'_>]) -> T) -> T {
    let traces: Vec<Trace> = (0..3).map(crash).collect();
    with(&traces, draw)
}

fn with<T>(traces: &[Trace], draw: impl FnOnce(&[Lane<'_>]) -> T) -> T {
    let spans: Vec<Spans> = traces.iter().map(Spans::new).collect();
    let waits = [Waits::Leader, Waits::Any(1), Waits::All];
    let lane = |((trace, spans), waits)| {
        let (title, subtitle) = words::time::mode(Ack { waits, stage: Stage::Durable });
        Lane { title, subtitle, trace, spans }
    };
    let lanes: Vec<Lane<'_>> = traces.iter().zip(&spans).zip(waits).map(lane).collect();
    draw(&lanes)
}

const VIEW: View = View { from_ns: 0, to_ns: 56 * MS, height: 481.6 };

fn at(now_ms: u64) -> Options {
    Options { now_ns: Some(now_ms * MS), ..Options::default() }
}

/// An element and all in it.
fn all(element: &Element) -> Vec<&Element> {
    let mut found = vec![element];
    for node in element.nodes() {
        if let Node::Element(child) = node {
            found.extend(all(child));
        }
    }
    found
}

fn attribute(element: &Element, wanted: &str) -> Option<String> {
    let value = element.attributes().iter().find(|(name, _)| *name == wanted)?;
    if let (_, Value::Text(text)) = value { Some(text.to_string()) } else { None }
}

fn number(element: &Element, wanted: &str) -> f64 {
    attribute(element, wanted).and_then(|text| text.parse().ok()).unwrap_or(0.0)
}

#[test]
fn each_mode_has_the_verdict_that_follows_from_its_rule() {
    with_three(|lanes| {
        let said = lanes.iter().map(|lane| {
            let facts = lane.spans.facts(lane.trace, 52 * MS);
            (facts.mean_ns.expect("one was acknowledged") / MS, facts.acknowledged, facts.writes, facts.lost)
        });
        assert_eq!(said.collect::<Vec<_>>(), [(9, 3, 3, 1), (20, 2, 3, 0), (30, 1, 3, 0)]);
    });
}

#[test]
fn a_window_of_loss_ends_when_what_another_node_gets_is_sent() {
    with_three(|lanes| {
        let windows = |lane: &Lane<'_>| -> Vec<(u64, u64)> {
            let spans = lane.spans.exposed.all().iter();
            spans.map(|span| (span.from_ns / MS, span.to_ns / MS)).collect()
        };
        assert_eq!(windows(&lanes[0]), [(8, 12), (19, 24), (29, u64::MAX / MS)]);
        assert!(windows(&lanes[1]).is_empty() && windows(&lanes[2]).is_empty());
        assert_eq!(lanes[0].spans.lost(46 * MS).count(), 0, "nobody else leads yet");
        assert_eq!(lanes[0].spans.lost(47 * MS).collect::<Vec<_>>(), [(OpAt(2), 47 * MS)]);
    });
}

#[test]
fn nothing_after_now_is_drawn() {
    with_three(|lanes| {
        for now_ms in [0, 1, 5, 12, 27, 35, 47, 56] {
            let plan = Plan::new(lanes, VIEW, at(now_ms), 1_216.0);
            let now = plan.y(now_ms * MS);
            for element in all(&drawn(lanes, &plan)) {
                let Some(data) = attribute(element, "d") else { continue };
                let points = data.split(['M', 'L', 'Z']).filter_map(|point| point.split_once(' '));
                for y in points.filter_map(|(_, y)| y.parse::<f64>().ok()) {
                    // Half a square of a disk and half a cross reach beyond their instant.
                    assert!(y <= now + 5.1, "{y} is below {now} at {now_ms} ms: {data}");
                }
            }
        }
    });
}

#[test]
fn lines_slope_by_what_their_messages_took() {
    with_three(|lanes| {
        let plan = Plan::new(lanes, VIEW, at(56), 1_216.0);
        let per_ms = plan.y(11 * MS) - plan.y(10 * MS);
        assert!((per_ms - 8.6).abs() < 1e-9 && plan.instant(plan.y(33 * MS)) == 33 * MS);
        let lane = &plan.lanes[1];
        for (at, row) in &lane.messages {
            let message = lanes[1].trace.message(*at);
            let Some(line) = lines::Line::new(&lanes[1], &plan, lane, (*at, *row), 56 * MS) else { continue };
            if line.end == lines::End::Head {
                let (dx, dy) = (line.to.0 - line.from.0, line.to.1 - line.from.1);
                let wide = (lane.x(message.to) - lane.x(message.from)).abs();
                let quorate_core::trace::Arrival::At(ns) = message.arrival else { panic!("it has a head") };
                let took_ms = (ns - message.sent_ns) as f64 / MS as f64;
                assert!((dy / dx.abs() * wide - took_ms * per_ms).abs() < 1e-6, "{message:?}");
            }
        }
    });
}

#[test]
fn in_a_flat_picture_messages_are_level() {
    with_three(|lanes| {
        let plan = Plan::new(lanes, VIEW, Options { is_flat: true, ..at(56) }, 1_216.0);
        let mut rows = Vec::new();
        for (lane, place) in lanes.iter().zip(&plan.lanes) {
            for known in &place.messages {
                let line = lines::Line::new(lane, &plan, place, *known, 56 * MS).expect("it is seen");
                assert!((line.from.1 - line.to.1).abs() < 1e-9);
                rows.push(line.from.1);
            }
        }
        rows.sort_by(f64::total_cmp);
        rows.dedup();
        assert!(rows.windows(2).all(|pair| pair[1] - pair[0] > 20.0));
    });
}

#[test]
fn words_never_touch_each_other_at_any_width_and_window() {
    with_three(|lanes| {
        for width in (300..1_300).step_by(37).map(f64::from) {
            for (from, to) in [(0, 56), (20, 40), (0, 400)] {
                let view = View { from_ns: from * MS, to_ns: to * MS, ..VIEW };
                let lanes = if width < 600.0 { &lanes[..1] } else { lanes };
                let plan = Plan::new(lanes, view, Options::default(), width);
                let layer = said(lanes, &plan);
                let mut areas: Vec<[f64; 4]> = Vec::new();
                for text in
                    all(&layer).into_iter().filter(|element| attribute(element, "paint-order").is_some())
                {
                    let [Node::Text(words)] = text.nodes() else { continue };
                    let is_bold = attribute(text, "font-weight").is_some();
                    let wide = text_width(words, number(text, "font-size"), is_bold) * 0.9;
                    let (x, y) = (number(text, "x"), number(text, "y"));
                    let left = if attribute(text, "text-anchor").is_some() { x - wide } else { x };
                    assert!(left > -1.0 && left + wide < width + 1.0, "{words} at {width}");
                    let area = [left, y - 10.0, left + wide, y + 3.0];
                    let touches = areas.iter().any(|other| {
                        area[0] < other[2] && other[0] < area[2] && area[1] < other[3] && other[1] < area[3]
                    });
                    assert!(!touches, "{words} at {width}, {from} to {to} ms");
                    areas.push(area);
                }
            }
        }
    });
}

#[test]
fn every_message_and_operation_can_be_pressed_and_says_what_it_is() {
    with_three(|lanes| {
        let plan = Plan::new(lanes, VIEW, at(52), 1_216.0);
        let layer = pressed(lanes, &plan);
        let hits: Vec<&Element> = all(&layer).into_iter().filter(|hit| hit.part().is_some()).collect();
        let messages = hits.iter().filter(|hit| matches!(hit.part(), Some(Part::Message(..)))).count();
        let sent: usize = lanes.iter().map(|lane| lane.trace.messages.len()).sum();
        assert_eq!((messages, hits.len()), (sent, sent + 9));
        let stops = hits.iter().filter(|hit| attribute(hit, "tabindex").as_deref() == Some("0")).count();
        assert!(stops == 1 && hits.iter().all(|hit| attribute(hit, "aria-label").is_some()));
    });
}

#[test]
fn ten_thousand_events_have_as_few_tags_as_ten() {
    let trace = many(600);
    assert!(trace.events.len() > 10_000, "{}", trace.events.len());
    with(&[trace], |lanes| {
        let end_ns = lanes[0].trace.end_ns;
        let view = View { from_ns: 0, to_ns: end_ns, height: 480.0 };
        let picture = sequence(lanes, view, Options::default(), 744.0);
        assert!(all(&picture).len() < 120, "{}", all(&picture).len());
        let plan = Plan::new(lanes, view, Options::default(), 744.0);
        assert!(!plan.has_each && all(&pressed(lanes, &plan)).len() == 1);
        let said = crate::picture::to_svg(&picture, crate::picture::Palette::Light);
        assert!(said.contains("3,600 messages: zoom in for each") && said.len() < 120_000, "{}", said.len());

        let near = View { from_ns: 500 * MS, to_ns: 560 * MS, height: 480.0 };
        let plan = Plan::new(lanes, near, Options::default(), 744.0);
        assert!(plan.has_each && plan.messages < 400);
        let hits = all(&pressed(lanes, &plan)).len();
        assert!((100..500).contains(&hits), "{hits}");
    });
}

#[test]
fn only_the_path_of_the_chosen_write_is_in_ink() {
    with_three(|lanes| {
        let options = Options { chosen: Some((1, OpAt(1))), ..at(52) };
        let plan = Plan::new(lanes, VIEW, options, 1_216.0);
        let layer = chosen(lanes, &plan);
        let paths: Vec<&Element> = all(&layer).into_iter().filter(|path| path.tag() == "path").collect();
        assert!(paths.iter().any(|path| attribute(path, "stroke-width").as_deref() == Some("2.5")));
        let moves: usize = paths
            .iter()
            .filter(|path| {
                attribute(path, "stroke-width").is_some_and(|width| width == "2.5" || width == "2.8")
            })
            .filter_map(|path| attribute(path, "d"))
            .map(|data| data.matches('M').count())
            .sum();
        assert_eq!(moves, 6, "asked, shipped to two, confirmed by two, answered");
        let none = Plan::new(lanes, VIEW, Options { chosen: Some((7, OpAt(99))), ..at(52) }, 1_216.0);
        assert_eq!(all(&chosen(lanes, &none)).len(), 1);
        let dimmed = drawn(lanes, &plan);
        let heads = |layer: &Element| {
            let ink = ("fill", Value::Paint(Paint::Edge));
            all(layer).iter().filter(|element| element.attributes().contains(&ink)).count()
        };
        assert_eq!(heads(&dimmed), 3);
    });
}

#[test]
fn a_picture_of_nothing_is_drawn_too() {
    let picture = sequence(&[], View { from_ns: 5, to_ns: 5, height: 0.0 }, Options::default(), 0.0);
    assert!(all(&picture).len() > 3);
    assert!(!crate::picture::to_svg(&picture, crate::picture::Palette::Dark).contains("NaN"));
}

#[test]
fn who_is_off_when_the_window_begins_is_struck() {
    with_three(|lanes| {
        let view = View { from_ns: 40 * MS, ..VIEW };
        let plan = Plan::new(&lanes[..1], view, Options::default(), 400.0);
        let layer = still(&lanes[..1], &plan);
        let struck = all(&layer).into_iter().filter(|name| attribute(name, "text-decoration").is_some());
        let names: Vec<Part> = all(&layer)
            .into_iter()
            .filter(|head| {
                head.part().is_some()
                    && all(head).iter().any(|name| attribute(name, "text-decoration").is_some())
            })
            .filter_map(Element::part)
            .collect();
        assert_eq!((struck.count(), names), (1, vec![Part::node(quorate_core::base::NodeId(1))]));
    });
}
