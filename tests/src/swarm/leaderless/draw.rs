use crate::swarm::draw::Dice;
use quorate_core::{
    base::{ClientId, NodeId, PartitionId},
    hash::HashFn,
    placement::Copies,
    protocol::leaderless::{
        Ask, Bug, Conflict, Coordinate, Group, Hints, Leaderless, ReadRepair, Repair, Rules, Setup,
    },
    quorum::Level,
    sim::{Cast, Fault, Latency, Network, Peer, Step, Wish, World},
    trace::{Actor, ActorAt, OpKind, Texts},
};
use std::rc::Rc;

/// A millisecond, ns.
const MS: u64 = 1_000_000;
/// Operations and faults happen up to here, ms.
const BUSY_MS: u32 = 600;
/// All is mended here, where it is.
const MENDED_MS: u64 = 700;
/// Each key is read here, where all was mended.
const LAST_READS_MS: u64 = 4_000;
/// The end of such a run.
const LATE_MS: u64 = 8_000;
/// Tombstones that are never purged within a run.
const LONG_NS: u64 = 1_000_000 * MS;

/// A world that a seed stands for, before its first instant.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// What all machines know.
    pub setup: Setup,
    /// What happens from outside.
    pub script: Vec<(u64, Step)>,
    /// When it ends, ns.
    pub until_ns: u64,
    /// Whether any node goes off.
    pub has_off: bool,
    /// Whether a node loses power.
    pub has_crash: bool,
    /// Whether any clock is wrong.
    pub is_skewed: bool,
    /// Whether all is mended and quiet at the end, and each key was read once more.
    pub is_mended: bool,
    texts: Texts,
    nodes: u32,
    clients: u32,
    latency: Latency,
    loss_ppm: u32,
    disk_ns: Vec<u64>,
}

impl Drawn {
    /// The world at its first instant.
    pub fn world(&self) -> World<Leaderless> {
        let setup = Rc::new(self.setup.clone());
        let client = |id: u32| Cast {
            actor: Actor::Client(ClientId(id)),
            machine: Leaderless::client(&setup, ActorAt(id as u16 - 1), None),
            disk_ns: 0,
            skew_ns: 0,
        };
        let node = |id: u32| Cast {
            actor: Actor::Node(NodeId(id)),
            machine: Leaderless::node(&setup, ActorAt((self.clients + id) as u16 - 1)),
            disk_ns: self.disk_ns[id as usize - 1],
            skew_ns: 0,
        };
        let cast: Vec<_> = (1..=self.clients).map(client).chain((1..=self.nodes).map(node)).collect();
        let network = Network::new(cast.len(), self.latency.clone(), self.loss_ppm, self.setup.seed);
        World::new(cast, network, self.script.clone(), self.texts.clone())
    }
}

/// What a seed stands for, with a planted bug if one is given.
pub fn draw(seed: u64, bug: Option<Bug>) -> Drawn {
    let mut dice = Dice::new(seed, "leaderless swarm");
    let (nodes, clients) = (dice.between(3, 6), dice.between(1, 3));
    let copies = if dice.chance(60) { 3 } else { dice.between(1, nodes.min(5)) };
    let timeout_ms = dice.between(40, 200);
    let mut rules = rules(&mut dice, copies, timeout_ms);
    let mut sweeps = Dice::new(seed, "leaderless swarm: sweeps");
    rules.repair.merkle = sweeps.chance(30);
    rules.sweep_ns = u64::from(sweeps.between(100, 600)) * MS;
    let actors = clients + nodes;
    let all: Vec<ActorAt> = (clients as u16..actors as u16).map(ActorAt).collect();
    let groups: Vec<Group> = (0..dice.between(1, 2)).map(|place| group(&all, place, copies)).collect();
    let near = |at: u32| {
        let mut near = all.clone();
        near.rotate_left((at % nodes) as usize);
        near
    };
    let setup = Setup {
        rules,
        groups,
        clients: (0..clients as u16).map(ActorAt).collect(),
        dcs: vec![0; actors as usize],
        near: (0..actors).map(near).collect(),
        copies: Copies::Each(copies),
        hash: HashFn::Murmur3Cassandra,
        timeout_ns: u64::from(timeout_ms) * MS,
        retries: dice.between(0, 3),
        retry_wait_ns: u64::from(dice.between(1, 20)) * MS,
        seed,
        bug,
    };
    let latency = latency(&mut dice);
    let loss_ppm = if dice.chance(25) { dice.between(1, 15) * 10_000 } else { 0 };
    let most = *dice.one_of(&[0, 1, 15]);
    let disk_ns = (0..nodes).map(|_| u64::from(dice.between(0, most)) * MS).collect();
    let mut script =
        Script { dice, nodes, clients, setup: &setup, texts: Texts::default(), steps: Vec::new() };
    let is_mended = script.draw();
    let Script { mut steps, texts, .. } = script;
    steps.sort_by_key(|(at_ns, _)| *at_ns);
    let has = |is_it: fn(&Fault) -> bool| {
        steps.iter().any(|(_, step)| matches!(step, Step::Fault(fault) if is_it(fault)))
    };
    let until_ms = if is_mended { LATE_MS } else { u64::from(BUSY_MS) + 400 };
    Drawn {
        has_off: has(|fault| matches!(fault, Fault::Kill(_) | Fault::Crash(_))),
        has_crash: has(|fault| matches!(fault, Fault::Crash(_))),
        is_skewed: has(|fault| matches!(fault, Fault::Skew(..))),
        is_mended,
        until_ns: until_ms * MS,
        script: steps,
        texts,
        nodes,
        clients,
        latency,
        loss_ppm,
        disk_ns,
        setup,
    }
}

