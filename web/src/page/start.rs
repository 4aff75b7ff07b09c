use super::{
    playground::{Playground, PlaygroundProps},
    widget::{Widget, WidgetProps},
};
use crate::{
    panel::{Command, Hire, Shared},
    platform,
};
use js_sys::Function;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::Element;
use yew::AppHandle;

/// Tells the document that this instance is lost, with what happened. Whoever started it makes another.
fn announce_panics() {
    yew::set_custom_panic_hook(Box::new(|info| {
        platform::announce(&platform::document(), "quorate-panic", &info.to_string().into());
    }));
}

/// Starts the playground in an element, from an address. The module does nothing by itself: the page's bootstrap calls
/// this. `hire` starts a worker that draws the trials of an address, and may throw.
#[wasm_bindgen]
pub fn start(root: Element, address: String, hire: Option<Function>) {
    announce_panics();
    let hire: Option<Hire> = hire.map(Shared::new);
    yew::Renderer::<Playground>::with_root_and_props(root, PlaygroundProps { address, hire }).render();
}

/// A widget that was mounted.
#[wasm_bindgen]
pub struct Mounted {
    app: RefCell<Option<AppHandle<Widget>>>,
    props: RefCell<WidgetProps>,
}

/// Mounts a widget in an element of `host`'s shadow root, which has the figures' style.
#[wasm_bindgen]
pub fn mount(
    root: Element,
    host: Element,
    address: String,
    site: String,
    label: String,
    has_controls: bool,
) -> Mounted {
    announce_panics();
    let props = WidgetProps { address, asked: 0, host, site, label, has_controls, command: None };
    let app = yew::Renderer::<Widget>::with_root_and_props(root, props.clone()).render();
    Mounted { app: RefCell::new(Some(app)), props: RefCell::new(props) }
}

#[wasm_bindgen]
impl Mounted {
    /// Shows another address, or again the one that it was given.
    pub fn show(&self, address: String) {
        let mut props = self.props.borrow_mut();
        props.address = address;
        props.asked += 1;
        if let Some(app) = self.app.borrow_mut().as_mut() {
            app.update(props.clone());
        }
    }

    /// Plays a run over time.
    pub fn play(&self) {
        self.command(Command::Play);
    }

    /// Stops playing.
    pub fn pause(&self) {
        self.command(Command::Pause);
    }

    /// Goes so many steps forth, or back.
    pub fn step(&self, steps: i32) {
        self.command(Command::Step(steps));
    }

    /// Goes to an instant, in milliseconds of the run.
    pub fn seek(&self, ms: f64) {
        self.command(Command::Seek((ms.max(0.0) * 1e6) as u64));
    }

    fn command(&self, command: Command) {
        let mut props = self.props.borrow_mut();
        let number = props.command.map_or(0, |(number, _)| number.wrapping_add(1));
        props.command = Some((number, command));
        if let Some(app) = self.app.borrow_mut().as_mut() {
            app.update(props.clone());
        }
    }

    /// Takes the widget down.
    pub fn unmount(&self) {
        if let Some(app) = self.app.borrow_mut().take() {
            app.destroy();
        }
    }
}
