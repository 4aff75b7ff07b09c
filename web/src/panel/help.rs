use web_sys::HtmlDialogElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct HelpProps {
    pub(crate) on_close: Callback<()>,
}

/// Opens a native dialog when it appears; closing it by any way calls back.
#[hook]
pub(crate) fn use_modal(dialog: NodeRef) {
    use_effect_with((), move |()| {
        if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
            // It fails only if it is open already.
            let _ = dialog.show_modal();
        }
    });
}

/// What the page shows, what can be pressed, and what is not modelled.
#[component]
pub(crate) fn Help(HelpProps { on_close }: &HelpProps) -> Html {
    let dialog = use_node_ref();
    use_modal(dialog.clone());
    let keys = [
        ("Tab", "to the ring, the chart and every control"),
        ("← →", "on the ring: the range before, the range after"),
        ("Page up, Page down", "on the ring: a sixteenth further"),
        ("Home, End", "on the ring: the first and the last range from 0°"),
        ("Enter", "on the ring or in the chart: the menu of the node"),
        ("k", "on the ring: take the node down, or power it on"),
        ("↑ ↓", "in the chart: the node above, the node below"),
        ("Escape", "closes a menu; on the ring: back to the change"),
        ("Ctrl+Z, Ctrl+Shift+Z", "undo, redo"),
        ("?", "this help"),
    ];
    html! {
        <dialog ref={dialog} class="help" aria-labelledby="help-title" onclose={on_close.reform(|_: Event| ())}>
            <h2 id="help-title">{ "How to read this page" }</h2>
            <p>{ "A hash ring spreads keys over nodes. Each node puts tokens on a circle of hash values; a token owns the range from the token before it, which it does not hold, up to itself, which it does. A key belongs to the next token clockwise of its hash, and its copies to the next different nodes." }</p>
            <p>{ "The band shows who owns what now. What moved with the last change stands outside, in its new owner’s colour; whose it was stands inside. The grey bars inside show where the counted keys lie. Every share is exact: hash values that moved over all hash values." }</p>
            <p>{ "The grey stripe in “Who owns what” is a fair share, give or take the deviation that chance alone gives: √((n−1)/(nV+1)) for n nodes of V random tokens." }</p>
            <h3>{ "Keys of the keyboard" }</h3>
            <dl class="shortcuts">{ for keys.iter().map(|(key, does)| html! { <><dt>{ *key }</dt><dd>{ *does }</dd></> }) }</dl>
            <h3>{ "What is and is not modelled" }</h3>
            <p>{ "Hash functions, tokens, owners, the walk to copies, and what moves are computed as the systems named do. Racks, data centres, faults over time and consistency are not modelled on this page: copies go to the next different nodes whatever rack they stand in, as Cassandra’s SimpleStrategy places them." }</p>
            <p>{ "Everything runs in this tab. Nothing is sent: not your keys, not your name, not the address." }</p>
            <form method="dialog"><button type="submit" class="primary">{ "Close help" }</button></form>
        </dialog>
    }
}
