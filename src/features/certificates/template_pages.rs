//! GET: the templates, one of them with its preview, and what is printed to try it.

use actix_web::{HttpResponse, web};

use super::drawing::{self, Common};
use super::template_form::filled;
use super::template_store::{self as store, awards};
use super::template_view::*;
use crate::db::{Connection, Db};
use crate::domain::certificate::{Align, Field, Template};
use crate::domain::event::Object;
use crate::domain::law::AwardCode;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::dossiers::ops::award_name;
use crate::features::settings::ops::letterhead;
use crate::papers::{Sheet, Stack, sheets_page, sheets_pdf};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{TypedFields, words};
use crate::web::shell::{Menu, Shell};
use crate::web::{history, page};

/// GET /certificates/templates
pub async fn index(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&index_page(&user, &db, None, FieldErrors::default()).await?)
}

/// The list with the printer's offset, as stored or as typed.
pub async fn index_page(
    user: &CurrentUser,
    db: &Db,
    typed: Option<TypedFields>,
    errors: FieldErrors,
) -> AppResult<TemplatesPage> {
    policy::must(user, Act::SeeCertificates)?;
    let found = db.read(|conn| {
        let version = history::version(conn, Object::CertificatePrinter)?;
        Ok((store::all(conn)?, store::offset(conn)?, version))
    });
    let (templates, (right, bottom), version) = found.await?;
    let year = Year::of(user.today);
    let line = |award: AwardCode| {
        let template = templates.get(&award)?;
        let original = Template::original(award);
        let left_out = template.fields().filter(|(_, at)| !at.is_shown).map(|(field, _)| field.word());
        let is_original = template.placements == original.placements;
        Some(TemplateLine {
            address: address_of(award),
            award: award_name(award, year).to_owned(),
            is_in_use: template.is_in_use,
            page: format!("{} × {} mm", template.page_width, template.page_height),
            is_original,
            left_out: left_out.collect::<Vec<_>>().join(", "),
        })
    };
    let form = typed.unwrap_or_else(|| {
        let mut form = TypedFields::default();
        form.set("version", version.to_string());
        form.set("to_right", right.to_string());
        form.set("to_bottom", bottom.to_string());
        form
    });
    Ok(TemplatesPage {
        shell: Shell::for_page(user, Menu::Certificates),
        lines: awards().filter_map(line).collect(),
        form,
        errors,
        can_keep: policy::may(user, Act::KeepCertificates),
    })
}

pub fn address_of(award: AwardCode) -> String {
    format!("/certificates/templates/{}", award.code())
}

/// The award of an address, where the agency may have stock for it.
pub fn asked(code: &str) -> AppResult<AwardCode> {
    awards().find(|award| award.code() == code).ok_or(AppError::NotFound)
}

/// GET /certificates/templates/{award}
pub async fn show(user: CurrentUser, award: web::Path<String>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeCertificates)?;
    page(&template_page(&user, &db, asked(&award)?, None, FieldErrors::default()).await?)
}

/// What was typed, and the template that it makes where nothing is wrong.
pub struct Tried {
    pub typed: TypedFields,
    pub template: Option<Template>,
}

/// The form and the preview, as stored or as typed.
pub async fn template_page(
    user: &CurrentUser,
    db: &Db,
    award: AwardCode,
    tried: Option<Tried>,
    errors: FieldErrors,
) -> AppResult<TemplatePage> {
    let today = user.today;
    let found = db.read(move |conn| {
        let stored = store::find(conn, award)?;
        let history = match stored.id {
            Some(id) => history::of(conn, Object::CertificateTemplate(id))?,
            None => Vec::new(),
        };
        Ok((stored, sample_of(conn, today)?, history))
    });
    let (stored, common, history) = found.await?;
    let year = Year::of(today);
    let (form, drawn) = match tried {
        Some(Tried { typed, template }) => (typed, template),
        None => (filled(stored.version, &stored.template), None),
    };
    Ok(TemplatePage {
        shell: Shell::for_page(user, Menu::Certificates),
        address: address_of(award),
        award: award_name(award, year).to_owned(),
        is_original: stored.id.is_none(),
        version: stored.version,
        rows: Field::ALL.iter().map(|field| FieldRow::of(*field, &form)).collect(),
        aligns: words(Align::WORDS),
        is_tried: drawn.is_some(),
        sheet: drawing::preview(drawn.as_ref().unwrap_or(&stored.template), &common, year),
        form,
        errors,
        can_keep: policy::may(user, Act::KeepCertificates),
        history,
    })
}

fn sample_of(conn: &mut Connection, today: chrono::NaiveDate) -> AppResult<Common> {
    Ok(Common::of_sample(letterhead(conn, today)?))
}

/// GET /certificates/templates/{award}/sample
pub async fn sample(user: CurrentUser, award: web::Path<String>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let stack = tried(&user, &db, asked(&award)?, Try::Sample).await?;
    sheets_page(Shell::for_page(&user, Menu::Certificates), stack)
}

/// GET /certificates/templates/{award}/sample.pdf
pub async fn sample_pdf(user: CurrentUser, award: web::Path<String>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    sheets_pdf(tried(&user, &db, asked(&award)?, Try::Sample).await?).await
}

/// GET /certificates/templates/{award}/test
pub async fn test(user: CurrentUser, award: web::Path<String>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let stack = tried(&user, &db, asked(&award)?, Try::Test).await?;
    sheets_page(Shell::for_page(&user, Menu::Certificates), stack)
}

/// GET /certificates/templates/{award}/test.pdf
pub async fn test_pdf(user: CurrentUser, award: web::Path<String>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    sheets_pdf(tried(&user, &db, asked(&award)?, Try::Test).await?).await
}

/// What is printed before the stock is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Try {
    /// The lines with words that stand for those of somebody.
    Sample,
    /// A grid with the frames of the lines.
    Test,
}

async fn tried(user: &CurrentUser, db: &Db, award: AwardCode, what: Try) -> AppResult<Stack> {
    policy::must(user, Act::SeeCertificates)?;
    let today = user.today;
    let found = db.read(move |conn| {
        let template = store::find(conn, award)?.template;
        Ok((template, sample_of(conn, today)?, store::offset(conn)?))
    });
    let (template, common, (right, bottom)) = found.await?;
    let offset = (right.as_f64(), bottom.as_f64());
    let year = Year::of(today);
    let (words, part, sheet): (_, _, Sheet) = match what {
        Try::Sample => ("Mẫu trống", "sample", drawing::sample(&template, &common, year, offset)),
        Try::Test => ("Tờ in thử", "test", drawing::test(&template, offset)),
    };
    Ok(Stack {
        title: format!("{words} – {}", award_name(award, year)),
        sheets: vec![sheet],
        empty: "",
        back: address_of(award),
        address: format!("{}/{part}", address_of(award)),
        query: String::new(),
    })
}
