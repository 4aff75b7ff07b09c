use super::{Act, Shared, sends};
use crate::{
    platform,
    state::Action,
    words,
};
use quorate_core::{
    hash::HashFn,
    run::Run,
    scenario::{Edit, Keys},
};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct ControlsProps {
    pub(crate) run: Shared<Run>,
    pub(crate) act: Act,
    pub(crate) on_keys: Callback<()>,
}

/// The stops of the slider: each a step that can be seen.
const STOPS: [u32; 22] = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 150, 192, 256, 384, 512, 640, 768, 1_024];

/// What the cluster is made of.
#[component]
pub(crate) fn Controls(ControlsProps { run, act, on_keys }: &ControlsProps) -> Html {
    html! {
        <div class="controls" role="group" aria-label="Cluster">
            <NodeButtons run={run.clone()} act={act.clone()} />
            <details class="settings" open={!platform::is_narrow()}>
                <summary>{ "Cluster " }<span>{ summary(run) }</span></summary>
                <div class="fields">
                    { tokens(run, act) }
                    { copies(run, act) }
                    { hash(run, act) }
                    { keys(run, on_keys) }
                </div>
            </details>
        </div>
    }
}

fn summary(run: &Run) -> String {
    let now = run.scenario().now();
    format!("{} tokens, {} copies, {}", now.vnodes(), now.replicas(), now.hash().label())
}

#[derive(Properties, PartialEq)]
struct NodeButtonsProps {
    run: Shared<Run>,
    act: Act,
}

/// Adds the next node, removes the last.
#[component]
fn NodeButtons(NodeButtonsProps { run, act }: &NodeButtonsProps) -> Html {
    let now = run.scenario().now();
    let next = words::short(&now.name(now.next_id()));
    let last = now.nodes().last().map(|node| node.id);
    let remove = last.map(|id| {
        let onclick = act.reform(move |_: MouseEvent| Action::Edit(Edit::RemoveNode(id)));
        html! { <button type="button" name="remove" disabled={now.nodes().len() == 1} {onclick}>{ format!("− Remove {}", words::short(&now.name(id))) }</button> }
    });
    html! {
        <div class="field nodes">
            <span class="label">{ "Nodes" }</span>
            <div class="row">
                <button type="button" name="add" class="primary" onclick={act.reform(|_: MouseEvent| Action::Edit(Edit::AddNode))}>{ format!("+ Add {next}") }</button>
                { for remove }
            </div>
        </div>
    }
}

fn tokens(run: &Run, act: &Act) -> Html {
    let vnodes = run.scenario().now().vnodes();
    let at = STOPS.iter().rposition(|stop| *stop <= vnodes).unwrap_or(0);
    let edit = |event: &Event| {
        let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
        let stop = STOPS.get(input.value().parse::<usize>().ok()?)?;
        Some(Edit::Vnodes(*stop))
    };
    let oninput = sends(act, move |event: InputEvent| edit(&event).map(Action::Drag));
    let onchange = act.reform(|_: Event| Action::Drop);
    let given = if run.scenario().now().has_given_tokens() { " (some are given)" } else { "" };
    html! {
        <label class="field tokens">
            <span class="label">{ "Tokens a node: " }<strong>{ words::counted(vnodes.into()) }</strong>{ given }</span>
            <input type="range" name="vnodes" min="0" max={(STOPS.len() - 1).to_string()} step="1" value={at.to_string()} aria-valuetext={format!("{vnodes} tokens a node")} {oninput} {onchange} />
        </label>
    }
}

fn copies(run: &Run, act: &Act) -> Html {
    let replicas = run.scenario().now().replicas();
    let step = |to: u32| act.reform(move |_: MouseEvent| Action::Edit(Edit::Replicas(to)));
    html! {
        <div class="field copies" role="group" aria-label="Copies of each key">
            <span class="label">{ "Copies of each key" }</span>
            <div class="row">
                <button type="button" class="icon" name="fewer" aria-label="One copy fewer" disabled={replicas <= 1} onclick={step(replicas.saturating_sub(1))}>{ "−" }</button>
                <output aria-live="polite">{ replicas }</output>
                <button type="button" class="icon" name="more" aria-label="One copy more" onclick={step(replicas + 1)}>{ "+" }</button>
            </div>
        </div>
    }
}

fn hash(run: &Run, act: &Act) -> Html {
    let chosen = run.scenario().now().hash();
    let onchange = sends(act, |event: Event| {
        let select: HtmlSelectElement = event.target()?.dyn_into().ok()?;
        Some(Action::Edit(Edit::Hash(HashFn::from_id(&select.value())?)))
    });
    let option = |function: HashFn| html! { <option value={function.id()} selected={function == chosen}>{ function.label() }</option> };
    html! {
        <label class="field hash" title={chosen.note()}>
            <span class="label">{ "Hash" }</span>
            <select name="hash" {onchange}>{ for HashFn::ALL.into_iter().map(option) }</select>
        </label>
    }
}

fn keys(run: &Run, on_keys: &Callback<()>) -> Html {
    html! {
        <div class="field keys-field">
            <span class="label">{ "Keys" }</span>
            <button type="button" name="keys" aria-haspopup="dialog" onclick={on_keys.reform(|_: MouseEvent| ())}>{ keys_label(run.scenario().keys()) }</button>
        </div>
    }
}

/// "100,000: k0 to k99999"
fn keys_label(keys: &Keys) -> String {
    match keys {
        Keys::Attached(attachment) => format!("{} of your own", words::counted(attachment.count.into())),
        Keys::Generated(generated) if generated.count == 0 => "none".into(),
        Keys::Generated(generated) => {
            let key = |j| {
                let mut key = Vec::new();
                generated.write(j, &mut key);
                words::short(&String::from_utf8_lossy(&key))
            };
            format!("{}: {} to {}", words::counted(generated.count.into()), key(0), key(generated.count - 1))
        }
    }
}
