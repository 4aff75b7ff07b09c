use super::{Drawn, Layer, MenuAt, Shared, sends};
use crate::{
    picture::{Part, px, ring, view_box},
    words,
};
use quorate_core::{
    base::{NodeId, Unit},
    run::Run,
    workload::KeyCloud,
};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct RingFigureProps {
    pub(crate) run: Shared<Run>,
    pub(crate) keys: Option<Shared<KeyCloud>>,
    pub(crate) size: (u32, u32),
    /// What another picture lights.
    pub(crate) lit: Option<Part>,
    pub(crate) on_lit: Callback<Option<Part>>,
    pub(crate) on_press: Callback<MenuAt>,
    /// Powers the node with the focus off or on.
    pub(crate) on_kill: Callback<NodeId>,
}

/// The ring: pointed at, walked with arrow keys, pressed. What is hit is found by geometry.
#[component]
pub(crate) fn RingFigure(props: &RingFigureProps) -> Html {
    let RingFigureProps { run, keys, size, lit, on_lit, on_press, .. } = props;
    let svg = use_node_ref();
    let room = ring::Size { width: f64::from(size.0), height: f64::from(size.1) };
    let still = use_memo((run.clone(), keys.clone(), *size), move |(run, keys, _)| {
        let still = ring::still(run, keys.as_deref(), room);
        (still.geometry, Shared(Rc::new(still.layers)) as Drawn)
    });
    let (geometry, layers) = (still.0, still.1.clone());
    let centre =
        use_memo((run.clone(), *lit, *size), move |(run, lit, _)| ring::centre(run, *lit, &geometry));
    let at_of = move |run: &Run, event: &MouseEvent, svg: &NodeRef| -> Option<usize> {
        let (x, y) = place(event, svg, geometry.size)?;
        (!run.ring().is_empty() && geometry.is_on_ring(x, y))
            .then(|| run.ring().successor(geometry.point_at(x, y)))
    };
    let onpointermove = {
        let (run, svg) = (run.clone(), svg.clone());
        on_lit.reform(move |event: PointerEvent| at_of(&run, &event, &svg).map(|at| Part::Range(at as u32)))
    };
    let onpointerleave = on_lit.reform(|_: PointerEvent| None);
    let onclick = {
        let (run, svg) = (run.clone(), svg.clone());
        sends(on_press, move |event: MouseEvent| {
            let at = at_of(&run, &event, &svg)?;
            Some(MenuAt {
                unit: Unit::Node(run.ring().node_at(at)),
                x: f64::from(event.client_x()),
                y: f64::from(event.client_y()),
            })
        })
    };
    let hit = (!run.ring().is_empty()).then(|| {
        let onkeydown = keydown(props, geometry, &svg);
        hit(run, &geometry, *lit, onkeydown, on_lit)
    });
    let (width, height) = geometry.size;
    // Another change is another layer, so that what moved grows into place again.
    let change = core::ptr::from_ref(run.movement()) as usize;
    html! {
        <svg ref={svg} class="picture ring" viewBox={view_box(geometry.size)} width={px(width)} height={px(height)} role="group" aria-label={words::ring_title(run)} font-family={crate::picture::FONT} {onpointermove} {onpointerleave} {onclick}>
            <Layer key={change} layer={layers} />
            <Layer layer={Shared(centre) as Drawn} />
            { for hit }
        </svg>
    }
}

/// Where in the picture an event lies.
fn place(event: &MouseEvent, svg: &NodeRef, (width, height): (f64, f64)) -> Option<(f64, f64)> {
    let bounds = svg.cast::<Element>()?.get_bounding_client_rect();
    let x = (f64::from(event.client_x()) - bounds.left()) / bounds.width().max(1.0) * width;
    let y = (f64::from(event.client_y()) - bounds.top()) / bounds.height().max(1.0) * height;
    Some((x, y))
}

