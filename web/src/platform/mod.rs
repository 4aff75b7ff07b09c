//! What only a browser can do. Nothing else here touches one, but through Yew.

mod address;
mod events;
mod files;
mod frames;
mod size;
mod slice;
mod theme;
mod worker;

pub(crate) use address::{fragment, full_link, on_address, push, replace};
pub(crate) use events::{announce, is_typing, measure_edit, start_edit};
pub(crate) use files::{copy, download, pieces, text_blob, text_of};
pub(crate) use frames::{Frames, Sight, full_screen, is_still};
pub(crate) use size::Width;
pub(crate) use slice::{Slice, now_ms};
pub(crate) use theme::{is_dark, is_narrow, large_text, theme};
pub(crate) use worker::{Said, Worker};

use web_sys::{Document, Window};

/// The window. There is one wherever the page runs.
pub(crate) fn window() -> Window {
    web_sys::window().expect("a page runs in a window")
}

/// The document.
pub(crate) fn document() -> Document {
    window().document().expect("a window has a document")
}

/// A seed that nobody chose. It is written into the address, so that what follows from it can be seen again.
pub(crate) fn fresh_seed() -> u64 {
    // Six digits are enough to be different and short enough to read aloud.
    getrandom::u32().map_or(1, |number| u64::from(number) % 999_999 + 1)
}

/// The width and height of the window in pixels.
pub(crate) fn window_size() -> (f64, f64) {
    let number = |value: Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>| {
        value.ok().and_then(|value| value.as_f64())
    };
    (number(window().inner_width()).unwrap_or(1280.0), number(window().inner_height()).unwrap_or(800.0))
}

/// Opens a dialog of the page that the build wrote, such as its help.
pub(crate) fn open_dialog(id: &str) {
    use wasm_bindgen::JsCast;
    let dialog = document()
        .get_element_by_id(id)
        .and_then(|dialog| dialog.dyn_into::<web_sys::HtmlDialogElement>().ok());
    if let Some(dialog) = dialog.filter(|dialog| !dialog.open()) {
        // It fails only if it is open already.
        let _ = dialog.show_modal();
    }
}
