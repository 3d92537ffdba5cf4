//! Blocks: set up with a table of criteria, scored by their units, verified, ranked with ties explained, concluded once.

use thidua::domain::emulation_cluster::Manner;
use thidua::domain::event::{Event, EventKind, Object};
use thidua::domain::ids::*;
use thidua::domain::money::Dong;
use thidua::domain::revenue::Actual;
use thidua::domain::target::{self, Source};
use thidua::domain::year::Year;
use thidua::features::clusters::ops;
use thidua::features::pacts::ops as pacts;
use thidua::features::revenue::ops as revenue;
use thidua::texts::{TextKind, read_here};

use crate::support::*;

const UNITS: [&str; 3] = ["VP", "QLNS", "DT"];

async fn secretariat(app: &TestApp) -> Client {
    app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await
}

async fn head(app: &TestApp) -> Client {
    app.login("HOA", "QLNS", &[Role::Staff, Role::UnitHead]).await
}

async fn director(app: &TestApp) -> Client {
    let client = app.login("GIAM", "STC", &[Role::Staff, Role::Leader]).await;
    let person = app.actor("giam").person.unwrap();
    app.make_head_of_agency(person);
    client
}

fn version(app: &TestApp, id: ClusterId) -> String {
    app.db.read_now(|conn| ops::find(conn, id)).unwrap().version.to_string()
}

/// Takes a step of a block from its page.
async fn step(client: &mut Client, id: ClusterId, act: &str, note: &str) -> Page {
    let address = format!("/clusters/{id}/{act}");
    client.post_from(&address, &address, &[("note", note)]).await
}

fn regular() -> Vec<ops::CriterionContent> {
    vec![criterion("Hoàn thành nhiệm vụ", Manner::SelfScored, 60), criterion("Kỷ luật", Manner::SelfScored, 40)]
}

/// Tỷ đồng of a revenue line in a month of 2014.
fn collected(app: &TestApp, month: i32, billions: i64) {
    app.set_up(|tx| {
        let line = thidua::domain::law::RevenueLineCode::from_code("A.I.4").unwrap();
        let amount = Dong::new(billions * 1_000_000_000);
        revenue::put_actual(tx, &Actual { year: Year(2014), month, line, unit: None, amount })?;
        tx.audit(Event::new(EventKind::RevenueEntered, Object::Year(Year(2014))))
    });
}

/// A signed pact of QLNS that promises so much revenue.
fn promised(app: &TestApp, billions: i64) -> PactId {
    app.set_up(|tx| {
        let new = pacts::TypedPact {
            year: Year(2014),
            unit_code: "QLNS".to_owned(),
            movement: None,
            commitments: String::new(),
            support: String::new(),
        };
        let id = pacts::add(tx, &new)?;
        let seen = pacts::find(tx.conn, id)?.seen();
        let mut total = target("Tổng thu", Source::TotalRevenue, target::Manner::Total, billions);
        total.content.measure = "tỷ đồng".to_owned();
        pacts::put_target(tx, seen, None, &total)?;
        let seen = pacts::find(tx.conn, id)?.seen();
        pacts::offer(tx, seen)?;
        for side in thidua::domain::pact::Side::ALL {
            let it = pacts::find(tx.conn, id)?;
            if it.standing.awaits(*side) {
                pacts::sign(tx, it.seen(), *side)?;
            }
        }
        Ok(id)
    })
}

