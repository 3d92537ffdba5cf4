//! Whom to remind, and of what: everything of a year that lies still with somebody else than the secretariat.

use chrono::{Days, NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable, Text, Timestamp};

use crate::db::Connection;
use crate::domain::codes::codes;
use crate::domain::ids::*;
use crate::domain::law::{AwardCode, catalogue};
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::key_dates;
use crate::sql::{Sql, sql};

codes! {
    Kind {
        MeetingMissing = "meeting_missing" "Chưa họp bình xét",
        DossierMissing = "dossier_missing" "Chưa có hồ sơ đề nghị",
        DossierDraft = "dossier_draft" "Chưa gửi hồ sơ, báo cáo",
        UnitReview = "unit_review" "Đơn vị chưa duyệt hồ sơ",
        ReturnedLate = "returned_late" "Quá hạn sửa hồ sơ",
        InitiativeReview = "initiative_review" "Sáng kiến chưa chấm xong",
    }
}

/// The deadline of the catalogue by which the dossiers of a year must be on their way.
const SENDING: &str = "SEND_PROVINCE_YEAR_END";
/// So many days before it, units are reminded to meet and to write.
const AHEAD: u64 = 45;

/// One thing to remind somebody of.
#[derive(Debug, Clone, QueryableByName)]
pub struct Nudge {
    #[diesel(sql_type = Text)]
    pub kind: Kind,
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub unit_code: String,
    #[diesel(sql_type = Text)]
    pub unit_name: String,
    /// Of a person, a collective, or an initiative.
    #[diesel(sql_type = Text)]
    pub name: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub award: Option<AwardCode>,
    #[diesel(sql_type = Nullable<Timestamp>)]
    pub since: Option<NaiveDateTime>,
    #[diesel(sql_type = Nullable<Date>)]
    pub due_on: Option<NaiveDate>,
}

/// How many of a kind a unit has.
#[derive(Debug, Clone, QueryableByName)]
pub struct Count {
    #[diesel(sql_type = Text)]
    pub kind: Kind,
    #[diesel(sql_type = Text)]
    pub unit_code: String,
    #[diesel(sql_type = Text)]
    pub unit_name: String,
    #[diesel(sql_type = BigInt)]
    pub n: i64,
}

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Filter {
    pub year: Year,
    pub unit: Option<UnitId>,
    pub kind: Option<Kind>,
    pub today: NaiveDate,
    /// When dossiers must be on their way.
    pub sending: NaiveDate,
}

impl Filter {
    /// From when units are reminded to meet and to write.
    pub fn begins(&self) -> NaiveDate {
        self.sending.checked_sub_days(Days::new(AHEAD)).unwrap_or(self.sending)
    }
}

/// The day by which the dossiers of a year must be on their way, as the year has it.
pub fn sending_day(conn: &mut Connection, year: Year) -> AppResult<NaiveDate> {
    let kept: Option<NaiveDate> =
        key_dates::table.find((year, SENDING)).select(key_dates::due_on).first(conn).optional()?;
    let usual = || catalogue().deadline(SENDING).and_then(|deadline| deadline.in_year(year)).unwrap_or(year.end());
    Ok(kept.unwrap_or_else(usual))
}

/// `?`: the day to be ready by, today, the day from which they are reminded, the year; so with the two that follow.
const MEETINGS: &str = "SELECT 'meeting_missing' AS kind, u.id AS id, u.id AS unit, us.sort_key AS sort_key, us.name AS name, \
     NULL AS award, NULL AS since, ? AS due_on FROM units u JOIN subjects us ON us.id = u.id WHERE u.kind <> 'external' \
     AND ? >= ? AND EXISTS (SELECT 1 FROM registrations r WHERE r.year = ? AND r.unit_id = u.id AND r.state = 'accepted') \
     AND NOT EXISTS (SELECT 1 FROM unit_meetings m WHERE m.year = ? AND m.unit_id = u.id AND m.state = 'closed')";
