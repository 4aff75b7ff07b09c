//! The pictures of time that are kept in `tests/golden`, drawn from runs written by hand.

#[path = "../../../web/src/picture/sequence/sample.rs"]
mod sample;

use quorate::{
    chart::{self, Curve},
    picture::{
        Palette,
        sequence::{Lane, Options, Spans, View, sequence},
        to_svg,
    },
    words,
};
use quorate_core::{
    protocol::leader::{Ack, Stage, Waits},
    trace::{OpAt, Trace},
};
use sample::{MS, crash, many};

const WAITS: [Waits; 3] = [Waits::Leader, Waits::Any(1), Waits::All];
const CRASH: View = View { from_ns: 0, to_ns: 56 * MS, height: 481.6 };

/// All of them by name.
pub(crate) fn pictures() -> Vec<(&'static str, String)> {
    let traces: Vec<Trace> = (0..3).map(crash).collect();
    let spans: Vec<Spans> = traces.iter().map(Spans::new).collect();
    let three: Vec<Lane<'_>> = traces
        .iter()
        .zip(&spans)
        .zip(WAITS)
        .map(|((trace, spans), waits)| lane(trace, spans, waits))
        .collect();
    let busy = many(600);
    let busy_spans = Spans::new(&busy);
    let dense = [lane(&busy, &busy_spans, WAITS[1])];
    let all = View { from_ns: 0, to_ns: busy.end_ns, height: 480.0 };
    let now = Options { now_ns: Some(52 * MS), has_legend: true, ..Options::default() };
    let early = Options { now_ns: Some(27 * MS + MS / 2), ..now };
    let chosen = Options { chosen: Some((1, OpAt(1))), ..now };
    let draw = |lanes: &[Lane<'_>], view, options, width, palette| {
        written(&sequence(lanes, view, options, width).with("role", "img"), palette)
    };
    vec![
        ("sequence", draw(&three, CRASH, now, 1_216.0, Palette::Light)),
        ("sequence-dark", draw(&three, CRASH, now, 1_216.0, Palette::Dark)),
        ("sequence-early", draw(&three, CRASH, early, 1_216.0, Palette::Light)),
        ("sequence-chosen", draw(&three, CRASH, chosen, 1_216.0, Palette::Dark)),
        ("sequence-flat", draw(&three, CRASH, Options { is_flat: true, ..now }, 1_216.0, Palette::Light)),
        ("sequence-narrow", draw(&three[..1], CRASH, now, 328.0, Palette::Light)),
        ("sequence-dense", draw(&dense, all, Options { now_ns: None, ..now }, 744.0, Palette::Light)),
        ("write-times", written(&write_times(&three), Palette::Light)),
        ("exposed-writes", written(&exposed(&three[0]), Palette::Dark)),
    ]
}

fn written(picture: &quorate::picture::Element, palette: Palette) -> String {
    to_svg(picture, palette).replace("><", ">\n<") + "\n"
}

fn lane<'a>(trace: &'a Trace, spans: &'a Spans, waits: Waits) -> Lane<'a> {
    let (title, subtitle) = words::time::mode(Ack { waits, stage: Stage::Durable });
    Lane { title, subtitle, trace, spans }
}

fn write_times(lanes: &[Lane<'_>]) -> quorate::picture::Element {
    let curve = |lane: &Lane<'_>| {
        let times = lane.trace.operations.iter().filter_map(|op| Some(op.end_ns? - op.start_ns));
        Curve { name: lane.title.clone(), points: chart::distribution(times.collect()) }
    };
    chart::latency(&lanes.iter().map(curve).collect::<Vec<_>>(), &[], 416.0)
}

fn exposed(lane: &Lane<'_>) -> quorate::picture::Element {
    let mut points = vec![(0.0, 0.0)];
    for span in lane.spans.exposed.all() {
        let (from, to) = (span.from_ns as f64, span.to_ns.min(lane.trace.end_ns) as f64);
        points.extend([(from, 0.0), (from, 1.0), (to, 1.0), (to, 0.0)]);
    }
    chart::exposure(&[Curve { name: lane.title.clone(), points }], 416.0)
}
