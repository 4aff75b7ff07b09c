use quorate_core::{
    check::history::{Given, History, Kind, Model},
    trace::Outcome,
};
use std::collections::BTreeMap;

/// Operations of a log, in which each line is an instant.
#[derive(Debug, Default)]
pub struct Log {
    rows: Vec<Row>,
    open: BTreeMap<String, usize>,
    now: u64,
}

#[derive(Debug)]
struct Row {
    process: String,
    kind: Kind,
    key: String,
    value: Option<String>,
    is_known: bool,
    expected: Option<String>,
    matched: bool,
    start: u64,
    end: Option<u64>,
    outcome: Outcome,
}

impl Log {
    /// A process begins. What it had under way has no answer, for good.
    pub fn begin(
        &mut self,
        process: &str,
        kind: Kind,
        key: &str,
        value: Option<&str>,
        expected: Option<&str>,
    ) {
        self.now += 1;
        self.open.insert(process.into(), self.rows.len());
        self.rows.push(Row {
            process: process.into(),
            kind,
            key: key.into(),
            value: value.map(Into::into),
            is_known: kind != Kind::Read,
            expected: expected.map(Into::into),
            matched: true,
            start: self.now,
            end: None,
            outcome: Outcome::Unknown,
        });
    }

    /// It is answered.
    pub fn end(&mut self, process: &str, outcome: Outcome) {
        self.now += 1;
        if let Some(at) = self.open.remove(process) {
            self.rows[at].end = Some(self.now);
            self.rows[at].outcome = outcome;
        }
    }

    /// It has read a value.
    pub fn found(&mut self, process: &str, value: Option<&str>) {
        if let Some(at) = self.open.get(process) {
            self.rows[*at].value = value.map(Into::into);
            self.rows[*at].is_known = true;
        }
    }

    /// What it expected was not there.
    pub fn differs(&mut self, process: &str) {
        if let Some(at) = self.open.get(process) {
            self.rows[*at].matched = false;
        }
    }

    /// As a history.
    ///
    /// # Panics
    /// Where the model does not know an operation.
    pub fn history(&self, model: Model, initial: Option<&str>) -> History {
        let mut history = History::new(model, initial);
        for row in &self.rows {
            let pushed = history.push(&Given {
                process: &row.process,
                kind: row.kind,
                key: Some(&row.key),
                value: row.value.as_deref(),
                is_known: row.is_known,
                expected: row.expected.as_deref(),
                matched: row.matched,
                start: row.start,
                end: row.end,
                outcome: row.outcome,
            });
            pushed.expect("a log of a model's operations");
        }
        history
    }
}
