use crate::picture::{Element, Paint, text_width};

/// Words in a picture that never touch: who comes later and finds no room is left out.
#[derive(Default)]
pub(super) struct Labels {
    taken: Vec<Area>,
    /// What no word may leave.
    edges: Area,
}

/// Left, top, right, bottom.
pub(super) type Area = [f64; 4];

/// Words, where they hang, and how they are set.
#[derive(Clone, Debug)]
pub(super) struct Said {
    pub(super) text: String,
    pub(super) at: (f64, f64),
    pub(super) side: Side,
    pub(super) size: f64,
    pub(super) is_bold: bool,
    pub(super) paint: Paint,
}

/// Which end of the words hangs at their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

impl Said {
    pub(super) fn new(text: impl Into<String>, at: (f64, f64), side: Side) -> Self {
        Said { text: text.into(), at, side, size: 15.0, is_bold: false, paint: Paint::Ink }
    }

    pub(super) fn bold(self) -> Self {
        Said { is_bold: true, ..self }
    }

    pub(super) fn sized(self, size: f64) -> Self {
        Said { size, ..self }
    }

    pub(super) fn in_paint(self, paint: Paint) -> Self {
        Said { paint, ..self }
    }

    fn area(&self) -> Area {
        // The estimate is on the wide side.
        let width = text_width(&self.text, self.size, self.is_bold) * 0.94;
        let (x, y) = self.at;
        let left = if self.side == Side::Left { x } else { x - width };
        [left, y - self.size * 0.8, left + width, y + self.size * 0.25]
    }

    /// The words, with a halo.
    pub(super) fn draw(&self) -> Element {
        let text = Element::text(self.at.0, self.at.1, self.text.clone())
            .with("font-size", self.size)
            .with("fill", self.paint)
            .with("stroke", Paint::Paper)
            .with("stroke-width", "4")
            .with("stroke-linejoin", "round")
            .with("paint-order", "stroke");
        let text = if self.is_bold { text.with("font-weight", "700") } else { text };
        if self.side == Side::Right { text.with("text-anchor", "end") } else { text }
    }
}

impl Labels {
    pub(super) const fn new(edges: Area) -> Self {
        Labels { taken: Vec::new(), edges }
    }

    /// Keeps words out of an area.
    pub(super) fn claim(&mut self, area: Area) {
        self.taken.push(area);
    }

    /// Whether there is room for words; if so they take it.
    pub(super) fn fits(&mut self, said: &Said) -> bool {
        let area = said.area();
        let [left, top, right, foot] = self.edges;
        let is_inside = area[0] >= left && area[1] >= top && area[2] <= right && area[3] <= foot;
        let fits = is_inside && !self.taken.iter().any(|other| touch(other, &area));
        if fits {
            self.taken.push(area);
        }
        fits
    }
}

fn touch(one: &Area, other: &Area) -> bool {
    one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_would_touch_others_are_left_out() {
        let mut labels = Labels::new([0.0, 0.0, 200.0, 200.0]);
        let said = |x, y| Said::new("w1", (x, y), Side::Left);
        assert!(labels.fits(&said(10.0, 20.0)));
        assert!(!labels.fits(&said(15.0, 25.0)));
        assert!(labels.fits(&said(60.0, 20.0)));
        assert!(!labels.fits(&said(195.0, 80.0)), "it would leave the lane");
        labels.claim([0.0, 90.0, 200.0, 120.0]);
        assert!(!labels.fits(&said(10.0, 100.0)));
    }
}
