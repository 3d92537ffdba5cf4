//! Grades, disciplines, leaves, registrations, decisions and awards, year by year; the running year stands in its midst.

mod incidents;
mod outcome;
mod rows;

use std::collections::HashMap;

use self::incidents::{discipline, leave};
use self::outcome::{Outcome, reason};
use self::rows::{AwardRow, DecisionRow, DisciplineRow, GradeRow, InterimRow, LeaveRow, RegistrationRow};
use super::dice::Dice;
use super::organisation::{Member, Organisation, Unit};
use super::{Calendar, insert_rows, moment};
use crate::db::Tx;
use crate::domain::decision;
use crate::domain::ids::*;
use crate::domain::interim_result;
use crate::domain::law::{AuthorityCode, AwardCode, GradeCode, Level};
use crate::domain::year::Year;
use crate::error::{AppError, AppResult};
use crate::schema::{awards, decisions, disciplines, grades, interim_results, leaves, registrations};

/// A decision of the department grants the titles of so many units.
const UNITS_A_DECISION: usize = 10;
const PLEDGE: &str = "Hoàn thành đúng hạn mọi nhiệm vụ được giao, chấp hành tốt kỷ luật lao động.";
const COLLECTIVE_PLEDGE: &str = "Hoàn thành các chỉ tiêu đã ký trong giao ước thi đua.";
const PLANNED: &str = "Rút ngắn thời gian thẩm định hồ sơ bằng bảng kiểm dùng chung";
const ACHIEVEMENT: &str = "Có thành tích xuất sắc trong phong trào thi đua năm";

pub fn fill(tx: &mut Tx, dice: &mut Dice, calendar: &Calendar, organisation: &Organisation) -> AppResult<()> {
    let codes = Codes::read()?;
    let (mut registered, mut decided) = (0, 0);
    for year in calendar.years() {
        let mut registers = YearRegisters::new(dice, calendar, &codes, organisation, year, (registered, decided));
        for (place, (unit, staff)) in organisation.staff_in(year).into_iter().enumerate() {
            registers.enter_unit(place, unit, &staff);
        }
        (registered, decided) = (registers.registered, registers.decided);
        registers.store(tx)?;
    }
    Ok(())
}

/// What the sample grants and how it grades: codes the catalogue must know.
struct Codes {
    labourer: AwardCode,
    fighter: AwardCode,
    fighter_of_province: AwardCode,
    collective: AwardCode,
    excellent_collective: AwardCode,
    /// From the best downwards.
    grades: [GradeCode; 3],
}

impl Codes {
    fn read() -> AppResult<Self> {
        let award = |code| AwardCode::from_code(code).ok_or(AppError::NotFound);
        let grade = |code| GradeCode::from_code(code).ok_or(AppError::NotFound);
        Ok(Self {
            labourer: award("LDTT")?,
            fighter: award("CSTDCS")?,
            fighter_of_province: award("CSTD_TINH")?,
            collective: award("TTLDTT")?,
            excellent_collective: award("TTLDXS")?,
            grades: [grade("HTXSNV")?, grade("HTTNV")?, grade("HTNV")?],
        })
    }
}

/// Who competes: somebody, or a unit.
#[derive(Clone, Copy)]
struct Subject<'o> {
    id: SubjectId,
    unit: UnitId,
    position: &'static str,
    sort_key: &'o [u8],
    pledge: &'static str,
}

/// One year's rows, gathered before they are written table by table.
struct YearRegisters<'o, 'd> {
    dice: &'d mut Dice,
    calendar: &'d Calendar,
    codes: &'d Codes,
    organisation: &'o Organisation,
    year: Year,
    /// The last ids given so far.
    registered: i64,
    decided: i64,
    grades: Vec<GradeRow>,
    disciplines: Vec<DisciplineRow>,
    leaves: Vec<LeaveRow>,
    registrations: Vec<RegistrationRow<'o>>,
    /// Of the year, by authority and, for the department's own, by the group of units it is about.
    decision_ids: HashMap<(AuthorityCode, usize), DecisionId>,
    decisions: Vec<DecisionRow<'o>>,
    awards: Vec<AwardRow<'o>>,
    interim_results: Vec<InterimRow<'o>>,
}

impl<'o, 'd> YearRegisters<'o, 'd> {
    fn new(
        dice: &'d mut Dice,
        calendar: &'d Calendar,
        codes: &'d Codes,
        organisation: &'o Organisation,
        year: Year,
        (registered, decided): (i64, i64),
    ) -> Self {
        Self {
            dice,
            calendar,
            codes,
            organisation,
            year,
            registered,
            decided,
            grades: Vec::new(),
            disciplines: Vec::new(),
            leaves: Vec::new(),
            registrations: Vec::new(),
            decision_ids: HashMap::new(),
            decisions: Vec::new(),
            awards: Vec::new(),
            interim_results: Vec::new(),
        }
    }

    fn is_running(&self) -> bool {
        self.year == self.calendar.running
    }

