//! The reader's own keys: read in the tab, counted, named in the address, and never sent.

use std::{fs, path::PathBuf};

use quorate::state::{Format, KeyReader};
use quorate_core::scenario::Attachment;
use quorate_tests::webdriver::Outcome;

use crate::reader::Reader;

/// Pastes so many lines, and tells how long it was until their count was shown, and the longest that the page stood
/// still meanwhile, both in milliseconds.
const PASTE: &str = "const text = Array.from({ length: COUNT }, (_, i) => 'customer:' + i).join('\\n'); \
    const data = new DataTransfer(); data.setData('text/plain', text); \
    const tasks = []; const watch = new PerformanceObserver(list => tasks.push(...list.getEntries().map(task => task.duration))); \
    await new Promise(done => setTimeout(done, 300)); \
    watch.observe({ type: 'longtask' }); \
    const start = performance.now(); \
    setTimeout(() => document.querySelector('[name=own-keys]').dispatchEvent( \
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))); \
    const words = 'Of your ' + (COUNT).toLocaleString('en') + ' keys'; \
    while (!document.querySelector('.second').textContent.includes(words) || !document.querySelector('.ring .keys')) \
      await new Promise(done => setTimeout(done, 5)); \
    const end = performance.now(); \
    await new Promise(done => setTimeout(done, 100)); \
    return [end - start, Math.max(0, ...tasks)]";

/// What native code names these keys.
fn named(format: Format, text: &[u8]) -> Attachment {
    let mut reader = KeyReader::new(format);
    reader.push(text);
    reader.finish().attachment().expect("keys")
}

