//! The verbs of the interim review, and the reads other features need.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::store;
use crate::db::{Connection, Tx};
use crate::domain::date;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::interim_result::State;
use crate::domain::law::{AwardCode, catalogue};
use crate::domain::subject::{SubjectKind, UnitKind};
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors, OnConstraint};
use crate::features::registrations::ops::is_granted_here;
use crate::features::units::ops::UnitName;
use crate::features::{units, years};
use crate::hash::sha256;
use crate::policy::{self, Act};
use crate::web::history;

/// The deadline of the catalogue that is the day of the review.
const REVIEW: &str = "MID_YEAR_REVIEW";

/// Whoever may be found on the way to a title: a person of the unit, or the unit itself.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub id: SubjectId,
    pub code: String,
    pub name: String,
    pub position: String,
    pub kind: SubjectKind,
    pub award: AwardCode,
    /// `None` while nobody has proposed it.
    pub state: Option<State>,
}

/// The review of one unit.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub year: Year,
    pub unit: UnitName,
    pub day: NaiveDate,
    /// The unit itself first, where it is a collective; then its people by name.
    pub candidates: Vec<Candidate>,
    /// Changes with every change of what is proposed or confirmed.
    pub version: String,
}

/// One result as it stands.
#[derive(Debug, Clone, Queryable)]
pub struct Standing {
    pub subject: SubjectId,
    pub unit: UnitId,
    pub award: AwardCode,
    pub state: State,
}

/// How many people and collectives are proposed or confirmed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    pub people: i64,
    pub collectives: i64,
}

impl Count {
    fn add(&mut self, award: AwardCode) {
        if award.award().takes(SubjectKind::Person) {
            self.people += 1;
        } else {
            self.collectives += 1;
        }
    }

    pub fn is_none(self) -> bool {
        self == Self::default()
    }

    /// "14 cá nhân, 1 tập thể"
    pub fn words(self) -> String {
        format!("{} cá nhân, {} tập thể", self.people, self.collectives)
    }
}

impl std::iter::Sum for Count {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |all, it| Self {
            people: all.people + it.people,
            collectives: all.collectives + it.collectives,
        })
    }
}

/// The title that the half-year looks at: the lowest yearly one that this agency grants itself.
pub fn title_for(kind: SubjectKind) -> Option<AwardCode> {
    AwardCode::all()
        .filter(|code| {
            let award = code.award();
            award.is_title() && award.is_yearly() && award.takes(kind) && is_granted_here(*code)
        })
        .min_by_key(|code| code.award().rank)
}

/// The day of a year's review.
pub fn review_day(conn: &mut Connection, year: Year) -> AppResult<NaiveDate> {
    let usual = || catalogue().deadline(REVIEW).and_then(|deadline| deadline.in_year(year)).unwrap_or(year.end());
    Ok(store::key_date(conn, year, REVIEW)?.unwrap_or_else(usual))
}

/// The units that are reviewed: those inside the agency that exist on the day, and the agency for its own members.
pub fn units_under_review(conn: &mut Connection, year: Year) -> AppResult<Vec<UnitName>> {
    let day = review_day(conn, year)?;
    let all = units::ops::all(conn)?;
    Ok(all.into_iter().filter(|unit| unit.kind != UnitKind::External && unit.existed_on(day)).collect())
}

/// The review of one unit: whom it can name, and who is named already.
pub fn sheet(conn: &mut Connection, year: Year, unit: UnitId) -> AppResult<Sheet> {
    let day = review_day(conn, year)?;
    let unit = units_under_review(conn, year)?.into_iter().find(|under| under.id == unit).ok_or(AppError::NotFound)?;
    let mut candidates = Vec::new();
    if let (true, Some(award)) = (unit.kind.is_collective(), title_for(SubjectKind::Unit)) {
        let id = SubjectId::from(unit.id);
        candidates.push(Candidate {
            id,
            code: unit.code.clone(),
            name: unit.name.clone(),
            position: String::new(),
            kind: SubjectKind::Unit,
            award,
            state: store::state_of(conn, year, id, award)?,
        });
    }
    if let Some(award) = title_for(SubjectKind::Person) {
        candidates.append(&mut store::members(conn, year, unit.id, day, award)?);
    }
    let version = version(conn, year, Some(unit.id))?;
    Ok(Sheet { year, unit, day, candidates, version })
}

/// A short text that changes with every change of what stands, of one unit or of all.
pub fn version(conn: &mut Connection, year: Year, unit: Option<UnitId>) -> AppResult<String> {
    let said = |it: &Standing| format!("{}:{}:{};", it.subject, it.award, it.state.code());
    let standing: String = store::standing(conn, year, unit)?.iter().map(said).collect();
    Ok(sha256(standing)[..16].to_owned())
}

