use super::rule::{Judge, Rule};

/// One node's watch over another: what [`Detector::start`](super::Detector::start) makes.
///
/// Invariants: it never suspects at an instant at which it heard; once it suspects it goes on until it hears; phi falls only
/// by hearing. It holds at most [`limit::PHI_WINDOW`](crate::base::limit::PHI_WINDOW) intervals.
#[derive(Clone, Debug, PartialEq)]
pub struct Watch {
    heard_ns: u64,
    rule: Rule,
    /// When suspicion begins if nothing more is heard.
    suspects_at: Option<u64>,
}

impl Watch {
    pub(super) fn new(now_ns: u64, rule: Rule) -> Self {
        let mut watch = Watch { heard_ns: now_ns, rule, suspects_at: None };
        watch.look_ahead();
        watch
    }

    /// A heartbeat arrives. Instants never go back: one before the last counts as the last.
    pub fn heard(&mut self, now_ns: u64) {
        let silence_ns = now_ns.saturating_sub(self.heard_ns);
        if let Some(judge) = self.rule.judge_mut() {
            judge.heard(silence_ns);
        }
        self.heard_ns = self.heard_ns.max(now_ns);
        self.look_ahead();
    }

    /// How suspect the silence is at an instant if nothing was heard after the last heartbeat: from 0 up, and never less
    /// later. Of a timeout the share of it that has passed; 0 for ever of a watch that never suspects.
    pub fn phi(&self, now_ns: u64) -> f64 {
        self.rule.judge().map_or(0.0, |judge| judge.phi(now_ns.saturating_sub(self.heard_ns)))
    }

    /// The phi at which suspicion begins: 1 of a timeout. None if it never does.
    pub fn threshold(&self) -> Option<f64> {
        self.rule.judge().map(Judge::threshold)
    }

    /// The first instant, ns, at which it suspects if nothing more is heard. None if it never does.
    pub fn suspects_at(&self) -> Option<u64> {
        self.suspects_at
    }

    /// Whether it suspects at an instant, if nothing was heard after the last heartbeat.
    pub fn suspects(&self, now_ns: u64) -> bool {
        self.suspects_at.is_some_and(|at| at <= now_ns)
    }

    /// When it last heard, or began, ns.
    pub fn heard_at(&self) -> u64 {
        self.heard_ns
    }

    fn look_ahead(&mut self) {
        let after = self.rule.judge().and_then(Judge::suspects_after);
        // The instant of a heartbeat is never suspect, however low the threshold.
        self.suspects_at = after.map(|after| self.heard_ns.saturating_add(after.max(1)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::Detector;
    use alloc::vec::Vec;
    use proptest::prelude::*;

    const MS: u64 = 1_000_000;

    #[test]
    fn a_timeout_suspects_when_it_has_passed_and_trusts_again() {
        let mut watch = Detector::Timeout(300 * MS).start(50 * MS, 100 * MS);
        assert_eq!(watch.suspects_at(), Some(350 * MS));
        assert!(!watch.suspects(350 * MS - 1) && watch.suspects(350 * MS));
        watch.heard(400 * MS);
        assert_eq!((watch.suspects_at(), watch.heard_at()), (Some(700 * MS), 400 * MS));
        assert!((watch.phi(550 * MS) - 0.5).abs() < 1e-15);
    }

    #[test]
    fn who_never_suspects_never_does() {
        let mut watch = Detector::None.start(0, MS);
        watch.heard(5);
        assert_eq!((watch.suspects_at(), watch.threshold(), watch.suspects(u64::MAX)), (None, None, false));
        assert!(watch.phi(u64::MAX) <= 0.0);
    }

    #[test]
    fn instants_of_suspicion_are_pinned() {
        let starts = [Detector::PhiExponential(800), Detector::PhiNormal(800), Detector::PhiLogistic(800)];
        let found = starts.map(|detector| {
            let mut watch = detector.start(0, 100 * MS);
            let first = watch.suspects_at();
            for beat in 1..=50 {
                watch.heard(100 * MS * beat + beat * beat % 7 * MS);
            }
            [first, watch.suspects_at()].map(Option::unwrap)
        });
        assert_eq!(
            found,
            [[3_684_136_149, 6_879_548_247], [240_300_032, 5_130_623_032], [530_649_667, 5_453_279_098]]
        );
    }

    fn detectors() -> impl Strategy<Value = Detector> {
        let phi = 1..=10_000_u32;
        prop_oneof![
            (1..u64::pow(10, 10)).prop_map(Detector::Timeout),
            phi.clone().prop_map(Detector::PhiExponential),
            phi.clone().prop_map(Detector::PhiNormal),
            phi.prop_map(Detector::PhiLogistic),
        ]
    }

    /// Whether the rule's own words call this phi suspect: Cassandra alone asks for more than the threshold.
    fn is_over(detector: Detector, watch: &Watch, at: u64) -> bool {
        let (phi, threshold) = (watch.phi(at), watch.threshold().unwrap());
        if matches!(detector, Detector::PhiExponential(_)) { phi > threshold } else { phi >= threshold }
    }

    proptest! {
        #[test]
        fn suspicion_begins_at_the_very_ns_at_which_phi_reaches_the_threshold(
            detector in detectors(),
            beat in 1..u64::pow(10, 10),
            intervals in proptest::collection::vec(0..u64::pow(10, 10), 0..40),
        ) {
            let mut watch = detector.start(1_000, beat);
            let mut now = 1_000;
            for interval in intervals {
                now += interval;
                watch.heard(now);
            }
            let at = watch.suspects_at().unwrap();
            prop_assert!(at > now);
            prop_assert!(is_over(detector, &watch, at));
            prop_assert!(at == now + 1 || !is_over(detector, &watch, at - 1));
        }

        #[test]
        fn phi_never_falls_while_nothing_is_heard(
            detector in detectors(),
            beat in 1_000..u64::pow(10, 10),
            intervals in proptest::collection::vec(1..u64::pow(10, 10), 0..20),
            mut later in proptest::collection::vec(0..u64::pow(10, 11), 2..20),
        ) {
            let mut watch = detector.start(0, beat);
            let mut now = 0;
            for interval in intervals {
                now += interval;
                watch.heard(now);
            }
            later.sort_unstable();
            let phis: Vec<f64> = later.iter().map(|silence| watch.phi(now + silence)).collect();
            prop_assert!(phis.iter().all(|phi| *phi >= 0.0));
            prop_assert!(phis.windows(2).all(|pair| pair[0] <= pair[1]), "{:?}", phis);
        }
    }
}
