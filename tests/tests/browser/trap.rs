//! A panic does not end the page: what happened is said, and the last state that worked is there again.

use quorate_tests::webdriver::{Outcome, trap_site};

use crate::reader::Reader;

/// The trap of test builds.
fn fall_in(reader: &Reader) -> Outcome {
    let field = reader.find("[name=key]")?;
    field.clear()?;
    field.type_keys("trap!")?;
    reader.press("follow")
}

#[test]
fn a_panic_is_told_and_the_page_lives_on() -> Outcome {
    let reader = Reader::blank()?;
    reader.go(&format!("{}#v=1&s=quarter", trap_site()?.url()))?;
    reader.rest()?;
    reader.press("add")?;
    reader.says("h1", "E joined")?;
    let address = reader.address()?;
    for added in ["F joined", "G joined"] {
        fall_in(&reader)?;
        reader.says(".lost", "made anew from the last state that worked")?;
        reader.says(".lost", "a trap that only test builds have")?;
        reader.says(".lost", "#v=1&s=quarter")?;
        reader.rest()?;
        let banners = reader.js("return document.querySelectorAll('.lost').length")?;
        assert_eq!(
            (banners, reader.js("return document.querySelectorAll('.page').length")?),
            (1.into(), 1.into())
        );
        reader.press("add")?;
        reader.says("h1", added)?;
    }
    assert_eq!(reader.address()?, address.replace("nodes=5&nodes0=4", "nodes=7&nodes0=6"));
    reader.check_access()?;
    reader.find(".lost button")?.click()?;
    reader.wait("the note to close", "!document.querySelector('.lost')")?;
    // What a panic says in the console is the browser's own; the policy was kept.
    let said = reader.console()?;
    assert!(!said.iter().any(|line| line.contains("Content Security Policy")), "{said:?}");
    Ok(())
}

#[test]
fn what_breaks_again_and_again_ends_at_the_first_example() -> Outcome {
    let reader = Reader::blank()?;
    reader.go(&format!("{}#v=1&s=twelve", trap_site()?.url()))?;
    reader.rest()?;
    for _ in 0..4 {
        fall_in(&reader)?;
        reader.wait("the page to be lost", "document.querySelector('.lost')")?;
        reader.rest()?;
        reader.find(".lost button")?.click()?;
    }
    reader.says("h1", "Node-D joined")?;
    reader.press("add")?;
    reader.says("h1", "Node-E joined")
}
