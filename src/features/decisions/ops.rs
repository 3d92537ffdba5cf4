//! The verbs of decisions.

use chrono::NaiveDate;

use super::lines::{self, Line};
use super::store::{self, Decision};
use super::{paper_store, papers, told};
use crate::db::Tx;
use crate::domain::date;
use crate::domain::decision::State;
use crate::domain::dossier;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::law::{AuthorityCode, AwardCode, catalogue};
use crate::domain::wording::PaperKind;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors, OnConstraint};
use crate::features::awards::ops::Granted;
use crate::features::dossiers::ops::Ripeness;
use crate::features::{awards, dossiers, escalations, registrations, settings};
use crate::papers::keep;
use crate::policy::{self, Act};
use crate::web::history;

pub use super::bonuses::{LineBonus, of_dossiers as bonuses_of_dossiers};
pub use super::revocation::{Revocation, revoke};
pub use super::store::{Decision as Found, Listed, drafts, find, list, signer};
pub use registrations::ops::OWN_AUTHORITY;

/// A draft as accepted from the form.
#[derive(Debug, Clone)]
pub struct Draft {
    pub year: Year,
    pub abstract_line: String,
    pub lines: Vec<DossierId>,
}

/// What a higher level decided.
#[derive(Debug, Clone)]
pub struct Higher {
    pub year: Year,
    /// The proposal it answers, where there is one.
    pub escalation: Option<EscalationId>,
    pub authority: AuthorityCode,
    pub number: String,
    /// Absent where everything was refused without a decision.
    pub decided_on: Option<NaiveDate>,
    pub granted: Vec<DossierId>,
    pub refused: Vec<DossierId>,
    pub reason: String,
}

/// The draft somebody has read, in the version he read.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    pub id: DecisionId,
    pub version: i64,
}

/// Gathers dossiers that the council has passed, and short ones, into a draft.
pub fn draft(tx: &mut Tx, new: &Draft) -> AppResult<DecisionId> {
    policy::must(tx.actor, Act::DraftDecision)?;
    let id = store::insert_draft(tx, new.year, &new.abstract_line)?;
    set_lines(tx, id, new)?;
    tx.audit(Event::new(EventKind::DecisionDrafted, Object::Decision(id)).because(count_of(new.lines.len())))?;
    Ok(id)
}

/// Changes a draft's list or abstract.
pub fn change(tx: &mut Tx, seen: Seen, new: &Draft) -> AppResult<()> {
    policy::must(tx.actor, Act::DraftDecision)?;
    let before = find_draft(tx, seen)?;
    store::clear_lines(tx.conn, seen.id)?;
    store::update_draft(tx, seen, &new.abstract_line)?;
    set_lines(tx, seen.id, new)?;
    tx.audit(
        Event::new(EventKind::DecisionChanged, Object::Decision(seen.id))
            .changed("abstract_line", before.abstract_line, &new.abstract_line)
            .because(count_of(new.lines.len())),
    )
}

/// Drops a draft; its dossiers are free for another.
pub fn discard(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    policy::must(tx.actor, Act::DraftDecision)?;
    find_draft(tx, seen)?;
    store::delete_draft(tx.conn, seen.id)?;
    tx.audit(Event::new(EventKind::DecisionDiscarded, Object::Decision(seen.id)))
}

/// Number, date, and every line becomes an award: all in this transaction or nothing.
pub fn issue(tx: &mut Tx, seen: Seen, typed_number: &str, decided_on: NaiveDate) -> AppResult<()> {
    tx.must(Act::IssueDecision)?;
    let decision = find_draft(tx, seen)?;
    must_not_lie_ahead(tx, decided_on)?;
    let number = free_number(tx, typed_number, decided_on)?;
    let signer = signer(tx)?;
    store::issue(tx, seen, &number, decided_on, &signer).on_unique(
        "decisions.authority",
        "number",
        &already_used(&number, decided_on),
    )?;
    let lines = lines::drafted(tx.conn, seen.id)?;
    if lines.is_empty() {
        return Err(FieldErrors::one("lines", "Dự thảo chưa có dòng nào. Sửa dự thảo, chọn người và tập thể.").into());
    }
    must_not_precede_council(tx, &lines, decided_on)?;
    let act = Grant { decision: seen.id, year: decision.year, number: &number, decided_on };
    for line in &lines {
        act.to(tx, line.dossier.ok_or(AppError::NotFound)?)?;
    }
    for line in &lines {
        act.bring_along(tx, line.subject, line.award)?;
    }
    let issued = find(tx.conn, seen.id)?;
    told::of_granting(tx, &issued)?;
    let sha256 = keep_papers(tx, issued, PaperKind::Decision)?;
    tx.audit(
        Event::new(EventKind::DecisionIssued, Object::Decision(seen.id))
            .because(format!("{number} ngày {}, {}", date::format_date(decided_on), count_of(lines.len())))
            .changed("state", State::Draft, State::Issued)
            .changed("sha256", "", sha256),
    )
}

