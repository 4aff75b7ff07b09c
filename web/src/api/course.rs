use super::{
    error::{ApiError, Code},
    json::{Json, Rows},
    versions,
};
use quorate_core::{
    base::{Digest, distinct, limit},
    check::{self, Lost, Verdict},
    measure::{Latencies, Leadership, Risk, Which},
    run::Course,
    scenario::{self, Replication, Scenario},
    trace::{
        ActorAt, Arrival, Ended, Event, Loss, MessageAt, Names, OpAt, OpKind, Outcome, Style, TextAt, Topic,
        Trace, What,
    },
};

/// What an address says of time, run under the rules of one of its modes.
pub(super) fn course(address: &str, mode: u32) -> Result<(Scenario, Course), ApiError> {
    let scenario = scenario::parse(address).scenario;
    if scenario.experiment().replication() == Replication::Single {
        let cause = "says nothing of time: add repl=leader, and a script such as do=1.put.x.1";
        return Err(ApiError::new(Code::Conflict, "address", cause));
    }
    let modes = scenario.modes().len() as u32;
    if mode == 0 || mode > modes {
        return Err(ApiError::new(Code::Range, "mode", &format!("is not from 1 to {modes}")));
    }
    let course = Course::new(&scenario, mode as usize - 1)
        .map_err(|cause| ApiError::new(Code::Conflict, "address", &cause))?;
    Ok((scenario, course))
}

/// All of `run` but its lists.
pub(super) fn head(scenario: &Scenario, mode: u32, trace: &Trace) -> String {
    let mut json = Json::default();
    json.open('{');
    json.member("address", &scenario.address());
    json.key("mode").plain(mode);
    json.key("modes").plain(scenario.modes().len());
    json.member("digest", &format!("{:016x}", Digest::of(trace).value()));
    json.key("end").digits(trace.end_ns);
    json.member("ended", if trace.ended == Ended::Until { "until" } else { "steps" });
    json.key("steps").digits(trace.steps);
    json.key("actors").open('[');
    for actor in &trace.actors {
        json.text(&actor.to_string());
    }
    json.close(']');
    versions::versions(&mut json, trace);
    lost(&mut json, trace);
    json.key("verdicts").open('[');
    for verdict in check::all(trace) {
        verdict_of(&mut json, &verdict);
    }
    json.close(']');
    metrics(&mut json, trace);
    json.close('}');
    json.into_text()
}

fn verdict_of(json: &mut Json, verdict: &Verdict) {
    json.open('{');
    json.member("rule", verdict.rule.name());
    json.key("ok").plain(verdict.breach.is_none());
    match &verdict.breach {
        Some(breach) => {
            json.key("at").digits(breach.at_ns);
            json.key("event").plain(breach.event);
            number_or_null(json, "operation", breach.op.map(|op| u64::from(op.0)));
        }
        None => {
            for key in ["at", "event", "operation"] {
                json.key(key).plain("null");
            }
        }
    }
    json.member("sentence", &verdict.sentence);
    json.close('}');
}

fn lost(json: &mut Json, trace: &Trace) {
    let names = Names::new(trace);
    let fates = check::fates(trace);
    for (key, list) in [("lost", &fates.lost), ("discarded", &fates.dropped)] {
        json.key(key).open('[');
        for gone in list {
            lost_of(json, trace, &names, gone);
        }
        json.close(']');
    }
}

fn lost_of(json: &mut Json, trace: &Trace, names: &Names, gone: &Lost) {
    let operation = trace.operation(gone.op);
    json.open('{');
    json.key("operation").plain(gone.op.0);
    json.member("key", trace.texts.get(operation.key));
    json.key("value").text_or_null(operation.value.map(|value| trace.texts.get(value)));
    time_or_null(json, "acknowledged", gone.acknowledged_ns);
    json.key("at").digits(gone.at_ns);
    json.member("node", &trace.actor(gone.node).to_string());
    json.member("sentence", &gone.sentence(names));
    json.close('}');
}

