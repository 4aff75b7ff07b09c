//! The racks as tables: of each one to read, in words, and one to save, with exact numbers and ids.

use super::{
    counted,
    levels::of_all,
    racks::{health_words, level, partition},
    share,
    sheet::Sheet,
};
use quorate_core::{
    base::{Count, NodeId, Share, Unit},
    run::{Placed, Racks},
    survival::Held,
};

/// Partitions to read, the first so many.
pub fn partitions(racks: &Racks, most: usize) -> Sheet {
    let all = all_weight(racks);
    let row = |at: usize| {
        let copies = racks.table().replicas(at).iter().map(|place| {
            let name = racks.cluster().name(racks.node(*place));
            if racks.is_on(*place) { name } else { format!("{name} (off)") }
        });
        let data = Share { num: racks.placed().weights()[at], den: all };
        let leader = racks.leader(at).map(|place| racks.cluster().name(racks.node(place)));
        vec![
            partition(at),
            share(data),
            joined(copies, ", "),
            leader.unwrap_or_else(|| "–".into()),
            health_words(racks.health(at)).into(),
        ]
    };
    Sheet {
        heads: &["Partition", "Share of the data", "Copies", "Leader", "State"],
        rows: (0..racks.len().min(most)).map(row).collect(),
    }
}

/// Partitions to save.
pub fn partitions_exact(racks: &Racks) -> Sheet {
    let all = all_weight(racks).to_string();
    let ids =
        |places: &mut dyn Iterator<Item = &u32>| joined(places.map(|at| racks.node(*at).to_string()), " ");
    let row = |at: usize| {
        let copies = racks.table().replicas(at);
        vec![
            partition(at),
            racks.placed().weights()[at].to_string(),
            all.clone(),
            ids(&mut copies.iter()),
            ids(&mut copies.iter().filter(|place| !racks.is_on(**place))),
            racks.leader(at).map_or_else(String::new, |place| racks.node(place).to_string()),
            health_words(racks.health(at)).into(),
        ]
    };
    Sheet {
        heads: &["partition", "weight", "of", "copies", "off", "leader", "state"],
        rows: (0..racks.len()).map(row).collect(),
    }
}

/// Nodes to read, the first so many.
pub fn nodes(racks: &Racks, most: usize) -> Sheet {
    let cluster = racks.cluster();
    let row = |(place, node): (u32, &quorate_core::scenario::Node)| {
        vec![
            cluster.name(node.id),
            cluster.name_of(Unit::Rack(node.site.rack)),
            cluster.name_of(Unit::Dc(node.site.dc)),
            power(racks, place).into(),
            counted(racks.loads().copies[place as usize].into()),
            counted(racks.leads(place).into()),
        ]
    };
    Sheet {
        heads: &["Node", "Rack", "Data centre", "Power", "Copies", "Leads"],
        rows: (0..).zip(cluster.nodes()).take(most).map(row).collect(),
    }
}

/// Nodes to save.
pub fn nodes_exact(racks: &Racks) -> Sheet {
    let (cluster, loads) = (racks.cluster(), racks.loads());
    let all: Count = loads.weight.iter().copied().sum();
    let row = |(place, node): (u32, &quorate_core::scenario::Node)| {
        vec![
            node.id.to_string(),
            cluster.name(node.id),
            node.site.rack.to_string(),
            node.site.dc.to_string(),
            power(racks, place).into(),
            loads.copies[place as usize].to_string(),
            racks.leads(place).to_string(),
            loads.weight[place as usize].to_string(),
            all.to_string(),
        ]
    };
    Sheet {
        heads: &["node", "name", "rack", "dc", "power", "copies", "leads", "weight", "of"],
        rows: (0..).zip(cluster.nodes()).map(row).collect(),
    }
}

/// Levels to read: all of them.
pub fn levels(racks: &Racks) -> Sheet {
    let row = |held: Held| {
        vec![
            level(racks, held.level),
            of_all(racks, held.readable),
            of_all(racks, held.writable),
            share(held.readable_share),
            share(held.writable_share),
        ]
    };
    Sheet {
        heads: &["Level", "Readable", "Writable", "Readable data", "Writable data"],
        rows: all_levels(racks).into_iter().map(row).collect(),
    }
}

/// Levels to save.
pub fn levels_exact(racks: &Racks) -> Sheet {
    let row = |held: Held| {
        vec![
            level(racks, held.level),
            held.readable.to_string(),
            held.writable.to_string(),
            racks.len().to_string(),
            held.readable_share.num.to_string(),
            held.writable_share.num.to_string(),
            held.writable_share.den.to_string(),
        ]
    };
    Sheet {
        heads: &["level", "readable", "writable", "partitions", "readable_weight", "writable_weight", "of"],
        rows: all_levels(racks).into_iter().map(row).collect(),
    }
}

