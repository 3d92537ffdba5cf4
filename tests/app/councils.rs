//! Councils by decision: who sits in them as what and when, the earlier ones kept.

use diesel::prelude::*;
use thidua::domain::council::{CouncilKind, Seat};
use thidua::domain::ids::*;
use thidua::features::councils::ops;
use thidua::schema::{council_seats, councils};

use crate::support::*;

const PAGE: &str = "/councils/1";
const SEATS: &str = "/councils/1/seats";

struct Office {
    app: TestApp,
    secretariat: Client,
}

/// A secretary and two of the staff.
async fn office() -> Office {
    let app = TestApp::new();
    let secretariat = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    app.person("DT-007", "Đỗ Văn An", "DT");
    Office { app, secretariat }
}

impl Office {
    async fn set_up(&mut self, kind: &str, number: &str, starts_on: &str, ends_on: &str) -> Page {
        let fields = [
            ("kind", kind),
            ("decision_no", number),
            ("decided_on", starts_on),
            ("starts_on", starts_on),
            ("ends_on", ends_on),
        ];
        self.secretariat.post("/councils", &fields).await
    }

    /// The emulation council of the year.
    async fn council(&mut self) {
        self.set_up("emulation", "45/QĐ-STC", "10/01/2014", "").await.assert_went_to(PAGE);
    }

    async fn seat(&mut self, member: &str, seat: &str, starts_on: &str) -> Page {
        let fields = [("member", member), ("seat", seat), ("starts_on", starts_on)];
        self.secretariat.post_from(PAGE, SEATS, &fields).await
    }

    /// Sends a form of a seat's page.
    async fn on_seat(&mut self, seat: &str, act: &str, fields: &[(&str, &str)]) -> Page {
        let page = format!("{SEATS}/{seat}");
        self.secretariat.post_from(&page, &format!("{page}{act}"), fields).await
    }

    fn members_on(&self, day: &str) -> Vec<(String, Seat, bool)> {
        let day = day.parse().unwrap();
        let found = self.app.db.read_now(|conn| ops::members_on(conn, CouncilId(1), day)).unwrap();
        found.into_iter().map(|it| (it.code, it.seat, it.votes)).collect()
    }

    fn in_force(&self, kind: CouncilKind, day: &str) -> Vec<String> {
        let day = day.parse().unwrap();
        let found = self.app.db.read_now(|conn| ops::in_force(conn, kind, day)).unwrap();
        found.into_iter().map(|it| it.words()).collect()
    }
}

#[actix_web::test]
async fn a_council_has_its_decision_and_its_members_in_order() {
    let mut office = office().await;
    office.secretariat.get("/councils").await.assert_shows("Chưa ghi quyết định thành lập nào.");
    office.council().await;
    office
        .secretariat
        .get(PAGE)
        .await
        .assert_shows("Quyết định số 45/QĐ-STC ngày 10/01/2014")
        .assert_shows("Hội đồng chưa có ai.");
    office.seat("Lê Thị Hoa", "member", "10/01/2014").await.assert_went_to(PAGE);
    office.seat("dt-007", "chair", "10/01/2014").await.assert_went_to(PAGE);
    let minutes =
        [("member", "VP-NGUYET"), ("seat", "secretary"), ("starts_on", "10/01/2014"), ("records_only", "true")];
    office.secretariat.post_from(PAGE, SEATS, &minutes).await.assert_went_to(PAGE);
    let page = office.secretariat.get(PAGE).await;
    page.assert_shows("3 người, 2 người biểu quyết").assert_shows("Không biểu quyết").assert_shows("Ủy viên thư ký");
    let expected =
        [("DT-007", Seat::Chair, true), ("QLNS-006", Seat::Member, true), ("VP-NGUYET", Seat::Secretary, false)];
    assert_eq!(office.members_on("2014-07-15"), expected.map(|(code, seat, votes)| (code.to_owned(), seat, votes)));
    assert_eq!(office.members_on("2014-01-09"), []);
    let file = office.secretariat.get("/councils/1/members.csv").await;
    file.assert_shows("DT-007,Đỗ Văn An,").assert_shows(",Chủ tịch,true,2014-01-10,");
    office.secretariat.get("/councils.csv").await.assert_shows("45/QĐ-STC,2014-01-10,2014-01-10,");
    let told = office.app.audited();
    assert!(told.contains(&"council_set_up".to_owned()) && told.contains(&"council_seat_given".to_owned()));
}

