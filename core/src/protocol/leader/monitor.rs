use super::{
    Bug, Elect, Fence, Setup, Waits,
    group::Fx,
    message::{Body, Message, Reach},
};
use crate::{
    detect::Detector,
    sim::{Effect, Order},
    trace::ActorAt,
};
use alloc::{format, rc::Rc, string::String, vec::Vec};

/// Who watches over the leaders: what a failover manager does with a store that all agree on behind it (Patroni with etcd,
/// Orchestrator with Raft, a quorum of Sentinels). It stands for all of them together and does not fail; links to it may.
///
/// ```text
///            suspicion            all who answer suspect          enough promised
///   Steady ────────────▶ Asking ───────────────────────▶ Deposing ──────────────▶ Promoting ──▶ Steady
///     ▲                    │ one still hears the leader      │ ▲ too few: again       │ no answer: depose again
///     └────────────────────┘                                 └─┘                      └──▶ Deposing
/// ```
#[derive(Clone, Debug)]
pub(super) struct Monitor {
    setup: Rc<Setup>,
    groups: Vec<Watched>,
}

#[derive(Clone, Debug)]
struct Watched {
    leader: ActorAt,
    epoch: u64,
    timeline: u32,
    phase: Phase,
    /// Counts phases: a timer of an earlier one is dropped.
    round: u32,
    /// Rounds in a row in which too few answered: each waits twice as long, as answers may need longer than that.
    tries: u32,
}

#[derive(Clone, Debug)]
enum Phase {
    Steady,
    Asking(Vec<Answer>),
    /// To whom the leadership goes if that was ordered, and who promised to take nothing more of the old leader.
    Deposing(Vec<Answer>),
    Promoting(ActorAt),
    HandingOver(ActorAt),
}

#[derive(Clone, Copy, Debug)]
struct Answer {
    from: ActorAt,
    suspects: bool,
    /// How far its log on disk is.
    reach: Reach,
}

/// After these many doublings it waits no longer than that.
const MOST_DOUBLINGS: u32 = 6;

impl Monitor {
    pub(super) fn new(setup: &Rc<Setup>) -> Self {
        let watched = |members: &super::Members| Watched {
            leader: members.nodes.first().copied().unwrap_or(ActorAt(0)),
            epoch: 1,
            timeline: 1,
            phase: Phase::Steady,
            round: 0,
            tries: 0,
        };
        Monitor { groups: setup.groups.iter().map(watched).collect(), setup: Rc::clone(setup) }
    }

    fn send(&self, place: usize, to: ActorAt, epoch: u64, body: Body, fx: &mut Fx) {
        let partition = self.setup.groups[place].partition;
        fx.send(to, Message { group: place as u16, partition, epoch, body });
    }

