//! What is said of N, W and R: what the two sets have in common, what may be off, and what that does not promise. Each number
//! is computed.

mod claims;
mod matrix;
mod said;
mod sets;
mod sheet;

pub use claims::{Claim, claims};
pub use matrix::{cell_counts, cell_label, cell_words, matrix_description, matrix_key, matrix_title, more};
pub use said::{
    NOT_LINEARIZABLE, TITLE, availability, cell, headline, meeting, numbers, off, second, sentence, sloppy,
    take, tolerance, writers,
};
pub use sets::{SIDES, middle, read_label, sets_description, sets_title, write_label};
pub use sheet::{matrix_sheet, sets_sheet};
