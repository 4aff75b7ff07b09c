//! Random traces that a cluster could have written: leaders that come and go with and without new epochs, followers that
//! are behind, flushes, deaths, snapshots, reads from anywhere.

use super::{ActorAt, MessageAt, OpAt, Stage, Style, Topic, Trace, What};
use crate::base::PartitionId;
use alloc::vec::Vec;
use proptest::prelude::*;

/// What happens next: what, and to whom.
pub(crate) type Command = (u8, u8, u8);

/// Up to so many commands.
pub(crate) fn commands(most: usize) -> impl Strategy<Value = Vec<Command>> {
    proptest::collection::vec((0..28_u8, any::<u8>(), any::<u8>()), 0..most)
}

const CLIENTS: u32 = 3;
const NODES: usize = 3;
const KEYS: [(&str, u32); 3] = [("x", 1), ("y", 1), ("z", 2)];

#[derive(Clone, Default)]
struct Copy {
    log: Vec<(OpAt, u64)>,
    flushing: usize,
    persisted: usize,
    applied: usize,
    leads: Option<u64>,
}

struct Flight {
    message: MessageAt,
    to: usize,
    partition: usize,
    copy: Copy,
}

struct World {
    stage: Stage,
    copies: [[Copy; 2]; NODES],
    on: [bool; NODES],
    epochs: [u64; 2],
    /// Writes that were taken: by which node, at which position.
    taken: Vec<(OpAt, usize, u64)>,
    acked: Vec<OpAt>,
    asked: Vec<(OpAt, usize)>,
    flights: Vec<Flight>,
}

/// The trace of some commands; those that cannot happen do not.
pub(crate) fn play(commands: &[Command]) -> Trace {
    let mut world = World {
        stage: Stage::new(CLIENTS, NODES as u32),
        copies: Default::default(),
        on: [true; NODES],
        epochs: [1; 2],
        taken: Vec::new(),
        acked: Vec::new(),
        asked: Vec::new(),
        flights: Vec::new(),
    };
    for partition in 0..2 {
        world.lead(0, partition, 0);
    }
    for command in commands {
        world.stage.later(u64::from(command.2 % 3) * 500_000);
        world.play(*command);
    }
    world.stage.trace()
}

impl World {
    fn play(&mut self, (what, a, b): Command) {
        let (node, other) = (usize::from(a) % NODES, (usize::from(a) + 1 + usize::from(b % 2)) % NODES);
        let partition = usize::from(b / 2 % 4 == 3);
        match what {
            0..=4 => self.put(node, a, b),
            5..=9 => self.ship(node, other, partition),
            10 => self.flush(node, partition),
            11..=13 => self.apply(node, partition),
            14..=16 => self.ack(usize::from(a), b % 4 > 0),
            17..=20 => self.read(node, a, b),
            21 => self.serve(node, usize::from(b)),
            22 if b % 3 == 0 => self.turn(node, b),
            22 | 23 => self.restart(node),
            24 => self.lead(node, partition, u64::from(b % 8 > 3)),
            25 => self.offer(node, other, partition),
            26 => self.install(usize::from(b)),
            _ => self.step_down(node, partition, b),
        }
    }

    fn set(&mut self, partition: usize) {
        self.stage.partition = PartitionId(partition as u32 + 1);
    }

    fn key(&mut self, b: u8) -> (&'static str, usize) {
        let (key, partition) = KEYS[usize::from(b) % KEYS.len()];
        self.set(partition as usize - 1);
        (key, partition as usize - 1)
    }

    fn put(&mut self, node: usize, a: u8, b: u8) {
        let (key, partition) = self.key(b);
        let value = alloc::format!("{}", self.stage.so_far().operations.len() % 5);
        let op = self.stage.by(u32::from(a / 3) % CLIENTS + 1).put(key, &value);
        let copy = &mut self.copies[node][partition];
        let Some(epoch) = copy.leads.filter(|_| self.on[node]) else { return };
        copy.log.push((op, epoch));
        let position = copy.log.len() as u64;
        self.stage.epoch = epoch;
        self.stage.accept(node as u32 + 1, position, op);
        self.taken.push((op, node, position));
        if !b.is_multiple_of(4) {
            self.apply(node, partition);
        }
    }

