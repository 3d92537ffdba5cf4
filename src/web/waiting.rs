//! How much waits for whom: counted once a request, for the header, the menu and the inbox alike.

use chrono::{Datelike, NaiveDate, TimeDelta};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable, Text};

use crate::db::Connection;
use crate::domain::ids::AccountId;
use crate::domain::notice::Audience;
use crate::domain::pact::{Quarter, Side};
use crate::domain::role::Role;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult};
use crate::policy::{self, Act, Actor};
use crate::sql::{Sql, sql};

/// What waits, and when the first of it is due.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pile {
    pub count: i64,
    pub due: Option<NaiveDate>,
}

/// The piles in front of one actor.
#[derive(Debug, Clone, Copy, Default)]
pub struct Waiting {
    pub registrations_to_agree: Pile,
    pub initiatives_to_agree: Pile,
    pub dossiers_to_agree: Pile,
    pub dossiers_to_verify: Pile,
    /// Drafts of one's own and of the collective one heads.
    pub dossiers_drafted: Pile,
    pub dossiers_returned: Pile,
    /// Decided, and not yet paid.
    pub dossiers_to_pay: Pile,
    /// Paid bonuses of what was taken back, not wholly recovered.
    pub bonuses_to_recover: Pile,
    pub registrations_to_verify: Pile,
    pub initiatives_to_verify: Pile,
    /// Verified: the council votes on them.
    pub dossiers_to_vote: Pile,
    /// Passed, shown long enough, or short: to be gathered into a draft, or sent to the higher level.
    pub dossiers_to_decide: Pile,
    /// Lists whose last day is over and whose minutes are still to be written.
    pub publicity_to_close: Pile,
    pub objections_to_answer: Pile,
    pub interim_results_to_confirm: Pile,
    pub decisions_to_issue: Pile,
    /// Sheets of rounds that are scored now.
    pub sheets_to_score: Pile,
    /// Ballots of the council that run now and lack one's vote.
    pub ballots_to_cast: Pile,
    /// Closed ballots of which one holds a key.
    pub ballots_to_open: Pile,
    /// Meetings of the council whose votes are counted.
    pub council_meetings_to_conclude: Pile,
    /// Rounds whose sheets are all in, and those without a draft of their decision.
    pub rounds_to_conclude: Pile,
    /// Rounds whose decision is drafted.
    pub rounds_to_decide: Pile,
    pub registrations_returned: Pile,
    pub initiatives_returned: Pile,
    /// Those whose author has asked him to confirm that he is one too.
    pub initiatives_to_confirm: Pile,
    /// 1 while the round is open and the user has registered nothing.
    pub not_registered: Pile,
    /// People of the unit one heads who have sent no registration, while the round is open.
    pub unit_not_registered: Pile,
    /// The unit's meetings whose minutes are not closed.
    pub meetings_to_close: Pile,
    /// 1 while the month that ended last has no figures.
    pub month_without_revenue: Pile,
    /// The pact of the unit one heads, offered and not signed.
    pub unit_pacts_to_sign: Pile,
    /// Those that wait for the agency, and for the trade union.
    pub agency_pacts_to_sign: Pile,
    pub union_pacts_to_sign: Pile,
    /// 1 while the quarter that ended last is not reported on the unit's pact.
    pub quarter_to_report: Pile,
    pub quarters_to_confirm: Pile,
    /// Sheets of blocks that one's unit, or oneself for it, is to score, and those that are to be verified.
    pub cluster_sheets_to_score: Pile,
    pub cluster_sheets_to_verify: Pile,
    /// Blocks whose table waits for the head's conclusion.
    pub clusters_to_conclude: Pile,
    /// Roles that IT asked for, for others.
    pub roles_to_confirm: Pile,
    /// Backups that fail, for whoever can mend it, and those that have failed for two days, for whoever must know.
    pub backups_to_mend: Pile,
    pub backups_failing: Pile,
    /// Sent documents that the user has not said he has read.
    pub documents_to_read: Pile,
    /// What is new since he last looked, at most [`MOST_NOTICES`]: told, not a task.
    pub unread_notices: Pile,
}

