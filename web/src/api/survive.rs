use super::{error::ApiError, json::Json, standing};
use crate::words;
use quorate_core::{
    base::{Unit, sort_few},
    quorum::Level,
    run::Racks,
    survival::{Held, Survival},
};

/// The answer of `survive`: what is left of an address's cluster, with these units off, else those that it has off.
pub(super) fn left(address: &str, down: Option<&[String]>) -> Result<String, ApiError> {
    let run = standing::run(address);
    let racks = standing::racks(&run)?;
    let off: Vec<Unit> = match down {
        None => racks.cluster().off().collect(),
        Some(ids) => {
            let mut off = Vec::new();
            for (at, id) in ids.iter().enumerate() {
                off.extend(standing::units(racks.cluster(), id, &format!("down[{at}]"))?);
            }
            sort_few(&mut off);
            off.dedup();
            off
        }
    };
    let left = racks.with_only_off(&off);
    let sentence =
        if off.is_empty() { words::racks::safety(racks) } else { words::racks::lost_power(&left, &off) };
    Ok(written(&left, &sentence))
}

/// Every level, local ones once for each data centre.
fn levels(racks: &Racks) -> Vec<Level> {
    let dcs = racks.placed().topology().dcs().len() as u32;
    let mut levels = Vec::new();
    for level in Level::all(racks.cluster().min_insync()) {
        let times = if level.at(u32::MAX) == level { 1 } else { dcs };
        levels.extend((0..times).map(|dc| level.at(dc)));
    }
    levels
}

fn written(racks: &Racks, sentence: &str) -> String {
    let survival: &Survival = racks.survival();
    let mut json = Json::default();
    let (lost, lost_share) = survival.lost();
    json.open('{');
    json.key("partitions").plain(racks.len());
    json.key("lost").plain(lost);
    json.key("lostShare").share(lost_share);
    json.key("underReplicated").plain(survival.under_replicated().0);
    json.key("levels").open('[');
    for level in levels(racks) {
        push_held(&mut json, racks, &survival.at(level));
    }
    json.close(']');
    json.member("sentence", sentence);
    json.close('}');
    json.into_text()
}

fn push_held(json: &mut Json, racks: &Racks, held: &Held) {
    json.open('{');
    json.member("level", held.level.id());
    if let Level::LocalOne(dc) | Level::LocalQuorum(dc) = held.level
        && let Some(dc) = racks.placed().topology().dcs().get(dc as usize)
    {
        json.member("dc", &dc.name);
    }
    json.key("readable").plain(held.readable);
    json.key("writable").plain(held.writable);
    json.key("readableShare").share(held.readable_share);
    json.key("writableShare").share(held.writable_share);
    json.close('}');
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIX: &str = "v=1&s=ring&nodes=6&racks=3&vnodes=1&rf=3&place=nts&down=n1";

    fn of(down: Option<&[&str]>) -> String {
        let down: Option<Vec<String>> = down.map(|ids| ids.iter().map(|id| (*id).to_owned()).collect());
        left(SIX, down.as_deref()).unwrap()
    }

    #[test]
    fn what_is_given_as_down_replaces_what_the_address_has_off() {
        let all_on = of(Some(&[]));
        assert!(all_on.starts_with(r#"{"partitions":6,"lost":0,"lostShare":{"num":"0","#), "{all_on}");
        assert!(all_on.contains(r#""underReplicated":0,"#), "{all_on}");
        assert!(of(None).contains("Node-A is off: all 6 partitions can still be read and written"));
        let rack = of(Some(&["r1", "r1"]));
        assert!(rack.contains(r#""underReplicated":6,"#) && rack.contains("Rack r1 lost power"), "{rack}");
        let two = of(Some(&["r2", "r1"]));
        assert!(two.contains("Rack r1 and rack r2 lost power: 6 partitions are unavailable"), "{two}");
        assert!(two.contains(r#"{"level":"local-quorum","dc":"d1","readable":0,"#), "{two}");
        assert!(two.contains(r#"{"level":"any","readable":0,"writable":6,"#), "{two}");
    }

    #[test]
    fn what_cannot_be_placed_is_refused_in_the_words_of_the_placement() {
        let error = left("v=1&s=ring&nodes=3&rf=d1.3", None).unwrap_err().json();
        assert!(error.contains(r#""field":"address""#) && error.contains("take nts"), "{error}");
    }
}
