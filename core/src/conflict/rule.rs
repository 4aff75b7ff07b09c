use super::{Few, lww, siblings, text, vectors};
use crate::{
    trace::{ActorAt, TextAt, Texts, Version, VersionAt, Versions},
    version::Vector,
};
use alloc::vec::Vec;
use core::cmp::Ordering;

/// Which versions replace which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// That with the later clock; of the same instant a tombstone, then the greater value. Cassandra's rule.
    Lww,
    /// Those that its writer had seen: dotted version vectors keep all others as siblings. Riak's rule.
    Siblings,
    /// Those whose version vector it covers, a node counting for all clients that it coordinates for. Dynamo's and
    /// Voldemort's rule: writes of two clients through one node with the same context get vectors that do not tell them apart.
    Vectors,
    /// As siblings, which a client merges when it reads them: it is told the union of their items, which `,` parts, and what
    /// it writes next replaces them all. Dynamo's cart.
    Merge,
}

/// What becomes of a version that comes to where another is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It takes the other's place.
    Replaces,
    /// The other stays alone.
    Loses,
    /// Both stay.
    Beside,
}

impl Conflict {
    /// What becomes of a version that comes to where another is; of the same one it is that nothing changes.
    pub fn judge(self, held: VersionAt, new: VersionAt, versions: &Versions, texts: &Texts) -> Fate {
        if held == new {
            return Fate::Loses;
        }
        let (a, b) = (versions.get(held), versions.get(new));
        match self {
            Conflict::Lww if lww::order(held, new, versions, texts) == Ordering::Less => Fate::Replaces,
            Conflict::Lww => Fate::Loses,
            Conflict::Siblings | Conflict::Merge => siblings::judge(a, b),
            Conflict::Vectors => vectors::judge(a, b),
        }
    }

    /// Takes a version in among those that are there, and gives back those that it replaces. None if it loses against one of
    /// them, or is there already: then nothing changes.
    pub fn take(self, held: &mut Few, new: VersionAt, versions: &Versions, texts: &Texts) -> Option<Few> {
        let fate = |held| self.judge(held, new, versions, texts);
        if held.iter().any(|held| fate(held) == Fate::Loses) {
            return None;
        }
        let replaced: Few = held.iter().filter(|held| fate(*held) == Fate::Replaces).collect();
        for version in replaced.iter() {
            held.remove(version);
        }
        held.insert(new);
        Some(replaced)
    }

    /// What a client knows of a key after it has read or written a version: the context of its next write.
    ///
    /// The last write that wins needs no context. It is kept to show what a writer had read, and is the last version alone:
    /// writes that were overwritten unread would be gaps for ever.
    pub fn learn(self, known: &mut Vector<ActorAt>, version: &Version) {
        match self {
            Conflict::Lww => known.add(version.dot.0, version.dot.1),
            Conflict::Siblings | Conflict::Merge => known.merge(&version.vector()),
            Conflict::Vectors => known.merge(&vectors::vector(version)),
        }
    }

    /// What of a client's knowledge goes on beside what it learns now.
    #[must_use]
    pub fn kept(self, known: Vector<ActorAt>) -> Vector<ActorAt> {
        if self == Conflict::Lww { Vector::default() } else { known }
    }

