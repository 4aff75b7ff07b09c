//! What became of a run without a leader: who was stale, who stood in, what surfaced, and why.

use super::{actor, instant, label::version, span};
use crate::{
    picture::sequence::Lane,
    words::{list, several},
};
use quorate_core::{
    measure::Request,
    trace::{ActorAt, Arrival, OpAt, OpKind, Outcome, Topic, VersionAt, What, Why},
};

/// Reads that are compared with each other.
const MOST_READS: usize = 200;

/// What is most worth saying at an instant, of the first mode in which it happens.
pub(super) fn headline(lanes: &[Lane<'_>], until_ns: u64) -> String {
    const SAID: [fn(&Lane<'_>, u64) -> Option<String>; 6] =
        [missed, stood_in, surfaced, went_back, fell_short, repaired];
    for say in SAID {
        for lane in lanes {
            if let Some(said) = say(lane, until_ns) {
                return if lanes.len() > 1 { format!("{}: {said}", lane.title) } else { said };
            }
        }
    }
    all_well(lanes, until_ns)
}

/// The operations that had ended by an instant, with what their coordinators did.
fn ended<'a>(lane: &'a Lane<'_>, until_ns: u64) -> impl Iterator<Item = (OpAt, &'a Request)> {
    let trace = lane.trace;
    lane.spans
        .requests
        .iter()
        .filter(move |(op, _)| trace.operation(*op).end_ns.is_some_and(|end_ns| end_ns <= until_ns))
}

/// "r1 missed w2, which had been acknowledged 4 ms before it began."
fn missed(lane: &Lane<'_>, until_ns: u64) -> Option<String> {
    let (read, write) = ended(lane, until_ns).find_map(|(op, request)| Some((op, request.missed?)))?;
    let name = |op| lane.spans.name(lane.trace, op);
    let before_ns =
        lane.trace.operation(read).start_ns.saturating_sub(lane.trace.operation(write).end_ns.unwrap_or(0));
    let (read, write) = (name(read), name(write));
    Some(format!("{read} missed {write}, which had been acknowledged {} before it began.", span(before_ns)))
}

/// "w2 counts n4, which is no replica: from now on a read may miss it."
fn stood_in(lane: &Lane<'_>, until_ns: u64) -> Option<String> {
    let counted = |request: &Request| {
        let who: Vec<ActorAt> =
            request.stand_ins.iter().filter(|(at_ns, _)| *at_ns <= until_ns).map(|(_, who)| *who).collect();
        (!who.is_empty()).then_some(who)
    };
    let (op, who) = lane.spans.requests.iter().find_map(|(op, request)| Some((op, counted(request)?)))?;
    let names: Vec<String> = who.iter().map(|who| actor(lane.trace, *who)).collect();
    let (verb, noun) = if names.len() == 1 { ("is", "replica") } else { ("are", "replicas") };
    let none = if names.len() == 1 { "no" } else { "not" };
    let name = lane.spans.name(lane.trace, op);
    Some(format!(
        "{name} counts {}, which {verb} {none} {noun}: the overlap is off, and a read may miss it.",
        list(&names)
    ))
}

/// "r1 returned w2, of which the client had been told that it failed."
fn surfaced(lane: &Lane<'_>, until_ns: u64) -> Option<String> {
    let trace = lane.trace;
    let failed = |read: OpAt, at: &VersionAt| {
        let write = trace.versions.get(*at).op;
        let op = trace.operation(write);
        let before = op.end_ns.is_some_and(|end_ns| end_ns <= trace.operation(read).start_ns);
        (op.outcome == Outcome::Unknown && before).then_some(write)
    };
    let mut reads = ended(lane, until_ns).filter(|(op, _)| trace.operation(*op).outcome == Outcome::Ok);
    let (read, write) = reads.find_map(|(read, request)| {
        request.chosen.iter().find_map(|at| failed(read, at)).map(|write| (read, write))
    })?;
    let name = |op| lane.spans.name(trace, op);
    Some(format!("{} returned {}, whose client had been told that it failed.", name(read), name(write)))
}

/// "r2 returned x=1 v1, though r1 had returned x=2 v2 before it began."
fn went_back(lane: &Lane<'_>, until_ns: u64) -> Option<String> {
    let trace = lane.trace;
    let reads: Vec<(OpAt, &Request)> =
        ended(lane, until_ns).filter(|(_, request)| !request.chosen.is_empty()).take(MOST_READS).collect();
    reads.iter().find_map(|(read, request)| {
        let earlier = reads.iter().filter(|(other, _)| {
            trace.operation(*other).end_ns.is_some_and(|end_ns| end_ns <= trace.operation(*read).start_ns)
        });
        let newer =
            earlier.flat_map(|(other, seen)| seen.chosen.iter().map(move |version| (*other, *version)));
        let mut newer = newer
            .filter(|(_, version)| request.chosen.iter().all(|chosen| trace.is_older(*chosen, *version)));
        let (other, seen) = newer.next()?;
        let name = |op| lane.spans.name(trace, op);
        let what = version(trace, *request.chosen.first()?);
        Some(format!(
            "{} returned {what}, though {} had returned {} before it began.",
            name(*read),
            name(other),
            version(trace, seen)
        ))
    })
}

/// "w2 reached 1 of 2: its client is told that it failed, and what was written stays."
fn fell_short(lane: &Lane<'_>, until_ns: u64) -> Option<String> {
    let mut all = lane.spans.requests.iter();
    let (op, (_, got, need)) = all.find_map(|(op, request)| {
        let short = request.short.filter(|(at_ns, ..)| *at_ns <= until_ns)?;
        Some((op, short))
    })?;
    let name = lane.spans.name(lane.trace, op);
    let rest = match (lane.trace.operation(op).kind, got) {
        (OpKind::Get, _) => "its client gets no answer.",
        (_, 0) => "its client is told that it failed.",
        _ => "its client is told that it failed, and what was written stays.",
    };
    Some(format!("{got} of {need} answered for {name}: {rest}"))
}

/// "n3 was stale, and a read repaired it with x=5 v2.": what came to a node otherwise than by its write.
fn repaired(lane: &Lane<'_>, until_ns: u64) -> Option<String> {
    let trace = lane.trace;
    let until = trace.events_until(until_ns);
    trace.events[..until].iter().find_map(|event| {
        let What::Stored { version: at, why, .. } = event.what else { return None };
        let (who, what) = (actor(trace, event.actor), version(trace, at));
        match why {
            Why::Repair => Some(format!("{who} was stale, and a read repaired it with {what}.")),
            Why::Hint => Some(format!("{who} was away, and what was kept for it came: {what}.")),
            Why::Sweep => Some(format!("{who} lacked {what}, and a sweep brought it.")),
            Why::Write | Why::Disk => None,
        }
    })
}

fn all_well(lanes: &[Lane<'_>], until_ns: u64) -> String {
    match lanes {
        [lane] => {
            let facts = lane.spans.facts(lane.trace, until_ns);
            let took = facts.mean_ns.map_or_else(String::new, |ns| format!(", {} each", span(ns)));
            let writes = several(facts.writes, "write", "writes");
            let reads = facts.reads.map_or(0, |reads| reads.answered);
            let read = match reads {
                0 => String::new(),
                1 => "; the read saw the last of them".into(),
                reads => format!("; {reads} reads saw the last of them"),
            };
            format!("{} of {writes} acknowledged{took}{read}.", facts.acknowledged)
        }
        _ => super::difference(lanes, until_ns),
    }
}

/// What did not happen.
pub(super) fn second(lanes: &[Lane<'_>], until_ns: u64) -> String {
    let stale = |lane: &&Lane<'_>| ended(lane, until_ns).any(|(_, request)| request.missed.is_some());
    let fresh: Vec<&Lane<'_>> = lanes.iter().filter(|lane| !stale(lane)).collect();
    let has_reads = lanes
        .iter()
        .any(|lane| lane.spans.facts(lane.trace, until_ns).reads.is_some_and(|reads| reads.answered > 0));
    match (fresh.len(), lanes.len()) {
        _ if !has_reads => String::new(),
        (0, _) => String::new(),
        (all, of) if all == of => "No read missed a write that was acknowledged before it began.".into(),
        (1, _) => format!("{} missed none.", fresh[0].title),
        _ => "The others missed none.".into(),
    }
}

/// The last operation that was decided by an instant, step by step; a stale read before all others.
pub(super) fn why(lane: &Lane<'_>, until_ns: u64) -> Vec<String> {
    let decided = |request: &Request| request.decided_ns.filter(|ns| *ns <= until_ns);
    let all = lane.spans.requests.iter().filter_map(|(op, request)| Some((decided(request)?, op, request)));
    let by_time = |(ns, op, request): &(u64, OpAt, &Request)| (request.missed.is_some(), *ns, *op);
    let Some((_, op, request)) = all.max_by_key(by_time) else { return Vec::new() };
    let trace = lane.trace;
    let name = lane.spans.name(trace, op);
    let mut said = Vec::new();
    if let Some((who, from_ns)) = request.coordinator {
        said.push(format!("{} coordinates {name} since {}.", actor(trace, who), instant(from_ns)));
    }
    let answers = answers(lane, op, until_ns);
    if !answers.is_empty() {
        said.push(format!("Answers came from {}.", list(&answers)));
    }
    if let (Some(at), Some(ns)) = (request.decided_by, request.decided_ns) {
        let whose = actor(trace, trace.message(at).from);
        said.push(format!(
            "That of {whose} decided at {}: it was the last that was waited for.",
            instant(ns)
        ));
    }
    match (request.missed, request.chosen.as_slice()) {
        (Some(write), _) => {
            let write = lane.spans.name(trace, write);
            said.push(format!(
                "None of those that were counted had {write}, which others have: {name} is stale."
            ));
        }
        (None, [one]) => said.push(format!("The newest of them is {}.", version(trace, *one))),
        (None, []) => {}
        (None, many) => {
            let all: Vec<String> = many.iter().map(|at| version(trace, *at)).collect();
            said.push(format!("None of {} replaces another: they are siblings.", all.join(" and ")));
        }
    }
    said
}

/// "n1 (x=5 v2)", in the order in which they came.
fn answers(lane: &Lane<'_>, op: OpAt, until_ns: u64) -> Vec<String> {
    let trace = lane.trace;
    let is_answer = |topic| matches!(topic, Topic::Stored | Topic::Found);
    let mut all: Vec<(u64, String)> = Vec::new();
    for message in trace.messages.iter().filter(|message| message.op == Some(op) && is_answer(message.topic))
    {
        let Arrival::At(ns) = message.arrival else { continue };
        if ns > until_ns {
            continue;
        }
        let who = actor(trace, message.from);
        let said = match message.version.filter(|_| message.topic == Topic::Found) {
            Some(at) => format!("{who} ({})", version(trace, at)),
            None => who,
        };
        all.push((ns, said));
    }
    all.sort_by_key(|(ns, _)| *ns);
    all.into_iter().map(|(_, said)| said).collect()
}
