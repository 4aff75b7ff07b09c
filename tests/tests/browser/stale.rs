//! Stale reads: what the page says is what native code finds, by slices or by a worker, and the reader may have enough.

use quorate::{
    state::{Action, Reckoning, State},
    words::staleness::{self as said, QUANTILE},
};
use quorate_core::{
    scenario::{Edit, Rule, Show},
    staleness::Findings,
};
use quorate_tests::webdriver::{Failure, Outcome, Page, Theme, site};

use crate::reader::{Reader, edited};

const DISK: &str = "v=1&show=stale&nodes=3&rf=3&w=1&r=1&wars=lnkd-disk";
/// So many draws that they last: a second or two.
const MANY: &str = "v=1&show=stale&nodes=20&rf=20&w=1&r=1&wars=lnkd-disk&trials=1000000";
const IS_BY_WORKER: &str =
    "performance.getEntriesByType('resource').some(it => it.name.endsWith('/worker.js'))";

fn found(state: &State) -> (Reckoning, Findings) {
    let reckoning = Reckoning::new(state.scenario()).expect("it can be reckoned");
    let mut sampling = reckoning.sampling();
    sampling.advance(u32::MAX);
    (reckoning, sampling.finish())
}

/// Fails where the page says something else than native code does of this state.
fn shows(reader: &Reader, state: &State) -> Outcome {
    let (reckoning, findings) = found(state);
    let ask = reckoning.ask();
    reader.says("h1", &said::headline(ask, &findings))?;
    reader.says(".stale-room .second", &said::second(ask, &findings))?;
    reader.says(".stale-room [role=status]", &said::headline(ask, &findings))?;
    let versions = said::versions(ask);
    for field in said::latencies(&findings).rows.iter().chain(&versions.rows).flatten() {
        reader.says(".found", field)?;
    }
    let address = reader.address()?;
    if address != state.scenario().address() {
        return Err(Failure::new(format!("the address is {address}, not {}", state.scenario().address())));
    }
    Ok(())
}

#[test]
fn the_page_says_how_soon_reads_see_a_write() -> Outcome {
    let reader = Reader::open(DISK)?;
    shows(&reader, &State::open(DISK))?;
    assert_eq!(reader.js(&format!("return {IS_BY_WORKER}"))?, false, "few trials need no worker");
    reader.check_access()?;
    reader.check()
}

#[test]
fn sliders_and_acts_change_what_is_asked_and_the_address() -> Outcome {
    let start = State::open(DISK);
    let reader = Reader::open(DISK)?;
    reader.focus_on("[name=w]")?;
    reader.keys("{ArrowRight}")?;
    let two = edited(&start, Edit::Rule(0, Rule::WriteCount(2)));
    shows(&reader, &two)?;
    reader.says(".published", "The paper’s table 4 has 43.3 ms")?;
    reader.focus_on("[name=r]")?;
    reader.keys("{ArrowRight}")?;
    let both = edited(&two, Edit::Rule(0, Rule::ReadCount(2)));
    reader.says("h1", "Every read that begins after the write was acknowledged sees it.")?;
    shows(&reader, &both)?;
    reader.keys("{Control+z}")?;
    shows(&reader, &two)?;
    reader.press("next")?;
    let (_, edits) =
        said::next(Reckoning::START, quorate_core::quorum::Quorum::new(3, 2, 1).expect("a quorum")).remove(0);
    shows(&reader, &two.after(&Action::Edits(edits.into())))?;
    reader.choose("wars", "own")?;
    reader.says(".found .model", "Each way takes what the links of this scenario take")?;
    reader.check_access()?;
    reader.check()
}

#[test]
fn the_reader_s_instant_moves_on_the_curve_and_is_no_change() -> Outcome {
    let reader = Reader::open(DISK)?;
    let (_, findings) = found(&State::open(DISK));
    reader.focus_on("[name=after]")?;
    for (key, ns) in [("{Home}", 0.0), ("{ArrowRight}{ArrowRight}", 1e6)] {
        reader.keys(key)?;
        reader.says(".after", &said::read_at(findings.consistent_at(ns)))?;
        reader.says(".after", &said::slider(ns))?;
    }
    assert_eq!(reader.address()?, State::open(DISK).scenario().address());
    reader.check()
}

#[test]
fn a_worker_finds_what_slices_find_and_where_none_may_start_slices_do() -> Outcome {
    let start = State::open(DISK);
    let reader = Reader::open(DISK)?;
    reader.choose("trials", "'1000000'")?;
    let many = edited(&start, Edit::Trials(1_000_000));
    shows(&reader, &many)?;
    assert_eq!(reader.js(&format!("return {IS_BY_WORKER}"))?, true);
    reader.follow(DISK)?;
    reader.js("window.Worker = class { constructor() { throw new Error('no worker here') } }")?;
    reader.choose("trials", "'1000000'")?;
    shows(&reader, &many)?;
    reader.check()
}

