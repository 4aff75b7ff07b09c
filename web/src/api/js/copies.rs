use super::super::{
    error::{ApiError, Code},
    rf::Rf,
};
use super::{
    import,
    options::{Options, given, short_text, unreadable},
};
use js_sys::JsString;
use quorate_core::base::limit;
use wasm_bindgen::prelude::*;

/// Reads `rf`: a number, or an object with a number for each data centre.
pub(super) fn rf(options: &Options<'_>, most: u32, default: Option<u32>) -> Result<Rf, ApiError> {
    let value = options.get("rf")?;
    if !value.is_object() || import::is_array(&value).map_err(|_| unreadable("rf"))? {
        return given(&value).whole("rf", 1..=most, default).map(Rf::Each);
    }
    let keys = import::keys_of(&value).map_err(|_| unreadable("rf"))?;
    if keys.length() == 0 {
        let cause = "names no data centre: give a number, or an object such as {dc1: 3}";
        return Err(ApiError::new(Code::Missing, "rf", cause));
    }
    if keys.length() > limit::RACKS {
        let cause = format!("names {} data centres, and {} is the most", keys.length(), limit::RACKS);
        return Err(ApiError::new(Code::Limit, "rf", &cause).near(&limit::RACKS));
    }
    let mut per_dc = Vec::with_capacity(keys.length() as usize);
    for at in 0..keys.length() {
        let key = keys.get(at);
        let field = format!("rf.{}", short_text(&key));
        if key.unchecked_ref::<JsString>().length() as usize > limit::API_ID_BYTES {
            return Err(ApiError::new(Code::Text, field, "is too long for the name of a data centre"));
        }
        let copies = import::get(&value, &key).map_err(|_| unreadable(&field))?;
        let copies = given(&copies).whole(&field, 0..=most, None)?;
        per_dc.push((key.as_string().unwrap_or_default(), copies));
    }
    Ok(Rf::PerDc(per_dc))
}
