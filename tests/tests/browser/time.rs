//! Time: played, scrubbed, pressed; after every act the page says what the native code says.

use quorate::{
    player::Film,
    state::{Action, State},
    words,
};
use quorate_core::{
    base::{NodeId, Unit},
    scenario::{Act, Edit, Pane, Show, Verb},
};
use quorate_tests::webdriver::{Failure, Outcome, Theme};

use crate::reader::{Reader, edited};

const MS: u64 = 1_000_000;
const CRASH: &str = "v=1&s=crash-modes";
/// A run without a preset of its own.
const PLAIN: &str = "v=1&nodes=3&repl=leader&show=time&ack=async&link=all.const.4ms&disk=all.3ms&beat=5ms&detect=timeout.8ms&until=80ms&do=2.put.x.1_13.put.x.2_35.kill.n1";

fn film(state: &State) -> Film {
    Film::new(state.run()).expect("time is shown").expect("a course")
}

fn plain(text: &str) -> String {
    text.replace('\u{202f}', " ")
}

fn open(address: &str) -> Outcome<(Reader, State)> {
    Ok((Reader::open(address)?, State::open(address)))
}

/// The state at another instant.
fn at(state: &State, ms: u64) -> State {
    state.after(&Action::Seek(Some(ms * MS)))
}

/// Fails where the page says something else than native code does of this state.
fn shows(reader: &Reader, state: &State) -> Outcome {
    let film = film(state);
    let at_ns = state.scenario().experiment().moment_ns();
    reader.says(".player .instant", &words::time::of_run(at_ns, film.until_ns()))?;
    let lanes = film.lanes();
    let told = [
        ("h1", words::time::headline(&lanes, at_ns)),
        (".second", words::time::second(&lanes, at_ns)),
        (".nodes-at h2", words::time::nodes_at(at_ns)),
        (".time > [role=status]", film.news(at_ns).into()),
    ];
    for (selector, told) in told {
        if !told.is_empty() {
            reader.says(selector, &told)?;
        }
    }
    let range = reader.find("[name=instant]")?;
    assert_eq!(plain(&range.attribute("aria-valuetext")?.unwrap_or_default()), plain(&film.said(at_ns)));
    let address = reader.address()?;
    if address != state.scenario().address() {
        return Err(Failure::new(format!("the address is {address}, not {}", state.scenario().address())));
    }
    Ok(())
}

#[test]
fn every_example_of_time_says_what_native_code_says() -> Outcome {
    let reader = Reader::blank()?;
    for preset in quorate_core::scenario::preset::ALL {
        let state = State::open(&format!("v=1&s={}", preset.id));
        if state.scenario().show() != Show::TIME {
            continue;
        }
        reader.follow(&format!("v=1&s={}", preset.id))?;
        shows(&reader, &state).map_err(|failure| Failure::new(format!("{}: {failure:?}", preset.id)))?;
        reader.check()?;
    }
    Ok(())
}

#[test]
fn a_run_is_walked_by_keys_alone_and_that_is_no_change() -> Outcome {
    let (reader, start) = open(PLAIN)?;
    let film = film(&start);
    let history = reader.js("return history.length")?;
    reader.focus_on("[name=instant]")?;
    let mut here = film.until_ns();
    for (key, to) in [
        ("{Home}", 0),
        (".", film.next_step(0)),
        (".", film.next_step(film.next_step(0))),
        (",", film.next_step(0)),
        ("5", 40 * MS),
        ("{ArrowRight}", 41 * MS),
        ("{ArrowLeft}{ArrowLeft}", 39 * MS),
        ("[", film.last_mark(39 * MS)),
        ("]", film.next_mark(film.last_mark(39 * MS))),
        ("r", 0),
        ("3", 24 * MS),
        ("{End}", film.until_ns()),
    ] {
        reader.keys(key)?;
        here = to;
        reader
            .says(".player .instant", &words::time::of_run(to, film.until_ns()))
            .map_err(|failure| Failure::new(format!("{key}: {failure:?}")))?;
    }
    assert_eq!(here, film.until_ns());
    shows(&reader, &start)?;
    assert_eq!(reader.js("return history.length")?, history);
    assert_eq!(reader.find("button[name=undo]")?.property("disabled")?, true, "there is nothing to undo");
    reader.keys("2")?;
    shows(&reader, &at(&start, 16))?;
    reader.check_access()?;
    reader.check()
}

