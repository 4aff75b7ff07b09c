//! The rules that can be chosen where nobody leads.

use super::more::Choices;

pub(super) const RULES: [Choices; 14] = [
    ("w", "A write waits for", COUNTS),
    ("r", "A read waits for", COUNTS),
    ("wl", "Or a write at", LEVELS),
    (
        "rl",
        "Or a read at",
        &[
            ("none", "that number"),
            ("one", "ONE"),
            ("two", "TWO"),
            ("three", "THREE"),
            ("quorum", "QUORUM"),
            ("all", "ALL"),
            ("local-one", "LOCAL_ONE"),
            ("local-quorum", "LOCAL_QUORUM"),
            ("each-quorum", "EACH_QUORUM"),
        ],
    ),
    (
        "conflict",
        "What replaces what",
        &[
            ("lww", "the later clock"),
            ("siblings", "what its writer had seen"),
            ("vectors", "what its version vector covers"),
            ("merge", "siblings, joined when read"),
        ],
    ),
    (
        "repair",
        "Repair",
        &[
            ("none", "none"),
            ("read", "by reads, behind the answer"),
            ("block", "by reads, before the answer"),
            ("hint", "by hints"),
            ("read-hint", "by reads and hints"),
            ("block-hint", "by reads first, and hints"),
            ("merkle", "by sweeps"),
            ("read-hint-merkle", "by reads, hints and sweeps"),
        ],
    ),
    ("sloppy", "Others may stand in", &[("off", "no: strict quorum"), ("on", "yes: sloppy quorum")]),
    ("ask", "A read asks", &[("all", "all replicas"), ("digest", "as many as it needs, for digests")]),
    (
        "coord",
        "Who coordinates",
        &[("replica", "the nearest replica"), ("any", "any node"), ("client", "the client")],
    ),
    (
        "hint",
        "Hints are kept",
        &[
            ("30ms.10000.20ms", "for 30 ms away"),
            ("1s.10000.50ms", "for 1 s away"),
            ("3h.10000.1s", "for 3 h away"),
        ],
    ),
    (
        "grace",
        "Tombstones are kept",
        &[("20ms", "20 ms"), ("100ms", "100 ms"), ("1s", "1 s"), ("864000s", "10 days")],
    ),
    ("sweep", "Sweeps every", &[("20ms", "20 ms"), ("50ms", "50 ms"), ("100ms", "100 ms"), ("1s", "1 s")]),
    (
        "wait",
        "A coordinator waits",
        &[("auto", "half as long as its client"), ("10ms", "10 ms"), ("20ms", "20 ms"), ("50ms", "50 ms")],
    ),
    ("fsync", "A replica answers", &[("on", "when it is on disk"), ("off", "from memory")]),
];

const COUNTS: &[(&str, &str)] =
    &[("1", "1 replica"), ("2", "2 replicas"), ("3", "3 replicas"), ("4", "4 replicas"), ("5", "5 replicas")];
const LEVELS: &[(&str, &str)] = &[
    ("none", "that number"),
    ("any", "ANY"),
    ("one", "ONE"),
    ("two", "TWO"),
    ("three", "THREE"),
    ("quorum", "QUORUM"),
    ("all", "ALL"),
    ("local-one", "LOCAL_ONE"),
    ("local-quorum", "LOCAL_QUORUM"),
    ("each-quorum", "EACH_QUORUM"),
];
