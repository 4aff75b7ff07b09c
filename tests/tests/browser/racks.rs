//! Racks: pressed, walked by keys, looked at, compared; after every act the page says what the native code says.

use quorate::{
    state::{Action, State},
    words,
};
use quorate_core::{
    base::{DcId, NodeId, RackId, Unit},
    run::{Health, Racks},
    scenario::{Edit, LevelKind, Pane, PlacementKind, Show, Text},
};
use quorate_tests::webdriver::{Failure, Outcome};
use serde_json::{Value, json};

use crate::{
    link::{assert_same, shown},
    reader::{Reader, edited},
};

/// All that a page shows of racks.
const SHOWN: [&str; 9] =
    [".headline", ".racks", ".strip", ".levels", ".why", ".breaks", ".owned", ".per-rack", ".controls"];

const fn node(number: u32) -> Unit {
    Unit::Node(NodeId(number))
}

const fn rack(number: u32) -> Unit {
    Unit::Rack(RackId(number))
}

fn racks(state: &State) -> &Racks {
    state.run().racks().expect("racks are shown")
}

/// What a press on a unit does.
fn pressed(state: &State, unit: Unit) -> State {
    let is_on = racks(state).has_power(unit);
    edited(state, Edit::Power(unit, !is_on))
}

/// A point in the heading of what stands for a part.
fn place_of(reader: &Reader, part: &str) -> Outcome<(i32, i32)> {
    let place = reader.js(&format!(
        "const one = document.querySelector('.racks [data-part={part}][role=button]'); \
         one.scrollIntoView({{ block: 'center' }}); const box = one.getBoundingClientRect(); \
         return [Math.round(box.left + Math.min(14, box.width / 2)), Math.round(box.top + Math.min(10, box.height / 2))]"
    ))?;
    let number = |at: usize| place[at].as_i64().unwrap_or_default() as i32;
    Ok((number(0), number(1)))
}

fn click(reader: &Reader, part: &str) -> Outcome {
    let (x, y) = place_of(reader, part)?;
    reader.click_at(x, y)
}

fn tap(reader: &Reader, part: &str) -> Outcome {
    let (x, y) = place_of(reader, part)?;
    reader.tap_at(x, y)
}

/// What has the focus, by its part.
fn focused_part(reader: &Reader) -> Outcome<Value> {
    reader.js("return document.activeElement.dataset.part ?? document.activeElement.name ?? document.activeElement.tagName")
}

fn plain(text: &str) -> String {
    text.replace('\u{202f}', " ")
}

/// Fails where the page says something else of its racks than native code does of this state.
fn shows(reader: &Reader, state: &State) -> Outcome {
    let racks = racks(state);
    reader.says("h1", &words::racks::headline(state.run()))?;
    reader.rest()?;
    // The mouse points at nothing, so that the page speaks of nothing that is lit.
    reader.hover(3, 3)?;
    let told = [
        ("h1", words::racks::headline(state.run())),
        (".second", words::racks::second(state.run())),
        (".breaks p", words::racks::breaks(racks)),
    ];
    for (selector, told) in told {
        let said = reader.text(selector)?;
        if said != plain(&told) {
            return Err(Failure::new(format!("{selector} says «{said}», not «{told}»")));
        }
    }
    let label = reader.find(".strip")?.attribute("aria-label")?.unwrap_or_default();
    assert_eq!(plain(&label), plain(&words::racks::strip_label(racks)));
    let labels = reader.js(
        "return [...document.querySelectorAll('.racks')[0].querySelectorAll('[role=button][data-part^=n]')].map(one => one.getAttribute('aria-label'))",
    )?;
    let nodes = labels.as_array().map_or(0, Vec::len);
    if nodes > 0 {
        let mut told: Vec<String> = (0..racks.cluster().nodes().len() as u32)
            .map(|at| plain(&words::racks::node_label(racks, at)))
            .collect();
        let mut said: Vec<String> = labels
            .as_array()
            .into_iter()
            .flatten()
            .map(|one| plain(one.as_str().unwrap_or_default()))
            .collect();
        told.sort();
        said.sort();
        assert_eq!(said, told);
    }
    let address = reader.address()?;
    assert_eq!(address, state.scenario().address());
    Ok(())
}

fn open(id: &str) -> Outcome<(Reader, State)> {
    let address = format!("v=1&s={id}");
    Ok((Reader::open(&address)?, State::open(&address)))
}

