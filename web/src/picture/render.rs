use super::{Element, Palette, moved, racks, ring, to_svg};
use crate::chart;
use quorate_core::{
    run::Run,
    scenario::Keys,
    workload::{Chunk, KeyCloud},
};

/// A picture by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    /// Who owns what, what moved, and the followed key.
    Ring,
    /// The walk of the followed key, magnified; the ring itself where that shows the walk.
    Walk,
    /// Shares of nodes as bars.
    Owned,
    /// The share that moved beside that of hash mod N; the ring where nothing moved.
    Moved,
    /// Where the copies lie, by data centre, rack and node; the ring where no racks are shown.
    Racks,
}

impl Picture {
    /// The names in the JavaScript module.
    pub const NAMES: [(&'static str, Picture); 5] = [
        ("ring", Picture::Ring),
        ("walk", Picture::Walk),
        ("owned", Picture::Owned),
        ("moved", Picture::Moved),
        ("racks", Picture::Racks),
    ];
}

/// Keys beyond these are not hashed for a picture that is wanted at once.
const MOST_KEYS: u32 = 200_000;

/// The picture that the page shows of a run, as an SVG document of its own.
pub fn render(run: &Run, picture: Picture, size: ring::Size, palette: Palette) -> String {
    let whole = || ring::ring(run, Some(&keys(run)), None, size);
    let drawn: Element = match picture {
        Picture::Ring => whole(),
        Picture::Walk => ring::walk(run, size).unwrap_or_else(whole),
        Picture::Owned => chart::ownership(run, None, size.width),
        Picture::Moved => moved(run, size.width).unwrap_or_else(whole),
        Picture::Racks => racks::racks(run, size.width).unwrap_or_else(whole),
    };
    to_svg(&drawn.with("role", "img"), palette)
}

/// The generated keys of a run.
fn keys(run: &Run) -> KeyCloud {
    let mut cloud = KeyCloud::default();
    let Keys::Generated(generated) = run.scenario().keys() else { return cloud };
    if generated.count > MOST_KEYS {
        return cloud;
    }
    let (hash, mut key) = (run.scenario().now().hash(), Vec::new());
    for from in (0..generated.count).step_by(Chunk::KEYS) {
        let points = (from..generated.count.min(from + Chunk::KEYS as u32)).map(|j| {
            generated.write(j, &mut key);
            hash.point(&key)
        });
        cloud.push(Chunk::new(points.collect()));
    }
    cloud
}
