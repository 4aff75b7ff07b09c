use super::{
    error::{ApiError, Code},
    given::{Given, missing},
    instant::Instant,
    json::Json,
};
use quorate_core::{
    base::limit,
    check::history::{Given as Op, History, Kind, Linear, Model, Proof, linearizable},
    trace::Outcome,
};

/// The kinds of operations, as they are called in histories of many systems and in `run`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Read,
    Write,
    Cas,
    Append,
    Delete,
    Increment,
    Insert,
}

impl Word {
    /// All names.
    pub(super) const NAMES: [(&'static str, Word); 9] = [
        ("read", Word::Read),
        ("write", Word::Write),
        ("cas", Word::Cas),
        ("append", Word::Append),
        ("get", Word::Read),
        ("put", Word::Write),
        ("delete", Word::Delete),
        ("increment", Word::Increment),
        ("insert", Word::Insert),
    ];

    const fn kind(self) -> Kind {
        match self {
            Word::Read => Kind::Read,
            Word::Write | Word::Delete | Word::Insert => Kind::Write,
            Word::Cas => Kind::Cas,
            Word::Append => Kind::Append,
            Word::Increment => Kind::Increment,
        }
    }
}

/// A value as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// Undefined.
    Unknown,
    /// Null.
    Nothing,
    /// A text.
    Text(String),
}

impl Value {
    fn text(&self) -> Option<&str> {
        if let Value::Text(text) = self { Some(text) } else { None }
    }
}

/// An operation as it was given.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) process: String,
    pub(super) word: Word,
    pub(super) key: String,
    pub(super) value: Value,
    pub(super) expected: Value,
    pub(super) matched: bool,
    pub(super) start: Instant,
    pub(super) end: Option<Instant>,
    pub(super) outcome: Option<Outcome>,
}

impl Row {
    /// Bytes of its texts.
    pub(super) fn bytes(&self) -> usize {
        let values = [&self.value, &self.expected].map(|value| value.text().map_or(0, str::len));
        self.process.len() + self.key.len() + values[0] + values[1]
    }
}

/// The process of an operation: a text or a whole number, which is the same as its digits.
pub(super) fn process(given: &Given, field: &str) -> Result<String, ApiError> {
    match given {
        Given::Text(text) | Given::BigInt(text) => Ok(text.clone()),
        Given::Integer(number) => Ok(number.to_string()),
        Given::Missing => Err(missing(field, "a number or a string")),
        _ => Err(given.error(Code::Type, field, "is no process: give a whole number or a string")),
    }
}

/// The history of some operations.
pub(super) fn history(rows: &[Row], model: Model, initial: &Value) -> Result<History, ApiError> {
    let mut times: Vec<Instant> = rows.iter().flat_map(|row| [Some(row.start), row.end]).flatten().collect();
    times.sort_unstable();
    times.dedup();
    let rank = |time: Instant| times.binary_search(&time).map_or(0, |rank| rank as u64);
    let mut history = History::new(model, initial.text());
    for (at, row) in rows.iter().enumerate() {
        let field = |member: &str| format!("operations[{at}]{member}");
        let answered = if row.end.is_some() { Outcome::Ok } else { Outcome::Unknown };
        let outcome = row.outcome.unwrap_or(answered);
        let is_write = !matches!(row.word, Word::Read | Word::Increment | Word::Delete);
        if is_write && row.value == Value::Unknown {
            let nothing = if row.word == Word::Append { "a text" } else { "a text, or null for nothing" };
            return Err(missing(&field(".value"), nothing));
        }
        if row.word == Word::Cas && row.expected == Value::Unknown {
            return Err(missing(&field(".expected"), "a text, or null for nothing"));
        }
        // Which id an insert was given nobody knows until it is answered.
        let is_lost = row.word == Word::Insert && outcome == Outcome::Unknown;
        // An increment that came to nothing has not come to anything yet.
        let is_open = row.word == Word::Increment && row.value == Value::Nothing;
        let operation = Op {
            process: &row.process,
            kind: row.word.kind(),
            key: (!is_lost).then_some(row.key.as_str()),
            value: row.value.text().filter(|_| row.word != Word::Delete),
            is_known: row.value != Value::Unknown && !is_open || row.word == Word::Delete,
            expected: row.expected.text(),
            matched: row.matched,
            start: rank(row.start),
            end: row.end.map(rank),
            outcome,
        };
        history
            .push(&operation)
            .map_err(|error| ApiError::new(Code::Conflict, field(""), &error.to_string()))?;
    }
    Ok(history)
}

