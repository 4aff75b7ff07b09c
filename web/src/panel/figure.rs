use super::Shared;
use crate::picture::{Element, vnode};
use yew::prelude::*;

/// A picture to be shown.
pub(crate) type Drawn = Shared<Element>;

#[derive(Properties, PartialEq)]
pub(crate) struct LayerProps {
    pub(crate) layer: Drawn,
}

/// A part of a picture that is drawn again only if it is another.
#[component]
pub(crate) fn Layer(LayerProps { layer }: &LayerProps) -> Html {
    vnode(layer)
}

#[derive(Properties, PartialEq)]
pub(crate) struct FigureProps {
    pub(crate) picture: Drawn,
    pub(crate) label: AttrValue,
    #[prop_or_default]
    pub(crate) class: Classes,
}

/// A picture that is only looked at.
#[component]
pub(crate) fn Figure(FigureProps { picture, label, class }: &FigureProps) -> Html {
    html! {
        <div class={classes!("figure", class.clone())} role="img" aria-label={label}>
            <Layer layer={picture.clone()} />
        </div>
    }
}
