use super::{Staging, actor};
use crate::{
    base::{ClientId, NodeId, PartitionId, Unit},
    scenario::{Asked, Verb},
    sim::{Fault, Order, Peer, Step, Wish},
    trace::{Actor, ActorAt, OpKind},
};
use alloc::{string::String, vec::Vec};

impl Staging<'_> {
    /// The script: what each line does, and when. Lines that speak of what is not there do nothing.
    pub(super) fn script(&mut self) -> Result<Vec<(u64, Step)>, String> {
        let mut steps = Vec::new();
        for unit in self.scenario.now().off() {
            steps.extend(self.each(unit, Fault::Kill).into_iter().map(|step| (0, step)));
        }
        let experiment = self.scenario.experiment();
        for (line, act) in (0..).zip(experiment.script()) {
            if experiment.idle(act, self.scenario.now()).is_none() {
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
                let wish = self.wish(key.as_str(), OpKind::Get, [None; 2], by)?;
                ask(self, by, wish)
            }
            Verb::Put(key, value, by) => {
                let value = self.texts.place(value.as_str());
                let wish = self.wish(key.as_str(), OpKind::Put, [Some(value), None], by)?;
                ask(self, by, wish)
            }
            Verb::Delete(key, by) => {
                let wish = self.wish(key.as_str(), OpKind::Delete, [None; 2], by)?;
                ask(self, by, wish)
            }
            Verb::Cas(key, old, new, by) => {
                let [old, new] = [old, new].map(|text| self.texts.place(text.as_str()));
                let wish = self.wish(key.as_str(), OpKind::Cas, [Some(new), Some(old)], by)?;
                ask(self, by, wish)
            }
            Verb::Increment(key, by) => {
                let wish = self.wish(key.as_str(), OpKind::Increment, [None; 2], by)?;
                ask(self, by, wish)
            }
            Verb::Insert(value, by) => {
                let value = self.texts.place(value.as_str());
                let wish = self.wish("", OpKind::Insert, [Some(value), None], by)?;
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
        let group = if self.standing.is_none() && partition.0 == 1 { Some(0) } else { group };
        let order = group
            .zip(self.node(to))
            .zip(self.place(Actor::Monitor))
            .map(|((group, to), monitor)| Step::Order(monitor, Order::Transfer { group: group as u16, to }));
        order.into_iter().collect()
    }
}
