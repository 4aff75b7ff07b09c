use crate::{
    panel::{Act, Shared},
    platform::{self, Frames, Sight},
    player::{self, Film, SPEEDS},
    state::Action,
};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use yew::prelude::*;

/// What a host asks of the player of a widget.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Command {
    Play,
    Pause,
    /// So many steps forth, or back.
    Step(i32),
    /// To an instant, ns.
    Seek(u64),
}

/// The player: whether it plays, how quickly, and what makes it.
#[derive(Clone, PartialEq)]
pub(crate) struct Playing {
    pub(crate) plays: bool,
    /// The place among [`SPEEDS`].
    pub(crate) speed: usize,
    pub(crate) set_speed: Callback<usize>,
    pub(crate) on_do: Callback<Deed>,
}

/// What is done to a player.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Deed {
    /// Plays or pauses.
    Toggle,
    Play,
    Pause,
    /// To an instant, ns.
    To(u64),
    /// To the next or the last step.
    Step(bool),
    /// A grain forth or back.
    Scrub(bool),
    /// To the next or the last mark.
    Mark(bool),
    /// To so many tenths of the run.
    Tenth(u64),
    Reset,
}

/// `× 1`
const FIRST_SPEED: usize = 3;

/// Lets a film be played; `root` is what must be on the screen for it.
#[hook]
pub(super) fn use_playing(film: &Shared<Film>, at_ns: u64, act: &Act, root: &NodeRef) -> Playing {
    let is_playing = use_state_eq(|| false);
    let speed = use_state_eq(|| FIRST_SPEED);
    let here = use_mut_ref(|| at_ns);
    *here.borrow_mut() = at_ns;
    let is_seen = use_seen(root);
    {
        let (act, here, going) = (act.clone(), Rc::clone(&here), is_playing.setter());
        let deps = (*is_playing, *speed, film.clone());
        use_effect_with(deps, move |(is_playing, speed, film)| {
            let eighths = SPEEDS.get(*speed).map_or(8, |speed| speed.0);
            let frames = is_playing.then(|| {
                let is_still = platform::is_still();
                let mut reel = Reel { film: film.clone(), eighths, is_still, emitted: None, rest: 0.0 };
                Frames::start(move |ms| {
                    if !is_seen.get() {
                        return;
                    }
                    let at_ns = *here.borrow();
                    let Some(to_ns) = reel.frame(at_ns, ms) else { return };
                    // The next frame may come before the page has drawn this one.
                    *here.borrow_mut() = to_ns;
                    let is_over = to_ns >= reel.film.until_ns();
                    act.emit(Action::Seek((!is_over).then_some(to_ns)));
                    if is_over {
                        going.set(false);
                    }
                })
            });
            move || drop(frames)
        });
    }
    let on_do = {
        let (film, act, is_playing) = (film.clone(), act.clone(), is_playing.clone());
        Callback::from(move |deed: Deed| {
            let at_ns = *here.borrow();
            let plays = match deed {
                Deed::Toggle => !*is_playing,
                Deed::Play => true,
                _ => false,
            };
            // From the end it plays from the start.
            let is_over = plays && at_ns >= film.until_ns();
            // What stops stops at an instant that an address says in a few digits.
            let tenth = (player::grain_ns(film.until_ns()) / 10).max(1);
            let stopped = || (*is_playing && !plays).then_some(at_ns / tenth * tenth);
            let to_ns = if is_over { Some(0) } else { target(&film, at_ns, deed).or_else(stopped) };
            if let Some(to_ns) = to_ns.map(|to_ns| to_ns.min(film.until_ns())) {
                *here.borrow_mut() = to_ns;
                act.emit(Action::Seek((to_ns < film.until_ns()).then_some(to_ns)));
            }
            is_playing.set(plays);
        })
    };
    let set_speed = {
        let speed = speed.setter();
        Callback::from(move |to: usize| speed.set(to))
    };
    Playing { plays: *is_playing, speed: *speed, set_speed, on_do }
}

/// Where a deed leads, ns.
fn target(film: &Film, at_ns: u64, deed: Deed) -> Option<u64> {
    let grain = player::grain_ns(film.until_ns());
    Some(match deed {
        Deed::Toggle | Deed::Play | Deed::Pause => return None,
        Deed::To(ns) => ns,
        Deed::Step(true) => film.next_step(at_ns),
        Deed::Step(false) => film.last_step(at_ns),
        Deed::Scrub(true) => (at_ns / grain + 1) * grain,
        Deed::Scrub(false) => at_ns.saturating_sub(1) / grain * grain,
        Deed::Mark(true) => film.next_mark(at_ns),
        Deed::Mark(false) => film.last_mark(at_ns),
        Deed::Tenth(tenths) => film.until_ns() / 10 * tenths.min(10),
        Deed::Reset => 0,
    })
}

/// A film in the player.
struct Reel {
    film: Shared<Film>,
    eighths: u32,
    /// Whether it goes from step to step, as the reader wants no motion.
    is_still: bool,
    /// Where it was last, with what does not show in whole ns.
    emitted: Option<(u64, f64)>,
    /// How long a step has stood, ms.
    rest: f64,
}

impl Reel {
    /// Where a frame leads from an instant, ns; none if it stays.
    fn frame(&mut self, at_ns: u64, ms: f64) -> Option<u64> {
        if self.is_still {
            self.rest += ms;
            if self.rest < player::stands_ms(self.eighths) {
                return None;
            }
            self.rest = 0.0;
            return Some(self.film.next_step(at_ns));
        }
        let whole = match self.emitted {
            Some((emitted, whole)) if emitted == at_ns => whole,
            _ => at_ns as f64,
        };
        let whole = whole + player::passes_ns(self.film.until_ns(), self.eighths, ms);
        let to_ns = (whole as u64).min(self.film.until_ns());
        self.emitted = Some((to_ns, whole));
        (to_ns != at_ns).then_some(to_ns)
    }
}

/// Whether an element is on the screen, as it is whenever one asks.
#[hook]
fn use_seen(root: &NodeRef) -> Rc<Cell<bool>> {
    let is_seen = use_memo((), |()| Cell::new(true));
    {
        let (root, is_seen) = (root.clone(), Rc::clone(&is_seen));
        use_effect_with((), move |()| {
            let sight = root
                .cast::<web_sys::Element>()
                .and_then(|element| Sight::watch(&element, move |now| is_seen.set(now)));
            let sight = RefCell::new(sight);
            move || drop(sight)
        });
    }
    is_seen
}