#[actix_web::test]
async fn a_block_is_set_up_scored_verified_and_concluded() {
    let app = TestApp::new();
    let (mut secretariat, mut head, mut director) = (secretariat(&app).await, head(&app).await, director(&app).await);
    secretariat.get("/clusters").await.assert_shows("Chưa có khối thi đua nào của năm 2014.");
    let new = [
        ("year", "2014"),
        ("name", "Khối các phòng"),
        ("self_due", "31/07/2014"),
        ("verify_due", "15/8/2014"),
        ("units", "VP"),
        ("units", "QLNS"),
    ];
    secretariat.post_from("/clusters/new", "/clusters", &new).await.assert_went_to("/clusters/1/criteria");
    let lines =
        [("self", "Hoàn thành nhiệm vụ", "60"), ("bonus", "Cách làm mới", "5"), ("minus", "Báo cáo chậm", "7,5")];
    for (manner, content, most) in lines {
        let typed = [("group", "I. Nhiệm vụ"), ("content", content), ("most", most), ("manner", manner)];
        let page = secretariat.post_from("/clusters/1/criteria/new", "/clusters/1/criteria", &typed).await;
        page.assert_went_to("/clusters/1/criteria");
    }
    let page = secretariat.get("/clusters/1/criteria").await;
    page.assert_shows("Tối đa 60 điểm, điểm thưởng tối đa 5, điểm trừ tối đa 7,5.");
    head.get("/clusters/1").await.assert_status(404);
    step(&mut secretariat, ClusterId(1), "publication", "").await.assert_went_to("/clusters/1");
    head.get("/").await.assert_shows("Tự chấm điểm thi đua của đơn vị");
    head.get("/notices")
        .await
        .assert_shows("Bảng tiêu chí chấm điểm Khối các phòng đã công bố. Hạn tự chấm: 31/07/2014.");

    let sheet = app.cluster_sheet(ClusterId(1), "QLNS");
    let at = format!("/cluster-sheets/{sheet}");
    let draft = [("points_1", "55,25"), ("draft", "1")];
    head.post_from(&at, &at, &draft).await.assert_went_to(&at);
    head.get(&at).await.assert_shows("55,25").assert_shows("Chưa xếp hạng");
    secretariat.get("/clusters/1").await.assert_hides("55,25").assert_shows("2 phiếu đơn vị chưa gửi.");
    let sent = [("points_1", "55,25"), ("points_2", "4"), ("explanation_2", "Làm sổ điện tử"), ("points_3", "")];
    head.post_from(&at, &at, &sent).await.assert_went_to(&at);
    head.get("/").await.assert_hides("Tự chấm điểm thi đua của đơn vị");
    head.get(&at).await.assert_shows("59,25 điểm, hạng 1").assert_hides("Gửi phiếu");

    secretariat.get("/").await.assert_shows("Thẩm định 1 phiếu tự chấm điểm");
    let verification = format!("{at}/verification");
    let other = [("points_1", "54"), ("points_2", "4"), ("points_3", "0")];
    let page = secretariat.post_from(&verification, &verification, &other).await;
    page.assert_field_error("reason_1", "Nêu lý do điểm thẩm định tiêu chí 1 khác điểm tự chấm (55,25).");
    page.assert_shows("value=\"54\"");
    let other = [other.as_slice(), &[("reason_1", "Hai việc quá hạn")]].concat();
    secretariat.post_from(&verification, &verification, &other).await.assert_went_to("/clusters/1");
    head.get(&at).await.assert_shows("58 điểm, hạng 1").assert_shows("Hai việc quá hạn");
    head.get("/notices").await.assert_shows("Phiếu tự chấm điểm thi đua của đơn vị đã được thẩm định.");
    let page = step(&mut secretariat, ClusterId(1), "proposal", "").await;
    page.assert_field_error("note", "Còn 1 phiếu chưa thẩm định: Văn phòng Sở.");
    app.verify_cluster_sheet(ClusterId(1), "VP", &["40", "", ""]);
    step(&mut secretariat, ClusterId(1), "proposal", "").await.assert_went_to("/clusters/1");

    director.get("/").await.assert_shows("Kết luận chấm điểm 1 khối thi đua");
    director.get("/clusters/1/conclusion").await.assert_shows("Phòng Quản lý ngân sách").assert_shows("58");
    step(&mut director, ClusterId(1), "conclusion", "Biểu dương").await.assert_went_to("/clusters/1");
    let page = head.get("/clusters/1").await;
    page.assert_shows("Đã kết luận").assert_shows("Biểu dương").assert_hides("Tạm tính:");
    head.get("/notices").await.assert_shows("Đã kết luận xếp hạng Khối các phòng năm 2014.");
    let events = app.audited();
    for event in ["cluster_published", "cluster_sheet_submitted", "cluster_sheet_confirmed", "cluster_concluded"] {
        assert!(events.iter().any(|kind| kind == event), "{event} in {events:?}");
    }
}

