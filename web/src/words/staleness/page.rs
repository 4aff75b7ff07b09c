//! What the page of stale reads says.

use super::{chance, ms, said::shown, visible};
use crate::words::{counted, quorum};
use quorate_core::{
    quorum::Quorum,
    staleness::{Ask, Estimate, Findings},
};

/// The share of reads of which the headline speaks, as in the paper's table 4.
pub const QUANTILE: f64 = 0.999;

/// What all of it leaves out.
pub const LEFT_OUT: &str = "As in the paper, no copy fails, no read repairs, and no write overtakes another; copies are alike, and no way depends on another. A read goes to all copies and takes the first R answers; a write goes to all copies and is acknowledged by the first W.";

/// "99.9 % of reads that begin 47.7 ms after the write was acknowledged see it."
pub fn headline(ask: Ask, findings: &Findings) -> String {
    if ask.r() + ask.w() > ask.n() {
        return "Every read that begins after the write was acknowledged sees it.".into();
    }
    format!("{}.", visible(QUANTILE, findings.visibility(QUANTILE).value))
}

/// What the overlap says, and how often a read at once misses the write.
pub fn second(ask: Ask, findings: &Findings) -> String {
    let Ok(chosen) = Quorum::new(ask.n(), ask.w(), ask.r()) else { return String::new() };
    let meeting = quorum::meeting(chosen);
    if chosen.is_strong() {
        return format!(
            "{meeting} of {}, so each read hears from a copy that has the write, however long messages take.",
            ask.n()
        );
    }
    format!("{meeting}. A write goes to all copies, though, and {}.", missed(findings))
}

/// Of reads that begin at once: "26.4 % of reads that begin at once miss it (26.1 % to 26.7 %)"
fn missed(findings: &Findings) -> String {
    let seen = findings.consistent_at(0.0);
    let miss = Estimate { p: 1.0 - seen.p, low: 1.0 - seen.high, high: 1.0 - seen.low };
    if seen.p >= 1.0 {
        let trials = counted(findings.trials().into());
        return format!(
            "of {trials} reads that begin at once none missed it (under {} do)",
            chance(miss.high)
        );
    }
    // Near none what is left of it is what counts.
    let said = |p: f64| if p < 0.01 { chance(p) } else { shown(p) };
    format!(
        "{} of reads that begin at once miss it ({} to {})",
        said(miss.p),
        said(miss.low),
        said(miss.high)
    )
}

/// The reader's instant above its slider: "A read begins 10 ms after the acknowledgement"
pub fn slider(after_ns: f64) -> String {
    format!("A read begins {} after the acknowledgement", ms(after_ns))
}

/// What it finds: "92.6 % see the write"
pub fn read_at(seen: Estimate) -> String {
    format!("{} see the write", shown(seen.p))
}

/// How far the trials are: "123,000 of 1,000,000 trials"
pub fn drawn(done: u32, of: u32) -> String {
    format!("{} of {} trials", counted(done.into()), counted(of.into()))
}

/// What is shown after the reader had enough.
pub fn partial(done: u32, of: u32) -> String {
    format!("Cancelled after {}: what they found is shown, within wider intervals.", drawn(done, of))
}

/// Where fewer trials are drawn than were asked for.
pub fn capped(asked: u32, drawn: u32) -> String {
    format!(
        "Of the {} trials asked for {} are drawn, which is the most for so many copies.",
        counted(asked.into()),
        counted(drawn.into())
    )
}

/// What k-staleness takes for granted.
pub fn closed_form(ask: Ask) -> String {
    let start = "A read returns one of the last k versions with this chance, in closed form (section 3.1 of the paper)";
    if ask.r() + ask.w() > ask.n() {
        return format!("{start}: the sets overlap, so it is certain.");
    }
    format!(
        "{start}: as if a write reached the W copies that acknowledge it and never the others. In truth it reaches them too, so reads fare better."
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use quorate_core::staleness::{Model, Sampling};

    fn findings(ask: Ask, model: Model) -> Findings {
        let mut sampling = Sampling::new(&model.legs(), ask, 1);
        sampling.advance(u32::MAX);
        sampling.finish()
    }

    fn ask(r: u32, w: u32) -> Ask {
        Ask::new(3, r, w, 100_000).unwrap()
    }

    fn plain(said: &str) -> String {
        said.replace('\u{202f}', " ")
    }

    #[test]
    fn a_quorum_that_overlaps_is_seen_by_every_read_and_one_that_does_not_by_a_share() {
        let both = ask(2, 2);
        let all = findings(both, Model::Wan);
        assert_eq!(headline(both, &all), "Every read that begins after the write was acknowledged sees it.");
        assert_eq!(
            second(both, &all),
            "W=R=2 overlap in 1 copy of 3, so each read hears from a copy that has the write, however long messages take."
        );
        let one = ask(1, 1);
        let some = findings(one, Model::LnkdSsd);
        let (head, rest) = (plain(&headline(one, &some)), plain(&second(one, &some)));
        assert_eq!(head, "99.9 % of reads that begin 2.02 ms after the write was acknowledged see it.");
        assert_eq!(
            rest,
            "W=R=1 need not overlap: a read may miss the last write, with random sets in 66.7 % of reads. A write goes to all copies, though, and 2.6 % of reads that begin at once miss it (2.5 % to 2.7 %)."
        );
        for said in [&head, &rest] {
            assert!(!said.contains("strong") && !said.contains("consisten"), "{said}");
        }
    }

    #[test]
    fn what_no_trial_showed_is_not_said_to_be_impossible() {
        let legs = quorate_core::staleness::Leg::new(
            &quorate_core::sim::Latency::Constant(1_000_000),
            quorate_core::sim::Route::default(),
        );
        let one = Ask::new(3, 1, 1, 1_000).unwrap();
        let mut sampling = Sampling::new(&quorate_core::staleness::Legs::all(&legs), one, 1);
        sampling.advance(u32::MAX);
        let found = sampling.finish();
        assert!(
            plain(&second(one, &found))
                .ends_with("of 1,000 reads that begin at once none missed it (under 0.383 % do)."),
            "{}",
            second(one, &found)
        );
        assert!(headline(one, &found).starts_with("At least 99.9"));
    }

    #[test]
    fn progress_and_limits_are_said_in_numbers() {
        assert_eq!(drawn(123_000, 1_000_000), "123,000 of 1,000,000 trials");
        assert!(partial(1, 2).starts_with("Cancelled after 1 of 2 trials"));
        assert!(
            capped(10_000_000, 1_000_000)
                .starts_with("Of the 10,000,000 trials asked for 1,000,000 are drawn")
        );
        assert!(
            closed_form(ask(1, 1)).ends_with("reads fare better.")
                && closed_form(ask(2, 2)).ends_with("certain.")
        );
    }
}
