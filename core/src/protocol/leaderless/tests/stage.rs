use crate::{
    base::{ClientId, NodeId, PartitionId},
    hash::HashFn,
    placement::Copies,
    protocol::leaderless::{
        Ask, Bug, Conflict, Coordinate, Group, Hints, Leaderless, ReadRepair, Repair, Rules, Setup,
    },
    sim::{Cast, Fault, Latency, Network, Peer, Step, Wish, World},
    trace::{Actor, ActorAt, Message, OpAt, OpKind, Operation, Outcome, Texts, Topic, Trace, What},
};
use alloc::{format, rc::Rc, string::String, vec::Vec};

/// A millisecond, ns: how long every message takes.
pub(super) const MS: u64 = 1_000_000;

/// A cluster of a few nodes, the first three of which hold the one partition, and two clients nearest to n1; links take
/// 1 ms, disks nothing, a coordinator waits 10 ms, a client 50.
pub(super) struct Stage {
    pub(super) setup: Setup,
    script: Vec<(u64, Step)>,
    texts: Texts,
    nodes: u16,
    at_ns: u64,
    pub(super) disk_ns: u64,
}

const CLIENTS: u16 = 2;

/// The actor of a node, by its number from 1.
pub(super) const fn n(id: u16) -> ActorAt {
    ActorAt(CLIENTS + id - 1)
}

pub(super) const fn rules() -> Rules {
    Rules {
        w: 2,
        r: 2,
        write_level: None,
        read_level: None,
        ask: Ask::All,
        coordinate: Coordinate::Replica,
        conflict: Conflict::Lww,
        repair: Repair { read: ReadRepair::None, hint: false, merkle: false },
        is_sloppy: false,
        hints: Hints { window_ns: 10_000 * MS, most: 100, every_ns: 20 * MS },
        grace_ns: 100_000 * MS,
        sweep_ns: 1_000 * MS,
        wait_ns: 10 * MS,
        is_durable: true,
    }
}

impl Stage {
    pub(super) fn new(nodes: u16, rules: Rules) -> Self {
        let all: Vec<ActorAt> = (1..=nodes).map(n).collect();
        let group = Group {
            partition: PartitionId(1),
            nodes: all[..3].to_vec(),
            others: all[3..].to_vec(),
            placed: [(0, 3)].into(),
        };
        let setup = Setup {
            rules,
            groups: [group].into(),
            clients: (0..CLIENTS).map(ActorAt).collect(),
            dcs: (0..CLIENTS + nodes).map(|_| 0).collect(),
            near: (0..CLIENTS + nodes).map(|_| all.clone()).collect(),
            copies: Copies::Each(3),
            hash: HashFn::Murmur3Cassandra,
            timeout_ns: 50 * MS,
            retries: 2,
            retry_wait_ns: 5 * MS,
            seed: 1,
            bug: None,
        };
        Stage { setup, script: Vec::new(), texts: Texts::default(), nodes, at_ns: 0, disk_ns: 0 }
    }

    pub(super) fn bug(mut self, bug: Bug) -> Self {
        self.setup.bug = Some(bug);
        self
    }

    /// What follows happens at this time.
    pub(super) fn at(mut self, ms: u64) -> Self {
        self.at_ns = ms * MS;
        self
    }

    fn step(mut self, step: Step) -> Self {
        self.script.push((self.at_ns, step));
        self
    }

    pub(super) fn fault(self, fault: Fault) -> Self {
        self.step(Step::Fault(fault))
    }

    pub(super) fn kill(self, id: u32) -> Self {
        self.fault(Fault::Kill(NodeId(id)))
    }

    pub(super) fn crash(self, id: u32) -> Self {
        self.fault(Fault::Crash(NodeId(id)))
    }

    pub(super) fn up(self, id: u32) -> Self {
        self.fault(Fault::Up(NodeId(id)))
    }

    /// Nothing passes between a node and others.
    pub(super) fn cut(self, id: u32, others: &[u32]) -> Self {
        let ends = |ids: &[u32]| ids.iter().map(|id| Peer::Node(NodeId(*id))).collect();
        self.fault(Fault::Cut { from: ends(&[id]), to: ends(others), one_way: false })
    }

    pub(super) fn heal(self) -> Self {
        self.fault(Fault::Heal(None))
    }

