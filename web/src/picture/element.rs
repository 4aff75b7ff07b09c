use super::{Paint, Part};
use std::borrow::Cow;
use std::fmt::Write;

/// The face of all text in pictures; `system-ui` comes last, so that a bare Linux gets the condensed face.
pub const FONT: &str = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Noto Sans', Ubuntu, Cantarell, 'Liberation Sans', 'DejaVu Sans Condensed', system-ui, sans-serif";
/// The face of keys, hashes and addresses.
pub const MONO: &str = "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace";

/// A node of a picture: a tag with attributes and children, or text. Everything drawn is one of these.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A tag.
    Element(Element),
    /// Text, as the reader sees it: writers escape it.
    Text(String),
}

/// A tag with attributes and children.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    tag: &'static str,
    attributes: Vec<(&'static str, Value)>,
    children: Vec<Node>,
    part: Option<Part>,
    key: Option<Cow<'static, str>>,
}

/// What an attribute says: a colour stays a token until it is written.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Any text.
    Text(Cow<'static, str>),
    /// A colour of the visual language.
    Paint(Paint),
}

impl From<&'static str> for Value {
    fn from(text: &'static str) -> Self {
        Value::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(Cow::Owned(text))
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        px(number).into()
    }
}

impl From<Paint> for Value {
    fn from(paint: Paint) -> Self {
        Value::Paint(paint)
    }
}

impl Element {
    /// A tag without attributes.
    pub const fn new(tag: &'static str) -> Self {
        Element { tag, attributes: Vec::new(), children: Vec::new(), part: None, key: None }
    }

    /// The outer tag of a picture, with a title and a description.
    pub fn svg((width, height): (f64, f64), title: String, description: String) -> Self {
        Element::new("svg")
            .with("xmlns", "http://www.w3.org/2000/svg")
            .with("viewBox", view_box((width, height)))
            .with("width", width)
            .with("height", height)
            .with("font-family", FONT)
            .child(Element::new("title").say(title))
            .child(Element::new("desc").say(description))
    }

    /// A group.
    pub const fn group() -> Self {
        Element::new("g")
    }

    /// A path that is filled.
    pub fn path(data: String, fill: Paint) -> Self {
        Element::new("path").with("d", data).with("fill", fill)
    }

    /// A line of text, or part of one.
    pub fn text(x: f64, y: f64, text: impl Into<String>) -> Self {
        Element::new("text").with("x", x).with("y", y).say(text)
    }

    /// A box.
    pub fn rect((x, y): (f64, f64), (width, height): (f64, f64)) -> Self {
        Element::new("rect").with("x", x).with("y", y).with("width", width).with("height", height)
    }

    /// A disc.
    pub fn disc((x, y): (f64, f64), radius: f64) -> Self {
        Element::new("circle").with("cx", x).with("cy", y).with("r", radius)
    }

    /// A straight line.
    pub fn line(from: (f64, f64), to: (f64, f64), stroke: Paint, width: f64) -> Self {
        Element::new("path")
            .with("d", Path::default().to(from).line(to).0)
            .with("fill", "none")
            .with("stroke", stroke)
            .with("stroke-width", width)
    }

    /// Adds an attribute.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// Adds a child.
    #[must_use]
    pub fn child(mut self, child: Element) -> Self {
        self.children.push(Node::Element(child));
        self
    }

    /// Adds children.
    #[must_use]
    pub fn children(mut self, children: impl IntoIterator<Item = Element>) -> Self {
        self.children.extend(children.into_iter().map(Node::Element));
        self
    }

    /// Adds text.
    #[must_use]
    pub fn say(mut self, text: impl Into<String>) -> Self {
        self.children.push(Node::Text(text.into()));
        self
    }

    /// Says what the element stands for.
    #[must_use]
    pub const fn stands_for(mut self, part: Part) -> Self {
        self.part = Some(part);
        self
    }

    /// Names the element among its siblings, all of which have names of their own: in the next picture the one of the same
    /// name is the same, whatever comes or goes before it, and so little of the page has to change.
    #[must_use]
    pub fn keyed(mut self, key: impl Into<Cow<'static, str>>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// Its name among its siblings.
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// The tag.
    pub const fn tag(&self) -> &'static str {
        self.tag
    }

    /// The attributes in order.
    pub fn attributes(&self) -> &[(&'static str, Value)] {
        &self.attributes
    }

    /// What is in it, in drawing order.
    pub fn nodes(&self) -> &[Node] {
        &self.children
    }

    /// What it stands for.
    pub const fn part(&self) -> Option<Part> {
        self.part
    }
}

/// What a picture of this size shows.
pub fn view_box((width, height): (f64, f64)) -> String {
    format!("0 0 {} {}", px(width), px(height))
}

/// A number to hundredths.
pub fn px(number: f64) -> String {
    let mut text = String::new();
    push_number(&mut text, number);
    text
}

/// Writes a number to hundredths: enough for a pixel of any screen, and the same on every machine.
fn push_number(out: &mut String, number: f64) {
    let hundredths = (libm::round(number * 100.0) as i64).clamp(-99_999_999, 99_999_999);
    if hundredths < 0 {
        out.push('-');
    }
    let (whole, rest) = (hundredths.abs() / 100, hundredths.abs() % 100);
    // Writing to a String cannot fail.
    let _ = match (rest, rest % 10) {
        (0, _) => write!(out, "{whole}"),
        (_, 0) => write!(out, "{whole}.{}", rest / 10),
        _ => write!(out, "{whole}.{rest:02}"),
    };
}

/// The data of a path, built step by step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path(pub String);

impl Path {
    /// Moves the pen.
    #[must_use]
    pub fn to(self, point: (f64, f64)) -> Self {
        self.step('M', &[point.0, point.1])
    }

    /// A line.
    #[must_use]
    pub fn line(self, point: (f64, f64)) -> Self {
        self.step('L', &[point.0, point.1])
    }

    /// A circular arc, clockwise or not, the long or the short way.
    #[must_use]
    pub fn arc(self, radius: f64, is_long: bool, clockwise: bool, point: (f64, f64)) -> Self {
        let flag = |is: bool| f64::from(u8::from(is));
        self.step('A', &[radius, radius, 0.0, flag(is_long), flag(clockwise), point.0, point.1])
    }

    /// Back to where the pen was put down.
    #[must_use]
    pub fn close(mut self) -> Self {
        self.0.push('Z');
        self
    }

    fn step(mut self, command: char, numbers: &[f64]) -> Self {
        self.0.push(command);
        for (at, number) in numbers.iter().enumerate() {
            if at > 0 {
                self.0.push(' ');
            }
            push_number(&mut self.0, *number);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_to_hundredths_without_idle_zeros() {
        let written = |number| {
            let mut text = String::new();
            push_number(&mut text, number);
            text
        };
        assert_eq!(
            [0.0, 1.5, -0.25, 12.004, -3.999, 0.05].map(written),
            ["0", "1.5", "-0.25", "12", "-4", "0.05"]
        );
        assert_eq!(written(f64::NAN), "0");
    }
}
