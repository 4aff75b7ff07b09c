use super::error::{ApiError, Code, near_word};
use quorate_core::{
    placement::{Copies, PlacementError},
    topology::Topology,
};

/// How many copies there are to be, as they were given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Rf {
    /// So many: in all, or in each data centre where the placement counts per data centre.
    Each(u32),
    /// So many in each of these data centres, by name.
    PerDc(Vec<(String, u32)>),
}

impl Rf {
    /// By the places of data centres in a topology.
    pub(super) fn copies(&self, topology: &Topology) -> Result<Copies, ApiError> {
        let per_dc = match self {
            Rf::Each(copies) => return Ok(Copies::Each(*copies)),
            Rf::PerDc(per_dc) => per_dc,
        };
        let names = || topology.dcs().iter().map(|dc| dc.name.as_str());
        let mut copies = vec![0; topology.dcs().len()];
        for (name, here) in per_dc {
            match names().position(|known| known == name) {
                Some(dc) => copies[dc] = *here,
                None => return Err(unknown_dc("rf", name, names())),
            }
        }
        self.check_some()?;
        Ok(Copies::PerDc(copies))
    }

    /// One number, for systems that know no data centres.
    pub(super) fn copies_alone(&self) -> Result<Copies, ApiError> {
        match self {
            Rf::Each(copies) => Ok(Copies::Each(*copies)),
            Rf::PerDc(_) => Err(ApiError::refused(&PlacementError::NoDataCentres)),
        }
    }

    /// Checks that there is to be a copy somewhere.
    pub(super) fn check_some(&self) -> Result<(), ApiError> {
        match self {
            Rf::PerDc(per_dc) if per_dc.iter().all(|(_, copies)| *copies == 0) => {
                let cause = "asks for no copy in any data centre: raise one to 1 or more";
                Err(ApiError::new(Code::Range, "rf", cause))
            }
            _ => Ok(()),
        }
    }
}

/// An error about a data centre that is not there, which names those that are.
pub(super) fn unknown_dc<'a>(
    field: &str,
    name: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> ApiError {
    const SHOWN: usize = 8;
    let mut list = known.clone().take(SHOWN).collect::<Vec<_>>().join(", ");
    if known.clone().nth(SHOWN).is_some() {
        list += "…";
    }
    let cause = format!("is not one of the data centres, which are {list}");
    let error = ApiError::about_text(Code::Word, field, name, &cause);
    match near_word(name, known) {
        Some(near) => error.near(near),
        None => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn topology() -> Topology {
        let mut topology = Topology::new();
        topology.dc("east");
        topology.dc("west");
        topology
    }

    #[test]
    fn copies_go_by_the_places_of_their_data_centres() {
        let rf = Rf::PerDc(vec![("west".into(), 2)]);
        assert_eq!(rf.copies(&topology()), Ok(Copies::PerDc(vec![0, 2])));
        assert_eq!(Rf::Each(3).copies(&topology()), Ok(Copies::Each(3)));
    }

    #[test]
    fn an_unknown_data_centre_is_told_from_those_there_are() {
        let error = Rf::PerDc(vec![("wets".into(), 2)]).copies(&topology()).unwrap_err().json();
        assert!(
            error.contains("the data centres, which are east, west") && error.contains(r#""hint":"west""#)
        );
        assert!(Rf::PerDc(vec![("west".into(), 0)]).copies(&topology()).is_err());
    }
}
