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
