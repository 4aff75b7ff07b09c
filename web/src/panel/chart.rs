use super::{Drawn, Layer, Shared, sends};
use crate::{chart, words};
use quorate_core::{base::NodeId, run::Run};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, SvgElement};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct OwnershipProps {
    pub(crate) run: Shared<Run>,
    pub(crate) chosen: Option<NodeId>,
    pub(crate) width: u32,
    /// The node that is pressed, and where.
    pub(crate) on_press: Callback<(NodeId, Element)>,
    /// The node that is pointed to or has focus.
    pub(crate) on_lit: Callback<Option<NodeId>>,
}

/// Who owns what, or beside racks who holds what: a row a node; each row is a button.
#[component]
pub(crate) fn Ownership(OwnershipProps { run, chosen, width, on_press, on_lit }: &OwnershipProps) -> Html {
    let picture = use_memo((run.clone(), *chosen, *width), |(run, chosen, width)| {
        let width = f64::from(*width);
        match run.racks() {
            Some(racks) => chart::loads(racks, *chosen, width),
            None => chart::ownership(run, *chosen, width),
        }
    });
    let title = match run.racks() {
        Some(_) => words::racks::of_first(run, words::loads::TITLE),
        None => "Who owns what".into(),
    };
    let note = run.racks().is_none().then(|| html! { <p class="note">{ balance(run) }</p> });
    let onclick = sends(on_press, |event: MouseEvent| pressed(event.target()));
    let onkeydown = {
        let on_press = on_press.clone();
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" | " " => {
                if let Some(press) = pressed(event.target()) {
                    event.prevent_default();
                    on_press.emit(press);
                }
            }
            "ArrowDown" => step(&event, 1),
            "ArrowUp" => step(&event, -1),
            _ => {}
        })
    };
    let light = |target: Option<web_sys::EventTarget>| pressed(target).map(|(id, _)| id);
    let onpointerover = on_lit.reform(move |event: PointerEvent| light(event.target()));
    let onfocusin = on_lit.reform(move |event: FocusEvent| light(event.target()));
    let onpointerleave = on_lit.reform(|_: PointerEvent| None);
    let onfocusout = on_lit.reform(|_: FocusEvent| None);
    html! {
        <section class="owned">
            <h2>{ title.clone() }</h2>
            <div class="figure" role="group" aria-label={format!("{title}: press a node for its menu")} {onclick} {onkeydown} {onpointerover} {onpointerleave} {onfocusin} {onfocusout}>
                <Layer layer={Shared(Rc::clone(&picture)) as Drawn} />
            </div>
            { for note }
        </section>
    }
}

/// "Solid: now. Dashed: before. Largest to mean 1.04; deviation 3.1 %, by chance 6.2 %."
fn balance(run: &Run) -> String {
    let changed = if run.movement().ranges.is_empty() { "" } else { "Solid: now. Dashed: before. " };
    if run.ring().is_empty() {
        return String::new();
    }
    let largest = (run.max_over_mean() * 100.0).round() as u64;
    let expected = run.expected_deviation().map_or_else(String::new, |expected| {
        format!(", where chance alone gives {}", words::percent(expected))
    });
    format!(
        "{changed}Largest to mean {}.{:02}; deviation {}{expected}.",
        largest / 100,
        largest % 100,
        words::percent(run.deviation())
    )
}

/// The node whose row an event hit.
fn pressed(target: Option<web_sys::EventTarget>) -> Option<(NodeId, Element)> {
    let row = target?.dyn_into::<Element>().ok()?.closest("[data-part]").ok()??;
    let id = row.get_attribute("data-part")?.strip_prefix('n')?.parse().ok()?;
    Some((NodeId(id), row))
}

/// Moves the focus to the next or the last row.
fn step(event: &KeyboardEvent, by: i32) {
    let Some((_, row)) = pressed(event.target()) else { return };
    let sibling = if by > 0 { row.next_element_sibling() } else { row.previous_element_sibling() };
    if let Some(sibling) = sibling.filter(|sibling| sibling.has_attribute("data-part")) {
        event.prevent_default();
        focus(&sibling);
    }
}

/// Gives the focus to an element of a page or of a picture.
pub(super) fn focus(element: &Element) {
    // Neither fails for an element that is in the document.
    let _ = match (element.dyn_ref::<HtmlElement>(), element.dyn_ref::<SvgElement>()) {
        (Some(element), _) => element.focus(),
        (_, Some(element)) => element.focus(),
        _ => Ok(()),
    };
}
