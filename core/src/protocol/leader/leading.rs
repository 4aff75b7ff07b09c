use super::{
    Bug, Fence, LogKind, Reads, Setup, Waits,
    group::{Fx, Group, Role, timer},
    message::{Body, Heard, Image, Mark, Reach, Shipment},
    size,
};
use crate::{
    log::{Batch, Entry, Func},
    sim::{Effect, Wish},
    trace::{ActorAt, OpAt, OpKind, TextAt, What},
};
use alloc::{boxed::Box, collections::VecDeque, format, rc::Rc, string::String, vec::Vec};

/// What a leader knows beyond its log.
#[derive(Clone, Debug)]
pub(super) struct Leading {
    peers: Vec<Follower>,
    /// Up to where as many have the log as its rules ask for.
    commit: u64,
    /// Writes that are not acknowledged yet, by position.
    waiting: VecDeque<Waiting>,
    is_ship_timer_set: bool,
    /// To whom it hands over, and the requests that came meanwhile.
    handing: Option<Handing>,
    has_lease: bool,
    /// The last requests that it took: who sends one twice is not served twice.
    taken: VecDeque<(OpAt, u32)>,
    /// Pages whose image is in the log since the run began.
    pages: Vec<bool>,
}

#[derive(Clone, Debug)]
struct Handing {
    to: ActorAt,
    /// The round of the monitor that ordered it.
    round: u32,
    held: Vec<(ActorAt, OpAt)>,
}

#[derive(Clone, Copy, Debug)]
struct Waiting {
    position: u64,
    op: OpAt,
    client: ActorAt,
}

/// What a leader knows of a follower.
#[derive(Clone, Copy, Debug)]
struct Follower {
    actor: ActorAt,
    /// Whether it has told where its log parts from the leader's.
    is_known: bool,
    /// The last position that was sent.
    sent: u64,
    /// The last position that it confirmed.
    confirmed: u64,
    /// Until when it lets the leader lead, by the clock of who says so.
    lease_ns: i64,
}

/// Requests that are remembered, so that one that the network doubled is taken once.
const TAKEN: usize = 64;
/// Keys of one page of a write-ahead log.
const PAGE_KEYS: usize = 64;

impl Leading {
    /// The next write that can be answered, taken off the list.
    fn acknowledgeable(&mut self) -> Option<Waiting> {
        let is_done = self.waiting.front().is_some_and(|waiting| waiting.position <= self.commit);
        if is_done { self.waiting.pop_front() } else { None }
    }

    pub(super) fn check(&self, head: u64) -> Result<(), String> {
        let early = self.commit > head || self.peers.iter().any(|peer| peer.sent > head);
        if early {
            Err(format!("broken: commit {} and what was sent ≤ head {head}", self.commit))
        } else {
            Ok(())
        }
    }

    /// Up to where at least so many followers have confirmed the log. Where there are fewer followers than that, no write
    /// is ever acknowledged. Without a list that is sorted: this is asked with every confirmation.
    fn kth_confirmed(&self, k: usize) -> u64 {
        let have = |upto: u64| self.peers.iter().filter(|peer| peer.confirmed >= upto).count() >= k;
        self.peers.iter().map(|peer| peer.confirmed).filter(|upto| have(*upto)).max().unwrap_or(0)
    }

    /// Up to where as many followers have the log as the rules ask for, where the leader's own disk reaches to `own`.
    fn enough(&self, setup: &Setup, me: ActorAt, head: u64, own: u64) -> u64 {
        let any = |k: usize| if k == 0 { own } else { own.min(self.kth_confirmed(k)) };
        match setup.rules.ack.waits {
            Waits::Nothing => head,
            Waits::Leader => own,
            Waits::Any(k) => any(k as usize),
            Waits::Majority => any(self.peers.len().div_ceil(2)),
            Waits::All => any(self.peers.len()),
            Waits::Named(_) if setup.named == Some(me) => any(1),
            Waits::Named(_) => {
                let named = self.peers.iter().find(|peer| Some(peer.actor) == setup.named);
                named.map_or(0, |peer| own.min(peer.confirmed))
            }
        }
    }
}

