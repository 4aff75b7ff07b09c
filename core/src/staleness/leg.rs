use crate::sim::{Latency, Route};
use alloc::{vec, vec::Vec};

/// How long one of the four ways takes: one of several latencies, each with its chance.
#[derive(Clone, Debug, PartialEq)]
pub struct Leg {
    /// Chances in ten-thousandths, which make 10,000, and latencies that are no mixtures.
    pub(super) parts: Vec<(u32, Latency)>,
    pub(super) route: Route,
}

/// All chances of a leg together.
pub(super) const WHOLE: u32 = 10_000;

impl Leg {
    /// The same latency that a link of a simulation has, over the same way; `latency` passes its own
    /// [`check`](Latency::check). Times between whole ns are drawn too.
    pub fn new(latency: &Latency, route: Route) -> Self {
        let parts = match latency {
            Latency::Mixture(parts) => {
                parts.iter().map(|(percent, part)| (percent * (WHOLE / 100), part.clone())).collect()
            }
            one => vec![(WHOLE, one.clone())],
        };
        Leg { parts, route }
    }

    /// One latency with a chance in ten-thousandths, else the other.
    pub(super) fn either(chance: u32, one: Latency, other: Latency) -> Self {
        Leg { parts: vec![(chance, one), (WHOLE - chance, other)], route: Route::default() }
    }

    /// The chance that it takes longer than `ns`.
    pub fn late(&self, ns: f64) -> f64 {
        let late = |(chance, part): &(u32, Latency)| f64::from(*chance) * part.late(ns, self.route);
        self.parts.iter().map(late).sum::<f64>() / f64::from(WHOLE)
    }
}

/// How long the four ways between a coordinator and each replica take.
#[derive(Clone, Debug, PartialEq)]
pub struct Legs {
    /// The write, to a replica.
    pub w: Leg,
    /// Its acknowledgement, back.
    pub a: Leg,
    /// The read, to a replica.
    pub r: Leg,
    /// Its answer, back.
    pub s: Leg,
    /// What each way takes besides where it leaves a data centre, ns: all replicas but one are far from who writes, and all
    /// but one from who reads, each time another by chance. 0 where all are near.
    pub far_ns: u64,
}

impl Legs {
    /// The same for all four.
    pub fn all(leg: &Leg) -> Self {
        Legs { w: leg.clone(), a: leg.clone(), r: leg.clone(), s: leg.clone(), far_ns: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mixture_of_a_link_is_the_same_mixture_of_a_leg() {
        let mixture = Latency::Mixture(vec![(90, Latency::Constant(1)), (10, Latency::Exponential(5))]);
        let leg = Leg::new(&mixture, Route::default());
        assert_eq!(leg.parts.iter().map(|part| part.0).sum::<u32>(), WHOLE);
        for ns in [0.0, 3.0, 40.0] {
            assert!((leg.late(ns) - mixture.late(ns, Route::default())).abs() < 1e-15);
        }
    }
}
