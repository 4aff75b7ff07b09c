//! What JavaScript's own functions are called as where an argument is the caller's and may run the caller's code. All
//! of them catch: an exception that passed through wasm would leave its stack behind.

use js_sys::JsString;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The enumerable own keys that are strings.
    #[wasm_bindgen(js_namespace = Object, js_name = keys, catch)]
    pub(super) fn keys_of(object: &JsValue) -> Result<js_sys::Array, JsValue>;

    /// Throws for a Proxy that was revoked.
    #[wasm_bindgen(js_namespace = Array, js_name = isArray, catch)]
    pub(super) fn is_array(value: &JsValue) -> Result<bool, JsValue>;

    /// A member of any value.
    #[wasm_bindgen(js_namespace = Reflect, js_name = get, catch)]
    pub(super) fn get(object: &JsValue, key: &JsValue) -> Result<JsValue, JsValue>;

    /// An item of any list.
    #[wasm_bindgen(js_namespace = Reflect, js_name = get, catch)]
    pub(super) fn item(list: &JsValue, at: u32) -> Result<JsValue, JsValue>;

    /// A getter of one object applied to another.
    #[wasm_bindgen(js_namespace = Reflect, js_name = get, catch)]
    pub(super) fn get_for(object: &JsValue, key: &JsValue, receiver: &JsValue) -> Result<JsValue, JsValue>;

    /// A `Uint8Array` of our own.
    #[wasm_bindgen(js_name = Uint8Array)]
    pub(super) type Bytes;

    /// Copies a typed array, by its true length.
    #[wasm_bindgen(constructor, js_class = Uint8Array, catch)]
    pub(super) fn copy(of: &JsValue) -> Result<Bytes, JsValue>;

    /// The platform's encoder.
    type TextEncoder;

    #[wasm_bindgen(constructor)]
    fn new() -> TextEncoder;

    /// Writes a text as UTF-8, as far as there is room.
    #[wasm_bindgen(method, js_name = encodeInto)]
    fn encode_into(this: &TextEncoder, text: &JsString, room: &mut [u8]) -> Progress;

    /// How far the encoder came.
    type Progress;

    /// In UTF-16 units of the text.
    #[wasm_bindgen(method, getter)]
    fn read(this: &Progress) -> u32;

    /// In bytes.
    #[wasm_bindgen(method, getter)]
    fn written(this: &Progress) -> u32;
}

/// A long text as UTF-8. `JsValue::as_string` looks at it unit by unit, in JavaScript, which takes ten times as long.
pub(super) fn utf8(text: &JsString) -> Vec<u8> {
    let encoder = TextEncoder::new();
    let units = text.length();
    // Enough for ASCII.
    let mut bytes = vec![0; units as usize];
    let begun = encoder.encode_into(text, &mut bytes);
    let mut written = begun.written() as usize;
    if begun.read() < units {
        let rest = text.slice(begun.read(), units);
        bytes.resize(written + 3 * rest.length() as usize, 0);
        written += encoder.encode_into(&rest, &mut bytes[written..]).written() as usize;
    }
    bytes.truncate(written);
    bytes
}