/// Proposed and confirmed, by unit.
pub fn counts(conn: &mut Connection, year: Year) -> AppResult<BTreeMap<UnitId, [Count; 2]>> {
    let mut counts = BTreeMap::<UnitId, [Count; 2]>::new();
    for it in store::standing(conn, year, None)? {
        let [proposed, confirmed] = counts.entry(it.unit).or_default();
        match it.state {
            State::Proposed => proposed.add(it.award),
            State::Confirmed => confirmed.add(it.award),
        }
    }
    Ok(counts)
}

/// Proposes those of the unit whose codes are chosen, instead of whom it proposed before. What is
/// confirmed stays; only the secretariat takes it back, by leaving it out.
///
/// # Errors
/// Names the first code that is not of the unit on the day of the review.
pub fn propose(tx: &mut Tx, year: Year, unit: UnitId, chosen: &[String]) -> AppResult<()> {
    policy::must(tx.actor, Act::ProposeInterimResults(unit))?;
    years::ops::must_be_open(tx.conn, year, "subject")?;
    let sheet = sheet(tx.conn, year, unit)?;
    all_of_the_unit(&sheet, chosen)?;
    let may_take_back = policy::may(tx.actor, Act::ConfirmInterimResults);
    let is_chosen = |it: &Candidate| chosen.contains(&it.code);
    if chosen.is_empty() && sheet.candidates.iter().all(|it| it.state.is_none()) {
        return Err(FieldErrors::one("subject", "Chưa chọn ai. Chọn người, tập thể được đề nghị.").into());
    }
    for it in &sheet.candidates {
        match it.state {
            None if is_chosen(it) => {
                store::insert(tx, year, unit, it, sheet.day).on_unique(
                    "interim_results.year",
                    "subject",
                    &format!("{} đã có kết quả sơ kết ở đơn vị khác. Hỏi thường trực hội đồng.", it.name),
                )?;
            }
            Some(State::Confirmed) if !may_take_back => {}
            Some(_) if !is_chosen(it) => {
                store::delete(tx, year, it)?;
            }
            _ => {}
        }
    }
    let codes = |named: &dyn Fn(&Candidate) -> bool| {
        let codes = sheet.candidates.iter().filter(|it| named(it)).map(|it| it.code.as_str());
        codes.collect::<Vec<_>>().join(", ")
    };
    let (before, after) = (codes(&|it| it.state.is_some()), codes(&is_chosen));
    let event = Event::new(EventKind::InterimResultsProposed, Object::Unit(unit));
    tx.audit(event.because(format!("Năm {year}.")).changed("subjects", before, after))
}

/// Confirms what is proposed, of one unit or of all, and answers how much that was.
pub fn confirm(tx: &mut Tx, year: Year, unit: Option<UnitId>) -> AppResult<Count> {
    policy::must(tx.actor, Act::ConfirmInterimResults)?;
    years::ops::must_not_be_ended(tx.conn, year, "subject")?;
    let day = review_day(tx.conn, year)?;
    let mut confirmed = Vec::new();
    for (id, [proposed, _]) in counts(tx.conn, year)? {
        if proposed.is_none() || unit.is_some_and(|unit| unit != id) {
            continue;
        }
        store::confirm(tx, year, id, day)?;
        let event = Event::new(EventKind::InterimResultsConfirmed, Object::Unit(id));
        tx.audit(event.because(format!("Năm {year}: {}.", proposed.words())))?;
        confirmed.push(proposed);
    }
    if confirmed.is_empty() { Err(AppError::Illegal) } else { Ok(confirmed.into_iter().sum()) }
}

/// Refuses what was decided on a page that has changed since.
pub fn must_be_as_seen(conn: &mut Connection, year: Year, unit: Option<UnitId>, seen: &str) -> AppResult<()> {
    if version(conn, year, unit)? == seen {
        return Ok(());
    }
    Err(AppError::Stale(match unit {
        Some(unit) => history::last_act(conn, Object::Unit(unit))?,
        None => "Một đơn vị vừa thay đổi đề nghị.".to_owned(),
    }))
}

fn all_of_the_unit(sheet: &Sheet, chosen: &[String]) -> Result<(), FieldErrors> {
    match chosen.iter().find(|code| sheet.candidates.iter().all(|it| it.code != **code)) {
        None => Ok(()),
        Some(code) => {
            let (name, day) = (&sheet.unit.name, date::format_date(sheet.day));
            Err(FieldErrors::one("subject", format!("{code} không thuộc {name} vào ngày {day}. Chọn lại.")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_half_year_looks_at_the_lowest_title_of_each_kind() {
        assert_eq!(title_for(SubjectKind::Person).map(AwardCode::code), Some("LDTT"));
        assert_eq!(title_for(SubjectKind::Unit).map(AwardCode::code), Some("TTLDTT"));
    }
}
