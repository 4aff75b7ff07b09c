use super::{Staging, Standing, Wishes};
use crate::{
    base::PartitionId,
    detect::Detector,
    protocol::leader::{Bug, LeaderFollower, Members, Rules, Setup, Waits},
    scenario::{Scenario, SchemeKind, Verb},
    sim::{Network, World},
    trace::{Actor, ActorAt},
};
use alloc::{rc::Rc, string::String, vec::Vec};

/// The world of a mode with leaders at its first instant, or in words why there is none.
pub(in crate::run) fn leader_world(
    scenario: &Scenario,
    rules: &Rules,
    bug: Option<Bug>,
) -> Result<World<LeaderFollower>, String> {
    let script = scenario.experiment().script();
    let is_watched =
        rules.detect != Detector::None || script.iter().any(|act| matches!(act.verb, Verb::Transfer(..)));
    let mut staging = Staging::new(scenario, is_watched.then_some(Actor::Monitor))?;
    // A ring has no leaders: its keys are one partition.
    if scenario.now().scheme() != SchemeKind::Ring {
        staging.standing = Some(Standing::new(scenario)?);
    }
    let Wishes { script, workload } = staging.wishes()?;
    let network = staging.network()?;
    let setup = Rc::new(Setup { bug, ..setup(&staging, rules, &network) });
    let machine = |me: ActorAt, actor: Actor| match actor {
        Actor::Client(_) => LeaderFollower::client(&setup, me, workload.clone()),
        Actor::Node(_) => LeaderFollower::node(&setup, me),
        Actor::Monitor => LeaderFollower::monitor(&setup),
    };
    Ok(staging.world(network, script, machine))
}

fn setup(staging: &Staging<'_>, rules: &Rules, network: &Network) -> Setup {
    let experiment = staging.scenario.experiment();
    let groups: Vec<Members> =
        staging.partitions.iter().map(|partition| members(staging, *partition)).collect();
    let clients = staging.clients();
    let nearest = |members: &Members| -> Vec<ActorAt> {
        let way = |client: ActorAt, node: ActorAt| network.mean_ns(client, node).unwrap_or(u64::MAX);
        let of = |client: &ActorAt| members.nodes.iter().copied().min_by_key(|node| way(*client, *node));
        clients.iter().map(|client| of(client).unwrap_or(ActorAt(0))).collect()
    };
    let named = match rules.ack.waits {
        Waits::Named(id) => staging.node(id),
        _ => None,
    };
    Setup {
        rules: Rules { beat_ns: rules.beat_ns(), ..rules.clone() },
        nearest: groups.iter().map(nearest).collect(),
        groups,
        named,
        monitor: staging.place(Actor::Monitor),
        clients,
        timeout_ns: experiment.timeout_ns(),
        retries: experiment.retries(),
        retry_wait_ns: experiment.retry_wait_ns(),
        seed: staging.scenario.now().seed(),
        bug: None,
    }
}

/// The nodes that hold a partition, its first leader first.
fn members(staging: &Staging<'_>, partition: usize) -> Members {
    let nodes = match &staging.standing {
        None => staging.scenario.now().nodes().iter().filter_map(|node| staging.node(node.id)).collect(),
        Some(Standing { placed, .. }) => {
            let places = placed.table().replicas(partition).iter();
            places.filter_map(|place| staging.node(placed.node(*place))).collect()
        }
    };
    Members { partition: PartitionId(partition as u32 + 1), nodes }
}
