//! Why the followed key lies where it does: fact, rule, consequence, before; each number read from the run.

use super::{Change, degrees, list, name, short_key};
use quorate_core::{
    base::{IdSet, NodeId},
    partition::WalkStep,
    run::{Followed, Run},
    scenario::PlacementKind,
};

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The words.
    pub text: String,
    /// How they are set.
    pub tone: Tone,
}

/// How words are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As text.
    Plain,
    /// What the sentence is about.
    Strong,
    /// A key or a hash.
    Code,
}

fn plain(text: impl Into<String>) -> Phrase {
    Phrase { text: text.into(), tone: Tone::Plain }
}

fn strong(text: impl Into<String>) -> Phrase {
    Phrase { text: text.into(), tone: Tone::Strong }
}

fn code(text: impl Into<String>) -> Phrase {
    Phrase { text: text.into(), tone: Tone::Code }
}

/// The sentences, in phrases.
pub fn why(run: &Run) -> Vec<Phrase> {
    let followed = run.followed();
    let hash = run.scenario().now().hash();
    let hex = followed.value.hexadecimal(hash);
    let hex = if hex.len() > 8 { format!("{}…", &hex[..8]) } else { hex };
    let is_owned = hash.label().contains('’');
    let mut said = vec![
        code(short_key(run.scenario().pick().as_str())),
        // "the MD5 05fe…", but "05fe… with Cassandra's Murmur3".
        plain(if is_owned { " hashes to ".into() } else { format!(" has the {} ", hash.label()) }),
        code(hex),
        plain(if is_owned { format!(" with {}", hash.label()) } else { String::new() }),
        plain(format!(", which lies {} round the ring. ", degrees(followed.value.point().degrees()))),
    ];
    let Some(first) = followed.walk.first() else {
        said.push(plain("No node is on, so nobody owns it."));
        return said;
    };
    let owner = name(run, first.node);
    let token = run.ring().token(first.at);
    let wraps = if token < followed.value.point() { " past 0°" } else { "" };
    said.push(plain(format!(
        "The next token clockwise{wraps} is {}’s ({}), so ",
        owner,
        degrees(token.degrees())
    )));
    said.push(strong(format!("{owner} owns it")));
    said.push(plain(". "));
    said.push(plain(copies(run, followed)));
    said.push(plain(before(run, followed)));
    said
}

/// The same without its setting.
pub fn why_text(run: &Run) -> String {
    why(run).into_iter().map(|phrase| phrase.text).collect::<String>().trim_end().to_string()
}

/// "Walking on, the next different nodes are Node-A and Node-B (past 2 more tokens of Node-A). "
fn copies(run: &Run, followed: &Followed) -> String {
    if let Some(racks) = run.racks()
        && run.scenario().now().placement() != PlacementKind::Walk
    {
        let names: Vec<String> = followed.replicas.iter().map(|id| name(run, *id)).collect();
        return format!("{} puts its copies on {}. ", racks.placed().system().name, list(&names));
    }
    let wanted = run.scenario().now().replicas() as usize;
    if wanted == 1 {
        return "One copy is all it has. ".into();
    }
    let nodes = followed.replicas.len();
    if nodes == 1 {
        return "No other node is on, so that is its only copy. ".into();
    }
    let lack = if nodes < wanted {
        format!("Only {nodes} nodes are on, so it has {nodes} copies, not {wanted}. ")
    } else {
        String::new()
    };
    if nodes > 6 {
        return format!("Walking on, the next {} different nodes hold the other copies. {lack}", nodes - 1);
    }
    let mut others = Vec::new();
    let mut passed: Vec<NodeId> = Vec::new();
    for step in followed.walk.iter().skip(1) {
        let WalkStep { node, is_new, .. } = *step;
        if is_new {
            others.push(format!("{}{}", name(run, node), past(run, &passed)));
            passed.clear();
        } else {
            passed.push(node);
        }
    }
    let noun = if others.len() == 1 { "node is" } else { "nodes are" };
    format!("Walking on, the next different {noun} {}. {lack}", joined(&others))
}

fn joined(items: &[String]) -> String {
    match items {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => items.concat(),
    }
}

/// " (past 2 more tokens of Node-A)"
fn past(run: &Run, passed: &[NodeId]) -> String {
    if passed.is_empty() {
        return String::new();
    }
    let mut nodes = IdSet::default();
    for id in passed {
        nodes.insert(*id, ());
    }
    let whose = if nodes.len() > 2 {
        "nodes it has met".to_string()
    } else {
        list(&nodes.ids().map(|id| name(run, id)).collect::<Vec<_>>())
    };
    let noun = if passed.len() == 1 { "token" } else { "tokens" };
    format!(" (past {} more {noun} of {whose})", super::counted(passed.len() as u64))
}

/// "Before Node-D joined, its first copy was on Node-A."
fn before(run: &Run, followed: &Followed) -> String {
    let (Some(now), Some(then)) = (followed.owner(), followed.replicas_before.first().copied()) else {
        return String::new();
    };
    let when = match Change::of(run) {
        Change::None | Change::Copies => return String::new(),
        Change::Joined(ids) if ids.len() == 1 => format!("Before {} joined", name(run, ids[0])),
        Change::Left(ids) if ids.len() == 1 => format!("Before {} left", name(run, ids[0])),
        Change::WentOff(ids) if ids.len() == 1 => format!("Before {} went off", name(run, ids[0])),
        _ => "Before the change".into(),
    };
    if now == then {
        return format!("{when}, its first copy was on {} too.", name(run, then));
    }
    format!("{when}, its first copy was on {}.", name(run, then))
}

#[cfg(test)]
mod tests {
    use super::*;
    use quorate_core::scenario::parse;

    #[test]
    fn the_followed_key_is_explained_as_it_is_drawn() {
        let run = Run::new(parse("v=1&s=ring").scenario);
        assert_eq!(
            why_text(&run),
            "user:bob has the MD5 05fe36cb…, which lies 8.43° round the ring. The next token clockwise is Node-D’s (8.52°), so \
             Node-D owns it. Walking on, the next different nodes are Node-A and Node-B (past 2 more tokens of Node-A). Before \
             Node-D joined, its first copy was on Node-A."
        );
    }
}
