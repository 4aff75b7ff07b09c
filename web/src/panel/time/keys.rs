use super::playing::Deed;
use crate::{
    panel::{Act, chart::focus},
    picture::Part,
    platform,
    player::Film,
    state::Action,
};
use quorate_core::{
    base::Unit,
    scenario::{Edit, Verb},
    trace::{Actor, Moment, Running},
};
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlInputElement};
use yew::prelude::*;

/// The part of a sequence that an event hit, and the element that stands for it.
pub(super) fn part_of(target: Option<EventTarget>) -> Option<(Part, Element)> {
    let element = target?.dyn_into::<Element>().ok()?.closest("[data-part]").ok()??;
    Some((Part::of_sequence(&element.get_attribute("data-part")?)?, element))
}

/// What keys do while the focus is in the figure.
pub(super) fn keydown(
    film: &Film,
    at_ns: u64,
    act: &Act,
    on_do: &Callback<Deed>,
    root: &NodeRef,
    event: &KeyboardEvent,
) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() || event.default_prevented() {
        return;
    }
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    if takes_keys(&target) {
        return;
    }
    let key = event.key();
    let part = part_of(event.target());
    let is_pressed = part.is_some() || matches!(target.tag_name().as_str(), "BUTTON" | "SUMMARY" | "A");
    let done = match key.as_str() {
        "k" => part.is_some_and(|(part, _)| turn(film, at_ns, act, part)),
        "n" => {
            act.emit(Action::Edit(Edit::Seed(platform::fresh_seed())));
            true
        }
        "f" => {
            // The whole page, as menus lie over all of it.
            let root = root.cast::<Element>().and_then(|root| root.closest(".quorate").ok().flatten());
            if let Some(root) = root {
                platform::full_screen(&root);
            }
            true
        }
        // These press what has the focus.
        " " | "Enter" if is_pressed => false,
        "ArrowLeft" | "ArrowUp" | "ArrowRight" | "ArrowDown" if part.is_some() => walk(
            part.map(|(_, element)| element).as_ref(),
            matches!(key.as_str(), "ArrowRight" | "ArrowDown"),
        ),
        key => {
            if let Some(deed) = deed(key, &target) {
                on_do.emit(deed);
                true
            } else {
                false
            }
        }
    };
    if done {
        event.prevent_default();
        event.stop_propagation();
    }
}

fn deed(key: &str, target: &Element) -> Option<Deed> {
    // On the scrubber up is forth, as on every slider.
    let is_range = target.tag_name() == "INPUT";
    Some(match key {
        " " => Deed::Toggle,
        "." => Deed::Step(true),
        "," => Deed::Step(false),
        "ArrowRight" => Deed::Scrub(true),
        "ArrowLeft" => Deed::Scrub(false),
        "ArrowUp" if is_range => Deed::Scrub(true),
        "ArrowDown" if is_range => Deed::Scrub(false),
        "PageUp" if is_range => Deed::Mark(true),
        "PageDown" if is_range => Deed::Mark(false),
        "Home" if is_range => Deed::To(0),
        "End" if is_range => Deed::To(u64::MAX),
        "]" => Deed::Mark(true),
        "[" => Deed::Mark(false),
        "r" => Deed::Reset,
        digit => {
            let tenths = digit.parse::<u64>().ok().filter(|tenths| *tenths < 10)?;
            Deed::Tenth(tenths)
        }
    })
}

/// Whether keys belong to a field that has the focus.
fn takes_keys(target: &Element) -> bool {
    let kind = target.dyn_ref::<HtmlInputElement>().map(HtmlInputElement::type_);
    matches!(target.tag_name().as_str(), "SELECT" | "TEXTAREA") || kind.is_some_and(|kind| kind != "range")
}

/// Kills a node, or starts it again.
fn turn(film: &Film, at_ns: u64, act: &Act, part: Part) -> bool {
    let Part::Actor(mode, at) = part else { return false };
    let Some(trace) = film.trace(mode.into()) else { return false };
    let Actor::Node(id) = trace.actor(at) else { return false };
    let running = Moment::new(trace, at_ns).actor(at).map(|state| state.running);
    let unit = Unit::Node(id);
    let verb = if running == Some(Running::On) { Verb::Kill(unit) } else { Verb::Up(unit) };
    act.emit(Action::Now(verb));
    true
}

/// Moves the focus to the next or the last part of a layer.
fn walk(element: Option<&Element>, forth: bool) -> bool {
    let Some(element) = element else { return false };
    let next = if forth { element.next_element_sibling() } else { element.previous_element_sibling() };
    let Some(next) = next.filter(|next| next.has_attribute("data-part")) else { return true };
    focus(&next);
    true
}
