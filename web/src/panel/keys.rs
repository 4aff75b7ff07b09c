use super::{
    Act, Shared,
    menu::value_of,
    press::{button, choice, field, refusal},
};
use crate::{
    platform::{self, Slice},
    state::{Action, Format, KeyBook, KeyReader},
    words,
};
use quorate_core::{
    base::limit,
    run::Run,
    scenario::{Edit, Generated, Keys, Text},
};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::JsCast;
use web_sys::{Blob, Element, HtmlDialogElement, HtmlInputElement, HtmlSelectElement};
use yew::{platform::spawn_local, prelude::*};

#[derive(Properties, PartialEq)]
pub(crate) struct KeysDialogProps {
    pub(crate) run: Shared<Run>,
    pub(crate) act: Act,
    /// The reader's own keys, once they are read.
    pub(crate) own: Option<Shared<KeyBook>>,
    pub(crate) on_own: Callback<KeyBook>,
    pub(crate) on_close: Callback<()>,
}

/// Opens a native dialog when it appears.
#[hook]
fn use_modal(dialog: NodeRef) {
    use_effect_with((), move |()| {
        if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
            // It fails only if it is open already.
            let _ = dialog.show_modal();
        }
    });
}

/// How far reading a file has come.
#[derive(Clone, Debug, PartialEq)]
enum Reading {
    Idle,
    /// The share that is read, and the keys found.
    Going(f64, usize),
    Failed(String),
}

/// Which keys are counted: generated ones, or the reader's own.
#[component]
pub(crate) fn KeysDialog(props: &KeysDialogProps) -> Html {
    let dialog = use_node_ref();
    use_modal(dialog.clone());
    let fault = use_state(|| None::<String>);
    let typed = use_state(|| {
        let Generated { count, prefix, seed } = generated(&props.run);
        [count.to_string(), prefix.to_string(), seed.to_string()]
    });
    html! {
        <dialog ref={dialog} class="keys" aria-labelledby="keys-title" onclose={props.on_close.reform(|_: Event| ())}>
            <h2 id="keys-title">{ "Which keys to count" }</h2>
            { generated_keys(&props.act, &fault, &typed) }
            <OwnKeys own={props.own.clone()} on_own={props.on_own.clone()} run={props.run.clone()} />
            <form method="dialog"><button type="submit">{ "Close keys" }</button></form>
        </dialog>
    }
}

/// What stands in the fields of generated keys: how many, prefix, seed.
type Typed = [String; 3];
const FIELDS: [&str; 3] = ["count", "prefix", "seed"];

/// The form of generated keys. `fault` is what is wrong with it; `typed` is what stands in it, so that a refusal loses
/// nothing.
fn generated_keys(act: &Act, fault: &UseStateHandle<Option<String>>, typed: &UseStateHandle<Typed>) -> Html {
    let onsubmit = {
        let (fault, act, typed) = (fault.clone(), act.clone(), typed.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let now = standing(event.target(), &typed);
            typed.set(now.clone());
            match read(&now) {
                Ok(keys) => {
                    fault.set(None);
                    act.emit(Action::Edit(Edit::GenerateKeys(keys)));
                }
                Err(error) => fault.set(Some(error)),
            }
        })
    };
    let shuffle = {
        let typed = typed.clone();
        Callback::from(move |event: MouseEvent| {
            let [count, prefix, _] = standing(event.target(), &typed);
            typed.set([count, prefix, platform::fresh_seed().to_string()]);
        })
    };
    let [count, prefix, seed] = (**typed).clone();
    html! {
        <form class="generated" {onsubmit}>
            <h3>{ "Generated keys" }</h3>
            <p class="note">{ "A prefix and a number each: with seed 0 they count up, any other seed deals the numbers of 64 bits." }</p>
            <div class="row">
                { field("How many", "count", "text", count) }
                { field("Prefix", "prefix", "text", prefix) }
                { field("Seed", "seed", "text", seed) }
                { button("shuffle", "", "Shuffle".into(), false, shuffle) }
                <button type="submit" name="count-generated" class="primary">{ "Count these" }</button>
            </div>
            { refusal((**fault).clone()) }
        </form>
    }
}

/// What stands in the fields round an event's target.
fn standing(target: Option<web_sys::EventTarget>, typed: &Typed) -> Typed {
    let form = target
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|target| target.closest("form").ok().flatten());
    let Some(form) = form else { return typed.clone() };
    FIELDS.map(|name| value_of(&form, &format!("[name={name}]")).unwrap_or_default())
}

/// The generated keys that are counted, or those of the example.
fn generated(run: &Run) -> Generated {
    let of = |keys: &Keys| if let Keys::Generated(generated) = keys { Some(generated.clone()) } else { None };
    let preset = || of(run.scenario().preset().scenario().keys()).expect("an example has generated keys");
    of(run.scenario().keys()).unwrap_or_else(preset)
}

