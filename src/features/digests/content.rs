//! What a mail says: how much waits for somebody, what is due, how much is new. Asked for all recipients at once, in a
//! fixed number of statements whatever their number, and naming nobody.

use std::collections::HashMap;

use chrono::{Days, NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable, Timestamp};

use super::store::Recipient;
use crate::db::Connection;
use crate::domain::date::{days_left_words, format_date};
use crate::domain::ids::AccountId;
use crate::error::AppResult;
use crate::sql::sql;

/// What is due within so many days stands in a section of its own.
const SOON: u64 = 3;

/// The mail of one account.
#[derive(Debug, Clone)]
pub struct Letter {
    pub account: AccountId,
    pub full_name: String,
    pub address: String,
    pub attempts: i64,
    pub waiting: Vec<Pile>,
    pub notices: i64,
}

impl Letter {
    /// New notices alone are no reason to write.
    pub fn is_due(&self) -> bool {
        !self.waiting.is_empty()
    }

    pub fn subject(&self) -> String {
        format!("Thi đua, khen thưởng: {} việc đang chờ đồng chí", self.waiting.len())
    }

    /// Plain text. `site` is what links begin with, empty for none.
    pub fn text(&self, today: NaiveDate, site: &str) -> String {
        let line = |pile: &Pile| pile.line(today, site);
        let soon = today.checked_add_days(Days::new(SOON)).unwrap_or(today);
        let due: String =
            self.waiting.iter().filter(|pile| pile.due.is_some_and(|due| due <= soon)).map(line).collect();
        let others: String =
            self.waiting.iter().filter(|pile| pile.due.is_none_or(|due| due > soon)).map(line).collect();
        let mut text = format!("Kính gửi đồng chí {},\n", self.full_name);
        for (heading, lines) in [("Đến hạn trong 3 ngày hoặc đã quá hạn:", due), ("Đang chờ đồng chí:", others)]
        {
            if !lines.is_empty() {
                text.push_str(&format!("\n{heading}\n{lines}"));
            }
        }
        if self.notices > 0 {
            text.push_str(&format!("\nCó {} thông báo mới.\n{}", self.notices, link(site, "/notices")));
        }
        text.push_str(
            "\nThư này gửi nhiều nhất một lần mỗi ngày làm việc. Thôi nhận thư: mục Thư nhắc trong tài khoản.\n",
        );
        text
    }
}

fn link(site: &str, path: &str) -> String {
    if site.is_empty() { String::new() } else { format!("  {site}{path}\n") }
}

/// One thing that waits.
#[derive(Debug, Clone)]
pub struct Pile {
    kind: &'static Kind,
    count: i64,
    due: Option<NaiveDate>,
}

impl Pile {
    fn line(&self, today: NaiveDate, site: &str) -> String {
        let words = self.kind.words.replace("{}", &self.count.to_string());
        let due = self
            .due
            .map_or_else(String::new, |due| format!(", hạn {} ({})", format_date(due), days_left_words(today, due)));
        format!("- {words}{due}.\n{}", link(site, self.kind.path))
    }
}

/// What can wait for somebody: its words, its page, and a statement that counts it for every recipient `r`.
#[derive(Debug)]
struct Kind {
    words: &'static str,
    path: &'static str,
    count: &'static str,
}

