//! The grammar of addresses, version 1.
//!
//! ```text
//! params = "v=1" *( "&" key "=" value )
//! value  = item *( "_" item )     item = atom *( "." atom )     atom = 1*96( A-Z a-z 0-9 "-" )
//! long   = "v=1&z=" base64url( deflate-raw( params ) ) "." CRC-32 in base 36
//! ```
//!
//! Only what differs from the preset is written, in the order of the table of fields. Reading never fails: what is
//! wrong is a [`Problem`], and its field keeps what the preset says. A field of the cluster before the change (with a
//! `0`) is by default what its twin says, if that is written, else what the preset says. The compared cluster (with a `2`)
//! is by default the cluster shown. A rule of modes holds for all of them but those for which it is written by itself, with
//! a `2` or a `3`, which also says that there is such a mode.

use super::{
    Cluster, Code, Experiment, Preset, Problem, Rule, Scenario,
    field::{
        CLUSTER_FIELDS, NOT_MODELLED, PAGE_FIELDS, PageField, RESERVED, Strictness, TIME_FIELDS, absent,
        number, one_of, word_of,
    },
    long, preset,
    problem::nearest,
};
use crate::base::limit;
use alloc::{borrow::Cow, format, string::String, vec::Vec};

/// Whether there is something to compare with: only where no field with a `2` says so, or where the preset has one.
const COMPARE: &str = "compare";
const COMPARED: [(&str, bool); 2] = [("on", true), ("none", false)];

/// The field before which the levels of reads and writes stand.
const AFTER_LEVELS: &str = "wars";

/// How many modes run side by side, where no rule with a number says so, or where the preset has more.
const MODES: &str = "modes";

/// What an address says: a scenario in any case, and what was wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// What could be read, on top of the preset.
    pub scenario: Scenario,
    /// What could not.
    pub problems: Vec<Problem>,
}

/// Reads an address: a whole URL, its `#fragment`, its `?query`, or the params alone.
pub fn parse(address: &str) -> Parsed {
    let mut reader = Reader::default();
    let (params, origin) = params_of(address);
    reader.origin = origin;
    let unpacked = reader.unpacked(params);
    let fields = reader.fields(&unpacked);
    let mut scenario = reader.preset(&fields).scenario();
    reader.apply(&fields, &mut scenario);
    Parsed { scenario, problems: reader.into_problems() }
}

