//! Everybody registers, units agree, the secretariat verifies: one wave in winter, one in summer.

use std::collections::BTreeMap;

use super::actors::{self, Colleague};
use super::plan::{self, Reached};
use super::{RUNNING, day, move_to};
use crate::db::{Connection, Db, Tx};
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::registration::State;
use crate::domain::subject::UnitKind;
use crate::error::{AppError, AppResult};
use crate::features::registrations::ops::{self, Registering, Seen};
use crate::features::units;
use crate::features::units::ops::UnitName;
use crate::policy::Actor;
use chrono::NaiveDate;

/// One registration to be made and moved.
struct Planned {
    subject_code: String,
    unit: UnitId,
    /// Who registers: the person himself, the head for his collective.
    by: Actor,
    award: AwardCode,
    reached: Reached,
    planned_initiative: &'static str,
    pledge: &'static str,
}

/// When a wave is registered, agreed to, and verified.
struct Wave {
    includes: fn(Reached) -> bool,
    registered_on: NaiveDate,
    agreed_on: NaiveDate,
    verified_on: NaiveDate,
}

/// Those that were through by March.
pub fn of_winter(db: &mut Db) -> AppResult<()> {
    let includes = |reached| matches!(reached, Reached::Accepted | Reached::Rejected | Reached::Withdrawn);
    let wave = Wave { includes, registered_on: day(2, 17), agreed_on: day(2, 24), verified_on: day(3, 10) };
    wave.pass(db)
}

/// Those still on their way.
pub fn of_summer(db: &mut Db) -> AppResult<()> {
    let includes = |reached| matches!(reached, Reached::Draft | Reached::Filed | Reached::Returned | Reached::Reviewed);
    let wave = Wave { includes, registered_on: day(7, 9), agreed_on: day(7, 11), verified_on: day(7, 14) };
    wave.pass(db)
}

impl Wave {
    fn pass(&self, db: &mut Db) -> AppResult<()> {
        let (planned, heads, secretariat) = db.read_now(|conn| {
            let (staff, units, heads) = (actors::staff(conn)?, units::ops::all(conn)?, actors::heads(conn)?);
            let planned = plan_of(conn, &staff, &units, &heads)?;
            Ok((planned, heads, actors::with_account(conn, actors::SECRETARIAT)?))
        })?;
        move_to(db, self.registered_on);
        let mut made = Vec::new();
        for planned in planned.iter().filter(|planned| (self.includes)(planned.reached)) {
            made.push((planned, db.write_now(&planned.by, |tx| register(tx, planned))?));
        }
        move_to(db, self.agreed_on);
        for (unit, head) in &heads {
            let of_unit: Vec<_> = made.iter().copied().filter(|(planned, _)| planned.unit == *unit).collect();
            review(db, head, State::Filed, &of_unit, answer_of_unit)?;
        }
        move_to(db, self.verified_on);
        review(db, &secretariat, State::UnitReviewed, &made, answer_of_secretariat)
    }
}

/// Saves it and, unless it stays a draft, sends it in.
fn register(tx: &mut Tx, planned: &Planned) -> AppResult<RegistrationId> {
    let registering = Registering {
        year: RUNNING,
        subject_code: planned.subject_code.clone(),
        award: planned.award,
        planned_initiative: planned.planned_initiative.to_owned(),
        pledge: planned.pledge.to_owned(),
    };
    let id = ops::register(tx, &registering)?;
    if planned.reached != Reached::Draft {
        let seen = seen(tx, id)?;
        ops::file(tx, seen)?;
    }
    if planned.reached == Reached::Withdrawn {
        let seen = seen(tx, id)?;
        ops::withdraw(tx, seen)?;
    }
    Ok(id)
}

fn seen(tx: &mut Tx, id: RegistrationId) -> AppResult<Seen> {
    Ok(Seen { id, version: ops::find(tx.conn, id)?.version })
}

type Answer = fn(&mut Tx, &Planned, Seen) -> AppResult<()>;

/// Somebody goes through what waits for him, but for his own.
fn review(
    db: &Db,
    by: &Actor,
    waiting_in: State,
    made: &[(&Planned, RegistrationId)],
    answer: Answer,
) -> AppResult<()> {
    let waiting = db.read_now(|conn| {
        let mut waiting = Vec::new();
        for (planned, id) in made.iter().filter(|(planned, _)| planned.by.person != by.person) {
            let found = ops::find(conn, *id)?;
            if found.facts.state == waiting_in {
                waiting.push((*planned, Seen { id: *id, version: found.version }));
            }
        }
        Ok(waiting)
    })?;
    for (planned, seen) in waiting {
        if planned.reached.is_past(waiting_in) {
            db.write_now(by, |tx| answer(tx, planned, seen))?;
        }
    }
    Ok(())
}

