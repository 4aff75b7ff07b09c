//! What the playground and the widget do alike.

use crate::{
    panel::{Act, Shared},
    picture::racks,
    platform,
    player::Film,
    state::{Action, State},
};
use quorate_core::{base::Unit, run::Run, scenario::Edit};
use std::rc::Rc;
use yew::prelude::*;

/// The state as a reducer of Yew.
#[derive(Clone, PartialEq)]
pub(super) struct Page(pub(super) Shared<State>);

impl Reducible for Page {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        // Playing is no edit, and would fill the timeline.
        if !matches!(action, Action::Seek(_)) {
            platform::start_edit();
        }
        Rc::new(Page(Shared::new(self.0.after(&action))))
    }
}

/// The state of the page, and where its actions go.
#[hook]
pub(super) fn use_page(address: &str) -> (Shared<State>, Act) {
    let page = use_reducer({
        let address = address.to_string();
        move || Page(Shared::new(State::open(&address)))
    });
    let dispatcher = page.dispatcher();
    let act = use_callback((), move |action: Action, ()| dispatcher.dispatch(action));
    {
        let still = use_still(&page.0);
        use_effect_with(still, move |_| platform::measure_edit());
    }
    (page.0.clone(), act)
}

/// The same state until something but the instant shown is another.
#[hook]
pub(super) fn use_still(state: &Shared<State>) -> Shared<State> {
    let still = use_mut_ref(|| state.clone());
    if !still.borrow().is_same_but_for_instant(state) {
        *still.borrow_mut() = state.clone();
    }
    still.borrow().clone()
}

/// What is read of a run over time once, or in words why there is none; none where no time is shown.
#[hook]
pub(super) fn use_film(run: &Shared<Run>) -> Rc<Option<Result<Shared<Film>, String>>> {
    use_memo(run.clone(), |run| Film::new(run).map(|film| film.map(Shared::new)))
}

/// How wide an element is, in whole pixels; `guess` until it is known.
#[hook]
pub(super) fn use_width(element: NodeRef, guess: u32) -> u32 {
    let width = use_state_eq(|| guess);
    {
        let width = width.clone();
        use_effect_with((), move |()| {
            let watch = element.cast::<web_sys::Element>().and_then(|element| {
                platform::Width::watch(&element, move |now| {
                    if now > 0 {
                        width.set(now);
                    }
                })
            });
            move || drop(watch)
        });
    }
    *width
}

/// What powers a unit off if any node of it is on, else on.
pub(super) fn powering(act: &Act, run: &Shared<Run>) -> Callback<Unit> {
    let run = run.clone();
    act.reform(move |unit: Unit| {
        let now = run.scenario().now();
        let is_on = now.nodes().iter().any(|node| node.is_in(unit) && !now.is_down(node.id));
        Action::Edit(Edit::Power(unit, !is_on))
    })
}

/// How a rack or a node is looked at alone; all, if it is not there.
pub(super) fn view_of(run: &Run, unit: Option<Unit>) -> racks::View {
    let now = run.scenario().now();
    match unit {
        Some(Unit::Node(id)) if now.has(id) => racks::View::Node(id),
        Some(Unit::Rack(rack)) => {
            let site = now.sites().into_iter().find(|site| site.rack == rack);
            site.map_or(racks::View::All, racks::View::Rack)
        }
        _ => racks::View::All,
    }
}
