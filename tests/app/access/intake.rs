//! Files of other layouts that wait to be imported.

use thidua::features::imports::revenue_sheets::ops as revenue_sheets;

use super::*;

/// The accountant's report, which can be stored and has a name to ask for, and a name that was given a meaning.
pub fn waiting(app: &TestApp) {
    let csv = "Tháng 6 năm 2014;;\nĐơn vị tính: triệu đồng;;\nSTT;Nội dung;Thực hiện\n\
               1;Thu từ khu vực doanh nghiệp nhà nước;40\n2;Thuế TNCN;100\n";
    let kept = app.db.write_now(&app.actor("accountant"), |tx| {
        let id = revenue_sheets::keep(tx, "Cục Thuế", "a.csv", csv.as_bytes())?;
        let other = csv.replace("Thuế TNCN", "Thu phạt");
        let other = revenue_sheets::keep(tx, "Cục Thuế", "b.csv", other.as_bytes())?;
        revenue_sheets::name_rows(tx, other, &vec![(5, None)])?;
        revenue_sheets::discard(tx, other)?;
        Ok(id)
    });
    assert_eq!(kept.unwrap(), RevenueSheetId(1));
}
