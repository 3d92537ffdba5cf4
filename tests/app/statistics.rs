//! Statutory forms: their figures, the rows behind each, the proof, the codes and the papers.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use thidua::domain::event::{Event, EventKind, Object};
use thidua::domain::ids::*;
use thidua::domain::law::{AwardCode, Level};
use thidua::domain::movement::{Origin, State};
use thidua::domain::year::Year;
use thidua::domain::{decision, subject};
use thidua::schema::{awards, decisions, movements, subjects};
use thidua::texts::{TextKind, read_here};

use crate::support::*;

fn day(written: &str) -> NaiveDate {
    written.parse().unwrap()
}

/// One award of a decision.
struct Granted<'t> {
    subject: &'t str,
    award: &'t str,
    position: &'t str,
    revoked_on: Option<NaiveDate>,
}

fn granted<'t>(subject: &'t str, award: &'t str, position: &'t str) -> Granted<'t> {
    Granted { subject, award, position, revoked_on: None }
}

/// Stores a decision of a day with its awards, each of a year of its own so that none comes twice in one.
fn decide(app: &TestApp, decided_on: &str, list: &[Granted]) {
    app.set_up(|tx| {
        let number: i64 = decisions::table.count().get_result(tx.conn)?;
        let id: i64 = diesel::insert_into(decisions::table)
            .values((
                decisions::authority.eq("province_chairman"),
                decisions::own.eq(false),
                decisions::year.eq(Year(2013)),
                decisions::abstract_line.eq("Khen thưởng"),
                decisions::state.eq(decision::State::Issued),
                decisions::version.eq(1),
                decisions::number.eq(format!("{}/QĐ", number + 1)),
                decisions::decided_on.eq(day(decided_on)),
                decisions::signer_name.eq(""),
                decisions::signer_position.eq(""),
                decisions::since.eq(tx.now.naive_utc()),
            ))
            .returning(decisions::id)
            .get_result(tx.conn)?;
        for it in list {
            grant(tx.conn, id, it)?;
        }
        tx.audit(Event::new(EventKind::HigherDecisionRecorded, Object::Decision(DecisionId(id))))
    });
}

fn grant(conn: &mut SqliteConnection, decision: i64, it: &Granted) -> QueryResult<()> {
    let (id, kind, sort_key): (SubjectId, subject::SubjectKind, Vec<u8>) = subjects::table
        .filter(subjects::code.eq(it.subject))
        .select((subjects::id, subjects::kind, subjects::sort_key))
        .first(conn)?;
    let unit = match kind {
        subject::SubjectKind::Unit => UnitId(id.0),
        subject::SubjectKind::Person => {
            let of_person = thidua::schema::people::table.find(PersonId(id.0));
            of_person.select(thidua::schema::people::unit_id).first(conn)?
        }
    };
    diesel::insert_into(awards::table)
        .values((
            awards::subject_id.eq(id),
            awards::award_code.eq(it.award),
            awards::year.eq(Year(2013)),
            awards::yearly.eq(false),
            awards::decision_id.eq(decision),
            awards::unit_id.eq(unit),
            awards::position.eq(it.position),
            awards::achievement.eq(""),
            awards::revoked_on.eq(it.revoked_on),
            awards::revoked_by.eq(""),
            awards::sort_key.eq(sort_key),
        ))
        .execute(conn)?;
    Ok(())
}

/// Stores a launched movement.
fn launch(app: &TestApp, name: &str, origin: Origin, launched_by: &str, days: (&str, &str), units_chosen: bool) {
    app.set_up(|tx| {
        let id: i64 = diesel::insert_into(movements::table)
            .values((
                movements::year.eq(Year(2014)),
                movements::name.eq(name),
                movements::launched_by.eq(launched_by),
                movements::document_number.eq(""),
                movements::starts_on.eq(day(days.0)),
                movements::ends_on.eq(day(days.1)),
                movements::aims.eq(""),
                movements::version.eq(1),
                movements::state.eq(State::Launched),
                movements::origin.eq(origin),
                movements::units_chosen.eq(units_chosen),
            ))
            .returning(movements::id)
            .get_result(tx.conn)?;
        tx.audit(Event::new(EventKind::MovementLaunched, Object::Movement(MovementId(id))))
    });
}

