//! Addresses that are wrong, by accident or on purpose: what can be read is shown, and nothing else happens.

use quorate::state::State;
use quorate_tests::webdriver::{Failure, Outcome};
use serde_json::{Value, json};

use crate::reader::Reader;

/// Set before the page loads: whatever runs that should not is written down. That a picture took another height as soon as
/// its width was known is a note of the browser's own, and no script.
const CANARY: &str = "window.canary = []; \
    for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) window[name] = (...a) => canary.push(name + a); \
    for (const name of ['error', 'unhandledrejection', 'securitypolicyviolation']) \
      addEventListener(name, event => /^ResizeObserver loop/.test(event.message) || \
        canary.push(name + (event.message ?? event.reason ?? event.blockedURI)), true); \
    document.addEventListener('quorate-panic', event => canary.push('panic' + event.detail));";
/// What no address may bring into the page, nor anything that handles events by an attribute.
const BROUGHT: &str = "[...document.querySelectorAll('#app :is(script, img, iframe, object, embed, animate, set, foreignObject, style, \
    link, [style*=url], [href^=javascript], [srcdoc])'), ...[...document.querySelectorAll('#app *')].filter(one => \
    [...one.attributes].some(attribute => attribute.name.startsWith('on')))].map(one => one.outerHTML.slice(0, 99))";
/// Goes to each of some fragments; for each, how long the page was busy and what was there afterwards.
const VISIT: &str = "const all = []; for (const fragment of fragments) { \
      const start = performance.now(); location.hash = fragment; \
      for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame); \
      const busy = performance.now() - start; \
      all.push([fragment, busy, document.querySelector('h1')?.textContent ?? '', BROUGHT, canary.splice(0)]); \
    } return all";

fn hostile() -> Vec<&'static str> {
    include_str!("../../addresses/hostile.txt").lines().filter(|line| !line.starts_with("# ")).collect()
}

fn watched() -> Outcome<Reader> {
    let reader = Reader::blank()?;
    reader.cdp("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": CANARY }))?;
    reader.follow("v=1&s=quarter")?;
    Ok(reader)
}

/// The longest that the page was busy with one of these, in milliseconds, and with which.
fn visit(reader: &Reader, fragments: &[&str]) -> Outcome<(f64, String)> {
    let script = VISIT.replace("BROUGHT", BROUGHT);
    let visited = reader.js_async(&format!("const fragments = {}; {script}", json!(fragments)))?;
    let mut worst = (0.0, String::new());
    for visit in visited.as_array().into_iter().flatten() {
        let shown: String = visit[0].as_str().unwrap_or_default().chars().take(120).collect();
        if visit[2] == "" || visit[3] != json!([]) || visit[4] != json!([]) {
            return Err(Failure::new(format!("{shown}: {visit}")));
        }
        let busy = visit[1].as_f64().unwrap_or_default();
        if busy > worst.0 {
            worst = (busy, shown);
        }
    }
    assert_eq!(visited.as_array().map(Vec::len), Some(fragments.len()));
    Ok(worst)
}

#[test]
fn what_was_wrong_is_said_and_what_is_near_can_be_used() -> Outcome {
    let reader = Reader::open("v=1&s=quarter&vnodes=99999&hash=md6&frob=1")?;
    reader.says(".problems", "vnodes=99999")?;
    reader.says(".problems", "Use md5")?;
    reader.says("h1", &quorate::words::headline(State::open("v=1&s=quarter").run()))?;
    reader.check_access()?;
    let button = "return [...document.querySelectorAll('[name=use-hint]')].find(one => one.textContent === 'Use 1024').click()";
    reader.js(button)?;
    reader.wait("1024 tokens", "document.querySelector('[name=vnodes]').value === '21'")?;
    assert!(!reader.text(".problems")?.contains("vnodes"));
    let address = reader.address()?;
    assert!(address.contains("vnodes=1024"), "{address}");
    assert_eq!(quorate_core::scenario::parse(&address).problems, vec![]);
    reader.press("undo")?;
    reader.says("h1", "D joined")?;
    reader.follow("v=1&s=nothing")?;
    reader.press("dismiss")?;
    reader.wait("the note to close", "!document.querySelector('.problems')")?;
    reader.check()
}

