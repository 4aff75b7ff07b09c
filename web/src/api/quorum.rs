use super::{
    error::{ApiError, Code},
    given::Given,
    json::Json,
};
use crate::words;
use quorate_core::{
    base::limit,
    quorum::{Operation, Quorum},
};

/// What `quorum` is asked, as it was given.
pub(super) struct Asked {
    pub(super) n: Given,
    pub(super) w: Given,
    pub(super) r: Given,
    pub(super) p: Given,
}

/// The answer of `quorum`: what N, W and R give.
pub(super) fn answer(asked: &Asked) -> Result<String, ApiError> {
    let n = asked.n.whole("n", 1..=limit::QUORUM_REPLICAS, None)?;
    let (w, r) = (waits(&asked.w, "w", n)?, waits(&asked.r, "r", n)?);
    let p = asked.p.chance("p")?;
    // All of it was checked by its field before.
    let quorum = Quorum::new(n, w, r).map_err(|error| ApiError::new(Code::Range, "n", &error.to_string()))?;
    let mut json = Json::default();
    json.open('{');
    json.key("overlap").plain(quorum.overlap());
    json.key("strong").plain(quorum.is_strong());
    json.key("toleratesRead").plain(quorum.tolerates(Operation::Read));
    json.key("toleratesWrite").plain(quorum.tolerates(Operation::Write));
    let mut sentence = words::quorum::sentence(quorum);
    if let Some(p) = p {
        json.key("availableRead").unit(quorum.available(Operation::Read, p));
        json.key("availableWrite").unit(quorum.available(Operation::Write, p));
        sentence.push(' ');
        sentence.push_str(&words::quorum::availability(quorum, p));
    }
    json.member("sentence", &sentence);
    json.close('}');
    Ok(json.into_text())
}

/// How many of `n` copies an operation waits for.
fn waits(given: &Given, field: &str, n: u32) -> Result<u32, ApiError> {
    match given {
        Given::Integer(asked) if *asked > i64::from(n) => {
            let cause = format!("exceeds n={n}: lower {field} or add replicas");
            Err(given.error(Code::Range, field, &cause).near(&n))
        }
        _ => given.whole(field, 1..=n, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(n: i64, w: i64, r: i64, p: Given) -> Result<String, String> {
        let asked = Asked { n: Given::Integer(n), w: Given::Integer(w), r: Given::Integer(r), p };
        answer(&asked).map_err(|error| error.json())
    }

    #[test]
    fn three_two_two_is_strong_and_tolerates_one() {
        let json = told(3, 2, 2, Given::Missing).unwrap();
        assert!(
            json.starts_with(
                r#"{"overlap":1,"strong":true,"toleratesRead":1,"toleratesWrite":1,"sentence":"N=3, W=2, R=2: "#
            ),
            "{json}"
        );
        assert!(json.contains("That is not linearizability"), "{json}");
    }

    #[test]
    fn availability_is_told_where_a_chance_is_given() {
        let json = told(3, 3, 1, Given::Odd(0.5, String::new())).unwrap();
        assert!(json.contains("\"availableRead\":") && json.contains("\"availableWrite\":"), "{json}");
        assert!(json.contains("If each copy is off 50\u{202f}% of the time"), "{json}");
        // What is too small for a number of full precision is nothing.
        let json = told(100, 20, 100, Given::Odd(1.0 - f64::EPSILON, String::new())).unwrap();
        assert!(json.contains("\"availableRead\":0,\"availableWrite\":"), "{json}");
    }

    #[test]
    fn what_is_no_quorum_is_refused_with_cause_cure_and_the_nearest() {
        assert_eq!(
            told(3, 4, 1, Given::Missing).unwrap_err(),
            r#"{"code":"range","field":"w","value":"4","message":"w: 4 exceeds n=3: lower w or add replicas","hint":"3"}"#
        );
        assert_eq!(
            told(3, 1, 0, Given::Missing).unwrap_err(),
            r#"{"code":"range","field":"r","value":"0","message":"r: 0 is not from 1 to 3: 1 is nearest","hint":"1"}"#
        );
        assert!(told(101, 1, 1, Given::Missing).unwrap_err().contains("n: 101 is not from 1 to 100"));
        assert!(told(0, 1, 1, Given::Missing).unwrap_err().contains("n: 0 is not from 1 to 100"));
        assert!(told(3, 1, 1, Given::Integer(2)).unwrap_err().contains("p: 2 is not from 0 to 1"));
    }
}
