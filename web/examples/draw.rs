//! Draws the pictures of an address into a folder: `cargo run -p quorate-web --example draw -- OUT WIDTH ADDRESS…`.

use quorate::{
    chart,
    picture::{self, Palette, racks, ring, to_svg},
};
use quorate_core::{run::Run, scenario::parse};

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().unwrap_or_else(|| "target/pictures".into());
    let width = arguments.next().and_then(|width| width.parse().ok()).unwrap_or(744.0);
    std::fs::create_dir_all(&out)?;
    for (number, address) in arguments.enumerate() {
        let run = Run::new(parse(&address).scenario);
        if let Some(racks) = run.racks() {
            let pictures = [
                ("levels", picture::levels(racks, width)),
                ("loads", chart::loads(racks, None, width)),
                ("replicas", chart::replicas(racks, width)),
            ];
            for (name, picture) in pictures {
                std::fs::write(format!("{out}/{number}-{name}.svg"), to_svg(&picture, Palette::Light))?;
            }
        }
        let size = ring::Size { width, height: 4_000.0 };
        if let Some(racks) = racks::racks(&run, width) {
            std::fs::write(format!("{out}/{number}-racks.svg"), to_svg(&racks, Palette::Light))?;
        }
        std::fs::write(
            format!("{out}/{number}-ring.svg"),
            to_svg(&ring::ring(&run, None, None, size), Palette::Light),
        )?;
        if let Some(walk) = ring::walk(&run, size) {
            std::fs::write(format!("{out}/{number}-walk.svg"), to_svg(&walk, Palette::Light))?;
        }
        std::fs::write(
            format!("{out}/{number}-owned.svg"),
            to_svg(&chart::ownership(&run, None, 416.0), Palette::Light),
        )?;
        if let Some(moved) = picture::moved(&run, 416.0) {
            std::fs::write(format!("{out}/{number}-moved.svg"), to_svg(&moved, Palette::Light))?;
        }
    }
    Ok(())
}
