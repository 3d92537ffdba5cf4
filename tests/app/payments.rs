//! Bonuses of decided dossiers: what is computed, entering them as paid, what stays open.

use thidua::domain::dossier::State;
use thidua::domain::ids::*;
use thidua::domain::year::Year;
use thidua::features::decisions::ops::{self as decisions, Draft, Seen};
use thidua::texts::{TextKind, read_here};

use crate::support::*;

struct Office {
    app: TestApp,
    accountant: Client,
}

async fn office() -> Office {
    let app = TestApp::new();
    app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    app.person("QLNS-007", "Đỗ Văn An", "QLNS");
    let head = app.person("STC-001", "Trần Văn Giám", "STC");
    app.make_head_of_agency(head);
    let accountant = app.login("THU", "VP", &[Role::Staff, Role::Accountant]).await;
    Office { app, accountant }
}

impl Office {
    /// Dossiers granted by one decision of 14/07/2014.
    fn decided(&self, of: &[(&str, &str)]) -> Vec<DossierId> {
        let lines: Vec<DossierId> = of.iter().map(|(code, award)| self.app.passed(code, award)).collect();
        self.app.set_up(|tx| {
            let draft = Draft { year: Year(2014), abstract_line: "Công nhận".into(), lines: lines.clone() };
            let id = decisions::draft(tx, &draft)?;
            decisions::issue(tx, Seen { id, version: 1 }, "5", "2014-07-14".parse().unwrap())
        });
        lines
    }

    fn state(&self, id: DossierId) -> State {
        self.app.dossier(id).facts.state
    }

    async fn send(&mut self, to: &str, paid: &[(DossierId, &str)], paid_on: &str) -> Page {
        let mut fields = vec![("year".to_owned(), "2014".to_owned()), ("paid_on".to_owned(), paid_on.to_owned())];
        for (id, amount) in paid {
            fields.push((format!("pick_{id}"), self.app.dossier(*id).version.to_string()));
            fields.push((format!("amount_{id}"), (*amount).to_owned()));
        }
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.accountant.post(to, &fields).await
    }
}

#[actix_web::test]
async fn several_bonuses_are_entered_as_paid_with_one_day() {
    let mut office = office().await;
    let ids = office.decided(&[("QLNS-006", "CSTDCS"), ("QLNS-006", "LDTT"), ("QLNS-007", "LDTT")]);
    office.accountant.get("/").await.assert_shows("Chi thưởng theo 3 hồ sơ").assert_shows("href=\"/payments\"");
    let page = office.accountant.get("/payments?year=2014").await;
    page.assert_shows("3 hồ sơ đã có quyết định").assert_shows("05/QĐ-STC ngày 14/07/2014");
    page.assert_shows("value=\"1.150.000\"").assert_shows("value=\"350.000\"");
    page.assert_shows("Đã tính trong Chiến sĩ thi đua cơ sở");
    let paid = [(ids[0], "1.150.000"), (ids[1], "0"), (ids[2], "350.000")];
    let page = office.send("/payments/check", &paid, "15/07/2014").await;
    page.assert_ok().assert_shows("cộng 1.500.000 đồng (một triệu năm trăm nghìn đồng)");
    assert_eq!(office.state(ids[0]), State::Decided, "the check changes nothing");
    let page = office.send("/payments", &paid, "15/07/2014").await;
    page.assert_went_to("/payments?year=2014");
    for id in &ids {
        assert_eq!(office.state(*id), State::Paid);
    }
    assert_eq!(office.app.dossier(ids[0]).paid_amount, Some(1_150_000));
    office.accountant.get("/").await.assert_hides("Chi thưởng theo");
    let paper = office.accountant.get("/payments/print?year=2014").await;
    paper.assert_ok().assert_shows("Ký nhận").assert_shows("1.500.000").assert_shows("Lê Thị Hoa");
    let docx = office.accountant.get("/payments/print.docx?year=2014").await;
    let text = read_here(TextKind::Docx, &docx.bytes).unwrap();
    for words in [
        "BẢNG CHI TIỀN THƯỞNG",
        "Quyết định số 05/QĐ-STC ngày 14/07/2014",
        "Mức lương cơ sở",
        "Đã tính trong Chiến sĩ thi đua cơ sở",
        "Bằng chữ: một triệu năm trăm nghìn đồng.",
        "Trần Văn Giám",
    ] {
        assert!(text.contains(words), "{words} is missing in {text}");
    }
    let csv = office.accountant.get("/payments.csv?year=2014&state=paid").await;
    csv.assert_shows("2014,QLNS-006,Lê Thị Hoa,QLNS,CSTDCS,05/QĐ-STC,2014-07-14,1150000,paid,2014-07-15,1150000");
}

