use super::{
    counting::use_counting,
    shared::{powering, use_page, use_width, view_of},
};
use crate::{
    panel::{Act, Follow, Menu, MenuAt, RacksRoom, RingFigure, Shared, UNDO, icon, logo, press, refused},
    picture::{self, Part, racks},
    platform,
    state::Action,
    words,
};
use quorate_core::{
    base::Unit,
    run::{Racks, Run},
    scenario::{Edit, Problem},
};
use web_sys::Element;
use yew::prelude::*;

#[derive(Clone, Properties, PartialEq)]
pub(crate) struct WidgetProps {
    /// What the widget was last asked to show.
    pub(crate) address: String,
    /// How often it was asked to show something after the first: the same again is a way back.
    pub(crate) asked: u32,
    /// The element that carries theme and events: the custom element, or the page's root.
    pub(crate) host: Element,
    /// Where the playground lies, for the link to it.
    pub(crate) site: String,
    /// What the widget is called for who cannot see it.
    pub(crate) label: String,
    /// Whether there is anything to press.
    pub(crate) has_controls: bool,
}

/// A figure in somebody's page: picture, four lines of words, one field, two acts, and the way to the playground.
#[component]
pub(crate) fn Widget(props: &WidgetProps) -> Html {
    let WidgetProps { address, asked, host, site, label, has_controls } = props;
    let (state, act) = use_page(address);
    let run = Shared(use_memo(state.clone(), |state| state.run().clone()));
    let menu = use_state_eq(|| None::<MenuAt>);
    let lit = use_state_eq(|| None::<Part>);
    let cloud = use_counting(&run, None);
    let column = use_node_ref();
    let side = use_node_ref();
    let width = use_width(column.clone(), 400);
    let side_width = use_width(side.clone(), 280);
    let moved_keys = use_memo((run.clone(), cloud.clone()), |(run, cloud)| {
        cloud.as_ref().map(|cloud| cloud.moved(run.movement()))
    });
    let bars = use_memo((run.clone(), side_width), |(run, width)| {
        let moved = run.racks().is_none().then(|| picture::moved(run, f64::from(*width))).flatten();
        moved.map(Shared::new)
    });
    use_asked(*asked, address, &act);
    use_told(host, &run);
    let now = run.scenario().now();
    let last = now.nodes().last().map(|node| node.id);
    let set_menu = {
        let menu = menu.clone();
        Callback::from(move |at: Option<MenuAt>| menu.set(at))
    };
    let on_lit = {
        let lit = lit.clone();
        Callback::from(move |part: Option<Part>| lit.set(part))
    };
    let on_power = powering(&act, &run);
    let on_kill = on_power.reform(Unit::Node);
    let view = use_state_eq(racks::View::default);
    let on_look = {
        let (view, run) = (view.clone(), run.clone());
        Callback::from(move |unit: Option<Unit>| view.set(view_of(&run, unit)))
    };
    let racks_acts = run.racks().filter(|_| *has_controls).map(|racks| {
        let (label, edit) = words::racks::power_act(racks);
        html! {
            <>
                { press::button("power", "primary", label, false, press::doing(&act, Action::Edit(edit))) }
                { press::icon_button("undo", "Undo", icon(UNDO, "none"), !state.can_undo(), press::doing(&act, Action::Undo)) }
            </>
        }
    });
    let acts = racks_acts.or_else(|| has_controls.then(|| {
        let remove = last.filter(|_| now.nodes().len() > 1).map(|id| {
            let label = format!("Remove {}", words::short(&now.name(id)));
            press::button("remove", "primary", label, false, press::doing(&act, Action::Edit(Edit::RemoveNode(id))))
        });
        let add = format!("+ Add {}", words::short(&now.name(now.next_id())));
        html! {
            <>
                { remove.unwrap_or_default() }
                { press::button("add", "", add, false, press::doing(&act, Action::Edit(Edit::AddNode))) }
                { press::icon_button("undo", "Undo", icon(UNDO, "none"), !state.can_undo(), press::doing(&act, Action::Undo)) }
            </>
        }
    }));
    // What is there only at times keeps its place, so that what follows is not made anew.
    let unread = state.problems().first().map(unread).unwrap_or_default();
    let follow = has_controls
        .then(|| html! { <Follow run={run.clone()} act={act.clone()} is_brief=true /> })
        .unwrap_or_default();
    let menu = menu.map(|at| html! { <Menu run={run.clone()} {at} act={act.clone()} on_close={set_menu.reform(|()| None)} /> }).unwrap_or_default();
    let (headline, second) = match run.racks() {
        Some(_) => (words::racks::headline(&run), words::racks::second(&run)),
        None => (words::headline(&run), words::second(&run, *moved_keys)),
    };
    let title = run.racks().map_or_else(|| words::ring_title(&run), words::racks::title);
    html! {
        <section class="quorate widget" aria-label={if label.is_empty() { title } else { label.clone() }}>
            <div class="inside">
                <div ref={column}>
                    if run.racks().is_some() {
                        <RacksRoom run={run.clone()} {width} view={*view} chosen={run.racks().and_then(Racks::followed)} lit={*lit} on_lit={on_lit.clone()} on_choose={Callback::noop()} {on_power} on_menu={set_menu.reform(Some)} {on_look} />
                    }
                    if run.scenario().shows_ring() {
                        <RingFigure run={run.clone()} keys={cloud.clone()} size={(width.min(540), 540)} lit={*lit} on_lit={on_lit} on_press={set_menu.reform(Some)} on_kill={on_kill} />
                    }
                </div>
                <div class="words" ref={side}>
                    <div role="status"><h2>{ headline }</h2></div>
                    <p class="second">{ second }</p>
                    { unread }
                    { refused(&state) }
                    { press::figure("bars", (*bars).clone(), words::moved_description(&run)) }
                    { follow }
                </div>
            </div>
            <footer>
                { acts.unwrap_or_default() }
                <a class="open" href={format!("{site}#{}", run.scenario().address())} target="_blank" rel="noopener">{ logo() }{ "Open in Quorate" }</a>
            </footer>
            { menu }
        </section>
    }
}

/// What could not be read of the address; all of it is told to the host.
fn unread(Problem { field, value, message, .. }: &Problem) -> Html {
    press::refusal(Some(if field.is_empty() {
        format!("{message}.")
    } else {
        format!("{field}={value}: {message}.")
    }))
}

/// Loads what the host asks for.
#[hook]
fn use_asked(asked: u32, address: &str, act: &Act) {
    let (act, address) = (act.clone(), address.to_string());
    use_effect_with(asked, move |asked| {
        if *asked > 0 {
            act.emit(Action::Load(address));
        }
    });
}

/// Tells the host what is shown, and gives it the theme of the scenario unless it has one of its own.
#[hook]
fn use_told(host: &Element, run: &Shared<Run>) {
    let host = host.clone();
    let is_first = use_mut_ref(|| true);
    let shown = (run.scenario().address(), run.scenario().theme());
    use_effect_with(shown, move |(address, theme)| {
        if !host.has_attribute("theme") {
            platform::theme(&host, *theme);
        }
        let detail = js_sys::Object::new();
        // A plain object takes any field.
        let _ = js_sys::Reflect::set(&detail, &"scenario".into(), &address.as_str().into());
        let name = if is_first.replace(false) { "quorate-ready" } else { "quorate-change" };
        platform::announce(&host, name, &detail);
    });
}