const MISSING: &str = " UNION ALL SELECT 'dossier_missing', r.id, r.unit_id, r.sort_key, s.name, r.award_code, r.since, ? \
     FROM registrations r JOIN subjects s ON s.id = r.subject_id WHERE ? >= ? AND r.year = ? AND r.state = 'accepted' \
     AND NOT EXISTS (SELECT 1 FROM dossiers x WHERE x.subject_id = r.subject_id AND x.year = r.year \
     AND (x.registration_id = r.id OR x.award_code = r.award_code) AND x.state NOT IN ('withdrawn', 'rejected', 'revoked'))";
const DRAFTS: &str = " UNION ALL SELECT 'dossier_draft', d.id, d.unit_id, d.sort_key, s.name, d.award_code, d.since, ? \
     FROM dossiers d JOIN subjects s ON s.id = d.subject_id WHERE ? >= ? AND d.year = ? AND d.state = 'draft'";
const UNIT_REVIEWS: &str = " UNION ALL SELECT 'unit_review', d.id, d.unit_id, d.sort_key, s.name, d.award_code, d.since, d.due_on \
     FROM dossiers d JOIN subjects s ON s.id = d.subject_id WHERE d.year = ? AND d.state = 'filed'";
const RETURNED: &str = " UNION ALL SELECT 'returned_late', d.id, d.unit_id, d.sort_key, s.name, d.award_code, d.since, d.due_on \
     FROM dossiers d JOIN subjects s ON s.id = d.subject_id WHERE d.year = ? AND d.state = 'returned' AND d.due_on < ?";
const INITIATIVES: &str = " UNION ALL SELECT 'initiative_review', i.id, i.unit_id, CAST(i.code AS BLOB), i.code || ': ' || i.title, \
     NULL, i.since, i.due_on FROM initiatives i WHERE i.year = ? AND i.state = 'under_review'";
const ROWS: &str =
    "SELECT k.kind, k.id, us.code AS unit_code, us.name AS unit_name, k.name, k.award, k.since, k.due_on FROM (";
const COUNTS: &str = "SELECT k.kind, us.code AS unit_code, us.name AS unit_name, COUNT(*) AS n FROM (";
const OF_UNITS: &str = ") k JOIN units u ON u.id = k.unit JOIN subjects us ON us.id = u.id WHERE 1";

/// A page of them, unit by unit and kind by kind; a limit of -1 gives all.
pub fn rows(conn: &mut Connection, filter: Filter, limit: i64, offset: i64) -> AppResult<Vec<Nudge>> {
    let query = found(ROWS, filter)
        .sql(" ORDER BY u.sort_order, u.id, k.kind <> 'meeting_missing', k.kind, k.sort_key, k.id LIMIT ? OFFSET ?");
    Ok(query.bind::<BigInt, _>(limit).bind::<BigInt, _>(offset).load(conn)?)
}

/// How many there are, by unit and kind.
pub fn counts(conn: &mut Connection, filter: Filter) -> AppResult<Vec<Count>> {
    Ok(found(COUNTS, filter).sql(" GROUP BY u.id, k.kind ORDER BY u.sort_order, u.id").load(conn)?)
}

fn found(columns: &'static str, filter: Filter) -> Sql<'static> {
    let Filter { year, today, sending, .. } = filter;
    let begins = filter.begins();
    let in_season = |query: Sql<'static>| {
        query.bind::<Date, _>(sending).bind::<Date, _>(today).bind::<Date, _>(begins).bind::<BigInt, _>(year)
    };
    let query = in_season(sql(columns).sql(MEETINGS)).bind::<BigInt, _>(year);
    let query = in_season(in_season(query.sql(MISSING)).sql(DRAFTS));
    let query = query.sql(UNIT_REVIEWS).bind::<BigInt, _>(year);
    let query = query.sql(RETURNED).bind::<BigInt, _>(year).bind::<Date, _>(today);
    let mut query = query.sql(INITIATIVES).bind::<BigInt, _>(year).sql(OF_UNITS);
    if let Some(unit) = filter.unit {
        query = query.sql(" AND k.unit = ?").bind::<BigInt, _>(unit);
    }
    match filter.kind {
        Some(kind) => query.sql(" AND k.kind = ?").bind::<Text, _>(kind),
        None => query,
    }
}
