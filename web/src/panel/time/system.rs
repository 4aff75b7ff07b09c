use crate::{player::Film, words};
use quorate_core::{
    run::Course,
    scenario::{Mode, Replication},
    system::{Row, leaderless, replication},
};
use yew::prelude::*;

/// The most rows that are shown of a mode.
const MOST: usize = 3;

/// Which systems do as the modes do, and what is not modelled.
pub(super) fn systems(film: &Film) -> Html {
    let scenario = film.run().scenario();
    let mode = |(mode, course): (usize, &Course)| {
        let (rows, like) = match scenario.experiment().replication() {
            Replication::Leaderless => (quorums(course.mode()), "replicates like"),
            _ => (logs(course.mode()), "acknowledges like"),
        };
        (!rows.is_empty()).then(|| html! { <div><h3>{ format!("{} {like}", film.title(mode).0) }</h3><dl>{ for rows }</dl></div> })
    };
    html! {
        <details class="modelled">
            <summary>{ "What is modelled, and which systems do so" }</summary>
            <p class="note">{ words::time::modelled(scenario) }</p>
            { for film.courses().iter().enumerate().filter_map(mode) }
        </details>
    }
}

fn shown<R>(row: &Row<R>) -> Html {
    html! {
        <>
            <dt>{ row.name }</dt><dd>{ row.version }</dd>
            <dt>{ "Modelled" }</dt><dd>{ row.modelled }</dd>
            <dt>{ "Not modelled" }</dt><dd>{ row.not_modelled }</dd>
            <dt>{ "Source" }</dt><dd>{ row.source }</dd>
        </>
    }
}

fn logs(mode: &Mode) -> Vec<Html> {
    let alike = replication::ALL.iter().filter(|row| row.rules.ack == mode.leader.ack);
    alike.take(MOST).map(shown).collect()
}

fn quorums(mode: &Mode) -> Vec<Html> {
    leaderless::like(&mode.quorum).map(shown).into_iter().collect()
}
