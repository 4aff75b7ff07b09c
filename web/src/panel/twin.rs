use super::{Shared, press::button};
use crate::{
    picture::{self, Palette, Picture, ring},
    platform,
    state::KeyBook,
    words,
};
use quorate_core::{
    base::{Count, NodeId},
    hash::HashValue,
    run::Run,
    scenario::Keys,
    workload::KeyCloud,
};
use std::fmt::Write;
use wasm_bindgen::JsCast;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct TwinProps {
    pub(crate) run: Shared<Run>,
    pub(crate) keys: Option<Shared<KeyCloud>>,
    pub(crate) own: Option<Shared<KeyBook>>,
}

/// Rows that a table shows; a file has all of them.
const SHOWN: usize = 100;
/// Keys looked at to list some that moved.
const LOOKED_AT: u32 = 20_000;

/// The same as the pictures, as tables; closed at first.
#[component]
pub(crate) fn Twin(TwinProps { run, keys, own }: &TwinProps) -> Html {
    let is_open = use_state(|| false);
    let ontoggle = {
        let is_open = is_open.clone();
        Callback::from(move |event: Event| {
            let details = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            is_open.set(details.is_some_and(|details| details.has_attribute("open")));
        })
    };
    let body = is_open.then(|| tables(run, keys.as_deref(), own.as_ref()));
    html! {
        <details class="twin" {ontoggle}>
            <summary>{ "The same as tables, and as files" }</summary>
            { for body }
        </details>
    }
}

fn tables(run: &Shared<Run>, keys: Option<&KeyCloud>, own: Option<&Shared<KeyBook>>) -> Html {
    let save = |name: &'static str, csv: fn(&Run) -> String| {
        let run = run.clone();
        Callback::from(move |_: MouseEvent| platform::download(name, "text/csv", &csv(&run)))
    };
    let counts = keys.map(|keys| keys.owned(run.ring()));
    let count = |id: NodeId| {
        let at = run.ring().ring_nodes().iter().position(|node| node.id == id)?;
        counts.as_ref()?.get(at).map(|count| words::counted((*count).into()))
    };
    let ownership = run.ownership();
    let share = |share: Option<_>| share.map_or_else(|| "–".to_string(), words::share);
    let now = run.scenario().now();
    let nodes = ownership.iter().take(SHOWN).map(|owned| {
        let tokens = if now.has(owned.id) { words::counted(now.token_count(owned.id).into()) } else { "gone".into() };
        html! { <tr><th scope="row">{ words::name(run, owned.id) }</th><td>{ tokens }</td><td>{ share(owned.now) }</td><td>{ share(owned.before) }</td><td>{ count(owned.id).unwrap_or_else(|| "–".into()) }</td></tr> }
    });
    let ranges = &run.movement().ranges;
    let moved = ranges.iter().take(SHOWN).map(|range| {
        let share = quorate_core::base::Share::of_space(range.start.count_to(range.end, run.ring().bits()), run.ring().bits());
        html! { <tr><td>{ words::degrees(range.start.degrees()) }</td><td>{ words::degrees(range.end.degrees()) }</td><td>{ words::share(share) }</td><td>{ words::name(run, range.from) }</td><td>{ words::name(run, range.to) }</td></tr> }
    });
    let moved_keys = moved_keys(run, own.map(|own| &**own));
    html! {
        <>
            <div class="table" role="region" aria-label="Who owns what" tabindex="0">
                <table><caption>{ shown("Who owns what", ownership.len()) }</caption>
                    <thead><tr><th scope="col">{ "Node" }</th><th scope="col">{ "Tokens" }</th><th scope="col">{ "Owns now" }</th><th scope="col">{ "Owned before" }</th><th scope="col">{ "Keys" }</th></tr></thead>
                    <tbody>{ for nodes }</tbody></table>
            </div>
            <div class="table" role="region" aria-label="What moved" tabindex="0">
                <table><caption>{ shown("What moved: after one degree, up to and with the other", ranges.len()) }</caption>
                    <thead><tr><th scope="col">{ "After" }</th><th scope="col">{ "Up to" }</th><th scope="col">{ "Share" }</th><th scope="col">{ "From" }</th><th scope="col">{ "To" }</th></tr></thead>
                    <tbody>{ for moved }</tbody></table>
            </div>
            <h3>{ "Which keys moved" }</h3>
            <p>{ if moved_keys.is_empty() { "None of those that were looked at.".to_string() } else { format!("The first {}:", words::counted(moved_keys.len() as u64)) } }</p>
            <ul class="moved-keys">{ for moved_keys.iter().map(|(key, from, to)| html! { <li><code>{ words::short_key(key) }</code>{ format!(" {from} → {to}") }</li> }) }</ul>
            <div class="row">
                { button("save", "", "Save nodes as CSV".into(), false, save("quorate-nodes.csv", nodes_csv)) }
                { button("save", "", "Save moved ranges as CSV".into(), false, save("quorate-moved.csv", moved_csv)) }
                { button("save", "", "Save moved keys as CSV".into(), false, save_keys(run, own)) }
                { button("save", "", "Save the ring as SVG".into(), false, save_picture(run)) }
            </div>
        </>
    }
}

