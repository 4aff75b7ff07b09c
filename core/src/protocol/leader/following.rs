use super::{
    Bug, Fence, LogKind, Reads, Stage,
    group::{Fx, Group, Role, timer},
    message::{Body, Heard, Image, Mark, Message, Shipment},
};
use crate::{
    base::limit,
    detect::{Detector, Watch},
    log::{Entry, History},
    sim::Wish,
    trace::{ActorAt, OpAt, OpKind, What},
};
use alloc::vec::Vec;

/// What a follower knows beyond its log.
#[derive(Clone, Debug)]
pub(super) struct Following {
    /// When it takes its leader for dead; none while it knows no leader.
    watch: Option<Watch>,
    suspects: bool,
    /// When it began to follow, ns, while it has heard nothing yet.
    silent_since_ns: Option<u64>,
    /// How often it has told the monitor so: each time it waits twice as long.
    told: u32,
    /// In which of its leader's times as leader it learnt where their logs part; none: it has to ask.
    session: Option<u32>,
    /// Entries after a gap, by position.
    early: Vec<(u64, Entry)>,
    /// The head for which it asked what is missing: once is enough until it gets further.
    asked_at: Option<u64>,
    /// Heartbeats since it asked, and how often it asked anew.
    beats: u32,
    asks: u32,
    /// What its data is as fresh as, by its leader's clock, and the next mark that it has not reached.
    fresh_ns: Option<i64>,
    next_mark: Option<Mark>,
    /// The leader's version of the engine writes a log that it cannot read.
    is_incompatible: bool,
}

/// After these many doublings it waits no longer before it tells the monitor again.
const MOST_DOUBLINGS: u32 = 6;

/// For the first word of a leader it waits so many times as long as for any other.
const FIRST_WORD: u64 = 4;

impl Group {
    fn following(&mut self) -> Option<&mut Following> {
        if let Role::Follows(following) = &mut self.role { Some(following) } else { None }
    }

    /// Begins to follow: whom, and in which of its times as leader, if it knows.
    pub(super) fn follow(&mut self, leader: Option<ActorAt>, session: Option<u32>, fx: &mut Fx) {
        self.turn += 1;
        self.leader = leader;
        let watch = leader.map(|_| self.setup.rules.detect.start(fx.now_ns(), self.setup.rules.beat_ns));
        self.role = Role::Follows(Following {
            watch,
            suspects: false,
            silent_since_ns: Some(fx.now_ns()),
            told: 0,
            session,
            early: Vec::new(),
            asked_at: None,
            beats: 0,
            asks: 0,
            fresh_ns: None,
            next_mark: None,
            is_incompatible: false,
        });
        self.flush(fx);
        if session.is_none() {
            self.ask_missing(fx);
        }
        self.set_watch(fx);
    }

    /// Sets the timer for the first instant at which it would take its leader for dead.
    fn set_watch(&mut self, fx: &mut Fx) {
        let now_ns = fx.now_ns();
        let Some(following) = self.following() else { return };
        if let Some(at_ns) = following.watch.as_ref().and_then(Watch::suspects_at) {
            self.timer(at_ns.saturating_sub(now_ns), timer::WATCH, fx);
        }
    }

    pub(super) fn watch_timer(&mut self, fx: &mut Fx) {
        let (now_ns, patience_ns) = (fx.now_ns(), self.setup.patience_ns());
        let Some(following) = self.following() else { return };
        let Some(at_ns) = following.watch.as_ref().and_then(Watch::suspects_at) else { return };
        // The first word of its leader may be on its way yet: it waits for that a while longer.
        let grace_ns = following.silent_since_ns.map_or(0, |since_ns| since_ns + FIRST_WORD * patience_ns);
        let at_ns = at_ns.max(grace_ns);
        if at_ns > now_ns {
            // It was heard since the timer was set.
            return self.timer(at_ns - now_ns, timer::WATCH, fx);
        }
        let is_news = !core::mem::replace(&mut following.suspects, true);
        let told = following.told;
        following.told = (told + 1).min(MOST_DOUBLINGS);
        let (Some(whom), partition) = (self.leader, self.partition) else { return };
        if is_news {
            fx.note(What::Suspects { whom, partition });
        }
        if let Some(monitor) = self.setup.monitor {
            self.send(monitor, Body::Suspicion { whom }, fx);
        }
        self.timer(self.setup.patience_ns() << told, timer::WATCH, fx);
    }

