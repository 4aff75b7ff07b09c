use super::{Drawn, Layer, MenuAt, Shared, chart::focus, press::button};
use crate::{
    picture::{Part, px, racks, view_box},
    words,
};
use quorate_core::{
    base::{DcId, NodeId, PartitionId, RackId, Unit},
    run::{Racks, Run},
};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct RacksRoomProps {
    pub(crate) run: Shared<Run>,
    pub(crate) width: u32,
    /// What is looked at.
    pub(crate) view: racks::View,
    /// The partition whose copies are outlined.
    pub(crate) chosen: Option<usize>,
    /// What another picture lights.
    pub(crate) lit: Option<Part>,
    pub(crate) on_lit: Callback<Option<Part>>,
    /// A partition that is pressed.
    pub(crate) on_choose: Callback<usize>,
    /// What is to be powered off or on.
    pub(crate) on_power: Callback<Unit>,
    pub(crate) on_menu: Callback<MenuAt>,
    /// What is to be looked at alone; none is all again.
    pub(crate) on_look: Callback<Option<Unit>>,
}

/// Two clusters stand side by side from this width on, else one below the other.
const BESIDE: u32 = 620;

/// Racks and the strip of all partitions: pointed at, walked with arrow keys, pressed. With them the cluster that they are
/// compared with, if there is one.
#[component]
pub(crate) fn RacksRoom(props: &RacksRoomProps) -> Html {
    let RacksRoomProps { run, width, view, chosen, lit, .. } = props;
    let is_pair = run.racks_other().is_some();
    let is_beside = is_pair && *width >= BESIDE;
    let each = if is_beside { (width - 24) / 2 } else { *width };
    let still = use_memo((run.clone(), each, *view), |(run, width, view)| {
        let drawn = |racks: &Racks| {
            let still = racks::still(run, racks, *view, f64::from(*width));
            let (strip, height) = racks::strip(run, racks, f64::from(*width));
            let layers = Shared::new(still.layers) as Drawn;
            (still.plan, layers, Shared::new(strip) as Drawn, (f64::from(*width), height))
        };
        [run.racks().map(drawn), run.racks_other().map(drawn)]
    });
    let figure = |is_other: bool| {
        let racks = shown(run, is_other)?;
        let (plan, layers, strip, strip_size) = still[usize::from(is_other)].as_ref()?;
        let outlines = racks::chosen(racks, plan, *chosen, *lit);
        let (width, height) = plan.size;
        let title = is_pair.then(|| html! { <h2>{ racks.placed().system().name }</h2> });
        let strip_height = strip_size.1;
        Some(html! {
            <div class="cluster">
                { for title }
                <svg class="picture racks" viewBox={view_box(plan.size)} width={px(width)} height={px(height)} role="group" aria-label={words::racks::title(racks)} font-family={crate::picture::FONT}>
                    <Layer layer={layers.clone()} />
                    <Layer layer={Shared(Rc::new(outlines)) as Drawn} />
                </svg>
                <svg class="picture strip" viewBox={view_box(*strip_size)} width={px(width)} height={px(strip_height)} role="img" aria-label={words::racks::strip_label(racks)} font-family={crate::picture::FONT}>
                    <Layer layer={strip.clone()} />
                </svg>
            </div>
        })
    };
    let back = (*view != racks::View::All).then(|| {
        let onclick = props.on_look.reform(|_: MouseEvent| None);
        button("all-racks", "", "← All racks".into(), false, onclick)
    });
    let light = |target: Option<EventTarget>| match part_of(target)?.0 {
        part @ (Part::Partition(_) | Part::Unit(Unit::Node(_))) => Some(part),
        Part::Look(unit @ Unit::Node(_)) => Some(Part::Unit(unit)),
        _ => None,
    };
    let onpointerover = props.on_lit.reform(move |event: PointerEvent| light(event.target()));
    let onpointerleave = props.on_lit.reform(|_: PointerEvent| None);
    let onfocusin = props.on_lit.reform(move |event: FocusEvent| light(event.target()));
    let onfocusout = props.on_lit.reform(|_: FocusEvent| None);
    html! {
        <div class={classes!("racks-room", is_beside.then_some("pair"))} onclick={click(props)} oncontextmenu={context_menu(props)} {onpointerover} {onpointerleave} {onfocusin} {onfocusout} onkeydown={keydown(props)}>
            <p class="note hint">{ words::racks::HINT }</p>
            { for back }
            { for figure(false) }
            { for figure(true) }
        </div>
    }
}

