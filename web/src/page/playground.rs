use super::{
    counting::use_counting,
    shared::{powering, use_film, use_page, use_still, use_width, view_of},
};
use crate::{
    chart,
    panel::{
        Act, Drawn, Follow, Hire, KeysDialog, Menu, MenuAt, Ownership, QuorumRoom, RacksRoom, RacksTwin,
        RingFigure, Shared, StaleRoom, TimeFigure, TimeMenu, TimeMenuAt, Twin, controls, header, modelled,
        press, problems, quorum_controls, racks_controls, racks_side, racks_story, stale_controls, story,
        time_controls, why,
    },
    picture::{self, Part, racks, ring},
    platform,
    state::{Action, KeyBook, State},
    words,
};
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use quorate_core::{
    base::{NodeId, Unit},
    run::{Health, Racks, Run},
    scenario::{Edit, Keys, Scenario, TextSize},
};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use yew::{platform::spawn_local, prelude::*};

#[derive(Properties, PartialEq)]
pub(crate) struct PlaygroundProps {
    /// The address that the page was opened with.
    pub(crate) address: String,
    /// What starts a worker for trials of stale reads, where there is one.
    pub(crate) hire: Option<Hire>,
}

/// What lies over the page.
#[derive(Clone, Copy, PartialEq)]
enum Over {
    Nothing,
    Keys,
    Menu(MenuAt),
    Time(TimeMenuAt),
}

