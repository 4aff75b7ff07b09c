//! Everything can be done by keys, and what has the focus can be seen.

use quorate::state::{Action, State};
use quorate_core::{
    base::{NodeId, Unit},
    scenario::Edit,
};
use quorate_tests::webdriver::{Failure, Outcome};

use crate::reader::{Reader, edited};

/// All that takes the focus and can be seen, as `Reader::focus` names it.
const FOCUSABLE: &str = "return [...document.querySelectorAll('a[href], button:not(:disabled), input, select, summary, textarea, [tabindex=\"0\"]')]\
    .filter(one => one.checkVisibility()).map(one => one.getAttribute('name') || one.getAttribute('class') || one.tagName.toLowerCase())";
/// Whether what has the focus has an outline, or a stroke where it is drawn.
const IS_MARKED: &str = "const style = getComputedStyle(document.activeElement); return style.outlineStyle !== 'none' || \
    !['none', 'rgba(0, 0, 0, 0)'].includes(style.stroke)";

/// What Tab reaches, until it leaves the page.
fn tabbed(reader: &Reader) -> Outcome<Vec<String>> {
    let mut reached = Vec::new();
    for _ in 0..60 {
        reader.keys("{Tab}")?;
        let focus = reader.focus()?;
        if focus == "body" {
            return Ok(reached);
        }
        if reader.js(IS_MARKED)? != true {
            return Err(Failure::new(format!("nobody sees that {focus} has the focus")));
        }
        reached.push(focus);
    }
    Err(Failure::new(format!("Tab goes round and round: {reached:?}")))
}

#[test]
fn tab_reaches_everything_in_the_order_in_which_it_is_read() -> Outcome {
    let reader = Reader::open("v=1&s=quarter")?;
    let reached = tabbed(&reader)?;
    assert_eq!(reader.js(FOCUSABLE)?, serde_json::json!(reached));
    let order = [
        "mark", "example", "reset", "copy", "help", "add", "remove", "vnodes", "hash", "keys", "next", "hit",
        "press", "key", "follow",
    ];
    let places: Vec<_> = order.map(|name| reached.iter().position(|reached| reached == name)).into();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{reached:?}");
    for name in reached.iter().rev() {
        reader.keys("{Shift+Tab}")?;
        assert_eq!(&reader.focus()?, name, "on the way back");
    }
    Ok(())
}

#[test]
fn arrow_keys_walk_the_ring_and_enter_opens_the_menu_of_the_owner() -> Outcome {
    let reader = Reader::open("v=1&s=four-each")?;
    let ring = reader.find(".ring .hit")?;
    let now = || -> Outcome<String> { Ok(ring.attribute("aria-valuenow")?.unwrap_or_default()) };
    reader.focus_on(".ring .hit")?;
    let steps = [
        ("{Home}", "1"),
        ("{ArrowRight}", "2"),
        ("{ArrowDown}", "3"),
        ("{ArrowLeft}", "2"),
        ("{ArrowUp}", "1"),
        ("{ArrowLeft}", "10"),
        ("{ArrowRight}", "1"),
        ("{PageDown}", "2"),
        ("{PageUp}", "1"),
        ("{End}", "10"),
    ];
    for (key, place) in steps {
        reader.keys(key)?;
        reader.settle()?;
        assert_eq!(now()?, place, "{key}");
    }
    // The last token of the guide's drawing is A's, at 350°.
    let said = ring.attribute("aria-valuetext")?.unwrap_or_default();
    assert!(said.starts_with("A, ") && said.contains("320° to 350°"), "{said}");
    reader.says(".centre", "320° to 350°")?;
    reader.keys("{Enter}")?;
    reader.says(".menu h3", "A")?;
    assert_eq!(reader.focus()?, "power");
    reader.keys("{Escape}")?;
    reader.wait("the menu to close", "!document.querySelector('.menu')")?;
    assert_eq!(reader.focus()?, "hit", "the focus comes back");
    reader.keys("{Escape}")?;
    reader.says(".centre", "of the ring is")?;
    reader.check()
}

