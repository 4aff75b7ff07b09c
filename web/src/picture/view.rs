use super::{Element, Node, Paint, Part, Value};
use std::borrow::Cow;
use yew::{
    AttrValue,
    virtual_dom::{Key, VNode, VTag, VText},
};

/// The picture as nodes of the page: colours as custom properties, text as text nodes.
pub fn vnode(element: &Element) -> VNode {
    let mut tag = VTag::new(element.tag());
    tag.key = element.key().map(Key::from);
    for (name, value) in element.attributes() {
        tag.add_attribute(name, text_of(value));
    }
    if let Some(part) = element.part() {
        tag.add_attribute("data-part", name_of(part));
    }
    for node in element.nodes() {
        match node {
            // The page says both in its own way: as a label, and without a tooltip over the whole picture.
            Node::Element(child) if matches!(child.tag(), "title" | "desc") => {}
            Node::Element(child) => tag.add_child(vnode(child)),
            Node::Text(text) => tag.add_child(VText::new(text.clone()).into()),
        }
    }
    tag.into()
}

/// Most of what attributes say is known when this is compiled, and takes no memory.
fn text_of(value: &Value) -> AttrValue {
    match value {
        Value::Text(Cow::Borrowed(text)) => AttrValue::Static(text),
        Value::Text(Cow::Owned(text)) => AttrValue::from(text.clone()),
        Value::Paint(Paint::None) => AttrValue::Static("none"),
        Value::Paint(paint) => AttrValue::Static(paint.variable()),
    }
}

fn name_of(part: Part) -> String {
    match part {
        Part::Unit(id) => id.to_string(),
        Part::Look(id) => format!("look-{id}"),
        Part::Partition(id) => id.to_string(),
        Part::Range(at) => format!("range-{at}"),
        Part::Key => "key".into(),
        Part::Message(lane, at) => format!("message-{lane}-{}", at.0),
        Part::Actor(lane, at) => format!("actor-{lane}-{}", at.0),
        Part::Operation(lane, at) => format!("operation-{lane}-{}", at.0),
        Part::Quorum { w, r } => format!("quorum-{w}-{r}"),
        Part::Hash(level, index) => format!("hash-{level}-{index}"),
    }
}
