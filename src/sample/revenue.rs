//! The accountant enters the half-year's revenue, and what the article prints otherwise.

use super::{RUNNING, actors, day, history, move_to};
use crate::db::Db;
use crate::domain::revenue::Period;
use crate::error::AppResult;
use crate::features::revenue::ops;

const MONTH_OF_THE_ARTICLE: i32 = 6;
const NOTE: &str = "Bài báo ghi tròn 2.591 tỷ đồng và 60,9% dự toán. Số cộng từ các khoản thu là 2.590,7 tỷ đồng, \
     bằng 60,96% dự toán tỉnh giao, làm tròn thành 61,0%. Chi tiết dưới tổng số của bài báo là số minh họa.";

pub fn enter(db: &mut Db) -> AppResult<()> {
    move_to(db, day(7, 14));
    let accountant = db.read_now(|conn| actors::with_account(conn, actors::ACCOUNTANT))?;
    db.write_now(&accountant, |tx| {
        history::import_table(tx, "revenue_estimates")?;
        history::import_table(tx, "revenue_actuals")?;
        ops::note(tx, Period { year: RUNNING, month: MONTH_OF_THE_ARTICLE }, NOTE)
    })
}
