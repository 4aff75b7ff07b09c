//! What can be done to a run at the instant that is shown.

use super::Film;
use crate::{
    state::Action,
    words::{
        self,
        time::{instant, span, verb},
    },
};
use quorate_core::{
    base::{ClientId, NodeId, Unit},
    quorum::Quorum,
    scenario::{Act, Asked, Edit, Replication, Rule, Text, Verb},
    sim::{Latency, Peer},
    trace::{Actor, Moment, Running},
};

/// Something to press: what it says, and what it does.
pub type Choice = (String, Action);

const MS: u64 = 1_000_000;

fn now(said: String, verb: Verb) -> Choice {
    (said, Action::Now(verb))
}

/// What can be done to a node, as it is in a mode.
pub fn of_node(film: &Film, moment: &Moment, id: NodeId) -> Vec<Choice> {
    let unit = Unit::Node(id);
    let running = film.trace(0).and_then(|trace| trace.place(Actor::Node(id)));
    let running = running.and_then(|at| moment.actor(at)).map_or(Running::On, |state| state.running);
    let up = |said: &str| vec![now(format!("{said} {id}"), Verb::Up(unit))];
    match running {
        Running::Off => up("Start"),
        Running::Paused => up("Let go on"),
        Running::On => vec![
            now(format!("Kill {id}"), Verb::Kill(unit)),
            now(format!("Take power from {id}: loses what is not on disk"), Verb::Crash(unit)),
            now(format!("Pause {id} until it is let go on"), Verb::Pause(id, None)),
            now(format!("Slow {id} by {}", span(10 * MS)), Verb::Slow(id, 10 * MS)),
            now(format!("Cut {id} off from all others"), isolate(film, id)),
        ],
    }
}

/// Nothing passes between a node and anybody else.
fn isolate(film: &Film, id: NodeId) -> Verb {
    let me = Peer::Node(id);
    let all = film.trace(0).map_or(&[][..], |trace| trace.actors.as_slice());
    let others = all.iter().map(|actor| peer(*actor)).filter(|peer| *peer != me).collect();
    Verb::Cut([me].into(), others, false)
}

/// An end of a link.
pub(super) const fn peer(actor: Actor) -> Peer {
    match actor {
        Actor::Client(id) => Peer::Client(id),
        Actor::Node(id) => Peer::Node(id),
        Actor::Monitor => Peer::Monitor,
    }
}

fn nodes(film: &Film) -> Vec<NodeId> {
    film.run().scenario().now().nodes().iter().map(|node| node.id).collect()
}

/// Whom to kill, those that lead first.
pub fn kills(film: &Film, moment: &Moment) -> Vec<Choice> {
    let Some(trace) = film.trace(0) else { return Vec::new() };
    let leads = |id: NodeId| {
        moment.powers().any(|(_, power)| power.is_acting && trace.actor(power.node) == Actor::Node(id))
    };
    let is_on = |id: &NodeId| {
        let state = trace.place(Actor::Node(*id)).and_then(|at| moment.actor(at));
        state.is_none_or(|state| state.running == Running::On)
    };
    let mut on: Vec<NodeId> = nodes(film).into_iter().filter(is_on).collect();
    on.sort_by_key(|id| !leads(*id));
    let kill = |id: NodeId| {
        let role = if leads(id) { ", which leads" } else { "" };
        now(format!("Kill {id}{role}"), Verb::Kill(Unit::Node(id)))
    };
    on.into_iter().map(kill).collect()
}

/// What the first client can ask for.
pub fn asks(film: &Film) -> Vec<Choice> {
    let first = film.trace(0).and_then(|trace| trace.actors.first().copied());
    let Some(Actor::Client(id)) = first else { return Vec::new() };
    of_client(film, id)
}

/// Two or three acts whose result is worth seeing: the leader dies earlier, or at all; a link is slow; the promise that broke.
pub fn next(film: &Film, at_ns: u64) -> Vec<Choice> {
    let experiment = film.run().scenario().experiment();
    let mut choices = Vec::new();
    if let Some((_, verdict)) = film.broken(u64::MAX).next()
        && let Some(breach) = verdict.breach.filter(|breach| breach.at_ns > at_ns)
    {
        let said = format!("Go to {}, where it breaks", instant(breach.at_ns));
        choices.push((said, Action::Seek(Some(breach.at_ns))));
    }
    let mut script = experiment.script().iter().enumerate();
    let death = script.find(|(_, act)| matches!(act.verb, Verb::Kill(_) | Verb::Crash(_)));
    if let Some((place, act)) = death {
        let grain = super::grain_ns(film.until_ns());
        let earlier = act.at_ns * 4 / 7 / grain * grain;
        let said = format!("{} at {}", verb(&act.verb), instant(earlier));
        let line = Act { at_ns: earlier, verb: act.verb.clone() };
        choices.push((said, Action::Edit(Edit::Alter(place, line))));
    } else if let Some(trace) = film.trace(0) {
        let moment = Moment::new(trace, at_ns);
        choices.extend(kills(film, &moment).into_iter().next().filter(|_| at_ns < film.until_ns()));
        if at_ns >= film.until_ns()
            && let Some((said, Action::Now(verb))) = kills(film, &moment).into_iter().next()
        {
            let half = film.until_ns() / 2;
            choices.push((
                format!("{said} at {}", instant(half)),
                Action::Edit(Edit::Do(Act { at_ns: half, verb })),
            ));
        }
    }
    if experiment.replication() == Replication::Leaderless {
        choices.extend(other_quorum(film));
        return choices;
    }
    let nodes = nodes(film);
    if let (Some(first), Some(last)) = (nodes.first(), nodes.last().filter(|_| nodes.len() > 1)) {
        let (one, two) = (Peer::Node(*first), Peer::Node(*last));
        let far = Latency::Constant(80 * MS);
        if *experiment.latency(one, two) != far {
            let edit = Edit::LatencyBetween(one, two, Some(far));
            choices.push((format!("{last} at {}", span(80 * MS)), Action::Edit(edit)));
        }
    }
    choices
}

