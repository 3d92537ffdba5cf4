//! The page of one dossier: report, papers, timeline, and what the reader may do with it now.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::acts;
use super::form::{ActForm, COMMON_REASONS};
use super::ops::{self, Found, Mend, Ripeness};
use super::pages::{load, menu_of};
use super::papers::{self, Standing};
use super::report::{self, Written};
use super::timeline::{self, Holder};
use super::view::{Detail, PaperView};
use crate::db::Db;
use crate::domain::date::format_date;
use crate::domain::dossier::paper::{Paper, needed};
use crate::domain::dossier::report::{Progress, Section};
use crate::domain::ids::*;
use crate::error::{AppResult, FieldErrors};
use crate::features::eligibility::ops::{Assessed, Criteria};
use crate::features::units::ops::{YearLine, achievements_of};
use crate::features::{eligibility, settings};
use crate::policy::{self, Act, Actor, DossierAct};
use crate::web::attached;
use crate::web::current_user::CurrentUser;
use crate::web::forms::Choice;
use crate::web::page;
use crate::web::shell::Shell;
use crate::web::status::Tagged;

/// What this user may do with it now: the same question the verbs ask.
#[derive(Default)]
pub struct Acts {
    pub edit: bool,
    pub file: bool,
    pub withdraw: bool,
    pub recall: bool,
    pub attach: bool,
    pub agree: bool,
    pub return_for_changes: bool,
    pub verify: bool,
    pub reject: bool,
    /// Gather it under a proposal to the higher level.
    pub escalate: bool,
    /// Those with a page of their own.
    pub others: Vec<acts::Act>,
}

impl Acts {
    pub fn of(actor: &Actor, it: &Found, ripeness: Ripeness) -> Self {
        let may = |act| policy::may(actor, Act::OnDossier(act, &it.facts));
        let mut others: Vec<acts::Act> = acts::Act::ALL.iter().copied().filter(|act| may(act.right())).collect();
        if acts::lower_awards(it).is_empty() {
            others.retain(|act| *act != acts::Act::Downgrade);
        }
        Self {
            edit: may(DossierAct::Edit),
            file: may(DossierAct::File),
            withdraw: may(DossierAct::Withdraw),
            recall: may(DossierAct::Recall),
            attach: may(DossierAct::Attach),
            agree: may(DossierAct::Agree),
            return_for_changes: may(DossierAct::Return),
            verify: may(DossierAct::Verify),
            reject: may(DossierAct::Reject),
            escalate: may(DossierAct::Escalate) && ripeness.why_not_escalated(it).is_none(),
            others,
        }
    }

    pub fn decides(&self) -> bool {
        self.agree || self.verify || self.return_for_changes || self.escalate || self.reject
    }
}

/// A section of the report with its place in the form.
pub struct SectionView {
    pub section: Section,
    pub address: String,
    pub content: String,
    pub progress: Progress,
}

#[derive(Template)]
#[template(path = "dossiers/show.html")]
pub struct ShowPage {
    pub shell: Shell,
    pub it: Detail,
    pub acts: Acts,
    pub sections: Vec<SectionView>,
    /// Earlier grades, awards and decisions, which the report holds without being typed.
    pub years: Vec<YearLine>,
    /// What the law asks and what was found; why not, where the law has no rule.
    pub criteria: Result<Criteria, String>,
    pub papers: Vec<PaperView>,
    pub timeline: Vec<timeline::Line>,
    pub holder: Option<Holder>,
    pub act: ActForm,
    /// What a return may ask to mend.
    pub mends: Vec<Choice>,
    /// What a file that is attached may be.
    pub paper_choices: Vec<Choice>,
    pub paper: String,
    pub errors: FieldErrors,
}

