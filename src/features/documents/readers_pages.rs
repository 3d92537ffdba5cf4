//! GET: who has read a document and who has not, the file of it and the paper.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::pages::{followed, load};
use super::paper_view::readers_papers;
use super::readers::{self, Asked, Count, Row};
use super::store::{self, Document};
use super::view::*;
use crate::db::{Connection, Db};
use crate::domain::date::local;
use crate::domain::document::State;
use crate::domain::ids::*;
use crate::error::{AppError, AppResult};
use crate::features::settings::ops::letterhead;
use crate::features::units;
use crate::papers::{Bundle, Format, answer_list};
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value};
use crate::web::current_user::CurrentUser;
use crate::web::forms::UnitChoices;
use crate::web::lists::{self, FileKind};
use crate::web::paging::{PAGE_SIZE, Paging, address, page_number};
use crate::web::shell::{Menu, Shell};
use crate::web::{ById, page};

/// Shows those who have read it too.
const ALL: &str = "all";

#[derive(Debug, Clone, Default, Deserialize)]
pub struct ReadersQuery {
    #[serde(default)]
    unit: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    page: String,
}

const FORMAT: TableFormat = TableFormat {
    name: "document_readers",
    columns: &[
        Column::required("person_code", "Mã cán bộ", Kind::Line),
        Column::required("full_name", "Họ và tên", Kind::Line),
        Column::optional("position", "Chức vụ", Kind::Line),
        Column::required("unit_code", "Mã đơn vị", Kind::Line),
        Column::optional("read_on", "Ngày xác nhận đã đọc", Kind::Date),
    ],
};

/// A sent document with the unit asked for; a head is shown his own, whatever he asks for.
struct Following {
    document: Document,
    asked: Asked,
    /// Code and name of the unit; empty for all.
    unit_code: String,
    unit_name: String,
    sees_all: bool,
}

impl Following {
    async fn load(db: &Db, user: &CurrentUser, id: DocumentId, query: &ReadersQuery) -> AppResult<Self> {
        let document = load(db, user, id).await?;
        policy::must(user, Act::FollowYear)?;
        let own = followed(user).ok_or(AppError::Denied)?;
        if document.state == State::Draft {
            return Err(AppError::Illegal);
        }
        let code = query.unit.clone();
        let found = db.read(move |conn| match own {
            Some(own) => Ok(units::ops::named(conn, &[own])?.pop()),
            None => units::ops::asked_by_name(conn, &code),
        });
        let found = found.await?;
        let asked = Asked {
            unit: found.as_ref().map(|unit| unit.id).or(own),
            unread_only: query.state != ALL,
            today: user.today,
        };
        let (unit_code, unit_name) = found.map(|unit| (unit.code, unit.name)).unwrap_or_default();
        Ok(Self { document, asked, unit_code, unit_name, sees_all: own.is_none() })
    }

    fn of_unit(&self) -> String {
        if self.unit_name.is_empty() { String::new() } else { format!(" của {}", self.unit_name) }
    }