/// Which partitions have copies on other nodes than before: their names, whose copies are no longer theirs, and on which
/// nodes they had to be made. None where these are not the partitions of before.
pub fn moved(racks: &Racks, before: &Racks) -> Option<Sheet> {
    if !has_same_partitions(racks.placed(), before.placed()) {
        return None;
    }
    let ids = |racks: &Racks, at: usize| -> Vec<NodeId> {
        racks.table().replicas(at).iter().map(|place| racks.node(*place)).collect()
    };
    let names = |racks: &Racks, these: &[NodeId], others: &[NodeId]| {
        let alone = these.iter().filter(|id| !others.contains(id));
        joined(alone.map(|id| racks.cluster().name(*id)), ", ")
    };
    let row = |at: usize| {
        let (was, is) = (ids(before, at), ids(racks, at));
        let (from, to) = (names(before, &was, &is), names(racks, &is, &was));
        (!from.is_empty() || !to.is_empty()).then(|| vec![partition(at), from, to])
    };
    Some(Sheet { heads: &["Partition", "From", "To"], rows: (0..racks.len()).filter_map(row).collect() })
}

/// Whether partitions of two placements hold the same keys, number by number.
fn has_same_partitions(one: &Placed, other: &Placed) -> bool {
    let (a, b) = (one.cluster(), other.cluster());
    let is_one_scheme = a.scheme() == b.scheme() && a.hash() == b.hash() && a.splits() == b.splits();
    // Two rings with the same tokens have the same weights, and hardly two others.
    is_one_scheme && one.weights() == other.weights()
}

/// Every level, and the chosen one if it is not among them.
fn all_levels(racks: &Racks) -> Vec<Held> {
    let mut all = racks.held();
    if all.iter().all(|held| held.level != racks.level()) {
        all.push(racks.survival().at(racks.level()));
    }
    all
}

fn all_weight(racks: &Racks) -> Count {
    racks.placed().weights().iter().copied().sum::<Count>().max(Count::from(1))
}

fn power(racks: &Racks, place: u32) -> &'static str {
    if racks.is_on(place) { "on" } else { "off" }
}

fn joined(words: impl Iterator<Item = String>, between: &str) -> String {
    words.collect::<Vec<_>>().join(between)
}

#[cfg(test)]
mod tests {
    use super::*;
    use quorate_core::{run::Run, scenario::parse};

    const TWO_DCS: &str = "v=1&s=cassandra-16&nodes=12&racks=3&dcs=2&vnodes=2&place=nts&rf=d1.2_d2.1&down=r2-n2&down0=n2&show=racks";

    fn run(address: &str) -> Run {
        Run::new(parse(address).scenario)
    }

    #[test]
    fn tables_to_read_have_so_many_rows_and_files_have_all() {
        let run = run(TWO_DCS);
        let racks = run.racks().expect("racks");
        assert_eq!((partitions(racks, 10).rows.len(), partitions_exact(racks).rows.len()), (10, 24));
        assert_eq!((nodes(racks, 200).rows.len(), nodes_exact(racks).rows.len()), (12, 12));
        for sheet in [
            partitions(racks, 10),
            partitions_exact(racks),
            nodes(racks, 9),
            nodes_exact(racks),
            levels(racks),
            levels_exact(racks),
        ] {
            assert!(sheet.rows.iter().all(|row| row.len() == sheet.heads.len()), "{:?}", sheet.heads);
        }
    }

    #[test]
    fn every_level_and_the_chosen_one_are_told_as_survival_has_them() {
        let run = run(&TWO_DCS.replace("&show", "&level=any&show"));
        let racks = run.racks().expect("racks");
        let said: Vec<String> = levels(racks).rows.into_iter().map(|row| row[0].clone()).collect();
        assert_eq!(said[..5], ["ONE", "TWO", "THREE", "QUORUM", "ALL"]);
        assert_eq!(said.last().map(String::as_str), Some("ANY"));
        let quorum = racks.survival().at(quorate_core::quorum::Level::Quorum);
        let row = &levels_exact(racks).rows[3];
        assert_eq!(row[2..4], [quorum.writable.to_string(), "24".to_string()]);
        assert_eq!(row[5..], [quorum.writable_share.num.to_string(), quorum.writable_share.den.to_string()]);
    }

    #[test]
    fn weights_of_partitions_sum_to_the_whole() {
        let run = run(TWO_DCS);
        let rows = partitions_exact(run.racks().expect("racks")).rows;
        let racks = run.racks().expect("racks");
        assert_eq!(rows[0][2], all_weight(racks).to_string());
        let off: Vec<&str> = rows.iter().flat_map(|row| row[4].split_whitespace()).collect();
        assert!(off.iter().all(|id| ["n2", "n8"].contains(id)) && off.contains(&"n2"), "{off:?}");
    }

    #[test]
    fn partitions_that_moved_say_from_where_and_where_to() {
        let joined = run("v=1&nodes=5&nodes0=4&scheme=slots&parts=20&rf=1&show=racks");
        let (now, before) = (joined.racks().expect("now"), joined.racks_before().expect("before"));
        let moved = moved(now, before).expect("the same partitions");
        assert_eq!(moved.rows.len(), now.placed().moves_from(before.placed()).len());
        assert!(moved.rows.iter().all(|row| row[2] == "Node-E"), "{moved:?}");
    }

    #[test]
    fn ranges_of_another_ring_are_other_partitions() {
        let grown = run("v=1&nodes=5&nodes0=4&show=racks");
        assert_eq!(moved(grown.racks().expect("now"), grown.racks_before().expect("before")), None);
    }
}
