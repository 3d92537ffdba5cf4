//! GET /movements/{id}: the movement with its parts, its present figures, and what the reader's own unit has to do.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;

use super::ops::{self, Movement, Participant};
use super::pages::find_visible;
use super::sections::Section;
use super::view::*;
use super::{files, reviews, store};
use crate::db::{Connection, Db};
use crate::domain::dossier::report::Progress;
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::domain::movement::{Review, State};
use crate::error::{AppResult, FieldErrors};
use crate::features::targets::ops::{self as targets, Figures, Owner, TargetLine};
use crate::policy::{self, Act, Actor};
use crate::web::current_user::CurrentUser;
use crate::web::shell::{Menu, Shell};
use crate::web::{history, page};

/// More names than this are only counted.
const READABLE: usize = 40;

/// GET /movements/{id}
pub async fn show(user: CurrentUser, id: web::Path<MovementId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&show_page(&user, &db, *id, FieldErrors::default()).await?)
}

/// The page, with what is wrong with a file that was chosen on it.
pub async fn show_page(user: &CurrentUser, db: &Db, id: MovementId, errors: FieldErrors) -> AppResult<ShowPage> {
    let (actor, today, shell) = (user.actor.clone(), user.today, Shell::for_page(user, Menu::Movements));
    db.read(move |conn| {
        let it = find_visible(conn, &actor, id)?;
        let all_tasks = ops::tasks_of(conn, id)?;
        let units = ops::units_of(conn, id)?;
        let plan = ops::plan_of(conn, id)?;
        let files = files::of(conn, id)?;
        let (proposed, commended) = store::commended(conn, id)?;
        let targets = target_lines(conn, &it, today)?;
        let own = own_part(conn, &actor, &it, &units, today)?;
        let acts = acts(&actor, &it);
        let sections = if acts.edit {
            let has = [!all_tasks.is_empty(), !plan.is_empty(), !targets.is_empty(), !files.is_empty()];
            section_lines(&it, has)
        } else {
            Vec::new()
        };
        Ok(ShowPage {
            shell,
            acts,
            sections,
            tasks: all_tasks.into_iter().map(|task| TaskLine::of(task, today)).collect(),
            plan: plan.iter().map(|line| plan_words(line, it.content.year)).collect(),
            proposed,
            commended,
            unit_count: units.len() as i64,
            units: names(units),
            units_chosen: it.units_chosen,
            targets,
            files: files.iter().map(FileLine::of).collect(),
            own,
            history: history::of(conn, Object::Movement(id))?,
            it: Detail::of(it, today),
            errors,
        })
    })
    .await
}

fn names(units: Vec<Participant>) -> Vec<String> {
    if units.len() > READABLE { Vec::new() } else { units.into_iter().map(|unit| unit.name).collect() }
}

/// The targets with their values of today: all units together.
pub fn target_lines(conn: &mut Connection, it: &Movement, today: NaiveDate) -> AppResult<Vec<TargetLine>> {
    let found = targets::of(conn, Owner::Movement(it.id))?;
    let figures = Figures::of(conn, it.content.year, UnitId::ALL, today, &found)?;
    let line = |target: &targets::Target| {
        let measured = figures.value(&target.content, 12);
        TargetLine::of_movement(target, measured).with_course(target, &figures)
    };
    Ok(found.iter().map(line).collect())
}

fn acts(actor: &Actor, it: &Movement) -> Acts {
    let (prepares, leads) = (policy::may(actor, Act::PrepareMovements), policy::may(actor, Act::LaunchMovements));
    Acts {
        edit: prepares && it.state == State::Draft,
        attach: prepares && it.state != State::Cancelled,
        launch: leads && it.state == State::Draft,
        amend: leads && it.state == State::Launched,
        copy: prepares && it.state != State::Draft,
        figure: prepares && it.state == State::Launched,
        propose: it.state == State::Launched && policy::may(actor, Act::RegisterAtAll),
        follow: it.state != State::Draft && policy::may(actor, Act::FollowYear),
    }
}

/// The parts of a draft and how far each is; `has` tasks, a plan, targets, papers.
fn section_lines(it: &Movement, has: [bool; 4]) -> Vec<SectionLine> {
    let [tasks, plan, targets, files] = has;
    let done = |done: bool| if done { Progress::Done } else { Progress::NotStarted };
    let criteria = match (it.criteria_units.is_empty(), it.criteria_people.is_empty()) {
        (true, true) => Progress::NotStarted,
        (false, false) => Progress::Done,
        _ => Progress::Started,
    };
    let head = if it.content.aims.is_empty() { Progress::Started } else { Progress::Done };
    let base = format!("/movements/{}", it.id);
    let section = |section: Section, progress| SectionLine {
        word: section.word(),
        address: format!("{base}/sections/{}", section.code()),
        progress,
    };
    vec![
        SectionLine { word: "Nội dung chung, mục tiêu", address: format!("{base}/edit"), progress: head },
        section(Section::Tasks, done(tasks)),
        section(Section::Criteria, criteria),
        section(Section::Units, Progress::Done),
        section(Section::Plan, done(plan)),
        SectionLine {
            word: "Chỉ tiêu đo được", address: format!("{base}/targets/new"), progress: done(targets)
        },
        SectionLine { word: "Văn bản phát động", address: format!("{base}#van-ban"), progress: done(files) },
    ]
}

/// What the unit of the reader has to do, when it takes part.
fn own_part(
    conn: &mut Connection,
    actor: &Actor,
    it: &Movement,
    units: &[Participant],
    today: NaiveDate,
) -> AppResult<Option<Own>> {
    let Some(unit) = units.iter().find(|unit| Some(unit.id) == actor.unit) else { return Ok(None) };
    if it.state != State::Launched {
        return Ok(None);
    }
    let of_unit = ops::tasks_of(conn, it.id)?.into_iter().filter(|task| task.unit.is_none_or(|of| of == unit.id));
    let tasks = of_unit.map(|task| TaskLine::of(task, today)).collect();
    let mut written = Vec::new();
    // Two kinds of reviews, not one read a row.
    for kind in Review::ALL {
        let place = reviews::Place { movement: it.id, unit: unit.id, kind: *kind };
        let address = format!("/movements/{}/reviews/{}/{}", it.id, kind.code(), unit.code);
        written.push((kind.word(), address, reviews::find(conn, place)?.is_some()));
    }
    let can_write = policy::may(actor, Act::ReportFor(unit.id));
    Ok(Some(Own { unit: unit.name.clone(), tasks, reviews: written, can_write }))
}