    /// Its leader is alive. Whoever measures intervals goes by heartbeats alone, as these alone are regular.
    fn hears(&mut self, is_beat: bool, fx: &mut Fx) {
        let (now_ns, partition, leader) = (fx.now_ns(), self.partition, self.leader);
        let counts = is_beat || matches!(self.setup.rules.detect, Detector::Timeout(_));
        let Some(following) = self.following() else { return };
        if let Some(watch) = following.watch.as_mut().filter(|_| counts) {
            watch.heard(now_ns);
        }
        (following.told, following.silent_since_ns) = (0, None);
        if core::mem::replace(&mut following.suspects, false)
            && let Some(whom) = leader
        {
            fx.note(What::Trusts { whom, partition });
        }
    }

    /// Whether what this leader sends is to be taken; of an old epoch it is refused, of a new one it is followed.
    fn is_from_leader(&mut self, from: ActorAt, epoch: u64, fx: &mut Fx) -> bool {
        if self.setup.rules.fence == Fence::None {
            return self.is_from_unfenced(from, fx);
        }
        let is_blind = self.setup.has(Bug::NoEpochCheck);
        let breaks = self.setup.has(Bug::BreakPromise) && epoch >= self.epoch;
        if epoch < self.epoch.max(self.promised) && !is_blind && !breaks {
            let newest = self.epoch.max(self.promised);
            let body = Body::StaleEpoch;
            fx.send(from, Message { group: self.place, partition: self.partition, epoch: newest, body });
            return false;
        }
        if epoch > self.epoch {
            if matches!(self.role, Role::Leads(_)) {
                self.step_down(fx);
            }
            self.epoch = epoch;
            self.promised = self.promised.max(epoch);
            self.follow(Some(from), None, fx);
        } else if self.leader != Some(from) {
            if matches!(self.role, Role::Leads(_)) {
                return false;
            }
            self.follow(Some(from), None, fx);
        }
        true
    }

    /// Without epochs a leader listens to nobody, and a follower to the one that it was told to.
    fn is_from_unfenced(&mut self, from: ActorAt, fx: &mut Fx) -> bool {
        match (&self.role, self.leader) {
            (Role::Follows(_), None) => self.follow(Some(from), None, fx),
            (Role::Follows(_), Some(leader)) => return leader == from,
            _ => return false,
        }
        true
    }

    pub(super) fn heartbeat(
        &mut self,
        from: ActorAt,
        epoch: u64,
        session: u32,
        sent: u64,
        mark: Mark,
        fx: &mut Fx,
    ) {
        if !self.is_from_leader(from, epoch, fx) {
            return;
        }
        self.hears(true, fx);
        self.note_mark(mark);
        let Some(following) = self.following() else { return };
        if following.session != Some(session) {
            // Its question may be on its way yet: it asks anew after two heartbeats, then four, then eight.
            following.beats += 1;
            if following.beats >= 2 << following.asks.min(MOST_DOUBLINGS) {
                (following.beats, following.asks, following.asked_at) = (0, following.asks + 1, None);
                self.ask_missing(fx);
            }
        }
        let lease_ns = match self.setup.rules.fence {
            Fence::Lease(ns) => fx.clock_ns().saturating_add(ns.cast_signed()),
            _ => 0,
        };
        let (head, persisted) = (self.log.head(), self.log.persisted());
        self.send(from, Body::HeartbeatHeard(Heard { head, persisted, sent, lease_ns }), fx);
    }

    /// Tells its leader how far it is, and asks for what it lacks.
    fn ask_missing(&mut self, fx: &mut Fx) {
        let head = self.log.head();
        let Some(leader) = self.leader.filter(|leader| *leader != self.me) else { return };
        let Some(following) = self.following() else { return };
        if following.asked_at != Some(head) {
            following.asked_at = Some(head);
            let lines = self.log.history.lines();
            self.send(leader, Body::Missing { head, lines }, fx);
        }
    }

    pub(super) fn entries(&mut self, from: ActorAt, epoch: u64, shipment: Shipment, fx: &mut Fx) {
        if !self.is_from_leader(from, epoch, fx) {
            return;
        }
        self.hears(false, fx);
        if self.setup.rules.log == LogKind::Wal && shipment.version != self.version {
            return self.refuse_version(fx);
        }
        let Shipment { first, batch, is_awaited, session, mark, restart, .. } = shipment;
        if let Some(lines) = restart
            && !self.part(first, session, &lines, fx)
        {
            return;
        }
        if self.following().is_none_or(|following| following.session != Some(session)) {
            return self.ask_missing(fx);
        }
        let head = self.log.head();
        for (position, entry) in (first..).zip(batch.entries()) {
            self.receive(position, *entry, fx);
        }
        self.receive_early(fx);
        self.note_mark(mark);
        self.flush(fx);
        let is_gap = self.following().is_some_and(|following| !following.early.is_empty());
        if is_gap {
            self.ask_missing(fx);
        }
        if is_awaited {
            self.confirm_received(head, batch.entries().is_empty(), fx);
        }
        self.apply_as_follower(fx);
    }

