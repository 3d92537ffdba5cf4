//! The grades of one unit and year as they stand together: whom rules grade by score, and how many have the best one.

use crate::domain::grading::{Circumstances, ExcellentCap, Grade, Refusal, Tally, scoring, settle};
use crate::domain::law::{GradeCode, GradingRegime, catalogue};
use crate::domain::subject::StaffKind;
use crate::domain::year::Year;

/// One kind of staff: its rules, and how many have the best grades.
#[derive(Debug, Clone, Copy)]
pub struct Share {
    pub staff: StaffKind,
    pub scoring: Option<&'static GradingRegime>,
    pub cap: Option<ExcellentCap>,
    pub tally: Tally,
}

impl Share {
    fn is_used_up(&self) -> bool {
        self.cap.is_some_and(|cap| cap.is_used_up(self.tally))
    }
}

/// Every kind of staff in a unit.
#[derive(Debug, Clone)]
pub struct Shares(Vec<Share>);

impl Shares {
    /// The rules of a year, nobody counted yet.
    pub fn of(year: Year) -> Self {
        let share = |staff: &StaffKind| Share {
            staff: *staff,
            scoring: scoring(catalogue(), *staff, year.end()),
            cap: ExcellentCap::on(catalogue(), *staff, year.end()),
            tally: Tally::default(),
        };
        Self(StaffKind::ALL.iter().map(share).collect())
    }

    pub fn all(&self) -> &[Share] {
        &self.0
    }

    /// Whether a score says anything for anybody.
    pub fn are_by_score(&self) -> bool {
        self.0.iter().any(|share| share.scoring.is_some())
    }

    /// Collectives are not counted: `staff` is `None` for them.
    pub fn count(&mut self, staff: Option<StaffKind>, grade: Option<GradeCode>) {
        let share = self.0.iter_mut().find(|share| Some(share.staff) == staff);
        if let (Some(share), Some(grade)) = (share, grade) {
            share.tally.count(grade);
        }
    }

    /// The grade given or, without one, that which the score stands for.
    pub fn follows(&self, staff: Option<StaffKind>, grade: Option<GradeCode>, score: Option<i64>) -> Option<GradeCode> {
        grade.or_else(|| GradeCode::from_code(self.share(staff)?.scoring?.grade_for(score?)?))
    }

    /// The grade to store, once everybody of the unit is counted.
    ///
    /// # Errors
    /// Says why the grade is missing or contradicts the score.
    pub fn settle(
        &self,
        staff: Option<StaffKind>,
        is_disciplined: bool,
        grade: Option<GradeCode>,
        score: Option<i64>,
    ) -> Result<Option<Grade>, Refusal> {
        let share = self.share(staff);
        let circumstances = Circumstances { is_disciplined, cap_is_used_up: share.is_some_and(Share::is_used_up) };
        settle(share.and_then(|share| share.scoring), grade, score, circumstances)
    }

    fn share(&self, staff: Option<StaffKind>) -> Option<&Share> {
        self.0.iter().find(|share| Some(share.staff) == staff)
    }
}
