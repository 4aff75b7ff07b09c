use super::{
    playground::{Playground, PlaygroundProps},
    widget::{Widget, WidgetProps},
};
use crate::platform;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::{CssStyleSheet, Element, ShadowRoot};
use yew::AppHandle;

/// Tells the document that this instance is lost, with what happened. Whoever started it makes another.
fn announce_panics() {
    yew::set_custom_panic_hook(Box::new(|info| {
        platform::announce(&platform::document(), "quorate-panic", &info.to_string().into());
    }));
}

/// Starts the playground in an element, from an address. The module does nothing by itself: the page's bootstrap calls
/// this.
#[wasm_bindgen]
pub fn start(root: Element, address: String) {
    announce_panics();
    yew::Renderer::<Playground>::with_root_and_props(root, PlaygroundProps { address }).render();
}

/// A widget that was mounted.
#[wasm_bindgen]
pub struct Mounted {
    app: RefCell<Option<AppHandle<Widget>>>,
    host: Element,
    site: String,
    label: String,
    has_controls: bool,
}

/// Mounts a widget in an element or shadow root of `host`.
#[wasm_bindgen]
pub fn mount(root: Element, host: Element, address: String, site: String, label: String, has_controls: bool) -> Mounted {
    announce_panics();
    dress(&root);
    let props = WidgetProps { address, host: host.clone(), site: site.clone(), label: label.clone(), has_controls };
    let app = yew::Renderer::<Widget>::with_root_and_props(root, props).render();
    Mounted { app: RefCell::new(Some(app)), host, site, label, has_controls }
}

#[wasm_bindgen]
impl Mounted {
    /// Shows another address.
    pub fn show(&self, address: String) {
        if let Some(app) = self.app.borrow_mut().as_mut() {
            let (host, site, label) = (self.host.clone(), self.site.clone(), self.label.clone());
            app.update(WidgetProps { address, host, site, label, has_controls: self.has_controls });
        }
    }

    /// Takes the widget down.
    pub fn unmount(&self) {
        if let Some(app) = self.app.borrow_mut().take() {
            app.destroy();
        }
    }
}

/// Gives a shadow root the figures' style, without a request.
fn dress(root: &Element) {
    let Ok(shadow) = root.get_root_node().dyn_into::<ShadowRoot>() else { return };
    let Ok(sheet) = CssStyleSheet::new() else { return };
    // Neither fails: the sheet is new, and the text is ours.
    let _ = sheet.replace_sync(include_str!("../../../www/figure.css"));
    let _ = js_sys::Reflect::set(&shadow, &"adoptedStyleSheets".into(), &js_sys::Array::of1(&sheet));
}
