/// About how wide a line of text is, in pixels: rather too wide than too narrow for every face of the pages' list, and the
/// same on every machine, which a browser's own answer is not.
pub fn text_width(text: &str, size: f64, is_bold: bool) -> f64 {
    let em = |c: char| match c {
        ' ' | ',' | '.' | ':' | 'i' | 'l' | 'j' | 't' | 'f' | 'r' | '\u{202f}' => 0.38,
        'm' | 'w' | 'M' | 'W' | '%' => 0.9,
        'A'..='Z' => 0.67,
        _ if c.is_ascii() => 0.58,
        // Letters of other scripts are as wide as they are high.
        _ => 1.0,
    };
    text.chars().map(em).sum::<f64>() * size * if is_bold { 1.1 } else { 1.0 }
}

/// As much of a line as surely fits, with "…" where something is left out.
pub(super) fn fitting(text: &str, size: f64, is_bold: bool, width: f64) -> String {
    let mut kept = text.to_string();
    let mut said = kept.clone();
    while text_width(&said, size, is_bold) > width && kept.pop().is_some() {
        kept.truncate(kept.trim_end_matches('…').len());
        said = format!("{kept}…");
    }
    said
}

/// A text in lines that fit, broken between words; a word that is wider has a line of its own.
pub(super) fn wrapped(text: &str, size: f64, is_bold: bool, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line)
                if text_width(line, size, is_bold) + text_width(word, size, is_bold) + 0.38 * size
                    <= width =>
            {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.into()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_text_larger_text_and_bold_text_are_wider() {
        let plain = text_width("QUORUM", 15.0, false);
        assert!(plain > 50.0 && plain < 70.0, "{plain}");
        assert!(text_width("QUORUM, 2 of 3", 15.0, false) > plain);
        assert!(text_width("QUORUM", 15.0, true) > plain && text_width("QUORUM", 16.0, false) > plain);
    }

    #[test]
    fn what_fits_is_whole_and_what_does_not_is_cut_once() {
        assert_eq!(fitting("QUORUM", 15.0, false, 100.0), "QUORUM");
        let cut = fitting("LOCAL_QUORUM in Amsterdam…", 15.0, false, 150.0);
        assert!(cut.starts_with("LOCAL_QUORUM") && cut.matches('…').count() == 1, "{cut}");
        assert!(text_width(&cut, 15.0, false) <= 150.0);
    }

    #[test]
    fn lines_are_broken_between_words_where_they_would_be_too_wide() {
        let text = "This read meets none of the copies that have the write.";
        let lines = wrapped(text, 14.0, true, 300.0);
        assert!(
            lines.len() == 2 && lines.iter().all(|line| text_width(line, 14.0, true) <= 300.0),
            "{lines:?}"
        );
        assert_eq!(lines.join(" "), text);
        assert_eq!(wrapped("wide", 14.0, true, 1.0), ["wide"]);
    }
}