/// The page.
#[component]
pub(crate) fn Playground(PlaygroundProps { address, hire }: &PlaygroundProps) -> Html {
    let (present, act) = use_page(address);
    // All but the picture of time is the same at every instant, and not said anew while a run is played.
    let state = use_still(&present);
    let run = use_memo(state.clone(), |state| state.run().clone());
    let run = Shared(run);
    let film = use_film(&run);
    let at_ns = present.scenario().experiment().moment_ns();
    let own = use_state(|| None::<Shared<KeyBook>>);
    let over = use_state_eq(|| Over::Nothing);
    let lit = use_state_eq(|| None::<Part>);
    let cloud = use_counting(&run, (*own).clone());
    let copied = use_copied(&present);
    use_address(&present, &act);
    use_look(&state);
    use_shortcuts(&act);

    {
        // A new change is spoken of before what is lit, even if the focus comes back to a row just now.
        let lit = lit.setter();
        use_effect_with(run.clone(), move |_| {
            let timer = Timeout::new(0, move || lit.set(None));
            move || drop(timer)
        });
    }
    let column = use_node_ref();
    let side = use_node_ref();
    let wide = use_node_ref();
    let (window_width, window_height) = platform::window_size();
    // For a hall pictures are laid out for less room than they get, and so drawn larger.
    let scale = if state.scenario().text() == TextSize::Large { 1.25 } else { 1.0 };
    let laid_out = |px: u32| (f64::from(px) / scale) as u32;
    let picture_width = laid_out(use_width(column.clone(), (window_width * 0.58) as u32));
    let side_width = laid_out(use_width(side.clone(), 416));
    let size = (picture_width, words::within(window_height - 150.0, 460.0, 4_000.0) as u32);

    let moved_keys = use_memo((run.clone(), cloud.clone()), |(run, cloud)| {
        cloud.as_ref().map(|cloud| cloud.moved(run.movement()))
    });
    let walk = use_memo((run.clone(), picture_width), |(run, width)| {
        let room = ring::Size { width: f64::from(*width), height: 4_000.0 };
        ring::walk(run, room).map(Shared::new)
    });
    let bars = use_memo((run.clone(), side_width), |(run, width)| {
        picture::moved(run, f64::from(*width)).map(Shared::new)
    });

    let set_over = |to: Over| {
        let over = over.clone();
        Callback::from(move |()| over.set(to))
    };
    let close = set_over(Over::Nothing);
    let on_menu = {
        let over = over.clone();
        Callback::from(move |at: MenuAt| over.set(Over::Menu(at)))
    };
    let on_lit = {
        let lit = lit.clone();
        Callback::from(move |part: Option<Part>| lit.set(part))
    };
    let view = use_state_eq(racks::View::default);
    let pinned = use_state_eq(|| None::<usize>);
    let on_look = {
        let (view, run) = (view.clone(), run.clone());
        Callback::from(move |unit: Option<Unit>| view.set(view_of(&run, unit)))
    };
    let on_choose = {
        let pinned = pinned.clone();
        Callback::from(move |partition: usize| {
            pinned.set((*pinned != Some(partition)).then_some(partition));
        })
    };
    let on_row = on_menu.reform(|(node, row): (NodeId, web_sys::Element)| {
        let bounds = row.get_bounding_client_rect();
        MenuAt { unit: Unit::Node(node), x: bounds.left() + bounds.width() / 2.0, y: bounds.bottom() }
    });
    let on_power = powering(&act, &run);
    let on_kill = on_power.reform(Unit::Node);
    let on_own = {
        let (own, act) = (own.clone(), act.clone());
        Callback::from(move |book: KeyBook| {
            if let Some(attachment) = book.attachment() {
                own.set(Some(Shared::new(book)));
                act.emit(Action::Edit(Edit::AttachKeys(attachment)));
            }
        })
    };
    let chosen = match *lit {
        Some(Part::Unit(Unit::Node(id))) => Some(id),
        Some(Part::Range(at)) if (at as usize) < run.ring().len() => Some(run.ring().node_at(at as usize)),
        _ => None,
    };
    let layer = match *over {
        Over::Nothing => Html::default(),
        Over::Keys => {
            html! { <KeysDialog run={run.clone()} act={act.clone()} own={(*own).clone()} on_own={on_own} on_close={close.clone()} /> }
        }
        Over::Time(at) => match &*film {
            Some(Ok(film)) => {
                html! { <TimeMenu film={film.clone()} {at_ns} {at} act={act.clone()} on_close={close.clone()} /> }
            }
            _ => Html::default(),
        },
        Over::Menu(at) => {
            let on_look = run.racks().is_some().then(|| on_look.reform(Some));
            html! { <Menu run={run.clone()} {at} act={act.clone()} on_close={close.clone()} {on_look} /> }
        }
    };
    let on_keys = set_over(Over::Keys);
    // What does not depend on what is pointed at is not said anew when the pointer moves.
    let on_time = {
        let over = over.clone();
        Callback::from(move |at: TimeMenuAt| over.set(Over::Time(at)))
    };
    let top = use_memo((state.clone(), copied.is_copied, (*own).clone()), |(state, is_copied, own)| {
        let help = Callback::from(|()| platform::open_dialog("help"));
        let wants_file = wants_file(state.run(), own.as_ref()).map(|text| {
            html! { <section class="problems"><p>{ text }</p>{ press::button("choose", "", "Choose the file".into(), false, press::calling(&on_keys)) }</section> }
        });
        let header = header(state, &act, *is_copied, &copied.copy, &help);
        (
            html! { <>{ header }{ problems(state.problems(), &act) }{ for wants_file }</> },
            all_controls(state, &act, &on_keys, &on_time),
        )
    });
    let told = use_memo((state.clone(), *moved_keys, (*bars).clone()), |(state, moved_keys, bars)| {
        match state.run().racks() {
            // One headline a page.
            _ if has_another_headline(state.scenario()) => Html::default(),
            Some(racks) => racks_story(state, racks, &act),
            None => story(state, *moved_keys, bars.clone(), &act),
        }
    });
    // What is pointed at, else what was pressed, else what fares worst, else where the followed key is.
    let partition = run.racks().and_then(|racks| chosen_partition(racks, *lit, *pinned));
    let racks_room = run.racks().map(|_| {
        let view = if view_of(&run, unit_of(*view)) == *view { *view } else { racks::View::All };
        html! {
            <RacksRoom run={run.clone()} width={picture_width} {view} chosen={partition} lit={*lit} on_lit={on_lit.clone()} {on_choose} {on_power} on_menu={on_menu.clone()} {on_look} />
        }
    });
    // Beside racks the charts stand under the picture, two in a row where there is room.
    let chart_width = match run.racks() {
        Some(racks) if picture_width >= 600 && has_charts_of_racks(racks) => (picture_width - 32) / 2,
        Some(_) => picture_width,
        None => side_width,
    };
    let racks_chart = use_memo((run.clone(), chart_width), |(run, width)| {
        run.racks().map(|racks| Shared::new(chart::replicas(racks, f64::from(*width))))
    });
    let side_of_racks = use_memo((run.clone(), side_width), |(run, width)| {
        run.racks().map(|racks| racks_side(run, racks, *width).ok_or_else(|| modelled(racks)))
    });
    let beside_racks = side_of_racks.as_ref().as_ref().map(|side| match side {
        Ok([above, below]) => {
            let why = run.racks().zip(partition).map(|(racks, partition)| why(racks, partition));
            html! { <>{ above.clone() }{ for why }{ below.clone() }</> }
        }
        Err(modelled) => modelled.clone(),
    });
    let ring_lit = match *lit {
        Some(Part::Partition(id)) => Some(Part::Range(id.0 - 1)),
        None => pinned.map(|at| Part::Range(at as u32)).filter(|_| run.racks().is_some()),
        lit => lit,
    };
    let has_ring = run.scenario().shows_ring();
    let has_time = run.scenario().shows_time();
    let has_quorum = run.scenario().shows_quorum();
    let has_stale = run.scenario().shows_stale();
    let has_reckoned = has_quorum || has_stale;
    let is_time_alone = (has_time || has_reckoned) && !has_ring && run.racks().is_none();
    let wide_width = laid_out(use_width(wide.clone(), (window_width - 64.0).max(280.0) as u32));
    let quorum = has_quorum.then(|| html! { <QuorumRoom state={state.clone()} act={act.clone()} width={wide_width} is_second={has_time} /> });
    let stale = has_stale.then(|| html! { <StaleRoom state={state.clone()} act={act.clone()} width={wide_width} hire={hire.clone()} is_second={has_time || has_quorum} /> });
    let time = film.as_ref().as_ref().map(|film| match film {
        Ok(film) => html! { <TimeFigure film={film.clone()} state={state.clone()} {at_ns} act={act.clone()} on_menu={on_time.clone()} /> },
        Err(why) => html! { <section class="time"><h1>{ "This run cannot be made" }</h1><p class="second">{ words::time::cannot(why) }</p><p class="refusal" role="alert">{ state.refusal().unwrap_or_default() }</p></section> },
    });
    let ring_size = if run.racks().is_some() { (picture_width, picture_width.min(560)) } else { size };
    let followed = run.racks().and_then(|racks| words::racks::followed(&run, racks));
    let walk_label =
        use_memo(run.clone(), |run| format!("{}. {}", words::walk_title(run), words::why_text(run)));
    // Beside racks the key comes before the charts.
    let owned = html! { <Ownership run={run.clone()} {chosen} width={chart_width} on_press={on_row} on_lit={on_lit.reform(|id: Option<NodeId>| id.map(Part::node))} /> };
    html! {
        <div class="quorate page">
            { top.0.clone() }
            <main class={classes!(run.racks().map(|_| "with-racks"), (has_time || has_reckoned).then_some("with-time"))}>
                { top.1.clone() }
                { for time }
                <div class="wide" ref={wide} hidden={!has_reckoned}>{ for quorum }{ for stale }</div>
                { (*told).clone() }
                <div class="column" hidden={is_time_alone}>
                    <div class="room" ref={column}>
                        { for racks_room }
                        if has_ring {
                            <div class="ring-room">
                                <RingFigure run={run.clone()} keys={cloud.clone()} size={ring_size} lit={ring_lit} on_lit={on_lit.clone()} on_press={on_menu} on_kill={on_kill} />
                            </div>
                        }
                    </div>
                    if has_ring { { press::figure("walk", (*walk).clone(), (*walk_label).clone()) } }
                    if run.racks().is_some() {
                        <div class="charts">
                            { owned.clone() }
                            { for run.racks().map(|racks| per_rack(&run, racks, (*racks_chart).clone())) }
                        </div>
                    }
                </div>
                <div class="story" ref={side} hidden={is_time_alone}>
                    { for beside_racks }
                    if run.racks().is_none() && !is_time_alone { { owned } }
                    if !is_time_alone { <Follow run={run.clone()} act={act.clone()} is_brief={!has_ring} /> }
                    { for followed.map(|text| html! { <p class="note">{ text }</p> }) }
                    { for run.racks().map(modelled) }
                </div>
                if run.racks().is_some() { <RacksTwin run={run.clone()} /> }
                if has_ring { <Twin run={run.clone()} keys={cloud.clone()} own={(*own).clone()} /> }
            </main>
            <footer class="foot"><p>{ words::about_example(run.scenario().preset()) }</p></footer>
            { layer }
        </div>
    }
}

