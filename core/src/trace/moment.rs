use super::{
    Actor, ActorAt, Arrival, Event, MessageAt, OpAt, Replica, TextAt, Topic, Trace, VersionAt, What,
    replica::Snapshot,
};
use crate::base::{IdMap, PartitionId, sort_few, sort_places};
use alloc::vec::Vec;

/// The cluster at one instant, as the events up to it tell.
///
/// It is folded event by event: [`forward`](Moment::forward) goes on from where it stands, so that playing a run costs
/// each event once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    at_ns: u64,
    /// How many events are folded.
    folded: usize,
    actors: Vec<ActorState>,
    powers: IdMap<Power, PartitionId>,
    /// Snapshots on their way, as they were when they were sent.
    snapshots: Vec<(MessageAt, Snapshot)>,
}

/// How one who acts is at an instant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActorState {
    /// Whether it runs.
    pub running: Running,
    /// What a node has of each partition of which it has heard.
    pub replicas: IdMap<Replica, PartitionId>,
    /// What a client waits for, in the order in which it asked.
    pub waits: Vec<OpAt>,
    /// How far a node's clock is ahead of true time, ns.
    pub ahead_ns: i64,
    /// The versions that it has, in the order in which it came to them.
    pub versions: Vec<VersionAt>,
    /// The versions that it keeps for others, in the same order, with for whom.
    pub hints: Vec<(ActorAt, VersionAt)>,
}

/// Whether somebody runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Running {
    /// It does.
    #[default]
    On,
    /// It stands still, and has all that it had.
    Paused,
    /// Its process has ended.
    Off,
}

/// Who leads a partition: the last to begin in the highest epoch. It stays so until another begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Power {
    /// Who.
    pub node: ActorAt,
    /// In which epoch.
    pub epoch: u64,
    /// Since when, ns.
    pub since_ns: u64,
    /// Whether it still does: it has neither stepped down nor gone off since.
    pub is_acting: bool,
}

impl Moment {
    /// The cluster when all events up to an instant have happened, those of the instant too.
    pub fn new(trace: &Trace, at_ns: u64) -> Self {
        let mut moment = Moment::start(trace);
        moment.forward(trace, at_ns);
        moment
    }

    /// Before the first event: everybody is on, and nobody has anything.
    pub fn start(trace: &Trace) -> Self {
        let actors = trace.actors.iter().map(|_| ActorState::default()).collect();
        Moment { at_ns: 0, folded: 0, actors, powers: IdMap::default(), snapshots: Vec::new() }
    }

    /// Goes on to an instant of the same trace; to an earlier one from the start.
    pub fn forward(&mut self, trace: &Trace, at_ns: u64) {
        if at_ns < self.at_ns {
            *self = Moment::start(trace);
        }
        while trace.events.get(self.folded).is_some_and(|event| event.at_ns <= at_ns) {
            self.step(trace);
        }
        self.at_ns = at_ns;
    }

    /// Goes on by one event, and says which; none where the trace ends.
    pub fn step(&mut self, trace: &Trace) -> Option<Event> {
        let event = *trace.events.get(self.folded)?;
        self.folded += 1;
        self.at_ns = event.at_ns;
        self.fold(trace, event);
        Some(event)
    }

    /// The instant, ns.
    pub const fn at_ns(&self) -> u64 {
        self.at_ns
    }

    /// How many events have happened.
    pub const fn folded(&self) -> usize {
        self.folded
    }

    /// How each actor is, in the order of lifelines.
    pub fn actors(&self) -> impl Iterator<Item = (ActorAt, &ActorState)> {
        (0..).map(ActorAt).zip(&self.actors)
    }

    /// How an actor is; none where the trace has no such actor.
    pub fn actor(&self, at: ActorAt) -> Option<&ActorState> {
        self.actors.get(at.at())
    }

    /// What a node has of a partition; none where it has not heard of it.
    pub fn replica(&self, node: ActorAt, partition: PartitionId) -> Option<&Replica> {
        self.actor(node)?.replicas.get(partition)
    }

    /// All replicas of a partition, in the order of lifelines.
    pub fn replicas(&self, partition: PartitionId) -> impl Iterator<Item = (ActorAt, &Replica)> {
        self.actors().filter_map(move |(at, state)| Some((at, state.replicas.get(partition)?)))
    }

    /// Who leads each partition that anybody has led.
    pub fn powers(&self) -> impl Iterator<Item = (PartitionId, &Power)> {
        self.powers.iter()
    }

    /// Who leads a partition; none where nobody ever did.
    pub fn power(&self, partition: PartitionId) -> Option<&Power> {
        self.powers.get(partition)
    }

