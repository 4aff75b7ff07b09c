use super::{Edn, Log, read};
use quorate_core::{check::history::Kind, trace::Outcome};

/// A log of Jepsen's first etcd test, line by line: `INFO jepsen.util - 3 :invoke :cas [1 4]`. There a `cas` that fails has
/// found another value; a read that fails found nothing out.
pub fn etcd(text: &str) -> Log {
    let mut log = Log::default();
    for line in text.lines().filter_map(|line| line.split_once(" - ")) {
        let words = read(line.1);
        let word = |at: usize| words.get(at).map_or("", Edn::word);
        let (process, what, f) = (word(0), word(1), word(2));
        match (what, f) {
            (":invoke", ":read") => log.begin(process, Kind::Read, "", None, None),
            (":invoke", ":write") => log.begin(process, Kind::Write, "", Some(word(3)), None),
            (":invoke", ":cas") => {
                let [from, to] = pair(&words[3]);
                log.begin(process, Kind::Cas, "", Some(&to), Some(&from));
            }
            (":ok", ":read") => {
                log.found(process, Some(word(3)).filter(|value| *value != "nil"));
                log.end(process, Outcome::Ok);
            }
            (":fail", ":cas") => {
                log.differs(process);
                log.end(process, Outcome::Ok);
            }
            (":ok", _) => log.end(process, Outcome::Ok),
            (":fail", _) => log.end(process, Outcome::Fail),
            _ => log.end(process, Outcome::Unknown),
        }
    }
    log
}

/// A history of Knossos' cas-register tests. There what fails did not happen, and a read of nil found nothing out.
pub fn knossos(text: &str) -> Log {
    let mut log = Log::default();
    let all = read(text);
    for event in all.iter().flat_map(Edn::items) {
        let part = |key: &str| event.get(key).map_or("", Edn::word);
        let (process, value) = (part(":process"), event.get(":value"));
        let word = value.map_or("", Edn::word);
        match (part(":type"), part(":f")) {
            (":invoke", ":read") => log.begin(process, Kind::Read, "", None, None),
            (":invoke", ":write") => log.begin(process, Kind::Write, "", Some(word), None),
            (":invoke", ":cas") => {
                let [from, to] = value.map(pair).unwrap_or_default();
                log.begin(process, Kind::Cas, "", Some(&to), Some(&from));
            }
            (":ok", f) => {
                if f == ":read" && word != "nil" {
                    log.found(process, Some(word));
                }
                log.end(process, Outcome::Ok);
            }
            (":fail", _) => log.end(process, Outcome::Fail),
            _ => log.end(process, Outcome::Unknown),
        }
    }
    log
}

/// A history of Porcupine's key-value tests: a map a line, keys apart, all texts empty at first.
pub fn porcupine_kv(text: &str) -> Log {
    let mut log = Log::default();
    for event in &read(text) {
        let part = |key: &str| event.get(key).map_or("", Edn::word);
        let (process, key, value) = (part(":process"), part(":key"), part(":value"));
        match (part(":type"), part(":f")) {
            (":invoke", ":get") => log.begin(process, Kind::Read, key, None, None),
            (":invoke", ":put") => log.begin(process, Kind::Write, key, Some(value), None),
            (":invoke", ":append") => log.begin(process, Kind::Append, key, Some(value), None),
            (_, f) => {
                if f == ":get" {
                    log.found(process, Some(value));
                }
                log.end(process, Outcome::Ok);
            }
        }
    }
    log
}

fn pair(value: &Edn) -> [String; 2] {
    let word = |at: usize| value.items().get(at).map_or("", Edn::word).to_owned();
    [word(0), word(1)]
}