    fn ship(&mut self, from: usize, to: usize, partition: usize) {
        let (source, target) = (&self.copies[from][partition], &self.copies[to][partition]);
        let Some(epoch) = source.leads.filter(|_| self.on[from] && self.on[to]) else { return };
        let common = source.log.iter().zip(&target.log).take_while(|(a, b)| a == b).count();
        let is_longer = target.log.len() > common;
        let next = source.log.get(common).copied();
        if target.leads.is_some_and(|other| other >= epoch) || (next.is_none() && !is_longer) {
            return;
        }
        self.set(partition);
        if let Some(old) = self.copies[to][partition].leads.take() {
            let partition = self.stage.partition;
            self.stage.on(to as u32 + 1, What::StepsDown { partition, epoch: old });
        }
        if is_longer {
            self.discard(to, partition, common);
        }
        if let Some((op, epoch)) = next {
            self.copies[to][partition].log.push((op, epoch));
            self.stage.epoch = epoch;
            self.stage.receive(to as u32 + 1, common as u64 + 1, op);
        }
    }

    fn discard(&mut self, node: usize, partition: usize, kept: usize) {
        let copy = &mut self.copies[node][partition];
        self.stage.discard(node as u32 + 1, kept as u64 + 1, copy.log.len() as u64);
        copy.log.truncate(kept);
        for reached in [&mut copy.flushing, &mut copy.persisted, &mut copy.applied] {
            *reached = (*reached).min(kept);
        }
    }

    fn flush(&mut self, node: usize, partition: usize) {
        self.set(partition);
        let copy = &mut self.copies[node][partition];
        if !self.on[node] {
            return;
        }
        if copy.flushing > copy.persisted {
            copy.persisted = copy.flushing;
            self.stage.persist(node as u32 + 1, copy.persisted as u64);
        } else if copy.log.len() > copy.persisted {
            copy.flushing = copy.log.len();
            self.stage.flush(node as u32 + 1, copy.flushing as u64);
        }
    }

    fn apply(&mut self, node: usize, partition: usize) {
        let copy = &mut self.copies[node][partition];
        let Some((op, _)) = copy.log.get(copy.applied).copied().filter(|_| self.on[node]) else { return };
        copy.applied += 1;
        let position = copy.applied as u64;
        let operation = self.stage.so_far().operation(op);
        let (key, mut value) = (operation.key, operation.value);
        if value.map(|value| self.stage.so_far().texts.get(value)) == Some("4") {
            // A statement with a clock in it: it comes out different on every node.
            value = Some(self.stage.text(&alloc::format!("4 on n{node}")));
        }
        self.set(partition);
        let partition = self.stage.partition;
        self.stage.on(node as u32 + 1, What::Applied { partition, position, key, value });
    }

    fn ack(&mut self, at: usize, is_heard: bool) {
        if self.taken.is_empty() {
            return;
        }
        let (op, node, position) = self.taken.remove(at % self.taken.len());
        let partition = self.stage.so_far().operation(op).partition.0 as usize - 1;
        let log = &self.copies[node][partition].log;
        if !self.on[node] || log.get(position as usize - 1).is_none_or(|(other, _)| *other != op) {
            return;
        }
        self.stage.ack(node as u32 + 1, position, op);
        self.acked.push(op);
        if is_heard {
            self.stage.done(op);
        }
    }

    fn read(&mut self, node: usize, a: u8, b: u8) {
        let (key, _) = self.key(b);
        let op = self.stage.by(u32::from(a / 3) % CLIENTS + 1).get(key);
        self.asked.push((op, node));
        if !a.is_multiple_of(5) {
            self.serve(node, self.asked.len() - 1);
        }
    }

