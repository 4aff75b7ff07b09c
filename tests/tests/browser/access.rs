//! The page can be used by everybody: axe-core finds nothing, at any width, in any colours.

use quorate::picture::{Palette, racks::racks, to_svg};
use quorate_core::{
    run::Run,
    scenario::{Preset, parse, preset},
};
use quorate_tests::webdriver::{Failure, Outcome, Theme};
use serde_json::json;

use crate::reader::Reader;

/// The examples of racks.
fn of_racks() -> impl Iterator<Item = &'static Preset> {
    preset::ALL.iter().filter(|preset| preset.scenario().shows_racks())
}

/// Every example in one theme at one width; the first, and those of racks, also in the other theme.
fn faultless(width: u32, themes: [Theme; 2]) -> Outcome {
    let reader = Reader::blank()?;
    reader.width(width)?;
    let examples = preset::ALL.iter().map(|preset| (preset.id, themes[0]));
    let others = of_racks().chain([preset::first()]).map(|preset| (preset.id, themes[1]));
    for (example, theme) in examples.chain(others) {
        reader.prefers(theme, true)?;
        reader.follow(&format!("v=1&s={example}"))?;
        let what = |failure| Failure::new(format!("{example} at {width}, {}: {failure:?}", theme.name()));
        reader.check_access().map_err(what)?;
        reader.check().map_err(what)?;
    }
    Ok(())
}

#[test]
fn axe_finds_nothing_in_any_example_on_a_wide_page() -> Outcome {
    faultless(1280, [Theme::Light, Theme::Dark])
}

#[test]
fn axe_finds_nothing_in_any_example_on_a_narrow_page() -> Outcome {
    faultless(360, [Theme::Dark, Theme::Light])
}

#[test]
fn axe_finds_nothing_in_what_opens() -> Outcome {
    let reader = Reader::open("v=1&s=quarter&text=large&frob=1")?;
    reader.check_access()?;
    reader.find(".exact summary")?.click()?;
    reader.find(".twin > summary")?.click()?;
    reader.check_access()?;
    reader.find(".owned .press")?.click()?;
    reader.check_access()?;
    reader.press("close")?;
    reader.press("keys")?;
    reader.check_access()?;
    reader.keys("{Escape}")?;
    reader.find(".twin > summary")?.click()?;
    reader.width(360)?;
    reader.find(".settings > summary")?.click()?;
    reader.check_access()?;
    reader.check()
}

/// Fails where an example at 320 pixels scrolls sideways, with its settings and what a selector names open.
fn fits(address: &str, opened: &str) -> Outcome {
    let reader = Reader::blank()?;
    reader.width(320)?;
    reader.follow(address)?;
    reader.find(".settings > summary")?.click()?;
    reader.find(opened)?.click()?;
    reader.settle()?;
    reader.check()
}

#[test]
fn nothing_scrolls_sideways_at_320_pixels() -> Outcome {
    fits("v=1&s=thousand&text=large", ".exact summary")?;
    fits("v=1&vnodes=99999999999999999999999999", "button[name=keys]")
}

#[test]
fn no_example_of_racks_scrolls_sideways_at_any_width_or_size_of_text() -> Outcome {
    let reader = Reader::blank()?;
    for (width, text) in [(320, "normal"), (320, "large"), (768, "normal"), (768, "large"), (1280, "large")] {
        reader.width(width)?;
        for preset in of_racks() {
            reader.follow(&format!("v=1&s={}&text={text}", preset.id))?;
            reader.check().map_err(|failure| {
                Failure::new(format!("{} at {width}, {text} text: {failure:?}", preset.id))
            })?;
        }
    }
    Ok(())
}

#[test]
fn axe_finds_nothing_in_what_opens_beside_racks() -> Outcome {
    let reader = Reader::open("v=1&s=rack-blind&text=large")?;
    reader.find(".twin > summary")?.click()?;
    reader.find(".modelled > summary")?.click()?;
    reader.find(".controls .more > summary")?.click()?;
    reader.check_access()?;
    reader.focus_on(".racks [data-part=r1]")?;
    reader.keys("{Enter}")?;
    reader.says(".menu h3", "r1")?;
    reader.check_access()?;
    reader.keys("{Escape}")?;
    reader.width(360)?;
    reader.settle()?;
    reader.check_access()?;
    reader.check()
}

