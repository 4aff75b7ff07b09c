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
        format!("v=1&z={}", "A".repeat(60_000)),
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

/// The keys of version 1, those that are not modelled yet too.
const KEYS: [&str; 72] = [
    "v", "s", "z", "nodes", "racks", "dcs", "areas", "names", "weights", "scheme", "hash", "vnodes",
    "tokens", "parts", "splits", "assign", "place", "rf", "repl", "ack", "log", "reads", "detect", "fence",
    "w", "r", "wl", "rl", "conflict", "repair", "sloppy", "link", "loss", "skew", "disk", "timeout", "retry",
    "beat", "ship", "keep", "hint", "grace", "wars", "p", "trials", "load", "clients", "think", "keys",
    "kpre", "kseed", "file", "pick", "down", "do", "seed", "until", "show", "at", "level", "theme", "text",
    "nodes0", "names0", "weights0", "hash0", "vnodes0", "tokens0", "rf0", "down0", "nodes2", "rf2",
];

#[test]
fn unescaping_html_changes_no_link() {
    for key in KEYS {
        let unknown = |code: Code| matches!(code, Code::UnknownField);
        let parsed = parse(&format!("v=1&{key}=1"));
        assert!(!parsed.problems.iter().any(|problem| unknown(problem.code)), "{key} is no key any more");
        let mangled = LEGACY_ENTITIES.iter().find(|entity| key.starts_with(**entity));
        assert_eq!(mangled, None, "&{key}= would be read as an entity");
    }
    let pinned = fs::read_to_string(file("v1.txt")).unwrap();
    for address in pinned.lines().filter_map(|line| line.strip_prefix("= ")) {
        for (key, value) in address.split('&').map(|field| field.split_once('=').unwrap()) {
            assert!(KEYS.contains(&key), "{key} is missing from the list of keys here");
            let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
            assert!(value.chars().all(is_plain), "{address}");
            assert!(value.ends_with(|c: char| c.is_ascii_alphanumeric()), "{address}");
        }
    }
}
