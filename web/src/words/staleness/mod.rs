//! What is said of how stale reads are: what trials found, and what the page of stale reads says round it.

mod model;
mod next;
mod page;
mod said;
mod sheets;

pub use model::{about, label, no_model};
pub use next::next;
pub use page::{LEFT_OUT, QUANTILE, capped, closed_form, drawn, headline, partial, read_at, second, slider};
pub use said::{AFTER, TITLE, asked, chance, ms, point, published, quantile, seen_at, sheet, visible};
pub use sheets::{latencies, versions};
