//! GET and POST: bonuses that were paid for what was taken back, and what comes back of them.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::RecoveryForm;
use super::money::{self, Recovery};
use super::ops::{Payable, payable};
use super::pages::Query;
use super::store;
use super::view::{MoneyView, RecoveriesPage, RecoveryPage};
use crate::db::{Db, Tx};
use crate::domain::date::format_date;
use crate::domain::dossier::State;
use crate::domain::ids::DossierId;
use crate::domain::money::Dong;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::dossiers::ops::Seen;
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value};
use crate::web::current_user::CurrentUser;
use crate::web::lists::{self, FileKind};
use crate::web::paging::{Paging, page_number};
use crate::web::posted::{Posted, carry_out};
use crate::web::shell::{Menu, Shell};
use crate::web::{flash, or_form_again, page};

const PATH: &str = "/payments/recoveries";

const FORMAT: TableFormat = TableFormat {
    name: "recoveries",
    columns: &[
        Column::required("year", "Năm", Kind::YEAR),
        Column::required("subject_code", "Mã cán bộ/đơn vị", Kind::Line),
        Column::required("subject_name", "Họ và tên, tên đơn vị", Kind::Line),
        Column::required("unit_code", "Mã đơn vị", Kind::Line),
        Column::required("award_code", "Mã danh hiệu, hình thức", Kind::Line),
        Column::required("decision_no", "Số quyết định", Kind::Line),
        Column::required("revoked_by", "Số quyết định thu hồi", Kind::Line),
        Column::optional("revoked_on", "Ngày quyết định thu hồi", Kind::Date),
        Column::optional("paid_on", "Ngày chi", Kind::Date),
        Column::optional("paid_amount", "Số tiền đã chi (đồng)", Kind::Money),
        Column::required("source", "Nguồn chi", Kind::Line),
        Column::required("recovered", "Đã thu hồi (đồng)", Kind::Money),
        Column::required("to_recover", "Còn phải thu hồi (đồng)", Kind::Money),
    ],
};

/// GET /payments/recoveries
pub async fn index(user: CurrentUser, query: web::Query<Query>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeePayments)?;
    let lines = load_all(&db).await?;
    let outstanding: Dong = lines.iter().map(|it| it.money.outstanding()).sum();
    let may_enter = policy::may(&user, Act::EnterPayments);
    let paging = Paging::new(PATH, &[], page_number(&query.page), lines.len() as i64);
    let shown = paging.cut(&lines);
    page(&RecoveriesPage {
        shell: Shell::for_page(&user, Menu::Payments),
        lines: shown.into_iter().map(|it| MoneyView::of(it, may_enter)).collect(),
        paging,
        outstanding: outstanding.format(),
    })
}

/// What is still due comes first.
async fn load_all(db: &Db) -> AppResult<Vec<Payable>> {
    let found = db.read(|conn| {
        let rows = store::revoked(conn)?;
        payable(conn, rows)
    });
    let mut lines = found.await?;
    lines.sort_by_key(|it| it.money.outstanding() <= Dong::ZERO);
    Ok(lines)
}

/// GET /payments/recoveries.csv, /payments/recoveries.xlsx
pub async fn file(user: CurrentUser, kind: web::Path<FileKind>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeePayments)?;
    let rows: Vec<Vec<Value>> = load_all(&db).await?.into_iter().map(values).collect();
    lists::personal_file(&db, user.actor, "Tiền thưởng phải thu hồi", kind.into_inner(), &FORMAT, rows).await
}

fn values(it: Payable) -> Vec<Value> {
    let (row, money) = (it.row, it.money);
    let (revoked_on, revoked_by) = row.revoked.unzip();
    vec![
        Value::from(i64::from(row.year.0)),
        row.subject_code.into(),
        row.subject_name.into(),
        row.unit_code.into(),
        row.award.code().into(),
        row.decision_no.into(),
        revoked_by.unwrap_or_default().into(),
        revoked_on.into(),
        row.paid_on.into(),
        row.paid_amount.map_or(Value::Empty, Value::Money),
        money.source_name.clone().into(),
        Value::Money(money.recovered),
        Value::Money(money.outstanding()),
    ]
}

/// GET /payments/{id}/recovery
pub async fn show(user: CurrentUser, id: web::Path<DossierId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let form = RecoveryForm { recovered_on: format_date(user.today), ..RecoveryForm::default() };
    page(&recovery_page(&user, &db, *id, form, FieldErrors::default()).await?)
}

/// POST /payments/{id}/recovery
pub async fn save(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<DossierId>,
    posted: Posted<RecoveryForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::EnterPayments)?;
    let (form, id) = (posted.form, *id);
    let seen = Seen { id, version: form.version };
    let verb = move |tx: &mut Tx, it: Recovery| money::recover(tx, seen, &it);
    let saved = carry_out(&user, &db, posted.number, form.parse(), PATH.to_owned(), verb).await;
    let said = saved.map(|location| flash::said(&request, &location, "Đã ghi thu hồi; số tiền đã vào sổ quỹ."));
    or_form_again(said, async |errors| recovery_page(&user, &db, id, form, errors).await).await
}

async fn recovery_page(
    user: &CurrentUser,
    db: &Db,
    id: DossierId,
    mut form: RecoveryForm,
    errors: FieldErrors,
) -> AppResult<RecoveryPage> {
    policy::must(user, Act::EnterPayments)?;
    let found = db.read(move |conn| money::of(conn, id)).await?;
    let due = found.money.outstanding();
    if found.row.state != State::Revoked || due <= Dong::ZERO {
        return Err(AppError::Illegal);
    }
    if errors.is_empty() {
        form.version = found.row.version;
        form.amount = due.format();
    }
    Ok(RecoveryPage { shell: Shell::for_page(user, Menu::Payments), it: MoneyView::of(&found, true), form, errors })
}
