use super::{Leg, Legs};
use crate::sim::{Latency, Route};

/// Latencies that the paper names, table 3: fits to the production of `LinkedIn` and of Yammer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Model {
    /// Voldemort of `LinkedIn` on solid-state disks.
    LnkdSsd,
    /// The same on spinning disks: writes wait for them.
    LnkdDisk,
    /// Riak of Yammer, with the alpha of writes of the simulator that made the paper's table 4: 3.5.
    Ymmr,
    /// The same with the alpha that the paper prints: 3.35. Its table 4 does not come out of it.
    YmmrPaper,
    /// LNKD-DISK over a wide area: 75 ms more each way where it leaves the data centre.
    Wan,
    /// All ways exponential: writes with mean 10 ms, the others with mean 1 ms (section 5.3's λ of 0.1 and 1).
    Exponential,
}

impl Model {
    /// All, by the names that the paper gives them.
    pub const ALL: [(&'static str, Model); 6] = [
        ("LNKD-SSD", Model::LnkdSsd),
        ("LNKD-DISK", Model::LnkdDisk),
        ("YMMR", Model::Ymmr),
        ("YMMR-3.35", Model::YmmrPaper),
        ("WAN", Model::Wan),
        ("exponential", Model::Exponential),
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        Model::ALL.iter().find(|(_, model)| *model == self).map_or("", |(name, _)| name)
    }

    /// How long its ways take. The paper's rates, a millisecond, are means in whole ns here: nearer than one part in a
    /// hundred thousand.
    pub fn legs(self) -> Legs {
        let ssd = Leg::either(9_122, Latency::Pareto(235_000, 1_000), Latency::Exponential(602_410));
        match self {
            Model::LnkdSsd => Legs::all(&ssd),
            Model::LnkdDisk => Legs { w: disk(), ..Legs::all(&ssd) },
            Model::Ymmr => yammer(350),
            Model::YmmrPaper => yammer(335),
            Model::Wan => Legs { w: disk(), far_ns: 75_000_000, ..Legs::all(&ssd) },
            Model::Exponential => Model::exponential(10_000_000, 1_000_000),
        }
    }

    /// Exponential ways: writes with one mean and all others with another, ns.
    pub fn exponential(write_ns: u64, others_ns: u64) -> Legs {
        let leg = |mean| Leg::new(&Latency::Exponential(mean), Route::default());
        Legs { w: leg(write_ns), ..Legs::all(&leg(others_ns)) }
    }
}

fn disk() -> Leg {
    Leg::either(3_800, Latency::Pareto(1_050_000, 151), Latency::Exponential(5_464_481))
}

/// With this alpha of writes, hundredths.
fn yammer(alpha: u32) -> Legs {
    let others = Leg::either(9_820, Latency::Pareto(1_500_000, 380), Latency::Exponential(46_082_949));
    let w = Leg::either(9_390, Latency::Pareto(3_000_000, alpha), Latency::Exponential(357_142_857));
    Legs { w, ..Legs::all(&others) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_are_one_over_the_rates_of_the_paper() {
        for (rate, mean_ns) in
            [(1.66, 602_410_u32), (0.183, 5_464_481), (0.0028, 357_142_857), (0.0217, 46_082_949)]
        {
            assert!((1e6 / rate / f64::from(mean_ns) - 1.0).abs() < 1e-5);
        }
    }

    #[test]
    fn each_model_has_its_own_name() {
        for (name, model) in Model::ALL {
            assert_eq!(model.name(), name);
        }
    }
}
