use crate::base::Random;

/// Where a placement draws from that draws as it goes. Tests draw as `java.util.Random` does, to hold it against the
/// answers of a real system.
pub trait Draws {
    /// A number below `n`, which is not 0.
    fn below(&mut self, n: u32) -> u32;

    /// Puts items into an order: Fisher and Yates from the end, as Java's `Collections.shuffle`.
    fn shuffle(&mut self, items: &mut [u32]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last as u32 + 1) as usize);
        }
    }
}

impl Draws for Random {
    fn below(&mut self, n: u32) -> u32 {
        Random::below(self, n)
    }
}

/// Always draws 0: what a system does when chance has no say.
#[derive(Clone, Copy, Debug)]
pub struct Zeros;

impl Draws for Zeros {
    fn below(&mut self, _: u32) -> u32 {
        0
    }
}