#[test]
fn every_example_of_racks_says_what_native_code_says() -> Outcome {
    let reader = Reader::blank()?;
    for preset in quorate_core::scenario::preset::ALL {
        let address = format!("v=1&s={}", preset.id);
        let state = State::open(&address);
        // Beside time the story is that of time.
        if state.run().racks().is_none() || state.scenario().shows_time() {
            continue;
        }
        // An address that is written is one that the page has made itself.
        reader.follow(&address)?;
        shows(&reader, &state).map_err(|failure| Failure::new(format!("{}: {failure:?}", preset.id)))?;
        reader.check()?;
    }
    Ok(())
}

#[test]
fn a_press_on_a_rack_a_node_or_a_data_centre_switches_it_off_and_on() -> Outcome {
    let (reader, start) = open("two-dcs")?;
    let mut state = start.clone();
    for (part, unit) in [
        ("r2", rack(2)),
        ("r2", rack(2)),
        ("n5", node(5)),
        ("r3", rack(3)),
        ("n6", node(6)),
        ("d2", Unit::Dc(DcId(2))),
        ("n7", node(7)),
        ("n2", node(2)),
    ] {
        state = pressed(&state, unit);
        click(&reader, part)?;
        shows(&reader, &state).map_err(|failure| Failure::new(format!("after {part}: {failure:?}")))?;
    }
    reader.press("all-on")?;
    state = edited(&state, Edit::AllOn);
    shows(&reader, &state)?;
    assert!(reader.find("button[name=all-on]")?.property("disabled")? == true);
    for (part, unit) in [("r1", rack(1)), ("n1", node(1)), ("d1", Unit::Dc(DcId(1)))] {
        state = pressed(&state, unit);
        tap(&reader, part)?;
        shows(&reader, &state)
            .map_err(|failure| Failure::new(format!("after a tap on {part}: {failure:?}")))?;
    }
    reader.check_access()?;
    let mut back = state;
    for _ in 0..3 {
        back = back.after(&Action::Undo);
        reader.press("undo")?;
        shows(&reader, &back)?;
    }
    back = back.after(&Action::Redo);
    reader.press("redo")?;
    shows(&reader, &back)?;
    reader.press("reset")?;
    shows(&reader, &start)?;
    reader.check()
}

#[test]
fn racks_are_walked_and_switched_by_keys() -> Outcome {
    let (reader, start) = open("two-dcs")?;
    reader.focus_on(".racks [tabindex='0']")?;
    assert_eq!(focused_part(&reader)?, "d1");
    for (key, part) in [
        ("{ArrowDown}", "d2"),
        ("{ArrowDown}", "r1"),
        ("{ArrowDown}", "n1"),
        ("{ArrowRight}", "p7"),
        ("{ArrowDown}", "n2"),
        ("{ArrowDown}", "r2"),
        ("{ArrowUp}", "n2"),
        ("{ArrowLeft}", "p17"),
        ("{ArrowUp}", "n1"),
    ] {
        reader.keys(key)?;
        assert_eq!(focused_part(&reader)?, part, "{key}");
    }
    reader.keys("k")?;
    let off = pressed(&start, node(1));
    shows(&reader, &off)?;
    assert_eq!(focused_part(&reader)?, "n1", "the focus stays");
    reader.keys("{ArrowUp}k")?;
    let both = pressed(&off, rack(1));
    shows(&reader, &both)?;
    assert_eq!(focused_part(&reader)?, "r1");
    reader.keys("{Enter}")?;
    reader.says(".menu h3", "r1")?;
    reader.says(".menu .fact", "Has 2 nodes.")?;
    assert_eq!(reader.focus()?, "power");
    reader.check_access()?;
    reader.keys("{Escape}")?;
    reader.wait("the menu to close", "!document.querySelector('.menu')")?;
    assert_eq!(focused_part(&reader)?, "r1", "the focus comes back");
    reader.keys("{Enter}{Enter}")?;
    let on = pressed(&both, rack(1));
    shows(&reader, &on)?;
    reader.keys("{Control+z}")?;
    shows(&reader, &both)?;
    reader.check()
}

