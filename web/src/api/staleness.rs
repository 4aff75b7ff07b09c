use super::{
    error::{ApiError, Code},
    given::Given,
    json::Json,
};
use crate::{chart::staleness_instants, words::staleness as words};
use quorate_core::{
    base::{Share, limit},
    scenario::{Code as Fault, latency},
    sim::LatencyError,
    staleness::{Ask, Bounds, Findings, Leg, Legs, Model, Sampling, StalenessError, versions},
};

/// What `staleness` is asked.
pub(super) struct Asked {
    pub(super) ask: Ask,
    pub(super) legs: Legs,
    pub(super) seed: u64,
    pub(super) quantile: f64,
    /// Instants after the acknowledgement, ms; None for those that show the curve.
    pub(super) at: Option<Vec<f64>>,
}

/// Versions of which `kStaleness` speaks.
const VERSIONS: u32 = 10;
/// ns of a ms.
const MS: f64 = 1e6;

/// The answer of `staleness`.
pub(super) fn find(asked: &Asked) -> String {
    let mut sampling = Sampling::new(&asked.legs, asked.ask, asked.seed);
    sampling.advance(u32::MAX);
    let findings = sampling.finish();
    let visibility = findings.visibility(asked.quantile);
    let mut json = Json::default();
    json.open('{');
    push_curve(json.key("consistentAt"), &findings, asked, visibility);
    json.key("visibility").open('{');
    json.key("quantile").unit(asked.quantile);
    push_bounds(&mut json, visibility);
    json.close('}');
    push_latency(json.key("readLatency"), &|q| findings.read_latency(q));
    push_latency(json.key("writeLatency"), &|q| findings.write_latency(q));
    push_versions(json.key("kStaleness"), asked.ask);
    json.key("trials").plain(findings.trials());
    json.member("sentence", &words::visible(asked.quantile, visibility.value));
    json.close('}');
    json.into_text()
}

fn push_curve(json: &mut Json, findings: &Findings, asked: &Asked, visibility: Bounds) {
    json.open('[');
    let mut push = |ms: f64| {
        let estimate = findings.consistent_at(ms * MS);
        json.open('{');
        json.key("t").unit(ms);
        json.key("p").unit(estimate.p);
        json.key("low").unit(estimate.low);
        json.key("high").unit(estimate.high);
        json.close('}');
    };
    match &asked.at {
        Some(at) => at.iter().copied().for_each(&mut push),
        None => staleness_instants(visibility.value).map(|ns| ns / MS).for_each(&mut push),
    }
    json.close(']');
}

fn push_bounds(json: &mut Json, bounds: Bounds) {
    json.key("value").unit(bounds.value / MS);
    for (key, end) in [("low", bounds.low), ("high", bounds.high)] {
        match end {
            Some(ns) => json.key(key).unit(ns / MS),
            None => json.key(key).plain("null"),
        }
    }
}

fn push_latency(json: &mut Json, quantile: &dyn Fn(f64) -> Bounds) {
    json.open('{');
    for (key, q) in [("p50", 0.5), ("p99", 0.99), ("p999", 0.999)] {
        json.key(key).unit(quantile(q).value / MS);
    }
    json.close('}');
}

/// The chance of one of the last k versions, for each k. Where the fraction has too many digits there is only a number.
fn push_versions(json: &mut Json, ask: Ask) {
    json.open('[');
    for k in 1..=VERSIONS {
        json.open('{');
        json.key("k").plain(k);
        if let Some(Share { num, den }) = versions::within(ask, k) {
            json.key("num").digits(num);
            json.key("den").digits(den);
        } else {
            json.key("num").plain("null");
            json.key("den").plain("null");
        }
        json.key("approx").unit(versions::within_approx(ask, k));
        json.close('}');
    }
    json.close(']');
}

/// What may be asked of replicas and trials.
pub(super) fn ask(n: u32, r: u32, w: u32, trials: u32) -> Result<Ask, ApiError> {
    Ask::new(n, r, w, trials).map_err(|error| {
        let fewer = "lower it or add replicas";
        let (field, value, cause, near) = match error {
            StalenessError::Reads(r, n) => ("r", r, format!("exceeds n={n}: {fewer}"), n),
            StalenessError::Writes(w, n) => ("w", w, format!("exceeds n={n}: {fewer}"), n),
            StalenessError::Draws(trials, n) => {
                let most = limit::STALENESS_DRAWS / n.max(1);
                let cause = format!("of {n} replicas take too long: ask for at most {most}");
                ("trials", trials, cause, most)
            }
            StalenessError::Replicas(n) => {
                return ApiError::about(Code::Range, "n", &n.to_string(), "is out of range");
            }
            StalenessError::Trials(trials) => {
                return ApiError::about(Code::Range, "trials", &trials.to_string(), "is out of range");
            }
        };
        ApiError::about(Code::Range, field, &value.to_string(), &cause).near(&near)
    })
}

/// The quantile: a chance between 0 and 1, 99.9 % where none is given.
pub(super) fn quantile(given: &Given) -> Result<f64, ApiError> {
    match given {
        Given::Missing => Ok(0.999),
        Given::Odd(q, _) if *q > 0.0 && *q < 1.0 => Ok(*q),
        Given::Integer(_) | Given::Odd(..) => {
            let cause = "is not between 0 and 1: give a chance such as 0.999";
            Err(given.error(Code::Range, "quantile", cause).near("0.999"))
        }
        _ => Err(given.error(Code::Number, "quantile", "is not a number: give a chance such as 0.999")),
    }
}

