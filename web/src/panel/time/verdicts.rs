use super::Deed;
use crate::{
    panel::{
        Shared,
        press::{button, figure},
    },
    picture::history,
    player::Film,
    words,
};
use quorate_core::{
    base::distinct,
    check::{
        Rule, Verdict, fates,
        history::{History, linearizable},
    },
    trace::{Keeps, Names},
};
use yew::prelude::*;

/// Which promises each mode keeps, where the others broke, and what became of the writes that are gone.
pub(super) fn verdicts(film: &Shared<Film>, on_do: &Callback<Deed>, width: u32) -> Html {
    let heads = (0..film.modes()).map(|mode| html! { <th scope="col">{ film.title(mode).0 }</th> });
    // A mode whose reads return siblings is not judged as a register.
    let rules = distinct((0..film.modes()).flat_map(|mode| film.verdicts(mode)).map(|verdict| verdict.rule));
    let row = |rule: Rule| {
        let cells = (0..film.modes())
            .map(|mode| cell(film.verdicts(mode).iter().find(|verdict| verdict.rule == rule)));
        html! { <tr><th scope="row">{ words::time::rule(rule) }</th>{ for cells }</tr> }
    };
    let broken: Vec<Html> = film
        .broken(u64::MAX)
        .filter_map(|(mode, verdict)| {
            let at_ns = verdict.breach?.at_ns;
            let onclick = on_do.reform(move |_: MouseEvent| Deed::To(at_ns));
            let title = (film.modes() > 1).then(|| html! { <strong>{ format!("{}: ", film.title(mode).0) }</strong> });
            Some(html! { <li><span>{ for title }{ &verdict.sentence }</span>{ button("go", "", words::time::go_to(at_ns), false, onclick) }</li> })
        })
        .collect();
    html! {
        <section class="verdicts">
            <h2>{ "Promises, to the end of the run" }</h2>
            <div class="table" role="region" aria-label="Promises" tabindex="0">
                <table><thead><tr><th scope="col">{ "Promise" }</th>{ for heads }</tr></thead><tbody>{ for rules.into_iter().map(row) }</tbody></table>
            </div>
            if !broken.is_empty() { <ul class="broken">{ for broken }</ul> }
            { gone(film) }
            { for (0..film.modes()).filter_map(|mode| proof(film, mode, width)) }
        </section>
    }
}

/// What shows whether a mode is linearizable: an order that explains it, or the operations that none explains.
fn proof(film: &Film, mode: usize, width: u32) -> Option<Html> {
    const MOST: usize = 60;
    let trace = film.trace(mode)?;
    if trace.keeps == Keeps::Log || trace.operations.len() > MOST {
        return None;
    }
    if !film.verdicts(mode).iter().any(|verdict| verdict.rule == Rule::Linearizable) {
        return None;
    }
    let of = History::of_trace(trace);
    let found = linearizable(&of);
    let drawn = history::picture(&of, &found, f64::from(width.min(744)));
    let title = if film.modes() > 1 {
        format!("{}: {}", words::time::PROOF, film.title(mode).0)
    } else {
        words::time::PROOF.into()
    };
    Some(
        html! { <details class="proof"><summary>{ title }</summary><p>{ &found.sentence }</p>{ figure("history", Some(Shared::new(drawn)), found.sentence.clone()) }<dl class="facts">{ for words::time::promises(&of).into_iter().map(|(title, said)| html! { <><dt>{ title }</dt><dd>{ said }</dd></> }) }</dl>{ for words::time::stalest(&of).map(|said| html! { <p>{ said }</p> }) }</details> },
    )
}

fn cell(verdict: Option<&Verdict>) -> Html {
    let Some(verdict) = verdict else { return html! { <td>{ "–" }</td> } };
    match verdict.breach {
        Some(breach) => {
            html! { <td class="bad">{ format!("✗ broken at {}", words::time::instant(breach.at_ns)) }</td> }
        }
        None => html! { <td>{ "✓ kept" }</td> },
    }
}

/// The writes that are lost, and those that nobody was promised and that are gone.
fn gone(film: &Film) -> Html {
    const MOST: usize = 12;
    let lines = (0..film.modes()).filter_map(|mode| {
        let trace = film.trace(mode)?;
        let (fates, names) = (fates(trace), Names::new(trace));
        let all = fates.lost.iter().chain(&fates.dropped);
        Some(all.map(|lost| (mode, lost.sentence(&names))).collect::<Vec<_>>())
    });
    let lines: Vec<(usize, String)> = lines.flatten().collect();
    if lines.is_empty() {
        return Html::default();
    }
    let line = |(mode, said): &(usize, String)| {
        let title =
            (film.modes() > 1).then(|| html! { <strong>{ format!("{}: ", film.title(*mode).0) }</strong> });
        html! { <li><span>{ for title }{ said }</span></li> }
    };
    let rest =
        (lines.len() > MOST).then(|| html! { <li>{ format!("and {} more", lines.len() - MOST) }</li> });
    html! {
        <details class="gone"><summary>{ words::time::gone(lines.len()) }</summary><ul>{ for lines.iter().take(MOST).map(line) }{ for rest }</ul></details>
    }
}
