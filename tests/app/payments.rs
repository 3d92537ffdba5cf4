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