/// Where writes and reads overlap, those that need not; else a majority of both. Nothing where modes stand side by side, or
/// go by levels.
fn other_quorum(film: &Film) -> Option<Choice> {
    let scenario = film.run().scenario();
    let [mode] = scenario.modes() else { return None };
    let quorum = scenario.quorum().ok().filter(|_| mode.levels() == [None; 2])?;
    let count = if quorum.is_strong() { 1 } else { quorum.n() / 2 + 1 };
    let other = Quorum::new(quorum.n(), count, count).ok().filter(|other| *other != quorum)?;
    let edits = [Rule::WriteCount(count), Rule::ReadCount(count)].map(|rule| Edit::Rule(0, rule));
    Some((words::quorum::take(other), Action::Edits(edits.into())))
}

/// Whom to slow: a node from the instant on, or the link between two from the start.
pub fn slows(film: &Film) -> Vec<Choice> {
    let nodes = nodes(film);
    let slow = |id: &NodeId| now(format!("{id} takes {} longer", span(10 * MS)), Verb::Slow(*id, 10 * MS));
    let mut choices: Vec<Choice> = nodes.iter().map(slow).collect();
    let experiment = film.run().scenario().experiment();
    let Some((first, others)) = nodes.split_first() else { return choices };
    for other in others {
        let (one, two) = (Peer::Node(*first), Peer::Node(*other));
        if let Latency::Constant(ns) = experiment.latency(one, two) {
            let longer = ns.saturating_mul(2).max(MS);
            let said = format!("{first} to {other} takes {}, from the start", span(longer));
            let edit = Edit::LatencyBetween(one, two, Some(Latency::Constant(longer)));
            choices.push((said, Action::Edit(edit)));
        }
    }
    choices
}

/// What to cut, and the end of all cuts.
pub fn cuts(film: &Film) -> Vec<Choice> {
    let nodes = nodes(film);
    let off = |id: &NodeId| now(format!("Cut {id} off from all others"), isolate(film, *id));
    let mut choices: Vec<Choice> = nodes.iter().map(off).collect();
    if let Some((first, others)) = nodes.split_first() {
        choices.extend(others.iter().map(|other| {
            let cut = Verb::Cut([Peer::Node(*first)].into(), [Peer::Node(*other)].into(), false);
            now(format!("Cut {first} from {other} alone"), cut)
        }));
    }
    choices.push(now("Mend all links".into(), Verb::Heal(None)));
    choices
}

/// What a client can ask for: the key that is written most recently, else x.
pub fn of_client(film: &Film, id: ClientId) -> Vec<Choice> {
    let script = film.run().scenario().experiment().script();
    let last = script.iter().rev().find_map(|act| match &act.verb {
        Verb::Put(key, value, _) => Some((key.clone(), value.as_str().parse::<u64>().ok())),
        _ => None,
    });
    let (key, value) = match last {
        Some((key, value)) => (key, value.map_or(1, |value| value.saturating_add(1))),
        None => match Text::new("x") {
            Ok(key) => (key, 1),
            Err(_) => return Vec::new(),
        },
    };
    let first = film.trace(0).and_then(|trace| trace.actors.first().copied());
    let client = Some(id).filter(|_| first != Some(Actor::Client(id)));
    let asked = Asked { client, ..Asked::default() };
    let Ok(next) = Text::new(&value.to_string()) else { return Vec::new() };
    vec![
        now(format!("Write {} = {value}", key.as_str()), Verb::Put(key.clone(), next, asked)),
        now(format!("Read {}", key.as_str()), Verb::Get(key, asked)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        player::film::tests::{CRASH, film},
        state::State,
    };

    fn lines(state: &State) -> Vec<String> {
        let script = state.scenario().experiment().script();
        script.iter().map(Act::line).collect()
    }

    #[test]
    fn every_choice_can_be_made_and_stands_in_the_script() {
        let film = film(CRASH);
        let trace = film.trace(0).expect("a mode");
        let moment = Moment::new(trace, 20 * MS);
        let all =
            [of_node(&film, &moment, NodeId(2)), slows(&film), cuts(&film), of_client(&film, ClientId(1))];
        let state = State::open(CRASH).after(&Action::Seek(Some(20 * MS)));
        for (said, action) in all.into_iter().flatten() {
            let after = state.after(&action);
            assert_eq!(after.refusal(), None, "{said}");
            assert_ne!(after.scenario(), state.scenario(), "{said}");
            assert!(after.run().courses().is_some_and(|courses| courses.all().is_ok()), "{said}");
        }
    }

    #[test]
    fn a_dead_node_can_only_be_started_and_a_cut_names_everybody_else() {
        let film = film(CRASH);
        let moment = Moment::new(film.trace(0).expect("a mode"), 40 * MS);
        let said: Vec<String> =
            of_node(&film, &moment, NodeId(1)).into_iter().map(|(said, _)| said).collect();
        assert_eq!(said, ["Start n1"]);
        let state = State::open(CRASH).after(&Action::Now(isolate(&film, NodeId(3))));
        let line = lines(&state).pop().expect("a line");
        assert!(line.starts_with("80.cut.n3.") && line.contains("n1-n2"), "{line}");
    }

    #[test]
    fn a_client_writes_the_next_value_of_its_key() {
        let said: Vec<String> =
            of_client(&film(CRASH), ClientId(1)).into_iter().map(|(said, _)| said).collect();
        assert_eq!(said, ["Write x = 4", "Read x"]);
    }
}
