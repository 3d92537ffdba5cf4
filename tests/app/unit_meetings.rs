//! The meeting of a unit: recorded, changed, closed; what it makes of each line, and what it refuses.

use thidua::domain::dossier::State;
use thidua::domain::ids::*;
use thidua::domain::law::AwardCode;
use thidua::domain::year::Year;
use thidua::features::dossiers::ops as dossiers;
use thidua::features::registrations::ops::{self as registrations, Registering};
use thidua::features::years;
use thidua::texts::{TextKind, read_here};
use thidua::web::history;

use crate::support::*;

/// QLNS with a head, three people and a registered title each of two of them; on 05/12/2014.
struct Office {
    app: TestApp,
    staff: Client,
    head: Client,
    secretariat: Client,
}

async fn office() -> Office {
    let app = TestApp::on("2014-12-05");
    app.set_up(|tx| years::ops::set_registration_due(tx, Year(2014), "2014-12-31".parse().unwrap()));
    let staff = app.login("LAN", "QLNS", &[Role::Staff]).await;
    let head = app.login("HUONG", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    let secretariat = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    app.login("THU", "VP", &[Role::Staff, Role::Secretariat]).await;
    app.person("QLNS-003", "Trần Văn Ba", "QLNS");
    app.person("QLNS-004", "Phạm Thị Tư", "QLNS");
    Office { app, staff, head, secretariat }
}

fn award(code: &str) -> AwardCode {
    AwardCode::from_code(code).unwrap()
}

/// An accepted registration of a code.
fn accepted(app: &TestApp, subject_code: &str, award_code: &str) -> RegistrationId {
    app.set_up(|tx| {
        let new = Registering {
            year: Year(2014),
            subject_code: subject_code.into(),
            award: award(award_code),
            planned_initiative: String::new(),
            pledge: String::new(),
        };
        let id = registrations::register(tx, &new)?;
        registrations::file(tx, registrations::Seen { id, version: 1 })?;
        let found = registrations::find(tx.conn, id)?;
        if found.facts.state == thidua::domain::registration::State::Filed {
            registrations::agree(tx, registrations::Seen { id, version: 2 })?;
        }
        let version = registrations::find(tx.conn, id)?.version;
        registrations::accept(tx, registrations::Seen { id, version })?;
        Ok(id)
    })
}

const NEW: [(&str, &str); 4] =
    [("year", "2014"), ("unit_code", "QLNS"), ("held_on", "04/12/2014"), ("place", "Phòng họp tầng 2")];

/// Records the meeting of QLNS; answers its address.
async fn record(client: &mut Client) -> String {
    let saved = client.post("/unit-meetings", &NEW).await;
    saved.location.strip_suffix("/edit").expect(&saved.body).to_owned()
}

/// Everything that a meeting needs but its lines.
const WHOLE: [(&str, &str); 5] = [
    ("held_on", "04/12/2014"),
    ("place", "Phòng họp tầng 2"),
    ("chair", "QLNS-HUONG"),
    ("secretary", "QLNS-LAN"),
    ("conclusion", "Nhất trí đề nghị"),
];

async fn version(client: &mut Client, address: &str) -> String {
    let page = client.get(&format!("{address}/edit")).await;
    page.between("name=\"version\" value=\"", "\"").unwrap_or_default()
}

async fn change(client: &mut Client, address: &str, fields: &[(&str, &str)]) -> Page {
    let version = version(client, address).await;
    let mut all = vec![("version", version.as_str())];
    all.extend(WHOLE.iter().filter(|(name, _)| fields.iter().all(|(other, _)| other != name)));
    all.extend_from_slice(fields);
    client.post(address, &all).await
}

async fn close(client: &mut Client, address: &str) -> Page {
    let version = version(client, address).await;
    client.post(&format!("{address}/closing"), &[("version", version.as_str())]).await
}

fn dossier_of(app: &TestApp, code: &str, award_code: &str) -> Option<dossiers::Found> {
    app.db
        .read_now(|conn| {
            let subject = registrations::subject_by_code(conn, code)?.unwrap();
            match dossiers::live_of(conn, Year(2014), subject, award(award_code))? {
                Some(id) => dossiers::find(conn, id).map(Some),
                None => Ok(None),
            }
        })
        .unwrap()
}

#[actix_web::test]
async fn a_meeting_begins_with_everybody_present_and_what_was_registered() {
    let Office { app, mut head, mut secretariat, mut staff } = office().await;
    accepted(&app, "QLNS-LAN", "CSTDCS");
    accepted(&app, "QLNS", "TTLDTT");
    accepted(&app, "VP-THU", "LDTT");
    head.get("/unit-meetings/new").await.assert_ok().assert_shows("value=\"QLNS\"").assert_hides("<select");
    let address = record(&mut head).await;
    let page = head.get(&format!("{address}/edit")).await;
    page.assert_shows("Nguyễn Thị LAN").assert_shows("Tập thể Phòng Quản lý ngân sách").assert_hides("VP-THU");
    page.assert_shows("value=\"CSTDCS\"").assert_hides(" checked");
    // The head is the chair unless somebody else is chosen.
    page.assert_shows("<option value=\"QLNS-HUONG\" selected>");
    head.get("/unit-meetings").await.assert_shows("Phòng họp tầng 2").assert_shows("Chưa chốt");
    secretariat.get("/unit-meetings?year=2014").await.assert_shows("Phòng Quản lý ngân sách");
    secretariat.get("/unit-meetings.csv?year=2014").await.assert_shows("2014,QLNS,");
    staff.get("/unit-meetings").await.assert_status(403);
    staff.get(&address).await.assert_status(404);
    staff.post("/unit-meetings", &NEW).await.assert_status(403);
    let mut other = app.login("HAI", "DT", &[Role::Staff, Role::UnitHead]).await;
    other.get(&address).await.assert_status(404);
    other.get("/unit-meetings").await.assert_hides("Phòng họp tầng 2");
    other.post("/unit-meetings", &NEW).await.assert_status(403);
}

#[actix_web::test]
async fn closing_proposes_whom_more_than_half_of_those_present_agreed_to() {
    let Office { app, mut head, .. } = office().await;
    let registration = accepted(&app, "QLNS-LAN", "CSTDCS");
    accepted(&app, "QLNS-003", "LDTT");
    let address = record(&mut head).await;
    // One is absent: two of three are more than half, one is not.
    let fields = [
        ("absent_QLNS-004", "true"),
        ("reason_QLNS-004", "Nghỉ phép"),
        ("code_1", "QLNS-LAN"),
        ("award_1", "CSTDCS"),
        ("agree_1", "2"),
        ("disagree_1", "1"),
        ("code_2", "QLNS-003"),
        ("award_2", "LDTT"),
        ("agree_2", "1"),
        ("disagree_2", "0"),
        ("code_3", "QLNS-004"),
        ("award_3", "LDTT"),
        ("agree_3", "3"),
        ("disagree_3", ""),
    ];
    change(&mut head, &address, &fields).await.assert_went_to(&address);
    let page = head.get(&format!("{address}/closing")).await;
    page.assert_shows("Lập hồ sơ nháp").assert_shows("Không đề nghị").assert_shows("có mặt 3/4");
    close(&mut head, &address).await.assert_went_to(&address);
    let page = head.get(&address).await;
    page.assert_shows("Đã chốt").assert_shows("Phạm Thị Tư (Nghỉ phép)").assert_hides("Sửa cuộc họp");
    page.assert_shows("Lập 2 hồ sơ, gắn 0 hồ sơ đã có, 1 không đề nghị.");
    let proposed = dossier_of(&app, "QLNS-LAN", "CSTDCS").expect("the registered one is proposed");
    assert_eq!((proposed.facts.state, proposed.registration), (State::Draft, Some(registration)));
    assert_eq!(dossier_of(&app, "QLNS-004", "LDTT").map(|it| it.registration), Some(None));
    assert!(dossier_of(&app, "QLNS-003", "LDTT").is_none(), "one of three is not more than half");
    for kind in ["unit_meeting_recorded", "unit_meeting_changed", "unit_meeting_closed", "dossier_drafted"] {
        assert!(app.audited().iter().any(|audited| audited == kind), "{kind}");
    }
    let paper = head.get(&format!("{address}/print")).await;
    paper.assert_shows("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").assert_shows("PHÒNG QUẢN LÝ NGÂN SÁCH");
    paper.assert_shows("ngày 04 tháng 12 năm 2014").assert_shows("66,7%").assert_shows("THƯ KÝ");
    let docx = head.get(&format!("{address}/print.docx")).await;
    let text = read_here(TextKind::Docx, &docx.bytes).unwrap();
    for words in ["PHÒNG QUẢN LÝ NGÂN SÁCH", "có mặt: 3 người", "Vắng mặt: Phạm Thị Tư (Nghỉ phép).", "66,7%"]
    {
        assert!(text.contains(words), "{words} is missing in {text}");
    }
    assert!(!text.contains("Dự thảo"), "{text}");
}

#[actix_web::test]
async fn a_dossier_that_is_there_is_linked_and_the_unit_can_agree_to_it() {
    let Office { app, mut staff, mut head, .. } = office().await;
    let fields = [
        ("year", "2014"),
        ("subject_code", "QLNS-LAN"),
        ("award_code", "LDTT"),
        ("kind", "merit"),
        ("achievement", ""),
    ];
    let dossier = staff.post("/dossiers", &fields).await.location;
    let id = DossierId(dossier.rsplit('/').next().unwrap().parse().unwrap());
    app.db
        .write_now(&app.actor("lan"), |tx| {
            use thidua::domain::dossier::report::Section;
            for section in Section::of(thidua::domain::subject::SubjectKind::Person) {
                let seen = dossiers::find(tx.conn, id)?.seen();
                dossiers::write_section(tx, seen, *section, "Đã làm", true)?;
            }
            let seen = dossiers::find(tx.conn, id)?.seen();
            dossiers::file(tx, seen)
        })
        .unwrap();
    let agree = |app: &TestApp| {
        app.db.write_now(&app.actor("huong"), |tx| {
            let seen = dossiers::find(tx.conn, id)?.seen();
            dossiers::agree(tx, seen)
        })
    };
    assert!(agree(&app).is_err(), "without minutes the unit cannot agree");
    let address = record(&mut head).await;
    let lines = [("code_1", "QLNS-LAN"), ("award_1", "LDTT"), ("agree_1", "3"), ("disagree_1", "1")];
    change(&mut head, &address, &lines).await.assert_went_to(&address);
    assert!(agree(&app).is_err(), "an open meeting is no minutes");
    head.get(&format!("{address}/closing")).await.assert_shows("Gắn với hồ sơ đã có");
    close(&mut head, &address).await.assert_went_to(&address);
    head.get(&address).await.assert_shows(&dossier).assert_shows("Lập 0 hồ sơ, gắn 1 hồ sơ đã có, 0 không đề nghị.");
    agree(&app).unwrap();
    assert_eq!(dossier_of(&app, "QLNS-LAN", "LDTT").map(|it| it.facts.state), Some(State::UnitReviewed));
}

#[actix_web::test]
async fn half_of_those_present_is_no_minutes_for_a_dossier() {
    let Office { app, mut head, .. } = office().await;
    let address = record(&mut head).await;
    let lines = [("code_1", "QLNS-LAN"), ("award_1", "LDTT"), ("agree_1", "2"), ("disagree_1", "1")];
    change(&mut head, &address, &lines).await.assert_went_to(&address);
    close(&mut head, &address).await.assert_went_to(&address);
    let voted = app.db.read_now(|conn| {
        let subject = registrations::subject_by_code(conn, "QLNS-LAN")?.unwrap();
        dossiers::unit_meeting_for(conn, Year(2014), subject, award("LDTT"))
    });
    assert_eq!(voted.unwrap(), None);
}

#[actix_web::test]
async fn what_contradicts_the_unit_or_those_present_is_said_at_the_field() {
    let Office { app, mut head, .. } = office().await;
    let address = record(&mut head).await;
    let fields = [
        ("chair", "QLNS-004"),
        ("secretary", "VP-THU"),
        ("absent_QLNS-004", "true"),
        ("reason_QLNS-004", "Đi công tác <b>xa</b>"),
        ("code_1", "QLNS-LAN"),
        ("award_1", "LDTT"),
        ("agree_1", "3"),
        ("disagree_1", "1"),
        ("code_2", "VP-THU"),
        ("award_2", "LDTT"),
        ("code_3", "QLNS-LAN"),
        ("award_3", "TTLDTT"),
        ("code_4", "QLNS-LAN"),
        ("award_4", "LDTT"),
    ];
    let page = change(&mut head, &address, &fields).await;
    page.assert_field_error("chair", "Phạm Thị Tư vắng mặt. Chọn người có mặt.");
    page.assert_field_error("secretary", "VP-THU không thuộc đơn vị vào ngày 04/12/2014. Chọn người khác.");
    let votes = "Có 4 phiếu mà chỉ 3 người có mặt. Sửa số phiếu hoặc số có mặt.";
    page.assert_field_error("agree_1", votes);
    page.assert_field_error("code_2", "VP-THU không thuộc đơn vị vào ngày 04/12/2014. Chọn người khác.");
    page.assert_field_error("award_3", "Danh hiệu này dành cho tập thể. Chọn danh hiệu khác.");
    page.assert_field_error("award_4", "Dòng này trùng với một dòng ở trên. Bỏ một dòng.");
    page.assert_shows("Đi công tác &#60;b&#62;xa&#60;/b&#62;");
    let page = change(&mut head, &address, &[("held_on", "06/12/2014")]).await;
    page.assert_field_error("held_on", "Ngày họp sau hôm nay (05/12/2014). Nhập ngày đã họp.");
    let page = change(&mut head, &address, &[("absent_QLNS-003", "true"), ("reason_QLNS-LAN", "Ốm")]).await;
    page.assert_field_error("reason_QLNS-003", "Ghi lý do vắng, ví dụ nghỉ phép, đi công tác.");
    page.assert_field_error("reason_QLNS-LAN", "Có lý do mà chưa đánh dấu vắng. Đánh dấu vắng hoặc xóa lý do.");
    let same = change(&mut head, &address, &[("chair", "QLNS-LAN")]).await;
    same.assert_field_error("secretary", "Thư ký phải khác chủ trì. Chọn người khác.");
    let late: Vec<_> =
        NEW.iter().map(|(name, value)| (*name, if *name == "held_on" { "06/12/2014" } else { value })).collect();
    let mut hai = app.login("HAI", "DT", &[Role::Staff, Role::UnitHead]).await;
    let of_dt: Vec<_> =
        late.iter().map(|(name, value)| (*name, if *name == "unit_code" { "DT" } else { value })).collect();
    let page = hai.post("/unit-meetings", &of_dt).await;
    page.assert_field_error("held_on", "Ngày họp sau hôm nay (05/12/2014). Nhập ngày đã họp.");
}

#[actix_web::test]
async fn minutes_are_closed_whole_and_once() {
    let Office { mut head, mut secretariat, .. } = office().await;
    let address = record(&mut head).await;
    let page = close(&mut head, &address).await;
    page.assert_shows("Chưa ghi thư ký. Sửa cuộc họp và chọn thư ký.");
    page.assert_shows("Chưa có ai được đưa ra bình xét. Sửa cuộc họp và thêm người, tập thể.");
    let lines = [("code_1", "QLNS-LAN"), ("award_1", "LDTT")];
    change(&mut head, &address, &lines).await.assert_went_to(&address);
    let page = close(&mut head, &address).await;
    page.assert_shows("Chưa ghi kết quả biểu quyết cho Nguyễn Thị LAN. Sửa cuộc họp.");
    let stale = version(&mut secretariat, &address).await;
    let voted = [("code_1", "QLNS-LAN"), ("award_1", "LDTT"), ("agree_1", "4")];
    change(&mut head, &address, &voted).await.assert_went_to(&address);
    let page = secretariat.post(&format!("{address}/closing"), &[("version", stale.as_str())]).await;
    page.assert_status(409).assert_shows("vừa sửa cuộc họp bình xét lúc");
    close(&mut head, &address).await.assert_went_to(&address);
    let again = head.post(&format!("{address}/closing"), &[("version", "4")]).await;
    again.assert_status(409);
    head.get(&format!("{address}/edit")).await.assert_status(409);
    let changed = [WHOLE.as_slice(), &[("version", "4")]].concat();
    head.post(&address, &changed).await.assert_status(409);
    head.post(&format!("{address}/discarding"), &[("version", "4")]).await.assert_status(409);
}

#[actix_web::test]
async fn a_unit_has_one_open_meeting_and_what_is_taken_back_leaves_no_trace_in_the_next() {
    let Office { app, mut head, mut secretariat, .. } = office().await;
    let address = record(&mut head).await;
    let there = "Phòng Quản lý ngân sách còn một cuộc họp chưa chốt. Chốt hoặc bỏ cuộc họp đó trước.";
    head.post("/unit-meetings", &NEW).await.assert_field_error("unit_code", there);
    head.get("/").await.assert_shows("Chốt biên bản họp bình xét");
    let version = version(&mut head, &address).await;
    let page = head.post(&format!("{address}/discarding"), &[("version", version.as_str())]).await;
    page.assert_went_to("/unit-meetings?year=2014");
    secretariat.get(&address).await.assert_status(404);
    let next = record(&mut secretariat).await;
    assert_ne!(next, address, "the history of the first would be shown with the second");
    secretariat.get(&next).await.assert_hides("bỏ cuộc họp bình xét");
    assert!(app.audited().contains(&"unit_meeting_discarded".to_owned()));
}

#[actix_web::test]
async fn a_year_that_has_ended_has_no_more_meetings() {
    let Office { app, mut head, .. } = office().await;
    let address = record(&mut head).await;
    let lines = [("code_1", "QLNS-LAN"), ("award_1", "LDTT"), ("agree_1", "4")];
    change(&mut head, &address, &lines).await.assert_went_to(&address);
    app.set_up(|tx| {
        let version = history::version(tx.conn, thidua::domain::event::Object::Year(Year(2014)))?;
        years::ops::close(tx, Year(2014), version)
    });
    let ended = "Năm thi đua 2014 đã kết thúc, không sửa được nữa. Hỏi thường trực hội đồng nếu cần mở lại.";
    close(&mut head, &address).await.assert_status(422).assert_shows(ended);
    change(&mut head, &address, &lines).await.assert_field_error("held_on", ended);
    let mut hai = app.login("HAI", "DT", &[Role::Staff, Role::UnitHead]).await;
    let of_dt: Vec<_> =
        NEW.iter().map(|(name, value)| (*name, if *name == "unit_code" { "DT" } else { value })).collect();
    hai.post("/unit-meetings", &of_dt).await.assert_field_error("held_on", ended);
}

#[actix_web::test]
async fn a_second_meeting_takes_up_only_what_the_first_has_not_voted_on() {
    let Office { app, mut head, .. } = office().await;
    accepted(&app, "QLNS-LAN", "CSTDCS");
    let address = record(&mut head).await;
    let lines = [("code_1", "QLNS-LAN"), ("award_1", "CSTDCS"), ("agree_1", "1"), ("disagree_1", "3")];
    change(&mut head, &address, &lines).await.assert_went_to(&address);
    close(&mut head, &address).await.assert_went_to(&address);
    accepted(&app, "QLNS-003", "LDTT");
    let next = record(&mut head).await;
    let page = head.get(&next).await;
    page.assert_shows("Trần Văn Ba").assert_hides("Nguyễn Thị LAN");
}