/// Nobody counts further: "99+".
pub const MOST_NOTICES: i64 = 100;

impl Waiting {
    /// What the approval queue holds.
    pub fn to_approve(&self) -> i64 {
        self.registrations_to_agree.count
            + self.dossiers_to_agree.count
            + self.dossiers_to_verify.count
            + self.initiatives_to_agree.count
            + self.registrations_to_verify.count
            + self.initiatives_to_verify.count
    }

    /// How many tasks the inbox shows: one for each pile that is not empty.
    pub fn tasks(&self) -> i64 {
        let piles = [
            self.registrations_to_agree,
            self.initiatives_to_agree,
            self.dossiers_to_agree,
            self.dossiers_to_verify,
            self.dossiers_drafted,
            self.dossiers_returned,
            self.dossiers_to_pay,
            self.bonuses_to_recover,
            self.registrations_to_verify,
            self.initiatives_to_verify,
            self.dossiers_to_vote,
            self.dossiers_to_decide,
            self.publicity_to_close,
            self.objections_to_answer,
            self.interim_results_to_confirm,
            self.decisions_to_issue,
            self.sheets_to_score,
            self.ballots_to_cast,
            self.ballots_to_open,
            self.council_meetings_to_conclude,
            self.rounds_to_conclude,
            self.rounds_to_decide,
            self.registrations_returned,
            self.initiatives_returned,
            self.initiatives_to_confirm,
            self.not_registered,
            self.unit_not_registered,
            self.meetings_to_close,
            self.month_without_revenue,
            self.unit_pacts_to_sign,
            self.agency_pacts_to_sign,
            self.union_pacts_to_sign,
            self.quarter_to_report,
            self.quarters_to_confirm,
            self.cluster_sheets_to_score,
            self.cluster_sheets_to_verify,
            self.clusters_to_conclude,
            self.documents_to_read,
            self.roles_to_confirm,
            self.backups_to_mend,
            self.backups_failing,
        ];
        piles.iter().filter(|pile| pile.count > 0).count() as i64
    }

