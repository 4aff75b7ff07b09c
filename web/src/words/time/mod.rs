//! What is said of runs over time: modes, messages, events, what became of writes, and why.

mod chart;
mod event;
mod label;
mod message;
mod mode;
mod number;
mod page;
mod promise;
mod quorum;
mod quorum_mode;
mod rule;
mod sheet;
mod story;
#[cfg(test)]
mod tests;
mod verb;
mod why;

pub use chart::{
    EXPOSURE, LAG, LATENCY, READ_LATENCY, TIME_OF_A_WRITE, TIME_OF_THE_RUN, formula, most_exposed, most_lag,
    quantiles, sentences,
};
pub use event::{event, mark};
pub use label::{actor, epoch, is_lost, label, no_answer, only_on, operation, stale, too_many, version};
pub use message::{Note, message, note};
pub use mode::{Fact, facts, mode, titles};
pub use number::{PACE, Unit, instant, of_run, span};
pub use page::{
    FIGURE, HINT, IN_ALL_MODES, NO_SCRIPT, OVERLAP_OFF, PROOF, TOO_FEW, cannot, clear, go_to, gone,
    happens_at, modelled, nodes_at, strike, summary,
};
pub use promise::{promises, stalest};
pub use rule::{broken, rule};
pub use sheet::{events, events_exact, modes, modes_exact, nodes};
pub use story::{description, difference, headline, second, title};
pub use verb::{is_asked, verb};
pub use why::why;
