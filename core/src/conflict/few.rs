use crate::trace::VersionAt;
use alloc::vec::Vec;

/// A few versions of one key, ascending. Mostly it is one, which takes no memory of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Few {
    first: Option<VersionAt>,
    more: Vec<VersionAt>,
}

impl Few {
    /// None.
    pub const fn none() -> Self {
        Few { first: None, more: Vec::new() }
    }

    /// One alone.
    pub const fn one(version: VersionAt) -> Self {
        Few { first: Some(version), more: Vec::new() }
    }

    /// All, ascending.
    pub fn iter(&self) -> impl Iterator<Item = VersionAt> + '_ {
        self.first.into_iter().chain(self.more.iter().copied())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        usize::from(self.first.is_some()) + self.more.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    /// The one that there is, if it is one alone.
    pub fn alone(&self) -> Option<VersionAt> {
        self.first.filter(|_| self.more.is_empty())
    }

    /// Whether one is among them.
    pub fn contains(&self, version: VersionAt) -> bool {
        self.first == Some(version) || self.more.contains(&version)
    }

    /// Puts one among them, if it is not there.
    pub fn insert(&mut self, version: VersionAt) {
        match self.first {
            None => self.first = Some(version),
            Some(first) if first == version => {}
            Some(first) => {
                let later = first.max(version);
                self.first = Some(first.min(version));
                if let Err(at) = self.more.binary_search(&later) {
                    self.more.insert(at, later);
                }
            }
        }
    }

    /// Takes one away.
    pub fn remove(&mut self, version: VersionAt) {
        if self.first == Some(version) {
            self.first = if self.more.is_empty() { None } else { Some(self.more.remove(0)) };
        } else {
            self.more.retain(|other| *other != version);
        }
    }

    /// Those that another has not.
    #[must_use]
    pub fn without(&self, other: &Few) -> Few {
        self.iter().filter(|version| !other.contains(*version)).collect()
    }
}

impl FromIterator<VersionAt> for Few {
    fn from_iter<I: IntoIterator<Item = VersionAt>>(versions: I) -> Self {
        let mut few = Few::default();
        for version in versions {
            few.insert(version);
        }
        few
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::BTreeSet;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(crate::trace::stage::tries(256))]

        #[test]
        fn a_few_are_a_set(steps in proptest::collection::vec((0..6_u32, any::<bool>()), 0..20)) {
            let (mut few, mut set) = (Few::default(), BTreeSet::new());
            for (number, is_new) in steps {
                let version = VersionAt(number);
                if is_new {
                    few.insert(version);
                    set.insert(version);
                } else {
                    few.remove(version);
                    set.remove(&version);
                }
                prop_assert_eq!(few.iter().collect::<Vec<_>>(), set.iter().copied().collect::<Vec<_>>());
                prop_assert_eq!(few.len(), set.len());
                prop_assert_eq!(few.alone().is_some(), set.len() == 1);
                prop_assert_eq!(few.is_empty(), set.is_empty());
            }
        }
    }
}
