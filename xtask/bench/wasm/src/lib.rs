//! A run to be timed: the same code natively and in wasm. The page's own module has no such surface, as nobody needs a run
//! of which nothing is shown.

use quorate_core::{
    run::Course,
    scenario::{Scenario, parse},
};
use wasm_bindgen::prelude::*;

/// An address that was read, to be run again and again.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Prepared {
    scenario: Scenario,
    steps: u32,
    events: u32,
}

#[wasm_bindgen]
impl Prepared {
    /// Reads an address.
    #[wasm_bindgen(constructor)]
    pub fn new(address: &str) -> Self {
        Prepared { scenario: parse(address).scenario, steps: 0, events: 0 }
    }

    /// Runs it, and counts the steps; with its trace or without.
    pub fn run(&mut self, is_traced: bool) -> u32 {
        let Ok(world) = Course::world(&self.scenario, 0, None) else { return 0 };
        let world = if is_traced { world } else { world.untraced() };
        let trace = world.run(self.scenario.experiment().until_ns());
        (self.steps, self.events) = (trace.steps as u32, trace.events.len() as u32);
        self.steps
    }

    /// The steps of the last run.
    #[wasm_bindgen(getter)]
    pub fn steps(&self) -> u32 {
        self.steps
    }

    /// The events of its trace.
    #[wasm_bindgen(getter)]
    pub fn events(&self) -> u32 {
        self.events
    }
}
