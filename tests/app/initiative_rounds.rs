//! A round of reviewing initiatives from its deadline to the decision: gathered, examined, scored, concluded, decided; each
//! step is refused to the wrong person and in the wrong state, and leaves its history.

use diesel::prelude::*;
use thidua::domain::dossier::Kind;
use thidua::domain::ids::*;
use thidua::domain::initiative::State;
use thidua::domain::year::Year;
use thidua::features::decisions::ops as decisions;
use thidua::features::initiative_rounds::ops;
use thidua::schema::{initiative_round_items, initiative_sheet_marks, initiative_sheets, initiatives, notices};
use thidua::texts::{TextKind, read_here};

use crate::support::*;

const OPENING: [(&str, &str); 5] = [
    ("year", "2014"),
    ("name", "Đợt 1 năm 2014"),
    ("filing_due_on", "31/07/2014"),
    ("sheet_code", "SHEET_100_A"),
    ("council_no", "45/QĐ-STC"),
];
const GRADES: [(&str, &str); 4] = [("grade_1", "A"), ("from_1", "85"), ("grade_2", "B"), ("from_2", "70")];
const MINUTES: [(&str, &str); 5] = [
    ("minutes_no", "03/BB-HĐSK"),
    ("held_on", "15/07/2014"),
    ("begun_at", "8h00"),
    ("ended_at", "11:00"),
    ("place", "Phòng họp tầng 2"),
];
const ROUND: &str = "/initiative-rounds/1";