    /// All piles in front of an actor, in one statement.
    pub fn of(conn: &mut Connection, actor: &Actor, today: NaiveDate) -> AppResult<Self> {
        let mut asked = Asked::default();
        let own = actor.person.map_or(0, |person| person.0);
        if let Some(account) = actor.account {
            asked.notices(&policy::audiences_of(actor), account)?;
        }
        if actor.person.is_some() {
            asked.pile(|it| &mut it.registrations_returned, REGISTRATIONS_RETURNED, &[own]);
            let [person, collective] = policy::own_subjects(actor).map(|subject| subject.0);
            asked.pile(|it| &mut it.dossiers_drafted, DOSSIERS_DRAFTED, &[person, collective]);
            asked.pile(|it| &mut it.dossiers_returned, DOSSIERS_RETURNED, &[person, collective]);
            asked.pile(|it| &mut it.initiatives_returned, INITIATIVES_RETURNED, &[own]);
            asked.pile(|it| &mut it.initiatives_to_confirm, INITIATIVES_TO_CONFIRM, &[own]);
            asked.pile(|it| &mut it.sheets_to_score, SHEETS_TO_SCORE, &[own]);
            asked.pile(|it| &mut it.ballots_to_cast, BALLOTS_TO_CAST, &[own]);
            asked.pile(|it| &mut it.ballots_to_open, BALLOTS_TO_OPEN, &[own]);
            let reviewed = actor.reviewed_unit().map_or(-1, |unit| unit.0);
            asked.pile(|it| &mut it.cluster_sheets_to_score, CLUSTER_SHEETS_OPEN, &[reviewed, own]);
            let year = i64::from(Year::of(today).0);
            let unit = actor.unit.map_or(-1, |unit| unit.0);
            let is_head = i64::from(actor.is(Role::UnitHead));
            asked.pile(|it| &mut it.documents_to_read, DOCUMENTS_TO_READ, &[year - 1, own, unit, is_head]);
            asked.pile_on(|it| &mut it.not_registered, NOT_REGISTERED, today, &[year, own]);
        }
        if let Some(unit) = actor.reviewed_unit() {
            let year = i64::from(Year::of(today).0);
            asked.pile_on(|it| &mut it.unit_not_registered, UNIT_NOT_REGISTERED, today, &[year, unit.0]);
            asked.pile(|it| &mut it.meetings_to_close, MEETINGS_OPEN, &[unit.0]);
            asked.pile(|it| &mut it.registrations_to_agree, REGISTRATIONS_FILED, &[unit.0, own]);
            asked.pile(|it| &mut it.dossiers_to_agree, DOSSIERS_FILED, &[unit.0, own]);
            asked.pile(|it| &mut it.initiatives_to_agree, INITIATIVES_FILED, &[unit.0, own]);
            let quarter = Quarter::ended_before(today);
            let values = [i64::from(quarter.year.0), unit.0, i64::from(quarter.number)];
            asked.pile(|it| &mut it.quarter_to_report, QUARTER_UNREPORTED, &values);
            if policy::may(actor, Act::SignPact(Side::Unit, unit)) {
                asked.pile(|it| &mut it.unit_pacts_to_sign, PACTS_AWAITING_UNIT, &[unit.0]);
            }
        }
        if policy::may(actor, Act::ConfirmReports) {
            asked.pile(|it| &mut it.quarters_to_confirm, QUARTERS_REPORTED, &[]);
        }
        if actor.is(Role::Secretariat) {
            asked.pile(|it| &mut it.registrations_to_verify, REGISTRATIONS_REVIEWED, &[own, own]);
            asked.pile(|it| &mut it.dossiers_to_verify, DOSSIERS_REVIEWED, &[own, own]);
            asked.pile(|it| &mut it.initiatives_to_verify, INITIATIVES_REVIEWED, &[own, own]);
            asked.pile(|it| &mut it.dossiers_to_vote, DOSSIERS_VERIFIED, &[]);
            asked.pile(|it| &mut it.dossiers_to_decide, DOSSIERS_PASSED, &[]);
            asked.pile_on(|it| &mut it.publicity_to_close, PUBLICITY_OVER, today, &[]);
            asked.pile(|it| &mut it.objections_to_answer, OBJECTIONS_OPEN, &[]);
            asked.pile(|it| &mut it.rounds_to_conclude, ROUNDS_TO_CONCLUDE, &[]);
            let answers_for = actor.reviewed_unit().map_or(-1, |unit| unit.0);
            let account = actor.account.map_or(-1, |account| account.0);
            let aside = [answers_for, own, account];
            asked.pile(|it| &mut it.cluster_sheets_to_verify, CLUSTER_SHEETS_SUBMITTED, &aside);
            asked.pile(|it| &mut it.council_meetings_to_conclude, COUNCIL_MEETINGS_COUNTED, &[]);
            asked.pile(|it| &mut it.interim_results_to_confirm, INTERIM_RESULTS_PROPOSED, &[]);
        }
        if let Some(account) = actor.account.filter(|_| actor.is(Role::Secretariat) || actor.is(Role::Leader)) {
            asked.pile(|it| &mut it.roles_to_confirm, ROLES_ASKED_FOR, &[account.0, account.0]);
        }
        if policy::may(actor, Act::KeepInstallation) {
            asked.pile(|it| &mut it.backups_to_mend, BACKUPS_FAILING, &[]);
        } else if actor.is(Role::Secretariat) || actor.is(Role::Leader) {
            let before = today - SILENT_DAYS;
            asked.pile_on(|it| &mut it.backups_failing, BACKUPS_FAILING_LONG, before, &[]);
        }
        if actor.issues_decisions() {
            asked.pile(|it| &mut it.decisions_to_issue, DECISIONS_DRAFTED, &[]);
            asked.pile(|it| &mut it.rounds_to_decide, ROUNDS_DRAFTED, &[]);
            asked.pile(|it| &mut it.clusters_to_conclude, CLUSTERS_PROPOSED, &[]);
            asked.pile(|it| &mut it.agency_pacts_to_sign, PACTS_AWAITING_AGENCY, &[]);
        }
        if actor.is_union_chair {
            asked.pile(|it| &mut it.union_pacts_to_sign, PACTS_AWAITING_UNION, &[]);
        }
        if policy::verifies_only_secretary(actor) {
            asked.pile(|it| &mut it.registrations_to_verify, REGISTRATIONS_OF_ONLY_SECRETARY, &[own]);
            asked.pile(|it| &mut it.dossiers_to_verify, DOSSIERS_OF_ONLY_SECRETARY, &[own]);
            asked.pile(|it| &mut it.initiatives_to_verify, INITIATIVES_OF_ONLY_SECRETARY, &[own]);
        }
        if actor.is(Role::Accountant) {
            asked.pile(|it| &mut it.dossiers_to_pay, DOSSIERS_DECIDED, &[]);
            asked.pile(|it| &mut it.bonuses_to_recover, BONUSES_TO_RECOVER, &[]);
            // The month that ended last, if nobody has entered it yet.
            let ended = today.with_day(1).and_then(|first| first.pred_opt()).unwrap_or(today);
            let (year, month) = (i64::from(ended.year()), i64::from(ended.month()));
            asked.pile(|it| &mut it.month_without_revenue, MONTH_WITHOUT_REVENUE, &[year, year, month]);
        }
        asked.answer(conn)
    }
}

