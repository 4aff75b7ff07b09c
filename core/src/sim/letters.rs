use crate::trace::{ActorAt, MessageAt};
use alloc::vec::Vec;

/// A message on its way.
#[derive(Clone, Debug)]
pub(super) struct Letter {
    pub(super) from: ActorAt,
    pub(super) to: ActorAt,
    pub(super) number: MessageAt,
}

/// Messages from when they are written until they are read. Each lies in one place meanwhile: only the place is handed
/// on. Places are used again.
#[derive(Clone, Debug)]
pub(super) struct Letters<M> {
    all: Vec<(Letter, Option<M>)>,
    free: Vec<u32>,
}

impl<M> Letters<M> {
    pub(super) const fn new() -> Self {
        Letters { all: Vec::new(), free: Vec::new() }
    }

    /// Keeps a message; what stands on its outside is not known yet.
    pub(super) fn put(&mut self, message: M) -> u32 {
        let outside = Letter { from: ActorAt(0), to: ActorAt(0), number: MessageAt(0) };
        if let Some(at) = self.free.pop() {
            self.all[at as usize] = (outside, Some(message));
            return at;
        }
        self.all.push((outside, Some(message)));
        self.all.len() as u32 - 1
    }

    /// Writes on the outside of a message.
    pub(super) fn address(&mut self, at: u32, outside: Letter) {
        if let Some((old, _)) = self.all.get_mut(at as usize) {
            *old = outside;
        }
    }

    /// Who sent it to whom, if it is there.
    pub(super) fn outside(&self, at: u32) -> Option<&Letter> {
        self.all.get(at as usize).filter(|(_, message)| message.is_some()).map(|(outside, _)| outside)
    }

    /// The message, if it is there.
    pub(super) fn message(&self, at: u32) -> Option<&M> {
        self.all.get(at as usize)?.1.as_ref()
    }

    /// Takes the message out.
    pub(super) fn take(&mut self, at: u32) -> Option<M> {
        let message = self.all.get_mut(at as usize)?.1.take()?;
        self.free.push(at);
        Some(message)
    }
}