/// The answer of `check`.
pub(super) fn check(rows: &[Row], model: Model, initial: &Value) -> Result<String, ApiError> {
    let history = history(rows, model, initial)?;
    Ok(answer(&history, &linearizable(&history)))
}

fn answer(history: &History, verdict: &Linear) -> String {
    let mut json = Json::default();
    json.open('{');
    match verdict.is_ok() {
        Some(is_ok) => json.key("ok").plain(is_ok),
        None => json.key("ok").plain("null"),
    }
    match &verdict.proof {
        Proof::Order(order) => list(&mut json, "order", order),
        Proof::Witness { operations, key, is_shortest } => {
            list(&mut json, "witness", operations);
            json.key("key").text_or_null(key.map(|key| history.texts().get(key)));
            json.key("shortest").plain(is_shortest);
        }
        Proof::Undecided => {}
    }
    json.member("sentence", &verdict.sentence);
    json.close('}');
    json.into_text()
}

fn list(json: &mut Json, key: &str, places: &[u32]) {
    json.key(key).open('[');
    for place in places {
        json.plain(place);
    }
    json.close(']');
}

/// An error about a history of too many operations, or too much text.
pub(super) fn too_many(field: &str, count: &str) -> ApiError {
    let most = limit::HISTORY_OPERATIONS;
    let cause = format!("are {count}, and one call takes {most}: check a part of them");
    ApiError::new(Code::Limit, field, &cause).near(&most)
}

/// An error about too much text.
pub(super) fn too_long() -> ApiError {
    let most = limit::HISTORY_TEXT_BYTES;
    let cause = format!("have keys and values of more than {most} bytes: check a part of them");
    ApiError::new(Code::Limit, "operations", &cause)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(process: &str, word: Word, value: &str, start: i64, end: i64) -> Row {
        let time = |at: i64| Instant::of(&Given::Integer(at), "start").unwrap();
        Row {
            process: process.into(),
            word,
            key: "x".into(),
            value: Value::Text(value.into()),
            expected: Value::Unknown,
            matched: true,
            start: time(start),
            end: Some(time(end)),
            outcome: None,
        }
    }

    #[test]
    fn an_order_or_a_witness_is_the_proof() {
        let mut rows = vec![
            row("a", Word::Write, "1", -5, 1),
            row("b", Word::Write, "2", 2, 3),
            row("a", Word::Read, "1", 3, 5),
        ];
        let judged = |rows: &[Row]| check(rows, Model::Register, &Value::Nothing).unwrap();
        assert_eq!(
            judged(&rows),
            r#"{"ok":true,"order":[0,2,1],"sentence":"Done one by one in this order, 3 operations explain every answer."}"#
        );
        rows[2].start = Instant::of(&Given::Text("3.5".into()), "start").unwrap();
        assert_eq!(
            judged(&rows),
            r#"{"ok":false,"witness":[0,1,2],"key":"x","shortest":true,"sentence":"r1 (read x=1) began after w2 (write x=2) was acknowledged, and returned the value before it."}"#
        );
    }

    #[test]
    fn what_a_model_does_not_know_is_refused() {
        let rows = [row("a", Word::Append, "1", 0, 1)];
        let error = check(&rows, Model::Register, &Value::Nothing).unwrap_err().json();
        assert!(error.contains("operations[0]: a register knows no append: say model kv"), "{error}");
    }

    #[test]
    fn an_insert_without_an_answer_may_have_been_given_any_id() {
        let mut insert = row("a", Word::Insert, "1", 0, 1);
        (insert.end, insert.outcome, insert.key) = (None, None, String::new());
        let rows = [insert, row("b", Word::Read, "1", 2, 3)];
        let answer = check(&rows, Model::CasRegister, &Value::Nothing).unwrap();
        assert!(answer.starts_with(r#"{"ok":true,"order":[0,1]"#), "{answer}");
    }
}
