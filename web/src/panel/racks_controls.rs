use super::{
    Act,
    controls::{labelled, node_buttons, tokens},
    press::{Select, button, doing, icon_button},
    sends,
};
use crate::{platform, state::Action, words};
use quorate_core::{
    base::{DcId, Unit},
    run::{Racks, Run},
    scenario::{Edit, LevelKind, PlacementKind, Replicas, SchemeKind},
    system,
};
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// The counts of fixed partitions that can be chosen.
const PARTS: [u32; 9] = [3, 6, 12, 24, 60, 120, 360, 1_000, 10_000];
/// The levels that everybody knows.
const PLAIN: [(LevelKind, &str); 3] =
    [(LevelKind::One, "ONE"), (LevelKind::Quorum, "QUORUM"), (LevelKind::All, "ALL")];
/// What an address says of a table that the reader wrote.
const TABLE: &str = "table";
const NONE: &str = "none";

/// What the racks are made of, and what is done to them.
pub(crate) fn racks_controls(run: &Run, racks: &Racks, act: &Act) -> Html {
    let now = run.scenario().now();
    let summary = format!(
        "{}, {}, {}",
        placement_name(run),
        words::several(now.copies_meant(), "copy", "copies"),
        words::several(now.sites().len() as u32, "rack", "racks")
    );
    let is_ring = now.scheme() == SchemeKind::Ring;
    html! {
        <div class="controls" role="group" aria-label="Cluster">
            { power(racks, act) }
            { levels(run, act) }
            <details class="settings" open={!platform::is_narrow()}>
                <summary>{ "Cluster " }<span>{ summary }</span></summary>
                <div class="fields">
                    { placement(run, act) }
                    { copies(run, act) }
                </div>
            </details>
            <details class="more">
                <summary>{ "More" }</summary>
                <div class="fields">
                    { node_buttons(run, act, false) }
                    { more_racks(run, act) }
                    { if is_ring { tokens(run, act) } else { parts(run, act) } }
                    { insync(run, act) }
                    { split(run, act, "Reads alone at", "reads", Edit::ReadAt, 0) }
                    { split(run, act, "Writes alone at", "writes", Edit::WriteAt, 1) }
                    { compare(run, act) }
                </div>
            </details>
        </div>
    }
}

/// One act on power, and everything on.
fn power(racks: &Racks, act: &Act) -> Html {
    let (label, action) = words::racks::power_act(racks);
    let all_on = doing(act, Action::Edit(Edit::AllOn));
    let is_on = racks.cluster().off().next().is_none();
    let content = html! {
        <>
            { button("power", "primary", label, false, doing(act, Action::Edit(action))) }
            { button("all-on", "", "All on".into(), is_on, all_on) }
        </>
    };
    labelled("power", "Power", content)
}

/// What a request needs: the three that everybody knows as radios, all others as a list.
fn levels(run: &Run, act: &Act) -> Html {
    let scenario = run.scenario();
    let (chosen, dc) = (scenario.level(), scenario.level_dc());
    let radio = |(level, label): (LevelKind, &'static str)| {
        let onchange = act.reform(move |_: Event| Action::Edit(Edit::Level(level, None)));
        html! { <label class="radio"><input type="radio" name="level" value={label} checked={chosen == level} {onchange} />{ label }</label> }
    };
    let dcs = scenario.now().dcs();
    let mut others: Vec<(LevelKind, Option<DcId>, String)> = Vec::new();
    for (word, level) in
        LevelKind::WORDS.into_iter().filter(|(_, level)| !PLAIN.iter().any(|(plain, _)| plain == level))
    {
        let label = word.replace('-', "_").to_ascii_uppercase();
        match level {
            LevelKind::LocalOne | LevelKind::LocalQuorum if dcs.len() > 1 => {
                others.extend(dcs.iter().map(|dc| (level, Some(*dc), format!("{label} in {dc}"))));
            }
            LevelKind::AcksAll => others.push((level, None, "acks=all".into())),
            LevelKind::Raft => others.push((level, None, "Raft majority".into())),
            _ => others.push((level, None, label)),
        }
    }
    let is_chosen =
        |(level, at, _): &(LevelKind, Option<DcId>, String)| *level == chosen && at.is_none_or(|at| at == dc);
    let at = others.iter().position(is_chosen);
    let options: Vec<Html> = others
        .iter()
        .enumerate()
        .map(|(place, (.., label))| html! { <option value={place.to_string()} selected={at == Some(place)}>{ label }</option> })
        .collect();
    let onchange = {
        let act = act.clone();
        Callback::from(move |event: Event| {
            let chosen = value(&event).and_then(|value| others.get(value.parse::<usize>().ok()?).cloned());
            if let Some((level, dc, _)) = chosen {
                act.emit(Action::Edit(Edit::Level(level, dc)));
            }
        })
    };
    html! {
        <div class="field level" role="radiogroup" aria-label="A request needs">
            <span class="label">{ "A request needs" }</span>
            <div class="row">
                { for PLAIN.into_iter().map(radio) }
                <Select name="level-other" label="Another level" chosen={at.map_or_else(String::new, |at| at.to_string())} {onchange}>
                    <option value="" selected={at.is_none()} disabled=true>{ "other…" }</option>
                    { for options }
                </Select>
            </div>
        </div>
    }
}

