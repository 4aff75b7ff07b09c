use super::{Lane, plan::Plan};
use crate::picture::{Element, Part};
use quorate_core::trace::ActorAt;

/// Half the width and the height of what is pressed round a name and its role.
const HALF: f64 = 22.0;
const HIGH: f64 = 50.0;

/// The heads of all lifelines, to be pressed; `label` says who it is and how.
pub fn actors(lanes: &[Lane<'_>], plan: &Plan, label: impl Fn(usize, ActorAt) -> String) -> Element {
    let mut layer = Element::group().with("class", "hits");
    for (number, place) in plan.lanes.iter().enumerate().take(lanes.len()) {
        let half = HALF.min(place.pitch() / 2.0);
        for (at, x) in (0..).map(ActorAt).zip(&place.xs) {
            let is_first = number == 0 && at.0 == 0;
            let press = Element::rect((x - half, plan.names - 15.0), (2.0 * half, HIGH))
                .with("rx", "4")
                .with("fill", "transparent")
                .with("role", "button")
                .with("class", "press")
                .with("aria-haspopup", "dialog")
                .with("aria-label", label(number, at))
                .with("tabindex", if is_first { "0" } else { "-1" })
                .stands_for(Part::Actor(number as u8, at));
            layer = layer.child(press);
        }
    }
    layer
}
