use super::{
    keys::part_of,
    menu::{MenuOf, TimeMenuAt},
};
use crate::{
    panel::{Drawn, Layer, Shared, menu::put},
    picture::{FONT, Part, px, sequence, view_box},
    player::Film,
    words,
};
use quorate_core::trace::{Actor, ActorAt, Message, MessageAt, Moment, OpAt, Role, Running, Topic};
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct RoomProps {
    pub(super) film: Shared<Film>,
    pub(super) at_ns: u64,
    pub(super) width: u32,
    /// The height of the time that is shown, in pixels.
    pub(super) height: u32,
    /// What the picture shows beside time.
    pub(super) view: RoomView,
    pub(super) on_menu: Callback<TimeMenuAt>,
}

/// How the picture is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RoomView {
    /// The one mode that is shown, where there is no room for all.
    pub(super) mode: Option<usize>,
    pub(super) is_flat: bool,
    pub(super) has_upkeep: bool,
    pub(super) has_legend: bool,
    /// How often time was drawn out to twice its length.
    pub(super) zoom: u32,
}

/// What is pointed at, and where on the screen.
#[derive(Clone, Copy, PartialEq)]
struct Lit {
    part: Part,
    x: f64,
    y: f64,
}

/// The sequence of all modes, or of one: pointed at, walked by keys, pressed.
#[component]
pub(super) fn Room(props: &RoomProps) -> Html {
    let RoomProps { film, at_ns, width, height, view, on_menu } = props;
    let lit = use_state_eq(|| None::<Lit>);
    let (from_ns, to_ns) = window(film, *at_ns, view.zoom);
    let has_legend = view.has_legend;
    let chosen = lit.and_then(|lit| chosen_of(film, lit.part, view.mode));
    let span = sequence::View { from_ns, to_ns, height: f64::from(*height) };
    let options = sequence::Options {
        now_ns: Some(*at_ns),
        is_flat: view.is_flat,
        has_upkeep: view.has_upkeep,
        has_legend,
        chosen,
    };
    let still_key = (film.clone(), *width, *height, *view, from_ns);
    let still = use_memo(still_key.clone(), |(film, width, ..)| {
        let lanes = lanes(film, view.mode);
        let plan = sequence::Plan::new(
            &lanes,
            span,
            sequence::Options { chosen: None, ..options },
            f64::from(*width),
        );
        (Shared::new(sequence::still(&lanes, &plan)) as Drawn, plan)
    });
    let layers = use_memo((still_key.clone(), *at_ns, chosen), |((film, width, ..), ..)| {
        let lanes = lanes(film, view.mode);
        let plan = sequence::Plan::new(&lanes, span, options, f64::from(*width));
        [sequence::drawn, sequence::said, sequence::chosen, sequence::now]
            .map(|draw| Shared::new(draw(&lanes, &plan)) as Drawn)
    });
    // What can be pressed changes from step to step, not from frame to frame.
    let step_ns = film.step_at(*at_ns);
    let hits = use_memo((still_key, step_ns), |((film, width, ..), _)| {
        let lanes = lanes(film, view.mode);
        let plan = sequence::Plan::new(&lanes, span, options, f64::from(*width));
        let moments: Vec<Moment> = lanes.iter().map(|lane| Moment::new(lane.trace, *at_ns)).collect();
        let label = |lane: usize, at: ActorAt| {
            moments.get(lane).map_or_else(String::new, |moment| actor_label(&lanes[lane], moment, at))
        };
        [sequence::pressed(&lanes, &plan), sequence::actors(&lanes, &plan, label)]
            .map(|layer| Shared::new(layer) as Drawn)
    });
    let size = still.1.size;
    let title = words::time::title(&lanes(film, view.mode));
    let on_lit = |lit: UseStateSetter<Option<Lit>>| {
        move |target: Option<web_sys::EventTarget>, place: Option<(f64, f64)>| {
            let to = part_of(target).map(|(part, element)| {
                let (x, y) = place.unwrap_or_else(|| middle(&element));
                Lit { part, x, y }
            });
            lit.set(to);
        }
    };
    let onpointerover = {
        let set = on_lit(lit.setter());
        Callback::from(move |event: PointerEvent| {
            set(event.target(), Some((f64::from(event.client_x()), f64::from(event.client_y()))));
        })
    };
    let onfocusin = {
        let set = on_lit(lit.setter());
        Callback::from(move |event: FocusEvent| set(event.target(), None))
    };
    let onpointerleave = clear(&lit);
    let onfocusout = clear(&lit);
    let onclick = pressing(on_menu, view.mode, |event: &MouseEvent| {
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        // A press by key has no place.
        part_of(event.target())
            .map(|(part, element)| (part, if x + y > 0.0 { (x, y) } else { middle(&element) }))
    });
    let oncontextmenu = pressing(on_menu, view.mode, |event: &MouseEvent| {
        let (part, _) = part_of(event.target())?;
        event.prevent_default();
        Some((part, (f64::from(event.client_x()), f64::from(event.client_y()))))
    });
    let onkeydown = pressing(on_menu, view.mode, |event: &KeyboardEvent| {
        if !matches!(event.key().as_str(), "Enter" | " " | "ContextMenu") {
            return None;
        }
        let (part, element) = part_of(event.target())?;
        event.prevent_default();
        Some((part, middle(&element)))
    });
    let (drawn_width, drawn_height) = size;
    let [drawn, said, chosen, now] = &*layers;
    let [hits, heads] = &*hits;
    html! {
        <>
            <svg class="picture sequence" viewBox={view_box(size)} width={px(drawn_width)} height={px(drawn_height)} role="group" aria-label={title} font-family={FONT} {onpointerover} {onpointerleave} {onfocusin} {onfocusout} {onclick} {oncontextmenu} {onkeydown}>
                <Layer layer={still.0.clone()} />
                <Layer layer={drawn.clone()} />
                <Layer layer={said.clone()} />
                <Layer layer={chosen.clone()} />
                <Layer layer={now.clone()} />
                <Layer layer={heads.clone()} />
                <Layer layer={hits.clone()} />
            </svg>
            if let Some(lit) = *lit { <Tip film={film.clone()} {lit} mode={view.mode} /> }
        </>
    }
}