impl Group {
    fn leading(&mut self) -> Option<&mut Leading> {
        if let Role::Leads(leading) = &mut self.role { Some(leading) } else { None }
    }

    /// Begins to lead, in the epoch and timeline that it has.
    pub(super) fn lead(&mut self, fx: &mut Fx) {
        let is_first = self.session == 0 && self.log.head() == 0 && self.epoch == 1;
        self.session += 1;
        self.turn += 1;
        self.leader = Some(self.me);
        // At the start of a run all followers have just heard of it; later it has no lease until they say so.
        let lease_ns = match self.setup.rules.fence {
            Fence::Lease(ns) if is_first => fx.clock_ns().saturating_add(ns.cast_signed()),
            _ => i64::MIN,
        };
        let new = |actor| Follower { actor, is_known: is_first, sent: 0, confirmed: 0, lease_ns };
        self.role = Role::Leads(Leading {
            peers: self.others().map(new).collect(),
            // All that a leader finds on its disk stands.
            commit: self.log.persisted(),
            waiting: VecDeque::new(),
            is_ship_timer_set: false,
            handing: None,
            has_lease: is_first,
            taken: VecDeque::new(),
            pages: Vec::new(),
        });
        let (partition, epoch, position) = (self.partition, self.epoch, self.log.head());
        fx.note(What::Leads { partition, epoch, position });
        self.apply(self.log.persisted(), fx);
        self.flush(fx);
        self.beat(fx);
    }

    /// No longer leads. Whom it has not answered, it leaves without an answer.
    pub(super) fn step_down(&mut self, fx: &mut Fx) {
        if matches!(self.role, Role::Leads(_)) {
            fx.note(What::StepsDown { partition: self.partition, epoch: self.epoch });
            // Data that it showed to nobody yet is not taken back: it is dropped with the log, if it is.
            self.leader = None;
            self.follow(None, None, fx);
        }
    }

    /// How far its log is, by its clock.
    fn mark(&self, fx: &Fx) -> Mark {
        Mark { clock_ns: fx.clock_ns(), position: self.log.persisted() }
    }

    /// Tells everybody that it is alive.
    pub(super) fn beat(&mut self, fx: &mut Fx) {
        let mark = self.mark(fx);
        let session = self.session;
        let Role::Leads(leading) = &self.role else { return };
        for peer in &leading.peers {
            self.send(peer.actor, Body::Heartbeat { session, sent: peer.sent, mark }, fx);
        }
        self.timer(self.setup.rules.beat_ns, timer::BEAT, fx);
    }

    /// A follower heard that it is alive, and tells how far it is.
    pub(super) fn heard(&mut self, from: ActorAt, epoch: u64, heard: Heard, fx: &mut Fx) {
        if epoch != self.epoch {
            return;
        }
        let Some(leading) = self.leading() else { return };
        let Some(peer) = leading.peers.iter_mut().find(|peer| peer.actor == from) else { return };
        peer.lease_ns = peer.lease_ns.max(heard.lease_ns);
        let Some(log) = heard.log.filter(|_| peer.is_known) else { return };
        // What was sent before the heartbeat and is not there when the heartbeat is, is sent anew.
        if log.head < heard.sent && peer.sent >= heard.sent {
            peer.sent = log.head;
            self.ship(fx);
        }
        self.confirmed(from, epoch, log.persisted, fx);
    }

