use super::{Cell, HistoryOp, Kind, Model};
use crate::{
    base::limit,
    trace::{Actor, OpKind, Operation, Outcome, TextAt, Texts, Trace},
};
use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use core::fmt;

/// What clients asked and were told, in any order.
#[derive(Clone, Debug)]
pub struct History {
    model: Model,
    initial: Cell,
    texts: Texts,
    operations: Vec<HistoryOp>,
    is_in_ns: bool,
}

/// One operation, as it is given.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// Who asked.
    pub process: &'a str,
    /// What kind.
    pub kind: Kind,
    /// Of which key; none where nobody knows, of an insert that was never answered.
    pub key: Option<&'a str>,
    /// What was read or is written: none is nothing at all. Of a read it may be unknown, which is said by `is_known`.
    pub value: Option<&'a str>,
    /// Whether the value is known.
    pub is_known: bool,
    /// What a `cas` expects; none is nothing at all.
    pub expected: Option<&'a str>,
    /// Whether a `cas` matched; what was not answered has not said so, and this is ignored.
    pub matched: bool,
    /// When it was asked for. Only the order of times counts.
    pub start: u64,
    /// When the answer came; none if it never did.
    pub end: Option<u64>,
    /// What the answer was.
    pub outcome: Outcome,
}

/// Why an operation is no part of a history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HistoryError {
    /// There are as many as one history may have.
    TooMany,
    /// Its end is before its start.
    EndsBeforeStart,
    /// The model does not know its kind.
    Kind {
        /// Which.
        kind: Kind,
        /// The model.
        model: Model,
    },
    /// It writes a value that is not known.
    ValueUnknown,
    /// It appends nothing at all.
    AppendsNothing,
}

impl fmt::Display for HistoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let most = limit::HISTORY_OPERATIONS;
        match self {
            HistoryError::TooMany => {
                write!(f, "one history has at most {most} operations: check a part of them")
            }
            HistoryError::EndsBeforeStart => f.write_str("ends before it starts: give end from start on"),
            HistoryError::Kind { kind: Kind::Append, model } => {
                write!(f, "a {} knows no append: say model kv", model.name())
            }
            HistoryError::Kind { model: Model::Kv, .. } => {
                f.write_str("kv knows get, put and append only: say model cas-register")
            }
            HistoryError::Kind { .. } => {
                f.write_str("a register is read and written only: say model cas-register")
            }
            HistoryError::ValueUnknown => f.write_str("writes an unknown value: give value"),
            HistoryError::AppendsNothing => f.write_str("appends nothing: give a text, \"\" too"),
        }
    }
}

impl History {
    /// Of keys of one model, which have a value from the start, or nothing. In a history of [`Model::Kv`] nothing is the
    /// empty text.
    pub fn new(model: Model, initial: Option<&str>) -> Self {
        let mut history = History {
            model,
            initial: Cell::Nothing,
            texts: Texts::default(),
            operations: Vec::new(),
            is_in_ns: false,
        };
        history.initial = history.cell(initial);
        history
    }

    /// What the clients of a run saw. Keys have nothing at the start.
    ///
    /// A delete writes nothing. An insert writes the id that it was given; without an answer its id is not known, and so it
    /// may have written any key. An increment is checked by what came of it: the number before must have been one less, and
    /// where no number was it came to 1.
    pub fn of_trace(trace: &Trace) -> Self {
        let mut history = History::new(Model::CasRegister, None);
        history.is_in_ns = true;
        history.texts = trace.texts.clone();
        for operation in trace.operations.iter().take(limit::HISTORY_OPERATIONS) {
            let process = history.process_of(trace.actor(operation.client));
            history.operations.push(of_operation(operation, process));
        }
        history
    }

    fn process_of(&mut self, actor: Actor) -> TextAt {
        self.texts.place(&actor.to_string())
    }

    /// Adds an operation.
    pub fn push(&mut self, given: &Given<'_>) -> Result<(), HistoryError> {
        if self.operations.len() >= limit::HISTORY_OPERATIONS {
            return Err(HistoryError::TooMany);
        }
        if given.end.is_some_and(|end| end < given.start) {
            return Err(HistoryError::EndsBeforeStart);
        }
        let (kind, model) = (given.kind, self.model);
        if !model.knows(kind) {
            return Err(HistoryError::Kind { kind, model });
        }
        if !given.is_known && !matches!(kind, Kind::Read | Kind::Increment) {
            return Err(HistoryError::ValueUnknown);
        }
        if kind == Kind::Append && given.value.is_none() {
            return Err(HistoryError::AppendsNothing);
        }
        let operation = HistoryOp {
            process: self.texts.place(given.process),
            kind,
            key: given.key.map(|key| self.texts.place(key)),
            value: if given.is_known { self.cell(given.value) } else { Cell::Unknown },
            expected: if kind == Kind::Cas { self.cell(given.expected) } else { Cell::Unknown },
            matched: given.matched
                || kind != Kind::Cas
                || given.outcome != Outcome::Ok
                || given.end.is_none(),
            start: given.start,
            end: given.end,
            outcome: given.outcome,
        };
        self.operations.push(operation);
        Ok(())
    }