#[actix_web::test]
async fn what_is_wrong_is_said_at_the_field_and_nothing_is_half_written() {
    let app = TestApp::new();
    let (mut secretariat, mut head) = (secretariat(&app).await, head(&app).await);
    let wrong =
        [("year", "2014"), ("name", " "), ("self_due", "31/02/2014"), ("verify_due", "15/08/2014"), ("units", "XYZ")];
    let page = secretariat.post_from("/clusters/new", "/clusters", &wrong).await;
    page.assert_field_error("name", "Nhập tên khối, ví dụ Khối các phòng, đơn vị thuộc Sở.");
    page.assert_shows("Hạn tự chấm chưa đúng");
    let unknown = [
        ("year", "2014"),
        ("name", "Khối"),
        ("self_due", "31/07/2014"),
        ("verify_due", "15/08/2014"),
        ("units", "STC"),
    ];
    let page = secretariat.post_from("/clusters/new", "/clusters", &unknown).await;
    page.assert_field_error("units", "Có đơn vị không có trong danh sách. Chọn lại đơn vị.");
    let id = app.scored_cluster(2014, "Khối một", &UNITS, &regular());
    let second = [
        ("year", "2014"),
        ("name", "Khối hai"),
        ("self_due", "31/07/2014"),
        ("verify_due", "15/08/2014"),
        ("units", "DT"),
    ];
    let page = secretariat.post_from("/clusters/new", "/clusters", &second).await;
    let words = "Có đơn vị đã thuộc khối khác của năm này. Mỗi đơn vị thuộc một khối trong năm.";
    page.assert_field_error("units", words);
    let sheet = app.cluster_sheet(id, "QLNS");
    let (at, before) = (format!("/cluster-sheets/{sheet}"), app.all_rows());
    for (typed, message) in [
        ("60,5", "Nhiều nhất 60 điểm."),
        ("mười", "Điểm tiêu chí 1 chưa đúng."),
        ("0,125", "nhiều nhất 2 chữ số sau dấu phẩy"),
        ("-1", "Nhập số từ 0 trở lên."),
        ("", "Nhập điểm tự chấm của tiêu chí 1, từ 0 đến 60."),
    ] {
        let typed = [("points_1", typed), ("points_2", "40"), ("explanation_1", "Theo sổ công việc")];
        let page = head.post_from(&at, &at, &typed).await;
        page.assert_status(422)
            .assert_shows("id=\"points_1-error\"")
            .assert_shows(message)
            .assert_shows("Theo sổ công việc");
    }
    assert_eq!(app.all_rows(), before);
}

#[actix_web::test]
async fn a_bonus_and_a_minus_need_words_and_stay_within_their_bounds() {
    let app = TestApp::new();
    let lines = [
        criterion("Nhiệm vụ", Manner::SelfScored, 60),
        criterion("Thưởng", Manner::Bonus, 5),
        criterion("Trừ", Manner::Minus, 10),
    ];
    let id = app.scored_cluster(2014, "Khối một", &UNITS, &lines);
    let mut head = head(&app).await;
    let at = format!("/cluster-sheets/{}", app.cluster_sheet(id, "QLNS"));
    let page = head.post_from(&at, &at, &[("points_1", "60"), ("points_2", "5,01"), ("points_3", "2")]).await;
    page.assert_field_error("points_2", "Nhiều nhất 5 điểm. Nhập từ 0 đến 5.");
    page.assert_field_error("explanation_3", "Nêu căn cứ của điểm trừ ở tiêu chí 3.");
    let right = [
        ("points_1", "60"),
        ("points_2", "5"),
        ("explanation_2", "Sổ điện tử"),
        ("points_3", "2"),
        ("explanation_3", "Hai báo cáo chậm"),
    ];
    head.post_from(&at, &at, &right).await.assert_went_to(&at);
    head.get(&at).await.assert_shows("63 điểm, hạng 1");
}

