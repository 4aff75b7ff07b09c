//! What each rule does, in worlds so small that every message can be followed.

mod conflicts;
mod crashes;
mod hints;
mod reads;
mod stage;
mod sweeps;
mod writes;
