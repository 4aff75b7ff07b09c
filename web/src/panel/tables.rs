//! What the text twins of pictures have in common: a box that is closed at first, tables, and files.

use super::press::button;
use crate::{
    picture::Palette,
    platform,
    words::{self, Sheet},
};
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// Whether a box is open, and what tells.
#[hook]
pub(super) fn use_open() -> (bool, Callback<Event>) {
    let is_open = use_state(|| false);
    let ontoggle = {
        let is_open = is_open.clone();
        Callback::from(move |event: Event| {
            let details = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            is_open.set(details.is_some_and(|details| details.has_attribute("open")));
        })
    };
    (*is_open, ontoggle)
}

/// The box; what is in it is made only while it is open.
pub(super) fn details(ontoggle: Callback<Event>, body: Option<Html>) -> Html {
    html! {
        <details class="twin" {ontoggle}>
            <summary>{ "The same as tables, and as files" }</summary>
            { for body }
        </details>
    }
}

/// A table of which so many rows are shown; of more it says so.
pub(super) fn table(label: &'static str, what: &str, sheet: &Sheet, all: usize) -> Html {
    let heads = sheet.heads.iter().map(|head| html! { <th scope="col">{ *head }</th> });
    let rows = sheet.rows.iter().map(|row| {
        let fields = row.iter().enumerate().map(|(at, field)| match at {
            0 => html! { <th scope="row">{ field }</th> },
            _ => html! { <td>{ field }</td> },
        });
        html! { <tr>{ for fields }</tr> }
    });
    html! {
        <div class="table" role="region" aria-label={label} tabindex="0">
            <table><caption>{ words::shown_of(what, sheet.rows.len(), all) }</caption>
                <thead><tr>{ for heads }</tr></thead>
                <tbody>{ for rows }</tbody></table>
        </div>
    }
}

/// A button that saves a file, which is written only then.
pub(super) fn save(
    label: &'static str,
    name: &'static str,
    kind: &'static str,
    write: impl Fn() -> String + 'static,
) -> Html {
    let onclick = Callback::from(move |_: MouseEvent| platform::download(name, kind, &write()));
    button("save", "", label.into(), false, onclick)
}

/// The palette that the page has now.
pub(super) fn palette() -> Palette {
    if platform::is_dark() { Palette::Dark } else { Palette::Light }
}
