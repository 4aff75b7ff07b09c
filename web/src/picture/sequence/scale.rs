use super::{Lane, View};
use crate::words::time::Unit;
use quorate_core::{
    base::IdSet,
    trace::{Message, Outcome, What},
};

/// Which height an instant has.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Scale {
    pub(super) view: View,
    /// The height of the first instant.
    pub(super) top: f64,
    /// In a flat picture the instants that have a row of their own, and the how-many-eth of that instant it is.
    rows: Option<Vec<(u64, u32)>>,
}

/// The least and the largest height of a row of a flat picture.
const ROW: (f64, f64) = (25.0, 34.0);
/// The rows above the first and below the last together.
const ENDS: f64 = 2.2;
/// A flat picture with more rows would be a scroll.
const MOST_ROWS: usize = 400;
/// The least distance of two rules.
const RULE: f64 = 48.0;
const S: u64 = 1_000_000_000;
/// Steps beyond a second, in seconds.
const LONG: [u64; 19] = [
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 864_000,
];

impl Scale {
    pub(super) fn new(view: View, top: f64, rows: Option<Vec<(u64, u32)>>) -> Self {
        let to_ns = view.to_ns.max(view.from_ns.saturating_add(1));
        let mut view = View { to_ns, ..view };
        if let Some(rows) = &rows {
            let row = crate::words::within(view.height / rows.len().max(1) as f64, ROW.0, ROW.1);
            view.height = row * (rows.len() as f64 + ENDS);
        }
        Scale { view, top, rows }
    }

    /// The lower edge.
    pub(super) fn bottom(&self) -> f64 {
        self.top + self.view.height
    }

    /// Whether every step is as high as every other.
    pub(super) const fn is_flat(&self) -> bool {
        self.rows.is_some()
    }

    /// Pixels of a row; of a true scale nothing.
    fn row(&self, rows: usize) -> f64 {
        self.view.height / (rows as f64 + ENDS)
    }

    /// The height of an instant, in pixels from above; one outside of the view has that of the nearest within.
    pub(super) fn y(&self, at_ns: u64) -> f64 {
        let at_ns = at_ns.clamp(self.view.from_ns, self.view.to_ns);
        if let Some(rows) = &self.rows {
            let row = rows.partition_point(|(ns, _)| *ns < at_ns);
            let is_own = rows.get(row).is_some_and(|(ns, _)| *ns == at_ns);
            let place = row as f64 + if is_own { 1.0 } else { 0.5 };
            // What is after the last row is at the foot.
            let place = if row == rows.len() { place.max(row as f64 + ENDS) } else { place };
            return self.top + self.row(rows.len()) * place.min(rows.len() as f64 + ENDS);
        }
        self.top + self.share(at_ns) * self.view.height
    }

    /// The height of an instant of a true scale, also outside of the view.
    pub(super) fn height_of(&self, at_ns: f64) -> f64 {
        let length = (self.view.to_ns - self.view.from_ns) as f64;
        self.top + (at_ns - self.view.from_ns as f64) / length * self.view.height
    }

    /// The row of a message: the how-many-eth of its instant in its lane it is.
    pub(super) fn row_of(&self, sent_ns: u64, nth: u32) -> Option<f64> {
        let rows = self.rows.as_ref()?;
        let row = rows.partition_point(|known| *known < (sent_ns, nth));
        Some(self.top + self.row(rows.len()) * (row as f64 + 1.0))
    }

    fn share(&self, at_ns: u64) -> f64 {
        (at_ns - self.view.from_ns) as f64 / (self.view.to_ns - self.view.from_ns) as f64
    }

    /// The instants with a rule, and their unit.
    pub(super) fn rules(&self) -> (Unit, Vec<u64>) {
        let length = self.view.to_ns - self.view.from_ns;
        let least = (length as f64 / (self.view.height / RULE).max(1.0)) as u64;
        let step = round_step(least.max(1));
        let first = self.view.from_ns.next_multiple_of(step);
        let count = (self.view.to_ns.saturating_sub(first)) / step;
        let unit = Unit::of(step);
        (
            unit,
            (0..=count.min(1_000)).map(|at| first + at * step).filter(|at| *at <= self.view.to_ns).collect(),
        )
    }
}

/// The least round step that is not shorter: 1, 2 or 5 of a power of ten up to a second, then parts of minutes, hours, days.
pub(crate) fn round_step(least_ns: u64) -> u64 {
    let mut power = 1;
    while power < S {
        for digit in [1, 2, 5] {
            if power * digit >= least_ns {
                return power * digit;
            }
        }
        power *= 10;
    }
    LONG.iter().map(|seconds| seconds * S).find(|step| *step >= least_ns).unwrap_or(least_ns)
}

/// The rows of a flat picture: a row for each message of a lane, and one for each instant at which something else is drawn.
/// None where there are too many.
pub(super) fn flat_rows(
    lanes: &[Lane<'_>],
    view: View,
    is_shown: impl Fn(&Message) -> bool,
) -> Option<Vec<(u64, u32)>> {
    let mut rows = IdSet::default();
    for lane in lanes {
        let mut last = (u64::MAX, 0);
        let first = lane.trace.messages.partition_point(|message| message.sent_ns < view.from_ns);
        let sent = lane.trace.messages[first..].iter().take_while(|message| message.sent_ns <= view.to_ns);
        for message in sent.filter(|message| is_shown(message)) {
            last = if last.0 == message.sent_ns { (last.0, last.1 + 1) } else { (message.sent_ns, 0) };
            rows.insert(last, ());
            if rows.len() > MOST_ROWS {
                return None;
            }
        }
        let events = &lane.trace.events;
        let first = events.partition_point(|event| event.at_ns < view.from_ns);
        for event in events[first..].iter().take_while(|event| event.at_ns <= view.to_ns) {
            let has_row = match event.what {
                What::Persisted { .. } | What::Killed | What::Crashed | What::Leads { .. } => event.at_ns > 0,
                What::Returned(op) => lane.trace.operation(op).outcome == Outcome::Ok,
                _ => false,
            };
            if has_row {
                rows.insert((event.at_ns, 0), ());
                if rows.len() > MOST_ROWS {
                    return None;
                }
            }
        }
    }
    Some(rows.ids().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round_from_nanoseconds_to_days() {
        let said = [1, 3, 60_000, 5_600_000, 700_000_000, S + 1, 7 * S, 40 * S, 4_000 * S].map(round_step);
        let s = |seconds| seconds * S;
        assert_eq!(said, [1, 5, 100_000, 10_000_000, s(1), s(2), s(10), s(60), s(7_200)]);
    }

    #[test]
    fn any_span_has_a_few_rules_with_short_numbers() {
        for to_ns in [100_000, 56_000_000, 3 * S, 777 * S, 86_400 * S] {
            let view = View { from_ns: 0, to_ns, height: 480.0 };
            let scale = Scale { view, top: 0.0, rows: None };
            let (unit, rules) = scale.rules();
            assert!((4..=11).contains(&rules.len()), "{to_ns}: {}", rules.len());
            assert!(rules.iter().all(|at| unit.number(*at, 0).len() <= 5), "{to_ns}: {unit:?}");
        }
    }
}
