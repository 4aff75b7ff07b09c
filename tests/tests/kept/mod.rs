//! The pictures that are kept in `tests/golden`: natively they are compared and rewritten there (`golden.rs`), in node
//! and in Chromium they must be the same to the byte (`digest.rs`).

use quorate::{
    chart,
    picture::{self, Drawing, Element, Palette, Picture, racks, render, ring::Size, to_svg},
};
use quorate_core::{
    run::{Racks, Run},
    scenario::parse,
};

/// A picture of a run with racks, in so many pixels.
pub(crate) type OfRacks = fn(&Run, &Racks, f64) -> Option<Element>;

/// The pictures of racks, by name.
pub(crate) const OF_RACKS: [(&str, OfRacks); 4] = [
    ("racks", |run, _, width| racks::racks(run, width)),
    ("levels", |_, racks, width| Some(picture::levels(racks, width))),
    ("loads", |_, racks, width| Some(chart::loads(racks, None, width))),
    ("replicas", |_, racks, width| Some(chart::replicas(racks, width))),
];

/// A picture, and the file without `.svg` that it is kept in.
pub(crate) struct Kept {
    pub(crate) name: &'static str,
    pub(crate) address: &'static str,
    pub(crate) picture: Drawn,
    pub(crate) width: f64,
    pub(crate) palette: Palette,
    /// What is kept; natively the file is read, so that a new one can be written.
    #[cfg(target_arch = "wasm32")]
    pub(crate) svg: &'static str,
}

/// What is drawn.
#[derive(Clone, Copy)]
pub(crate) enum Drawn {
    Ring,
    Walk,
    Owned,
    Moved,
    Sequence,
    Versions,
    /// One of [`OF_RACKS`].
    OfRacks(&'static str),
}

macro_rules! kept {
    ($($name:literal $address:literal $picture:ident$(($of:literal))? $width:literal $palette:ident,)*) => {
        pub(crate) const KEPT: &[Kept] = &[$(Kept {
            name: $name,
            address: $address,
            picture: Drawn::$picture$(($of))?,
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
    "two-dcs" "v=1&s=two-dcs" OfRacks("racks") 776.0 Light,
    "two-dcs-narrow" "v=1&s=two-dcs" OfRacks("racks") 328.0 Dark,
    "two-dcs-levels" "v=1&s=two-dcs" OfRacks("levels") 416.0 Light,
    "two-dcs-levels-narrow" "v=1&s=two-dcs" OfRacks("levels") 288.0 Dark,
    "two-dcs-loads" "v=1&s=two-dcs" OfRacks("loads") 416.0 Light,
    "two-dcs-replicas" "v=1&s=two-dcs" OfRacks("replicas") 416.0 Light,
    "node-loss" "v=1&s=node-loss" OfRacks("racks") 776.0 Light,
    "rack-blind" "v=1&s=rack-blind&compare=none" OfRacks("racks") 416.0 Light,
    "rack-blind-random" "v=1&s=rack-blind&compare=none&place=random" OfRacks("racks") 416.0 Light,
    "three-hundred" "v=1&s=three-hundred" OfRacks("racks") 744.0 Light,
    "three-hundred-replicas" "v=1&s=three-hundred" OfRacks("replicas") 416.0 Dark,
    "three-hundred-loads" "v=1&s=three-hundred" OfRacks("loads") 416.0 Light,
    "kafka-racks-levels" "v=1&s=kafka-racks" OfRacks("levels") 416.0 Light,
    "no-rack-on" "v=1&s=two-dcs&down=d1-d2" OfRacks("racks") 328.0 Light,
    "cassandra-racks-walk" "v=1&s=cassandra-racks" Walk 744.0 Light,
    "crash-modes" "v=1&s=crash-modes" Sequence 1216.0 Light,
    "crash-modes-narrow" "v=1&s=crash-modes&modes=1" Sequence 328.0 Dark,
    "split-brain" "v=1&s=split-brain" Sequence 1216.0 Light,
    "single-node" "v=1&s=single-node" Sequence 744.0 Light,
    "whose-write" "v=1&s=whose-write" Sequence 744.0 Light,
    "quorum-repair" "v=1&s=quorum-repair" Sequence 744.0 Light,
    "read-flips" "v=1&s=read-flips" Sequence 1216.0 Light,
    "sloppy" "v=1&s=sloppy" Sequence 1216.0 Dark,
    "quorum-repair-versions" "v=1&s=quorum-repair" Versions 744.0 Light,
    "cart-versions" "v=1&s=cart" Versions 744.0 Light,
    "cart-versions-narrow" "v=1&s=cart" Versions 328.0 Dark,
}

impl Kept {
    /// Draws it, a tag a line, so that a change can be reviewed as a diff.
    pub(crate) fn draw(&self) -> String {
        let run = Run::new(parse(self.address).scenario);
        let size = Size { width: self.width, height: 4_000.0 };
        let of_ring = |picture| render(&run, picture, Drawing::new(size, self.palette));
        let svg = match self.picture {
            Drawn::Ring => of_ring(Picture::Ring),
            Drawn::Walk => of_ring(Picture::Walk),
            Drawn::Owned => of_ring(Picture::Owned),
            Drawn::Moved => of_ring(Picture::Moved),
            Drawn::Sequence => of_ring(Picture::Sequence),
            Drawn::Versions => of_ring(Picture::Versions),
            Drawn::OfRacks(name) => {
                let draw = OF_RACKS.iter().find(|(other, _)| *other == name).map(|(_, draw)| draw);
                let drawn = draw.and_then(|draw| draw(&run, run.racks()?, self.width));
                drawn.map_or_else(String::new, |drawn| to_svg(&drawn.with("role", "img"), self.palette))
            }
        };
        svg.replace("><", ">\n<") + "\n"
    }
}
