use crate::{
    panel::{Act, press::choice, quorum::counts, sends},
    platform,
    state::{Action, Reckoning},
    words::{counted, staleness as words},
};
use quorate_core::scenario::{Edit, Scenario, WarsKind};
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// How many trials are offered.
const TRIALS: [&str; 4] = ["1000", "10000", "100000", "1000000"];

/// The model, how many trials, and N, W and R where no other panel has them.
pub(crate) fn stale_controls(scenario: &Scenario, act: &Act) -> Html {
    let kind = Reckoning::kind_of(scenario);
    let counts = (!scenario.shows_quorum()).then(|| counts(scenario, act));
    html! {
        <div class="controls stale-controls" role="group" aria-label="Stale reads">
            <details class="settings" open={!platform::is_narrow()}>
                <summary>{ "Stale reads " }<span>{ words::label(kind) }</span></summary>
                <div class="fields">
                    { model(kind, act) }
                    { for counts }
                    { trials(scenario.odds().trials(), act) }
                </div>
            </details>
        </div>
    }
}

fn model(kind: WarsKind, act: &Act) -> Html {
    let onchange = sends(act, |event: Event| {
        let value = value_of(&event)?;
        let (_, kind) = WarsKind::WORDS.iter().find(|(word, _)| *word == value)?;
        Some(Action::Edit(Edit::Wars(Some(*kind))))
    });
    let options = WarsKind::WORDS.iter().map(|(word, kind)| (*word, words::label(*kind))).collect();
    let chosen = WarsKind::WORDS.iter().find(|(_, known)| *known == kind).map_or("", |(word, _)| word);
    html! { <label class="field"><span class="label">{ "How long messages take" }</span>{ choice("wars", options, chosen, onchange) }</label> }
}

fn trials(now: u32, act: &Act) -> Html {
    let onchange =
        sends(act, |event: Event| Some(Action::Edit(Edit::Trials(value_of(&event)?.parse().ok()?))));
    let now = now.to_string();
    let other = (!TRIALS.contains(&now.as_str())).then(|| now.clone());
    let option = |value: &str| {
        let said = value.parse().map(counted).unwrap_or_default();
        html! { <option value={value.to_string()} selected={value == now}>{ said }</option> }
    };
    let options = html! { <>{ for TRIALS.iter().map(|value| option(value)) }{ for other.iter().map(|value| option(value)) }</> };
    html! { <label class="field"><span class="label">{ "Trials" }</span><crate::panel::press::Select name="trials" chosen={now.clone()} {onchange}>{ options }</crate::panel::press::Select></label> }
}

fn value_of(event: &Event) -> Option<String> {
    Some(event.target()?.dyn_into::<HtmlSelectElement>().ok()?.value())
}
