use super::window;
use quorate_core::scenario::{TextSize, Theme};
use web_sys::Element;

/// Puts a theme on the element that carries the tokens.
pub(crate) fn theme(root: &Element, theme: Theme) {
    let word = match theme {
        Theme::Auto => None,
        Theme::Light => Some("light"),
        Theme::Dark => Some("dark"),
    };
    set(root, "data-theme", word);
}

/// Large text for a hall.
pub(crate) fn large_text(root: &Element, text: TextSize) {
    set(root, "data-text", (text == TextSize::Large).then_some("large"));
}

fn set(root: &Element, name: &str, value: Option<&str>) {
    // Neither can fail for a name like these.
    let _ = match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
}

/// Whether the page is one column wide.
pub(crate) fn is_narrow() -> bool {
    let query = window().match_media("(max-width: 899px)").ok().flatten();
    query.is_some_and(|query| query.matches())
}

/// Whether the page is dark now, by the reader's choice or the system's.
pub(crate) fn is_dark() -> bool {
    let chosen = super::document().document_element().and_then(|root| root.get_attribute("data-theme"));
    let system = || window().match_media("(prefers-color-scheme: dark)").ok().flatten();
    match chosen.as_deref() {
        Some(theme) => theme == "dark",
        None => system().is_some_and(|query| query.matches()),
    }
}
