use crate::{
    panel::{Shared, press::Select, press::figure, sends},
    picture::{merkle, versions},
    player::Film,
    words::{self, merkle::Seen},
};
use quorate_core::{
    base::{PartitionId, Point, distinct},
    hash::HashFn,
    protocol::leaderless::SWEEP_DEPTH,
    repair::{Comparison, Partitioned, Shape},
    trace::{ActorAt, Keeps, Moment, TextAt, Trace, What},
};
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct VersionsProps {
    pub(super) film: Shared<Film>,
    pub(super) at_ns: u64,
    pub(super) width: u32,
}

/// Keys that can be chosen.
const KEYS: usize = 50;
/// From this width on two modes stand side by side.
const SIDE_BY_SIDE: u32 = 900;

/// Who has which version of a key, and what two replicas would compare; nothing where replicas keep a log.
#[component]
pub(super) fn Versions(VersionsProps { film, at_ns, width }: &VersionsProps) -> Html {
    let chosen = use_state_eq(|| None::<TextAt>);
    let Some(first) = film.trace(0).filter(|trace| trace.keeps == Keeps::Versions) else {
        return Html::default();
    };
    let keys = keys(first);
    let Some(key) = chosen.filter(|key| keys.contains(key)).or(keys.first().copied()) else {
        return Html::default();
    };
    let onchange = {
        let chosen = chosen.clone();
        sends(&Callback::from(move |key: TextAt| chosen.set(Some(key))), |event: Event| {
            let list = event.target()?.dyn_into::<HtmlSelectElement>().ok()?;
            Some(TextAt(list.value().parse().ok()?))
        })
    };
    let option = |at: &TextAt| html! { <option value={at.0.to_string()} selected={*at == key}>{ words::short_key(first.texts.get(*at)) }</option> };
    let select = (keys.len() > 1).then(|| html! { <label class="field"><span class="label">{ "Key" }</span><Select name="key" chosen={key.0.to_string()} {onchange}>{ for keys.iter().map(option) }</Select></label> });
    let is_beside = film.modes() > 1 && *width >= SIDE_BY_SIDE;
    let each = if is_beside { (*width - 40) / 2 } else { *width };
    let text = first.texts.get(key).to_string();
    let modes = (0..film.modes()).filter_map(|mode| {
        let (trace, spans) = (film.trace(mode)?, film.spans(mode)?);
        let of = versions::Of { trace, spans, key: trace.texts.find(&text)?, now_ns: *at_ns };
        let drawn = versions::versions(of, f64::from(each))?;
        let label = words::versions::description(trace, &versions::Holdings::of(trace, of.key), *at_ns);
        let title = (film.modes() > 1).then(|| html! { <h3>{ film.title(mode).0 }</h3> });
        Some(html! { <div>{ for title }{ figure("versions", Some(Shared::new(drawn)), label) }</div> })
    });
    html! {
        <section class="versions">
            <h2>{ words::versions::title(first, key) }</h2>
            { for select }
            <div class={classes!(is_beside.then_some("side-by-side"))}>{ for modes }</div>
            { for trees(film, *at_ns, *width) }
        </section>
    }
}

/// The keys of which there are versions, in the order in which they came up.
fn keys(trace: &Trace) -> Vec<TextAt> {
    let mut keys = distinct(trace.versions.iter().map(|(_, version)| version.key));
    keys.truncate(KEYS);
    keys
}

/// What the first two replicas of the first mode that compare their trees would find at the instant.
fn trees(film: &Film, at_ns: u64, width: u32) -> Option<Html> {
    let compares =
        |trace: &&Trace| trace.events.iter().any(|event| matches!(event.what, What::Compared { .. }));
    let trace = (0..film.modes()).filter_map(|mode| film.trace(mode)).find(compares)?;
    let (partition, nodes) = pair(trace, at_ns)?;
    let hash = film.run().scenario().now().hash();
    let of = Partitioned::new(trace, partition, hash, whole(hash));
    let moment = Moment::new(trace, at_ns);
    let compared = Comparison::new(trace, &moment, &of, nodes)?;
    let seen = Seen { trace, moment: &moment, compared: &compared };
    let drawn = merkle::merkle(&seen, None, f64::from(width.min(744)));
    let label = words::merkle::description(&seen);
    Some(html! {
        <details class="trees"><summary>{ words::merkle::title(&seen) }</summary><p>{ words::merkle::headline(&seen) }</p>{ figure("tree", Some(Shared::new(drawn)), label) }</details>
    })
}

/// The tree that the machines compare: over the whole hash space.
fn whole(hash: HashFn) -> Shape {
    let start = Point::from_parts(0, 0);
    Shape::fitting((start, start), hash.bits(), SWEEP_DEPTH)
}

/// Who compared last by an instant, else first afterwards.
fn pair(trace: &Trace, at_ns: u64) -> Option<(PartitionId, [ActorAt; 2])> {
    let compared = trace.events.iter().filter_map(|event| match event.what {
        What::Compared { partition, whom, .. } => Some((event.at_ns, partition, [event.actor, whom])),
        _ => None,
    });
    let mut found = None;
    for (ns, partition, nodes) in compared {
        if ns > at_ns && found.is_some() {
            break;
        }
        found = Some((partition, nodes));
    }
    found
}
