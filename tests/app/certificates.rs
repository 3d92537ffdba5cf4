//! Certificates on pre-printed stock: templates in millimetres, printing, the golden book and the register of blanks.

use diesel::prelude::*;
use thidua::domain::decision::State as DecisionState;
use thidua::domain::event::{Event, EventKind, Object};
use thidua::domain::ids::*;
use thidua::domain::year::Year;
use thidua::features::decisions::ops::{self as decisions, Draft, Revocation, Seen};
use thidua::schema::{awards, certificate_blanks as blanks, certificates, memberships, people, subjects};
use thidua::texts::{TextKind, read_here};

use crate::support::*;

struct Office {
    app: TestApp,
    secretariat: Client,
    decision: DecisionId,
}

const LONG: &str = "Phó Trưởng phòng phụ trách công tác quản lý ngân sách cấp huyện, cấp xã và theo dõi các chương trình mục \
                    tiêu quốc gia của tỉnh";
const NASTY: &str = "Đỗ \"Văn\" <b>An</b> & 'Bình' #1";

/// 05/QĐ-STC of 14/07/2014 grants a giấy khen to three people, in the order Đỗ …, Lê Thị Hoa, Phạm Thị Yến.
async fn office() -> Office {
    let app = TestApp::new();
    app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    let nasty = app.person("QLNS-007", "Đỗ Văn An", "QLNS");
    app.person("QLNS-008", "Phạm Thị Yến", "QLNS");
    let head = app.person("STC-001", "Trần Văn Giám", "STC");
    app.make_head_of_agency(head);
    app.set_up(|tx| {
        let of_person = memberships::table.filter(memberships::person_id.eq(nasty));
        diesel::update(of_person).set(memberships::position.eq(LONG)).execute(tx.conn)?;
        diesel::update(people::table.find(head)).set(people::position.eq("Giám đốc Sở")).execute(tx.conn)?;
        tx.audit(Event::new(EventKind::PersonChanged, Object::Person(nasty)))
    });
    let secretariat = app.login("TT", "VP", &[Role::Staff, Role::Secretariat]).await;
    let lines: Vec<DossierId> = ["QLNS-006", "QLNS-007", "QLNS-008"].map(|code| app.passed(code, "GK")).to_vec();
    app.account("giam", Some(head), &[Role::Staff, Role::Leader]);
    let draft = Draft { year: Year(2014), abstract_line: "Về việc tặng giấy khen".into(), lines };
    let decision = app.db.write_now(&app.actor("tt"), |tx| decisions::draft(tx, &draft)).unwrap();
    let (seen, day) = (Seen { id: decision, version: 1 }, "2014-07-14".parse().unwrap());
    app.db.write_now(&app.actor("giam"), |tx| decisions::issue(tx, seen, "5", day)).unwrap();
    Office { app, secretariat, decision }
}

impl Office {
    fn address(&self, rest: &str) -> String {
        format!("/certificates/decisions/{}{rest}", self.decision)
    }

    /// In the order of the list.
    fn awards(&self) -> Vec<AwardId> {
        self.app.read(|conn| awards::table.order((awards::sort_key, awards::id)).select(awards::id).load(conn))
    }

    async fn enter(&mut self, first_serial: &str, printed_on: &str, picked: &[(AwardId, &str)]) -> Page {
        let mut fields = vec![
            ("award".to_owned(), "GK".to_owned()),
            ("first_serial".to_owned(), first_serial.to_owned()),
            ("printed_on".to_owned(), printed_on.to_owned()),
        ];
        for (id, serial) in picked {
            fields.push((format!("pick_{id}"), "1".to_owned()));
            fields.push((format!("serial_{id}"), (*serial).to_owned()));
        }
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let address = self.address("/entry");
        self.secretariat.post(&address, &fields).await
    }

    async fn enter_all(&mut self) -> Vec<AwardId> {
        let ids = self.awards();
        let picked: Vec<(AwardId, &str)> = ids.iter().map(|id| (*id, "")).collect();
        self.enter("GK-099", "15/07/2014", &picked).await.assert_went_to(&self.address(""));
        ids
    }

    /// Posts an act from its own page, in the version that the page has.
    async fn act(&mut self, award: AwardId, act: &str, fields: &[(&str, &str)]) -> Page {
        let address = format!("/certificates/awards/{award}/{act}");
        let forms = self.secretariat.get(&address).await.forms();
        let mut form = forms.into_iter().find(|form| form.action == address).unwrap();
        fields.iter().for_each(|(name, value)| form.fill(name, value));
        self.secretariat.post(&address, &form.as_pairs()).await
    }

