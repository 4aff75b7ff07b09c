//! Every limit by name. Each is checked before memory is taken for what it limits.

/// Nodes in a cluster.
pub const NODES: u32 = 1_000;
/// The highest number that a node's id may have.
pub const NODE_NUMBER: u32 = 9_999;
/// Tokens of one node.
pub const VNODES: u32 = 1_024;
/// Tokens of a whole ring.
pub const TOKENS: u32 = 262_144;
/// Fixed partitions, ranges of keys, and rows of an explicit table.
pub const PARTITIONS: u32 = 65_536;
/// Racks of one data centre, data centres of one region, and regions.
pub const RACKS: u32 = 100;
/// Copies of each key.
pub const REPLICAS: u32 = 1_000;
/// Copies of all partitions of a cluster, where they are placed in racks.
pub const COPIES: u32 = 1_000_000;
/// Copies of one partition there: some placements take the square of their number for each.
pub const COPIES_EACH: u32 = 100;
/// Replicas of a quorum by numbers: the sets that may answer are counted exactly, and C(100, 50) is below 2^97.
pub const QUORUM_REPLICAS: u32 = 100;
/// A node's weight in per cent of an ordinary node.
pub const WEIGHT_PERCENT: u32 = 10_000;
/// Keys, generated or the reader's own.
pub const KEYS: u32 = 1_000_000;
/// Bytes of a text in an address: a name, a key, a prefix.
pub const TEXT_BYTES: usize = 32;
/// Bytes of one key in an attachment.
pub const KEY_BYTES: usize = 65_536;
/// Bytes of all keys in an attachment.
pub const ATTACHMENT_BYTES: usize = 128 * 1024 * 1024;
/// Characters of an address, before and after inflation.
pub const ADDRESS_CHARS: usize = 65_536;
/// Problems listed of one address; what is wrong beyond them is counted only.
pub const ERRORS: usize = 16;
/// Characters that an address has before it is deflated.
pub const PLAIN_CHARS: usize = 1_500;

/// Nodes of a cluster that is simulated over time.
pub const SIM_NODES: u32 = 64;
/// Clients of a simulation.
pub const SIM_CLIENTS: u32 = 64;
/// Partitions of a simulation that are written or read.
pub const SIM_PARTITIONS: u32 = 256;
/// Entries that a replica keeps for when a gap before them closes.
pub const SIM_EARLY: usize = 1_024;
/// Keys that clients of a simulation ask for by themselves.
pub const SIM_KEYS: u32 = 10_000;
/// The least time between two operations of an open loop, ns.
pub const ARRIVAL_NS: u64 = 1_000;
/// Lines of a script.
pub const SCRIPT: usize = 2_000;
/// Virtual time of a simulation, and of everything in it, ns: a day.
pub const SIM_NS: u64 = 86_400_000_000_000;
/// How long hints and tombstones are kept, ns: a year, though no simulation lasts as long.
pub const GRACE_NS: u64 = 31_536_000_000_000_000;
/// Hints that one node keeps.
pub const HINTS: u32 = 1_000_000;
/// Trials that chances are reckoned from.
pub const TRIALS: core::ops::RangeInclusive<u32> = 1_000..=10_000_000;
/// The shortest that lies between two of what happens again and again, such as heartbeats, ns.
pub const PERIOD_NS: u64 = 100_000;
/// Modes that run side by side.
pub const MODES: u32 = 3;
/// Rules of single links.
pub const LINKS: usize = 1_000;
/// Latencies of a mixture.
pub const MIXTURE: usize = 8;
/// Sigma of a log-normal latency, per cent: at 500 one message of a thousand takes five million times the median.
pub const SIGMA_PERCENT: u32 = 500;
/// Alpha of a Pareto latency, hundredths.
pub const PARETO_ALPHA: core::ops::RangeInclusive<u32> = 10..=10_000;
/// Theta of Zipf's law, hundredths.
pub const ZIPF_THETA: u32 = 1_000;
/// The threshold of phi, hundredths.
pub const PHI: u32 = 10_000;
/// How often a client asks anew.
pub const RETRIES: u32 = 100;
/// Entries of the log that are kept.
pub const KEEP: u32 = 1_000_000;
/// The number of the message after an instant that is lost or late.
pub const MESSAGE_NUMBER: u32 = 1_000_000;
/// Steps of a simulation: what comes after is not known, and the run says so.
pub const SIM_STEPS: u64 = 500_000;
/// Versions of one key among which it is found out whose writers knew of which; of more none is said to be replaced unseen.
pub const SEEN_VERSIONS: usize = 2_000;
/// Operations of a run of which it is judged at once whether it is linearizable.
pub const JUDGED_OPERATIONS: usize = 10_000;
/// Characters of a diagram that Mermaid still draws: its `maxTextSize`.
pub const MERMAID_CHARS: usize = 50_000;

