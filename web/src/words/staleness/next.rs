//! What is worth trying next.

use super::label;
use crate::words::quorum;
use quorate_core::{
    quorum::Quorum,
    scenario::{Edit, Rule, WarsKind},
};

/// Acts whose result is worth seeing, and what they do: one copy more for reads and for writes where they need not overlap,
/// else the fewest copies; and another model.
pub fn next(kind: WarsKind, now: Quorum) -> Vec<(String, Vec<Edit>)> {
    let (n, w, r) = (now.n(), now.w(), now.r());
    let counts = if now.is_strong() { vec![(1, 1), (1, n)] } else { vec![(w, r + 1), (w + 1, r)] };
    let mut found = Vec::new();
    for to in counts.into_iter().filter_map(|(w, r)| Quorum::new(n, w, r).ok()) {
        if to != now && found.iter().all(|(known, _)| *known != to) {
            found.push((
                to,
                vec![Edit::Rule(0, Rule::WriteCount(to.w())), Edit::Rule(0, Rule::ReadCount(to.r()))],
            ));
        }
    }
    let mut acts: Vec<_> = found.into_iter().map(|(to, edits)| (quorum::take(to), edits)).collect();
    let model = other(kind);
    acts.push((format!("Take {}", label(model)), vec![Edit::Wars(Some(model))]));
    acts
}

/// Disks after all else, and after disks what has none.
fn other(kind: WarsKind) -> WarsKind {
    if kind == WarsKind::LnkdDisk { WarsKind::LnkdSsd } else { WarsKind::LnkdDisk }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_act_leads_to_where_one_is_and_each_can_be_done() {
        for n in 1..=5 {
            for (w, r) in (1..=n).flat_map(|w| (1..=n).map(move |r| (w, r))) {
                let now = Quorum::new(n, w, r).unwrap();
                let acts = next(WarsKind::Wan, now);
                assert!((1..=3).contains(&acts.len()), "{now:?}");
                let here = quorum::take(now);
                assert!(acts.iter().all(|(label, edits)| *label != here && !edits.is_empty()), "{acts:?}");
            }
        }
    }

    #[test]
    fn a_quorum_that_may_miss_is_offered_one_copy_more_and_one_that_may_not_the_fewest() {
        let labels = |w, r| {
            let acts = next(WarsKind::LnkdDisk, Quorum::new(3, w, r).unwrap());
            acts.into_iter().map(|(label, _)| label).collect::<Vec<_>>()
        };
        let ssd = "Take LNKD-SSD: LinkedIn on SSDs";
        assert_eq!(labels(1, 1), ["Take W=1, R=2", "Take W=2, R=1", ssd]);
        assert_eq!(labels(2, 2), ["Take W=1, R=1", "Take W=1, R=3", ssd]);
    }
}
