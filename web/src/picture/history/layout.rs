use super::plan::{Bar, Plan, Row, TEXT};
use crate::{
    picture::{Element, Paint, measure::fitting, px, text_width},
    words,
};
use quorate_core::check::history::{Cell, History, HistoryNames, HistoryOp, Kind, Linear};

/// Where the rows begin, below one line of the sentence.
const LINE: f64 = 20.0;
const BAR: f64 = 14.0;
/// Of a row: its label, then its bar.
const BAR_TOP: f64 = 20.0;

/// A history with what shows whether it is linearizable, `width` pixels wide; as high as its processes.
pub fn picture(history: &History, verdict: &Linear, width: f64) -> Element {
    let width = words::within(width, 200.0, 2_000.0);
    let sentence = lines(&verdict.sentence, width);
    let top = sentence.len() as f64 * LINE + 16.0;
    let plan = Plan::new(history, verdict, width, top);
    let note = (plan.hidden > 0).then(|| format!("{} more operations are not drawn", plan.hidden));
    let height = plan.bottom + if note.is_some() { LINE } else { 0.0 };
    let title = match verdict.is_ok() {
        Some(true) => "A linearizable history",
        Some(false) => "A history that is not linearizable",
        None => "A history that was not decided",
    };
    let has_witness = plan.bars.iter().any(|bar| bar.is_witness);
    let names = HistoryNames::new(history);
    let said = sentence.into_iter().zip(1..).map(|(line, at)| {
        Element::text(0.0, f64::from(at) * LINE - 4.0, line).with("font-size", "15").with("fill", Paint::Ink)
    });
    let rows = plan.rows.iter().flat_map(|row| head(history, row, &plan));
    let bars = plan.bars.iter().map(|bar| drawn(history, &names, bar, &plan, has_witness));
    let note = note
        .map(|note| Element::text(0.0, height - 4.0, note).with("font-size", "13").with("fill", Paint::Soft));
    Element::svg((width, height), title.into(), verdict.sentence.clone())
        .children(said)
        .children(rows)
        .children(order(&plan))
        .children(bars)
        .children(ticks(&plan))
        .children(note)
}

/// A sentence in lines that fit.
fn lines(sentence: &str, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in sentence.split(' ') {
        match lines.last_mut() {
            Some(line) if text_width(line, 15.0, false) + text_width(word, 15.0, false) + 6.0 <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(fitting(word, 15.0, false, width)),
        }
    }
    lines
}

/// A process's name, and the line that its bars stand over.
fn head(history: &History, row: &Row, plan: &Plan) -> [Element; 2] {
    let name = fitting(history.texts().get(row.process), 15.0, true, plan.left - 8.0);
    let text = Element::text(0.0, row.top + BAR_TOP + 12.0, name)
        .with("font-size", "15")
        .with("font-weight", "700")
        .with("fill", Paint::Ink);
    [text, Element::line((0.0, row.bottom), (plan.right, row.bottom), Paint::Line, 1.0)]
}

/// A bar and what it says.
fn drawn(history: &History, names: &HistoryNames<'_>, bar: &Bar, plan: &Plan, has_witness: bool) -> Element {
    let Some(op) = history.operations().get(bar.at as usize) else { return Element::group() };
    let paint = if has_witness && !bar.is_witness { Paint::Edge } else { Paint::Ink };
    let top = bar.top + BAR_TOP;
    let rect = Element::rect((bar.from, top), (bar.to - bar.from, BAR))
        .with("fill", if bar.is_witness { Paint::Ink } else { Paint::Well })
        .with("stroke", paint)
        .with("stroke-width", "1.5");
    let rect = if bar.is_open { rect.with("stroke-dasharray", "5 4") } else { rect };
    // The sentence names what contradicts, so that has its name here.
    let said = label(history, op);
    let said = if bar.is_witness { format!("{} {said}", names.op(bar.at)) } else { said };
    let size = text_width(&said, TEXT, bar.is_witness);
    // It goes no further than to the next one of its line; what would pass the edge ends there.
    let line = plan.bars.iter().filter(|other| other.top.to_bits() == bar.top.to_bits());
    let next = line.map(|other| other.from - 4.0).filter(|from| *from > bar.from).fold(plan.right, f64::min);
    let is_last = next.to_bits() == plan.right.to_bits();
    let passes = is_last && size > plan.right - bar.from;
    let (x, anchor, room) = if passes {
        (plan.right, "end", plan.right - plan.left)
    } else {
        (bar.from, "start", next - bar.from)
    };
    let text = Element::text(x, bar.top + 14.0, fitting(&said, TEXT, bar.is_witness, room))
        .with("font-size", px(TEXT))
        .with("text-anchor", anchor)
        .with("fill", if paint == Paint::Edge { Paint::Soft } else { Paint::Ink });
    let text = if bar.is_witness { text.with("font-weight", "700") } else { text };
    let title = Element::new("title").say(names.full(bar.at));
    let has_label = bar.is_witness || size <= (bar.to - bar.from) * 1.6 || plan.bars.len() <= 12;
    let label = has_label.then_some(text);
    Element::group().child(title).child(rect).children(label)
}

/// "write 1", "read → 2", "cas 1→2".
pub(super) fn label(history: &History, op: &HistoryOp) -> String {
    let found = history.said(op.key, op.value);
    let value = history.said(None, op.value);
    match op.kind {
        Kind::Read if op.value == Cell::Unknown || !op.is_done() => "read".into(),
        Kind::Read => format!("read → {found}"),
        Kind::Write => format!("write {found}"),
        Kind::Append => format!("append {found}"),
        Kind::Increment if op.value == Cell::Unknown => "increment".into(),
        Kind::Increment => format!("increment → {found}"),
        Kind::Cas => {
            let mark = if op.matched { "" } else { " ×" };
            format!("cas {}→{value}{mark}", history.said(op.key, op.expected))
        }
    }
}

/// The line from tick to tick.
fn order(plan: &Plan) -> Option<Element> {
    let mut points: Vec<(usize, f64, f64)> = plan
        .bars
        .iter()
        .filter_map(|bar| bar.point.map(|(x, number)| (number, x, bar.top + BAR_TOP + BAR / 2.0)))
        .collect();
    points.sort_by_key(|(number, ..)| *number);
    let (_, x, y) = points.first()?;
    let mut path = crate::picture::Path::default().to((*x, *y));
    for (_, x, y) in points.iter().skip(1) {
        path = path.line((*x, *y));
    }
    let line = Element::path(path.0, Paint::None).with("stroke", Paint::Accent).with("stroke-width", "1.5");
    Some(line.with("stroke-opacity", "0.6"))
}

/// Where each operation is done, with its number.
fn ticks(plan: &Plan) -> Vec<Element> {
    let tick = |bar: &Bar| {
        let (x, number) = bar.point?;
        let top = bar.top + BAR_TOP;
        let line = Element::line((x, top - 2.0), (x, top + BAR + 2.0), Paint::Accent, 2.5);
        let text = Element::text(x + 3.0, top + BAR - 3.0, number.to_string())
            .with("font-size", "12")
            .with("font-weight", "700")
            .with("fill", Paint::Accent);
        Some([line, text])
    };
    plan.bars.iter().filter_map(tick).flatten().collect()
}
