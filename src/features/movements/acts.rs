//! GET: the check before a launch, and the pages of the other acts on a movement.

use actix_web::{HttpResponse, web};

use super::form::ActForm;
use super::ops;
use super::pages::load;
use super::show::target_lines;
use super::view::{ActPage, Detail, LaunchPage, TaskLine, plan_words};
use super::{files, store};
use crate::db::Db;
use crate::domain::codes::codes;
use crate::domain::date::format_date;
use crate::domain::ids::*;
use crate::domain::movement::State;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::targets::ops::{self as targets, Owner};
use crate::features::{units, years};
use crate::policy;
use crate::web::current_user::CurrentUser;
use crate::web::page;
use crate::web::shell::{Menu, Shell};

codes! {
    /// What is done with a movement on a page of its own.
    Act {
        Amend = "amendment" "Điều chỉnh phong trào",
        Cancel = "cancellation" "Hủy phong trào",
        Copy = "copying" "Chép sang năm khác",
        Figure = "figure" "Ghi số thực hiện",
    }
}

impl Act {
    pub const fn right(self) -> policy::Act<'static> {
        match self {
            Self::Amend | Self::Cancel => policy::Act::LaunchMovements,
            Self::Copy | Self::Figure => policy::Act::PrepareMovements,
        }
    }

    /// What it means, said above the form.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Amend => "Phong trào đã phát động. Điều chỉnh được giữ trong quá trình cùng lý do.",
            Self::Cancel => "Phong trào hủy rồi vẫn còn trong danh sách, không đơn vị nào báo cáo nữa.",
            Self::Copy => {
                "Chép nhiệm vụ, tiêu chí, chỉ tiêu, khen thưởng thành dự thảo của năm khác. Ngày tháng chuyển theo năm; \
                 đơn vị đã giải thể không chép."
            }
            Self::Figure => "Số của chỉ tiêu không tự lấy được. Số ghi sau thay số ghi trước.",
        }
    }

    pub const fn button(self) -> &'static str {
        match self {
            Self::Amend => "Ghi điều chỉnh",
            Self::Cancel => "Hủy phong trào",
            Self::Copy => "Chép thành dự thảo",
            Self::Figure => "Ghi số thực hiện",
        }
    }
}

/// GET /movements/{id}/amendment
pub async fn amend(user: CurrentUser, id: web::Path<MovementId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let it = load(&db, &user, *id).await?;
    let form = ActForm {
        version: it.version,
        document_number: it.content.document_number.clone(),
        ends_on: format_date(it.content.ends_on),
        aims: it.content.aims,
        ..ActForm::default()
    };
    page(&act_page(&user, &db, *id, Act::Amend, None, form, FieldErrors::default()).await?)
}

/// GET /movements/{id}/cancellation
pub async fn cancel(user: CurrentUser, id: web::Path<MovementId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let version = load(&db, &user, *id).await?.version;
    let form = ActForm { version, ..ActForm::default() };
    page(&act_page(&user, &db, *id, Act::Cancel, None, form, FieldErrors::default()).await?)
}

/// GET /movements/{id}/copying
pub async fn copy(user: CurrentUser, id: web::Path<MovementId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let next = load(&db, &user, *id).await?.content.year.next();
    let form = ActForm { year: next.to_string(), ..ActForm::default() };
    page(&act_page(&user, &db, *id, Act::Copy, None, form, FieldErrors::default()).await?)
}

/// GET /movements/{id}/targets/{target}/figure
pub async fn figure(
    user: CurrentUser,
    path: web::Path<(MovementId, TargetId)>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, target) = path.into_inner();
    let form = ActForm { on: format_date(user.today), ..ActForm::default() };
    page(&act_page(&user, &db, id, Act::Figure, Some(target), form, FieldErrors::default()).await?)
}

/// The page of an act, fresh or with what is wrong.
pub async fn act_page(
    user: &CurrentUser,
    db: &Db,
    id: MovementId,
    act: Act,
    target: Option<TargetId>,
    form: ActForm,
    errors: FieldErrors,
) -> AppResult<ActPage> {
    policy::must(user, act.right())?;
    let it = load(db, user, id).await?;
    if it.state != State::Launched && act != Act::Copy {
        return Err(AppError::Illegal);
    }
    let (years, found) = db
        .read(move |conn| {
            let found = match target {
                Some(target) => Some(targets::find(conn, Owner::Movement(id), target)?),
                None => None,
            };
            Ok((years::ops::choices(conn)?, found))
        })
        .await?;
    if found.as_ref().is_some_and(|target| target.content.source.is_bound()) {
        return Err(AppError::NotFound);
    }
    let action = match target {
        Some(target) => format!("/movements/{id}/targets/{target}/figure"),
        None => format!("/movements/{id}/{}", act.code()),
    };
    Ok(ActPage {
        shell: Shell::for_page(user, Menu::Movements),
        it: Detail::of(it, user.today),
        act,
        action,
        form,
        errors,
        years,
        target: found.map_or_else(String::new, |target| targets::in_words(&target.content)),
    })
}

/// GET /movements/{id}/launching: the check before the launch.
pub async fn launch(user: CurrentUser, id: web::Path<MovementId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let it = load(&db, &user, *id).await?;
    let form = ActForm { version: it.version, ..ActForm::default() };
    let lacking = db.read(move |conn| ops::lacking(conn, &it)).await?;
    page(&launch_page(&user, &db, *id, form, lacking).await?)
}

/// The check, with what is missing.
pub async fn launch_page(
    user: &CurrentUser,
    db: &Db,
    id: MovementId,
    form: ActForm,
    errors: FieldErrors,
) -> AppResult<LaunchPage> {
    policy::must(user, policy::Act::LaunchMovements)?;
    let it = load(db, user, id).await?;
    if it.state != State::Draft {
        return Err(AppError::Illegal);
    }
    let (today, shell) = (user.today, Shell::for_page(user, Menu::Movements));
    db.read(move |conn| {
        let gone = store::gone_units(conn, id, today)?;
        let units: Vec<String> = if it.units_chosen {
            ops::units_of(conn, id)?.into_iter().map(|unit| unit.name).collect()
        } else {
            let all = units::ops::all(conn)?.into_iter();
            all.filter(|unit| unit.kind.is_collective() && unit.existed_on(today)).map(|unit| unit.name).collect()
        };
        let names = if units.len() > 40 { String::new() } else { format!(": {}", units.join("; ")) };
        Ok(LaunchPage {
            shell,
            tasks: ops::tasks_of(conn, id)?.into_iter().map(|task| TaskLine::of(task, today)).collect(),
            targets: target_lines(conn, &it, today)?,
            plan: ops::plan_of(conn, id)?.iter().map(|line| plan_words(line, it.content.year)).collect(),
            files: files::of(conn, id)?.len(),
            unit_words: format!("{} đơn vị{names}", units.len()),
            gone: gone.into_iter().map(|(_, name, _)| name).collect(),
            it: Detail::of(it, today),
            form,
            errors,
        })
    })
    .await
}