fn read([count, prefix, seed]: &Typed) -> Result<Generated, String> {
    let most = words::counted(limit::KEYS.into());
    let count = count.trim().parse().ok().filter(|count| *count <= limit::KEYS);
    let count = count.ok_or_else(|| format!("How many is a whole number from 0 to {most}."))?;
    let prefix = Text::new(prefix).map_err(|error| format!("The prefix {error}."))?;
    let seed = seed.trim().parse();
    let seed =
        seed.map_err(|_| "A seed is a whole number from 0 to 18,446,744,073,709,551,615.".to_string())?;
    Ok(Generated { count, prefix, seed })
}

/// How keys may stand, by id and in words.
const FORMATS: [(&str, &str, Format); 3] = [
    ("lines", "one key a line", Format::Lines),
    ("csv", "CSV: first column", Format::Csv { has_header: false }),
    ("csv-header", "CSV with a header row: first column", Format::Csv { has_header: true }),
];

#[derive(Properties, PartialEq)]
struct OwnKeysProps {
    run: Shared<Run>,
    own: Option<Shared<KeyBook>>,
    on_own: Callback<KeyBook>,
}

#[component]
fn OwnKeys(OwnKeysProps { run, own, on_own }: &OwnKeysProps) -> Html {
    let reading = use_state(|| Reading::Idle);
    let format = use_state(|| Format::Lines);
    let typed = use_node_ref();
    let is_over = use_state(|| false);
    let going = use_mut_ref(|| Rc::new(Cell::new(true)));
    {
        // What is being read when the dialog closes is not wanted any more.
        let going = going.clone();
        use_effect_with((), move |()| move || going.borrow().set(false));
    }
    let take = {
        let (reading, going, on_own) = (reading.clone(), going.clone(), on_own.clone());
        Callback::from(move |(file, format): (Blob, Format)| {
            going.borrow().set(false);
            let mine = Rc::new(Cell::new(true));
            *going.borrow_mut() = Rc::clone(&mine);
            let (reading, on_own) = (reading.clone(), on_own.clone());
            reading.set(Reading::Going(0.0, 0));
            spawn_local(async move {
                match read_file(&file, format, &mine, &reading).await {
                    Ok(Some(book)) if book.is_empty() => {
                        reading.set(Reading::Failed("No line of it is a key.".into()));
                    }
                    Ok(Some(book)) => {
                        reading.set(Reading::Idle);
                        on_own.emit(book);
                    }
                    Ok(None) => {}
                    Err(error) => reading.set(Reading::Failed(error)),
                }
            });
        })
    };
    let cancel = {
        let (going, reading) = (going.clone(), reading.clone());
        Callback::from(move |_: MouseEvent| {
            going.borrow().set(false);
            reading.set(Reading::Idle);
        })
    };
    let on_format = {
        let format = format.clone();
        Callback::from(move |event: Event| {
            let value = event
                .target()
                .and_then(|target| target.dyn_into::<HtmlSelectElement>().ok())
                .map(|select| select.value());
            let chosen = FORMATS.iter().find(|(id, ..)| Some(*id) == value.as_deref());
            format.set(chosen.map_or(Format::Lines, |(.., format)| *format));
        })
    };
    let on_paste = {
        let (take, format) = (take.clone(), *format);
        // A million lines in a text field would stop the page: what is pasted is read as a file is.
        Callback::from(move |event: Event| {
            let data =
                event.dyn_ref::<web_sys::ClipboardEvent>().and_then(web_sys::ClipboardEvent::clipboard_data);
            let Some(text) = data.and_then(|data| platform::text_of(&data)) else { return };
            if text.length() <= 10_000 && !text.includes("\n", 0) {
                return;
            }
            event.prevent_default();
            if let Some(file) = platform::text_blob(&text) {
                take.emit((file, format));
            }
        })
    };
    let on_typed = {
        let (take, typed, format) = (take.clone(), typed.clone(), *format);
        Callback::from(move |_: MouseEvent| {
            let text =
                typed.cast::<web_sys::HtmlTextAreaElement>().map(|area| area.value()).unwrap_or_default();
            if let Some(file) = platform::text_blob(&text.into()) {
                take.emit((file, format));
            }
        })
    };
    let on_file = {
        let (take, format) = (take.clone(), *format);
        Callback::from(move |event: Event| {
            let files = event
                .target()
                .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
                .and_then(|input| input.files());
            if let Some(file) = files.and_then(|files| files.get(0)) {
                let format = format_of(&file.name(), format);
                take.emit((file.into(), format));
            }
        })
    };
    let on_drop = {
        let (take, format, is_over) = (take.clone(), *format, is_over.clone());
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            is_over.set(false);
            let data = event.data_transfer();
            if let Some(file) =
                data.as_ref().and_then(web_sys::DataTransfer::files).and_then(|files| files.get(0))
            {
                let format = format_of(&file.name(), format);
                take.emit((file.into(), format));
            } else if let Some(file) = data
                .and_then(|data| data.get_data("text/plain").ok())
                .and_then(|text| platform::text_blob(&text.into()))
            {
                take.emit((file, format));
            }
        })
    };
    let over = |is: bool| {
        let is_over = is_over.clone();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            is_over.set(is);
        })
    };
    let format_id = FORMATS.iter().find(|(.., known)| known == &*format).map_or("lines", |(id, ..)| *id);
    html! {
        <section class={classes!("own", is_over.then_some("over"))} ondragover={over(true)} ondragleave={over(false)} ondrop={on_drop}>
            <h3>{ "Your own keys" }</h3>
            <p class="note">{ "Paste them, drop a file here, or choose one: up to 1,000,000. They stay in this tab: nothing is sent, and a link names them by count and digest only." }</p>
            { for missing(run, own.as_ref()) }
            <div class="row">
                <label>{ "How they stand" }
                    { choice("format", FORMATS.iter().map(|(id, label, _)| (*id, *label)).collect(), format_id, on_format) }
                </label>
                <label>{ "A file" }<input type="file" name="file" accept=".txt,.csv,.tsv,.log,text/*" onchange={on_file} /></label>
            </div>
            <label>{ "Or type or paste" }<textarea ref={typed} name="own-keys" rows="3" spellcheck="false" onpaste={on_paste} /></label>
            <div class="row">{ button("count-own", "", "Count what is typed".into(), false, on_typed) }</div>
            { progress(&reading, &cancel) }
            { for own.as_ref().map(|own| report(own)) }
        </section>
    }
}

