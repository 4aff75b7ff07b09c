//! Stories: what a cluster does, told in prose and by the run itself. Each file of `tests/stories` has comments (`#`) and
//! commands, each followed by what it prints up to an empty line. `cargo xtask bless` writes anew what they print.
//!
//! | command | prints |
//! |---|---|
//! | `run <fields>` | who acts, and until when; the fields are those of an address, with a leader unless they say `repl` |
//! | `stop <steps> <fields>` | the same of a run that ends after so many steps |
//! | `trace [from [to]]` | what happened between two instants, ms, without heartbeats |
//! | `turns [from [to]]` | of these what nodes come to: who dies, suspects, leads, steps down, discards |
//! | `state <ms>` | what each replica has at an instant; without a leader its versions, and those that it keeps for others |
//! | `operations` | what clients asked for, and what they know |
//! | `verdicts` | which promises broke, and which were kept |
//! | `lost` | every acknowledged write that is gone |
#![cfg(not(target_arch = "wasm32"))]

use quorate_core::{
    check,
    run::Course,
    scenario::{Scenario, parse},
    trace::{Actor, ActorAt, Moment, Names, Role, Running, Trace, VersionAt, describe},
};
use quorate_tests::golden;
use std::{fmt::Write, fs, path::Path};

#[test]
fn every_story_is_told_as_it_was() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("stories");
    let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    names.sort();
    assert!(names.len() >= 30, "{} stories", names.len());
    for path in names {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        golden(&format!("../stories/{name}"), &told(&fs::read_to_string(&path).unwrap(), &name));
    }
}

/// A story with what its commands print now.
fn told(story: &str, name: &str) -> String {
    let (mut text, mut run, mut is_output) = (String::new(), None, false);
    for line in story.lines() {
        is_output &= !line.is_empty();
        if is_output {
            continue;
        }
        let _ = writeln!(text, "{line}");
        if !line.is_empty() && !line.starts_with('#') {
            is_output = true;
            text += &answer(line, &mut run).unwrap_or_else(|| panic!("{name}: `{line}` is no command here"));
        }
    }
    text
}

/// What a command prints; a command that runs leaves its run for those that follow.
fn answer(command: &str, run: &mut Option<Trace>) -> Option<String> {
    let (verb, rest) = command.split_once(' ').unwrap_or((command, ""));
    if matches!(verb, "run" | "stop") {
        let (most, fields) = if verb == "stop" { rest.split_once(' ')? } else { ("2000000", rest) };
        let trace = played(fields, most.parse().ok()?);
        let header = describe(&trace).lines().next().map(|line| format!("{line}\n"));
        *run = Some(trace);
        return header;
    }
    let trace = run.as_ref()?;
    Some(match verb {
        "trace" => events(trace, rest, |_| true),
        "turns" => events(trace, rest, is_turn),
        "state" => state(trace, rest.parse().ok()?),
        "operations" => operations(trace),
        "verdicts" => verdicts(trace),
        "lost" => lost(trace),
        _ => return None,
    })
}

fn played(fields: &str, most_steps: u64) -> Trace {
    let replication = if fields.contains("repl=") { "" } else { "repl=leader&" };
    let address = format!("v=1&{replication}show=time&{fields}");
    let parsed = parse(&address);
    assert_eq!(parsed.problems, vec![], "{address}");
    let scenario: Scenario = parsed.scenario;
    assert_eq!(scenario.experiment().idle_acts(scenario.now()), vec![], "{address}");
    Course::trace_at_most(&scenario, 0, most_steps).unwrap_or_else(|why| panic!("{address}: {why}"))
}

/// What changes who leads, who is there, and what is in a log beyond its growth.
const TURNS: [&str; 19] = [
    "leads in",
    "steps down",
    "suspects",
    "trusts",
    "dies",
    "loses power",
    "starts again",
    "pauses",
    "goes on",
    "discards",
    "has no lease",
    "cannot apply",
    "replaces ",
    "purges ",
    "forgets ",
    "keeps ",
    "has delivered ",
    "gives up ",
    "finds different versions",
];

fn is_turn(line: &str) -> bool {
    TURNS.iter().any(|turn| line.get(16..).is_some_and(|rest| rest.contains(turn)))
}

