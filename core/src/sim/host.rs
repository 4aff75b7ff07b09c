use alloc::vec::Vec;

/// What a machine runs on: its power, its disk, its clock, and how quick it is.
#[derive(Clone, Debug)]
pub(super) struct Host<D> {
    pub(super) state: HostState,
    /// Counts its starts: timers and flushes of an earlier life are dropped.
    pub(super) life: u32,
    /// How long a flush takes, ns.
    pub(super) disk_ns: u64,
    /// How much later it gets to what arrives, ns.
    pub(super) slow_ns: u64,
    /// How far its clock is ahead of true time, ns.
    pub(super) skew_ns: i64,
    /// What came while it paused, in order.
    pub(super) waiting: Vec<D>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HostState {
    Runs,
    Paused,
    Off,
}

impl<D> Host<D> {
    pub(super) const fn new(disk_ns: u64, skew_ns: i64) -> Self {
        Host { state: HostState::Runs, life: 0, disk_ns, slow_ns: 0, skew_ns, waiting: Vec::new() }
    }
}
