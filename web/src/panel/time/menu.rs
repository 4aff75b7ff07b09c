use crate::{
    panel::{
        Act, Shared,
        menu::use_placed,
        press::{button, calling},
        sends,
    },
    player::{self, Choice, Film},
    state::Action,
    words,
};
use quorate_core::trace::{Actor, ActorAt, MessageAt, Moment, OpAt};
use yew::prelude::*;

/// What a menu is of: in which mode, and what.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum MenuOf {
    Actor(usize, ActorAt),
    Message(usize, MessageAt),
    Operation(usize, OpAt),
    /// Which node to kill.
    Kill,
    /// What to slow.
    Slow,
    /// What to cut.
    Cut,
}

/// The menu, and where on the screen it was asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct TimeMenuAt {
    pub(crate) of: MenuOf,
    pub(crate) x: f64,
    pub(crate) y: f64,
}

#[derive(Properties, PartialEq)]
pub(crate) struct TimeMenuProps {
    pub(crate) film: Shared<Film>,
    pub(crate) at_ns: u64,
    pub(crate) at: TimeMenuAt,
    pub(crate) act: Act,
    pub(crate) on_close: Callback<()>,
}

/// What a menu says and offers.
struct Offer {
    title: String,
    facts: Vec<String>,
    choices: Vec<Choice>,
}

/// What can be done at the instant. It takes the focus, and gives it back.
#[component]
pub(crate) fn TimeMenu(TimeMenuProps { film, at_ns, at, act, on_close }: &TimeMenuProps) -> Html {
    let root = use_placed(*at, (at.x, at.y));
    let Some(Offer { title, facts, choices }) = offer(film, *at_ns, at.of) else { return Html::default() };
    let choice = |(said, action): Choice| {
        let (act, on_close) = (act.clone(), on_close.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            on_close.emit(());
            act.emit(action.clone());
        });
        button("choice", "", said, false, onclick)
    };
    let onkeydown = sends(on_close, |event: KeyboardEvent| {
        // The player does not hear what is pressed here.
        event.stop_propagation();
        (event.key() == "Escape").then_some(())
    });
    html! {
        <>
            <div class="veil" onclick={calling(on_close)} />
            <div ref={root} class="menu" role="dialog" aria-label={format!("{title}: menu")} {onkeydown}>
                <h3>{ title }</h3>
                { for facts.into_iter().map(|fact| html! { <p class="fact">{ fact }</p> }) }
                { for choices.into_iter().map(choice) }
                { button("close", "", "Close menu".into(), false, calling(on_close)) }
            </div>
        </>
    }
}

fn offer(film: &Film, at_ns: u64, of: MenuOf) -> Option<Offer> {
    let when = words::time::happens_at(at_ns, film.until_ns());
    let chooser = |title: &str, choices| Offer { title: title.into(), facts: vec![when.clone()], choices };
    Some(match of {
        MenuOf::Kill => chooser("Kill a node", player::kills(film, &moment(film, 0, at_ns)?)),
        MenuOf::Slow => chooser("Slow a node or a link", player::slows(film)),
        MenuOf::Cut => chooser("Cut links", player::cuts(film)),
        MenuOf::Actor(mode, at) => {
            let trace = film.trace(mode)?;
            let moment = moment(film, mode, at_ns)?;
            let choices = match trace.actor(at) {
                Actor::Node(id) => player::of_node(film, &moment, id),
                Actor::Client(id) => player::of_client(film, id),
                Actor::Monitor => Vec::new(),
            };
            let lane = film.lanes().swap_remove(mode);
            let how = super::room::actor_label(&lane, &moment, at);
            Offer { title: words::time::actor(trace, at), facts: vec![format!("{how}."), when], choices }
        }
        MenuOf::Message(mode, at) => {
            let note = words::time::note(film.trace(mode)?, film.spans(mode)?, at);
            let way = format!("Sent {}, received {}, took {}.", note.sent, note.received, note.took);
            let all = (film.modes() > 1).then(|| words::time::IN_ALL_MODES.to_string());
            let facts = [way, note.why].into_iter().chain(all).collect();
            Offer { title: note.title, facts, choices: player::of_message(film.trace(mode)?, at) }
        }
        MenuOf::Operation(mode, at) => {
            let (trace, spans) = (film.trace(mode)?, film.spans(mode)?);
            let op = trace.operations.get(at.at())?;
            let go = |said: String, ns: u64| (said, Action::Seek(Some(ns)));
            let start = go(words::time::go_to(op.start_ns), op.start_ns);
            let end = op.end_ns.map(|ns| go(words::time::go_to(ns), ns));
            Offer {
                title: spans.name(trace, at),
                facts: vec![format!("{}.", words::time::operation(trace, spans, at))],
                choices: [start].into_iter().chain(end).collect(),
            }
        }
    })
}

fn moment(film: &Film, mode: usize, at_ns: u64) -> Option<Moment> {
    Some(Moment::new(film.trace(mode)?, at_ns))
}