    fn in_address(&self) -> [(&'static str, &str); 2] {
        let unit = if self.sees_all { self.unit_code.as_str() } else { "" };
        [("unit", unit), ("state", if self.asked.unread_only { "" } else { ALL })]
    }

    fn path(&self) -> String {
        format!("/documents/{}/readers", self.document.id)
    }

    fn detail(&self, conn: &mut Connection) -> AppResult<Detail> {
        Ok(Detail::of(&self.document, &store::units_of(conn, self.document.id)?))
    }

    /// All rows, for a file or a paper.
    fn rows(&self, conn: &mut Connection) -> AppResult<Vec<Row>> {
        readers::rows(conn, &self.document, self.asked, -1, 0)
    }
}

/// GET /documents/{id}/readers
pub async fn index(
    user: CurrentUser,
    id: web::Path<DocumentId>,
    query: web::Query<ReadersQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let it = Following::load(&db, &user, *id, &query).await?;
    let asked_page = page_number(&query.page);
    let found = db.read(move |conn| {
        let everybody = Asked { unread_only: false, ..it.asked };
        let counts = readers::counts(conn, &it.document, everybody)?;
        let (read, people) = sums(&counts);
        let total = if it.asked.unread_only { people - read } else { people };
        let paging = Paging::new(&it.path(), &it.in_address(), asked_page, total);
        let rows = readers::rows(conn, &it.document, it.asked, PAGE_SIZE, paging.offset())?;
        let units = if it.sees_all { units::ops::choices(conn, &it.unit_code)? } else { UnitChoices::default() };
        let detail = it.detail(conn)?;
        Ok((it, detail, counts, (read, people), paging, rows, units))
    });
    let (it, detail, counts, (read, people), paging, rows, units) = found.await?;
    let path = it.path();
    let by_unit = if it.asked.unit.is_none() { counts.as_slice() } else { &[] };
    page(&ReadersPage {
        shell: Shell::for_page(&user, Menu::Documents),
        of_unit: it.of_unit(),
        files: address("", &it.in_address()),
        shows_all: !it.asked.unread_only,
        by_unit: by_unit.iter().map(|count| unit_line(count, &path)).collect(),
        lines: rows.into_iter().map(ReaderLine::of).collect(),
        unit: it.unit_code,
        it: detail,
        units,
        read,
        people,
        paging,
    })
}

fn sums(counts: &[Count]) -> (i64, i64) {
    (counts.iter().map(|it| it.read).sum(), counts.iter().map(|it| it.people).sum())
}

fn unit_line(it: &Count, path: &str) -> UnitLine {
    UnitLine {
        name: it.unit_name.clone(),
        link: address(path, &[("unit", &it.unit_code)]),
        read: it.read,
        unread: it.people - it.read,
        people: it.people,
    }
}

/// GET /documents/{id}/readers.csv, .xlsx
pub async fn file(
    user: CurrentUser,
    path: web::Path<(DocumentId, FileKind)>,
    query: web::Query<ReadersQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, kind) = path.into_inner();
    let it = Following::load(&db, &user, id, &query).await?;
    let what = if it.asked.unread_only { "Chưa đọc" } else { "Người đọc" };
    let what = format!("{what} {}", it.document.name());
    let found = db.read(move |conn| it.rows(conn)).await?;
    let row = |it: Row| -> Vec<Value> {
        vec![
            it.code.into(),
            it.name.into(),
            it.position.into(),
            it.unit_code.into(),
            it.read_at.map(|at| local(at.and_utc()).date()).into(),
        ]
    };
    let rows: Vec<_> = found.into_iter().map(row).collect();
    lists::personal_file(&db, user.actor, &what, kind, &FORMAT, rows).await
}

/// GET /documents/{id}/readers/print
pub async fn print(
    user: CurrentUser,
    id: web::Path<ById<DocumentId>>,
    format: Format,
    query: web::Query<ReadersQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let it = Following::load(&db, &user, id.id, &query).await?;
    let today = user.today;
    let found = db.read(move |conn| {
        let (detail, rows) = (it.detail(conn)?, it.rows(conn)?);
        Ok((it, detail, rows, letterhead(conn, today)?))
    });
    let (it, detail, rows, head) = found.await?;
    let shows_all = !it.asked.unread_only;
    let what = if shows_all { "Người cần đọc" } else { "Chưa xác nhận đã đọc" };
    let title = format!("{what} {}{}", it.document.name(), it.of_unit());
    let count = rows.len();
    let lines = rows.into_iter().map(ReaderLine::of).collect();
    let bundle = Bundle {
        papers: readers_papers(&head, &title, &detail, lines, shows_all),
        title,
        empty: if shows_all { "Không có ai cần đọc." } else { "Tất cả đã xác nhận đã đọc." },
        back: address(&it.path(), &it.in_address()),
        address: format!("{}/print", it.path()),
        query: address("", &it.in_address()),
    };
    let shell = Shell::for_page(&user, Menu::Documents);
    answer_list(&db, user.actor, count, format, shell, bundle).await
}
