//! GET: the papers, the texts of one, its versions.

use actix_web::{HttpResponse, web};

use super::samples;
use super::store;
use super::view::{EditPage, HistoryPage, IndexPage, Line, PassageField, Preview, VersionLine, address, slots};
use crate::db::Db;
use crate::domain::event::Object;
use crate::domain::wording::{PaperKind, Wording, original};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::settings::ops::wording_at;
use crate::papers::{Block, Row};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::shell::{Menu, Shell};
use crate::web::{history, page};

/// Rows of a table that a preview shows.
const MOST_ROWS: usize = 5;

/// GET /wordings
pub async fn index(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeSettings)?;
    let newest = db.read(store::newest).await?;
    let lines = PaperKind::ALL.iter().map(|kind| Line::of(*kind, &newest)).collect();
    page(&IndexPage { shell: Shell::for_page(&user, Menu::Wordings), lines })
}

/// The paper an address names.
pub fn kind_of(code: &str) -> AppResult<PaperKind> {
    PaperKind::from_code(code).ok_or(AppError::NotFound)
}

/// GET /wordings/{paper}
pub async fn edit(user: CurrentUser, paper: web::Path<String>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let kind = kind_of(&paper)?;
    page(&edit_page(&user, &db, kind, TypedFields::default(), FieldErrors::default()).await?)
}

/// The texts, fresh or as they were typed with what is wrong.
pub async fn edit_page(
    user: &CurrentUser,
    db: &Db,
    kind: PaperKind,
    typed: TypedFields,
    errors: FieldErrors,
) -> AppResult<EditPage> {
    policy::must(user, Act::SeeSettings)?;
    let today = user.today;
    let found = db.read(move |conn| {
        let version = history::version(conn, Object::Wording(kind))?;
        Ok((wording_at(conn, kind, None, today)?, version, store::count_of(conn, kind)?))
    });
    let (standing, version, versions) = found.await?;
    let fields = original(kind).passages.iter().map(|it| PassageField::of(it, &standing, &typed));
    Ok(EditPage {
        shell: Shell::for_page(user, Menu::Wordings),
        name: kind.word(),
        address: address(kind),
        // What was typed belongs to the version that was read then.
        version: if typed.has("version") { typed.version() } else { version },
        can_keep: policy::may(user, Act::KeepSettings),
        fields: fields.collect(),
        slots: slots(kind),
        versions,
        preview: None,
        put_back: None,
        errors,
    })
}

/// How the paper looks in these words: with the newest data of its kind, long lists cut short.
pub async fn preview(user: &CurrentUser, db: &Db, wording: Wording) -> AppResult<Preview> {
    let Some(sample) = samples::sample(user, db, wording.clone()).await? else {
        return Ok(Preview { of: String::new(), papers: vec![samples::blank(wording)], missing: String::new() });
    };
    let mut papers = sample.papers;
    for paper in &mut papers {
        for block in &mut paper.blocks {
            if let Block::Table { columns, rows, .. } = block
                && rows.len() > MOST_ROWS
            {
                rows.truncate(MOST_ROWS);
                rows.push(Row::Cells(vec!["…".to_owned(); columns.len()]));
            }
        }
    }
    let missing: Vec<String> = sample.missing.into_iter().map(|slot| slot.braced()).collect();
    Ok(Preview { of: sample.of, papers, missing: missing.join(", ") })
}

/// GET /wordings/{paper}/history
pub async fn versions(user: CurrentUser, paper: web::Path<String>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeSettings)?;
    let kind = kind_of(&paper)?;
    let found =
        db.read(move |conn| Ok((store::versions_of(conn, kind)?, history::version(conn, Object::Wording(kind))?)));
    let (versions, version) = found.await?;
    page(&HistoryPage {
        shell: Shell::for_page(&user, Menu::Wordings),
        name: kind.word(),
        address: address(kind),
        version,
        can_keep: policy::may(&user, Act::KeepSettings),
        lines: VersionLine::all(kind, &versions, user.today),
    })
}