/// A form's file: by heading, then row code ("" is the total).
struct Form {
    heads: Vec<String>,
    rows: BTreeMap<String, Vec<String>>,
}

impl Form {
    async fn of(client: &mut Client, form: &str, query: &str) -> Self {
        let page = client.get(&format!("/statistics/{form}.csv?{query}")).await;
        page.assert_ok();
        let mut lines = page.body.trim_start_matches('\u{feff}').lines().map(|line| {
            // Labels with a comma are quoted; no figure is.
            let mut cells = Vec::new();
            let mut quoted = false;
            let mut cell = String::new();
            for letter in line.chars() {
                match letter {
                    '"' => quoted = !quoted,
                    ',' if !quoted => cells.push(std::mem::take(&mut cell)),
                    other => cell.push(other),
                }
            }
            cells.push(cell);
            cells
        });
        let heads = lines.next().unwrap();
        let code = heads.iter().position(|head| head == "row_code").unwrap();
        Self { heads, rows: lines.map(|cells| (cells[code].clone(), cells)).collect() }
    }

    fn at(&self, row: &str, column: &str) -> i64 {
        let at = self.heads.iter().position(|head| head == column);
        let at = at.unwrap_or_else(|| panic!("{column} among {:?}", self.heads));
        self.rows[row][at].parse().unwrap()
    }
}

/// Every linked number of a page, with the list behind it.
fn numbers(page: &Page) -> Vec<(String, i64)> {
    let mut found = Vec::new();
    for piece in page.body.split("<td class=\"num\"><a href=\"").skip(1) {
        let (address, rest) = piece.split_once("\">").unwrap();
        let number = rest.split('<').next().unwrap().replace('.', "");
        found.push((address.replace("&#38;", "&").replace("&amp;", "&"), number.parse().unwrap()));
    }
    found
}

/// Opens the rows of every number of a form and answers how many numbers there were.
async fn walk(client: &mut Client, form: &str, query: &str) -> usize {
    let page = client.get(&format!("/statistics/{form}?{query}")).await;
    page.assert_ok().assert_shows("khớp").assert_hides("lệch");
    let numbers = numbers(&page);
    for (list, number) in &numbers {
        assert_ne!(*number, 0, "{list}");
        client.get(list).await.assert_shows(&format!("{number} dòng, kỳ"));
        let file = client.get(&list.replace("/rows?", "/rows.csv?")).await;
        let rows = file.assert_ok().body.lines().count() as i64 - 1;
        assert_eq!(rows, *number, "rows of {list}");
    }
    numbers.len()
}

const FORMS: [&str; 4] = ["movements", "state", "higher", "base"];

