use super::{
    Shared,
    tables::{details, palette, save, table, use_open},
};
use crate::{
    picture::{self, Picture, ring},
    state::KeyBook,
    words::{self, Sheet, quoted},
};
use quorate_core::{
    base::{Count, NodeId, Share},
    hash::HashValue,
    run::{Owned, Run},
    scenario::Keys,
    workload::KeyCloud,
};
use std::fmt::Write;
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
    let (is_open, ontoggle) = use_open();
    let body = is_open.then(|| tables(run, keys.as_deref(), own.as_ref()));
    details(ontoggle, body)
}

fn tables(run: &Shared<Run>, keys: Option<&KeyCloud>, own: Option<&Shared<KeyBook>>) -> Html {
    let save_csv = |label: &'static str, name: &'static str, csv: fn(&Run) -> String| {
        let run = run.clone();
        save(label, name, "text/csv", move || csv(&run))
    };
    let moved_keys = moved_keys(run, own.map(|own| &**own));
    html! {
        <>
            { table("Who owns what", "Who owns what", &nodes(run, keys), run.ownership().len()) }
            { table("What moved", "What moved: after one degree, up to and with the other", &moved(run), run.movement().ranges.len()) }
            <h3>{ "Which keys moved" }</h3>
            <p>{ if moved_keys.is_empty() { "None of those that were looked at.".to_string() } else { format!("The first {}:", words::counted(moved_keys.len() as u64)) } }</p>
            <ul class="moved-keys">{ for moved_keys.iter().map(|(key, from, to)| html! { <li><code>{ words::short_key(key) }</code>{ format!(" {from} → {to}") }</li> }) }</ul>
            <div class="row">
                { save_csv("Save nodes as CSV", "quorate-nodes.csv", nodes_csv) }
                { save_csv("Save moved ranges as CSV", "quorate-moved.csv", moved_csv) }
                { save_keys(run, own) }
                { save_picture(run) }
            </div>
        </>
    }
}

/// The first nodes, with what each owns and its keys.
fn nodes(run: &Run, keys: Option<&KeyCloud>) -> Sheet {
    let counts = keys.map(|keys| keys.owned(run.ring()));
    let count = |id: NodeId| {
        let at = run.ring().ring_nodes().iter().position(|node| node.id == id)?;
        counts.as_ref()?.get(at).map(|count| words::counted((*count).into()))
    };
    let share = |share: Option<_>| share.map_or_else(|| "–".to_string(), words::share);
    let now = run.scenario().now();
    let row = |owned: &Owned| {
        let tokens =
            if now.has(owned.id) { words::counted(now.token_count(owned.id).into()) } else { "gone".into() };
        let keys = count(owned.id).unwrap_or_else(|| "–".into());
        vec![words::name(run, owned.id), tokens, share(owned.now), share(owned.before), keys]
    };
    Sheet {
        heads: &["Node", "Tokens", "Owns now", "Owned before", "Keys"],
        rows: run.ownership().iter().take(SHOWN).map(row).collect(),
    }
}

/// The first ranges that moved.
fn moved(run: &Run) -> Sheet {
    let bits = run.ring().bits();
    let ranges = run.movement().ranges.iter().take(SHOWN).map(|range| {
        vec![
            words::degrees(range.start.degrees()),
            words::degrees(range.end.degrees()),
            words::share(Share::of_space(range.start.count_to(range.end, bits), bits)),
            words::name(run, range.from),
            words::name(run, range.to),
        ]
    });
    Sheet { heads: &["After", "Up to", "Share", "From", "To"], rows: ranges.collect() }
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

fn save_keys(run: &Shared<Run>, own: Option<&Shared<KeyBook>>) -> Html {
    let (run, own) = (run.clone(), own.cloned());
    save("Save moved keys as CSV", "quorate-moved-keys.csv", "text/csv", move || {
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
        csv
    })
}

fn save_picture(run: &Shared<Run>) -> Html {
    let run = run.clone();
    save("Save the ring as SVG", "quorate-ring.svg", "image/svg+xml", move || {
        let size = ring::Size { width: 744.0, height: 744.0 };
        picture::render(&run, Picture::Ring, picture::Drawing::new(size, palette()))
    })
}

fn nodes_csv(run: &Run) -> String {
    let mut csv = String::from("node,name,tokens,owned_now,owned_before,of\n");
    for owned in run.ownership() {
        let share = |share: Option<Share>| share.map_or_else(String::new, |share| share.num.to_string());
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
