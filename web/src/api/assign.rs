use super::{
    cluster::{Cluster, Layout, Nodes, Rule, check_answer},
    error::{ApiError, Code},
    hash::push_value,
    json::{Json, Rows},
    place::{check_copies, most_copies, walk},
    rf::Rf,
    sites,
};
use quorate_core::{
    base::limit,
    hash::HashValue,
    placement::{
        Awareness, Copies, Copysets, HdfsDefault, HdfsWriter, KafkaAdminUtils, KafkaStart, KraftStriped,
        Placement, PlacementError, RedisCli, Spread, Table, UniformRandom,
    },
    scenario::PlacementKind,
    topology::Topology,
};
use std::rc::Rc;

/// What is asked of `assign`, besides the nodes.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) placement: PlacementKind,
    /// None where they are not given.
    pub(super) partitions: Option<u32>,
    pub(super) rf: Rf,
    pub(super) choices: Choices,
}

/// What the real system draws.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Choices {
    /// Kafka's `fixedStartIndex`.
    pub(super) start_index: Option<u32>,
    /// Kafka's `startPartitionId`.
    pub(super) start_partition: Option<u32>,
    /// Whether every draw is 0.
    pub(super) is_zero: bool,
    /// What all other draws come from.
    pub(super) seed: Option<u64>,
}

impl Choices {
    /// Checks that they are choices of this placement.
    fn check(&self, placement: PlacementKind) -> Result<(), ApiError> {
        let kafka = self.start_index.is_some() || self.start_partition.is_some();
        let (word, is_right) = match (kafka, self.is_zero) {
            (true, _) => ("startIndex and startPartition are Kafka's", placement == PlacementKind::Kafka),
            (_, true) => ("random is KRaft's", placement == PlacementKind::Kraft),
            _ => ("", true),
        };
        if is_right {
            return Ok(());
        }
        let cause = format!("are not of {}: {word}, leave them out", placement.id());
        Err(ApiError::new(Code::Conflict, "choices", &cause))
    }
}

/// The answer of `assign`: of each partition its replicas.
#[derive(Debug)]
pub(super) struct Assigned {
    /// The ids as JSON, by place.
    ids: Vec<String>,
    table: Table,
    partitions: Partitions,
}

/// How partitions are called.
#[derive(Debug)]
enum Partitions {
    /// By numbers from this one on.
    From(u64),
    /// By the first and the last slot.
    Slots(Vec<(u16, u16)>),
    /// By the token at which their range ends.
    Tokens(Rc<Cluster>),
}

impl Assigned {
    /// Places all partitions.
    pub(super) fn new(rule: Rule, nodes: Nodes, asked: &Asked) -> Result<Self, ApiError> {
        asked.choices.check(asked.placement)?;
        let ids = nodes.written();
        let (table, partitions) = match (asked.placement, asked.partitions) {
            (PlacementKind::Walk | PlacementKind::Nts | PlacementKind::Nts2, None) => {
                ranges(Cluster::new(rule, nodes), asked)?
            }
            (PlacementKind::Redis, None) => masters(&nodes, asked)?,
            (placement, Some(_)) if placement.walks_ring() || placement == PlacementKind::Redis => {
                let cause = "are made by the placement itself: leave them out";
                return Err(ApiError::new(Code::Conflict, "partitions", cause));
            }
            (_, None) => {
                let cause = "is missing: give the number of partitions";
                return Err(ApiError::new(Code::Missing, "partitions", cause));
            }
            (_, Some(partitions)) => numbered(&nodes, asked, partitions)?,
        };
        Ok(Assigned { ids, table, partitions })
    }
}

/// Ranges of tokens, in ring order.
fn ranges(cluster: Rc<Cluster>, asked: &Asked) -> Result<(Table, Partitions), ApiError> {
    let Layout::Ring(ring) = cluster.layout() else {
        return Err(ApiError::refused(&PlacementError::NeedsRing));
    };
    let topology = sites::in_racks(cluster.nodes());
    let copies = asked.rf.copies(&topology)?;
    check_copies(&cluster, ring.len(), most_copies(&copies, &topology))?;
    let mut walk =
        walk(ring, asked.placement, &topology, &copies).map_err(|error| ApiError::refused(&error))?;
    let (mut table, mut replicas) = (Table::default(), Vec::new());
    for at in 0..ring.len() {
        walk.replicas_from(at, &mut replicas);
        table.push(&replicas);
    }
    Ok((table, Partitions::Tokens(Rc::clone(&cluster))))
}

