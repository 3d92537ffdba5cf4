//! The movements of the running year, and the pacts each collective signed at the staff meeting of January.

use super::{RUNNING, actors, day, move_to};
use crate::db::{Connection, Db};
use crate::domain::ids::MovementId;
use crate::domain::law::catalogue;
use crate::error::AppResult;
use crate::features::movements::ops as movements;
use crate::features::pacts::ops::{self as pacts, Target, TypedPact};

/// Launched by, document, aims: in the order of the catalogue.
const LAUNCHED: [(&str, &str, &str); 3] = [
    (
        "Hội đồng Thi đua - Khen thưởng tỉnh",
        "01/KH-HĐTĐKT",
        "Hoàn thành các chỉ tiêu phát triển kinh tế - xã hội năm 2014 thuộc lĩnh vực tài chính, ngân sách.",
    ),
    (
        "Giám đốc Sở Tài chính",
        "05/KH-STC",
        "Thu ngân sách nhà nước trên địa bàn đạt và vượt dự toán tỉnh giao năm 2014.",
    ),
    (
        "UBND tỉnh Thái Nguyên",
        "08/KH-UBND",
        "Bố trí đủ, kịp thời vốn cho các xã xây dựng nông thôn mới; hướng dẫn xã quyết toán đúng hạn.",
    ),
];

/// Unit, place of its movement in the catalogue, and what is measured there: indicator, measure, target.
const PACTS: [(&str, usize, &str, &str, &str); 9] = [
    ("VP", 0, "Văn bản đến được chuyển xử lý trong ngày", "%", "100"),
    ("TTR", 0, "Cuộc thanh tra hoàn thành theo kế hoạch năm", "cuộc", "12"),
    ("QLNS", 1, "Số thu ngân sách so với dự toán tỉnh giao", "%", "102"),
    ("HCSN", 0, "Đơn vị dự toán được thẩm định quyết toán đúng hạn", "đơn vị", "86"),
    ("DT", 0, "Dự án hoàn thành được thẩm tra quyết toán", "dự án", "120"),
    ("GCS", 0, "Phương án giá được thẩm định đúng hạn", "%", "100"),
    ("TCDN", 1, "Doanh nghiệp nhà nước được giám sát tài chính", "doanh nghiệp", "14"),
    ("THTK", 0, "Đơn vị gửi báo cáo tài chính qua mạng", "đơn vị", "180"),
    ("NSHX", 2, "Xã, phường, thị trấn nộp quyết toán đúng hạn", "xã", "181"),
];
/// What every collective promises besides: indicator, measure, target.
const COMMON: [(&str, &str, &str); 2] =
    [("Hồ sơ được giải quyết đúng hạn", "%", "98"), ("Sáng kiến được công nhận trong năm", "sáng kiến", "2")];
const COMMITMENTS: &str = "Thực hiện đúng quy chế làm việc, giữ đoàn kết nội bộ, không có cán bộ vi phạm kỷ luật.";

pub fn launch(db: &mut Db) -> AppResult<()> {
    move_to(db, day(1, 24));
    let secretariat = db.read_now(|conn| actors::with_account(conn, actors::SECRETARIAT))?;
    db.write_now(&secretariat, |tx| {
        for (movement, (launched_by, document_number, aims)) in catalogue().movements.iter().zip(LAUNCHED) {
            movements::add(
                tx,
                &movements::Content {
                    year: RUNNING,
                    name: movement.name.clone(),
                    launched_by: launched_by.into(),
                    document_number: document_number.into(),
                    starts_on: day(1, 15),
                    ends_on: day(12, 31),
                    aims: aims.into(),
                },
            )?;
        }
        let made = launched(tx.conn)?;
        for (unit, movement, indicator, measure, target) in PACTS {
            let targets = COMMON.into_iter().chain([(indicator, measure, target)]).map(target_of).collect();
            pacts::add(
                tx,
                &TypedPact {
                    year: RUNNING,
                    unit_code: unit.into(),
                    movement: made.get(movement).copied(),
                    signed_on: Some(day(1, 24)),
                    commitments: COMMITMENTS.into(),
                    targets,
                },
            )?;
        }
        Ok(())
    })
}

fn launched(conn: &mut Connection) -> AppResult<Vec<MovementId>> {
    Ok(movements::of_year(conn, RUNNING)?.into_iter().map(|movement| movement.id).collect())
}

fn target_of((indicator, measure, target): (&str, &str, &str)) -> Target {
    Target { indicator: indicator.into(), measure: measure.into(), target: target.into(), due_on: Some(day(12, 31)) }
}