    fn revoke(&self, award: AwardId) {
        let revocation = Revocation {
            number: "9".into(),
            decided_on: "2014-07-15".parse().unwrap(),
            reason: "Khai sai".into(),
            awards: vec![award],
            confirmed: "05/QĐ-STC".into(),
        };
        self.app.set_up(|tx| {
            let version = decisions::find(tx.conn, self.decision)?.version;
            decisions::revoke(tx, Seen { id: self.decision, version }, &revocation)
        });
    }

    /// Number in the book, and the serials of its blanks.
    fn book(&self) -> Vec<(i64, Vec<String>)> {
        self.app.read(|conn| {
            let found: Vec<(i64, String)> = certificates::table
                .inner_join(blanks::table)
                .order((certificates::book_no, blanks::id))
                .select((certificates::book_no, blanks::serial))
                .load(conn)?;
            Ok(found
                .chunk_by(|one, next| one.0 == next.0)
                .map(|of| (of[0].0, of.iter().map(|it| it.1.clone()).collect()))
                .collect())
        })
    }
}

#[actix_web::test]
async fn certificates_of_a_decision_are_entered_with_serials_that_count_on() {
    let mut office = office().await;
    office
        .secretariat
        .get("/certificates?year=2014")
        .await
        .assert_shows("05/QĐ-STC")
        .assert_shows("data-label=\"Chưa in\">3<");
    let ids = office.awards();
    let entry = office.secretariat.get(&office.address("/entry?award=GK")).await;
    entry.assert_ok().assert_shows("3 bằng chưa vào sổ");
    // The second blank of the pile was missing.
    let page = office.enter("GK-098", "15/07/2014", &[(ids[0], ""), (ids[1], "GK-100"), (ids[2], "")]).await;
    page.assert_went_to(&office.address(""));
    let book = office.book();
    let serials: Vec<(i64, &str)> = book.iter().map(|(number, serials)| (*number, serials[0].as_str())).collect();
    assert_eq!(serials, [(1, "GK-098"), (2, "GK-100"), (3, "GK-101")]);
    assert_eq!(office.app.audited().iter().filter(|it| *it == "certificate_entered").count(), 3);
    let page = office.secretariat.get(&office.address("")).await;
    page.assert_shows("3/2014").assert_shows("GK-101").assert_shows("Đã in").assert_hides("Ghi vào sổ<");
    office.secretariat.get(&office.address("/entry?award=GK")).await.assert_shows("Không còn bằng nào chưa vào sổ");
    let csv = office.secretariat.get("/certificates/register.csv?year=2014").await;
    csv.assert_shows("2014,2,QLNS-006,Lê Thị Hoa,QLNS,GK,05/QĐ-STC,2014-07-14,GK-100,printed,2014-07-15");
    office
        .secretariat
        .get("/certificates/register?year=2014&state=spoiled")
        .await
        .assert_shows("Không có phôi nào khớp");
}

#[actix_web::test]
async fn what_cannot_be_entered_is_said_at_its_field_and_nothing_is_written() {
    let mut office = office().await;
    let ids = office.awards();
    let field = |id: AwardId| format!("serial_{id}");
    let all = [(ids[0], ""), (ids[1], ""), (ids[2], "")];
    let page = office.enter("", "15/07/2014", &all).await;
    page.assert_field_error("first_serial", "Nhập số phôi của tờ đầu tiên, in sẵn trên phôi, ví dụ 000123.");
    let page = office.enter("GK-A", "15/07/2014", &all).await;
    page.assert_field_error(
        &field(ids[1]),
        "Nhập số phôi của Lê Thị Hoa: số trước không có chữ số ở cuối để đếm tiếp.",
    );
    let page = office.enter("7", "15/07/2014", &[(ids[0], ""), (ids[1], "7")]).await;
    page.assert_field_error(&field(ids[1]), "Số phôi 7 đã dùng cho dòng trên. Nhập số khác.");
    let page = office.enter("7", "16/07/2014", &all).await;
    page.assert_field_error("printed_on", "Ngày in không được sau hôm nay.");
    let page = office.enter("7", "13/07/2014", &all).await;
    page.assert_field_error("printed_on", "Ngày in trước ngày của quyết định (14/07/2014). Kiểm tra lại ngày.");
    let page = office.enter("7", "15/07/2014", &[]).await;
    page.assert_field_error("lines", "Chưa chọn dòng nào của quyết định này. Đánh dấu ít nhất một dòng.");
    assert!(office.book().is_empty());
    office.enter("7", "15/07/2014", &[(ids[0], "")]).await.assert_status(303);
    let page = office.enter("7", "15/07/2014", &[(ids[1], "")]).await;
    page.assert_field_error(
        "first_serial",
        "Phôi 7 đã dùng cho bằng số 1/2014 trong sổ vàng. Kiểm tra lại số in trên phôi.",
    );
    let page = office.enter("8", "15/07/2014", &[(ids[0], "")]).await;
    page.assert_status(422).assert_shows("đã vào sổ. Bỏ dấu ở dòng này.");
    assert_eq!(office.book().len(), 1);
}

