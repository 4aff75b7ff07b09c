use super::{
    counting::use_counting,
    shared::{use_page, use_width},
};
use crate::{
    panel::{Figure, Follow, Headline, Menu, MenuAt, Refusal, RingFigure, Shared, logo},
    picture::{self, Part},
    platform,
    state::Action,
    words,
};
use quorate_core::{base::NodeId, scenario::Edit};
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct WidgetProps {
    /// What the widget shows at first.
    pub(crate) address: String,
    /// The element that carries theme and events: the custom element, or the page's root.
    pub(crate) host: Element,
    /// Where the playground lies, for the link to it.
    pub(crate) site: String,
    /// What the widget is called for who cannot see it.
    pub(crate) label: String,
    /// Whether there is anything to press.
    pub(crate) has_controls: bool,
}

/// A figure in somebody's page: picture, four lines of words, one field, two acts, and the way to the playground.
#[component]
pub(crate) fn Widget(props: &WidgetProps) -> Html {
    let WidgetProps { address, host, site, label, has_controls } = props;
    let (state, act) = use_page(address);
    let run = Shared(use_memo(state.clone(), |state| state.run().clone()));
    let menu = use_state_eq(|| None::<MenuAt>);
    let lit = use_state_eq(|| None::<Part>);
    let counting = use_counting(&run, None);
    let column = use_node_ref();
    let side = use_node_ref();
    let width = use_width(column.clone(), 400);
    let side_width = use_width(side.clone(), 280);
    let moved_keys = use_memo((run.clone(), counting.cloud.clone()), |(run, cloud)| cloud.as_ref().map(|cloud| cloud.moved(run.movement())));
    let bars = use_memo((run.clone(), side_width), |(run, width)| picture::moved(run, f64::from(*width)).map(|bars| Shared(Rc::new(bars))));
    {
        let (host, act) = (host.clone(), act.clone());
        let is_first = use_mut_ref(|| true);
        let asked = use_mut_ref(|| address.clone());
        // The host's attribute is another address to load; what the reader does is told to the host.
        if *asked.borrow() != *address {
            asked.borrow_mut().clone_from(address);
            act.emit(Action::Load(address.clone()));
        }
        use_effect_with(state.clone(), move |state| {
            let name = if is_first.replace(false) { "quorate-ready" } else { "quorate-change" };
            let detail = js_sys::Object::new();
            let address = state.scenario().address();
            let _ = js_sys::Reflect::set(&detail, &"scenario".into(), &address.into());
            platform::announce(&host, name, &detail);
            platform::theme(&host, state.scenario().theme());
        });
    }
    let now = run.scenario().now();
    let press = |action: Action| act.reform(move |_: MouseEvent| action.clone());
    let last = now.nodes().last().map(|node| node.id);
    let set_menu = {
        let menu = menu.clone();
        Callback::from(move |at: Option<MenuAt>| menu.set(at))
    };
    let on_lit = {
        let lit = lit.clone();
        Callback::from(move |part: Option<Part>| lit.set(part))
    };
    let on_kill = {
        let (act, run) = (act.clone(), run.clone());
        Callback::from(move |id: NodeId| act.emit(Action::Edit(Edit::Power(id, run.scenario().now().is_down(id)))))
    };
    let acts = has_controls.then(|| {
        let remove = last.filter(|_| now.nodes().len() > 1).map(|id| {
            html! { <button type="button" name="remove" class="primary" onclick={press(Action::Edit(Edit::RemoveNode(id)))}>{ format!("Remove {}", words::short(&now.name(id))) }</button> }
        });
        html! {
            <>
                { for remove }
                <button type="button" name="add" onclick={press(Action::Edit(Edit::AddNode))}>{ format!("+ Add {}", words::short(&now.name(now.next_id()))) }</button>
                <button type="button" name="undo" disabled={!state.can_undo()} onclick={press(Action::Undo)}>{ "Undo" }</button>
            </>
        }
    });
    html! {
        <section class="quorate widget" aria-label={if label.is_empty() { words::ring_title(&run) } else { label.clone() }}>
            <div class="inside">
                <div ref={column}>
                    <RingFigure run={run.clone()} keys={counting.cloud.clone()} size={(width.min(540), 540)} lit={*lit} on_lit={on_lit} on_press={set_menu.reform(Some)} on_kill={on_kill} />
                </div>
                <div class="words" ref={side}>
                    <Headline run={run.clone()} moved_keys={*moved_keys} is_brief=true />
                    <Refusal text={state.refusal().map(|text| AttrValue::from(text.to_string()))} />
                    { for (*bars).as_ref().map(|bars| html! { <Figure picture={bars.clone()} label={words::moved_description(&run)} class="bars" /> }) }
                    { for has_controls.then(|| html! { <Follow run={run.clone()} act={act.clone()} is_brief=true /> }) }
                    <p class="why">{ words::why_text(&run) }</p>
                </div>
            </div>
            <footer>
                { for acts }
                <a class="open" href={format!("{site}#{}", run.scenario().address())} target="_blank" rel="noopener">{ logo() }{ "Open in Quorate" }</a>
            </footer>
            { for menu.map(|at| html! { <Menu run={run.clone()} {at} act={act.clone()} on_close={set_menu.reform(|()| None)} /> }) }
        </section>
    }
}