/// Whether what is reckoned or played has the headline, and ring and racks have none.
fn has_another_headline(scenario: &Scenario) -> bool {
    scenario.shows_time() || scenario.shows_quorum() || scenario.shows_stale()
}

/// The controls of all that is shown.
fn all_controls(state: &State, act: &Act, on_keys: &Callback<()>, on_time: &Callback<TimeMenuAt>) -> Html {
    let (run, scenario) = (state.run(), state.scenario());
    let time = scenario.shows_time().then(|| time_controls(run, act, on_time));
    let quorum = scenario.shows_quorum().then(|| quorum_controls(scenario, act));
    let stale = scenario.shows_stale().then(|| stale_controls(scenario, act));
    let is_reckoned = quorum.is_some() || stale.is_some();
    let others = match run.racks() {
        Some(racks) => racks_controls(run, racks, act),
        None if scenario.shows_ring() || (time.is_none() && !is_reckoned) => controls(run, act, on_keys),
        None => Html::default(),
    };
    if time.is_none() && !is_reckoned {
        return others;
    }
    html! { <div class="all-controls">{ for time }{ for quorum }{ for stale }{ others }</div> }
}

/// The partition whose copies are outlined, and of which it is said why it fares so.
fn chosen_partition(racks: &Racks, lit: Option<Part>, pinned: Option<usize>) -> Option<usize> {
    let lit = match lit {
        Some(Part::Partition(id)) => Some(id.0 as usize - 1),
        Some(Part::Range(at)) => Some(at as usize),
        _ => None,
    };
    let worst = || {
        let worst = (0..racks.len()).max_by_key(|at| (racks.health(*at), core::cmp::Reverse(*at)))?;
        (racks.health(worst) >= Health::Unavailable).then_some(worst)
    };
    lit.or(pinned).filter(|at| *at < racks.len()).or_else(worst).or(racks.followed())
}