    /// The keys and values that a node's reads of a partition see, by the text of the key.
    pub fn values(&self, trace: &Trace, node: ActorAt, partition: PartitionId) -> Vec<(TextAt, TextAt)> {
        let held = self.replica(node, partition).into_iter().flat_map(Replica::held);
        let values: Vec<_> = held.filter_map(|(key, held)| Some((key, held.value?))).collect();
        let mut places: Vec<u32> = (0..values.len() as u32).collect();
        let text = |at: usize| trace.texts.get(values[at].0);
        sort_places(&mut places, &|a, b| text(a).cmp(text(b)));
        places.into_iter().map(|at| values[at as usize]).collect()
    }

    fn fold(&mut self, trace: &Trace, event: Event) {
        let Event { actor, what, at_ns } = event;
        match what {
            What::Sent(message) => self.keep_snapshot(trace, message),
            What::Arrived(message) => self.arrive(trace, actor, message),
            What::Suspects { whom, partition } => self.suspect(actor, whom, partition, true),
            What::Trusts { whom, partition } => self.suspect(actor, whom, partition, false),
            What::Killed | What::Crashed | What::Restarted => self.turn(actor, what),
            What::Invoked(_) | What::Returned(_) | What::Paused | What::Resumed | What::Skewed(_) => {
                self.fold_actor(actor, what);
            }
            What::Stored { .. } | What::Dropped { .. } | What::Hinted { .. } | What::Unhinted { .. } => {
                return self.fold_version(actor, what);
            }
            What::Compared { .. } => return,
            _ => {}
        }
        let Some(partition) = what.partition() else { return };
        let about_other = matches!(what, What::Suspects { .. } | What::Trusts { .. });
        if let Some(state) = self.actors.get_mut(actor.at()).filter(|_| !about_other) {
            state.replicas.get_or_default(partition).fold(what);
            self.lead(at_ns, actor, partition, what);
        }
    }

    /// A node comes to have a version, or has it no longer.
    fn fold_version(&mut self, actor: ActorAt, what: What) {
        let Some(state) = self.actors.get_mut(actor.at()) else { return };
        match what {
            What::Stored { version, .. } => state.versions.push(version),
            What::Dropped { version, .. } => state.versions.retain(|known| *known != version),
            What::Hinted { whom, version } => state.hints.push((whom, version)),
            What::Unhinted { whom, version, .. } => state.hints.retain(|known| *known != (whom, version)),
            _ => {}
        }
    }

    fn fold_actor(&mut self, actor: ActorAt, what: What) {
        let Some(state) = self.actors.get_mut(actor.at()) else { return };
        match what {
            What::Invoked(op) => state.waits.push(op),
            What::Returned(op) => state.waits.retain(|other| *other != op),
            What::Paused => state.running = Running::Paused,
            What::Resumed => state.running = Running::On,
            What::Skewed(ahead_ns) => state.ahead_ns = ahead_ns,
            _ => {}
        }
    }

    /// What a snapshot carries is what its sender has when it leaves: it may lose it while the snapshot is on its way.
    fn keep_snapshot(&mut self, trace: &Trace, at: MessageAt) {
        let Some(message) = trace.messages.get(at.at()).filter(|message| message.topic == Topic::Snapshot)
        else {
            return;
        };
        // One that never arrives is not worth keeping.
        if matches!(message.arrival, Arrival::Lost(..)) {
            return;
        }
        if let Some(replica) = self.replica(message.from, message.partition) {
            let snapshot = replica.snapshot();
            self.snapshots.push((at, snapshot));
        }
    }

    fn arrive(&mut self, trace: &Trace, actor: ActorAt, at: MessageAt) {
        let Some(message) = trace.messages.get(at.at()) else { return };
        if !matches!(message.topic, Topic::Entries | Topic::Snapshot | Topic::Heartbeat) {
            return;
        }
        let Some(state) = self.actors.get_mut(actor.at()) else { return };
        if trace.actor(actor) == Actor::Monitor {
            return;
        }
        let replica = state.replicas.get_or_default(message.partition);
        replica.hear();
        if let Some(place) = self.snapshots.iter().position(|(sent, _)| *sent == at) {
            replica.offer(self.snapshots.remove(place).1);
        }
    }

    fn suspect(&mut self, by: ActorAt, whom: ActorAt, partition: PartitionId, is_new: bool) {
        let Some(state) = self.actors.get_mut(whom.at()) else { return };
        let suspected_by = &mut state.replicas.get_or_default(partition).suspected_by;
        suspected_by.retain(|other| *other != by);
        if is_new {
            suspected_by.push(by);
            sort_few(suspected_by);
        }
    }

