use quorate_core::trace::{ActorAt, Outcome, TextAt, Trace, VersionAt, What};

/// A version while a node has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holding {
    /// Who has it.
    pub node: ActorAt,
    /// Which.
    pub version: VersionAt,
    /// Since when, ns.
    pub from_ns: u64,
    /// Until when, ns; `u64::MAX` where it stays.
    pub to_ns: u64,
    /// For whom, where it only keeps it for another.
    pub hint_for: Option<ActorAt>,
    /// When a write that began after its own had ended was acknowledged, ns: what has only this is stale since.
    pub stale_ns: Option<u64>,
}

impl Holding {
    /// Whether a later write was acknowledged by an instant, and it was still there.
    pub fn is_stale_at(&self, at_ns: u64) -> bool {
        self.hint_for.is_none() && self.stale_ns.is_some_and(|ns| ns <= at_ns && ns < self.to_ns)
    }

    /// Whether a node has both at some time.
    pub const fn overlaps(&self, other: &Holding) -> bool {
        self.from_ns < other.to_ns && other.from_ns < self.to_ns
    }
}

/// What nodes had of one key.
#[derive(Clone, Debug)]
pub struct Holdings(Vec<Holding>);

impl Holdings {
    /// Reads a trace.
    pub fn of(trace: &Trace, key: TextAt) -> Self {
        let mut all: Vec<Holding> = Vec::new();
        let is_of_key = |at: VersionAt| trace.versions.get(at).key == key;
        let end = |all: &mut Vec<Holding>, node: ActorAt, version, hint_for, at_ns| {
            let open = all.iter_mut().rev().find(|holding| {
                (holding.node, holding.version, holding.hint_for) == (node, version, hint_for)
                    && holding.to_ns == u64::MAX
            });
            if let Some(open) = open {
                open.to_ns = at_ns;
            }
        };
        for event in &trace.events {
            let (node, from_ns) = (event.actor, event.at_ns);
            let begun = |version, hint_for| Holding {
                node,
                version,
                from_ns,
                to_ns: u64::MAX,
                hint_for,
                stale_ns: superseded_ns(trace, version),
            };
            match event.what {
                What::Stored { version, .. } if is_of_key(version) => all.push(begun(version, None)),
                What::Hinted { whom, version } if is_of_key(version) => all.push(begun(version, Some(whom))),
                What::Dropped { version, .. } => end(&mut all, node, version, None, from_ns),
                What::Unhinted { whom, version, .. } => end(&mut all, node, version, Some(whom), from_ns),
                _ => {}
            }
        }
        Holdings(all)
    }

    /// Who ever had one, in the order of lifelines.
    pub fn nodes(&self) -> Vec<ActorAt> {
        let mut nodes: Vec<ActorAt> = self.0.iter().map(|holding| holding.node).collect();
        nodes.sort_unstable();
        nodes.dedup();
        nodes
    }

    /// What one node had, by time.
    pub fn of_node(&self, node: ActorAt) -> impl Iterator<Item = &Holding> {
        self.0.iter().filter(move |holding| holding.node == node)
    }

    /// What is there at an instant.
    pub fn at(&self, at_ns: u64) -> impl Iterator<Item = &Holding> {
        self.0.iter().filter(move |holding| holding.from_ns <= at_ns && at_ns < holding.to_ns)
    }
}

/// When the first write of the key was acknowledged that began after a version's own write had ended, ns.
fn superseded_ns(trace: &Trace, at: VersionAt) -> Option<u64> {
    let version = trace.versions.get(at);
    let own = trace.operation(version.op);
    let ended_ns = own.end_ns?;
    let later = trace.operations.iter().filter(|op| {
        op.key == version.key && op.kind.is_write() && op.outcome == Outcome::Ok && op.start_ns > ended_ns
    });
    later.filter_map(|op| op.end_ns).min()
}
