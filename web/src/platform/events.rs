use super::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, CustomEventInit, EventTarget, HtmlElement};

/// Tells whoever listens at `target` or round it, shadow roots included.
pub(crate) fn announce(target: &EventTarget, name: &str, detail: &JsValue) {
    let options = CustomEventInit::new();
    options.set_bubbles(true);
    options.set_composed(true);
    options.set_detail(detail);
    if let Ok(event) = CustomEvent::new_with_event_init_dict(name, &options) {
        let _ = target.dispatch_event(&event);
    }
}

/// Whether keys go to a field that takes text.
pub(crate) fn is_typing() -> bool {
    let Some(active) = document().active_element() else { return false };
    let name = active.tag_name();
    let takes_text = name == "TEXTAREA"
        || name == "SELECT"
        || (name == "INPUT" && active.get_attribute("type").as_deref() != Some("range"));
    takes_text || active.dyn_ref::<HtmlElement>().is_some_and(HtmlElement::is_content_editable)
}

/// Remembers when an edit began.
pub(crate) fn start_edit() {
    if let Some(performance) = window().performance() {
        let _ = performance.mark("quorate-edit-start");
    }
}

/// Notes how long the last edit took, up to its picture in the document: `quorate-edit` in the performance timeline.
pub(crate) fn measure_edit() {
    if let Some(performance) = window().performance() {
        let _ = performance.measure_with_start_mark("quorate-edit", "quorate-edit-start");
        performance.clear_marks_with_mark_name("quorate-edit-start");
    }
}
