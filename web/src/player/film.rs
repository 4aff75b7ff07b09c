use super::marks::{self, Mark};
use crate::{
    picture::sequence::{Lane, Spans},
    words,
};
use quorate_core::{
    check::{self, Verdict},
    run::{Course, Run},
    trace::{Event, Trace, What},
};

/// What is read of all modes of a run once, so that showing another instant costs little.
#[derive(Clone, Debug)]
pub struct Film {
    run: Run,
    reels: Vec<Reel>,
    /// The instants at which anything happens, but for upkeep.
    steps: Vec<u64>,
    marks: Vec<Mark>,
    /// What is spoken: who leads, who dies, what breaks, and since when.
    news: Vec<(u64, String)>,
}

/// The same of one mode.
#[derive(Clone, Debug)]
struct Reel {
    title: String,
    subtitle: String,
    spans: Spans,
    verdicts: Vec<Verdict>,
}

impl Film {
    /// Reads a run; in words why it has no course. None where no time is shown.
    pub fn new(run: &Run) -> Option<Result<Self, String>> {
        let courses = match run.courses()?.all() {
            Ok(courses) => courses,
            Err(why) => return Some(Err(why.to_string())),
        };
        let titles = words::time::titles(run.scenario());
        let reel = |(course, (title, subtitle)): (&Course, (String, String))| Reel {
            title,
            subtitle,
            spans: Spans::new(course.trace()),
            verdicts: check::all(course.trace()),
        };
        let reels: Vec<Reel> = courses.iter().zip(titles).map(reel).collect();
        let script = run.scenario().experiment().script();
        let each = || courses.iter().map(Course::trace).zip(&reels);
        let marks = each().flat_map(|(trace, reel)| marks::of(trace, &reel.spans, script, &reel.verdicts));
        let news = each().flat_map(|(trace, reel)| news(trace, reel, courses.len() > 1));
        Some(Ok(Film {
            steps: steps(courses),
            marks: in_order(marks.collect()),
            news: spoken(news.collect()),
            run: run.clone(),
            reels,
        }))
    }

    /// The run.
    pub const fn run(&self) -> &Run {
        &self.run
    }

    /// The courses, mode by mode.
    pub fn courses(&self) -> &[Course] {
        self.run.courses().and_then(|courses| courses.all().ok()).unwrap_or_default()
    }

    /// What happened in a mode.
    pub fn trace(&self, mode: usize) -> Option<&Trace> {
        self.courses().get(mode).map(Course::trace)
    }

    /// What lasts in a mode.
    pub fn spans(&self, mode: usize) -> Option<&Spans> {
        self.reels.get(mode).map(|reel| &reel.spans)
    }

    /// What the checkers say of a mode.
    pub fn verdicts(&self, mode: usize) -> &[Verdict] {
        self.reels.get(mode).map_or(&[], |reel| &reel.verdicts)
    }

    /// What a mode is called, and whom it waits for.
    pub fn title(&self, mode: usize) -> (&str, &str) {
        self.reels.get(mode).map_or(("", ""), |reel| (&reel.title, &reel.subtitle))
    }

    /// How many modes there are.
    pub fn modes(&self) -> usize {
        self.reels.len()
    }

