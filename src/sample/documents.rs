//! The documents of the running year and its staff conference: the yearly plan, the launching of the movement, the
//! guidance on registration, each read by many and not by all.

use chrono::NaiveDate;

use super::{RUNNING, actors, day, move_to};
use crate::db::Db;
use crate::domain::document::{Kind, Readers};
use crate::domain::ids::*;
use crate::error::AppResult;
use crate::features::conferences::ops::{self as conferences, Held, Plan};
use crate::features::documents::ops::{self as documents, Writing};
use crate::features::notices;

/// Account of who has yet to read the last of them, beside some who have no account here.
const BEHIND: [&str; 2] = ["canbo", "truongphong"];

/// One document: kind, number, days of issue, of sending and to have read it, what it is about, its text; of every so many people
/// one has not read it.
struct Sent {
    kind: Kind,
    number: &'static str,
    issued_on: NaiveDate,
    sent_on: NaiveDate,
    due_on: NaiveDate,
    abstract_line: &'static str,
    content: &'static str,
    one_in: usize,
}

const PLAN: Sent = Sent {
    kind: Kind::Plan,
    number: "02/KH-STC",
    issued_on: day(1, 10),
    sent_on: day(1, 21),
    due_on: day(2, 14),
    abstract_line: "Công tác thi đua, khen thưởng năm 2014",
    content: "1. Mục tiêu: hoàn thành thắng lợi nhiệm vụ phát triển kinh tế - xã hội năm 2014 thuộc lĩnh vực tài chính.\n\
              2. Nội dung: phát động phong trào, đăng ký danh hiệu, ký giao ước giữa lãnh đạo Sở với các phòng, đơn vị.\n\
              3. Tiến độ: phát động và ký giao ước trong tháng 01; đăng ký đến hết ngày 30/11; sơ kết tháng 6; tổng kết tháng 12.",
    one_in: 24,
};
const LAUNCH: Sent = Sent {
    kind: Kind::Launch,
    number: "05/KH-STC",
    issued_on: day(1, 22),
    sent_on: day(1, 22),
    due_on: day(2, 14),
    abstract_line: "Phát động phong trào thi đua tăng thu ngân sách năm 2014",
    content: "Các phòng, đơn vị phấn đấu thu ngân sách trên địa bàn đạt và vượt dự toán tỉnh giao; mỗi đơn vị ký giao ước \
              và báo cáo kết quả theo quý.",
    one_in: 12,
};
const GUIDANCE: Sent = Sent {
    kind: Kind::Guidance,
    number: "118/HD-STC",
    issued_on: day(2, 12),
    sent_on: day(2, 12),
    due_on: day(7, 31),
    abstract_line: "Đăng ký danh hiệu thi đua và hình thức khen thưởng năm 2014",
    content: "1. Mỗi cán bộ, công chức, viên chức đăng ký danh hiệu của mình; trưởng đơn vị đăng ký cho tập thể.\n\
              2. Trưởng đơn vị xem và đồng ý; thường trực Hội đồng thẩm định.\n\
              3. Người đăng ký Chiến sĩ thi đua cơ sở ghi tên sáng kiến dự kiến.",
    one_in: 4,
};

/// The yearly plan, and the conference that is called.
pub fn of_january(db: &mut Db) -> AppResult<()> {
    send(db, &PLAN, None)?;
    let secretariat = db.read_now(|conn| actors::with_account(conn, actors::SECRETARIAT))?;
    let plan = Plan {
        year: RUNNING,
        title: "Hội nghị cán bộ, công chức năm 2014".into(),
        planned_on: day(1, 24),
        due_on: Some(day(2, 28)),
        place: "Hội trường Sở Tài chính".into(),
        chair: "Vũ Mạnh Phú".into(),
        union_chair: db.read_now(|conn| Ok(actors::with_account(conn, "uyvien1")?.full_name))?,
        agenda:
            "1. Báo cáo kết quả năm 2013, phương hướng năm 2014.\n2. Báo cáo của Công đoàn, của Thanh tra nhân dân.\n\
                 3. Phát động phong trào thi đua, ký giao ước thi đua năm 2014."
                .into(),
    };
    let conference = db.write_now(&secretariat, |tx| conferences::plan(tx, &plan))?;
    send(db, &LAUNCH, Some(conference))
}

/// What the conference resolved, and the guidance on registration.
pub fn of_february(db: &mut Db) -> AppResult<()> {
    move_to(db, day(1, 27));
    let secretariat = db.read_now(|conn| actors::with_account(conn, actors::SECRETARIAT))?;
    db.write_now(&secretariat, |tx| {
        for it in conferences::of_year(tx.conn, RUNNING)? {
            let held = Held {
                held_on: day(1, 24),
                called: 96,
                attended: 92,
                resolutions: "1. Nhất trí báo cáo kết quả năm 2013 và phương hướng năm 2014.\n\
                     2. Nhất trí ba phong trào thi đua và chín giao ước thi đua năm 2014.\n\
                     3. Giao thường trực Hội đồng theo dõi, sơ kết vào tháng 6."
                    .into(),
                reason: String::new(),
            };
            conferences::record(tx, conferences::Seen { id: it.id, version: it.version }, &held)?;
        }
        Ok(())
    })?;
    send(db, &GUIDANCE, None)
}

/// What was told until spring is no news to those with an account.
pub fn see_notices(db: &mut Db) -> AppResult<()> {
    move_to(db, day(4, 1));
    let readers = db.read_now(|conn| {
        let with_account = actors::staff(conn)?.into_iter().filter(|it| it.account.is_some());
        with_account.map(|it| it.actor(conn)).collect::<AppResult<Vec<_>>>()
    })?;
    for reader in readers {
        db.write_now(&reader, |tx| notices::ops::mark_seen(tx, i64::MAX))?;
    }
    Ok(())
}

/// Written, sent and read on one day.
fn send(db: &mut Db, it: &Sent, conference: Option<ConferenceId>) -> AppResult<()> {
    move_to(db, it.sent_on);
    let secretariat = db.read_now(|conn| actors::with_account(conn, actors::SECRETARIAT))?;
    let writing = Writing {
        year: RUNNING,
        kind: it.kind,
        number: it.number.into(),
        issued_on: it.issued_on,
        agency: "Sở Tài chính tỉnh Thái Nguyên".into(),
        abstract_line: it.abstract_line.into(),
        content: it.content.into(),
        readers: Readers::Everyone,
        units: Vec::new(),
        due_on: Some(it.due_on),
        conference,
        replaces: None,
    };
    let id = db.write_now(&secretariat, |tx| {
        let id = documents::draft(tx, &writing)?;
        documents::send(tx, documents::Seen { id, version: 1 })?;
        Ok(id)
    })?;
    let readers = db.read_now(|conn| {
        let behind: Vec<_> = BEHIND.iter().map(|name| actors::with_account(conn, name)).collect::<AppResult<_>>()?;
        let mut readers = Vec::new();
        for (nth, colleague) in actors::staff(conn)?.into_iter().enumerate() {
            let is_behind = behind.iter().any(|actor| actor.person == Some(colleague.person));
            let has_read = match colleague.account {
                Some(_) => !(is_behind && it.number == GUIDANCE.number),
                None => nth % it.one_in != 0,
            };
            if has_read {
                readers.push(colleague.actor(conn)?);
            }
        }
        Ok(readers)
    })?;
    for reader in readers {
        db.write_now(&reader, |tx| documents::mark_read(tx, id))?;
    }
    Ok(())
}