    /// Whether enough followers let it lead yet.
    fn holds_lease(&mut self, fx: &mut Fx) -> bool {
        let Fence::Lease(_) = self.setup.rules.fence else { return true };
        let (clock_ns, is_ignored) = (fx.clock_ns(), self.setup.has(Bug::IgnoreLease));
        let (partition, needed) = (self.partition, self.members().len() / 2);
        let Some(leading) = self.leading() else { return false };
        let granted = leading.peers.iter().filter(|peer| peer.lease_ns > clock_ns).count();
        let holds = granted >= needed || is_ignored;
        if leading.has_lease && !holds {
            fx.note(What::LeaseEnded(partition));
        }
        leading.has_lease = holds;
        holds
    }

    pub(super) fn request(
        &mut self,
        from: ActorAt,
        op: OpAt,
        attempt: u32,
        wish: &Wish,
        least: Reach,
        fx: &mut Fx,
    ) {
        if !matches!(self.role, Role::Leads(_)) {
            return self.request_of_follower(from, op, wish, least, fx);
        }
        if !self.holds_lease(fx) || self.is_outrun(wish, least) {
            return self.send(from, Body::Refused { op, leader: None }, fx);
        }
        let Some(leading) = self.leading() else { return };
        if let Some(handing) = &mut leading.handing {
            return handing.held.push((from, op));
        }
        if wish.kind == OpKind::Get {
            return self.serve(from, op, wish.key, fx);
        }
        if leading.taken.contains(&(op, attempt)) {
            return;
        }
        leading.taken.push_back((op, attempt));
        if leading.taken.len() > TAKEN {
            leading.taken.pop_front();
        }
        self.accept(from, op, wish, fx);
    }

    /// Whether a client that says how far it has seen has seen more than a leader can have: another leads by now, and what
    /// this one takes will be dropped.
    fn is_outrun(&self, wish: &Wish, least: Reach) -> bool {
        let is_read = wish.kind == OpKind::Get;
        self.setup.rules.reads == Reads::Position
            && (self.log.history.timeline() < least.timeline || (is_read && self.shown() < least))
    }

    /// Answers a read from what is applied.
    pub(super) fn serve(&mut self, to: ActorAt, op: OpAt, key: TextAt, fx: &mut Fx) {
        fx.note(What::Served(op));
        let (reach, result) = (self.shown(), self.values.get(key));
        self.send(to, Body::Done { op, reach, result, matched: true }, fx);
    }

    /// The value of a key after all that was accepted.
    fn latest(&self, key: TextAt) -> Option<TextAt> {
        let pending =
            (self.applied + 1..=self.log.head()).rev().filter_map(|position| self.log.get(position));
        let mut found = pending.filter(|entry| entry.key == key);
        found.next().map_or_else(|| self.values.get(key), |entry| entry.value)
    }

    /// Puts a write into the log, or answers at once where nothing is to be written.
    fn accept(&mut self, client: ActorAt, op: OpAt, wish: &Wish, fx: &mut Fx) {
        let (mut key, mut value, mut func) = (wish.key, wish.value, Func::Plain);
        match wish.kind {
            OpKind::Cas => {
                let result = self.latest(key);
                if result != wish.expected {
                    let reach = self.shown();
                    return self.send(client, Body::Done { op, reach, result, matched: false }, fx);
                }
            }
            OpKind::Increment => {
                let number = self.latest(key).and_then(|value| fx.texts.get(value).parse::<u64>().ok());
                value = Some(fx.texts.place(&format!("{}", number.unwrap_or(0).saturating_add(1))));
            }
            OpKind::Insert => key = self.next_id(fx),
            OpKind::Put => func = value.map_or(Func::Plain, |value| Func::of(fx.texts.get(value))),
            OpKind::Delete | OpKind::Get => {}
        }
        if func != Func::Plain && self.setup.rules.log != LogKind::Statement {
            // The leader alone runs the statement: its log carries what came of it.
            value = Some(self.evaluate(func, fx));
            func = Func::Plain;
        }
        let lengths = [Some(key), value].map(|text| text.map_or(0, |text| fx.texts.get(text).len()));
        let bytes = size::bytes(self.setup.rules.log, lengths[0], lengths[1], self.is_new_page(key));
        let (epoch, timeline) = (self.epoch, self.log.history.timeline());
        let position = self.log.push(Entry { epoch, timeline, op, key, value, func, bytes });
        fx.note(What::Accepted { partition: self.partition, position, epoch, op });
        fx.want(Effect::Learn(op, key, value, position));
        if let Some(leading) = self.leading() {
            leading.waiting.push_back(Waiting { position, op, client });
        }
        self.flush(fx);
        self.advance(fx);
    }

