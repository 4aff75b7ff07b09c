use super::staging::{leader_world, quorum_world};
use crate::{
    base::limit,
    protocol::{
        leader::{Bug, LeaderFollower},
        leaderless::{self, Leaderless},
    },
    scenario::{Mode, Replication, Scenario},
    sim::{Machine, World},
    trace::{Moment, Trace},
};
use alloc::{format, string::String, sync::Arc, vec::Vec};

/// What happens over time under the rules of one mode.
#[derive(Clone, Debug)]
pub struct Course {
    mode: Mode,
    trace: Trace,
}

impl Course {
    /// Runs a scenario under the rules of one of its modes, or says in words why it cannot.
    pub fn new(scenario: &Scenario, mode: usize) -> Result<Self, String> {
        let trace = Self::trace_at_most(scenario, mode, limit::SIM_STEPS)?;
        Ok(Course { mode: mode_of(scenario, mode)?.clone(), trace })
    }

    /// The trace of a mode that is stopped after so many steps.
    pub fn trace_at_most(scenario: &Scenario, mode: usize, most_steps: u64) -> Result<Trace, String> {
        let until_ns = scenario.experiment().until_ns();
        Ok(match scenario.experiment().replication() {
            Replication::Leaderless => {
                Self::quorum_world(scenario, mode, None)?.at_most(most_steps).run(until_ns)
            }
            Replication::Leader | Replication::Single => {
                Self::world(scenario, mode, None)?.at_most(most_steps).run(until_ns)
            }
        })
    }

    /// The world of a mode with leaders at its first instant; tests plant a bug.
    pub fn world(
        scenario: &Scenario,
        mode: usize,
        bug: Option<Bug>,
    ) -> Result<World<LeaderFollower>, String> {
        leader_world(scenario, &mode_of(scenario, mode)?.leader, bug)
    }

    /// The world of a mode without leaders at its first instant; tests plant a bug.
    pub fn quorum_world(
        scenario: &Scenario,
        mode: usize,
        bug: Option<leaderless::Bug>,
    ) -> Result<World<Leaderless>, String> {
        quorum_world(scenario, &mode_of(scenario, mode)?.quorum, bug)
    }

    /// Runs a mode with leaders, and looks at the invariants of every machine after each step: what broke, with when, if
    /// any did.
    pub fn checked(scenario: &Scenario, mode: usize, bug: Option<Bug>) -> Result<Trace, String> {
        checked(Self::world(scenario, mode, bug)?, scenario.experiment().until_ns())
    }

    /// The same of a mode without leaders.
    pub fn quorum_checked(
        scenario: &Scenario,
        mode: usize,
        bug: Option<leaderless::Bug>,
    ) -> Result<Trace, String> {
        checked(Self::quorum_world(scenario, mode, bug)?, scenario.experiment().until_ns())
    }

    /// What it went by.
    pub const fn mode(&self) -> &Mode {
        &self.mode
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

fn mode_of(scenario: &Scenario, mode: usize) -> Result<&Mode, String> {
    scenario.modes().get(mode).ok_or_else(|| "there is no such mode: take a lower number".into())
}

fn checked<M: Machine>(mut world: World<M>, until_ns: u64) -> Result<Trace, String> {
    while world.step(until_ns) {
        world.check().map_err(|broken| format!("{broken}, at step {}", world.trace().steps))?;
    }
    Ok(world.end(until_ns))
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