#[actix_web::test]
async fn only_the_unit_writes_only_others_verify_and_words_stay_within_the_unit() {
    let app = TestApp::new();
    let id = app.scored_cluster(2014, "Khối một", &UNITS, &regular());
    let sheet = app.send_cluster_sheet(id, "QLNS", &["50", "40"]);
    let at = format!("/cluster-sheets/{sheet}");
    let (mut other, mut colleague) =
        (app.login("MINH", "DT", &[Role::Staff, Role::UnitHead]).await, app.login("LAN", "QLNS", &[Role::Staff]).await);
    other.get(&at).await.assert_ok().assert_shows("50").assert_hides("Theo sổ");
    other.get(&format!("{at}.csv")).await.assert_ok().assert_hides("Theo sổ");
    colleague.get(&at).await.assert_shows("Theo sổ");
    let seen = app.cluster_sheet_version(sheet).to_string();
    let typed = [("version", seen.as_str()), ("points_1", "60"), ("points_2", "40")];
    other.post(&at, &typed).await.assert_status(404);
    colleague.post(&at, &typed).await.assert_status(403);
    colleague.post(&format!("{at}/verification"), &typed).await.assert_status(403);
    let mut own = app.login("NHUNG", "QLNS", &[Role::Staff, Role::UnitHead, Role::Secretariat]).await;
    own.post(&format!("{at}/verification"), &typed).await.assert_status(403);
    own.post(&format!("/clusters/{id}/conclusion"), &[("version", &version(&app, id))]).await.assert_status(403);
    app.account("quantri", None, &[Role::ItAdmin]);
    app.client("quantri").await.get("/clusters").await.assert_status(403);
    // Whom the head lets write: he saves, the head sends.
    let mut head = head(&app).await;
    let mut secretariat = secretariat(&app).await;
    let back = [("note", "Nêu rõ số liệu")];
    secretariat.post_from(&at, &format!("{at}/return"), &back).await.assert_went_to(&at);
    head.get(&at).await.assert_shows("Nêu rõ số liệu");
    let scribe = format!("{at}/scribe");
    head.post_from(&at, &scribe, &[("scribe", "DT-MINH")])
        .await
        .assert_field_error("scribe", "Đơn vị không có cán bộ mang mã này. Nhập mã cán bộ của đơn vị.");
    head.post_from(&at, &scribe, &[("scribe", "QLNS-LAN")]).await.assert_went_to(&at);
    colleague.get("/").await.assert_shows("Tự chấm điểm thi đua của đơn vị");
    let draft = [("points_1", "51"), ("draft", "1")];
    colleague.post_from(&at, &at, &draft).await.assert_went_to(&at);
    colleague.post_from(&at, &at, &[("points_1", "51"), ("points_2", "40")]).await.assert_status(403);
}

