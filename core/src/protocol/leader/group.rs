use super::{
    Bug, Fence, Setup, Waits,
    following::Following,
    leading::Leading,
    message::{Body, Message, Reach},
};
use crate::{
    base::{PartitionId, Random},
    log::{Entry, Func, Log},
    sim::Effects,
    store::Values,
    trace::{ActorAt, TextAt, What},
};
use alloc::{format, rc::Rc, string::String};

pub(super) type Fx = Effects<Message>;

/// One node's replica of one partition.
///
/// Its log goes through three stages: in memory, on disk, applied. Reads see what is applied. A follower applies what is on
/// its disk; a leader what as many followers have as its rules ask for.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) setup: Rc<Setup>,
    pub(super) me: ActorAt,
    pub(super) place: u16,
    pub(super) partition: PartitionId,
    pub(super) epoch: u64,
    /// It takes nothing from leaders of lower epochs than this.
    pub(super) promised: u64,
    pub(super) leader: Option<ActorAt>,
    pub(super) role: Role,
    pub(super) log: Log,
    pub(super) values: Values,
    pub(super) applied: u64,
    /// How often it began to lead.
    pub(super) session: u32,
    /// Counts its roles: timers of an earlier one are dropped.
    pub(super) turn: u32,
    /// The version of the engine.
    pub(super) version: u32,
    /// Until then it lets nobody else lead, ns: it may have granted a lease before it went off.
    pub(super) silent_ns: u64,
    dice: Random,
}

/// What a replica does.
#[derive(Clone, Debug)]
pub(super) enum Role {
    /// It leads.
    Leads(Leading),
    /// It follows, or would if it knew whom.
    Follows(Following),
    /// It is off.
    Off,
}

/// Timers of a replica, by the high bits of their tokens; below are the turn and the group's place.
pub(super) mod timer {
    pub(crate) const BEAT: u64 = 1 << 48;
    pub(crate) const SHIP: u64 = 2 << 48;
    pub(crate) const WATCH: u64 = 3 << 48;
    pub(crate) const JOIN: u64 = 4 << 48;
    pub(crate) const HAND_OVER: u64 = 5 << 48;
    pub(crate) const KIND: u64 = !0 << 48;
}

impl Group {
    pub(super) fn new(setup: Rc<Setup>, me: ActorAt, place: u16) -> Self {
        let members = &setup.groups[usize::from(place)];
        let dice = Random::new(setup.seed, &format!("dice of {} for {}", me.0, members.partition));
        Group {
            me,
            place,
            partition: members.partition,
            epoch: 1,
            promised: 1,
            leader: members.nodes.first().copied(),
            role: Role::Off,
            log: Log::default(),
            values: Values::default(),
            applied: 0,
            session: 0,
            turn: 0,
            version: 1,
            silent_ns: 0,
            dice,
            setup,
        }
    }

    /// The replicas of this partition.
    pub(super) fn members(&self) -> &[ActorAt] {
        &self.setup.groups[usize::from(self.place)].nodes
    }