    fn cell(&mut self, text: Option<&str>) -> Cell {
        match text {
            None if self.model == Model::Kv => Cell::Text(self.texts.place("")),
            None => Cell::Nothing,
            Some(text) => Cell::Text(self.texts.place(text)),
        }
    }

    /// The same where there are only the operations at some places.
    #[must_use]
    pub fn only(&self, places: &[u32]) -> History {
        let operations = places.iter().filter_map(|at| self.operations.get(*at as usize)).copied();
        History { operations: operations.collect(), ..self.clone() }
    }

    /// The same where all reads began so much earlier.
    pub(super) fn earlier(&self, by: u64) -> History {
        let mut history = self.clone();
        for operation in history.operations.iter_mut().filter(|operation| operation.kind == Kind::Read) {
            operation.start = operation.start.saturating_sub(by);
        }
        history
    }

    /// The operations, in the order in which they were given.
    pub fn operations(&self) -> &[HistoryOp] {
        &self.operations
    }

    /// What its keys are.
    pub const fn model(&self) -> Model {
        self.model
    }

    /// What each key has at the start.
    pub const fn initial(&self) -> Cell {
        self.initial
    }

    /// Keys, values and processes.
    pub const fn texts(&self) -> &Texts {
        &self.texts
    }

    /// Whether times are ns, so that sentences can say how much later something was.
    pub const fn is_in_ns(&self) -> bool {
        self.is_in_ns
    }

    /// The keys, each once, in the order in which they came up.
    pub fn keys(&self) -> Vec<TextAt> {
        let mut keys: Vec<TextAt> = self.operations.iter().filter_map(|operation| operation.key).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// A value in words: "x=3", "no x", and without a name where the key is nameless: "3", "nothing".
    pub fn said(&self, key: Option<TextAt>, value: Cell) -> String {
        let key = key.map_or("", |key| self.texts.get(key));
        let mut said = String::new();
        match value {
            Cell::Unknown => said.push('?'),
            Cell::Nothing if key.is_empty() => said.push_str("nothing"),
            Cell::Nothing => {
                said.push_str("no ");
                said.push_str(key);
            }
            Cell::Text(text) => {
                if !key.is_empty() {
                    said.push_str(key);
                    said.push('=');
                }
                said.push_str(&shown(self.texts.get(text)));
            }
        }
        said
    }
}

/// The end of a long text, where texts that are appended to differ.
fn shown(text: &str) -> String {
    const MOST: usize = 24;
    let count = text.chars().count();
    if text.is_empty() {
        return "\"\"".to_string();
    }
    if count <= MOST {
        return text.to_string();
    }
    let mut end = String::from("…");
    end.extend(text.chars().skip(count - MOST));
    end
}

fn of_operation(operation: &Operation, process: TextAt) -> HistoryOp {
    let cell = |text: Option<TextAt>| text.map_or(Cell::Nothing, Cell::Text);
    let is_known = operation.end_ns.is_some() && operation.outcome == Outcome::Ok;
    let (kind, value) = match operation.kind {
        OpKind::Get if is_known => (Kind::Read, cell(operation.result)),
        OpKind::Get => (Kind::Read, Cell::Unknown),
        OpKind::Put | OpKind::Insert => (Kind::Write, cell(operation.value)),
        OpKind::Delete => (Kind::Write, Cell::Nothing),
        OpKind::Cas => (Kind::Cas, cell(operation.value)),
        OpKind::Increment if is_known => (Kind::Increment, operation.value.map_or(Cell::Unknown, Cell::Text)),
        OpKind::Increment => (Kind::Increment, Cell::Unknown),
    };
    let has_key = operation.kind != OpKind::Insert || is_known;
    HistoryOp {
        process,
        kind,
        key: has_key.then_some(operation.key),
        value,
        expected: if kind == Kind::Cas { cell(operation.expected) } else { Cell::Unknown },
        matched: operation.matched || !is_known,
        start: operation.start_ns,
        end: operation.end_ns,
        outcome: operation.outcome,
    }
}
