use super::{
    Element, Palette, matrix, moved, racks, ring,
    sequence::{Lane, Options, Spans, View, sequence},
    sets, to_svg, versions,
};
use crate::{chart, words};
use quorate_core::{
    quorum::Quorum,
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
    /// What happens over time, mode by mode; the ring where nothing does.
    Sequence,
    /// A write set and a read set at their worst; the ring where N, W and R do not go together.
    Sets,
    /// Every W and R of as many copies; the ring where N, W and R do not go together.
    Matrix,
    /// Which node had which version of the first key, in the first mode; the ring where replicas keep none.
    Versions,
}

/// How a picture is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drawing {
    /// Its size: the width, and the greatest height.
    pub size: ring::Size,
    /// Its colours.
    pub palette: Palette,
    /// The instant of a sequence, ns; none is what the scenario shows.
    pub at_ns: Option<u64>,
    /// Whether the steps of a sequence are all as high, and its messages level.
    pub is_flat: bool,
    /// Whether a sequence shows heartbeats and who watches over the leaders.
    pub has_upkeep: bool,
}

impl Drawing {
    /// Of this size and in these colours, at the instant that the scenario shows.
    pub const fn new(size: ring::Size, palette: Palette) -> Self {
        Drawing { size, palette, at_ns: None, is_flat: false, has_upkeep: false }
    }
}

impl Picture {
    /// The names in the JavaScript module.
    pub const NAMES: [(&'static str, Picture); 9] = [
        ("ring", Picture::Ring),
        ("walk", Picture::Walk),
        ("owned", Picture::Owned),
        ("moved", Picture::Moved),
        ("racks", Picture::Racks),
        ("sequence", Picture::Sequence),
        ("sets", Picture::Sets),
        ("matrix", Picture::Matrix),
        ("versions", Picture::Versions),
    ];
}

/// Keys beyond these are not hashed for a picture that is wanted at once.
const MOST_KEYS: u32 = 200_000;

/// The picture that the page shows of a run, as an SVG document of its own.
pub fn render(run: &Run, picture: Picture, drawing: Drawing) -> String {
    let Drawing { size, palette, .. } = drawing;
    let whole = || ring::ring(run, Some(&keys(run)), None, size);
    let drawn: Element = match picture {
        Picture::Ring => whole(),
        Picture::Walk => ring::walk(run, size).unwrap_or_else(whole),
        Picture::Owned => chart::ownership(run, None, size.width),
        Picture::Moved => moved(run, size.width).unwrap_or_else(whole),
        Picture::Racks => racks::racks(run, size.width).unwrap_or_else(whole),
        Picture::Sequence => over_time(run, drawing).unwrap_or_else(whole),
        Picture::Sets => quorum(run, |quorum| sets::picture(quorum, size.width)).unwrap_or_else(whole),
        Picture::Matrix => quorum(run, |quorum| matrix::picture(quorum, size.width)).unwrap_or_else(whole),
        Picture::Versions => held(run, drawing).unwrap_or_else(whole),
    };
    to_svg(&drawn.with("role", "img"), palette)
}

fn quorum(run: &Run, draw: impl Fn(Quorum) -> Element) -> Option<Element> {
    run.scenario().quorum().ok().map(draw)
}

/// Who has which version of the first key of which there is one.
fn held(run: &Run, drawing: Drawing) -> Option<Element> {
    let trace = run.courses()?.all().ok()?.first()?.trace();
    let (_, first) = trace.versions.iter().next()?;
    let now_ns = drawing.at_ns.unwrap_or_else(|| run.scenario().experiment().moment_ns());
    let of = versions::Of { trace, spans: &Spans::new(trace), key: first.key, now_ns };
    versions::versions(of, drawing.size.width)
}

/// The height of what happens, in pixels, where no other is asked for; and from where on none is.
const TIME_HEIGHT: f64 = 481.6;
const MOST_HEIGHT: f64 = 4_000.0;

/// What happens over time, all modes beside each other.
fn over_time(run: &Run, drawing: Drawing) -> Option<Element> {
    let courses = run.courses()?.all().ok()?;
    let spans: Vec<Spans> = courses.iter().map(|course| Spans::new(course.trace())).collect();
    let lanes: Vec<Lane<'_>> = courses
        .iter()
        .zip(&spans)
        .zip(words::time::titles(run.scenario()))
        .map(|((course, spans), (title, subtitle))| Lane { title, subtitle, trace: course.trace(), spans })
        .collect();
    let experiment = run.scenario().experiment();
    let asked = drawing.size.height;
    let height = if asked < MOST_HEIGHT { asked } else { TIME_HEIGHT };
    let view = View { from_ns: 0, to_ns: experiment.until_ns(), height };
    let options = Options {
        now_ns: Some(drawing.at_ns.unwrap_or_else(|| experiment.moment_ns())),
        is_flat: drawing.is_flat,
        has_upkeep: drawing.has_upkeep,
        has_legend: true,
        chosen: None,
    };
    Some(sequence(&lanes, view, options, drawing.size.width))
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
