use crate::{player::Film, words};
use quorate_core::{
    protocol::leader::Rules,
    system::replication::{self, Replicated},
};
use yew::prelude::*;

/// Which systems acknowledge as the modes do, and what is not modelled.
pub(super) fn systems(film: &Film) -> Html {
    let alike = |rules: &Rules| {
        let rows = replication::ALL.iter().filter(|row| row.rules.ack == rules.ack);
        rows.take(3).collect::<Vec<&Replicated>>()
    };
    let mode = |(mode, course): (usize, &quorate_core::run::Course)| {
        let row = |row: &&Replicated| {
            html! {
                <>
                    <dt>{ row.name }</dt><dd>{ row.version }</dd>
                    <dt>{ "Modelled" }</dt><dd>{ row.modelled }</dd>
                    <dt>{ "Not modelled" }</dt><dd>{ row.not_modelled }</dd>
                    <dt>{ "Source" }</dt><dd>{ row.source }</dd>
                </>
            }
        };
        let rows = alike(&course.mode().leader);
        (!rows.is_empty()).then(|| html! { <div><h3>{ format!("{} acknowledges like", film.title(mode).0) }</h3><dl>{ for rows.iter().map(row) }</dl></div> })
    };
    html! {
        <details class="modelled">
            <summary>{ "What is modelled, and which systems do so" }</summary>
            <p class="note">{ words::time::MODELLED }</p>
            { for film.courses().iter().enumerate().filter_map(mode) }
        </details>
    }
}
