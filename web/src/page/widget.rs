use super::{
    counting::use_counting,
    shared::{powering, use_film, use_page, use_still, use_width, view_of},
};
use crate::{
    panel::{
        Act, Command, Follow, Menu, MenuAt, RacksRoom, RingFigure, Shared, StaleRoom, TimeFigure, TimeMenu,
        TimeMenuAt, UNDO, icon, logo, press, refused,
    },
    picture::{self, Part, racks},
    platform,
    player::Film,
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
    /// What the host last asked of the player, with a number of its own.
    pub(crate) command: Option<(u32, Command)>,
}

/// A figure in somebody's page: picture, four lines of words, one field, two acts, and the way to the playground.
#[component]
pub(crate) fn Widget(props: &WidgetProps) -> Html {
    let WidgetProps { address, asked, host, site, label, has_controls, command } = props;
    let (present, act) = use_page(address);
    let state = use_still(&present);
    let run = Shared(use_memo(state.clone(), |state| state.run().clone()));
    let film = use_film(&run);
    let at_ns = present.scenario().experiment().moment_ns();
    let time_menu = use_state_eq(|| None::<TimeMenuAt>);
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
    use_time_told(host, film.as_ref().as_ref().and_then(|film| film.as_ref().ok()), at_ns);
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
    if let Some(film) = film.as_ref() {
        let open = html! { <a class="open" href={format!("{site}#{}", present.scenario().address())} target="_blank" rel="noopener">{ logo() }{ "Open in Quorate" }</a> };
        let undo = has_controls.then(|| {
            press::icon_button(
                "undo",
                "Undo",
                icon(UNDO, "none"),
                !state.can_undo(),
                press::doing(&act, Action::Undo),
            )
        });
        let set_menu = {
            let time_menu = time_menu.setter();
            Callback::from(move |at: Option<TimeMenuAt>| time_menu.set(at))
        };
        let figure = match film {
            Ok(film) => html! {
                <>
                    <TimeFigure film={film.clone()} state={state.clone()} {at_ns} act={act.clone()} on_menu={if *has_controls { set_menu.reform(Some) } else { Callback::noop() }} is_widget=true has_player={*has_controls} command={*command} />
                    if let Some(at) = *time_menu { <TimeMenu film={film.clone()} {at_ns} {at} act={act.clone()} on_close={set_menu.reform(|()| None)} /> }
                </>
            },
            Err(why) => {
                html! { <div class="words"><div role="status"><h2>{ words::time::cannot(why) }</h2></div></div> }
            }
        };
        return html! {
            <section class="quorate widget" aria-label={if label.is_empty() { words::time::FIGURE.to_string() } else { label.clone() }}>
                <div class="inside over-time"><div ref={column}>{ figure }{ unread }{ refused(&state) }</div><div ref={side} /></div>
                <footer>{ for undo }{ open }</footer>
            </section>
        };
    }
    if run.scenario().shows_stale() {
        let open = html! { <a class="open" href={format!("{site}#{}", run.scenario().address())} target="_blank" rel="noopener">{ logo() }{ "Open in Quorate" }</a> };
        return html! {
            <section class="quorate widget" aria-label={if label.is_empty() { words::staleness::TITLE.to_string() } else { label.clone() }}>
                <div class="inside over-time"><div ref={column}><StaleRoom state={state.clone()} act={act.clone()} {width} is_widget=true />{ unread }</div><div ref={side} /></div>
                <footer>{ open }</footer>
            </section>
        };
    }
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

/// Tells the host which instant is shown, at most ten times a second, and which promises are broken by then.
#[hook]
fn use_time_told(host: &Element, film: Option<&Shared<Film>>, at_ns: u64) {
    let told = use_mut_ref(|| (None::<Shared<Film>>, 0.0_f64, 0_usize));
    let (host, film) = (host.clone(), film.cloned());
    use_effect_with((film, at_ns), move |(film, at_ns)| {
        let Some(film) = film else { return };
        let mut told = told.borrow_mut();
        let is_other = told.0.as_ref() != Some(film);
        if is_other {
            *told = (Some(film.clone()), 0.0, 0);
        }
        let now_ms = platform::now_ms();
        let is_end = *at_ns == 0 || *at_ns >= film.until_ns();
        if is_other || is_end || now_ms - told.1 >= 100.0 {
            told.1 = now_ms;
            let detail = object(&[
                ("at", (*at_ns as f64 / 1e6).into()),
                ("until", (film.until_ns() as f64 / 1e6).into()),
            ]);
            platform::announce(&host, "quorate-seek", &detail);
        }
        let broken: Vec<_> = film.broken(*at_ns).collect();
        for (mode, verdict) in broken.iter().skip(told.2) {
            let at = verdict.breach.map_or(0.0, |breach| breach.at_ns as f64 / 1e6);
            let detail = object(&[
                ("rule", verdict.rule.name().into()),
                ("ok", false.into()),
                ("at", at.into()),
                ("mode", (*mode as u32).into()),
                ("sentence", verdict.sentence.as_str().into()),
            ]);
            platform::announce(&host, "quorate-verdict", &detail);
        }
        told.2 = broken.len();
    });
}

fn object(fields: &[(&str, wasm_bindgen::JsValue)]) -> js_sys::Object {
    let object = js_sys::Object::new();
    for (name, value) in fields {
        // A plain object takes any field.
        let _ = js_sys::Reflect::set(&object, &(*name).into(), value);
    }
    object
}
