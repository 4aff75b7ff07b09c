use super::{Element, Node, Paint, Palette, Value};

/// Writes a picture as an SVG document of its own: colours as values, so that it looks the same anywhere.
pub fn to_svg(picture: &Element, palette: Palette) -> String {
    let mut out = String::with_capacity(16 * 1024);
    write(&mut out, picture, palette);
    out
}

fn write(out: &mut String, element: &Element, palette: Palette) {
    out.push('<');
    out.push_str(element.tag());
    for (name, value) in element.attributes() {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        match value {
            Value::Text(text) => escape(out, text),
            Value::Paint(Paint::None) => out.push_str("none"),
            Value::Paint(paint) => out.push_str(paint.hex(palette)),
        }
        out.push('"');
    }
    if element.nodes().is_empty() {
        out.push_str("/>");
        return;
    }
    out.push('>');
    for node in element.nodes() {
        match node {
            Node::Element(child) => write(out, child, palette),
            Node::Text(text) => escape(out, text),
        }
    }
    out.push_str("</");
    out.push_str(element.tag());
    out.push('>');
}

/// Text as XML has it; what XML cannot hold becomes U+FFFD.
fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                out.push('\u{fffd}');
            }
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_become_a_tag() {
        let picture = Element::text(1.0, 2.5, "<script>\"&\u{1}");
        assert_eq!(
            to_svg(&picture, Palette::Light),
            r#"<text x="1" y="2.5">&lt;script&gt;&quot;&amp;�</text>"#
        );
    }
}
