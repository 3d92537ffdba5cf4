//! A year of emulation: the calendar year whose work is judged.

use chrono::{Datelike, NaiveDate};
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::BigInt;
use diesel::sqlite::Sqlite;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, AsExpression, FromSqlRow, serde::Deserialize)]
#[diesel(sql_type = BigInt)]
#[serde(transparent)]
pub struct Year(pub i32);

impl Year {
    pub fn of(date: NaiveDate) -> Self {
        Self(date.year())
    }

    /// A year as typed or as in an address; `None` when it is not four digits of this or the last century.
    pub fn parse(text: &str) -> Option<Self> {
        text.trim().parse().ok().filter(|year| (1945..=2200).contains(year)).map(Self)
    }

    pub const fn previous(self) -> Self {
        Self(self.0 - 1)
    }

    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }

    pub fn start(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0, 1, 1).unwrap_or_default()
    }

    pub fn end(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0, 12, 31).unwrap_or_default()
    }
}

impl std::fmt::Display for Year {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl ToSql<BigInt, Sqlite> for Year {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(i64::from(self.0));
        Ok(IsNull::No)
    }
}

impl FromSql<BigInt, Sqlite> for Year {
    fn from_sql(value: <Sqlite as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        let year = <i64 as FromSql<BigInt, Sqlite>>::from_sql(value)?;
        Ok(Self(i32::try_from(year)?))
    }
}
