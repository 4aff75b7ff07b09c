use crate::base::{DcId, IdMap, limit};

/// How many copies each partition is to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replicas {
    /// So many: in all, or in each data centre where the placement counts per data centre.
    Each(u32),
    /// So many in each of these data centres.
    PerDc(IdMap<u32, DcId>),
}

impl Replicas {
    /// So many copies in all, dealt over data centres, the first with one more where they do not divide.
    pub(super) fn dealt(total: u32, dcs: &[DcId]) -> Self {
        let mut copies = IdMap::default();
        for (at, dc) in (0..).zip(dcs) {
            let n = dcs.len() as u32;
            let here = total / n + u32::from(at < total % n);
            if here > 0 {
                copies.insert(*dc, here);
            }
        }
        if copies.is_empty() { Replicas::Each(total) } else { Replicas::PerDc(copies) }
    }

    /// Copies in all, in a cluster with these data centres.
    pub fn total(&self, dcs: &[DcId]) -> u32 {
        match self {
            Replicas::Each(copies) => *copies,
            Replicas::PerDc(copies) => dcs.iter().filter_map(|dc| copies.get(*dc)).sum(),
        }
    }

    /// Copies in a data centre, where they are counted per data centre.
    pub fn in_dc(&self, dc: DcId) -> u32 {
        match self {
            Replicas::Each(copies) => *copies,
            Replicas::PerDc(copies) => copies.get(dc).copied().unwrap_or(0),
        }
    }

    /// Forgets data centres that are not there; what is left of none is one copy of each.
    pub(super) fn prune(&mut self, stands: impl Fn(DcId) -> bool) {
        let Replicas::PerDc(copies) = self else { return };
        copies.retain(|dc, _| stands(dc));
        if copies.is_empty() {
            *self = Replicas::Each(1);
        }
    }

    /// Whether all counts are within their limit.
    pub(super) fn check(&self) -> bool {
        let fits = |copies: &u32| (1..=limit::REPLICAS).contains(copies);
        match self {
            Replicas::Each(copies) => fits(copies),
            Replicas::PerDc(copies) => !copies.is_empty() && copies.iter().all(|(_, copies)| fits(copies)),
        }
    }
}
