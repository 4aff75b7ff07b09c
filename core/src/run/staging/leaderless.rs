use super::{Staging, Standing, Wishes};
use crate::{
    base::{PartitionId, sort_by_key},
    protocol::leaderless::{Bug, Group, Leaderless, Rules, Setup},
    quorum::Level,
    run::Placed,
    scenario::{LevelKind, Scenario, SchemeKind, Verb},
    sim::{Network, World},
    trace::{Actor, ActorAt},
};
use alloc::{format, rc::Rc, string::String, vec::Vec};

/// The world of a mode without leaders at its first instant, or in words why there is none.
pub(in crate::run) fn quorum_world(
    scenario: &Scenario,
    rules: &Rules,
    bug: Option<Bug>,
) -> Result<World<Leaderless>, String> {
    let Staged { staging, wishes, network, setup } = Staged::new(scenario, rules)?;
    let setup = Rc::new(Setup { bug, ..setup });
    let machine = |me: ActorAt, actor: Actor| match actor {
        Actor::Node(_) => Leaderless::node(&setup, me),
        Actor::Client(_) | Actor::Monitor => Leaderless::client(&setup, me, wishes.workload.clone()),
    };
    Ok(staging.world(network, wishes.script, machine))
}

/// All that a world without leaders is made of.
struct Staged<'a> {
    staging: Staging<'a>,
    wishes: Wishes,
    network: Network,
    setup: Setup,
}

impl<'a> Staged<'a> {
    /// Gathers it for a mode, or says in words why it cannot run.
    fn new(scenario: &'a Scenario, rules: &Rules) -> Result<Self, String> {
        check_levels(scenario, rules)?;
        let mut staging = Staging::new(scenario, None)?;
        staging.standing = Some(Standing::new(scenario)?);
        let wishes = staging.wishes()?;
        let network = staging.network()?;
        let setup = setup(&staging, rules, &network)?;
        Ok(Staged { staging, wishes, network, setup })
    }
}

/// Levels that mean something else, or nothing, where nobody leads.
fn check_levels(scenario: &Scenario, rules: &Rules) -> Result<(), String> {
    refused(rules.write_level, false).map_or(Ok(()), |why| Err(format!("wl={why}")))?;
    refused(rules.read_level, true).map_or(Ok(()), |why| Err(format!("rl={why}")))?;
    for act in scenario.experiment().script() {
        let level = act.verb.asked().and_then(|asked| asked.level).map(LevelKind::level);
        if let Some(why) = refused(level, matches!(act.verb, Verb::Get(..))) {
            return Err(format!("do={}: {why}", act.line()));
        }
    }
    Ok(())
}

#[inline(never)]
fn refused(level: Option<Level>, is_read: bool) -> Option<String> {
    let level = level?;
    let why = match level {
        Level::Any if is_read => "is a level of writes, as a hint answers no read: take one",
        Level::AcksAll { .. } => "waits for those that are in sync with a leader: take quorum or all",
        Level::Raft => "is a majority under a leader that was elected: take quorum",
        _ => return None,
    };
    Some(format!("{} {why}", level.id()))
}

fn setup(staging: &Staging<'_>, rules: &Rules, network: &Network) -> Result<Setup, String> {
    let standing = staging.standing.as_ref().ok_or("there is no partition: add one")?;
    let (cluster, experiment) = (staging.scenario.now(), staging.scenario.experiment());
    let groups: Vec<Group> =
        staging.partitions.iter().map(|partition| group(staging, standing, *partition)).collect();
    check_counts(rules, &groups)?;
    Ok(Setup {
        rules: rules.clone(),
        groups,
        clients: staging.clients(),
        dcs: staging.actors.iter().map(|actor| dc(staging, &standing.placed, *actor)).collect(),
        near: near(staging, network),
        copies: standing.placed.copies().clone(),
        hash: cluster.hash(),
        timeout_ns: experiment.timeout_ns(),
        retries: experiment.retries(),
        retry_wait_ns: experiment.retry_wait_ns(),
        seed: cluster.seed(),
        bug: None,
    })
}

