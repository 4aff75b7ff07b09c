use super::{
    Act,
    press::{button, calling, choice, doing, icon_button},
    sends,
};
use crate::state::{Action, State};
use quorate_core::scenario::{Edit, Pane, Scenario, SchemeKind, Show, TextSize, Theme, preset};
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

pub(crate) const UNDO: &str = "M9 7H5V3M5 7c2-3 5-4 8-3a6 6 0 1 1-7 9";
const REDO: &str = "M11 7h4V3M15 7c-2-3-5-4-8-3a6 6 0 1 0 7 9";
/// A disc of which the right half is filled.
const THEME: &str = "M10 3a7 7 0 1 0 0 14a7 7 0 1 0 0-14M10 3v14a7 7 0 0 1 0-14";

/// The mark, the example, and what is done to the page as a whole.
pub(crate) fn header(
    state: &State,
    act: &Act,
    is_copied: bool,
    on_copy: &Callback<()>,
    on_help: &Callback<()>,
) -> Html {
    let scenario = state.scenario();
    let on_example = sends(act, |event: Event| {
        let select: HtmlSelectElement = event.target()?.dyn_into().ok()?;
        Some(Action::Edit(Edit::Preset(preset::find(&select.value())?)))
    });
    let examples = preset::ALL.iter().map(|preset| (preset.id, preset.title)).collect();
    let (theme_label, next_theme) = match scenario.theme() {
        Theme::Auto => ("Theme: as your system. Change to dark", Theme::Dark),
        Theme::Dark => ("Theme: dark. Change to light", Theme::Light),
        Theme::Light => ("Theme: light. Change to that of your system", Theme::Auto),
    };
    let (size_label, next_size) = match scenario.text() {
        TextSize::Normal => ("Large text, for a projector", TextSize::Large),
        TextSize::Large => ("Normal text", TextSize::Normal),
    };
    let copy = if is_copied { "Link copied" } else { "Copy link" };
    html! {
        <header class="top">
            <a class="mark" href="#v=1">{ mark() }<span>{ "Quorate" }</span></a>
            { pictures(state, act) }
            <label class="example"><span>{ "Example" }</span>{ choice("example", examples, scenario.preset().id, on_example) }</label>
            <div class="acts" role="toolbar" aria-label="Page">
                { icon_button("undo", "Undo (Ctrl+Z)", icon(UNDO, "none"), !state.can_undo(), doing(act, Action::Undo)) }
                { icon_button("redo", "Redo (Ctrl+Shift+Z)", icon(REDO, "none"), !state.can_redo(), doing(act, Action::Redo)) }
                { button("reset", "", "Reset".into(), false, doing(act, Action::Reset)) }
                { button("copy", "", copy.into(), false, calling(on_copy)) }
                { icon_button("theme", theme_label, icon(THEME, "currentColor"), false, doing(act, Action::Edit(Edit::Theme(next_theme)))) }
                { icon_button("text", size_label, html! { "Aa" }, false, doing(act, Action::Edit(Edit::TextSize(next_size)))) }
                { button("help", "", "Help".into(), false, calling(on_help)) }
            </div>
            <p class="visually-hidden" role="status">{ if is_copied { copy } else { "" } }</p>
        </header>
    }
}

/// Which pictures stand on the page.
fn pictures(state: &State, act: &Act) -> Html {
    let scenario = state.scenario();
    let can_ring = scenario.now().scheme() == SchemeKind::Ring;
    let shown = (scenario.shows_ring(), scenario.shows_racks());
    let has_time = scenario.shows_time();
    let tab = |(show, label, name): (Show, &'static str, &'static str)| {
        let is_shown = match show {
            Show::TIME => has_time,
            Show::QUORUM => scenario.shows_quorum(),
            Show::STALE => scenario.shows_stale(),
            _ => (show.has_ring(), show.has_racks()) == shown,
        };
        let is_off = !can_ring && show.has_ring();
        let onclick = doing(act, Action::Show(show));
        html! { <button type="button" {name} aria-pressed={is_shown.to_string()} disabled={is_off} {onclick}>{ label }</button> }
    };
    let tabs = [
        (Show::RING, "Ring", "show-ring"),
        (Show::RACKS, "Racks", "show-racks"),
        (Show::RING.with(Pane::Racks), "Both", "show-both"),
        (Show::TIME, "Time", "show-time"),
        (Show::QUORUM, "Quorum", "show-quorum"),
        (Show::STALE, "Stale", "show-stale"),
    ];
    // Beside time there is room for one of the others, and beside these for time.
    let more = match (has_time, shown) {
        (true, (false, false)) if can_ring => Some((Show::RING.with(Pane::Time), "+ Ring")),
        (true, (false, false)) => Some((Show::RACKS.with(Pane::Time), "+ Racks")),
        (true, _) => None,
        (false, _) => Some((and_reckoned(beside_time(shown), scenario), "+ Time")),
    };
    let more = more.map(|(show, label)| {
        let onclick = doing(act, Action::Show(show));
        html! { <button type="button" name="show-beside" class="beside" {onclick}>{ label }</button> }
    });
    html! { <nav class="pictures" aria-label="Pictures">{ for tabs.into_iter().map(tab) }{ for more }</nav> }
}

/// The ring and racks, as far as they are shown, with time.
const fn beside_time((ring, racks): (bool, bool)) -> Show {
    let show = if ring { Show::TIME.with(Pane::Ring) } else { Show::TIME };
    if racks { show.with(Pane::Racks) } else { show }
}

/// What is reckoned stays beside it.
fn and_reckoned(show: Show, scenario: &Scenario) -> Show {
    let show = if scenario.shows_quorum() { show.with(Pane::Quorum) } else { show };
    if scenario.shows_stale() { show.with(Pane::Stale) } else { show }
}

/// A ring of which three parts are owned: the mark of the playground.
pub(crate) fn mark() -> Html {
    html! {
        <svg class="logo" viewBox="0 0 24 24" width="26" height="26" aria-hidden="true">
            <circle cx="12" cy="12" r="9" fill="none" stroke="currentColor" stroke-width="4.5" stroke-dasharray="15.8 3.05" stroke-dashoffset="-1.5" />
            <circle cx="12" cy="3" r="2.6" fill="currentColor" stroke="var(--paper)" stroke-width="1.4" />
        </svg>
    }
}

pub(crate) fn icon(path: &'static str, fill: &'static str) -> Html {
    html! { <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" class="stroked"><path d={path} {fill} fill-rule="evenodd" /></svg> }
}
