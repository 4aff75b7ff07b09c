use super::NodeId;
use alloc::vec::Vec;

/// What is known of some nodes, or of other things with an id, by id, ascending. A sorted list: clusters have few nodes of
/// which anything is said, and a tree would be many times the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdMap<T, K = NodeId>(Vec<(K, T)>);

/// Some nodes, or other things with an id, by id, ascending.
pub type IdSet<K = NodeId> = IdMap<(), K>;

impl<T, K> Default for IdMap<T, K> {
    fn default() -> Self {
        IdMap(Vec::new())
    }
}

impl<T, K: Copy + Ord> IdMap<T, K> {
    fn place(&self, id: K) -> Result<usize, usize> {
        // Ids mostly come in order, so the end is looked at first.
        match self.0.last() {
            Some((last, _)) if *last < id => Err(self.0.len()),
            _ => self.0.binary_search_by_key(&id, |(id, _)| *id),
        }
    }

    /// What is known of a node.
    pub fn get(&self, id: K) -> Option<&T> {
        self.place(id).ok().map(|at| &self.0[at].1)
    }

    /// Whether anything is known of a node.
    pub fn contains(&self, id: K) -> bool {
        self.place(id).is_ok()
    }

    /// Whether nothing is known of any node.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many nodes something is known of.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Notes something of a node; whether nothing was known of it.
    pub fn insert(&mut self, id: K, value: T) -> bool {
        match self.place(id) {
            Ok(at) => {
                self.0[at].1 = value;
                false
            }
            Err(at) => {
                self.0.insert(at, (id, value));
                true
            }
        }
    }

    /// What is known of a node, to be changed; at first the default.
    pub fn get_or_default(&mut self, id: K) -> &mut T
    where
        T: Default,
    {
        let at = match self.place(id) {
            Ok(at) => at,
            Err(at) => {
                self.0.insert(at, (id, T::default()));
                at
            }
        };
        &mut self.0[at].1
    }

    /// Forgets a node.
    pub fn remove(&mut self, id: K) {
        self.retain(|other, _| other != id);
    }

    /// Forgets all nodes but those that are to be kept.
    pub fn retain(&mut self, keep: impl Fn(K, &T) -> bool) {
        self.0.retain(|(id, value)| keep(*id, value));
    }

    /// Each node with what is known of it.
    pub fn iter(&self) -> impl Iterator<Item = (K, &T)> {
        self.0.iter().map(|(id, value)| (*id, value))
    }

    /// The nodes.
    pub fn ids(&self) -> impl Iterator<Item = K> {
        self.0.iter().map(|(id, _)| *id)
    }

    /// What is known, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.0.iter_mut().map(|(_, value)| value)
    }
}