    /// All replicas but this.
    pub(super) fn others(&self) -> impl Iterator<Item = ActorAt> + '_ {
        let me = self.me;
        self.members().iter().copied().filter(move |member| *member != me)
    }

    pub(super) fn send(&self, to: ActorAt, body: Body, fx: &mut Fx) {
        fx.send(to, Message { group: self.place, partition: self.partition, epoch: self.epoch, body });
    }

    pub(super) fn timer(&self, after_ns: u64, kind: u64, fx: &mut Fx) {
        fx.timer(after_ns, kind | u64::from(self.turn) << 16 | u64::from(self.place));
    }

    /// Starts a flush, if there is anything to flush and none goes on.
    pub(super) fn flush(&mut self, fx: &mut Fx) {
        if let Some(position) = self.log.begin_flush() {
            fx.note(What::Flushing { partition: self.partition, position });
            fx.flush(u64::from(self.place));
        }
    }

    pub(super) fn on_flushed(&mut self, fx: &mut Fx) {
        if let Some(position) = self.log.end_flush() {
            fx.note(What::Persisted { partition: self.partition, position });
        }
        self.flush(fx);
        match self.role {
            Role::Leads(_) => self.persisted_as_leader(fx),
            Role::Follows(_) => self.persisted_as_follower(fx),
            Role::Off => {}
        }
    }

    /// How far what its reads see reaches.
    pub(super) fn shown(&self) -> Reach {
        Reach { timeline: self.log.history.timeline_at(self.applied), position: self.applied }
    }

    /// How far its log on disk reaches: what the freshest is chosen by.
    pub(super) fn standing(&self) -> Reach {
        let position = self.log.persisted();
        Reach { timeline: self.log.history.timeline_at(position), position }
    }

    /// Makes the entries up to a position visible to reads.
    pub(super) fn apply(&mut self, upto: u64, fx: &mut Fx) {
        while self.applied < upto.min(self.log.head()) {
            let position = self.applied + 1;
            if let Some(entry) = self.log.get(position).copied() {
                let value = self.ran(position, &entry, fx);
                self.values.set(entry.key, value);
                fx.note(What::Applied { partition: self.partition, position, key: entry.key, value });
            }
            self.applied = position;
        }
        self.log.shorten(self.applied, u64::from(self.setup.rules.keep));
    }

    /// What an entry writes; a statement is run here and now, once.
    fn ran(&mut self, position: u64, entry: &Entry, fx: &mut Fx) -> Option<TextAt> {
        if entry.func == Func::Plain {
            return entry.value;
        }
        let value = self.log.ran(position).unwrap_or_else(|| {
            let value = self.evaluate(entry.func, fx);
            self.log.note_ran(position, value);
            value
        });
        Some(value)
    }

    /// What a function comes out as on this node: its clock in ms, or its dice.
    pub(super) fn evaluate(&mut self, func: Func, fx: &mut Fx) -> TextAt {
        let number = match func {
            Func::Rand => i64::from(self.dice.below(1_000_000)),
            Func::Now | Func::Plain => fx.clock_ns() / 1_000_000,
        };
        fx.texts.place(&format!("{number}"))
    }

    /// Goes back to the data up to a position, from what is kept.
    pub(super) fn roll_back(&mut self, upto: u64, fx: &mut Fx) {
        self.values = self.log.base_values().clone();
        self.applied = self.log.base();
        self.apply(upto, fx);
    }

    /// It loses what is not on disk; what it had begun to flush is there yet if it was only the process that ended.
    pub(super) fn on_off(&mut self, is_flushed: bool, fx: &mut Fx) {
        if is_flushed && let Some(position) = self.log.end_flush() {
            fx.note(What::Persisted { partition: self.partition, position });
        }
        self.log.crash();
        // What it showed without having it on disk is gone from memory too.
        self.applied = self.applied.min(self.log.head());
        self.role = Role::Off;
        if self.setup.has(Bug::ForgetEpoch) {
            (self.epoch, self.promised) = (1, 1);
        }
    }

    /// It starts: for the first time as it was set up, later from what is on its disk.
    pub(super) fn on_start(&mut self, is_first: bool, fx: &mut Fx) {
        let leads = self.leader == Some(self.me);
        if is_first {
            if leads {
                self.lead(fx);
            } else {
                self.follow(self.leader, Some(1), fx);
            }
            return;
        }
        if self.log.base() > 0 {
            fx.note(What::Installed { partition: self.partition, position: self.log.base() });
        }
        self.roll_back(self.log.persisted(), fx);
        if let Fence::Lease(ns) = self.setup.rules.fence {
            self.silent_ns = fx.now_ns().saturating_add(ns.max(self.setup.patience_ns()));
        }
        match self.setup.monitor {
            Some(_) => {
                self.follow(None, None, fx);
                self.ask_who_leads(fx);
            }
            None if leads => self.lead(fx),
            None => self.follow(self.leader, None, fx),
        }
    }

    /// Asks the monitor who leads, again and again until it knows.
    pub(super) fn ask_who_leads(&mut self, fx: &mut Fx) {
        let Some(monitor) = self.setup.monitor else { return };
        if matches!(self.role, Role::Follows(_)) && self.leader.is_none() {
            self.send(monitor, Body::WhoLeads, fx);
            self.timer(self.setup.patience_ns(), timer::JOIN, fx);
        }
    }

    pub(super) fn on_timer(&mut self, token: u64, fx: &mut Fx) {
        if (token >> 16) as u32 != self.turn {
            return;
        }
        match token & timer::KIND {
            timer::BEAT => self.beat(fx),
            timer::SHIP => self.ship_timer(fx),
            timer::WATCH => self.watch_timer(fx),
            timer::JOIN => self.ask_who_leads(fx),
            timer::HAND_OVER => self.keep_leading(fx),
            _ => {}
        }
    }

    pub(super) fn on_message(&mut self, from: ActorAt, epoch: u64, body: Body, fx: &mut Fx) {
        match body {
            Body::Request { op, attempt, wish, least } => self.request(from, op, attempt, &wish, least, fx),
            Body::Entries(shipment) => self.entries(from, epoch, *shipment, fx),
            Body::Confirm { upto } => self.confirmed(from, epoch, upto, fx),
            Body::Missing { head, lines } => self.missing(from, epoch, head, &lines, fx),
            Body::Snapshot(image) => self.snapshot(from, epoch, &image, fx),
            Body::Heartbeat { session, sent, mark } => self.heartbeat(from, epoch, session, sent, mark, fx),
            Body::HeartbeatHeard(heard) => self.heard(from, epoch, heard, fx),
            Body::Poll { promise } => self.poll(from, epoch, promise, fx),
            Body::Promotion { timeline } => self.promotion(epoch, timeline, fx),
            Body::NewLeader { leader } => self.new_leader(leader, epoch, fx),
            Body::StaleEpoch => self.stale(epoch, fx),
            Body::HandOver { to, round } => self.hand_over(to, round, fx),
            _ => {}
        }
    }

    /// Its invariants.
    pub(super) fn check(&self) -> Result<(), String> {
        self.log.check()?;
        let (applied, head, persisted) = (self.applied, self.log.head(), self.log.persisted());
        if applied > head || self.epoch > self.promised {
            return Err(format!(
                "broken: applied {applied} ≤ head {head}, epoch {} ≤ promised {}",
                self.epoch, self.promised
            ));
        }
        match &self.role {
            Role::Leads(leading) => leading.check(head),
            Role::Follows(_) if applied > persisted && self.setup.rules.ack.waits != Waits::Nothing => {
                Err(format!("broken: a follower has applied {applied} of {persisted} on disk"))
            }
            _ => Ok(()),
        }
    }
}
