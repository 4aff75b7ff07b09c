//! From what the reader chose to a world that can run: who acts, on what, over which links, after which script.

mod leader;
mod leaderless;
mod script;

use super::{Placed, built::Built};
use crate::{
    base::{ClientId, NodeId, PartitionId, Unit, limit},
    protocol::Workload,
    scenario::{Asked, Keys, LevelKind, Load, Scenario},
    sim::{Cast, Latency, Machine, Network, Peer, Route, Step, Wish, World},
    trace::{Actor, ActorAt, OpKind, TextAt, Texts},
    workload::Skew,
};
use alloc::{
    format,
    rc::Rc,
    string::{String, ToString},
    sync::Arc,
    vec::Vec,
};

pub(super) use leader::leader_world;
pub(super) use leaderless::quorum_world;

/// A cluster about to run.
struct Staging<'a> {
    scenario: &'a Scenario,
    actors: Vec<Actor>,
    /// None: one partition, which all nodes hold.
    standing: Option<Standing>,
    texts: Texts,
    /// The partitions that are asked for, by their place in the cluster's list, in the order in which they came up.
    partitions: Vec<usize>,
}

/// Where copies of partitions stand, and the ring that their keys lie on, if they lie on one.
struct Standing {
    placed: Placed,
    ring: Arc<Built>,
}

/// What clients ask for: by the script, and by themselves.
struct Wishes {
    script: Vec<(u64, Step)>,
    workload: Option<Rc<Workload>>,
}

impl Standing {
    fn new(scenario: &Scenario) -> Result<Self, String> {
        let cluster = scenario.now();
        let ring = Arc::new(Built::new(&cluster.all_on(), &[]));
        let placed = Placed::new(cluster, cluster, &ring, scenario.keys());
        match placed.fault() {
            Some(fault) => Err(fault.to_string()),
            None => Ok(Standing { placed, ring }),
        }
    }
}

impl<'a> Staging<'a> {
    /// Gathers who acts: clients, nodes, and whom the protocol has besides. Or in words why it cannot.
    fn new(scenario: &'a Scenario, others: Option<Actor>) -> Result<Self, String> {
        let (cluster, experiment) = (scenario.now(), scenario.experiment());
        let nodes = cluster.nodes().len() as u32;
        if nodes > limit::SIM_NODES {
            let most = limit::SIM_NODES;
            return Err(format!(
                "{nodes} nodes are more than the {most} that can be followed over time: take {most} or fewer"
            ));
        }
        let named = experiment.script().iter().filter_map(|act| act.verb.asked()?.client);
        let clients = experiment.clients().max(named.map(|id| id.0).max().unwrap_or(1));
        let actors = (1..=clients)
            .map(|id| Actor::Client(ClientId(id)))
            .chain(cluster.nodes().iter().map(|node| Actor::Node(node.id)))
            .chain(others)
            .collect();
        Ok(Staging { scenario, actors, standing: None, texts: Texts::default(), partitions: Vec::new() })
    }

    #[inline(never)]
    fn place(&self, actor: Actor) -> Option<ActorAt> {
        self.actors.iter().position(|known| *known == actor).map(|at| ActorAt(at as u16))
    }

    fn node(&self, id: NodeId) -> Option<ActorAt> {
        self.place(Actor::Node(id))
    }

    /// The place of a key's partition among those that are simulated.
    fn group(&mut self, key: &str) -> Result<u16, String> {
        let partition = match &self.standing {
            None => 0,
            Some(Standing { placed, .. }) => {
                placed.partition_of(key.as_bytes()).ok_or("there is no partition for a key: add one")?
            }
        };
        let found = self.partitions.iter().position(|known| *known == partition);
        let place = found.unwrap_or(self.partitions.len());
        if found.is_none() {
            if place >= limit::SIM_PARTITIONS as usize {
                let most = limit::SIM_PARTITIONS;
                return Err(format!("more than {most} partitions are written or read: take fewer keys"));
            }
            self.partitions.push(partition);
        }
        Ok(place as u16)
    }

    /// What clients ask for, by the script and by themselves: with it partitions and texts are known.
    fn wishes(&mut self) -> Result<Wishes, String> {
        let script = self.script()?;
        let workload = self.workload()?;
        if self.partitions.is_empty() {
            self.partitions.push(0);
        }
        Ok(Wishes { script, workload })
    }

    /// The world at its first instant, of these machines.
    fn world<M: Machine>(
        self,
        network: Network,
        script: Vec<(u64, Step)>,
        mut machine: impl FnMut(ActorAt, Actor) -> M,
    ) -> World<M> {
        let experiment = self.scenario.experiment();
        let cast = self.actors.iter().enumerate().map(|(at, actor)| {
            let (disk_ns, skew_ns) = match actor {
                Actor::Node(id) => (experiment.disk_ns(*id), experiment.skew_ns(*id)),
                Actor::Client(_) | Actor::Monitor => (0, 0),
            };
            Cast { actor: *actor, machine: machine(ActorAt(at as u16), *actor), disk_ns, skew_ns }
        });
        World::new(cast.collect(), network, script, self.texts)
    }

