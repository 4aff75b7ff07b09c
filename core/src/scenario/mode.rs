use super::LevelKind;
use crate::{
    detect::Detector,
    protocol::{
        leader::{self, Ack, Elect, Fence, LogKind, Reads, Stage, Waits},
        leaderless::{self, Ask, Conflict, Coordinate, Hints, ReadRepair, Repair},
    },
};

/// What one of the modes that run side by side goes by: rules of both families, of which those of the other wait until the
/// reader chooses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mode {
    /// Where a leader and followers replicate.
    pub leader: leader::Rules,
    /// Where nobody leads.
    pub quorum: leaderless::Rules,
}

const MS: u64 = 1_000_000;
const SECOND: u64 = 1_000 * MS;

impl Mode {
    /// What all presets start from.
    pub(super) const START: Mode = Mode {
        leader: leader::Rules {
            ack: Ack { waits: Waits::Leader, stage: Stage::Durable },
            log: LogKind::Row,
            reads: Reads::Leader,
            detect: Detector::Timeout(SECOND),
            fence: Fence::Epoch,
            elect: Elect::Freshest,
            ship_ns: 0,
            keep: 1_000,
            beat_ns: 0,
        },
        quorum: leaderless::Rules {
            w: 2,
            r: 2,
            write_level: None,
            read_level: None,
            ask: Ask::All,
            coordinate: Coordinate::Replica,
            conflict: Conflict::Lww,
            repair: Repair { read: ReadRepair::Background, hint: true, merkle: false },
            is_sloppy: false,
            hints: Mode::HINTS,
            // Cassandra's gc_grace_seconds.
            grace_ns: 864_000 * SECOND,
            sweep_ns: SECOND,
            wait_ns: 0,
            is_durable: true,
        },
    };

    /// Three hours are Cassandra's `max_hint_window`.
    pub(super) const HINTS: Hints = Hints { window_ns: 10_800 * SECOND, most: 10_000, every_ns: SECOND };

    /// What reads and writes need, where that was chosen for them.
    pub fn levels(&self) -> [Option<LevelKind>; 2] {
        [self.quorum.read_level, self.quorum.write_level].map(|level| level.map(LevelKind::of))
    }
}