/// Keeps what was issued as it stands now, in today's words of its `kind`, and answers its hash.
pub(super) fn keep_papers(tx: &mut Tx, issued: Decision, kind: PaperKind) -> AppResult<String> {
    let (id, today) = (issued.id, tx.today);
    let wording = settings::ops::wording(tx.conn, kind, None, issued.decided_on.unwrap_or(today))?;
    let papers = papers::desk(tx.conn, issued, Some(wording), today)?.papers();
    keep(tx, Object::Decision(id), PaperKind::Decision, &papers)
}

/// The council meets before what it proposes is decided.
fn must_not_precede_council(tx: &mut Tx, lines: &[Line], decided_on: NaiveDate) -> AppResult<()> {
    let dossiers: Vec<DossierId> = lines.iter().filter_map(|line| line.dossier).collect();
    let minutes = paper_store::minutes(tx.conn, &dossiers)?;
    let Some((number, held_on)) = minutes.into_iter().rfind(|(_, held_on)| *held_on > decided_on) else {
        return Ok(());
    };
    let day = date::format_date(held_on);
    let words = format!("Hội đồng họp ngày {day} (Biên bản {number}). Nhập ngày quyết định từ đó trở đi.");
    Err(FieldErrors::one("decided_on", words).into())
}

/// Records what a higher level decided: awards for what it granted, a reason for what it refused.
pub fn record_higher(tx: &mut Tx, higher: &Higher) -> AppResult<Option<DecisionId>> {
    policy::must(tx.actor, Act::RecordHigherDecision)?;
    if higher.authority.code() == OWN_AUTHORITY {
        return Err(FieldErrors::one(
            "authority",
            "Quyết định của Giám đốc Sở được ban hành từ dự thảo, không ghi ở đây.",
        )
        .into());
    }
    must_be_of_proposal(tx, higher)?;
    for id in &higher.refused {
        escalated_to(tx, *id, higher)?;
        dossiers::ops::mark_answered_refused(tx, *id, &higher.reason)?;
    }
    let Some(decided_on) = higher.decided_on.filter(|_| !higher.granted.is_empty()) else {
        return Ok(None);
    };
    must_not_lie_ahead(tx, decided_on)?;
    let id = store::insert_higher(tx, higher, decided_on).on_unique(
        "decisions.authority",
        "number",
        &already_used(&higher.number, decided_on),
    )?;
    let act = Grant { decision: id, year: higher.year, number: &higher.number, decided_on };
    for dossier in &higher.granted {
        let found = escalated_to(tx, *dossier, higher)?;
        act.record(tx, found.facts.subject, found.award, Some(&found))?;
        dossiers::ops::mark_answered_granted(tx, *dossier, &act.words())?;
    }
    let recorded = find(tx.conn, id)?;
    told::of_granting(tx, &recorded)?;
    tx.audit(Event::new(EventKind::HigherDecisionRecorded, Object::Decision(id)).because(format!(
        "{}, {}",
        higher.number,
        count_of(higher.granted.len())
    )))?;
    Ok(Some(id))
}

/// What a decision grants with.
struct Grant<'a> {
    decision: DecisionId,
    year: Year,
    number: &'a str,
    decided_on: NaiveDate,
}

impl Grant<'_> {
    /// As the dossier keeps it: "15/QĐ-STC ngày 20/01/2015".
    fn words(&self) -> String {
        format!("{} ngày {}", self.number, date::format_date(self.decided_on))
    }

    /// The award that the dossier proposes.
    fn to(&self, tx: &mut Tx, id: DossierId) -> AppResult<()> {
        let found = must_be_ripe(tx, id, self.year)?;
        self.record(tx, found.facts.subject, found.award, Some(&found))?;
        dossiers::ops::mark_decided(tx, id, &self.words())
    }

    fn record(
        &self,
        tx: &mut Tx,
        subject: SubjectId,
        award: AwardCode,
        from: Option<&dossiers::ops::Found>,
    ) -> AppResult<()> {
        let granted = Granted {
            subject,
            award,
            year: self.year,
            decision: self.decision,
            decided_on: self.decided_on,
            registration: from.and_then(|dossier| dossier.registration),
            dossier: from.map(|dossier| dossier.id),
        };
        awards::ops::record(tx, granted).map(|_| ())
    }

    /// A greater title brings the lesser one along that the same authority grants, unless it is held already;
    /// the catalogue says which (`includes` of the award). What was proposed or registered of it is settled too.
    fn bring_along(&self, tx: &mut Tx, subject: SubjectId, award: AwardCode) -> AppResult<()> {
        let Some(lesser) = catalogue().brings_along(award) else {
            return Ok(());
        };
        if awards::ops::holds(tx, subject, lesser, self.year)? {
            return Ok(());
        }
        let proposed = match dossiers::ops::live_of(tx.conn, self.year, subject, lesser)? {
            Some(id) => {
                let ripeness = Ripeness::on(tx.conn, tx.today)?;
                Some(dossiers::ops::find(tx.conn, id)?).filter(|it| ripeness.is_ripe(it))
            }
            None => None,
        };
        self.record(tx, subject, lesser, proposed.as_ref())?;
        if let Some(dossier) = proposed {
            return dossiers::ops::mark_decided(tx, dossier.id, &self.words());
        }
        match registrations::ops::accepted_of(tx.conn, self.year, subject, lesser)? {
            Some(id) => registrations::ops::mark_awarded(tx, id),
            None => Ok(()),
        }
    }
}

