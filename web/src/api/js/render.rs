use super::super::{
    error::{ApiError, Code},
    standing::{in_racks, over_time},
};
use super::{
    address,
    answer::thrown,
    options::{Known, Options, Within, given},
};
use crate::picture::{self, Drawing, Palette, Picture, ring::Size};
use quorate_core::{
    run::Run,
    scenario::{self, Theme},
};
use wasm_bindgen::prelude::*;

const MOST_PX: u32 = 4_000;

/// A picture of an address, as the page shows it.
#[wasm_bindgen]
pub fn render(address: &JsValue, options: &JsValue) -> Result<String, JsValue> {
    let read = || -> Result<String, ApiError> {
        let known = Known::new(&["picture", "width", "height", "theme", "at", "flat", "upkeep"]);
        let themes = [("auto", None), ("light", Some(Palette::Light)), ("dark", Some(Palette::Dark))];
        let (mut picture, mut theme) = (Picture::Ring, None);
        let size = Size { width: 744.0, height: f64::from(MOST_PX) };
        let mut drawing = Drawing::new(size, Palette::Light);
        if !options.is_undefined() {
            let options = Options::new(options, &known, Within::Call)?;
            picture = options.given("picture")?.word("picture", &Picture::NAMES, Some(picture))?;
            drawing.size = Size {
                width: f64::from(options.given("width")?.whole("width", 160..=MOST_PX, Some(744))?),
                height: f64::from(options.given("height")?.whole("height", 160..=MOST_PX, Some(MOST_PX))?),
            };
            theme = options.given("theme")?.word("theme", &themes, Some(None))?;
            drawing.at_ns = instant(&options)?;
            drawing.is_flat = options.flag("flat")?;
            drawing.has_upkeep = options.flag("upkeep")?;
        }
        // One that is too long shows what an empty one shows, as in `parse`.
        let address = address::read(address)?.unwrap_or_default();
        let mut scenario = scenario::parse(&address).scenario;
        match picture {
            Picture::Racks => scenario = in_racks(scenario),
            Picture::Sequence | Picture::Versions => scenario = over_time(scenario),
            _ => {}
        }
        let is_dark = scenario.theme() == Theme::Dark;
        drawing.palette = theme.unwrap_or(if is_dark { Palette::Dark } else { Palette::Light });
        Ok(picture::render(&Run::new(scenario), picture, drawing))
    };
    read().map_err(|error| thrown(&error))
}

/// An instant: ns in decimal digits as a text, or ms as a number.
fn instant(options: &Options<'_>) -> Result<Option<u64>, ApiError> {
    let value = options.get("at")?;
    if value.is_undefined() {
        return Ok(None);
    }
    let wrong = || {
        let cause = "is no instant: give ns in decimal digits as a string, or ms as a number";
        given(&value).error(Code::Type, "at", cause)
    };
    if let Some(ms) = value.as_f64() {
        // A float that is no number, or less than nothing, becomes 0; one that is too great the greatest.
        return if ms >= 0.0 { Ok(Some((ms * 1e6) as u64)) } else { Err(wrong()) };
    }
    value.as_string().and_then(|digits| digits.parse().ok()).map(Some).ok_or_else(wrong)
}