#[actix_web::test]
async fn the_sample_department_has_its_figures_of_2013_in_the_period_of_their_decisions() {
    let mut app = TestApp::empty();
    thidua::sample::build(&mut app.db, day("2014-07-15")).unwrap();
    let mut clerk = app.stranger();
    clerk.log_in("thuongtruc", thidua::sample::PASSWORD).await.assert_went_to("/");
    // Decided between January and May 2014.
    for query in ["year=2014&period=statistics", "year=2014&period=calendar", "year=2014"] {
        let higher = Form::of(&mut clerk, "higher", query).await;
        let columns = ["TTLDXS.unit", "CSTD_TINH.person", "BK_TINH.unit", "BK_TINH.person", "CO_BO.unit", "BK_BO.unit"];
        assert_eq!(columns.map(|column| higher.at("", column)), [3, 1, 2, 6, 1, 2], "{query}");
        assert_eq!((higher.at("", "BK_BO.person"), higher.at("", "total")), (3, 18), "{query}");
        assert_eq!((higher.at("01", "total"), higher.at("04", "total"), higher.at("10", "total")), (8, 10, 18));
        let state = Form::of(&mut clerk, "state", query).await;
        assert_eq!((state.at("", "BK_TTG.person"), state.at("", "total"), state.at("04", "total")), (3, 3, 3));
        // Phó Chánh Văn phòng, and two heads or deputies of divisions or direct ones: as the decision has them.
        let by_position: i64 = ["05", "06", "07", "08", "09"].iter().map(|row| state.at(row, "total")).sum();
        assert_eq!(by_position, 3);
        let moved = Form::of(&mut clerk, "movements", query).await;
        let found = ["total", "central", "higher", "own"].map(|column| moved.at("", column));
        assert_eq!(found, [3, 0, 2, 1], "{query}");
        assert_eq!((moved.at("05", "total"), moved.at("09", "total"), moved.at("10", "total")), (3, 2, 1));
    }
    let before = Form::of(&mut clerk, "higher", "year=2013&period=calendar").await;
    assert_eq!((before.at("", "BK_TINH.unit"), before.at("", "CO_TINH.unit"), before.at("", "BK_BO.unit")), (1, 1, 0));
    for form in FORMS {
        let page = clerk.get(&format!("/statistics/{form}?year=2014&period=statistics")).await;
        page.assert_shows("01/12/2013 – 30/11/2014").assert_shows("chưa đối chiếu với văn bản gốc");
        assert!(page.body.len() < 60_000, "{form}: {} bytes", page.body.len());
        assert!(walk(&mut clerk, form, "year=2014&period=statistics").await > 2, "{form}");
    }
    // The plain count of all base awards decided in the year, the program's own way aside.
    let base: Vec<&str> = AwardCode::all().filter(|it| it.award().level == Level::Base).map(AwardCode::code).collect();
    let counted = awards::table
        .inner_join(decisions::table)
        .filter(decisions::decided_on.between(day("2014-01-01"), day("2014-12-31")))
        .filter(awards::award_code.eq_any(base))
        .count();
    let counted: i64 = app.read(|conn| counted.get_result(conn));
    assert!(counted >= 93 + 33 + 8);
    assert_eq!(Form::of(&mut clerk, "base", "year=2014&period=calendar").await.at("", "total"), counted);
    let page = clerk.get("/statistics/movements?year=2014").await;
    page.assert_shows("Phong trào thi đua tăng thu ngân sách (1)");
    clerk.get("/statistics/movements/rows?year=2014&row=unplaced").await.assert_shows("1 dòng, kỳ");
}

/// A number below `most`, from a row of them that never changes.
fn dice(seed: &mut u64, most: usize) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*seed >> 33).unwrap() % most
}

