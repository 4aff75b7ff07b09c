use super::{
    controls::{disk, latency, rule_of},
    quorum_rules,
};
use crate::{
    panel::{
        Act,
        press::{Select, choice},
        sends,
    },
    platform,
    state::{Action, enough_copies},
    words,
};
use quorate_core::scenario::{Edit, Replication, Rule, Scenario};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// A rule that can be chosen: its key, its name, its values in an address and in words.
pub(super) type Choices = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const RULES: [Choices; 8] = [
    (
        "ack",
        "Acknowledges",
        &[
            ("off", "before its own disk"),
            ("async", "on its own disk"),
            ("remote-write", "in one follower’s memory"),
            ("semi.1", "on one follower’s disk"),
            ("semi.2", "on two followers’ disks"),
            ("remote-apply", "applied by one follower"),
            ("quorum", "on a majority’s disks"),
            ("sync", "on every follower’s disk"),
        ],
    ),
    (
        "reads",
        "Reads go to",
        &[
            ("leader", "the leader"),
            ("any", "any replica"),
            ("sticky", "one follower for each client"),
            ("nearest", "the nearest replica"),
            ("bounded.2s", "any at most 2 s behind"),
            ("position", "any that has come as far"),
            ("window.2s", "the leader for 2 s after a write"),
        ],
    ),
    (
        "detect",
        "A leader is taken for dead",
        &[
            ("timeout.5ms", "after 5 ms of silence"),
            ("timeout.8ms", "after 8 ms of silence"),
            ("timeout.40ms", "after 40 ms of silence"),
            ("timeout.1s", "after 1 s of silence"),
            ("phi.8", "at phi 8, exponential"),
            ("phi-normal.8", "at phi 8, normal"),
            ("phi-logistic.8", "at phi 8, logistic"),
            ("none", "never"),
        ],
    ),
    (
        "fence",
        "An old leader is kept out by",
        &[
            ("none", "nothing"),
            ("epoch", "epochs"),
            ("lease.30ms", "a lease of 30 ms"),
            ("lease.2s", "a lease of 2 s"),
            ("stonith", "taking its power"),
        ],
    ),
    (
        "elect",
        "The next leader is",
        &[
            ("freshest", "the furthest that answers"),
            ("safe", "one that has all that was acknowledged"),
            ("first", "the first that answers"),
        ],
    ),
    ("log", "The log carries", &[("statement", "statements"), ("wal", "pages"), ("row", "rows")]),
    ("ship", "The log is shipped", SHIPS),
    (
        "beat",
        "Heartbeats every",
        &[
            ("1ms", "1 ms"),
            ("4ms", "4 ms"),
            ("5ms", "5 ms"),
            ("10ms", "10 ms"),
            ("50ms", "50 ms"),
            ("100ms", "100 ms"),
            ("1s", "1 s"),
        ],
    ),
];
const SHIPS: &[(&str, &str)] = &[
    ("0", "at once"),
    ("1ms", "1 ms"),
    ("2ms", "2 ms"),
    ("5ms", "5 ms"),
    ("12ms", "12 ms"),
    ("20ms", "20 ms"),
    ("50ms", "50 ms"),
    ("100ms", "100 ms"),
    ("1s", "1 s"),
];
/// How long a run can be made.
const ENDS: [(u64, &str); 13] = [
    (20, "20 ms"),
    (40, "40 ms"),
    (56, "56 ms"),
    (80, "80 ms"),
    (100, "100 ms"),
    (150, "150 ms"),
    (200, "200 ms"),
    (300, "300 ms"),
    (500, "500 ms"),
    (1_000, "1 s"),
    (2_000, "2 s"),
    (10_000, "10 s"),
    (60_000, "1 min"),
];
const MS: u64 = 1_000_000;

/// The rules that can be chosen of what replicates.
fn rules(scenario: &Scenario) -> &'static [Choices] {
    match scenario.experiment().replication() {
        Replication::Leaderless => &quorum_rules::RULES,
        _ => &RULES,
    }
}