/// Of a picture in the page: texts that leave the picture, that run out of the smallest box in which they begin, or that
/// run into another.
const ASTRAY: &str = "const svg = document.querySelector('svg'), all = svg.getBoundingClientRect(); \
    const said = one => `«${one.textContent}»`, texts = [...svg.querySelectorAll('text')]; \
    const boxes = [...svg.querySelectorAll('rect[rx]:not([role])')].map(one => one.getBoundingClientRect()); \
    const places = texts.map(one => one.getBoundingClientRect()), astray = []; \
    for (const [at, text] of places.entries()) { \
      const y = (text.top + text.bottom) / 2; \
      if (text.left < all.left - 1 || text.right > all.right + 1 || text.bottom > all.bottom + 1) astray.push(said(texts[at]) + ' leaves the picture'); \
      const around = boxes.filter(box => box.height > 17 && box.left <= text.left + 2 && box.right > text.left + 2 && box.top < y && box.bottom > y); \
      const box = around.sort((a, b) => a.width * a.height - b.width * b.height)[0]; \
      if (box && text.right > box.right + 1) astray.push(said(texts[at]) + ' runs out of its box'); \
      for (const [before, other] of places.slice(0, at).entries()) \
        if (text.left < other.right - 1 && other.left < text.right - 1 && text.top < other.bottom - 4 && other.top < text.bottom - 4) \
          astray.push(said(texts[at]) + ' runs into ' + said(texts[before])); \
    } \
    return astray";

#[test]
fn no_text_of_racks_runs_out_of_its_box_or_into_another() -> Outcome {
    let long = "v=1&s=two-dcs&names=r1.wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww_d2.WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW_\
                n2.MMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMM_n5.mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm_r6.wwwwwwwwwwwwwwwwwwwwwww";
    let examples = of_racks().map(|preset| format!("v=1&s={}", preset.id));
    let others = [
        "v=1&s=rack-blind&place=random&compare=none",
        "v=1&s=hdfs-racks&names=r3.Hall-20B-20left&place=random",
        "v=1&s=ring&nodes=1000&racks=10&dcs=3&vnodes=256&rf=3&down=r2&show=racks",
        "v=1&s=thousand-parts&nodes=9&racks=3&down=n4",
        "v=1&s=two-dcs&down=d1-n7",
        long,
    ];
    // Where no policy forbids it, and nothing but the picture is there.
    let reader = Reader::blank()?;
    reader.go("about:blank")?;
    let mut astray = Vec::new();
    for address in examples.chain(others.map(str::to_owned)) {
        let run = Run::new(parse(&address).scenario);
        for width in [288.0, 328.0, 416.0, 744.0, 776.0] {
            let svg = to_svg(&racks(&run, width).expect("racks"), Palette::Light);
            reader.js(&format!("document.body.innerHTML = {}", json!(svg)))?;
            let found = reader.js(ASTRAY)?;
            for one in found.as_array().into_iter().flatten().take(4) {
                astray.push(format!("{address} at {width}: {}", one.as_str().unwrap_or_default()));
            }
        }
    }
    assert!(astray.is_empty(), "{}", astray.join("\n"));
    Ok(())
}

#[test]
fn a_name_that_has_no_place_to_break_fits_320_pixels() -> Outcome {
    fits("v=1&s=ring&names=n1.wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww", ".exact summary")
}

#[test]
fn open_tables_fit_320_pixels() -> Outcome {
    fits("v=1&s=ring", ".twin > summary")
}

#[test]
fn in_forced_colours_the_ring_is_drawn_and_read() -> Outcome {
    let reader = Reader::open("v=1&s=quarter")?;
    reader.media(&[("forced-colors", "active"), ("prefers-color-scheme", "dark")])?;
    reader.settle()?;
    let shot = reader.cdp("Page.captureScreenshot", &json!({ "format": "png" }))?;
    let place = reader.js("const r = document.querySelector('.ring').getBoundingClientRect(); return [r.x, r.y, r.width, r.height].map(Math.round)")?;
    // The picture is looked at where no policy forbids it.
    reader.go("about:blank")?;
    let shares = reader.js_async(&format!(
        "const bytes = Uint8Array.from(atob('{}'), one => one.charCodeAt(0)); \
         const image = await createImageBitmap(new Blob([bytes], {{ type: 'image/png' }})); \
         const [x, y, width, height] = {place}; \
         const canvas = new OffscreenCanvas(width, height).getContext('2d'); \
         canvas.drawImage(image, -x, -y); \
         const data = new Uint32Array(canvas.getImageData(0, 0, width, height).data.buffer); \
         const counts = new Map(); for (const one of data) counts.set(one, (counts.get(one) ?? 0) + 1); \
         return [...counts.values()].sort((a, b) => b - a).slice(0, 3).map(count => count / data.length)",
        shot["data"].as_str().unwrap_or_default()
    ))?;
    let paper = shares[0].as_f64().unwrap_or(1.0);
    assert!(paper < 0.97, "the ring is blank: {shares}");
    assert!(shares[1].as_f64().unwrap_or(0.0) > 0.005, "nothing but edges: {shares}");
    Ok(())
}

#[test]
fn who_wants_no_motion_gets_none() -> Outcome {
    let moving = "return document.getAnimations().length";
    let reader = Reader::open("v=1&s=quarter")?;
    reader.js("window.moved = 0; document.addEventListener('animationstart', () => moved++)")?;
    reader.press("add")?;
    reader.choose("example", "ring")?;
    assert_eq!(reader.js(moving)?, 0);
    reader.rest()?;
    assert_eq!(reader.js("return moved")?, 0);
    reader.prefers(Theme::Light, false)?;
    reader.choose("example", "twelve")?;
    reader.rest()?;
    reader.check()
}