#[test]
fn a_level_is_chosen_among_three_or_from_the_list() -> Outcome {
    let (reader, start) = open("two-dcs")?;
    let choose = |label: &str| {
        reader.js(&format!(
            "const list = document.querySelector('[name=level-other]'); \
         list.value = [...list.options].find(one => one.textContent === '{label}').value; \
         list.dispatchEvent(new Event('change', {{ bubbles: true }}))"
        ))
    };
    reader.find("input[name=level][value=ONE]")?.click()?;
    let one = edited(&start, Edit::Level(LevelKind::One, None));
    shows(&reader, &one)?;
    choose("LOCAL_QUORUM in d2")?;
    let local = edited(&one, Edit::Level(LevelKind::LocalQuorum, Some(DcId(2))));
    shows(&reader, &local)?;
    choose("EACH_QUORUM")?;
    let each = edited(&local, Edit::Level(LevelKind::EachQuorum, None));
    shows(&reader, &each)?;
    reader.find("input[name=level][value=ALL]")?.click()?;
    let all = edited(&each, Edit::Level(LevelKind::All, None));
    shows(&reader, &all)?;
    assert_eq!(reader.js("return document.querySelector('[name=level-other]').value")?, "");
    reader.press("undo")?;
    shows(&reader, &each)?;
    assert_eq!(
        reader.js("const list = document.querySelector('[name=level-other]'); return list.selectedOptions[0].textContent")?,
        "EACH_QUORUM"
    );
    reader.check()
}

#[test]
fn placement_copies_nodes_and_racks_are_changed_by_their_controls() -> Outcome {
    let (reader, start) = open("two-dcs")?;
    reader.find(".copies button[name=more]")?.click()?;
    let more = edited(&start, Edit::ReplicasIn(DcId(1), 3));
    shows(&reader, &more)?;
    reader.find(".copies:last-of-type button[name=fewer]")?.click()?;
    let fewer = edited(&more, Edit::ReplicasIn(DcId(2), 0));
    shows(&reader, &fewer)?;
    reader.choose("placement", "kraft")?;
    let kraft = edited(&fewer, Edit::Place(PlacementKind::Kraft));
    shows(&reader, &kraft)?;
    reader.find(".copies button[name=fewer]")?.click()?;
    let two = edited(&kraft, Edit::Replicas(2));
    shows(&reader, &two)?;
    reader.find(".controls .more > summary")?.click()?;
    let mut state = two;
    let last = |state: &State| state.scenario().now().nodes().last().map_or(NodeId(0), |node| node.id);
    for name in ["add", "add-rack", "remove", "remove-rack"] {
        let sites = state.scenario().now().sites();
        let site = *sites.last().expect("a rack");
        let edit = match name {
            "add" => Edit::AddNode,
            "remove" => Edit::RemoveNode(last(&state)),
            "add-rack" => Edit::AddRack(site.dc),
            _ => Edit::RemoveRack(site),
        };
        state = edited(&state, edit);
        reader.press(name)?;
        shows(&reader, &state).map_err(|failure| Failure::new(format!("after {name}: {failure:?}")))?;
    }
    reader.find("select[name=parts] option[value='60']")?.click()?;
    state = edited(&state, Edit::Parts(60));
    shows(&reader, &state)?;
    reader.find(".insync button[name=more]")?.click()?;
    state = edited(&state, Edit::MinInsync(2));
    shows(&reader, &state)?;
    reader.check_access()?;
    reader.check()
}

#[test]
fn a_rack_of_three_hundred_nodes_is_looked_at_alone() -> Outcome {
    let (reader, state) = open("three-hundred")?;
    let nodes = || reader.js("return document.querySelectorAll('.racks [role=button][data-part^=n]').length");
    assert_eq!(nodes()?, 0);
    click(&reader, "look-r3")?;
    reader.wait(
        "the nodes of the rack",
        "document.querySelectorAll('.racks [data-part^=n][role=button]').length === 30",
    )?;
    assert_eq!(
        reader.js("return document.querySelectorAll('.racks [data-part^=r][role=button]').length")?,
        1
    );
    reader.check_access()?;
    reader.check()?;
    click(&reader, "look-n3")?;
    reader.wait("the copies of the node", "document.querySelectorAll('.racks [data-part^=p]').length > 0")?;
    let held = racks(&state).partitions_on(2).count();
    assert_eq!(
        reader.js("return document.querySelectorAll('.racks [data-part^=p][role=button]').length")?,
        held
    );
    reader.press("all-racks")?;
    reader.wait("all racks", "!document.querySelector('button[name=all-racks]')")?;
    assert_eq!(nodes()?, 0);
    shows(&reader, &state)?;
    reader.check()
}

