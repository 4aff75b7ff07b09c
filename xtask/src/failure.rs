//! Why a command stopped, and what to do next.

use std::fmt;

/// What a command returns.
pub type Outcome<T = ()> = Result<T, Failure>;

/// Why a command stopped, and what to do next: both are sentences for the person at the keyboard.
#[derive(Debug)]
pub struct Failure {
    what: String,
    next: Option<String>,
}

impl Failure {
    /// What went wrong, with nothing to advise yet.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), next: None }
    }

    /// The same with advice; advice that is nearer to the cause stays.
    #[must_use]
    pub fn or_next(mut self, next: impl Into<String>) -> Self {
        self.next.get_or_insert_with(|| next.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.what)?;
        match &self.next {
            Some(next) => write!(f, "\n  next: {next}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Failure {}

/// Reads a file or says which one could not be read.
pub fn read(path: &std::path::Path) -> Outcome<String> {
    std::fs::read_to_string(path).map_err(|e| Failure::new(format!("cannot read {}: {e}", path.display())))
}

/// Writes a file or says which one could not be written.
pub fn write(path: &std::path::Path, text: impl AsRef<[u8]>) -> Outcome {
    std::fs::write(path, text).map_err(|e| Failure::new(format!("cannot write {}: {e}", path.display())))
}