#[actix_web::test]
async fn whatever_is_granted_each_cell_has_its_rows_and_the_parts_come_to_the_plain_count() {
    const POSITIONS: [(&str, &str); 8] = [
        ("Giám đốc Sở", "06"),
        ("Phó Chủ tịch UBND tỉnh", "05"),
        ("Trưởng phòng", "08"),
        ("Phó Giám đốc Trung tâm", "08"),
        ("Giám đốc Công ty cổ phần \"A|B\"", "07"),
        ("Chuyên viên", "09"),
        ("Nghệ nhân", "09"),
        ("", "09"),
    ];
    const DAYS: [&str; 6] = ["2013-11-30", "2013-12-01", "2013-12-31", "2014-01-01", "2014-11-30", "2014-12-01"];
    let app = TestApp::new();
    let mut clerk = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    let codes: Vec<String> = (0..12).map(|nth| format!("QLNS-{nth:03}")).collect();
    for code in &codes {
        app.person(code, "Lê Thị Hoa", "QLNS");
    }
    let awards: Vec<AwardCode> = AwardCode::all().collect();
    let mut seed = 2014;
    // (day, revoked on, award, whether to a collective, row of the position)
    let mut all = Vec::new();
    for _ in 0..60 {
        let decided_on = DAYS[dice(&mut seed, DAYS.len())];
        let mut list: Vec<Granted> = Vec::new();
        for _ in 0..dice(&mut seed, 6) {
            let award = awards[dice(&mut seed, awards.len())];
            let is_collective = award.award().takes(subject::SubjectKind::Unit) && dice(&mut seed, 2) == 0
                || !award.award().takes(subject::SubjectKind::Person);
            let (position, row) = POSITIONS[dice(&mut seed, POSITIONS.len())];
            let subject = if is_collective { ["QLNS", "DT"][dice(&mut seed, 2)] } else { &codes[dice(&mut seed, 12)] };
            if list.iter().any(|it| it.subject == subject && it.award == award.code()) {
                continue;
            }
            let revoked_on = [None, None, Some("2014-11-30"), Some("2014-12-31")][dice(&mut seed, 4)].map(day);
            let position = if is_collective { "" } else { position };
            list.push(Granted { subject, award: award.code(), position, revoked_on });
            all.push((day(decided_on), revoked_on, award, is_collective, row));
        }
        decide(&app, decided_on, &list);
    }
    for (period, first, last) in [("statistics", "2013-12-01", "2014-11-30"), ("calendar", "2014-01-01", "2014-12-31")]
    {
        let query = format!("year=2014&period={period}");
        let mut sum = 0;
        for form in ["state", "higher", "base"] {
            let found = Form::of(&mut clerk, form, &query).await;
            let levels: &[Level] = match form {
                "state" => &[Level::Government, Level::State],
                "higher" => &[Level::Provincial, Level::Ministerial],
                _ => &[Level::Base],
            };
            let stands: Vec<_> = all
                .iter()
                .filter(|(decided_on, revoked_on, award, ..)| {
                    (day(first)..=day(last)).contains(decided_on)
                        && revoked_on.is_none_or(|on| on > day(last))
                        && levels.contains(&award.award().level)
                })
                .collect();
            assert_eq!(found.at("", "total"), stands.len() as i64, "{form} {period}");
            for row in ["05", "06", "07", "08", "09"] {
                let expected = stands.iter().filter(|it| !it.3 && it.4 == row).count() as i64;
                assert_eq!(found.at(row, "total"), expected, "{form} {period} {row}");
            }
            let collectives = stands.iter().filter(|it| it.3).count() as i64;
            assert_eq!(found.at("01", "total"), collectives, "{form} {period}");
            let medals = stands.iter().filter(|it| it.2.code() == "KNC_BTC").count() as i64;
            assert_eq!(found.at("15", "total"), medals, "{form} {period}");
            sum += stands.len();
            assert!(walk(&mut clerk, form, &query).await > 5, "{form}");
        }
        assert!(sum > 20, "{period}: {sum}");
    }
    let page = clerk.get("/statistics/higher?year=2014&period=calendar").await;
    page.assert_shows("Nghệ nhân (").assert_shows("không ghi chức vụ (").assert_shows("không có hồ sơ trong hệ thống");
}

