/// What Redis Cluster hashes of a key: what stands between the first `{` and the first `}` after it, unless that is
/// nothing; else all of it. (redis 7.0.15, cluster.c, keyHashSlot.)
pub fn hash_tag(key: &[u8]) -> &[u8] {
    let tag = || {
        let (_, rest) = key.split_at_checked(key.iter().position(|byte| *byte == b'{')? + 1)?;
        let (tag, _) = rest.split_at_checked(rest.iter().position(|byte| *byte == b'}')?)?;
        (!tag.is_empty()).then_some(tag)
    };
    tag().unwrap_or(key)
}