fn events(trace: &Trace, window: &str, is_shown: impl Fn(&str) -> bool) -> String {
    let mut ends = window.split_whitespace().map(|ms| ms.parse::<f64>().expect("instants are in ms"));
    let (from, to) = (ends.next().unwrap_or(0.0), ends.next().unwrap_or(f64::INFINITY));
    let shown = describe(trace);
    let lines = shown.lines().skip(1).take_while(|line| *line != "operations");
    let is_within = |line: &&str| {
        let at = line.split_whitespace().next().and_then(|ms| ms.parse::<f64>().ok());
        at.is_some_and(|at| from <= at && at <= to)
    };
    lines.filter(is_within).filter(|line| is_shown(line)).fold(String::new(), |text, line| text + line + "\n")
}

fn operations(trace: &Trace) -> String {
    let shown = describe(trace);
    let lines = shown.lines().skip_while(|line| *line != "operations").skip(1);
    lines.fold(String::new(), |text, line| text + line + "\n")
}

/// The versions that each node has, and those that it keeps for others.
fn held(trace: &Trace, moment: &Moment) -> String {
    let names = Names::new(trace);
    let mut text = String::new();
    for (at, actor) in moment.actors().filter(|(at, _)| matches!(trace.actor(*at), Actor::Node(_))) {
        let running = match actor.running {
            Running::Off => " is off,",
            Running::Paused => " pauses,",
            Running::On => "",
        };
        let has = actor.versions.iter().map(|version| names.version(*version));
        let kept = |(whom, version): &(ActorAt, VersionAt)| {
            format!("{} for {}", names.version(*version), names.actor(*whom))
        };
        let has = has.collect::<Vec<_>>().join(", ");
        let kept = actor.hints.iter().map(kept).collect::<Vec<_>>().join(", ");
        let has = if has.is_empty() { "nothing" } else { has.as_str() };
        let kept = if kept.is_empty() { kept } else { format!("; keeps {kept}") };
        let _ = writeln!(text, "  {}{running} has {has}{kept}", names.actor(at));
    }
    text
}

fn state(trace: &Trace, ms: u64) -> String {
    let (moment, names) = (Moment::new(trace, ms * 1_000_000), Names::new(trace));
    if !trace.versions.is_empty() {
        return held(trace, &moment);
    }
    let several = moment.powers().count() > 1;
    let mut text = String::new();
    for (partition, _) in moment.powers() {
        for (node, replica) in moment.replicas(partition) {
            let role = match (moment.actor(node).map(|actor| actor.running), replica.role) {
                (Some(Running::Off), _) => "is off".into(),
                (Some(Running::Paused), _) => "pauses".into(),
                (_, Role::Leads { epoch }) => format!("leads in epoch {epoch}"),
                (_, Role::Follows) => "follows".into(),
                (_, Role::Idle) => "waits".into(),
            };
            let values = moment.values(trace, node, partition);
            let values = values.into_iter().map(|(key, value)| names.pair(key, Some(value)));
            let values = values.collect::<Vec<_>>().join(" ");
            let (head, persisted, applied) = (replica.log.head(), replica.persisted, replica.applied);
            let of = if several { format!(" of {partition}") } else { String::new() };
            let log = format!("log{of} {head}, on disk {persisted}, applied {applied}");
            let line = format!("  {} {role}, {log}: {values}", names.actor(node));
            let _ = writeln!(text, "{}", line.trim_end_matches([' ', ':']));
        }
    }
    text
}

/// What broke in full, and what was kept by name.
fn verdicts(trace: &Trace) -> String {
    let (mut text, mut kept) = (String::new(), Vec::new());
    for verdict in check::all(trace) {
        let name = verdict.rule.name();
        if verdict.breach.is_some() {
            let _ = writeln!(text, "  broken {name}: {}", verdict.sentence);
        } else {
            kept.push(name);
        }
    }
    let _ = writeln!(text, "  kept {}", kept.join(", "));
    text
}

fn lost(trace: &Trace) -> String {
    let names = Names::new(trace);
    let lost = check::lost(trace);
    if lost.is_empty() {
        return "  nothing\n".into();
    }
    lost.iter().fold(String::new(), |text, lost| text + "  " + &lost.sentence(&names) + "\n")
}