fn has_charts_of_racks(racks: &Racks) -> bool {
    racks.placed().topology().racks().len() > 1 && !racks.is_empty()
}

/// Copies per rack, where there are several.
fn per_rack(run: &Run, racks: &Racks, chart: Option<Drawn>) -> Html {
    if !has_charts_of_racks(racks) {
        return Html::default();
    }
    html! { <section class="per-rack"><h2>{ words::racks::of_first(run, words::loads::RACKS_TITLE) }</h2>{ press::figure("replicas", chart, words::loads::racks_description(racks)) }</section> }
}

/// What a view looks at.
const fn unit_of(view: racks::View) -> Option<Unit> {
    match view {
        racks::View::All => None,
        racks::View::Rack(site) => Some(Unit::Rack(site.rack)),
        racks::View::Node(id) => Some(Unit::Node(id)),
    }
}

/// What to say where an address counts a file that is not here.
fn wants_file(run: &Run, own: Option<&Shared<KeyBook>>) -> Option<String> {
    let Keys::Attached(attachment) = run.scenario().keys() else { return None };
    let is_here = own.is_some_and(|own| own.attachment() == Some(*attachment));
    (!is_here).then(|| format!("This link counts {} keys of somebody’s own, which stayed with them. The rest of the page is as it was.", words::counted(attachment.count.into())))
}