fn metrics(json: &mut Json, trace: &Trace) {
    json.key("metrics").open('{');
    for (key, which) in [("writes", Which::Writes), ("reads", Which::Reads)] {
        let latencies = Latencies::of(trace, which);
        json.key(key).open('{');
        json.key("ok").plain(latencies.count());
        json.key("fail").plain(latencies.failed());
        json.key("unknown").plain(latencies.unknown());
        time_or_null(json, "mean", latencies.mean_ns());
        for (at, name) in ["p50", "p90", "p99", "p999"].into_iter().enumerate() {
            time_or_null(json, name, latencies.quantiles_ns().map(|all| all[at]));
        }
        json.close('}');
    }
    let risk = Risk::of(trace);
    json.key("atRisk").open('{');
    json.key("most").plain(risk.greatest());
    json.key("total").digits(risk.total_ns());
    json.close('}');
    json.key("partitions").open('[');
    for partition in distinct(trace.events.iter().filter_map(led)) {
        let leadership = Leadership::of(trace, partition);
        json.open('{');
        json.member("partition", &partition.to_string());
        json.key("unled").digits(leadership.unled_ns());
        json.key("failovers").open('[');
        for failover in leadership.failovers() {
            match failover.length_ns() {
                Some(ns) => json.digits(ns),
                None => json.plain("null"),
            }
        }
        json.close(']');
        json.close('}');
    }
    json.close(']');
    json.close('}');
}

const fn led(event: &Event) -> Option<quorate_core::base::PartitionId> {
    if let What::Leads { partition, .. } = event.what { Some(partition) } else { None }
}

fn time_or_null(json: &mut Json, key: &str, ns: Option<u64>) {
    match ns {
        Some(ns) => json.key(key).digits(ns),
        None => json.key(key).plain("null"),
    }
}

fn number_or_null(json: &mut Json, key: &str, number: Option<u64>) {
    match number {
        Some(number) => json.key(key).plain(number),
        None => json.key(key).plain("null"),
    }
}

/// The operations of a trace.
pub(super) struct Operations<'a>(pub(super) &'a Trace);

impl Rows for Operations<'_> {
    fn len(&self) -> usize {
        self.0.operations.len()
    }

    fn write(&self, at: usize, json: &mut Json) {
        let trace = self.0;
        let operation = &trace.operations[at];
        let text = |place: Option<TextAt>| place.map(|place| trace.texts.get(place));
        let is_read = operation.kind == OpKind::Get;
        json.open('{');
        json.member("client", &trace.actor(operation.client).to_string());
        json.member("process", &trace.actor(operation.client).to_string());
        json.member("kind", kind(operation.kind));
        json.member("key", trace.texts.get(operation.key));
        json.key("value").text_or_null(text(if is_read { operation.result } else { operation.value }));
        json.key("expected").text_or_null(text(operation.expected));
        json.key("matched").plain(operation.matched);
        json.key("start").digits(operation.start_ns);
        time_or_null(json, "end", operation.end_ns);
        json.member("outcome", outcome(operation.outcome));
        let by = operation.answered_by.filter(|_| operation.outcome == Outcome::Ok);
        let by = by.map(|node| trace.actor(node).to_string());
        json.key("acknowledgedBy").text_or_null(by.as_deref());
        json.member("partition", &operation.partition.to_string());
        time_or_null(json, "position", operation.position);
        json.key("retries").plain(operation.retries);
        json.close('}');
    }
}

const fn kind(kind: OpKind) -> &'static str {
    match kind {
        OpKind::Get => "get",
        OpKind::Put => "put",
        OpKind::Delete => "delete",
        OpKind::Cas => "cas",
        OpKind::Increment => "increment",
        OpKind::Insert => "insert",
    }
}

const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Ok => "ok",
        Outcome::Fail => "fail",
        Outcome::Unknown => "unknown",
    }
}

/// The events of a trace; a message is told where it is sent, with what becomes of it.
pub(super) struct Events<'a>(pub(super) &'a Trace);

/// Refuses lists that are too long to cross.
pub(super) fn check_length(trace: &Trace) -> Result<(), ApiError> {
    let (events, most) = (trace.events.len() as u64, limit::API_EVENTS);
    if events <= most {
        return Ok(());
    }
    let cause =
        format!("has {events} events, and one answer has at most {most}: say events: false, or end earlier");
    Err(ApiError::new(Code::Limit, "address", &cause))
}

impl Rows for Events<'_> {
    fn len(&self) -> usize {
        self.0.events.len()
    }

    fn write(&self, at: usize, json: &mut Json) {
        let event = &self.0.events[at];
        json.open('{');
        json.key("at").digits(event.at_ns);
        json.member("actor", &self.0.actor(event.actor).to_string());
        self.what(event.what, json);
        json.close('}');
    }
}

