use super::{document, window};
use js_sys::{Array, Function, JsString, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, DataTransfer, HtmlAnchorElement, Url};

/// A piece is read and gone through in a few milliseconds.
const PIECE: f64 = 262_144.0;

/// The text that is pasted or dropped, left where it is: it may be many megabytes, and a copy takes its time.
pub(crate) fn text_of(data: &DataTransfer) -> Option<JsString> {
    let get = Reflect::get(data, &"getData".into()).ok()?.dyn_into::<Function>().ok()?;
    get.call1(data, &"text/plain".into()).ok()?.dyn_into().ok()
}

/// A text as a file, so that both are read in one way.
pub(crate) fn text_blob(text: &JsValue) -> Option<Blob> {
    Blob::new_with_str_sequence(&Array::of1(text)).ok()
}

/// Reads a file piece by piece; `take` is given each with the share that is read, and says whether to go on. The answer
/// is whether the whole was read.
pub(crate) async fn pieces(
    file: &Blob,
    mut take: impl AsyncFnMut(&[u8], f64) -> bool,
) -> Result<bool, String> {
    let unreadable = |_| "The file cannot be read: choose it again.".to_string();
    let size = file.size();
    let mut start = 0.0;
    while start < size {
        let end = f64::min(start + PIECE, size);
        let slice = file.slice_with_f64_and_f64(start, end).map_err(unreadable)?;
        let buffer = JsFuture::from(slice.array_buffer()).await.map_err(unreadable)?;
        if !take(&Uint8Array::new(&buffer).to_vec(), end / size).await {
            return Ok(false);
        }
        start = end;
    }
    Ok(true)
}

/// Copies a text; false where the browser does not allow it.
pub(crate) async fn copy(text: &str) -> bool {
    let clipboard = Reflect::get(&window().navigator(), &"clipboard".into()).unwrap_or(JsValue::UNDEFINED);
    match clipboard.dyn_into::<web_sys::Clipboard>() {
        Ok(clipboard) => JsFuture::from(clipboard.write_text(text)).await.is_ok(),
        Err(_) => false,
    }
}

/// Gives the reader a file.
pub(crate) fn download(name: &str, kind: &str, text: &str) {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let Ok(blob) = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options) else {
        return;
    };
    let Ok(url) = Url::create_object_url_with_blob(&blob) else { return };
    if let Some(link) =
        document().create_element("a").ok().and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok())
    {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    let _ = Url::revoke_object_url(&url);
}
