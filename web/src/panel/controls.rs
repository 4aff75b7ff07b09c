use super::{
    Act,
    press::{button, calling, choice, doing, icon_button},
    sends,
};
use crate::{platform, state::Action, words};
use quorate_core::{
    hash::HashFn,
    run::Run,
    scenario::{Edit, Keys},
};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// The stops of the slider: each a step that can be seen.
const STOPS: [u32; 22] =
    [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 150, 192, 256, 384, 512, 640, 768, 1_024];

/// What the cluster is made of.
pub(crate) fn controls(run: &Run, act: &Act, on_keys: &Callback<()>) -> Html {
    let now = run.scenario().now();
    let summary = format!(
        "{} a node, {}, {}",
        words::several(now.vnodes(), "token", "tokens"),
        words::several(now.replicas(), "copy", "copies"),
        now.hash().label()
    );
    html! {
        <div class="controls" role="group" aria-label="Cluster">
            { node_buttons(run, act, true) }
            <details class="settings" open={!platform::is_narrow()}>
                <summary>{ "Cluster " }<span>{ summary }</span></summary>
                <div class="fields">
                    { tokens(run, act) }
                    { copies(run, act) }
                    { hash(run, act) }
                    { labelled("keys-field", "Keys", button("keys", "", keys_label(run.scenario().keys()), false, calling(on_keys))) }
                </div>
            </details>
        </div>
    }
}

pub(super) fn labelled(class: &'static str, label: &'static str, content: Html) -> Html {
    html! { <div class={classes!("field", class)} role="group" aria-label={label}><span class="label">{ label }</span><div class="row">{ content }</div></div> }
}

/// Adds the next node, removes the last.
pub(super) fn node_buttons(run: &Run, act: &Act, is_primary: bool) -> Html {
    let now = run.scenario().now();
    let next = words::short(&now.name(now.next_id()));
    let remove = now.nodes().last().map(|node| {
        let label = format!("− Remove {}", words::short(&now.name(node.id)));
        button(
            "remove",
            "",
            label,
            now.nodes().len() == 1,
            doing(act, Action::Edit(Edit::RemoveNode(node.id))),
        )
    });
    let add = button(
        "add",
        if is_primary { "primary" } else { "" },
        format!("+ Add {next}"),
        false,
        doing(act, Action::Edit(Edit::AddNode)),
    );
    labelled("nodes", "Nodes", html! { <>{ add }{ for remove }</> })
}

pub(super) fn tokens(run: &Run, act: &Act) -> Html {
    let vnodes = run.scenario().now().vnodes();
    let at = STOPS.iter().rposition(|stop| *stop <= vnodes).unwrap_or(0);
    let oninput = sends(act, move |event: InputEvent| {
        let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
        let stop = STOPS.get(input.value().parse::<usize>().ok()?)?;
        Some(Action::Drag(Edit::Vnodes(*stop)))
    });
    let onchange = act.reform(|_: Event| Action::Drop);
    let given = if run.scenario().now().has_given_tokens() { " (given)" } else { "" };
    html! {
        <label class="field tokens">
            <span class="label">{ "Tokens a node: " }<strong>{ words::counted(vnodes.into()) }</strong>{ given }</span>
            <input type="range" name="vnodes" min="0" max="21" step="1" value={at.to_string()} aria-valuetext={format!("{vnodes} tokens a node")} {oninput} {onchange} />
        </label>
    }
}

fn copies(run: &Run, act: &Act) -> Html {
    let replicas = run.scenario().now().replicas();
    let step = |to: u32| doing(act, Action::Edit(Edit::Replicas(to)));
    let content = html! {
        <>
            { icon_button("fewer", "One copy fewer", html! { "−" }, replicas <= 1, step(replicas.saturating_sub(1))) }
            <output>{ replicas }</output>
            { icon_button("more", "One copy more", html! { "+" }, false, step(replicas + 1)) }
        </>
    };
    labelled("copies", "Copies of each key", content)
}

fn hash(run: &Run, act: &Act) -> Html {
    let onchange = sends(act, |event: Event| {
        let select: HtmlSelectElement = event.target()?.dyn_into().ok()?;
        Some(Action::Edit(Edit::Hash(HashFn::from_id(&select.value())?)))
    });
    let functions = HashFn::ALL.iter().map(|function| (function.id(), function.label())).collect();
    let chosen = run.scenario().now().hash();
    html! { <label class="field hash" title={chosen.note()}><span class="label">{ "Hash" }</span>{ choice("hash", functions, chosen.id(), onchange) }</label> }
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
