use super::{
    evidence::{evidence, twin},
    trials::{Done, Found, Hire, use_findings},
};
use crate::{
    chart,
    panel::{
        Act, Shared,
        press::{button, calling, doing, figure},
        quorum::mend,
        refused, sends,
        tables::use_open,
    },
    state::{Action, Reckoning, State},
    words::{self, staleness as said},
};
use quorate_core::scenario::Edit;
use said::QUANTILE;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct StaleRoomProps {
    pub(crate) state: Shared<State>,
    pub(crate) act: Act,
    pub(crate) width: u32,
    /// What starts a worker, where there is one.
    #[prop_or_default]
    pub(crate) hire: Option<Hire>,
    /// Whether the page has another headline.
    #[prop_or_default]
    pub(crate) is_second: bool,
    /// Whether it stands in somebody's page.
    #[prop_or_default]
    pub(crate) is_widget: bool,
}

/// The widest that the chart is drawn.
const CHART: u32 = 744;

/// How soon reads see a write: the sentence, the chart with the reader's instant, and the figures.
#[component]
pub(crate) fn StaleRoom(props: &StaleRoomProps) -> Html {
    let StaleRoomProps { state, act, width, hire, is_second, is_widget } = props;
    let (is_open, ontoggle) = use_open();
    let after = use_state_eq(|| None::<u64>);
    let reckoning = Reckoning::new(state.scenario());
    let found = use_findings(reckoning.clone().ok(), state.scenario().address(), hire.clone());
    let (step, count) =
        found.done.as_ref().map_or((1, 1), |done| chart::staleness_stops(&done.findings, QUANTILE));
    let at_ns = after.unwrap_or(step * (count / 5)).min(step * count);
    let drawn = use_memo((found.done.clone(), at_ns, (*width).min(CHART)), |(done, at_ns, width)| {
        let done = done.as_ref()?;
        let (ask, at_ns) = (done.reckoning.ask(), *at_ns as f64);
        Some(Shared::new(chart::staleness(&done.findings, ask, at_ns, QUANTILE, f64::from(*width))))
    });
    let reckoning = match reckoning {
        Ok(reckoning) => reckoning,
        Err(why) => return cannot(state, act, &why),
    };
    let head = head(found.done.as_deref(), *is_second || *is_widget);
    let description = found.done.as_deref().map_or_else(String::new, |done| described(done, at_ns));
    let chart = figure("staleness", (*drawn).clone(), description);
    let is_busy = found.done.as_ref().is_none_or(|done| done.reckoning != reckoning);
    if *is_widget {
        let going = going(&found, &reckoning);
        return html! { <section class="stale-room in-widget" aria-busy={is_busy.to_string()}>{ head }{ chart }{ going }</section> };
    }
    let on_after = sends(
        &Callback::from({
            let after = after.clone();
            move |ns: u64| after.set(Some(ns))
        }),
        move |event: InputEvent| {
            let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
            Some(input.value().parse::<u64>().ok()? * step)
        },
    );
    let slider = found.done.as_deref().map(|done| slider(done, at_ns, step, count, on_after));
    html! {
        <section class="stale-room" aria-label="Stale reads" aria-busy={is_busy.to_string()}>
            { head }
            { refused(state) }
            { next(state, act) }
            { going(&found, &reckoning) }
            <div class="pair">
                <section class="stale-chart"><h2>{ said::TITLE }</h2>{ chart }{ for slider }</section>
                { for found.done.as_deref().map(|done| evidence(state.scenario(), done)) }
            </div>
            { for found.done.as_ref().map(|done| twin(done, at_ns, *width, ontoggle, is_open)) }
        </section>
    }
}

/// The two sentences.
fn head(done: Option<&Done>, is_second: bool) -> Html {
    let (first, second) = match done {
        Some(Done { reckoning, findings }) => {
            (said::headline(reckoning.ask(), findings), said::second(reckoning.ask(), findings))
        }
        None => ("How soon do reads see a write?".into(), "Counting how many do…".into()),
    };
    let head = if is_second {
        html! { <h2>{ first.clone() }</h2> }
    } else {
        html! { <h1>{ first.clone() }</h1> }
    };
    html! { <div class="headline">{ head }<p class="second">{ second }</p><p class="visually-hidden" role="status">{ first }</p></div> }
}

/// What the chart shows, in words.
fn described(Done { reckoning, findings }: &Done, at_ns: u64) -> String {
    let at_ns = at_ns as f64;
    let seen = said::seen_at(at_ns, findings.consistent_at(at_ns));
    let visible = said::visible(QUANTILE, findings.visibility(QUANTILE).value);
    words::time::sentences(&[said::asked(reckoning.ask(), findings.trials()), seen, visible])
}

/// What to try next.
fn next(state: &State, act: &Act) -> Html {
    let Ok(quorum) = state.scenario().quorum() else { return Html::default() };
    let kind = Reckoning::kind_of(state.scenario());
    let acts = said::next(kind, quorum)
        .into_iter()
        .map(|(label, edits)| button("next", "", label, false, doing(act, Action::Edits(edits.into()))));
    html! { <section class="try"><h2>{ "Try next" }</h2><div class="row">{ for acts }</div></section> }
}

/// How far the trials are, or that the reader had enough of them.
fn going(found: &Found, reckoning: &Reckoning) -> Html {
    let of = reckoning.ask().trials();
    if let Some(done) = found.progress {
        let drawn = said::drawn(done, of);
        return html! {
            <div class="row going">
                <progress max={of.to_string()} value={done.to_string()} aria-label="Trials" />
                <span>{ drawn }</span>{ button("cancel", "", "Cancel".into(), false, calling(&found.cancel)) }
            </div>
        };
    }
    match &found.done {
        Some(done) if done.reckoning == *reckoning && done.findings.trials() < of => html! {
            <div class="row going"><p class="note">{ said::partial(done.findings.trials(), of) }</p>{ button("again", "", "Draw all of them".into(), false, calling(&found.again)) }</div>
        },
        _ => Html::default(),
    }
}

/// When the reader reads.
fn slider(
    Done { findings, .. }: &Done,
    at_ns: u64,
    step: u64,
    count: u64,
    oninput: Callback<InputEvent>,
) -> Html {
    let label = said::slider(at_ns as f64);
    let seen = said::read_at(findings.consistent_at(at_ns as f64));
    html! {
        <label class="field after"><span class="label">{ format!("{label}: ") }<strong>{ &seen }</strong></span>
            <input type="range" name="after" min="0" max={count.to_string()} step="1" value={(at_ns / step).to_string()} aria-valuetext={format!("{label}: {seen}")} {oninput} />
        </label>
    }
}

/// Why nothing can be drawn, and the nearest that can.
fn cannot(state: &State, act: &Act, why: &str) -> Html {
    let cure = if state.scenario().quorum().is_err() {
        mend(state, act)
    } else {
        let label = format!("Take {}", said::label(Reckoning::START));
        let edit = Action::Edit(Edit::Wars(Some(Reckoning::START)));
        html! { <div class="row">{ button("mend", "primary", label, false, doing(act, edit)) }</div> }
    };
    html! { <section class="stale-room"><h2>{ "This cannot be reckoned" }</h2><p class="second" role="alert">{ words::time::cannot(why) }</p>{ cure }</section> }
}