    /// It is told where its log parts from its leader's: it drops what the leader does not have. False where the leader
    /// knew too little of it.
    fn part(&mut self, first: u64, session: u32, lines: &[(u32, u64)], fx: &mut Fx) -> bool {
        let head = self.log.head();
        let common = self.log.history.common(head, lines, u64::MAX);
        if first > common + 1 || common < self.log.base() {
            if common < self.log.base() {
                // What it has as data alone cannot be taken apart: it begins from nothing.
                fx.note(What::Discarded { partition: self.partition, position: 1, last: head });
                self.log.install(0, crate::store::Values::default(), History::default());
                self.roll_back(0, fx);
            }
            if let Some(following) = self.following() {
                following.asked_at = None;
            }
            self.ask_missing(fx);
            return false;
        }
        if head > common && !self.setup.has(Bug::KeepTail) {
            fx.note(What::Discarded { partition: self.partition, position: common + 1, last: head });
            self.log.cut(common);
            if self.applied > common {
                self.roll_back(common, fx);
            }
        }
        self.log.history = History::of(lines);
        if let Some(following) = self.following() {
            following.session = Some(session);
            following.early.clear();
        }
        true
    }

    /// Takes an entry into the log if it is the next; one that it has is passed over, one after a gap waits.
    fn receive(&mut self, position: u64, entry: Entry, fx: &mut Fx) {
        let next = self.log.head() + 1;
        let twice = self.setup.has(Bug::ApplyTwice) && position + 1 == next && next > 1;
        let skips = self.setup.has(Bug::SkipGap) && position > next;
        if position == next || twice || skips {
            let at = self.log.push(entry);
            fx.note(What::Received {
                partition: self.partition,
                position: at,
                epoch: entry.epoch,
                op: entry.op,
            });
        } else if position > next
            && let Some(following) = self.following()
            && following.early.len() < limit::SIM_EARLY
            && !following.early.iter().any(|(at, _)| *at == position)
        {
            following.early.push((position, entry));
        }
    }

    /// Takes what had waited for a gap to close.
    fn receive_early(&mut self, fx: &mut Fx) {
        loop {
            let next = self.log.head() + 1;
            let Some(following) = self.following() else { return };
            following.early.retain(|(position, _)| *position >= next);
            let Some(at) = following.early.iter().position(|(position, _)| *position == next) else { return };
            let (position, entry) = following.early.swap_remove(at);
            self.receive(position, entry, fx);
        }
    }

    /// Confirms what it was sent, where that is to be done before it is on disk, or where it is there already.
    fn confirm_received(&mut self, head_before: u64, is_empty: bool, fx: &mut Fx) {
        let is_early =
            self.setup.rules.ack.stage == Stage::Written || self.setup.has(Bug::ConfirmBeforePersisting);
        let (head, persisted) = (self.log.head(), self.log.persisted());
        if is_early {
            self.confirm(head, fx);
        } else if is_empty || (head == head_before && persisted == head) {
            // It had all of it: its confirmation was lost, or this is sent anew.
            self.confirm(persisted, fx);
        }
    }

    fn confirm(&self, upto: u64, fx: &mut Fx) {
        if let Some(leader) = self.leader {
            self.send(leader, Body::Confirm { upto }, fx);
        }
    }

    pub(super) fn persisted_as_follower(&mut self, fx: &mut Fx) {
        self.apply_as_follower(fx);
        let is_synced = self.following().is_some_and(|following| following.session.is_some());
        let is_stopped = self.promised > self.epoch && !self.setup.has(Bug::BreakPromise);
        if is_synced
            && !is_stopped
            && self.setup.waits_for_followers()
            && self.setup.rules.ack.stage != Stage::Written
        {
            self.confirm(self.log.persisted(), fx);
        }
    }

    /// A follower shows what is on its disk, once it knows that its leader has it too.
    fn apply_as_follower(&mut self, fx: &mut Fx) {
        if self.following().is_some_and(|following| following.session.is_some()) {
            self.apply(self.log.persisted(), fx);
            self.reach_mark();
        }
    }

    fn note_mark(&mut self, mark: Mark) {
        if let Some(following) = self.following() {
            following.next_mark.get_or_insert(mark);
            self.reach_mark();
        }
    }

    /// Its data is as fresh as the mark that it has reached.
    fn reach_mark(&mut self) {
        let applied = self.applied;
        let Some(following) = self.following() else { return };
        if let Some(mark) = following.next_mark.filter(|mark| mark.position <= applied) {
            following.fresh_ns = Some(mark.clock_ns);
            following.next_mark = None;
        }
    }