/// An instant, ms.
pub(super) fn instant(given: &Given, field: &str) -> Result<f64, ApiError> {
    let most = (limit::LATENCY_NS / 1_000_000) as f64;
    let ms = match given {
        Given::Integer(ms) => *ms as f64,
        Given::Odd(ms, _) => *ms,
        _ => return Err(given.error(Code::Number, field, "is not a number: give milliseconds such as 10")),
    };
    if (0.0..=most).contains(&ms) {
        return Ok(ms);
    }
    let cause = "is not from 0 to 86400000 ms, which is a day";
    Err(given.error(Code::Range, field, cause))
}

/// The model of a name, if it is one.
pub(super) fn model(name: &str) -> Option<Legs> {
    Model::ALL.iter().find(|(known, _)| *known == name).map(|(_, model)| model.legs())
}

/// What is neither a model nor a latency.
pub(super) fn unknown_model(given: &Given) -> ApiError {
    let names = Model::ALL.map(|(name, _)| name);
    let list = names.join(", ");
    match given {
        Given::Text(text) => {
            let cause = format!("is no model: give {list}, or latencies");
            let error = ApiError::about_text(Code::Word, "model", text, &cause);
            match super::error::near_word(text, names.into_iter()) {
                Some(near) => error.near(near),
                None => error,
            }
        }
        _ => given.error(Code::Type, "model", &format!("is no model: give one of {list}, or latencies")),
    }
}

/// The texts of the four ways, and the places between which they go.
pub(super) struct Texts {
    /// Of write, acknowledgement, read and answer.
    pub(super) ways: [(String, String); 4],
    pub(super) places: Option<(String, String)>,
}

impl Texts {
    /// The four ways. Each text comes with the name of its field.
    pub(super) fn legs(&self) -> Result<Legs, ApiError> {
        let leg = |at: usize| -> Result<Leg, ApiError> {
            let (field, text) = &self.ways[at];
            let latency = latency(text).map_err(|problem| {
                let code = match problem.code {
                    Fault::Number => Code::Number,
                    Fault::Range => Code::Range,
                    Fault::Word => Code::Word,
                    _ => Code::Text,
                };
                let error = ApiError::about_text(code, field, &problem.value, &problem.message);
                match &problem.hint {
                    Some(hint) => error.near(hint),
                    None => error,
                }
            })?;
            latency.check().map_err(|error| refused(field, &error))?;
            // A write and a read go there, their answers come back.
            let (from, to) = match &self.places {
                Some((from, to)) if at.is_multiple_of(2) => (Some(from.as_str()), Some(to.as_str())),
                Some((from, to)) => (Some(to.as_str()), Some(from.as_str())),
                None => (None, None),
            };
            let route = latency.route(from, to).map_err(|error| refused(field, &error))?;
            Ok(Leg::new(&latency, route))
        };
        Ok(Legs { w: leg(0)?, a: leg(1)?, r: leg(2)?, s: leg(3)?, far_ns: 0 })
    }
}

fn refused(field: &str, error: &LatencyError) -> ApiError {
    ApiError::new(Code::Range, field, &error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Texts {
        Texts {
            ways: ["w", "a", "r", "s"].map(|way| (format!("latencies.{way}"), text.into())),
            places: None,
        }
    }

    #[test]
    fn ways_that_always_take_as_long_leave_no_doubt() {
        let legs = texts("const.5ms").legs().unwrap();
        let asked = Asked {
            ask: ask(3, 1, 1, 1_000).unwrap(),
            legs,
            seed: 0,
            quantile: 0.5,
            at: Some(vec![0.0, 2.5]),
        };
        let json = find(&asked);
        assert!(json.starts_with(r#"{"consistentAt":[{"t":0,"p":1000"#), "{json}");
        assert!(json.contains(r#""value":0,"low":0,"high":0},"readLatency":{"p50":1000"#), "{json}");
        assert!(json.contains(r#"{"k":2,"num":"5","den":"9","approx":"#), "{json}");
    }

    #[test]
    fn what_is_wrong_names_its_field_and_a_cure() {
        assert!(ask(3, 5, 1, 1).unwrap_err().json().contains("r: 5 exceeds n=3: lower it or add replicas"));
        assert!(ask(100, 5, 1, 1_000_000).unwrap_err().json().contains("ask for at most 200000"));
        let error = texts("exp.0ms").legs().map(drop).unwrap_err().json();
        assert!(error.contains(r#""field":"latencies.w""#) && error.contains(r#""code":"range""#), "{error}");
        let error = texts("table.aws-2013").legs().map(drop).unwrap_err().json();
        assert!(error.contains("need the names of data centres"), "{error}");
        let error = unknown_model(&Given::Text("LNKD-SDS".into())).json();
        assert!(error.contains(r#""hint":"LNKD-SSD""#), "{error}");
        assert!(quantile(&Given::Integer(1)).is_err() && quantile(&Given::Other("null")).is_err());
        assert!(instant(&Given::Odd(-0.5, "-0.5".into()), "at").is_err());
        assert!(instant(&Given::Odd(f64::NAN, "NaN".into()), "at").is_err());
    }
}