impl Events<'_> {
    fn what(&self, what: What, json: &mut Json) {
        let said = |json: &mut Json, name| json.member("kind", name);
        let of_op = |json: &mut Json, name, op: OpAt| {
            said(json, name);
            json.key("operation").plain(op.0);
        };
        let of_log = |json: &mut Json, name, partition: quorate_core::base::PartitionId, position: u64| {
            said(json, name);
            json.member("partition", &partition.to_string());
            json.key("position").digits(position);
        };
        match what {
            What::Invoked(op) => of_op(json, "invoked", op),
            What::Returned(op) => of_op(json, "returned", op),
            What::Acknowledged(op) => of_op(json, "acknowledged", op),
            What::Served(op) => of_op(json, "served", op),
            What::Sent(message) => self.message("sent", message, json),
            What::Arrived(message) => self.message("arrived", message, json),
            What::Lost(message) => self.message("lost", message, json),
            What::Accepted { partition, position, epoch, op } => {
                of_log(json, "accepted", partition, position);
                json.key("epoch").digits(epoch);
                json.key("operation").plain(op.0);
            }
            What::Received { partition, position, epoch, op } => {
                of_log(json, "received", partition, position);
                json.key("epoch").digits(epoch);
                json.key("operation").plain(op.0);
            }
            What::Flushing { partition, position } => of_log(json, "flushing", partition, position),
            What::Persisted { partition, position } => of_log(json, "persisted", partition, position),
            What::Committed { partition, position } => of_log(json, "committed", partition, position),
            What::Installed { partition, position } => of_log(json, "installed", partition, position),
            What::Applied { partition, position, key, value } => {
                of_log(json, "applied", partition, position);
                json.member("key", self.0.texts.get(key));
                json.key("value").text_or_null(value.map(|value| self.0.texts.get(value)));
            }
            What::Discarded { partition, position, last } => {
                of_log(json, "discarded", partition, position);
                json.key("last").digits(last);
            }
            What::Leads { partition, epoch, position } => {
                of_log(json, "leads", partition, position);
                json.key("epoch").digits(epoch);
            }
            _ => self.rest(what, json),
        }
    }

    /// What happens to nodes, and what they think of each other.
    fn rest(&self, what: What, json: &mut Json) {
        let whom = |json: &mut Json, name, whom: ActorAt, partition: quorate_core::base::PartitionId| {
            json.member("kind", name);
            json.member("whom", &self.0.actor(whom).to_string());
            json.member("partition", &partition.to_string());
        };
        match what {
            What::StepsDown { partition, epoch } => {
                json.member("kind", "steps-down");
                json.member("partition", &partition.to_string());
                json.key("epoch").digits(epoch);
            }
            What::LeaseEnded(partition) | What::Incompatible(partition) => {
                let name = if matches!(what, What::LeaseEnded(_)) { "lease-ended" } else { "incompatible" };
                json.member("kind", name);
                json.member("partition", &partition.to_string());
            }
            What::Suspects { whom: who, partition } => whom(json, "suspects", who, partition),
            What::Trusts { whom: who, partition } => whom(json, "trusts", who, partition),
            What::Skewed(ns) => {
                json.member("kind", "skewed");
                json.key("by").digits(ns);
            }
            What::Acted(line) => {
                json.member("kind", "acted");
                json.key("line").plain(line);
            }
            _ if versions::event(self.0, what, json) => {}
            What::Killed => json.member("kind", "killed"),
            What::Crashed => json.member("kind", "crashed"),
            What::Restarted => json.member("kind", "restarted"),
            What::Paused => json.member("kind", "paused"),
            What::Resumed => json.member("kind", "resumed"),
            _ => {}
        }
    }

    fn message(&self, name: &'static str, at: MessageAt, json: &mut Json) {
        let message = self.0.message(at);
        json.member("kind", name);
        json.key("message").plain(at.0);
        if name != "sent" {
            return;
        }
        let topic = Topic::NAMES.iter().find(|(_, topic)| *topic == message.topic);
        json.member("topic", topic.map_or("", |(name, _)| name));
        let style = match message.style {
            Style::Call => "call",
            Style::OneWay => "one-way",
            Style::Reply => "reply",
        };
        json.member("style", style);
        json.member("from", &self.0.actor(message.from).to_string());
        json.member("to", &self.0.actor(message.to).to_string());
        json.member("partition", &message.partition.to_string());
        number_or_null(json, "operation", message.op.map(|op| u64::from(op.0)));
        let [first, last] = message.positions;
        json.key("first").digits(first);
        json.key("last").digits(last);
        json.key("epoch").digits(message.epoch);
        number_or_null(json, "version", message.version.map(|version| u64::from(version.0)));
        json.key("bytes").plain(message.bytes);
        let (arrives, loss) = match message.arrival {
            Arrival::Under(ns) | Arrival::At(ns) => (Some(ns), None),
            Arrival::Lost(_, why) => (None, Some(why)),
        };
        time_or_null(json, "arrives", arrives);
        json.key("loss").text_or_null(loss.map(|why| match why {
            Loss::Network => "network",
            Loss::Cut => "cut",
            Loss::Off => "off",
            Loss::Dropped => "dropped",
        }));
    }
}