/// In the order of the mail. Each `count` answers account, count and the first day due.
const KINDS: [Kind; 14] = [
    Kind {
        words: "Sửa {} đăng ký được trả lại",
        path: "/registrations?subject=me&state=returned",
        count: "r.account, COUNT(*), MIN(g.due_on) FROM r JOIN registrations g ON g.subject_id = r.person \
                AND g.state = 'returned' GROUP BY r.account",
    },
    Kind {
        words: "Sửa {} hồ sơ được trả lại",
        path: "/dossiers?subject=me&state=returned",
        count: "r.account, COUNT(*), MIN(d.due_on) FROM r JOIN dossiers d ON d.subject_id IN (r.person, r.headed) \
                AND d.state = 'returned' GROUP BY r.account",
    },
    Kind {
        words: "Hoàn thành {} hồ sơ còn nháp",
        path: "/dossiers?subject=me&state=draft",
        count: "r.account, COUNT(*), NULL FROM r JOIN dossiers d ON d.subject_id IN (r.person, r.headed) \
                AND d.state = 'draft' GROUP BY r.account",
    },
    Kind {
        words: "Sửa {} sáng kiến được trả lại",
        path: "/initiatives?author=me&state=returned",
        count: "r.account, COUNT(*), MIN(i.due_on) FROM r JOIN initiative_authors w ON w.person_id = r.person \
                JOIN initiatives i ON i.id = w.initiative_id AND i.state = 'returned' GROUP BY r.account",
    },
    Kind {
        words: "Xác nhận {} sáng kiến đồng chí là đồng tác giả",
        path: "/initiatives?author=me&answer=asked",
        count: "r.account, COUNT(*), NULL FROM r JOIN initiative_authors w ON w.person_id = r.person AND w.answer = 'asked' \
                JOIN initiatives i ON i.id = w.initiative_id AND i.state IN ('draft', 'returned') GROUP BY r.account",
    },
    // Only when its last day is near: it would be said every day of the year.
    Kind {
        words: "Đăng ký danh hiệu thi đua",
        path: "/registrations/new",
        count: "r.account, 1, y.registration_due_on FROM r JOIN t JOIN emulation_years y ON y.state = 'open' \
                AND y.registration_due_on BETWEEN t.today AND t.soon WHERE r.person IS NOT NULL AND NOT EXISTS \
                (SELECT 1 FROM registrations g WHERE g.year = y.year AND g.subject_id = r.person \
                AND g.state NOT IN ('withdrawn', 'rejected')) GROUP BY r.account",
    },
    Kind {
        words: "Đọc {} văn bản",
        path: "/documents?state=unread",
        count: "r.account, COUNT(*), MIN(d.due_on) FROM t JOIN documents d ON d.state = 'sent' AND d.year >= t.since \
                CROSS JOIN r WHERE r.person IS NOT NULL AND CASE d.readers WHEN 'everyone' THEN 1 WHEN 'units' THEN EXISTS \
                (SELECT 1 FROM document_units u WHERE u.document_id = d.id AND u.unit_id = r.unit) \
                ELSE r.headed IS NOT NULL END AND NOT EXISTS (SELECT 1 FROM document_receipts e \
                WHERE e.document_id = d.id AND e.person_id = r.person) GROUP BY r.account",
    },
    Kind {
        words: "Duyệt {} đăng ký của đơn vị",
        path: "/approvals?kind=registration",
        count: "r.account, COUNT(*), MIN(g.due_on) FROM r JOIN registrations g ON g.unit_id = r.headed \
                AND g.state IN ('filed', 'unit_reviewed', 'accepted', 'returned', 'escalated') AND g.state = 'filed' \
                AND g.subject_id <> r.person GROUP BY r.account",
    },
    Kind {
        words: "Duyệt {} hồ sơ của đơn vị",
        path: "/approvals?kind=dossier",
        count: "r.account, COUNT(*), MIN(d.due_on) FROM r JOIN dossiers d ON d.state = 'filed' AND d.unit_id = r.headed \
                AND d.subject_id <> r.person GROUP BY r.account",
    },
    Kind {
        words: "Xác nhận {} sáng kiến của đơn vị",
        path: "/approvals?kind=initiative",
        count: "r.account, COUNT(*), MIN(i.due_on) FROM r JOIN initiatives i ON i.unit_id = r.headed \
                AND i.state IN ('filed', 'unit_reviewed', 'under_review', 'returned') AND i.state = 'filed' \
                AND NOT EXISTS (SELECT 1 FROM initiative_authors w WHERE w.initiative_id = i.id \
                AND w.person_id = r.person) GROUP BY r.account",
    },
    Kind {
        words: "Thẩm định {} đăng ký",
        path: "/approvals?kind=registration",
        count: "r.account, c.n, c.due FROM r JOIN account_roles o ON o.account_id = r.account AND o.role = 'secretariat' \
                JOIN (SELECT COUNT(*) AS n, MIN(due_on) AS due FROM registrations WHERE state = 'unit_reviewed') c \
                WHERE c.n > 0",
    },
    Kind {
        words: "Thẩm định {} hồ sơ",
        path: "/approvals?kind=dossier",
        count: "r.account, c.n, c.due FROM r JOIN account_roles o ON o.account_id = r.account AND o.role = 'secretariat' \
                JOIN (SELECT COUNT(*) AS n, MIN(due_on) AS due FROM dossiers WHERE state = 'unit_reviewed') c \
                WHERE c.n > 0",
    },
    Kind {
        words: "Ghi kết quả {} sáng kiến",
        path: "/approvals?kind=initiative",
        count: "r.account, c.n, c.due FROM r JOIN account_roles o ON o.account_id = r.account AND o.role = 'secretariat' \
                JOIN (SELECT COUNT(*) AS n, MIN(due_on) AS due FROM initiatives WHERE state = 'unit_reviewed') c \
                WHERE c.n > 0",
    },
    Kind {
        words: "Ban hành {} quyết định",
        path: "/approvals?kind=decision",
        count: "r.account, c.n, NULL FROM r JOIN agencies g ON g.head_person_id = r.person JOIN (SELECT COUNT(*) AS n \
                FROM decisions WHERE state = 'draft' AND own) c WHERE c.n > 0",
    },
];

