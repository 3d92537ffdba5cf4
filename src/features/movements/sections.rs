//! The parts of a draft, one topic a page.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::{fill_plan, fill_tasks, parse_part};
use super::ops::{self, Movement, Seen};
use super::pages::load_draft;
use super::view::{Detail, SectionPage};
use crate::db::{Connection, Db, Tx};
use crate::domain::codes::codes;
use crate::domain::ids::MovementId;
use crate::domain::law::AwardCode;
use crate::domain::subject::SubjectKind;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::units;
use crate::web::current_user::CurrentUser;
use crate::web::forms::{Choice, TypedFields};
use crate::web::posted::Posted;
use crate::web::shell::{Menu, Shell};
use crate::web::{flash, or_form_again, page};

codes! {
    Section {
        Tasks = "tasks" "Nhiệm vụ cụ thể",
        Criteria = "criteria" "Tiêu chí thi đua",
        Units = "units" "Đơn vị tham gia",
        Plan = "plan" "Khen thưởng chuyên đề",
    }
}

fn section_of(code: &str) -> AppResult<Section> {
    Section::from_code(code).ok_or(AppError::NotFound)
}

/// GET /movements/{id}/sections/{section}
pub async fn show(
    user: CurrentUser,
    path: web::Path<(MovementId, String)>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, section) = path.into_inner();
    let section = section_of(&section)?;
    let it = load_draft(&db, &user, id).await?;
    let form = db.read(move |conn| filled(conn, &it, section)).await?;
    page(&section_page(&user, &db, id, section, form, FieldErrors::default()).await?)
}

fn filled(conn: &mut Connection, it: &Movement, section: Section) -> AppResult<TypedFields> {
    let mut form = TypedFields::default();
    form.set("version", it.version.to_string());
    match section {
        Section::Tasks => fill_tasks(&mut form, ops::tasks_of(conn, it.id)?),
        Section::Criteria => {
            form.set("criteria_units", &it.criteria_units);
            form.set("criteria_people", &it.criteria_people);
            form.set("criteria_leaders", &it.criteria_leaders);
        }
        Section::Units => {
            form.set("which", if it.units_chosen { "chosen" } else { "all" });
            for unit in ops::units_of(conn, it.id)? {
                form.set(format!("take_{}", unit.code), "1");
            }
        }
        Section::Plan => fill_plan(&mut form, ops::plan_of(conn, it.id)?, &it.plan_words),
    }
    Ok(form)
}

async fn section_page(
    user: &CurrentUser,
    db: &Db,
    id: MovementId,
    section: Section,
    form: TypedFields,
    errors: FieldErrors,
) -> AppResult<SectionPage> {
    let it = load_draft(db, user, id).await?;
    let (today, year) = (user.today, it.content.year);
    let units = db.read(move |conn| collectives(conn, today)).await?;
    let kinds = [SubjectKind::Unit, SubjectKind::Person];
    let mut awards: Vec<AwardCode> = AwardCode::all().collect();
    awards.sort_by_key(|code| code.award().rank);
    let of_kind = |kind: SubjectKind| {
        let takes = awards.iter().filter(move |code| code.award().takes(kind));
        takes.map(move |code| {
            let words = format!("{} ({})", code.award().name_on(year.end()), kind.word().to_lowercase());
            Choice::new(format!("{}:{}", code.code(), kind.code()), words)
        })
    };
    Ok(SectionPage {
        shell: Shell::for_page(user, Menu::Movements),
        it: Detail::of(it, today),
        section,
        form,
        errors,
        units,
        awards: kinds.into_iter().flat_map(of_kind).collect(),
    })
}

/// The collectives of a day as choices (value = code).
fn collectives(conn: &mut Connection, day: chrono::NaiveDate) -> AppResult<Vec<Choice>> {
    let all = units::ops::all(conn)?.into_iter().filter(|unit| unit.kind.is_collective() && unit.existed_on(day));
    Ok(all.map(|unit| Choice::new(unit.code, unit.name)).collect())
}

/// POST /movements/{id}/sections/{section}
pub async fn save(
    request: HttpRequest,
    user: CurrentUser,
    path: web::Path<(MovementId, String)>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, section) = path.into_inner();
    let section = section_of(&section)?;
    load_draft(&db, &user, id).await?;
    let (form, number) = (posted.form, posted.number);
    let seen = Seen { id, version: form.version() };
    let saved = match parse_part(section, &form) {
        Ok(part) => {
            let save = move |tx: &mut Tx| ops::save_part(tx, seen, &part).map(|()| format!("/movements/{id}"));
            db.carry_out(user.actor.clone(), number, save).await
        }
        Err(errors) => Err(errors.into()),
    };
    let words = format!("Đã lưu phần {}.", section.word());
    let said = saved.map(|location| flash::said(&request, &location, &words));
    or_form_again(said, async |errors| section_page(&user, &db, id, section, form, errors).await).await
}
