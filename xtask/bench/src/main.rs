//! Quorate beside other hash rings; started by `cargo xtask bench`.

fn main() {}