/// IT has so many days for itself: the nightly backup that fails is told to others on the morning after 48 hours.
const SILENT_DAYS: TimeDelta = TimeDelta::days(2);

/// The years whose round takes registrations on a day, which is the `?`.
macro_rules! open_round {
    () => {
        "(SELECT ? AS today) t JOIN emulation_years y ON y.registration_due_on >= t.today AND y.state = 'open' \
         AND (y.registration_opens_on IS NULL OR y.registration_opens_on <= t.today) WHERE 1 "
    };
}
macro_rules! only_secretary {
    () => {
        "(SELECT MAX(a.person_id) FROM accounts a JOIN account_roles s ON s.account_id = a.id \
         WHERE s.role = 'secretariat' AND a.locked_at IS NULL HAVING COUNT(*) = 1)"
    };
}
/// A value in SQL: the person of the secretariat, or null where there are several. Nobody takes a step on his
/// own, so the only secretary's goes to the head of the agency.
pub const ONLY_SECRETARY: &str = only_secretary!();

/// A condition in SQL: the document `d` is for a person to read; `?` is his unit, and whether he heads one.
macro_rules! concerns {
    () => {
        "CASE d.readers WHEN 'everyone' THEN 1 WHEN 'units' THEN EXISTS (SELECT 1 FROM document_units t \
         WHERE t.document_id = d.id AND t.unit_id = ?) ELSE ? END"
    };
}
pub const CONCERNS: &str = concerns!();

/// Of this year and the last: nobody goes back further to read.
const DOCUMENTS_TO_READ: &str = concat!(
    "COUNT(*) AS count, MIN(d.due_on) AS due FROM documents d WHERE d.state = 'sent' AND d.year >= ? \
     AND NOT EXISTS (SELECT 1 FROM document_receipts r WHERE r.document_id = d.id AND r.person_id = ?) AND ",
    concerns!()
);
/// A look into the index for each of a reader's audiences; the count ends where nobody counts further.
const NOTICES_UNREAD: &str = "COUNT(*) AS count, NULL AS due FROM (SELECT 1 FROM json_each(?) k CROSS JOIN notices n \
     WHERE n.audience = k.value AND n.id > (SELECT seen_up_to FROM notice_marks WHERE account_id = ?) \
     AND n.account_id IS NOT ? LIMIT ?)";
const ROLES_ASKED_FOR: &str = "COUNT(*) AS count, NULL AS due FROM role_requests \
     WHERE outcome = 'open' AND account_id <> ? AND asked_by <> ?";
