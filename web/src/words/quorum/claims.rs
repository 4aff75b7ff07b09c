//! What is often said of quorums, and what the numbers say.

use super::said::{NOT_LINEARIZABLE, copies};
use crate::words::counted;
use quorate_core::quorum::{Operation::Write, Quorum};

/// A common claim and what is true of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// As it is often said.
    pub said: &'static str,
    /// What holds, with the numbers of a cluster.
    pub truth: String,
}

/// The claims, with the numbers of so many copies: from 1 to the limit of [`Quorum`], else those of the nearest.
pub fn claims(n: u32) -> Vec<Claim> {
    let n = n.clamp(1, quorate_core::base::limit::QUORUM_REPLICAS);
    vec![
        Claim { said: "W + R > N is strong consistency", truth: format!("It is overlap: a read that begins after a write was acknowledged meets a copy that has it. {NOT_LINEARIZABLE}") },
        Claim { said: "The strongest choice that tolerates a copy off is a majority each", truth: strongest(n) },
        Claim { said: "Reads are only eventually consistent unless W=N and R=N", truth: enough(n) },
        Claim { said: "A majority read has the latest write if W > N/2", truth: majority_read(n) },
        Claim { said: "The overlap bounds how stale a read is", truth: "It bounds which versions a read can find, not how old they are in time; and a sloppy quorum, which takes answers of other nodes, undoes it.".into() },
        Claim { said: "DynamoDB is W=1, R=1 by default", truth: "A leader has a write on two of three copies before it acknowledges it, and a read asks one copy unless it is to be strongly consistent: W=2, R=1 of N=3, which need not overlap (Elhemali et al., USENIX ATC 2022).".into() },
        Claim { said: "A quorum is more than half of the cluster", truth: format!("It is more than half of a partition's copies, here {} of {}, however many nodes the cluster has.", n / 2 + 1, copies(n)) },
    ]
}

/// Which W and R have the most in common while one copy may be off.
fn strongest(n: u32) -> String {
    let majority = n / 2 + 1;
    let of = |answers: u32| Quorum::new(n, answers, answers).ok().filter(|quorum| quorum.is_strong());
    let Some(best) = of(n.saturating_sub(1)) else {
        return format!("Of {} no W and R overlap and tolerate one off.", copies(n));
    };
    let strongest = format!("W=R={} overlap in {}", best.w(), copies(best.overlap()));
    match of(majority).filter(|half| half.tolerates_both() > 1) {
        None => format!("Of {} it is: {strongest} and tolerate one off.", copies(n)),
        Some(half) => format!(
            "Of {} W=R={majority} overlap in {} and tolerate {} off; {strongest} and still tolerate one.",
            copies(n),
            copies(half.overlap()),
            counted(half.tolerates(Write).into())
        ),
    }
}

/// How many choices overlap, of which reading and writing all is one.
fn enough(n: u32) -> String {
    let all = u64::from(n) * u64::from(n);
    let strong = (1..=n).map(u64::from).sum();
    if strong == 1 {
        return "W + R > N is enough; with one copy there is no other choice.".into();
    }
    format!(
        "W + R > N is enough for every read to meet the last write: of the {} choices of W and R with N={n}, {} overlap, and W=R=N is one of these.",
        counted(all),
        counted(strong)
    )
}

/// How few copies a write needs for a majority to meet it: half of an even number is enough.
fn majority_read(n: u32) -> String {
    let majority = n / 2 + 1;
    let least = n + 1 - majority;
    let half = if n.is_multiple_of(2) { ": half is enough where N is even" } else { "" };
    format!("It has if W > N − R: with N={n} and R={majority}, from W={least} on{half}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn truth(n: u32, of: &str) -> String {
        claims(n).into_iter().find(|claim| claim.said.contains(of)).unwrap().truth
    }

    #[test]
    fn of_five_copies_four_and_four_overlap_most_while_one_may_be_off() {
        let best = |n: u32| {
            let all = (1..=n).flat_map(|w| (1..=n).map(move |r| Quorum::new(n, w, r).unwrap()));
            all.filter(|quorum| quorum.tolerates_both() > 0).map(Quorum::overlap).max()
        };
        assert_eq!(
            truth(5, "strongest"),
            "Of 5 copies W=R=3 overlap in 1 copy and tolerate 2 off; W=R=4 overlap in 3 copies and still tolerate one."
        );
        assert_eq!(truth(3, "strongest"), "Of 3 copies it is: W=R=2 overlap in 1 copy and tolerate one off.");
        for n in 1..=9 {
            let text = truth(n, "strongest");
            match best(n).filter(|overlap| *overlap > 0) {
                None => assert!(text.contains("no W and R overlap"), "{text}"),
                Some(overlap) => assert!(text.contains(&format!("overlap in {}", copies(overlap))), "{text}"),
            }
        }
    }

    #[test]
    fn six_of_nine_choices_of_three_copies_overlap() {
        assert!(truth(3, "unless W=N").contains("of the 9 choices of W and R with N=3, 6 overlap"));
        for n in 1..=9 {
            let all = (1..=n).flat_map(|w| (1..=n).map(move |r| Quorum::new(n, w, r).unwrap()));
            let strong = all.filter(|quorum| quorum.is_strong()).count();
            assert!(n == 1 || truth(n, "unless W=N").contains(&format!(", {strong} overlap,")), "{n}");
        }
    }

    #[test]
    fn a_majority_meets_what_half_of_an_even_number_have() {
        assert_eq!(
            truth(4, "majority read"),
            "It has if W > N − R: with N=4 and R=3, from W=2 on: half is enough where N is even."
        );
        for n in 1..=9 {
            let least = (1..=n).find(|w| Quorum::new(n, *w, n / 2 + 1).unwrap().is_strong()).unwrap();
            assert!(truth(n, "majority read").contains(&format!("from W={least} on")), "{n}");
        }
    }

    #[test]
    fn every_number_of_copies_has_its_claims() {
        for n in [0, 1, 2, 100, u32::MAX] {
            assert_eq!(claims(n).len(), 7);
        }
    }
}