/// Reads the params of a preset on top of the scenario that all presets start from.
pub(super) fn parse_preset(params: &str, mut scenario: Scenario) -> Parsed {
    let mut reader = Reader::default();
    let fields = reader.fields(params);
    reader.apply(&fields, &mut scenario);
    Parsed { scenario, problems: reader.into_problems() }
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Origin {
    /// Every key ought to be ours.
    #[default]
    Fragment,
    /// Others may add keys, such as `utm_source`.
    Query,
}

fn params_of(address: &str) -> (&str, Origin) {
    let (before, fragment) = address.split_once('#').unwrap_or((address, ""));
    if !fragment.is_empty() {
        return (fragment, Origin::Fragment);
    }
    match before.split_once('?') {
        Some((_, query)) => (query, Origin::Query),
        None if before.contains("://") || before.starts_with('/') => ("", Origin::Fragment),
        None => (before, Origin::Fragment),
    }
}

type Field<'a> = (&'a str, &'a str);

#[derive(Default)]
struct Reader {
    origin: Origin,
    problems: Vec<Problem>,
    /// Problems beyond those that are listed.
    more: usize,
}

impl Reader {
    fn report(&mut self, problem: Problem) {
        if self.problems.len() < limit::ERRORS { self.problems.push(problem) } else { self.more += 1 }
    }

    fn into_problems(mut self) -> Vec<Problem> {
        if self.more > 0 {
            let message = format!("{} more problems are not listed", self.more);
            self.problems.push(Problem::new(Code::More, "", message));
        }
        self.problems
    }

    /// The params themselves, if the address is of the long form.
    fn unpacked<'a>(&mut self, params: &'a str) -> Cow<'a, str> {
        if params.len() > limit::ADDRESS_CHARS {
            let message = format!(
                "The address has {} characters, and none of ours has more than {}: copy the link again",
                params.len(),
                limit::ADDRESS_CHARS
            );
            self.report(Problem::new(Code::TooLong, params, message));
            return "".into();
        }
        let Some(packed) = params.split('&').find_map(|field| field.strip_prefix("z=")) else {
            return params.into();
        };
        match long::unpack(packed) {
            Ok(params) => params.into(),
            Err(error) => {
                self.report(Problem::new(Code::Long, packed, error.to_string()).of("z"));
                "v=1".into()
            }
        }
    }

    /// The fields in written order, each key once, each value in the letters of an address.
    fn fields<'a>(&mut self, params: &'a str) -> Vec<Field<'a>> {
        let mut seen: Vec<&str> = Vec::new();
        let mut fields = Vec::new();
        for field in params.split('&').filter(|field| !field.is_empty()) {
            let (key, value) = field.split_once('=').unwrap_or((field, ""));
            if !is_known(key) {
                self.report_unknown(key, value);
            } else if seen.contains(&key) {
                self.report(Problem::new(Code::Duplicate, value, "stands twice: the first is used").of(key));
            } else if let Some(problem) = misspelt(value).or_else(|| not_modelled(key, value)) {
                seen.push(key);
                self.report(problem.of(key));
            } else {
                seen.push(key);
                fields.push((key, value));
            }
        }
        fields
    }

    fn report_unknown(&mut self, key: &str, value: &str) {
        if self.origin == Origin::Query {
            return;
        }
        if RESERVED.contains(&key.trim_end_matches(['0', '2'])) {
            let message = "speaks of what this version of Quorate does not model yet: it is left out";
            return self.report(Problem::new(Code::NotModelled, value, message).of(key));
        }
        let problem =
            Problem::new(Code::UnknownField, value, "is no field of an address: it is left out").of(key);
        self.report(match nearest(key, known_keys()) {
            Some(known) => problem.near(known),
            None => problem,
        });
    }

    fn preset(&mut self, fields: &[Field<'_>]) -> &'static Preset {
        match value_of(fields, "v") {
            Some("1") => {}
            None if fields.is_empty() => {}
            version => {
                let message = "is no version that is known: the address is read as version 1";
                self.report(
                    Problem::new(Code::Version, version.unwrap_or_default(), message).of("v").near("1"),
                );
            }
        }
        let Some(id) = value_of(fields, "s") else {
            return preset::first();
        };
        preset::find(id).unwrap_or_else(|| {
            let problem = Problem::new(Code::Word, id, "is no example: the first one is shown").of("s");
            self.report(match nearest(id, preset::ALL.iter().map(|preset| preset.id)) {
                Some(id) => problem.near(id),
                None => problem.near(preset::first().id),
            });
            preset::first()
        })
    }

    fn apply(&mut self, fields: &[Field<'_>], scenario: &mut Scenario) {
        for field in &CLUSTER_FIELDS {
            let now = value_of(fields, field.key);
            let accepted = now.filter(|value| {
                self.read(field.key, &mut scenario.now, |now| (field.read)(now, value, Strictness::Strict))
            });
            if let Some(value) = accepted {
                inherit(&mut scenario.before, field.read, value);
                if let Some(other) = &mut scenario.other {
                    inherit(other, field.read, value);
                }
            }
            let key = format!("{}0", field.key);
            if let Some(value) = value_of(fields, &key) {
                self.read(&key, &mut scenario.before, |before| {
                    (field.read)(before, value, Strictness::Strict)
                });
            }
        }
        self.apply_compared(fields, scenario);
        scenario.experiment.prune(&scenario.now);
        self.apply_rules(fields, scenario);
        for field in page_fields() {
            if let Some(value) = value_of(fields, field.key) {
                self.read(field.key, scenario, |scenario| (field.read)(scenario, value));
            }
        }
    }

    /// The compared cluster: what is shown now, but for the fields with a `2`.
    fn apply_compared(&mut self, fields: &[Field<'_>], scenario: &mut Scenario) {
        if let Some(value) = value_of(fields, COMPARE) {
            match one_of(value, &COMPARED) {
                Ok(false) => scenario.other = None,
                Ok(true) => {
                    scenario.other.get_or_insert_with(|| scenario.now.clone());
                }
                Err(problem) => self.report(problem.of(COMPARE)),
            }
        }
        for field in &CLUSTER_FIELDS {
            let key = format!("{}2", field.key);
            let Some(value) = value_of(fields, &key) else { continue };
            let mut other = scenario.other.clone().unwrap_or_else(|| scenario.now.clone());
            if self.read(&key, &mut other, |other| (field.read)(other, value, Strictness::Strict)) {
                scenario.other = Some(other);
            }
        }
    }

    /// The rules of modes: of all of them, then of those that have their own.
    fn apply_rules(&mut self, fields: &[Field<'_>], scenario: &mut Scenario) {
        if let Some(value) = value_of(fields, MODES) {
            self.read(MODES, scenario, |scenario| {
                let count = number(value, 1..=limit::MODES)?;
                scenario.experiment.set_mode_count(count as usize);
                Ok(())
            });
        }
        for key in Rule::KEYS {
            if let Some(value) = value_of(fields, key) {
                self.read(key, scenario, |scenario| read_rule(scenario, key, value, None));
            }
        }
        for key in Rule::KEYS {
            for mode in 2..=limit::MODES {
                let own = format!("{key}{mode}");
                if let Some(value) = value_of(fields, &own) {
                    self.read(&own, scenario, |scenario| read_rule(scenario, key, value, Some(mode)));
                }
            }
        }
    }

    /// Reads into a copy, which replaces the original only if all went well.
    fn read<T: Clone>(
        &mut self,
        key: &str,
        target: &mut T,
        read: impl FnOnce(&mut T) -> Result<(), Problem>,
    ) -> bool {
        let mut copy = target.clone();
        match read(&mut copy) {
            Ok(()) => {
                *target = copy;
                true
            }
            Err(problem) => {
                self.report(problem.of(key));
                false
            }
        }
    }
}

/// Gives the cluster before the change what was written of the one after it, as far as that fits it.
fn inherit(
    before: &mut Cluster,
    read: fn(&mut Cluster, &str, Strictness) -> Result<(), Problem>,
    value: &str,
) {
    let mut copy = before.clone();
    if read(&mut copy, value, Strictness::Lenient).is_ok() {
        *before = copy;
    }
}

/// Reads a rule of all modes, or of one by its number, and makes modes up to that one.
fn read_rule(scenario: &mut Scenario, key: &str, value: &str, mode: Option<u32>) -> Result<(), Problem> {
    let rule = Rule::read(key, value)?;
    if let Some(id) = rule.named().filter(|id| !scenario.now.has(*id)) {
        return Err(absent(value, &id));
    }
    let experiment = &mut scenario.experiment;
    match mode {
        None => experiment.modes.iter_mut().for_each(|mode| rule.set(mode)),
        Some(mode) => {
            experiment.set_mode_count(experiment.modes.len().max(mode as usize));
            experiment.modes.iter_mut().skip(mode as usize - 1).take(1).for_each(|mode| rule.set(mode));
        }
    }
    Ok(())
}

/// Whether it is the key of a rule that stands beside `level`.
fn is_level(key: &str) -> bool {
    key.starts_with("wl") || key.starts_with("rl")
}

/// The fields after those of clusters and rules, in the order of an address.
fn page_fields() -> impl Iterator<Item = &'static PageField> {
    TIME_FIELDS.iter().chain(&PAGE_FIELDS)
}

/// What the grammar has and this version does not model.
fn not_modelled(key: &str, value: &str) -> Option<Problem> {
    let message = "is what this version of Quorate does not model yet: leader and leaderless are what it has";
    let is_known = NOT_MODELLED.contains(&(key, value));
    is_known.then(|| Problem::new(Code::NotModelled, value, message).near("leader"))
}

#[inline(never)]
fn value_of<'a>(fields: &[Field<'a>], key: &str) -> Option<&'a str> {
    fields.iter().find(|(known, _)| *known == key).map(|(_, value)| *value)
}

