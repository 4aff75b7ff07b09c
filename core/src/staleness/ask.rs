use crate::base::limit;
use core::fmt;

/// How many replicas there are, how many acknowledge a write and how many answer a read, and how many trials find out what
/// becomes of it: within their limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask {
    n: u32,
    r: u32,
    w: u32,
    trials: u32,
}

/// Why it cannot be asked: the cause and the cure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StalenessError {
    /// No replica, or more than there may be.
    Replicas(u32),
    /// So many answers of so many replicas.
    Reads(u32, u32),
    /// So many acknowledgements of so many replicas.
    Writes(u32, u32),
    /// No trial, or more than there may be.
    Trials(u32),
    /// So many trials are too many for so many replicas.
    Draws(u32, u32),
}

impl Ask {
    /// Reads of `r` and writes to `w` of `n` replicas: `n` from 1 to [`limit::STALENESS_REPLICAS`], the others from 1 to `n`,
    /// `trials` from 1 to [`limit::STALENESS_TRIALS`], and together at most [`limit::STALENESS_DRAWS`].
    pub fn new(n: u32, r: u32, w: u32, trials: u32) -> Result<Self, StalenessError> {
        if !(1..=limit::STALENESS_REPLICAS).contains(&n) {
            return Err(StalenessError::Replicas(n));
        }
        if !(1..=n).contains(&r) {
            return Err(StalenessError::Reads(r, n));
        }
        if !(1..=n).contains(&w) {
            return Err(StalenessError::Writes(w, n));
        }
        if !(1..=limit::STALENESS_TRIALS).contains(&trials) {
            return Err(StalenessError::Trials(trials));
        }
        if trials > most_trials(n) {
            return Err(StalenessError::Draws(trials, n));
        }
        Ok(Ask { n, r, w, trials })
    }

    /// Replicas.
    pub const fn n(&self) -> u32 {
        self.n
    }

    /// Answers that a read waits for.
    pub const fn r(&self) -> u32 {
        self.r
    }

    /// Acknowledgements that a write waits for.
    pub const fn w(&self) -> u32 {
        self.w
    }

    /// Trials in all.
    pub const fn trials(&self) -> u32 {
        self.trials
    }
}

/// The most trials that may be asked for of so many replicas.
fn most_trials(n: u32) -> u32 {
    limit::STALENESS_DRAWS / n.max(1)
}

impl fmt::Display for StalenessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StalenessError::Replicas(n) => write!(f, "n={n} is not from 1 to {}", limit::STALENESS_REPLICAS),
            StalenessError::Reads(0, _) => f.write_str("r=0: a read waits for one replica at least"),
            StalenessError::Reads(r, n) => write!(f, "r={r} exceeds n={n}: lower r or add replicas"),
            StalenessError::Writes(0, _) => f.write_str("w=0: a write waits for one replica at least"),
            StalenessError::Writes(w, n) => write!(f, "w={w} exceeds n={n}: lower w or add replicas"),
            StalenessError::Trials(trials) => {
                write!(f, "{trials} trials are not from 1 to {}", limit::STALENESS_TRIALS)
            }
            StalenessError::Draws(trials, n) => {
                let most = most_trials(*n);
                write!(f, "{trials} trials of {n} replicas take too long: ask for at most {most} trials")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::{String, ToString};

    fn refusal(n: u32, r: u32, w: u32, trials: u32) -> String {
        Ask::new(n, r, w, trials).unwrap_err().to_string()
    }

    #[test]
    fn what_cannot_be_asked_is_refused_with_a_cure() {
        assert!(Ask::new(limit::STALENESS_REPLICAS, 1, 100, 1).is_ok());
        assert!(Ask::new(3, 1, 1, limit::STALENESS_TRIALS).is_ok());
        assert_eq!(refusal(0, 1, 1, 1), "n=0 is not from 1 to 100");
        assert_eq!(refusal(3, 1, 4, 1), "w=4 exceeds n=3: lower w or add replicas");
        assert_eq!(refusal(3, 5, 4, 1), "r=5 exceeds n=3: lower r or add replicas");
        assert_eq!(refusal(3, 0, 1, 1), "r=0: a read waits for one replica at least");
        assert_eq!(refusal(3, 1, 1, 0), "0 trials are not from 1 to 5000000");
        assert_eq!(
            refusal(100, 1, 1, 1_000_000),
            "1000000 trials of 100 replicas take too long: ask for at most 200000 trials"
        );
    }
}
