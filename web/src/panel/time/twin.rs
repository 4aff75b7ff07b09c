use crate::{
    panel::{
        Shared,
        press::button,
        tables::{details, palette, save, table, use_open},
    },
    picture::{sequence, to_svg},
    platform,
    player::Film,
    words,
};
use quorate_core::trace::mermaid;
use yew::{platform::spawn_local, prelude::*};

#[derive(Properties, PartialEq)]
pub(super) struct TimeTwinProps {
    pub(super) film: Shared<Film>,
    pub(super) at_ns: u64,
}

/// Rows that a table shows; a file has all of them.
const SHOWN: usize = 200;

/// The same as the picture, as tables; closed at first.
#[component]
pub(super) fn TimeTwin(TimeTwinProps { film, at_ns }: &TimeTwinProps) -> Html {
    let (is_open, ontoggle) = use_open();
    let copied = use_state_eq(|| None::<usize>);
    let body = is_open.then(|| tables(film, *at_ns, &copied));
    details(ontoggle, body)
}

fn tables(film: &Shared<Film>, at_ns: u64, copied: &UseStateHandle<Option<usize>>) -> Html {
    let lanes = film.lanes();
    let mode = |(mode, lane): (usize, &sequence::Lane<'_>)| {
        let title = format!("{}: what happened", lane.title);
        let sheet = words::time::events(lane.trace, lane.spans, at_ns, SHOWN);
        let all = lane.trace.events_until(at_ns);
        let csv = {
            let film = film.clone();
            move || {
                film.trace(mode)
                    .zip(film.spans(mode))
                    .map_or_else(String::new, |(trace, spans)| words::time::events_exact(trace, spans).csv())
            }
        };
        html! {
            <>
                { table("What happened", &title, &sheet, all) }
                <div class="row">{ save("Save events as CSV", "quorate-events.csv", "text/csv", csv) }{ copy_mermaid(film, mode, copied) }</div>
            </>
        }
    };
    let modes = words::time::modes(&lanes, at_ns);
    html! {
        <>
            { table("Modes", "Modes", &modes, lanes.len()) }
            { for lanes.iter().enumerate().map(mode) }
            <div class="row">{ save_modes(film, at_ns) }{ save_picture(film, at_ns) }</div>
        </>
    }
}

/// Copies a run as a diagram that Mermaid draws.
fn copy_mermaid(film: &Shared<Film>, mode: usize, copied: &UseStateHandle<Option<usize>>) -> Html {
    let label = if **copied == Some(mode) { "Copied" } else { "Copy as Mermaid" };
    let onclick = {
        let (film, copied) = (film.clone(), copied.setter());
        Callback::from(move |_: MouseEvent| {
            let Some(text) = film.trace(mode).map(mermaid) else { return };
            let copied = copied.clone();
            spawn_local(async move {
                if platform::copy(&text).await {
                    copied.set(Some(mode));
                }
            });
        })
    };
    button("mermaid", "", label.into(), false, onclick)
}

fn save_modes(film: &Shared<Film>, at_ns: u64) -> Html {
    let film = film.clone();
    save("Save modes as CSV", "quorate-modes.csv", "text/csv", move || {
        words::time::modes_exact(&film.lanes(), at_ns).csv()
    })
}

fn save_picture(film: &Shared<Film>, at_ns: u64) -> Html {
    let film = film.clone();
    save("Save the sequence as SVG", "quorate-sequence.svg", "image/svg+xml", move || {
        let view = sequence::View { from_ns: 0, to_ns: film.until_ns(), height: 480.0 };
        let options =
            sequence::Options { now_ns: Some(at_ns), has_legend: true, ..sequence::Options::default() };
        to_svg(&sequence::sequence(&film.lanes(), view, options, 1_216.0).with("role", "img"), palette())
    })
}