#[actix_web::test]
async fn ties_are_explained_and_the_rank_after_a_shared_one_stays_empty() {
    let app = TestApp::new();
    let mut lines = regular();
    lines[1].tie_order = Some(1);
    let id = app.scored_cluster(2014, "Khối một", &UNITS, &lines);
    app.send_cluster_sheet(id, "VP", &["50", "30"]);
    app.send_cluster_sheet(id, "QLNS", &["45", "35"]);
    let mut staff = app.login("LAN", "QLNS", &[Role::Staff]).await;
    let page = staff.get(&format!("/clusters/{id}")).await;
    page.assert_shows("Bằng 80 điểm: xếp trên Văn phòng Sở ở tiêu chí “Kỷ luật” (35 so với 30).");
    page.assert_shows("Bằng 80 điểm: xếp dưới Phòng Quản lý ngân sách ở tiêu chí “Kỷ luật” (30 so với 35).");
    app.send_cluster_sheet(id, "DT", &["45", "35"]);
    let page = staff.get(&format!("/clusters/{id}")).await;
    let shared = "cùng hạng 1 với Phòng Tài chính đầu tư, bằng nhau ở mọi tiêu chí xét thêm, hạng 2 để trống";
    page.assert_shows(shared);
    let csv = staff.get(&format!("/clusters/{id}.csv")).await;
    csv.assert_shows("rank,unit_code,unit_name,points,bonus,minus,total,state,tie");
    for line in ["1,QLNS,", "1,DT,", "3,VP,"] {
        csv.assert_shows(line);
    }
    staff.get(&format!("/clusters/{id}.xlsx")).await.assert_ok();
}

#[actix_web::test]
async fn points_follow_revenue_until_the_table_is_concluded_and_from_then_on_stay() {
    let app = TestApp::new();
    let pact = promised(&app, 400);
    collected(&app, 1, 100);
    let lines = [criterion("Thu ngân sách", Manner::Revenue, 20), criterion("Kỷ luật", Manner::SelfScored, 40)];
    let id = app.scored_cluster(2014, "Khối một", &["VP", "QLNS"], &lines);
    let sheet = app.send_cluster_sheet(id, "QLNS", &["", "40"]);
    let mut head = head(&app).await;
    let at = format!("/cluster-sheets/{sheet}");
    let page = head.get(&at).await;
    page.assert_shows("Tổng thu: 100,0 trên 400 tỷ đồng đạt 25% (hết tháng 1 năm 2014). Điểm: 20 × 25% = 5.");
    page.assert_shows(&format!("href=\"/pacts/{pact}#targets\""))
        .assert_shows("href=\"/revenue?year=2014&#38;month=1\"");
    page.assert_shows("45 điểm, hạng 1");
    collected(&app, 2, 200);
    head.get(&at).await.assert_shows("20 × 75% = 15").assert_shows("55 điểm, hạng 1");
    // A unit whose pact promises no revenue scores itself there.
    let office = format!("/cluster-sheets/{}", app.cluster_sheet(id, "VP"));
    head.get(&office).await.assert_shows("không có chỉ tiêu gắn với khoản thu, đơn vị tự chấm");
    app.verify_cluster_sheet(id, "VP", &["12", "40"]);
    let mut secretariat = secretariat(&app).await;
    let verification = format!("{at}/verification");
    secretariat.post_from(&verification, &verification, &[("points_2", "40")]).await.assert_status(303);
    step(&mut secretariat, id, "proposal", "").await.assert_status(303);
    let mut director = director(&app).await;
    step(&mut director, id, "conclusion", "").await.assert_status(303);
    collected(&app, 3, 900);
    head.get(&at).await.assert_shows("20 × 75% = 15").assert_shows("55 điểm, hạng 1").assert_hides("tạm tính");
    // Taken back with a reason: the table goes on with the figures of today, what was concluded is kept.
    let page = step(&mut director, id, "revocation", "").await;
    page.assert_field_error("note", "Nêu lý do thu hồi kết luận.");
    step(&mut director, id, "revocation", "Số thu đính chính").await.assert_went_to(&format!("/clusters/{id}"));
    head.get(&at).await.assert_shows("60 điểm, hạng 1");
    let page = head.get(&format!("/clusters/{id}")).await;
    page.assert_shows("Thu hồi kết luận").assert_shows("Số thu đính chính");
    for change in [
        "UPDATE cluster_results SET total = '1'",
        "DELETE FROM cluster_result_lines",
        "DELETE FROM cluster_conclusions",
    ] {
        assert!(app.execute(change).is_err(), "{change}");
    }
}

