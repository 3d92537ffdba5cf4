//! GET: the list on which each signs for the bonus he receives.

use actix_web::{HttpResponse, web};

use super::ops::{Payable, payable};
use super::pages::{PATH, Query, filter_of, in_address};
use super::store;
use super::view::{PrintLine, PrintPage};
use crate::db::Db;
use crate::domain::date::format_date;
use crate::domain::money::Dong;
use crate::error::AppResult;
use crate::features::dossiers::ops::award_name;
use crate::features::settings::ops::letterhead;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::page;
use crate::web::paging::address;
use crate::web::shell::{Menu, Shell};

/// GET /payments/print
pub async fn print(user: CurrentUser, query: web::Query<Query>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeePayments)?;
    let (asked, today) = (query.clone(), user.today);
    let found = db.read(move |conn| {
        let filter = filter_of(conn, &asked, today)?;
        let rows = store::rows(conn, filter, -1, 0)?;
        Ok((filter.year, payable(conn, rows)?, letterhead(conn, today)?))
    });
    let (year, lines, head) = found.await?;
    let total: Dong = lines.iter().filter_map(amount_of).sum();
    page(&PrintPage {
        shell: Shell::for_page(&user, Menu::Payments),
        head,
        title: format!("Chi tiền thưởng thi đua, khen thưởng năm {year}"),
        back: address(PATH, &in_address(&query, &year.to_string())),
        lines: lines.iter().map(line).collect(),
        total: total.format(),
        total_words: total.in_words(),
    })
}

/// What was paid, or what is to be.
fn amount_of(it: &Payable) -> Option<Dong> {
    it.row.paid_amount.or(it.bonus.amount)
}

fn line(it: &Payable) -> PrintLine {
    let row = &it.row;
    PrintLine {
        name: row.subject_name.clone(),
        unit: row.unit_said(),
        award: award_name(row.award, row.year).to_owned(),
        decision: format!("{} ngày {}", row.decision_no, format_date(row.decided_on)),
        amount: amount_of(it).map_or_else(|| "–".to_owned(), Dong::format),
    }
}
