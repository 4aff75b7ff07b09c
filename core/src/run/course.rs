use super::staging::Staging;
use crate::{
    protocol::leader::{Bug, LeaderFollower, Rules},
    scenario::Scenario,
    sim::World,
    trace::{Moment, Trace},
};
use alloc::{format, string::String, sync::Arc, vec::Vec};

/// What happens over time under the rules of one mode.
#[derive(Clone, Debug)]
pub struct Course {
    rules: Rules,
    trace: Trace,
}

impl Course {
    /// Runs a scenario under the rules of one of its modes, or says in words why it cannot.
    pub fn new(scenario: &Scenario, mode: usize) -> Result<Self, String> {
        let rules = scenario.modes().get(mode).ok_or("there is no such mode: take a lower number")?;
        let trace = Self::world(scenario, mode, None)?.run(scenario.experiment().until_ns());
        Ok(Course { rules: rules.clone(), trace })
    }

    /// The world of a mode at its first instant; tests plant a bug.
    pub fn world(
        scenario: &Scenario,
        mode: usize,
        bug: Option<Bug>,
    ) -> Result<World<LeaderFollower>, String> {
        let rules = scenario.modes().get(mode).ok_or("there is no such mode: take a lower number")?;
        Staging::new(scenario, rules)?.world(bug)
    }

    /// Runs a mode, and looks at the invariants of every machine after each step: what broke, with when, if any did.
    pub fn checked(scenario: &Scenario, mode: usize, bug: Option<Bug>) -> Result<Trace, String> {
        let mut world = Self::world(scenario, mode, bug)?;
        let until_ns = scenario.experiment().until_ns();
        while world.step(until_ns) {
            world.check().map_err(|broken| format!("{broken}, at step {}", world.trace().steps))?;
        }
        Ok(world.end(until_ns))
    }

    /// The rules of the mode.
    pub const fn rules(&self) -> &Rules {
        &self.rules
    }

    /// All that happened.
    pub const fn trace(&self) -> &Trace {
        &self.trace
    }

    /// The cluster at an instant, ns.
    pub fn at(&self, at_ns: u64) -> Moment {
        Moment::new(&self.trace, at_ns)
    }
}

/// The courses of all modes of a scenario.
#[derive(Clone, Debug)]
pub struct Courses {
    /// What they were made from, shown at its end.
    scenario: Scenario,
    all: Result<Vec<Course>, String>,
}

impl Courses {
    /// Runs all modes.
    pub fn new(scenario: &Scenario) -> Self {
        let modes = 0..scenario.modes().len();
        let all = modes.map(|mode| Course::new(scenario, mode)).collect();
        Courses { scenario: scenario.clone(), all }
    }

    /// The same, or those that were made before, where nothing that matters is different.
    pub(super) fn again(scenario: &Scenario, made: Option<&Arc<Courses>>) -> Arc<Self> {
        match made.filter(|made| made.is_of(scenario)) {
            Some(made) => Arc::clone(made),
            None => Arc::new(Courses::new(scenario)),
        }
    }

    /// Whether these are the courses of a scenario too: the instant shown does not matter.
    fn is_of(&self, scenario: &Scenario) -> bool {
        self.scenario.now() == scenario.now()
            && self.scenario.keys() == scenario.keys()
            && self.scenario.level_dc() == scenario.level_dc()
            && self.scenario.experiment().is_same_but_for_instant(scenario.experiment())
    }

    /// The courses in the order of modes, or in words why there are none.
    pub fn all(&self) -> Result<&[Course], &str> {
        self.all.as_deref().map_err(String::as_str)
    }
}