#[actix_web::test]
async fn a_new_council_ends_the_one_before_and_both_are_kept() {
    let mut office = office().await;
    office.council().await;
    office.seat("QLNS-006", "chair", "10/01/2014").await.assert_went_to(PAGE);
    let form = office.secretariat.get("/councils/new").await;
    form.assert_shows("Đang hoạt động: Hội đồng Thi đua - Khen thưởng theo Quyết định số 45/QĐ-STC ngày 10/01/2014");
    office.set_up("emulation", "90/QĐ-STC", "01/07/2014", "").await.assert_went_to("/councils/2");
    let list = office.secretariat.get("/councils").await;
    list.assert_shows("30/06/2014").assert_shows("Đã kết thúc").assert_shows("Đang hoạt động");
    let in_force = |day| office.in_force(CouncilKind::Emulation, day);
    assert_eq!(in_force("2014-06-30"), ["Quyết định số 45/QĐ-STC ngày 10/01/2014"]);
    assert_eq!(in_force("2014-07-01"), ["Quyết định số 90/QĐ-STC ngày 01/07/2014"]);
    assert_eq!(in_force("2014-01-09"), Vec::<String>::new());
    office
        .secretariat
        .get(PAGE)
        .await
        .assert_shows("Lê Thị Hoa")
        .assert_shows("Có hội đồng mới theo Quyết định số 90/QĐ-STC");

    let between = office.set_up("emulation", "50/QĐ-STC", "01/03/2014", "").await;
    let words = "Trùng thời gian với hội đồng theo Quyết định số 90/QĐ-STC ngày 01/07/2014 (từ 01/07/2014). Sửa ngày.";
    between.assert_field_error("ends_on", words).assert_shows("value=\"50/QĐ-STC\"");
    let same_day = office.set_up("emulation", "91/QĐ-STC", "01/07/2014", "").await;
    same_day.assert_field_error("starts_on", words);
    // Boards of tellers are set up for a meeting each.
    office.set_up("counting_board", "92/QĐ-STC", "01/07/2014", "").await.assert_status(303);
    office.set_up("counting_board", "93/QĐ-STC", "01/07/2014", "").await.assert_status(303);
    assert_eq!(office.in_force(CouncilKind::CountingBoard, "2014-07-15").len(), 2);
}

#[actix_web::test]
async fn somebody_yet_to_begin_stands_in_the_way_of_a_successor() {
    let mut office = office().await;
    office.council().await;
    office.seat("QLNS-006", "chair", "10/07/2014").await.assert_went_to(PAGE);
    let refused = office.set_up("emulation", "90/QĐ-STC", "01/07/2014", "").await;
    refused.assert_field_error(
        "starts_on",
        "Hội đồng theo Quyết định số 45/QĐ-STC ngày 10/01/2014 còn thành viên tham gia từ 10/07/2014. Sửa ở hội đồng \
         đó trước.",
    );
    let open: i64 =
        office.app.read(|conn| councils::table.filter(councils::ends_on.is_null()).count().get_result(conn));
    assert_eq!(open, 1);
}

