//! Grades of recognition (xếp loại A, B, C): each begins at a score and reaches up to the next, so that whatever
//! passes has just one.

use super::Points;
use crate::domain::ratio::Ratio;

/// One grade, and the lowest score that gets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grade {
    pub letter: String,
    pub from: Points,
}

/// Grades from the best down, none or all of what passes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grades(Vec<Grade>);

/// Why a row of grades leaves a gap or overlaps; `usize` is the row, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GradeFault {
    /// It does not begin below the one before it.
    NotFalling(usize),
    AboveMost(usize),
    TwiceTheSame(usize),
    /// The lowest does not begin where passing begins.
    NotFromPassMark(usize),
}

impl Grades {
    /// # Errors
    /// The first fault: a score belongs to two grades, or something that passes to none.
    pub fn new(grades: Vec<Grade>, pass_mark: Points, most: Points) -> Result<Self, GradeFault> {
        for (row, grade) in grades.iter().enumerate() {
            if grade.from > most {
                return Err(GradeFault::AboveMost(row));
            }
            if grades[..row].iter().any(|above| above.letter == grade.letter) {
                return Err(GradeFault::TwiceTheSame(row));
            }
            if row > 0 && grades[row - 1].from <= grade.from {
                return Err(GradeFault::NotFalling(row));
            }
        }
        match grades.last() {
            Some(lowest) if lowest.from != pass_mark => Err(GradeFault::NotFromPassMark(grades.len() - 1)),
            _ => Ok(Self(grades)),
        }
    }

    /// Those of a round, as they were found good when it was opened.
    pub fn kept(mut grades: Vec<Grade>) -> Self {
        grades.sort_by_key(|grade| std::cmp::Reverse(grade.from));
        Self(grades)
    }

    pub fn all(&self) -> &[Grade] {
        &self.0
    }

    /// The grade of a mean; `None` below the lowest.
    pub fn of(&self, mean: Ratio) -> Option<&str> {
        let reached = |grade: &&Grade| grade.from.ratio().is_some_and(|from| mean >= from);
        self.0.iter().find(reached).map(|grade| grade.letter.as_str())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn grades(rows: &[(&str, i64)]) -> Result<Grades, GradeFault> {
        let grade = |(letter, from): &(&str, i64)| Grade { letter: (*letter).to_owned(), from: Points(*from) };
        Grades::new(rows.iter().map(grade).collect(), Points(700), Points(1000))
    }

    #[test]
    fn what_overlaps_or_leaves_a_gap_is_found() {
        assert!(grades(&[]).is_ok());
        assert!(grades(&[("A", 900), ("B", 800), ("C", 700)]).is_ok());
        assert_eq!(grades(&[("A", 800), ("B", 800), ("C", 700)]), Err(GradeFault::NotFalling(1)));
        assert_eq!(grades(&[("A", 800), ("B", 900)]), Err(GradeFault::NotFalling(1)));
        assert_eq!(grades(&[("A", 1100), ("B", 700)]), Err(GradeFault::AboveMost(0)));
        assert_eq!(grades(&[("A", 900), ("A", 700)]), Err(GradeFault::TwiceTheSame(1)));
        assert_eq!(grades(&[("A", 900), ("B", 750)]), Err(GradeFault::NotFromPassMark(1)));
        assert_eq!(grades(&[("A", 900), ("B", 600)]), Err(GradeFault::NotFromPassMark(1)));
    }

    proptest! {
        #[test]
        fn whatever_passes_has_one_grade_and_a_better_one_is_never_lower(
            steps in prop::collection::btree_set(701i64..=1000, 0..5),
            sum in 0i64..=5000,
            sheets in 1i64..=5,
        ) {
            let from: Vec<i64> = steps.into_iter().rev().chain([700]).collect();
            let rows: Vec<Grade> = from
                .iter()
                .zip('A'..)
                .map(|(from, letter)| Grade { letter: letter.to_string(), from: Points(*from) })
                .collect();
            let grades = Grades::new(rows, Points(700), Points(1000)).unwrap();
            let mean = Ratio::new(sum, 10 * sheets).unwrap();
            let passes = mean >= Ratio::new(70, 1).unwrap();
            prop_assert_eq!(grades.of(mean).is_some(), passes);
            let better = Ratio::new(sum + 1, 10 * sheets).unwrap();
            prop_assert!(!passes || grades.of(better) <= grades.of(mean));
        }
    }
}
