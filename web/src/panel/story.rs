use super::{
    Act, Drawn,
    press::{button, doing, figure, refusal},
};
use crate::{
    state::{Action, State},
    words,
};
use quorate_core::{
    base::{NodeId, Unit},
    run::Run,
    scenario::Edit,
};
use yew::prelude::*;

/// What just changed: the sentence, what did not happen, how much moved, and what to try next. `moved_keys` is none
/// while keys are counted.
pub(crate) fn story(state: &State, moved_keys: Option<u32>, bars: Option<Drawn>, act: &Act) -> Html {
    let run = state.run();
    let kicker =
        if words::Change::of(run) == words::Change::None { "What you see" } else { "What just changed" };
    let mut acts = vec![tokens(run)];
    acts.extend(power(run));
    if state.can_undo() {
        acts.push(("Undo".into(), Action::Undo));
    }
    let acts = acts.into_iter().map(|(label, action)| button("next", "", label, false, doing(act, action)));
    html! {
        <div class="story-top">
            <div class="headline">
                <p class="kicker">{ kicker }</p>
                <h1>{ words::headline(run) }</h1>
                <p class="second">{ words::second(run, moved_keys) }</p>
                <p class="visually-hidden" role="status">{ words::headline(run) }</p>
            </div>
            { refused(state) }
            { figure("bars", bars, words::moved_description(run)) }
            <section class="try"><h2>{ "Try next" }</h2><div class="row">{ for acts }</div></section>
        </div>
    }
}

/// Why the last edit could not be made.
pub(crate) fn refused(state: &State) -> Html {
    refusal(state.refusal().map(|text| format!("Not done: {text}.")))
}

/// Few tokens where there are many, and many where there are few.
fn tokens(run: &Run) -> (String, Action) {
    if run.scenario().now().vnodes() > 8 {
        return ("1 token a node".into(), Action::Edit(Edit::Vnodes(1)));
    }
    ("150 tokens a node".into(), Action::Edit(Edit::Vnodes(150)))
}

/// A node that is off goes on; else the one goes off that owns the most of those that did not just come.
fn power(run: &Run) -> Option<(String, Action)> {
    let now = run.scenario().now();
    if let Some(off) = now.nodes().iter().find(|node| now.is_down(node.id)) {
        return Some((
            format!("Power {} on", words::short(&now.name(off.id))),
            Action::Edit(Edit::Power(Unit::Node(off.id), true)),
        ));
    }
    let stays = |id: NodeId| run.scenario().before().has(id);
    let ownership = run.ownership();
    let shares =
        ownership.iter().filter(|owned| stays(owned.id)).filter_map(|owned| Some((owned.now?.num, owned.id)));
    let most = shares.max()?.1;
    let can_spare = run.ring().ring_nodes().len() > 1;
    can_spare.then(|| {
        (
            format!("Take {} down", words::short(&now.name(most))),
            Action::Edit(Edit::Power(Unit::Node(most), false)),
        )
    })
}