#[actix_web::test]
async fn a_changed_seat_ends_the_old_one_and_stays_in_the_list() {
    let mut office = office().await;
    office.council().await;
    office.seat("QLNS-006", "member", "10/01/2014").await.assert_went_to(PAGE);
    office.on_seat("1", "", &[("seat", "deputy"), ("starts_on", "01/06/2014")]).await.assert_went_to(PAGE);
    let seat = |day| office.members_on(day)[0].1;
    assert_eq!((seat("2014-05-31"), seat("2014-06-01")), (Seat::Member, Seat::Deputy));
    office.secretariat.get(PAGE).await.assert_shows("Đã thôi hoặc chưa bắt đầu").assert_shows("31/05/2014");

    let same_day = office.on_seat("2", "", &[("seat", "member"), ("starts_on", "01/06/2014")]).await;
    same_day.assert_field_error("starts_on", "Đổi vị trí phải sau ngày bắt đầu (01/06/2014). Nhập ngày sau.");
    let same = office.on_seat("2", "", &[("seat", "deputy"), ("starts_on", "02/06/2014")]).await;
    same.assert_field_error("seat", "Vị trí chưa đổi. Chọn vị trí khác.");
    office
        .on_seat("2", "/end", &[("last_day", "")])
        .await
        .assert_field_error("last_day", "Chưa nhập ngày cuối tham gia. Nhập ngày/tháng/năm.");
    let early = office.on_seat("2", "/end", &[("last_day", "31/05/2014")]).await;
    early.assert_field_error("last_day", "Ngày cuối trước ngày bắt đầu (01/06/2014). Nhập ngày sau.");
    office.on_seat("2", "/end", &[("last_day", "30/06/2014")]).await.assert_went_to(PAGE);
    assert_eq!(office.members_on("2014-07-01"), []);
    // Taken back: it was entered wrongly.
    office.on_seat("2", "/end", &[("last_day", "")]).await.assert_went_to(PAGE);
    assert_eq!(office.members_on("2014-07-01").len(), 1);
    let sits_twice = office.on_seat("1", "/end", &[("last_day", "")]).await;
    sits_twice.assert_status(422).assert_shows("Lê Thị Hoa đã là Phó Chủ tịch (từ 01/06/2014).");
}

#[actix_web::test]
async fn what_was_entered_by_mistake_goes_on_the_same_day_only() {
    let mut office = office().await;
    office.council().await;
    office.seat("QLNS-006", "member", "10/01/2014").await.assert_went_to(PAGE);
    office.seat("DT-007", "member", "10/01/2014").await.assert_went_to(PAGE);
    office.secretariat.get("/councils/1/seats/1").await.assert_shows("Bỏ dòng ghi nhầm");
    office.on_seat("1", "/removal", &[]).await.assert_went_to(PAGE);
    assert_eq!(office.members_on("2014-07-15").len(), 1);
    office.app.move_to("2014-07-16");
    office.secretariat = office.app.client("nguyet").await;
    office.secretariat.get("/councils/1/seats/2").await.assert_ok().assert_hides("Bỏ dòng ghi nhầm");
    office.on_seat("2", "/removal", &[]).await.assert_status(409);
    assert_eq!(office.members_on("2014-07-16").len(), 1);
}

#[actix_web::test]
async fn what_is_wrong_with_a_seat_is_said_at_its_field() {
    let mut office = office().await;
    office.council().await;
    let empty = office.secretariat.post_from(PAGE, SEATS, &[("starts_on", "")]).await;
    empty.assert_field_error("member", "Nhập mã cán bộ hoặc họ và tên.");
    empty.assert_field_error("seat", "Chọn vị trí trong hội đồng.");
    office.seat("QLNS-006", "chair", "10/01/2014").await.assert_went_to(PAGE);
    let twice = office.seat("QLNS-006", "member", "15/07/2014").await;
    twice.assert_field_error("member", "Lê Thị Hoa đã là Chủ tịch (từ 10/01/2014). Đổi vị trí ở dòng của người đó.");
    let second = office.seat("DT-007", "chair", "15/07/2014").await;
    second.assert_field_error("seat", "Đã có Chủ tịch: Lê Thị Hoa. Ghi ngày thôi tham gia của người đó trước.");
    let outside = office.seat("DT-007", "member", "09/01/2014").await;
    outside.assert_field_error(
        "starts_on",
        "Ngày ngoài thời gian hoạt động của hội đồng (từ 10/01/2014). Nhập ngày khác.",
    );
    let silent = [("member", "DT-007"), ("seat", "member"), ("starts_on", "15/07/2014"), ("records_only", "true")];
    office.secretariat.post_from(PAGE, SEATS, &silent).await.assert_field_error(
        "records_only",
        "Chỉ Ủy viên thư ký có thể không biểu quyết. Bỏ đánh dấu, hoặc chọn vị trí đó.",
    );
    // Once the chair has ended, another can follow.
    office.on_seat("1", "/end", &[("last_day", "14/07/2014")]).await.assert_went_to(PAGE);
    office.seat("DT-007", "chair", "15/07/2014").await.assert_went_to(PAGE);
    let stale = [("version", "1"), ("member", "QLNS-006"), ("seat", "member"), ("starts_on", "15/07/2014")];
    office.secretariat.post(SEATS, &stale).await.assert_status(409);
}

