use quorate_core::base::NodeId;

/// A colour of the visual language, by what it is for. On the page it is a custom property of the style sheet, in an
/// exported picture the value of its palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// No colour.
    None,
    /// The page.
    Paper,
    /// Bars and controls lie on it.
    Well,
    /// Text, the followed key, the walk.
    Ink,
    /// Second text; hash mod N.
    Soft,
    /// Borders; bands without a hue.
    Edge,
    /// Hairlines; what steps back.
    Line,
    /// What can be pressed, has focus, or is chosen.
    Accent,
    /// Unavailable.
    Bad,
    /// A leader; a follower's ring and letter.
    Lead,
    /// The letter on a leader.
    OnLead,
    /// Fewer copies.
    Warn,
    /// Lost.
    Lost,
    /// What stands on what is lost.
    OnLost,
    /// Node hue 1 to 6.
    Hue(u8),
    /// Text on a node hue.
    OnHue(u8),
}

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Palette {
    /// Dark on white.
    Light,
    /// Light on near-black.
    Dark,
}

const PLAIN: [(Paint, &str, &str, &str); 13] = [
    (Paint::Paper, "var(--paper)", "#ffffff", "#11141b"),
    (Paint::Well, "var(--well)", "#f5f6f8", "#1a1e27"),
    (Paint::Ink, "var(--ink)", "#14171f", "#eceef3"),
    (Paint::Soft, "var(--soft)", "#525966", "#a9b0bf"),
    (Paint::Edge, "var(--edge)", "#7b8290", "#7f8797"),
    (Paint::Line, "var(--line)", "#d8dbe2", "#333947"),
    (Paint::Accent, "var(--accent)", "#1d44c4", "#9db4ff"),
    (Paint::Bad, "var(--bad)", "#b3261e", "#ff8f80"),
    (Paint::Lead, "var(--lead)", "#1d3f8f", "#a9c2ff"),
    (Paint::OnLead, "var(--on-lead)", "#ffffff", "#11141b"),
    (Paint::Warn, "var(--warn)", "#7a4d00", "#f0c468"),
    (Paint::Lost, "var(--lost)", "#14171f", "#eceef3"),
    (Paint::OnLost, "var(--on-lost)", "#ffffff", "#11141b"),
];

/// Per hue: variable, light, dark; then the letter on it: variable, light, dark.
const HUES: [[&str; 6]; 6] = [
    ["var(--hue-1)", "#2b36ae", "#3d85f5", "var(--on-hue-1)", "#ffffff", "#11141b"],
    ["var(--hue-2)", "#a98c00", "#d6d03c", "var(--on-hue-2)", "#11141b", "#11141b"],
    ["var(--hue-3)", "#06482f", "#19a97a", "var(--on-hue-3)", "#ffffff", "#11141b"],
    ["var(--hue-4)", "#be3a7e", "#ff9ad0", "var(--on-hue-4)", "#ffffff", "#11141b"],
    ["var(--hue-5)", "#3a8fef", "#f4f0e6", "var(--on-hue-5)", "#11141b", "#11141b"],
    ["var(--hue-6)", "#240512", "#a05a9c", "var(--on-hue-6)", "#ffffff", "#ffffff"],
];

impl Paint {
    /// The hue of a node, by its number: adding or removing others does not change it.
    pub const fn of_node(id: NodeId) -> Paint {
        Paint::Hue(hue_number(id))
    }

    /// The colour of a letter on a node's hue.
    pub const fn on_node(id: NodeId) -> Paint {
        Paint::OnHue(hue_number(id))
    }

    /// The custom property as styles of the page name it.
    pub fn variable(self) -> &'static str {
        self.row().0
    }

    /// The value in a palette.
    pub fn hex(self, palette: Palette) -> &'static str {
        let (_, light, dark) = self.row();
        if palette == Palette::Light { light } else { dark }
    }

    /// All colours, for the test that the style sheet has the same.
    pub fn all() -> impl Iterator<Item = Paint> {
        let hues = (1..=6).flat_map(|hue| [Paint::Hue(hue), Paint::OnHue(hue)]);
        PLAIN.iter().map(|(paint, ..)| *paint).chain(hues)
    }

    /// Its variable, light and dark.
    fn row(self) -> (&'static str, &'static str, &'static str) {
        let hue = |hue: u8| &HUES[usize::from(hue.clamp(1, 6)) - 1];
        match self {
            Paint::Hue(number) => (hue(number)[0], hue(number)[1], hue(number)[2]),
            Paint::OnHue(number) => (hue(number)[3], hue(number)[4], hue(number)[5]),
            _ => PLAIN
                .iter()
                .find(|(paint, ..)| *paint == self)
                .map_or(("none", "none", "none"), |row| (row.1, row.2, row.3)),
        }
    }
}

const fn hue_number(id: NodeId) -> u8 {
    (id.0.saturating_sub(1) % 6) as u8 + 1
}

/// Whether a node's hue carries a slit, which tells nodes 7 to 12 from 1 to 6.
pub const fn has_slit(id: NodeId) -> bool {
    id.0.saturating_sub(1) % 12 >= 6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_sheet_has_the_same_colours() {
        let sheet = include_str!("../../../www/figure.css");
        for paint in Paint::all() {
            for palette in [Palette::Light, Palette::Dark] {
                let property = paint.variable().trim_start_matches("var(").trim_end_matches(')');
                let rule = format!("{property}: {};", paint.hex(palette));
                assert!(sheet.contains(&rule), "{rule}");
            }
        }
    }
}
