use super::{Cluster, Keys, Preset, Text};
use alloc::string::String;

/// All that the reader chose. Always valid: it comes from a preset, an address or an edit, each of which checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    pub(super) preset: &'static Preset,
    pub(super) now: Cluster,
    pub(super) before: Cluster,
    pub(super) keys: Keys,
    pub(super) pick: Text,
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
        if self.keys.count() > crate::base::limit::KEYS {
            return Err("broken: keys are within their limit".into());
        }
        Ok(())
    }
}
