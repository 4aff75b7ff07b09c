use super::{
    Act, Shared,
    chart::focus,
    press::{button, calling, field, refusal},
    ring::focused,
    sends,
};
use crate::{picture::px, state::Action, words};
use quorate_core::{
    base::{Unit, limit},
    run::Run,
    scenario::{Edit, Text},
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};
use yew::prelude::*;

/// Whose menu, and where on the screen it was asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct MenuAt {
    pub(crate) unit: Unit,
    pub(crate) x: f64,
    pub(crate) y: f64,
}

#[derive(Properties, PartialEq)]
pub(crate) struct MenuProps {
    pub(crate) run: Shared<Run>,
    pub(crate) at: MenuAt,
    pub(crate) act: Act,
    pub(crate) on_close: Callback<()>,
    /// Where racks are shown: looks at a rack or a node alone.
    #[prop_or_default]
    pub(crate) on_look: Option<Callback<Unit>>,
}

/// Why a field of the menu was refused, and what stood in it.
struct Refused {
    why: String,
    name: &'static str,
    typed: String,
}

/// The root of a menu that stands at a point of the screen. It takes the focus, and gives it back when it is of something
/// else, or gone.
#[hook]
pub(super) fn use_placed<T: PartialEq + 'static>(of: T, point: (f64, f64)) -> NodeRef {
    let root = use_node_ref();
    let menu = root.clone();
    use_effect_with(of, move |_| {
        let back = focused(&menu);
        if let Some(menu) = menu.cast::<HtmlElement>() {
            put(&menu, point);
            if let Some(first) = menu.query_selector("button").ok().flatten() {
                focus(&first);
            }
        }
        move || {
            if let Some(back) = back {
                focus(&back);
            }
        }
    });
    root
}

/// The menu of a node, a rack or a data centre: take it down, look at it, change it. It takes the focus, and gives it back.
#[component]
pub(crate) fn Menu(MenuProps { run, at, act, on_close, on_look }: &MenuProps) -> Html {
    let root = use_placed(*at, (at.x, at.y));
    let fault = use_state(|| None::<Refused>);
    let now = run.scenario().now();
    if !now.has_unit(at.unit) {
        return Html::default();
    }
    let name = words::racks::unit(now, at.unit);
    let is_down = !now.nodes().iter().any(|node| node.is_in(at.unit) && !now.is_down(node.id));
    let done = |edit: Edit| {
        let (act, on_close) = (act.clone(), on_close.clone());
        Callback::from(move |_: MouseEvent| {
            on_close.emit(());
            act.emit(Action::Edit(edit.clone()));
        })
    };
    let unit = at.unit;
    let submit = |read: fn(&str, Unit) -> Result<Edit, String>, name: &'static str| {
        let (act, on_close, fault) = (act.clone(), on_close.clone(), fault.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let form = event.target().and_then(|form| form.dyn_into::<Element>().ok());
            let Some(typed) = form.and_then(|form| value_of(&form, "input")) else { return };
            match read(&typed, unit) {
                Ok(edit) => {
                    on_close.emit(());
                    act.emit(Action::Edit(edit));
                }
                Err(why) => fault.set(Some(Refused { why, name, typed })),
            }
        })
    };
    // What was refused stays in its field.
    let standing = |name: &str, value: String| match &*fault {
        Some(refused) if refused.name == name => refused.typed.clone(),
        _ => value,
    };
    let onkeydown =
        sends(on_close, |event: KeyboardEvent| (event.key() == "Escape").then(|| event.stop_propagation()));
    let line = |label, name, kind, value, does: &str, read| {
        html! { <form onsubmit={submit(read, name)}>{ field(label, name, kind, standing(name, value)) }<button type="submit">{ does }</button></form> }
    };
    let short = words::short(&name);
    let power = if is_down { format!("Power {short} on") } else { format!("Take {short} down") };
    let power = button("power", "", power, false, done(Edit::Power(unit, is_down)));
    let of_unit = match unit {
        Unit::Node(id) => html! {
            <>
                { button("remove-this", "", format!("Remove {short}"), now.nodes().len() == 1, done(Edit::RemoveNode(id))) }
                { line("Name", "rename", "text", now.name(id), "Rename", rename) }
                { line("Weight in % of an ordinary node", "weight", "text", now.weight(id).to_string(), "Weigh", weigh) }
            </>
        },
        Unit::Rack(rack) => {
            let sites = now.sites();
            let site = sites.iter().find(|site| site.rack == rack).copied();
            let acts = site.map(|site| {
                html! {
                    <>
                        { button("add-here", "", format!("Add {} here", words::short(&now.name(now.next_id()))), false, done(Edit::AddNodeAt(site))) }
                        { line("Name", "rename", "text", now.name_of(unit), "Rename", rename) }
                        { button("add-rack", "", "Add a rack beside it".into(), false, done(Edit::AddRack(site.dc))) }
                        { button("remove-this", "", format!("Remove {short} and its nodes"), sites.len() == 1, done(Edit::RemoveRack(site))) }
                    </>
                }
            });
            acts.unwrap_or_default()
        }
        Unit::Dc(dc) => html! {
            <>
                { line("Name", "rename", "text", now.name_of(unit), "Rename", rename) }
                { button("add-rack", "", "Add a rack".into(), false, done(Edit::AddRack(dc))) }
            </>
        },
        Unit::Area(_) => Html::default(),
    };
    let look = on_look.as_ref().filter(|_| !matches!(unit, Unit::Dc(_) | Unit::Area(_))).map(|on_look| {
        let (on_look, on_close) = (on_look.clone(), on_close.clone());
        let press = Callback::from(move |_: MouseEvent| {
            on_close.emit(());
            on_look.emit(unit);
        });
        button("look", "", format!("Look at {short} alone"), false, press)
    });
    html! {
        <>
            <div class="veil" onclick={calling(on_close)} />
            <div ref={root} class="menu" role="dialog" aria-label={format!("{name}: menu")} {onkeydown}>
                <h3>{ &name }</h3>
                <p class="fact">{ fact(run, unit) }</p>
                { power }
                { for look }
                { of_unit }
                { refusal(fault.as_ref().map(|refused| refused.why.clone())) }
                { button("close", "", "Close menu".into(), false, calling(on_close)) }
            </div>
        </>
    }
}

