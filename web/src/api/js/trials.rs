use crate::state::Reckoning;
use quorate_core::{scenario::parse, staleness::Sampling};
use wasm_bindgen::prelude::*;

/// Trials of stale reads in slices: what `www/worker.js` calls. No part of the public interface.
#[wasm_bindgen]
pub struct Trials {
    sampling: Sampling,
}

#[wasm_bindgen]
impl Trials {
    /// Those that an address asks for; none where it asks for what cannot be.
    pub fn of(address: &str) -> Option<Trials> {
        let sampling = Reckoning::new(&parse(address).scenario).ok()?.sampling();
        Some(Trials { sampling })
    }

    /// Does so many more. Whether all are done.
    pub fn advance(&mut self, trials: u32) -> bool {
        self.sampling.advance(trials);
        self.sampling.is_done()
    }

    /// Trials done.
    pub fn done(&self) -> u32 {
        self.sampling.done()
    }

    /// The times of all that are done, ns, as `Findings::of_times` takes them.
    pub fn finish(self) -> Vec<f64> {
        self.sampling.finish().into_times()
    }
}
