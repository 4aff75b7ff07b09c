use super::{
    error::{ApiError, Code},
    hash::push_value,
    json::Json,
};
use quorate_core::{
    base::{NodeId, limit},
    hash::HashValue,
    scenario::{self, Cluster, Keys, Problem, Scenario, TextSize, Theme, TokenSpec},
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
    json.member("scheme", "ring");
    push_cluster(json.key("now"), scenario.now());
    push_cluster(json.key("before"), scenario.before());
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

fn push_cluster(json: &mut Json, cluster: &Cluster) {
    json.open('{');
    json.member("hash", cluster.hash().id());
    json.key("vnodes").plain(cluster.vnodes());
    json.key("rf").plain(cluster.replicas());
    json.key("nodes").open('[');
    for node in cluster.nodes() {
        json.open('{');
        json.key("id").digits(node.id);
        json.member("name", &cluster.name(node.id));
        json.key("dc").digits(node.site.dc);
        json.key("rack").digits(node.site.rack);
        json.key("weight").plain(cluster.weight(node.id));
        push_given_tokens(json, cluster, node.id);
        json.key("down").plain(cluster.is_down(node.id));
        json.close('}');
    }
    json.close(']');
    json.close('}');
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
        assert!(json.contains(r#"{"id":"n1","name":"A","dc":"d1","rack":"r1","weight":100,"tokens":["85070591730234615865843651857942052864"],"down":false}"#));
        assert!(json.contains(r#""keys":{"count":5,"prefix":"user:","seed":"0"}"#));
        assert!(json.ends_with(
            r#""errors":[{"code":"range","field":"vnodes","value":"0","message":"vnodes=0 is not from 1 to 1024: 1 is nearest","hint":"1"}]}"#
        ));
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
