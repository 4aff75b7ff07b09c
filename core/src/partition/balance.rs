//! How evenly a ring shares its space: what is, and what chance alone would give.

use crate::base::Share;

/// The largest share over the mean share: 1 where all are equal. Zero nodes have no imbalance.
pub fn max_over_mean(shares: &[Share]) -> f64 {
    let largest = shares.iter().map(|share| share.approx()).fold(0.0, f64::max);
    largest * shares.len() as f64
}

/// The standard deviation of the shares over their mean.
pub fn relative_deviation(shares: &[Share]) -> f64 {
    let n = shares.len() as f64;
    if shares.is_empty() {
        return 0.0;
    }
    let mean = 1.0 / n;
    let squares: f64 = shares.iter().map(|share| (share.approx() - mean) * (share.approx() - mean)).sum();
    libm::sqrt(squares / n) / mean
}

/// The relative standard deviation of one node's share where `nodes` nodes have `vnodes` independent uniform tokens
/// each: √((n−1)/(nV+1)), exact.
///
/// The nV gaps of such a ring are Dirichlet(1, …, 1), so a node's share is Beta(V, (n−1)V), whose mean is 1/n and
/// whose variance is (n−1)/(n²(nV+1)).
pub fn expected_deviation(nodes: u32, vnodes: u32) -> f64 {
    if nodes == 0 {
        return 0.0;
    }
    let (n, v) = (f64::from(nodes), f64::from(vnodes));
    libm::sqrt((n - 1.0) / (n * v + 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_expectation_is_that_of_a_beta_distribution() {
        assert!((expected_deviation(3, 1) - 0.707_106_781_186_547_5).abs() < 1e-15);
        assert!((expected_deviation(3, 150) - 0.066_592_715_821_202_69).abs() < 1e-15);
    }

    #[test]
    fn equal_shares_have_no_deviation() {
        let even = [Share::of(1, 2); 2];
        assert!((max_over_mean(&even) - 1.0).abs() < 1e-15 && relative_deviation(&even) < 1e-15);
    }
}