    /// The id after the greatest that its data has: what was lost is given out again.
    fn next_id(&self, fx: &mut Fx) -> TextAt {
        let number = |key: TextAt| fx.texts.get(key).parse::<u64>().unwrap_or(0);
        let applied = self.values.iter().map(|(key, _)| number(key)).max().unwrap_or(0);
        let pending = (self.applied + 1..=self.log.head()).filter_map(|position| self.log.get(position));
        let last = pending.map(|entry| number(entry.key)).max().unwrap_or(0).max(applied);
        fx.texts.place(&format!("{}", last + 1))
    }

    fn is_new_page(&mut self, key: TextAt) -> bool {
        let page = key.0 as usize / PAGE_KEYS;
        let Some(leading) = self.leading() else { return false };
        if leading.pages.len() <= page {
            leading.pages.resize(page + 1, false);
        }
        !core::mem::replace(&mut leading.pages[page], true)
    }

    /// The leader's own disk has come further: it ships what is on it, and looks who can be answered.
    pub(super) fn persisted_as_leader(&mut self, fx: &mut Fx) {
        let ship_ns = self.setup.rules.ship_ns;
        match self.leading() {
            Some(leading) if ship_ns > 0 && leading.handing.is_none() => {
                if !core::mem::replace(&mut leading.is_ship_timer_set, true) {
                    let wait_ns = ship_ns - fx.now_ns() % ship_ns;
                    self.timer(wait_ns, timer::SHIP, fx);
                }
            }
            _ => self.ship(fx),
        }
        self.advance(fx);
    }

    pub(super) fn ship_timer(&mut self, fx: &mut Fx) {
        if let Some(leading) = self.leading() {
            leading.is_ship_timer_set = false;
            self.ship(fx);
        }
    }

    /// Sends each follower what is on the leader's disk and was not sent to it.
    fn ship(&mut self, fx: &mut Fx) {
        let last = self.log.persisted();
        let Role::Leads(leading) = &self.role else { return };
        // Mostly all followers lack the same: the entries are gathered once.
        let mut gathered: Option<(u64, Batch)> = None;
        let mut sent = Vec::with_capacity(leading.peers.len());
        for peer in &leading.peers {
            if !peer.is_known || peer.sent >= last {
                continue;
            }
            if peer.sent < self.log.base() {
                sent.push((peer.actor, None));
                continue;
            }
            let first = peer.sent + 1;
            let batch = match &gathered {
                Some((from, batch)) if *from == first => batch.clone(),
                _ => Batch::new(self.log.range(first, last)),
            };
            gathered = Some((first, batch.clone()));
            sent.push((peer.actor, Some((first, batch))));
        }
        for (to, what) in sent {
            match what {
                Some((first, batch)) => self.send_entries(to, first, batch, None, fx),
                None => self.send_image(to, fx),
            }
            if let Some(peer) = self.peer(to) {
                peer.sent = last.max(peer.sent);
            }
        }
    }

    fn peer(&mut self, actor: ActorAt) -> Option<&mut Follower> {
        self.leading()?.peers.iter_mut().find(|peer| peer.actor == actor)
    }