fn set_lines(tx: &mut Tx, id: DecisionId, new: &Draft) -> AppResult<()> {
    for dossier in &new.lines {
        let found = must_be_ripe(tx, *dossier, new.year)?;
        store::insert_line(tx.conn, id, *dossier).on_unique(
            "decision_lines.dossier_id",
            "lines",
            &format!("{} đã nằm trong một dự thảo khác. Bỏ dòng này.", found.subject_name),
        )?;
    }
    Ok(())
}

/// A dossier of the year that the head of the agency may grant now.
fn must_be_ripe(tx: &mut Tx, id: DossierId, year: Year) -> AppResult<dossiers::ops::Found> {
    let found = dossiers::ops::find(tx.conn, id)?;
    let why = if !registrations::ops::is_granted_here(found.award) {
        "thuộc thẩm quyền cấp trên"
    } else if found.year != year {
        "hồ sơ của năm khác"
    } else if let Some(why) = Ripeness::on(tx.conn, tx.today)?.why_not(&found) {
        why
    } else {
        return Ok(found);
    };
    Err(FieldErrors::one("lines", format!("{}: {why}. Bỏ dòng này.", found.subject_name)).into())
}

fn find_draft(tx: &mut Tx, seen: Seen) -> AppResult<Decision> {
    let decision = find(tx.conn, seen.id)?;
    if decision.version != seen.version || decision.state != State::Draft {
        return Err(AppError::Stale(history::last_act(tx.conn, Object::Decision(seen.id))?));
    }
    Ok(decision)
}

/// A dossier of the year that was sent to this authority and waits for its answer.
fn escalated_to(tx: &mut Tx, id: DossierId, higher: &Higher) -> AppResult<dossiers::ops::Found> {
    let found = dossiers::ops::find(tx.conn, id)?;
    let waits = found.facts.state == dossier::State::Escalated && found.year == higher.year;
    if !waits || found.award.authority() != higher.authority {
        let words = format!("{}: không chờ quyết định của cơ quan này. Bỏ dấu ở dòng này.", found.subject_name);
        return Err(FieldErrors::one("granted", words).into());
    }
    Ok(found)
}

/// Answers nobody whom the proposal does not name.
fn must_be_of_proposal(tx: &mut Tx, higher: &Higher) -> AppResult<()> {
    let Some(escalation) = higher.escalation else { return Ok(()) };
    let proposed = escalations::ops::dossiers_of(tx.conn, escalation)?;
    let answered = higher.granted.iter().chain(&higher.refused);
    if let Some(other) = answered.copied().find(|id| !proposed.contains(id)) {
        let name = dossiers::ops::find(tx.conn, other)?.subject_name;
        let words = format!("{name}: không có trong tờ trình này. Bỏ dấu ở dòng này.");
        return Err(FieldErrors::one("granted", words).into());
    }
    Ok(())
}

pub fn must_not_lie_ahead(tx: &Tx, decided_on: NaiveDate) -> AppResult<()> {
    if decided_on > tx.today {
        return Err(FieldErrors::one("decided_on", "Ngày quyết định không được sau hôm nay.").into());
    }
    Ok(())
}

/// "15/QĐ-STC" of what was typed, for a decision of the head of the agency: the register has each number once a year,
/// those that recognise initiatives among them.
///
/// # Errors
/// `Fields` at `number`.
pub fn free_number(tx: &mut Tx, typed: &str, decided_on: NaiveDate) -> AppResult<String> {
    let number = settings::ops::document_number(tx.conn, typed, "QĐ", "number", "quyết định")?;
    if store::has_number(tx.conn, &number, Year::of(decided_on))? {
        return Err(FieldErrors::one("number", already_used(&number, decided_on)).into());
    }
    Ok(number)
}

pub(super) fn already_used(number: &str, decided_on: NaiveDate) -> String {
    format!("Số {number} đã dùng trong năm {}. Nhập số khác.", Year::of(decided_on))
}

fn count_of(lines: usize) -> String {
    format!("{lines} dòng")
}
