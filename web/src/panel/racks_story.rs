use super::{
    Act,
    press::{button, doing, figure},
    story::refused,
};
use crate::{
    panel::Shared,
    picture::{Element, levels},
    state::{Action, State},
    words,
};
use quorate_core::{
    run::{Health, Racks, Run},
    scenario::{Edit, LevelKind, PlacementKind},
};
use yew::prelude::*;

/// What just happened to the racks, and what to try next.
pub(crate) fn racks_story(state: &State, racks: &Racks, act: &Act) -> Html {
    let run = state.run();
    let headline = words::racks::headline(run);
    // What an example is there to show is said while it is just that.
    let preset = state.scenario().preset();
    let lesson =
        (*state.scenario() == preset.scenario()).then(|| html! { <p class="lesson">{ preset.about }</p> });
    let kicker = if words::racks::is_at_rest(run) { "What you see" } else { "What just happened" };
    let acts = next(state, racks)
        .into_iter()
        .map(|(label, action)| button("next", "", label, false, doing(act, action)));
    html! {
        <div class="story-top">
            <div class="headline">
                <p class="kicker">{ kicker }</p>
                <h1>{ headline.clone() }</h1>
                <p class="second">{ words::racks::second(run) }</p>
                { for lesson }
                <p class="visually-hidden" role="status">{ headline }</p>
            </div>
            { refused(state) }
            <section class="try"><h2>{ "Try next" }</h2><div class="row">{ for acts }</div></section>
        </div>
    }
}

/// Two or three acts whose result is worth seeing.
fn next(state: &State, racks: &Racks) -> Vec<(String, Action)> {
    let (label, edit) = words::racks::power_act(racks);
    let mut acts = vec![(label, Action::Edit(edit))];
    let trouble = racks.count(Health::Unavailable) > 0;
    let scenario = state.scenario();
    if trouble && scenario.level() != LevelKind::One {
        acts.push(("Need only ONE".into(), Action::Edit(Edit::Level(LevelKind::One, None))));
    } else if scenario.other().is_none()
        && racks.cluster().assigned().is_empty()
        && racks.cluster().sites().len() > 1
    {
        let (label, other) = match racks.cluster().placement() {
            PlacementKind::Random => ("Compare with rack-aware", PlacementKind::Spread),
            PlacementKind::Walk => ("Compare with rack-aware", PlacementKind::Nts),
            _ => ("Compare with random", PlacementKind::Random),
        };
        acts.push((label.into(), Action::Edit(Edit::Compare(Some(other)))));
    }
    if state.can_undo() {
        acts.push(("Undo".into(), Action::Undo));
    }
    acts
}

/// What is said beside the racks whatever is pointed at: what is left, and below why a partition fares so, what breaks the
/// level. None where nothing is placed.
pub(crate) fn racks_side(run: &Run, racks: &Racks, width: u32) -> Option<[Html; 2]> {
    if racks.is_empty() {
        return None;
    }
    let bars: Element = levels(racks, f64::from(width));
    let compared = run.racks_other().map(|other| {
        html! { <section class="compared"><h2>{ "Side by side" }</h2><p>{ words::racks::compared(racks, other) }</p></section> }
    });
    let above = html! {
        <>
            { for compared }
            <section class="levels"><h2>{ words::racks::of_first(run, words::levels::TITLE) }</h2>{ figure("bars", Some(Shared::new(bars)), words::levels::description(racks)) }</section>
        </>
    };
    let below = html! {
        <>
            { for words::racks::meeting(racks).map(|text| html! { <section class="meets"><h2>{ "Does a read meet the last write?" }</h2><p>{ text }</p></section> }) }
            <section class="breaks"><h2>{ words::racks::breaks_title(racks) }</h2><p>{ words::racks::breaks(racks) }</p><p>{ words::levels::expected(racks) }</p>{ for words::levels::paper_loss(racks).map(|text| html! { <p>{ text }</p> }) }</section>
        </>
    };
    Some([above, below])
}

/// Why a partition fares as it does.
pub(crate) fn why(racks: &Racks, at: usize) -> Html {
    html! { <section class="why"><h2>{ words::racks::why_title(racks, at) }</h2><p>{ words::racks::why(racks, at) }</p></section> }
}

/// Which system’s rules these are, and what is not modelled.
pub(crate) fn modelled(racks: &Racks) -> Html {
    let system = racks.placed().system();
    html! {
        <details class="modelled">
            <summary>{ format!("What is modelled: {}", system.name) }</summary>
            <dl>
                <dt>{ "Version" }</dt><dd>{ system.version }</dd>
                <dt>{ "Modelled" }</dt><dd>{ system.modelled }</dd>
                <dt>{ "Not modelled" }</dt><dd>{ system.not_modelled }</dd>
                <dt>{ "Source" }</dt><dd>{ system.source }</dd>
            </dl>
        </details>
    }
}