    /// What a reader is told of these: the value, or none if there is none but tombstones. Of several siblings the values in
    /// the order in which they were written, with `|` between them; merged ones as the union of their items.
    pub fn told(self, few: &Few, versions: &Versions, texts: &mut Texts) -> Option<TextAt> {
        if let Some(version) = few.alone() {
            return versions.get(version).value;
        }
        let values: Vec<&str> = few
            .iter()
            .filter_map(|version| versions.get(version).value)
            .map(|value| texts.get(value))
            .collect();
        if values.is_empty() {
            return None;
        }
        let told = if self == Conflict::Merge { text::merged(&values) } else { text::joined(&values) };
        Some(texts.place(&told))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::OpAt;
    use proptest::prelude::*;

    const RULES: [Conflict; 4] = [Conflict::Lww, Conflict::Siblings, Conflict::Vectors, Conflict::Merge];

    /// Versions of one key: their texts, and who counts them.
    #[derive(Default)]
    struct Table {
        texts: Texts,
        versions: Versions,
    }

    impl Table {
        fn put(
            &mut self,
            value: &str,
            clock_us: i64,
            dot: (u16, u64),
            context: &Vector<ActorAt>,
        ) -> VersionAt {
            let key = self.texts.place("k");
            let value = Some(value).filter(|value| !value.is_empty()).map(|value| self.texts.place(value));
            let dot = (ActorAt(dot.0), dot.1);
            self.versions.push(Version { key, value, op: OpAt(0), clock_us, dot, context: context.clone() })
        }

        fn read(&self, rule: Conflict, known: &mut Vector<ActorAt>, few: &Few) {
            *known = rule.kept(core::mem::take(known));
            for version in few.iter() {
                rule.learn(known, self.versions.get(version));
            }
        }

        fn all(&self, rule: Conflict, order: &[VersionAt]) -> Few {
            let mut few = Few::default();
            for version in order {
                rule.take(&mut few, *version, &self.versions, &self.texts);
            }
            few
        }
    }

    #[test]
    fn the_later_clock_wins_then_the_tombstone_then_the_greater_value() {
        let mut table = Table::default();
        let none = Vector::default();
        let [old, a, b, gone] = [("z", 4), ("a", 5), ("b", 5), ("", 5)]
            .map(|(value, us)| table.put(value, us, (1, us as u64), &none));
        for (order, winner) in
            [([old, a], a), ([a, old], a), ([b, a], b), ([gone, b], gone), ([b, gone], gone)]
        {
            assert_eq!(table.all(Conflict::Lww, &order), Few::one(winner));
        }
    }

    #[test]
    fn two_writes_through_one_node_are_siblings_with_dots_and_lose_one_with_vectors() {
        let mut table = Table::default();
        let none = Vector::default();
        let (one, other) = (table.put("1", 1, (1, 1), &none), table.put("2", 2, (1, 2), &none));
        assert_eq!(table.all(Conflict::Siblings, &[one, other]).len(), 2);
        assert_eq!(table.all(Conflict::Vectors, &[one, other]), Few::one(other), "the first is lost");
        assert_eq!(table.all(Conflict::Vectors, &[other, one]), Few::one(other));
    }

    #[test]
    fn two_writes_through_two_nodes_are_siblings_even_with_vectors() {
        let mut table = Table::default();
        let none = Vector::default();
        let (one, other) = (table.put("1", 1, (1, 1), &none), table.put("2", 2, (2, 1), &none));
        for rule in [Conflict::Siblings, Conflict::Vectors, Conflict::Merge] {
            assert_eq!(table.all(rule, &[one, other]).len(), 2);
        }
    }

    #[test]
    fn a_write_replaces_what_its_writer_had_read_and_nothing_else() {
        let mut table = Table::default();
        let none = Vector::default();
        let (one, other) = (table.put("1", 1, (1, 1), &none), table.put("2", 2, (1, 2), &none));
        let mut known = Vector::default();
        table.read(Conflict::Siblings, &mut known, &Few::one(other));
        let next = table.put("3", 3, (1, 3), &known);
        assert_eq!(table.all(Conflict::Siblings, &[one, other, next]), [one, next].into_iter().collect());
        assert_eq!(table.all(Conflict::Siblings, &[next, other, one]), [one, next].into_iter().collect());
    }

    #[test]
    fn siblings_are_told_in_order_and_carts_as_their_union() {
        let mut table = Table::default();
        let none = Vector::default();
        let few: Few = [("milk,eggs", 1), ("bread,milk", 2), ("", 3)]
            .map(|(value, us)| table.put(value, us, (1, us as u64), &none))
            .into_iter()
            .collect();
        let told = |rule: Conflict, table: &mut Table| {
            let told = rule.told(&few, &table.versions, &mut table.texts).unwrap();
            alloc::string::String::from(table.texts.get(told))
        };
        assert_eq!(told(Conflict::Siblings, &mut table), "milk,eggs|bread,milk");
        assert_eq!(told(Conflict::Merge, &mut table), "bread,eggs,milk");
        let gone = Few::one(VersionAt(2));
        assert_eq!(Conflict::Merge.told(&gone, &table.versions, &mut table.texts), None);
    }

    proptest! {
        #![proptest_config(crate::trace::stage::tries(512))]

        #[test]
        fn what_stays_does_not_depend_on_the_order_in_which_versions_come(
            writes in proptest::collection::vec((0..3_u16, 0..3_usize, 0..4_i64, 0..4_u32, any::<u8>()), 1..9),
            seed in any::<u64>(),
        ) {
            for rule in RULES {
                let mut table = Table::default();
                let (mut counts, mut clients) = ([0_u64; 3], [(); 3].map(|()| Vector::<ActorAt>::default()));
                let mut made = Vec::new();
                for (node, client, us, value, reads) in &writes {
                    // The client has read some of what there is, and what it wrote it knows.
                    let read: Few = made.iter().enumerate()
                        .filter(|(at, _)| reads >> at & 1 == 1).map(|(_, version)| *version).collect();
                    table.read(rule, &mut clients[*client], &read);
                    counts[usize::from(*node)] += 1;
                    let value = ["", "a", "b", "c"][*value as usize];
                    let dot = (*node, counts[usize::from(*node)]);
                    let version = table.put(value, *us, dot, &clients[*client]);
                    table.read(rule, &mut clients[*client], &Few::one(version));
                    made.push(version);
                }
                let few = table.all(rule, &made);
                let mut places: Vec<u32> = (0..made.len() as u32).collect();
                crate::base::Random::new(seed, "order").shuffle(&mut places);
                let mixed: Vec<VersionAt> = places.iter().map(|at| made[*at as usize]).collect();
                prop_assert_eq!(&table.all(rule, &mixed), &few, "{:?}", rule);
                prop_assert!(!few.is_empty());
                if matches!(rule, Conflict::Siblings | Conflict::Merge) {
                    let is_known = |version: &VersionAt| made.iter().any(|other| {
                        table.versions.get(*other).knows(table.versions.get(*version))
                    });
                    prop_assert!(made.iter().all(|version| few.contains(*version) != is_known(version)));
                }
            }
        }
    }
}
