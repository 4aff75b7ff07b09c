//! A plotters backend that draws into a [`Picture`](crate::picture::Element).
//!
//! plotters knows colours as red, green and blue. Ours stay tokens until they are written, so a colour here is a number
//! of a [`Paint`] and a style, which the backend reads back.

use crate::picture::{Element, Paint, Path};
use plotters::style::{Color, RGBColor, ShapeStyle};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    text_anchor::{HPos, VPos},
};
use std::convert::Infallible;

/// Collects what plotters draws.
pub(super) struct PictureBackend<'a> {
    size: (u32, u32),
    drawn: &'a mut Vec<Element>,
}

impl<'a> PictureBackend<'a> {
    pub(super) fn new(size: (u32, u32), drawn: &'a mut Vec<Element>) -> Self {
        PictureBackend { size, drawn }
    }
}

/// How an outline or text is drawn, carried in a colour.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stroke {
    Solid,
    /// An outline of dashes.
    Dashed,
    /// Text with a line through it.
    Struck,
}

/// A paint as a colour that plotters can carry.
pub(super) fn colour(paint: Paint, stroke: Stroke) -> RGBColor {
    let number = Paint::all().position(|known| known == paint).unwrap_or(0);
    RGBColor(number as u8, stroke as u8, 0)
}

pub(super) fn filled(paint: Paint) -> ShapeStyle {
    ShapeStyle { color: colour(paint, Stroke::Solid).to_rgba(), filled: true, stroke_width: 1 }
}

pub(super) fn outlined(paint: Paint, stroke: Stroke) -> ShapeStyle {
    ShapeStyle { color: colour(paint, stroke).to_rgba(), filled: false, stroke_width: 2 }
}

fn paint(colour: BackendColor) -> Paint {
    Paint::all().nth(usize::from(colour.rgb.0)).unwrap_or(Paint::Ink)
}

fn place((x, y): BackendCoord) -> (f64, f64) {
    (f64::from(x), f64::from(y))
}

fn styled(element: Element, style: &impl BackendStyle, fill: bool) -> Element {
    let colour = style.color();
    if fill {
        return element.with("fill", paint(colour));
    }
    let element = element
        .with("fill", Paint::None)
        .with("stroke", paint(colour))
        .with("stroke-width", f64::from(style.stroke_width()));
    if colour.rgb.1 == Stroke::Dashed as u8 { element.with("stroke-dasharray", "3 2") } else { element }
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for PictureBackend<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        let (x, y) = place(point);
        self.drawn.push(
            Element::new("rect")
                .with("x", x)
                .with("y", y)
                .with("width", "1")
                .with("height", "1")
                .with("fill", paint(color)),
        );
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let ((x0, y0), (x1, y1)) = (place(from), place(to));
        let rect = Element::new("rect")
            .with("x", x0.min(x1))
            .with("y", y0.min(y1))
            .with("width", (x1 - x0).abs())
            .with("height", (y1 - y0).abs());
        self.drawn.push(styled(rect, style, fill));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let data = path.into_iter().enumerate().fold(Path::default(), |data, (at, point)| {
            if at == 0 { data.to(place(point)) } else { data.line(place(point)) }
        });
        self.drawn.push(styled(Element::new("path").with("d", data.0), style, false));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let (x, y) = place(center);
        let circle = Element::new("circle").with("cx", x).with("cy", y).with("r", f64::from(radius));
        self.drawn.push(styled(circle, style, fill));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Drawn {
        let data = corners.into_iter().enumerate().fold(Path::default(), |data, (at, point)| {
            if at == 0 { data.to(place(point)) } else { data.line(place(point)) }
        });
        self.drawn.push(styled(Element::new("path").with("d", data.close().0), style, true));
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, pos: BackendCoord) -> Drawn {
        let (x, y) = place(pos);
        let anchor = match style.anchor().h_pos {
            HPos::Left => "start",
            HPos::Center => "middle",
            HPos::Right => "end",
        };
        let drop = match style.anchor().v_pos {
            VPos::Top => 0.8,
            VPos::Center => 0.36,
            VPos::Bottom => 0.0,
        };
        let label = Element::text(x, y + drop * style.size(), text)
            .with("font-size", style.size())
            .with("text-anchor", anchor)
            .with("fill", paint(style.color()));
        let is_struck = style.color().rgb.1 == Stroke::Struck as u8;
        let label = if is_struck { label.with("text-decoration", "line-through") } else { label };
        let is_bold = matches!(style.style(), plotters_backend::FontStyle::Bold);
        self.drawn.push(if is_bold { label.with("font-weight", "700") } else { label });
        Ok(())
    }

    /// plotters would measure text through the DOM, which a worker and a server have not: a fixed width a letter is near
    /// enough for what is laid out here, and the same everywhere.
    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        Ok(((text.chars().count() as f64 * style.size() * 0.55) as u32, style.size() as u32))
    }
}