#[actix_web::test]
async fn a_spoiled_blank_stays_in_the_register_and_the_number_is_issued_again() {
    let mut office = office().await;
    let ids = office.enter_all().await;
    let page = office.act(ids[0], "spoiling", &[("reason", " ")]).await;
    page.assert_field_error("reason", "Nêu phôi hỏng vì sao, ví dụ in lệch, rách, thất lạc.");
    let spoiling = format!("/certificates/awards/{}/spoiling", ids[0]);
    let stale = office.secretariat.post(&spoiling, &[("version", "1"), ("reason", "In lệch")]).await;
    stale.assert_status(409);
    office.act(ids[0], "spoiling", &[("reason", "In lệch")]).await.assert_status(303);
    let page = office.secretariat.get(&format!("/certificates/awards/{}", ids[0])).await;
    page.assert_shows("Phôi hỏng").assert_shows("hỏng ngày 15/07/2014: In lệch").assert_shows("Cấp lại bằng phôi mới");
    let handover = format!("/certificates/awards/{}/handover", ids[0]);
    office.secretariat.get(&handover).await.assert_status(409);

    let page = office.act(ids[0], "reissue", &[("serial", "GK-100")]).await;
    page.assert_field_error(
        "serial",
        "Phôi GK-100 đã dùng cho bằng số 2/2014 trong sổ vàng. Kiểm tra lại số in trên phôi.",
    );
    let page = office.act(ids[0], "reissue", &[("serial", "GK-099")]).await;
    page.assert_status(422);
    office.act(ids[0], "reissue", &[("serial", "GK-200")]).await.assert_status(303);
    assert_eq!(office.book()[0], (1, vec!["GK-099".to_owned(), "GK-200".to_owned()]));
    let register = office.secretariat.get("/certificates/register?year=2014").await;
    register.assert_shows("4 phôi đã dùng").assert_shows("In lệch").assert_shows("GK-200");
    let audited = office.app.audited();
    assert!(audited.ends_with(&["certificate_spoiled".to_owned(), "certificate_reissued".to_owned()]), "{audited:?}");
}

#[actix_web::test]
async fn who_received_it_is_kept_and_a_revoked_one_must_come_back() {
    let mut office = office().await;
    let ids = office.enter_all().await;
    office.act(ids[0], "handover", &[("received_by", "")]).await.assert_status(422);
    let page =
        office.act(ids[0], "handover", &[("received_by", "Lê Thị Hoa (nhận thay)"), ("handed_on", "16/07/2014")]).await;
    page.assert_field_error("handed_on", "Ngày trao không được sau hôm nay.");
    office.act(ids[0], "handover", &[("received_by", "Lê Thị Hoa (nhận thay)")]).await.assert_status(303);
    let handover = office.address("/handover");
    office.secretariat.get(&handover).await.assert_shows("2 bằng đã in, chưa trao");
    let none = office.secretariat.post(&handover, &[("handed_on", "15/07/2014")]).await;
    none.assert_field_error("lines", "Chưa chọn dòng nào. Đánh dấu ít nhất một dòng.");
    let forms = office.secretariat.get(&handover).await.forms();
    let form = forms.into_iter().find(|form| form.action == handover).unwrap();
    office.secretariat.post(&handover, &form.as_pairs()).await.assert_went_to(&office.address(""));
    let page = office.secretariat.get(&format!("/certificates/awards/{}", ids[1])).await;
    page.assert_shows("Lê Thị Hoa nhận ngày 15/07/2014").assert_shows("Đã trao");
    assert_eq!(office.app.audited().iter().filter(|it| *it == "certificate_handed_over").count(), 3);
    let ret = format!("/certificates/awards/{}/return", ids[1]);
    office.secretariat.get(&ret).await.assert_status(409);

    office.revoke(ids[1]);
    office.secretariat.get("/certificates?year=2014").await.assert_shows("data-label=\"Phải thu hồi\">1<");
    office.secretariat.get(&office.address("")).await.assert_shows("Phải thu hồi");
    office
        .secretariat
        .get(&format!("/certificates/awards/{}/print", ids[1]))
        .await
        .assert_shows("đã bị thu hồi, không in");
    office.act(ids[1], "return", &[("returned_on", "14/07/2015")]).await.assert_status(422);
    office.act(ids[1], "return", &[]).await.assert_status(303);
    let page = office.secretariat.get(&office.address("")).await;
    page.assert_hides("Phải thu hồi").assert_shows("Đã thu hồi");
    assert_eq!(office.app.audited().last().unwrap(), "certificate_returned");
}

