//! What an initiative shares with earlier ones: the list, each side by side, remarks of the secretariat and the council.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::comparison_store as store;
use super::comparison_view::*;
use super::ops::{self, Found, Seen};
use super::view::address_of;
use super::{pages, similarity, similarity_store};
use crate::db::{Connection, Db, Tx};
use crate::domain::ids::*;
use crate::domain::similarity::{Words, compare};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::{self, Act, Actor, may};
use crate::web::current_user::CurrentUser;
use crate::web::forms::Check;
use crate::web::posted::Posted;
use crate::web::shell::{Menu, Shell};
use crate::web::{flash, or_form_again, page};

const LONGEST_REMARK: usize = 1_000;

/// An earlier initiative that one is like.
#[derive(Debug, Clone)]
pub struct Compared {
    pub source: store::Source,
    pub percent: u32,
    /// The new one says that it builds on it.
    pub is_continued: bool,
    /// The reader may open it.
    pub is_readable: bool,
}

/// What was found when it was filed, the nearest first, with what the reader may open of it.
pub fn compared(conn: &mut Connection, actor: &Actor, it: &Found) -> AppResult<Vec<Compared>> {
    let found = store::comparisons_of(conn, it.id)?;
    let continued = store::continued_by(conn, it.id)?;
    let sees_all = may(actor, Act::SeeComparedSources(&it.facts));
    readable(conn, actor, &found, continued, sees_all)
}

/// The same of what was found for a text that nobody has filed yet.
pub fn readable(
    conn: &mut Connection,
    actor: &Actor,
    found: &[(InitiativeId, u32)],
    continued: Option<InitiativeId>,
    sees_all: bool,
) -> AppResult<Vec<Compared>> {
    let ids: Vec<InitiativeId> = found.iter().map(|(source, _)| *source).collect();
    let sources = store::sources(conn, &ids)?;
    let compared = |(id, percent): &(InitiativeId, u32)| {
        let source = sources.iter().find(|source| source.id == *id)?.clone();
        let is_readable = sees_all || may(actor, Act::SeeInitiative(&source.facts()));
        Some(Compared { percent: *percent, is_continued: continued == Some(*id), is_readable, source })
    };
    Ok(found.iter().filter_map(compared).collect())
}

/// An initiative whose comparison the user may see.
async fn load(db: &Db, user: &CurrentUser, code: &str) -> AppResult<Found> {
    let it = pages::load(db, user, code).await?;
    policy::must_see(user, Act::SeeComparison(&it.facts))?;
    Ok(it)
}

/// GET /initiatives/{code}/comparison
pub async fn index(user: CurrentUser, code: web::Path<String>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&index_page(&user, &db, &code, String::new(), FieldErrors::default()).await?)
}

async fn index_page(
    user: &CurrentUser,
    db: &Db,
    code: &str,
    typed: String,
    errors: FieldErrors,
) -> AppResult<ComparisonPage> {
    let it = load(db, user, code).await?;
    let actor = user.actor.clone();
    let found = db.read(move |conn| {
        let (compared, remarks) = (compared(conn, &actor, &it)?, store::remarks_on(conn, it.id)?);
        Ok((it, compared, remarks))
    });
    let (it, compared, remarks) = found.await?;
    Ok(ComparisonPage {
        shell: Shell::for_page(user, Menu::Initiatives),
        summary: Summary::of(&it, &compared),
        lines: compared.iter().filter(|it| it.is_readable).map(|line| Line::of(&it, line)).collect(),
        can_remark: may(user, Act::RemarkOnComparison(&it.facts)),
        remarks: remarks.into_iter().map(RemarkLine::of).collect(),
        code: it.code,
        title: it.title,
        version: it.version,
        words: typed,
        errors,
    })
}

#[derive(Debug, Default, Deserialize)]
pub struct RemarkForm {
    #[serde(default)]
    version: i64,
    #[serde(default)]
    words: String,
}

/// POST /initiatives/{code}/comparison
pub async fn remark(
    request: HttpRequest,
    user: CurrentUser,
    code: web::Path<String>,
    posted: Posted<RemarkForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let it = load(&db, &user, &code).await?;
    let RemarkForm { version, words } = posted.form;
    let mut check = Check::new();
    let typed = check.text("words", &words, LONGEST_REMARK, "Viết nhận xét trước khi gửi.");
    let saved = match check.finish(|| Some(typed)) {
        Ok(typed) => {
            let back = format!("{}/comparison", address_of(&code));
            let seen = Seen { id: it.id, version };
            let remark = move |tx: &mut Tx| ops::remark_on_comparison(tx, seen, &typed).map(|()| back);
            db.carry_out(user.actor.clone(), posted.number, remark).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã ghi nhận xét."));
    or_form_again(said, async |errors| index_page(&user, &db, &code, words, errors).await).await
}

/// GET /initiatives/{code}/comparison/{source}: both texts, what they share marked.
pub async fn side_by_side(
    user: CurrentUser,
    path: web::Path<(String, String)>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (code, source_code) = path.into_inner();
    let it = load(&db, &user, &code).await?;
    let actor = user.actor.clone();
    let found = db.read(move |conn| {
        let compared = compared(conn, &actor, &it)?;
        let found = compared.into_iter().find(|it| it.source.code == source_code && it.is_readable);
        let found = found.ok_or(AppError::NotFound)?;
        let texts = texts_for(conn, &actor, &it, &found)?;
        let shingles = Words::of(&texts.0).distinct_shingles();
        let commonness = similarity_store::commonness(conn, &shingles)?;
        Ok((it, found, texts, commonness))
    });
    let (it, found, (own, other), commonness) = found.await?;
    let (words, source_words) = (Words::of(&own), Words::of(&other));
    let likeness = compare(&words, &source_words, &commonness);
    page(&SideBySidePage {
        shell: Shell::for_page(&user, Menu::Initiatives),
        line: Line::of(&it, &found),
        code: it.code,
        title: it.title,
        passages: likeness.passages.len(),
        own: words.pieces(&likeness.marked),
        other: source_words.pieces(&likeness.source_marked),
    })
}

/// Both texts, the files' only to those who may open the files.
fn texts_for(conn: &mut Connection, actor: &Actor, it: &Found, found: &Compared) -> AppResult<(String, String)> {
    let source = &found.source;
    let texts = similarity_store::texts(conn, &[it.id, source.id])?;
    let opens_files =
        may(actor, Act::SeeComparedSources(&it.facts)) || may(actor, Act::SeeInitiativeFiles(&source.facts()));
    let of = |id: InitiativeId, whole: bool| {
        let text = texts.iter().find(|text| text.id == id);
        text.map_or_else(String::new, |text| if whole { text.whole() } else { text.form.clone() })
    };
    Ok((of(it.id, true), of(source.id, opens_files)))
}

/// What is found for a text that is being written, for its writer.
pub async fn check_of_text(
    user: &CurrentUser,
    db: &Db,
    text: String,
    except: Option<InitiativeId>,
) -> AppResult<Checked> {
    let actor = user.actor.clone();
    let found = db.read(move |conn| {
        let found: Vec<_> =
            similarity::like(conn, &text, except)?.into_iter().map(|it| (it.source, it.percent)).collect();
        readable(conn, &actor, &found, None, false)
    });
    Ok(Checked::of(&found.await?))
}