#[test]
fn a_long_link_that_was_cut_says_so_and_opens_an_example() -> Outcome {
    let reader = Reader::open("v=1&z=bdU7btxAEATQ22xmo")?;
    reader.says(".problems", "copy the whole link again")?;
    reader.says("h1", "Node-D joined")?;
    reader.check()
}

#[test]
fn no_hostile_fragment_runs_a_script_or_stops_the_page() -> Outcome {
    let reader = watched()?;
    let mut worst = (0.0, String::new());
    for fragments in hostile().chunks(20) {
        let busiest = visit(&reader, fragments)?;
        if busiest.0 > worst.0 {
            worst = busiest;
        }
        // It answers.
        reader.follow_here("v=1&s=quarter")?;
        reader.says("h1", "D joined")?;
        reader.press("add")?;
        reader.says("h1", "E joined")?;
    }
    println!("hostile fragments: {:.0} ms at most, with {}", worst.0, worst.1);
    // Two frames are in it, and another build may be on this machine.
    assert!(worst.0 < 1_000.0, "{worst:?}");
    reader.check()
}

#[test]
fn long_and_heavy_fragments_do_not_stop_the_page() -> Outcome {
    let reader = watched()?;
    let many = |item: &dyn Fn(u32) -> String, count: u32| (1..=count).map(item).collect::<Vec<_>>();
    let heavy = [
        "a".repeat(60_000),
        format!("v=1&s={}", "%3C".repeat(20_000)),
        many(&|i| format!("x{i}=%3Cimg src=x onerror=alert({i})%3E"), 1_500).join("&"),
        format!("v=1&nodes=1000&names={}", many(&|i| format!("n{i}.-3Cb-3E{i}"), 1_000).join("_")),
        format!("v=1&tokens={}", many(&|i| format!("n{i}.{i}deg"), 4_000).join("_")),
        format!("v=1&z={}", "A".repeat(60_000)),
        "v=1&s=thousand&rf=1000&hash=fnv1a-32".to_owned(),
        "v=1&s=thousand&vnodes=262&hash=sha1&keys=1000000&kseed=7".to_owned(),
        "v=1&s=ring&hash=crc16&nodes=256&nodes0=1&vnodes=1024&vnodes0=1024".to_owned(),
        "v=1&s=ring&hash=java-string&nodes=1000&vnodes=262&rf=1000&pick=-00".to_owned(),
        "v=1&s=thousand&racks=100&show=racks".to_owned(),
        "v=1&s=thousand&dcs=100&show=racks".to_owned(),
        "v=1&s=thousand&areas=100&show=racks".to_owned(),
        "v=1&s=ring&nodes=1000&racks=100&dcs=100&areas=100&show=racks".to_owned(),
        "v=1&s=ring&nodes=1000&racks=10&scheme=slots&parts=10000&place=awareness&rf=100&show=racks"
            .to_owned(),
    ];
    for fragment in &heavy {
        let worst = visit(&reader, &[fragment])?;
        println!("{:5.0} ms: {:.80}", worst.0, worst.1);
        assert!(worst.0 < 5_000.0, "{worst:?}");
    }
    reader.follow_here("v=1&s=quarter")?;
    reader.says("h1", "D joined")?;
    reader.press("add")?;
    reader.says("h1", "E joined")?;
    reader.check()
}

#[test]
fn names_and_keys_that_look_like_markup_stay_text() -> Outcome {
    let reader = watched()?;
    let text = "-3Cimg-20src-3Dx-20onerror-3Dalert-281-29-3E";
    let address =
        format!("v=1&s=quarter&names=n1.{text}_n2.-22-3E-3Csvg-20onload-3D1-3E&pick={text}&kpre=-3Cb-3E");
    reader.follow(&address)?;
    reader.says(".why", "<img src=x onerror")?;
    reader.find(".exact summary")?.click()?;
    reader.find(".twin > summary")?.click()?;
    reader.find(".owned .press")?.click()?;
    reader.says(".twin", "<b>")?;
    reader.press("close")?;
    reader.press("keys")?;
    let brought: Value = reader.js(&format!("return [{BROUGHT}, canary]"))?;
    assert_eq!(brought, json!([[], []]));
    reader.check()
}
