//! Chance that belongs to a place: the same place always falls out the same, and no place knows of another.

/// A number hashed from a seed and the names and numbers that lead to a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u32) -> Self {
        Self(mix(u64::from(seed) ^ 0x6d61_7175_6574_7465))
    }

    /// For one purpose: `harmony`, `melody`.
    pub(crate) fn of(self, purpose: &str) -> Self {
        purpose.bytes().fold(self, |chance, byte| Self(mix(chance.0 ^ u64::from(byte))))
    }

    /// At one place among many: a section, a bar, a note.
    pub(crate) fn at(self, place: usize) -> Self {
        Self(mix(self.0 ^ (place as u64).wrapping_mul(0xd6e8_feb8_6659_fd93)))
    }

    /// From 0 up to, not including, 1.
    pub(crate) fn share(self) -> f64 {
        (mix(self.0) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// From -1 up to 1.
    pub(crate) fn sway(self) -> f64 {
        self.share() * 2.0 - 1.0
    }

    pub(crate) fn happens(self, share: f64) -> bool {
        self.share() < share
    }

    /// One of `choices`, which are not none.
    pub(crate) fn pick<T: Copy>(self, choices: &[T]) -> T {
        choices[(self.share() * choices.len() as f64) as usize]
    }

    pub(crate) fn bits(self) -> u32 {
        (mix(self.0) >> 32) as u32
    }
}

/// Stirs all bits of `x` (the finaliser of splitmix64).
pub(crate) fn mix(x: u64) -> u64 {
    let x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_purposes_fall_out_by_themselves() {
        let chance = Chance::new(7);
        assert_eq!(chance.of("a").at(3), chance.of("a").at(3));
        assert_ne!(chance.of("a").at(3), chance.of("a").at(4));
        assert_ne!(chance.of("a").at(3), chance.of("b").at(3));
        assert_ne!(chance, Chance::new(8));
    }

    #[test]
    fn shares_are_even() {
        let mean = (0..10_000).map(|n| Chance::new(1).at(n).share()).sum::<f64>() / 10_000.0;
        assert!((mean - 0.5).abs() < 0.02, "{mean}");
    }
}