/// Redis masters with their slots.
fn masters(nodes: &Nodes, asked: &Asked) -> Result<(Table, Partitions), ApiError> {
    let topology = sites::on_hosts(nodes);
    let copies = asked.rf.copies_alone()?;
    check_answer("rf", 2 * nodes.len() as u64, nodes.longest_id())?;
    let plan = RedisCli { optimiser: asked.choices.seed }.plan(&topology, &copies);
    let plan = plan.map_err(|error| ApiError::refused(&error))?;
    Ok((plan.table, Partitions::Slots(plan.ranges)))
}

/// So many partitions with numbers.
fn numbered(nodes: &Nodes, asked: &Asked, partitions: u32) -> Result<(Table, Partitions), ApiError> {
    let (topology, copies) = match asked.placement {
        PlacementKind::Kafka | PlacementKind::Kraft => (sites::brokers(nodes)?, asked.rf.copies_alone()?),
        _ => {
            let topology = sites::in_racks(nodes);
            let copies = asked.rf.copies(&topology)?;
            (topology, copies)
        }
    };
    check_work(asked.placement, partitions, &copies, nodes)?;
    let table =
        by_number(asked, partitions, &topology, &copies).map_err(|error| ApiError::refused(&error))?;
    Ok((table, Partitions::From(u64::from(asked.choices.start_partition.unwrap_or(0)))))
}

/// Checks the size of the answer, and how long it takes to find.
fn check_work(
    placement: PlacementKind,
    partitions: u32,
    copies: &Copies,
    nodes: &Nodes,
) -> Result<(), ApiError> {
    let copies = u64::from(copies.total(0));
    check_answer("partitions", u64::from(partitions) * (copies + 1), nodes.longest_id())?;
    // These look at every node for each copy, and whether it has one already.
    let looks_at_all =
        matches!(placement, PlacementKind::Hdfs | PlacementKind::Awareness | PlacementKind::Spread);
    let steps = u64::from(partitions) * copies * copies * nodes.len() as u64;
    if looks_at_all && steps > limit::API_PLACEMENT_STEPS {
        let cause = format!(
            "ask {} for {partitions} x {copies} copies on {} nodes, which would take too long: ask for fewer",
            placement.id(),
            nodes.len()
        );
        return Err(ApiError::new(Code::Limit, "partitions", &cause));
    }
    Ok(())
}

/// The placements that partitions are given to, with the same settings as behind an address.
fn by_number(
    asked: &Asked,
    partitions: u32,
    topology: &Topology,
    copies: &Copies,
) -> Result<Table, PlacementError> {
    let Choices { start_index, start_partition, is_zero, seed } = asked.choices;
    let seed = seed.unwrap_or(0);
    match asked.placement {
        PlacementKind::Kafka => {
            let first_partition = start_partition.unwrap_or(0);
            let start = start_index.map_or(KafkaStart::Drawn(seed), KafkaStart::Fixed);
            KafkaAdminUtils { partitions, first_partition, start }.place(topology, copies)
        }
        PlacementKind::Kraft => {
            KraftStriped { partitions, seed: (!is_zero).then_some(seed) }.place(topology, copies)
        }
        PlacementKind::Hdfs => {
            HdfsDefault { blocks: partitions, writer: HdfsWriter::InTurn, seed }.place(topology, copies)
        }
        PlacementKind::Awareness => Awareness { shards: partitions }.place(topology, copies),
        PlacementKind::Copysets => {
            let scatter_width = 2 * copies.total(0).saturating_sub(1).max(1);
            Copysets { partitions, scatter_width, seed }.place(topology, copies)
        }
        PlacementKind::Random => UniformRandom { partitions, seed }.place(topology, copies),
        _ => Spread { partitions }.place(topology, copies),
    }
}

impl Rows for Assigned {
    fn len(&self) -> usize {
        self.table.len()
    }

    fn write(&self, at: usize, json: &mut Json) {
        json.open('{');
        json.key("partition");
        match &self.partitions {
            Partitions::From(first) => json.digits(first + at as u64),
            Partitions::Slots(slots) => {
                let (first, last) = slots.get(at).copied().unwrap_or_default();
                json.text(&format!("{first}-{last}"));
            }
            Partitions::Tokens(cluster) => {
                if let Layout::Ring(ring) = cluster.layout() {
                    let hash = cluster.rule().hash;
                    push_value(json, HashValue::last_at(ring.token(at), hash), hash);
                }
            }
        }
        let id = |place: &u32| self.ids.get(*place as usize).map_or("null", String::as_str);
        let replicas = self.table.replicas(at);
        json.key("replicas").open('[');
        for place in replicas {
            json.written(id(place));
        }
        json.close(']');
        json.key("leader").written(replicas.first().map_or("null", id));
        json.close('}');
    }
}

