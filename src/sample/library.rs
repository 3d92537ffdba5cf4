//! What units confirm of recognised initiatives, and one that the province recognised.

use super::{actors, day, move_to};
use crate::db::{Db, Tx};
use crate::domain::ids::InitiativeId;
use crate::domain::initiative::{Level, State};
use crate::error::{AppError, AppResult};
use crate::features::initiatives::levels::ops::{self as levels, Content};
use crate::features::initiatives::ops::{self, Seen};
use crate::features::library::ops::{Use, confirm};
use crate::features::units;
use diesel::prelude::*;

use crate::schema::initiatives;

/// Unit, beginning of the title, first day, what came of it.
const USES: [(&str, &str, (u32, u32), &str); 4] = [
    ("QLNS", "Tự động kiểm tra tệp báo cáo", (6, 23), "Không còn tệp sai mẫu khi nạp số liệu tháng 6."),
    ("HCSN", "Tự động kiểm tra tệp báo cáo", (6, 25), "Phát hiện 4 tệp sai mã trước khi nạp."),
    ("TTR", "Tự động kiểm tra tệp báo cáo", (7, 1), "Kiểm tra trước tệp của 12 đơn vị được thanh tra."),
    ("HCSN", "Bảng theo dõi số dư dự toán", (7, 1), "Theo dõi thêm 26 đơn vị dự toán cấp tỉnh, nhắc sớm 3 đơn vị."),
];
/// Recognised in the year before, and by the province in spring.
const RAISED: &str = "SK-2013-001";

pub fn of_summer(db: &mut Db) -> AppResult<()> {
    move_to(db, day(7, 10));
    let heads = db.read_now(actors::heads)?;
    for (unit, title, (month, first), effect) in USES {
        let unit = db.read_now(|conn| units::ops::by_code(conn, unit))?.ok_or(AppError::NotFound)?;
        let head = heads.get(&unit).ok_or(AppError::NotFound)?;
        let new = Use { used_from: day(month, first), effect: effect.into() };
        db.write_now(head, |tx| {
            let code = code_of(tx, title)?;
            confirm(tx, &code, &new)
        })?;
    }
    let secretariat = db.read_now(|conn| actors::with_account(conn, actors::SECRETARIAT))?;
    db.write_now(&secretariat, raise)
}

fn code_of(tx: &mut Tx, title: &str) -> AppResult<String> {
    Ok(initiatives::table
        .filter(initiatives::title.like(format!("{title}%")))
        .filter(initiatives::state.eq(State::Recognised))
        .select(initiatives::code)
        .first(tx.conn)?)
}

fn raise(tx: &mut Tx) -> AppResult<()> {
    let id: InitiativeId = ops::id_of(tx.conn, RAISED)?;
    let seen = Seen { id, version: ops::find(tx.conn, id)?.version };
    let new = Content {
        level: Level::Provincial,
        decision_no: "1120/QĐ-UBND".into(),
        decided_on: day(5, 28),
        authority: "Chủ tịch UBND tỉnh Thái Nguyên".into(),
        confirmed_by: "Hội đồng sáng kiến tỉnh".into(),
        confirmed_on: day(5, 20),
        effect: "Đã áp dụng tại 9 phòng tài chính cấp huyện, rút ngắn thời gian tổng hợp 5 ngày mỗi quý, áp dụng \
                 được cho các sở khác."
            .into(),
    };
    levels::raise(tx, seen, &new)
}