fn answer_of_unit(tx: &mut Tx, planned: &Planned, it: Seen) -> AppResult<()> {
    match planned.reached {
        Reached::Returned => ops::return_for_changes(tx, it, plan::RETURNED_BECAUSE),
        _ => ops::agree(tx, it),
    }
}

fn answer_of_secretariat(tx: &mut Tx, planned: &Planned, it: Seen) -> AppResult<()> {
    match planned.reached {
        Reached::Returned => ops::return_for_changes(tx, it, plan::RETURNED_BECAUSE),
        Reached::Rejected => ops::reject(tx, it, plan::REJECTED_BECAUSE),
        _ => ops::accept(tx, it),
    }
}

/// All registrations of the year, by person, then by collective.
fn plan_of(
    conn: &mut Connection,
    staff: &[Colleague],
    units: &[UnitName],
    heads: &BTreeMap<UnitId, Actor>,
) -> AppResult<Vec<Planned>> {
    let mut planned = Vec::new();
    for unit in units.iter().filter(|unit| unit.kind != UnitKind::External) {
        let colleagues: Vec<&Colleague> =
            staff.iter().filter(|colleague| colleague.unit == unit.id && colleague.code != plan::NOT_YET).collect();
        for (nth, colleague) in colleagues.iter().enumerate() {
            let reached = if colleague.code == plan::SECRETARY { Reached::Reviewed } else { plan::labourer(nth) };
            planned.push(of_person(conn, colleague, "LDTT", reached, nth)?);
        }
        for (nth, colleague) in fighters(&unit.code, colleagues, heads).into_iter().enumerate() {
            planned.push(of_person(conn, colleague, "CSTDCS", plan::fighter(nth), nth)?);
        }
    }
    for (nth, unit) in units.iter().filter(|unit| unit.kind.is_collective()).enumerate() {
        planned.push(of_collective(unit, "TTLDTT", plan::collective(nth), heads)?);
    }
    for (code, award, reached) in plan::HIGHER {
        if let Some(unit) = units.iter().find(|unit| unit.code == code) {
            planned.push(of_collective(unit, award, reached, heads)?);
        } else {
            let colleague = staff.iter().find(|colleague| colleague.code == code).ok_or(AppError::NotFound)?;
            planned.push(of_person(conn, colleague, award, reached, 0)?);
        }
    }
    Ok(planned)
}

/// Who aims at the title of the base level: the head first, then those who aim higher still.
fn fighters<'c>(unit: &str, mut colleagues: Vec<&'c Colleague>, heads: &BTreeMap<UnitId, Actor>) -> Vec<&'c Colleague> {
    let is_head =
        |colleague: &Colleague| heads.get(&colleague.unit).is_some_and(|head| head.person == Some(colleague.person));
    colleagues
        .sort_by_key(|colleague| (!is_head(colleague), !plan::CERTAIN_FIGHTERS.contains(&colleague.code.as_str())));
    let count = plan::FIGHTERS.iter().find(|(code, _)| *code == unit).map_or(0, |(_, count)| *count);
    colleagues.truncate(count);
    colleagues
}

fn of_person(
    conn: &mut Connection,
    colleague: &Colleague,
    award: &str,
    reached: Reached,
    nth: usize,
) -> AppResult<Planned> {
    let plans_initiative = award != "LDTT";
    Ok(Planned {
        subject_code: colleague.code.clone(),
        unit: colleague.unit,
        by: colleague.actor(conn)?,
        award: award_of(award)?,
        reached,
        planned_initiative: if plans_initiative { in_turn(&plan::PLANNED_INITIATIVES, nth) } else { "" },
        pledge: in_turn(&plan::PLEDGES, nth),
    })
}

fn of_collective(
    unit: &UnitName,
    award: &str,
    reached: Reached,
    heads: &BTreeMap<UnitId, Actor>,
) -> AppResult<Planned> {
    Ok(Planned {
        subject_code: unit.code.clone(),
        unit: unit.id,
        by: heads.get(&unit.id).ok_or(AppError::NotFound)?.clone(),
        award: award_of(award)?,
        reached,
        planned_initiative: "",
        pledge: plan::COLLECTIVE_PLEDGE,
    })
}

fn award_of(code: &str) -> AppResult<AwardCode> {
    AwardCode::from_code(code).ok_or(AppError::NotFound)
}

fn in_turn(texts: &[&'static str], nth: usize) -> &'static str {
    texts[nth % texts.len()]
}
