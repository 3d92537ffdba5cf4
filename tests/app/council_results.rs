//! What the council voted: thresholds by the law of the day of receipt, and what becomes of each dossier.

use diesel::prelude::*;
use thidua::domain::dossier::{Kind, State};
use thidua::domain::event::{Event, EventKind, Object};
use thidua::domain::ids::*;
use thidua::domain::year::Year;
use thidua::error::{AppError, AppResult};
use thidua::features::council_results::ops::{self, NewResult, Voted};
use thidua::features::dossiers;
use thidua::texts::{TextKind, read_here};

use crate::support::*;

struct Office {
    app: TestApp,
    secretariat: Client,
}

/// The department with a secretary and two of the staff.
async fn office() -> Office {
    let app = TestApp::new();
    let secretariat = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
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

    fn voted(&self, id: DossierId, agree: i64, members: i64, said: Option<bool>) -> Voted {
        Voted { dossier: self.app.dossier(id).seen(), agree, members, said, reason: String::new() }
    }

    /// As a meeting does that is concluded.
    fn record(&self, lines: Vec<Voted>, changed: impl FnOnce(&mut NewResult)) -> AppResult<CouncilResultId> {
        let mut result = NewResult {
            year: Year(2014),
            held_on: "2014-07-14".parse().unwrap(),
            minutes_no: "05/BB-HĐ".into(),
            members: 9,
            present: 8,
            lines,
        };
        changed(&mut result);
        self.app.db.write_now(&self.app.actor("nguyet"), |tx| ops::record(tx, &result))
    }
}

fn fault(done: AppResult<CouncilResultId>) -> (String, String) {
    match done {
        Err(AppError::Fields(errors)) => (errors.0[0].field.clone(), errors.0[0].message.clone()),
        other => panic!("{other:?}"),
    }
}

#[actix_web::test]
async fn what_the_minutes_say_becomes_of_each_dossier() {
    let mut office = office().await;
    let (hoa, an) = (office.verified("QLNS-006", "CSTDCS"), office.verified("QLNS-007", "CSTDCS"));
    let waits_on = office.verified("QLNS", "TTLDTT");
    office.secretariat.get("/").await.assert_shows("Đưa 3 hồ sơ ra Hội đồng");
    let lines = vec![office.voted(hoa, 8, 9, Some(true)), office.voted(an, 3, 9, Some(false))];
    office.record(lines, |_| ()).unwrap();
    assert_eq!(office.state(hoa), State::CouncilVoted);
    assert_eq!(office.state(an), State::Rejected);
    assert_eq!(office.state(waits_on), State::Verified);
    let page = office.secretariat.get(&format!("/dossiers/{hoa}")).await;
    page.assert_shows("Biên bản 05/BB-HĐ ngày 14/07/2014, 8/9 phiếu (88,9%)");
    let page = office.secretariat.get(&format!("/dossiers/{an}")).await;
    page.assert_shows("3/9 phiếu (33,3%). Hội đồng không thông qua.");
    let page = office.secretariat.get("/council-results/1").await;
    page.assert_shows("Biên bản 05/BB-HĐ").assert_shows("8 trên 9 thành viên có mặt");
    let paper = office.secretariat.get("/council-results/1/print").await;
    paper
        .assert_ok()
        .assert_shows("KẾT QUẢ BỎ PHIẾU CỦA HỘI ĐỒNG")
        .assert_shows("Thông qua 1, không thông qua 1 trên 2");
    let docx = office.secretariat.get("/council-results/1/print.docx").await;
    let text = read_here(TextKind::Docx, &docx.bytes).unwrap();
    for words in ["(Theo Biên bản số 05/BB-HĐ họp ngày 14/07/2014)", "8/9 phiếu (88,9%)", "Không thông qua", "CHỦ TỊCH"]
    {
        assert!(text.contains(words), "{words} is missing in {text}");
    }
    let list = office.secretariat.get("/council-results.csv?year=2014").await;
    list.assert_shows("2014,2014-07-14,05/BB-HĐ,9,8,1,1");
    assert!(office.app.audited().contains(&"council_result_recorded".to_owned()));
}

#[actix_web::test]
async fn below_the_threshold_of_the_law_nothing_is_passed_whatever_the_minutes_say() {
    let mut office = office().await;
    office.app.move_to("2024-12-20");
    let (reaches, falls_short) = (office.verified("QLNS-006", "CSTDCS"), office.verified("QLNS-007", "CSTDCS"));
    for id in [reaches, falls_short] {
        office.received_on(id, "2024-12-01");
    }
    let lines = vec![office.voted(reaches, 8, 9, None), office.voted(falls_short, 7, 9, Some(true))];
    office.record(lines, |it| it.held_on = "2024-12-15".parse().unwrap()).unwrap();
    assert_eq!((office.state(reaches), office.state(falls_short)), (State::CouncilVoted, State::Rejected));
    // An account logged in on another day has no session any more.
    office.secretariat = office.app.client("nguyet").await;
    let page = office.secretariat.get(&format!("/dossiers/{falls_short}")).await;
    page.assert_shows("7/9 phiếu (77,8%). Cần từ 80% tổng số thành viên (NĐ 98/2023/NĐ-CP Điều 30 khoản 7).");
}

