use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{Element, ResizeObserver};

/// Watches how wide an element is; stops when dropped.
pub(crate) struct Width {
    observer: ResizeObserver,
    _call: Closure<dyn FnMut()>,
}

impl Width {
    /// Calls with the width in whole pixels, at once and whenever it changes.
    pub(crate) fn watch(element: &Element, mut call: impl FnMut(u32) + 'static) -> Option<Self> {
        let watched = element.clone();
        let call = Closure::<dyn FnMut()>::new(move || call(watched.client_width().max(0).unsigned_abs()));
        let observer = ResizeObserver::new(call.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Width { observer, _call: call })
    }
}

impl Drop for Width {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
