//! What is said of who has which version.

use super::{
    list,
    time::{actor, instant, version},
};
use crate::picture::versions::{Holding, Holdings};
use quorate_core::trace::{TextAt, Trace};

/// What the picture is called.
pub const VERSIONS: &str = "Who has which version";

/// "Who has which version of x"
pub fn title(trace: &Trace, key: TextAt) -> String {
    format!("Who has which version of {}", super::short(trace.texts.get(key)))
}

/// The picture in a few sentences, for who cannot see it.
pub fn description(trace: &Trace, holdings: &Holdings, at_ns: u64) -> String {
    let each = holdings.nodes().into_iter().map(|node| {
        let held: Vec<String> = holdings
            .at(at_ns)
            .filter(|holding| holding.node == node)
            .map(|holding| said(trace, holding, holding.is_stale_at(at_ns)))
            .collect();
        let held = if held.is_empty() { "nothing".into() } else { list(&held) };
        format!("{} has {held}.", actor(trace, node))
    });
    let each: Vec<String> = each.collect();
    format!("At {}: {}", instant(at_ns), each.join(" "))
}

fn said(trace: &Trace, holding: &Holding, is_stale: bool) -> String {
    let what = version(trace, holding.version);
    match (holding.hint_for, is_stale) {
        (Some(whom), _) => format!("{what} for {}", actor(trace, whom)),
        (None, true) => format!("{what}, stale"),
        (None, false) => what,
    }
}

/// "n3 has x=3 v1 from 5 ms to 21 ms, stale"
pub fn held(trace: &Trace, holding: &Holding, is_stale: bool) -> String {
    let (who, what) = (actor(trace, holding.node), said(trace, holding, is_stale));
    let from = instant(holding.from_ns);
    match holding.to_ns {
        u64::MAX => format!("{who} has {what} since {from}"),
        to_ns => format!("{who} has {what} from {from} to {}", instant(to_ns)),
    }
}

/// What may stand in a bar, the longest first.
pub fn labels(trace: &Trace, holding: &Holding, is_stale: bool) -> [String; 3] {
    let number = format!("v{}", trace.versions.number(holding.version));
    let value = trace.versions.get(holding.version).value;
    let value = value.map_or_else(|| "deleted".into(), |value| super::short(trace.texts.get(value)));
    [said(trace, holding, is_stale), format!("{value} {number}"), number]
}
