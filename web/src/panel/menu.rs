use super::{Act, Shared, chart::focus, ring::focused};
use crate::{
    state::Action,
    words,
};
use quorate_core::{
    base::{NodeId, limit},
    run::Run,
    scenario::{Edit, Text},
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};
use yew::prelude::*;

/// Whose menu, and where on the screen it was asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct MenuAt {
    pub(crate) node: NodeId,
    pub(crate) x: f64,
    pub(crate) y: f64,
}

#[derive(Properties, PartialEq)]
pub(crate) struct MenuProps {
    pub(crate) run: Shared<Run>,
    pub(crate) at: MenuAt,
    pub(crate) act: Act,
    pub(crate) on_close: Callback<()>,
}

/// A node's menu: take it down, remove it, rename it, weigh it. It takes the focus, and gives it back.
#[component]
pub(crate) fn Menu(MenuProps { run, at, act, on_close }: &MenuProps) -> Html {
    let root = use_node_ref();
    let fault = use_state(|| None::<String>);
    {
        let root = root.clone();
        use_effect_with(*at, move |at| {
            let back = focused(&root);
            if let Some(menu) = root.cast::<HtmlElement>() {
                put(&menu, at);
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
    }
    let now = run.scenario().now();
    let id = at.node;
    if !now.has(id) {
        return Html::default();
    }
    let name = now.name(id);
    let is_down = now.is_down(id);
    let done = |edit: Edit| {
        let (act, on_close) = (act.clone(), on_close.clone());
        Callback::from(move |_: MouseEvent| {
            on_close.emit(());
            act.emit(Action::Edit(edit.clone()));
        })
    };
    let submit = |read: fn(&str, NodeId) -> Result<Edit, String>, field: &'static str| {
        let (act, on_close, fault) = (act.clone(), on_close.clone(), fault.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let input = event.target().and_then(|form| form.dyn_into::<Element>().ok()).and_then(|form| form.query_selector(field).ok().flatten());
            let Some(input) = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) else { return };
            match read(&input.value(), id) {
                Ok(edit) => {
                    on_close.emit(());
                    act.emit(Action::Edit(edit));
                }
                Err(error) => fault.set(Some(error)),
            }
        })
    };
    let onkeydown = {
        let on_close = on_close.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.stop_propagation();
                on_close.emit(());
            }
        })
    };
    html! {
        <>
            <div class="veil" onclick={on_close.reform(|_: MouseEvent| ())} />
            <div ref={root} class="menu" role="dialog" aria-label={format!("{name}: menu")} {onkeydown}>
                <h3>{ &name }</h3>
                <p class="fact">{ fact(run, id) }</p>
                <div class="acts">
                    <button type="button" name="power" onclick={done(Edit::Power(id, is_down))}>{ if is_down { format!("Power {} on", words::short(&name)) } else { format!("Take {} down", words::short(&name)) } }</button>
                    <button type="button" name="remove-this" disabled={now.nodes().len() == 1} onclick={done(Edit::RemoveNode(id))}>{ format!("Remove {}", words::short(&name)) }</button>
                </div>
                <form onsubmit={submit(rename, "input")}>
                    <label>{ "Name" }<input type="text" name="rename" value={name.clone()} autocomplete="off" spellcheck="false" /></label>
                    <button type="submit">{ "Rename" }</button>
                </form>
                <form onsubmit={submit(weigh, "input")}>
                    <label>{ "Weight in % of an ordinary node" }<input type="number" name="weight" min="1" max={limit::WEIGHT_PERCENT.to_string()} value={now.weight(id).to_string()} /></label>
                    <button type="submit">{ "Weigh" }</button>
                </form>
                <p class="refusal" role="alert">{ for fault.as_ref() }</p>
                <button type="button" onclick={on_close.reform(|_: MouseEvent| ())}>{ "Close menu" }</button>
            </div>
        </>
    }
}

fn fact(run: &Run, id: NodeId) -> String {
    let now = run.scenario().now();
    let tokens = now.token_count(id);
    let noun = if tokens == 1 { "token" } else { "tokens" };
    let owned = run.ownership().into_iter().find(|owned| owned.id == id).and_then(|owned| owned.now);
    match owned {
        Some(share) => format!("Owns {} of the ring with {} {noun}.", words::share(share), words::counted(tokens.into())),
        None => "Is off: its ranges are with the next nodes.".into(),
    }
}

fn rename(name: &str, id: NodeId) -> Result<Edit, String> {
    Text::new(name).map(|name| Edit::Rename(id, name)).map_err(|error| format!("This name {error}."))
}

fn weigh(weight: &str, id: NodeId) -> Result<Edit, String> {
    let weight = weight.trim().parse().map_err(|_| format!("A weight is a whole number from 1 to {}.", limit::WEIGHT_PERCENT))?;
    Ok(Edit::Weigh(id, weight))
}

/// Puts the menu beside the place that was pressed, within the window.
fn put(menu: &HtmlElement, at: &MenuAt) {
    let style = menu.style();
    let Some(parent) = menu.offset_parent() else { return };
    let bounds = parent.get_bounding_client_rect();
    let (width, height) = (f64::from(menu.offset_width()), f64::from(menu.offset_height()));
    let window = crate::platform::window();
    let room = |value: Result<wasm_bindgen::JsValue, _>| value.ok().and_then(|value| value.as_f64()).unwrap_or(800.0);
    let (window_width, window_height) = (room(window.inner_width()), room(window.inner_height()));
    let x = at.x.min(window_width - width - 8.0).max(8.0) - bounds.left();
    let y = (at.y + 6.0).min(window_height - height - 8.0).max(8.0) - bounds.top();
    // Set through the object model, which the page's policy allows.
    let _ = style.set_property("left", &format!("{x}px"));
    let _ = style.set_property("top", &format!("{y}px"));
}
