use crate::{
    panel::{
        Act, Shared,
        press::{button, doing},
        refused,
    },
    player::Film,
    state::{Action, State},
    words,
};
use yew::prelude::*;

/// What happened by the instant, and what to try next.
pub(super) fn story(film: &Shared<Film>, state: &State, at_ns: u64, act: &Act, is_widget: bool) -> Html {
    let lanes = film.lanes();
    let (headline, second) = (words::time::headline(&lanes, at_ns), words::time::second(&lanes, at_ns));
    if is_widget {
        return html! { <div class="words"><h2>{ headline }</h2><p class="second">{ second }</p></div> };
    }
    let mut acts = crate::player::next(film, at_ns);
    if state.can_undo() {
        acts.push(("Undo".into(), Action::Undo));
    }
    let acts = acts.into_iter().map(|(label, action)| button("next", "", label, false, doing(act, action)));
    html! {
        <div class="time-story">
            <div class="headline">
                <h1>{ headline }</h1>
                <p class="second">{ second }</p>
            </div>
            { refused(state) }
            <section class="try"><h2>{ "Try next" }</h2><div class="row">{ for acts }</div></section>
        </div>
    }
}

/// What the example is there to show, while it is just that, and why each mode came out as it did.
pub(super) fn whys(film: &Film, state: &State, at_ns: u64) -> Html {
    let lanes = film.lanes();
    let preset = state.scenario().preset();
    let start = preset.scenario();
    let is_lesson = state.scenario().now() == start.now()
        && state.scenario().experiment().is_same_but_for_instant(start.experiment());
    let lesson = is_lesson.then(|| html! { <p class="lesson">{ preset.about }</p> });
    // Each mode says why, one after the other where they differ.
    let why = lanes.iter().map(|lane| (lane.title.clone(), words::time::why(lane, at_ns).join(" ")));
    let why: Vec<(String, String)> = why.filter(|(_, why)| !why.is_empty()).collect();
    let is_one = why.len() == 1;
    let said = why.into_iter().map(|(title, why)| {
        let title = (!is_one).then(|| html! { <strong>{ format!("{title}: ") }</strong> });
        html! { <p>{ for title }{ why }</p> }
    });
    html! {
        <div class="whys">
            { for lesson }
            <details><summary>{ "Why?" }</summary>{ for said }</details>
        </div>
    }
}