#[actix_web::test]
async fn what_is_wrong_is_said_at_the_field_and_nothing_is_entered() {
    let mut office = office().await;
    let ids = office.decided(&[("QLNS-006", "LDTT")]);
    let amount = format!("amount_{}", ids[0]);
    let cases: [(&str, &str, &str, &str); 6] = [
        ("350.000", "16/07/2014", "paid_on", "Ngày chi không được sau hôm nay."),
        (
            "350.000",
            "13/07/2014",
            "paid_on",
            "Ngày chi trước ngày của Quyết định 05/QĐ-STC (14/07/2014). Kiểm tra lại ngày.",
        ),
        ("350.000", "", "paid_on", "Chưa nhập ngày chi. Nhập ngày/tháng/năm, ví dụ 05/09/2014."),
        ("0", "15/07/2014", &amount, "Lê Thị Hoa: nhập số tiền lớn hơn 0, hoặc bỏ chọn dòng này."),
        ("-5", "15/07/2014", &amount, "Số tiền phải từ 0 đến 999.999.999."),
        ("1.000.000.000", "15/07/2014", &amount, "Số tiền phải từ 0 đến 999.999.999."),
    ];
    for to in ["/payments/check", "/payments"] {
        for (typed, day, field, message) in cases {
            let page = office.send(to, &[(ids[0], typed)], day).await;
            page.assert_field_error(field, message);
        }
        office
            .send(to, &[], "15/07/2014")
            .await
            .assert_field_error("lines", "Chưa chọn dòng nào. Đánh dấu ít nhất một dòng đã chi.");
    }
    assert_eq!(office.state(ids[0]), State::Decided);
}

#[actix_web::test]
async fn what_somebody_else_has_entered_is_left_and_said() {
    let mut office = office().await;
    let ids = office.decided(&[("QLNS-006", "LDTT"), ("QLNS-007", "LDTT")]);
    let read: Vec<i64> = ids.iter().map(|id| office.app.dossier(*id).version).collect();
    office.send("/payments", &[(ids[0], "350.000")], "15/07/2014").await.assert_status(303);
    let fields = [
        ("year".to_owned(), "2014".to_owned()),
        ("paid_on".to_owned(), "15/07/2014".to_owned()),
        (format!("pick_{}", ids[0]), read[0].to_string()),
        (format!("amount_{}", ids[0]), "350.000".to_owned()),
        (format!("pick_{}", ids[1]), read[1].to_string()),
        (format!("amount_{}", ids[1]), "350.000".to_owned()),
    ];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let page = office.accountant.post("/payments", &fields).await;
    page.assert_ok().assert_shows("Đã ghi chi thưởng cho 1 hồ sơ").assert_shows("vừa ghi đã chi thưởng lúc");
    assert_eq!(office.state(ids[1]), State::Paid);
    let page = office.accountant.post("/payments", &fields).await;
    page.assert_status(409).assert_shows("Còn 2 hồ sơ chưa ghi được");
}

#[actix_web::test]
async fn others_see_the_list_and_only_the_accountant_enters() {
    let office = office().await;
    let ids = office.decided(&[("QLNS-006", "LDTT")]);
    let mut auditor = office.app.login("KIEM", "VP", &[Role::Auditor]).await;
    let page = auditor.get("/payments?year=2014").await;
    page.assert_ok().assert_shows("350.000 đồng").assert_hides(&format!("pick_{}", ids[0]));
    let mut staff = office.app.login("LAN", "QLNS", &[Role::Staff]).await;
    staff.get("/payments").await.assert_status(403);
    staff.post("/payments", &[("paid_on", "15/07/2014")]).await.assert_status(403);
}

const RECEIPT: [(&str, &str); 4] =
    [("source", "1"), ("entered_on", "14/07/2014"), ("amount", "1.000.000"), ("content", "Ngân sách cấp")];

