//! Buttons and fields, each said once.

use super::{Act, Shared};
use crate::state::Action;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// A button with words.
pub(crate) fn button(
    name: &'static str,
    class: &'static str,
    label: String,
    is_disabled: bool,
    onclick: Callback<MouseEvent>,
) -> Html {
    html! { <button type="button" {name} {class} disabled={is_disabled} {onclick}>{ label }</button> }
}

/// A button with a picture, and with words for who cannot see it.
pub(crate) fn icon_button(
    name: &'static str,
    label: &'static str,
    content: Html,
    is_disabled: bool,
    onclick: Callback<MouseEvent>,
) -> Html {
    html! { <button type="button" {name} class="icon" aria-label={label} title={label} disabled={is_disabled} {onclick}>{ content }</button> }
}

/// A line of text to fill in.
pub(crate) fn field(label: &'static str, name: &'static str, kind: &'static str, value: String) -> Html {
    html! { <label>{ label }<input type={kind} {name} {value} autocomplete="off" spellcheck="false" /></label> }
}

#[derive(Properties, PartialEq)]
pub(crate) struct SelectProps {
    pub(crate) name: &'static str,
    #[prop_or_default]
    pub(crate) label: Option<&'static str>,
    /// The value of the option that is chosen.
    pub(crate) chosen: String,
    pub(crate) onchange: Callback<Event>,
    /// The options.
    pub(crate) children: Html,
}

/// A list to choose from. An option that was once chosen by hand heeds its attribute no more, so the list is told what is
/// chosen whenever that may have changed.
#[component]
pub(crate) fn Select(props: &SelectProps) -> Html {
    let SelectProps { name, label, chosen, onchange, children } = props;
    let list = use_node_ref();
    {
        let (list, chosen) = (list.clone(), chosen.clone());
        use_effect(move || {
            if let Some(list) = list.cast::<HtmlSelectElement>() {
                list.set_value(&chosen);
            }
        });
    }
    html! { <select ref={list} name={*name} aria-label={*label} {onchange}>{ children.clone() }</select> }
}

/// A choice among words, each with its id.
pub(crate) fn choice(
    name: &'static str,
    options: Vec<(&'static str, &'static str)>,
    chosen: &str,
    onchange: Callback<Event>,
) -> Html {
    let option = |(id, label): (&'static str, &'static str)| html! { <option value={id} selected={id == chosen}>{ label }</option> };
    html! { <Select {name} chosen={chosen.to_string()} {onchange}>{ for options.into_iter().map(option) }</Select> }
}

/// What a press does to the page.
pub(crate) fn doing(act: &Act, action: Action) -> Callback<MouseEvent> {
    act.reform(move |_| action.clone())
}

/// A press that says no more than that.
pub(crate) fn calling(call: &Callback<()>) -> Callback<MouseEvent> {
    call.reform(|_| ())
}

/// What an error says, where there is one.
pub(crate) fn refusal(text: Option<String>) -> Html {
    html! { <p class="refusal" role="alert">{ text.unwrap_or_default() }</p> }
}

/// A picture that is only looked at.
pub(crate) fn figure(
    class: &'static str,
    picture: Option<Shared<crate::picture::Element>>,
    label: String,
) -> Html {
    let Some(layer) = picture else { return Html::default() };
    // Another picture is put in the place of the one before, so that its markup does not depend on it.
    let key = core::ptr::from_ref(&*layer) as usize;
    html! { <div class={classes!("figure", class)} role="img" aria-label={label}><super::Layer {key} {layer} /></div> }
}
