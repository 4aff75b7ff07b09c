use super::{
    charts::charts,
    controls::faults,
    keys,
    menu::TimeMenuAt,
    nodes::nodes,
    playing::{Command, use_playing},
    room::{Room, RoomView},
    script::script,
    story::{story, whys},
    system::systems,
    twin::TimeTwin,
    verdicts::verdicts,
    versions::Versions,
};
use crate::{
    panel::{Act, Shared, player::Player, press::button, sends},
    platform,
    player::Film,
    state::State,
    words,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct TimeFigureProps {
    pub(crate) film: Shared<Film>,
    /// The page, whatever instant it shows.
    pub(crate) state: Shared<State>,
    pub(crate) at_ns: u64,
    pub(crate) act: Act,
    pub(crate) on_menu: Callback<TimeMenuAt>,
    /// Whether it stands in somebody's page: the picture, four lines, and a short player.
    #[prop_or_default]
    pub(crate) is_widget: bool,
    /// Whether a widget has a player.
    #[prop_or(true)]
    pub(crate) has_player: bool,
    /// What a host asks of the player, with a number of its own.
    #[prop_or_default]
    pub(crate) command: Option<(u32, Command)>,
}

/// From this width on modes stand side by side.
const SIDE_BY_SIDE: u32 = 700;

/// The run over time: what is said of it, the picture, the player, and all that is known at the instant.
#[component]
pub(crate) fn TimeFigure(props: &TimeFigureProps) -> Html {
    let TimeFigureProps { film, state, at_ns, act, on_menu, is_widget, command, .. } = props;
    let root = use_node_ref();
    let width = use_width(&root);
    let view = use_state_eq(RoomView::default);
    let playing = use_playing(film, *at_ns, act, &root);
    use_command(*command, &playing.on_do);
    let onkeydown = {
        let (film, act, on_do, root, at_ns) =
            (film.clone(), act.clone(), playing.on_do.clone(), root.clone(), *at_ns);
        Callback::from(move |event: KeyboardEvent| keys::keydown(&film, at_ns, &act, &on_do, &root, &event))
    };
    let is_one = film.modes() > 1 && width < SIDE_BY_SIDE;
    let mode = view.mode.filter(|mode| *mode < film.modes()).unwrap_or(0);
    let shown = RoomView { mode: is_one.then_some(mode), has_legend: !is_widget, ..*view };
    // While it plays, words change from step to step; at rest they are of the very instant.
    let told_ns = if playing.plays { film.step_at(*at_ns) } else { *at_ns };
    let told =
        use_memo((film.clone(), state.clone(), told_ns, *is_widget), |(film, state, at_ns, is_widget)| {
            story(film, state, *at_ns, act, *is_widget)
        });
    let radio = is_one.then(|| modes(film, *at_ns, mode, &view));
    let is_page = !is_widget;
    // In a widget there are no evidence and no tools.
    let of_run = use_memo((film.clone(), width, is_page), |(film, width, is_page)| {
        is_page.then(|| [verdicts(film, &playing.on_do, *width), charts(film, *width), systems(film)])
    });
    let because =
        use_memo((film.clone(), state.clone(), told_ns, is_page), |(film, state, at_ns, is_page)| {
            is_page.then(|| whys(film, state, *at_ns))
        });
    let of_instant = use_memo((film.clone(), told_ns, is_page), |(film, at_ns, is_page)| {
        is_page.then(|| html! { <>{ script(film, *at_ns, act) }{ nodes(film, *at_ns) }</> })
    });
    let evidence = of_run.as_ref().as_ref().map(|[verdicts, charts, systems]| {
        html! { <div class="evidence">{ verdicts.clone() }{ for (*of_instant).clone() }{ charts.clone() }{ systems.clone() }</div> }
    });
    html! {
        <section class={classes!("time", is_widget.then_some("in-widget"))} aria-label="Time" ref={root} {onkeydown}>
            { (*told).clone() }
            { for radio }
            <Room film={film.clone()} at_ns={*at_ns} width={width.max(280)} height={height(film, *is_widget)} view={shown} on_menu={on_menu.clone()} />
            if is_one && !is_widget { { faults(on_menu) } }
            if !is_widget { { tools(&view) } }
            if props.has_player { <Player film={film.clone()} at_ns={*at_ns} playing={playing.clone()} is_brief={*is_widget} /> }
            { for (*because).clone() }
            if is_page { <Versions film={film.clone()} at_ns={told_ns} {width} /> }
            { for evidence }
            if is_page { <TimeTwin film={film.clone()} at_ns={told_ns} /> }
            <p class="visually-hidden" role="status">{ film.news(*at_ns) }</p>
        </section>
    }
}

/// How high time is drawn, in pixels: more where more happens, as long as it can be taken in.
fn height(film: &Film, is_widget: bool) -> u32 {
    const EACH: u32 = 12;
    let sent = |mode: usize| {
        film.trace(mode)
            .map_or(0, |trace| trace.messages.iter().filter(|message| !message.topic.is_upkeep()).count())
    };
    let most = (0..film.modes()).map(sent).max().unwrap_or(0) as u32;
    if is_widget { (most * EACH).clamp(260, 380) } else { (most * EACH).clamp(430, 1_200) }
}

/// How wide an element is, in whole pixels.
#[hook]
fn use_width(root: &NodeRef) -> u32 {
    let width = use_state_eq(|| (platform::window_size().0 as u32).clamp(320, 1_280) - 64);
    {
        let (width, root) = (width.clone(), root.clone());
        use_effect_with((), move |()| {
            let watch = root.cast::<Element>().and_then(|element| {
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

/// Does what a host asks, once.
#[hook]
fn use_command(command: Option<(u32, Command)>, on_do: &Callback<super::Deed>) {
    let on_do = on_do.clone();
    use_effect_with(command, move |command| match command {
        None => {}
        Some((_, Command::Play)) => on_do.emit(super::Deed::Play),
        Some((_, Command::Pause)) => on_do.emit(super::Deed::Pause),
        Some((_, Command::Seek(ns))) => on_do.emit(super::Deed::To(*ns)),
        Some((_, Command::Step(steps))) => {
            for _ in 0..steps.unsigned_abs().min(10_000) {
                on_do.emit(super::Deed::Step(*steps > 0));
            }
        }
    });
}

/// Which mode is shown where there is room for one, each with its three numbers.
fn modes(film: &Film, at_ns: u64, shown: usize, view: &UseStateHandle<RoomView>) -> Html {
    let lanes = film.lanes();
    let radio = |(mode, lane): (usize, &crate::picture::sequence::Lane<'_>)| {
        let facts = words::time::facts(&lane.spans.facts(lane.trace, at_ns));
        let fact = |fact: words::time::Fact| html! { <span class={fact.is_bad.then_some("bad")}>{ if fact.what.is_empty() { fact.number } else { format!("{} {}", fact.number, fact.what) } }</span> };
        let onchange = {
            let view = view.clone();
            Callback::from(move |_: Event| view.set(RoomView { mode: Some(mode), ..*view }))
        };
        html! {
            <label class="mode"><input type="radio" name="mode" value={mode.to_string()} checked={mode == shown} {onchange} /><strong>{ &lane.title }</strong>{ for facts.into_iter().map(fact) }</label>
        }
    };
    html! { <div class="modes" role="radiogroup" aria-label="Mode">{ for lanes.iter().enumerate().map(radio) }</div> }
}

/// How the picture is looked at.
fn tools(view: &UseStateHandle<RoomView>) -> Html {
    let check = |name: &'static str, label: &'static str, is_on: bool, set: fn(&mut RoomView, bool)| {
        let view = view.clone();
        let onchange = sends(
            &Callback::from(move |is_on: bool| {
                let mut next = *view;
                set(&mut next, is_on);
                view.set(next);
            }),
            |event: Event| Some(event.target()?.dyn_into::<HtmlInputElement>().ok()?.checked()),
        );
        html! { <label class="radio"><input type="checkbox" {name} checked={is_on} {onchange} />{ label }</label> }
    };
    let zoom = |name: &'static str, label: &str, to: u32, is_off: bool| {
        let view = view.clone();
        button(
            name,
            "",
            label.into(),
            is_off,
            Callback::from(move |_: MouseEvent| view.set(RoomView { zoom: to, ..*view })),
        )
    };
    html! {
        <div class="tools row">
            { check("even", "Even steps, not true time", view.is_flat, |view, is_on| view.is_flat = is_on) }
            { check("upkeep", "Heartbeats", view.has_upkeep, |view, is_on| view.has_upkeep = is_on) }
            { zoom("zoom-in", "Zoom in", view.zoom + 1, view.zoom >= 16) }
            { zoom("zoom-out", "Zoom out", view.zoom.saturating_sub(1), view.zoom == 0) }
            <span class="note">{ words::time::HINT }</span>
        </div>
    }
}