#[actix_web::test]
async fn awards_of_the_year_count_by_themselves_and_lead_to_their_rows() {
    let app = TestApp::new();
    let mut lines = vec![criterion("Danh hiệu tập thể", Manner::Awards, 10)];
    lines[0].each = Some(thidua::domain::emulation_cluster::Points::parse("7,5").unwrap());
    let id = app.scored_cluster(2013, "Khối một", &["VP", "QLNS"], &lines);
    let sheet = app.send_cluster_sheet(id, "QLNS", &[]);
    let mut head = head(&app).await;
    let at = format!("/cluster-sheets/{sheet}");
    head.get(&at).await.assert_shows("0 × 7,5 điểm = 0 điểm.");
    let table = thidua::features::imports::ops::table("awards").unwrap();
    let rows = "subject_code,award_code,year,decision_no,decided_on,authority\n\
                QLNS,TTLDTT,2013,15/QĐ-STC,2014-01-20,department_director\n";
    app.set_up(|tx| thidua::features::imports::ops::store_file(tx, table, rows.as_bytes(), "rows.csv"));
    let page = head.get(&at).await;
    page.assert_shows("Tập thể lao động tiên tiến: 1 × 7,5 điểm = 7,5 điểm.");
    page.assert_shows("/awards?year=2013&#38;unit=QLNS&#38;award=TTLDTT&#38;state=counted");
    head.get("/awards?year=2013&unit=QLNS&award=TTLDTT&state=counted").await.assert_shows("1 lượt");
}

#[actix_web::test]
async fn a_published_table_changes_only_by_a_new_version_with_a_reason() {
    let app = TestApp::new();
    let id = app.scored_cluster(2014, "Khối một", &UNITS, &regular());
    let sheet = app.send_cluster_sheet(id, "QLNS", &["50", "40"]);
    let (mut secretariat, mut head) = (secretariat(&app).await, head(&app).await);
    let typed = [
        ("version", version(&app, id)),
        ("group", "I".into()),
        ("content", "Mới".into()),
        ("most", "5".into()),
        ("manner", "self".into()),
    ];
    let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
    secretariat.post(&format!("/clusters/{id}/criteria"), &typed).await.assert_status(409);
    step(&mut secretariat, id, "revision", "").await.assert_field_error("note", "Nêu lý do sửa bảng tiêu chí.");
    step(&mut secretariat, id, "revision", "Thêm tiêu chí số hóa")
        .await
        .assert_went_to(&format!("/clusters/{id}/criteria"));
    let at = format!("/cluster-sheets/{sheet}");
    head.get(&at).await.assert_shows("Thường trực đang sửa bảng tiêu chí");
    head.get(&format!("/clusters/{id}/criteria")).await.assert_hides("Số hóa hồ sơ");
    let criteria = format!("/clusters/{id}/criteria");
    let typed = |content, most| [("group", "I. Nhiệm vụ"), ("content", content), ("most", most), ("manner", "self")];
    let added = typed("Số hóa hồ sơ", "10");
    secretariat.post_from(&format!("{criteria}/new"), &criteria, &added).await.assert_went_to(&criteria);
    let lines = app.db.read_now(|conn| ops::criteria_of(conn, id, 2)).unwrap();
    let changed = format!("{criteria}/{}", lines[1].id);
    secretariat.post_from(&changed, &changed, &typed("Kỷ luật", "30")).await.assert_went_to(&criteria);
    step(&mut secretariat, id, "publication", "").await.assert_status(303);
    // What stayed as it was keeps its points, the others are to be scored anew.
    let page = head.get(&at).await;
    page.assert_shows("Bảng tiêu chí có phiên bản 2: Thêm tiêu chí số hóa")
        .assert_shows("value=\"50\"")
        .assert_hides("value=\"40\"");
    let page = head.get(&criteria).await;
    page.assert_shows("Số hóa hồ sơ").assert_shows("Lý do: Thêm tiêu chí số hóa");
    head.get(&format!("{criteria}?edition=1")).await.assert_hides("Số hóa hồ sơ").assert_shows("40");
    head.get(&format!("{criteria}.csv?edition=1"))
        .await
        .assert_shows("number,group,content,most,manner,rule,tie_order");
    assert!(app.execute("UPDATE cluster_editions SET reason = 'x'").is_err());
}

