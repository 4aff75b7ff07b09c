use super::{
    MenuOf, TimeMenuAt,
    more::{more, rule_select, seed},
};
use crate::{
    panel::{
        Act,
        controls::labelled,
        press::{Select, button},
        sends,
    },
    platform,
    state::Action,
    words::{self, time::span},
};
use quorate_core::{
    protocol::{
        leader::{Ack, Rules, Stage, Waits},
        leaderless,
    },
    run::Run,
    scenario::{Act as Line, Edit, Mode, Replication, Rule, Scenario},
    sim::{Latency, Peer},
};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

const US: u64 = 1_000;
const MS: u64 = 1_000_000;
/// The stops of sliders of times.
const STOPS: [u64; 22] = [
    0,
    100 * US,
    250 * US,
    500 * US,
    MS,
    2 * MS,
    3 * MS,
    4 * MS,
    5 * MS,
    7 * MS,
    9 * MS,
    12 * MS,
    15 * MS,
    20 * MS,
    30 * MS,
    40 * MS,
    60 * MS,
    80 * MS,
    100 * MS,
    150 * MS,
    250 * MS,
    500 * MS,
];
/// Faults whose time has a slider.
const FAULTS: usize = 3;
/// Links of their own that have one.
const LINKS: usize = 2;

/// What a run over time is made of, and what is done to it.
pub(crate) fn time_controls(run: &Run, act: &Act, on_menu: &Callback<TimeMenuAt>) -> Html {
    let scenario = run.scenario();
    let summary = words::time::summary(scenario);
    html! {
        <div class="controls time-controls" role="group" aria-label="Run">
            { faults(on_menu) }
            { for fault_sliders(scenario, act) }
            <details class="settings" open={!platform::is_narrow()}>
                <summary>{ "Cluster " }<span>{ summary }</span></summary>
                <div class="fields">
                    { family(scenario, act) }
                    { modes(scenario, act) }
                    { for link_sliders(scenario, act) }
                    { seed(scenario, act) }
                </div>
            </details>
            { more(scenario, act) }
        </div>
    }
}

/// What can go wrong at the instant that is shown.
pub(super) fn faults(on_menu: &Callback<TimeMenuAt>) -> Html {
    let opens = |name: &'static str, label: &str, of: MenuOf| {
        let onclick = sends(on_menu, move |event: MouseEvent| {
            let bounds = event.target()?.dyn_into::<Element>().ok()?.get_bounding_client_rect();
            Some(TimeMenuAt { of, x: bounds.left(), y: bounds.bottom() })
        });
        button(name, "", label.into(), false, onclick)
    };
    let content = html! {
        <>
            { opens("kill", "+ Kill a node", MenuOf::Kill) }
            { opens("slow", "+ Slow a link", MenuOf::Slow) }
            { opens("cut", "+ Cut…", MenuOf::Cut) }
        </>
    };
    labelled("fault", "Fault", content)
}

/// When the first faults of the script happen, in an order that does not depend on when.
fn fault_sliders(scenario: &Scenario, act: &Act) -> Vec<Html> {
    let script = scenario.experiment().script().iter().enumerate();
    let mut faults: Vec<(usize, &Line)> = script
        .filter(|(_, line)| !words::time::is_asked(&line.verb) && line.at_ns > 0)
        .take(FAULTS)
        .collect();
    faults.sort_by_key(|(at, line)| (line.verb.words(), *at));
    let until_ns = scenario.experiment().until_ns();
    let slider = |(at, line): (usize, &Line)| {
        html! { <FaultSlider key={line.verb.words()} place={at} line={line.clone()} {until_ns} act={act.clone()} /> }
    };
    faults.into_iter().map(slider).collect()
}

#[derive(Properties, PartialEq)]
struct FaultSliderProps {
    /// Its place in the script.
    place: usize,
    line: Line,
    until_ns: u64,
    act: Act,
}

/// When one line of the script happens.
#[component]
fn FaultSlider(FaultSliderProps { place, line, until_ns, act }: &FaultSliderProps) -> Html {
    // A drag is one edit of what was there when it began, where the line had the place that it had then.
    let held = use_memo((), |()| Rc::new(Cell::new(None::<usize>)));
    let oninput = {
        let (held, verb, place) = (Rc::clone(&held), line.verb.clone(), *place);
        let until_ns = *until_ns;
        sends(act, move |event: InputEvent| {
            let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
            let place = held.get().unwrap_or(place);
            held.set(Some(place));
            let at_ns = crate::player::rounded_ns(input.value_as_number() as u64, until_ns);
            Some(Action::Drag(Edit::Alter(place, Line { at_ns, verb: verb.clone() })))
        })
    };
    let onchange = {
        let held = Rc::clone(&held);
        act.reform(move |_: Event| {
            held.set(None);
            Action::Drop
        })
    };
    let (said, at) = (words::time::verb(&line.verb), words::time::instant(line.at_ns));
    let step = crate::player::grain_ns(*until_ns);
    html! {
        <label class="field slider"><span class="label">{ format!("{said} at: ") }<strong>{ &at }</strong></span>
            <input type="range" name="fault" min="0" max={until_ns.to_string()} step={step.to_string()} value={line.at_ns.to_string()} aria-valuetext={format!("{said} at {at}")} {oninput} {onchange} />
        </label>
    }
}