/// Counts that no partition could reach.
fn check_counts(rules: &Rules, groups: &[Group]) -> Result<(), String> {
    let n = groups.iter().map(|group| group.nodes.len() as u32).min().unwrap_or(0);
    let counts = [("w", rules.w, rules.write_level), ("r", rules.r, rules.read_level)];
    match counts.into_iter().find(|(_, count, level)| level.is_none() && *count > n) {
        Some((key, count, _)) => Err(format!("{key}={count} exceeds n={n}: lower {key} or add replicas")),
        None => Ok(()),
    }
}

/// Who holds a partition, and in which order the others stand in for them: on a ring as they come after its range, else as
/// they stand in the list after its last replica.
fn group(staging: &Staging<'_>, standing: &Standing, partition: usize) -> Group {
    let Standing { placed, ring } = standing;
    let replicas = placed.table().replicas(partition);
    let mut others = Vec::new();
    if staging.scenario.now().scheme() == SchemeKind::Ring && partition < ring.ring.len() {
        ring.ring.replicas_from(partition, ring.ring.tokened(), &mut others);
    }
    let count = placed.topology().len() as u32;
    let last = replicas.last().map_or(0, |last| last + 1);
    for place in (last..count).chain(0..last) {
        if !others.contains(&place) {
            others.push(place);
        }
    }
    others.retain(|place| !replicas.contains(place));
    let actors = |places: &[u32]| -> Vec<ActorAt> {
        places.iter().filter_map(|place| staging.node(placed.node(*place))).collect()
    };
    let mut held: Vec<(u32, u32)> = Vec::new();
    for dc in replicas.iter().map(|place| placed.topology().dc_of(*place)) {
        match held.iter_mut().find(|(known, _)| *known == dc) {
            Some((_, count)) => *count += 1,
            None => held.push((dc, 1)),
        }
    }
    Group {
        partition: PartitionId(partition as u32 + 1),
        nodes: actors(replicas),
        others: actors(&others),
        placed: held,
    }
}

/// The place of the data centre in which somebody stands: clients in the client's.
fn dc(staging: &Staging<'_>, placed: &Placed, actor: Actor) -> u32 {
    let of_node = match actor {
        Actor::Node(id) => placed.place_of(id).map(|place| placed.topology().dc_of(place)),
        _ => None,
    };
    let scenario = staging.scenario;
    let of_clients = || scenario.now().dcs().iter().position(|dc| *dc == scenario.level_dc());
    of_node.unwrap_or_else(|| of_clients().unwrap_or(0) as u32)
}

