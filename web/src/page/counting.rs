use crate::{panel::Shared, platform::Slice, state::KeyBook};
use quorate_core::{
    hash::HashFn,
    run::Run,
    scenario::Keys,
    workload::{Chunk, KeyCloud},
};
use std::{cell::Cell, rc::Rc};
use yew::{platform::spawn_local, prelude::*};

/// The keys of a run, once all are hashed: in slices, anew whenever the keys or the hash function are others. None
/// before that, and where the keys are in a file that is not here.
#[hook]
pub(super) fn use_counting(run: &Run, own: Option<Shared<KeyBook>>) -> Option<Shared<KeyCloud>> {
    let counting = use_state(|| None);
    let source = Source { hash: run.scenario().now().hash(), keys: run.scenario().keys().clone(), own };
    {
        let counting = counting.clone();
        use_effect_with(source, move |source| {
            let going = Rc::new(Cell::new(true));
            spawn_local(hash_all(source.clone(), Rc::clone(&going), counting));
            move || going.set(false)
        });
    }
    (*counting).clone()
}

#[derive(Clone, PartialEq)]
struct Source {
    hash: HashFn,
    keys: Keys,
    own: Option<Shared<KeyBook>>,
}

impl Source {
    /// How many keys there are to hash: none of a file that is not here.
    fn count(&self) -> u32 {
        match (&self.keys, &self.own) {
            (Keys::Generated(generated), _) => generated.count,
            (Keys::Attached(attachment), Some(own)) if own.attachment() == Some(*attachment) => {
                attachment.count
            }
            (Keys::Attached(_), _) => 0,
        }
    }

    fn chunk(&self, from: u32, to: u32) -> Chunk {
        let mut key = Vec::new();
        let points = (from..to).map(|at| match (&self.keys, &self.own) {
            (Keys::Attached(_), Some(own)) => self.hash.point(own.key(at as usize).unwrap_or_default()),
            (Keys::Generated(generated), _) => {
                generated.write(at, &mut key);
                self.hash.point(&key)
            }
            (Keys::Attached(_), None) => self.hash.point(&[]),
        });
        Chunk::new(points.collect())
    }
}

/// A slice hashes so many keys before it looks at the clock.
const STEP: usize = Chunk::KEYS;

async fn hash_all(source: Source, going: Rc<Cell<bool>>, counting: UseStateHandle<Option<Shared<KeyCloud>>>) {
    let count = source.count();
    counting.set(None);
    if count < source.keys.count() {
        // The file is not here, and nothing is known of its keys.
        return;
    }
    let mut cloud = KeyCloud::default();
    let mut slice = Slice::start();
    for from in (0..count).step_by(STEP) {
        cloud.push(source.chunk(from, count.min(from + STEP as u32)));
        if slice.rest().await && !going.get() {
            return;
        }
    }
    if going.get() {
        counting.set(Some(Shared::new(cloud)));
    }
}
