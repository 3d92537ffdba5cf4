//! The block of the running year: its table of criteria is published in July, and by the middle of the month some units
//! have scored themselves. The criteria and all points are made up ("số minh họa"); nothing is concluded.

use super::{RUNNING, actors, day, move_to};
use crate::db::Db;
use crate::domain::emulation_cluster::{Manner, Points};
use crate::domain::target::Quantity;
use crate::error::{AppError, AppResult};
use crate::features::clusters::ops::{
    self, Content, Criterion, CriterionContent, SeenSheet, Sheet, TypedCluster, VerifiedTyped, Written,
};
use crate::features::units;

const NAME: &str = "Khối các phòng, đơn vị thuộc Sở";
const BASIS: &str = "Bảng tiêu chí minh họa, chấm theo số liệu 6 tháng";

/// A line of the table: group, content, points at most, manner, its place between equals.
type Planned = (&'static str, &'static str, u32, Manner, Option<i64>);

const TASKS: &str = "I. Nhiệm vụ chuyên môn";
const ORDER: &str = "II. Chấp hành chủ trương, kỷ luật hành chính";
const EMULATION: &str = "III. Thi đua, khen thưởng";
const ASIDE: &str = "IV. Điểm thưởng, điểm trừ";
const CRITERIA: [Planned; 9] = [
    (TASKS, "Thực hiện chỉ tiêu chính trong giao ước thi đua", 20, Manner::Revenue, Some(1)),
    (TASKS, "Hồ sơ được giải quyết đúng hạn", 20, Manner::SelfScored, Some(2)),
    (TASKS, "Hoàn thành nhiệm vụ theo chương trình công tác", 20, Manner::SelfScored, None),
    (ORDER, "Chấp hành kỷ luật, kỷ cương hành chính", 10, Manner::SelfScored, None),
    (ORDER, "Cải cách, công khai thủ tục hành chính", 10, Manner::SelfScored, None),
    (EMULATION, "Đạt danh hiệu Tập thể lao động tiên tiến", 10, Manner::Awards, None),
    (EMULATION, "Tổ chức phong trào, đăng ký và ký giao ước đúng hạn", 10, Manner::SelfScored, None),
    (ASIDE, "Có cách làm mới được lãnh đạo Sở biểu dương", 5, Manner::Bonus, None),
    (ASIDE, "Văn bản, báo cáo gửi chậm", 10, Manner::Minus, None),
];
/// In the middle of the year half of a target is all that can be asked for.
const FULL_AT: i64 = 50;

/// A unit, what it gives itself at the criteria in their order ("" where the program counts or nothing is claimed), and
/// how far its sheet has come.
const SCORED: [(&str, [&str; 9], Stage); 6] = [
    ("VP", ["18", "19", "19", "10", "10", "", "10", "2", ""], Stage::Verified),
    ("TTR", ["18", "20", "20", "10", "10", "", "10", "", ""], Stage::Sent),
    ("HCSN", ["18", "19", "20", "10", "10", "", "10", "2", ""], Stage::Verified),
    ("DT", ["16", "18", "19", "10", "10", "", "10", "", "2"], Stage::Sent),
    ("GCS", ["19", "20", "", "", "", "", "", "", ""], Stage::Draft),
    ("QLNS", ["", "19,5", "19", "10", "9", "", "10", "2", ""], Stage::Verified),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Draft,
    Sent,
    Verified,
}

/// What the secretariat found otherwise: unit, criterion, points, why.
const FOUND: [(&str, usize, &str, &str); 1] = [("HCSN", 2, "19", "Còn hai nhiệm vụ gia hạn sang quý III.")];
const EXPLAINED: &str = "Theo sổ theo dõi của đơn vị, số liệu 6 tháng.";

