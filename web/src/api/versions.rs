use super::json::Json;
use quorate_core::trace::{Gone, OpAt, Trace, VersionAt, What, Why};

/// The versions of a run, in the order in which they were made.
pub(super) fn versions(json: &mut Json, trace: &Trace) {
    json.key("versions").open('[');
    for (at, version) in trace.versions.iter() {
        json.open('{');
        json.member("key", trace.texts.get(version.key));
        json.key("value").text_or_null(version.value.map(|value| trace.texts.get(value)));
        json.key("number").plain(trace.versions.number(at));
        json.key("operation").plain(version.op.0);
        json.key("clock").digits(version.clock_us);
        json.key("dot").open('[');
        json.text(&trace.actor(version.dot.0).to_string());
        json.plain(version.dot.1);
        json.close(']');
        json.key("context").open('[');
        for (actor, count) in version.context.iter() {
            json.open('[');
            json.text(&trace.actor(actor).to_string());
            json.plain(count);
            json.close(']');
        }
        json.close(']');
        json.close('}');
    }
    json.close(']');
}

/// An event that is about versions, or about those who coordinate without a leader; whether it is one.
pub(super) fn event(trace: &Trace, what: What, json: &mut Json) -> bool {
    let kind = |json: &mut Json, name: &str| json.member("kind", name);
    let version = |json: &mut Json, at: VersionAt| json.key("version").plain(at.0);
    let operation = |json: &mut Json, op: OpAt| json.key("operation").plain(op.0);
    match what {
        What::Stored { partition, version: at, why } => {
            kind(json, "stored");
            json.member("partition", &partition.to_string());
            version(json, at);
            json.member("why", stored(why));
        }
        What::Dropped { partition, version: at, why } => {
            kind(json, "dropped");
            json.member("partition", &partition.to_string());
            version(json, at);
            json.member("why", dropped(why));
        }
        What::Hinted { whom, version: at } => {
            kind(json, "hinted");
            json.member("whom", &trace.actor(whom).to_string());
            version(json, at);
        }
        What::Unhinted { whom, version: at, is_delivered } => {
            kind(json, "unhinted");
            json.member("whom", &trace.actor(whom).to_string());
            version(json, at);
            json.key("delivered").plain(is_delivered);
        }
        What::Chosen { op, version: at } => {
            kind(json, "chosen");
            operation(json, op);
            version(json, at);
        }
        What::Differs(op) => {
            kind(json, "differs");
            operation(json, op);
        }
        What::Short { op, got, need } => {
            kind(json, "short");
            operation(json, op);
            json.key("got").plain(got);
            json.key("need").plain(need);
        }
        What::Sloppy { op, whom } => {
            kind(json, "sloppy");
            operation(json, op);
            json.member("whom", &trace.actor(whom).to_string());
        }
        What::Compared { partition, whom, level, differ } => {
            kind(json, "compared");
            json.member("partition", &partition.to_string());
            json.member("whom", &trace.actor(whom).to_string());
            json.key("level").plain(level);
            json.key("differ").plain(differ);
        }
        _ => return false,
    }
    true
}

const fn stored(why: Why) -> &'static str {
    match why {
        Why::Write => "write",
        Why::Repair => "repair",
        Why::Hint => "hint",
        Why::Sweep => "sweep",
        Why::Disk => "disk",
    }
}

const fn dropped(why: Gone) -> &'static str {
    match why {
        Gone::Replaced => "replaced",
        Gone::Purged => "purged",
        Gone::Forgotten => "forgotten",
    }
}
