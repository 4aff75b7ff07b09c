//! From what the reader chose to a world that can run: who acts, on what, over which links, after which script.

use super::{Placed, built::Built};
use crate::{
    base::{ClientId, NodeId, PartitionId, Unit, limit},
    detect::Detector,
    protocol::{
        Workload,
        leader::{Bug, LeaderFollower, Members, Rules, Setup, Waits},
    },
    scenario::{Asked, Keys, Load, Scenario, SchemeKind, Verb},
    sim::{Cast, Fault, Latency, Network, Order, Peer, Route, Step, Wish, World},
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

/// A cluster about to run, or in words why it cannot.
pub(super) struct Staging<'a> {
    scenario: &'a Scenario,
    rules: &'a Rules,
    actors: Vec<Actor>,
    /// None: one partition, which all nodes hold.
    placed: Option<Placed>,
    texts: Texts,
    /// The partitions that are asked for, by their place in the cluster's list, in the order in which they came up.
    partitions: Vec<usize>,
}

impl<'a> Staging<'a> {
    /// Gathers who acts under these rules.
    pub(super) fn new(scenario: &'a Scenario, rules: &'a Rules) -> Result<Self, String> {
        let (cluster, experiment) = (scenario.now(), scenario.experiment());
        let nodes = cluster.nodes().len() as u32;
        if nodes > limit::SIM_NODES {
            let most = limit::SIM_NODES;
            return Err(format!(
                "{nodes} nodes are more than the {most} that can be followed over time: take {most} or fewer"
            ));
        }
        let named =
            experiment.script().iter().filter_map(|act| asked(&act.verb)?.client).map(|id| id.0).max();
        let clients = experiment.clients().max(named.unwrap_or(1));
        let is_watched = rules.detect != Detector::None
            || experiment.script().iter().any(|act| matches!(act.verb, Verb::Transfer(..)));
        let actors = (1..=clients)
            .map(|id| Actor::Client(ClientId(id)))
            .chain(cluster.nodes().iter().map(|node| Actor::Node(node.id)))
            .chain(is_watched.then_some(Actor::Monitor))
            .collect();
        let placed = if cluster.scheme() == SchemeKind::Ring {
            None
        } else {
            let ring = Arc::new(Built::new(&cluster.all_on(), &[]));
            let placed = Placed::new(cluster, cluster, &ring, scenario.keys());
            if let Some(fault) = placed.fault() {
                return Err(fault.to_string());
            }
            Some(placed)
        };
        Ok(Staging { scenario, rules, actors, placed, texts: Texts::default(), partitions: Vec::new() })
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
        let partition = match &self.placed {
            None => 0,
            Some(placed) => {
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

    /// The world at its first instant.
    pub(super) fn world(mut self, bug: Option<Bug>) -> Result<World<LeaderFollower>, String> {
        let script = self.script()?;
        let workload = self.workload()?;
        if self.partitions.is_empty() {
            self.partitions.push(0);
        }
        let network = self.network()?;
        let setup = Rc::new(self.setup(&network, bug));
        let experiment = self.scenario.experiment();
        let cast = self.actors.iter().enumerate().map(|(at, actor)| {
            let me = ActorAt(at as u16);
            let (machine, disk_ns, skew_ns) = match actor {
                Actor::Client(_) => (LeaderFollower::client(&setup, me, workload.clone()), 0, 0),
                Actor::Node(id) => {
                    (LeaderFollower::node(&setup, me), experiment.disk_ns(*id), experiment.skew_ns(*id))
                }
                Actor::Monitor => (LeaderFollower::monitor(&setup), 0, 0),
            };
            Cast { actor: *actor, machine, disk_ns, skew_ns }
        });
        let cast = cast.collect();
        Ok(World::new(cast, network, script, self.texts))
    }

    fn setup(&self, network: &Network, bug: Option<Bug>) -> Setup {
        let experiment = self.scenario.experiment();
        let groups: Vec<Members> = self.partitions.iter().map(|partition| self.members(*partition)).collect();
        let clients: Vec<ActorAt> = (0..)
            .map(ActorAt)
            .zip(&self.actors)
            .filter(|(_, actor)| matches!(actor, Actor::Client(_)))
            .map(|(at, _)| at)
            .collect();
        let nearest = |members: &Members| -> Vec<ActorAt> {
            let way = |client: ActorAt, node: ActorAt| network.mean_ns(client, node).unwrap_or(u64::MAX);
            let of = |client: &ActorAt| members.nodes.iter().copied().min_by_key(|node| way(*client, *node));
            clients.iter().map(|client| of(client).unwrap_or(ActorAt(0))).collect()
        };
        let named = match self.rules.ack.waits {
            Waits::Named(id) => self.node(id),
            _ => None,
        };
        Setup {
            rules: Rules { beat_ns: self.rules.beat_ns(), ..self.rules.clone() },
            nearest: groups.iter().map(nearest).collect(),
            groups,
            named,
            monitor: self.place(Actor::Monitor),
            clients,
            timeout_ns: experiment.timeout_ns(),
            retries: experiment.retries(),
            retry_wait_ns: experiment.retry_wait_ns(),
            seed: self.scenario.now().seed(),
            bug,
        }
    }

    /// The nodes that hold a partition, its first leader first.
    fn members(&self, partition: usize) -> Members {
        let nodes = match &self.placed {
            None => self.scenario.now().nodes().iter().filter_map(|node| self.node(node.id)).collect(),
            Some(placed) => {
                let places = placed.table().replicas(partition).iter();
                places.filter_map(|place| self.node(placed.node(*place))).collect()
            }
        };
        Members { partition: PartitionId(partition as u32 + 1), nodes }
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
            wishes.push(Wish { kind: OpKind::Get, ..self.wish(&text, OpKind::Get, None, None, None)? });
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
        value: Option<TextAt>,
        expected: Option<TextAt>,
        asked: Option<NodeId>,
    ) -> Result<Wish, String> {
        let group = self.group(key)?;
        let partition = PartitionId(self.partitions[usize::from(group)] as u32 + 1);
        let key = self.texts.place(key);
        let asked = asked.and_then(|id| self.node(id));
        Ok(Wish { kind, key, value, expected, partition, group, level: None, asked, is_own: false })
    }

    /// The script: what each line does, and when. Lines that speak of what is not there do nothing.
    fn script(&mut self) -> Result<Vec<(u64, Step)>, String> {
        let mut steps = Vec::new();
        for unit in self.scenario.now().off() {
            steps.extend(self.each(unit, Fault::Kill).into_iter().map(|step| (0, step)));
        }
        let experiment = self.scenario.experiment();
        for (line, act) in (0..).zip(experiment.script()) {
            if act.idle(self.scenario.now(), experiment.until_ns()).is_none() {
                steps.extend(self.begins(&act.verb).map(|actor| (act.at_ns, Step::Line(actor, line))));
                let done = self.steps(&act.verb)?;
                steps.extend(done.into_iter().map(|step| (act.at_ns, step)));
            }
        }
        Ok(steps)
    }

    /// Of whom a line speaks first, if what it does is seen on nobody: on links, on what comes later, or elsewhere.
    fn begins(&self, verb: &Verb) -> Option<ActorAt> {
        let first = |peer: &Peer| self.place(actor(*peer));
        match verb {
            Verb::Cut(from, ..)
            | Verb::Loss(from, ..)
            | Verb::Duplicate(from, ..)
            | Verb::Heal(Some((from, _))) => first(from.first()?),
            Verb::Split(groups) => first(groups.first()?.first()?),
            Verb::Lose(from, ..) | Verb::Delay(from, ..) => first(from),
            Verb::Slow(id, _) | Verb::Transfer(_, id) | Verb::Upgrade(id) => self.node(*id),
            Verb::Heal(None) => Some(ActorAt(0)),
            _ => None,
        }
    }

    /// The same fault of every node in a unit.
    #[inline(never)]
    fn each(&self, unit: Unit, fault: impl Fn(NodeId) -> Fault) -> Vec<Step> {
        let nodes = self.scenario.now().nodes().iter().filter(|node| node.is_in(unit));
        nodes.map(|node| Step::Fault(fault(node.id))).collect()
    }

    fn steps(&mut self, verb: &Verb) -> Result<Vec<Step>, String> {
        let ask = |staging: &Self, asked: &Asked, wish: Wish| {
            let client = staging.place(Actor::Client(asked.client.unwrap_or(ClientId(1))));
            client.map(|client| Step::Ask(client, wish)).into_iter().collect()
        };
        let fault = |fault: Fault| Vec::from([Step::Fault(fault)]);
        Ok(match verb {
            Verb::Get(key, by) => {
                let wish = self.wish(key.as_str(), OpKind::Get, None, None, by.coordinator)?;
                ask(self, by, wish)
            }
            Verb::Put(key, value, by) => {
                let value = self.texts.place(value.as_str());
                let wish = self.wish(key.as_str(), OpKind::Put, Some(value), None, by.coordinator)?;
                ask(self, by, wish)
            }
            Verb::Delete(key, by) => {
                let wish = self.wish(key.as_str(), OpKind::Delete, None, None, by.coordinator)?;
                ask(self, by, wish)
            }
            Verb::Cas(key, old, new, by) => {
                let [old, new] = [old, new].map(|text| self.texts.place(text.as_str()));
                let wish = self.wish(key.as_str(), OpKind::Cas, Some(new), Some(old), by.coordinator)?;
                ask(self, by, wish)
            }
            Verb::Increment(key, by) => {
                let wish = self.wish(key.as_str(), OpKind::Increment, None, None, by.coordinator)?;
                ask(self, by, wish)
            }
            Verb::Insert(value, by) => {
                let value = self.texts.place(value.as_str());
                let wish = self.wish("", OpKind::Insert, Some(value), None, by.coordinator)?;
                ask(self, by, wish)
            }
            Verb::Kill(unit) => self.each(*unit, Fault::Kill),
            Verb::Crash(unit) => self.each(*unit, Fault::Crash),
            Verb::Up(unit) => self.each(*unit, Fault::Up),
            Verb::Pause(id, for_ns) => fault(Fault::Pause(*id, *for_ns)),
            Verb::Cut(from, to, one_way) => {
                fault(Fault::Cut { from: from.clone(), to: to.clone(), one_way: *one_way })
            }
            Verb::Split(groups) => fault(Fault::Split(groups.clone())),
            Verb::Heal(ends) => fault(Fault::Heal(ends.clone())),
            Verb::Slow(id, ns) => fault(Fault::Slow(*id, *ns)),
            Verb::Loss(from, to, ppm) => fault(Fault::Loss(from.clone(), to.clone(), *ppm)),
            Verb::Duplicate(from, to, ppm) => fault(Fault::Duplicate(from.clone(), to.clone(), *ppm)),
            Verb::Lose(from, to, k) => fault(Fault::Lose(*from, *to, *k)),
            Verb::Delay(from, to, ns, k) => fault(Fault::Delay(*from, *to, *ns, *k)),
            Verb::Skew(id, ns) => fault(Fault::Skew(*id, *ns)),
            Verb::Transfer(partition, to) => self.transfer(*partition, *to),
            Verb::Upgrade(id) => {
                let order = self.node(*id).map(|actor| Step::Order(actor, Order::Upgrade));
                order.into_iter().chain(fault(Fault::Kill(*id))).chain(fault(Fault::Up(*id))).collect()
            }
        })
    }

    /// The order to hand over, if the partition is one that is asked for by then.
    fn transfer(&self, partition: PartitionId, to: NodeId) -> Vec<Step> {
        let group = self.partitions.iter().position(|known| *known as u32 + 1 == partition.0);
        let group = if self.placed.is_none() && partition.0 == 1 { Some(0) } else { group };
        let order = group
            .zip(self.node(to))
            .zip(self.place(Actor::Monitor))
            .map(|((group, to), monitor)| Step::Order(monitor, Order::Transfer { group: group as u16, to }));
        order.into_iter().collect()
    }
}

/// By whom a line of the script is asked.
const fn asked(verb: &Verb) -> Option<&Asked> {
    match verb {
        Verb::Get(_, asked)
        | Verb::Put(_, _, asked)
        | Verb::Delete(_, asked)
        | Verb::Cas(_, _, _, asked)
        | Verb::Increment(_, asked)
        | Verb::Insert(_, asked) => Some(asked),
        _ => None,
    }
}

const fn actor(peer: Peer) -> Actor {
    match peer {
        Peer::Node(id) => Actor::Node(id),
        Peer::Client(id) => Actor::Client(id),
        Peer::Monitor => Actor::Monitor,
    }
}
