//! Golden files: what was right when somebody last looked.

use std::fs;
use std::path::Path;

/// Compares a text with `tests/golden/<name>`, or writes it there where `QUORATE_BLESS` is set.
///
/// # Panics
/// Where they differ: it names the first line that does.
#[track_caller]
pub fn golden(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden").join(name);
    if std::env::var_os("QUORATE_BLESS").is_some() {
        bless(&path, actual);
        return;
    }
    let expected = fs::read_to_string(&path)
        .unwrap_or_else(|e| panic!("golden/{name}: {e}\nwrite it with `cargo xtask bless` and review it"));
    if let Some(difference) = difference(&expected, actual) {
        panic!(
            "golden/{name} differs at {difference}\nif this is meant: `cargo xtask bless`, and review the diff"
        );
    }
}

fn bless(path: &Path, actual: &str) {
    let folder = path.parent().expect("a golden file is in a folder");
    fs::create_dir_all(folder).expect("the golden folder can be written");
    fs::write(path, actual).expect("the golden file can be written");
}

/// The first line in which two texts differ, shown with both.
fn difference(expected: &str, actual: &str) -> Option<String> {
    if expected == actual {
        return None;
    }
    let (mut left, mut right) = (expected.split('\n'), actual.split('\n'));
    for number in 1.. {
        let (was, is) = (left.next(), right.next());
        if was != is {
            let shown = |line: Option<&str>| line.map_or("(the end)".to_owned(), around);
            let column = common(was.unwrap_or_default(), is.unwrap_or_default());
            return Some(format!(
                "line {number}, column {}:\n  was {}\n  is  {}",
                column + 1,
                shown(was),
                shown(is)
            ));
        }
    }
    None
}

fn common(left: &str, right: &str) -> usize {
    left.chars().zip(right.chars()).take_while(|(a, b)| a == b).count()
}

fn around(line: &str) -> String {
    const MOST: usize = 400;
    if line.chars().count() <= MOST {
        line.to_owned()
    } else {
        line.chars().take(MOST).chain("…".chars()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn equal_texts_have_no_difference() {
        assert_eq!(difference("a\nb\n", "a\nb\n"), None);
    }

    #[test]
    fn the_first_line_that_differs_is_named() {
        assert_eq!(
            difference("a\nbc\n", "a\nbd\n").as_deref(),
            Some("line 2, column 2:\n  was bc\n  is  bd")
        );
        assert_eq!(difference("a\n", "a").as_deref(), Some("line 2, column 1:\n  was \n  is  (the end)"));
    }
}