/// Whether somebody leads.
fn replication(scenario: &Scenario, act: &Act) -> Html {
    let is_led = scenario.experiment().replication() != Replication::Leaderless;
    let first = enough_copies(scenario);
    let onchange = sends(act, move |event: Event| {
        let list = event.target()?.dyn_into::<HtmlSelectElement>().ok()?;
        let to = if list.value() == "leader" { Replication::Leader } else { Replication::Leaderless };
        let edits: Vec<Edit> = first.iter().cloned().chain([Edit::Replicate(to)]).collect();
        Some(Action::Edits(edits.into()))
    });
    let options = vec![("leader", "by a leader"), ("leaderless", "without a leader")];
    let chosen = if is_led { "leader" } else { "leaderless" };
    html! { <label class="field"><span class="label">{ "Replicates" }</span>{ choice("replication", options, chosen, onchange) }</label> }
}

/// The rules of each mode, and what is seldom changed.
pub(super) fn more(scenario: &Scenario, act: &Act) -> Html {
    let mode = |(at, (title, _)): (usize, (String, String))| {
        let field = |(key, label, _): &Choices| html! { <label class="field"><span class="label">{ *label }</span>{ rule_select(scenario, act, at, key) }</label> };
        html! { <fieldset class="mode-rules"><legend>{ format!("{}: {title}", at + 1) }</legend><div class="fields">{ for rules(scenario).iter().map(field) }</div></fieldset> }
    };
    html! {
        <details class="more">
            <summary>{ "More" }</summary>
            <div class="fields">{ replication(scenario, act) }{ latency(scenario, act) }{ disk(scenario, act) }{ until(scenario, act) }</div>
            { for words::time::titles(scenario).into_iter().enumerate().map(mode) }
        </details>
    }
}

/// One rule of one mode. What the list does not have stands in it as an address says it.
pub(super) fn rule_select(scenario: &Scenario, act: &Act, mode: usize, key: &'static str) -> Html {
    let Some((_, name, values)) = rules(scenario).iter().find(|(known, ..)| *known == key) else {
        return Html::default();
    };
    let Some(now) = scenario.modes().get(mode).and_then(|rules| rule_of(rules, key)).map(Rule::value) else {
        return Html::default();
    };
    let onchange = sends(act, move |event: Event| {
        let list = event.target()?.dyn_into::<HtmlSelectElement>().ok()?;
        Some(Action::Edit(Edit::Rule(mode, Rule::read(key, &list.value()).ok()?)))
    });
    let option = |(value, said): &(&'static str, &'static str)| html! { <option value={*value} selected={*value == now}>{ *said }</option> };
    let other = (!values.iter().any(|(value, _)| *value == now))
        .then(|| html! { <option value={now.clone()} selected=true>{ &now }</option> });
    html! { <Select name={key} label={*name} chosen={now.clone()} {onchange}>{ for other }{ for values.iter().map(option) }</Select> }
}

fn until(scenario: &Scenario, act: &Act) -> Html {
    let until_ns = scenario.experiment().until_ns();
    let onchange = sends(act, |event: Event| {
        let list = event.target()?.dyn_into::<HtmlSelectElement>().ok()?;
        Some(Action::Edit(Edit::Until(list.value().parse().ok()?)))
    });
    let option = |(ms, said): &(u64, &'static str)| html! { <option value={(ms * MS).to_string()} selected={ms * MS == until_ns}>{ *said }</option> };
    let is_known = ENDS.iter().any(|(ms, _)| ms * MS == until_ns);
    html! {
        <label class="field"><span class="label">{ "The run ends at" }</span>
            <Select name="until" chosen={until_ns.to_string()} {onchange}>
                if !is_known { <option value={until_ns.to_string()} selected=true>{ words::time::span(until_ns) }</option> }
                { for ENDS.iter().map(option) }
            </Select>
        </label>
    }
}

/// Chance.
pub(super) fn seed(scenario: &Scenario, act: &Act) -> Html {
    let seed = scenario.now().seed();
    let onchange = sends(act, |event: Event| {
        let input = event.target()?.dyn_into::<HtmlInputElement>().ok()?;
        Some(Action::Edit(Edit::Seed(input.value().trim().parse().ok()?)))
    });
    let shuffle = act.reform(|_: MouseEvent| Action::Edit(Edit::Seed(platform::fresh_seed())));
    html! {
        <div class="field"><span class="label">{ "Seed" }</span><div class="row">
            <input type="text" inputmode="numeric" name="seed" aria-label="Seed" value={seed.to_string()} {onchange} />
            { crate::panel::press::button("reseed", "", "Shuffle".into(), false, shuffle) }
        </div></div>
    }
}
