/// What stands in a node's disc: the number at the end of its name, else the first letter of its last word.
pub fn mark(name: &str) -> String {
    let last = name
        .rsplit(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric())
        .find(|word| !word.is_empty())
        .unwrap_or("?");
    let digits = last.len() - last.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 && digits <= 4 {
        return last[last.len() - digits..].to_string();
    }
    last.chars().take(1).map(|c| c.to_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::mark;

    #[test]
    fn a_mark_is_what_tells_names_apart() {
        assert_eq!(
            ["Node-A", "B", "node12", "north", "über", "-"].map(mark),
            ["A", "B", "12", "N", "ü", "?"]
        );
    }
}