    /// The modes as a picture has them.
    pub fn lanes(&self) -> Vec<Lane<'_>> {
        let pairs = self.courses().iter().zip(&self.reels);
        pairs
            .map(|(course, reel)| Lane {
                title: reel.title.clone(),
                subtitle: reel.subtitle.clone(),
                trace: course.trace(),
                spans: &reel.spans,
            })
            .collect()
    }

    /// When the run ends, ns.
    pub fn until_ns(&self) -> u64 {
        self.run.scenario().experiment().until_ns()
    }

    /// The instants at which anything happens, but for upkeep, ns.
    pub fn steps(&self) -> &[u64] {
        &self.steps
    }

    /// The step after an instant, ns; the end after the last.
    pub fn next_step(&self, at_ns: u64) -> u64 {
        after(&self.steps, at_ns, |step| *step).unwrap_or_else(|| self.until_ns())
    }

    /// The step before an instant, ns; the start before the first.
    pub fn last_step(&self, at_ns: u64) -> u64 {
        before(&self.steps, at_ns, |step| *step).unwrap_or(0)
    }

    /// The last step by an instant, ns: until the next nothing changes but how far messages have come.
    pub fn step_at(&self, at_ns: u64) -> u64 {
        self.last_step(at_ns.saturating_add(1))
    }

    /// What is marked, by time.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// The mark after an instant, ns; the end after the last.
    pub fn next_mark(&self, at_ns: u64) -> u64 {
        after(&self.marks, at_ns, |mark| mark.at_ns).unwrap_or_else(|| self.until_ns())
    }

    /// The mark before an instant, ns; the start before the first.
    pub fn last_mark(&self, at_ns: u64) -> u64 {
        before(&self.marks, at_ns, |mark| mark.at_ns).unwrap_or(0)
    }

    /// "35 ms: n1 dies"; what is marked in the grain before an instant belongs to it.
    pub fn said(&self, at_ns: u64) -> String {
        let from_ns = at_ns.saturating_sub(super::grain_ns(self.until_ns()).saturating_sub(1));
        let first = self.marks.partition_point(|mark| mark.at_ns < from_ns);
        let here = self.marks[first..].iter().take_while(|mark| mark.at_ns <= at_ns);
        let said: Vec<&str> = here.map(|mark| mark.said.as_str()).filter(|said| !said.is_empty()).collect();
        let instant = words::time::instant(at_ns);
        if said.is_empty() { instant } else { format!("{instant}: {}", said.join(", ")) }
    }

    /// What was last spoken of at an instant: who leads, who died, what broke. Empty before the first.
    pub fn news(&self, at_ns: u64) -> &str {
        let known = self.news.partition_point(|(since_ns, _)| *since_ns <= at_ns);
        known.checked_sub(1).and_then(|last| self.news.get(last)).map_or("", |(_, said)| said)
    }

    /// The breaches of all modes up to an instant: the mode, and its verdict.
    pub fn broken(&self, until_ns: u64) -> impl Iterator<Item = (usize, &Verdict)> {
        let each = self.reels.iter().enumerate();
        each.flat_map(|(mode, reel)| reel.verdicts.iter().map(move |verdict| (mode, verdict)))
            .filter(move |(_, verdict)| verdict.breach.is_some_and(|breach| breach.at_ns <= until_ns))
    }
}

fn after<T>(all: &[T], at_ns: u64, time: impl Fn(&T) -> u64) -> Option<u64> {
    all.get(all.partition_point(|one| time(one) <= at_ns)).map(time)
}

fn before<T>(all: &[T], at_ns: u64, time: impl Fn(&T) -> u64) -> Option<u64> {
    let behind = all.partition_point(|one| time(one) < at_ns);
    behind.checked_sub(1).and_then(|last| all.get(last)).map(time)
}

/// Whether an event is a step of the player: what only keeps the cluster going is none.
fn is_step(trace: &Trace, event: &Event) -> bool {
    match event.what {
        What::Sent(at) | What::Arrived(at) | What::Lost(at) => !trace.message(at).topic.is_upkeep(),
        _ => true,
    }
}

fn steps(courses: &[Course]) -> Vec<u64> {
    let of = |course: &Course| -> Vec<u64> {
        let trace = course.trace();
        trace.events.iter().filter(|event| is_step(trace, event)).map(|event| event.at_ns).collect()
    };
    let mut steps: Vec<u64> = courses.iter().flat_map(of).collect();
    steps.sort_unstable();
    steps.dedup();
    steps
}

/// By time, the same of several modes once.
fn in_order(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort_by(|a, b| (a.at_ns, b.kind, &a.said).cmp(&(b.at_ns, a.kind, &b.said)));
    marks.dedup();
    marks
}

/// What is spoken of a mode: role changes and verdicts, and nothing else.
fn news(trace: &Trace, reel: &Reel, is_one_of_many: bool) -> Vec<(u64, String)> {
    let titled = |said: String| if is_one_of_many { format!("{}: {said}", reel.title) } else { said };
    let roles = trace.events.iter().filter(|event| event.at_ns > 0).filter_map(|event| {
        let said = match event.what {
            What::StepsDown { .. } | What::Sloppy { .. } | What::Short { .. } => {
                words::time::event(trace, &reel.spans, event)
            }
            _ => words::time::mark(trace, event)?,
        };
        Some((event.at_ns, format!("{said}.")))
    });
    let broken = reel
        .verdicts
        .iter()
        .filter_map(|verdict| Some((verdict.breach?.at_ns, titled(verdict.sentence.clone()))));
    roles.chain(broken).collect()
}

