use super::{Element, Node, Paint, Part, Value};
use yew::virtual_dom::{VNode, VTag, VText};

/// The picture as nodes of the page: colours as custom properties, text as text nodes.
pub fn vnode(element: &Element) -> VNode {
    let mut tag = VTag::new(element.tag());
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

fn text_of(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone().into_owned(),
        Value::Paint(Paint::None) => "none".into(),
        Value::Paint(paint) => format!("var(--{})", paint.property()),
    }
}

fn name_of(part: Part) -> String {
    match part {
        Part::Unit(id) => id.to_string(),
        Part::Look(id) => format!("look-{id}"),
        Part::Partition(id) => id.to_string(),
        Part::Range(at) => format!("range-{at}"),
        Part::Key => "key".into(),
    }
}