impl ShowPage {
    pub fn common_reasons(&self) -> &'static [&'static str] {
        COMMON_REASONS
    }

    pub const fn endings(&self) -> &'static str {
        attached::ENDINGS
    }

    /// "2 trên 4 phần đã xong".
    pub fn progress(&self) -> String {
        let done = self.sections.iter().filter(|it| it.progress == Progress::Done).count();
        format!("{done} trên {} phần đã xong", self.sections.len())
    }

    pub fn is_return_open(&self) -> bool {
        ["note", "due"].iter().any(|field| !self.errors.of(field).is_empty())
    }

    pub fn missing(&self) -> usize {
        self.papers.iter().filter(|paper| paper.standing == Standing::Missing).count()
    }
}

/// GET /dossiers/{id}
pub async fn show(user: CurrentUser, id: web::Path<DossierId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&show_page(&user, &db, *id, ActForm::default(), "", FieldErrors::default()).await?)
}

/// The page, fresh or with what is wrong; `paper` is what a refused file was to be.
pub async fn show_page(
    user: &CurrentUser,
    db: &Db,
    id: DossierId,
    mut act: ActForm,
    paper: &str,
    errors: FieldErrors,
) -> AppResult<ShowPage> {
    let it = load(db, user, id).await?;
    let (today, now, dossier) = (user.today, db.clock.now(), it.clone());
    let found = db.read(move |conn| {
        let sections = report::written(conn, id, dossier.subject_kind)?;
        let papers = papers::lines(conn, &dossier, today)?;
        let achievements = achievements_of(conn, dossier.facts.subject)?;
        let timeline = timeline::of(conn, &dossier)?;
        let holder = timeline::holder(conn, &dossier, now, today)?;
        let criteria = match eligibility::ops::kept(conn, Assessed::Dossier(id))? {
            Some(kept) => Ok(Criteria::kept(&kept)),
            None => eligibility::ops::current(conn, &ops::question_of(&dossier), today)?,
        };
        let review = settings::ops::agency(conn)?.review_days.unsigned_abs();
        let ripeness = Ripeness::on(conn, today)?;
        Ok((sections, papers, achievements.by_year([]), timeline, holder, criteria, review, ripeness))
    });
    let (sections, papers, years, timeline, holder, criteria, review_days, ripeness) = found.await?;
    if act.due.is_empty() && errors.is_empty() {
        let due = today.checked_add_days(chrono::Days::new(review_days));
        act.due = due.map_or_else(String::new, format_date);
    }
    let wanted: Vec<Paper> = needed(it.award, it.kind, it.judged_on(today));
    let may_be_removed = |file: &ops::Attachment| file.may_be_removed(user, &it);
    Ok(ShowPage {
        shell: Shell::for_page(user, menu_of(user, &it)),
        acts: Acts::of(user, &it, ripeness),
        sections: sections.into_iter().map(|written| section_view(written, id)).collect(),
        years,
        criteria: criteria.map_err(|no_rule| no_rule.to_string()),
        papers: papers.into_iter().map(|line| PaperView::of(line, may_be_removed)).collect(),
        timeline,
        holder,
        act,
        mends: mend_choices(&it, &wanted),
        paper_choices: paper_choices(&wanted),
        paper: paper.to_owned(),
        it: Detail::of(&it),
        errors,
    })
}

fn section_view(written: Written, id: DossierId) -> SectionView {
    let Written { section, content, progress } = written;
    SectionView { section, address: format!("/dossiers/{id}/report/{}", section.code()), content, progress }
}

fn mend_choices(it: &Found, wanted: &[Paper]) -> Vec<Choice> {
    Mend::all(it.subject_kind, wanted).into_iter().map(|mend| Choice::new(mend.code(), mend.word())).collect()
}

/// The papers that a file can be; those made here need none.
fn paper_choices(wanted: &[Paper]) -> Vec<Choice> {
    let papers = wanted.iter().copied().filter(|paper| !paper.is_made_here()).chain([Paper::Evidence]);
    papers.map(|paper| Choice::new(paper.code(), paper.word())).collect()
}