fn shown(what: &str, rows: usize) -> String {
    if rows <= SHOWN {
        what.into()
    } else {
        format!("{what}: the first {SHOWN} of {}", words::counted(rows as u64))
    }
}

/// The key at a place, generated or the reader's own.
fn key_at(run: &Run, own: Option<&KeyBook>, at: u32, key: &mut Vec<u8>) -> bool {
    match (run.scenario().keys(), own) {
        (Keys::Generated(generated), _) => generated.write(at, key),
        (Keys::Attached(_), Some(own)) => {
            key.clear();
            let Some(bytes) = own.key(at as usize) else { return false };
            key.extend_from_slice(bytes);
        }
        (Keys::Attached(_), None) => return false,
    }
    true
}

/// Calls with each key that moved, its owner before and now, among the first `most` keys.
fn each_moved(
    run: &Run,
    own: Option<&KeyBook>,
    most: u32,
    mut take: impl FnMut(&[u8], NodeId, NodeId) -> bool,
) {
    let (now, before) = (run.ring(), run.ring_before());
    if now.is_empty() || before.is_empty() {
        return;
    }
    let (hash, hash_before) = (run.scenario().now().hash(), run.scenario().before().hash());
    let mut key = Vec::new();
    for at in 0..run.scenario().keys().count().min(most) {
        if !key_at(run, own, at, &mut key) {
            return;
        }
        let to = now.node_at(now.successor(hash.point(&key)));
        let from = before.node_at(before.successor(hash_before.point(&key)));
        if from != to && !take(&key, from, to) {
            return;
        }
    }
}

fn moved_keys(run: &Run, own: Option<&KeyBook>) -> Vec<(String, String, String)> {
    let mut moved = Vec::new();
    each_moved(run, own, LOOKED_AT, |key, from, to| {
        moved.push((String::from_utf8_lossy(key).into_owned(), words::name(run, from), words::name(run, to)));
        moved.len() < 60
    });
    moved
}

fn save_keys(run: &Shared<Run>, own: Option<&Shared<KeyBook>>) -> Callback<MouseEvent> {
    let (run, own) = (run.clone(), own.cloned());
    Callback::from(move |_: MouseEvent| {
        let mut csv = String::from("key,from,to\n");
        each_moved(&run, own.as_deref(), u32::MAX, |key, from, to| {
            let _ = writeln!(
                csv,
                "{},{},{}",
                quoted(&String::from_utf8_lossy(key)),
                quoted(&words::name(&run, from)),
                quoted(&words::name(&run, to))
            );
            true
        });
        platform::download("quorate-moved-keys.csv", "text/csv", &csv);
    })
}

fn save_picture(run: &Shared<Run>) -> Callback<MouseEvent> {
    let run = run.clone();
    Callback::from(move |_: MouseEvent| {
        let size = ring::Size { width: 744.0, height: 744.0 };
        let palette = if platform::is_dark() { Palette::Dark } else { Palette::Light };
        platform::download(
            "quorate-ring.svg",
            "image/svg+xml",
            &picture::render(&run, Picture::Ring, size, palette),
        );
    })
}

fn nodes_csv(run: &Run) -> String {
    let mut csv = String::from("node,name,tokens,owned_now,owned_before,of\n");
    for owned in run.ownership() {
        let share = |share: Option<quorate_core::base::Share>| {
            share.map_or_else(String::new, |share| share.num.to_string())
        };
        let _ = writeln!(
            csv,
            "{},{},{},{},{},{}",
            owned.id,
            quoted(&words::name(run, owned.id)),
            run.scenario().now().token_count(owned.id),
            share(owned.now),
            share(owned.before),
            Count::space(run.ring().bits())
        );
    }
    csv
}

fn moved_csv(run: &Run) -> String {
    let hash = run.scenario().now().hash();
    let mut csv = String::from("after,up_to,from,to\n");
    for range in &run.movement().ranges {
        let value = |point| HashValue::last_at(point, hash).decimal(hash);
        let _ = writeln!(
            csv,
            "{},{},{},{}",
            value(range.start),
            value(range.end),
            quoted(&words::name(run, range.from)),
            quoted(&words::name(run, range.to))
        );
    }
    csv
}

/// A field of a CSV: quoted where it must be, and never read as a formula by a sheet.
fn quoted(field: &str) -> String {
    let guarded =
        if field.starts_with(['=', '+', '-', '@']) { format!("'{field}") } else { field.to_string() };
    if guarded.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}