#[actix_web::test]
async fn nobody_sits_who_has_left_and_who_leaves_is_marked() {
    let mut office = office().await;
    office.council().await;
    office.seat("DT-007", "member", "10/01/2014").await.assert_went_to(PAGE);
    let leave = [("left_on", "30/06/2014")];
    for person in ["/people/QLNS-006", "/people/DT-007"] {
        office
            .secretariat
            .post_from(&format!("{person}/leaving"), &format!("{person}/leaving"), &leave)
            .await
            .assert_status(303);
    }
    let gone = office.seat("QLNS-006", "member", "15/07/2014").await;
    gone.assert_field_error("member", "Không có cán bộ đang công tác mang mã hoặc họ tên “QLNS-006”. Kiểm tra lại.");
    office.secretariat.get(PAGE).await.assert_shows("Đã nghỉ từ 30/06/2014");
    // While he was on the staff he could: an earlier seat may be entered later.
    office.seat("QLNS-006", "member", "10/01/2014").await.assert_went_to(PAGE);
}

#[actix_web::test]
async fn a_wrong_decision_is_corrected_and_the_old_words_stay_in_the_history() {
    let mut office = office().await;
    office.council().await;
    office.seat("QLNS-006", "member", "15/01/2014").await.assert_went_to(PAGE);
    let correction =
        |decided_on, starts_on| [("decision_no", "54/QĐ-STC"), ("decided_on", decided_on), ("starts_on", starts_on)];
    let edit = "/councils/1/edit";
    let late = office.secretariat.post_from(edit, PAGE, &correction("11/01/2014", "20/01/2014")).await;
    late.assert_field_error("starts_on", "Đã có thành viên tham gia từ 15/01/2014. Nhập ngày không sau ngày đó.");
    let early = office.secretariat.post_from(edit, PAGE, &correction("11/01/2014", "10/01/2014")).await;
    early.assert_field_error("starts_on", "Ngày bắt đầu trước ngày quyết định. Sửa một trong hai ngày.");
    let to_come = office.secretariat.post_from(edit, PAGE, &correction("16/07/2014", "16/07/2014")).await;
    to_come.assert_field_error("decided_on", "Ngày quyết định chưa đến. Nhập ngày ghi trên quyết định.");
    office.secretariat.post_from(edit, PAGE, &correction("11/01/2014", "11/01/2014")).await.assert_went_to(PAGE);
    office.secretariat.get(PAGE).await.assert_shows("Quyết định số 54/QĐ-STC ngày 11/01/2014");
    let changes: String = office.app.read(|conn| {
        use thidua::schema::audit_entries::dsl::*;
        audit_entries.filter(event.eq("council_changed")).select(changes).first(conn)
    });
    assert!(changes.contains("45/QĐ-STC") && changes.contains("54/QĐ-STC"), "{changes}");
}

#[actix_web::test]
async fn a_council_is_ended_and_the_end_taken_back() {
    let mut office = office().await;
    office.council().await;
    office.seat("QLNS-006", "member", "15/01/2014").await.assert_went_to(PAGE);
    let end = "/councils/1/end";
    let none = office.secretariat.post_from(PAGE, end, &[("ends_on", "")]).await;
    none.assert_field_error("ends_on", "Chưa nhập ngày cuối của hội đồng. Nhập ngày/tháng/năm.");
    let early = office.secretariat.post_from(PAGE, end, &[("ends_on", "09/01/2014")]).await;
    early.assert_field_error("ends_on", "Ngày 09/01/2014 trước ngày hội đồng bắt đầu (10/01/2014). Nhập ngày sau.");
    let before = office.secretariat.post_from(PAGE, end, &[("ends_on", "14/01/2014")]).await;
    before.assert_field_error("ends_on", "Có thành viên tham gia từ 15/01/2014. Nhập ngày từ đó trở đi.");
    office.secretariat.post_from(PAGE, end, &[("ends_on", "30/06/2014")]).await.assert_went_to(PAGE);
    office.secretariat.get(PAGE).await.assert_shows("Đã kết thúc").assert_shows("Lê Thị Hoa");
    assert_eq!(office.in_force(CouncilKind::Emulation, "2014-07-01").len(), 0);
    office.secretariat.post_from(PAGE, end, &[("ends_on", "")]).await.assert_went_to(PAGE);
    assert_eq!(office.in_force(CouncilKind::Emulation, "2014-07-01").len(), 1);
    let seats: i64 = office.app.read(|conn| council_seats::table.count().get_result(conn));
    assert_eq!(seats, 1);
}

