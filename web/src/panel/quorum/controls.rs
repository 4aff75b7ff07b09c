use super::chosen::most;
use crate::{
    panel::{Act, sends},
    platform,
    state::Action,
    words,
};
use quorate_core::scenario::{Edit, Rule, Scenario};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The stops of the chance that a copy is off, ppm.
const CHANCES: [u32; 12] =
    [100, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 300_000, 500_000];

/// N, W, R, and how often a copy is off.
pub(crate) fn quorum_controls(scenario: &Scenario, act: &Act) -> Html {
    let Some(rules) = scenario.modes().first().map(|mode| &mode.quorum) else { return Html::default() };
    let summary = format!("N={}, W={}, R={}", scenario.now().replicas(), rules.w, rules.r);
    html! {
        <div class="controls quorum-controls" role="group" aria-label="Quorum">
            <details class="settings" open={!platform::is_narrow()}>
                <summary>{ "Quorum " }<span>{ summary }</span></summary>
                <div class="fields">
                    { counts(scenario, act) }
                    { chance(scenario, act) }
                </div>
            </details>
        </div>
    }
}

/// N, W and R.
pub(in crate::panel) fn counts(scenario: &Scenario, act: &Act) -> Html {
    let Some(rules) = scenario.modes().first().map(|mode| &mode.quorum) else { return Html::default() };
    let n = scenario.now().replicas();
    html! {
        <>
            { count("n", "Copies, N", n, most(scenario).max(n), act, Edit::Replicas) }
            { count("w", "A write waits for, W", rules.w, n.max(rules.w), act, |w| Edit::Rule(0, Rule::WriteCount(w))) }
            { count("r", "A read waits for, R", rules.r, n.max(rules.r), act, |r| Edit::Rule(0, Rule::ReadCount(r))) }
        </>
    }
}

/// A slider of whole numbers from 1.
fn count(
    name: &'static str,
    label: &str,
    now: u32,
    most: u32,
    act: &Act,
    edit: impl Fn(u32) -> Edit + 'static,
) -> Html {
    let oninput = sends(act, move |event: InputEvent| {
        let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
        Some(Action::Drag(edit(input.value().parse().ok()?)))
    });
    let onchange = act.reform(|_: Event| Action::Drop);
    html! {
        <label class="field slider"><span class="label">{ format!("{label}: ") }<strong>{ now }</strong></span>
            <input type="range" {name} min="1" max={most.to_string()} step="1" value={now.to_string()} aria-valuetext={format!("{label}: {now}")} {oninput} {onchange} />
        </label>
    }
}

fn chance(scenario: &Scenario, act: &Act) -> Html {
    let ppm = scenario.odds().failure_ppm();
    let at = CHANCES.iter().rposition(|stop| *stop <= ppm).unwrap_or(0);
    let oninput = sends(act, |event: InputEvent| {
        let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
        Some(Action::Drag(Edit::Failure(*CHANCES.get(input.value().parse::<usize>().ok()?)?)))
    });
    let onchange = act.reform(|_: Event| Action::Drop);
    let said = words::quorum::off(ppm);
    html! {
        <label class="field slider"><span class="label">{ "A copy is off: " }<strong>{ &said }</strong></span>
            <input type="range" name="p" min="0" max={(CHANCES.len() - 1).to_string()} step="1" value={at.to_string()} aria-valuetext={format!("A copy is off {said} of the time")} {oninput} {onchange} />
        </label>
    }
}
