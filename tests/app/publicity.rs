//! Publicity: who is shown how long, objections and their answers, the end; nothing is decided before.

use diesel::prelude::*;
use thidua::domain::dossier::{Kind, State};
use thidua::domain::ids::*;
use thidua::texts::{TextKind, read_here};

use crate::support::*;

struct Office {
    app: TestApp,
    secretariat: Client,
    staff: Client,
}

/// On 10/07/2014, a Thursday.
async fn office() -> Office {
    let app = TestApp::on("2014-07-10");
    let secretariat = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    app.login("THU", "VP", &[Role::Staff, Role::Secretariat]).await;
    let staff = app.login("LAN", "QLNS", &[Role::Staff]).await;
    app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    app.person("QLNS-007", "Đỗ Văn An", "QLNS");
    Office { app, secretariat, staff }
}

impl Office {
    fn state(&self, id: DossierId) -> State {
        self.app.dossier(id).facts.state
    }

    /// The next time it is so late: everybody logs in again.
    async fn move_to(&mut self, day: &str) {
        self.app.move_to(day);
        self.secretariat = self.app.client("nguyet").await;
        self.staff = self.app.client("lan").await;
    }

    /// Shows these for five working days.
    async fn show(&mut self, ids: &[DossierId]) -> Page {
        self.post_list("/publicity", ids, "5").await
    }

    async fn post_list(&mut self, to: &str, ids: &[DossierId], days: &str) -> Page {
        let chosen: Vec<(String, String)> =
            ids.iter().map(|id| (format!("dossier_{id}"), self.app.dossier(*id).version.to_string())).collect();
        let mut fields = vec![("year", "2014"), ("working_days", days), ("place", "bảng tin tầng 1")];
        fields.extend(chosen.iter().map(|(name, version)| (name.as_str(), version.as_str())));
        self.secretariat.post(to, &fields).await
    }

    async fn object(&mut self, id: DossierId, content: &str) -> Page {
        let dossier = id.to_string();
        self.staff.post("/publicity/1/objections", &[("dossier", &dossier), ("content", content)]).await
    }

    async fn answer(&mut self, outcome: &str, answer: &str) -> Page {
        let from = "/publicity/1/objections/1";
        self.secretariat.post_from(from, from, &[("outcome", outcome), ("answer", answer)]).await
    }

    async fn close(&mut self) -> Page {
        let from = "/publicity/1/closing";
        let minutes = [("minutes_no", "07/BB-STC"), ("conclusion", "Giữ nguyên danh sách")];
        self.secretariat.post_from(from, from, &minutes).await
    }

    async fn draft(&mut self, id: DossierId) -> Page {
        let line = id.to_string();
        let fields = [("year", "2014"), ("abstract_line", "Về việc công nhận"), ("lines", line.as_str())];
        self.secretariat.post("/decisions", &fields).await
    }
}

/// A regulation in force that asks for so many working days.
async fn ask_for(office: &mut Office, days: &str) {
    let regulation = [
        ("document_no", "12/QĐ-STC"),
        ("title", "Quy chế"),
        ("effective_from", "01/07/2014"),
        ("publicity_days", days),
    ];
    office.secretariat.post("/regulations", &regulation).await.assert_went_to("/regulations/1");
    office.secretariat.post_from("/regulations/1", "/regulations/1/application", &[]).await.assert_status(303);
}