#[test]
fn the_toolbar_is_one_tab_stop_and_arrows_go_round_in_it() -> Outcome {
    let (reader, start) = open(PLAIN)?;
    let until = film(&start).until_ns();
    reader.focus_on(".toolbar [tabindex='0']")?;
    assert_eq!(reader.focus()?, "play");
    for (key, name) in [
        ("{ArrowRight}", "step"),
        ("{ArrowRight}", "first"),
        ("{ArrowLeft}", "step"),
        ("{Home}", "first"),
        ("{ArrowRight}", "step-back"),
    ] {
        reader.keys(key)?;
        assert_eq!(reader.focus()?, name, "{key}");
    }
    reader.keys("{Tab}")?;
    assert_eq!(reader.focus()?, "instant");
    reader.keys("{Shift+Tab}")?;
    assert_eq!(reader.focus()?, "step-back", "where it was left");
    reader.says(".player .instant", &words::time::of_run(until, until))?;
    reader.keys("{Enter}")?;
    let last = film(&start).last_step(until);
    reader.says(".player .instant", &words::time::of_run(last, until))?;
    Ok(())
}

#[test]
fn a_fault_at_the_instant_stands_in_the_link_and_can_be_undone() -> Outcome {
    let (reader, start) = open(PLAIN)?;
    reader.focus_on("[name=instant]")?;
    reader.keys("1")?;
    let early = at(&start, 8);
    shows(&reader, &early)?;
    reader.focus_on("button[name=kill]")?;
    reader.keys("{Enter}")?;
    reader.says(".menu h3", "Kill a node")?;
    reader.check_access()?;
    reader.keys("{Escape}")?;
    reader.wait("the menu to close", "!document.querySelector('.menu')")?;
    assert_eq!(reader.focus()?, "kill", "the focus comes back");
    reader.keys("{Enter}{Tab}{Enter}")?;
    let killed = early.after(&Action::Now(Verb::Kill(Unit::Node(NodeId(2)))));
    shows(&reader, &killed)?;
    assert!(reader.address()?.contains("8.kill.n2"));
    reader.follow(&reader.address()?)?;
    shows(&reader, &State::open(&killed.scenario().address()))?;
    reader.js("location.hash = ''")?;
    let (reader, _) = open(&early.scenario().address())?;
    // By the head of its lifeline, with `k`.
    reader.focus_on(".sequence [data-part=actor-0-2]")?;
    reader.keys("k")?;
    shows(&reader, &killed)?;
    reader.keys("{Control+z}")?;
    shows(&reader, &early)?;
    reader.check()
}

#[test]
fn a_message_is_dropped_by_its_menu_and_struck_from_the_script() -> Outcome {
    let (reader, start) = open(PLAIN)?;
    reader.focus_on(".sequence [data-part^=message]")?;
    reader.wait("a note", "document.querySelector('.tip')")?;
    reader.keys("{Enter}")?;
    reader.wait("the menu", "document.querySelector('.menu [name=choice]')")?;
    let said = reader.text(".menu [name=choice]")?;
    assert!(said.starts_with("Drop"), "{said}");
    reader.keys("{Enter}")?;
    reader.wait("another line", "document.querySelectorAll('.script li').length === 4")?;
    let address = reader.address()?;
    assert!(address.contains("lose."), "{address}");
    let lines = State::open(&address).scenario().experiment().script().to_vec();
    let place = lines.iter().position(|line| matches!(line.verb, Verb::Lose(..))).expect("it stands there");
    reader.js(&format!("document.querySelectorAll('.script [name=strike]')[{place}].click()"))?;
    shows(&reader, &start)?;
    reader.check()
}

