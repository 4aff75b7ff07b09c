use super::{
    Act,
    press::{button, doing},
};
use crate::state::Action;
use quorate_core::scenario::Problem;
use yew::prelude::*;

/// What could not be read of the address, each with what is near.
pub(crate) fn problems(problems: &[Problem], act: &Act) -> Html {
    if problems.is_empty() {
        return Html::default();
    }
    let row = |(at, problem): (usize, &Problem)| {
        let hint = problem.hint.as_ref();
        let use_it = hint.map(|hint| {
            button("use-hint", "", format!("Use {hint}"), false, doing(act, Action::UseHint(at)))
        });
        let subject = match (problem.field.as_str(), problem.value.as_str()) {
            ("", _) => String::new(),
            (field, "") => format!("{field} "),
            (field, value) => format!("{field}={value} "),
        };
        html! { <li><code>{ subject }</code>{ &problem.message }{ ". " }{ for use_it }</li> }
    };
    html! {
        <section class="problems" role="alert" aria-label="What could not be read of the address">
            <p>{ "Part of this address could not be read. Everything else is shown." }</p>
            <ul>{ for problems.iter().enumerate().map(row) }</ul>
            { button("dismiss", "", "Close this note".into(), false, doing(act, Action::Dismiss)) }
        </section>
    }
}