fn clear<E: 'static>(lit: &UseStateHandle<Option<Lit>>) -> Callback<E> {
    let lit = lit.setter();
    Callback::from(move |_: E| lit.set(None))
}

/// Opens the menu of what an event means.
fn pressing<E: 'static>(
    on_menu: &Callback<TimeMenuAt>,
    mode: Option<usize>,
    read: impl Fn(&E) -> Option<(Part, (f64, f64))> + 'static,
) -> Callback<E> {
    let on_menu = on_menu.clone();
    Callback::from(move |event: E| {
        let Some((part, (x, y))) = read(&event) else { return };
        let whole = |lane: u8| mode.unwrap_or(lane.into());
        let of = match part {
            Part::Actor(lane, at) => MenuOf::Actor(whole(lane), at),
            Part::Message(lane, at) => MenuOf::Message(whole(lane), at),
            Part::Operation(lane, at) => MenuOf::Operation(whole(lane), at),
            _ => return,
        };
        on_menu.emit(TimeMenuAt { of, x, y });
    })
}

/// The lanes that are shown.
fn lanes(film: &Film, mode: Option<usize>) -> Vec<sequence::Lane<'_>> {
    let mut lanes = film.lanes();
    if let Some(mode) = mode.filter(|mode| *mode < lanes.len()) {
        lanes = vec![lanes.swap_remove(mode)];
    }
    lanes
}

/// The stretch of time that is shown, ns: where time is drawn out it follows the instant by half its length at a time.
fn window(film: &Film, at_ns: u64, zoom: u32) -> (u64, u64) {
    let until_ns = film.until_ns();
    let length = (until_ns >> zoom.min(20)).max(1);
    if zoom == 0 {
        return (0, until_ns);
    }
    let half = (length / 2).max(1);
    let from_ns = (at_ns / half * half).saturating_sub(half / 2).min(until_ns - length.min(until_ns));
    (from_ns, from_ns + length)
}

