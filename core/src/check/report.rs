use super::{Fates, Lost, Verdict, all, fates};
use crate::trace::{Names, Trace, describe, time_text};
use alloc::{
    format,
    string::{String, ToString},
};
use core::fmt::Write;

/// A run as plain text with what is said of it: events, operations, verdicts, and every write that is lost or dropped.
/// What files of stories hold.
pub fn report(trace: &Trace) -> String {
    let names = Names::new(trace);
    let mut text = describe(trace);
    text += "verdicts\n";
    for verdict in all(trace) {
        let _ = writeln!(text, "  {}", line(&verdict));
    }
    let Fates { lost, dropped } = fates(trace);
    text += &list(&names, "lost", &lost);
    text += &list(&names, "dropped", &dropped);
    text
}

fn line(verdict: &Verdict) -> String {
    let name = verdict.rule.name();
    let state =
        verdict.breach.map_or("kept".to_string(), |breach| format!("BROKEN at {}", time_text(breach.at_ns)));
    format!("{name:<17}  {state}: {}", verdict.sentence)
}

fn list(names: &Names, title: &str, gone: &[Lost]) -> String {
    if gone.is_empty() {
        return String::new();
    }
    let lines = gone.iter().map(|gone| format!("  {}\n", gone.sentence(names)));
    format!("{title}\n{}", lines.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::{What, stage::Stage};

    #[test]
    fn a_report_ends_with_verdicts_and_what_is_gone() {
        let mut stage = Stage::new(1, 2);
        let op = stage.lead(1, 1, 0).at(2).put("x", "1");
        stage.take(1, 1, op).persist(1, 1).at(3).ack_done(1, 1, op);
        let open = stage.at(4).put("x", "2");
        stage.take(1, 2, open).at(5).on(1, What::Killed).at(9).lead(2, 2, 0);
        let report = report(&stage.trace());
        let (_, end) = report.split_once("verdicts\n").expect("verdicts");
        assert_eq!(
            end,
            "  \
  acknowledged-kept  BROKEN at 9 ms: w1 (put x=1) was acknowledged at 3 ms and is lost: n2, which leads since 9 ms, does not have it.
  one-writer         kept: In each epoch one node at a time took writes.
  fresh-reads        kept: Every read saw all writes of its key that were done before it began.
  read-your-writes   kept: Every client read what it had written, or later.
  monotonic-reads    kept: No client read older data than it had read before.
  consistent-prefix  kept: Whoever read a write also saw what came before it.
  same-data          kept: Replicas that applied the same entry have the same data.
  converged          kept: At the end all replicas that are on have the same data.
lost
  w1 (put x=1) was acknowledged at 3 ms and is lost: n2, which leads since 9 ms, does not have it.
dropped
  w2 (put x=2) was never acknowledged and is gone: n1 had it last, until 5 ms.
"
        );
    }
}
