//! Draws the sequence of runs written by hand into a folder: `cargo run -p quorate-web --example sequence -- OUT`.

#[path = "../src/picture/sequence/sample.rs"]
mod sample;

use quorate::{
    picture::{
        Palette,
        sequence::{Lane, Options, Spans, View, sequence},
        to_svg,
    },
    words,
};
use quorate_core::{
    protocol::leader::{Ack, Stage, Waits},
    trace::{OpAt, Trace},
};
use sample::MS;

fn main() -> std::io::Result<()> {
    let out = std::env::args().nth(1).unwrap_or_else(|| "target/pictures".into());
    std::fs::create_dir_all(&out)?;
    let waits = [Waits::Leader, Waits::Any(1), Waits::All];
    let traces: Vec<Trace> = (0..3).map(sample::crash).collect();
    let spans: Vec<Spans> = traces.iter().map(Spans::new).collect();
    let lanes: Vec<Lane<'_>> = traces
        .iter()
        .zip(&spans)
        .zip(waits)
        .map(|((trace, spans), waits)| {
            let (title, subtitle) = words::time::mode(Ack { waits, stage: Stage::Durable });
            Lane { title, subtitle, trace, spans }
        })
        .collect();
    let view = View { from_ns: 0, to_ns: 56 * MS, height: 481.6 };
    let now = Options { now_ns: Some(52 * MS), has_legend: true, ..Options::default() };
    let draw =
        |name: &str, lanes: &[Lane<'_>], view: View, options: Options, width: f64, palette: Palette| {
            let svg = to_svg(&sequence(lanes, view, options, width), palette);
            std::fs::write(format!("{out}/{name}.svg"), svg)
        };
    draw("three", &lanes, view, now, 1216.0, Palette::Light)?;
    draw("three-dark", &lanes, view, now, 1216.0, Palette::Dark)?;
    draw("three-768", &lanes, view, now, 704.0, Palette::Light)?;
    draw("early", &lanes, view, Options { now_ns: Some(27 * MS + 500_000), ..now }, 1216.0, Palette::Light)?;
    draw("flat", &lanes, view, Options { is_flat: true, ..now }, 1216.0, Palette::Light)?;
    draw("chosen", &lanes, view, Options { chosen: Some((1, OpAt(1))), ..now }, 1216.0, Palette::Light)?;
    draw("narrow", &lanes[..1], view, now, 328.0, Palette::Light)?;
    draw("zoomed", &lanes, View { from_ns: 20 * MS, to_ns: 40 * MS, ..view }, now, 1216.0, Palette::Light)?;
    let many = sample::many(600);
    let spans = Spans::new(&many);
    let lane = [Lane { trace: &many, spans: &spans, ..lanes[1].clone() }];
    let all = View { from_ns: 0, to_ns: many.end_ns, ..view };
    draw("dense", &lane, all, Options { has_legend: true, ..Options::default() }, 744.0, Palette::Light)?;
    println!("{}\n{}", words::time::headline(&lanes, 52 * MS), words::time::second(&lanes, 52 * MS));
    println!("{}", words::time::difference(&lanes, 52 * MS));
    for lane in &lanes {
        println!("{}: {}", lane.title, words::time::why(lane, 52 * MS).join(" "));
    }
    for sheet in [
        words::time::modes(&lanes, 52 * MS),
        words::time::nodes(lanes[0].trace, lanes[0].spans, 52 * MS),
        words::time::events(lanes[0].trace, lanes[0].spans, 52 * MS, 60),
    ] {
        println!("{}", sheet.csv());
    }
    Ok(())
}
