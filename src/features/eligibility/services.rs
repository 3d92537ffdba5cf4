//! What an initiative has served: the awards of its authors whose criteria count it.

use chrono::NaiveDate;

use super::ops::{Whom, context, load};
use crate::db::Connection;
use crate::domain::eligibility::service;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::year::Year;
use crate::error::AppResult;

/// What it has served one of its authors for.
#[derive(Debug, Clone)]
pub struct Served {
    pub author: String,
    /// The earliest first.
    pub awards: Vec<Grant>,
    /// Two of them each rest on it by themselves, which the law lets the council judge.
    pub is_repeated: bool,
}

#[derive(Debug, Clone)]
pub struct Grant {
    pub award: AwardCode,
    pub year: Year,
    pub decision_no: String,
    pub decided_on: NaiveDate,
}

/// Author by author, those it has not served left out: by the criteria in force on the day of each decision.
pub fn served(conn: &mut Connection, id: InitiativeId, code: &str, today: NaiveDate) -> AppResult<Vec<Served>> {
    let context = context(conn, today)?;
    let authors = load(conn, Whom::Authors(id), Year::of(today), today)?;
    let of_author = |author: super::ops::Loaded| {
        let service = service(&author.facts, &context, code);
        let awards: Vec<Grant> = service
            .awards
            .iter()
            .map(|fact| Grant {
                award: fact.award,
                year: fact.year,
                decision_no: fact.decision_no.to_string(),
                decided_on: fact.decided_on,
            })
            .collect();
        Served { is_repeated: service.is_repeated, awards, author: author.name.clone() }
    };
    Ok(authors.into_iter().map(of_author).filter(|it| !it.awards.is_empty()).collect())
}