/// Keeps the address in the location true, and follows it when the reader goes back or types another.
#[hook]
fn use_address(state: &Shared<State>, act: &Act) {
    let preset = use_mut_ref(|| state.scenario().preset().id);
    let effect = {
        let preset = Rc::clone(&preset);
        move |state: &Shared<State>| {
            let address = state.scenario().address();
            platform::announce(&platform::document(), "quorate-good", &address.clone().into());
            let is_other_preset = *preset.borrow() != state.scenario().preset().id;
            *preset.borrow_mut() = state.scenario().preset().id;
            let is_there = platform::fragment().trim_start_matches(['#', '?']) == address
                || (platform::fragment().is_empty() && !state.can_undo() && !state.can_redo());
            // Another example is a place to go back to; what is tuned is written when the reader pauses.
            let timer = match (is_there, is_other_preset) {
                (true, _) => None,
                (false, true) => {
                    platform::push(&address);
                    None
                }
                (false, false) => Some(Timeout::new(250, move || platform::replace(&address))),
            };
            move || drop(timer)
        }
    };
    use_effect_with(state.clone(), effect);
    let (act, current) = (act.clone(), use_mut_ref(|| state.clone()));
    *current.borrow_mut() = state.clone();
    use_effect_with((), move |()| {
        let listener = platform::on_address(move |fragment| {
            let is_same = fragment.trim_start_matches('#') == current.borrow().scenario().address();
            if !is_same {
                act.emit(Action::Load(fragment));
            }
        });
        move || drop(listener)
    });
}

/// Theme and size of text are of the whole document.
#[hook]
fn use_look(state: &Shared<State>) {
    let look = (state.scenario().theme(), state.scenario().text());
    use_effect_with(look, |(theme, text)| {
        if let Some(root) = platform::document().document_element() {
            platform::theme(&root, *theme);
            platform::large_text(&root, *text);
        }
    });
}

/// Undo, redo and help from anywhere but a text field.
#[hook]
fn use_shortcuts(act: &Act) {
    let act = act.clone();
    use_effect_with((), move |()| {
        let options = EventListenerOptions::enable_prevent_default();
        let listener =
            EventListener::new_with_options(&platform::window(), "keydown", options, move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
                if platform::is_typing() {
                    return;
                }
                let is_command = event.ctrl_key() || event.meta_key();
                let action = match (is_command, event.key().to_ascii_lowercase().as_str()) {
                    (true, "z") if event.shift_key() => Action::Redo,
                    (true, "z") => Action::Undo,
                    (true, "y") => Action::Redo,
                    (false, "?") => return platform::open_dialog("help"),
                    _ => return,
                };
                event.prevent_default();
                act.emit(action);
            });
        move || drop(listener)
    });
}

struct Copied {
    is_copied: bool,
    copy: Callback<()>,
}

/// Copies the link to what is shown, and says so for a while.
#[hook]
fn use_copied(state: &Shared<State>) -> Copied {
    let is_copied = use_state_eq(|| false);
    let copy = {
        let (state, is_copied) = (state.clone(), is_copied.setter());
        Callback::from(move |()| {
            let address = state.scenario().address();
            platform::push(&address);
            let is_copied = is_copied.clone();
            spawn_local(async move {
                // Where the browser does not let us, the link stands in the address bar.
                is_copied.set(platform::copy(&platform::full_link(&address)).await);
                gloo_timers::future::TimeoutFuture::new(2_000).await;
                is_copied.set(false);
            });
        })
    };
    Copied { is_copied: *is_copied, copy }
}
