use super::{Breach, Rule, Verdict, facts::Facts};
use alloc::{format, string::String, vec::Vec};

/// How many more lost writes a sentence names.
const NAMED: usize = 3;

/// Whether no acknowledged write is lost: see [`Fates`](super::Fates).
pub(super) fn judge(facts: &Facts) -> Verdict {
    let rule = Rule::AcknowledgedKept;
    let lost = &facts.fates.lost;
    let Some(first) = lost.first() else { return Verdict::kept(rule, "No acknowledged write is lost.") };
    let breach = Breach { at_ns: first.at_ns, event: first.event, op: Some(first.op) };
    let others: Vec<String> = lost.iter().skip(1).map(|gone| facts.names.op(gone.op)).collect();
    let sentence = first.sentence(&facts.names);
    let sentence = match others.as_slice() {
        [] => sentence,
        [one] => format!("{sentence} So is {one}."),
        few if few.len() <= NAMED => format!("{sentence} So are {}.", listed(few)),
        many => format!("{sentence} So are {} more.", many.len()),
    };
    Verdict::broken(rule, breach, sentence)
}

/// "w3, w4 and w5".
pub(super) fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