fn click(props: &RacksRoomProps) -> Callback<MouseEvent> {
    let (on_choose, on_power, on_look) =
        (props.on_choose.clone(), props.on_power.clone(), props.on_look.clone());
    Callback::from(move |event: MouseEvent| match part_of(event.target()) {
        Some((Part::Partition(id), _)) => on_choose.emit(id.0 as usize - 1),
        Some((Part::Look(unit), _)) => on_look.emit(Some(unit)),
        Some((Part::Unit(unit), _)) => on_power.emit(unit),
        _ => {}
    })
}

fn context_menu(props: &RacksRoomProps) -> Callback<MouseEvent> {
    let on_menu = props.on_menu.clone();
    Callback::from(move |event: MouseEvent| {
        if let Some((Part::Unit(unit) | Part::Look(unit), _)) = part_of(event.target()) {
            event.prevent_default();
            let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
            on_menu.emit(MenuAt { unit, x, y });
        }
    })
}

/// The cluster shown, or the one that it is compared with.
fn shown(run: &Run, is_other: bool) -> Option<&Racks> {
    if is_other { run.racks_other() } else { run.racks() }
}

/// What an event hit, and the element that stands for it.
fn part_of(target: Option<EventTarget>) -> Option<(Part, Element)> {
    let element = target?.dyn_into::<Element>().ok()?.closest("[data-part]").ok()??;
    let name = element.get_attribute("data-part")?;
    let (look, id) = match name.strip_prefix("look-") {
        Some(id) => (true, id),
        None => (false, name.as_str()),
    };
    let number = id.get(1..)?.parse().ok()?;
    let part = match id.chars().next()? {
        'p' => Part::Partition(PartitionId(number)),
        'n' => Part::Unit(Unit::Node(NodeId(number))),
        'r' => Part::Unit(Unit::Rack(RackId(number))),
        'd' => Part::Unit(Unit::Dc(DcId(number))),
        _ => return None,
    };
    match part {
        Part::Unit(unit) if look => Some((Part::Look(unit), element)),
        part => Some((part, element)),
    }
}

/// Up and down: racks and nodes; left and right: everything. `k` powers, Enter opens the menu, or chooses a partition.
fn keydown(props: &RacksRoomProps) -> Callback<KeyboardEvent> {
    let (on_power, on_menu, on_choose, on_look) =
        (props.on_power.clone(), props.on_menu.clone(), props.on_choose.clone(), props.on_look.clone());
    Callback::from(move |event: KeyboardEvent| {
        let Some((part, element)) = part_of(event.target()) else { return };
        let key = event.key();
        match (key.as_str(), part) {
            ("ArrowDown", _) => step(&element, 1, true),
            ("ArrowUp", _) => step(&element, -1, true),
            ("ArrowRight", _) => step(&element, 1, false),
            ("ArrowLeft", _) => step(&element, -1, false),
            ("Escape", _) => on_look.emit(None),
            ("k" | "Delete" | " ", Part::Unit(unit)) => on_power.emit(unit),
            ("Enter" | " ", Part::Partition(id)) => on_choose.emit(id.0 as usize - 1),
            ("Enter" | " ", Part::Look(unit)) => on_look.emit(Some(unit)),
            ("Enter" | "ContextMenu", Part::Unit(unit)) => {
                let bounds = element.get_bounding_client_rect();
                let x = bounds.left() + bounds.width().min(120.0) / 2.0;
                on_menu.emit(MenuAt { unit, x, y: bounds.top() + 24.0 });
            }
            _ => return,
        }
        event.prevent_default();
    })
}

/// Moves the focus to the next or the last part, or only to the next rack or node.
fn step(element: &Element, by: i32, units_only: bool) {
    let wanted = if units_only { "[role=button]:not([data-part^=p])" } else { "[role=button]" };
    let Some(svg) = element.closest("svg").ok().flatten() else { return };
    let Ok(all) = svg.query_selector_all("[data-part][role=button]") else { return };
    let parts: Vec<Element> =
        (0..all.length()).filter_map(|at| all.get(at)?.dyn_into::<Element>().ok()).collect();
    let Some(mut at) = parts.iter().position(|part| part == element) else { return };
    loop {
        let next = at as i32 + by;
        let Some(part) = usize::try_from(next).ok().and_then(|next| parts.get(next)) else { return };
        if part.matches(wanted).unwrap_or(false) {
            return focus(part);
        }
        at = next as usize;
    }
}
