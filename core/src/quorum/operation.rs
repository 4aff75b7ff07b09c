/// What a client asks of a partition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// To read it.
    Read,
    /// To write to it.
    Write,
}

impl Operation {
    /// Both.
    pub const BOTH: [Operation; 2] = [Operation::Read, Operation::Write];
}