#[actix_web::test]
async fn titles_without_a_threshold_of_law_need_more_than_half_of_all_members() {
    let mut office = office().await;
    let (more, half) = (office.verified("QLNS-006", "LDTT"), office.verified("QLNS-007", "LDTT"));
    let lines = vec![office.voted(more, 5, 8, None), office.voted(half, 4, 8, None)];
    office.record(lines, |it| it.members = 8).unwrap();
    assert_eq!((office.state(more), office.state(half)), (State::CouncilVoted, State::Rejected));
    let page = office.secretariat.get(&format!("/dossiers/{half}")).await;
    page.assert_shows("4/8 phiếu (50,0%). Cần trên 50% tổng số thành viên (quy chế hoạt động Hội đồng");
}

#[actix_web::test]
async fn where_the_recused_do_not_count_a_line_keeps_its_own_number_of_members() {
    let mut office = office().await;
    let id = office.verified("QLNS-006", "LDTT");
    office.record(vec![office.voted(id, 4, 7, None)], |_| ()).unwrap();
    assert_eq!(office.state(id), State::CouncilVoted);
    office.secretariat.get("/council-results/1").await.assert_shows("4/7 phiếu (57,1%)");
}

#[actix_web::test]
async fn what_cannot_be_is_refused_and_nothing_is_written() {
    let office = office().await;
    let id = office.verified("QLNS-006", "CSTDCS");
    let yes = || vec![office.voted(id, 8, 9, Some(true))];
    let (field, words) = fault(office.record(yes(), |it| it.held_on = "2014-07-16".parse().unwrap()));
    assert_eq!((field.as_str(), words.as_str()), ("held_on", "Ngày họp không được sau hôm nay."));
    let (field, words) = fault(office.record(yes(), |it| it.held_on = "2014-06-30".parse().unwrap()));
    assert_eq!(field, format!("agree_{id}"));
    assert!(words.starts_with("Lê Thị Hoa: Hội đồng họp trước ngày nhận hồ sơ (01/07/2014)."), "{words}");
    let (_, words) = fault(office.record(vec![office.voted(id, 10, 9, Some(true))], |_| ()));
    assert!(words.contains("nhiều hơn số thành viên (9)"), "{words}");
    let (field, _) = fault(office.record(vec![office.voted(id, 8, 9, None)], |_| ()));
    assert_eq!(field, format!("passed_{id}"), "no threshold binds, so the minutes have to say");
    assert_eq!(office.state(id), State::Verified);
}

#[actix_web::test]
async fn a_dossier_that_has_changed_since_it_was_read_stops_all_of_it() {
    let mut office = office().await;
    let (hoa, an) = (office.verified("QLNS-006", "LDTT"), office.verified("QLNS-007", "LDTT"));
    let lines = vec![office.voted(hoa, 9, 9, None), office.voted(an, 9, 9, None)];
    office.app.set_up(|tx| {
        let seen = dossiers::ops::find(tx.conn, an)?.seen();
        dossiers::ops::hold(tx, seen, "Xem xét kỷ luật")
    });
    let error = office.record(lines, |_| ()).unwrap_err();
    assert!(matches!(&error, AppError::Stale(words) if words.contains("vừa tạm dừng xét hồ sơ lúc")), "{error:?}");
    assert_eq!(office.state(hoa), State::Verified);
    office.secretariat.get("/council-results?year=2014").await.assert_shows("0 lần ghi kết quả");
}

#[actix_web::test]
async fn a_number_of_minutes_never_means_two_meetings() {
    let office = office().await;
    let (hoa, an) = (office.verified("QLNS-006", "LDTT"), office.verified("QLNS-007", "LDTT"));
    office.record(vec![office.voted(hoa, 8, 9, None)], |_| ()).unwrap();
    let (field, words) = fault(office.record(vec![office.voted(an, 8, 11, None)], |it| it.members = 11));
    assert_eq!(field, "minutes_no");
    assert!(words.starts_with("Biên bản 05/BB-HĐ đã ghi với ngày họp 14/07/2014, 9 thành viên, 8 có mặt."), "{words}");
}

#[actix_web::test]
async fn results_cannot_be_rewritten() {
    let office = office().await;
    let id = office.verified("QLNS-006", "LDTT");
    office.record(vec![office.voted(id, 8, 9, None)], |_| ()).unwrap();
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
