/// A span of virtual time: from an instant up to and without another, ns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spell {
    /// Its first ns.
    pub from_ns: u64,
    /// The first ns after it.
    pub to_ns: u64,
}

impl Spell {
    /// How long it is, ns.
    pub const fn length_ns(self) -> u64 {
        self.to_ns.saturating_sub(self.from_ns)
    }

    /// How long all are together, ns; where they overlap, each counts.
    pub fn total_ns(spells: &[Spell]) -> u64 {
        spells.iter().map(|spell| spell.length_ns()).sum()
    }
}