#[actix_web::test]
async fn a_fund_that_is_kept_must_hold_what_is_paid() {
    let mut office = office().await;
    let ids = office.decided(&[("QLNS-006", "CSTDCS"), ("QLNS-007", "LDTT")]);
    let page = office.accountant.get("/payments?year=2014").await;
    page.assert_shows("Chưa mở sổ quỹ năm 2014").assert_shows("chỉ chi danh hiệu có mức cao nhất");
    office.accountant.post("/funds/receipts", &RECEIPT).await.assert_status(303);
    office.accountant.get("/payments?year=2014").await.assert_hides("Chưa mở sổ quỹ");
    let both = [(ids[0], "1.150.000"), (ids[1], "350.000")];
    for to in ["/payments/check", "/payments"] {
        let page = office.send(to, &both, "15/07/2014").await;
        page.assert_status(422).assert_shows("còn chi được 1.000.000 đồng, cần 1.500.000 đồng, thiếu 500.000 đồng");
    }
    assert_eq!(office.state(ids[1]), State::Decided, "nothing half-written");
    let page = office.send("/payments/check", &both[1..], "15/07/2014").await;
    page.assert_ok().assert_shows("còn 650.000 đồng sau lần chi này");
    office.send("/payments", &both[1..], "15/07/2014").await.assert_status(303);
    let page = office.accountant.get("/funds?year=2014").await;
    page.assert_shows("Chi tiền thưởng theo Quyết định 05/QĐ-STC ngày 14/07/2014: Đỗ Văn An").assert_shows("650.000");
    let page = office.accountant.get("/payments?year=2014&decision=1").await;
    page.assert_shows("Cộng theo đơn vị").assert_shows("Cộng theo nguồn chi").assert_shows("Cộng 1.500.000 đồng");
    let csv = office.accountant.get("/payments.csv?year=2014&state=paid").await;
    csv.assert_shows("paid,2014-07-15,350000,\"0,3\",1150000,\"Quỹ thi đua, khen thưởng\",,");
    let docx = office.accountant.get("/payments/print.docx?year=2014&decision=1").await;
    let text = read_here(TextKind::Docx, &docx.bytes).unwrap();
    for words in ["Cộng theo nguồn chi", "làm tròn lên đến 10.000 đồng"] {
        assert!(text.contains(words), "{words} is missing in {text}");
    }
}

#[actix_web::test]
async fn a_wrong_amount_is_put_right_by_the_difference() {
    let mut office = office().await;
    let ids = office.decided(&[("QLNS-006", "LDTT"), ("QLNS-007", "LDTT")]);
    office.accountant.post("/funds/receipts", &RECEIPT).await.assert_status(303);
    office.send("/payments", &[(ids[0], "530.000")], "15/07/2014").await.assert_status(303);
    let address = format!("/payments/{}/correction", ids[0]);
    let fields = |amount: &'static str, day: &'static str, reason: &'static str| {
        [("amount", amount), ("corrected_on", day), ("reason", reason)]
    };
    for (amount, day, reason, field, message) in [
        ("530.000", "15/07/2014", "x", "amount", "Đã ghi 530.000 đồng. Nhập số tiền khác, hoặc quay lại."),
        ("0", "15/07/2014", "x", "amount", "Số tiền phải từ 1 đến 999.999.999."),
        ("350.000", "14/07/2014", "x", "corrected_on", "Ngày trước ngày đã chi (15/07/2014). Kiểm tra lại ngày."),
        ("350.000", "16/07/2014", "x", "corrected_on", "Ngày không được sau hôm nay."),
        ("350.000", "15/07/2014", "", "reason", "Nhập lý do, ví dụ Ghi nhầm số tiền."),
    ] {
        let page = office.accountant.post_from(&address, &address, &fields(amount, day, reason)).await;
        page.assert_field_error(field, message);
    }
    let page = office.accountant.post_from(&address, &address, &fields("1.500.000", "15/07/2014", "x")).await;
    page.assert_status(422).assert_shows("còn chi được 470.000 đồng, cần 970.000 đồng");
    let right = fields("350.000", "15/07/2014", "Đảo chữ số");
    office.accountant.post(&address, &right).await.assert_status(409);
    office.accountant.post_from(&address, &address, &right).await.assert_went_to("/payments");
    assert_eq!(office.app.dossier(ids[0]).paid_amount, Some(350_000));
    assert_eq!(office.app.audited().last().unwrap(), "bonus_corrected");
    let csv = office.accountant.get("/funds.csv?year=2014").await;
    csv.assert_shows("bonus,Sửa tiền thưởng theo Quyết định 05/QĐ-STC,Lê Thị Hoa,,-180000,,650000,Đảo chữ số");
    let mut head = office.app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    head.post(&address, &right).await.assert_status(403);
    // What is not paid has nothing to put right.
    office.accountant.get(&format!("/payments/{}/correction", ids[1])).await.assert_status(409);
}