/// Operations of a history that is checked.
pub const HISTORY_OPERATIONS: usize = 100_000;
/// Bytes of all keys, values and names of processes of a history.
pub const HISTORY_TEXT_BYTES: usize = 16 * 1024 * 1024;
/// Steps of a search for an order that explains a history, looks at what may come next: a second or so. A history that takes
/// more is not decided.
pub const HISTORY_STEPS: u64 = 200_000_000;
/// Bytes of the states that such a search remembers.
pub const HISTORY_BYTES: u64 = 128 * 1024 * 1024;
/// Levels of a Merkle tree below its root, which bound its memory: 2 million hashes.
pub const TREE_DEPTH: u32 = 20;

/// How long one message may take at most, ns: a day. Draws of a long tail are cut there.
pub const LATENCY_NS: u64 = 86_400_000_000_000;
/// Alpha of a Pareto latency, hundredths.
pub const ALPHA_HUNDREDTHS: u32 = 10_000;
/// Parts of a mixture of latencies.
pub const MIXTURE_PARTS: usize = 8;
/// The threshold of an accrual detector, hundredths: beyond it chances are too small for a number.
pub const PHI_HUNDREDTHS: u32 = 10_000;
/// How long a detector's timeout, or the time between heartbeats, may be, ns: a day.
pub const BEAT_NS: u64 = 86_400_000_000_000;
/// Intervals that an accrual detector remembers.
pub const PHI_WINDOW: usize = 1_000;

/// Nodes in one list of a call of the JavaScript module.
pub const API_NODES: u32 = 10_000;
/// Tokens of one node there.
pub const API_VNODES: u32 = 100_000;
/// Tokens of a whole ring there.
pub const API_TOKENS: u32 = 2_000_000;
/// Keys, or positions, of one call.
pub const API_KEYS: u32 = 1_000_000;
/// Bytes of all keys of one call.
pub const API_KEY_BYTES: usize = 128 * 1024 * 1024;
/// Bytes of a node's id, and of the other texts that are said of a node.
pub const API_ID_BYTES: usize = 1_024;
/// The highest number that the first partition may have there: Kafka counts them in 32 bits with a sign.
pub const API_PARTITION_NUMBER: u32 = 0x7fff_ffff;
/// Partitions times copies squared times nodes, of a placement that looks at every node for each copy: seconds.
pub const API_PLACEMENT_STEPS: u64 = 1_000_000_000;
/// Bytes of the names of all racks, hosts and data centres that differ, of nodes of one call.
pub const API_SITE_BYTES: usize = 1 << 20;
/// Ids in one answer: keys times replicas.
pub const API_ANSWER_IDS: u64 = 10_000_000;
/// Bytes of the ids in one answer.
pub const API_ANSWER_BYTES: u64 = 256 * 1024 * 1024;
/// Events of a run over time in one answer.
pub const API_EVENTS: u64 = 500_000;

/// Replicas of which staleness is asked.
pub const STALENESS_REPLICAS: u32 = 100;
/// Trials that find out how stale reads are. All are kept, with 24 bytes each.
pub const STALENESS_TRIALS: u32 = 5_000_000;
/// Trials times replicas there: a second or two.
pub const STALENESS_DRAWS: u32 = 20_000_000;
/// Instants of which one call asks how stale a read is then.
pub const STALENESS_INSTANTS: u32 = 10_000;