/// Set up and published on one day.
pub fn publish(db: &mut Db) -> AppResult<()> {
    move_to(db, day(7, 10));
    let (secretariat, units) =
        db.read_now(|conn| Ok((actors::with_account(conn, actors::SECRETARIAT)?, units::ops::all(conn)?)))?;
    let today = day(7, 10);
    let members = units.iter().filter(|unit| unit.kind.is_collective() && unit.existed_on(today));
    let new = TypedCluster {
        content: Content {
            year: RUNNING,
            name: NAME.into(),
            basis: BASIS.into(),
            self_due_on: day(7, 31),
            verify_due_on: day(8, 15),
        },
        units: members.map(|unit| unit.code.clone()).collect(),
    };
    db.write_now(&secretariat, |tx| {
        let id = ops::add(tx, &new)?;
        for planned in CRITERIA {
            let seen = ops::find(tx.conn, id)?.seen();
            ops::put_criterion(tx, seen, None, &criterion(planned))?;
        }
        let seen = ops::find(tx.conn, id)?.seen();
        ops::publish(tx, seen)
    })
}

fn criterion((group, content, most, manner, tie_order): Planned) -> CriterionContent {
    let is_of_awards = manner == Manner::Awards;
    CriterionContent {
        group_name: group.into(),
        content: content.into(),
        manner,
        most: Points::whole(most),
        target: None,
        full_at: (manner == Manner::Revenue).then_some(Quantity::whole(FULL_AT)),
        award_code: if is_of_awards { "TTLDTT".into() } else { String::new() },
        each: is_of_awards.then_some(Points::whole(most)),
        tie_order,
    }
}

/// By the middle of July some units have sent their sheets, and the secretariat has verified the first.
pub fn score(db: &mut Db) -> AppResult<()> {
    let (secretariat, heads, criteria, members, sheets) = db.read_now(|conn| {
        let cluster = ops::of_year(conn, RUNNING, false)?.pop().ok_or(AppError::NotFound)?;
        Ok((
            actors::with_account(conn, actors::SECRETARIAT)?,
            actors::heads(conn)?,
            ops::criteria_of(conn, cluster.id, cluster.edition)?,
            ops::members(conn, cluster.id)?,
            ops::sheets_of(conn, cluster.id)?,
        ))
    })?;
    for (code, points, stage) in SCORED {
        let unit = members.iter().find(|unit| unit.code == code).ok_or(AppError::NotFound)?.id;
        let head = heads.get(&unit).ok_or(AppError::NotFound)?;
        let sheet = sheets.iter().find(|sheet| sheet.unit == unit).ok_or(AppError::NotFound)?;
        let own = written(&criteria, points);
        db.write_now(head, |tx| match stage {
            Stage::Draft => ops::save_own(tx, seen(sheet, 0), &own),
            Stage::Sent | Stage::Verified => ops::submit(tx, seen(sheet, 0), &own),
        })?;
        if stage == Stage::Verified {
            let verified = verified(&criteria, &own, code);
            db.write_now(&secretariat, |tx| ops::verify(tx, seen(sheet, 1), &verified))?;
        }
    }
    Ok(())
}

/// The sheet after so many acts on it.
fn seen(sheet: &Sheet, acts: i64) -> SeenSheet {
    SeenSheet { id: sheet.id, version: sheet.version + acts }
}

fn written(criteria: &[Criterion], points: [&str; 9]) -> Written {
    let line = |(it, typed): (&Criterion, &str)| {
        let points = Points::parse(typed).ok();
        let words = if points.is_some() { EXPLAINED.to_owned() } else { String::new() };
        (it.id, (points, words))
    };
    criteria.iter().zip(points).map(line).collect()
}

/// The unit's own points, but for what was found otherwise.
fn verified(criteria: &[Criterion], own: &Written, code: &str) -> VerifiedTyped {
    let found = |place: usize| FOUND.iter().find(|(unit, criterion, ..)| *unit == code && *criterion == place);
    let line = |(place, it): (usize, &Criterion)| {
        let (points, _) = own.get(&it.id).cloned().unwrap_or_default();
        let same = (points.or(Some(Points::ZERO)), String::new());
        let other = |(_, _, points, why): &(&str, usize, &str, &str)| (Points::parse(points).ok(), (*why).to_owned());
        (it.id, found(place).map_or(same, other))
    };
    criteria.iter().enumerate().map(line).collect()
}
