//! The present values of targets: looked up in at most four reads, however many targets there are.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::store::{self, Content, Target};
use crate::db::Connection;
use crate::domain::date::format_date;
use crate::domain::ids::*;
use crate::domain::law::RevenueLineCode;
use crate::domain::money::MoneyUnit;
use crate::domain::revenue::{Actual, Course, InForce, Period, sum};
use crate::domain::target::{self, Quantity, Source};
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::revenue;

/// A value, and as of when: "hết tháng 6 năm 2014", "ngày 15/07/2014".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Measured {
    pub value: Option<Quantity>,
    pub as_of: String,
}

/// What the bound targets of a year look their values up in.
#[derive(Debug, Clone)]
pub struct Figures {
    year: Year,
    today: NaiveDate,
    actuals: Vec<Actual>,
    counts: HashMap<Source, HashMap<String, i64>>,
}

impl Figures {
    /// Loads what these targets need of a year, counts of one unit or ([`UnitId::ALL`]) of all.
    pub fn of(
        conn: &mut Connection,
        year: Year,
        unit: UnitId,
        today: NaiveDate,
        targets: &[Target],
    ) -> AppResult<Self> {
        let needs = |source: Source| targets.iter().any(|target| target.content.source == source);
        let needs_revenue = needs(Source::TotalRevenue) || needs(Source::RevenueLines);
        let actuals = if needs_revenue { revenue::ops::actuals_of(conn, &[year])? } else { Vec::new() };
        let mut counts = HashMap::new();
        // Three kinds of counts at most, not one read a target.
        for source in [Source::Registrations, Source::Awards, Source::Initiatives] {
            if needs(source) {
                let of_source = store::tallies(conn, source, year, unit)?;
                counts.insert(source, of_source.into_iter().map(|it| (it.award_code, it.n)).collect());
            }
        }
        Ok(Self { year, today, actuals, counts })
    }

    pub const fn year(&self) -> Year {
        self.year
    }

    /// The value of a bound target at the end of a month, revenue aside as of today; nothing for one that is not bound.
    pub fn value(&self, content: &Content, up_to: i32) -> Measured {
        match content.source {
            Source::ByHand => Measured::default(),
            Source::TotalRevenue | Source::RevenueLines => self.revenue(content, up_to),
            source => {
                let of_source = self.counts.get(&source);
                let count = of_source.map_or(0, |counts| match content.award_code.as_str() {
                    "" => counts.values().sum(),
                    code => counts.get(code).copied().unwrap_or_default(),
                });
                let as_of = format!("ngày {}", format_date(self.today));
                Measured { value: Some(Quantity::whole(count)), as_of }
            }
        }
    }

    /// The last month with figures of what a revenue target hangs on.
    pub fn last_month(&self, content: &Content) -> Option<i32> {
        Course::of(self.year, &self.actuals, content.answering).last_month()
    }

    /// Month by month how far a target bound to revenue has come; nothing for any other, and before there are figures.
    pub fn by_month(&self, content: &Content) -> Option<target::Course> {
        if !content.source.is_revenue() {
            return None;
        }
        let last = self.last_month(content)?;
        let values = (1..=last).map(|month| (month, self.revenue(content, month).value));
        Some(target::Course::of(content.goal, values))
    }

    fn revenue(&self, content: &Content, up_to: i32) -> Measured {
        let course = Course::of(self.year, &self.actuals, content.answering);
        let Some(month) = course.last_month().map(|last| last.min(up_to)) else {
            return Measured::default();
        };
        let lines = course.by_line(month, &InForce::default());
        let of_line = |line: RevenueLineCode| lines.get(&line).and_then(|progress| progress.cumulative);
        let amount = match content.source {
            Source::TotalRevenue => of_line(RevenueLineCode::total()),
            _ => content.revenue_lines().map(of_line).fold(None, sum),
        };
        let value = amount.map(|amount| Quantity(amount.in_unit(MoneyUnit::Billion)));
        Measured { value, as_of: format!("hết {}", Period { year: self.year, month }) }
    }
}
