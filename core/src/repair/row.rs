use crate::{
    base::{Digest, Encode, Point, sort_few},
    trace::{TextAt, Texts, Version, VersionAt},
};

/// All that a replica keeps under one key, as trees see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which key: any number that both replicas have for it, each once.
    pub key: u32,
    /// Where the key lies.
    pub point: Point,
    /// The digest of the key and of all that is kept under it.
    pub digest: u64,
    /// How many bytes it takes to send.
    pub bytes: u32,
}

/// The digest of a key and of the versions that a replica has of it, in whatever order it came to them.
///
/// Places stand for what they are of: keys and versions never change once they are in their tables, and no two of a table are
/// the same.
pub fn digest_of(key: TextAt, versions: &mut [VersionAt]) -> u64 {
    sort_few(versions);
    let mut digest = Digest::default();
    key.0.encode(&mut digest);
    for version in versions {
        version.0.encode(&mut digest);
    }
    digest.value()
}

/// How many bytes it takes to send a version: its key and its value, eight for its clock, and ten for its dot and for each
/// actor that its writer knew of, which are two for who and eight for how many.
pub fn version_bytes(texts: &Texts, version: &Version) -> u32 {
    let value = version.value.map_or(0, |value| texts.get(value).len());
    let known = version.context.iter().count();
    (texts.get(version.key).len() + value + 8 + 10 * (1 + known)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        trace::{ActorAt, OpAt},
        version::Vector,
    };

    #[test]
    fn the_order_of_versions_does_not_matter_and_which_they_are_does() {
        let of = |key, versions: &[u32]| {
            let mut versions: alloc::vec::Vec<_> = versions.iter().copied().map(VersionAt).collect();
            digest_of(TextAt(key), &mut versions)
        };
        assert_eq!(of(1, &[4, 9, 2]), of(1, &[2, 4, 9]));
        let all = [of(1, &[4, 9, 2]), of(2, &[4, 9, 2]), of(1, &[4, 9]), of(1, &[4, 9, 3]), of(1, &[])];
        assert!((0..5).all(|at| !all[..at].contains(&all[at])));
    }

    #[test]
    fn a_version_is_its_key_its_value_its_clock_and_its_vector() {
        let mut texts = Texts::default();
        let (key, value) = (texts.place("cart"), Some(texts.place("milk,tea")));
        let mut context = Vector::default();
        let dot = (ActorAt(0), 1);
        let version = |value, context| Version { key, value, op: OpAt(0), clock_us: 0, dot, context };
        assert_eq!(version_bytes(&texts, &version(value, context.clone())), 4 + 8 + 8 + 10);
        context.learn(ActorAt(1), 3);
        assert_eq!(version_bytes(&texts, &version(None, context)), 4 + 8 + 20);
    }
}
