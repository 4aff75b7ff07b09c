use alloc::string::String;

/// A picture that the reader may choose, in the order of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pane {
    /// The ring.
    Ring,
    /// Racks.
    Racks,
    /// What happens over time.
    Time,
    /// Which sets of replicas reads and writes wait for, where they overlap, and how often they can be had.
    Quorum,
    /// How stale reads are, by how long after a write they come.
    Stale,
}

impl Pane {
    /// The words of an address, in the order of the page.
    pub const WORDS: [(&str, Pane); 5] = [
        ("ring", Pane::Ring),
        ("racks", Pane::Racks),
        ("time", Pane::Time),
        ("quorum", Pane::Quorum),
        ("stale", Pane::Stale),
    ];
}

/// Which pictures stand on the page: one at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Show(u8);

impl Show {
    /// The ring alone.
    pub const RING: Show = Show::only(Pane::Ring);
    /// Racks alone.
    pub const RACKS: Show = Show::only(Pane::Racks);
    /// Time alone.
    pub const TIME: Show = Show::only(Pane::Time);
    /// The pages of quorums alone.
    pub const QUORUM: Show = Show::only(Pane::Quorum);
    /// The page of stale reads alone.
    pub const STALE: Show = Show::only(Pane::Stale);

    /// One picture.
    pub const fn only(pane: Pane) -> Self {
        Show(1 << pane as u8)
    }

    /// These pictures; none of them is no choice.
    pub fn of(panes: &[Pane]) -> Option<Self> {
        let (first, others) = panes.split_first()?;
        Some(others.iter().fold(Show::only(*first), |show, pane| show.with(*pane)))
    }

    /// This picture too.
    #[must_use]
    pub const fn with(self, pane: Pane) -> Self {
        Show(self.0 | Show::only(pane).0)
    }

    /// All but this picture; none if it is the only one.
    pub const fn without(self, pane: Pane) -> Option<Self> {
        match self.0 & !Show::only(pane).0 {
            0 => None,
            left => Some(Show(left)),
        }
    }

    /// Whether a picture is chosen.
    pub const fn has(self, pane: Pane) -> bool {
        self.0 & Show::only(pane).0 != 0
    }

    /// Whether the ring is chosen.
    pub const fn has_ring(self) -> bool {
        self.has(Pane::Ring)
    }

    /// Whether racks are chosen.
    pub const fn has_racks(self) -> bool {
        self.has(Pane::Racks)
    }

    /// Whether time is chosen.
    pub const fn has_time(self) -> bool {
        self.has(Pane::Time)
    }

    /// The value of an address: `ring_racks`.
    pub fn words(self) -> String {
        let mut words = String::new();
        for (word, _) in Pane::WORDS.iter().filter(|(_, pane)| self.has(*pane)) {
            if !words.is_empty() {
                words.push('_');
            }
            words.push_str(word);
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_named_in_the_order_of_the_page() {
        let all = Show::of(&[Pane::Stale, Pane::Ring, Pane::Quorum, Pane::Time, Pane::Racks]).unwrap();
        assert_eq!(all.words(), "ring_racks_time_quorum_stale");
        assert_eq!(all.without(Pane::Time).unwrap().words(), "ring_racks_quorum_stale");
    }

    #[test]
    fn no_picture_is_no_choice() {
        assert_eq!(Show::of(&[]), None);
        assert_eq!(Show::TIME.without(Pane::Time), None);
        assert_eq!(Show::TIME.without(Pane::Ring), Some(Show::TIME));
    }
}
