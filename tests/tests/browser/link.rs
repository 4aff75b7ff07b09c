//! A link shows to whoever opens it what was there when it was copied, bit for bit.

use quorate::state::State;
use quorate_core::scenario::Edit;
use quorate_tests::webdriver::{Outcome, site};
use serde_json::{Value, json};

use crate::reader::{Reader, edited, link};

/// All that a page shows of its address.
const SHOWN: [&str; 7] = [".headline", ".ring", ".walk", ".bars", ".owned", ".why", ".controls"];

/// What some selectors name, as markup. What an element says of itself has no order, so it is sorted.
pub(crate) fn shown(reader: &Reader, selectors: &[&str]) -> Outcome<Value> {
    reader.js(&format!(
        "return {}.map(selector => {{ \
           const copy = document.querySelector(selector)?.cloneNode(true); \
           for (const one of copy ? [copy, ...copy.querySelectorAll('*')] : []) {{ \
             const said = [...one.attributes].map(({{ name, value }}) => [name, value]).sort(); \
             for (const [name] of said) one.removeAttribute(name); \
             for (const [name, value] of said) one.setAttribute(name, value); \
           }} \
           return copy?.outerHTML ?? ''; }})",
        json!(selectors)
    ))
}

/// Lets the page write to the clipboard, as a reader's click does outside of a test.
fn allow_clipboard(reader: &Reader) -> Outcome {
    let origin = site()?.origin();
    let permissions = ["clipboardReadWrite", "clipboardSanitizedWrite"];
    reader.cdp("Browser.grantPermissions", &json!({ "origin": origin, "permissions": permissions })).map(drop)
}

/// Fails with the first difference alone: markup is long.
#[track_caller]
pub(crate) fn assert_same(here: &Value, there: &Value, what: &str) {
    let (here, there) = (here.as_str().unwrap_or_default(), there.as_str().unwrap_or_default());
    let differ = here.chars().zip(there.chars()).take_while(|(a, b)| a == b).count();
    let around = |text: &str| text.chars().skip(differ.saturating_sub(80)).take(200).collect::<String>();
    assert!(here == there, "{what}\n  {}\n  {}", around(here), around(there));
}

#[test]
fn copy_link_puts_the_whole_link_of_what_is_shown_on_the_clipboard() -> Outcome {
    let reader = Reader::open("v=1&s=quarter")?;
    allow_clipboard(&reader)?;
    reader.press("add")?;
    let link = link(&edited(&State::open("v=1&s=quarter"), Edit::AddNode).scenario().address())?;
    reader.press("copy")?;
    reader.says("[name=copy]", "Link copied")?;
    let copied = reader.evaluate("navigator.clipboard.readText()")?;
    assert_eq!(copied, json!(link));
    assert_eq!(reader.url()?, link, "at once, without the pause");
    reader.says("[name=copy]", "Copy link")?;
    reader.check()
}

#[test]
fn an_opened_link_shows_the_same_markup_bit_for_bit() -> Outcome {
    let reader = Reader::open("v=1&s=quarter")?;
    reader.choose("example", "cassandra-16")?;
    reader.press("more")?;
    reader.choose("hash", "md5")?;
    reader.press("remove")?;
    reader.find("[name=key]")?.type_keys("é \u{1f600}&<b>\u{e007}")?;
    for act in ["add", "next", "undo", "theme"] {
        reader.press(act)?;
        reader.rest()?;
        // Nothing is pointed at any more.
        reader.hover(640, 5)?;
        let address = reader.address()?;
        reader.js("document.activeElement.blur()")?;
        reader.rest()?;
        let here = shown(&reader, &SHOWN)?;
        reader.follow(&address)?;
        reader.hover(640, 5)?;
        reader.rest()?;
        let there = shown(&reader, &SHOWN)?;
        for (one, other) in here.as_array().into_iter().flatten().zip(there.as_array().into_iter().flatten())
        {
            assert_same(one, other, &format!("after {act}: {address}"));
        }
        assert_eq!(here.as_array().map(Vec::len), Some(7));
        reader.press("add")?;
    }
    reader.check()
}

#[test]
fn a_query_is_read_as_an_address_too_and_foreign_fields_of_it_are_left_alone() -> Outcome {
    let reader = Reader::blank()?;
    reader.go(&format!("{}?utm_source=mail&v=1&s=twelve&fbclid=x", site()?.url()))?;
    reader.rest()?;
    reader.says("h1", "Node-L joined")?;
    assert_eq!(reader.text(".problems")?, "(not there)");
    reader.press("remove")?;
    assert_eq!(reader.address()?, "v=1&s=twelve&nodes=11&nodes0=12");
    reader.check()
}
