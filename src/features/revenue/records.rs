//! Estimates and monthly actuals as tables to import and export.

mod actuals;
mod estimates;

pub use self::actuals::Actuals;
pub use self::estimates::Estimates;

use crate::domain::ids::*;
use crate::domain::law::RevenueLineCode;
use crate::domain::text::fold;
use crate::records::{Codes, RowCheck};

/// The leaf line a cell names.
fn leaf(check: &mut RowCheck) -> Option<RevenueLineCode> {
    let written = check.row.text("line_code").to_owned();
    let line = check.need("line_code", RevenueLineCode::from_code(&written), || unknown_line(&written))?;
    let is_sum = "Đây là dòng tổng, được tự cộng từ các khoản bên dưới. Xóa dòng này.";
    check.need("line_code", line.is_leaf().then_some(line), || is_sum.to_owned())
}

fn unknown_line(written: &str) -> String {
    let leaves = || RevenueLineCode::all().filter(|line| line.is_leaf());
    let alike = leaves().find(|line| fold(line.code()) == fold(written) || fold(&line.line().name) == fold(written));
    let near = alike.or_else(|| {
        let shared =
            |line: RevenueLineCode| line.code().chars().zip(written.chars()).take_while(|(a, b)| a == b).count();
        leaves().filter(|line| shared(*line) >= 3).max_by_key(|line| shared(*line))
    });
    match near {
        Some(line) => format!("Không có khoản thu này. Có phải {} {}?", line.code(), line.line().name),
        None => "Không có khoản thu này. Xem mã khoản thu trong bảng tiến độ thu.".to_owned(),
    }
}

/// Who answers for the figure; `Some(None)` for the line's own.
fn unit(check: &mut RowCheck, codes: &Codes) -> Option<Option<UnitId>> {
    codes.unit_if(check, "unit_code")
}

const EXCEEDED: &str = "Các đơn vị cộng lại nhiều hơn số của khoản thu. Sửa số của đơn vị hoặc của khoản thu.";
