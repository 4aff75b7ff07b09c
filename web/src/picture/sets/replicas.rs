use super::outlines::{round, sharp};
use crate::picture::Element;
use quorate_core::{
    quorum::{Quorum, Side},
    run::Run,
};

/// On which side of the worst case the copies of a key stand, in the order of preference; nothing where the page does not
/// speak of quorums.
pub(in crate::picture) fn sides(run: &Run) -> Vec<Side> {
    let scenario = run.scenario();
    if !scenario.shows_quorum() {
        return Vec::new();
    }
    scenario.quorum().map_or_else(|_| Vec::new(), Quorum::worst)
}

/// The outlines of one copy, around a box: of the write set sharp, of the read set round and dashed, and further out.
pub(in crate::picture) fn outlines(
    side: Option<&Side>,
    (x, y): (f64, f64),
    (width, height): (f64, f64),
) -> impl Iterator<Item = Element> {
    let grown = move |by: f64| ((x - by, y - by), (width + 2.0 * by, height + 2.0 * by));
    let write = side.is_some_and(|side| side.has_write).then(|| {
        let (at, size) = grown(2.5);
        sharp(at, size)
    });
    let read = side.is_some_and(|side| side.is_read).then(|| {
        let (at, size) = grown(5.5);
        round(at, size)
    });
    write.into_iter().chain(read)
}