const BACKUPS_FAILING: &str = "COUNT(*) AS count, NULL AS due FROM backup_troubles";
const BACKUPS_FAILING_LONG: &str =
    "COUNT(*) AS count, NULL AS due FROM backup_troubles WHERE date(since, '+7 hours') < ?";
const REGISTRATIONS_RETURNED: &str = "COUNT(*) AS count, MIN(due_on) AS due FROM registrations \
     WHERE subject_id = ? AND state = 'returned'";
const DOSSIERS_DRAFTED: &str =
    "COUNT(*) AS count, NULL AS due FROM dossiers WHERE subject_id IN (?, ?) AND state = 'draft'";
const DOSSIERS_RETURNED: &str =
    "COUNT(*) AS count, MIN(due_on) AS due FROM dossiers WHERE subject_id IN (?, ?) AND state = 'returned'";
const DOSSIERS_FILED: &str = "COUNT(*) AS count, MIN(due_on) AS due FROM dossiers \
     WHERE state = 'filed' AND unit_id = ? AND subject_id <> ?";
/// As for registrations.
const DOSSIERS_REVIEWED: &str = "(SELECT COALESCE(SUM(n), 0) FROM dossier_tallies WHERE unit_id = 0 AND state = 'unit_reviewed') \
     - COUNT(*) AS count, (SELECT due_on FROM dossiers WHERE state = 'unit_reviewed' \
     AND due_on IS NOT NULL AND subject_id <> ? ORDER BY due_on LIMIT 1) AS due \
     FROM dossiers WHERE subject_id = ? AND state = 'unit_reviewed'";
const DOSSIERS_DECIDED: &str = "COALESCE(SUM(n), 0) AS count, NULL AS due FROM dossier_tallies \
     WHERE unit_id = 0 AND state = 'decided'";
/// The condition is written as in the index dossiers_paid_and_revoked.
const BONUSES_TO_RECOVER: &str = "COUNT(*) AS count, NULL AS due FROM dossiers d WHERE d.state = 'revoked' \
     AND d.paid_amount > 0 AND (SELECT SUM(CASE e.kind WHEN 'bonus' THEN e.amount ELSE -e.amount END) \
     FROM fund_entries e WHERE e.dossier_id = d.id) > 0";
const DOSSIERS_OF_ONLY_SECRETARY: &str = concat!(
    "COUNT(*) AS count, MIN(due_on) AS due FROM dossiers \
     WHERE state = 'unit_reviewed' AND subject_id <> ? AND subject_id = ",
    only_secretary!()
);
const INITIATIVES_RETURNED: &str = "COUNT(*) AS count, MIN(i.due_on) AS due FROM initiative_authors a \
     JOIN initiatives i ON i.id = a.initiative_id WHERE a.person_id = ? AND i.state = 'returned'";
const INITIATIVES_TO_CONFIRM: &str = "COUNT(*) AS count, NULL AS due FROM initiative_authors a \
     JOIN initiatives i ON i.id = a.initiative_id WHERE a.person_id = ? AND a.answer = 'asked' \
     AND i.state IN ('draft', 'returned')";
const SHEETS_TO_SCORE: &str = "COUNT(*) AS count, NULL AS due FROM initiative_sheets s \
     JOIN initiative_rounds r ON r.id = s.round_id AND r.state = 'scoring' \
     WHERE s.examiner_id = ? AND s.state = 'assigned'";
const BALLOTS_TO_CAST: &str = "COUNT(DISTINCT b.id) AS count, NULL AS due FROM roll r \
     JOIN ballot_sheets s ON s.id = r.meeting JOIN ballots b ON b.id = s.ballot_id AND b.state = 'voting' \
     WHERE r.member = ? AND r.voted = 0";
/// There is one running ballot at a time, or none.
const BALLOTS_TO_OPEN: &str = "COUNT(*) AS count, NULL AS due FROM council_meetings m \
     JOIN ballots b ON b.meeting_id = m.id AND b.state = 'closed' \
     WHERE m.state <> 'concluded' AND m.state = 'closed' AND ? IN (b.holder_one, b.holder_two)";
