//! GET: the achievement report as a paper: what was typed, section by section, with what the program knows.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use diesel::prelude::*;

use super::ops::Found;
use super::pages::load;
use super::paper_view::{Part, Report, report_kind, report_values};
use super::report::{self, Written};
use super::store;
use crate::db::{Connection, Db};
use crate::domain::date::format_date;
use crate::domain::event::{EventKind, Object};
use crate::domain::ids::*;
use crate::domain::initiative;
use crate::domain::law::catalogue;
use crate::domain::subject::{Gender, SubjectKind};
use crate::domain::wording::{PaperKind, Wording};
use crate::error::AppResult;
use crate::features::settings::ops::{Issued, letterhead, wording};
use crate::features::units::ops::{Achievements, Received, achievements_of};
use crate::papers::{Bundle, Format, Sample, answer};
use crate::schema::{initiative_authors, initiatives, people};
use crate::web::ById;
use crate::web::current_user::CurrentUser;
use crate::web::shell::{Menu, Shell};

/// GET /dossiers/{id}/report
pub async fn show(
    user: CurrentUser,
    id: web::Path<ById<DossierId>>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let it = load(&db, &user, id.id).await?;
    let written = written(it, user.today, &db, None).await?;
    let bundle = Bundle {
        title: written.of,
        papers: written.papers,
        empty: "",
        back: format!("/dossiers/{}", id.id),
        address: format!("/dossiers/{}/report", id.id),
        query: String::new(),
    };
    answer(format, Shell::for_page(&user, Menu::Dossiers), bundle).await
}

/// The newest report of a person or of a collective, in these words.
pub async fn sample(user: &CurrentUser, db: &Db, words: Wording) -> AppResult<Option<Sample>> {
    let of = if words.kind == PaperKind::PersonReport { SubjectKind::Person } else { SubjectKind::Unit };
    let Some(id) = db.read(move |conn| store::newest(conn, of)).await? else { return Ok(None) };
    let it = load(db, user, id).await?;
    written(it, user.today, db, Some(words)).await.map(Some)
}

async fn written(it: Found, today: NaiveDate, db: &Db, words: Option<Wording>) -> AppResult<Sample> {
    let of = format!("Báo cáo thành tích {}", it.subject_name);
    let report = report_of(it, today, db, words).await?;
    let (paper, said) = report.paper();
    Ok(Sample { of, papers: vec![paper], missing: said.missing() })
}

/// What was filed keeps the words of that day; the form is that of the law it is judged by.
fn words_of(conn: &mut Connection, it: &Found, today: NaiveDate) -> AppResult<Wording> {
    let day = it.judged_on(today);
    let filed = Issued { object: Object::Dossier(it.id), by: EventKind::DossierFiled, day };
    let issued = (!it.facts.state.is_editable()).then_some(filed);
    wording(conn, report_kind(it.subject_kind), issued, day)
}

async fn report_of(it: Found, today: NaiveDate, db: &Db, words: Option<Wording>) -> AppResult<Report> {
    let dossier = it.clone();
    let found = db.read(move |conn| {
        let sections = report::written(conn, dossier.id, dossier.subject_kind)?;
        let achievements = achievements_of(conn, dossier.facts.subject)?;
        let known =
            if dossier.facts.collective.is_some() { of_unit(conn, &dossier)? } else { of_person(conn, &dossier)? };
        let words = words.map_or_else(|| words_of(conn, &dossier, today), Ok)?;
        Ok((sections, achievements, known, initiatives_of(conn, &dossier)?, (letterhead(conn, today)?, words)))
    });
    let (sections, achievements, known, initiatives, (head, words)) = found.await?;
    let (background, main): (Vec<Written>, Vec<Written>) =
        sections.into_iter().partition(|it| !it.section.number().starts_with("II"));
    let (titles, commendations) = rows(&achievements);
    let form = form_of(&it, today);
    Ok(Report {
        head,
        said: words.with(report_values(&it, &form)),
        has_form: !form.is_empty(),
        known,
        background: parts(background),
        parts: parts(main),
        initiatives,
        titles,
        commendations,
        grades: grades(&achievements),
        dossier: it,
    })
}

fn parts(written: Vec<Written>) -> Vec<Part> {
    let mut last = "";
    let part = |Written { section, content, .. }: Written| {
        let number = section.number().rsplit('.').next().unwrap_or_default();
        let heading = if number == last { section.word().to_owned() } else { format!("{number}. {}", section.word()) };
        last = number;
        Part { heading, content }
    };
    written.into_iter().map(part).collect()
}

/// The form by the law of the day of receipt, as in "Mẫu số 05".
fn form_of(it: &Found, today: NaiveDate) -> String {
    let regime = catalogue().regime_on(it.judged_on(today));
    let form = regime.and_then(|regime| catalogue().report_form(it.subject_kind, regime));
    form.map_or_else(String::new, |form| format!("Mẫu số {}", form.number()))
}

fn of_person(conn: &mut Connection, it: &Found) -> AppResult<Vec<(&'static str, String)>> {
    let person = people::table.find(PersonId(it.facts.subject.0));
    let (gender, born): (Gender, Option<NaiveDate>) =
        person.select((people::gender, people::birth_date)).first(conn)?;
    Ok(vec![
        ("Họ và tên", it.subject_name.clone()),
        ("Giới tính", gender.word().to_owned()),
        ("Ngày, tháng, năm sinh", born.map_or_else(String::new, format_date)),
        ("Đơn vị công tác", it.unit_name.clone()),
        ("Chức vụ", it.position.clone()),
    ])
}

fn of_unit(conn: &mut Connection, it: &Found) -> AppResult<Vec<(&'static str, String)>> {
    let staff: i64 = people::table
        .filter(people::unit_id.eq(it.facts.unit))
        .filter(people::left_on.is_null())
        .count()
        .get_result(conn)?;
    Ok(vec![("Tên tập thể", it.subject_name.clone()), ("Số công chức, viên chức, người lao động", staff.to_string())])
}

/// The recognised initiatives of a person, newest first.
fn initiatives_of(conn: &mut Connection, it: &Found) -> AppResult<Vec<String>> {
    let found: Vec<(String, String, String)> = initiatives::table
        .inner_join(initiative_authors::table)
        .filter(initiative_authors::person_id.eq(PersonId(it.facts.subject.0)))
        .filter(initiatives::state.eq(initiative::State::Recognised))
        .order((initiatives::year.desc(), initiatives::id))
        .select((initiatives::code, initiatives::title, initiatives::decision_no))
        .load(conn)?;
    Ok(found.into_iter().map(|(code, title, decision_no)| format!("{title} ({code}, {decision_no})")).collect())
}

/// Titles, then forms of commendation; what was revoked is left out.
fn rows(achievements: &Achievements) -> (Vec<Vec<String>>, Vec<Vec<String>>) {
    let received = achievements.received.iter().filter(|it| it.revoked_on.is_none());
    let (titles, commendations): (Vec<_>, Vec<_>) = received.partition(|it| it.award.award().is_title());
    let row = |it: &Received| vec![it.year.to_string(), it.words(), it.paper()];
    (titles.into_iter().map(row).collect(), commendations.into_iter().map(row).collect())
}

fn grades(achievements: &Achievements) -> Vec<Vec<String>> {
    achievements.grades.iter().map(|it| vec![it.year.to_string(), it.words(), String::new()]).collect()
}