#[actix_web::test]
async fn a_revoked_award_is_not_entered_and_a_decision_that_stands_no_more_neither() {
    let mut office = office().await;
    let ids = office.awards();
    office.revoke(ids[0]);
    office
        .secretariat
        .get(&office.address("/entry"))
        .await
        .assert_shows("2 bằng chưa vào sổ")
        .assert_hides("Đỗ Văn An");
    let page = office.enter("7", "15/07/2014", &[(ids[0], "")]).await;
    page.assert_status(422).assert_shows("đã bị thu hồi khen thưởng. Bỏ dấu");
    let draft = office.app.set_up(|tx| {
        let state = decisions::find(tx.conn, office.decision)?.state;
        assert_eq!(state, DecisionState::Issued);
        decisions::draft(tx, &Draft { year: Year(2014), abstract_line: "Dự thảo".into(), lines: Vec::new() })
    });
    office.secretariat.get(&format!("/certificates/decisions/{draft}")).await.assert_status(404);
}

#[actix_web::test]
async fn a_decision_prints_as_one_file_a_page_each_in_the_order_of_its_list() {
    let mut office = office().await;
    office.app.set_up(|tx| {
        diesel::update(subjects::table.filter(subjects::code.eq("QLNS-007")))
            .set(subjects::name.eq(NASTY))
            .execute(tx.conn)?;
        tx.audit(Event::new(EventKind::PersonChanged, Object::Agency))
    });
    let ids = office.enter_all().await;
    let page = office.secretariat.get(&office.address("/print?award=GK")).await;
    page.assert_ok().assert_shows("width=\"297mm\" height=\"210mm\" viewBox=\"0 0 297 210\"");
    page.assert_shows("Lê Thị Hoa</text>")
        .assert_shows("GIẤY KHEN</text>")
        .assert_hides("<b>An")
        .assert_hides(" style=");
    let pdf = office.secretariat.get(&office.address("/print.pdf?award=GK")).await;
    pdf.assert_ok();
    let text = read_here(TextKind::Pdf, &pdf.bytes).unwrap();
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for said in [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "GIẤY KHEN",
        "Chuyên viên",
        "Phó Trưởng phòng phụ trách công tác quản lý ngân sách",
        "GIÁM ĐỐC SỞ TÀI CHÍNH TỈNH THÁI NGUYÊN",
        "Phòng Quản lý ngân sách, Sở Tài chính tỉnh Thái Nguyên",
        "Đã có thành tích xuất sắc trong công tác và phong trào thi đua năm 2014",
        "Quyết định số 05/QĐ-STC ngày 14 tháng 7 năm 2014",
        "Số sổ vàng: 1",
        "Số sổ vàng: 3",
        "Thái Nguyên, ngày 14 tháng 7 năm 2014",
    ] {
        assert!(words.contains(said), "{said} in {words}");
    }
    let places: Vec<usize> =
        ["#1", "Lê Thị Hoa", "Phạm Thị Yến"].iter().map(|name| words.find(name).expect(name)).collect();
    assert!(places.is_sorted(), "{words}");
    assert_eq!(words.matches("GIẤY KHEN").count(), 3);
    let one = office.secretariat.get(&format!("/certificates/awards/{}/print.pdf", ids[1])).await;
    let text = read_here(TextKind::Pdf, &one.bytes).unwrap();
    assert!(text.contains("Lê Thị Hoa") && !text.contains("Phạm Thị Yến"), "{text}");
    let receipts = office.secretariat.get(&office.address("/receipts.docx")).await;
    let text = read_here(TextKind::Docx, &receipts.bytes).unwrap();
    for said in ["DANH SÁCH KÝ NHẬN", "Theo Quyết định số 05/QĐ-STC ngày 14/07/2014", "GK-101", NASTY] {
        assert!(text.contains(said), "{said} in {text}");
    }
}

