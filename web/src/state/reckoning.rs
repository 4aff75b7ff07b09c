use quorate_core::{
    base::limit,
    scenario::{Scenario, WarsKind},
    staleness::{Ask, Leg, Legs, Model, Sampling},
};

/// What the page of stale reads asks: of how many copies, how long their messages take, and how many trials find it out.
#[derive(Clone, Debug, PartialEq)]
pub struct Reckoning {
    kind: WarsKind,
    ask: Ask,
    legs: Legs,
    seed: u64,
}

impl Reckoning {
    /// The model where none was chosen: staleness is plain to see in it.
    pub const START: WarsKind = WarsKind::LnkdDisk;

    /// What a scenario asks, or why that cannot be found out: the cause and the cure. No more trials than are kept.
    pub fn new(scenario: &Scenario) -> Result<Self, String> {
        let chosen = scenario.quorum().map_err(|error| error.to_string())?;
        let (n, w, r) = (chosen.n(), chosen.w(), chosen.r());
        let most = limit::STALENESS_TRIALS.min(limit::STALENESS_DRAWS / n);
        let ask = Ask::new(n, r, w, scenario.odds().trials().min(most)).map_err(|error| error.to_string())?;
        let kind = Self::kind_of(scenario);
        let legs = model(kind).map_or_else(|| own(scenario), |model| Ok(model.legs()))?;
        Ok(Reckoning { kind, ask, legs, seed: scenario.now().seed() })
    }

    /// The model of a scenario, or the one that stands in where none was chosen.
    pub fn kind_of(scenario: &Scenario) -> WarsKind {
        scenario.odds().wars().unwrap_or(Self::START)
    }

    /// The model that is reckoned with.
    pub const fn kind(&self) -> WarsKind {
        self.kind
    }

    /// Copies and trials.
    pub const fn ask(&self) -> Ask {
        self.ask
    }

    /// Its model, if it is one of the paper.
    pub fn model(&self) -> Option<Model> {
        model(self.kind)
    }

    /// The trials, none of them done.
    pub fn sampling(&self) -> Sampling {
        Sampling::new(&self.legs, self.ask, self.seed)
    }
}

fn model(kind: WarsKind) -> Option<Model> {
    Some(match kind {
        WarsKind::LnkdSsd => Model::LnkdSsd,
        WarsKind::LnkdDisk => Model::LnkdDisk,
        WarsKind::Ymmr => Model::Ymmr,
        WarsKind::Ymmr335 => Model::YmmrPaper,
        WarsKind::Wan => Model::Wan,
        WarsKind::Exp => Model::Exponential,
        WarsKind::Own => return None,
    })
}

/// All ways as the links of the scenario.
fn own(scenario: &Scenario) -> Result<Legs, String> {
    let Some(rule) = scenario.experiment().links().first() else {
        return Err("this scenario has no links: choose a model".into());
    };
    // Copies are alike here, and a table knows places.
    let route = rule.latency.route(None, None).map_err(|_| {
        "the links of this scenario are measured between places, and here all copies are alike: choose a model, or links that take as long everywhere"
    })?;
    Ok(Legs::all(&Leg::new(&rule.latency, route)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use quorate_core::scenario::parse;

    fn of(rest: &str) -> Result<Reckoning, String> {
        let parsed = parse(&format!("v=1&show=stale&nodes=3&rf=3&w=1&r=1{rest}"));
        assert!(parsed.problems.is_empty(), "{rest}: {:?}", parsed.problems);
        Reckoning::new(&parsed.scenario)
    }

    #[test]
    fn a_scenario_without_a_model_is_reckoned_with_disks() {
        let (none, disk) = (of("").unwrap(), of("&wars=lnkd-disk").unwrap());
        assert_eq!(none, disk);
        assert_eq!(disk.model(), Some(Model::LnkdDisk));
        assert_eq!((disk.ask().n(), disk.ask().w(), disk.ask().r()), (3, 1, 1));
        assert_eq!(disk.ask().trials(), 100_000);
        assert_ne!(disk, of("&wars=lnkd-disk&seed=7").unwrap(), "the seed is the scenario’s");
    }

    #[test]
    fn no_more_trials_are_asked_for_than_are_kept() {
        assert_eq!(of("&trials=10000000").unwrap().ask().trials(), limit::STALENESS_TRIALS);
        let many = parse("v=1&show=stale&nodes=100&rf=100&w=1&r=1&trials=10000000").scenario;
        assert_eq!(Reckoning::new(&many).unwrap().ask().trials(), 200_000);
    }

    #[test]
    fn own_links_are_taken_unless_they_depend_on_places() {
        let own = of("&wars=own&link=all.const.5ms").unwrap();
        let mut sampling = own.sampling();
        sampling.advance(1_000);
        assert!((sampling.finish().read_latency(0.5).value - 10e6).abs() < 1.0);
        assert_eq!(own.model(), None);
        let refused = of("&wars=own&link=all.table.aws-2013").unwrap_err();
        assert!(refused.contains("choose a model"), "{refused}");
    }
}
