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
    hash::HashValue,
    placement::{
        Copies, KafkaAdminUtils, KafkaStart, KraftStriped, Placement, PlacementError, RedisCli, Table,
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
    let copies = asked.rf.copies(&topology)?;
    check_answer("rf", 2 * nodes.len() as u64, nodes.longest_id())?;
    let plan = RedisCli { optimiser: asked.choices.seed }.plan(&topology, &copies);
    let plan = plan.map_err(|error| ApiError::refused(&error))?;
    Ok((plan.table, Partitions::Slots(plan.ranges)))
}

/// So many partitions with numbers.
fn numbered(nodes: &Nodes, asked: &Asked, partitions: u32) -> Result<(Table, Partitions), ApiError> {
    let Choices { start_index, start_partition, is_zero, seed } = asked.choices;
    let seed = seed.unwrap_or(0);
    let kafka = KafkaAdminUtils {
        partitions,
        first_partition: start_partition.unwrap_or(0),
        start: start_index.map_or(KafkaStart::Drawn(seed), KafkaStart::Fixed),
    };
    let kraft = KraftStriped { partitions, seed: (!is_zero).then_some(seed) };
    let (topology, placement): (Topology, &dyn Placement) = match asked.placement {
        PlacementKind::Kafka => (sites::brokers(nodes)?, &kafka),
        PlacementKind::Kraft => (sites::brokers(nodes)?, &kraft),
        _ => return Err(ApiError::new(Code::Conflict, "placement", "is not modelled yet: take kafka")),
    };
    let copies = asked.rf.copies(&topology)?;
    let most = match &copies {
        Copies::PerDc(copies) => copies.iter().sum(),
        copies => copies.total(0),
    };
    let ids = u64::from(partitions) * (u64::from(most).min(nodes.len() as u64) + 1);
    check_answer("partitions", ids, nodes.longest_id())?;
    let table = placement.place(&topology, &copies).map_err(|error| ApiError::refused(&error))?;
    Ok((table, Partitions::From(u64::from(start_partition.unwrap_or(0)))))
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