/// By actor all nodes, those with the shortest way from it first, itself before all; of equally near ones by the list.
fn near(staging: &Staging<'_>, network: &Network) -> Vec<Vec<ActorAt>> {
    let actors = || (0..staging.actors.len() as u16).map(ActorAt);
    let nodes: Vec<ActorAt> =
        actors().filter(|at| matches!(staging.actors[at.at()], Actor::Node(_))).collect();
    let of = |from: ActorAt| {
        let way = |to: &ActorAt| network.mean_ns(from, *to).unwrap_or(u64::MAX);
        let mut near = nodes.clone();
        sort_by_key(&mut near, |to| if *to == from { (0, 0) } else { (way(to), 1) });
        near
    };
    actors().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{quorum::Operation, scenario::parse};
    use alloc::vec;

    fn setup_of(fields: &str) -> Result<Setup, String> {
        let parsed = parse(&format!("v=1&repl=leaderless&{fields}"));
        assert_eq!(parsed.problems, vec![], "{fields}");
        let rules = parsed.scenario.modes()[0].quorum.clone();
        Staged::new(&parsed.scenario, &rules).map(|staged| staged.setup)
    }

    fn ids(actors: &[ActorAt]) -> Vec<u16> {
        // One client, whose place is 0, stands before the nodes.
        actors.iter().map(|at| at.0).collect()
    }

    #[test]
    fn on_a_ring_others_stand_in_as_they_come_after_the_range() {
        let tokens = "hash=crc16&nodes=5&vnodes=1&tokens=n3.0deg_n1.72deg_n5.144deg_n2.216deg_n4.288deg";
        let scenario = format!("{tokens}&rf=2&do=5.put.x.1");
        let setup = setup_of(&scenario).unwrap();
        let [group] = setup.groups.as_slice() else { panic!("one key is one partition") };
        let all = [ids(&group.nodes), ids(&group.others)].concat();
        let ring = [3, 1, 5, 2, 4];
        let first = ring.iter().position(|id| *id == all[0]).unwrap();
        let walked: Vec<u16> = (0..5).map(|step| ring[(first + step) % 5]).collect();
        assert_eq!(all, walked);
        assert_eq!((group.nodes.len(), group.placed.as_slice()), (2, &[(0, 2)][..]));
    }

    #[test]
    fn elsewhere_others_stand_in_as_they_stand_after_the_last_replica() {
        let setup = setup_of("nodes=5&assign=p1.n4.n2&w=1&r=1&do=5.put.x.1").unwrap();
        let group = &setup.groups[0];
        assert_eq!((ids(&group.nodes), ids(&group.others)), (vec![4, 2], vec![3, 5, 1]));
    }

    #[test]
    fn nodes_are_near_by_their_links_and_oneself_is_nearest() {
        let links = "link=all.const.5ms_c1.n3.const.1ms_n1.n3.const.1ms_n2.n3.const.9ms";
        let setup = setup_of(&format!("nodes=3&{links}")).unwrap();
        let near: Vec<Vec<u16>> = setup.near.iter().map(|near| ids(near)).collect();
        assert_eq!(near, [[3, 1, 2], [1, 3, 2], [2, 1, 3], [3, 1, 2]]);
    }

    #[test]
    fn clients_stand_in_the_data_centre_of_local_levels() {
        let nodes = "nodes=d1.r1.n1_d1.r2.n2_d2.r3.n3_d2.r4.n4&place=nts&rf=d1.2_d2.1&level=local-quorum.d2";
        let setup = setup_of(&format!("{nodes}&wl=local-quorum&do=5.put.x.1")).unwrap();
        assert_eq!(setup.dcs, [1, 0, 0, 1, 1]);
        let mut placed = setup.groups[0].placed.clone();
        placed.sort_unstable();
        assert_eq!(placed, [(0, 2), (1, 1)]);
        let needs = setup.needs(&setup.groups[0], Operation::Write, None, ActorAt(0)).unwrap();
        assert_eq!((needs[0].group, needs[0].count), (crate::quorum::Group::Dc(1), 1));
    }

    #[test]
    fn a_coordinator_waits_half_of_a_clients_patience_or_as_long_as_it_is_told() {
        let wait = |fields: &str| setup_of(fields).unwrap().wait_ns();
        assert_eq!(wait("timeout=300ms"), 150_000_000);
        assert_eq!((wait("timeout=1ns"), wait("timeout=300ms&wait=10ms")), (1, 10_000_000));
    }

    #[test]
    fn what_cannot_run_says_why_and_what_to_do() {
        for (fields, why) in [
            ("w=4", "w=4 exceeds n=3: lower w or add replicas"),
            ("nodes=2", ""),
            ("nodes=1&w=1", "r=2 exceeds n=1: lower r or add replicas"),
            ("w=9&wl=quorum", ""),
            ("rl=any", "rl=any is a level of writes, as a hint answers no read: take one"),
            ("wl=any", ""),
            ("wl=acks-all", "wl=acks-all waits for those that are in sync with a leader: take quorum or all"),
            ("rl=raft", "rl=raft is a majority under a leader that was elected: take quorum"),
            (
                "do=5.get.x.any",
                "do=5.get.x.any: any is a level of writes, as a hint answers no read: take one",
            ),
            ("do=5.put.x.1.any.c1.n3", ""),
            ("place=kafka&scheme=slots&rf=9", "9 copies"),
        ] {
            match setup_of(fields) {
                Ok(_) => assert_eq!(why, "", "{fields}"),
                Err(said) => assert!(!why.is_empty() && said.contains(why), "{fields}: {said}"),
            }
        }
    }
}