#[test]
fn k_on_the_ring_takes_the_owner_down() -> Outcome {
    let start = State::open("v=1&s=four-each");
    let reader = Reader::open("v=1&s=four-each")?;
    reader.focus_on(".ring .hit")?;
    reader.keys("{End}k")?;
    let off = edited(&start, Edit::Power(Unit::Node(NodeId(1)), false));
    reader.says("h1", &quorate::words::headline(off.run()))?;
    assert_eq!(reader.focus()?, "hit");
    reader.keys("{Control+z}")?;
    reader.says("h1", &quorate::words::headline(start.run()))?;
    assert_eq!(reader.address()?, start.scenario().address());
    reader.check()
}

#[test]
fn arrow_keys_walk_the_chart_and_its_menu_gives_the_focus_back() -> Outcome {
    let reader = Reader::open("v=1&s=four-each")?;
    let row = || reader.js("return document.activeElement.getAttribute('aria-label')");
    let row = || -> Outcome<String> { Ok(row()?.as_str().unwrap_or_default().replace('\u{202f}', " ")) };
    reader.focus_on(".owned .press")?;
    assert_eq!(row()?, "A, 41.7 %");
    reader.keys("{ArrowUp}{ArrowDown}")?;
    assert_eq!(row()?, "B, 27.8 %");
    reader.says(".centre > :last-child", "27.8 %B")?;
    reader.keys("{Enter}")?;
    reader.says(".menu h3", "B")?;
    reader.keys("{Escape}")?;
    reader.wait("the menu to close", "!document.querySelector('.menu')")?;
    assert_eq!(row()?, "B, 27.8 %");
    // Take it down by keys alone, and on again.
    reader.keys("{Enter}{Enter}")?;
    reader.says("h1", "B is off")?;
    reader.settle()?;
    assert_eq!(row()?, "B, off");
    reader.keys("{Enter}{Enter}")?;
    reader.says("h1", "B is on again")?;
    reader.check()
}

#[test]
fn the_slider_takes_arrow_keys_and_each_press_can_be_undone() -> Outcome {
    let start = State::open("v=1&s=cassandra-16");
    let reader = Reader::open("v=1&s=cassandra-16")?;
    reader.focus_on("[name=vnodes]")?;
    reader.keys("{ArrowRight}")?;
    let more = edited(&start, Edit::Vnodes(24));
    reader.shows(&more)?;
    assert_eq!(
        reader.find("[name=vnodes]")?.attribute("aria-valuetext")?.as_deref(),
        Some("24 tokens a node")
    );
    reader.keys("{Home}")?;
    reader.shows(&edited(&more, Edit::Vnodes(1)))?;
    assert_eq!(reader.focus()?, "vnodes");
    reader.keys("{Control+z}")?;
    reader.shows(&more)?;
    reader.keys("{Control+z}")?;
    reader.shows(&start)?;
    reader.keys("{Control+Shift+z}")?;
    reader.shows(&more)?;
    reader.keys("{Control+y}")?;
    reader.shows(&edited(&more, Edit::Vnodes(1)).after(&Action::Drop))
}

#[test]
fn a_question_mark_opens_help_but_not_where_text_is_typed() -> Outcome {
    let reader = Reader::open("v=1&s=quarter")?;
    let is_open = || reader.js("return document.querySelector('#help').open");
    reader.find("[name=key]")?.type_keys("?")?;
    assert_eq!(is_open()?, false);
    reader.keys("{Control+z}")?;
    reader.shows(&State::open("v=1&s=quarter"))?;
    reader.focus_on("[name=help]")?;
    reader.keys("?")?;
    assert_eq!(is_open()?, true);
    reader.check_access()?;
    reader.keys("{Escape}")?;
    assert_eq!((is_open()?, reader.focus()?), (false.into(), "help".into()));
    Ok(())
}
