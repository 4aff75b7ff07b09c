use super::{
    error::{ApiError, Code},
    hash::push_value,
    json::Json,
};
use quorate_core::{
    base::{NodeId, Unit, limit},
    hash::HashValue,
    scenario::{
        self, Cluster, Experiment, Keys, LevelKind, Problem, Replicas, Rule, Scenario, SchemeKind, TextSize,
        Theme, TokenSpec, WarsKind,
    },
};

/// Characters beyond which an address is not even looked at: what precedes the fragment in a URL may be long too.
pub(super) const MOST_CHARS: u32 = 4 * limit::ADDRESS_CHARS as u32;

/// The answer of `parse`: the canonical address, the scenario, and what was wrong.
pub(super) fn parse(address: &str) -> String {
    let parsed = scenario::parse(address);
    write(&parsed.scenario, |json| {
        for problem in &parsed.problems {
            push_problem(json, problem);
        }
    })
}

/// The answer for a string beyond [`MOST_CHARS`]: what an empty address shows, and why.
pub(super) fn parse_nothing(chars: u32) -> String {
    let cause = format!(
        "The address has {chars} characters, and none of ours has more than {}: copy the link again",
        limit::ADDRESS_CHARS
    );
    let error = ApiError::new(Code::TooLong, "", &cause);
    write(&scenario::parse("").scenario, |json| json.written(&error.json()))
}

fn write(scenario: &Scenario, errors: impl FnOnce(&mut Json)) -> String {
    let mut json = Json::default();
    json.open('{');
    json.member("address", &scenario.address());
    json.key("scenario");
    push_scenario(&mut json, scenario);
    json.key("errors").open('[');
    errors(&mut json);
    json.close(']');
    json.close('}');
    json.into_text()
}

/// A problem, its message made a sentence of its own by the field and the value in front.
fn push_problem(json: &mut Json, problem: &Problem) {
    json.open('{');
    json.member("code", problem.code.id());
    json.member("field", &problem.field);
    json.member("value", &problem.value);
    let message = match problem.field.as_str() {
        "" => problem.message.clone(),
        field => format!("{field}={} {}", problem.value, problem.message),
    };
    json.member("message", &message);
    json.key("hint").text_or_null(problem.hint.as_deref());
    json.close('}');
}

fn push_scenario(json: &mut Json, scenario: &Scenario) {
    json.open('{');
    json.member("preset", scenario.preset().id);
    json.member("scheme", word(&SchemeKind::WORDS, scenario.now().scheme()));
    push_cluster(json.key("now"), scenario.now());
    push_cluster(json.key("before"), scenario.before());
    match scenario.other() {
        Some(other) => push_cluster(json.key("compare"), other),
        None => json.key("compare").plain("null"),
    }
    push_experiment(json.key("experiment"), scenario.experiment());
    json.member("show", &scenario.show().words());
    json.member("level", word(&LevelKind::WORDS, scenario.level()));
    json.key("levelDc").digits(scenario.level_dc());
    let odds = scenario.odds();
    json.key("odds").open('{');
    json.member("wars", odds.wars().map_or("none", |model| word(&WarsKind::WORDS, model)));
    json.key("failurePpm").plain(odds.failure_ppm());
    json.key("trials").plain(odds.trials());
    json.close('}');
    push_keys(json.key("keys"), scenario.keys());
    json.member("pick", scenario.pick().as_str());
    json.member(
        "theme",
        match scenario.theme() {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        },
    );
    json.member(
        "text",
        match scenario.text() {
            TextSize::Normal => "normal",
            TextSize::Large => "large",
        },
    );
    json.close('}');
}

