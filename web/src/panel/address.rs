use super::Act;
use crate::state::Action;
use quorate_core::scenario::Problem;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct ProblemsProps {
    pub(crate) problems: Vec<Problem>,
    pub(crate) act: Act,
}

/// What could not be read of the address, each with what is near.
#[component]
pub(crate) fn Problems(ProblemsProps { problems, act }: &ProblemsProps) -> Html {
    if problems.is_empty() {
        return Html::default();
    }
    let row = |(at, problem): (usize, &Problem)| {
        let use_it = problem.hint.as_ref().filter(|_| !problem.value.is_empty() || !problem.field.is_empty()).map(|hint| {
            let onclick = act.reform(move |_: MouseEvent| Action::UseHint(at));
            html! { <button type="button" {onclick}>{ format!("Use {hint}") }</button> }
        });
        let subject = match (problem.field.as_str(), problem.value.as_str()) {
            ("", _) => String::new(),
            (field, "") => format!("{field} "),
            (field, value) => format!("{field}={value} "),
        };
        html! { <li><span><code>{ subject }</code>{ &problem.message }{ "." }</span>{ for use_it }</li> }
    };
    html! {
        <section class="problems" role="alert" aria-label="What could not be read of the address">
            <p>{ "Part of this address could not be read. Everything else is shown." }</p>
            <ul>{ for problems.iter().enumerate().map(row) }</ul>
            <button type="button" onclick={act.reform(|_: MouseEvent| Action::Dismiss)}>{ "Close this note" }</button>
        </section>
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct RefusalProps {
    pub(crate) text: Option<AttrValue>,
}

/// Why the last edit could not be made.
#[component]
pub(crate) fn Refusal(RefusalProps { text }: &RefusalProps) -> Html {
    html! { <p class="refusal" role="alert">{ for text.as_ref().map(|text| format!("Not done: {text}.")) }</p> }
}
