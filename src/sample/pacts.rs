//! The pacts that each collective signed with the leadership and the union at the staff meeting of January, and what
//! has been reported on them since.

use std::collections::HashMap;

use super::movements::target;
use super::{RUNNING, actors, day, move_to};
use crate::db::Db;
use crate::domain::ids::*;
use crate::domain::pact::{Side, State};
use crate::domain::target::{Manner, Quantity, Source};
use crate::error::{AppError, AppResult};
use crate::features::movements::ops as movements;
use crate::features::pacts::ops::{self, Filter, Listed, Seen, TypedPact, TypedReport};
use crate::features::targets::ops::{self as targets, Owner, Target};

/// A unit, the place of its movement in the catalogue, and what is measured there besides.
const PACTS: [(&str, usize, &str, &str, Manner, i64); 8] = [
    ("VP", 0, "Văn bản đến được chuyển xử lý trong ngày", "%", Manner::Level, 100),
    ("TTR", 0, "Cuộc thanh tra hoàn thành theo kế hoạch năm", "cuộc", Manner::Total, 12),
    ("HCSN", 0, "Đơn vị dự toán được thẩm định quyết toán đúng hạn", "đơn vị", Manner::Total, 86),
    ("DT", 0, "Dự án hoàn thành được thẩm tra quyết toán", "dự án", Manner::Total, 120),
    ("GCS", 0, "Phương án giá được thẩm định đúng hạn", "%", Manner::Level, 100),
    ("TCDN", 1, "Doanh nghiệp nhà nước được giám sát tài chính", "doanh nghiệp", Manner::Total, 14),
    ("THTK", 0, "Đơn vị gửi báo cáo tài chính qua mạng", "đơn vị", Manner::Total, 180),
    ("NSHX", 2, "Xã, phường, thị trấn nộp quyết toán đúng hạn", "xã", Manner::Total, 181),
];
/// The unit whose pact hangs on revenue, and how much: 102 % of what the province assigned, in tỷ đồng.
const OF_REVENUE: (&str, usize, i64) = ("QLNS", 1, 4_335);
const COMMITMENTS: &str = "Thực hiện đúng quy chế làm việc, giữ đoàn kết nội bộ, không có cán bộ vi phạm kỷ luật.";
const SUPPORT: &str =
    "Bảo đảm điều kiện làm việc, xem xét khen thưởng kịp thời; Công đoàn động viên, chăm lo đời sống đoàn viên.";

/// Prepared for the staff meeting, offered the day before, signed by all sides at the meeting.
pub fn sign(db: &mut Db) -> AppResult<()> {
    let (secretariat, director, union_chair, heads, made) = db.read_now(|conn| {
        let launched = movements::of_year(conn, RUNNING, false)?.into_iter().map(|it| it.id).collect::<Vec<_>>();
        Ok((
            actors::with_account(conn, actors::SECRETARIAT)?,
            actors::with_account(conn, actors::DIRECTOR)?,
            actors::with_account(conn, actors::UNION_CHAIR)?,
            actors::heads(conn)?,
            launched,
        ))
    })?;
    move_to(db, day(1, 23));
    db.write_now(&secretariat, |tx| {
        let of_units = PACTS.iter().map(|(unit, movement, indicator, measure, manner, goal)| {
            (*unit, *movement, target(indicator, measure, Source::ByHand, *manner, *goal))
        });
        let (unit, movement, goal) = OF_REVENUE;
        let revenue = target("Tổng thu ngân sách trên địa bàn", "tỷ đồng", Source::TotalRevenue, Manner::Total, goal);
        for (unit, movement, own) in of_units.chain([(unit, movement, revenue)]) {
            let new = TypedPact {
                year: RUNNING,
                unit_code: unit.into(),
                movement: made.get(movement).copied(),
                commitments: COMMITMENTS.into(),
                support: SUPPORT.into(),
            };
            let id = ops::add(tx, &new)?;
            let common = target("Hồ sơ được giải quyết đúng hạn", "%", Source::ByHand, Manner::Level, 98);
            let initiatives =
                target("Sáng kiến được công nhận trong năm", "sáng kiến", Source::Initiatives, Manner::Total, 2);
            for target in [own, common, initiatives] {
                let seen = ops::find(tx.conn, id)?.seen();
                ops::put_target(tx, seen, None, &target)?;
            }
        }
        ops::offer_all(tx, RUNNING).map(|_| ())
    })?;
    move_to(db, day(1, 24));
    let waiting = pacts(db)?;
    let seen: Vec<Seen> = waiting.iter().map(|it| Seen { id: it.id, version: it.version }).collect();
    for pact in &waiting {
        let head = heads.get(&pact.unit).ok_or(AppError::NotFound)?;
        db.write_now(head, |tx| ops::sign(tx, Seen { id: pact.id, version: pact.version }, Side::Unit))?;
    }
    db.write_now(&union_chair, |tx| ops::sign_many(tx, Side::Union, &seen))?;
    db.write_now(&director, |tx| ops::sign_many(tx, Side::Agency, &seen))
}

