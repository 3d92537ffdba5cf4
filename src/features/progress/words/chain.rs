//! From registration to result: each award's numbers in order, with the rows behind each.

use super::{Cell, Words, percent};
use crate::domain::law::AwardCode;
use crate::domain::progress::share;
use crate::domain::subject::SubjectKind;
use crate::features::progress::store::Unit;

/// One award, of one unit or of all.
pub struct AwardLine {
    pub award: String,
    /// What its registrations and results count: people, collectives, or each single award.
    pub counted: &'static str,
    pub registered: Cell,
    pub proposed: Cell,
    pub provisional: Cell,
    pub achieved: Cell,
    pub refused: Cell,
    pub last: Cell,
}

/// Whether any of them has a result of the interim review.
pub fn has_provisional(lines: &[AwardLine]) -> bool {
    lines.iter().any(|it| it.provisional.count > 0)
}

/// What the numbers of an award count.
pub fn counted(award: AwardCode) -> &'static str {
    let it = award.award();
    match (it.is_title() && it.is_yearly(), it.takes(SubjectKind::Person)) {
        (true, true) => "người, mỗi người một lần",
        (true, false) => "tập thể, mỗi tập thể một lần",
        (false, _) => "lượt khen, mỗi lượt một lần",
    }
}

impl Words<'_> {
    /// Every award with a number in either year, the round's titles in any case.
    pub fn award_lines(&self, unit: Option<&Unit>) -> Vec<AwardLine> {
        self.figures.awards_shown(unit).into_iter().map(|award| self.award_line(unit, award)).collect()
    }

    /// The numbers of one award, with their shares where the award is people's.
    pub(super) fn award_line(&self, unit: Option<&Unit>, award: AwardCode) -> AwardLine {
        let (this, last, year) = (&self.figures.this, &self.figures.last, self.year());
        let (now, before) = (self.tally(this, unit, award), self.tally(last, unit, award));
        let is_of_people = !award.award().takes(SubjectKind::Unit);
        let (staff, staff_before) = (self.staff(this, unit), self.staff(last, unit));
        let shown = |part: i64, whole: i64| if is_of_people { percent(share(part, whole)) } else { String::new() };
        let links = &self.links;
        AwardLine {
            award: award.award().name_on(year.end()).to_owned(),
            counted: counted(award),
            registered: Cell::new(now.registered, links.registrations(year, unit, award), shown(now.registered, staff)),
            proposed: Cell::new(now.proposed, links.proposals(year, unit, award), String::new()),
            provisional: Cell::new(
                now.provisional,
                links.provisional(year, unit, award),
                shown(now.provisional, staff),
            ),
            achieved: Cell::new(now.achieved, links.awards(year, unit, award), shown(now.achieved, staff)),
            refused: Cell::new(now.refused, links.refusals(year, unit, award), String::new()),
            last: Cell::new(
                before.achieved,
                links.awards(year.previous(), unit, award),
                shown(before.achieved, staff_before),
            ),
        }
    }
}
