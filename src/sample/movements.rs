//! The movements of the running year: the secretariat prepares them part by part, the director launches them, and in
//! July the units write their interim reviews.

use chrono::NaiveDate;

use super::{RUNNING, actors, day, move_to};
use crate::db::{Db, Tx};
use crate::domain::ids::MovementId;
use crate::domain::law::{AwardCode, RevenueLineCode, catalogue};
use crate::domain::movement::{Origin, Review};
use crate::domain::subject::SubjectKind;
use crate::domain::target::{Manner, Quantity, Source};
use crate::error::{AppError, AppResult};
use crate::features::movements::ops::{self, Content, Part, Place, PlanLine, Text4};
use crate::features::targets::ops::Typed;

/// A movement of the plan, in the order of the catalogue.
struct Planned {
    origin: Origin,
    launched_by: &'static str,
    higher_document: &'static str,
    document_number: &'static str,
    aims: &'static str,
    /// Content, unit ("" for every one), last day.
    tasks: [(&'static str, &'static str, NaiveDate); 3],
    /// What is commended, whom, how many at most.
    plan: [(&'static str, SubjectKind, i64); 2],
}

const PLANNED: [Planned; 3] = [
    Planned {
        origin: Origin::Received,
        launched_by: "Hội đồng Thi đua - Khen thưởng tỉnh",
        higher_document: "01/KH-HĐTĐKT",
        document_number: "04/KH-STC",
        aims: "Hoàn thành các chỉ tiêu phát triển kinh tế - xã hội năm 2014 thuộc lĩnh vực tài chính, ngân sách.",
        tasks: [
            ("Đăng ký thi đua và ký giao ước với lãnh đạo Sở.", "", day(3, 31)),
            ("Rà soát thủ tục hành chính, rút ngắn thời gian giải quyết.", "VP", day(9, 30)),
            ("Mỗi đơn vị có ít nhất hai sáng kiến được công nhận.", "", day(11, 30)),
        ],
        plan: [("GK", SubjectKind::Unit, 3), ("GK", SubjectKind::Person, 10)],
    },
    Planned {
        origin: Origin::Own,
        launched_by: "Giám đốc Sở Tài chính",
        higher_document: "",
        document_number: "05/KH-STC",
        aims: "Thu ngân sách nhà nước trên địa bàn đạt và vượt dự toán tỉnh giao năm 2014.",
        tasks: [
            (
                "Phối hợp với cơ quan Thuế, Hải quan, Kho bạc rà soát nguồn thu, đối chiếu số liệu hằng tháng.",
                "QLNS",
                day(12, 31),
            ),
            ("Đôn đốc doanh nghiệp nhà nước nộp đủ, kịp thời các khoản phải nộp.", "TCDN", day(12, 31)),
            ("Thanh tra, kiểm tra chống thất thu.", "TTR", day(10, 31)),
        ],
        plan: [("GK", SubjectKind::Unit, 2), ("GK", SubjectKind::Person, 5)],
    },
    Planned {
        origin: Origin::Received,
        launched_by: "UBND tỉnh Thái Nguyên",
        higher_document: "08/KH-UBND",
        document_number: "06/KH-STC",
        aims: "Bố trí đủ, kịp thời vốn cho các xã xây dựng nông thôn mới; hướng dẫn xã quyết toán đúng hạn.",
        tasks: [
            ("Bố trí, phân bổ vốn cho các xã xây dựng nông thôn mới.", "DT", day(6, 30)),
            ("Hướng dẫn các xã lập dự toán, quyết toán.", "NSHX", day(11, 30)),
            ("Mỗi đơn vị nhận giúp đỡ một xã.", "", day(12, 31)),
        ],
        plan: [("GK", SubjectKind::Unit, 2), ("GK", SubjectKind::Person, 4)],
    },
];
const CRITERIA: [&str; 3] = [
    "Hoàn thành các nhiệm vụ và chỉ tiêu được giao trong phong trào; nội bộ đoàn kết.",
    "Hoàn thành tốt nhiệm vụ được phân công, có việc làm cụ thể góp vào chỉ tiêu của đơn vị.",
    "Đơn vị phụ trách hoàn thành chỉ tiêu; gương mẫu thực hiện.",
];
const PLAN_WORDS: &str = "Xét khi tổng kết phong trào, không trùng với khen thưởng cuối năm.";
/// Tỷ đồng assigned by the province (CONTRACT.md §2): in all, domestic, customs.
const TOTAL: i64 = 4_250;
const DOMESTIC: i64 = 3_450;
const CUSTOMS: i64 = 800;

/// What a movement aims at: indicator, measure, source, manner, goal, revenue lines.
fn targets_of(movement: usize) -> Vec<Typed> {
    let leaves_below = |root: &str| {
        let is_below = |line: &RevenueLineCode| line.ancestry().any(|above| above.code() == root);
        let below = RevenueLineCode::leaves_of_total().filter(is_below);
        below.map(RevenueLineCode::code).collect::<Vec<_>>().join(" ")
    };
    match movement {
        0 => vec![
            target("Hồ sơ được giải quyết đúng hạn", "%", Source::ByHand, Manner::Level, 98),
            target("Sáng kiến được công nhận trong năm", "sáng kiến", Source::Initiatives, Manner::Total, 18),
        ],
        1 => vec![
            target("Tổng thu ngân sách trên địa bàn", "tỷ đồng", Source::TotalRevenue, Manner::Total, TOTAL),
            with_lines(
                target("Thu nội địa", "tỷ đồng", Source::RevenueLines, Manner::Total, DOMESTIC),
                leaves_below("A.I"),
            ),
            with_lines(
                target("Thu từ hoạt động xuất, nhập khẩu", "tỷ đồng", Source::RevenueLines, Manner::Total, CUSTOMS),
                leaves_below("A.III"),
            ),
        ],
        _ => vec![target("Xã, phường, thị trấn nộp quyết toán đúng hạn", "xã", Source::ByHand, Manner::Total, 181)],
    }
}

/// A target due at the end of the year.
pub(super) fn target(indicator: &str, measure: &str, source: Source, manner: Manner, goal: i64) -> Typed {
    let content = crate::features::targets::ops::Content {
        indicator: indicator.to_owned(),
        measure: measure.to_owned(),
        source,
        manner,
        goal: Some(Quantity::whole(goal)),
        words: String::new(),
        lines: String::new(),
        answering: None,
        award_code: String::new(),
        due_on: Some(RUNNING.end()),
    };
    Typed { content, answering: String::new() }
}

fn with_lines(mut target: Typed, lines: String) -> Typed {
    target.content.lines = lines;
    target
}

/// Prepared one day, launched the next.
pub fn launch(db: &mut Db) -> AppResult<()> {
    let (secretariat, director) = db.read_now(|conn| {
        Ok((actors::with_account(conn, actors::SECRETARIAT)?, actors::with_account(conn, actors::DIRECTOR)?))
    })?;
    move_to(db, day(1, 21));
    for (number, movement) in catalogue().movements.iter().enumerate() {
        db.write_now(&secretariat, |tx| prepare(tx, number, &movement.name))?;
    }
    move_to(db, day(1, 22));
    for movement in db.read_now(|conn| ops::of_year(conn, RUNNING, true))? {
        db.write_now(&director, |tx| ops::launch(tx, movement.seen(), false))?;
    }
    Ok(())
}

fn prepare(tx: &mut Tx, number: usize, name: &str) -> AppResult<()> {
    let planned = PLANNED.get(number).ok_or(AppError::NotFound)?;
    let id = ops::add(
        tx,
        &Content {
            year: RUNNING,
            name: name.to_owned(),
            origin: planned.origin,
            launched_by: planned.launched_by.into(),
            higher_document: planned.higher_document.into(),
            document_number: planned.document_number.into(),
            starts_on: day(1, 22),
            ends_on: day(12, 31),
            aims: planned.aims.into(),
        },
    )?;
    let tasks = planned.tasks.iter().map(|(content, unit, due)| ((*content).into(), (*unit).into(), Some(*due)));
    save(tx, id, &Part::Tasks(tasks.collect()))?;
    save(tx, id, &Part::Criteria(CRITERIA.map(str::to_owned)))?;
    let line = |(award, kind, most): &(&str, SubjectKind, i64)| {
        Some(PlanLine { award: AwardCode::from_code(award)?, kind: *kind, most: *most })
    };
    save(tx, id, &Part::Plan(planned.plan.iter().filter_map(line).collect(), PLAN_WORDS.into()))?;
    for target in targets_of(number) {
        let seen = ops::find(tx.conn, id)?.seen();
        ops::put_target(tx, seen, None, &target)?;
    }
    Ok(())
}

/// Saves a part of the draft as it is now.
fn save(tx: &mut Tx, id: MovementId, part: &Part) -> AppResult<()> {
    let seen = ops::find(tx.conn, id)?.seen();
    ops::save_part(tx, seen, part)
}

/// Who has written the interim review by the middle of July, and what.
const REVIEWED: [(&str, &str); 4] = [
    ("VP", "Đã công khai lại 36 thủ tục; văn bản đến chuyển xử lý trong ngày đạt 100%."),
    ("QLNS", "Đã đối chiếu số thu sáu tháng với Kho bạc; tổng thu đạt hơn 60% dự toán tỉnh giao."),
    ("TTR", "Đã kết thúc 4 trong 12 cuộc thanh tra của năm."),
    ("DT", "Đã phân bổ xong vốn cho các xã đăng ký hoàn thành năm 2014."),
];
const SHORTCOMINGS: &str = "Một số việc phối hợp còn chậm vài ngày.";

/// The interim reviews of the movement to raise revenue.
pub fn review(db: &mut Db) -> AppResult<()> {
    let (director, heads, movement, units) = db.read_now(|conn| {
        let movement = ops::of_year(conn, RUNNING, false)?.into_iter().nth(1).ok_or(AppError::NotFound)?;
        let units = ops::units_of(conn, movement.id)?;
        Ok((actors::with_account(conn, actors::DIRECTOR)?, actors::heads(conn)?, movement.id, units))
    })?;
    let places = units.iter().filter_map(|unit| {
        let (_, result) = REVIEWED.iter().find(|(code, _)| *code == unit.code)?;
        Some((Place { movement, unit: unit.id, kind: Review::Interim }, *result))
    });
    let places: Vec<_> = places.collect();
    for (place, result) in &places {
        let head = heads.get(&place.unit).ok_or(AppError::NotFound)?;
        let text = Text4 {
            tasks_done: "Đã triển khai các nhiệm vụ được giao theo kế hoạch.".into(),
            result: (*result).into(),
            shortcomings: SHORTCOMINGS.into(),
            proposal: String::new(),
        };
        db.write_now(head, |tx| ops::write_review(tx, *place, 0, &text))?;
    }
    let Some((first, _)) = places.first() else { return Ok(()) };
    db.write_now(&director, |tx| ops::remark(tx, *first, 1, "Biểu dương. Nhân rộng cách làm cho các phòng."))
}