/// A CSV by its name is read as one, unless the reader chose how.
fn format_of(name: &str, chosen: Format) -> Format {
    if chosen == Format::Lines && name.to_ascii_lowercase().ends_with(".csv") {
        Format::Csv { has_header: false }
    } else {
        chosen
    }
}

/// Reads a file in slices; none if it was cancelled.
async fn read_file(
    file: &Blob,
    format: Format,
    going: &Rc<Cell<bool>>,
    reading: &UseStateHandle<Reading>,
) -> Result<Option<KeyBook>, String> {
    let mut reader = KeyReader::new(format);
    let mut slice = Slice::start();
    let is_whole = platform::pieces(file, async |piece: &[u8], share: f64| {
        for part in piece.chunks(32_768) {
            reader.push(part);
            if slice.rest().await {
                if !going.get() {
                    return false;
                }
                reading.set(Reading::Going(share, reader.len()));
            }
        }
        going.get()
    })
    .await?;
    Ok(is_whole.then(|| reader.finish()))
}

fn progress(reading: &Reading, cancel: &Callback<MouseEvent>) -> Html {
    match reading {
        Reading::Idle => Html::default(),
        Reading::Failed(error) => refusal(Some(error.clone())),
        Reading::Going(share, keys) => html! {
            <div class="row" role="status">
                <progress max="1" value={crate::picture::px(*share)} aria-label="Reading your keys" />
                <span>{ format!("{} read", words::several(*keys as u32, "key", "keys")) }</span>
                { button("cancel", "", "Cancel reading".into(), false, cancel.clone()) }
            </div>
        },
    }
}

/// How many keys there are, and which lines are none.
fn report(own: &KeyBook) -> Html {
    let first: Vec<String> = (0..3)
        .filter_map(|at| own.key(at))
        .map(|key| words::short_key(&String::from_utf8_lossy(key)))
        .collect();
    let bad = (own.bad_count() > 0).then(|| {
        let shown = own.bad().len() as u64;
        let rest = (own.bad_count() > shown).then(|| html! { <li>{ format!("and {} more", words::counted(own.bad_count() - shown)) }</li> });
        html! {
            <details>
                <summary>{ if own.bad_count() == 1 { "1 line is no key and is left out".to_string() } else { format!("{} lines are no keys and are left out", words::counted(own.bad_count())) } }</summary>
                <ul class="bad">{ for own.bad().iter().map(|bad| html! { <li>{ format!("Line {} {}", words::counted(bad.line), bad.fault) }{ for (!bad.text.is_empty()).then(|| html! { <>{ ": " }<code>{ &bad.text }</code></> }) }</li> }) }{ for rest }</ul>
            </details>
        }
    });
    html! { <div role="status"><p>{ format!("{}: ", if own.len() == 1 { "1 key is counted".to_string() } else { format!("{} keys are counted", words::counted(own.len() as u64)) }) }<code>{ first.join(", ") }</code>{ " …" }</p>{ for bad }</div> }
}

/// What to do when an address names keys that are not here.
fn missing(run: &Run, own: Option<&Shared<KeyBook>>) -> Option<Html> {
    let Keys::Attached(attachment) = run.scenario().keys() else { return None };
    let here = own.is_some_and(|own| own.attachment() == Some(*attachment));
    (!here).then(|| html! { <p class="wanted">{ format!("This link counts a file of {} keys (digest {:016x}). Choose that file to see them; the rest of the page is as it was.", words::counted(attachment.count.into()), attachment.digest) }</p> })
}
