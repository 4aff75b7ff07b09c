//! The page can be used by everybody: axe-core finds nothing, at any width, in any colours.

use quorate_core::scenario::preset;
use quorate_tests::webdriver::{Failure, Outcome, Theme};
use serde_json::json;

use crate::reader::Reader;

/// Every example in one theme at one width; the first also in the other theme.
fn faultless(width: u32, themes: [Theme; 2]) -> Outcome {
    let reader = Reader::blank()?;
    reader.width(width)?;
    let examples = preset::ALL.iter().map(|preset| (preset.id, themes[0]));
    for (example, theme) in examples.chain([(preset::first().id, themes[1])]) {
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
