use super::trials::Done;
use crate::{
    chart,
    panel::{
        Shared,
        tables::{details, palette, save, table},
    },
    picture::to_svg,
    state::Reckoning,
    words::{Sheet, staleness as said},
};
use quorate_core::scenario::Scenario;
use said::QUANTILE;
use yew::prelude::*;

/// Rows of instants that a table shows; a file has all of them.
const SHOWN: usize = 25;

/// How long operations take, how many versions behind a read is, where the numbers come from, and what the paper has.
pub(super) fn evidence(scenario: &Scenario, Done { reckoning, findings }: &Done) -> Html {
    let ask = reckoning.ask();
    let (latencies, versions) = (said::latencies(findings), said::versions(ask));
    let notes = [
        scenario.odds().wars().is_none().then(|| said::no_model(Reckoning::START)),
        Some(said::about(reckoning.kind(), scenario.experiment())),
        (scenario.odds().trials() > ask.trials())
            .then(|| said::capped(scenario.odds().trials(), ask.trials())),
    ];
    let seen_ns = findings.visibility(QUANTILE).value;
    let published = reckoning.model().and_then(|model| said::published(model, ask, seen_ns));
    html! {
        <div class="found">
            { table("How long they take", "How long reads and writes take", &latencies, latencies.rows.len()) }
            { table("Versions behind", "How many versions behind a read is", &versions, versions.rows.len()) }
            <p class="note">{ said::closed_form(ask) }</p>
            <section class="model"><h2>{ "How long messages take" }</h2>{ for notes.into_iter().flatten().map(|note| html! { <p>{ note }</p> }) }</section>
            if let Some(published) = published { <section class="published"><h2>{ "Beside the paper" }</h2><p>{ format!("{published}.") }</p></section> }
            <details class="left-out"><summary>{ "What this leaves out" }</summary><p class="note">{ said::LEFT_OUT }</p></details>
        </div>
    }
}

/// The same as tables, and as files.
pub(super) fn twin(
    done: &Shared<Done>,
    at_ns: u64,
    width: u32,
    ontoggle: Callback<Event>,
    is_open: bool,
) -> Html {
    details(ontoggle, is_open.then(|| tables(done, at_ns, width)))
}

fn tables(done: &Shared<Done>, at_ns: u64, width: u32) -> Html {
    let sheet = |done: &Done, most: usize| -> Sheet {
        let seen_ns = done.findings.visibility(QUANTILE).value;
        let instants: Vec<f64> = chart::staleness_instants(seen_ns).collect();
        let each = instants.len().div_ceil(most).max(1);
        let some: Vec<f64> = instants.into_iter().step_by(each).collect();
        said::sheet(&done.findings, &some, QUANTILE)
    };
    let (csv, svg) = (done.clone(), done.clone());
    let csv = move || sheet(&csv, usize::MAX).csv();
    let svg = move || {
        let Done { reckoning, findings } = &*svg;
        let drawn = chart::staleness(
            findings,
            reckoning.ask(),
            at_ns as f64,
            QUANTILE,
            f64::from(width.clamp(320, 744)),
        );
        to_svg(&drawn.with("role", "img"), palette())
    };
    let shown = sheet(done, SHOWN);
    html! {
        <>
            { table("Found", &said::asked(done.reckoning.ask(), done.findings.trials()), &shown, shown.rows.len()) }
            <div class="row">{ save("Save the figures as CSV", "quorate-stale-reads.csv", "text/csv", csv) }{ save("Save the chart as SVG", "quorate-stale-reads.svg", "image/svg+xml", svg) }</div>
        </>
    }
}
