//! Pictures as they were when somebody last looked, and what holds for all of them.
#![cfg(not(target_arch = "wasm32"))]

#[path = "kept/history.rs"]
mod history;
mod kept;
#[path = "kept/merkle.rs"]
mod merkle;
#[path = "kept/quorum.rs"]
mod quorum;
#[path = "kept/sequence.rs"]
mod sequence;

use quorate::{
    chart,
    picture::{Drawing, Palette, Picture, render, ring::Size, text_width, to_svg},
};
use quorate_core::{
    base::Unit,
    quorum::Quorum,
    run::Run,
    scenario::{Edit, Text, parse, preset},
    staleness::{Ask, Model, Sampling},
};
use quorate_tests::golden;

/// Widths that pictures are shown in: a telephone, a figure in a page, a column, a wide screen.
const WIDTHS: [f64; 5] = [288.0, 328.0, 416.0, 744.0, 1_000.0];
/// Tags that a picture may have at most, so that the page stays quick.
const MOST_TAGS: usize = 500;
/// The same of racks: each of at most 240 copies is a button of some six tags, and its partition a chip of the strip.
const MOST_TAGS_OF_RACKS: usize = 2_000;
/// The same where every copy shares its rack with another, which two outlines more say.
const MOST_TAGS_OF_SHARED_RACKS: usize = 3_000;
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
fn pictures_of_time_are_as_they_were_and_small() {
    for (name, svg) in sequence::pictures() {
        assert!(svg.len() < MOST_BYTES, "{name}: {} bytes", svg.len());
        check(&svg, MOST_TAGS, name);
        golden(&format!("{name}.svg"), &svg);
    }
}

#[test]
fn pictures_of_quorums_are_as_they_were_and_small() {
    for (name, svg) in quorum::pictures() {
        assert!(svg.len() < MOST_BYTES, "{name}: {} bytes", svg.len());
        check(&svg, MOST_TAGS, name);
        golden(&format!("{name}.svg"), &svg);
    }
}

#[test]
fn the_chart_of_staleness_is_as_it_was_and_small() {
    let ask = Ask::new(3, 1, 1, 100_000).expect("few enough");
    for (name, model, at_ns, width) in
        [("staleness", Model::LnkdDisk, 10e6, 744.0), ("staleness-narrow", Model::Wan, 0.0, 328.0)]
    {
        let mut sampling = Sampling::new(&model.legs(), ask, 1);
        sampling.advance(u32::MAX);
        let drawn = chart::staleness(&sampling.finish(), ask, at_ns, 0.999, width).with("role", "img");
        let svg = to_svg(&drawn, Palette::Light).replace("><", ">\n<") + "\n";
        assert!(svg.len() < MOST_BYTES && svg.contains("<title>") && svg.contains("<desc>"));
        check(&svg, MOST_TAGS, name);
        golden(&format!("{name}.svg"), &svg);
    }
}

#[test]
fn quorums_of_any_size_are_plain_well_formed_and_small_and_their_text_fits() {
    for n in [1, 2, 3, 5, 8, 9, 12, 100] {
        let some = [1, n / 2 + 1, n];
        for (w, r) in some.into_iter().flat_map(|w| some.map(|r| (w, r))) {
            let quorum = Quorum::new(n, w, r).expect("a quorum");
            for width in WIDTHS {
                for (name, draw) in quorum::PICTURES {
                    let what = format!("{name} of {quorum:?} at {width}");
                    let svg = to_svg(&draw(quorum, width).with("role", "img"), Palette::Light);
                    check(&svg, MOST_TAGS, &what);
                    check_text(&svg, width, &what);
                }
            }
        }
    }
}

/// All text is large enough to read, lies within the picture, and on no other text.
fn check_text(svg: &str, width: f64, what: &str) {
    let document = roxmltree::Document::parse(svg).expect("well-formed");
    let high: f64 =
        document.root_element().attribute("height").and_then(|high| high.parse().ok()).expect("a height");
    let mut others = Vec::new();
    for text in document.descendants().filter(|node| node.has_tag_name("text")) {
        let number =
            |name| text.attribute(name).and_then(|value| value.parse::<f64>().ok()).expect("a number");
        let (size, said) = (number("font-size"), text.text().unwrap_or_default());
        assert!(size >= 13.0 && number("y") < high, "{what}: {said}");
        let wide = text_width(said, size, text.attribute("font-weight") == Some("700"));
        let left =
            number("x") - if text.attribute("text-anchor") == Some("middle") { wide / 2.0 } else { 0.0 };
        let right = left + wide;
        assert!(left > -1.0 && right < width + 1.0, "{what}: {said} from {left} to {right}");
        let is_on = |(y, from, to): &(f64, f64, f64)| {
            (y - number("y")).abs() < 10.0 && left < to - 0.5 && right > from + 0.5
        };
        assert!(!others.iter().any(is_on), "{what}: {said} lies on other text");
        others.push((number("y"), left, right));
    }
}

#[test]
fn pictures_of_histories_are_as_they_were_and_small() {
    for (name, svg) in history::pictures() {
        check(&svg, MOST_TAGS, name);
        golden(&format!("{name}.svg"), &svg);
    }
    golden("history-witness.csv", &history::table());
}