fn known_keys() -> impl Iterator<Item = &'static str> {
    let cluster = CLUSTER_FIELDS.iter().map(|field| field.key);
    let page = page_fields().map(|field| field.key);
    ["v", "s", "z", COMPARE, MODES].into_iter().chain(cluster).chain(Rule::KEYS).chain(page)
}

fn is_known(key: &str) -> bool {
    let twin = key.strip_suffix(['0', '2']);
    let is_twin = twin.is_some_and(|key| CLUSTER_FIELDS.iter().any(|field| field.key == key));
    let rule = key.strip_suffix(['2', '3']);
    is_twin || rule.is_some_and(|key| Rule::KEYS.contains(&key)) || known_keys().any(|known| known == key)
}

/// What is wrong with the letters of a value.
fn misspelt(value: &str) -> Option<Problem> {
    let foreign = value.chars().find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_')));
    match foreign {
        Some(c) => {
            let message = format!(
                "has the character «{}», which no value has: write other bytes than letters and digits as -HH",
                if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }
            );
            Some(Problem::new(Code::Character, value, message))
        }
        None if value.is_empty() => {
            Some(Problem::new(Code::Character, value, "has no value: write one, or leave the field out"))
        }
        None => None,
    }
}

/// The rules that differ from those of a preset, with their keys.
fn rules_written(experiment: &Experiment, preset: &Experiment) -> Vec<(String, String)> {
    let mut written: Vec<(String, String)> = Vec::new();
    let rules: Vec<_> = experiment.modes().iter().map(Rule::of).collect();
    let Some((first, others)) = rules.split_first() else { return written };
    let defaults: Vec<_> = preset.modes().iter().take(rules.len()).map(Rule::of).collect();
    let mut counted = defaults.len();
    for (at, (key, rule)) in Rule::KEYS.into_iter().zip(first).enumerate() {
        let is_default = defaults[0][at] == *rule;
        if !is_default {
            written.push((key.into(), rule.value()));
        }
        for (mode, other) in (2..).zip(others) {
            let like = defaults.get(mode - 1).filter(|_| is_default);
            let default = like.map_or(*rule, |rules| rules[at]);
            if other[at] != default {
                written.push((format!("{key}{mode}"), other[at].value()));
                counted = counted.max(mode);
            }
        }
    }
    if preset.modes().len() > rules.len() || counted < rules.len() {
        written.insert(0, (MODES.into(), rules.len().to_string()));
    }
    written
}

