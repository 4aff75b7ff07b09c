use crate::picture::{Element, MONO, Paint, measure::fitting, text_width};

/// The size of text, px.
pub(super) const SIZE: f64 = 13.0;
/// From one line of text to the next.
pub(super) const LINE: f64 = 20.0;
/// A letter of the face of keys, with some room.
const LETTER: f64 = 8.2;

/// A line of text.
pub(super) fn line((x, y): (f64, f64), said: impl Into<String>, is_bold: bool, paint: Paint) -> Element {
    let text = Element::text(x, y, said).with("font-size", "13").with("fill", paint);
    if is_bold { text.with("font-weight", "700") } else { text }
}

/// A key in the face of keys, as much of it as fits.
pub(super) fn key_line((x, y): (f64, f64), key: &str, width: f64, paint: Paint) -> Element {
    let most = (width / LETTER) as usize;
    let mut said: String = key.chars().take(most).collect();
    if key.chars().nth(most).is_some() {
        said.pop();
        said.push('…');
    }
    line((x, y), fitting(&said, SIZE, true, width), false, paint).with("font-family", MONO)
}

/// A sentence in lines that fit; a word that does not fit a line is cut.
pub(super) fn wrapped(said: &str, width: f64, is_bold: bool) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in said.split(' ') {
        if let Some(last) = lines.last_mut() {
            let longer = format!("{last} {word}");
            if text_width(&longer, SIZE, is_bold) <= width {
                *last = longer;
                continue;
            }
        }
        lines.push(fitting(word, SIZE, is_bold, width));
    }
    lines
}