    fn send_entries(
        &self,
        to: ActorAt,
        first: u64,
        batch: Batch,
        restart: Option<Box<[(u32, u64)]>>,
        fx: &mut Fx,
    ) {
        let Role::Leads(leading) = &self.role else { return };
        let shipment = Shipment {
            first,
            batch,
            is_awaited: self.setup.waits_for_followers() || leading.handing.is_some(),
            session: self.session,
            version: self.version,
            mark: self.mark(fx),
            restart,
        };
        self.send(to, Body::Entries(Box::new(shipment)), fx);
    }

    /// Sends all data at once: that up to the base of the log, and then the log.
    fn send_image(&mut self, to: ActorAt, fx: &mut Fx) {
        let position = self.log.base();
        let values = self.log.base_values().clone();
        let data = values.iter().map(|(key, value)| fx.texts.get(key).len() + fx.texts.get(value).len());
        let bytes = data.sum::<usize>() as u32;
        let mut history = self.log.history.clone();
        history.cut(position);
        let image = Image { position, values, lines: history.lines(), session: self.session, bytes };
        self.send(to, Body::Snapshot(Rc::new(image)), fx);
        let batch = Batch::new(self.log.range(position + 1, self.log.persisted()));
        if !batch.entries().is_empty() {
            self.send_entries(to, position + 1, batch, None, fx);
        }
    }

    /// A follower says how far it is, and asks for what it lacks: it gets the log from where both part.
    pub(super) fn missing(
        &mut self,
        from: ActorAt,
        epoch: u64,
        head: u64,
        lines: &[(u32, u64)],
        fx: &mut Fx,
    ) {
        let is_fenced = self.setup.rules.fence != Fence::None && !self.setup.has(Bug::NoEpochCheck);
        if is_fenced && epoch > self.epoch {
            return self.stale(epoch, fx);
        }
        if !matches!(self.role, Role::Leads(_)) {
            return;
        }
        let last = self.log.persisted();
        let common = self.log.history.common(last, lines, head);
        if common < self.log.base() {
            self.send_image(from, fx);
        } else {
            let batch = Batch::new(self.log.range(common + 1, last));
            self.send_entries(from, common + 1, batch, Some(self.log.history.lines()), fx);
        }
        if let Some(peer) = self.peer(from) {
            (peer.is_known, peer.sent) = (true, last);
            peer.confirmed = peer.confirmed.min(common);
        }
    }

    /// A follower has the log up to a position. What it says of another epoch is of another log.
    pub(super) fn confirmed(&mut self, from: ActorAt, epoch: u64, upto: u64, fx: &mut Fx) {
        if epoch != self.epoch && !self.setup.has(Bug::NoEpochCheck) {
            return;
        }
        let counts_twice = self.setup.has(Bug::CountTwice);
        let Some(leading) = self.leading() else { return };
        let Some(peer) = leading.peers.iter_mut().find(|peer| peer.actor == from) else { return };
        if !peer.is_known {
            return;
        }
        if counts_twice {
            // Whoever confirmed: as if the next one had confirmed as much.
            for peer in &mut leading.peers {
                peer.confirmed = peer.confirmed.max(upto);
            }
        } else {
            peer.confirmed = peer.confirmed.max(upto.min(peer.sent));
        }
        self.advance(fx);
        self.try_hand_over(fx);
    }

    /// Commits, applies and acknowledges what enough replicas have.
    fn advance(&mut self, fx: &mut Fx) {
        let (head, me) = (self.log.head(), self.me);
        let is_early = self.setup.has(Bug::AcknowledgeBeforePersisting);
        let own = if is_early { head } else { self.log.persisted() };
        let Role::Leads(leading) = &self.role else { return };
        let upto = leading.enough(&self.setup, me, head, own).min(head);
        let mut commit = leading.commit;
        while commit < upto {
            commit += 1;
            fx.note(What::Committed { partition: self.partition, position: commit });
        }
        if let Some(leading) = self.leading() {
            leading.commit = commit;
        }
        self.apply(commit, fx);
        while let Some(done) = self.leading().and_then(Leading::acknowledgeable) {
            fx.note(What::Acknowledged(done.op));
            let timeline = self.log.history.timeline_at(done.position);
            let reach = Reach { timeline, position: done.position };
            let body = Body::Done { op: done.op, reach, result: None, matched: true };
            self.send(done.client, body, fx);
        }
    }