#[actix_web::test]
async fn movements_are_told_by_organiser_reach_length_and_manner() {
    let app = TestApp::new();
    let mut clerk = app.login("NGUYET", "VP", &[Role::Staff]).await;
    let year = ("2014-01-01", "2014-12-31");
    launch(&app, "Hoàn thành nhiệm vụ năm 2014", Origin::Own, "Giám đốc Sở", year, false);
    launch(&app, "Chào mừng 70 năm thành lập", Origin::Own, "Giám đốc Sở", ("2014-12-01", "2014-12-19"), true);
    launch(&app, "Cả nước chung sức", Origin::Received, "Thủ tướng Chính phủ", ("2013-12-01", "2016-11-30"), false);
    launch(&app, "Thi đua yêu nước", Origin::Received, "UBND tỉnh", ("2014-02-01", "2016-01-31"), false);
    launch(&app, "Thi đua yêu nước 2013", Origin::Own, "Giám đốc Sở", ("2013-11-30", "2014-11-29"), false);
    let form = Form::of(&mut clerk, "movements", "year=2014&period=statistics").await;
    assert_eq!(["total", "central", "higher", "own"].map(|column| form.at("", column)), [3, 1, 1, 1]);
    let rows = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10"];
    assert_eq!(rows.map(|row| form.at(row, "total")), [1, 1, 1, 0, 0, 1, 1, 1, 2, 1]);
    let form = Form::of(&mut clerk, "movements", "year=2014&period=calendar").await;
    assert_eq!(rows.map(|row| form.at(row, "total")), [0, 1, 1, 1, 1, 1, 1, 0, 2, 1]);
    walk(&mut clerk, "movements", "year=2014&period=statistics").await;
    clerk.get("/statistics/movements/rows?year=2014&row=04").await.assert_shows("Chào mừng 70 năm thành lập");
}

#[actix_web::test]
async fn what_is_taken_back_by_the_last_day_is_left_out_and_what_is_later_stays() {
    let app = TestApp::new();
    let mut clerk = app.login("NGUYET", "VP", &[Role::Staff]).await;
    app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    let of = |award, revoked_on: &str| Granted {
        revoked_on: Some(day(revoked_on)),
        ..granted("QLNS-006", award, "Chuyên viên")
    };
    decide(&app, "2014-02-14", &[of("BK_TINH", "2014-11-30"), of("BK_BO", "2014-12-01")]);
    let form = Form::of(&mut clerk, "higher", "year=2014&period=statistics").await;
    assert_eq!((form.at("", "BK_TINH.person"), form.at("", "BK_BO.person")), (0, 1));
    let form = Form::of(&mut clerk, "higher", "year=2014&period=calendar").await;
    assert_eq!(form.at("", "total"), 0);
    clerk.get("/statistics/higher?year=2014").await.assert_shows("bị thu hồi đến hết ngày cuối kỳ thì không tính");
}

#[actix_web::test]
async fn a_dossier_says_in_which_manner_it_was_commended() {
    use thidua::domain::dossier::Kind;
    use thidua::features::decisions::ops::{Draft, Seen, draft, issue};
    let app = TestApp::new();
    let head = app.person("STC-001", "Trần Văn Giám", "STC");
    app.make_head_of_agency(head);
    app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    app.person("QLNS-007", "Đỗ Văn An", "QLNS");
    let sudden = app.verified("QLNS-006", "GK", Kind::Sudden, None);
    let merit = app.passed("QLNS-007", "LDTT");
    app.set_up(|tx| {
        let new = Draft { year: Year(2014), abstract_line: "Khen thưởng".into(), lines: vec![sudden, merit] };
        let id = draft(tx, &new)?;
        issue(tx, Seen { id, version: 1 }, "5", day("2014-07-14"))
    });
    let mut clerk = app.login("NGUYET", "VP", &[Role::Staff]).await;
    let form = Form::of(&mut clerk, "base", "year=2014").await;
    assert_eq!((form.at("12", "GK.person"), form.at("10", "LDTT.person"), form.at("", "total")), (1, 1, 2));
    clerk.get("/statistics/base?year=2014").await.assert_hides("không có hồ sơ trong hệ thống");
    clerk.get("/statistics/base/rows?year=2014&row=12").await.assert_shows("Lê Thị Hoa").assert_shows("05/QĐ-STC");
}