/// The word of an address.
fn word<T: PartialEq + Copy>(words: &[(&'static str, T)], meaning: T) -> &'static str {
    words.iter().find(|(_, known)| *known == meaning).map_or("", |(word, _)| word)
}

fn push_cluster(json: &mut Json, cluster: &Cluster) {
    json.open('{');
    json.member("scheme", word(&SchemeKind::WORDS, cluster.scheme()));
    json.member("hash", cluster.hash().id());
    json.key("vnodes").plain(cluster.vnodes());
    json.key("parts").plain(cluster.parts());
    json.member("placement", cluster.placement().id());
    push_replicas(json.key("rf"), cluster);
    json.key("minInsync").plain(cluster.min_insync());
    json.key("seed").digits(cluster.seed());
    push_tables(json, cluster);
    json.key("nodes").open('[');
    for node in cluster.nodes() {
        json.open('{');
        json.key("id").digits(node.id);
        json.member("name", &cluster.name(node.id));
        json.key("region").digits(node.site.area);
        json.key("dc").digits(node.site.dc);
        json.key("rack").digits(node.site.rack);
        json.key("weight").plain(cluster.weight(node.id));
        push_given_tokens(json, cluster, node.id);
        json.key("down").plain(cluster.is_down(node.id));
        json.close('}');
    }
    json.close(']');
    json.key("racks").open('[');
    for site in cluster.sites() {
        json.open('{');
        json.key("id").digits(site.rack);
        json.member("name", &cluster.name_of(Unit::Rack(site.rack)));
        json.key("dc").digits(site.dc);
        json.key("region").digits(site.area);
        json.close('}');
    }
    json.close(']');
    json.key("off").open('[');
    cluster.off().for_each(|unit| json.digits(unit));
    json.close(']');
    json.close('}');
}

/// Copies as they were given: a number, or one for each data centre.
fn push_replicas(json: &mut Json, cluster: &Cluster) {
    match cluster.copies() {
        Replicas::Each(copies) => json.plain(copies),
        Replicas::PerDc(per_dc) => {
            json.open('{');
            for (dc, copies) in per_dc.iter() {
                json.key(&dc.to_string()).plain(copies);
            }
            json.close('}');
        }
    }
}

/// What was given by hand: where ranges of keys are cut, and the nodes of each partition. There is no such member where
/// nothing was.
fn push_tables(json: &mut Json, cluster: &Cluster) {
    if !cluster.splits().is_empty() {
        json.key("splits").open('[');
        cluster.splits().iter().for_each(|split| json.text(split.as_str()));
        json.close(']');
    }
    if !cluster.assigned().is_empty() {
        json.key("assigned").open('[');
        for holders in cluster.assigned() {
            json.open('[');
            for id in holders {
                json.digits(id);
            }
            json.close(']');
        }
        json.close(']');
    }
}

/// What happens over time. What the reader chose among words is as in an address, and times are in nanoseconds.
fn push_experiment(json: &mut Json, experiment: &Experiment) {
    json.open('{');
    json.member("replication", experiment.replication().id());
    json.key("modes").open('[');
    for rules in experiment.modes() {
        json.open('{');
        for rule in Rule::of(rules) {
            json.member(rule.key(), &rule.value());
        }
        json.close('}');
    }
    json.close(']');
    json.key("links").open('[');
    experiment.links().iter().for_each(|rule| json.text(&rule.words()));
    json.close(']');
    json.key("lossPpm").plain(experiment.loss_ppm());
    json.key("skewNs").open('{');
    experiment.skews().for_each(|(id, ns)| json.key(&id.to_string()).plain(ns));
    json.close('}');
    json.key("diskNs").plain(experiment.disk_of_all_ns());
    json.key("disksNs").open('{');
    experiment.disks().for_each(|(id, ns)| json.key(&id.to_string()).plain(ns));
    json.close('}');
    push_clients(json, experiment);
    json.key("script").open('[');
    for act in experiment.script() {
        json.open('{');
        json.key("atNs").plain(act.at_ns);
        json.member("act", &act.verb.words());
        json.close('}');
    }
    json.close(']');
    json.key("untilNs").plain(experiment.until_ns());
    match experiment.at_ns() {
        Some(ns) => json.key("atNs").plain(ns),
        None => json.key("atNs").plain("null"),
    }
    json.close('}');
}

fn push_clients(json: &mut Json, experiment: &Experiment) {
    json.key("timeoutNs").plain(experiment.timeout_ns());
    json.key("retries").plain(experiment.retries());
    json.key("retryWaitNs").plain(experiment.retry_wait_ns());
    json.member("load", &experiment.load().words());
    json.key("clients").plain(experiment.clients());
    json.key("thinkNs").plain(experiment.think_ns());
    json.member("arrive", &experiment.arrival_words());
}

/// The tokens that were given, as hash values. There is no such member where they are generated.
fn push_given_tokens(json: &mut Json, cluster: &Cluster, id: NodeId) {
    let Some(tokens) = cluster.given_tokens(id) else { return };
    json.key("tokens").open('[');
    for token in tokens {
        let value = match token {
            TokenSpec::Value(value) => *value,
            TokenSpec::Degrees(_) => HashValue::last_at(token.point(cluster.hash()), cluster.hash()),
        };
        push_value(json, value, cluster.hash());
    }
    json.close(']');
}

fn push_keys(json: &mut Json, keys: &Keys) {
    json.open('{');
    json.key("count").plain(keys.count());
    match keys {
        Keys::Generated(generated) => {
            json.member("prefix", generated.prefix.as_str());
            json.key("seed").digits(generated.seed);
        }
        Keys::Attached(attachment) => json.member("file", &format!("{:016x}", attachment.digest)),
    }
    json.close('}');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_its_scenario_and_what_was_wrong_with_it() {
        let json = parse("#v=1&s=quarter&vnodes=0&keys=5");
        assert!(
            json.starts_with(r#"{"address":"v=1&s=quarter&keys=5","scenario":{"preset":"quarter","#),
            "{json}"
        );
        assert!(json.contains(r#"{"id":"n1","name":"A","region":"g1","dc":"d1","rack":"r1","weight":100,"tokens":["85070591730234615865843651857942052864"],"down":false}"#));
        assert!(json.contains(r#""keys":{"count":5,"prefix":"user:","seed":"0"}"#));
        assert!(json.ends_with(
            r#""errors":[{"code":"range","field":"vnodes","value":"0","message":"vnodes=0 is not from 1 to 1024: 1 is nearest","hint":"1"}]}"#
        ));
    }

    #[test]
    fn what_happens_over_time_is_in_words_and_nanoseconds() {
        let json = parse(
            "v=1&s=cassandra-racks&ack2=semi.1&link=all.exp.2ms_n1.n2.const.80ms&skew=n1.-30ms&disk=n2.9ms&do=150.kill.n3&at=1s",
        );
        let rules = r#""reads":"leader","detect":"timeout.1s","fence":"epoch","elect":"freshest","ship":"0","keep":"1000","beat":"auto",
"w":"2","r":"2","ask":"all","coord":"replica","conflict":"lww","repair":"read-hint","sloppy":"off","hint":"3h",
"grace":"10d","sweep":"1s","wait":"auto","fsync":"on","wl":"none","rl":"none"}"#
            .replace('\n', "");
        let experiment = [
            r#""experiment":{"replication":"single","modes":["#,
            r#"{"ack":"async","log":"row","#,
            &rules,
            r#",{"ack":"semi.1","log":"row","#,
            &rules,
            r#"],"links":["all.exp.2ms","n1.n2.const.80ms"],"lossPpm":0,"skewNs":{"n1":-30000000},"diskNs":1000000,"#,
            r#""disksNs":{"n2":9000000},"timeoutNs":1000000000,"retries":0,"retryWaitNs":100000000,"load":"none","clients":1,"#,
            r#""thinkNs":0,"arrive":"closed","script":[{"atNs":150000000,"act":"kill.n3"}],"untilNs":2000000000,"atNs":1000000000}"#,
        ];
        assert!(json.contains(&experiment.concat()), "{json}");
    }

    #[test]
    fn a_string_too_long_to_look_at_shows_what_an_empty_one_shows() {
        let json = parse_nothing(123_456_789);
        assert!(json.starts_with(&parse("").replace(r#""errors":[]}"#, "")), "{json}");
        assert!(
            json.contains(r#""code":"too-long","field":"","value":"","message":"The address has 123456789"#)
        );
    }

    #[test]
    fn keys_of_a_file_are_named_by_their_digest() {
        let json = parse("v=1&s=ring&file=3.00c0ffee00c0ffee");
        assert!(json.contains(r#""keys":{"count":3,"file":"00c0ffee00c0ffee"}"#));
    }
}
