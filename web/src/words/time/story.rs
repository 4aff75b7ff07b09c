//! What became of a run: who did what, what it cost, and what the other modes made of the same.

use super::{Fact, actor, instant, quorum, span};
use crate::{picture::sequence::Lane, words::several};
use quorate_core::{
    base::{PartitionId, distinct},
    trace::{ActorAt, Keeps, OpAt, Outcome},
};

/// Of a picture.
pub fn title(lanes: &[Lane<'_>]) -> String {
    let names: Vec<&str> = lanes.iter().map(|lane| lane.title.as_str()).collect();
    format!("Who told whom what, and when: {}", names.join(", "))
}

/// The picture in a few sentences, for who cannot see it.
pub fn description(lanes: &[Lane<'_>], until_ns: u64) -> String {
    let each = lanes.iter().map(|lane| {
        let facts = super::facts(&lane.spans.facts(lane.trace, until_ns));
        let said: Vec<String> = facts.iter().map(in_words).collect();
        format!("{} {}: {}.", lane.title, lane.subtitle, said.join(", "))
    });
    let said: Vec<String> = [headline(lanes, until_ns)].into_iter().chain(each).collect();
    said.join(" ")
}

fn in_words(fact: &Fact) -> String {
    if fact.what.is_empty() { fact.number.clone() } else { format!("{} {}", fact.number, fact.what) }
}

/// The names of the writes that are lost.
pub(super) fn names_of_lost(lane: &Lane<'_>, until_ns: u64) -> Vec<String> {
    lane.spans.lost(until_ns).map(|(op, _)| lane.spans.name(lane.trace, op)).collect()
}

/// The first leader that died by an instant, and when.
pub(super) fn dead_leader(lane: &Lane<'_>, until_ns: u64) -> Option<(ActorAt, u64)> {
    let deaths = lane.spans.off.all().iter().filter(|span| span.from_ns <= until_ns);
    let mut of_leaders = deaths.filter(|death| {
        lane.spans.leads.all().iter().any(|lead| lead.actor == death.actor && lead.to_ns == death.from_ns)
    });
    of_leaders.next().map(|span| (span.actor, span.from_ns))
}

/// Who leads a partition at an instant.
pub(super) fn leader(lane: &Lane<'_>, partition: PartitionId, at_ns: u64) -> Option<(ActorAt, u64)> {
    let spans = lane.spans.leads.all().iter().rev();
    let mut now = spans.filter(|span| span.of.partition == partition && span.lasts(at_ns));
    now.next().map(|span| (span.actor, span.from_ns))
}

/// How long some partition had no leader until an instant, ns.
pub(super) fn leaderless_ns(lane: &Lane<'_>, until_ns: u64) -> u64 {
    let partitions = distinct(lane.spans.leads.all().iter().map(|span| span.of.partition));
    let without = |partition: PartitionId| {
        let mut led_until = 0;
        let mut without_ns = 0;
        let leads = lane.spans.leads.all().iter().filter(|span| span.of.partition == partition);
        for span in leads.filter(|span| span.from_ns <= until_ns) {
            without_ns += span.from_ns.saturating_sub(led_until);
            led_until = led_until.max(span.to_ns);
        }
        without_ns + until_ns.min(lane.trace.end_ns).saturating_sub(led_until)
    };
    partitions.into_iter().map(without).max().unwrap_or(0)
}

/// When the client knew that a write was done, else when a node said so.
pub(super) fn told_ns(lane: &Lane<'_>, op: OpAt) -> Option<u64> {
    let known = lane.trace.operation(op);
    known.end_ns.filter(|_| known.outcome == Outcome::Ok).or_else(|| lane.spans.acknowledged_ns(op))
}

/// Who did what, then the loss or the one number.
pub fn headline(lanes: &[Lane<'_>], until_ns: u64) -> String {
    if has_versions(lanes) {
        return quorum::headline(lanes, until_ns);
    }
    let losing: Vec<&Lane<'_>> =
        lanes.iter().filter(|lane| lane.spans.lost(until_ns).next().is_some()).collect();
    match losing.as_slice() {
        [] => unharmed(lanes, until_ns),
        [lane] => format!("{} loses {}.", lane.title, loss(lane, until_ns)),
        _ => {
            let each = losing.iter().enumerate().map(|(at, lane)| {
                let lost = lane.spans.lost(until_ns).count() as u32;
                if at == 0 {
                    format!(
                        "{} loses {}",
                        lane.title,
                        several(lost, "acknowledged write", "acknowledged writes")
                    )
                } else {
                    format!("{} {lost}", lower(&lane.title))
                }
            });
            format!("{}.", each.collect::<Vec<_>>().join(", "))
        }
    }
}

fn has_versions(lanes: &[Lane<'_>]) -> bool {
    lanes.first().is_some_and(|lane| lane.trace.keeps == Keeps::Versions)
}

/// "w3, which it had acknowledged 3 ms before its leader died"
fn loss(lane: &Lane<'_>, until_ns: u64) -> String {
    let lost: Vec<OpAt> = lane.spans.lost(until_ns).map(|(op, _)| op).collect();
    let before = dead_leader(lane, until_ns).and_then(|(_, died_ns)| {
        let last = lost.iter().filter_map(|op| told_ns(lane, *op)).max()?;
        Some(format!("{} before its leader died", span(died_ns.checked_sub(last)?)))
    });
    match (lost.as_slice(), before) {
        ([op], Some(before)) => {
            format!("{}, which it had acknowledged {before}", lane.spans.name(lane.trace, *op))
        }
        ([op], None) => format!("{}, which it had acknowledged", lane.spans.name(lane.trace, *op)),
        (all, Some(before)) => {
            format!("{} writes that it had acknowledged, the last {before}", all.len())
        }
        (all, None) => format!("{} writes that it had acknowledged", all.len()),
    }
}

fn unharmed(lanes: &[Lane<'_>], until_ns: u64) -> String {
    let died = lanes.iter().find_map(|lane| Some((lane, dead_leader(lane, until_ns)?)));
    if let Some((lane, (node, at_ns))) = died {
        let every = if lanes.len() > 1 { " in any mode" } else { "" };
        let who = actor(lane.trace, node);
        return format!("{who} died at {}, and no acknowledged write is lost{every}.", instant(at_ns));
    }
    match lanes {
        [lane] => {
            let facts = lane.spans.facts(lane.trace, until_ns);
            let took = facts.mean_ns.map_or_else(String::new, |mean_ns| format!(", {} each", span(mean_ns)));
            let writes = several(facts.writes, "write", "writes");
            format!("{} of {writes} acknowledged{took}.", facts.acknowledged)
        }
        _ => difference(lanes, until_ns),
    }
}

/// The modes in one sentence: how long a write takes, what is lost, and how long nobody led.
pub fn difference(lanes: &[Lane<'_>], until_ns: u64) -> String {
    let each = lanes.iter().enumerate().map(|(at, lane)| {
        let facts = lane.spans.facts(lane.trace, until_ns);
        let name = if at == 0 { lane.title.clone() } else { lower(&lane.title) };
        let verb = if at == 0 { " acknowledges" } else { "" };
        let Some(mean_ns) = facts.mean_ns else {
            return if at == 0 { format!("{name} acknowledges nothing") } else { format!("{name} never") };
        };
        let lost = match facts.lost {
            0 => String::new(),
            lost => format!(" and loses {}", several(lost, "write", "writes")),
        };
        format!("{name}{verb} in {}{lost}", span(mean_ns))
    });
    format!("{}.", each.collect::<Vec<_>>().join(", "))
}

/// What did not happen: what the other modes kept, and what of the lost write they answered.
pub fn second(lanes: &[Lane<'_>], until_ns: u64) -> String {
    if has_versions(lanes) {
        return quorum::second(lanes, until_ns);
    }
    let (losing, others): (Vec<&Lane<'_>>, Vec<&Lane<'_>>) =
        lanes.iter().partition(|lane| lane.spans.lost(until_ns).next().is_some());
    let Some(first) = losing.first() else { return kept(lanes, until_ns) };
    let mut said = Vec::new();
    let mean = |lane: &Lane<'_>| lane.spans.facts(lane.trace, until_ns).mean_ns;
    if !others.is_empty() {
        let (who, they) =
            if others.len() == 1 { (others[0].title.clone(), "it") } else { ("The others".into(), "they") };
        let later =
            others.iter().all(|lane| mean(lane).is_none_or(|ns| mean(first).is_some_and(|of| ns > of)));
        let later = if later { ", and answered later" } else { "" };
        said.push(format!("{who} kept all that {they} acknowledged{later}."));
    }
    if let Some((op, _)) = first.spans.lost(until_ns).next() {
        said.extend(unanswered(&others, op, until_ns));
    }
    said.join(" ")
}

/// "Their w3 got no answer, though n2 kept it."
fn unanswered(others: &[&Lane<'_>], op: OpAt, until_ns: u64) -> Option<String> {
    let keeper = |lane: &&Lane<'_>| {
        let known = lane.trace.operations.get(op.at())?;
        let is_told = known.outcome != Outcome::Unknown && known.end_ns.is_some_and(|end| end <= until_ns);
        let (leader, since_ns) = leader(lane, known.partition, until_ns)?;
        let left_ns = lane.spans.copied_ns(op)?;
        (!is_told && left_ns < since_ns).then(|| actor(lane.trace, leader))
    };
    let keepers: Vec<String> = others.iter().map(keeper).collect::<Option<_>>()?;
    let (lane, first) = (others.first()?, keepers.first()?);
    let whose = if others.len() == 1 { "Its" } else { "Their" };
    let name = lane.spans.name(lane.trace, op);
    let all_alike = keepers.iter().all(|keeper| keeper == first);
    let who = if all_alike { first.clone() } else { "the new leader".into() };
    Some(format!("{whose} {name} got no answer, though {who} kept it."))
}

fn kept(lanes: &[Lane<'_>], until_ns: u64) -> String {
    let Some(lane) = lanes.first() else { return String::new() };
    let without = leaderless_ns(lane, until_ns);
    if dead_leader(lane, until_ns).is_some() && without > 0 {
        return format!("Nobody led for {}.", span(without));
    }
    let exposed = lanes.iter().find(|lane| !lane.spans.exposed.all().is_empty());
    let Some(lane) = exposed else {
        return "Each write was on a second node before it was acknowledged.".into();
    };
    let longest =
        lane.spans.exposed.all().iter().map(|span| span.to_ns.min(until_ns).saturating_sub(span.from_ns));
    let longest = longest.max().unwrap_or(0);
    format!(
        "In {} an acknowledged write was on one node only for up to {}.",
        lower(&lane.title),
        span(longest)
    )
}

/// A title within a sentence.
pub(super) fn lower(title: &str) -> String {
    let mut letters = title.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