#[actix_web::test]
async fn an_empty_period_has_zeros_and_agrees_and_odd_questions_are_answered() {
    let app = TestApp::new();
    let mut clerk = app.login("NGUYET", "VP", &[Role::Staff]).await;
    for form in FORMS {
        let page = clerk.get(&format!("/statistics/{form}?year=2011")).await;
        page.assert_ok().assert_shows("khớp").assert_hides("lệch");
        assert_eq!(numbers(&page), []);
        clerk.get(&format!("/statistics/{form}/rows?year=2011")).await.assert_shows("Không có dòng nào trong kỳ này");
        clerk.get(&format!("/statistics/{form}/print?year=2011")).await.assert_shows("NGƯỜI LẬP BIỂU");
    }
    let page = clerk.get("/statistics?year=abc&period=%27%3B--").await;
    page.assert_ok().assert_shows("01/01/2014 – 31/12/2014");
    clerk.get("/statistics?year=2024").await.assert_shows("01/12/2023 – 30/11/2024");
    clerk
        .get("/statistics/base?year=2025")
        .await
        .assert_shows("TT 18/2025/TT-BNV")
        .assert_shows("chưa rõ ngày hiệu lực");
    for nothing in [
        "/statistics/none",
        "/statistics/none.csv",
        "/statistics/none/print",
        "/statistics/none/rows",
        "/statistics/higher/rows?row=99",
        "/statistics/higher/rows?column=LDTT.person",
        "/statistics/higher/rows?row=01%27&column=%00",
        "/statistics/higher.pdfx",
    ] {
        clerk.get(nothing).await.assert_status(404);
    }
    clerk.get("/statistics/higher/rows?year=-1&page=-5&row=01").await.assert_ok();
}

#[actix_web::test]
async fn a_form_is_a_wide_paper_with_its_code_or_room_for_it() {
    let app = TestApp::new();
    let head = app.person("STC-001", "Trần Văn Giám", "STC");
    app.make_head_of_agency(head);
    app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    decide(&app, "2014-02-14", &[granted("QLNS-006", "BK_TINH", "Chuyên viên"), granted("QLNS", "BK_TINH", "")]);
    let mut clerk = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    let text = async |clerk: &mut Client, address: &str| {
        let file = clerk.get(address).await;
        read_here(TextKind::Docx, &file.assert_ok().bytes).unwrap()
    };
    let paper = text(&mut clerk, "/statistics/higher/print.docx?year=2014&period=statistics").await;
    for words in [
        "SỐ LƯỢNG KHEN THƯỞNG CẤP BỘ, NGÀNH, TỈNH",
        "từ ngày 01/12/2013 đến ngày 30/11/2014",
        "Biểu số: ……",
        "Đơn vị nhận báo cáo: Sở Nội vụ",
        "BK tỉnh (tập thể)",
        "Theo phương thức khen thưởng",
        "NGƯỜI LẬP BIỂU",
        "Trần Văn Giám",
    ] {
        assert!(paper.contains(words), "{words} is missing in {paper}");
    }
    let page = "/statistics/codes/S2018";
    clerk
        .post_from(page, page, &[("code_higher", "0903.N/BNV"), ("receiver_higher", "Ban TĐKT tỉnh"), ("version", "0")])
        .await
        .assert_went_to(page);
    let paper = text(&mut clerk, "/statistics/print.docx?year=2014").await;
    for words in
        ["0903.N/BNV, ban hành theo Thông tư số 03/2018/TT-BNV", "Ban TĐKT tỉnh", "SỐ PHONG TRÀO THI ĐUA", "CẤP CƠ SỞ"]
    {
        assert!(paper.contains(words), "{words} is missing in {paper}");
    }
    let print = clerk.get("/statistics/higher/print?year=2014").await;
    print.assert_ok().assert_shows("0903.N/BNV").assert_shows("đếm thẳng từ danh sách khen thưởng: 2 (khớp)");
    clerk.get("/statistics/higher?year=2024").await.assert_shows("chưa nhập");
    clerk.get("/statistics/higher.xlsx?year=2014").await.assert_ok();
    clerk.get("/statistics/higher/print.pdf?year=2014").await.assert_ok();
}