/// The recipients: no mail of the day yet, or one whose next try has come. `?` are the day and the moment.
macro_rules! recipients {
    () => {
        "r AS (SELECT a.id AS account, a.full_name, m.address, a.person_id AS person, p.unit_id AS unit, \
         CASE WHEN EXISTS (SELECT 1 FROM account_roles o WHERE o.account_id = a.id AND o.role = 'unit_head') \
         THEN p.unit_id END AS headed, COALESCE(x.attempts, 0) AS attempts FROM mail_addresses m \
         JOIN accounts a ON a.id = m.account_id AND a.locked_at IS NULL LEFT JOIN people p ON p.id = a.person_id \
         LEFT JOIN mails x ON x.account_id = a.id AND x.day = ? WHERE m.is_wanted AND (x.state IS NULL \
         OR (x.state = 'failed' AND x.next_try_at <= ?)))"
    };
}

const WHO: &str =
    concat!("WITH ", recipients!(), " SELECT account, full_name, address, attempts FROM r ORDER BY account");
/// `?` go on with today, the last day that is soon, and the first year whose documents are still read.
const WAITING: &str =
    concat!("WITH ", recipients!(), ", t AS (SELECT ? AS today, ? AS soon, ? AS since) SELECT 0 AS kind, ");
/// The audiences of `policy::audiences_of`, for all recipients.
const NOTICES: &str = concat!(
    "WITH ",
    recipients!(),
    ", k AS (SELECT account, 'everyone' AS audience FROM r WHERE EXISTS (SELECT 1 FROM account_roles o \
     WHERE o.account_id = r.account AND o.role <> 'it_admin') \
     UNION ALL SELECT account, 'person:' || person FROM r WHERE person IS NOT NULL \
     UNION ALL SELECT account, 'unit:' || unit FROM r WHERE unit IS NOT NULL \
     UNION ALL SELECT account, 'head_of:' || headed FROM r WHERE headed IS NOT NULL \
     UNION ALL SELECT account, 'heads' FROM r WHERE headed IS NOT NULL \
     UNION ALL SELECT r.account, 'role:' || o.role FROM r JOIN account_roles o ON o.account_id = r.account) \
     SELECT k.account, COUNT(*), NULL FROM k JOIN notice_marks s ON s.account_id = k.account \
     JOIN notices n ON n.audience = k.audience AND n.id > s.seen_up_to AND n.account_id IS NOT k.account \
     GROUP BY k.account"
);

/// The mails that can be written now, those with nothing to say included.
pub fn letters(conn: &mut Connection, day: NaiveDate, now: NaiveDateTime) -> AppResult<Vec<Letter>> {
    let recipients: Vec<Recipient> = sql(WHO).bind::<Date, _>(day).bind::<Timestamp, _>(now).load(conn)?;
    if recipients.is_empty() {
        return Ok(Vec::new());
    }
    let mut waiting = waiting(conn, day, now)?;
    let asked = sql(NOTICES).bind::<Date, _>(day).bind::<Timestamp, _>(now);
    let counted: Vec<(AccountId, i64, Option<NaiveDate>)> =
        asked.rows::<(BigInt, BigInt, Nullable<Date>)>().load(conn)?;
    let notices: HashMap<AccountId, i64> = counted.into_iter().map(|(account, n, _)| (account, n)).collect();
    let letter = |it: Recipient| Letter {
        waiting: waiting.remove(&it.account).unwrap_or_default(),
        notices: notices.get(&it.account).copied().unwrap_or_default(),
        account: it.account,
        full_name: it.full_name,
        address: it.address,
        attempts: it.attempts,
    };
    Ok(recipients.into_iter().map(letter).collect())
}

fn waiting(conn: &mut Connection, day: NaiveDate, now: NaiveDateTime) -> AppResult<HashMap<AccountId, Vec<Pile>>> {
    let soon = day.checked_add_days(Days::new(SOON)).unwrap_or(day);
    let since = i64::from(crate::domain::year::Year::of(day).0) - 1;
    let mut query = sql(WAITING).bind::<Date, _>(day).bind::<Timestamp, _>(now);
    query = query.bind::<Date, _>(day).bind::<Date, _>(soon).bind::<BigInt, _>(since);
    for (nth, kind) in KINDS.iter().enumerate() {
        if nth > 0 {
            query = query.sql(" UNION ALL SELECT ? AS kind, ").bind::<BigInt, _>(nth as i64);
        }
        query = query.sql(kind.count);
    }
    type Counted = (i64, AccountId, i64, Option<NaiveDate>);
    let mut counted: Vec<Counted> = query.rows::<(BigInt, BigInt, BigInt, Nullable<Date>)>().load(conn)?;
    counted.sort_by_key(|(kind, ..)| *kind);
    let mut waiting: HashMap<AccountId, Vec<Pile>> = HashMap::new();
    for (nth, account, count, due) in counted {
        if let Some(kind) = KINDS.get(nth as usize) {
            waiting.entry(account).or_default().push(Pile { kind, count, due });
        }
    }
    Ok(waiting)
}
