//! Tables: rows of text, to be shown or to be saved.

use super::counted;

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The names of its columns.
    pub heads: &'static [&'static str],
    /// Rows, each with a field for every column; the first names the row.
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// All of it as a file.
    pub fn csv(&self) -> String {
        let mut csv = self.heads.join(",");
        csv.push('\n');
        for row in &self.rows {
            for (at, field) in row.iter().enumerate() {
                if at > 0 {
                    csv.push(',');
                }
                csv.push_str(&quoted(field));
            }
            csv.push('\n');
        }
        csv
    }
}

/// "Partitions: the first 200 of 1,024", or no more than what it is.
pub fn shown_of(what: &str, shown: usize, all: usize) -> String {
    if shown >= all {
        return what.into();
    }
    format!("{what}: the first {} of {}", counted(shown as u64), counted(all as u64))
}

/// A field of a CSV: quoted where it must be, and never read as a formula by a sheet.
pub fn quoted(field: &str) -> String {
    let guarded =
        if field.starts_with(['=', '+', '-', '@']) { format!("'{field}") } else { field.to_string() };
    if guarded.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_where_they_must_be_and_are_never_formulas() {
        let rows = vec![vec!["a,b".into(), "say \"x\"".into(), "=1+1".into()]];
        let sheet = Sheet { heads: &["one", "two", "three"], rows };
        assert_eq!(sheet.csv(), "one,two,three\n\"a,b\",\"say \"\"x\"\"\",'=1+1\n");
    }
}