const COUNCIL_MEETINGS_COUNTED: &str = "COUNT(*) AS count, NULL AS due FROM council_meetings \
     WHERE state <> 'concluded' AND state = 'counted'";
/// There are a few rounds a year, and those that are decided are left out by an index.
const ROUNDS_TO_CONCLUDE: &str = "COUNT(*) AS count, NULL AS due FROM initiative_rounds r WHERE r.state <> 'decided' \
     AND ((r.state = 'concluded' AND r.decision_abstract = '') OR (r.state = 'scoring' AND NOT EXISTS \
     (SELECT 1 FROM initiative_sheets s WHERE s.round_id = r.id AND s.state = 'assigned')))";
const ROUNDS_DRAFTED: &str = "COUNT(*) AS count, NULL AS due FROM initiative_rounds \
     WHERE state <> 'decided' AND state = 'concluded' AND decision_abstract <> ''";
const CLUSTER_SHEETS_OPEN: &str = "COUNT(*) AS count, MIN(c.self_due_on) AS due FROM (SELECT cluster_id, unit_id FROM cluster_sheets \
     WHERE unit_id = ? AND state IN ('draft', 'returned') UNION SELECT cluster_id, unit_id FROM cluster_sheets \
     WHERE scribe_id = ? AND scribe_id IS NOT NULL AND state IN ('draft', 'returned')) s \
     JOIN emulation_clusters c ON c.id = s.cluster_id AND c.state = 'scoring' \
     JOIN cluster_members m ON m.cluster_id = s.cluster_id AND m.unit_id = s.unit_id";
/// Those of units one answers for, and those one has sent, somebody else verifies.
const CLUSTER_SHEETS_SUBMITTED: &str = "COUNT(*) AS count, MIN(c.verify_due_on) AS due FROM cluster_sheets s \
     JOIN emulation_clusters c ON c.id = s.cluster_id AND c.state = 'scoring' WHERE s.state = 'submitted' \
     AND s.unit_id <> ? AND s.scribe_id IS NOT ? AND s.submitted_by IS NOT ?";
const CLUSTERS_PROPOSED: &str = "COUNT(*) AS count, NULL AS due FROM emulation_clusters WHERE state = 'proposed'";
const NOT_REGISTERED: &str = concat!(
    "COUNT(*) AS count, MIN(y.registration_due_on) AS due FROM ",
    open_round!(),
    "AND y.year = ? AND NOT EXISTS (SELECT 1 FROM registrations r \
     WHERE r.subject_id = ? AND r.year = y.year AND r.state NOT IN ('withdrawn', 'rejected'))"
);
/// The first part of the condition is written as in the index registrations_one_live.
const UNIT_NOT_REGISTERED: &str = concat!(
    "COUNT(*) AS count, MIN(y.registration_due_on) AS due FROM people p CROSS JOIN ",
    open_round!(),
    "AND y.year = ? AND p.unit_id = ? AND (p.left_on IS NULL OR p.left_on >= t.today) \
     AND NOT EXISTS (SELECT 1 FROM registrations r WHERE r.year = y.year AND r.subject_id = p.id \
     AND r.state NOT IN ('withdrawn', 'rejected') AND r.state <> 'draft')"
);
/// In ended years nobody signs and nobody reports any more.
const PACTS_AWAITING_UNIT: &str = "COUNT(*) AS count, NULL AS due FROM pacts WHERE awaits_unit AND unit_id = ? \
     AND year IN (SELECT year FROM emulation_years WHERE state = 'open')";
const PACTS_AWAITING_AGENCY: &str = "COUNT(*) AS count, NULL AS due FROM pacts WHERE awaits_agency \
     AND year IN (SELECT year FROM emulation_years WHERE state = 'open')";
const PACTS_AWAITING_UNION: &str = "COUNT(*) AS count, NULL AS due FROM pacts WHERE awaits_union \
     AND year IN (SELECT year FROM emulation_years WHERE state = 'open')";