impl Scenario {
    /// The canonical address: the params without `#`, in the long form where they are long.
    pub fn address(&self) -> String {
        let params = self.params();
        if params.len() <= limit::PLAIN_CHARS {
            return params;
        }
        let packed = format!("v=1&z={}", long::pack(&params));
        if packed.len() < params.len() { packed } else { params }
    }

    fn params(&self) -> String {
        let mut params = format!("v=1&s={}", self.preset.id);
        let mut push = |key: &str, value: &str| {
            params.push('&');
            params.push_str(key);
            params.push('=');
            params.push_str(value);
        };
        // What a reader of this address has made of it so far; a value is written where that is not what is meant.
        let mut read = self.preset.scenario();
        for field in &CLUSTER_FIELDS {
            let now = (field.write)(&self.now);
            if (field.write)(&read.now) != now {
                push(field.key, &now);
                inherit(&mut read.now, field.read, &now);
                inherit(&mut read.before, field.read, &now);
                if let Some(other) = &mut read.other {
                    inherit(other, field.read, &now);
                }
            }
            let before = (field.write)(&self.before);
            if (field.write)(&read.before) != before {
                push(&format!("{}0", field.key), &before);
                inherit(&mut read.before, field.read, &before);
            }
        }
        if let Some(other) = &self.other {
            // A difference says by itself that there is something to compare with.
            let mut compared = read.other.clone().unwrap_or_else(|| self.now.clone());
            let mut is_said = read.other.is_some();
            for field in &CLUSTER_FIELDS {
                let value = (field.write)(other);
                if (field.write)(&compared) != value {
                    push(&format!("{}2", field.key), &value);
                    inherit(&mut compared, field.read, &value);
                    is_said = true;
                }
            }
            if !is_said {
                push(COMPARE, word_of(&COMPARED, true).as_str());
            }
        } else if read.other.is_some() {
            push(COMPARE, word_of(&COMPARED, false).as_str());
        }
        read.experiment.prune(&self.now);
        let rules = rules_written(&self.experiment, &read.experiment);
        let (levels, rules): (Vec<_>, Vec<_>) = rules.into_iter().partition(|(key, _)| is_level(key));
        for (key, value) in &rules {
            push(key, value);
        }
        for field in page_fields() {
            // What reads and writes need stands beside what requests do.
            if field.key == AFTER_LEVELS {
                for (key, value) in &levels {
                    push(key, value);
                }
            }
            if let Some(value) =
                (field.write)(self).filter(|value| (field.write)(&read).as_ref() != Some(value))
            {
                push(field.key, &value);
            }
        }
        params
    }
}

use alloc::string::ToString;