const TEMPLATE: &str = "/certificates/templates/GK";

impl Office {
    /// Sends the template as its page has it, but for these fields; "" leaves a box unticked.
    async fn save(&mut self, changed: &[(&str, &str)]) -> Page {
        let page = self.secretariat.get(TEMPLATE).await;
        let mut form = page.forms().into_iter().find(|form| form.action == TEMPLATE).unwrap();
        let is_box = |name: &str| ["shown_", "bold_", "capitals_", "in_use"].iter().any(|box_| name.starts_with(box_));
        let is_ticked = |name: &str| page.body.contains(&format!("name=\"{name}\" value=\"1\" checked"));
        form.fields.retain(|(name, _)| !is_box(name) || is_ticked(name));
        for (name, value) in changed {
            if is_box(name) && value.is_empty() {
                form.fields.retain(|(field, _)| field != name);
            } else {
                form.fill(name, value);
            }
        }
        self.secretariat.post(TEMPLATE, &form.as_pairs()).await
    }
}

#[actix_web::test]
async fn a_template_is_moved_tried_kept_and_put_back() {
    let mut office = office().await;
    let page = office.secretariat.get(TEMPLATE).await;
    page.assert_shows("Mẫu gốc.").assert_shows("value=\"237\"").assert_hides("Khôi phục mẫu gốc");
    let page = office.save(&[("left_recipient", "41,5"), ("try", "1")]).await;
    page.assert_ok().assert_shows("Đang xem thử, chưa lưu").assert_shows("<rect x=\"41.5\"");
    office.secretariat.get(TEMPLATE).await.assert_hides("41,5");
    let changed = [("left_recipient", "41,5"), ("shown_motto", ""), ("achievement", "Thành tích năm {năm}")];
    office.save(&changed).await.assert_went_to(TEMPLATE);
    let page = office.secretariat.get(TEMPLATE).await;
    page.assert_shows("41,5").assert_hides("Độc lập - Tự do").assert_shows("sửa mẫu in bằng");
    let one = format!("/certificates/awards/{}/print", office.awards()[0]);
    office.secretariat.get(&one).await.assert_shows("Thành tích năm 2014").assert_hides("Độc lập - Tự do");
    office.secretariat.get("/certificates/templates").await.assert_shows("Tiêu ngữ").assert_shows("Đã sửa");
    office.secretariat.post(TEMPLATE, &[("version", "0")]).await.assert_status(422);

    let restoring = format!("{TEMPLATE}/restoring");
    office.secretariat.post(&restoring, &[("version", "0")]).await.assert_status(409);
    office.secretariat.post_from(TEMPLATE, &restoring, &[]).await.assert_went_to(TEMPLATE);
    office.secretariat.get(TEMPLATE).await.assert_shows("Độc lập - Tự do").assert_hides("41,5");
    let audited = office.app.audited();
    assert!(
        audited.ends_with(&["certificate_template_saved".into(), "certificate_template_restored".into()]),
        "{audited:?}"
    );
    office.save(&[("in_use", "")]).await.assert_went_to(TEMPLATE);
    office.secretariat.get("/certificates?year=2014").await.assert_shows("chưa có quyết định đã ban hành nào");
    office.secretariat.get("/certificates/templates/BK_TINH").await.assert_status(404);
}

