//! What the council voted: thresholds by the law of the day of receipt, the check, what becomes of each dossier.

use thidua::domain::dossier::{Kind, State};
use thidua::domain::ids::*;

use crate::support::*;

struct Office {
    app: TestApp,
    secretariat: Client,
}

/// On a day of a year, the department with a secretary and two of the staff.
async fn office() -> Office {
    let app = TestApp::new();
    let secretariat = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    app.login("THU", "VP", &[Role::Staff, Role::Secretariat]).await;
    app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    app.person("QLNS-007", "Đỗ Văn An", "QLNS");
    Office { app, secretariat }
}

impl Office {
    fn verified(&self, code: &str, award: &str) -> DossierId {
        self.app.verified(code, award, Kind::Merit, None)
    }

    /// Received under a decree that has a threshold, as if the year were another.
    fn received_on(&self, id: DossierId, day: &str) {
        use diesel::prelude::*;
        use thidua::domain::event::{Event, EventKind, Object};
        let day: chrono::NaiveDate = day.parse().unwrap();
        self.app.set_up(|tx| {
            diesel::update(thidua::schema::dossiers::table.find(id))
                .set(thidua::schema::dossiers::received_on.eq(day))
                .execute(tx.conn)?;
            tx.audit(Event::new(EventKind::DossierReceiptMended, Object::Dossier(id)))
        });
    }

    fn state(&self, id: DossierId) -> State {
        self.app.dossier(id).facts.state
    }

    /// Sends the minutes with votes as typed: dossier, agreeing, what the minutes say of it.
    async fn send(&mut self, to: &str, votes: &[(DossierId, &str, &str)], changed: &[(&str, &str)]) -> Page {
        let mut fields: Vec<(String, String)> = [
            ("year", "2014"),
            ("held_on", "14/07/2014"),
            ("minutes_no", "05/BB-HĐ"),
            ("members", "9"),
            ("present", "8"),
        ]
        .map(|(field, value)| (field.to_owned(), value.to_owned()))
        .to_vec();
        for (id, agree, said) in votes {
            fields.push((format!("version_{id}"), self.app.dossier(*id).version.to_string()));
            fields.push((format!("agree_{id}"), (*agree).to_owned()));
            fields.push((format!("passed_{id}"), (*said).to_owned()));
        }
        for (field, value) in changed {
            fields.retain(|(name, _)| name != field);
            fields.push(((*field).to_owned(), (*value).to_owned()));
        }
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.secretariat.post(to, &fields).await
    }
}

const CHECK: &str = "/council-results/check";
const RECORD: &str = "/council-results";

#[actix_web::test]
async fn what_the_minutes_say_is_checked_row_by_row_and_then_entered() {
    let mut office = office().await;
    let (hoa, an) = (office.verified("QLNS-006", "CSTDCS"), office.verified("QLNS-007", "CSTDCS"));
    let waits_on = office.verified("QLNS", "TTLDTT");
    office.secretariat.get("/").await.assert_shows("Ghi kết quả họp Hội đồng của 3 hồ sơ");
    let form = office.secretariat.get("/council-results/new?year=2014").await;
    form.assert_shows("Lê Thị Hoa").assert_shows("Chưa đối chiếu văn bản: cần từ 70% tổng số thành viên");
    let votes = [(hoa, "8", "yes"), (an, "3", "no"), (waits_on, "", "")];
    let page = office.send(CHECK, &votes, &[]).await;
    page.assert_ok().assert_shows("8/9 phiếu (88,9%)").assert_shows("1 hồ sơ được thông qua");
    page.assert_shows("1 hồ sơ không đạt").assert_shows("1 hồ sơ chưa bỏ phiếu");
    assert_eq!(office.state(hoa), State::Verified, "the check changes nothing");

    let recorded = office.send(RECORD, &votes, &[]).await;
    recorded.assert_went_to("/council-results/1");
    assert_eq!(office.state(hoa), State::CouncilVoted);
    assert_eq!(office.state(an), State::Rejected);
    assert_eq!(office.state(waits_on), State::Verified);
    let page = office.secretariat.get(&format!("/dossiers/{hoa}")).await;
    page.assert_shows("Biên bản 05/BB-HĐ ngày 14/07/2014, 8/9 phiếu (88,9%)");
    let page = office.secretariat.get(&format!("/dossiers/{an}")).await;
    page.assert_shows("3/9 phiếu (33,3%). Hội đồng không thông qua.");
    let page = office.secretariat.get("/council-results/1").await;
    page.assert_shows("Biên bản 05/BB-HĐ")
        .assert_shows("8 trên 9 thành viên có mặt")
        .assert_shows("Ghi tiếp cùng biên bản");
    let paper = office.secretariat.get("/council-results/1/print").await;
    paper
        .assert_ok()
        .assert_shows("KẾT QUẢ BỎ PHIẾU CỦA HỘI ĐỒNG")
        .assert_shows("Thông qua 1, không thông qua 1 trên 2");
    let list = office.secretariat.get("/council-results.csv?year=2014").await;
    list.assert_shows("2014,2014-07-14,05/BB-HĐ,9,8,1,1");
    assert!(office.app.audited().contains(&"council_result_recorded".to_owned()));
}

