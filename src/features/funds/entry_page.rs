//! GET and POST: entries made by hand. Each kind has its page, because each is another person's to make.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::EntryForm;
use super::ops::{self, NewEntry};
use super::pages::{PATH, Query, address, choice, fresh};
use super::view::{EntryPage, Wording};
use crate::db::{Db, Tx};
use crate::domain::fund::EntryKind;
use crate::domain::year::Year;
use crate::error::{AppResult, FieldErrors};
use crate::policy;
use crate::web::current_user::CurrentUser;
use crate::web::paging;
use crate::web::posted::{Posted, carry_out};
use crate::web::shell::{Menu, Shell};
use crate::web::{flash, or_form_again, page};

/// GET /funds/plans/new
pub async fn new_plan(user: CurrentUser, query: web::Query<Query>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    fresh_page(&user, &query, &db, EntryKind::Plan).await
}

/// GET /funds/receipts/new
pub async fn new_receipt(user: CurrentUser, query: web::Query<Query>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    fresh_page(&user, &query, &db, EntryKind::Receipt).await
}

/// GET /funds/payments/new
pub async fn new_payment(user: CurrentUser, query: web::Query<Query>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    fresh_page(&user, &query, &db, EntryKind::Payment).await
}

/// GET /funds/overrides/new
pub async fn new_override(user: CurrentUser, query: web::Query<Query>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    fresh_page(&user, &query, &db, EntryKind::Override).await
}

/// POST /funds/plans
pub async fn plan(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<EntryForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    enter(request, user, posted, db, EntryKind::Plan).await
}

/// POST /funds/receipts
pub async fn receipt(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<EntryForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    enter(request, user, posted, db, EntryKind::Receipt).await
}

/// POST /funds/payments
pub async fn payment(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<EntryForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    enter(request, user, posted, db, EntryKind::Payment).await
}

/// POST /funds/overrides
pub async fn let_overdraw(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<EntryForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    enter(request, user, posted, db, EntryKind::Override).await
}

async fn enter(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<EntryForm>,
    db: web::Data<Db>,
    kind: EntryKind,
) -> AppResult<HttpResponse> {
    policy::must(&user, ops::act_of(kind))?;
    let form = posted.form;
    let accepted = form.parse(kind);
    let location = accepted.as_ref().map_or_else(|_| PATH.to_owned(), |new| address(PATH, new.year, new.source));
    let verb = |tx: &mut Tx, new: NewEntry| ops::enter(tx, &new);
    let entered = carry_out(&user, &db, posted.number, accepted, location, verb).await;
    let said = entered.map(|location| flash::said(&request, &location, "Đã ghi vào sổ quỹ."));
    or_form_again(said, async |errors| entry_page(&user, &db, kind, form, errors).await).await
}

async fn fresh_page(user: &CurrentUser, query: &Query, db: &Db, kind: EntryKind) -> AppResult<HttpResponse> {
    policy::must(user, ops::act_of(kind))?;
    let (asked, today) = (query.clone(), user.today);
    let mut form = db.read(move |conn| fresh(conn, &asked, today)).await?;
    if kind == EntryKind::Plan {
        form.content = format!("Dự toán được giao năm {}", form.year);
    }
    page(&entry_page(user, db, kind, form, FieldErrors::default()).await?)
}

async fn entry_page(
    user: &CurrentUser,
    db: &Db,
    kind: EntryKind,
    form: EntryForm,
    errors: FieldErrors,
) -> AppResult<EntryPage> {
    policy::must(user, ops::act_of(kind))?;
    let sources = db.read(ops::open_sources).await?;
    let year = Year::parse(&form.year).unwrap_or(Year::of(user.today)).to_string();
    Ok(EntryPage {
        shell: Shell::for_page(user, Menu::Funds),
        words: wording(kind),
        action: action_of(kind),
        back: paging::address(PATH, &[("year", &year), ("source", &form.source)]),
        sources: sources.iter().map(choice).collect(),
        form: EntryForm { year, ..form },
        errors,
    })
}

const fn action_of(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Plan => "/funds/plans",
        EntryKind::Override => "/funds/overrides",
        EntryKind::Payment | EntryKind::Bonus => "/funds/payments",
        EntryKind::Receipt | EntryKind::Recovery => "/funds/receipts",
    }
}

const fn wording(kind: EntryKind) -> Wording {
    match kind {
        EntryKind::Plan => Wording {
            title: "Ghi dự toán",
            about: "Dự toán chỉ để theo dõi, không làm tăng số dư. Điều chỉnh dự toán thì ghi thêm một dòng.",
            content: "Diễn giải",
            content_hint: "",
            button: "Ghi dự toán",
        },
        EntryKind::Override => Wording {
            title: "Cho chi vượt quỹ",
            about: "Thủ trưởng cơ quan cho chi quá số dư của quỹ trong năm này, tối đa bằng số tiền dưới đây.",
            content: "Lý do",
            content_hint: "In trong sổ quỹ.",
            button: "Cho chi vượt",
        },
        EntryKind::Payment | EntryKind::Bonus => Wording {
            title: "Ghi chi khác",
            about: "Chi khung, phôi, hoa, in ấn… Tiền thưởng tự vào sổ khi ghi đã chi ở mục Chi tiền thưởng.",
            content: "Diễn giải",
            content_hint: "Ví dụ Mua khung Giấy khen.",
            button: "Ghi chi",
        },
        EntryKind::Receipt | EntryKind::Recovery => Wording {
            title: "Ghi thu",
            about: "Ngân sách cấp, số dư năm trước chuyển sang, đóng góp.",
            content: "Diễn giải",
            content_hint: "Ví dụ Ngân sách cấp đợt 1.",
            button: "Ghi thu",
        },
    }
}