#[actix_web::test]
async fn what_was_paid_and_taken_back_is_recovered_in_parts() {
    use diesel::prelude::*;
    use thidua::schema::{awards, decisions as decided};
    let mut office = office().await;
    let ids = office.decided(&[("QLNS-006", "LDTT"), ("QLNS-007", "LDTT")]);
    office.accountant.post("/funds/receipts", &RECEIPT).await.assert_status(303);
    office.send("/payments", &[(ids[0], "350.000"), (ids[1], "350.000")], "15/07/2014").await.assert_status(303);
    office.accountant.get("/payments/recoveries").await.assert_shows("Không có khoản nào phải thu hồi");
    let recovery = format!("/payments/{}/recovery", ids[0]);
    office.accountant.get(&recovery).await.assert_status(409);
    let award = office
        .app
        .read(|conn| awards::table.filter(awards::dossier_id.eq(ids[0])).select(awards::id).first::<AwardId>(conn));
    let taken_back = decisions::Revocation {
        number: "9".into(),
        decided_on: "2014-07-15".parse().unwrap(),
        reason: "Khai sai thành tích".into(),
        awards: vec![award],
        confirmed: "05/QĐ-STC".into(),
    };
    let author = office.app.actor("thu").account;
    office.app.set_up(|tx| {
        // Only what was drafted here, not imported, is revoked here.
        diesel::update(decided::table).set(decided::created_by.eq(author)).execute(tx.conn)?;
        let seen = Seen { id: DecisionId(1), version: decisions::find(tx.conn, DecisionId(1))?.version };
        decisions::revoke(tx, seen, &taken_back)
    });
    office.accountant.get("/").await.assert_shows("Thu hồi tiền thưởng của 1 hồ sơ");
    let page = office.accountant.get("/payments/recoveries").await;
    page.assert_shows("09/QĐ-STC ngày 15/07/2014").assert_shows("còn phải thu 350.000 đồng").assert_hides("Đỗ Văn An");
    let fields = |amount: &'static str, day: &'static str| [("amount", amount), ("recovered_on", day)];
    for (amount, day, field, message) in [
        ("350.001", "15/07/2014", "amount", "Còn phải thu hồi 350.000 đồng. Nhập số tiền không quá số này."),
        ("-1", "15/07/2014", "amount", "Số tiền phải từ 1 đến 999.999.999."),
        ("1.000", "14/07/2014", "recovered_on", "Ngày trước ngày đã chi (15/07/2014). Kiểm tra lại ngày."),
        ("1.000", "16/07/2014", "recovered_on", "Ngày không được sau hôm nay."),
    ] {
        let page = office.accountant.post_from(&recovery, &recovery, &fields(amount, day)).await;
        page.assert_field_error(field, message);
    }
    let part = fields("150.000", "15/07/2014");
    office.accountant.post(&recovery, &part).await.assert_status(409);
    office.accountant.post_from(&recovery, &recovery, &part).await.assert_went_to("/payments/recoveries");
    assert!(office.app.audited().iter().any(|event| event == "bonus_recovered"));
    let csv = office.accountant.get("/payments.csv?year=2014&state=revoked").await;
    csv.assert_shows("Lê Thị Hoa").assert_shows("revoked,2014-07-15,350000").assert_shows(",150000,200000");
    let page = office.accountant.post_from(&recovery, &recovery, &fields("200.001", "15/07/2014")).await;
    page.assert_field_error("amount", "Còn phải thu hồi 200.000 đồng. Nhập số tiền không quá số này.");
    let rest = fields("200.000", "15/07/2014");
    office.accountant.post_from(&recovery, &recovery, &rest).await.assert_went_to("/payments/recoveries");
    office.accountant.get("/payments/recoveries").await.assert_shows("Đã thu đủ");
    office.accountant.get(&recovery).await.assert_status(409);
    office.accountant.get("/").await.assert_hides("Thu hồi tiền thưởng của");
    // 1.000.000 came, 700.000 went out, 350.000 came back.
    office.accountant.get("/funds?year=2014").await.assert_shows("sáu trăm năm mươi nghìn đồng");
    let mut auditor = office.app.login("KIEM", "VP", &[Role::Auditor]).await;
    auditor.get("/payments/recoveries").await.assert_ok();
    auditor.post(&recovery, &part).await.assert_status(403);
    // The list to sign leaves out what was taken back.
    let paper = office.accountant.get("/payments/print?year=2014").await;
    paper.assert_shows("Đỗ Văn An").assert_hides("Lê Thị Hoa");
}