/// Points by criterion of SHEET_100_A, and a verdict.
fn sheet(points: [&'static str; 4], verdict: &'static str) -> Vec<(&'static str, &'static str)> {
    let mut fields: Vec<_> =
        ["points_NOVELTY", "points_EFFECT", "points_SCOPE", "points_FORM"].into_iter().zip(points).collect();
    fields.push(("verdict", verdict));
    fields
}

fn good() -> Vec<(&'static str, &'static str)> {
    sheet(["25", "35,5", "16", "8"], "recognise")
}

fn poor() -> Vec<(&'static str, &'static str)> {
    [sheet(["10", "20", "10", "5"], "refuse"), vec![("comment", "Chưa rõ điểm mới")]].concat()
}

/// A secretary, the head of the agency, two authors of one unit, and five members from other units.
struct Office {
    app: TestApp,
    secretariat: Client,
    director: Client,
    author: Client,
    members: Vec<Client>,
    people: Vec<PersonId>,
}

const MEMBERS: [(&str, &str); 5] = [("AN", "DT"), ("BINH", "DT"), ("CHI", "DT"), ("DUNG", "VP"), ("EM", "VP")];

async fn office() -> Office {
    let app = TestApp::new();
    let secretariat = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    let director = app.login("GIAM", "STC", &[Role::Staff, Role::Leader]).await;
    app.make_head_of_agency(app.actor("giam").person.unwrap());
    let author = app.login("LAN", "QLNS", &[Role::Staff]).await;
    app.login("TU", "QLNS", &[Role::Staff]).await;
    let mut members = Vec::new();
    for (name, unit) in MEMBERS {
        members.push(app.login(name, unit, &[Role::Staff]).await);
    }
    let people = MEMBERS.iter().map(|(name, _)| app.actor(&name.to_lowercase()).person.unwrap()).collect();
    Office { app, secretariat, director, author, members, people }
}

const CODES: [&str; 5] = ["DT-AN", "DT-BINH", "DT-CHI", "VP-DUNG", "VP-EM"];

impl Office {
    /// Round 1 with initiative SK-2014-901 and its council.
    fn gathered(&self) -> InitiativeRoundId {
        let round = self.app.opened_round("Đợt 1 năm 2014");
        let initiative = self.app.reviewed_initiative("SK-2014-901", &[("QLNS-LAN", 60), ("QLNS-TU", 40)]);
        self.app.take_up(round, initiative);
        self.app.seat_all(round, &CODES);
        round
    }

    /// It is scored by these of the members; answers their sheets.
    fn scoring(&self, members: &[usize]) -> Vec<InitiativeSheetId> {
        let round = self.gathered();
        let examiners: Vec<PersonId> = members.iter().map(|nth| self.people[*nth]).collect();
        self.app.assign(round, "SK-2014-901", &examiners);
        self.app.start_scoring(round);
        self.app.sheets_of(round)
    }

    fn conclude(&self) {
        let people = self.people.clone();
        self.app.on_round(InitiativeRoundId(1), |tx, seen| ops::conclude(tx, seen, &minutes(people)));
    }

    fn state_of(&self, code: &str) -> State {
        self.app
            .read(|conn| initiatives::table.filter(initiatives::code.eq(code)).select(initiatives::state).first(conn))
    }

    fn marks(&self) -> i64 {
        self.app.read(|conn| initiative_sheet_marks::table.count().get_result(conn))
    }
}

async fn post(client: &mut Client, page: &str, address: &str, fields: &[(&str, &str)]) -> Page {
    client.post_from(page, address, fields).await
}

/// Fills in and sends the sheet that waits.
async fn send(client: &mut Client, id: InitiativeSheetId, fields: &[(&str, &str)]) {
    let address = format!("/initiative-sheets/{id}");
    post(client, &address, &address, fields).await.assert_went_to("/initiative-sheets?year=2014");
}

/// A paper of the round, as a Word file, holds these words.
async fn assert_docx(client: &mut Client, paper: &str, words: &[&str]) {
    let docx = client.get(&format!("{ROUND}/{paper}.docx")).await;
    let text = read_here(TextKind::Docx, &docx.bytes).unwrap();
    for words in words {
        assert!(text.contains(words), "{words} is missing in {text}");
    }
}

#[actix_web::test]
async fn a_round_goes_from_its_deadline_to_the_decision_and_the_authors_eligibility_changes() {
    let mut office = office().await;
    let first = office.app.reviewed_initiative("SK-2014-901", &[("QLNS-LAN", 60), ("QLNS-TU", 40)]);
    let second = office.app.reviewed_initiative("SK-2014-902", &[("QLNS-TU", 100)]);
    const OF_LAN: &str = "/people/QLNS-LAN/eligibility?year=2014&award=CSTDCS";
    office.author.get(OF_LAN).await.assert_shows("Cần 1 sáng kiến được công nhận").assert_shows("đã có 0");
    let secretariat = &mut office.secretariat;

    let opening = [OPENING.as_slice(), &GRADES].concat();
    secretariat.post("/initiative-rounds", &opening).await.assert_went_to(ROUND);
    secretariat.get(ROUND).await.assert_shows("A từ 85, B từ 70").assert_shows("Đang nhận sáng kiến");
    let page = format!("{ROUND}/initiatives");
    let chosen = [(format!("initiative_{first}"), "1"), (format!("initiative_{second}"), "1")];
    let chosen: Vec<(&str, &str)> = chosen.iter().map(|(field, version)| (field.as_str(), *version)).collect();
    post(secretariat, &page, &page, &chosen).await.assert_went_to(&page);
    secretariat.get(&page).await.assert_shows("SK-2014-902").assert_shows("Nguyễn Thị LAN 60%, Nguyễn Thị TU 40%");
    office.author.get("/initiatives/SK-2014-901").await.assert_shows("Đang chấm");
    let secretariat = &mut office.secretariat;
    let page = format!("{ROUND}/council");
    for (code, seat) in CODES.iter().zip(["chair", "secretary", "member", "member", "member"]) {
        post(secretariat, &page, &page, &[("member", *code), ("seat", seat)]).await.assert_went_to(&page);
    }
    let split = format!("{ROUND}/split");
    let shown = secretariat.get(&format!("{split}?per=5")).await;
    shown.assert_shows("Nguyễn Thị AN").assert_shows("Phân công theo cách chia này");
    assert_eq!(office.app.sheets_of(InitiativeRoundId(1)), [], "it is only shown");
    post(secretariat, &format!("{split}?per=5"), &split, &[("per", "5")])
        .await
        .assert_went_to(&format!("{ROUND}/examiners"));
    post(secretariat, ROUND, &format!("{ROUND}/scoring"), &[]).await.assert_went_to(ROUND);

    office.members[0].get("/").await.assert_shows("Chấm 2 sáng kiến");
    let sheets: Vec<(InitiativeSheetId, InitiativeId, PersonId)> = office.app.read(|conn| {
        let columns = (initiative_sheets::id, initiative_sheets::initiative_id, initiative_sheets::examiner_id);
        initiative_sheets::table.order(initiative_sheets::id).select(columns).load(conn)
    });
    assert_eq!(sheets.len(), 10);
    for (id, initiative, examiner) in sheets {
        let nth = office.people.iter().position(|person| *person == examiner).unwrap();
        let member = &mut office.members[nth];
        let own = format!("/initiative-sheets/{id}");
        if initiative == first && nth == 4 {
            let conflict = [("conflict", "Đã cùng làm đề tài")];
            post(member, &own, &format!("{own}/recusal"), &conflict).await.assert_status(303);
        } else if initiative == first {
            member.get(&own).await.assert_shows("Tính mới, tính sáng tạo (tối đa 30)");
            send(member, id, &good()).await;
        } else {
            send(member, id, &poor()).await;
        }
    }

    let secretariat = &mut office.secretariat;
    secretariat.get("/").await.assert_shows("Kết luận 1 đợt xét sáng kiến");
    let matrix = secretariat.get(&format!("{ROUND}/matrix")).await;
    matrix.assert_shows("84,5").assert_shows("Xin không chấm").assert_shows("4/5").assert_shows("Dưới mức tối thiểu");
    let conclusion = format!("{ROUND}/conclusion");
    let attended: Vec<String> = office.people.iter().map(|person| format!("attended_{person}")).collect();
    let minutes: Vec<(&str, &str)> =
        MINUTES.iter().copied().chain(attended.iter().map(|field| (field.as_str(), "1"))).collect();
    post(secretariat, &conclusion, &conclusion, &minutes).await.assert_went_to(ROUND);
    let paper = secretariat.get(&format!("{ROUND}/minutes")).await;
    paper.assert_shows("5/5 thành viên dự họp").assert_shows("84,50").assert_shows("Công nhận, loại B");
    paper.assert_shows("đề nghị công nhận 01 sáng kiến, không công nhận 01 sáng kiến");
    assert_docx(secretariat, "minutes", &["BIÊN BẢN", "5/5 thành viên dự họp", "Công nhận, loại B"]).await;
    let printed = secretariat.get(&format!("{ROUND}/sheets")).await;
    assert_eq!(printed.body.matches("PHIẾU CHẤM ĐIỂM SÁNG KIẾN").count(), 9, "all but the one of the recused");
    printed.assert_shows(&format!("{ROUND}/sheets.docx"));
    for (ending, kind) in [("pdf", TextKind::Pdf), ("docx", TextKind::Docx)] {
        let file = secretariat.get(&format!("{ROUND}/sheets.{ending}")).await;
        let text = read_here(kind, &file.bytes).unwrap();
        assert_eq!(text.matches("PHIẾU CHẤM ĐIỂM SÁNG KIẾN").count(), 9, "{text}");
    }

    let draft = format!("{ROUND}/draft");
    let line = [("abstract_line", "Về việc công nhận sáng kiến năm 2014")];
    post(secretariat, &draft, &draft, &line).await.assert_went_to(ROUND);
    let director = &mut office.director;
    director.get("/").await.assert_shows("Ban hành 1 quyết định công nhận sáng kiến");
    let issuance = format!("{ROUND}/issuance");
    director.get(&issuance).await.assert_shows("Công nhận 1 sáng kiến, không công nhận 1");
    let number = [("number", "15"), ("decided_on", "15/07/2014"), ("password", PASSWORD)];
    post(director, &issuance, &issuance, &number).await.assert_went_to(ROUND);
    director.get(&format!("{ROUND}/decision")).await.assert_shows("15/QĐ-STC").assert_hides("SK-2014-902");
    let annex = "(Kèm theo Quyết định số 15/QĐ-STC ngày 15 tháng 7 năm 2014)";
    assert_docx(
        director,
        "decision",
        &[
            "Căn cứ Nghị định số 13/2012/NĐ-CP ngày 02 tháng 3 năm 2012",
            "Điều 1. Công nhận 01 sáng kiến, phạm vi",
            "số 03/BB-HĐSK ngày 15/07/2014.",
            annex,
        ],
    )
    .await;

    let page = office.author.get("/initiatives/SK-2014-901").await;
    page.assert_shows("Cấp cơ sở, Quyết định số 15/QĐ-STC ngày 15/07/2014.");
    office.author.get(OF_LAN).await.assert_shows("đã có 1");
    assert_eq!(office.state_of("SK-2014-902"), State::Rejected);
    let mut other = office.app.client("tu").await;
    other.get("/initiatives/SK-2014-902").await.assert_shows("Điểm trung bình 45,00, mức đạt 70.");
    let told: Vec<String> = office.app.read(|conn| notices::table.select(notices::words).load(conn));
    assert!(told.iter().any(|words| words.contains("SK-2014-901 của đồng chí đã được công nhận")), "{told:?}");
    for kind in [
        "initiative_round_opened",
        "initiative_taken_up",
        "initiative_seat_given",
        "initiative_examiners_named",
        "initiative_scoring_started",
        "initiative_sheet_sent",
        "initiative_sheet_recused",
        "initiative_round_concluded",
        "initiative_decision_drafted",
        "initiative_decision_issued",
        "initiative_recognised",
        "initiative_rejected",
    ] {
        assert!(office.app.audited().iter().any(|event| event == kind), "{kind}");
    }
}

#[actix_web::test]
async fn rounds_are_the_secretariats_to_keep_and_only_the_council_and_overseers_read_one() {
    let mut office = office().await;
    office.author.post("/initiative-rounds", &OPENING).await.assert_status(403);
    office.gathered();
    office
        .author
        .get("/initiative-rounds")
        .await
        .assert_shows("Đợt 1 năm 2014")
        .assert_hides("href=\"/initiative-rounds/1\"");
    office.author.get(ROUND).await.assert_status(404);
    office.members[0].get(ROUND).await.assert_ok();
    office.members[0].get("/initiatives/SK-2014-901").await.assert_ok();
    office.director.get(ROUND).await.assert_ok();
    office.members[0].post(&format!("{ROUND}/scoring"), &[("version", "1")]).await.assert_status(403);
    office.secretariat.get(&format!("{ROUND}/issuance")).await.assert_status(403);
    let file = office.secretariat.get("/initiative-rounds.csv?year=2014").await;
    file.assert_shows("2014,Đợt 1 năm 2014,2014-07-31,open,1,0,0");
}

#[actix_web::test]
async fn what_a_round_needs_is_asked_for_at_the_fields() {
    let Office { mut secretariat, .. } = office().await;
    let page = secretariat.post("/initiative-rounds", &[("year", "2014")]).await;
    page.assert_field_error("name", "Nhập tên đợt xét, ví dụ Đợt xét sáng kiến năm 2014.");
    let gap = [OPENING.as_slice(), &[("grade_1", "A"), ("from_1", "90"), ("grade_2", "B"), ("from_2", "80")]].concat();
    let page = secretariat.post("/initiative-rounds", &gap).await;
    page.assert_field_error("from_2", "Loại thấp nhất phải bắt đầu từ mức đạt, 70 điểm.");
    let overlap =
        [OPENING.as_slice(), &[("grade_1", "A"), ("from_1", "70"), ("grade_2", "B"), ("from_2", "80")]].concat();
    let page = secretariat.post("/initiative-rounds", &overlap).await;
    page.assert_field_error("from_2", "Điểm phải thấp hơn loại ở dòng trên.");
    page.assert_shows("value=\"Đợt 1 năm 2014\"");
    let mark = [OPENING.as_slice(), &[("pass_mark", "101")]].concat();
    let page = secretariat.post("/initiative-rounds", &mark).await;
    page.assert_field_error("pass_mark", "Nhập mức đạt lớn hơn 0, không quá 100, ví dụ 70 hoặc 72,5.");
    secretariat.get("/initiative-rounds").await.assert_shows("Chưa mở đợt xét sáng kiến nào");
}

#[actix_web::test]
async fn a_round_is_changed_until_scoring_starts_and_only_as_it_was_read() {
    let mut office = office().await;
    let round = office.gathered();
    let later = [OPENING.as_slice(), &[("pass_mark", "72,5")]].concat();
    post(&mut office.secretariat, &format!("{ROUND}/edit"), ROUND, &later).await.assert_went_to(ROUND);
    office.secretariat.get(ROUND).await.assert_shows("Điểm trung bình từ 72,5");
    let stale = [later.as_slice(), &[("version", "1")]].concat();
    office.secretariat.post(ROUND, &stale).await.assert_status(409);
    office.app.assign(round, "SK-2014-901", &office.people[..1]);
    office.app.start_scoring(round);
    office.secretariat.get(&format!("{ROUND}/edit")).await.assert_status(403);
}

#[actix_web::test]
async fn an_initiative_is_put_back_and_waits_again() {
    let mut office = office().await;
    let round = office.gathered();
    office.app.assign(round, "SK-2014-901", &office.people[..2]);
    let page = format!("{ROUND}/initiatives");
    let removal = format!("{page}/SK-2014-901/removal");
    post(&mut office.secretariat, &page, &removal, &[]).await.assert_went_to(&page);
    assert_eq!(office.state_of("SK-2014-901"), State::UnitReviewed);
    assert_eq!(office.app.sheets_of(round), []);
    assert!(office.app.audited().contains(&"initiative_put_back".to_owned()));
    let nothing = post(&mut office.secretariat, &page, &page, &[]).await;
    nothing.assert_field_error("initiatives", "Chọn ít nhất một sáng kiến để đưa vào đợt xét.");
}

#[actix_web::test]
async fn a_council_has_one_chair_and_nobody_twice() {
    let mut office = office().await;
    let round = office.gathered();
    let page = format!("{ROUND}/council");
    let secretariat = &mut office.secretariat;
    let twice = post(secretariat, &page, &page, &[("member", "DT-AN"), ("seat", "member")]).await;
    twice.assert_field_error("member", "Người này đã có trong Hội đồng.");
    let second = post(secretariat, &page, &page, &[("member", "VP-NGUYET"), ("seat", "chair")]).await;
    second.assert_field_error("seat", "Đã có Chủ tịch. Đưa người đó ra trước, hoặc chọn vị trí khác.");
    let nobody = post(secretariat, &page, &page, &[("member", "Lê Văn Nào"), ("seat", "member")]).await;
    nobody
        .assert_field_error("member", "Không có cán bộ đang công tác mang mã hoặc họ tên “Lê Văn Nào”. Kiểm tra lại.");
    office.app.assign(round, "SK-2014-901", &office.people[..1]);
    let busy = post(secretariat, &page, &format!("{page}/DT-AN/removal"), &[]).await;
    busy.assert_field_error("member", "Nguyễn Thị AN đang được phân công chấm. Bỏ phân công trước.");
    post(secretariat, &page, &format!("{page}/VP-EM/removal"), &[]).await.assert_went_to(&page);
    secretariat.get(&page).await.assert_hides("Nguyễn Thị EM");
}

#[actix_web::test]
async fn neither_an_author_nor_his_relative_nor_by_setting_a_colleague_scores() {
    let mut office = office().await;
    office
        .secretariat
        .post("/relatives", &[("person", "QLNS-LAN"), ("relative", "DT-BINH"), ("relation", "vợ")])
        .await
        .assert_status(303);
    let round = office.gathered();
    let own = office.app.reviewed_initiative("SK-2014-902", &[("VP-DUNG", 100)]);
    office.app.take_up(round, own);
    office.app.on_round(round, |tx, seen| ops::seat(tx, seen, "VP-NGUYET", thidua::domain::council::Seat::Member));
    let secretariat = &mut office.secretariat;
    let page = format!("{ROUND}/examiners/SK-2014-901");
    secretariat.get(&page).await.assert_shows("Không chấm được: là người thân của tác giả");
    let relative = format!("examiner_{}", office.people[1]);
    let refused = post(secretariat, &page, &page, &[(relative.as_str(), "1")]).await;
    refused.assert_field_error(
        "examiners",
        "Nguyễn Thị BINH là người thân của tác giả SK-2014-901, không chấm được. Chọn người khác.",
    );
    let page = format!("{ROUND}/examiners/SK-2014-902");
    let author = format!("examiner_{}", office.people[3]);
    let refused = post(secretariat, &page, &page, &[(author.as_str(), "1")]).await;
    refused
        .assert_field_error("examiners", "Nguyễn Thị DUNG là tác giả SK-2014-902, không chấm được. Chọn người khác.");
    secretariat.get(&page).await.assert_shows("Nguyễn Thị EM").assert_hides("cùng đơn vị với tác giả");
    let with_units = [OPENING.as_slice(), &[("spares_own_unit", "1")]].concat();
    post(secretariat, &format!("{ROUND}/edit"), ROUND, &with_units).await.assert_went_to(ROUND);
    secretariat.get(&page).await.assert_shows("Không chấm được: cùng đơn vị với tác giả");
    let split = secretariat.get(&format!("{ROUND}/split?per=5")).await;
    split.assert_shows("Không đủ người");
    post(secretariat, &format!("{ROUND}/split?per=5"), &format!("{ROUND}/split"), &[("per", "5")])
        .await
        .assert_status(303);
    let examiners: Vec<PersonId> = office.app.read(|conn| {
        initiative_sheets::table
            .filter(initiative_sheets::initiative_id.eq(own))
            .order(initiative_sheets::examiner_id)
            .select(initiative_sheets::examiner_id)
            .load(conn)
    });
    assert_eq!(examiners, office.people[..3]);
}

#[actix_web::test]
async fn scoring_starts_when_nothing_is_missing() {
    let mut office = office().await;
    office.gathered();
    let secretariat = &mut office.secretariat;
    let version =
        secretariat.get(&format!("{ROUND}/council")).await.between("name=\"version\" value=\"", "\"").unwrap();
    let page = secretariat.post(&format!("{ROUND}/scoring"), &[("version", &version)]).await;
    page.assert_field_error("start", "Chưa có người chấm: SK-2014-901. Phân công trước.");
    let page = secretariat.get(&format!("{ROUND}/split?per=0")).await;
    page.assert_field_error("per", "Số người chấm phải từ 1 đến 15.");
}

#[actix_web::test]
async fn a_sheet_is_its_examiners_alone_until_all_are_sent() {
    let mut office = office().await;
    let sheets = office.scoring(&[0, 1]);
    let first = format!("/initiative-sheets/{}", sheets[0]);
    send(&mut office.members[0], sheets[0], &good()).await;
    office.members[0].get(&first).await.assert_shows("84,5");
    office.members[1].get(&first).await.assert_status(404);
    office.secretariat.get(&first).await.assert_status(404);
    let matrix = format!("{ROUND}/matrix");
    office.secretariat.get(&matrix).await.assert_hides("84,5").assert_shows("Chưa đủ phiếu: 1/2 phiếu đã xong.");
    office.secretariat.get(&format!("{ROUND}/sheets")).await.assert_hides("84,5");
    send(&mut office.members[1], sheets[1], &poor()).await;
    for client in [&mut office.secretariat, &mut office.director] {
        client.get(&first).await.assert_shows("84,5");
        client.get(&matrix).await.assert_shows("84,5");
    }
    office.members[1].get(&first).await.assert_ok();
    office.author.get(&first).await.assert_status(404);
}

#[actix_web::test]
async fn points_are_checked_and_nothing_is_half_written() {
    let mut office = office().await;
    let sheets = office.scoring(&[0]);
    let address = format!("/initiative-sheets/{}", sheets[0]);
    let member = &mut office.members[0];
    let page = post(member, &address, &address, &sheet(["31", "20,55", "-1", "x"], "")).await;
    for (field, name, most) in [
        ("points_NOVELTY", "Tính mới, tính sáng tạo", 30),
        ("points_SCOPE", "Khả năng áp dụng, phạm vi ảnh hưởng, nhân rộng", 20),
    ] {
        page.assert_field_error(field, &format!("{name}: nhập từ 0 đến {most}, nhiều nhất một chữ số thập phân."));
    }
    page.assert_field_error("verdict", "Chọn công nhận hay không công nhận.").assert_shows("value=\"20,55\"");
    assert_eq!(office.marks(), 0);
    let member = &mut office.members[0];
    let without = post(member, &address, &address, &sheet(["1", "1", "1", "1"], "refuse")).await;
    without.assert_field_error("comment", "Nêu nhận xét: vì sao đề nghị không công nhận.");
    let draft = [("points_NOVELTY", "27,5"), ("draft", "1")];
    post(member, &address, &address, &draft).await.assert_went_to(&address);
    member.get(&address).await.assert_shows("value=\"27,5\"").assert_shows("Chưa gửi");
    assert_eq!(office.marks(), 1);
}

#[actix_web::test]
async fn a_sheet_that_was_sent_is_closed_until_the_secretariat_opens_it_with_a_reason() {
    let mut office = office().await;
    let sheets = office.scoring(&[0, 1]);
    let address = format!("/initiative-sheets/{}", sheets[0]);
    send(&mut office.members[0], sheets[0], &good()).await;
    let version = office.app.db.read_now(|conn| {
        thidua::web::history::version(conn, thidua::domain::event::Object::InitiativeSheet(sheets[0]))
    });
    let version = version.unwrap().to_string();
    let again = [good(), vec![("version", version.as_str())]].concat();
    office.members[0].post(&address, &again).await.assert_status(403);
    let reopening = format!("{address}/reopening");
    office.members[0].post(&reopening, &[("version", &version), ("reason", "Nhầm")]).await.assert_status(403);
    let page = format!("{ROUND}/examiners/SK-2014-901");
    let secretariat = &mut office.secretariat;
    let without = secretariat.post(&reopening, &[("version", &version)]).await;
    without.assert_status(422).assert_shows("Nêu lý do mở lại phiếu.");
    secretariat.get(&page).await.assert_shows("Mở lại phiếu");
    let reason = [("version", version.as_str()), ("reason", "Ghi nhầm điểm tiêu chí 2")];
    secretariat.post(&reopening, &reason).await.assert_went_to(&format!("{ROUND}/examiners"));
    office.members[0].get(&address).await.assert_shows("Ghi nhầm điểm tiêu chí 2").assert_shows("Gửi phiếu");
    assert!(office.app.audited().contains(&"initiative_sheet_reopened".to_owned()));
}

#[actix_web::test]
async fn somebody_else_takes_the_place_of_the_recused_and_counts_instead() {
    let mut office = office().await;
    let sheets = office.scoring(&[0, 1]);
    let address = format!("/initiative-sheets/{}", sheets[0]);
    let member = &mut office.members[0];
    let without = post(member, &address, &format!("{address}/recusal"), &[]).await;
    without.assert_field_error("conflict", "Nêu lý do không chấm, ví dụ đã cùng thực hiện sáng kiến.");
    let conflict = [("conflict", "Đã góp ý bản thảo")];
    post(member, &address, &format!("{address}/recusal"), &conflict).await.assert_status(303);
    let version = office.app.db.read_now(|conn| {
        thidua::web::history::version(conn, thidua::domain::event::Object::InitiativeSheet(sheets[0]))
    });
    let version = version.unwrap().to_string();
    let page = format!("{ROUND}/examiners/SK-2014-901");
    office.secretariat.get(&page).await.assert_shows("Đã góp ý bản thảo").assert_shows("Cử người chấm thay");
    let substitute = office.people[2].to_string();
    let fields = [("version", version.as_str()), ("substitute", substitute.as_str())];
    office.secretariat.post(&format!("{address}/replacement"), &fields).await.assert_status(303);
    let sheets = office.app.sheets_of(InitiativeRoundId(1));
    send(&mut office.members[2], sheets[2], &good()).await;
    send(&mut office.members[1], sheets[1], &good()).await;
    office.secretariat.get(&format!("{ROUND}/matrix")).await.assert_shows(">2/2<");
}

#[actix_web::test]
async fn after_the_conclusion_nothing_is_scored_or_opened_again() {
    let mut office = office().await;
    let sheets = office.scoring(&[0]);
    office.app.send_sheet(sheets[0]);
    office.conclude();
    let address = format!("/initiative-sheets/{}", sheets[0]);
    let late = [good(), vec![("version", "1")]].concat();
    let page = office.members[0].post(&address, &late).await;
    page.assert_status(409).assert_shows("Đợt 1 năm 2014 đã kết luận, phiếu chấm không nhận thêm nội dung nào nữa.");
    let reopening = [("version", "1"), ("reason", "Nhầm")];
    office.secretariat.post(&format!("{address}/reopening"), &reopening).await.assert_status(409);
    office.secretariat.get(&format!("{ROUND}/conclusion")).await.assert_status(403);
    let kept: (i64, i64, Option<bool>) = office.app.read(|conn| {
        use initiative_round_items::dsl::{agree, passed, score_sum};
        initiative_round_items::table.select((score_sum, agree, passed)).first(conn)
    });
    assert_eq!(kept, (1000, 1, Some(true)));
}

#[actix_web::test]
async fn a_round_is_concluded_with_all_sheets_and_a_quorum() {
    let mut office = office().await;
    let sheets = office.scoring(&[0, 1]);
    let conclusion = format!("{ROUND}/conclusion");
    let attended: Vec<String> = office.people.iter().map(|person| format!("attended_{person}")).collect();
    let all: Vec<(&str, &str)> =
        MINUTES.iter().copied().chain(attended.iter().map(|field| (field.as_str(), "1"))).collect();
    office.app.send_sheet(sheets[0]);
    let secretariat = &mut office.secretariat;
    let page = post(secretariat, &conclusion, &conclusion, &all).await;
    page.assert_field_error("conclusion", "Chưa đủ phiếu chấm: SK-2014-901. Nhắc người chấm gửi phiếu.");
    office.app.send_sheet(sheets[1]);
    let few: Vec<(&str, &str)> =
        MINUTES.iter().copied().chain(attended[..3].iter().map(|field| (field.as_str(), "1"))).collect();
    let page = post(secretariat, &conclusion, &conclusion, &few).await;
    page.assert_field_error("attended", "Có 3/5 thành viên dự họp, cần từ 2/3. Đánh dấu đủ người dự, hoặc họp lại.");
    let early = [all.as_slice(), &[("held_on", "30/06/2014")]].concat();
    let early: Vec<_> = early.into_iter().filter(|field| *field != MINUTES[1]).collect();
    let page = post(secretariat, &conclusion, &conclusion, &early).await;
    page.assert_field_error("held_on", "Có sáng kiến gửi ngày 01/07/2014. Nhập ngày họp từ đó trở đi.");
    let page = post(secretariat, &conclusion, &conclusion, &[("begun_at", "11:00"), ("ended_at", "8:00")]).await;
    page.assert_field_error("ended_at", "Giờ kết thúc phải sau giờ bắt đầu.");
    post(secretariat, &conclusion, &conclusion, &all).await.assert_went_to(ROUND);
}

#[actix_web::test]
async fn the_register_has_each_number_once_a_year_for_awards_and_initiatives() {
    let mut office = office().await;
    let sheets = office.scoring(&[0]);
    office.app.send_sheet(sheets[0]);
    office.conclude();
    office.app.on_round(InitiativeRoundId(1), |tx, seen| ops::draft_decision(tx, seen, "Về việc công nhận"));
    let day = "2014-07-15".parse().unwrap();
    let decision = |award: &str| {
        let dossier = office.app.passed("QLNS-LAN", award);
        let lines = vec![dossier];
        let draft = decisions::Draft { year: Year(2014), abstract_line: "Về việc khen".into(), lines };
        office.app.set_up(|tx| decisions::draft(tx, &draft))
    };
    let first = decision("LDTT");
    office.app.set_up(|tx| decisions::issue(tx, decisions::Seen { id: first, version: 1 }, "15", day));
    let issuance = format!("{ROUND}/issuance");
    let taken = [("number", "15"), ("decided_on", "15/07/2014"), ("password", PASSWORD)];
    let page = post(&mut office.director, &issuance, &issuance, &taken).await;
    page.assert_field_error("number", "Số 15/QĐ-STC đã dùng trong năm 2014. Nhập số khác.");
    assert_eq!(office.state_of("SK-2014-901"), State::UnderReview);
    let early = [("number", "16"), ("decided_on", "14/07/2014"), ("password", PASSWORD)];
    let page = post(&mut office.director, &issuance, &issuance, &early).await;
    page.assert_field_error("decided_on", "Hội đồng họp ngày 15/07/2014. Nhập ngày quyết định từ đó trở đi.");
    let free = [("number", "16"), ("decided_on", "15/07/2014"), ("password", PASSWORD)];
    post(&mut office.director, &issuance, &issuance, &free).await.assert_went_to(ROUND);
    let dossier = office.app.verified("QLNS-TU", "GK", Kind::Sudden, None);
    let draft = decisions::Draft { year: Year(2014), abstract_line: "Về việc khen".into(), lines: vec![dossier] };
    let second = office.app.set_up(|tx| decisions::draft(tx, &draft));
    let address = format!("/decisions/{second}/issuance");
    let fields = [("number", "16"), ("decided_on", "15/07/2014"), ("password", PASSWORD)];
    let page = post(&mut office.director, &address, &address, &fields).await;
    page.assert_field_error("number", "Số 16/QĐ-STC đã dùng trong năm 2014. Nhập số khác.");
}

impl Office {
    /// Round 1 with its decision issued: 901 is recognised, 902 is not.
    async fn issued(&mut self) {
        let round = self.gathered();
        let second = self.app.reviewed_initiative("SK-2014-902", &[("QLNS-LAN", 100)]);
        self.app.take_up(round, second);
        for code in ["SK-2014-901", "SK-2014-902"] {
            self.app.assign(round, code, &self.people[..1]);
        }
        self.app.start_scoring(round);
        let sheets = self.app.sheets_of(round);
        self.app.send_sheet(sheets[0]);
        send(&mut self.members[0], sheets[1], &poor()).await;
        self.conclude();
        self.app.on_round(round, |tx, seen| ops::draft_decision(tx, seen, "Về việc công nhận sáng kiến"));
        self.secretariat.get(ROUND).await.assert_hides("Mã băm nội dung").assert_hides("Bản chụp");
        let issuance = format!("{ROUND}/issuance");
        let number = [("number", "15"), ("decided_on", "15/07/2014"), ("password", PASSWORD)];
        post(&mut self.director, &issuance, &issuance, &number).await.assert_went_to(ROUND);
    }
}

#[actix_web::test]
async fn the_decision_and_what_comes_of_it_stay_as_they_were_issued() {
    let mut office = office().await;
    office.issued().await;
    const PAPERS: [(&str, &str, &str); 3] = [
        (ROUND, "/decision", "initiative_decision_issued"),
        ("/initiatives/SK-2014-901", "/certificate", "initiative_recognised"),
        ("/initiatives/SK-2014-902", "/notice", "initiative_rejected"),
    ];
    let changed = "UPDATE subjects SET name = 'Nguyễn Thị Mới' WHERE code = 'QLNS-LAN'; \
                   UPDATE subjects SET name = 'Sở Mới' WHERE code = 'STC'; UPDATE initiatives SET title = 'Tên mới';";
    let before = office.app.read(|conn| {
        use thidua::schema::audit_entries::dsl::{audit_entries, changes, event};
        let of = |kind: &'static str| audit_entries.filter(event.eq(kind)).select(changes);
        PAPERS.iter().map(|(_, _, kind)| of(kind).first::<String>(conn)).collect::<Result<Vec<_>, _>>()
    });
    office.app.execute(changed).unwrap();
    let secretariat = &mut office.secretariat;
    for ((page, paper, kind), noted) in PAPERS.into_iter().zip(before) {
        let shown = secretariat.get(page).await;
        let hash = shown.between("<code>", "<").unwrap_or_else(|| panic!("no hash on {page}")).replace(' ', "");
        assert!(noted.contains(&format!("[\"sha256\",\"\",\"{hash}\"]")), "{kind}: {noted}");
        for ending in ["", ".docx"] {
            let given = secretariat.get(&format!("{page}{paper}{ending}")).await;
            let text = if ending.is_empty() { given.body } else { read_here(TextKind::Docx, &given.bytes).unwrap() };
            assert!(text.contains("Nguyễn Thị LAN"), "{paper}{ending}: {text}");
            let is_old = ["Nguyễn Thị Mới", "Sở Mới", "SỞ MỚI", "Tên mới"].iter().all(|new| !text.contains(new));
            assert!(is_old, "{paper}{ending}: {text}");
        }
    }
    // The table itself refuses a change; with its guard gone the pages tell of one.
    let tampering = "UPDATE kept_papers SET content = replace(content, 'LAN', 'HOA')";
    assert!(office.app.execute(tampering).is_err() && office.app.execute("DELETE FROM kept_papers").is_err());
    office.app.execute(&format!("DROP TRIGGER kept_papers_are_never_changed; {tampering}")).unwrap();
    for (page, _, _) in PAPERS {
        office.secretariat.get(page).await.assert_shows("Nội dung đang lưu khác với khi ban hành.");
    }
}

#[actix_web::test]
async fn the_scan_of_the_signed_decision_is_kept_beside_its_round() {
    let mut office = office().await;
    office.issued().await;
    let scans = format!("{ROUND}/scans");
    for client in [&mut office.director, &mut office.members[0]] {
        client.upload_to(&scans, "", "qd.pdf", b"%PDF-1.4 ban chup").await.assert_status(403);
    }
    office.author.upload_to(&scans, "", "qd.pdf", b"%PDF-1.4 ban chup").await.assert_status(404);
    let page = office.secretariat.upload_to(&scans, "", "qd.exe", b"MZ").await;
    page.assert_field_error(
        "file",
        "Chỉ nhận tệp pdf, docx, xlsx, jpg, png. Lưu lại theo một dạng đó rồi chọn lại tệp.",
    );
    let kept = office.secretariat.upload_to(&scans, "", "Quyết định 15.pdf", b"%PDF-1.4 ban chup").await;
    kept.assert_went_to(ROUND);
    office.director.get(ROUND).await.assert_shows("Quyết định 15.pdf").assert_hides("Bỏ tệp");
    assert_eq!(office.director.get(&format!("{scans}/1")).await.bytes, b"%PDF-1.4 ban chup");
    office.author.get(&format!("{scans}/1")).await.assert_status(404);
    let version = office.secretariat.get(ROUND).await.between("name=\"version\" value=\"", "\"").unwrap();
    let removal = format!("{scans}/1/removal");
    office.director.post(&removal, &[("version", version.as_str())]).await.assert_status(403);
    office.secretariat.post(&removal, &[("version", "1")]).await.assert_status(409);
    office.secretariat.post(&removal, &[("version", version.as_str())]).await.assert_went_to(ROUND);
    office.secretariat.get(&format!("{scans}/1")).await.assert_status(404);
    let told = office.app.audited();
    assert!(told.contains(&"decision_scan_added".to_owned()) && told.contains(&"decision_scan_removed".to_owned()));
}

#[actix_web::test]
async fn nothing_is_scanned_before_the_decision_is_issued() {
    let mut office = office().await;
    office.scoring(&[0]);
    let page = office.secretariat.upload_to(&format!("{ROUND}/scans"), "", "qd.pdf", b"%PDF-1.4").await;
    page.assert_status(403);
}

#[actix_web::test]
async fn the_register_of_numbers_has_what_recognised_initiatives_once_each() {
    let mut office = office().await;
    office.issued().await;
    office.app.import_initiatives(&[
        "SK-2014-001,2014,Một,Thu ngân sách,QLNS-LAN:100,Nhanh,base,12/QĐ-STC,2014-07-01",
        "SK-2014-002,2014,Hai,Thu ngân sách,QLNS-TU:100,Nhanh,base,12/QĐ-STC,2014-07-01",
        "SK-2014-003,2014,Ba,Thu ngân sách,QLNS-TU:100,Nhanh,base,15/QĐ-STC,2014-07-02",
        "SK-2014-004,2014,Bốn,Thu ngân sách,QLNS-TU:100,Nhanh,provincial,7/QĐ-UBND,2014-07-03",
        "SK-2013-001,2013,Năm,Thu ngân sách,QLNS-TU:100,Nhanh,base,9/QĐ-STC,2013-12-30",
    ]);
    let file = office.secretariat.get("/decisions/register.csv?year=2014").await;
    let numbers: Vec<&str> = file.body.lines().skip(1).filter_map(|row| row.split(',').next()).collect();
    assert_eq!(numbers, ["12/QĐ-STC", "15/QĐ-STC", "15/QĐ-STC"], "{}", file.body);
    file.assert_shows("12/QĐ-STC,2014-07-01,Công nhận 2 sáng kiến,");
    let page = office.secretariat.get("/decisions/register?year=2014").await;
    for words in [
        "Không thấy các số từ 01 đến 11.",
        "Không thấy các số từ 13 đến 14.",
        "Trùng số: 15/QĐ-STC; 15/QĐ-STC.",
        "href=\"/initiatives/SK-2014-001\"",
        "href=\"/initiative-rounds/1\"",
    ] {
        page.assert_shows(words);
    }
    let before = office.secretariat.get("/decisions/register?year=2013").await;
    before.assert_shows("9/QĐ-STC").assert_shows("href=\"/initiatives/SK-2013-001\"");
}