const QUARTER_UNREPORTED: &str = "COUNT(*) AS count, NULL AS due FROM pacts p JOIN emulation_years y ON y.year = p.year \
     AND y.closed_on IS NULL WHERE p.year = ? AND p.unit_id = ? AND p.state = 'signed' AND NOT EXISTS \
     (SELECT 1 FROM pact_reports r WHERE r.pact_id = p.id AND r.quarter = ? AND r.state <> 'returned')";
const QUARTERS_REPORTED: &str = "COUNT(*) AS count, NULL AS due FROM pact_reports r JOIN pacts p ON p.id = r.pact_id \
     JOIN emulation_years y ON y.year = p.year AND y.closed_on IS NULL WHERE r.state = 'reported'";
const MEETINGS_OPEN: &str = "COUNT(*) AS count, NULL AS due FROM unit_meetings WHERE state = 'open' AND unit_id = ?";
/// Out of the kept counts (unit 0 is all units): there may be thousands.
const INTERIM_RESULTS_PROPOSED: &str = "COALESCE(SUM(n), 0) AS count, NULL AS due FROM interim_result_tallies \
     WHERE unit_id = 0 AND state = 'proposed' AND year IN (SELECT year FROM emulation_years)";
const MONTH_WITHOUT_REVENUE: &str = "COUNT(*) AS count, NULL AS due FROM emulation_years y \
     WHERE y.year = ? AND NOT EXISTS (SELECT 1 FROM revenue_actuals a WHERE a.year = ? AND a.month = ?)";
const REGISTRATIONS_FILED: &str = "COUNT(*) AS count, MIN(due_on) AS due FROM registrations \
     WHERE state IN ('filed', 'unit_reviewed', 'accepted', 'returned', 'escalated') \
     AND state = 'filed' AND unit_id = ? AND subject_id <> ?";
const INITIATIVES_FILED: &str = "COUNT(*) AS count, MIN(due_on) AS due FROM initiatives i \
     WHERE state IN ('filed', 'unit_reviewed', 'under_review', 'returned') \
     AND state = 'filed' AND unit_id = ? AND NOT EXISTS \
     (SELECT 1 FROM initiative_authors a WHERE a.initiative_id = i.id AND a.person_id = ?)";
/// The kept count without one's own, and the first due that is not one's own out of an index.
const REGISTRATIONS_REVIEWED: &str = "(SELECT COALESCE(SUM(n), 0) FROM registration_tallies WHERE unit_id = 0 AND state = 'unit_reviewed') \
     - COUNT(*) AS count, (SELECT due_on FROM registrations WHERE state = 'unit_reviewed' \
     AND due_on IS NOT NULL AND subject_id <> ? ORDER BY due_on LIMIT 1) AS due \
     FROM registrations WHERE subject_id = ? AND state = 'unit_reviewed'";
const INITIATIVES_REVIEWED: &str = "(SELECT COALESCE(SUM(n), 0) FROM initiative_tallies WHERE unit_id = 0 AND state = 'unit_reviewed' \
     AND year IN (SELECT year FROM emulation_years)) - COUNT(*) AS count, \
     (SELECT due_on FROM initiatives i WHERE state = 'unit_reviewed' AND due_on IS NOT NULL AND NOT EXISTS \
     (SELECT 1 FROM initiative_authors a WHERE a.initiative_id = i.id AND a.person_id = ?) ORDER BY due_on LIMIT 1) AS due \
     FROM initiative_authors a JOIN initiatives i ON i.id = a.initiative_id WHERE a.person_id = ? AND i.state = 'unit_reviewed'";
const DOSSIERS_VERIFIED: &str =
    "COUNT(*) AS count, NULL AS due FROM dossiers WHERE state = 'verified' AND kind = 'merit'";
const DOSSIERS_PASSED: &str = "COALESCE(SUM(n), 0) + (SELECT COUNT(*) FROM dossiers INDEXED BY dossiers_verified \
     WHERE state = 'verified' AND kind IN ('sudden', 'thematic')) \
     + (SELECT COUNT(*) FROM dossiers INDEXED BY dossiers_publicity_closed \
     WHERE state = 'published' AND publicity_closed_on IS NOT NULL) \
     AS count, NULL AS due FROM dossier_tallies WHERE unit_id = 0 AND state = 'council_voted'";