    fn serve(&mut self, node: usize, at: usize) {
        if self.asked.is_empty() || !self.on[node] {
            return;
        }
        let (op, _) = self.asked.remove(at % self.asked.len());
        let operation = self.stage.so_far().operation(op).clone();
        let copy = &self.copies[node][operation.partition.0 as usize - 1];
        let seen =
            copy.log[..copy.applied].iter().rev().map(|(write, _)| self.stage.so_far().operation(*write));
        let newest = seen.into_iter().find(|write| write.key == operation.key).and_then(|write| write.value);
        let result = newest.map(|value| alloc::string::String::from(self.stage.so_far().texts.get(value)));
        let position = copy.applied as u64;
        self.stage.serve(node as u32 + 1, position, op, result.as_deref());
    }

    fn turn(&mut self, node: usize, b: u8) {
        if !self.on[node] {
            return;
        }
        self.on[node] = false;
        let is_kill = b.is_multiple_of(2);
        self.stage.on(node as u32 + 1, if is_kill { What::Killed } else { What::Crashed });
        for partition in 0..2 {
            self.set(partition);
            let copy = &mut self.copies[node][partition];
            copy.leads = None;
            if is_kill && copy.flushing > copy.persisted {
                copy.persisted = copy.flushing;
                self.stage.persist(node as u32 + 1, copy.persisted as u64);
            }
            copy.flushing = copy.persisted;
            copy.log.truncate(copy.persisted);
        }
    }

    fn restart(&mut self, node: usize) {
        if self.on[node] {
            return;
        }
        self.on[node] = true;
        self.stage.on(node as u32 + 1, What::Restarted);
        for partition in 0..2 {
            self.copies[node][partition].applied = 0;
            for _ in 0..self.copies[node][partition].persisted {
                self.apply(node, partition);
            }
        }
    }

    fn lead(&mut self, node: usize, partition: usize, more: u64) {
        if !self.on[node] {
            return;
        }
        self.set(partition);
        self.epochs[partition] += more;
        let epoch = self.epochs[partition];
        let copy = &mut self.copies[node][partition];
        copy.leads = Some(epoch);
        self.stage.lead(node as u32 + 1, epoch, copy.log.len() as u64);
    }

    fn step_down(&mut self, node: usize, partition: usize, b: u8) {
        self.set(partition);
        if b.is_multiple_of(3)
            && let Some(epoch) = self.copies[node][partition].leads.take()
        {
            let partition = self.stage.partition;
            self.stage.on(node as u32 + 1, What::StepsDown { partition, epoch });
        }
    }

    fn offer(&mut self, from: usize, to: usize, partition: usize) {
        let copy = self.copies[from][partition].clone();
        if copy.leads.is_none() || !self.on[from] {
            return;
        }
        self.set(partition);
        let ends: [ActorAt; 2] = [from, to].map(|node| self.stage.node(node as u32 + 1));
        let message = self.stage.send(ends[0], ends[1], Topic::Snapshot, Style::OneWay, 1);
        self.stage.message(message).positions = [1, copy.applied as u64];
        self.flights.push(Flight { message, to, partition, copy });
    }

    fn install(&mut self, at: usize) {
        if self.flights.is_empty() {
            return;
        }
        let Flight { message, to, partition, copy } = self.flights.remove(at % self.flights.len());
        if !self.on[to] || self.copies[to][partition].leads.is_some() {
            return;
        }
        self.set(partition);
        self.stage.arrive(message);
        let position = copy.applied as u64;
        let partition_id = self.stage.partition;
        self.stage.on(to as u32 + 1, What::Installed { partition: partition_id, position });
        self.stage.flush(to as u32 + 1, position).persist(to as u32 + 1, position);
        let mut log = copy.log;
        log.truncate(copy.applied);
        let reached = copy.applied;
        self.copies[to][partition] =
            Copy { log, flushing: reached, persisted: reached, applied: reached, leads: None };
    }
}