#[test]
fn a_partition_that_is_chosen_is_outlined_and_explained() -> Outcome {
    let (reader, state) = open("two-dcs")?;
    let racks = racks(&state);
    let explains = |at: usize| -> Outcome {
        reader.says("section.why h2", &words::racks::why_title(racks, at))?;
        reader.says("section.why p", &words::racks::why(racks, at))?;
        let outlined = "return document.querySelectorAll('.racks .chosen rect').length";
        assert_eq!(reader.js(outlined)?, racks.table().replicas(at).len());
        Ok(())
    };
    let worst = (0..racks.len()).find(|at| racks.health(*at) == Health::Lost).expect("a lost partition");
    explains(worst)?;
    let fine = (0..racks.len()).find(|at| racks.health(*at) == Health::Fine).expect("a fine partition");
    click(&reader, &format!("p{}", fine + 1))?;
    reader.hover(3, 3)?;
    explains(fine)?;
    reader.find(&format!(".strip [data-part=p{}]", worst + 1))?.click()?;
    reader.hover(3, 3)?;
    explains(worst)?;
    // The same again chooses nothing, and the page speaks of the worst.
    let other = (0..racks.len()).find(|at| racks.health(*at) == Health::Unavailable).expect("one");
    click(&reader, &format!("p{}", other + 1))?;
    reader.hover(3, 3)?;
    explains(other)?;
    click(&reader, &format!("p{}", other + 1))?;
    reader.hover(3, 3)?;
    reader.js("document.activeElement.blur()")?;
    explains(worst)?;
    reader.check()
}

#[test]
fn two_placements_stand_side_by_side() -> Outcome {
    let (reader, start) = open("hdfs-racks")?;
    reader.find(".controls .more > summary")?.click()?;
    let clusters = || reader.js("return document.querySelectorAll('.cluster').length");
    assert_eq!(clusters()?, 1);
    reader.choose("compare", "spread")?;
    let compared = edited(&start, Edit::Compare(Some(PlacementKind::Spread)));
    shows(&reader, &compared)?;
    assert_eq!(clusters()?, 2);
    let told = |state: &State| {
        words::racks::compared(racks(state), state.run().racks_other().expect("a compared cluster"))
    };
    reader.says(".compared p", &told(&compared))?;
    click(&reader, "r1")?;
    let both = pressed(&compared, rack(1));
    shows(&reader, &both)?;
    reader.says(".compared p", &told(&both))?;
    reader.check_access()?;
    reader.check()?;
    reader.choose("compare", "none")?;
    let alone = edited(&both, Edit::Compare(None));
    shows(&reader, &alone)?;
    assert_eq!(clusters()?, 1);
    reader.check()
}

#[test]
fn tabs_show_the_ring_the_racks_or_both_and_a_key_is_followed_in_each() -> Outcome {
    let (reader, start) = open("cassandra-racks")?;
    let there =
        || reader.js("return [!!document.querySelector('svg.ring'), !!document.querySelector('svg.racks')]");
    assert_eq!(there()?, json!([true, true]));
    reader.press("show-racks")?;
    let of_racks = edited(&start, Edit::Show(Show::RACKS));
    shows(&reader, &of_racks)?;
    assert_eq!(there()?, json!([false, true]));
    reader.press("show-ring")?;
    let of_ring = edited(&of_racks, Edit::Show(Show::RING));
    reader.shows(&of_ring)?;
    assert_eq!(there()?, json!([true, false]));
    reader.press("show-both")?;
    let of_both = edited(&of_ring, Edit::Show(Show::RING.with(Pane::Racks)));
    shows(&reader, &of_both)?;
    assert_eq!(there()?, json!([true, true]));
    let field = reader.find("[name=key]")?;
    field.clear()?;
    field.type_keys("user:alice\u{e007}")?;
    let alice = edited(&of_both, Edit::Pick(Text::new("user:alice").expect("a text")));
    shows(&reader, &alice)?;
    let followed = words::racks::followed(alice.run(), racks(&alice)).expect("a partition");
    assert!(reader.text("main")?.contains(&plain(&followed)), "{followed}");
    reader.press("show-ring")?;
    let of_ring = edited(&alice, Edit::Show(Show::RING));
    reader.shows(&of_ring)?;
    reader.says(".why", &words::why_text(of_ring.run()))?;
    // What has no ring cannot show one.
    reader.follow("v=1&s=kafka-racks")?;
    let disabled = "return ['ring', 'racks', 'both'].map(name => document.querySelector(`[name=show-${name}]`).disabled)";
    assert_eq!(reader.js(disabled)?, json!([true, false, true]));
    reader.check()
}

