use crate::{
    chart::{self, Curve},
    panel::{Shared, press::figure},
    picture::Element,
    player::Film,
    words,
};
use quorate_core::{
    base::{PartitionId, sort_by_key},
    measure::{LAG_CRITICAL_NS, LAG_WARNING_NS, Lag},
    run::Theory,
    trace::{Actor, ActorAt, Keeps, Outcome},
};
use yew::prelude::*;

/// A curve's points.
type Points = Vec<(f64, f64)>;

/// Pixels for which lag is sampled.
const SAMPLES: u32 = 240;

/// How long writes take, how far followers are behind, and what one death would lose.
pub(super) fn charts(film: &Film, width: u32) -> Html {
    let each = if width >= 1_000 {
        (width - 64) / 3
    } else if width >= 640 {
        (width - 32) / 2
    } else {
        width
    };
    let each = f64::from(each);
    let curves = |points: fn(&Film, usize) -> Option<Points>| -> Vec<Curve> {
        let curve = |mode| Some(Curve { name: film.title(mode).0.into(), points: points(film, mode)? });
        (0..film.modes()).filter_map(curve).collect()
    };
    let chart = |title: &'static str, drawn: Element| {
        html! { <section class="time-chart"><h2>{ title }</h2>{ figure("curves", Some(Shared::new(drawn)), title.into()) }</section> }
    };
    // Where nobody leads, no node alone has what was acknowledged.
    let has_versions = film.trace(0).is_some_and(|trace| trace.keeps == Keeps::Versions);
    let (lagging, alerts) = if has_versions { (Vec::new(), Vec::new()) } else { lags(film) };
    html! {
        <div class="charts">
            { chart(words::time::LATENCY, chart::latency(&curves(write_times), &formulas(film), each)) }
            if has_versions && (0..film.modes()).any(|mode| read_times(film, mode).is_some_and(|times| !times.is_empty())) { { chart(words::time::READ_LATENCY, chart::latency(&curves(read_times), &[], each)) } }
            if !has_versions { { chart(words::time::EXPOSURE, chart::exposure(&curves(exposed), each)) } }
            if !lagging.is_empty() { { chart(words::time::LAG, chart::lag(&lagging, &alerts, each)) } }
        </div>
    }
}

/// What theory says of how long writes take, for the modes of which it says anything.
fn formulas(film: &Film) -> Vec<Curve> {
    /// Points of a curve, and the chance of a write that takes longer than its end.
    const STEPS: u32 = 48;
    const TAIL: f64 = 0.002;
    let curve = |mode| {
        let theory = Theory::new(film.run().scenario(), mode)?;
        let end_ns = theory.with_late(TAIL);
        let point = |step: u32| {
            let ns = end_ns * f64::from(step) / f64::from(STEPS);
            (ns, 1.0 - theory.late(ns as u64))
        };
        let (k, n) = theory.of();
        Some(Curve { name: words::time::formula(k, n), points: (0..=STEPS).map(point).collect() })
    };
    (0..film.modes()).filter_map(curve).collect()
}

fn write_times(film: &Film, mode: usize) -> Option<Points> {
    times(film, mode, true)
}

fn read_times(film: &Film, mode: usize) -> Option<Points> {
    times(film, mode, false)
}

/// How long the operations of a mode took that were done: its writes, or its reads.
fn times(film: &Film, mode: usize, are_writes: bool) -> Option<Points> {
    let operations = &film.trace(mode)?.operations;
    let done = operations.iter().filter(|op| op.kind.is_write() == are_writes && op.outcome == Outcome::Ok);
    Some(chart::distribution(done.filter_map(|op| Some(op.end_ns? - op.start_ns)).collect()))
}

/// How many acknowledged writes are on one node only: the windows that the picture hatches, counted.
fn exposed(film: &Film, mode: usize) -> Option<Points> {
    let end_ns = film.trace(mode)?.end_ns;
    let mut changes: Vec<(u64, f64)> = Vec::new();
    for window in film.spans(mode)?.exposed.all() {
        let to_ns = window.of.lost_ns.unwrap_or(window.to_ns);
        changes.push((window.from_ns, 1.0));
        if to_ns < end_ns {
            changes.push((to_ns, -1.0));
        }
    }
    sort_by_key(&mut changes, |(at_ns, _)| (*at_ns, 0));
    let mut points = Vec::with_capacity(changes.len() * 2 + 1);
    let mut count = 0.0;
    for (at_ns, change) in changes {
        points.push((at_ns as f64, count));
        count += change;
        points.push((at_ns as f64, count));
    }
    points.push((end_ns as f64, count));
    Some(points)
}

/// How far the followers of the first mode's first partition are behind. Alerts stand where they are not far above all.
fn lags(film: &Film) -> (Vec<Curve>, Vec<(String, f64)>) {
    let Some(trace) = film.trace(0) else { return (Vec::new(), Vec::new()) };
    let partition = trace.operations.first().map_or(PartitionId(1), |op| op.partition);
    let nodes: Vec<ActorAt> = (0..trace.actors.len() as u16)
        .map(ActorAt)
        .filter(|at| matches!(trace.actor(*at), Actor::Node(_)))
        .collect();
    let length = trace.end_ns as f64 / f64::from(SAMPLES);
    let lags = Lag::of(trace, partition, &nodes);
    let behind = lags.iter().filter(|lag| lag.greatest_behind_ns(0, trace.end_ns) > 0).take(4);
    let curves: Vec<Curve> = behind
        .map(|lag| {
            let sampled = lag.behind_sampled(0, trace.end_ns, SAMPLES).into_iter().enumerate();
            let points = sampled.map(|(at, ns)| ((at as f64 + 0.5) * length, ns as f64)).collect();
            Curve { name: words::time::actor(trace, lag.follower()), points }
        })
        .collect();
    let most = lags.iter().map(|lag| lag.greatest_behind_ns(0, trace.end_ns)).max().unwrap_or(0);
    let alerts = [("warning", LAG_WARNING_NS), ("critical", LAG_CRITICAL_NS)]
        .into_iter()
        .filter(|(_, ns)| *ns <= most.saturating_mul(4))
        .map(|(said, ns)| (format!("{said}: {}", words::time::span(ns)), ns as f64))
        .collect();
    (curves, alerts)
}