    /// A node goes off, or starts again: what it believed of others is gone too.
    fn turn(&mut self, actor: ActorAt, what: What) {
        for state in &mut self.actors {
            for replica in state.replicas.values_mut() {
                replica.suspected_by.retain(|by| *by != actor);
            }
        }
        for power in self.powers.values_mut().filter(|power| power.node == actor) {
            power.is_acting = false;
        }
        let Some(state) = self.actors.get_mut(actor.at()) else { return };
        state.running = if what == What::Restarted { Running::On } else { Running::Off };
        for replica in state.replicas.values_mut() {
            match what {
                What::Killed => replica.kill(),
                What::Crashed => replica.crash(),
                _ => replica.restart(),
            }
        }
    }

    /// Keeps account of who leads. Who takes a write where nobody leads, leads: nobody else could have let it.
    fn lead(&mut self, since_ns: u64, node: ActorAt, partition: PartitionId, what: What) {
        let known = self.powers.get(partition).copied();
        match what {
            What::Leads { epoch, .. } if known.is_none_or(|known| known.epoch <= epoch) => {
                self.powers.insert(partition, Power { node, epoch, since_ns, is_acting: true });
            }
            What::Accepted { epoch, .. }
                if known.is_none_or(|known| !known.is_acting && known.epoch <= epoch) =>
            {
                self.powers.insert(partition, Power { node, epoch, since_ns, is_acting: true });
            }
            What::StepsDown { .. } => {
                if let Some(known) = known.filter(|known| known.node == node) {
                    self.powers.insert(partition, Power { is_acting: false, ..known });
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::{
        Log, Role,
        stage::{P1, Stage, commands, play, state},
    };
    use proptest::prelude::*;

    fn heads(moment: &Moment, node: ActorAt) -> [u64; 4] {
        let replica = moment.replica(node, P1).expect("it has heard of it");
        [replica.log.head(), replica.flushing, replica.persisted, replica.applied]
    }

    /// n1 takes three writes: the first is on its disk, the second on its way there.
    fn three_writes() -> Stage {
        let mut stage = Stage::new(1, 2);
        stage.lead(1, 1, 0);
        for (position, key) in [(1, "b"), (2, "a"), (3, "b")] {
            let op = stage.at(position).put(key, &alloc::format!("{position}"));
            stage.take(1, position, op);
        }
        stage.at(4).flush(1, 1).persist(1, 1).flush(1, 2);
        stage
    }

    #[test]
    fn a_crash_leaves_what_is_on_disk_and_a_kill_what_is_on_its_way_there() {
        for (what, head) in [(What::Crashed, 1), (What::Killed, 2)] {
            let mut stage = three_writes();
            let node = stage.node(1);
            stage.at(5).on(1, what);
            let trace = stage.trace();
            assert_eq!(heads(&Moment::new(&trace, 4_999_999), node), [3, 2, 1, 3]);
            let moment = Moment::new(&trace, 5_000_000);
            assert_eq!(heads(&moment, node)[0], head);
            let state = moment.actor(node).expect("n1");
            assert_eq!(state.running, Running::Off);
            assert_eq!(moment.replica(node, P1).map(|replica| replica.role), Some(Role::Idle));
            assert!(!moment.power(P1).expect("n1 has led").is_acting);
        }
    }

    #[test]
    fn a_restart_begins_from_the_disk_and_applies_anew() {
        let mut stage = three_writes();
        let node = stage.node(1);
        stage.at(5).on(1, What::Killed).persist(1, 2).at(6).on(1, What::Restarted);
        let trace = stage.trace();
        let moment = Moment::new(&trace, 6_000_000);
        assert_eq!(heads(&moment, node), [2, 2, 2, 0]);
        assert_eq!(moment.values(&trace, node, P1), []);
        stage.apply(1, 1, OpAt(0));
        let moment = Moment::new(&stage.trace(), 6_000_000);
        assert_eq!(heads(&moment, node)[3], 1);
    }

    #[test]
    fn values_stand_by_the_text_of_their_key_and_go_back_when_entries_are_discarded() {
        let mut stage = three_writes();
        let node = stage.node(1);
        let shown = |stage: &Stage| {
            let trace = stage.trace();
            let values = Moment::new(&trace, u64::MAX).values(&trace, node, P1);
            let texts = values.into_iter().flat_map(|(key, value)| [key, value]);
            texts.map(|at| alloc::string::String::from(trace.texts.get(at))).collect::<Vec<_>>()
        };
        assert_eq!(shown(&stage), ["a", "2", "b", "3"]);
        stage.discard(1, 3, 3);
        assert_eq!(shown(&stage), ["a", "2", "b", "1"]);
    }

    #[test]
    fn a_snapshot_is_what_its_sender_had_when_it_left() {
        let mut stage = three_writes();
        let [from, to] = [1, 2].map(|node| stage.node(node));
        let sent = stage.send(from, to, Topic::Snapshot, crate::trace::Style::OneWay, 2);
        stage.at(5).on(1, What::Crashed).at(6).arrive(sent);
        stage.on(2, What::Installed { partition: P1, position: 3 });
        let trace = stage.trace();
        let moment = Moment::new(&trace, 6_000_000);
        assert_eq!(heads(&moment, to), [3, 0, 0, 3]);
        assert_eq!(moment.values(&trace, to, P1).len(), 2);
        let held = moment.replica(to, P1).and_then(|replica| replica.log.entry(3));
        assert_eq!(held.map(|entry| entry.op), Some(OpAt(2)));
    }

    #[test]
    fn clients_wait_until_they_know_and_suspicions_end_with_trust_or_with_who_has_them() {
        let mut stage = Stage::new(1, 3);
        let [n1, n2, n3] = [1, 2, 3].map(|node| stage.node(node));
        let op = stage.lead(1, 1, 0).at(1).put("x", "1");
        stage.on(2, What::Suspects { whom: n1, partition: P1 });
        stage.on(3, What::Suspects { whom: n1, partition: P1 });
        let suspects = |stage: &Stage| {
            Moment::new(&stage.trace(), u64::MAX).replica(n1, P1).map(|replica| replica.suspected_by.clone())
        };
        assert_eq!(suspects(&stage), Some(alloc::vec![n2, n3]));
        stage.on(2, What::Trusts { whom: n1, partition: P1 });
        assert_eq!(suspects(&stage), Some(alloc::vec![n3]));
        stage.on(3, What::Killed);
        assert_eq!(suspects(&stage), Some(alloc::vec![]));
        let waits = |stage: &Stage| {
            Moment::new(&stage.trace(), u64::MAX).actor(ActorAt(0)).map(|state| state.waits.clone())
        };
        assert_eq!(waits(&stage), Some(alloc::vec![op]));
        stage.done(op);
        assert_eq!(waits(&stage), Some(alloc::vec![]));
    }

    #[test]
    fn the_highest_epoch_has_power_and_in_one_epoch_the_latest() {
        let mut stage = Stage::new(1, 3);
        let power = |stage: &Stage| {
            let power = *Moment::new(&stage.trace(), u64::MAX).power(P1).expect("somebody has led");
            (power.node, power.since_ns / 1_000_000)
        };
        let [n1, n2] = [1, 2].map(|node| stage.node(node));
        stage.at(1).lead(1, 2, 0);
        assert_eq!(power(&stage), (n1, 1));
        stage.at(2).lead(3, 1, 0);
        assert_eq!(power(&stage), (n1, 1));
        stage.at(3).lead(2, 2, 0);
        assert_eq!(power(&stage), (n2, 3));
    }

    fn parts(log: &Log) -> Vec<(u64, (OpAt, u64))> {
        log.entries().iter().map(|entry| (entry.position, (entry.op, entry.epoch))).collect()
    }

    proptest! {
        #![proptest_config(crate::trace::stage::tries(128))]

        #[test]
        fn a_moment_is_what_all_events_make_of_it(commands in commands(60), share in 0..100_usize) {
            let trace = play(&commands);
            let events = trace.events.len() * share / 100;
            let mut moment = Moment::start(&trace);
            while moment.folded() < events {
                moment.step(&trace);
            }
            for node in (1..=3).map(|node| ActorAt(2 + node)) {
                for partition in [1, 2].map(PartitionId) {
                    let twin = state(&trace, events, node, partition);
                    let replica = moment.replica(node, partition).cloned().unwrap_or_default();
                    prop_assert_eq!(parts(&replica.log), twin.log.clone().into_iter().collect::<Vec<_>>());
                    prop_assert_eq!(replica.log.head(), twin.log.keys().last().copied().unwrap_or(0));
                    prop_assert_eq!(replica.applied, twin.applied_to());
                    let held: Vec<_> = replica.held().map(|(key, held)| (key, held.value)).collect();
                    prop_assert_eq!(held, twin.data(u64::MAX).into_iter().collect::<Vec<_>>());
                }
            }
        }

        #[test]
        fn going_forward_step_by_step_is_going_there_at_once(commands in commands(60), ms in 0..40_u64) {
            let trace = play(&commands);
            let mut moment = Moment::start(&trace);
            for at_ms in [ms / 2, ms, ms / 3] {
                moment.forward(&trace, at_ms * 1_000_000);
                prop_assert_eq!(&moment, &Moment::new(&trace, at_ms * 1_000_000));
            }
        }
    }
}