    fn refuse_version(&mut self, fx: &mut Fx) {
        let partition = self.partition;
        let Some(following) = self.following() else { return };
        if !core::mem::replace(&mut following.is_incompatible, true) {
            fx.note(What::Incompatible(partition));
        }
    }

    /// All data at once.
    pub(super) fn snapshot(&mut self, from: ActorAt, epoch: u64, image: &Image, fx: &mut Fx) {
        if !self.is_from_leader(from, epoch, fx) {
            return;
        }
        self.hears(false, fx);
        let head = self.log.head();
        // One that comes late takes nothing back.
        let is_alike = self.log.history.common(head, &image.lines, u64::MAX) >= image.position;
        if !is_alike || head < image.position {
            if head > image.position {
                fx.note(What::Discarded {
                    partition: self.partition,
                    position: image.position + 1,
                    last: head,
                });
            }
            let values = if self.setup.has(Bug::EmptySnapshot) {
                crate::store::Values::default()
            } else {
                image.values.clone()
            };
            self.log.install(image.position, values.clone(), History::of(&image.lines));
            (self.values, self.applied) = (values, image.position);
            let (partition, position) = (self.partition, image.position);
            fx.note(What::Installed { partition, position });
            fx.note(What::Persisted { partition, position });
        }
        if let Some(following) = self.following() {
            following.session = Some(image.session);
            following.asked_at = None;
        }
        if self.setup.waits_for_followers() {
            self.confirm(self.log.persisted(), fx);
        }
    }

    /// The monitor asks whether it hears its leader, and how far it is. Who promises takes nothing more of the old one.
    pub(super) fn poll(&mut self, monitor: ActorAt, epoch: u64, promise: bool, fx: &mut Fx) {
        let is_off = matches!(self.role, Role::Off);
        let suspects = match &self.role {
            Role::Follows(following) => following.suspects || self.leader.is_none(),
            _ => false,
        };
        let is_granting = matches!(self.setup.rules.fence, Fence::Lease(_)) && !suspects;
        if is_off || (promise && is_granting && !self.setup.has(Bug::IgnoreLease)) {
            return;
        }
        if promise && self.setup.rules.fence != Fence::None {
            if epoch <= self.epoch || epoch < self.promised {
                return;
            }
            self.promised = epoch;
            self.step_down(fx);
        }
        let (timeline, position) = (self.log.last_timeline(), self.log.persisted());
        let body = Body::Standing { suspects, timeline, position, leads: false };
        fx.send(monitor, Message { group: self.place, partition: self.partition, epoch, body });
    }

    /// The monitor tells who leads.
    pub(super) fn new_leader(&mut self, leader: ActorAt, epoch: u64, fx: &mut Fx) {
        let is_fenced = self.setup.rules.fence != Fence::None;
        if matches!(self.role, Role::Off) || (is_fenced && epoch < self.epoch.max(self.promised)) {
            return;
        }
        let leads = matches!(self.role, Role::Leads(_));
        if leader == self.me {
            if !leads && epoch == self.epoch {
                self.lead(fx);
            }
            return;
        }
        if leads && !is_fenced {
            return;
        }
        if epoch > self.epoch && leads {
            self.step_down(fx);
        }
        let is_news = self.leader != Some(leader) || epoch > self.epoch;
        if is_fenced {
            self.epoch = self.epoch.max(epoch);
            self.promised = self.promised.max(epoch);
        }
        if is_news {
            self.follow(Some(leader), None, fx);
        }
    }

    /// A request that comes to a follower: a read may be served here, a write is not.
    pub(super) fn request_of_follower(
        &mut self,
        from: ActorAt,
        op: OpAt,
        wish: &Wish,
        least: u64,
        fx: &mut Fx,
    ) {
        let leader = self.leader;
        let is_fresh = match self.setup.rules.reads {
            Reads::Leader => false,
            Reads::Position => self.applied >= least || self.setup.has(Bug::ServeBehind),
            Reads::Bounded(most_ns) => self.staleness_ns(fx).is_some_and(|ns| ns <= most_ns.cast_signed()),
            _ => true,
        };
        if wish.kind == OpKind::Get && is_fresh && !matches!(self.role, Role::Off) {
            return self.serve(from, op, wish.key, fx);
        }
        self.send(from, Body::Refused { op, leader }, fx);
    }

    /// How old its data may be, by its own clock and its leader's.
    fn staleness_ns(&self, fx: &Fx) -> Option<i64> {
        match &self.role {
            Role::Follows(following) => following.fresh_ns.map(|fresh_ns| fx.clock_ns() - fresh_ns),
            _ => None,
        }
    }
}
