//! The same results on every machine: each test runs natively, in node and in Chromium, against the same numbers.

use wasm_bindgen_test::wasm_bindgen_test;

/// The arithmetic that digests stand on.
#[wasm_bindgen_test(unsupported = test)]
fn folding_numbers_gives_the_same_sum_everywhere() {
    let fold =
        (0..1_000u64).fold(0xcbf2_9ce4_8422_2325_u64, |sum, n| (sum ^ n).wrapping_mul(0x0100_0000_01b3));
    assert_eq!(fold, 0x988c_c5af_d8cb_65dd);
}
