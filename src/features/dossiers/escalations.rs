//! Sending on several dossiers at once to the levels that grant them: the list, the check, a result for each.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::ops::{self, Seen, award_name};
use super::queue::{self, Queue, Waiting};
use crate::db::{Connection, Db, Tx};
use crate::domain::ids::*;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult};
use crate::features::registrations;
use crate::policy::{self, Act, Actor};
use crate::web::current_user::CurrentUser;
use crate::web::posted::Posted;
use crate::web::shell::{Menu, Shell};
use crate::web::{flash, page, page_of_conflict, page_with_errors};

const PATH: &str = "/dossiers/escalation";
const NONE_PICKED: &str = "Chưa chọn hồ sơ nào. Đánh dấu ít nhất một hồ sơ.";

/// What was picked, "id:version" each.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct PickForm {
    #[serde(default)]
    id: Vec<String>,
}

impl PickForm {
    fn picked(&self) -> Vec<Seen> {
        let seen = |pick: &String| {
            let (id, version) = pick.split_once(':')?;
            Some(Seen { id: DossierId(id.parse().ok()?), version: version.parse().ok()? })
        };
        self.id.iter().filter_map(seen).collect()
    }
}

/// A dossier that the council has passed and a higher level grants.
pub struct Line {
    pub id: String,
    pub pick: String,
    pub name: String,
    pub unit: String,
    pub award: &'static str,
    pub authority: &'static str,
}

impl Line {
    fn of(it: Waiting) -> Self {
        Self {
            id: it.id.to_string(),
            pick: format!("{}:{}", it.id, it.version),
            unit: if it.unit_code == it.subject_code { String::new() } else { it.unit_name },
            name: it.subject_name,
            award: award_name(it.award, Year::of(it.since.date())),
            authority: &it.award.authority().authority().name,
        }
    }
}

#[derive(Template)]
#[template(path = "dossiers/escalation.html")]
struct IndexPage {
    shell: Shell,
    lines: Vec<Line>,
    error: &'static str,
}

#[derive(Template)]
#[template(path = "dossiers/escalation_check.html")]
struct CheckPage {
    shell: Shell,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "dossiers/escalation_done.html")]
struct DonePage {
    shell: Shell,
    done: Vec<String>,
    left: Vec<(String, String)>,
}

/// GET /dossiers/escalation
pub async fn index(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&index_page(&user, &db, "").await?)
}

async fn index_page(user: &CurrentUser, db: &Db, error: &'static str) -> AppResult<IndexPage> {
    policy::must(user, Act::RecordHigherDecision)?;
    let actor = user.actor.clone();
    let lines = db.read(move |conn| ripe(conn, &actor)).await?;
    Ok(IndexPage { shell: Shell::for_page(user, Menu::Dossiers), lines, error })
}

/// All that the actor may send on, his own aside.
fn ripe(conn: &mut Connection, actor: &Actor) -> AppResult<Vec<Line>> {
    let passed = queue::waiting(conn, Queue::PastCouncil { except: actor.person }, -1, 0)?;
    let higher = passed.into_iter().filter(|it| !registrations::ops::is_granted_here(it.award));
    Ok(higher.map(Line::of).collect())
}

/// POST /dossiers/escalation/check: names those that will be sent on. It changes nothing.
pub async fn check(user: CurrentUser, posted: Posted<PickForm>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let IndexPage { shell, mut lines, .. } = index_page(&user, &db, "").await?;
    lines.retain(|line| posted.form.id.contains(&line.pick));
    if lines.is_empty() {
        return page_with_errors(&index_page(&user, &db, NONE_PICKED).await?);
    }
    page(&CheckPage { shell, lines })
}

/// What came of several at once.
#[derive(Debug, Default)]
struct Bulk {
    done: Vec<String>,
    left: Vec<(String, String)>,
}

/// POST /dossiers/escalation: where all went well, back to the list; else a page says what came of each.
pub async fn escalate(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<PickForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::RecordHigherDecision)?;
    let picked = posted.form.picked();
    if picked.is_empty() {
        return page_with_errors(&index_page(&user, &db, NONE_PICKED).await?);
    }
    let (sender, receiver) = std::sync::mpsc::channel::<Bulk>();
    let work = move |tx: &mut Tx| {
        let bulk = take_together(tx, &picked)?;
        let is_nothing_done = bulk.done.is_empty();
        // The receiver waits below, in this very request.
        let _ = sender.send(bulk);
        if is_nothing_done { Err(AppError::Illegal) } else { Ok(PATH.to_owned()) }
    };
    let location = db.carry_out(user.actor.clone(), posted.number, work).await;
    let done_page = |Bulk { done, left }| DonePage { shell: Shell::for_page(&user, Menu::Dossiers), done, left };
    match (location, receiver.try_recv()) {
        (Ok(location), Ok(bulk)) if bulk.left.is_empty() => {
            Ok(flash::said(&request, &location, &format!("Đã ghi trình cấp trên {} hồ sơ.", bulk.done.len())))
        }
        (Ok(_), Ok(bulk)) => page(&done_page(bulk)),
        (Err(AppError::Illegal), Ok(bulk)) => page_of_conflict(&done_page(bulk)),
        (Ok(location), Err(_)) => Ok(flash::said(&request, &location, "Các hồ sơ đã chọn được trình trước đó.")),
        (Err(other), _) => Err(other),
    }
}

/// Sends each on. One that somebody else was quicker on, or that lacks a paper, is left and said; nothing of it is
/// changed, because the verb checks before it writes.
fn take_together(tx: &mut Tx, picked: &[Seen]) -> AppResult<Bulk> {
    let mut bulk = Bulk::default();
    for seen in picked {
        let name = ops::find(tx.conn, seen.id)?.subject_name;
        match ops::escalate(tx, *seen) {
            Ok(()) => bulk.done.push(name),
            Err(AppError::Stale(why)) => bulk.left.push((name, why)),
            Err(AppError::Fields(wrong)) => {
                let why: Vec<String> = wrong.0.into_iter().map(|error| error.message).collect();
                bulk.left.push((name, why.join(" ")));
            }
            Err(AppError::Denied | AppError::Illegal) => {
                bulk.left.push((name, "Không còn chờ trình cấp trên.".to_owned()));
            }
            Err(other) => return Err(other),
        }
    }
    Ok(bulk)
}
