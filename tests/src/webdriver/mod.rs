//! Chromium, steered by the W3C `WebDriver` protocol and, where that has no word for it, by the `DevTools` protocol.
//!
//! [`Page`] is what tests use: one browser with its own profile, on the built site or on any other.
//!
//! ```text
//! Page ── Session ── Driver (one chromedriver a session, on a free port, ended with it)
//!   └──── Server (dist/, one for all tests of a process)
//! ```

mod driver;
mod http;
mod keys;
mod page;
mod session;

pub use page::{Page, Theme, site, trap_site};
pub use session::{Element, Session};

use std::fmt;

/// What every step in a browser returns.
pub type Outcome<T = ()> = Result<T, Failure>;

/// Why a step failed, in words.
pub struct Failure(String);

impl Failure {
    /// A failure from its words.
    pub fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }
}

/// As it is: the test harness prints errors this way.
impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<E: fmt::Display> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}
