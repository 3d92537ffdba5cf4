//! Chance that repeats itself: the same seed makes the same sample on every machine, for ever.

/// SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, but not including, `end`.
    pub fn below(&mut self, end: u32) -> u32 {
        ((u64::from(self.next() as u32) * u64::from(end)) >> 32) as u32
    }

    /// A number of `range`, whose last is included.
    pub fn within(&mut self, range: std::ops::RangeInclusive<u32>) -> u32 {
        range.start() + self.below(range.end() - range.start() + 1)
    }

    /// Whether something that happens so often happens.
    pub fn happens(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// One of those listed, each as likely.
    pub fn one_of<T: Copy>(&mut self, listed: &[T]) -> T {
        listed[self.below(listed.len() as u32) as usize]
    }

    /// One of those listed, each with its percentage; the last takes what is left of a hundred.
    pub fn weighed<T: Copy>(&mut self, listed: &[(u32, T)]) -> T {
        let mut rolled = self.below(100);
        for (percent, value) in &listed[..listed.len() - 1] {
            match rolled.checked_sub(*percent) {
                Some(rest) => rolled = rest,
                None => return *value,
            }
        }
        listed[listed.len() - 1].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_itself_and_differs_from_the_next() {
        let rolls = |seed| {
            let mut dice = Dice::new(seed);
            (0..20).map(|_| dice.below(1_000)).collect::<Vec<_>>()
        };
        assert_eq!(rolls(7), rolls(7));
        assert_ne!(rolls(7), rolls(8));
    }

    #[test]
    fn weights_are_percentages() {
        let mut dice = Dice::new(1);
        let rare = (0..10_000).filter(|_| dice.weighed(&[(10, true), (90, false)])).count();
        assert!((800..1_200).contains(&rare), "{rare}");
        assert!((0..1_000).all(|_| (3..=5).contains(&dice.within(3..=5))));
    }
}
