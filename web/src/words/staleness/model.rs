//! How long messages take where staleness is reckoned, in words.

use quorate_core::scenario::{Experiment, WarsKind};

/// A model in a few words, as in a list.
pub fn label(kind: WarsKind) -> &'static str {
    match kind {
        WarsKind::LnkdSsd => "LNKD-SSD: LinkedIn on SSDs",
        WarsKind::LnkdDisk => "LNKD-DISK: LinkedIn on disks",
        WarsKind::Ymmr => "YMMR: Yammer",
        WarsKind::Ymmr335 => "YMMR, as printed",
        WarsKind::Wan => "WAN: a wide area",
        WarsKind::Exp => "Exponential",
        WarsKind::Own => "The links of this scenario",
    }
}

/// What a model is, and where it is from.
pub fn about(kind: WarsKind, experiment: &Experiment) -> String {
    let said = match kind {
        WarsKind::LnkdSsd => {
            "LNKD-SSD is a fit to Voldemort at LinkedIn on solid-state disks (table 3 of the paper)."
        }
        WarsKind::LnkdDisk => {
            "LNKD-DISK is a fit to Voldemort at LinkedIn where writes wait for spinning disks (table 3 of the paper)."
        }
        WarsKind::Ymmr => {
            "YMMR is a fit to Riak at Yammer, with the alpha of writes that the paper’s results come from, 3.5; it prints 3.35."
        }
        WarsKind::Ymmr335 => {
            "YMMR is a fit to Riak at Yammer, with the alpha of writes that the paper prints, 3.35; its results come from 3.5."
        }
        WarsKind::Wan => {
            "WAN is LNKD-DISK with 75 ms more each way to all copies but one: another one, by chance, for who writes and who reads (table 3 of the paper)."
        }
        WarsKind::Exp => {
            "All ways are exponential: writes with a mean of 10 ms, the other three with one of 1 ms (section 5.3 of the paper)."
        }
        WarsKind::Own => return own(experiment),
    };
    said.into()
}

fn own(experiment: &Experiment) -> String {
    let Some(rule) = experiment.links().first() else { return String::new() };
    let single = if experiment.links().len() > 1 { "links that differ from the others, " } else { "" };
    format!(
        "Each way takes what the links of this scenario take: {}. Left out are {single}disks and queues.",
        rule.latency
    )
}

/// Which model stands in where none was chosen.
pub fn no_model(start: WarsKind) -> String {
    format!("No model was chosen, so this is {}.", label(start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use quorate_core::scenario::parse;

    #[test]
    fn each_model_is_said_and_own_links_are_named() {
        let scenario =
            parse("v=1&nodes=3&repl=leaderless&show=time&link=all.exp.5ms_n1.n2.const.80ms").scenario;
        for (_, kind) in WarsKind::WORDS {
            let said = about(kind, scenario.experiment());
            assert!(said.ends_with('.') && !said.contains("  "), "{said}");
        }
        assert_eq!(
            about(WarsKind::Own, scenario.experiment()),
            "Each way takes what the links of this scenario take: exponential with mean 5 ms. Left out are links that differ from the others, disks and queues."
        );
        assert_eq!(
            no_model(WarsKind::LnkdDisk),
            "No model was chosen, so this is LNKD-DISK: LinkedIn on disks."
        );
    }
}
