use super::window;
use gloo_events::EventListener;
use wasm_bindgen::JsValue;

/// The address as it stands in the location: the fragment, else the query.
pub(crate) fn fragment() -> String {
    let location = window().location();
    let hash = location.hash().unwrap_or_default();
    if hash.len() > 1 { hash } else { location.search().unwrap_or_default() }
}

/// Writes an address in the place of the one that stands there.
pub(crate) fn replace(address: &str) {
    let history = window().history();
    // Browsers may refuse when asked too often; the next change writes it.
    let _ = history
        .and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("#{address}"))));
}

/// Writes an address so that the browser's way back leads to the one before.
pub(crate) fn push(address: &str) {
    let history = window().history();
    let _ = history
        .and_then(|history| history.push_state_with_url(&JsValue::NULL, "", Some(&format!("#{address}"))));
}

/// Calls back when the reader goes back, forth, or types another fragment.
pub(crate) fn on_address(mut call: impl FnMut(String) + 'static) -> EventListener {
    EventListener::new(&window(), "hashchange", move |_| call(fragment()))
}

/// Where the playground lies, with a slash at the end: the folder of this page, or its parent for an embedded one.
fn site() -> String {
    let location = window().location();
    let path = location.pathname().unwrap_or_default();
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder).trim_end_matches("/embed");
    format!("{}{folder}/", location.origin().unwrap_or_default())
}

/// An address as a link that anyone can open.
pub(crate) fn full_link(address: &str) -> String {
    format!("{}#{address}", site())
}
