use super::window;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry};

type Call = Closure<dyn FnMut(f64)>;

/// Calls before each frame that is drawn, until dropped. A hidden tab draws none.
pub(crate) struct Frames {
    is_going: Rc<Cell<bool>>,
    asked: Rc<Cell<i32>>,
    _call: Rc<RefCell<Option<Call>>>,
}

impl Frames {
    /// Calls with the ms since the frame before; the first call is with none.
    pub(crate) fn start(mut frame: impl FnMut(f64) + 'static) -> Self {
        let (is_going, asked) = (Rc::new(Cell::new(true)), Rc::new(Cell::new(0)));
        let call: Rc<RefCell<Option<Call>>> = Rc::default();
        let mut last = None;
        let closure = {
            let (is_going, asked, call) = (Rc::clone(&is_going), Rc::clone(&asked), Rc::downgrade(&call));
            Closure::<dyn FnMut(f64)>::new(move |now: f64| {
                if !is_going.get() {
                    return;
                }
                frame(now - last.replace(now).unwrap_or(now));
                if let (true, Some(call)) = (is_going.get(), call.upgrade()) {
                    asked.set(ask(&call));
                }
            })
        };
        *call.borrow_mut() = Some(closure);
        asked.set(ask(&call));
        Frames { is_going, asked, _call: call }
    }
}

fn ask(call: &RefCell<Option<Call>>) -> i32 {
    let call = call.borrow();
    let asked = call.as_ref().map(|call| window().request_animation_frame(call.as_ref().unchecked_ref()));
    asked.and_then(Result::ok).unwrap_or(0)
}

impl Drop for Frames {
    fn drop(&mut self) {
        self.is_going.set(false);
        // It fails for a frame that has come.
        let _ = window().cancel_animation_frame(self.asked.get());
    }
}

/// Whether an element is on the screen.
pub(crate) struct Sight {
    observer: IntersectionObserver,
    _call: Closure<dyn FnMut(Vec<IntersectionObserverEntry>)>,
}

impl Sight {
    /// Calls whenever any of it comes on the screen or the last of it leaves.
    pub(crate) fn watch(element: &Element, mut call: impl FnMut(bool) + 'static) -> Option<Self> {
        let seen = move |entries: Vec<IntersectionObserverEntry>| {
            if let Some(entry) = entries.last() {
                call(entry.is_intersecting());
            }
        };
        let call = Closure::<dyn FnMut(Vec<IntersectionObserverEntry>)>::new(seen);
        let observer = IntersectionObserver::new(call.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Sight { observer, _call: call })
    }
}

impl Drop for Sight {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Whether the reader wants nothing to move by itself.
pub(crate) fn is_still() -> bool {
    let query = window().match_media("(prefers-reduced-motion: reduce)").ok().flatten();
    query.is_some_and(|query| query.matches())
}

/// Shows an element alone on the whole screen, or no longer.
pub(crate) fn full_screen(element: &Element) {
    let document = super::document();
    if document.fullscreen_element().is_some() {
        document.exit_fullscreen();
    } else {
        // A frame may not be allowed to.
        let _ = element.request_fullscreen();
    }
}
