//! What JavaScript's own functions are called as where an argument is the caller's and may run the caller's code. All
//! of them catch: an exception that passed through wasm would leave its stack behind.

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
}
