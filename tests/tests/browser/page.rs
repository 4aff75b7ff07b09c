//! The playground opens, fits, and shows after every act what the native code says it should.

use quorate::state::{Action, State};
use quorate_core::{
    base::{NodeId, Unit},
    scenario::{Edit, preset},
};
use quorate_tests::webdriver::{Outcome, Page};
use xtask::server::Site;

use crate::reader::{Reader, edited};

#[test]
fn the_page_opens_with_a_clean_console() -> Outcome {
    Reader::open("")?.check()
}

#[test]
fn the_page_fits_a_telephone() -> Outcome {
    let reader = Reader::blank()?;
    reader.width(360)?;
    reader.follow("")?;
    reader.check()
}

#[test]
fn the_site_works_under_any_path_of_any_host() -> Outcome {
    let plain_host = Site::new(xtask::dist()).under("/blog/quorate/").policy(None).serve(0)?;
    let page = Page::blank()?;
    page.go(&plain_host.url())?;
    page.wait("the page to start", "document.querySelector('.page')")?;
    page.check()
}

#[test]
fn the_opening_page_says_what_moved_and_how_many_keys() -> Outcome {
    let reader = Reader::open("")?;
    reader.says("h1", "Node-D joined, and 24.4 % of the ring moved to it.")?;
    reader.says(".second", "Of the 100,000 keys, 24,163 moved, each to Node-D.")?;
    reader.says(".centre", "24.4 %of the ring moved")?;
    assert_eq!(reader.address()?, "", "an empty address stays empty until something changes");
    Ok(())
}

#[test]
fn every_act_shows_what_it_changed_and_can_be_undone() -> Outcome {
    let start = State::open("v=1&s=ring");
    let reader = Reader::open("v=1&s=ring")?;
    reader.shows(&start)?;
    reader.press("add")?;
    let five = edited(&start, Edit::AddNode);
    reader.shows(&five)?;
    reader.press("remove")?;
    let four = edited(&five, Edit::RemoveNode(NodeId(5)));
    reader.shows(&four)?;
    reader.press("more")?;
    let copies = edited(&four, Edit::Replicas(4));
    reader.shows(&copies)?;
    reader.choose("hash", "murmur3-cassandra")?;
    let hash = edited(&copies, Edit::Hash(quorate_core::hash::HashFn::Murmur3Cassandra));
    reader.shows(&hash)?;
    for before in [&copies, &four, &five, &start] {
        reader.press("undo")?;
        reader.shows(before)?;
    }
    assert!(reader.find("button[name=undo]")?.property("disabled")? == true);
    reader.press("redo")?;
    reader.shows(&five)?;
    reader.press("reset")?;
    reader.shows(&start)?;
    reader.press("undo")?;
    reader.shows(&five)?;
    reader.check()
}

#[test]
fn another_example_is_a_place_to_go_back_to_and_tuning_is_none() -> Outcome {
    let reader = Reader::open("v=1&s=ring")?;
    reader.choose("example", "twelve")?;
    let twelve =
        edited(&State::open("v=1&s=ring"), Edit::Preset(preset::find("twelve").expect("an example")));
    reader.shows(&twelve)?;
    reader.press("remove")?;
    let eleven = edited(&twelve, Edit::RemoveNode(NodeId(12)));
    reader.shows(&eleven)?;
    reader.choose("example", "quarter")?;
    reader.shows(&State::open("v=1&s=quarter"))?;
    reader.js("history.back()")?;
    reader.shows(&eleven)?;
    reader.js("history.back()")?;
    reader.shows(&State::open("v=1&s=ring"))?;
    assert_eq!(reader.find("select[name=example]")?.property("value")?, "ring");
    reader.js("history.forward()")?;
    reader.shows(&eleven)?;
    reader.check()
}