fn value(event: &Event) -> Option<String> {
    Some(event.target()?.dyn_into::<HtmlSelectElement>().ok()?.value())
}

fn chosen_placement(event: &Event) -> Option<PlacementKind> {
    let value = value(event)?;
    PlacementKind::WORDS.iter().find(|(word, _)| *word == value).map(|(_, placement)| *placement)
}

fn placement_name(run: &Run) -> &'static str {
    run.racks().map_or("", |racks| racks.placed().system().name)
}

/// Placements that a cluster can take: those of a ring where keys lie on one.
fn placements(run: &Run, chosen: Option<PlacementKind>) -> Html {
    let is_ring = run.scenario().now().scheme() == SchemeKind::Ring;
    let option = |row: &system::System| {
        let placement = row.placement?;
        // What has no ring walks its list.
        let row = if placement == PlacementKind::Walk && !is_ring { system::list() } else { row };
        Some(
            html! { <option value={placement.id()} selected={chosen == Some(placement)}>{ row.name }</option> },
        )
    };
    html! { { for system::ALL.iter().filter_map(option) } }
}

fn placement(run: &Run, act: &Act) -> Html {
    let now = run.scenario().now();
    let is_table = !now.assigned().is_empty();
    let onchange = sends(act, |event: Event| Some(Action::Edit(Edit::Place(chosen_placement(&event)?))));
    let lots = (now.placement().draws() && !is_table).then(|| {
        let shuffle = act.reform(|_: MouseEvent| Action::Edit(Edit::Seed(platform::fresh_seed())));
        button("lots", "", "Draw again".into(), false, shuffle)
    });
    html! {
        <div class="field placement"><span class="label">{ "Placement" }</span>
            <div class="row">
                <Select name="placement" label="Placement" chosen={if is_table { TABLE } else { now.placement().id() }} {onchange}>
                    if is_table { <option value={TABLE} selected=true>{ "A table of your own" }</option> }
                    { placements(run, (!is_table).then(|| now.placement())) }
                </Select>
                { for lots }
            </div>
        </div>
    }
}

/// Copies in all, or in each data centre where they are counted so.
fn copies(run: &Run, act: &Act) -> Html {
    let now = run.scenario().now();
    if !now.assigned().is_empty() {
        return Html::default();
    }
    let dcs = now.dcs();
    if !now.placement().counts_per_dc() || (dcs.len() < 2 && matches!(now.copies(), Replicas::Each(_))) {
        let count = now.replicas();
        return stepper("copies", "Copies".into(), count, 1, act, Edit::Replicas);
    }
    let of = |dc: &DcId| {
        let dc = *dc;
        let label = format!("Copies in {}", words::short(&now.name_of(Unit::Dc(dc))));
        stepper("copies", label, now.copies().in_dc(dc), 0, act, move |count| Edit::ReplicasIn(dc, count))
    };
    html! { { for dcs.iter().take(6).map(of) } }
}

/// A count with one less and one more.
fn stepper(
    class: &'static str,
    label: String,
    count: u32,
    least: u32,
    act: &Act,
    edit: impl Fn(u32) -> Edit,
) -> Html {
    let fewer = doing(act, Action::Edit(edit(count.saturating_sub(1))));
    let more = doing(act, Action::Edit(edit(count + 1)));
    html! {
        <div class={classes!("field", class)} role="group" aria-label={label.clone()}><span class="label">{ label }</span>
            <div class="row">
                { icon_button("fewer", "One fewer", html! { "−" }, count <= least, fewer) }
                <output>{ count }</output>
                { icon_button("more", "One more", html! { "+" }, false, more) }
            </div>
        </div>
    }
}

