//! What stands around a report: who reports, its title, who signs.

use chrono::NaiveDate;

use crate::db::Connection;
use crate::domain::report::About;
use crate::domain::text::upper;
use crate::domain::wording::{Filled, Passage};
use crate::error::{AppError, AppResult};
use crate::features::settings::ops::{Letterhead, agency, letterhead};
use crate::features::units::ops::{self as units, UnitName};
use crate::papers::{DOTS, Head, Paper, Signature};

/// A report of the agency, or of one unit under it.
pub struct Frame {
    head: Letterhead,
    symbol: String,
    unit: Option<UnitName>,
}

impl Frame {
    pub fn of(conn: &mut Connection, about: &About, today: NaiveDate) -> AppResult<Self> {
        let unit = match about.unit {
            None => None,
            Some(id) => Some(units::all(conn)?.into_iter().find(|it| it.id == id).ok_or(AppError::NotFound)?),
        };
        Ok(Self { symbol: agency(conn)?.symbol, head: letterhead(conn, today)?, unit })
    }

    /// Empty where the report is on the agency.
    pub fn unit_code(&self) -> &str {
        self.unit.as_ref().map_or("", |unit| &unit.code)
    }

    pub fn unit_name<'f>(&'f self, agency: &'f str) -> &'f str {
        self.unit.as_ref().map_or(agency, |unit| &unit.name)
    }

    /// Nothing stands between its title and its signature yet.
    pub fn paper(&self, title: &str, said: &Filled) -> Paper {
        let head = Head::from(&self.head);
        let (symbol, subtitle) = (&self.symbol, said.say(Passage::Subtitle));
        let paper = match &self.unit {
            None => Paper {
                head: Head { number: format!("{DOTS}/BC-{symbol}"), ..head },
                subtitle,
                signatures: vec![Signature::of(self.head.signer_position.as_str(), self.head.signer_name.as_str())],
                ..Paper::default()
            },
            Some(unit) => Paper {
                head: Head {
                    parent: head.agency,
                    agency: upper(&unit.name),
                    number: format!("{DOTS}/BC-{}", unit.code),
                    ..head
                },
                subtitle: format!("{subtitle} của {}", unit.name),
                signatures: vec![Signature::of("THỦ TRƯỞNG ĐƠN VỊ", "")],
                ..Paper::default()
            },
        };
        Paper { title: title.to_owned(), ..paper }.sent_to(said)
    }
}
