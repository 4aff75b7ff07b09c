use gloo_events::EventListener;
use js_sys::{Float64Array, Function};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::MessageEvent;

/// What a worker says.
pub(crate) enum Said {
    /// So many trials are done.
    Done(u32),
    /// The times of all trials that were done; it is the last.
    Times(Vec<f64>),
    /// It cannot work here: workers may be forbidden, or its file is gone.
    Failed,
}

/// A worker that draws the trials of an address, as `www/worker.js` does. It ends with this.
pub(crate) struct Worker {
    worker: web_sys::Worker,
    _listeners: [EventListener; 2],
}

impl Worker {
    /// Starts one by the page's own function; none where the browser refuses.
    pub(crate) fn hire(hire: &Function, address: &str, on: impl Fn(Said) + Clone + 'static) -> Option<Self> {
        let worker = hire.call1(&JsValue::NULL, &address.into()).ok()?;
        let worker = worker.dyn_into::<web_sys::Worker>().ok()?;
        let told = on.clone();
        let message = EventListener::new(&worker, "message", move |event| {
            told(event.dyn_ref::<MessageEvent>().map_or(Said::Failed, |event| said(&event.data())));
        });
        let error = EventListener::new(&worker, "error", move |_| on(Said::Failed));
        Some(Worker { worker, _listeners: [message, error] })
    }

    /// Asks for what is done so far.
    pub(crate) fn stop(&self) {
        // One that is gone already says nothing more.
        let _ = self.worker.post_message(&"stop".into());
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

fn said(data: &JsValue) -> Said {
    if let Some(done) = data.as_f64() {
        return Said::Done(done as u32);
    }
    data.dyn_ref::<Float64Array>().map_or(Said::Failed, |times| Said::Times(times.to_vec()))
}