#[actix_web::test]
async fn a_counting_board_has_a_head_and_no_deputies() {
    let mut office = office().await;
    office.set_up("counting_board", "92/QĐ-STC", "01/07/2014", "").await.assert_went_to(PAGE);
    office.secretariat.get(PAGE).await.assert_shows("Trưởng ban").assert_hides("Phó Chủ tịch");
    let deputy = office.seat("QLNS-006", "deputy", "01/07/2014").await;
    deputy.assert_field_error("seat", "Ban kiểm phiếu không có vị trí này. Chọn vị trí khác.");
    office.seat("QLNS-006", "chair", "01/07/2014").await.assert_went_to(PAGE);
    office.secretariat.get("/councils/1/members.csv").await.assert_shows(",Trưởng ban,true,");
}

#[actix_web::test]
async fn those_who_have_to_do_with_councils_read_and_only_the_secretariat_keeps() {
    let mut office = office().await;
    office.council().await;
    for (name, role) in [("HUONG", Role::UnitHead), ("UY", Role::CouncilMember), ("GIAM", Role::Leader)] {
        let mut reader = office.app.login(name, "QLNS", &[Role::Staff, role]).await;
        reader.get("/councils").await.assert_ok().assert_hides("Thêm hội đồng");
        reader.get(PAGE).await.assert_ok().assert_hides("Cử thành viên");
        reader.post(SEATS, &[("member", "QLNS-006")]).await.assert_status(403);
    }
    let mut staff = office.app.login("LAN", "QLNS", &[Role::Staff]).await;
    staff.get("/councils").await.assert_status(403);
    staff.get("/").await.assert_hides("/councils");
}

#[actix_web::test]
async fn a_round_takes_the_initiative_council_of_today() {
    let mut office = office().await;
    let round = office.app.opened_round("Đợt 1");
    let (page, copying) =
        (format!("/initiative-rounds/{round}/council"), format!("/initiative-rounds/{round}/council/copying"));
    office.secretariat.get(&page).await.assert_hides("đang hoạt động");
    let none = office.secretariat.post_from(&page, &copying, &[]).await;
    none.assert_status(422).assert_shows("Chưa có Hội đồng sáng kiến đang hoạt động. Thêm ở mục Hội đồng trước.");
    office.set_up("initiative", "60/QĐ-STC", "01/07/2014", "").await.assert_went_to(PAGE);
    for (member, seat) in [("QLNS-006", "chair"), ("DT-007", "member"), ("VP-NGUYET", "secretary")] {
        office.seat(member, seat, "01/07/2014").await.assert_went_to(PAGE);
    }
    office.secretariat.get(&page).await.assert_shows("Lấy theo Hội đồng sáng kiến đang hoạt động");
    office.secretariat.post_from(&page, &copying, &[]).await.assert_went_to(&page);
    let shown = office.secretariat.get(&page).await;
    shown.assert_shows("Lê Thị Hoa").assert_shows("Đỗ Văn An").assert_shows("3 thành viên, theo Quyết định 60/QĐ-STC");
    let again = office.secretariat.post_from(&page, &copying, &[]).await;
    again.assert_field_error(
        "council",
        "Mọi thành viên theo Quyết định số 60/QĐ-STC ngày 01/07/2014 đã có trong đợt xét.",
    );
}
