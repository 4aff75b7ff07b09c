//! Addresses: what old links mean stays what it was, no text hurts the reader of them, and no mail program or encoder
//! changes one.
#![cfg(not(target_arch = "wasm32"))]

use quorate_core::{
    base::Digest,
    run::Run,
    scenario::{Code, Parsed, parse, preset},
};
use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// The longest that reading one address may take. A test build is several times slower than the page.
const PATIENCE: Duration = Duration::from_millis(200);

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("addresses").join(name)
}

/// Reads an address, and checks what holds for every text there is.
fn read(address: &str) -> Parsed {
    let start = Instant::now();
    let parsed = parse(address);
    let shown: String = address.chars().take(80).collect();
    assert!(start.elapsed() < PATIENCE, "{shown}: {:?}", start.elapsed());
    assert_eq!(parsed.scenario.check(), Ok(()), "{shown}");
    assert!(parsed.problems.len() <= 17, "{shown}");
    for problem in &parsed.problems {
        assert!(problem.field.chars().count() <= 49 && problem.value.chars().count() <= 49, "{shown}");
        assert!(!problem.message.is_empty() && problem.message.len() < 1_000, "{shown}");
    }
    let canonical = parsed.scenario.address();
    let again = parse(&canonical);
    assert_eq!(again.problems, vec![], "{shown}");
    assert_eq!(again.scenario, parsed.scenario, "{shown}");
    assert_eq!(again.scenario.address(), canonical, "{shown}");
    parsed
}

#[test]
fn no_hostile_address_panics_or_takes_long_and_each_becomes_a_canonical_one() {
    let hostile = fs::read_to_string(file("hostile.txt")).unwrap();
    for address in hostile.lines().filter(|line| !line.starts_with("# ")) {
        for address in [address.to_owned(), format!("#{address}"), format!("https://a.b/?{address}")] {
            read(&address);
        }
    }
}