/// The middle of an element on the screen.
fn middle(element: &Element) -> (f64, f64) {
    let bounds = element.get_bounding_client_rect();
    (bounds.left() + bounds.width() / 2.0, bounds.top() + bounds.height() / 2.0)
}

/// The operation to which what is pointed at belongs, with its lane in the picture.
fn chosen_of(film: &Film, part: Part, mode: Option<usize>) -> Option<(u8, OpAt)> {
    match part {
        Part::Operation(lane, op) => Some((lane, op)),
        Part::Message(lane, at) => {
            let whole = mode.unwrap_or(lane.into());
            let message = film.trace(whole)?.messages.get(at.at())?;
            Some((lane, op_of(film, whole, message)?))
        }
        _ => None,
    }
}

fn op_of(film: &Film, mode: usize, message: &Message) -> Option<OpAt> {
    let [_, last] = message.positions;
    let carries = matches!(message.topic, Topic::Entries | Topic::Confirm | Topic::Snapshot);
    let carried = || film.spans(mode)?.entry(message.partition, last, message.epoch);
    message.op.or_else(|| carried().filter(|_| carries && last > 0))
}

/// "n3, follows, log up to 2"
pub(super) fn actor_label(lane: &sequence::Lane<'_>, moment: &Moment, at: ActorAt) -> String {
    let name = words::time::actor(lane.trace, at);
    let Some(state) = moment.actor(at) else { return name };
    let Actor::Node(_) = lane.trace.actor(at) else {
        let waits = state.waits.len() as u32;
        return if waits == 0 {
            name
        } else {
            format!("{name}, waits for {}", words::several(waits, "answer", "answers"))
        };
    };
    let how = match state.running {
        Running::Off => "off".into(),
        Running::Paused => "pauses".into(),
        Running::On => {
            let leads = state.replicas.iter().any(|(_, replica)| matches!(replica.role, Role::Leads { .. }));
            if leads { "leads".to_string() } else { "follows".into() }
        }
    };
    let log = state.replicas.iter().map(|(_, replica)| replica.log.head()).max().unwrap_or(0);
    format!("{name}, {how}, log up to {}", words::counted(log))
}

#[derive(Properties, PartialEq)]
struct TipProps {
    film: Shared<Film>,
    lit: Lit,
    mode: Option<usize>,
}

/// What is said of the message or the operation that is pointed at, beside it.
#[component]
fn Tip(TipProps { film, lit, mode }: &TipProps) -> Html {
    let root = use_node_ref();
    {
        let root = root.clone();
        use_effect_with(*lit, move |lit| {
            if let Some(root) = root.cast::<HtmlElement>() {
                put(&root, (lit.x + 10.0, lit.y + 8.0));
            }
        });
    }
    let said = match lit.part {
        Part::Message(lane, at) => message_tip(film, mode.unwrap_or(lane.into()), at),
        Part::Operation(lane, at) => operation_tip(film, mode.unwrap_or(lane.into()), at),
        _ => None,
    };
    let Some(said) = said else { return Html::default() };
    html! { <div class="tip" ref={root} aria-hidden="true">{ said }</div> }
}

fn message_tip(film: &Film, mode: usize, at: MessageAt) -> Option<Html> {
    let note = words::time::note(film.trace(mode)?, film.spans(mode)?, at);
    Some(html! {
        <>
            <strong>{ note.title }</strong>
            <span>{ format!("Sent {}, received {}", note.sent, note.received) }</span>
            <span>{ format!("Took {}", note.took) }</span>
            <span>{ note.why }</span>
        </>
    })
}

fn operation_tip(film: &Film, mode: usize, at: OpAt) -> Option<Html> {
    Some(html! { <span>{ words::time::operation(film.trace(mode)?, film.spans(mode)?, at) }</span> })
}