    fn enter_unit(&mut self, place: usize, unit: &'o Unit, staff: &[&'o Member]) {
        let group = place / UNITS_A_DECISION;
        if unit.kind.is_collective() {
            self.enter_collective(group, unit);
        }
        // Half of the units have proposed their interim results, and the first of those wait for confirmation.
        let interim = match place % 20 {
            0 => Some(interim_result::State::Proposed),
            odd if odd % 2 == 1 => Some(interim_result::State::Confirmed),
            _ => None,
        };
        for member in staff {
            self.enter_member(group, unit.id, member, interim);
        }
    }

    fn enter_collective(&mut self, group: usize, unit: &'o Unit) {
        let subject = Subject {
            id: unit.id.into(),
            unit: unit.id,
            position: "",
            sort_key: &unit.sort_key,
            pledge: COLLECTIVE_PLEDGE,
        };
        let is_good = self.registers(group, subject, self.codes.collective, 97);
        let is_excellent = is_good && self.registers(group, subject, self.codes.excellent_collective, 30);
        self.grade(subject, is_excellent, is_good);
    }

    fn enter_member(&mut self, group: usize, unit: UnitId, member: &'o Member, interim: Option<interim_result::State>) {
        let subject = Subject {
            id: member.id.into(),
            unit,
            position: member.position,
            sort_key: &member.sort_key,
            pledge: PLEDGE,
        };
        let is_good = self.registers(group, subject, self.codes.labourer, 94);
        let is_excellent = is_good && self.registers(group, subject, self.codes.fighter, 38);
        if is_excellent {
            self.registers(group, subject, self.codes.fighter_of_province, 3);
        }
        self.grade(subject, is_excellent, is_good);
        if !is_good {
            self.disciplines.extend(discipline(self.dice, self.calendar, self.year, member));
        }
        self.leaves.extend(leave(self.dice, self.calendar, self.year, member));
        if let (true, true, Some(state)) = (self.is_running(), is_good, interim) {
            self.interim_results.push(InterimRow {
                year: self.year,
                subject_id: subject.id,
                unit_id: unit,
                award_code: self.codes.labourer,
                state,
                on_date: self.calendar.day(self.year, 6, 30),
                sort_key: subject.sort_key,
            });
        }
    }

    /// Past years are graded; who received more did better.
    fn grade(&mut self, subject: Subject, is_excellent: bool, is_good: bool) {
        if self.is_running() {
            return;
        }
        let [best, good, plain] = self.codes.grades;
        let grade = if is_excellent {
            best
        } else if is_good {
            good
        } else {
            plain
        };
        self.grades.push(GradeRow { year: self.year, subject_id: subject.id, grade });
    }

    /// Has a subject register with a chance; whether it came to an award, or still may.
    fn registers(&mut self, group: usize, subject: Subject<'o>, award: AwardCode, percent: u32) -> bool {
        if !self.dice.happens(percent) {
            return false;
        }
        let outcome = Outcome::roll(self.dice, self.calendar, self.year);
        self.registered += 1;
        let id = RegistrationId(self.registered);
        self.registrations.push(RegistrationRow {
            id,
            year: self.year,
            subject_id: subject.id,
            unit_id: subject.unit,
            award_code: award,
            state: outcome.state,
            version: 1,
            registered_on: outcome.registered_on,
            pledge: subject.pledge,
            planned_initiative: if award == self.codes.fighter { PLANNED } else { "" },
            note: "",
            reason: reason(outcome.state),
            on_behalf: false,
            since: moment(outcome.since),
            due_on: outcome.due_on,
            sort_key: subject.sort_key,
        });
        if outcome.is_awarded() {
            self.grant(group, subject, award, id);
        }
        self.is_running() || outcome.is_awarded()
    }

    fn grant(&mut self, group: usize, subject: Subject<'o>, award: AwardCode, registration: RegistrationId) {
        let decision_id = self.decision_by(award.authority(), group);
        self.awards.push(AwardRow {
            subject_id: subject.id,
            award_code: award,
            year: self.year,
            yearly: award.award().is_yearly(),
            decision_id,
            registration_id: registration,
            unit_id: subject.unit,
            position: subject.position,
            achievement: ACHIEVEMENT,
            revoked_by: "",
            sort_key: subject.sort_key,
        });
    }

    /// The decision that grants; those of higher levels are about all units.
    fn decision_by(&mut self, authority: AuthorityCode, group: usize) -> DecisionId {
        let own = authority.authority().level == Level::Base;
        let key = (authority, if own { group } else { 0 });
        if let Some(known) = self.decision_ids.get(&key) {
            return *known;
        }
        self.decided += 1;
        let id = DecisionId(self.decided);
        let decided_on = self.calendar.day(self.year, 12, 20);
        self.decision_ids.insert(key, id);
        self.decisions.push(DecisionRow {
            id,
            authority,
            own,
            year: self.year,
            abstract_line: format!("Về việc công nhận danh hiệu thi đua năm {}", self.year),
            state: decision::State::Issued,
            version: 1,
            number: format!("{}/QĐ-{}", 1_000 + self.decided, if own { "SMH" } else { "UBND" }),
            decided_on,
            signer_name: if own { &self.organisation.director().full_name } else { "" },
            signer_position: if own { self.organisation.director().position } else { "" },
            since: moment(decided_on),
        });
        id
    }

    fn store(self, tx: &mut Tx) -> AppResult<()> {
        insert_rows!(tx.conn, grades::table, self.grades);
        insert_rows!(tx.conn, disciplines::table, self.disciplines);
        insert_rows!(tx.conn, leaves::table, self.leaves);
        insert_rows!(tx.conn, registrations::table, self.registrations);
        insert_rows!(tx.conn, decisions::table, self.decisions);
        insert_rows!(tx.conn, awards::table, self.awards);
        insert_rows!(tx.conn, interim_results::table, self.interim_results);
        Ok(())
    }
}