#[test]
fn the_slider_of_a_fault_moves_its_line() -> Outcome {
    let (reader, start) = open(PLAIN)?;
    reader.focus_on("[name=fault]")?;
    reader.keys("{ArrowLeft}")?;
    let line = Act::read("34.kill.n1").map_err(|problem| Failure::new(problem.message))?;
    shows(&reader, &edited(&start, Edit::Alter(2, line)))?;
    reader.keys("{Control+z}")?;
    shows(&reader, &start)
}

#[test]
fn playing_goes_from_step_to_step_where_motion_is_reduced_and_stops_at_the_end() -> Outcome {
    let (reader, start) = open(PLAIN)?;
    let film = film(&start);
    let steps: Vec<String> =
        [0].iter().chain(film.steps()).map(|ns| plain(&words::time::of_run(*ns, film.until_ns()))).collect();
    reader.find("select[name=speed] option[value='7']")?.click()?;
    reader.press("play")?;
    for _ in 0..5 {
        let said = reader.text(".player .instant")?;
        assert!(steps.contains(&said) || said.starts_with("80"), "{said}");
    }
    reader.wait("the end", "/Play/.test(document.querySelector('[name=play]').textContent)")?;
    shows(&reader, &start)?;
    reader.prefers(Theme::Light, false)?;
    reader.press("play")?;
    reader.wait("it moves", "+document.querySelector('[name=instant]').value > 1e6")?;
    reader.press("play")?;
    let here = reader.text(".player .instant")?;
    reader.settle()?;
    assert_eq!(reader.text(".player .instant")?, here, "it stands");
    reader.check()
}

#[test]
fn promises_that_broke_lead_to_where_they_did() -> Outcome {
    let (reader, start) = open(CRASH)?;
    let film = film(&start);
    let (_, verdict) = film.broken(u64::MAX).next().expect("w3 is lost");
    reader.says(".broken", &verdict.sentence)?;
    // The player lies over the foot of the window, and a driver does not scroll for it.
    reader.js("document.querySelector('[name=go]').scrollIntoView({ block: 'center' })")?;
    reader.press("go")?;
    let at_ns = verdict.breach.expect("it broke").at_ns;
    shows(&reader, &start.after(&Action::Seek(Some(at_ns))))?;
    reader.check_access()?;
    reader.check()
}

#[test]
fn time_fits_every_width_and_has_no_fault_of_access() -> Outcome {
    let (reader, _) = open(CRASH)?;
    for width in [320, 360, 768, 1024, 1280] {
        reader.width(width)?;
        reader.rest()?;
        reader.check().map_err(|failure| Failure::new(format!("{width}: {failure:?}")))?;
        reader.check_access().map_err(|failure| Failure::new(format!("{width}: {failure:?}")))?;
    }
    reader.width(360)?;
    reader.rest()?;
    reader.find(".modes label:nth-child(2)")?.click()?;
    reader.says(".sequence", "Semi-synchronous")?;
    reader.prefers(Theme::Dark, true)?;
    reader.check_access()
}

#[test]
fn time_stands_beside_the_ring_and_is_reached_from_it() -> Outcome {
    let (reader, start) = open("v=1&s=ring")?;
    reader.press("show-time")?;
    let time = start.after(&Action::Show(Show::TIME));
    shows(&reader, &time)?;
    reader.press("show-beside")?;
    let both = time.after(&Action::Show(Show::RING.with(Pane::Time)));
    reader.wait("the ring", "document.querySelector('svg.ring')")?;
    shows(&reader, &both)?;
    reader.check_access()?;
    reader.check()
}
