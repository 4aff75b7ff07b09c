use super::{
    Drawn, Layer, Shared,
    chart::focus,
    header::icon,
    press::Select,
    sends,
    time::{Deed, Playing},
};
use crate::{
    picture::{self, px, view_box},
    platform,
    player::{self, Film, SPEEDS},
    words,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

const RESET: &str = "M5 4v12M15.5 4.5L8 10l7.5 5.5z";
const BACK: &str = "M14 4.5L6.5 10l7.5 5.5z";
const FORTH: &str = "M6 4.5L13.5 10L6 15.5z";
const PAUSE: &str = "M6 4h3v12H6zM11 4h3v12h-3z";

#[derive(Properties, PartialEq)]
pub(crate) struct PlayerProps {
    pub(crate) film: Shared<Film>,
    pub(crate) at_ns: u64,
    pub(crate) playing: Playing,
    /// Whether there is little room: no marks and no speed.
    #[prop_or_default]
    pub(crate) is_brief: bool,
}

/// What plays a run: step by step, by itself, or wherever it is dragged to.
#[component]
pub(crate) fn Player(PlayerProps { film, at_ns, playing, is_brief }: &PlayerProps) -> Html {
    let track = use_node_ref();
    let width = use_track_width(&track);
    let marks = use_memo((film.clone(), width), |(film, width)| {
        let (drawn, size) = picture::marks(film, f64::from(*width));
        (Shared::new(drawn) as Drawn, size)
    });
    let until_ns = film.until_ns();
    let oninput = {
        let on_do = playing.on_do.clone();
        sends(&on_do, move |event: InputEvent| {
            let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
            Some(Deed::To(player::rounded_ns(input.value_as_number() as u64, until_ns)))
        })
    };
    let on_mark = {
        let (on_do, track, film) = (playing.on_do.clone(), track.clone(), film.clone());
        sends(&on_do, move |event: MouseEvent| {
            let bounds = track.cast::<Element>()?.get_bounding_client_rect();
            let x = f64::from(event.client_x()) - bounds.left();
            picture::mark_at(&film, bounds.width(), x).map(Deed::To)
        })
    };
    let (drawn, size) = &*marks;
    let (marks_width, marks_height) = *size;
    let said = film.said(*at_ns);
    html! {
        <div class={classes!("player", is_brief.then_some("brief"))} role="group" aria-label="Player">
            <Toolbar playing={playing.clone()} />
            <div class="track" ref={track.clone()}>
                <input type="range" name="instant" min="0" max={until_ns.to_string()} step="any" value={at_ns.to_string()} aria-label="Instant" aria-valuetext={said} {oninput} />
                if !is_brief {
                    <svg class="marks" viewBox={view_box(*size)} width={px(marks_width)} height={px(marks_height)} aria-hidden="true" font-family={picture::FONT} onclick={on_mark}><Layer layer={drawn.clone()} /></svg>
                }
            </div>
            <output class="instant" for="instant">{ words::time::of_run(*at_ns, until_ns) }</output>
            if !is_brief {
                { speed(playing) }
            }
        </div>
    }
}

/// How wide an element is; some width before that is known.
#[hook]
fn use_track_width(track: &NodeRef) -> u32 {
    let width = use_state_eq(|| 600);
    {
        let (width, track) = (width.clone(), track.clone());
        use_effect_with((), move |()| {
            let watch = track.cast::<Element>().and_then(|element| {
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

#[derive(Properties, PartialEq)]
struct ToolbarProps {
    playing: Playing,
}

/// Four buttons that are one tab stop; arrow keys go from one to the next.
#[component]
fn Toolbar(ToolbarProps { playing }: &ToolbarProps) -> Html {
    let root = use_node_ref();
    let stop = use_state_eq(|| 2_usize);
    let onkeydown = {
        let (root, stop) = (root.clone(), stop.clone());
        Callback::from(move |event: KeyboardEvent| {
            let to = match event.key().as_str() {
                "ArrowRight" => (*stop + 1) % 4,
                "ArrowLeft" => (*stop + 3) % 4,
                "Home" => 0,
                "End" => 3,
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            stop.set(to);
            let buttons = root.cast::<Element>().and_then(|root| root.query_selector_all("button").ok());
            let button = buttons.and_then(|buttons| buttons.get(to as u32)?.dyn_into::<Element>().ok());
            if let Some(button) = button {
                focus(&button);
            }
        })
    };
    let does = |deed: Deed, place: usize| {
        let stop = stop.setter();
        playing.on_do.reform(move |_: MouseEvent| {
            stop.set(place);
            deed
        })
    };
    let tab = |place: usize| if *stop == place { "0" } else { "-1" };
    let (word, drawn) = if playing.plays { ("Pause", PAUSE) } else { ("Play", FORTH) };
    html! {
        <div class="toolbar" role="toolbar" aria-label="Play" ref={root} {onkeydown}>
            <button type="button" name="first" class="icon" aria-label="To the start" title="To the start (r)" tabindex={tab(0)} onclick={does(Deed::Reset, 0)}>{ icon(RESET, "none") }</button>
            <button type="button" name="step-back" class="icon" aria-label="One step back" title="One step back (,)" tabindex={tab(1)} onclick={does(Deed::Step(false), 1)}>{ icon(BACK, "currentColor") }</button>
            <button type="button" name="play" class="primary" tabindex={tab(2)} onclick={does(Deed::Toggle, 2)}>{ icon(drawn, "currentColor") }<span>{ word }</span></button>
            <button type="button" name="step" class="icon" aria-label="One step forth" title="One step forth (.)" tabindex={tab(3)} onclick={does(Deed::Step(true), 3)}>{ icon(FORTH, "currentColor") }</button>
        </div>
    }
}

fn speed(playing: &Playing) -> Html {
    let onchange = sends(&playing.set_speed, |event: Event| {
        event.target()?.dyn_into::<HtmlSelectElement>().ok()?.value().parse::<usize>().ok()
    });
    let option = |(place, (_, said)): (usize, &player::Speed)| html! { <option value={place.to_string()} selected={place == playing.speed}>{ *said }</option> };
    html! {
        <label class="speed" title={words::time::PACE}><span>{ "Speed" }</span>
            <Select name="speed" chosen={playing.speed.to_string()} {onchange}>{ for SPEEDS.iter().enumerate().map(option) }</Select>
        </label>
    }
}
