//! The register of numbers: what the agency itself issued in a calendar year under one symbol, awards or not.

use chrono::NaiveDate;
use diesel::dsl::{count_star, min};
use diesel::prelude::*;

use super::ops::OWN_AUTHORITY;
use crate::db::Connection;
use crate::domain::initiative::Level;
use crate::domain::number_register::{Fault, Numbered, Symbol};
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::{decisions, escalations, initiative_raises, initiative_rounds, initiatives};
use crate::web::percent_encode;

/// A document of the register.
#[derive(Debug, Clone)]
pub struct Entry {
    pub number: String,
    pub day: NaiveDate,
    pub about: String,
    pub signer: String,
    pub address: String,
}

impl Entry {
    pub fn numbered(&self) -> Numbered {
        Numbered { number: self.number.clone(), day: self.day }
    }
}

/// The register of a calendar year, by number.
pub fn of(conn: &mut Connection, symbol: Symbol, year: Year) -> AppResult<Vec<Entry>> {
    let mut entries = match symbol {
        Symbol::Decision => {
            let mut all = of_awards(conn, year)?;
            all.extend(of_rounds(conn, year)?);
            let entered = of_initiatives(conn, year)?;
            // The same document may be entered more than once: for each initiative, and with the awards it grants.
            for entry in entered {
                if all.iter().all(|other| (&other.number, other.day) != (&entry.number, entry.day)) {
                    all.push(entry);
                }
            }
            all
        }
        Symbol::Proposal => proposals(conn, year)?,
    };
    entries.sort_by_key(|entry| (entry.numbered().value(), entry.day));
    Ok(entries)
}

/// The calendar years that have a register, the latest first; this year always.
pub fn years(conn: &mut Connection, today: NaiveDate) -> AppResult<Vec<Year>> {
    let own = decisions::table.filter(decisions::authority.eq(OWN_AUTHORITY)).filter(decisions::number.is_not_null());
    let mut days: Vec<Option<NaiveDate>> = own.select(decisions::decided_on).distinct().load(conn)?;
    let of_initiatives = initiative_rounds::table.select(initiative_rounds::decided_on).distinct();
    days.extend(of_initiatives.load::<Option<NaiveDate>>(conn)?);
    let recognised = initiatives::table.filter(initiatives::level.eq(Level::Base));
    days.extend(recognised.select(initiatives::recognised_on).distinct().load::<Option<NaiveDate>>(conn)?);
    let of_proposals = escalations::table.select(escalations::submitted_on).distinct();
    days.extend(of_proposals.load::<Option<NaiveDate>>(conn)?);
    let mut years: Vec<Year> = days.into_iter().flatten().chain([today]).map(Year::of).collect();
    years.sort_unstable_by(|one, other| other.cmp(one));
    years.dedup();
    Ok(years)
}

/// The latest of the numbers that decisions have in the year of a day.
pub fn latest(conn: &mut Connection, day: NaiveDate) -> AppResult<Option<Entry>> {
    Ok(of(conn, Symbol::Decision, Year::of(day))?.pop())
}

fn of_awards(conn: &mut Connection, year: Year) -> AppResult<Vec<Entry>> {
    type Columns = (i64, Option<String>, Option<NaiveDate>, String, String);
    let found: Vec<Columns> = decisions::table
        .filter(decisions::authority.eq(OWN_AUTHORITY))
        .filter(decisions::number_year.eq(year.0))
        .filter(decisions::number.is_not_null())
        .select((
            decisions::id,
            decisions::number,
            decisions::decided_on,
            decisions::abstract_line,
            decisions::signer_name,
        ))
        .load(conn)?;
    let entry = |(id, number, day, about, signer): Columns| {
        Some(Entry { number: number?, day: day?, about, signer, address: format!("/decisions/{id}") })
    };
    Ok(found.into_iter().filter_map(entry).collect())
}

/// Decisions of rounds of reviewing initiatives.
fn of_rounds(conn: &mut Connection, year: Year) -> AppResult<Vec<Entry>> {
    use initiative_rounds as rounds;
    type Columns = (i64, Option<String>, Option<NaiveDate>, String, String);
    let found: Vec<Columns> = rounds::table
        .filter(rounds::number_year.eq(year.0))
        .filter(rounds::decision_no.is_not_null())
        .select((rounds::id, rounds::decision_no, rounds::decided_on, rounds::decision_abstract, rounds::signer_name))
        .load(conn)?;
    let entry = |(id, number, day, about, signer): Columns| {
        Some(Entry { number: number?, day: day?, about, signer, address: format!("/initiative-rounds/{id}") })
    };
    Ok(found.into_iter().filter_map(entry).collect())
}

/// Decisions of the agency that recognised initiatives without a round, entered with each of them; of one that a higher
/// level has recognised since, what stood before.
fn of_initiatives(conn: &mut Connection, year: Year) -> AppResult<Vec<Entry>> {
    type Columns = (String, Option<NaiveDate>, Option<String>, i64);
    let days = (year.start(), year.end());
    let own: Vec<Columns> = initiatives::table
        .filter(initiatives::level.eq(Level::Base))
        .filter(initiatives::recognised_on.between(days.0, days.1))
        .group_by((initiatives::decision_no, initiatives::recognised_on))
        .select((initiatives::decision_no, initiatives::recognised_on, min(initiatives::code), count_star()))
        .load(conn)?;
    let raised: Vec<Columns> = initiative_raises::table
        .inner_join(initiatives::table)
        .filter(initiative_raises::before_level.eq(Level::Base))
        .filter(initiative_raises::before_recognised_on.between(days.0, days.1))
        .group_by((initiative_raises::before_decision_no, initiative_raises::before_recognised_on))
        .select((
            initiative_raises::before_decision_no,
            initiative_raises::before_recognised_on.nullable(),
            min(initiatives::code),
            count_star(),
        ))
        .load(conn)?;
    let entry = |(number, day, first, count): Columns| {
        let address = format!("/initiatives/{}", percent_encode(&first?));
        Some(Entry {
            number, day: day?, about: format!("Công nhận {count} sáng kiến"), signer: String::new(), address
        })
    };
    Ok(own.into_iter().chain(raised).filter_map(entry).collect())
}

fn proposals(conn: &mut Connection, year: Year) -> AppResult<Vec<Entry>> {
    type Columns = (i64, Option<String>, Option<NaiveDate>, String, String);
    let found: Vec<Columns> = escalations::table
        .filter(escalations::submitted_on.between(year.start(), year.end()))
        .select((
            escalations::id,
            escalations::number,
            escalations::submitted_on,
            escalations::recipient,
            escalations::signer_name,
        ))
        .load(conn)?;
    let entry = |(id, number, day, recipient, signer): Columns| {
        let about = format!("Trình {recipient}");
        Some(Entry { number: number?, day: day?, about, signer, address: format!("/escalations/{id}") })
    };
    Ok(found.into_iter().filter_map(entry).collect())
}

/// In words for whoever keeps the register.
pub fn words_of(fault: &Fault) -> String {
    match fault {
        Fault::Missing(from, to) if from == to => format!("Không thấy số {from:02}."),
        Fault::Missing(from, to) => format!("Không thấy các số từ {from:02} đến {to:02}."),
        Fault::Shared(numbers) => format!("Trùng số: {}.", numbers.join("; ")),
        Fault::OutOfOrder(higher, lower) => format!("Số {higher} có ngày trước số {lower}."),
        Fault::Unreadable(number) => format!("Không đọc được số trong “{number}”."),
    }
}
