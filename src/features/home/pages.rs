//! GET /

use actix_web::{HttpResponse, web};
use chrono::{NaiveDate, NaiveDateTime};

use super::ops;
use super::tasks::tasks;
use super::view::*;
use crate::db::Db;
use crate::domain::date::{self, format_date};
use crate::domain::registration::State;
use crate::domain::role::Role;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::{digests, dossiers, registrations};
use crate::policy::{self, Act, Actor};
use crate::web::current_user::CurrentUser;
use crate::web::page;
use crate::web::shell::{Menu, Shell};
use crate::web::status::Tagged;

/// GET /
pub async fn index(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let (actor, today, now) = (user.actor.clone(), user.today, db.clock.now().naive_utc());
    let year = Year::of(today);
    let keeps_machine = policy::may(&user, Act::KeepInstallation);
    let found = db.read(move |conn| {
        let trouble = if keeps_machine { digests::ops::trouble(conn)? } else { None };
        let (waiting, decided) = ops::sent(conn, &actor, now)?;
        let dossiers = ops::sent_dossiers(conn, &actor, now)?;
        Ok((waiting, decided, dossiers, ops::sent_initiatives(conn, &actor, now)?, ops::dates(conn, year)?, trouble))
    });
    let (waiting, decided, dossiers, initiatives, dates, trouble) = found.await?;
    let (mut waiting, mut decided): (Vec<_>, Vec<_>) =
        (waiting.iter().map(|it| status(it, today)).collect(), decided.iter().map(|it| status(it, today)).collect());
    for dossier in &dossiers {
        let list = if dossier.is_result() { &mut decided } else { &mut waiting };
        list.push(status_of_dossier(dossier, today));
    }
    for initiative in &initiatives {
        let list = if initiative.state == crate::domain::initiative::State::Recognised
            || initiative.state == crate::domain::initiative::State::Rejected
        {
            &mut decided
        } else {
            &mut waiting
        };
        list.push(status_of_initiative(initiative));
    }
    page(&HomePage {
        shell: Shell::for_page(&user, Menu::Home),
        today: format!("{} {}", date::weekday_name(today), format_date(today)),
        tasks: tasks(&user.waiting, today),
        why_none: why_none(&user.actor),
        trouble,
        follows_year: policy::may(&user.actor, Act::FollowYear),
        waiting,
        decided,
        year: year.to_string(),
        dates: key_dates(dates, today),
    })
}

fn why_none(actor: &Actor) -> &'static str {
    let is = |role| actor.is(role);
    if is(Role::ItAdmin) {
        "Không có việc nào chờ quản trị CNTT. Tài khoản và phiên đăng nhập ở mục Quản trị."
    } else if is(Role::Auditor) {
        "Tài khoản kiểm soát chỉ xem, không có việc phải xử lý."
    } else if is(Role::Secretariat) {
        "Không có hồ sơ nào chờ thẩm định. Hồ sơ các đơn vị đồng ý sẽ hiện ở đây."
    } else if is(Role::UnitHead) {
        "Không có hồ sơ nào của đơn vị chờ đồng chí duyệt."
    } else if is(Role::Leader) {
        "Không có dự thảo quyết định nào chờ ký."
    } else if is(Role::Accountant) {
        "Số thu của tháng vừa qua đã nhập. Đồng chí đã đăng ký thi đua năm nay."
    } else {
        "Đồng chí đã đăng ký thi đua năm nay và không có hồ sơ nào bị trả lại."
    }
}

fn status(sent: &ops::Sent, today: NaiveDate) -> Status {
    // Only whoever reviews it has a day to do so.
    let due = sent.due_on.filter(|_| matches!(sent.state, State::Filed | State::UnitReviewed));
    Status {
        what: format!("{}, {}", sent.award.award().name_on(sent.year.end()), sent.name),
        address: format!("/registrations/{}", sent.id),
        word: sent.state.word(),
        tag: sent.state.tag(),
        more: since(registrations::ops::holder(sent.state), sent.since, due, today),
    }
}

/// "Đang ở Trưởng đơn vị, từ 05/12/2014, đã 3 ngày. Hạn 10/12/2014."; of what lies with nobody only the day.
fn since(holder: &str, since: NaiveDateTime, due: Option<NaiveDate>, today: NaiveDate) -> String {
    let day = date::local(since.and_utc()).date();
    let due = due.map_or_else(String::new, |due| format!(" Hạn {}.", format_date(due)));
    match holder {
        "" | "–" => format!("Từ {}.{due}", format_date(day)),
        holder => {
            format!("Đang ở {holder}, từ {}, {}.{due}", format_date(day), date::days_so_far_words(day, today))
        }
    }
}

fn status_of_dossier(sent: &ops::SentDossier, today: NaiveDate) -> Status {
    Status {
        what: format!("Hồ sơ {}, {}", sent.award.award().name_on(sent.year.end()), sent.name),
        address: format!("/dossiers/{}", sent.id),
        word: sent.state.word(),
        tag: sent.state.tag(),
        more: since(dossiers::ops::place(sent.state).unwrap_or_default(), sent.since, sent.due_on, today),
    }
}

fn status_of_initiative(sent: &ops::SentInitiative) -> Status {
    Status {
        what: format!("Sáng kiến {}: {}", sent.code, sent.title),
        address: format!("/initiatives/{}", sent.code),
        word: sent.state.word(),
        tag: sent.state.tag(),
        more: format!("Từ {}.", format_date(date::local(sent.since.and_utc()).date())),
    }
}

fn key_dates(dates: Vec<(NaiveDate, String)>, today: NaiveDate) -> Vec<KeyDate> {
    let next = dates.iter().position(|(day, _)| *day >= today);
    dates
        .into_iter()
        .enumerate()
        .map(|(index, (day, what))| KeyDate { day: format_date(day), what, is_next: Some(index) == next })
        .collect()
}
