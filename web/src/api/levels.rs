use super::{
    error::{ApiError, Code},
    json::Json,
    rf::Rf,
};
use crate::words;
use quorate_core::quorum::{Level, Overlap, Reach};

/// The answer of `levels`: what reads and writes at two levels have in common.
pub(super) fn compare(rf: &Rf, read: Level, write: Level) -> Result<String, ApiError> {
    rf.check_some()?;
    let (copies, names): (Vec<u32>, Vec<&str>) = match rf {
        Rf::Each(copies) => (vec![*copies], Vec::new()),
        Rf::PerDc(per_dc) => {
            (per_dc.iter().map(|dc| dc.1).collect(), per_dc.iter().map(|dc| dc.0.as_str()).collect())
        }
    };
    let Some(reach) = Reach::new(&copies, read, write) else {
        return Err(ApiError::new(Code::Range, "rf", "asks for no copy: raise it to 1 or more"));
    };
    let tolerates = tolerates(&copies, read, write);
    let mut json = Json::default();
    json.open('{');
    push_overlap(&mut json, &reach.anywhere);
    for (key, copies) in [("toleratesRead", tolerates[0]), ("toleratesWrite", tolerates[1])] {
        match copies {
            Some(copies) => json.key(key).plain(copies),
            None => json.key(key).plain("null"),
        }
    }
    if !names.is_empty() {
        json.key("inOneDc").open('{');
        push_overlap(&mut json, &reach.in_one_dc);
        json.close('}');
    }
    let said = words::meeting::Asked { copies: &copies, names: &names, read, write };
    json.member("sentence", &words::meeting::sentence(&said, &reach, tolerates));
    json.close('}');
    Ok(json.into_text())
}

fn push_overlap(json: &mut Json, overlap: &Overlap) {
    json.key("overlap").plain(overlap.common.max(0));
    json.key("strong").plain(overlap.is_strong);
}

/// The copies that may be off with reads and with writes still answered, wherever the client stands.
fn tolerates(copies: &[u32], read: Level, write: Level) -> [Option<u32>; 2] {
    let dcs = || (0..).zip(copies).filter(|(_, copies)| **copies > 0).map(|(dc, _)| dc);
    let of = |dc| Overlap::per_dc(copies, read.at(dc), write.at(dc));
    // None is less than any number: a client that is never answered tolerates nothing.
    [
        dcs().map(|dc| of(dc).tolerates_read).min().flatten(),
        dcs().map(|dc| of(dc).tolerates_write).min().flatten(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_all_meets_what_was_written_to_a_quorum() {
        assert_eq!(
            compare(&Rf::Each(3), Level::All, Level::Quorum).unwrap(),
            r#"{"overlap":2,"strong":true,"toleratesRead":0,"toleratesWrite":1,"sentence":"RF 3, read ALL, write QUORUM: every read meets the last write in at least 2 copies; reads tolerate no copy off, writes 1."}"#
        );
    }

    #[test]
    fn an_overlap_is_never_negative_and_a_level_never_met_tolerates_nothing() {
        let json = compare(&Rf::Each(2), Level::One, Level::Three).unwrap();
        assert!(
            json.starts_with(r#"{"overlap":0,"strong":false,"toleratesRead":1,"toleratesWrite":null,"#),
            "{json}"
        );
        assert!(compare(&Rf::PerDc(vec![("a".into(), 0)]), Level::One, Level::One).is_err());
    }

    #[test]
    fn local_quorums_hold_within_one_data_centre() {
        let rf = Rf::PerDc(vec![("east".into(), 5), ("west".into(), 3)]);
        let json = compare(&rf, Level::LocalQuorum(0), Level::LocalQuorum(0)).unwrap();
        assert!(json.starts_with(
            r#"{"overlap":0,"strong":false,"toleratesRead":1,"toleratesWrite":1,"inOneDc":{"overlap":1,"strong":true},"#
        ), "{json}");
    }
}