#[test]
fn an_opened_link_shows_the_same_racks_bit_for_bit() -> Outcome {
    let (reader, _) = open("two-dcs")?;
    for act in ["r3", "n9", "d1", "all-on", "n1", "theme"] {
        if act.len() == 2 {
            click(&reader, act)?;
        } else {
            reader.press(act)?;
        }
        reader.rest()?;
        reader.hover(3, 3)?;
        reader.js("document.activeElement.blur()")?;
        let address = reader.address()?;
        reader.rest()?;
        let here = shown(&reader, &SHOWN)?;
        reader.follow(&address)?;
        reader.hover(3, 3)?;
        reader.rest()?;
        let there = shown(&reader, &SHOWN)?;
        for (here, there) in here.as_array().into_iter().flatten().zip(there.as_array().into_iter().flatten())
        {
            assert_same(here, there, &format!("after {act}: {address}"));
        }
    }
    reader.check()
}

#[test]
fn tables_and_files_say_the_same_as_the_racks() -> Outcome {
    let (reader, state) = open("two-dcs")?;
    let racks = racks(&state);
    // What is saved is kept here, and nothing is written anywhere.
    reader.cdp("Browser.setDownloadBehavior", &json!({ "behavior": "deny" }))?;
    reader.js("window.saved = []; const make = URL.createObjectURL; \
         URL.createObjectURL = blob => { saved.push(blob); return make.call(URL, blob); }")?;
    reader.find(".twin > summary")?.click()?;
    reader.says(".twin", "Partitions")?;
    let rows = |table: &str| {
        reader.js(&format!(
            "return [...document.querySelectorAll('[aria-label={table}] tbody tr')].map(row => [...row.children].map(one => one.textContent))"
        ))
    };
    assert_eq!(rows("Partitions")?, json!(words::racks_sheets::partitions(racks, 200).rows));
    assert_eq!(rows("Nodes")?, json!(words::racks_sheets::nodes(racks, 200).rows));
    assert_eq!(rows("Levels")?, json!(words::racks_sheets::levels(racks).rows));
    reader.check_access()?;
    let files = [
        words::racks_sheets::partitions_exact(racks).csv(),
        words::racks_sheets::nodes_exact(racks).csv(),
        words::racks_sheets::levels_exact(racks).csv(),
    ];
    for (at, file) in files.iter().enumerate() {
        reader.js(&format!("document.querySelectorAll('.twin button[name=save]')[{at}].click()"))?;
        assert_eq!(reader.js_async("return await saved.at(-1).text()")?, json!(file));
    }
    reader.js("document.querySelectorAll('.twin button[name=save]')[3].click()")?;
    let svg = reader.js_async("return await saved.at(-1).text()")?;
    let drawn = quorate::picture::racks::racks(state.run(), 776.0).expect("racks");
    let drawn = quorate::picture::to_svg(&drawn.with("role", "img"), quorate::picture::Palette::Light);
    assert_eq!(svg, json!(drawn));
    assert_eq!(reader.js("return saved.length")?, 4);
    Ok(())
}

#[test]
fn a_rack_has_a_menu_under_the_other_button_of_the_mouse() -> Outcome {
    let (reader, start) = open("two-dcs")?;
    let menu = |part: &str| {
        reader.js(&format!(
            "const one = document.querySelector('.racks [data-part={part}][role=button]'); const box = one.getBoundingClientRect(); \
             one.dispatchEvent(new MouseEvent('contextmenu', {{ bubbles: true, cancelable: true, clientX: box.left + 9, clientY: box.top + 9 }}))"
        ))
    };
    menu("r3")?;
    reader.says(".menu h3", "r3")?;
    reader.find(".menu [name=add-rack]")?.click()?;
    let more = edited(&start, Edit::AddRack(DcId(1)));
    shows(&reader, &more)?;
    menu("r3")?;
    reader.find(".menu [name=remove-this]")?.click()?;
    let site = more.scenario().now().sites()[2];
    let less = edited(&more, Edit::RemoveRack(site));
    shows(&reader, &less)?;
    menu("n1")?;
    reader.find(".menu [name=look]")?.click()?;
    reader.wait(
        "the node alone",
        "document.querySelectorAll('.racks [data-part^=n][role=button]').length === 1",
    )?;
    reader.press("all-racks")?;
    shows(&reader, &less)?;
    reader.check()
}
