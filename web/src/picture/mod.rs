//! Pictures: small trees of tags made by pure geometry, and their two writers, one to a string and one to the page.
//!
//! A picture is tested without a browser. What it draws carries the [`Part`] that it stands for.

mod element;
pub mod history;
mod levels;
mod marks;
pub mod matrix;
mod measure;
pub mod merkle;
mod moved;
mod paint;
mod part;
pub mod racks;
mod render;
pub mod ring;
pub mod sequence;
pub mod sets;
mod svg;
pub mod versions;
#[cfg(target_arch = "wasm32")]
mod view;

pub use element::{Element, FONT, MONO, Node, Path, Value, px, view_box};
pub use levels::levels;
pub use marks::{mark_at, marks};
pub use measure::text_width;
pub use moved::moved;
pub use paint::{Paint, Palette, has_slit};
pub use part::Part;
pub use render::{Drawing, Picture, render};
pub use svg::to_svg;
#[cfg(target_arch = "wasm32")]
pub use view::vnode;
