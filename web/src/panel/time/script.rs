use crate::{
    panel::{
        Act, Shared,
        press::{button, doing},
    },
    player::Film,
    state::Action,
    words,
};
use quorate_core::scenario::{Act as Line, Edit};
use yew::prelude::*;

/// Lines that are shown.
const MOST: usize = 100;

/// What is to happen, line by line; each can be struck.
pub(super) fn script(film: &Shared<Film>, at_ns: u64, act: &Act) -> Html {
    let scenario = film.run().scenario();
    let lines = scenario.experiment().script();
    let idle = scenario.experiment().idle_acts(scenario.now());
    let line = |(at, line): (usize, &Line)| {
        let why = idle.iter().find(|(place, _)| *place == at).map(|(_, why)| why);
        let note = why.map(|why| html! { <em class="bad">{ format!(" no longer applies: it {why}") }</em> });
        let label = words::time::strike(line);
        let strike =
            button("strike", "small", "Take out".into(), false, doing(act, Action::Edit(Edit::Strike(at))));
        html! { <li class={classes!(why.map(|_| "idle"), (line.at_ns > at_ns).then_some("later"))} aria-label={label}><span class="when">{ words::time::instant(line.at_ns) }</span><span>{ words::time::verb(&line.verb) }{ for note }</span>{ strike }</li> }
    };
    let rest =
        (lines.len() > MOST).then(|| html! { <li>{ words::shown_of("Lines", MOST, lines.len()) }</li> });
    let follows = lines.iter().filter(|line| line.at_ns > at_ns).count() as u32;
    let clear = button(
        "clear",
        "",
        words::time::clear(at_ns),
        follows == 0,
        doing(act, Action::Edit(Edit::ClearAfter(at_ns))),
    );
    html! {
        <section class="script">
            <h2>{ "The script" }</h2>
            if lines.is_empty() { <p class="note">{ words::time::NO_SCRIPT }</p> }
            <ol>{ for lines.iter().enumerate().take(MOST).map(line) }{ for rest }</ol>
            <div class="row">{ clear }{ for crate::player::asks(film).into_iter().map(|(said, action)| button("ask", "", said, false, doing(act, action))) }</div>
        </section>
    }
}