/// The replicas of a partition: as many nodes from one on, all others after them.
fn group(all: &[ActorAt], place: u32, copies: u32) -> Group {
    let mut nodes = all.to_vec();
    nodes.rotate_left((place as usize * 2) % all.len());
    let others = nodes.split_off(copies as usize);
    Group { partition: PartitionId(place + 1), nodes, others, placed: vec![(0, copies)] }
}

/// Half of all meet: what is read has an answer in common with what was written.
fn rules(dice: &mut Dice, copies: u32, timeout_ms: u32) -> Rules {
    let w = dice.between(1, copies);
    let r = if dice.chance(60) { copies + 1 - w } else { dice.between(1, copies) };
    let level = |dice: &mut Dice, all: &[Level]| dice.chance(15).then(|| *dice.one_of(all));
    let short_ns = u64::from(dice.between(50, 400)) * MS;
    Rules {
        w,
        r,
        write_level: level(dice, &[Level::One, Level::Quorum, Level::All, Level::Any, Level::EachQuorum]),
        read_level: level(dice, &[Level::One, Level::Two, Level::Quorum, Level::All, Level::LocalQuorum(0)]),
        ask: if dice.chance(50) { Ask::All } else { Ask::Digest },
        coordinate: *dice.one_of(&[
            Coordinate::Replica,
            Coordinate::Replica,
            Coordinate::Any,
            Coordinate::Client,
        ]),
        conflict: *dice.one_of(&[
            Conflict::Lww,
            Conflict::Lww,
            Conflict::Siblings,
            Conflict::Siblings,
            Conflict::Merge,
            Conflict::Vectors,
        ]),
        repair: Repair {
            read: *dice.one_of(&[ReadRepair::None, ReadRepair::Background, ReadRepair::Blocking]),
            hint: dice.chance(60),
            merkle: false,
        },
        is_sloppy: dice.chance(20),
        hints: Hints {
            window_ns: if dice.chance(70) { LONG_NS } else { short_ns },
            most: if dice.chance(70) { 1_000 } else { dice.between(1, 4) },
            every_ns: u64::from(dice.between(10, 100)) * MS,
        },
        grace_ns: if dice.chance(80) { LONG_NS } else { short_ns },
        sweep_ns: 500 * MS,
        wait_ns: if dice.chance(50) { 0 } else { u64::from(dice.between(5, timeout_ms)) * MS },
        is_durable: dice.chance(75),
    }
}

fn latency(dice: &mut Dice) -> Latency {
    let ns = u64::from(dice.between(1, 9)) * MS;
    match dice.between(0, 2) {
        0 => Latency::Constant(ns),
        1 => Latency::Uniform(ns / 5, ns * 3),
        _ => Latency::Exponential(ns),
    }
}

/// What happens from outside, as it is drawn.
struct Script<'a> {
    dice: Dice,
    nodes: u32,
    clients: u32,
    setup: &'a Setup,
    texts: Texts,
    steps: Vec<(u64, Step)>,
}

