//! What the reader presses and reads: one file a panel. Panels with a memory of their own are components; the others
//! are functions.

mod address;
mod chart;
mod controls;
mod figure;
mod follow;
mod header;
mod keys;
mod menu;
mod player;
pub(crate) mod press;
mod quorum;
mod racks;
mod racks_controls;
mod racks_story;
mod racks_twin;
mod ring;
mod stale;
mod story;
mod tables;
mod time;
mod twin;

pub(crate) use address::problems;
pub(crate) use chart::Ownership;
pub(crate) use controls::controls;
pub(crate) use figure::{Drawn, Layer};
pub(crate) use follow::Follow;
pub(crate) use header::{UNDO, header, icon, mark as logo};
pub(crate) use keys::KeysDialog;
pub(crate) use menu::{Menu, MenuAt};
pub(crate) use quorum::{QuorumRoom, quorum_controls};
pub(crate) use racks::RacksRoom;
pub(crate) use racks_controls::racks_controls;
pub(crate) use racks_story::{modelled, racks_side, racks_story, why};
pub(crate) use racks_twin::RacksTwin;
pub(crate) use ring::RingFigure;
pub(crate) use stale::{Hire, StaleRoom, stale_controls};
pub(crate) use story::{refused, story};
pub(crate) use time::{Command, TimeFigure, TimeMenu, TimeMenuAt, time_controls};
pub(crate) use twin::Twin;

use crate::state::Action;
use std::rc::Rc;
use yew::Callback;

/// What a picture or a panel reads, shared: equal if it is the very same.
#[derive(Debug)]
pub(crate) struct Shared<T>(pub(crate) Rc<T>);

impl<T> Shared<T> {
    /// Shares something new.
    pub(crate) fn new(value: T) -> Self {
        Shared(Rc::new(value))
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Shared(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> core::ops::Deref for Shared<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

/// Where panels send what the reader does.
pub(crate) type Act = Callback<Action>;

/// Sends what an event means, if it means anything.
pub(crate) fn sends<E: 'static, T: 'static>(
    to: &Callback<T>,
    read: impl Fn(E) -> Option<T> + 'static,
) -> Callback<E> {
    let to = to.clone();
    Callback::from(move |event: E| {
        if let Some(meaning) = read(event) {
            to.emit(meaning);
        }
    })
}
