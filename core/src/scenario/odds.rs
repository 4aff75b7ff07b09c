/// What the page reckons chances with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Odds {
    pub(super) wars: Option<WarsKind>,
    pub(super) failure_ppm: u32,
    pub(super) trials: u32,
}

impl Odds {
    /// What all presets start from.
    pub(super) const START: Odds = Odds { wars: None, failure_ppm: 10_000, trials: 100_000 };

    /// How long messages take where staleness is reckoned; none where none was chosen.
    pub const fn wars(&self) -> Option<WarsKind> {
        self.wars
    }

    /// How often a node is off, ppm.
    pub const fn failure_ppm(&self) -> u32 {
        self.failure_ppm
    }

    /// How many trials are drawn.
    pub const fn trials(&self) -> u32 {
        self.trials
    }
}

/// How long the four ways of a write and a read take: W, A, R and S of Bailis et al., *Probabilistically Bounded Staleness
/// for Practical Partial Quorums* (VLDB 2012), table 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WarsKind {
    /// Voldemort of `LinkedIn` on solid-state disks.
    LnkdSsd,
    /// The same on spinning disks.
    LnkdDisk,
    /// Riak of Yammer, with the alpha that the paper's results come from.
    Ymmr,
    /// The same with the alpha that the paper prints.
    Ymmr335,
    /// Over a wide area.
    Wan,
    /// All ways exponential.
    Exp,
    /// As the links of this scenario are.
    Own,
}

impl WarsKind {
    /// The words of an address.
    pub const WORDS: [(&str, WarsKind); 7] = [
        ("lnkd-ssd", WarsKind::LnkdSsd),
        ("lnkd-disk", WarsKind::LnkdDisk),
        ("ymmr", WarsKind::Ymmr),
        ("ymmr-335", WarsKind::Ymmr335),
        ("wan", WarsKind::Wan),
        ("exp", WarsKind::Exp),
        ("own", WarsKind::Own),
    ];
}