/// By time; what happens at one instant is spoken together, and the same of several modes once.
fn spoken(mut news: Vec<(u64, String)>) -> Vec<(u64, String)> {
    news.sort_by_key(|(at_ns, _)| *at_ns);
    news.dedup();
    let mut spoken: Vec<(u64, String)> = Vec::new();
    for (at_ns, said) in news {
        match spoken.last_mut() {
            Some((last_ns, whole)) if *last_ns == at_ns => {
                if !whole.contains(&said) {
                    whole.push(' ');
                    whole.push_str(&said);
                }
            }
            _ => spoken.push((at_ns, said)),
        }
    }
    spoken
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::player::Kind;
    use quorate_core::scenario::parse;

    const MS: u64 = 1_000_000;
    /// Three writes, and the leader dies; three modes.
    pub(in crate::player) const CRASH: &str = "v=1&nodes=3&repl=leader&show=time&ack=async&ack2=semi.1&ack3=sync&ship=12ms&ship2=0&ship3=0&link=all.const.4ms_c1.n1.const.3ms_n1.n3.const.9ms&disk=all.3ms&beat=5ms&detect=timeout.8ms&until=80ms&do=2.put.x.1_13.put.x.2_23.put.x.3_35.kill.n1";

    pub(in crate::player) fn film(address: &str) -> Film {
        let parsed = parse(address);
        assert!(parsed.problems.is_empty(), "{:?}", parsed.problems);
        Film::new(&Run::new(parsed.scenario)).expect("time").expect("a course")
    }

    #[test]
    fn steps_go_from_event_to_event_and_heartbeats_are_none() {
        let film = film(CRASH);
        let steps = film.steps();
        assert!(steps.is_sorted_by(|a, b| a < b));
        assert_eq!(film.next_step(0), 2 * MS, "the first write, though heartbeats come at 5 ms");
        assert!(steps.contains(&(35 * MS)));
        let mut at_ns = film.until_ns();
        let mut count = 0;
        while at_ns > 0 {
            at_ns = film.last_step(at_ns);
            count += 1;
        }
        assert!((steps.len()..=steps.len() + 1).contains(&count), "{count}");
        assert_eq!(film.next_step(film.until_ns()), film.until_ns());
    }

    #[test]
    fn writes_deaths_leaders_and_broken_promises_are_marked() {
        let film = film(CRASH);
        let said: Vec<&str> = film.marks().iter().map(|mark| mark.said.as_str()).collect();
        for word in ["w1", "w2", "w3", "n1 dies", "n2 leads", "w3 is lost"] {
            assert_eq!(said.iter().filter(|said| **said == word).count(), 1, "{word}: {said:?}");
        }
        let lost = film.marks().iter().find(|mark| mark.kind == Kind::Broken).expect("w3");
        assert_eq!(lost.said, "w3 is lost");
        assert_eq!(film.said(35 * MS).replace('\u{202f}', " "), "35 ms: n1 dies");
        assert_eq!(film.next_mark(23 * MS + 1).min(35 * MS), film.next_mark(23 * MS + 1));
    }

    #[test]
    fn only_role_changes_and_verdicts_are_spoken() {
        let film = film(CRASH);
        assert_eq!(film.news(34 * MS), "");
        assert_eq!(film.news(35 * MS), "n1 dies.");
        let last = film.news(film.until_ns());
        assert!(last.contains("n2 leads.") && last.contains("Asynchronous: w3"), "{last}");
    }

    #[test]
    fn modes_that_wait_alike_are_told_apart() {
        let film = film("v=1&nodes=3&repl=leader&show=time&ack2=async&ship=0&ship2=12ms&do=2.put.x.1");
        assert_ne!(film.title(0).0, film.title(1).0);
    }

    #[test]
    fn there_is_no_film_where_no_time_is_shown() {
        assert!(Film::new(&Run::new(parse("v=1&s=ring").scenario)).is_none());
    }
}