#[actix_web::test]
async fn officials_say_the_codes_once_each_and_nobody_else_does() {
    let app = TestApp::new();
    let mut clerk = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    let page = "/statistics/codes/S2023";
    clerk
        .get(page)
        .await
        .assert_shows("<legend>Số phong trào thi đua</legend>")
        .assert_shows("Để trống thì in Sở Nội vụ.");
    let long = "x".repeat(61);
    let refused = clerk.post(page, &[("version", "0"), ("code_state", &long), ("code_base", "B\u{7}")]).await;
    refused.assert_status(422).assert_shows(&long).assert_shows("code_base-error");
    assert!(!app.audited().contains(&"statistics_codes_changed".to_owned()));
    let typed = [("version", "0"), ("code_state", " 0902.N/BNV "), ("receiver_base", "Sở Nội vụ tỉnh")];
    clerk.post(page, &typed).await.assert_went_to(page);
    assert!(app.audited().contains(&"statistics_codes_changed".to_owned()));
    clerk.get(page).await.assert_shows("value=\"0902.N/BNV\"").assert_shows("sửa mã biểu thống kê");
    clerk.get("/statistics/state?year=2024").await.assert_shows("0902.N/BNV");
    clerk.get("/statistics/state?year=2014").await.assert_hides("0902.N/BNV");
    clerk.post(page, &typed).await.assert_status(409);
    let mut auditor = app.login("KIEM", "VP", &[Role::Auditor]).await;
    auditor.get(page).await.assert_ok().assert_shows("0902.N/BNV").assert_hides("Lưu mã biểu");
    auditor.post(page, &typed).await.assert_status(403);
    let mut staff = app.login("HOA", "QLNS", &[Role::Staff]).await;
    staff.get(page).await.assert_status(403);
    staff.get("/statistics/state?year=2024").await.assert_ok().assert_hides("/statistics/codes");
    clerk.get("/statistics/codes/S2025").await.assert_shows("Chưa rõ ngày hiệu lực của văn bản này");
    clerk.get("/statistics/codes/S1999").await.assert_status(404);
}

#[derive(Debug, QueryableByName)]
struct Step {
    #[diesel(sql_type = diesel::sql_types::Text)]
    detail: String,
}

#[test]
fn a_period_is_found_by_the_day_of_its_decisions_and_movements() {
    let app = TestApp::new();
    let plan = |sql: &str| {
        let steps: Vec<Step> = app.read(|conn| diesel::sql_query(format!("EXPLAIN QUERY PLAN {sql}")).load(conn));
        steps.into_iter().map(|step| step.detail).collect::<Vec<_>>().join("\n")
    };
    let groups = plan(
        "SELECT a.award_code, COUNT(*) FROM decisions d CROSS JOIN awards a ON a.decision_id = d.id \
         LEFT JOIN dossiers f ON f.id = a.dossier_id LEFT JOIN subjects c ON c.id = a.subject_id AND a.subject_id = a.unit_id \
         WHERE d.decided_on BETWEEN '2014-01-01' AND '2014-12-31' AND a.award_code IN (SELECT value FROM json_each('[]')) GROUP BY 1",
    );
    let direct = plan(
        "SELECT a.award_code, COUNT(*) FROM awards a WHERE a.decision_id IN \
         (SELECT id FROM decisions WHERE decided_on BETWEEN '2014-01-01' AND '2014-12-31') GROUP BY 1",
    );
    for plan in [&groups, &direct] {
        assert!(plan.contains("INDEX decisions_by_day (decided_on>? AND decided_on<?)"), "{plan}");
        assert!(plan.contains("awards_by_decision (decision_id=?)"), "{plan}");
        assert!(!plan.contains("SCAN awards") && !plan.contains("SCAN a\n"), "{plan}");
    }
    let started = plan("SELECT id FROM movements WHERE starts_on BETWEEN '2014-01-01' AND '2014-12-31'");
    assert!(started.contains("INDEX movements_by_start"), "{started}");
}
