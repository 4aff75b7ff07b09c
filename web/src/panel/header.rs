use super::{Act, sends};
use crate::state::{Action, State};
use quorate_core::scenario::{Edit, Preset, TextSize, Theme, preset};
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct HeaderProps {
    pub(crate) state: super::Shared<State>,
    pub(crate) act: Act,
    /// Whether the link was just copied.
    pub(crate) is_copied: bool,
    pub(crate) on_copy: Callback<()>,
    pub(crate) on_help: Callback<()>,
}

/// The mark, the example, and what is done to the page as a whole.
#[component]
pub(crate) fn Header(HeaderProps { state, act, is_copied, on_copy, on_help }: &HeaderProps) -> Html {
    let scenario = state.scenario();
    let on_example = sends(act, |event: Event| {
        let select: HtmlSelectElement = event.target()?.dyn_into().ok()?;
        Some(Action::Edit(Edit::Preset(preset::find(&select.value())?)))
    });
    let option = |example: &'static Preset| {
        html! { <option value={example.id} selected={example.id == scenario.preset().id}>{ example.title }</option> }
    };
    let next_theme = match scenario.theme() {
        Theme::Auto => Theme::Dark,
        Theme::Dark => Theme::Light,
        Theme::Light => Theme::Auto,
    };
    let theme_label = match scenario.theme() {
        Theme::Auto => "Theme: as your system. Change to dark",
        Theme::Dark => "Theme: dark. Change to light",
        Theme::Light => "Theme: light. Change to that of your system",
    };
    let next_size = if scenario.text() == TextSize::Large { TextSize::Normal } else { TextSize::Large };
    let press = |action: Action| act.reform(move |_: MouseEvent| action.clone());
    html! {
        <header class="top">
            <a class="mark" href="#v=1">{ mark() }<span>{ "Quorate" }</span></a>
            <label class="example"><span>{ "Example" }</span>
                <select name="example" onchange={on_example}>{ for preset::ALL.iter().map(option) }</select>
            </label>
            <div class="acts" role="toolbar" aria-label="Page">
                <button type="button" class="icon" name="undo" aria-label="Undo" title="Undo (Ctrl+Z)" disabled={!state.can_undo()} onclick={press(Action::Undo)}>{ icon("M9 7H5V3M5 7c2-3 5-4 8-3a6 6 0 1 1-7 9") }</button>
                <button type="button" class="icon" name="redo" aria-label="Redo" title="Redo (Ctrl+Shift+Z)" disabled={!state.can_redo()} onclick={press(Action::Redo)}>{ icon("M11 7h4V3M15 7c-2-3-5-4-8-3a6 6 0 1 0 7 9") }</button>
                <button type="button" name="reset" class="wide-only" onclick={press(Action::Reset)}>{ "Reset" }</button>
                <button type="button" name="copy" onclick={on_copy.reform(|_: MouseEvent| ())}>{ if *is_copied { "Link copied" } else { "Copy link" } }</button>
                <button type="button" class="icon" name="theme" aria-label={theme_label} title={theme_label} onclick={press(Action::Edit(Edit::Theme(next_theme)))}>{ icon("M10 3a7 7 0 1 0 0 14a7 7 0 1 0 0-14M10 3v14a7 7 0 0 1 0-14") }</button>
                <button type="button" class="icon wide-only" name="text" aria-label="Large text, for a projector" aria-pressed={(scenario.text() == TextSize::Large).to_string()} title="Large text, for a projector" onclick={press(Action::Edit(Edit::TextSize(next_size)))}>{ "Aa" }</button>
                <button type="button" name="help" onclick={on_help.reform(|_: MouseEvent| ())}>{ "Help" }</button>
            </div>
            <p class="visually-hidden" role="status">{ if *is_copied { "Link copied" } else { "" } }</p>
        </header>
    }
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

fn icon(path: &'static str) -> Html {
    let fill = if path.contains("v14") { "currentColor" } else { "none" };
    html! {
        <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
            <path d={path} fill={fill} fill-rule="evenodd" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" />
        </svg>
    }
}
