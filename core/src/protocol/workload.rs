use crate::{
    base::Random,
    sim::Wish,
    trace::{ActorAt, OpKind, Texts},
    workload::{Arrival, Skew},
};
use alloc::{format, vec::Vec};

/// What a client asks for by itself, one operation after the other.
#[derive(Clone, Debug)]
pub struct Workload {
    /// How keys are picked.
    pub skew: Skew,
    /// The keys: each as a read.
    pub keys: Vec<Wish>,
    /// Between an answer and the next operation of a closed loop, ns.
    pub think_ns: u64,
    /// When the next operation is due.
    pub arrival: Arrival,
}

impl Workload {
    /// What a client asks for after so many of its own: every second is a write, of a value that it writes once.
    pub(super) fn next(&self, count: u32, me: ActorAt, dice: &mut Random, texts: &mut Texts) -> Option<Wish> {
        let place = self.skew.pick(self.keys.len() as u32, count, dice);
        let wish = self.keys.get(place as usize)?;
        let is_write = count.is_multiple_of(2);
        let value = is_write.then(|| texts.place(&format!("{}.{}", me.0 + 1, (count + 1).div_ceil(2))));
        let kind = if is_write { OpKind::Put } else { OpKind::Get };
        Some(Wish { kind, value, is_own: true, ..*wish })
    }
}