    /// The monitor orders it to hand over: it takes nothing more, and ships all.
    pub(super) fn hand_over(&mut self, to: ActorAt, round: u32, fx: &mut Fx) {
        if to == self.me || !self.members().contains(&to) {
            return;
        }
        let Some(leading) = self.leading() else { return };
        if leading.handing.is_none() {
            leading.handing = Some(Handing { to, round, held: Vec::new() });
            self.ship(fx);
            let first = self.log.persisted() + 1;
            self.send_entries(to, first, Batch::Few(None), None, fx);
            self.timer(self.setup.patience_ns(), timer::HAND_OVER, fx);
        }
    }

    fn try_hand_over(&mut self, fx: &mut Fx) {
        let head = self.log.head();
        let Some(leading) = self.leading() else { return };
        let Some(Handing { to, round, held }) = leading.handing.clone() else { return };
        if leading.peers.iter().any(|peer| peer.actor == to && peer.confirmed >= head)
            && let Some(monitor) = self.setup.monitor
        {
            for (client, op) in held {
                self.send(client, Body::Refused { op, leader: Some(to) }, fx);
            }
            self.send(monitor, Body::HandedOver { round }, fx);
            self.step_down(fx);
            self.ask_who_leads(fx);
        }
    }

    /// Nobody took over in time.
    pub(super) fn keep_leading(&mut self, fx: &mut Fx) {
        let Some(handing) = self.leading().and_then(|leading| leading.handing.take()) else { return };
        for (client, op) in handing.held {
            self.send(client, Body::Refused { op, leader: None }, fx);
        }
    }

    /// A newer epoch has begun.
    pub(super) fn stale(&mut self, epoch: u64, fx: &mut Fx) {
        if self.setup.rules.fence == Fence::None || epoch <= self.epoch || self.setup.has(Bug::NoEpochCheck) {
            return;
        }
        self.promised = self.promised.max(epoch);
        if matches!(self.role, Role::Leads(_)) {
            self.step_down(fx);
            self.ask_who_leads(fx);
        }
    }

    /// It is promoted.
    pub(super) fn promotion(&mut self, epoch: u64, timeline: u32, fx: &mut Fx) {
        let is_fenced = self.setup.rules.fence != Fence::None;
        let leads = matches!(self.role, Role::Leads(_));
        let is_new = if is_fenced { epoch > self.epoch && epoch >= self.promised } else { !leads };
        if is_new && !matches!(self.role, Role::Off) {
            self.step_down(fx);
            if is_fenced {
                (self.epoch, self.promised) = (epoch, epoch);
            }
            self.take_over(timeline, fx);
        } else {
            self.lead_again(epoch, timeline, fx);
            self.tell_that_it_leads(fx);
        }
    }

    /// It was promoted in this epoch before, and has started anew since: it goes on where it was.
    fn lead_again(&mut self, epoch: u64, timeline: u32, fx: &mut Fx) {
        let is_mine = self.setup.rules.fence != Fence::None && (self.epoch, self.promised) == (epoch, epoch);
        if !is_mine || !matches!(self.role, Role::Follows(_)) {
            return;
        }
        if self.log.history.timeline() == timeline {
            self.lead(fx);
        } else {
            self.take_over(timeline, fx);
        }
    }

    pub(super) fn tell_that_it_leads(&self, fx: &mut Fx) {
        if let (Role::Leads(_), Some(monitor)) = (&self.role, self.setup.monitor) {
            self.send(monitor, Body::Standing { suspects: false, reach: self.standing(), leads: true }, fx);
        }
    }
}
