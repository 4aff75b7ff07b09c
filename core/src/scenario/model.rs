use super::{
    Cluster, Experiment, Keys, LevelKind, Mode, Odds, Pane, Preset, Replication, SchemeKind, Show, Text,
};
use crate::{
    base::DcId,
    quorum::{Quorum, QuorumError},
};
use alloc::string::String;

/// All that the reader chose. Always valid: it comes from a preset, an address or an edit, each of which checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    pub(super) preset: &'static Preset,
    pub(super) now: Cluster,
    pub(super) before: Cluster,
    /// What `now` is compared with.
    pub(super) other: Option<Cluster>,
    pub(super) experiment: Experiment,
    pub(super) keys: Keys,
    pub(super) pick: Text,
    pub(super) show: Show,
    pub(super) level: LevelKind,
    /// The client's data centre, of which `local-` levels speak; none is the first.
    pub(super) level_dc: Option<DcId>,
    /// What chances are reckoned with.
    pub(super) odds: Odds,
    pub(super) theme: Theme,
    pub(super) text: TextSize,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the reader's system says.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// For a desk or for a hall.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextSize {
    /// For a reader at a screen.
    #[default]
    Normal,
    /// For a projector: larger, with fewer words.
    Large,
}

impl Scenario {
    /// The preset that the address starts from.
    pub const fn preset(&self) -> &'static Preset {
        self.preset
    }

    /// The cluster after the change shown.
    pub const fn now(&self) -> &Cluster {
        &self.now
    }

    /// The cluster before the change shown; the same where no change is.
    pub const fn before(&self) -> &Cluster {
        &self.before
    }

    /// The cluster that it is compared with, if it is.
    pub const fn other(&self) -> Option<&Cluster> {
        self.other.as_ref()
    }

    /// Which pictures the reader chose.
    pub const fn show(&self) -> Show {
        self.show
    }

    /// Whether the ring stands on the page: it must be chosen, and keys must lie on one. It also stands in for time that
    /// was chosen where there is none.
    pub fn shows_ring(&self) -> bool {
        let is_chosen = self.show.has_ring() || (self.show == Show::TIME && !self.shows_time());
        is_chosen && self.now.scheme() == SchemeKind::Ring
    }

    /// Whether racks stand on the page: chosen, or because nothing else would.
    pub fn shows_racks(&self) -> bool {
        let others = [self.shows_ring(), self.shows_time(), self.shows_quorum(), self.shows_stale()];
        self.show.has_racks() || others == [false; 4]
    }

    /// Whether the pages of quorums stand on the page.
    pub const fn shows_quorum(&self) -> bool {
        self.show.has(Pane::Quorum)
    }

    /// Whether the page of stale reads stands on the page.
    pub const fn shows_stale(&self) -> bool {
        self.show.has(Pane::Stale)
    }

    /// Whether time stands on the page: it must be chosen, and copies must be kept alike over time.
    pub fn shows_time(&self) -> bool {
        self.show.has_time() && self.experiment.replication() != Replication::Single
    }

    /// What happens over time.
    pub const fn experiment(&self) -> &Experiment {
        &self.experiment
    }

    /// The modes that run side by side: one to three.
    pub fn modes(&self) -> &[Mode] {
        self.experiment.modes()
    }

    /// What a request needs.
    pub const fn level(&self) -> LevelKind {
        self.level
    }

    /// What reads and writes need, where that was chosen for either by itself, by the first mode; what was not is
    /// [`level`](Self::level).
    pub fn split_levels(&self) -> Option<[LevelKind; 2]> {
        let chosen = self.modes().first()?.levels();
        let is_split = chosen.iter().any(Option::is_some);
        is_split.then(|| chosen.map(|level| level.unwrap_or(self.level)))
    }

    /// The copies of each key, and those that writes and reads of the first mode wait for by number, or why these do not go
    /// together.
    pub fn quorum(&self) -> Result<Quorum, QuorumError> {
        let rules = self.modes().first().map(|mode| &mode.quorum);
        let (w, r) = rules.map_or((1, 1), |rules| (rules.w, rules.r));
        Quorum::new(self.now.replicas(), w, r)
    }

    /// What chances are reckoned with.
    pub const fn odds(&self) -> &Odds {
        &self.odds
    }

    /// The client's data centre, of which `local-` levels speak.
    pub fn level_dc(&self) -> DcId {
        let first = || self.now.dcs().first().copied().unwrap_or(DcId(1));
        self.level_dc.filter(|dc| self.now.dcs().contains(dc)).unwrap_or_else(first)
    }

    /// The keys that are counted.
    pub const fn keys(&self) -> &Keys {
        &self.keys
    }

    /// The key that is followed.
    pub const fn pick(&self) -> &Text {
        &self.pick
    }

    /// Light or dark.
    pub const fn theme(&self) -> Theme {
        self.theme
    }

    /// For a desk or for a hall.
    pub const fn text(&self) -> TextSize {
        self.text
    }

    /// Invariants, asserted by tests after every edit and every address.
    pub fn check(&self) -> Result<(), String> {
        self.now.check()?;
        self.before.check()?;
        self.other.as_ref().map_or(Ok(()), Cluster::check)?;
        self.experiment.check(&self.now)?;
        if self.keys.count() > crate::base::limit::KEYS {
            return Err("broken: keys are within their limit".into());
        }
        Ok(())
    }
}
