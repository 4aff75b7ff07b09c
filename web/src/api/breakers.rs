use super::{
    error::{ApiError, Code},
    json::Json,
    rf::unknown_dc,
    standing,
};
use quorate_core::{
    base::DcId,
    quorum::{Level, Operation},
    run::{Racks, level_of},
    scenario::LevelKind,
    survival::{Breaking, Counted, Grain},
};

/// What is asked of `breakers`.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) level: LevelKind,
    /// The data centre of local levels; none is the first.
    pub(super) dc: Option<String>,
    pub(super) operation: Operation,
    pub(super) unit: Grain,
    /// As it was given: its range depends on the cluster.
    pub(super) size: super::given::Given,
}

/// The answer of `breakers`.
pub(super) fn count(address: &str, asked: &Asked) -> Result<String, ApiError> {
    let run = standing::run(address);
    let racks = standing::racks(&run)?;
    let placed = racks.placed();
    let cluster = (placed.topology(), placed.table(), placed.copies());
    let level = level(racks, asked)?;
    let breaking = Breaking::new(cluster, asked.unit, (level, asked.operation), &[]);
    let size = asked.size.whole("size", 1..=breaking.units().max(1), Some(1))?;
    let of_size = breaking.of_size(size, 0);
    let mut json = Json::default();
    json.open('{');
    match of_size.count {
        Counted::Exact(count) => push_count(json.key("count"), Some(count)),
        Counted::Estimated { samples, hits, low, high } => {
            push_count(json.key("count"), None);
            json.key("estimate").open('{');
            json.key("low").unit(low);
            json.key("high").unit(high);
            json.key("samples").plain(samples);
            json.key("hits").plain(hits);
            json.close('}');
        }
    }
    push_count(json.key("total"), of_size.total);
    json.key("smallest");
    match breaking.smallest() {
        None => json.plain("null"),
        Some(places) => {
            json.open('[');
            places.iter().for_each(|place| json.text(&id(racks, asked.unit, *place)));
            json.close(']');
        }
    }
    json.close('}');
    Ok(json.into_text())
}

fn level(racks: &Racks, asked: &Asked) -> Result<Level, ApiError> {
    if asked.level == LevelKind::Any && asked.operation == Operation::Read {
        let cause = "is for writes alone, a read at any is refused: take one, or op write";
        return Err(ApiError::about(Code::Conflict, "level", "any", cause).near("one"));
    }
    let dcs = racks.placed().topology().dcs();
    let names = || dcs.iter().map(|dc| dc.name.as_str());
    let place = match &asked.dc {
        None => Some(0),
        Some(name) => names().position(|known| known == name),
    };
    let Some(place) = place else {
        return Err(unknown_dc("dc", asked.dc.as_deref().unwrap_or_default(), names()));
    };
    Ok(level_of(asked.level, DcId(1), racks.cluster()).at(place as u32))
}

/// The id of a node, a rack or a data centre by its place.
fn id(racks: &Racks, unit: Grain, place: u32) -> String {
    let placed = racks.placed();
    match unit {
        Grain::Nodes => placed.node(place).to_string(),
        Grain::Dcs => placed.topology().dcs()[place as usize].name.clone(),
        Grain::Racks => {
            let members = placed.topology().members();
            let nodes = racks.cluster().nodes().iter().zip(members);
            let here = nodes.filter(|(_, member)| member.rack == place).map(|(node, _)| node.site).next();
            here.map_or_else(String::new, |site| standing::rack_id(racks.cluster(), site))
        }
    }
}

/// A number as far as it is exact, else digits; null where it is not known.
fn push_count(json: &mut Json, count: Option<u128>) {
    const MAX_SAFE: u128 = (1 << 53) - 1;
    match count {
        None => json.plain("null"),
        Some(count) if count <= MAX_SAFE => json.plain(count as u64),
        Some(count) => json.digits(count),
    }
}

#[cfg(test)]
mod tests {
    use super::super::given::Given;
    use super::*;

    fn of(address: &str, level: LevelKind, unit: Grain, size: i64) -> Result<String, ApiError> {
        let asked = Asked { level, dc: None, operation: Operation::Write, unit, size: Given::Integer(size) };
        count(address, &asked)
    }

    #[test]
    fn pairs_of_nodes_and_of_racks_are_counted() {
        let six = "v=1&s=ring&nodes=6&racks=3&scheme=slots&parts=6&rf=3&show=ring&down=n1";
        let quorum = |unit, size| of(six, LevelKind::Quorum, unit, size).unwrap();
        assert_eq!(quorum(Grain::Nodes, 2), r#"{"count":12,"total":15,"smallest":["n1","n2"]}"#);
        assert_eq!(quorum(Grain::Racks, 1), r#"{"count":0,"total":3,"smallest":["r1","r2"]}"#);
        assert_eq!(quorum(Grain::Dcs, 1), r#"{"count":1,"total":1,"smallest":["d1"]}"#);
        let error = of(six, LevelKind::Quorum, Grain::Racks, 4).unwrap_err().json();
        assert!(error.contains("3 is nearest") && error.contains(r#""code":"range","field":"size""#));
    }

    #[test]
    fn counts_beyond_exact_numbers_are_digits_and_beyond_reach_are_estimates() {
        let hundred = "v=1&s=ring&nodes=100&vnodes=1&rf=3&hash=md5";
        let half = of(hundred, LevelKind::All, Grain::Nodes, 50).unwrap();
        let total = r#""total":"100891344545564193334812497256","#;
        assert!(half.contains(total), "{half}");
        let some = of(hundred, LevelKind::One, Grain::Nodes, 20).unwrap();
        assert!(some.starts_with(r#"{"count":null,"estimate":{"low":"#), "{some}");
    }
}