#[test]
fn long_hostile_addresses_are_read_or_refused_in_time() {
    let many = |item: &str, count: usize, join: &str| vec![item; count].join(join);
    let numbered = |count: u32, write: fn(u32) -> String| -> String {
        (1..=count).map(write).collect::<Vec<_>>().join("_")
    };
    let long = [
        "a".repeat(100_000),
        "&".repeat(60_000),
        "=".repeat(60_000),
        format!("v=1&s={}", "a".repeat(60_000)),
        format!("v=1&{}", "b".repeat(60_000)),
        format!("v=1&{}", many("nodes=3", 8_000, "&")),
        format!("v=1&{}", (0..9_000).map(|i| format!("x{i}=1")).collect::<Vec<_>>().join("&")),
        format!("v=1&nodes={}", numbered(10_000, |i| format!("n{i}"))),
        format!("v=1&nodes={}", many("n1", 20_000, "_")),
        format!("v=1&nodes=1000&names={}", numbered(1_000, |i| format!("n{i}.-F0-9F-98-80-F0-9F-98-80"))),
        format!("v=1&nodes=1000&weights={}", numbered(1_000, |i| format!("n{i}.10000"))),
        format!("v=1&vnodes=1&tokens=n1.{}", many("7", 30_000, ".")),
        format!("v=1&tokens={}", numbered(4_000, |i| format!("n{i}.{i}deg"))),
        format!("v=1&nodes=1000&down={}", (1..=1_000).map(|i| format!("n{i}")).collect::<Vec<_>>().join("-")),
        format!("v=1&pick={}", "-41".repeat(20_000)),
        format!("v=1&keys={}", "9".repeat(60_000)),
        format!("v=1&do={}", numbered(2_000, |i| format!("{i}.kill.n1_{i}.up.n1"))),
        format!("v=1&do={}", numbered(2_001, |i| format!("{i}.heal"))),
        format!(
            "v=1&do={}",
            (1..=2_000).rev().map(|i| format!("{i}us.put.x.{i}")).collect::<Vec<_>>().join("_")
        ),
        format!("v=1&do={}", many("0.x", 15_000, "_")),
        format!("v=1&do=0.split.{}", (1..=9_000).map(|i| format!("n{i}")).collect::<Vec<_>>().join(".")),
        format!("v=1&do=0.cut.n0.{}", (1..=9_000).map(|i| format!("n{i}")).collect::<Vec<_>>().join("-")),
        format!("v=1&do=0.put.{}", "-41".repeat(20_000)),
        format!("v=1&nodes=1000&link={}", numbered(3_500, |i| format!("n1.n{}.exp.1", 2 + i % 999))),
        format!(
            "v=1&nodes=1000&link={}",
            numbered(3_500, |i| format!("n{}.n{}.exp.1", 1 + i % 40, 41 + i / 40))
        ),
        format!("v=1&link=all.mix{}", ".1pct.const.1".repeat(4_000)),
        format!("v=1&link={}", many("all.exp.2ms", 5_000, "_")),
        format!("v=1&nodes=1000&skew={}", numbered(1_000, |i| format!("n{i}.-{i}"))),
        format!("v=1&nodes=1000&disk={}", numbered(1_000, |i| format!("n{i}.{i}"))),
        format!("v=1&at={}", "9".repeat(60_000)),
        format!("v=1&ack={}", many("sync", 12_000, ".")),
        format!("v=1&repair={}", many("hint", 12_000, "-")),
        format!("v=1&repair={}", "a".repeat(60_000)),
        format!("v=1&hint={}", many("3h", 20_000, ".")),
        format!("v=1&grace={}d", "9".repeat(60_000)),
        format!("v=1&show={}", many("stale", 10_000, "_")),
        format!("v=1&w={}&r={}", "9".repeat(30_000), "0".repeat(30_000)),
        format!("v=1&z={}", "A".repeat(60_000)),
        format!("v=1&nodes={}", numbered(8_000, |i| format!("g{i}.d{i}.r{i}.n{i}"))),
        format!(
            "v=1&nodes=1000&racks=100&dcs=100&areas=100&names={}",
            numbered(9_000, |i| format!("r{i}.a"))
        ),
        format!("v=1&assign=p1.{}", many("n1", 15_000, ".")),
        format!("v=1&assign={}", numbered(9_000, |i| format!("p{i}"))),
        format!(
            "v=1&assign={}",
            (1..=5_000).rev().map(|i| format!("p{i}.n1.n2.n3")).collect::<Vec<_>>().join("_")
        ),
        format!("v=1&assign={}", many("p1.n1", 10_000, "_")),
        format!("v=1&assign=p1.n1.n2{}", ".n3".repeat(100_000)),
        format!(
            "v=1&nodes=1000&assign=p1.{}",
            (1..=1_000).map(|i| format!("n{i}")).collect::<Vec<_>>().join(".")
        ),
        format!("v=1&scheme=range&splits={}", numbered(9_000, |i| format!("k{i}"))),
        format!("v=1&scheme=range&splits={}", many("k", 30_000, "_")),
        format!("v=1&splits={}", "a".repeat(60_000)),
        format!("v=1&nodes=1000&dcs=100&areas=10&place=nts&rf={}", numbered(1_000, |i| format!("d{i}.1000"))),
        format!("v=1&rf={}", many("d1.1", 12_000, "_")),
        format!("v=1&down={}", many("r1", 20_000, "-")),
        format!(
            "v=1&nodes=1000&racks=100&down={}",
            (1..=100).map(|i| format!("r{i}")).collect::<Vec<_>>().join("-")
        ),
        format!("v=1&level=local-quorum.{}", "d1.".repeat(20_000)),
        format!("v=1&s=shard-grid&z={}", "_".repeat(60_000)),
    ];
    for address in long {
        read(&address);
    }
}

#[test]
fn every_preset_and_what_v_1_links_say_is_pinned() {
    let path = file("v1.txt");
    let text = fs::read_to_string(&path).unwrap();
    let mut pinned = String::new();
    let mut links: Vec<String> = Vec::new();
    for line in text.lines() {
        if let Some(address) = line.strip_prefix("> ") {
            links.push(address.to_owned());
        }
    }
    for line in text.lines().take_while(|line| !line.starts_with("> ")) {
        pinned.push_str(line);
        pinned.push('\n');
    }
    for address in &links {
        let parsed = read(address);
        let digest = Digest::of(&Run::new(parsed.scenario.clone())).value();
        let _ = writeln!(pinned, "> {address}\n= {}\n: {digest:016x}", parsed.scenario.address());
        for problem in &parsed.problems {
            let _ = writeln!(pinned, "! {} {}", problem.code.id(), problem.field);
        }
        pinned.push('\n');
    }
    for preset in &preset::ALL {
        let link = format!("v=1&s={}", preset.id);
        assert!(links.contains(&link), "addresses/v1.txt has no line «> {link}»: add it");
    }
    if std::env::var_os("QUORATE_BLESS").is_some() {
        return fs::write(path, pinned).unwrap();
    }
    for (line, (was, is)) in (1..).zip(text.lines().zip(pinned.lines())) {
        assert_eq!(was, is, "addresses/v1.txt, line {line}: an old link means another thing now");
    }
    assert_eq!(
        text, pinned,
        "addresses/v1.txt: if links were added, `cargo xtask bless`, and review the diff"
    );
}