impl Script<'_> {
    /// Whether all is mended at the end.
    fn draw(&mut self) -> bool {
        let keys = self.dice.between(1, 3);
        for number in 1..=self.dice.between(5, 40) {
            self.operation(number, keys);
        }
        for _ in 0..self.dice.between(0, 8) {
            let at_ms = u64::from(self.dice.between(0, BUSY_MS));
            self.fault(at_ms);
        }
        let is_mended = self.dice.chance(33);
        if is_mended {
            self.mend(keys);
        }
        is_mended
    }

    fn node(&mut self) -> NodeId {
        NodeId(self.dice.between(1, self.nodes))
    }

    fn wish(&mut self, kind: OpKind, key: u32, value: Option<String>) -> Wish {
        let group = (key as usize % self.setup.groups.len()) as u16;
        Wish {
            kind,
            key: self.texts.place(&format!("k{key}")),
            value: value.map(|value| self.texts.place(&value)),
            expected: None,
            partition: self.setup.groups[usize::from(group)].partition,
            group,
            level: None,
            asked: None,
            is_own: false,
        }
    }

    fn operation(&mut self, number: u32, keys: u32) {
        let at_ns =
            u64::from(self.dice.between(0, BUSY_MS)) * MS + u64::from(self.dice.between(0, 999)) * 1_000;
        let key = self.dice.between(1, keys);
        let kind = match self.dice.between(0, 19) {
            0 => OpKind::Delete,
            1..=9 => OpKind::Put,
            _ => OpKind::Get,
        };
        let value = (kind == OpKind::Put).then(|| format!("v{number}"));
        let mut wish = self.wish(kind, key, value);
        if self.dice.chance(20) {
            let node = self.node();
            wish.asked = Some(ActorAt((self.clients + node.0) as u16 - 1));
        }
        let client = ActorAt(self.dice.between(1, self.clients) as u16 - 1);
        self.steps.push((at_ns, Step::Ask(client, wish)));
    }

    fn ends(&mut self) -> [Vec<Peer>; 2] {
        let mut sets = [vec![Peer::Node(self.node())], Vec::new()];
        for id in 1..=self.nodes {
            let peer = Peer::Node(NodeId(id));
            if !sets[0].contains(&peer) {
                match self.dice.between(0, 9) {
                    0 => sets[0].push(peer),
                    1..=7 => sets[1].push(peer),
                    _ => {}
                }
            }
        }
        if self.dice.chance(20) {
            sets[1].push(Peer::Client(ClientId(self.dice.between(1, self.clients))));
        }
        sets
    }

    fn push(&mut self, at_ms: u64, fault: Fault) {
        self.steps.push((at_ms * MS, Step::Fault(fault)));
    }

    fn fault(&mut self, at_ms: u64) {
        let [from, to] = self.ends();
        let (node, later_ms) = (self.node(), at_ms + u64::from(self.dice.between(1, 120)));
        let (number, percent) = (self.dice.between(1, 9), self.dice.between(1, 60));
        let fault = match self.dice.between(0, 13) {
            0..=2 => {
                let is_kill = self.dice.chance(50);
                self.push(later_ms, Fault::Up(node));
                if is_kill { Fault::Kill(node) } else { Fault::Crash(node) }
            }
            3 => Fault::Kill(node),
            4 => Fault::Crash(node),
            5 => Fault::Up(node),
            6 => Fault::Pause(node, Some(u64::from(number) * 20 * MS)),
            7 | 8 => {
                self.push(later_ms, Fault::Heal(None));
                Fault::Cut { from, to, one_way: self.dice.chance(30) }
            }
            9 => Fault::Cut { from, to, one_way: false },
            10 => Fault::Duplicate(from, to, percent * 10_000),
            11 => Fault::Loss(from, to, percent * 10_000),
            12 => Fault::Slow(node, u64::from(number) * 3 * MS),
            _ if self.dice.chance(40) => Fault::Skew(node, i64::from(percent) * 1_000_000 - 30_000_000),
            _ => {
                let other = self.node();
                let [one, other] = [node, other].map(Peer::Node);
                if one == other { Fault::Heal(None) } else { Fault::Delay(one, other, 90 * MS, number) }
            }
        };
        self.push(at_ms, fault);
    }

    /// Everything is up, on time and joined again, and each key is read once more, of every node.
    fn mend(&mut self, keys: u32) {
        let all: Vec<Peer> = (1..=self.nodes)
            .map(|id| Peer::Node(NodeId(id)))
            .chain((1..=self.clients).map(|id| Peer::Client(ClientId(id))))
            .collect();
        self.push(MENDED_MS, Fault::Heal(None));
        self.push(MENDED_MS, Fault::Loss(all.clone(), all.clone(), 0));
        self.push(MENDED_MS, Fault::Duplicate(all.clone(), all, 0));
        for id in (1..=self.nodes).map(NodeId) {
            self.push(MENDED_MS, Fault::Up(id));
            self.push(MENDED_MS, Fault::Slow(id, 0));
        }
        let nodes = self.nodes;
        for (key, id) in (1..=keys).flat_map(|key| (1..=nodes).map(move |id| (key, id))) {
            let mut wish = self.wish(OpKind::Get, key, None);
            wish.asked = Some(ActorAt((self.clients + id) as u16 - 1));
            let at_ms = LAST_READS_MS + u64::from(key * 10 + id) * 50;
            self.steps.push((at_ms * MS, Step::Ask(ActorAt(0), wish)));
        }
    }
}

impl Drawn {
    /// Whether no tombstone is purged within the run.
    pub const fn keeps_tombstones(&self) -> bool {
        self.setup.rules.grace_ns == LONG_NS
    }

    /// Whether whoever is there answers in time, as each message takes as long as the last.
    pub const fn is_calm(&self) -> bool {
        matches!(self.latency, Latency::Constant(ns) if 2 * ns < self.setup.wait_ns())
    }

    /// Whether hints are kept for all who miss a write, however many and for however long.
    pub const fn keeps_hints(&self) -> bool {
        let hints = self.setup.rules.hints;
        self.setup.rules.repair.hint && hints.window_ns == LONG_NS && hints.most == 1_000
    }
}