/// A level for reads or for writes alone.
fn split(
    run: &Run,
    act: &Act,
    label: &'static str,
    name: &'static str,
    edit: fn(Option<LevelKind>) -> Edit,
    side: usize,
) -> Html {
    let chosen = run.scenario().split_levels().map(|levels| levels[side]);
    let onchange = sends(act, move |event: Event| {
        let value = value(&event)?;
        let level = LevelKind::WORDS.iter().find(|(word, _)| *word == value).map(|(_, level)| *level);
        Some(Action::Edit(edit(level)))
    });
    let words = LevelKind::WORDS.iter();
    let word = words.clone().find(|(_, level)| chosen == Some(*level)).map_or(NONE, |(word, _)| word);
    let option = |(word, level): &(&'static str, LevelKind)| html! { <option value={*word} selected={chosen == Some(*level)}>{ word.replace('-', "_").to_ascii_uppercase() }</option> };
    html! {
        <label class="field split"><span class="label">{ label }</span>
            <Select {name} chosen={word} {onchange}><option value={NONE} selected={chosen.is_none()}>{ "the level above" }</option>{ for words.map(option) }</Select>
        </label>
    }
}

/// Kafka's least count of copies in sync, where it means something.
fn insync(run: &Run, act: &Act) -> Html {
    let now = run.scenario().now();
    let is_kafka = matches!(now.placement(), PlacementKind::Kafka | PlacementKind::Kraft);
    if !is_kafka && run.scenario().level() != LevelKind::AcksAll {
        return Html::default();
    }
    stepper("insync", "min.insync.replicas".into(), now.min_insync(), 1, act, Edit::MinInsync)
}

fn more_racks(run: &Run, act: &Act) -> Html {
    let sites = run.scenario().now().sites();
    let Some(last) = sites.last().copied() else { return Html::default() };
    let content = html! {
        <>
            { button("add-rack", "", "+ Add a rack".into(), false, doing(act, Action::Edit(Edit::AddRack(last.dc)))) }
            { button("remove-rack", "", format!("− Remove {}", last.rack), sites.len() == 1, doing(act, Action::Edit(Edit::RemoveRack(last)))) }
        </>
    };
    labelled("rack-buttons", "Racks", content)
}

/// Fixed partitions, where they are neither a ring's nor a table's nor cut by the reader.
fn parts(run: &Run, act: &Act) -> Html {
    let now = run.scenario().now();
    if now.scheme() != SchemeKind::Slots
        || now.placement() == PlacementKind::Redis
        || !now.assigned().is_empty()
    {
        return Html::default();
    }
    let onchange = sends(act, |event: Event| Some(Action::Edit(Edit::Parts(value(&event)?.parse().ok()?))));
    let mut counts = PARTS.to_vec();
    if let Err(at) = counts.binary_search(&now.parts()) {
        counts.insert(at, now.parts());
    }
    let option = |count: &u32| html! { <option value={count.to_string()} selected={*count == now.parts()}>{ words::counted((*count).into()) }</option> };
    html! { <label class="field parts"><span class="label">{ "Partitions" }</span><Select name="parts" chosen={now.parts().to_string()} {onchange}>{ for counts.iter().map(option) }</Select></label> }
}

/// The same cluster placed otherwise, side by side.
fn compare(run: &Run, act: &Act) -> Html {
    let chosen = run.scenario().other().map(quorate_core::scenario::Cluster::placement);
    let onchange = sends(act, |event: Event| {
        let edit = match chosen_placement(&event) {
            Some(placement) => Edit::Compare(Some(placement)),
            None => Edit::Compare(None),
        };
        Some(Action::Edit(edit))
    });
    html! {
        <label class="field compare"><span class="label">{ "Compare with" }</span>
            <Select name="compare" chosen={chosen.map_or(NONE, PlacementKind::id)} {onchange}>
                <option value={NONE} selected={chosen.is_none()}>{ "nothing" }</option>
                { placements(run, chosen) }
            </Select>
        </label>
    }
}