#[actix_web::test]
async fn below_the_threshold_of_the_law_nothing_is_passed_whatever_the_minutes_say() {
    let mut office = office().await;
    office.app.move_to("2024-12-20");
    // An account logged in on another day has no session any more.
    office.secretariat = office.app.client("nguyet").await;
    let (reaches, falls_short) = (office.verified("QLNS-006", "CSTDCS"), office.verified("QLNS-007", "CSTDCS"));
    for id in [reaches, falls_short] {
        office.received_on(id, "2024-12-01");
    }
    let form = office.secretariat.get("/council-results/new?year=2014").await;
    form.assert_shows("Cần từ 80% tổng số thành viên (NĐ 98/2023/NĐ-CP Điều 30 khoản 7)");
    let votes = [(reaches, "8", ""), (falls_short, "7", "yes")];
    let held_on = [("held_on", "15/12/2024")];
    let page = office.send(CHECK, &votes, &held_on).await;
    page.assert_ok().assert_shows("1 hồ sơ được thông qua").assert_shows("7/9 phiếu (77,8%)");
    office.send(RECORD, &votes, &held_on).await.assert_went_to("/council-results/1");
    assert_eq!((office.state(reaches), office.state(falls_short)), (State::CouncilVoted, State::Rejected));
    let page = office.secretariat.get(&format!("/dossiers/{falls_short}")).await;
    page.assert_shows("7/9 phiếu (77,8%). Cần từ 80% tổng số thành viên (NĐ 98/2023/NĐ-CP Điều 30 khoản 7).");
}

#[actix_web::test]
async fn titles_without_a_threshold_of_law_need_more_than_half_of_all_members() {
    let mut office = office().await;
    let (more, half) = (office.verified("QLNS-006", "LDTT"), office.verified("QLNS-007", "LDTT"));
    let votes = [(more, "5", ""), (half, "4", "")];
    office.send(RECORD, &votes, &[("members", "8")]).await.assert_went_to("/council-results/1");
    assert_eq!((office.state(more), office.state(half)), (State::CouncilVoted, State::Rejected));
    let page = office.secretariat.get(&format!("/dossiers/{half}")).await;
    page.assert_shows("4/8 phiếu (50,0%). Cần trên 50% tổng số thành viên (quy chế hoạt động Hội đồng");
}

#[actix_web::test]
async fn where_no_threshold_binds_the_minutes_have_to_say() {
    let mut office = office().await;
    let id = office.verified("QLNS-006", "CSTDCS");
    let page = office.send(CHECK, &[(id, "8", "")], &[]).await;
    let field = format!("passed_{id}");
    page.assert_field_error(&field, "Lê Thị Hoa: chọn Thông qua hoặc Không thông qua, như biên bản ghi.");
}

#[actix_web::test]
async fn what_is_wrong_is_said_at_the_field_and_what_was_typed_is_kept() {
    let mut office = office().await;
    let id = office.verified("QLNS-006", "CSTDCS");
    let agree = format!("agree_{id}");
    type Case<'c> = (&'c [(&'c str, &'c str)], &'c str, &'c str);
    let cases: [Case; 7] = [
        (&[("minutes_no", "")], "minutes_no", "Nhập số biên bản, ví dụ 05/BB-HĐ."),
        (&[("held_on", "16/07/2014")], "held_on", "Ngày họp không được sau hôm nay."),
        (&[("members", "0")], "members", "Tổng số thành viên phải từ 1 đến 200."),
        (&[("present", "10")], "present", "Số có mặt nhiều hơn tổng số thành viên (9). Kiểm tra lại."),
        (&[(agree.as_str(), "10")], &agree, "Số phiếu đồng ý phải từ 0 đến 9."),
        (
            &[(agree.as_str(), "")],
            "lines",
            "Nhập số phiếu đồng ý của ít nhất một hồ sơ. Dòng để trống là chưa bỏ phiếu.",
        ),
        (
            &[("held_on", "30/06/2014")],
            &agree,
            "Lê Thị Hoa: Hội đồng họp trước ngày nhận hồ sơ (01/07/2014). Sửa ngày họp, hoặc để trống dòng này.",
        ),
    ];
    for to in [CHECK, RECORD] {
        for (changed, field, message) in &cases {
            let page = office.send(to, &[(id, "8", "yes")], changed).await;
            page.assert_field_error(field, message);
            page.assert_shows("<option value=\"yes\" selected>");
        }
    }
    assert_eq!(office.state(id), State::Verified);
    let again = office.send(CHECK, &[(id, "8", "yes")], &[("back", "1")]).await;
    again.assert_ok().assert_shows("value=\"05/BB-HĐ\"").assert_shows("<option value=\"yes\" selected>");
}

