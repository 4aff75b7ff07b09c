use crate::{
    panel::{
        Act, Drawn, Layer, Shared,
        chart::focus,
        press::{button, figure},
        refused,
        tables::{details, palette, save, table, use_open},
    },
    picture::{Part, matrix, sets, to_svg},
    state::{Action, State},
    words,
};
use quorate_core::{
    quorum::Quorum,
    scenario::{Edit, Rule},
};
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct QuorumRoomProps {
    pub(crate) state: Shared<State>,
    pub(crate) act: Act,
    pub(crate) width: u32,
    /// Whether the page has another headline.
    #[prop_or_default]
    pub(crate) is_second: bool,
    /// Whether it stands in somebody's page.
    #[prop_or_default]
    pub(crate) is_widget: bool,
}

/// From this width on the two pictures stand side by side.
const SIDE_BY_SIDE: u32 = 900;
/// The width of the left one then, in pixels.
const LEFT: u32 = 400;
/// Rows that a table shows; a file has all of them.
const SHOWN: usize = 100;

/// What N, W and R give: the two sets at their worst, every other choice, and how often enough copies are on.
#[component]
pub(crate) fn QuorumRoom(props: &QuorumRoomProps) -> Html {
    let QuorumRoomProps { state, act, width, is_second, is_widget } = props;
    let (is_open, ontoggle) = use_open();
    let quorum = match state.scenario().quorum() {
        Ok(quorum) => quorum,
        Err(error) => {
            return html! { <section class="quorum-room"><h2>{ "These numbers do not go together" }</h2><p class="second" role="alert">{ words::time::cannot(&error.to_string()) }</p>{ mend(state, act) }</section> };
        }
    };
    let p = f64::from(state.scenario().odds().failure_ppm()) / 1e6;
    let nodes = state.scenario().now().nodes().len() as u32;
    let (left, right) = if *width >= SIDE_BY_SIDE { (LEFT, *width - LEFT - 40) } else { (*width, *width) };
    let drawn = sets::picture(quorum, f64::from(left.min(560)));
    let described = words::quorum::sets_description(quorum);
    let sets = html! { <section class="sets"><h2>{ "The worst case" }</h2>{ figure("sets", Some(Shared::new(drawn)), described) }</section> };
    let headline = words::quorum::headline(quorum);
    let head = if *is_second || *is_widget {
        html! { <h2>{ headline.clone() }</h2> }
    } else {
        html! { <h1>{ headline.clone() }</h1> }
    };
    let story = html! {
        <div class="headline">{ head }<p class="second">{ words::quorum::second(quorum) }</p><p class="visually-hidden" role="status">{ headline }</p></div>
    };
    if *is_widget {
        return html! { <section class="quorum-room in-widget">{ story }{ sets }<p class="note">{ words::quorum::availability(quorum, p) }</p></section> };
    }
    let acts = next(quorum).into_iter().map(|(label, to)| button("next", "", label, false, choose(act, to)));
    html! {
        <section class="quorum-room" aria-label="Quorum">
            { story }
            { refused(state) }
            <section class="try"><h2>{ "Try next" }</h2><div class="row">{ for acts }</div></section>
            <div class={classes!("pair", (*width >= SIDE_BY_SIDE).then_some("beside"))}>
                { sets }
                <section class="matrix"><h2>{ words::quorum::matrix_title(quorum) }</h2><Matrix {quorum} width={right.min(760)} act={act.clone()} /><p class="note">{ "Press a cell to choose it." }</p></section>
            </div>
            <section class="odds"><h2>{ "How often it answers" }</h2><p>{ words::quorum::availability(quorum, p) }</p>if nodes > quorum.n() { <p>{ words::quorum::sloppy(quorum, nodes, p) }</p> }<p>{ words::quorum::writers(quorum) }</p></section>
            <details class="claims"><summary>{ "What is often said of quorums, and what is true" }</summary><dl>{ for words::quorum::claims(quorum.n()).into_iter().map(|claim| html! { <><dt>{ claim.said }</dt><dd>{ claim.truth }</dd></> }) }</dl></details>
            { details(ontoggle, is_open.then(|| tables(quorum))) }
        </section>
    }
}

/// Brings W and R within N.
pub(in crate::panel) fn mend(state: &State, act: &Act) -> Html {
    let n = state.scenario().now().replicas();
    let mend = Quorum::new(n, n / 2 + 1, n / 2 + 1).ok();
    let act =
        mend.map(|quorum| button("mend", "primary", words::quorum::take(quorum), false, choose(act, quorum)));
    html! { <div class="row">{ for act }</div> }
}