#[test]
fn pictures_of_trees_are_as_they_were_and_small() {
    for (name, svg) in merkle::pictures() {
        assert!(svg.len() < MOST_BYTES, "{name}: {} bytes", svg.len());
        check(&svg, MOST_TAGS, name);
        golden(&format!("{name}.svg"), &svg);
    }
}

#[test]
fn keys_and_values_stay_text_in_pictures_of_trees() {
    for text in ["<script>alert(1)</script>", "\"><g onload=a>", "&amp;&#0;", "]]>-->"] {
        check(&merkle::hostile(text), MOST_TAGS, text);
    }
}

#[test]
fn every_picture_of_every_example_is_plain_well_formed_and_small() {
    for preset in &preset::ALL {
        let run = Run::new(preset.scenario());
        for (name, picture) in Picture::NAMES {
            for width in WIDTHS {
                let svg =
                    render(&run, picture, Drawing::new(Size { width, height: 4_000.0 }, Palette::Light));
                let most = if matches!(picture, Picture::Racks | Picture::Sequence) {
                    MOST_TAGS_OF_RACKS
                } else {
                    MOST_TAGS
                };
                check(&svg, most, &format!("{name} of {} at {width}", preset.id));
            }
        }
        for width in WIDTHS {
            check_racks(&run, width, MOST_TAGS_OF_RACKS, preset.id);
        }
    }
}

/// The pictures of racks, if the run has any.
fn check_racks(run: &Run, width: f64, most_tags: usize, what: &str) {
    let Some(racks) = run.racks() else { return };
    for (name, draw) in kept::OF_RACKS {
        let drawn = draw(run, racks, width).expect("racks are drawn");
        let most = if name == "racks" { most_tags } else { MOST_TAGS };
        let svg = to_svg(&drawn.with("role", "img"), Palette::Light);
        assert!(svg.contains("<title>") && svg.contains("<desc>"), "{name} of {what} at {width}");
        check(&svg, most, &format!("{name} of {what} at {width}"));
    }
}

#[test]
fn racks_of_any_number_are_plain_well_formed_and_small() {
    let addresses = [
        "v=1&s=thousand&racks=100&vnodes=2&show=racks",
        "v=1&s=ring&nodes=60&racks=1&vnodes=1&rf=4&show=racks",
        "v=1&s=ring&nodes=1000&racks=10&dcs=10&areas=2&vnodes=1&place=nts&rf=1&down=d3-n7&show=racks",
        "v=1&s=ring&nodes=2&place=redis&rf=2&show=racks",
        "v=1&s=node-loss&assign=p1_p2.n1&down=n1-n2-n3-n4",
        "v=1&s=ring&nodes=12&racks=3&scheme=slots&parts=60&place=random&rf=4&down=r1-n5&show=racks",
        "v=1&s=two-dcs&down=d1-d2",
    ];
    for address in addresses {
        let run = Run::new(parse(address).scenario);
        assert!(run.racks().is_some(), "{address}");
        for width in WIDTHS {
            check_racks(&run, width, MOST_TAGS_OF_SHARED_RACKS, address);
        }
    }
}

#[test]
fn names_of_racks_and_data_centres_stay_text_in_pictures() {
    let texts = ["<script>alert(1)</script>", "\"><g onload=a>", "&amp;&#0;", "]]>-->"];
    for text in texts {
        let text = Text::new(text).expect("a text").escaped();
        let address =
            format!("v=1&s=two-dcs&names=r1.{text}_d2.{text}_n3.{text}&pick={text}&level=local-quorum.d2");
        let parsed = parse(&address);
        assert_eq!(parsed.problems, []);
        let run = Run::new(parsed.scenario);
        let svg = kept::OF_RACKS[0].1(&run, run.racks().expect("racks"), 744.0).expect("a picture");
        assert!(to_svg(&svg, Palette::Light).contains("&lt;") || !address.contains("-3C"), "{address}");
        for width in [328.0, 744.0] {
            check_racks(&run, width, MOST_TAGS_OF_RACKS, &address);
        }
    }
}

#[test]
fn names_and_keys_of_readers_stay_text_in_pictures() {
    let start = preset::find("quarter").expect("an example").scenario();
    for text in ["<script>alert(1)</script>", "\"><g onload=a>", "&amp;&#0;", "]]>-->"] {
        let text = Text::new(text).expect("a text");
        let named = start.edited(&Edit::Rename(Unit::Node(start.now().nodes()[0].id), text.clone()));
        let picked = named.and_then(|named| named.edited(&Edit::Pick(text.clone())));
        let run = Run::new(picked.expect("a name and a key may be any text"));
        for (name, picture) in Picture::NAMES {
            let svg =
                render(&run, picture, Drawing::new(Size { width: 744.0, height: 744.0 }, Palette::Dark));
            check(&svg, MOST_TAGS_OF_RACKS, &format!("{name} with {text}"));
        }
    }
}

/// Well-formed to somebody else's reader, of the tags and attributes that pictures have, and few of them.
fn check(svg: &str, most_tags: usize, what: &str) {
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
    assert!(tags().count() <= most_tags, "{what}: {} tags", tags().count());
}
