//! The agency's own regulation of the running year, and the draft of the next one.

use chrono::NaiveDate;

use super::{actors, day, move_to};
use crate::db::{Db, Tx};
use crate::domain::ids::RegulationId;
use crate::domain::law::AwardCode;
use crate::domain::subject::SubjectKind;
use crate::error::{AppError, AppResult};
use crate::features::regulations::ops::{self, Content, NewCap, NewCriterion, NewScoreLine, Rounding, Seen};

/// What people are scored on, with points that add up to a hundred.
const SCORED: [(&str, i64); 5] = [
    ("Khối lượng, chất lượng, tiến độ công việc được giao", 60),
    ("Sáng kiến, cải tiến lề lối làm việc", 15),
    ("Chấp hành chủ trương, pháp luật, nội quy cơ quan", 10),
    ("Tinh thần học tập, nâng cao trình độ", 10),
    ("Tham gia phong trào thi đua, hoạt động đoàn thể", 5),
];

/// Puts the agency's regulation in force and begins the draft that is to follow it.
pub fn apply(db: &mut Db) -> AppResult<()> {
    move_to(db, day(1, 20));
    let secretariat = db.read_now(|conn| actors::with_account(conn, actors::SECRETARIAT))?;
    db.write_now(&secretariat, |tx| {
        let first =
            content("Quyết định 03/QĐ-STC ngày 20/01/2014", "Quy chế thi đua, khen thưởng của Sở Tài chính", 2014);
        let id = ops::draft(tx, &first)?;
        let base_title = AwardCode::from_code("CSTDCS").ok_or(AppError::NotFound)?;
        for (name, points) in SCORED {
            let line = NewScoreLine { subject: SubjectKind::Person, name: name.to_owned(), points };
            now(tx, id, |tx, seen| ops::add_score_line(tx, seen, &line))?;
        }
        let cap = NewCap {
            article: "Điều 8".to_owned(),
            award: base_title,
            subject: SubjectKind::Person,
            share: 1_500,
            rounding: Rounding::Floor,
            manager_share: Some(5_000),
        };
        now(tx, id, |tx, seen| ops::add_cap(tx, seen, &cap))?;
        now(tx, id, ops::apply)?;

        let next = content("Quyết định về quy chế năm 2015 (dự thảo)", "Quy chế thi đua, khen thưởng năm 2015", 2015);
        let id = ops::draft(tx, &next)?;
        let criterion = NewCriterion {
            article: "Điều 6".to_owned(),
            award: base_title,
            subject: SubjectKind::Person,
            clause: r#"{"count":1,"level":"base","type":"initiative","within":"award_year"}"#.to_owned(),
        };
        now(tx, id, |tx, seen| ops::add_criterion(tx, seen, &criterion))
    })
}

/// Does something to it as it now stands.
fn now(tx: &mut Tx, id: RegulationId, verb: impl FnOnce(&mut Tx, Seen) -> AppResult<()>) -> AppResult<()> {
    let version = ops::whole(tx.conn, id)?.version;
    verb(tx, Seen { id, version })
}

fn content(document_no: &str, title: &str, year: i32) -> Content {
    Content {
        document_no: document_no.to_owned(),
        title: title.to_owned(),
        effective_from: NaiveDate::from_ymd_opt(year, 1, 20).unwrap_or_default(),
        effective_to: None,
        publicity_days: None,
        registration_due: String::new(),
        requires_registration: false,
    }
}