/// Choices whose result is worth seeing: those that are not chosen already.
fn next(quorum: Quorum) -> Vec<(String, Quorum)> {
    let n = quorum.n();
    let others = [(n / 2 + 1, n / 2 + 1), (1, 1), (n, 1), (1, n)];
    let all = others.into_iter().filter_map(|(w, r)| Quorum::new(n, w, r).ok());
    let mut found: Vec<(String, Quorum)> = Vec::new();
    for other in all.filter(|other| *other != quorum) {
        if !found.iter().any(|(_, known)| *known == other) {
            found.push((words::quorum::take(other), other));
        }
    }
    found.truncate(3);
    found
}

/// Sets both at once, as one step that can be undone.
fn choose(act: &Act, to: Quorum) -> Callback<MouseEvent> {
    let act = act.clone();
    Callback::from(move |_: MouseEvent| choose_now(&act, to))
}

fn choose_now(act: &Act, to: Quorum) {
    let [w, r] = [Rule::WriteCount(to.w()), Rule::ReadCount(to.r())].map(|rule| Edit::Rule(0, rule));
    act.emit(Action::Edits([w, r].into()));
}

#[derive(Properties, PartialEq)]
struct MatrixProps {
    quorum: Quorum,
    width: u32,
    act: Act,
}

/// The matrix: cells are pressed, and arrow keys go from one to the next.
#[component]
fn Matrix(MatrixProps { quorum, width, act }: &MatrixProps) -> Html {
    let (quorum, root) = (*quorum, use_node_ref());
    let moves = use_memo((), |()| Cell::new(false));
    {
        // The focus goes with the choice, once the cells are drawn anew.
        let (root, moves) = (root.clone(), moves.clone());
        use_effect_with(quorum, move |_| {
            let chosen =
                root.cast::<Element>().and_then(|root| root.query_selector("[tabindex='0']").ok()?);
            if let (true, Some(chosen)) = (moves.replace(false), chosen) {
                focus(&chosen);
            }
        });
    }
    let drawn = use_memo((quorum, *width), |(quorum, width)| matrix::picture(*quorum, f64::from(*width)));
    let onclick = {
        let act = act.clone();
        Callback::from(move |event: MouseEvent| {
            if let Some(to) = cell_of(event.target()).and_then(|(w, r)| Quorum::new(quorum.n(), w, r).ok()) {
                choose_now(&act, to);
            }
        })
    };
    let onkeydown = {
        let (act, moves) = (act.clone(), moves.clone());
        Callback::from(move |event: KeyboardEvent| {
            let key = event.key();
            if matches!(key.as_str(), "Enter" | " ") {
                let cell = cell_of(event.target()).and_then(|(w, r)| Quorum::new(quorum.n(), w, r).ok());
                event.prevent_default();
                if let Some(to) = cell {
                    choose_now(&act, to);
                }
                return;
            }
            let to = match key.as_str() {
                "ArrowDown" => quorum.stepped(1, 0),
                "ArrowUp" => quorum.stepped(-1, 0),
                "ArrowRight" => quorum.stepped(0, 1),
                "ArrowLeft" => quorum.stepped(0, -1),
                _ => return,
            };
            event.prevent_default();
            moves.set(true);
            choose_now(&act, to);
        })
    };
    html! {
        <div ref={root} class="figure" role="group" aria-label={words::quorum::matrix_description(quorum)} {onclick} {onkeydown}><Layer layer={Shared(drawn) as Drawn} /></div>
    }
}

/// The W and R of the cell in which something lies.
fn cell_of(target: Option<web_sys::EventTarget>) -> Option<(u32, u32)> {
    let element = target?.dyn_into::<Element>().ok()?.closest("[data-part]").ok()??;
    match Part::of_matrix(&element.get_attribute("data-part")?)? {
        Part::Quorum { w, r } => Some((w, r)),
        _ => None,
    }
}

fn tables(quorum: Quorum) -> Html {
    let all = (quorum.n() * quorum.n()) as usize;
    let matrix_csv = move || words::quorum::matrix_sheet(quorum, usize::MAX).csv();
    let picture = move || to_svg(&matrix::picture(quorum, 744.0).with("role", "img"), palette());
    html! {
        <>
            { table("Every choice", &words::quorum::matrix_title(quorum), &words::quorum::matrix_sheet(quorum, SHOWN), all) }
            { table("The worst case", &words::quorum::sets_title(quorum), &words::quorum::sets_sheet(quorum), quorum.n() as usize) }
            <div class="row">{ save("Save the matrix as CSV", "quorate-quorums.csv", "text/csv", matrix_csv) }{ save("Save the matrix as SVG", "quorate-quorums.svg", "image/svg+xml", picture) }</div>
        </>
    }
}
