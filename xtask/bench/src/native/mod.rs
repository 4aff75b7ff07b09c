//! Natively, beside the crates `hashring` and `consistent_hash`: one file a contestant.

mod consistent_hash;
mod hashring;
mod quorate;

use xtask::failure::{Failure, Outcome};

use self::consistent_hash::ConsistentHash;
use self::hashring::Hashring;
use self::quorate::Quorate;
use crate::case::Case;
use crate::report;
use crate::rounds::{Contestant, rounds};

const NODES: [u32; 3] = [10, 100, 1_000];
const TOKENS: u32 = 256;
const COPIES: usize = 3;
/// Keys of a lookup, a walk, and a diff by looking up.
const KEYS: u32 = 65_536;

/// Measures and prints; the section of the document.
pub(crate) fn report() -> Outcome<String> {
    println!("\nnatively, beside the crates hashring and consistent_hash: about a minute");
    let keys: Vec<String> = (0..KEYS).map(|number| format!("user:{number}")).collect();
    let mut cases = Vec::new();
    for nodes in NODES {
        cases.extend(self::cases(nodes, &keys)?);
    }
    let table = report::table("native", &cases);
    println!("\n{table}");
    Ok(format!("### Natively\n\n{table}\n"))
}

fn cases(nodes: u32, keys: &[String]) -> Outcome<[Case; 4]> {
    let case = |what: &str, operations, contestants| Case {
        what: what.into(),
        nodes,
        contestants: rounds(operations, contestants),
    };
    let (quorate, hashring, consistent) =
        (Quorate::build(nodes), Hashring::build(nodes), ConsistentHash::build(nodes));
    let (quorate_after, hashring_after, consistent_after) =
        (quorate.joined(), Hashring::build(nodes + 1), ConsistentHash::build(nodes + 1));
    check_moved(
        nodes,
        [
            quorate.moved_share(&quorate_after),
            share(hashring.moved(&hashring_after, keys)),
            share(consistent.moved(&consistent_after, keys)),
        ],
    )?;
    let owners_before = hashring.owners(keys);
    Ok([
        case(
            "build",
            1,
            vec![
                Contestant::new("quorate", || Quorate::build(nodes).len()),
                Contestant::new("hashring", || Hashring::build(nodes).len()),
                Contestant::new("consistent_hash", || ConsistentHash::build(nodes).len()),
            ],
        ),
        case(
            "lookup",
            KEYS,
            vec![
                Contestant::new("quorate", || quorate.lookup(keys)),
                Contestant::new("hashring", || hashring.lookup(keys)),
                Contestant::new("consistent_hash", || consistent.lookup(keys)),
            ],
        ),
        case(
            "walk",
            KEYS,
            vec![
                Contestant::new("quorate", || quorate.walk(keys)),
                Contestant::new("consistent_hash", || consistent.walk(keys)),
            ],
        ),
        case(
            "diff",
            1,
            vec![
                Contestant::new("quorate", || quorate.ranges(&quorate_after)),
                Contestant::new("hashring", || hashring.moved(&hashring_after, keys)),
                Contestant::new("hashring, one ring", || hashring_after.moved_from(&owners_before, keys)),
                Contestant::new("consistent_hash", || consistent.moved(&consistent_after, keys)),
            ],
        ),
    ])
}

fn share(keys: u64) -> f64 {
    keys as f64 / f64::from(KEYS)
}

/// All contestants must see about 1/(N+1) move when one node joins N, or one of them does something else.
fn check_moved(nodes: u32, shares: [f64; 3]) -> Outcome {
    let expected = 1.0 / f64::from(nodes + 1);
    match shares.into_iter().find(|share| (share / expected - 1.0).abs() > 0.4) {
        Some(share) => Err(Failure::new(format!("{share} moved where about {expected} should"))),
        None => Ok(()),
    }
}
