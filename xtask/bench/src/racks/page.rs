//! In Chromium: a click on a rack or a node, and pointing at a part.

use quorate_tests::webdriver::{self, Page};
use xtask::failure::Outcome;

use crate::case::Spread;
use crate::page::{browser, milliseconds, no_browser, quartiles, verdict};
use crate::report::{aligned, row};

/// What is shown, its address, the part that is clicked, and the milliseconds that we allow ourselves.
const SHOWN: [(&str, &str, &str, f64); 8] = [
    ("three-hundred, a rack", "s=three-hundred", "r5", 16.0),
    ("10,000 partitions, a rack", "s=rack-blind&parts=10000&compare=none", "r2", 16.0),
    ("10,000 partitions, a node", "s=rack-blind&parts=10000&compare=none", "n2", 16.0),
    ("rack-blind, a rack", "s=rack-blind", "r2", 16.0),
    ("two-dcs, a node", "s=two-dcs", "n5", 16.0),
    ("copysets, a node", "s=copysets", "n5", 8.0),
    ("cassandra-racks, a rack", "s=cassandra-racks", "r2", 8.0),
    ("kafka-racks, a node", "s=kafka-racks", "n5", 8.0),
];
const SCRIPT: &str = concat!(include_str!("../../timing.js"), include_str!("../../clicks.js"));
/// What happens, as `clicks.js` names it, and the milliseconds that we allow ourselves for it whatever is shown.
const ACTS: [(&str, &str, Option<f64>); 3] =
    [("off", "goes off", None), ("on", "comes on", None), ("point", "is pointed at", Some(4.0))];

/// Measures and prints; the section of the document.
pub(crate) fn report() -> Outcome<String> {
    println!("\nin Chromium, from a click to its picture: about a minute");
    let (browser, table) = clicks().map_err(|failure| no_browser(&failure))?;
    println!("\n{table}");
    Ok(format!("### In {browser}: from a click to its picture\n\n{table}"))
}

/// The browser's name and version, and the table.
fn clicks() -> webdriver::Outcome<(String, String)> {
    let mut rows = vec![
        row([
            "shown",
            "SVG elements",
            "what",
            "our work",
            "quartiles",
            "goal",
            "until the frame",
            "quartiles",
        ]),
        row(["---", "--:", "---", "--:", "--:", "---", "--:", "--:"]),
    ];
    let page = Page::blank()?;
    for (shown, address, part, most) in SHOWN {
        page.show(&format!("v=1&{address}"))?;
        page.wait("the racks", &format!("document.querySelector('.racks [data-part={part}]')"))?;
        let times = page.js_async(&format!("const NAME = {part:?};\n{SCRIPT}"))?;
        let elements = times["elements"].as_u64().unwrap_or_default().to_string();
        for (act, said, most_of_act) in ACTS {
            let column = |column: usize| {
                let times = times[act].as_array().into_iter().flatten();
                Spread::of(times.filter_map(|pair| pair[column].as_f64()).collect())
            };
            let (work, frame) = (column(0), column(1));
            if work.median.is_nan() {
                continue;
            }
            rows.push(row([
                shown,
                &elements,
                said,
                &milliseconds(work.median),
                &quartiles(work),
                &verdict(work.median, most_of_act.unwrap_or(most)),
                &milliseconds(frame.median),
                &quartiles(frame),
            ]));
        }
    }
    Ok((browser(&page)?, aligned(&rows)))
}