fn file(name: &str, text: &[u8]) -> Outcome<PathBuf> {
    let folder = std::env::temp_dir().join(format!("quorate-keys-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let file = folder.join(name);
    fs::write(&file, text)?;
    Ok(file)
}

fn choose(reader: &Reader, name: &str, text: &[u8]) -> Outcome {
    reader.find("input[type=file]")?.type_keys(&file(name, text)?.to_string_lossy())
}

#[test]
fn typed_keys_are_counted_and_the_address_names_them_by_count_and_digest() -> Outcome {
    let reader = Reader::open("v=1&s=quarter")?;
    reader.press("keys")?;
    reader.find("[name=own-keys]")?.type_keys("alpha\nbeta\ngamma")?;
    reader.press("count-own")?;
    reader.says(".own", "3 keys are counted: alpha, beta, gamma")?;
    reader.check_access()?;
    reader.keys("{Escape}")?;
    reader.says("[name=keys]", "3 of your own")?;
    reader.says(".second", "Of your 3 keys ")?;
    let keys = named(Format::Lines, b"alpha\nbeta\ngamma");
    let address = reader.address()?;
    assert_eq!(address, format!("v=1&s=quarter&file=3.{:016x}", keys.digest));
    assert_eq!(reader.focus()?, "keys", "the focus comes back");
    // Keys are neither in the address nor anywhere a server could see them.
    let sent = reader.js("return performance.getEntriesByType('resource').filter(entry => !/\\.(js|css|wasm|svg)$/.test(entry.name)).length")?;
    assert_eq!(sent, 0);
    reader.check()
}

#[test]
fn a_link_to_somebody_elses_keys_says_what_is_missing_until_the_file_is_chosen() -> Outcome {
    let keys = named(Format::Lines, b"a\nb\nc\n");
    let address = format!("v=1&s=quarter&file={}.{:016x}", keys.count, keys.digest);
    let reader = Reader::open(&address)?;
    reader.says(".problems", "This link counts 3 keys of somebody’s own, which stayed with them.")?;
    reader.says("h1", "D joined, and 25 % of the ring moved to it.")?;
    reader.press("choose")?;
    reader.says(".wanted", "a file of 3 keys")?;
    choose(&reader, "other.txt", b"x\ny\n")?;
    reader.says(".own", "2 keys are counted")?;
    choose(&reader, "keys.txt", b"a\nb\nc\n")?;
    reader.says(".own", "3 keys are counted")?;
    reader.keys("{Escape}")?;
    reader.wait("the note to go", "!document.querySelector('.problems')")?;
    assert_eq!(reader.address()?, address);
    reader.check()
}

#[test]
fn nothing_is_said_of_keys_that_are_not_here() -> Outcome {
    let reader = Reader::open("v=1&s=quarter&file=3.00c0ffee00c0ffee")?;
    let second = reader.text(".second")?;
    assert!(!second.contains("keys none moved"), "nobody knows how many moved: {second}");
    Ok(())
}

#[test]
fn the_first_column_of_a_csv_is_read_and_bad_lines_are_shown() -> Outcome {
    let reader = Reader::open("v=1&s=ring")?;
    reader.press("keys")?;
    let mut text = b"\"user:1, the first\",x\nuser:2\n,empty\n\xff\xfe,bad\n".to_vec();
    text.extend_from_slice(&vec![b'x'; 70_000]);
    text.extend_from_slice("\nüser:3,z".as_bytes());
    choose(&reader, "Keys.CSV", &text)?;
    reader.says(".own", "3 keys are counted: user:1, the first, user:2, üser:3")?;
    reader.says(".own summary", "3 lines are no keys and are left out")?;
    reader.find(".own summary")?.click()?;
    for fault in ["Line 3 is empty", "Line 4 is not UTF-8 text", "Line 5 is longer than 65,536 bytes"] {
        reader.says(".own .bad", fault)?;
    }
    reader.check_access()?;
    choose(&reader, "empty.txt", b"\n\n")?;
    reader.says(".own .refusal", "No line of it is a key.")?;
    reader.choose("format", "csv-header")?;
    choose(&reader, "named.txt", b"id;x,y\nk1,2\n")?;
    reader.says(".own", "counted: k1")?;
    reader.keys("{Escape}")?;
    let keys = named(Format::Csv { has_header: true }, b"id;x,y\nk1,2\n");
    assert_eq!(reader.address()?, format!("v=1&s=ring&file=1.{:016x}", keys.digest));
    reader.check()
}

#[test]
fn a_million_pasted_keys_are_counted_while_the_page_goes_on() -> Outcome {
    let reader = Reader::open("v=1&s=ring")?;
    reader.press("keys")?;
    let took = reader.js_async(&PASTE.replace("COUNT", "1_000_000"))?;
    println!("a million pasted keys: {} ms, the longest task {} ms", took[0], took[1]);
    reader.says("[name=keys]", "1,000,000 of your own")?;
    assert_eq!(reader.find("[name=own-keys]")?.property("value")?, "", "the field does not hold them");
    reader.keys("{Escape}")?;
    // Their keys are as quick as generated ones.
    reader.press("add")?;
    reader.says("h1", "Node-E joined")?;
    reader.says(".second", "Of your 1,000,000 keys, ")?;
    reader.check()
}

#[test]
fn reading_can_be_cancelled_and_leaves_all_as_it_was() -> Outcome {
    let reader = Reader::open("v=1&s=ring")?;
    reader.press("keys")?;
    let text = "session of a reader\n".repeat(2_000_000);
    // Pressed as soon as it is there: the file may be read before a driver finds the button.
    reader.js(
        "window.pressed = 0; new MutationObserver(() => { const cancel = document.querySelector('[name=cancel]'); \
         if (cancel && /[1-9]/.test(cancel.previousElementSibling.textContent)) { pressed++; cancel.click(); } \
         }).observe(document.body, { childList: true, subtree: true, characterData: true })",
    )?;
    choose(&reader, "many.txt", text.as_bytes())?;
    reader.wait("the button to be pressed", "pressed")?;
    reader.wait("the progress to go", "!document.querySelector('.own progress')")?;
    assert!(!reader.text(".own")?.contains("are counted"));
    reader.keys("{Escape}")?;
    reader.says("[name=keys]", "100,000: k0 to k99999")?;
    assert_eq!(reader.address()?, "v=1&s=ring");
    reader.check()
}

fn fill(reader: &Reader, field: &str, text: &str) -> Outcome {
    let field = reader.find(&format!(".generated [name={field}]"))?;
    field.clear()?;
    field.type_keys(text)
}

#[test]
fn what_is_typed_stays_when_another_field_is_refused_or_shuffled() -> Outcome {
    let reader = Reader::open("v=1&s=quarter")?;
    reader.press("keys")?;
    fill(&reader, "prefix", "order/")?;
    reader.press("shuffle")?;
    fill(&reader, "count", "2000000")?;
    reader.press("count-generated")?;
    reader.says(".generated .refusal", "from 0 to 1,000,000")?;
    assert_eq!(reader.find(".generated [name=prefix]")?.property("value")?, "order/");
    assert_eq!(reader.find(".generated [name=count]")?.property("value")?, "2000000");
    Ok(())
}

#[test]
fn generated_keys_are_chosen_by_count_prefix_and_seed() -> Outcome {
    let reader = Reader::open("v=1&s=quarter")?;
    reader.press("keys")?;
    fill(&reader, "count", "2000000")?;
    reader.press("count-generated")?;
    reader.says(".generated .refusal", "from 0 to 1,000,000")?;
    for (field, text) in [("prefix", "order/"), ("seed", "7"), ("count", "5000\u{e007}")] {
        fill(&reader, field, text)?;
    }
    reader.says(".second", "Of the 5,000 keys, ")?;
    reader.keys("{Escape}")?;
    assert_eq!(reader.address()?, "v=1&s=quarter&keys=5000&kpre=order-2F&kseed=7");
    reader.check()
}