#[test]
fn who_has_enough_cancels_and_keeps_what_was_done() -> Outcome {
    for is_by_worker in [true, false] {
        let reader = Reader::blank()?;
        reader.follow(&MANY.replace("1000000", "1000"))?;
        if !is_by_worker {
            reader.js("delete window.Worker")?;
        }
        reader.choose("trials", "'1000000'")?;
        reader.wait("progress", "document.querySelector('.going progress')?.value > 0")?;
        reader.js("document.querySelector('[name=cancel]').click()")?;
        reader.wait("what was done", "document.querySelector('[name=again]')")?;
        reader.says(".going", "Cancelled after")?;
        let trials = reader.js("return +document.querySelector('.going').textContent.match(/after ([\\d,]+)/)[1].replaceAll(',', '')")?;
        let trials = trials.as_u64().unwrap_or_default();
        assert!((1_000..1_000_000).contains(&trials), "{trials}");
        // What was found is what as many trials find.
        let reckoning = Reckoning::new(State::open(MANY).scenario()).expect("it can be reckoned");
        let mut sampling = reckoning.sampling();
        sampling.advance(trials as u32);
        assert_eq!(u64::from(sampling.done()), trials, "whole batches");
        reader.says("h1", &said::headline(reckoning.ask(), &sampling.finish()))?;
        reader.check_access()?;
        reader.press("again")?;
        reader.wait("all of them", "!document.querySelector('.going')")?;
        shows(&reader, &State::open(MANY))?;
        reader.check()?;
    }
    Ok(())
}

#[test]
fn the_page_has_one_policy_and_it_admits_no_other_script() -> Outcome {
    let reader = Reader::open(DISK)?;
    let refused = "try { trustedTypes.createPolicy('quorate', { createScriptURL: url => url }); return 'made' } catch { return 'refused' }";
    assert_eq!(reader.js(refused)?, "refused");
    let plain =
        "try { new Worker('./worker.js', { type: 'module' }); return 'started' } catch { return 'refused' }";
    assert_eq!(reader.js(plain)?, "refused");
    Ok(())
}

#[test]
fn what_cannot_be_reckoned_says_why_and_how_to_mend_it() -> Outcome {
    let reader = Reader::blank()?;
    reader.show(&DISK.replace("w=1", "w=4"))?;
    reader.says(".stale-room [role=alert]", "4 exceeds")?;
    reader.press("mend")?;
    reader.says("h1", "Every read")?;
    reader.show(&DISK.replace("wars=lnkd-disk", "wars=own&link=all.table.aws-2013"))?;
    reader.says(".stale-room [role=alert]", "measured between places")?;
    reader.press("mend")?;
    reader.says("h1", "99.9 % of reads")?;
    reader.check()
}

#[test]
fn stale_reads_fit_every_width_and_have_no_fault_of_access() -> Outcome {
    let reader = Reader::open(DISK)?;
    reader.find(".twin > summary")?.click()?;
    reader.wait("the tables", "document.querySelector('.twin table')")?;
    for theme in [Theme::Light, Theme::Dark] {
        reader.prefers(theme, true)?;
        for width in [320, 360, 768, 1024, 1280] {
            reader.width(width)?;
            reader.rest()?;
            reader.check().map_err(|failure| Failure::new(format!("{width}: {failure:?}")))?;
            reader.check_access().map_err(|failure| Failure::new(format!("{width}: {failure:?}")))?;
        }
    }
    reader.prefers(Theme::Light, true)?;
    for show in [Show::RING, Show::STALE] {
        reader.follow(&format!("v=1&s=ring&show={}", show.words()))?;
        for width in [320, 900, 1024, 1280] {
            reader.width(width)?;
            reader.rest()?;
            reader
                .check()
                .map_err(|failure| Failure::new(format!("{}, {width}: {failure:?}", show.words())))?;
        }
    }
    Ok(())
}

#[test]
fn a_figure_of_stale_reads_has_its_sentences_and_its_chart() -> Outcome {
    let page = Page::blank()?;
    page.go(&format!("{}embed/#{DISK}", site()?.url()))?;
    let inside = "document.querySelector('quorate-sim').shadowRoot";
    page.wait("the chart", &format!("{inside}?.querySelector('.staleness svg')"))?;
    let (reckoning, findings) = found(&State::open(DISK));
    let text = page.js(&format!("return {inside}.querySelector('.stale-room').textContent"))?;
    let text = text.as_str().unwrap_or_default();
    for sentence in [said::headline(reckoning.ask(), &findings), said::second(reckoning.ask(), &findings)] {
        assert!(text.contains(&sentence), "{text}");
    }
    assert!(text.contains(&said::quantile(QUANTILE, findings.visibility(QUANTILE))), "{text}");
    for width in [1280, 320] {
        page.width(width)?;
        page.settle()?;
        page.check_access()?;
        page.check()?;
    }
    Ok(())
}
