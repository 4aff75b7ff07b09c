//! Pictures as they were when somebody last looked, and what holds for all of them.
#![cfg(not(target_arch = "wasm32"))]

mod kept;

use quorate::picture::{Palette, Picture, render, ring::Size};
use quorate_core::{
    run::Run,
    scenario::{Edit, Text, preset},
};
use quorate_tests::golden;

/// Widths that pictures are shown in: a telephone, a figure in a page, a column, a wide screen.
const WIDTHS: [f64; 5] = [288.0, 328.0, 416.0, 744.0, 1_000.0];
/// Tags that a picture may have at most, so that the page stays quick.
const MOST_TAGS: usize = 500;
/// Bytes that a kept picture may have at most, so that a change of it can be reviewed.
const MOST_BYTES: usize = 150_000;

#[test]
fn pictures_are_as_they_were() {
    for kept in kept::KEPT {
        let svg = kept.draw();
        assert!(svg.len() < MOST_BYTES, "{}: {} bytes", kept.name, svg.len());
        golden(&format!("{}.svg", kept.name), &svg);
    }
}

#[test]
fn every_picture_of_every_example_is_plain_well_formed_and_small() {
    for preset in &preset::ALL {
        let run = Run::new(preset.scenario());
        for (name, picture) in Picture::NAMES {
            for width in WIDTHS {
                let svg = render(&run, picture, Size { width, height: 4_000.0 }, Palette::Light);
                check(&svg, &format!("{name} of {} at {width}", preset.id));
            }
        }
    }
}

#[test]
fn names_and_keys_of_readers_stay_text_in_pictures() {
    let start = preset::find("quarter").expect("an example").scenario();
    for text in ["<script>alert(1)</script>", "\"><g onload=a>", "&amp;&#0;", "]]>-->"] {
        let text = Text::new(text).expect("a text");
        let named = start.edited(&Edit::Rename(start.now().nodes()[0].id, text.clone()));
        let picked = named.and_then(|named| named.edited(&Edit::Pick(text.clone())));
        let run = Run::new(picked.expect("a name and a key may be any text"));
        for (name, picture) in Picture::NAMES {
            let svg = render(&run, picture, Size { width: 744.0, height: 744.0 }, Palette::Dark);
            check(&svg, &format!("{name} with {text}"));
        }
    }
}

/// Well-formed to somebody else's reader, of the tags and attributes that pictures have, and few of them.
fn check(svg: &str, what: &str) {
    const TAGS: [&str; 12] = [
        "svg", "title", "desc", "g", "path", "text", "tspan", "circle", "rect", "line", "polygon", "polyline",
    ];
    let document = roxmltree::Document::parse(svg).unwrap_or_else(|fault| panic!("{what}: {fault}\n{svg}"));
    let tags = || document.descendants().filter(roxmltree::Node::is_element);
    for tag in tags() {
        let name = tag.tag_name().name();
        assert!(TAGS.contains(&name), "{what}: <{name}>");
        for attribute in tag.attributes() {
            let name = attribute.name();
            let value = attribute.value();
            assert!(name != "style" && !name.starts_with("on") && !name.ends_with("href"), "{what}: {name}");
            assert!(!value.contains("NaN") && !value.contains("inf"), "{what}: {name}={value}");
        }
    }
    assert!(tags().count() <= MOST_TAGS, "{what}: {} tags", tags().count());
}