#[actix_web::test]
async fn what_would_leave_the_sheet_is_refused_at_its_field() {
    let mut office = office().await;
    type Case = (&'static [(&'static str, &'static str)], &'static str, &'static str);
    let cases: [Case; 6] = [
        (
            &[("left_recipient", "80")],
            "width_recipient",
            "Họ và tên, tên tập thể vượt mép phải: trái 80 + rộng 237 = 317 mm, tờ giấy ngang 297 mm. Giảm một trong hai số.",
        ),
        (
            &[("top_signer_name", "205")],
            "top_signer_name",
            "Họ tên người ký vượt mép dưới: tới 211,2 mm với 1 dòng, tờ giấy dọc 210 mm. Đưa lên cao hơn.",
        ),
        (&[("size_book", "200")], "size_book", "Số sổ vàng: cỡ chữ phải từ 6 đến 96 pt."),
        (
            &[("top_book", "a")],
            "top_book",
            "Số sổ vàng: khoảng cách từ mép trên chưa đúng. Nhập số có nhiều nhất một chữ số lẻ, ví dụ 25 hoặc 25,5.",
        ),
        (&[("align_book", "x")], "align_book", "Số sổ vàng: chọn canh trái, giữa hoặc phải."),
        (&[("achievement", "Năm {nam}")], "achievement", "Chỉ dùng được chỗ trống {năm}. Bỏ các dấu ngoặc nhọn khác."),
    ];
    for (changed, field, message) in cases {
        let page = office.save(changed).await;
        page.assert_field_error(field, message);
        page.assert_shows(&format!("value=\"{}\"", changed[0].1).replace("value=\"x\"", "name=\"align_book\""));
    }
    // What is not printed may stand anywhere.
    office.save(&[("left_recipient", "80"), ("shown_recipient", "")]).await.assert_status(303);
}

#[actix_web::test]
async fn the_offset_of_the_printer_moves_what_is_printed_and_not_the_preview() {
    let mut office = office().await;
    let printer = "/certificates/printer";
    let templates = "/certificates/templates";
    let page = office.secretariat.post(printer, &[("version", "0"), ("to_right", "31"), ("to_bottom", "x")]).await;
    page.assert_field_error("to_right", "Độ lệch sang phải phải từ -30 đến 30 mm.");
    page.assert_shows("Độ lệch xuống dưới chưa đúng.");
    let offset = [("to_right", "2,5"), ("to_bottom", "-1")];
    office.secretariat.post_from(templates, printer, &offset).await.assert_went_to(templates);
    office
        .secretariat
        .post(printer, &[("version", "0"), ("to_right", "1"), ("to_bottom", "1")])
        .await
        .assert_status(409);
    let award = office.awards()[0];
    let print = office.secretariat.get(&format!("/certificates/awards/{award}/print")).await;
    print.assert_shows("<text x=\"151\"");
    office.secretariat.get(&format!("/certificates/awards/{award}")).await.assert_shows("<text x=\"148.5\"");
    let test = office.secretariat.get(&format!("{TEMPLATE}/test")).await;
    test.assert_shows("Họ và tên, tên tập thể").assert_shows("x1=\"7.5\"");
    let pdf = office.secretariat.get(&format!("{TEMPLATE}/test.pdf")).await;
    assert!(read_here(TextKind::Pdf, &pdf.bytes).unwrap().contains("Chức vụ người ký"));
    let sample = office.secretariat.get(&format!("{TEMPLATE}/sample.pdf")).await;
    assert!(read_here(TextKind::Pdf, &sample.bytes).unwrap().contains("Họ và tên người được tặng"));
    assert!(office.app.audited().contains(&"certificate_printer_set".to_owned()));
}

#[actix_web::test]
async fn only_the_secretariat_keeps_the_book_and_the_auditor_reads_it() {
    let office = office().await;
    let id = office.awards()[0];
    let mut auditor = office.app.login("KIEM", "VP", &[Role::Auditor]).await;
    auditor.get(&office.address("")).await.assert_ok().assert_hides("Ghi vào sổ<");
    auditor.get(TEMPLATE).await.assert_ok().assert_hides("Lưu mẫu");
    auditor.get(&office.address("/entry")).await.assert_status(403);
    auditor.post(&office.address("/entry"), &[("award", "GK")]).await.assert_status(403);
    auditor.post(TEMPLATE, &[("version", "0")]).await.assert_status(403);
    let page = auditor.get(&format!("/decisions/{}", office.decision)).await;
    page.assert_shows("In giấy khen").assert_shows("href=\"/certificates\"");
    let mut staff = office.app.login("LAN", "QLNS", &[Role::Staff]).await;
    staff.get("/certificates").await.assert_status(403);
    staff.get(&format!("/certificates/awards/{id}/print.pdf")).await.assert_status(403);
    staff.get(&format!("/decisions/{}", office.decision)).await.assert_hides("In giấy khen");
    assert!(office.book().is_empty());
}
