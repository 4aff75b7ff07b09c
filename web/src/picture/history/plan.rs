use crate::picture::text_width;
use quorate_core::{
    check::history::{History, HistoryOp, Linear, Proof},
    trace::TextAt,
};

/// The height of a row of bars with its label.
pub(super) const ROW: f64 = 44.0;
/// The gap between processes.
pub(super) const GAP: f64 = 12.0;
/// What a bar's text has.
pub(super) const TEXT: f64 = 14.0;
/// The shortest bar: what begins and ends at one instant.
pub(super) const LEAST: f64 = 6.0;
/// Operations that are drawn at most; of a longer history those of its proof come first.
pub(super) const MOST: usize = 80;

/// An operation where it is drawn.
pub(super) struct Bar {
    /// Its place in the history.
    pub(super) at: u32,
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) is_open: bool,
    pub(super) top: f64,
    /// Where it can be done, and its number in the order.
    pub(super) point: Option<(f64, usize)>,
    pub(super) is_witness: bool,
}

/// A process where it is drawn.
pub(super) struct Row {
    pub(super) process: TextAt,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

pub(super) struct Plan {
    pub(super) rows: Vec<Row>,
    pub(super) bars: Vec<Bar>,
    /// Where bars begin.
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
    /// Operations that are not drawn.
    pub(super) hidden: usize,
}

impl Plan {
    pub(super) fn new(history: &History, verdict: &Linear, width: f64, top: f64) -> Self {
        let shown = shown(history, verdict);
        let operation = |at: u32| history.operations().get(at as usize).copied();
        let ops: Vec<(u32, HistoryOp)> = shown.iter().filter_map(|at| Some((*at, operation(*at)?))).collect();
        let mut processes: Vec<TextAt> = Vec::new();
        for (_, op) in &ops {
            if !processes.contains(&op.process) {
                processes.push(op.process);
            }
        }
        let name = |process: &TextAt| text_width(history.texts().get(*process), 15.0, true);
        let left = (processes.iter().map(name).fold(0.0, f64::max) + 12.0).min(width * 0.3);
        let scale = Scale::new(&ops, left, width);
        let mut plan =
            Plan { rows: Vec::new(), bars: Vec::new(), left, right: width, bottom: top, hidden: 0 };
        for process in processes {
            plan.add(process, &ops, &scale);
        }
        plan.hidden = history.operations().len() - ops.len();
        plan.mark(&ops, verdict, &scale);
        plan
    }

    /// The operations of a process: those that overlap lie below each other.
    fn add(&mut self, process: TextAt, ops: &[(u32, HistoryOp)], scale: &Scale) {
        let top = self.bottom;
        // Where the last bar of each line ends.
        let mut lines: Vec<f64> = Vec::new();
        for (at, op) in ops.iter().filter(|(_, op)| op.process == process) {
            let is_open = !op.is_done() && op.is_open();
            let from = scale.x(op.start);
            let end = op.end.filter(|_| !is_open).map_or(scale.right, |end| scale.x(end)).max(from + LEAST);
            // What never ends would keep a line for itself alone; what comes after it lies below.
            let line = lines.iter().position(|last| *last <= from).unwrap_or(lines.len());
            if line == lines.len() {
                lines.push(end);
            } else {
                lines[line] = end;
            }
            let top = top + line as f64 * ROW;
            self.bars.push(Bar { at: *at, from, to: end, is_open, top, point: None, is_witness: false });
        }
        let bottom = top + lines.len() as f64 * ROW;
        self.rows.push(Row { process, top, bottom });
        self.bottom = bottom + GAP;
    }

    fn mark(&mut self, ops: &[(u32, HistoryOp)], verdict: &Linear, scale: &Scale) {
        match &verdict.proof {
            Proof::Order(order) => {
                // Each is done as early as it can be: when it has begun, and after what comes before it.
                let mut instant = 0;
                let mut x = 0.0_f64;
                for (number, at) in (1..).zip(order) {
                    let Some((_, op)) = ops.iter().find(|(place, _)| place == at) else { continue };
                    instant = op.start.max(instant);
                    x = (x + 3.0).max(scale.x(instant) + 3.0);
                    if let Some(bar) = self.bars.iter_mut().find(|bar| bar.at == *at) {
                        bar.point = Some((x.min(bar.to - 1.0).max(bar.from), number));
                    }
                }
            }
            Proof::Witness { operations, .. } => {
                for bar in self.bars.iter_mut().filter(|bar| operations.contains(&bar.at)) {
                    bar.is_witness = true;
                }
            }
            Proof::Undecided => {}
        }
    }
}

/// The places of what is drawn, by start: the proof, and of the rest what there is room for.
fn shown(history: &History, verdict: &Linear) -> Vec<u32> {
    let all = 0..history.operations().len() as u32;
    let mut shown: Vec<u32> = match &verdict.proof {
        Proof::Witness { operations, .. } => operations.iter().copied().take(MOST).collect(),
        Proof::Order(_) | Proof::Undecided => Vec::new(),
    };
    let start = |at: u32| history.operations().get(at as usize).map_or(0, |op| op.start);
    // What lies about the witness says most.
    let middle = shown.last().map_or(0, |at| start(*at));
    let mut rest: Vec<u32> = all.filter(|at| !shown.contains(at)).collect();
    rest.sort_by_key(|at| (start(*at).abs_diff(middle), *at));
    shown.extend(rest.into_iter().take(MOST - shown.len()));
    shown.sort_by_key(|at| (start(*at), *at));
    shown
}

/// Instants that differ are apart by their order alone: times may have any unit, and any gap.
struct Scale {
    instants: Vec<u64>,
    left: f64,
    right: f64,
}

impl Scale {
    fn new(ops: &[(u32, HistoryOp)], left: f64, right: f64) -> Self {
        let mut instants: Vec<u64> =
            ops.iter().flat_map(|(_, op)| [Some(op.start), op.end]).flatten().collect();
        instants.sort_unstable();
        instants.dedup();
        Scale { instants, left, right }
    }

    fn x(&self, instant: u64) -> f64 {
        let place = self.instants.partition_point(|known| *known < instant) as f64;
        // What never ends goes on behind the last instant.
        let steps = self.instants.len() as f64;
        self.left + (self.right - self.left) * place / steps.max(1.0)
    }
}