/// What is wrong with a value, by its code, and what is near.
const WRONG: &[(&str, &str, Option<&str>)] = &[
    ("racks=0", "range", Some("1")),
    ("racks=101", "range", Some("100")),
    ("racks=two", "number", None),
    ("dcs=99999999", "range", Some("100")),
    ("areas=-1", "range", Some("1")),
    ("nodes=d1.r1.x1", "node", Some("n1")),
    ("nodes=g1.d1.r1.n1.n1", "node", Some("r1")),
    ("nodes=r0.n1", "node", Some("r1")),
    ("nodes=d1.r10000.n1", "node", Some("r1")),
    ("names=r9.far", "node", None),
    ("names=x1.far", "node", Some("n1")),
    ("names=r1", "text", None),
    ("names=r1.a_r1.b", "node", None),
    ("scheme=slot", "word", Some("slots")),
    ("scheme=hash", "word", None),
    ("parts=0", "range", Some("1")),
    ("parts=4294967296", "range", Some("65536")),
    ("splits=a_b_a", "duplicate", None),
    ("splits=-FF", "text", None),
    ("assign=n1.n2", "node", Some("p1")),
    ("assign=p1.2", "node", Some("n1")),
    ("assign=p2.n1", "word", None),
    ("assign=p1.n1_p3.n1", "word", None),
    ("assign=p1.n1_p1.n2", "duplicate", None),
    ("assign=p1.n1.n2.n1", "duplicate", None),
    ("assign=p1.n99", "node", None),
    ("place=ntss", "word", Some("nts")),
    ("place=kafaka", "word", Some("kafka")),
    ("place=none", "word", None),
    ("rf=0", "range", Some("1")),
    ("rf=d1.0", "range", Some("1")),
    ("rf=d1.99999", "range", Some("1000")),
    ("rf=d1", "number", None),
    ("rf=d9.2", "node", None),
    ("rf=d1.2_d1.3", "node", None),
    ("rf=dx.2", "node", Some("d1")),
    ("isr=0", "range", Some("1")),
    ("isr=1001", "range", Some("1000")),
    ("down=r9", "node", None),
    ("down=d1-q3", "node", Some("n1")),
    ("seed=-1", "range", Some("0")),
    ("seed=18446744073709551616", "range", Some("18446744073709551615")),
    ("show=rack", "word", Some("racks")),
    ("show=racks_ring", "word", Some("ring_racks")),
    ("show=time_racks", "word", Some("racks_time")),
    ("show=stale_quorum_ring", "word", Some("ring_quorum_stale")),
    ("show=quorum_quorum", "word", Some("quorum")),
    ("show=ring_stail", "word", Some("ring_stale")),
    ("level=serial", "not-modelled", Some("quorum")),
    ("level=local-serial.d1", "not-modelled", Some("local-quorum")),
    ("level=quorm", "word", Some("quorum")),
    ("level=LOCAL_QUORUM", "word", None),
    ("level=quorum.d1", "word", Some("quorum")),
    ("level=local-quorum.d9", "node", None),
    ("level=local-one.r1", "node", Some("d1")),
    ("compare=of", "word", Some("on")),
    ("racks2=0", "range", Some("1")),
    ("parts0=0", "range", Some("1")),
    ("place2=spred", "word", Some("spread")),
    ("compare2=on", "unknown-field", Some("compare")),
    ("rack=3", "unknown-field", Some("racks")),
    ("placement=nts", "unknown-field", None),
];

#[test]
fn what_is_wrong_with_a_value_of_racks_is_told_with_what_is_near() {
    for (field, code, hint) in WRONG {
        let parsed = read(&format!("v=1&s=cassandra-racks&{field}"));
        let [problem] = parsed.problems.as_slice() else { panic!("{field}: {:?}", parsed.problems) };
        let key = field.split('=').next().unwrap();
        assert_eq!(
            (problem.field.as_str(), problem.code.id(), problem.hint.as_deref()),
            (key, *code, *hint),
            "{field}"
        );
        assert_eq!(
            parsed.scenario,
            preset::find("cassandra-racks").unwrap().scenario(),
            "{field}: the rest loads"
        );
    }
}

