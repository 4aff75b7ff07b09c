use super::{Act, Shared};
use crate::{state::Action, words};
use quorate_core::{base::NodeId, run::Run, scenario::Edit};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct HeadlineProps {
    pub(crate) run: Shared<Run>,
    /// Keys that moved; none while they are counted.
    pub(crate) moved_keys: Option<u32>,
    /// Whether it is a figure's in somebody else's page, which has a headline of its own.
    #[prop_or_default]
    pub(crate) is_brief: bool,
}

/// What just changed: the sentence, and what did not happen.
#[component]
pub(crate) fn Headline(HeadlineProps { run, moved_keys, is_brief }: &HeadlineProps) -> Html {
    if *is_brief {
        return html! { <><h2 role="status">{ words::headline(run) }</h2><p class="second">{ words::second(run, *moved_keys) }</p></> };
    }
    let kicker = if words::Change::of(run) == words::Change::None { "What you see" } else { "What just changed" };
    html! {
        <div class="headline">
            <p class="kicker">{ kicker }</p>
            <h1 role="status">{ words::headline(run) }</h1>
            <p class="second">{ words::second(run, *moved_keys) }</p>
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct TryNextProps {
    pub(crate) run: Shared<Run>,
    pub(crate) can_undo: bool,
    pub(crate) act: Act,
}

/// Two or three acts whose result is worth seeing.
#[component]
pub(crate) fn TryNext(TryNextProps { run, can_undo, act }: &TryNextProps) -> Html {
    let mut acts = vec![tokens(run)];
    acts.extend(power(run));
    if *can_undo {
        acts.push(("Undo".into(), Action::Undo));
    }
    let button = |(label, action): (String, Action)| {
        let onclick = act.reform(move |_: MouseEvent| action.clone());
        html! { <button type="button" {onclick}>{ label }</button> }
    };
    html! {
        <section class="try">
            <h2>{ "Try next" }</h2>
            <div class="row">{ for acts.into_iter().map(button) }</div>
        </section>
    }
}

/// Few tokens where there are many, and many where there are few.
fn tokens(run: &Run) -> (String, Action) {
    let vnodes = run.scenario().now().vnodes();
    if vnodes > 8 {
        return ("1 token a node".into(), Action::Edit(Edit::Vnodes(1)));
    }
    ("150 tokens a node".into(), Action::Edit(Edit::Vnodes(150)))
}

/// A node that is off goes on; else the one goes off that owns the most of those that did not just come.
fn power(run: &Run) -> Option<(String, Action)> {
    let now = run.scenario().now();
    if let Some(off) = now.nodes().iter().find(|node| now.is_down(node.id)) {
        return Some((format!("Power {} on", now.name(off.id)), Action::Edit(Edit::Power(off.id, true))));
    }
    let stays = |id: NodeId| run.scenario().before().has(id);
    let ownership = run.ownership();
    let most = ownership.iter().filter(|owned| stays(owned.id)).filter_map(|owned| Some((owned.now?.num, owned.id))).max()?.1;
    (run.ring().ring_nodes().len() > 1).then(|| (format!("Take {} down", now.name(most)), Action::Edit(Edit::Power(most, false))))
}
