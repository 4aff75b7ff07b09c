use crate::words;
use quorate_core::quorum::Quorum;

/// The size of most text, px.
pub(super) const TEXT: f64 = 14.0;
/// The least from one disc to the next: below it a number of two digits has no room.
const LEAST: f64 = 28.0;
/// The most.
const MOST: f64 = 64.0;
/// Left and right of the copies.
const SIDE: f64 = 2.0;
/// How far down the middle of the copies lies.
pub(super) const MIDDLE: f64 = 94.0;

/// Where copies lie: so many to a place.
pub(super) struct Plan {
    pub(super) width: f64,
    /// Runs of copies of one kind: the first of them from 0, and how many.
    pub(super) runs: Vec<(u32, u32)>,
    /// Whether every copy has a disc.
    pub(super) has_discs: bool,
    /// The left edge of each run, then the right edge of the last.
    edges: Vec<f64>,
    /// Where the write set ends and the read set begins, in pixels.
    write_end: f64,
    read_start: f64,
    pub(super) radius: f64,
}

impl Plan {
    pub(super) fn new(quorum: Quorum, width: f64) -> Self {
        let width = words::within(width, 200.0, 2_000.0);
        let n = quorum.n();
        let cuts = [quorum.w().min(n - quorum.r()), quorum.w().max(n - quorum.r()), n];
        let mut runs = Vec::new();
        let mut first = 0;
        for cut in cuts.into_iter().filter(|cut| *cut > 0) {
            if cut > first {
                runs.push((first, cut - first));
                first = cut;
            }
        }
        let inside = width - 2.0 * SIDE;
        let pitch = (inside / f64::from(n)).min(MOST);
        let has_discs = pitch >= LEAST;
        // Boxes are as long as they have copies, beside a least length that holds a number.
        let of_run = |count: u32| {
            let (least, share) = (2.0 * LEAST, f64::from(count) / f64::from(n));
            if has_discs {
                pitch * f64::from(count)
            } else {
                least + share * (inside - least * runs.len() as f64)
            }
        };
        let mut edges = vec![SIDE];
        let mut at = SIDE;
        for (_, count) in &runs {
            at += of_run(*count);
            edges.push(at);
        }
        let edge = |place: u32| {
            let run = runs.iter().position(|(first, _)| *first == place).unwrap_or(runs.len());
            edges.get(run).copied().unwrap_or(SIDE)
        };
        let (write_end, read_start) = (edge(quorum.w()), edge(n - quorum.r()));
        let radius = (pitch.max(LEAST) / 2.0 - 4.0).min(20.0);
        Plan { width, runs, has_discs, edges, write_end, read_start, radius }
    }

    /// From where to where a run lies.
    pub(super) fn span(&self, run: usize) -> (f64, f64) {
        let edge = |at: usize| self.edges.get(at).copied().unwrap_or(SIDE);
        (edge(run), edge(run + 1))
    }

    /// Where the write set lies.
    pub(super) const fn write(&self) -> (f64, f64) {
        (SIDE, self.write_end)
    }

    /// Where the read set lies.
    pub(super) fn read(&self) -> (f64, f64) {
        (self.read_start, self.span(self.runs.len().saturating_sub(1)).1)
    }

    /// What the two have in common, or what lies between them.
    pub(super) fn middle(&self) -> (f64, f64) {
        (self.write_end.min(self.read_start), self.write_end.max(self.read_start))
    }

    /// Below both outlines.
    pub(super) fn bottom(&self) -> f64 {
        MIDDLE + self.radius + 14.0
    }
}