/// The entities that HTML reads without a semicolon: `&` and one of these at the start of a key would be mangled where a
/// link stands in HTML unescaped. (HTML Living Standard, 13.5: the names in the table that do not end in `;`.)
const LEGACY_ENTITIES: [&str; 106] = [
    "AElig", "AMP", "Aacute", "Acirc", "Agrave", "Aring", "Atilde", "Auml", "COPY", "Ccedil", "ETH",
    "Eacute", "Ecirc", "Egrave", "Euml", "GT", "Iacute", "Icirc", "Igrave", "Iuml", "LT", "Ntilde", "Oacute",
    "Ocirc", "Ograve", "Oslash", "Otilde", "Ouml", "QUOT", "REG", "THORN", "Uacute", "Ucirc", "Ugrave",
    "Uuml", "Yacute", "aacute", "acirc", "acute", "aelig", "agrave", "amp", "aring", "atilde", "auml",
    "brvbar", "ccedil", "cedil", "cent", "copy", "curren", "deg", "divide", "eacute", "ecirc", "egrave",
    "eth", "euml", "frac12", "frac14", "frac34", "gt", "iacute", "icirc", "iexcl", "igrave", "iquest",
    "iuml", "laquo", "lt", "macr", "micro", "middot", "nbsp", "not", "ntilde", "oacute", "ocirc", "ograve",
    "ordf", "ordm", "oslash", "otilde", "ouml", "para", "plusmn", "pound", "quot", "raquo", "reg", "sect",
    "shy", "sup1", "sup2", "sup3", "szlig", "thorn", "times", "uacute", "ucirc", "ugrave", "uml", "uuml",
    "yacute", "yen", "yuml",
];

/// The keys of a cluster, which also exist with a `0` and with a `2`.
const CLUSTER_KEYS: [&str; 18] = [
    "nodes", "racks", "dcs", "areas", "names", "weights", "scheme", "hash", "vnodes", "tokens", "parts",
    "splits", "assign", "place", "rf", "isr", "down", "seed",
];

/// The other keys of version 1, those that are not modelled yet too.
const KEYS: [&str; 31] = [
    "v", "s", "z", "compare", "modes", "repl", "link", "loss", "skew", "disk", "timeout", "retry", "wars",
    "p", "trials", "load", "clients", "think", "arrive", "keys", "kpre", "kseed", "file", "pick", "do",
    "until", "show", "at", "level", "theme", "text",
];

/// The rules of modes, whose keys also exist with a `2` and with a `3`.
const RULE_KEYS: [&str; 23] = [
    "ack", "log", "reads", "detect", "fence", "elect", "ship", "keep", "beat", "w", "r", "ask", "coord",
    "conflict", "repair", "sloppy", "hint", "grace", "sweep", "wait", "fsync", "wl", "rl",
];

fn is_key(key: &str) -> bool {
    let cluster_key = key.strip_suffix(['0', '2']).unwrap_or(key);
    let rule_key = key.strip_suffix(['2', '3']).unwrap_or(key);
    KEYS.contains(&key) || CLUSTER_KEYS.contains(&cluster_key) || RULE_KEYS.contains(&rule_key)
}

#[test]
fn unescaping_html_changes_no_link() {
    let suffixed = CLUSTER_KEYS.iter().flat_map(|key| ["", "0", "2"].map(|suffix| format!("{key}{suffix}")));
    let rules = RULE_KEYS.iter().flat_map(|key| ["", "2", "3"].map(|suffix| format!("{key}{suffix}")));
    for key in KEYS.map(str::to_owned).into_iter().chain(suffixed).chain(rules) {
        let unknown = |code: Code| matches!(code, Code::UnknownField);
        let parsed = parse(&format!("v=1&{key}=1"));
        assert!(!parsed.problems.iter().any(|problem| unknown(problem.code)), "{key} is no key any more");
        let mangled = LEGACY_ENTITIES.iter().find(|entity| key.starts_with(**entity));
        assert_eq!(mangled, None, "&{key}= would be read as an entity");
    }
    let pinned = fs::read_to_string(file("v1.txt")).unwrap();
    for address in pinned.lines().filter_map(|line| line.strip_prefix("= ")) {
        for (key, value) in address.split('&').map(|field| field.split_once('=').unwrap()) {
            assert!(is_key(key), "{key} is missing from the list of keys here");
            let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
            assert!(value.chars().all(is_plain), "{address}");
            assert!(value.ends_with(|c: char| c.is_ascii_alphanumeric()), "{address}");
        }
    }
}