    fn followers(&self, place: usize) -> impl Iterator<Item = ActorAt> + '_ {
        let leader = self.groups[place].leader;
        self.setup.groups[place].nodes.iter().copied().filter(move |node| *node != leader)
    }

    /// The epoch that messages carry: without fencing all leaders have the same.
    fn shown(&self, epoch: u64) -> u64 {
        if self.setup.rules.fence == Fence::None { 1 } else { epoch }
    }

    fn begin(&mut self, place: usize, phase: Phase, fx: &mut Fx) {
        let watched = &mut self.groups[place];
        watched.phase = phase;
        watched.round += 1;
        let token = u64::from(watched.round) << 16 | place as u64;
        fx.timer(self.setup.patience_ns() << watched.tries.min(MOST_DOUBLINGS), token);
    }

    pub(super) fn on_message(&mut self, from: ActorAt, message: &Message, fx: &mut Fx) {
        let place = usize::from(message.group);
        if place >= self.groups.len() {
            return;
        }
        match message.body {
            Body::Suspicion { whom } => self.suspicion(place, from, whom, fx),
            Body::Standing { leads: true, .. } => self.promoted(place, from, message.epoch, fx),
            Body::Standing { suspects, reach, .. } => {
                let answer = Answer { from, suspects, reach };
                self.standing(place, message.epoch, answer, fx);
            }
            Body::WhoLeads => self.tell(place, from, fx),
            Body::HandedOver { round } => {
                // One of an earlier order comes too late: the leader may have taken writes since.
                let watched = &self.groups[place];
                if let Phase::HandingOver(to) = watched.phase
                    && round == watched.round
                {
                    self.promote(place, to, fx);
                }
            }
            _ => {}
        }
    }

    /// Tells who leads, if that is settled.
    fn tell(&self, place: usize, to: ActorAt, fx: &mut Fx) {
        let Watched { leader, epoch, phase, .. } = &self.groups[place];
        if matches!(phase, Phase::Steady) {
            self.send(place, to, self.shown(*epoch), Body::NewLeader { leader: *leader }, fx);
        }
    }

    fn suspicion(&mut self, place: usize, from: ActorAt, whom: ActorAt, fx: &mut Fx) {
        if whom != self.groups[place].leader {
            return self.tell(place, from, fx);
        }
        if matches!(self.groups[place].phase, Phase::Steady) {
            let epoch = self.groups[place].epoch;
            for follower in self.followers(place) {
                self.send(place, follower, epoch, Body::Poll { promise: false }, fx);
            }
            self.begin(place, Phase::Asking(Vec::new()), fx);
        }
    }

    fn standing(&mut self, place: usize, epoch: u64, answer: Answer, fx: &mut Fx) {
        let asked = self.followers(place).count();
        let watched = &mut self.groups[place];
        match &mut watched.phase {
            Phase::Asking(answers) if epoch == watched.epoch => {
                add(answers, answer);
                if !answer.suspects {
                    // Somebody hears the leader: it is the link that is broken, not the leader.
                    (watched.phase, watched.tries) = (Phase::Steady, 0);
                } else if answers.len() == asked {
                    self.depose(place, fx);
                }
            }
            Phase::Deposing(answers) if epoch == watched.epoch => {
                add(answers, answer);
                if answers.len() == asked || self.setup.rules.elect == Elect::First {
                    self.elect(place, fx);
                }
            }
            _ => {}
        }
    }

    /// Asks all followers to take nothing more of the leader, and how far they are.
    fn depose(&mut self, place: usize, fx: &mut Fx) {
        self.groups[place].epoch += 1;
        let epoch = self.groups[place].epoch;
        for follower in self.followers(place) {
            self.send(place, follower, epoch, Body::Poll { promise: true }, fx);
        }
        self.begin(place, Phase::Deposing(Vec::new()), fx);
    }

    /// How many must have promised before one is promoted.
    fn needed(&self, place: usize) -> usize {
        let replicas = self.setup.groups[place].nodes.len();
        let followers = replicas - 1;
        let for_lease = match self.setup.rules.fence {
            // Any so many and any that a lease needs have one in common.
            Fence::Lease(_) => followers + 1 - (replicas / 2).min(followers),
            _ => 1,
        };
        let for_writes = match (self.setup.rules.elect, self.setup.rules.ack.waits) {
            (Elect::Safe, Waits::Any(k)) => (followers + 1).saturating_sub(k as usize),
            (Elect::Safe, Waits::Majority) => followers + 1 - followers.div_ceil(2),
            (Elect::Safe, Waits::Leader | Waits::Nothing) => followers,
            // The named one leads: it has waited for any one of the others.
            (Elect::Safe, Waits::Named(_)) if self.setup.named == Some(self.groups[place].leader) => {
                followers
            }
            _ => 1,
        };
        for_lease.max(for_writes).max(1)
    }

    /// Promotes the one that is furthest, if enough have promised.
    fn elect(&mut self, place: usize, fx: &mut Fx) {
        let needed = self.needed(place);
        let Phase::Deposing(answers) = &self.groups[place].phase else { return };
        let named = self.setup.named.filter(|_| self.setup.rules.elect == Elect::Safe);
        let lacks_named = named.is_some_and(|named| {
            named != self.groups[place].leader && !answers.iter().any(|answer| answer.from == named)
        });
        if answers.len() < needed || lacks_named {
            return;
        }
        // Of those that are as far the first in the list of replicas.
        let place_of = |node: ActorAt| self.setup.groups[place].nodes.iter().position(|known| *known == node);
        let key = |answer: &&Answer| (answer.reach, core::cmp::Reverse(place_of(answer.from)));
        let chosen = match self.setup.rules.elect {
            Elect::First => answers.first(),
            _ if self.setup.has(Bug::PromoteLeastFar) => answers.iter().min_by_key(key),
            _ => answers.iter().max_by_key(key),
        };
        if let Some(chosen) = chosen.map(|answer| answer.from) {
            self.promote(place, chosen, fx);
        }
    }

    fn promote(&mut self, place: usize, to: ActorAt, fx: &mut Fx) {
        if let Phase::HandingOver(_) = self.groups[place].phase {
            self.groups[place].epoch += 1;
        }
        if self.setup.rules.fence == Fence::Stonith {
            fx.want(Effect::PowerOff(self.groups[place].leader));
        }
        self.groups[place].timeline += 1;
        self.send_promotion(place, to, fx);
    }

    fn send_promotion(&mut self, place: usize, to: ActorAt, fx: &mut Fx) {
        let Watched { epoch, timeline, .. } = self.groups[place];
        self.send(place, to, self.shown(epoch), Body::Promotion { timeline }, fx);
        self.begin(place, Phase::Promoting(to), fx);
    }

    /// The one that it promoted leads: all others are told.
    fn promoted(&mut self, place: usize, from: ActorAt, epoch: u64, fx: &mut Fx) {
        let Phase::Promoting(to) = self.groups[place].phase else { return };
        if to != from || epoch != self.shown(self.groups[place].epoch) {
            return;
        }
        let old = self.groups[place].leader;
        self.groups[place].leader = to;
        (self.groups[place].phase, self.groups[place].tries) = (Phase::Steady, 0);
        let is_fenced = self.setup.rules.fence != Fence::None;
        let nodes = self.setup.groups[place].nodes.iter().copied();
        // Without fencing nobody tells the old leader: it may be thought dead, and live.
        let told = nodes.filter(|node| *node != to && (is_fenced || *node != old));
        for actor in told.chain(self.setup.clients.iter().copied()) {
            self.send(place, actor, self.shown(epoch), Body::NewLeader { leader: to }, fx);
        }
    }

    pub(super) fn on_timer(&mut self, token: u64, fx: &mut Fx) {
        let (place, round) = (token as u16 as usize, (token >> 16) as u32);
        if self.groups.get(place).is_none_or(|watched| watched.round != round) {
            return;
        }
        match &self.groups[place].phase {
            Phase::Steady => {}
            Phase::Asking(answers) if answers.is_empty() => {
                // The one that suspects was asked too: answers may need longer.
                self.groups[place].phase = Phase::Steady;
                self.groups[place].tries += 1;
            }
            Phase::Asking(_) => self.depose(place, fx),
            Phase::Deposing(_) => {
                self.elect(place, fx);
                if let Phase::Deposing(_) = self.groups[place].phase {
                    self.again(place, fx);
                }
            }
            Phase::Promoting(to) if self.setup.rules.detect == Detector::None => {
                // It was handed over, and without suspicions nobody would promise: there is nobody else to ask.
                let to = *to;
                self.send_promotion(place, to, fx);
            }
            Phase::Promoting(_) => self.again(place, fx),
            Phase::HandingOver(_) => self.groups[place].phase = Phase::Steady,
        }
    }

    /// Too few answered in time.
    fn again(&mut self, place: usize, fx: &mut Fx) {
        self.groups[place].tries += 1;
        self.depose(place, fx);
    }

    pub(super) fn on_order(&mut self, order: Order, fx: &mut Fx) {
        let Order::Transfer { group, to } = order else { return };
        let place = usize::from(group);
        let Some(Watched { leader, phase: Phase::Steady, epoch, .. }) = self.groups.get(place) else {
            return;
        };
        let (leader, epoch) = (*leader, *epoch);
        if to != leader && self.followers(place).any(|node| node == to) {
            self.begin(place, Phase::HandingOver(to), fx);
            let round = self.groups[place].round;
            self.send(place, leader, self.shown(epoch), Body::HandOver { to, round }, fx);
        }
    }

    pub(super) fn check(&self) -> Result<(), String> {
        let broken = self.groups.iter().find(|watched| u64::from(watched.timeline) > watched.epoch);
        broken.map_or(Ok(()), |watched| {
            Err(format!("broken: timeline {} ≤ epoch {}", watched.timeline, watched.epoch))
        })
    }
}

/// Adds an answer; a later one of the same follower takes its place.
fn add(answers: &mut Vec<Answer>, answer: Answer) {
    answers.retain(|known| known.from != answer.from);
    answers.push(answer);
}