/// The ring as one control that arrow keys walk token by token.
fn hit(
    run: &Run,
    geometry: &ring::Geometry,
    lit: Option<Part>,
    onkeydown: Callback<KeyboardEvent>,
    on_lit: &Callback<Option<Part>>,
) -> Html {
    let at = match lit {
        Some(Part::Range(at)) => (at as usize).min(run.ring().len() - 1),
        _ => run.followed().walk.first().map_or(0, |step| step.at),
    };
    let (x, y) = geometry.centre;
    let (radius, width) =
        (f64::midpoint(geometry.band.0, geometry.band.1), geometry.band.1 - geometry.band.0 + 6.0);
    let first = Some(Part::Range(at as u32));
    html! {
        <circle class="hit" cx={px(x)} cy={px(y)} r={px(radius)} fill="none" stroke="transparent" stroke-width={px(width)}
            tabindex="0" role="slider" aria-label="Ranges of the ring, clockwise. Press Enter for the menu of the owner" aria-valuemin="1" aria-valuemax={run.ring().len().to_string()} aria-valuenow={(at + 1).to_string()} aria-valuetext={words::range_label(run, at)}
            {onkeydown} onfocus={on_lit.reform(move |_: FocusEvent| first)} onblur={on_lit.reform(|_: FocusEvent| None)} />
    }
}

fn keydown(props: &RingFigureProps, geometry: ring::Geometry, svg: &NodeRef) -> Callback<KeyboardEvent> {
    let RingFigureProps { run, lit, on_lit, on_press, on_kill, .. } = props;
    let (run, svg, lit) = (run.clone(), svg.clone(), *lit);
    let (on_lit, on_press, on_kill) = (on_lit.clone(), on_press.clone(), on_kill.clone());
    Callback::from(move |event: KeyboardEvent| {
        let ring = run.ring();
        let now = match lit {
            Some(Part::Range(at)) if (at as usize) < ring.len() => at as usize,
            _ => run.followed().walk.first().map_or(0, |step| step.at),
        };
        let step = |by: usize, forth: bool| {
            if forth { (now + by) % ring.len() } else { (now + ring.len() - by % ring.len()) % ring.len() }
        };
        let page = (ring.len() / 16).max(1);
        let to = match event.key().as_str() {
            "ArrowRight" | "ArrowDown" => step(1, true),
            "ArrowLeft" | "ArrowUp" => step(1, false),
            "PageDown" => step(page, true),
            "PageUp" => step(page, false),
            "Home" => 0,
            "End" => ring.len() - 1,
            "Escape" => return on_lit.emit(None),
            "k" | "Delete" => {
                event.prevent_default();
                return on_kill.emit(ring.node_at(now));
            }
            "Enter" | " " => {
                event.prevent_default();
                if let Some(at) = spot(&svg, &geometry, ring.token(now).turn()) {
                    on_press.emit(MenuAt { unit: Unit::Node(ring.node_at(now)), ..at });
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        on_lit.emit(Some(Part::Range(to as u32)));
    })
}

/// Where on the screen a turn of the ring lies.
fn spot(svg: &NodeRef, geometry: &ring::Geometry, turn: f64) -> Option<MenuAt> {
    let bounds = svg.cast::<Element>()?.get_bounding_client_rect();
    let (x, y) = geometry.at(turn, geometry.band.1);
    let scale = bounds.width() / geometry.size.0;
    Some(MenuAt { unit: Unit::Node(NodeId(0)), x: bounds.left() + x * scale, y: bounds.top() + y * scale })
}

/// The element that has the focus now, to give it back later.
pub(super) fn focused(root: &NodeRef) -> Option<Element> {
    let root = root.cast::<web_sys::Node>()?.get_root_node();
    match root.dyn_ref::<web_sys::ShadowRoot>() {
        Some(shadow) => shadow.active_element(),
        None => crate::platform::document().active_element(),
    }
}