#[actix_web::test]
async fn a_dossier_that_has_changed_since_it_was_read_stops_all_of_it() {
    let mut office = office().await;
    let (hoa, an) = (office.verified("QLNS-006", "LDTT"), office.verified("QLNS-007", "LDTT"));
    let read = office.app.dossier(an).version.to_string();
    office.app.set_up(|tx| {
        let seen = thidua::features::dossiers::ops::find(tx.conn, an)?.seen();
        thidua::features::dossiers::ops::hold(tx, seen, "Xem xét kỷ luật")
    });
    let stale = [(format!("version_{an}"), read)];
    let stale: Vec<(&str, &str)> = stale.iter().map(|(field, value)| (field.as_str(), value.as_str())).collect();
    let page = office.send(RECORD, &[(hoa, "9", "yes"), (an, "9", "yes")], &stale).await;
    page.assert_status(409).assert_shows("vừa tạm dừng xét hồ sơ lúc");
    assert_eq!(office.state(hoa), State::Verified);
    office.secretariat.get("/council-results?year=2014").await.assert_shows("0 lần ghi kết quả");
}

#[actix_web::test]
async fn the_same_minutes_are_gone_on_with_but_a_number_never_means_two_meetings() {
    let mut office = office().await;
    let (hoa, an) = (office.verified("QLNS-006", "LDTT"), office.verified("QLNS-007", "LDTT"));
    office.send(RECORD, &[(hoa, "8", "yes")], &[]).await.assert_went_to("/council-results/1");
    let form = office.secretariat.get("/council-results/new?result=1").await;
    form.assert_shows("value=\"05/BB-HĐ\"").assert_shows("value=\"14/07/2014\"").assert_hides("Lê Thị Hoa");
    let page = office.send(RECORD, &[(an, "8", "yes")], &[("members", "11")]).await;
    page.assert_field_error(
        "minutes_no",
        "Biên bản 05/BB-HĐ đã ghi với ngày họp 14/07/2014, 9 thành viên, 8 có mặt. Nhập đúng như vậy, hoặc sửa số biên bản.",
    );
    office.send(RECORD, &[(an, "8", "yes")], &[]).await.assert_went_to("/council-results/2");
    assert_eq!(office.state(an), State::CouncilVoted);
}

#[actix_web::test]
async fn nobody_enters_the_votes_on_his_own() {
    let mut office = office().await;
    let own = office.verified("VP-NGUYET", "LDTT");
    let form = office.secretariat.get("/council-results/new?year=2014").await;
    form.assert_shows("người khác ghi kết quả của hồ sơ đó").assert_hides(&format!("agree_{own}"));
    office.send(RECORD, &[(own, "9", "yes")], &[]).await.assert_status(403);
    office.secretariat = office.app.client("thu").await;
    office.send(RECORD, &[(own, "9", "yes")], &[]).await.assert_went_to("/council-results/1");
    assert_eq!(office.state(own), State::CouncilVoted);
}

#[actix_web::test]
async fn results_cannot_be_rewritten() {
    use diesel::prelude::*;
    use thidua::domain::event::{Event, EventKind, Object};
    let mut office = office().await;
    let id = office.verified("QLNS-006", "LDTT");
    office.send(RECORD, &[(id, "8", "yes")], &[]).await.assert_status(303);
    let refused = |sql: &str| {
        office.app.set_up(|tx| {
            tx.audit(Event::new(EventKind::AgencyChanged, Object::Agency))?;
            Ok(diesel::sql_query(sql).execute(tx.conn).is_err())
        })
    };
    for table in ["council_results", "council_result_lines"] {
        assert!(refused(&format!("UPDATE {table} SET id = id + 1")), "{table}");
        assert!(refused(&format!("DELETE FROM {table}")), "{table}");
    }
}
