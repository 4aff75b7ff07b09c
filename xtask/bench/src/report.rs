//! Tables for the terminal and for the document: the same Markdown.

use xtask::failure::{Failure, Outcome, read, write as write_file};
use xtask::root;

use crate::case::{Case, Samples, Spread};
use crate::goal;

const DOCUMENT: &str = "docs/benchmarks.md";

/// The table of a part's cases: a row for each rival.
pub(crate) fn table(part: &str, cases: &[Case]) -> String {
    let mut rows = vec![row(["what", "nodes", "Quorate", "beside", "takes", "ratio", "quartiles", "goal"])];
    rows.push(row(["---", "--:", "--:", "---", "--:", "--:", "--:", "---"]));
    for case in cases {
        let Some((ours, rivals)) = case.contestants.split_first() else { continue };
        if rivals.is_empty() {
            rows.push(alone(case, ours));
        }
        rows.extend(rivals.iter().map(|rival| compared(part, case, ours, rival)));
    }
    aligned(&rows)
}

fn compared(part: &str, case: &Case, ours: &Samples, rival: &Samples) -> Vec<String> {
    let ratio = rival.over(ours);
    let goal = match goal::find(part, &case.what, &rival.name, case.nodes) {
        Some(goal) if ratio.median >= goal.times => format!("≥ {}× met", goal.times),
        Some(goal) => format!("≥ {}× **missed**", goal.times),
        None if ratio.median < 1.0 => "**we are slower**".into(),
        None => String::new(),
    };
    row([
        &case.what,
        &case.nodes.to_string(),
        &time(ours.spread().median),
        &rival.name,
        &time(rival.spread().median),
        &format!("{}×", digits(ratio.median)),
        &quartiles(ratio),
        &goal,
    ])
}

/// What has nobody beside it: how long it takes.
fn alone(case: &Case, ours: &Samples) -> Vec<String> {
    row([&case.what, &case.nodes.to_string(), &time(ours.spread().median), "", "", "", "", ""])
}

fn quartiles(spread: Spread) -> String {
    format!("{} – {}", digits(spread.lower_quartile), digits(spread.upper_quartile))
}

/// The cells of a row.
pub(crate) fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).into()
}

/// A Markdown table whose columns also line up on the terminal. The second row rules.
pub(crate) fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let is_right: Vec<bool> =
        (0..columns).map(|column| rows.get(1).is_some_and(|rule| rule[column].ends_with(':'))).collect();
    let mut text = String::new();
    for row in rows {
        for ((cell, width), right) in row.iter().zip(&widths).zip(&is_right) {
            let padded = if *right { format!("{cell:>width$}") } else { format!("{cell:<width$}") };
            text.extend(["| ", &padded, " "]);
        }
        text.push_str("|\n");
    }
    text
}

/// Nanoseconds in a unit that needs few digits.
pub(crate) fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        ns if ns < 1e3 => format!("{} ns", digits(ns)),
        ns if ns < 1e6 => format!("{} µs", digits(ns / 1e3)),
        ns => format!("{} ms", digits(ns / 1e6)),
    }
}

/// Three digits that count.
pub(crate) fn digits(number: f64) -> String {
    match number {
        small if small < 9.995 => format!("{small:.2}"),
        middle if middle < 99.95 => format!("{middle:.1}"),
        large => format!("{large:.0}"),
    }
}

/// Puts what was measured between the two marks that a benchmark has in the document.
pub(crate) fn write(bench: &str, measured: &str) -> Outcome {
    let (start, end) = (format!("<!-- measured: {bench} -->"), format!("<!-- end of measured: {bench} -->"));
    let file = root().join(DOCUMENT);
    let text = read(&file)?;
    let between = text.split_once(&start).and_then(|(before, rest)| Some((before, rest.split_once(&end)?.1)));
    let Some((before, after)) = between else {
        return Err(Failure::new(format!("{DOCUMENT} lacks the lines {start} and {end}"))
            .or_next("put them back where the tables go"));
    };
    write_file(&file, format!("{before}{start}\n\n{measured}\n{end}{after}"))?;
    println!("written into {DOCUMENT}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_three_digits_in_a_unit_that_fits() {
        assert_eq!(
            [9.126, 12.34, 999.0, 1234.0, 5.678e6].map(time),
            ["9.13 ns", "12.3 ns", "999 ns", "1.23 µs", "5.68 ms"]
        );
    }

    #[test]
    fn a_ratio_below_its_goal_is_called_missed_and_below_one_slower() {
        let samples = |name: &str, time: f64| Samples { name: name.into(), times: vec![time; 3] };
        let case = |what: &str, rival: &str, time: f64| Case {
            what: what.into(),
            nodes: 10,
            contestants: vec![samples("quorate", 10.0), samples(rival, time)],
        };
        let cases =
            [case("lookup", "hashring", 29.0), case("lookup", "hashring", 31.0), case("build", "x", 9.0)];
        let table = table("native", &cases);
        let lines: Vec<&str> = table.lines().skip(2).collect();
        assert!(lines[0].contains("≥ 3× **missed**") && lines[1].contains("≥ 3× met"), "{table}");
        assert!(lines[2].contains("0.90×") && lines[2].contains("**we are slower**"), "{table}");
    }
}
