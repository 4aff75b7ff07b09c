use alloc::vec::Vec;

/// How long a message takes on its way, one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Latency {
    /// Always as long, ns.
    Constant(u64),
    /// Anything between two, each as likely, ns.
    Uniform(u64, u64),
    /// Exponential with this mean, ns.
    Exponential(u64),
    /// Log-normal: the median in ns, and sigma in per cent.
    LogNormal(u64, u32),
    /// Pareto: the least in ns, and alpha in hundredths.
    Pareto(u64, u32),
    /// As it was measured between two places.
    Measured(MeasuredTable),
    /// One of several: the chance of each in per cent, which make a hundred.
    Mixture(Vec<(u32, Latency)>),
}

/// Tables of measured round trips.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeasuredTable {
    /// Between the regions of AWS in 2013 (Bailis): the data centres of sender and receiver have the names of regions.
    Aws2013,
}