const PUBLICITY_OVER: &str =
    "COUNT(*) AS count, MIN(ends_on) AS due FROM publicity_periods WHERE state = 'open' AND ends_on < ?";
const OBJECTIONS_OPEN: &str = "COUNT(*) AS count, NULL AS due FROM objections WHERE outcome IS NULL";
const DECISIONS_DRAFTED: &str = "COUNT(*) AS count, NULL AS due FROM decisions WHERE state = 'draft' AND own";
const REGISTRATIONS_OF_ONLY_SECRETARY: &str = concat!(
    "COUNT(*) AS count, MIN(due_on) AS due FROM registrations \
     WHERE state = 'unit_reviewed' AND subject_id <> ? AND subject_id = ",
    only_secretary!()
);
const INITIATIVES_OF_ONLY_SECRETARY: &str = concat!(
    "COUNT(*) AS count, MIN(due_on) AS due FROM initiatives i WHERE state = 'unit_reviewed' AND NOT EXISTS \
     (SELECT 1 FROM initiative_authors o WHERE o.initiative_id = i.id AND o.person_id = ?) \
     AND id IN (SELECT initiative_id FROM initiative_authors WHERE person_id = ",
    only_secretary!(),
    ")"
);

/// Where the answer of a part of the statement goes.
type Place = fn(&mut Waiting) -> &mut Pile;

/// The parts of one statement, which says for each pile its place, its count and its first day.
#[derive(Default)]
struct Asked {
    places: Vec<Place>,
    statement: Option<Sql<'static>>,
}

impl Asked {
    fn pile(&mut self, place: Place, query: &'static str, values: &[i64]) {
        let part = self.part(place, query);
        self.statement = Some(bind_all(part, values));
    }

    /// A pile whose first value is a day.
    fn pile_on(&mut self, place: Place, query: &'static str, day: NaiveDate, values: &[i64]) {
        let part = self.part(place, query).bind::<Date, _>(day);
        self.statement = Some(bind_all(part, values));
    }

    fn notices(&mut self, audiences: &[Audience], account: AccountId) -> AppResult<()> {
        let keys: Vec<String> = audiences.iter().map(|audience| audience.key()).collect();
        let keys = serde_json::to_string(&keys).map_err(|error| AppError::Unexpected(error.into()))?;
        let part = self.part(|it| &mut it.unread_notices, NOTICES_UNREAD).bind::<Text, _>(keys);
        self.statement = Some(bind_all(part, &[account.0, account.0, MOST_NOTICES]));
        Ok(())
    }

    fn part(&mut self, place: Place, query: &'static str) -> Sql<'static> {
        let part = match self.statement.take() {
            None => sql("SELECT ? AS place, "),
            Some(before) => before.sql(" UNION ALL SELECT ? AS place, "),
        };
        let ordinal = self.places.len() as i64;
        self.places.push(place);
        part.bind::<BigInt, _>(ordinal).sql(query)
    }

    fn answer(self, conn: &mut Connection) -> AppResult<Waiting> {
        let mut waiting = Waiting::default();
        let Some(statement) = self.statement else { return Ok(waiting) };
        let mut answers: Vec<Counted> = statement.load(conn)?;
        answers.sort_by_key(|counted| counted.place);
        for counted in answers {
            if let Some(place) = self.places.get(counted.place as usize) {
                *place(&mut waiting) = Pile { count: counted.count, due: counted.due };
            }
        }
        Ok(waiting)
    }
}

fn bind_all(statement: Sql<'static>, values: &[i64]) -> Sql<'static> {
    values.iter().fold(statement, |statement, value| statement.bind::<BigInt, _>(*value))
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = BigInt)]
    place: i64,
    #[diesel(sql_type = BigInt)]
    count: i64,
    #[diesel(sql_type = Nullable<Date>)]
    due: Option<NaiveDate>,
}
