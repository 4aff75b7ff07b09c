use crate::{player::Film, words};
use quorate_core::{
    run::Course,
    scenario::{Mode, Replication},
    system::{leaderless, replication},
};
use yew::prelude::*;

/// A row of a system, whichever family it is of.
struct Row {
    name: &'static str,
    version: &'static str,
    modelled: &'static str,
    not_modelled: &'static str,
    source: &'static str,
}

/// The most rows that are shown of a mode.
const MOST: usize = 3;

/// Which systems do as the modes do, and what is not modelled.
pub(super) fn systems(film: &Film) -> Html {
    let scenario = film.run().scenario();
    let (alike, like): (fn(&Mode) -> Vec<Row>, &str) = match scenario.experiment().replication() {
        Replication::Leaderless => (quorums, "replicates like"),
        _ => (logs, "acknowledges like"),
    };
    let mode = |(mode, course): (usize, &Course)| {
        let row = |row: &Row| {
            html! {
                <>
                    <dt>{ row.name }</dt><dd>{ row.version }</dd>
                    <dt>{ "Modelled" }</dt><dd>{ row.modelled }</dd>
                    <dt>{ "Not modelled" }</dt><dd>{ row.not_modelled }</dd>
                    <dt>{ "Source" }</dt><dd>{ row.source }</dd>
                </>
            }
        };
        let rows = alike(course.mode());
        (!rows.is_empty()).then(|| html! { <div><h3>{ format!("{} {like}", film.title(mode).0) }</h3><dl>{ for rows.iter().map(row) }</dl></div> })
    };
    html! {
        <details class="modelled">
            <summary>{ "What is modelled, and which systems do so" }</summary>
            <p class="note">{ words::time::modelled(scenario) }</p>
            { for film.courses().iter().enumerate().filter_map(mode) }
        </details>
    }
}

fn logs(mode: &Mode) -> Vec<Row> {
    let alike = replication::ALL.iter().filter(|row| row.rules.ack == mode.leader.ack);
    let row = |row: &replication::Replicated| Row {
        name: row.name,
        version: row.version,
        modelled: row.modelled,
        not_modelled: row.not_modelled,
        source: row.source,
    };
    alike.take(MOST).map(row).collect()
}

fn quorums(mode: &Mode) -> Vec<Row> {
    let row = |row: &leaderless::Leaderless| Row {
        name: row.name,
        version: row.version,
        modelled: row.modelled,
        not_modelled: row.not_modelled,
        source: row.source,
    };
    leaderless::like(&mode.quorum).map(row).into_iter().collect()
}