#[actix_web::test]
async fn names_are_shown_to_all_for_the_working_days_and_then_decided() {
    let mut office = office().await;
    let (hoa, an) = (office.app.passed("QLNS-006", "LDTT"), office.app.passed("QLNS-007", "LDTT"));
    let form = office.secretariat.get("/publicity/new?year=2014").await;
    form.assert_shows("2 đề nghị năm 2014").assert_shows("Quy chế đang áp dụng không nêu số ngày niêm yết");
    let check = office.post_list("/publicity/check", &[hoa], "5").await;
    check.assert_ok().assert_shows("17/07/2014").assert_shows("Niêm yết 1 đề nghị").assert_hides("Đỗ Văn An");
    assert_eq!(office.state(hoa), State::CouncilVoted, "the check changes nothing");
    office.show(&[hoa]).await.assert_went_to("/publicity/1");
    assert_eq!((office.state(hoa), office.state(an)), (State::Published, State::CouncilVoted));

    office.staff.get("/notices").await.assert_shows("nhận kiến nghị đến hết ngày 17/07/2014");
    let page = office.staff.get("/publicity/1").await;
    page.assert_ok().assert_shows("Lê Thị Hoa").assert_shows("đến hết 17/07/2014").assert_shows("còn 7 ngày");
    page.assert_hides(&format!("/dossiers/{hoa}\""));
    let paper = office.staff.get("/publicity/1/print").await;
    paper.assert_ok().assert_shows("DANH SÁCH NIÊM YẾT CÔNG KHAI").assert_shows("Lao động tiên tiến");
    paper.assert_shows("(Niêm yết từ ngày 10/07/2014 đến hết ngày 17/07/2014)");

    // Before the end nothing is decided, by whatever way it is tried.
    office.secretariat.get("/decisions/new?year=2014").await.assert_hides("Lê Thị Hoa").assert_shows("Đỗ Văn An");
    let page = office.draft(hoa).await;
    page.assert_field_error("lines", "Lê Thị Hoa: đợt niêm yết chưa kết thúc. Bỏ dòng này.");
    office.move_to("2014-07-17").await;
    let page = office.close().await;
    page.assert_field_error("minutes_no", "Đợt niêm yết còn đến hết ngày 17/07/2014. Kết thúc từ ngày hôm sau.");
    office.move_to("2014-07-18").await;
    office.draft(hoa).await.assert_field_error("lines", "Lê Thị Hoa: đợt niêm yết chưa kết thúc. Bỏ dòng này.");
    office.secretariat.get("/").await.assert_shows("Kết thúc 1 đợt niêm yết");
    office.close().await.assert_went_to("/publicity/1");
    office.secretariat.get("/").await.assert_hides("Kết thúc 1 đợt niêm yết");
    assert_eq!(office.state(hoa), State::Published);
    office.draft(hoa).await.assert_went_to("/decisions/1");
    let minutes = office.secretariat.get("/publicity/1/minutes").await;
    minutes.assert_ok().assert_shows("Kết thúc niêm yết công khai").assert_shows("07/BB-STC").assert_shows("không có.");
    office.staff.get("/publicity/1/minutes").await.assert_status(403);
    office.staff.get("/publicity/1/minutes.docx").await.assert_status(403);
    let docx = office.secretariat.get("/publicity/1/minutes.docx").await;
    let text = read_here(TextKind::Docx, &docx.bytes).unwrap();
    for words in ["07/BB-STC", "5 ngày làm việc", "Lê Thị Hoa", "Giữ nguyên", "3. Kiến nghị: không có."]
    {
        assert!(text.contains(words), "{words} is missing in {text}");
    }
    let csv = office.staff.get("/publicity.csv?year=2014").await;
    csv.assert_shows("2014,2014-07-10,2014-07-17,5,closed,1,0,07/BB-STC");
    let audited = office.app.audited();
    for event in ["publicity_opened", "dossier_published", "publicity_closed", "dossier_publicity_closed"] {
        assert!(audited.contains(&event.to_owned()), "{event}");
    }
}

#[actix_web::test]
async fn where_the_regulation_asks_for_publicity_nothing_goes_past_it() {
    let mut office = office().await;
    ask_for(&mut office, "5").await;
    let (hoa, up) = (office.app.passed("QLNS-006", "LDTT"), office.app.passed("QLNS-007", "BK_TINH"));
    let short = office.app.verified("QLNS-006", "GK", Kind::Sudden, None);
    let page = office.draft(hoa).await;
    page.assert_field_error("lines", "Lê Thị Hoa: chưa niêm yết công khai theo quy chế. Bỏ dòng này.");
    let up_line = up.to_string();
    let proposal = [("year", "2014"), ("recipient", "UBND tỉnh"), ("lines", up_line.as_str())];
    let page = office.secretariat.post("/escalations", &proposal).await;
    page.assert_field_error("lines", "Đỗ Văn An: chưa niêm yết công khai theo quy chế. Bỏ dòng này.");
    let page = office.post_list("/publicity", &[hoa], "4").await;
    let words = "Quy chế đang áp dụng quy định niêm yết ít nhất 5 ngày làm việc. Nhập từ 5.";
    page.assert_field_error("working_days", words);
    assert_eq!(office.state(hoa), State::CouncilVoted);
    // A short dossier needs neither the council nor publicity.
    office.draft(short).await.assert_went_to("/decisions/1");
}

