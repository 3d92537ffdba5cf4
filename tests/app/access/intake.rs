//! Files of other layouts that wait to be imported.

use std::collections::BTreeMap;

use thidua::domain::ids::AwardListId;
use thidua::features::imports::award_lists::ops::{self as award_lists, Meant};
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

const OLD: &str = "Họ và tên;Đơn vị;Danh hiệu;Số quyết định;Ngày quyết định\nNgười Lạ;QLNS;LĐTT;1/QĐ;15/01/2010\n";

/// The secretariat's list of names, of which a word for an award and all people are still to be found; and a word that was
/// given a meaning.
pub fn list(app: &TestApp) {
    let asked = format!("{OLD}Người Khác;QLNS;Lao động giỏi;1/QĐ;15/01/2010\n");
    let kept = app.db.write_now(&app.actor("secretariat"), |tx| {
        let id = award_lists::keep(tx, "a.csv", asked.as_bytes())?;
        let other = asked.replace("Lao động giỏi", "Thi đua giỏi");
        let other = award_lists::keep(tx, "b.csv", other.as_bytes())?;
        award_lists::name_awards(tx, other, &[("Thi đua giỏi".to_owned(), None)])?;
        award_lists::discard(tx, other)?;
        Ok(id)
    });
    assert_eq!(kept.unwrap(), AwardListId(1));
}

/// Two more of them: 2 can be stored, 3 was.
pub fn settled_lists(app: &TestApp) {
    // Decisions that nobody's account has made count as imported ones, and go when they grant nothing.
    app.execute("UPDATE decisions SET created_by = (SELECT min(id) FROM accounts) WHERE created_by IS NULL").unwrap();
    let kept = app.db.write_now(&app.actor("secretariat"), |tx| {
        let meant = |code: &str| BTreeMap::from([(2, Meant::Code(code.to_owned()))]);
        let second = award_lists::keep(tx, "c.csv", OLD.as_bytes())?;
        award_lists::choose(tx, second, &meant("QLNS-STAFF"))?;
        let third = award_lists::keep(tx, "d.csv", OLD.replace("15/01/2010", "15/01/2011").as_bytes())?;
        award_lists::choose(tx, third, &meant("QLNS-STAFF"))?;
        award_lists::confirm(tx, third)?;
        Ok((second, third))
    });
    assert_eq!(kept.unwrap(), (AwardListId(2), AwardListId(3)));
}
