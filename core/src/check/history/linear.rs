use super::{
    History, HistoryNames,
    merge::merged,
    part::{Part, Work},
    search::{Found, by_search},
    sentence,
    witness::shortest,
    zones::by_zones,
};
use crate::trace::TextAt;
use alloc::{string::String, vec::Vec};

/// Whether a history is linearizable, and how that can be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linear {
    /// What shows it.
    pub proof: Proof,
    /// In one sentence.
    pub sentence: String,
}

/// What shows whether a history is linearizable. Operations are places in the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// It is: done one by one in this order, all answers are right. What failed is not there, nor reads of which nothing
    /// is known, nor what may have happened and need not have.
    Order(Vec<u32>),
    /// It is not: no order explains these operations, whatever else was done. By themselves they cannot be explained
    /// either, nor can any history that has them.
    Witness {
        /// In the order in which they began.
        operations: Vec<u32>,
        /// The key that they are of.
        key: Option<TextAt>,
        /// Whether none can be left out: a write with those that read what only it wrote, anything else by itself. False
        /// where the limit of steps was reached before that was known.
        is_shortest: bool,
    },
    /// A limit was reached: [`HISTORY_STEPS`](crate::base::limit::HISTORY_STEPS) or
    /// [`HISTORY_BYTES`](crate::base::limit::HISTORY_BYTES).
    Undecided,
}

impl Linear {
    /// Whether it is linearizable; none if that was not decided.
    pub const fn is_ok(&self) -> Option<bool> {
        match self.proof {
            Proof::Order(_) => Some(true),
            Proof::Witness { .. } => Some(false),
            Proof::Undecided => None,
        }
    }
}

/// Whether a history is linearizable, each key alone.
pub fn linearizable(history: &History) -> Linear {
    let mut work = Work::new(history);
    let (mut orders, mut is_undecided) = (Vec::new(), false);
    for (key, places) in by_key(history) {
        let part = Part::new(history, &places);
        let places = |entries: &[u32]| -> Vec<u32> {
            entries.iter().filter_map(|entry| Some(part.entries.get(*entry as usize)?.at)).collect()
        };
        match solved(&part, &mut work) {
            Found::Order(entries) => orders.push(places(&entries)),
            Found::TooLong => is_undecided = true,
            Found::Stuck(suspects) => {
                let (entries, is_shortest) = shortest(&part, &suspects, &mut work);
                let mut operations = places(&entries);
                let start = |at: &u32| history.operations().get(*at as usize).map_or(0, |op| op.start);
                operations.sort_unstable_by_key(|at| (start(at), *at));
                let sentence = sentence::of_witness(history, &operations);
                return Linear { proof: Proof::Witness { operations, key, is_shortest }, sentence };
            }
        }
    }
    if is_undecided {
        return Linear { proof: Proof::Undecided, sentence: sentence::undecided() };
    }
    let order = merged(history, &orders);
    Linear { sentence: sentence::of_order(&HistoryNames::new(history), &order), proof: Proof::Order(order) }
}

/// The least time by which reads must be allowed to have begun earlier so that a history is linearizable, in the clock of the
/// history: its Δ (Golab, Li and Shah, Analyzing Consistency Properties for Fun and Profit, PODC 2011). 0 of one that is
/// linearizable; none where no time is enough, or that was not decided.
pub fn least_delta(history: &History) -> Option<u64> {
    let most = history.operations().iter().map(|op| op.start).max().unwrap_or(0);
    let (mut low, mut high) = (0, most);
    if !is_explained(&history.earlier(most))? {
        return None;
    }
    while low < high {
        let middle = low + (high - low) / 2;
        if is_explained(&history.earlier(middle))? {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(low)
}

/// Whether a history is linearizable, without a proof; none if that was not decided.
fn is_explained(history: &History) -> Option<bool> {
    let mut work = Work::new(history);
    for (_, places) in by_key(history) {
        match solved(&Part::new(history, &places), &mut work) {
            Found::Order(_) => {}
            Found::Stuck(_) => return Some(false),
            Found::TooLong => return None,
        }
    }
    Some(true)
}

/// The places of the operations of each key. Those of a key that nobody knows may be of any.
pub(super) fn by_key(history: &History) -> Vec<(Option<TextAt>, Vec<u32>)> {
    let mut places: Vec<(TextAt, u32)> = Vec::new();
    let mut anywhere = Vec::new();
    for (at, operation) in (0..).zip(history.operations()) {
        match operation.key {
            Some(key) => places.push((key, at)),
            None => anywhere.push(at),
        }
    }
    places.sort_unstable();
    let of_key = |group: &[(TextAt, u32)]| {
        let key = group.first().map(|(key, _)| *key);
        (key, group.iter().map(|(_, at)| *at).chain(anywhere.iter().copied()).collect())
    };
    places.chunk_by(|a, b| a.0 == b.0).map(of_key).collect()
}

/// An order that explains a part, or that there is none.
pub(super) fn solved(part: &Part, work: &mut Work) -> Found {
    by_zones(part).unwrap_or_else(|| by_search(part, work))
}