    fn clients(&self) -> Vec<ActorAt> {
        let actors = (0..).map(ActorAt).zip(&self.actors);
        actors.filter(|(_, actor)| matches!(actor, Actor::Client(_))).map(|(at, _)| at).collect()
    }

    /// The links, each as its rule says.
    fn network(&self) -> Result<Network, String> {
        let experiment = self.scenario.experiment();
        let (seed, loss_ppm) = (self.scenario.now().seed(), experiment.loss_ppm());
        let base = experiment.links().iter().rev().find(|rule| rule.ends.is_none());
        let base = base.map_or(Latency::Constant(0), |rule| rule.latency.clone());
        let mut network = Network::new(self.actors.len(), base.clone(), loss_ppm, seed);
        let is_alike = base.route(None, None).is_ok();
        let pairs = experiment.links().iter().filter_map(|rule| Some((rule.ends?, &rule.latency)));
        if !is_alike {
            for one in 0..self.actors.len() {
                for other in one + 1..self.actors.len() {
                    self.join(&mut network, [one, other], &base)?;
                }
            }
        }
        for ((one, other), latency) in pairs {
            if let (Some(one), Some(other)) = (self.place(actor(one)), self.place(actor(other))) {
                self.join(&mut network, [one.at(), other.at()], latency)?;
            }
        }
        Ok(network)
    }

    #[inline(never)]
    fn join(&self, network: &mut Network, ends: [usize; 2], latency: &Latency) -> Result<(), String> {
        let [one, other] = ends.map(|at| self.home(self.actors[at]));
        let route: Route = latency.route(Some(&one), Some(&other)).map_err(|error| error.to_string())?;
        let number = network.add_latency(latency.clone(), route);
        let [one, other] = ends.map(|at| ActorAt(at as u16));
        network.join(one, other, number);
        network.join(other, one, number);
        Ok(())
    }

    /// The name of the data centre in which somebody stands: clients and the monitor in the client's.
    fn home(&self, actor: Actor) -> String {
        let cluster = self.scenario.now();
        let dc = match actor {
            Actor::Node(id) => cluster.site(id).map(|site| site.dc),
            _ => None,
        };
        cluster.name_of(Unit::Dc(dc.unwrap_or_else(|| self.scenario.level_dc())))
    }

    /// What clients ask for by themselves.
    fn workload(&mut self) -> Result<Option<Rc<Workload>>, String> {
        let (experiment, keys) = (self.scenario.experiment(), self.scenario.keys());
        let count = keys.count().min(limit::SIM_KEYS);
        let skew = match experiment.load() {
            Load::None => return Ok(None),
            Load::Uniform => Skew::Uniform,
            Load::Sequential => Skew::Sequential,
            Load::Zipf(theta) => Skew::zipf(theta, count),
        };
        let Keys::Generated(generated) = keys else {
            return Err("keys from a file are not asked for over time: generate keys".into());
        };
        let mut wishes = Vec::with_capacity(count as usize);
        let mut key = Vec::new();
        for number in 0..count {
            generated.write(number, &mut key);
            let text = core::str::from_utf8(&key).unwrap_or_default().to_string();
            wishes.push(Wish {
                kind: OpKind::Get,
                ..self.wish(&text, OpKind::Get, [None; 2], &Asked::default())?
            });
        }
        if wishes.is_empty() {
            return Err("there are no keys to ask for: generate some".into());
        }
        Ok(Some(Rc::new(Workload {
            skew,
            keys: wishes,
            think_ns: experiment.think_ns(),
            arrival: experiment.arrival(),
        })))
    }

    #[inline(never)]
    fn wish(
        &mut self,
        key: &str,
        kind: OpKind,
        [value, expected]: [Option<TextAt>; 2],
        by: &Asked,
    ) -> Result<Wish, String> {
        let group = self.group(key)?;
        let partition = PartitionId(self.partitions[usize::from(group)] as u32 + 1);
        let key = self.texts.place(key);
        let asked = by.coordinator.and_then(|id| self.node(id));
        let level = by.level.map(LevelKind::level);
        Ok(Wish { kind, key, value, expected, partition, group, level, asked, is_own: false })
    }
}

const fn actor(peer: Peer) -> Actor {
    match peer {
        Peer::Node(id) => Actor::Node(id),
        Peer::Client(id) => Actor::Client(id),
        Peer::Monitor => Actor::Monitor,
    }
}