#[actix_web::test]
async fn the_second_of_two_at_once_is_told_who_was_quicker() {
    let app = TestApp::new();
    let id = app.scored_cluster(2014, "Khối một", &UNITS, &regular());
    let sheet = app.cluster_sheet(id, "QLNS");
    let (mut head, mut secretariat) = (head(&app).await, secretariat(&app).await);
    let at = format!("/cluster-sheets/{sheet}");
    let seen = app.cluster_sheet_version(sheet).to_string();
    app.send_cluster_sheet(id, "QLNS", &["50", "40"]);
    let typed = [("version", seen.as_str()), ("points_1", "60"), ("points_2", "40")];
    head.post(&at, &typed).await.assert_status(409).assert_shows("gửi phiếu tự chấm điểm lúc");
    let read = version(&app, id);
    step(&mut secretariat, id, "revision", "Sửa").await.assert_status(303);
    secretariat
        .post(&format!("/clusters/{id}/revision"), &[("version", &read), ("note", "Sửa")])
        .await
        .assert_status(409);
}

#[actix_web::test]
async fn the_table_of_last_year_is_taken_over_and_drafts_can_be_dropped() {
    let app = TestApp::new();
    let mut lines = regular();
    lines[0].tie_order = Some(1);
    let last = app.scored_cluster(2013, "Khối một", &UNITS, &lines);
    let id = app.cluster(2014, "Khối một", &UNITS, &[]);
    let mut secretariat = secretariat(&app).await;
    let page = step(&mut secretariat, id, "publication", "").await;
    page.assert_status(422).assert_shows("Bảng tiêu chí chưa có tiêu chí nào ngoài điểm thưởng, điểm trừ.");
    let criteria = format!("/clusters/{id}/criteria");
    let copying = format!("/clusters/{id}/copying");
    secretariat
        .post_from(&criteria, &copying, &[("from", "99")])
        .await
        .assert_field_error("from", "Chọn một bảng tiêu chí đã công bố trong danh sách.");
    secretariat.post_from(&criteria, &copying, &[("from", &last.to_string())]).await.assert_went_to(&criteria);
    secretariat.get(&criteria).await.assert_shows("Hoàn thành nhiệm vụ").assert_shows("Xét thứ 1 khi bằng điểm.");
    let again = [("version", version(&app, id)), ("from", last.to_string())];
    let again: Vec<(&str, &str)> = again.iter().map(|(name, value)| (*name, value.as_str())).collect();
    secretariat
        .post(&copying, &again)
        .await
        .assert_field_error("from", "Bảng đã có tiêu chí. Chỉ chép được vào bảng còn trống.");
    let new = [("group", "II"), ("content", "Khác"), ("most", "5"), ("manner", "self"), ("tie_order", "1")];
    let page = secretariat.post_from(&format!("{criteria}/new"), &criteria, &new).await;
    page.assert_field_error("tie_order", "Đã có tiêu chí khác ở thứ tự này. Chọn thứ tự khác.");
    step(&mut secretariat, id, "discarding", "").await.assert_went_to("/clusters");
    secretariat.get(&format!("/clusters/{id}")).await.assert_status(404);
    assert_eq!(app.db.read_now(|conn| ops::criteria_of(conn, id, 1)).unwrap(), []);
}

