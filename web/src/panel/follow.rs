use super::{Act, Shared, press::refusal};
use crate::{
    state::Action,
    words::{self, Phrase, Tone},
};
use quorate_core::{
    run::Run,
    scenario::{Edit, Text},
};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct FollowProps {
    pub(crate) run: Shared<Run>,
    pub(crate) act: Act,
    /// Whether only the field is shown, as in a widget.
    #[prop_or_default]
    pub(crate) is_brief: bool,
}

/// A key to follow, and why it lies where it does.
#[component]
pub(crate) fn Follow(FollowProps { run, act, is_brief }: &FollowProps) -> Html {
    let pick = run.scenario().pick().as_str().to_string();
    let typed = use_state(|| pick.clone());
    let fault = use_state(|| None::<String>);
    {
        // Another scenario brings another key.
        let (typed, fault) = (typed.clone(), fault.clone());
        use_effect_with(pick, move |pick| {
            typed.set(pick.clone());
            fault.set(None);
        });
    }
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
            {
                typed.set(input.value());
            }
        })
    };
    let onsubmit = {
        let (typed, fault, act) = (typed.clone(), fault.clone(), act.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            #[cfg(feature = "trap")]
            assert_ne!(typed.as_str(), "trap!", "a trap that only test builds have");
            match Text::new(&typed) {
                Ok(key) => {
                    fault.set(None);
                    act.emit(Action::Edit(Edit::Pick(key)));
                }
                Err(error) => fault.set(Some(format!("This key {error}."))),
            }
        })
    };
    let form = html! {
        <form class="row" {onsubmit}>
            <input type="text" name="key" aria-label="A key to follow" autocomplete="off" autocapitalize="off" spellcheck="false" value={(*typed).clone()} {oninput} aria-invalid={fault.is_some().then_some("true")} />
            <button type="submit" name="follow">{ "Follow" }</button>
        </form>
    };
    let fault = refusal((*fault).clone());
    if *is_brief {
        return html! { <div class="follow"><span>{ "Where does your key live?" }</span>{ form }{ fault }</div> };
    }
    html! {
        <section class="why">
            <h2>{ "Why here? Follow a key" }</h2>
            { form }
            { fault }
            <p>{ for words::why(run).iter().map(phrase) }</p>
            { exact(run) }
        </section>
    }
}

fn phrase(phrase: &Phrase) -> Html {
    match phrase.tone {
        Tone::Plain => html! { { &phrase.text } },
        Tone::Strong => html! { <strong>{ &phrase.text }</strong> },
        Tone::Code => html! { <code>{ &phrase.text }</code> },
    }
}

/// The bytes, the hash and the token in full.
fn exact(run: &Run) -> Html {
    let followed = run.followed();
    let hash = run.scenario().now().hash();
    let bytes: Vec<String> =
        run.scenario().pick().as_str().bytes().map(|byte| format!("{byte:02x}")).collect();
    let value = |point| quorate_core::hash::HashValue::last_at(point, hash).decimal(hash);
    let token = followed.walk.first().map(|step| {
        let token = run.ring().token(step.at);
        let number = words::token_number(run, step.at).unwrap_or_default();
        format!(
            "{} ({}, {}’s {number})",
            value(token),
            words::degrees(token.degrees()),
            words::name(run, step.node)
        )
    });
    let copies: Vec<String> = followed
        .replicas
        .iter()
        .enumerate()
        .map(|(at, id)| format!("{} {}", at + 1, words::name(run, *id)))
        .collect();
    html! {
        <details class="exact">
            <summary>{ "Bytes, hash and token in full" }</summary>
            <dl>
                <dt>{ format!("{} bytes", bytes.len()) }</dt><dd><code>{ bytes.join(" ") }</code></dd>
                <dt>{ format!("{}, hexadecimal", hash.label()) }</dt><dd><code>{ followed.value.hexadecimal(hash) }</code></dd>
                <dt>{ format!("{}, decimal", hash.label()) }</dt><dd><code>{ followed.value.decimal(hash) }</code></dd>
                <dt>{ "Next token clockwise" }</dt><dd><code>{ token.unwrap_or_else(|| "none".into()) }</code></dd>
                <dt>{ "Copies, in order" }</dt><dd>{ copies.join(", ") }</dd>
                <dt>{ "The function" }</dt><dd>{ hash.note() }</dd>
            </dl>
        </details>
    }
}
