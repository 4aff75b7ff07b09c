//! Whatever is done to time is in the address, which is canonical, has nothing too much, and gives it back.

use super::any;
use proptest::{collection::vec, prelude::*};
use quorate_core::scenario::{Act, Edit, Rule, Scenario, parse, preset};
use quorate_tests::tries;

/// Keys of time, without the number of a mode.
const KEYS: [&str; 18] = [
    "modes", "repl", "link", "loss", "skew", "disk", "timeout", "retry", "load", "clients", "think",
    "arrive", "do", "until", "at", "wars", "p", "trials",
];

fn is_of_time(key: &str) -> bool {
    KEYS.contains(&key) || Rule::KEYS.contains(&key.trim_end_matches(['2', '3']))
}

fn round_trip(scenario: &Scenario) -> String {
    assert_eq!(scenario.check(), Ok(()));
    let address = scenario.address();
    let parsed = parse(&address);
    assert_eq!(parsed.problems, vec![], "{address}");
    assert_eq!(&parsed.scenario, scenario, "{address}");
    assert_eq!(parsed.scenario.address(), address);
    address
}

/// Without any of its fields of time an address means another thing.
fn is_minimal(scenario: &Scenario, address: &str) {
    let fields: Vec<&str> = address.split('&').collect();
    for field in fields.iter().filter(|field| is_of_time(field.split('=').next().unwrap_or(""))) {
        let without: Vec<&str> = fields.iter().filter(|other| *other != field).copied().collect();
        assert_ne!(&parse(&without.join("&")).scenario, scenario, "{field} says nothing in {address}");
    }
}

/// As many modes as the first has, changed here and there.
fn with_modes(scenario: &Scenario, count: usize) -> Edit {
    let mut modes = scenario.modes().to_vec();
    modes.resize(count, scenario.modes()[0].clone());
    Edit::Modes(modes)
}

proptest! {
    #![proptest_config(tries(512))]

    #[test]
    fn what_is_done_to_time_is_in_the_address_and_the_address_gives_it_back(
        edits in vec((any::edit(), 0..12_usize), 1..24),
    ) {
        let mut scenario = preset::find("cassandra-racks").unwrap().scenario();
        for (edit, modes) in edits {
            if (1..=3).contains(&modes) {
                scenario = scenario.edited(&with_modes(&scenario, modes)).unwrap();
            }
            // A refusal is an answer too, and says something.
            match scenario.edited(&edit) {
                Ok(next) => scenario = next,
                Err(why) => prop_assert!(why.len() > 10, "{why}"),
            }
            let address = round_trip(&scenario);
            if !address.contains("&z=") {
                is_minimal(&scenario, &address);
            }
        }
    }

    #[test]
    fn a_line_that_can_be_read_is_written_as_it_is_read(act in any::act()) {
        if let Ok(read) = Act::read(&act.line()) {
            prop_assert_eq!(Act::read(&read.line()), Ok(read.clone()));
            prop_assert_eq!(read.line(), act.line().replace(&act.verb.words(), &read.verb.words()));
        }
    }
}

#[test]
fn of_several_modes_only_what_differs_from_the_first_is_written() {
    for (said, written) in [
        ("ack2=sync", "ack2=sync"),
        ("ack=semi.1&ack2=semi.1", "modes=2&ack=semi.1"),
        ("ack3=sync", "ack3=sync"),
        ("modes=3&ack2=sync", "modes=3&ack2=sync"),
        ("ack=sync&ack2=async&log3=wal", "ack=sync&ack2=async&log3=wal"),
        ("modes=1&ack3=quorum", "ack3=quorum"),
        ("modes=2", "modes=2"),
        ("modes=1", ""),
        ("keep3=1000", "modes=3"),
        ("w=3&w2=2&r3=1", "w=3&w2=2&r3=1"),
        ("wl=quorum&wl2=none", "wl=quorum&wl2=none"),
        ("rl=one&wl3=all&w2=1", "w2=1&wl3=all&rl=one"),
        ("rl2=none", "modes=2"),
        ("hint2=1h.5&grace3=1h", "hint2=1h.5&grace3=1h"),
    ] {
        let parsed = parse(&format!("v=1&s=ring&{said}"));
        assert_eq!(parsed.problems, vec![], "{said}");
        let written = format!("v=1&s=ring&{written}");
        assert_eq!(round_trip(&parsed.scenario), written.trim_end_matches('&'), "{said}");
    }
}
