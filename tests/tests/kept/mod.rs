//! The pictures that are kept in `tests/golden`: natively they are compared and rewritten there (`golden.rs`), in node
//! and in Chromium they must be the same to the byte (`digest.rs`).

use quorate::picture::{Palette, Picture, render, ring::Size};
use quorate_core::{run::Run, scenario::parse};

/// A picture, and the file without `.svg` that it is kept in.
pub(crate) struct Kept {
    pub(crate) name: &'static str,
    pub(crate) address: &'static str,
    pub(crate) picture: Picture,
    pub(crate) width: f64,
    pub(crate) palette: Palette,
    /// What is kept; natively the file is read, so that a new one can be written.
    #[cfg(target_arch = "wasm32")]
    pub(crate) svg: &'static str,
}

macro_rules! kept {
    ($($name:literal $address:literal $picture:ident $width:literal $palette:ident,)*) => {
        pub(crate) const KEPT: &[Kept] = &[$(Kept {
            name: $name,
            address: $address,
            picture: Picture::$picture,
            width: $width,
            palette: Palette::$palette,
            #[cfg(target_arch = "wasm32")]
            svg: include_str!(concat!("../../golden/", $name, ".svg")),
        }),*];
    };
}

kept! {
    "ring" "v=1&s=ring" Ring 744.0 Light,
    "ring-dark" "v=1&s=ring" Ring 744.0 Dark,
    "ring-narrow" "v=1&s=ring" Ring 328.0 Light,
    "ring-walk" "v=1&s=ring" Walk 744.0 Light,
    "ring-walk-narrow" "v=1&s=ring" Walk 328.0 Light,
    "ring-owned" "v=1&s=ring" Owned 416.0 Light,
    "ring-moved" "v=1&s=ring" Moved 416.0 Light,
    "quarter" "v=1&s=quarter" Ring 744.0 Light,
    "quarter-narrow" "v=1&s=quarter" Ring 328.0 Dark,
    "four-each" "v=1&s=four-each" Ring 744.0 Light,
    "four-each-narrow" "v=1&s=four-each" Ring 328.0 Light,
    "node-down" "v=1&s=node-down" Ring 744.0 Light,
    "node-down-owned" "v=1&s=node-down" Owned 328.0 Light,
    "twelve" "v=1&s=twelve" Ring 744.0 Light,
    "twelve-owned" "v=1&s=twelve" Owned 416.0 Dark,
    "thousand-narrow" "v=1&s=thousand" Ring 328.0 Light,
    "thousand-owned" "v=1&s=thousand" Owned 328.0 Light,
    "no-node-on" "v=1&s=ring&nodes=2&down=n1-n2" Ring 328.0 Light,
}

impl Kept {
    /// Draws it, a tag a line, so that a change can be reviewed as a diff.
    pub(crate) fn draw(&self) -> String {
        let run = Run::new(parse(self.address).scenario);
        let size = Size { width: self.width, height: 4_000.0 };
        render(&run, self.picture, size, self.palette).replace("><", ">\n<") + "\n"
    }
}