#[cfg(test)]
mod tests {
    use super::super::cluster::{NodeSpec, Scheme, tests::rule};
    use super::*;
    use quorate_core::hash::HashFn;

    fn asked(placement: PlacementKind, partitions: Option<u32>, rf: u32) -> Asked {
        Asked { placement, partitions, rf: Rf::Each(rf), choices: Choices::default() }
    }

    fn on(count: u32, asked: &Asked) -> Result<Assigned, ApiError> {
        let rule = rule(Scheme::Ring, HashFn::Murmur3Cassandra, 1);
        let node = |number: u32| NodeSpec {
            rack: Some(format!("r{}", number % 3)),
            ..NodeSpec::of(&format!("n{number}"), None, 100)
        };
        let nodes = Nodes::new("nodes", rule, (1..=count).map(node).collect()).unwrap();
        Assigned::new(rule, nodes, asked)
    }

    #[test]
    fn every_placement_answers_for_some_nodes_and_for_none() {
        for (word, placement) in PlacementKind::WORDS {
            let has_number = !placement.walks_ring() && placement != PlacementKind::Redis;
            let asked = asked(placement, has_number.then_some(7), 3);
            let rows = on(9, &asked).unwrap();
            let expected = if has_number {
                7
            } else if placement == PlacementKind::Redis {
                3
            } else {
                9
            };
            assert_eq!(rows.len(), expected, "{word}");
            assert!(rows.table.iter().all(|row| row.len() == 3), "{word}: {}", rows.json());
            match on(0, &asked) {
                Ok(none) => assert!(none.table.iter().all(<[u32]>::is_empty), "{word}"),
                Err(error) => assert!(error.json().contains(r#""field":"rf""#), "{word}"),
            }
        }
    }

    #[test]
    fn kafka_counts_from_its_first_partition_and_leads_from_its_start() {
        let mut asked = asked(PlacementKind::Kafka, Some(2), 1);
        asked.choices = Choices { start_index: Some(1), start_partition: Some(5), ..Choices::default() };
        assert_eq!(
            on(3, &asked).unwrap().json(),
            r#"[{"partition":"5","replicas":["n3"],"leader":"n3"},{"partition":"6","replicas":["n1"],"leader":"n1"}]"#
        );
        asked.placement = PlacementKind::Kraft;
        assert!(on(3, &asked).unwrap_err().json().contains(r#""code":"conflict","field":"choices""#));
    }

    #[test]
    fn partitions_are_named_by_slots_and_by_tokens() {
        let redis = on(6, &asked(PlacementKind::Redis, None, 2)).unwrap().json();
        assert!(
            redis.starts_with(r#"[{"partition":"0-5460","replicas":["n1","n5"],"leader":"n1"}"#),
            "{redis}"
        );
        let refused = on(6, &asked(PlacementKind::Redis, Some(3), 2)).unwrap_err().json();
        assert!(refused.contains(r#""code":"conflict","field":"partitions""#), "{refused}");
        let rule = rule(Scheme::Ring, HashFn::Murmur3Cassandra, 1);
        let least = HashValue::parse("-9223372036854775808", rule.hash).unwrap().point();
        let node = NodeSpec::of("a", Some([least].into()), 100);
        let nodes = Nodes::new("nodes", rule, vec![node]).unwrap();
        let ring = Assigned::new(rule, nodes, &asked(PlacementKind::Nts, None, 2)).unwrap().json();
        assert_eq!(ring, r#"[{"partition":"-9223372036854775808","replicas":["a"],"leader":"a"}]"#);
    }

    #[test]
    fn what_would_take_too_long_or_too_much_room_is_refused() {
        let refused = |placement, partitions, rf| {
            on(1_000, &asked(placement, Some(partitions), rf)).unwrap_err().json()
        };
        assert!(refused(PlacementKind::Awareness, 65_536, 10_000).contains(r#""code":"limit""#));
        assert!(refused(PlacementKind::Hdfs, 1_000, 1_000).contains("would take too long"));
        assert!(refused(PlacementKind::Kafka, 1, 1_001).contains(r#""hint":"1000""#));
        assert!(on(1_000, &asked(PlacementKind::Spread, Some(10_000), 3)).is_ok());
    }
}