#[actix_web::test]
async fn where_a_unit_lets_its_day_pass_the_secretariat_scores_it() {
    let mut app = TestApp::new();
    let id = app.scored_cluster(2014, "Khối một", &UNITS, &regular());
    let sheet = app.cluster_sheet(id, "QLNS");
    let verification = format!("/cluster-sheets/{sheet}/verification");
    secretariat(&app).await.get(&verification).await.assert_status(403);
    app.move_to("2014-08-01");
    let mut secretariat = app.client("nguyet").await;
    let page = secretariat.get(&verification).await;
    page.assert_ok().assert_shows("Đơn vị chưa gửi phiếu trong hạn 31/07/2014.");
    let found =
        [("points_1", "30"), ("reason_1", "Theo sổ giao việc"), ("points_2", "40"), ("reason_2", "Không vi phạm")];
    secretariat.post_from(&verification, &verification, &found).await.assert_went_to(&format!("/clusters/{id}"));
    secretariat.get(&format!("/cluster-sheets/{sheet}")).await.assert_shows("Đơn vị không tự chấm trong hạn.");
}

#[actix_web::test]
async fn evidence_is_attached_while_the_unit_writes_and_read_by_whoever_may() {
    let app = TestApp::new();
    let id = app.scored_cluster(2014, "Khối một", &UNITS, &regular());
    let sheet = app.cluster_sheet(id, "QLNS");
    let (mut head, files) = (head(&app).await, format!("/cluster-sheets/{sheet}/files"));
    let back = format!("/cluster-sheets/{sheet}#minh-chung");
    head.upload_to(&files, "2", "bang chung.pdf", b"%PDF-1.4").await.assert_went_to(&back);
    head.upload_to(&files, "2", "virus.exe", b"MZ").await.assert_field_error(
        "file",
        "Chỉ nhận tệp pdf, docx, xlsx, jpg, png. Lưu lại theo một dạng đó rồi chọn lại tệp.",
    );
    head.get(&format!("/cluster-sheets/{sheet}")).await.assert_shows("bang chung.pdf").assert_shows("tiêu chí 2,");
    head.get(&format!("{files}/1")).await.assert_ok();
    let mut other = app.login("MINH", "DT", &[Role::Staff, Role::UnitHead]).await;
    other.get(&format!("{files}/1")).await.assert_status(404);
    other.get(&format!("/cluster-sheets/{sheet}")).await.assert_hides("bang chung.pdf");
    head.post(&format!("{files}/1/removal"), &[]).await.assert_went_to(&back);
    head.get(&format!("{files}/1")).await.assert_status(404);
}

#[actix_web::test]
async fn the_summary_is_a_paper_with_a_table_for_each_unit() {
    let app = TestApp::new();
    let draft = app.cluster(2013, "Khối cũ", &["VP", "DT"], &regular());
    let id = app.proposed_cluster(2014, "Khối một", &["VP", "QLNS"], &regular()[..1]);
    let mut secretariat = secretariat(&app).await;
    let at = format!("/clusters/{id}/print");
    secretariat
        .get(&at)
        .await
        .assert_ok()
        .assert_shows("BẢNG TỔNG HỢP CHẤM ĐIỂM THI ĐUA")
        .assert_shows("(Tạm tính, chưa kết luận)");
    let docx = secretariat.get(&format!("{at}.docx")).await;
    let text = read_here(TextKind::Docx, &docx.bytes).unwrap();
    for words in [
        "BẢNG TỔNG HỢP CHẤM ĐIỂM THI ĐUA",
        "Khối một năm 2014",
        "Giải thích khi bằng điểm",
        "BẢNG CHẤM ĐIỂM",
        "Hoàn thành nhiệm vụ",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
    secretariat.get(&format!("/clusters/{draft}/print")).await.assert_shows("Bảng tiêu chí chưa công bố");
}