#[test]
fn an_act_that_cannot_be_done_says_why_and_changes_nothing() -> Outcome {
    let reader = Reader::open("v=1&s=ring&rf=1000&rf0=1000")?;
    reader.press("more")?;
    reader.says(".refusal", "1000 is nearest")?;
    reader.shows(&State::open("v=1&s=ring&rf=1000&rf0=1000"))?;
    reader.press("add")?;
    let refusals = reader
        .js("return [...document.querySelectorAll('.refusal')].map(one => one.textContent).join('')")?;
    assert_eq!(refusals, "", "what was said goes with the next act");
    Ok(())
}

#[test]
fn theme_and_size_of_text_are_in_the_address() -> Outcome {
    let reader = Reader::open("v=1&s=ring")?;
    let paper = "return getComputedStyle(document.documentElement).backgroundColor";
    let light = reader.js(paper)?;
    reader.press("theme")?;
    assert_eq!(reader.address()?, "v=1&s=ring&theme=dark");
    assert_ne!(reader.js(paper)?, light);
    reader.press("theme")?;
    reader.press("text")?;
    assert_eq!(reader.address()?, "v=1&s=ring&theme=light&text=large");
    assert_eq!(reader.js(paper)?, light);
    reader.press("theme")?;
    assert_eq!(reader.address()?, "v=1&s=ring&text=large");
    Ok(())
}

#[test]
fn a_node_is_named_weighed_and_turned_off_in_its_menu() -> Outcome {
    let start = State::open("v=1&s=quarter");
    let reader = Reader::open("v=1&s=quarter")?;
    let open = |node: &str| reader.find(&format!("[data-part={node}][role=button]"))?.click();
    // The row has pointer and focus, and the middle speaks of its node.
    let shows = |state: &State| -> Outcome {
        reader.hover(640, 5)?;
        reader.js("document.activeElement.blur()")?;
        reader.shows(state)
    };
    let fill = |field: &str, text: &str| -> Outcome {
        let field = reader.find(&format!(".menu [name={field}]"))?;
        field.clear()?;
        field.type_keys(text)
    };
    open("n2")?;
    reader.says(".menu h3", "B")?;
    reader.press("power")?;
    let off = edited(&start, Edit::Power(Unit::Node(NodeId(2)), false));
    shows(&off)?;
    open("n3")?;
    fill("rename", "señor\u{e007}")?;
    let name = quorate_core::scenario::Text::new("señor").expect("a text");
    let named = edited(&off, Edit::Rename(Unit::Node(NodeId(3)), name));
    shows(&named)?;
    open("n1")?;
    fill("weight", "none\u{e007}")?;
    reader.says(".menu .refusal", "A weight is a whole number from 1 to 10000.")?;
    fill("weight", "300\u{e007}")?;
    let weighed = edited(&named, Edit::Weigh(NodeId(1), 300));
    shows(&weighed)?;
    open("n4")?;
    reader.press("remove-this")?;
    shows(&edited(&weighed, Edit::RemoveNode(NodeId(4))))?;
    let back = (0..4).fold(weighed.after(&Action::Undo), |state, _| state.after(&Action::Undo));
    assert_eq!(back.scenario(), start.scenario());
    reader.check()
}

#[test]
fn a_typed_key_is_followed_in_words_and_in_the_picture() -> Outcome {
    let reader = Reader::open("v=1&s=ring")?;
    let walk = reader.text(".walk")?;
    let field = reader.find("[name=key]")?;
    field.clear()?;
    field.type_keys("user:alice\u{e007}")?;
    let text = quorate_core::scenario::Text::new("user:alice").expect("a text");
    let state = edited(&State::open("v=1&s=ring"), Edit::Pick(text));
    reader.shows(&state)?;
    reader.says(".why", &quorate::words::why_text(state.run()))?;
    assert_ne!(reader.text(".walk")?, walk);
    reader.says(".exact", "75 73 65 72 3a 61 6c 69 63 65")?;
    reader.check()
}