    /// A client asks a node, or whom its rules say where it is 0.
    pub(super) fn ask(mut self, client: u16, kind: OpKind, value: &str, node: u16) -> Self {
        let key = self.texts.place("k");
        let value = (kind == OpKind::Put).then(|| self.texts.place(value));
        let wish = Wish {
            kind,
            key,
            value,
            expected: None,
            partition: PartitionId(1),
            group: 0,
            level: None,
            asked: Some(node).filter(|node| *node > 0).map(n),
            is_own: false,
        };
        self.step(Step::Ask(ActorAt(client - 1), wish))
    }

    pub(super) fn put(self, client: u16, value: &str, node: u16) -> Self {
        self.ask(client, OpKind::Put, value, node)
    }

    pub(super) fn get(self, client: u16, node: u16) -> Self {
        self.ask(client, OpKind::Get, "", node)
    }

    pub(super) fn delete(self, client: u16, node: u16) -> Self {
        self.ask(client, OpKind::Delete, "", node)
    }

    /// Runs so long, and holds every machine to its invariants after each step.
    pub(super) fn run(self, ms: u64) -> Told {
        let setup = Rc::new(self.setup);
        let client = |at: u16| Cast {
            actor: Actor::Client(ClientId(u32::from(at) + 1)),
            machine: Leaderless::client(&setup, ActorAt(at), None),
            disk_ns: 0,
            skew_ns: 0,
        };
        let node = |id: u16| Cast {
            actor: Actor::Node(NodeId(u32::from(id))),
            machine: Leaderless::node(&setup, n(id)),
            disk_ns: self.disk_ns,
            skew_ns: 0,
        };
        let cast: Vec<_> = (0..CLIENTS).map(client).chain((1..=self.nodes).map(node)).collect();
        let network = Network::new(cast.len(), Latency::Constant(MS), 0, 1);
        let mut world = World::new(cast, network, self.script, self.texts);
        while world.step(ms * MS) {
            world.check().unwrap();
        }
        Told(world.end(ms * MS))
    }
}

/// What a run tells.
pub(super) struct Told(pub(super) Trace);

impl Told {
    pub(super) fn op(&self, at: u32) -> &Operation {
        self.0.operation(OpAt(at))
    }

    /// The outcome of an operation, and when it was known, ms after it began.
    pub(super) fn outcome(&self, at: u32) -> (Outcome, u64) {
        let op = self.op(at);
        (op.outcome, (op.end_ns.unwrap_or(u64::MAX) - op.start_ns) / MS)
    }

    /// What a read returned.
    pub(super) fn result(&self, at: u32) -> &str {
        assert_eq!(self.op(at).outcome, Outcome::Ok, "operation {at}");
        self.op(at).result.map_or("", |text| self.0.texts.get(text))
    }

    /// What a node has at the end, by the trace alone: values in the order in which they were written, `-` a tombstone.
    pub(super) fn held(&self, id: u16) -> String {
        let mut held = Vec::new();
        for event in self.0.events.iter().filter(|event| event.actor == n(id)) {
            match event.what {
                What::Stored { version, .. } => held.push(version),
                What::Dropped { version, .. } => held.retain(|other| *other != version),
                _ => {}
            }
        }
        held.sort_unstable();
        let text = |version| self.0.versions.get(version).value.map_or("-", |value| self.0.texts.get(value));
        held.into_iter().map(text).collect::<Vec<_>>().join(" ")
    }

    /// What all three replicas have.
    pub(super) fn all_held(&self) -> [String; 3] {
        [1, 2, 3].map(|id| self.held(id))
    }

    pub(super) fn count(&self, is_it: impl Fn(&What) -> bool) -> usize {
        self.0.events.iter().filter(|event| is_it(&event.what)).count()
    }

    /// Messages of a topic, with when they were sent, ms.
    pub(super) fn sent(&self, topic: Topic) -> Vec<(u64, &Message)> {
        let of_topic = self.0.messages.iter().filter(|message| message.topic == topic);
        of_topic.map(|message| (message.sent_ns / MS, message)).collect()
    }

    pub(super) fn whom(&self, topic: Topic) -> Vec<String> {
        self.sent(topic).into_iter().map(|(_, message)| format!("n{}", message.to.0 + 1 - CLIENTS)).collect()
    }
}