#[actix_web::test]
async fn an_objection_is_answered_and_one_that_is_upheld_stops_the_dossier() {
    let mut office = office().await;
    let (hoa, an) = (office.app.passed("QLNS-006", "LDTT"), office.app.passed("QLNS-007", "LDTT"));
    office.show(&[hoa, an]).await.assert_status(303);
    office.object(an, " ").await.assert_field_error("content", "Ghi nội dung kiến nghị.");
    office.object(an, "Có 3 hồ sơ trễ hẹn.").await.assert_went_to("/publicity/1");
    // The one objected to, and everybody else, does not see who said what.
    let mut other = office.app.login("BINH", "DT", &[Role::Staff]).await;
    other.get("/publicity/1").await.assert_ok().assert_hides("trễ hẹn");
    other.get("/publicity/1/objections/1").await.assert_status(404);
    office.staff.get("/publicity/1").await.assert_shows("Kiến nghị của tôi").assert_shows("Chờ trả lời");
    office.secretariat.get("/").await.assert_shows("Trả lời 1 kiến nghị");
    office.secretariat.get("/publicity/1").await.assert_shows("Có 3 hồ sơ trễ hẹn.");
    office.answer("", "").await.assert_field_error("outcome", "Chọn kiến nghị có cơ sở hay không.");
    office.answer("upheld", "Đã kiểm tra sổ, đúng như kiến nghị.").await.assert_went_to("/publicity/1");
    assert_eq!((office.state(hoa), office.state(an)), (State::Published, State::OnHold));
    office.staff.get("/publicity/1").await.assert_shows("Đã kiểm tra sổ, đúng như kiến nghị.");
    office.staff.get("/notices").await.assert_shows("Kiến nghị của đồng chí về Đỗ Văn An đã được trả lời.");
    office.secretariat.get("/notices").await.assert_shows("Có kiến nghị mới về danh sách đang niêm yết.");
    let again = [("version", "1"), ("outcome", "dismissed"), ("answer", "Nghĩ lại")];
    office.secretariat.post("/publicity/1/objections/1", &again).await.assert_status(409);
    office.move_to("2014-07-18").await;
    office.close().await.assert_status(303);
    let minutes = office.secretariat.get("/publicity/1/minutes").await;
    minutes
        .assert_shows("1 kiến nghị")
        .assert_shows("Tạm dừng xét")
        .assert_shows("Đã kiểm tra sổ, đúng như kiến nghị.");
}

#[actix_web::test]
async fn nobody_objects_after_the_last_day_nor_ends_it_with_an_objection_open() {
    let mut office = office().await;
    let hoa = office.app.passed("QLNS-006", "LDTT");
    office.show(&[hoa]).await.assert_status(303);
    office.object(hoa, "Xét lại").await.assert_status(303);
    office.move_to("2014-07-18").await;
    let page = office.object(hoa, "Xét lại lần nữa").await;
    let words = "Đã hết hạn kiến nghị (hết ngày 17/07/2014). Trao đổi trực tiếp với thường trực hội đồng.";
    page.assert_field_error("content", words);
    page.assert_shows("Xét lại lần nữa");
    office.close().await.assert_field_error("minutes_no", "Còn 1 kiến nghị chưa trả lời. Trả lời hết rồi kết thúc.");
    office.answer("dismissed", "Hồ sơ đủ tiêu chuẩn.").await.assert_status(303);
    office.close().await.assert_status(303);
    office.secretariat.get("/publicity/1/closing").await.assert_status(409);
    let again = [("version", "1"), ("minutes_no", "8"), ("conclusion", "x")];
    office.secretariat.post("/publicity/1/closing", &again).await.assert_status(409);
    let count: i64 = office.app.read(|conn| thidua::schema::objections::table.count().get_result(conn));
    assert_eq!(count, 1);
}

#[actix_web::test]
async fn nobody_answers_his_own_objection_nor_one_against_himself() {
    let Office { app, mut secretariat, .. } = office().await;
    let own = app.passed("VP-NGUYET", "LDTT");
    let version = app.dossier(own).version.to_string();
    let field = format!("dossier_{own}");
    secretariat
        .post("/publicity", &[("year", "2014"), ("working_days", "5"), (&field, &version)])
        .await
        .assert_status(303);
    let dossier = own.to_string();
    let mut thu = app.client("thu").await;
    let objection = [("dossier", dossier.as_str()), ("content", "Chưa có sáng kiến")];
    thu.post("/publicity/1/objections", &objection).await.assert_status(303);
    let answer = [("outcome", "dismissed"), ("answer", "Không cần sáng kiến"), ("version", "1")];
    secretariat.post("/publicity/1/objections/1", &answer).await.assert_status(403);
    thu.post("/publicity/1/objections/1", &answer).await.assert_status(403);
}

#[actix_web::test]
async fn it_is_extended_with_a_reason_and_by_the_version_that_was_read() {
    let mut office = office().await;
    let hoa = office.app.passed("QLNS-006", "LDTT");
    office.show(&[hoa]).await.assert_status(303);
    let from = "/publicity/1/extension";
    let page = office.secretariat.post_from(from, from, &[("working_days", "2")]).await;
    page.assert_field_error("reason", "Nêu lý do kéo dài.");
    let form = office.secretariat.get(from).await;
    let version = form.between("name=\"version\" value=\"", "\"").unwrap();
    let more = [("working_days", "2"), ("reason", "Mất điện"), ("version", version.as_str())];
    office.secretariat.post(from, &more).await.assert_went_to("/publicity/1");
    office.secretariat.get("/publicity/1").await.assert_shows("đến hết 21/07/2014 (7 ngày làm việc)");
    let page = office.secretariat.post(from, &more).await;
    page.assert_status(409).assert_shows("vừa kéo dài đợt niêm yết");
    office.staff.post(from, &more).await.assert_status(403);
}