/// What stands in the field of a form that a selector names.
pub(super) fn value_of(form: &Element, selector: &str) -> Option<String> {
    let input = form.query_selector(selector).ok().flatten()?;
    Some(input.dyn_into::<HtmlInputElement>().ok()?.value())
}

fn fact(run: &Run, unit: Unit) -> String {
    let now = run.scenario().now();
    let Unit::Node(id) = unit else {
        let nodes = now.nodes().iter().filter(|node| node.is_in(unit)).count() as u32;
        return format!("Has {}.", words::several(nodes, "node", "nodes"));
    };
    if let Some((racks, place)) = run.racks().and_then(|racks| Some((racks, racks.placed().place_of(id)?))) {
        return format!("Holds {}.", words::racks::carries(racks, place, 999.0));
    }
    let tokens = now.token_count(id);
    let noun = if tokens == 1 { "token" } else { "tokens" };
    let owned = run.ownership().into_iter().find(|owned| owned.id == id).and_then(|owned| owned.now);
    match owned {
        Some(share) => {
            format!("Owns {} of the ring with {} {noun}.", words::share(share), words::counted(tokens.into()))
        }
        None => "Is off: its ranges are with the next nodes.".into(),
    }
}

fn rename(name: &str, unit: Unit) -> Result<Edit, String> {
    Text::new(name).map(|name| Edit::Rename(unit, name)).map_err(|error| format!("This name {error}."))
}

fn weigh(weight: &str, unit: Unit) -> Result<Edit, String> {
    let Unit::Node(id) = unit else { return Err("Only nodes have a weight.".into()) };
    let weight = weight
        .trim()
        .parse()
        .map_err(|_| format!("A weight is a whole number from 1 to {}.", limit::WEIGHT_PERCENT))?;
    Ok(Edit::Weigh(id, weight))
}

/// Puts the menu beside the place that was pressed, within the window.
pub(super) fn put(menu: &HtmlElement, (at_x, at_y): (f64, f64)) {
    let style = menu.style();
    let Some(parent) = menu.offset_parent() else { return };
    let bounds = parent.get_bounding_client_rect();
    let (width, height) = (f64::from(menu.offset_width()), f64::from(menu.offset_height()));
    let window = crate::platform::window();
    let room = |value: Result<wasm_bindgen::JsValue, _>| {
        value.ok().and_then(|value| value.as_f64()).unwrap_or(800.0)
    };
    let (window_width, window_height) = (room(window.inner_width()), room(window.inner_height()));
    let x = at_x.min(window_width - width - 8.0).max(8.0) - bounds.left();
    let y = (at_y + 6.0).min(window_height - height - 8.0).max(8.0) - bounds.top();
    // Set through the object model, which the page's policy allows.
    let _ = style.set_property("left", &(px(x) + "px"));
    let _ = style.set_property("top", &(px(y) + "px"));
}