/// The pacts of the running year that are offered or signed, in the order of units.
fn pacts(db: &Db) -> AppResult<Vec<Listed>> {
    let filter = Filter { year: RUNNING, unit: None, state: None, with_drafts: false };
    let all = db.read_now(|conn| ops::list(conn, filter))?;
    Ok(all.into_iter().filter(|it| it.standing.state != State::Draft).collect())
}

/// Whose first quarter waits for the figures of revenue.
const WAITS_FOR_REVENUE: &[&str] = &[OF_REVENUE.0];
/// Who has reported the second quarter by the middle of July.
const REPORTED_EARLY: &[&str] = &["VP", "TTR", "HCSN", "DT", "GCS"];
/// Who lags behind in it.
const BEHIND: &[&str] = &["DT", "TTR"];
const CONFIRMED: &[&str] = &["VP", "TTR", "HCSN"];
const RETURNED: &str = "DT";
const RETURNED_BECAUSE: &str = "Nêu rõ vì sao số dự án thẩm tra còn thấp và biện pháp sáu tháng cuối năm.";

/// In April everybody but the unit of revenue reports the first quarter, and the director confirms.
pub fn first_quarter(db: &mut Db) -> AppResult<()> {
    move_to(db, day(4, 3));
    let units = reported(db, 1, |code| !WAITS_FOR_REVENUE.contains(&code))?;
    move_to(db, day(4, 4));
    confirm(db, 1, &units)
}

/// In July some report the second.
pub fn second_quarter(db: &mut Db) -> AppResult<()> {
    move_to(db, day(7, 9));
    reported(db, 2, |code| REPORTED_EARLY.contains(&code)).map(|_| ())
}

/// Once revenue is entered the unit of revenue mends its first quarter, and the director answers what has come.
pub fn answers(db: &mut Db) -> AppResult<()> {
    let late = reported(db, 1, |code| WAITS_FOR_REVENUE.contains(&code))?;
    confirm(db, 1, &late)?;
    let all = pacts(db)?;
    let of = |codes: &[&str]| all.iter().filter(|it| codes.contains(&it.unit_code.as_str())).map(|it| it.id).collect();
    let confirmed: Vec<PactId> = of(CONFIRMED);
    confirm(db, 2, &confirmed)?;
    let director = db.read_now(|conn| actors::with_account(conn, actors::DIRECTOR))?;
    let back: Vec<PactId> = of(&[RETURNED]);
    back.into_iter().try_for_each(|id| db.write_now(&director, |tx| ops::return_report(tx, id, 2, 1, RETURNED_BECAUSE)))
}

/// The heads of these units report a quarter; answers their pacts.
fn reported(db: &Db, quarter: i32, is_one: impl Fn(&str) -> bool) -> AppResult<Vec<PactId>> {
    let heads = db.read_now(actors::heads)?;
    let mut done = Vec::new();
    for pact in pacts(db)?.into_iter().filter(|it| is_one(&it.unit_code)) {
        let head = heads.get(&pact.unit).ok_or(AppError::NotFound)?;
        db.write_now(head, |tx| {
            let all = targets::of(tx.conn, Owner::Pact(pact.id))?;
            let by_hand = all.iter().filter(|target| !target.content.source.is_bound());
            let value = |target: &Target| (target.id, value_of(target, quarter, &pact.unit_code));
            let typed = TypedReport {
                values: by_hand.map(value).collect(),
                notes: HashMap::new(),
                note: "Đơn vị giữ vững nề nếp, không có hồ sơ tồn đọng.".into(),
            };
            ops::report(tx, pact.id, quarter, 0, &typed)
        })?;
        done.push(pact.id);
    }
    Ok(done)
}

/// A level is kept; what adds up has come as far as the time, but for those who lag behind.
fn value_of(target: &Target, quarter: i32, unit: &str) -> Quantity {
    let goal = target.content.goal.map_or_else(Default::default, |goal| goal.0);
    let quarters = rust_decimal::Decimal::from(quarter);
    match target.content.manner {
        Manner::Level => Quantity(goal),
        Manner::Total if BEHIND.contains(&unit) && quarter > 1 => {
            Quantity((goal * quarters / rust_decimal::Decimal::from(6)).floor())
        }
        Manner::Total => Quantity((goal * quarters / rust_decimal::Decimal::from(4)).floor()),
    }
}

fn confirm(db: &Db, quarter: i32, of: &[PactId]) -> AppResult<()> {
    let director = db.read_now(|conn| actors::with_account(conn, actors::DIRECTOR))?;
    of.iter().try_for_each(|id| db.write_now(&director, |tx| ops::confirm_report(tx, *id, quarter, 1)))
}