/// A slider of times with stops.
fn time_slider(
    name: &'static str,
    label: &str,
    now_ns: u64,
    act: &Act,
    edit: impl Fn(u64) -> Edit + 'static,
) -> Html {
    let at = STOPS.iter().rposition(|stop| *stop <= now_ns).unwrap_or(0);
    let oninput = sends(act, move |event: InputEvent| {
        let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
        Some(Action::Drag(edit(*STOPS.get(input.value().parse::<usize>().ok()?)?)))
    });
    let onchange = act.reform(|_: Event| Action::Drop);
    let said = span(now_ns);
    html! {
        <label class="field slider"><span class="label">{ format!("{label}: ") }<strong>{ &said }</strong></span>
            <input type="range" {name} min="0" max={(STOPS.len() - 1).to_string()} step="1" value={at.to_string()} aria-valuetext={format!("{label}: {said}")} {oninput} {onchange} />
        </label>
    }
}

pub(super) fn latency(scenario: &Scenario, act: &Act) -> Html {
    match scenario.experiment().links().first().map(|rule| &rule.latency) {
        Some(Latency::Constant(ns)) => {
            time_slider("latency", "A link takes", *ns, act, |ns| Edit::Latency(Latency::Constant(ns)))
        }
        _ => Html::default(),
    }
}

fn link_sliders(scenario: &Scenario, act: &Act) -> Vec<Html> {
    let apart = scenario.experiment().links().iter().filter_map(|rule| match (rule.ends, &rule.latency) {
        (Some((one @ Peer::Node(_), other @ Peer::Node(_))), Latency::Constant(ns)) => {
            Some((one, other, *ns))
        }
        _ => None,
    });
    let slider = |(one, other, ns): (Peer, Peer, u64)| {
        time_slider("link", &format!("{one} to {other}"), ns, act, move |ns| {
            Edit::LatencyBetween(one, other, Some(Latency::Constant(ns)))
        })
    };
    apart.take(LINKS).map(slider).collect()
}

pub(super) fn disk(scenario: &Scenario, act: &Act) -> Html {
    time_slider("disk", "A flush takes", scenario.experiment().disk_of_all_ns(), act, Edit::Disk)
}

/// How often the first mode that waits for no follower ships its log.
fn ship(scenario: &Scenario, act: &Act) -> Html {
    let waits = |mode: &Mode| matches!(mode.leader.ack.waits, Waits::Leader | Waits::Nothing);
    let Some(mode) = scenario.modes().iter().position(waits) else { return Html::default() };
    let title = words::time::titles(scenario).swap_remove(mode).0;
    html! { <label class="field"><span class="label">{ format!("{title} ships every") }</span>{ rule_select(scenario, act, mode, "ship") }</label> }
}

/// What is changed most of what replicates: how often the log is shipped, or how many are waited for.
fn family(scenario: &Scenario, act: &Act) -> Html {
    if scenario.experiment().replication() != Replication::Leaderless {
        return ship(scenario, act);
    }
    if scenario.modes().len() > 1 || scenario.shows_quorum() {
        return Html::default();
    }
    let field = |key: &'static str, label: &'static str| html! { <label class="field"><span class="label">{ label }</span>{ rule_select(scenario, act, 0, key) }</label> };
    html! { <>{ field("w", "A write waits for") }{ field("r", "A read waits for") }{ field("repair", "Repair") }</> }
}

/// How many modes run side by side.
fn modes(scenario: &Scenario, act: &Act) -> Html {
    let now = scenario.modes().to_vec();
    let count = now.len();
    let onchange = sends(act, move |event: Event| {
        let list = event.target()?.dyn_into::<HtmlSelectElement>().ok()?;
        Some(Action::Edit(Edit::Modes(resized(&now, list.value().parse().ok()?))))
    });
    let option = |(at, said): (usize, &'static str)| html! { <option value={at.to_string()} selected={at == count}>{ said }</option> };
    html! {
        <label class="field"><span class="label">{ "Side by side" }</span>
            <Select name="modes" chosen={count.to_string()} {onchange}>{ for [(1, "one mode"), (2, "two modes"), (3, "three modes")].into_iter().map(option) }</Select>
        </label>
    }
}

/// So many modes: those that are added wait for more, or for fewer, than those that are there, and are else like the first.
fn resized(now: &[Mode], count: usize) -> Vec<Mode> {
    let mut modes = now.to_vec();
    modes.truncate(count);
    let waits = [Waits::Leader, Waits::Any(1), Waits::All];
    let counts = [(2, 2), (1, 1), (3, 1), (1, 3)];
    while let (true, Some(first)) = (modes.len() < count, modes.first().cloned()) {
        let free = waits.into_iter().find(|waits| !modes.iter().any(|mode| mode.leader.ack.waits == *waits));
        let ack = free.map_or(first.leader.ack, |waits| Ack { waits, stage: Stage::Durable });
        let is_taken =
            |counts: &(u32, u32)| modes.iter().any(|mode| (mode.quorum.w, mode.quorum.r) == *counts);
        let (w, r) =
            counts.into_iter().find(|counts| !is_taken(counts)).unwrap_or((first.quorum.w, first.quorum.r));
        modes.push(Mode {
            leader: Rules { ack, ..first.leader },
            quorum: leaderless::Rules { w, r, ..first.quorum },
        });
    }
    modes
}

/// The rule of a mode by its key.
pub(super) fn rule_of(mode: &Mode, key: &str) -> Option<Rule> {
    Rule::of(mode).into_iter().find(|rule| rule.key() == key)
}
