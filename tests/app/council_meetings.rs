//! A meeting of the council: agenda, conflicts, the secret ballot on screen and on paper, the result and its papers. The
//! names V1 to V11 are those of SECURITY.md §5.

use std::collections::BTreeMap;
use std::fs;

use chrono::Duration;
use diesel::prelude::*;
use thidua::ballot_box::{Passphrase, open_key};
use thidua::clock::Clock;
use thidua::domain::ballot::Choices;
use thidua::domain::council::{CouncilKind, Seat};
use thidua::domain::council_meeting::Way;
use thidua::domain::dossier::{Kind, State};
use thidua::domain::event::Object;
use thidua::domain::ids::*;
use thidua::error::AppError;
use thidua::features::council_meetings::ops;
use thidua::features::councils::ops as councils;
use thidua::schema::{audit_entries, ballots, council_meeting_conflicts, posted_forms, result, roll, sealed};
use thidua::texts::{TextKind, read_here};

use crate::regulations::{applied, drafted};
use crate::support::*;

const NAMES: [&str; 9] = ["M1", "M2", "M3", "M4", "M5", "M6", "M7", "M8", "M9"];

struct Office {
    app: TestApp,
    secretariat: Client,
    members: Vec<Client>,
    people: Vec<PersonId>,
    meeting: CouncilMeetingId,
    /// Of somebody of the staff, and of the second member.
    lines: [DossierId; 2],
}

/// Nine members, a counting board, and two dossiers on the agenda: the second is that of a member.
async fn office() -> Office {
    let app = TestApp::new();
    let secretariat = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    let mut members = Vec::new();
    for name in NAMES {
        members.push(app.login(name, "DT", &[Role::Staff, Role::CouncilMember]).await);
    }
    let people = NAMES.map(|name| app.actor(&name.to_lowercase()).person.unwrap()).to_vec();
    app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    for code in ["VP-B1", "VP-B2", "VP-B3"] {
        app.person(code, "Phạm Văn Kiểm", "VP");
    }
    let codes: Vec<String> = NAMES.iter().map(|name| format!("DT-{name}")).collect();
    let council = app.council(CouncilKind::Emulation, &codes.iter().map(String::as_str).collect::<Vec<_>>());
    let board = app.council(CouncilKind::CountingBoard, &["VP-B1", "VP-B2", "VP-B3"]);
    let lines =
        [app.verified("QLNS-006", "CSTDCS", Kind::Merit, None), app.verified("DT-M2", "CSTDCS", Kind::Merit, None)];
    let meeting = app.meeting(council, Some(board));
    app.on_meeting(meeting, |tx, seen| ops::put_on_agenda(tx, seen, &lines));
    Office { app, secretariat, members, people, meeting, lines }
}

impl Office {
    fn address(&self, page: &str) -> String {
        format!("/council-meetings/{}/{page}", self.meeting)
    }

    /// The first two hold the key.
    fn start(&self) {
        self.app.start_vote(self.meeting, Some((self.people[0], self.people[1])));
    }

    fn vote(&self, nth: usize, agrees: bool) {
        self.app.cast_alike(self.meeting, &self.app.actor(&NAMES[nth].to_lowercase()), agrees).unwrap();
    }

    fn close(&self) {
        self.app.on_meeting(self.meeting, ops::close);
    }

    fn version(&self) -> i64 {
        let object = Object::CouncilMeeting(self.meeting);
        self.app.db.read_now(|conn| thidua::web::history::version(conn, object)).unwrap()
    }

    fn ballot(&self) -> BallotId {
        self.app.read(|conn| ballots::table.order(ballots::id.desc()).select(ballots::id).first(conn))
    }

    /// As the first holder opens the boxes on his screen.
    async fn open(&mut self, one: &str, two: &str) -> Page {
        self.open_with(one, two, PASSWORD).await
    }

    /// With another word in place of his own password.
    async fn open_with(&mut self, one: &str, two: &str, own: &str) -> Page {
        let (page, version) = (self.address("opening"), self.version().to_string());
        let typed = [("version", version.as_str()), ("password_one", one), ("password_two", two), ("password", own)];
        self.members[0].post(&page, &typed).await
    }

    fn votes(&self) -> Vec<(i64, String, i64)> {
        self.app.read(|conn| result::table.order((result::meeting, result::choices)).load(conn))
    }

    fn count_of_boxes_and_ticks(&self) -> (i64, i64) {
        self.app.read(|conn| {
            let boxes = sealed::table.count().get_result(conn)?;
            Ok((boxes, roll::table.filter(roll::voted.eq(true)).count().get_result(conn)?))
        })
    }

    /// All bytes of the database as they lie on the disk.
    fn bytes_on_disk(&self) -> Vec<u8> {
        let folder = self.app.ballot_keys_folder().parent().unwrap().to_owned();
        let names = ["thidua.db", "thidua.db-wal"];
        names.iter().flat_map(|name| fs::read(folder.join(name)).unwrap_or_default()).collect()
    }
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[actix_web::test]
async fn a_meeting_on_screen_on_paper_and_in_writing_comes_to_its_minutes() {
    let mut office = office().await;
    let (address, people) = (office.address(""), office.people.clone());
    let address = address.trim_end_matches('/').to_owned();
    office.app.attend(office.meeting, &[(people[6], Way::Paper), (people[7], Way::Paper), (people[8], Way::Written)]);
    let page = office.secretariat.get(&address).await;
    page.assert_shows("8 có mặt trên 9 thành viên").assert_shows("1 trường hợp, 2 tờ phiếu");
    page.assert_hides("dù mọi người");

    let start = office.address("start");
    let (one, two) = (people[0].to_string(), people[1].to_string());
    let typed = [
        ("holder_one", one.as_str()),
        ("holder_two", two.as_str()),
        ("password_one", ONE),
        ("again_password_one", ONE),
        ("password_two", TWO),
        ("again_password_two", TWO),
    ];
    let turnout = office.address("turnout");
    office.secretariat.post_from(&start, &start, &typed).await.assert_went_to(&turnout);
    office.secretariat.get(&turnout).await.assert_shows("Đã bỏ phiếu 0/6").assert_shows("data-every=\"10\"");

    let ballot = office.address("ballot");
    let fields = office.lines.map(|line| format!("line_{line}"));
    for nth in 0..6 {
        // The second member has one line only: the other is his own.
        let first = if nth == 5 { "disagree" } else { "agree" };
        let mut typed = vec![(fields[0].as_str(), first)];
        if nth != 1 {
            typed.push((fields[1].as_str(), "agree"));
        }
        let member = &mut office.members[nth];
        member.get("/").await.assert_shows("Bỏ phiếu 1 phiên họp Hội đồng");
        member.get("/ballots").await.assert_went_to(&ballot);
        let page = member.get(&ballot).await;
        assert_eq!(page.body.contains(&fields[1]), nth != 1, "{}", page.body);
        let check = format!("{ballot}/check");
        member.post(&check, &typed).await.assert_ok().assert_shows("Sau khi bỏ phiếu không thể sửa");
        member.post(&ballot, &typed).await.assert_went_to(&format!("{ballot}/done"));
        member.get(&format!("{ballot}/done")).await.assert_ok().assert_hides("Không đồng ý");
    }

    let counts = office.address("counts");
    let sheets: Vec<i64> = office
        .app
        .read(|conn| thidua::schema::ballot_sheets::table.select(thidua::schema::ballot_sheets::id).load(conn));
    let counted: Vec<(String, &str)> = sheets
        .iter()
        .flat_map(|id| [(format!("returned_{id}"), "2"), (format!("valid_{id}"), "2"), (format!("invalid_{id}"), "0")])
        .chain(office.lines.iter().flat_map(|line| [(format!("paper_{line}"), "1"), (format!("written_{line}"), "1")]))
        .collect();
    let counted: Vec<(&str, &str)> = counted.iter().map(|(field, value)| (field.as_str(), *value)).collect();
    let closing = office.address("closing");
    office.secretariat.get(&closing).await.assert_shows("Chưa nhập kết quả kiểm phiếu giấy");
    office.secretariat.post_from(&counts, &counts, &counted).await.assert_went_to(&address);
    office.secretariat.get(&closing).await.assert_shows("Mọi người đã bỏ phiếu (6/6)");
    office.secretariat.post_from(&closing, &closing, &[]).await.assert_went_to(&address);

    office.members[0].get("/").await.assert_shows("Mở hòm phiếu 1 phiên họp");
    office.open(ONE, TWO).await.assert_went_to(&address);
    assert_eq!(office.votes(), [(1, "0".into(), 1), (1, "1".into(), 5), (2, "1".into(), 5)]);

    let conclusion = office.address("conclusion");
    let page = office.secretariat.get(&conclusion).await;
    page.assert_shows("7/9 phiếu (77,8%)").assert_shows("mức cài đặt");
    let minutes = [("minutes_no", "05/BB-HĐ"), ("ended_at", "11:30"), ("conclusion", "Đề nghị khen thưởng.")];
    office.secretariat.post_from(&conclusion, &conclusion, &minutes).await.assert_went_to(&address);
    assert_eq!(office.lines.map(|line| office.app.dossier(line).facts.state), [State::CouncilVoted; 2]);

    let docx = office.secretariat.get(&office.address("minutes.docx")).await;
    let text = read_here(TextKind::Docx, &docx.bytes).unwrap();
    for words in [
        "BIÊN BẢN",
        "Quyết định số 45/QĐ-STC",
        "Có mặt 8/9 thành viên (88,9%)",
        "Vắng: Nguyễn Thị M9, Đi công tác (gửi ý kiến bằng văn bản)",
        "không bỏ phiếu Nguyễn Thị M2 (bản thân)",
        "Tờ 1: Phát ra 9 phiếu, thu về 9 phiếu, hợp lệ 9 phiếu, không hợp lệ 0 phiếu",
        "Tờ 2: Phát ra 8 phiếu, thu về 8 phiếu",
        "7/9",
        "77,8%",
        "cần từ 70% tổng số thành viên",
        "Phiên họp kết thúc lúc 11:30",
    ] {
        assert!(text.contains(words), "{words} is missing in {text}");
    }
    for paper in ["ballot-paper", "counting-minutes", "minutes"] {
        office.secretariat.get(&office.address(paper)).await.assert_ok();
    }
    let pack = office.secretariat.get(&office.address("documents.zip")).await;
    assert!(pack.bytes.starts_with(b"PK"), "{}", pack.status);

    // What was signed is corrected by further minutes only.
    office.secretariat.get(&office.address("edit")).await.assert_status(403);
    let more = [("minutes_no", "05a/BB-HĐ"), ("content", "Sửa tên đơn vị.")];
    let amendments = office.address("amendments");
    office.secretariat.post_from(&address, &amendments, &more).await.assert_went_to(&address);
    office.secretariat.get(&address).await.assert_shows("05a/BB-HĐ, ngày 15/07/2014");
}

#[actix_web::test]
async fn v1_two_different_passphrases_make_a_key_outside_the_database() {
    let mut office = office().await;
    let start = office.address("start");
    let (one, two) = (office.people[0].to_string(), office.people[1].to_string());
    let outsider = office.app.actor("nguyet").person.unwrap().to_string();
    let mut typed = vec![("holder_one", one.as_str()), ("holder_two", outsider.as_str()), ("password_one", "ngắn")];
    typed.extend([("again_password_one", "ngắn"), ("password_two", TWO), ("again_password_two", "khác hẳn rồi nhé")]);
    let page = office.secretariat.post_from(&start, &start, &typed).await;
    page.assert_status(422).assert_field_error("password_one", "Cụm mật khẩu có 4 ký tự, cần từ 12. Gõ thêm vài từ.");
    page.assert_field_error("again_password_two", "Hai lần gõ chưa giống nhau. Gõ lại.").assert_hides(TWO);
    let same = [("password_one", ONE), ("again_password_one", ONE), ("password_two", ONE), ("again_password_two", ONE)];
    let typed: Vec<_> = [("holder_one", one.as_str()), ("holder_two", two.as_str())].into_iter().chain(same).collect();
    let page = office.secretariat.post_from(&start, &start, &typed).await;
    page.assert_field_error("password_two", "Hai người phải đặt hai cụm mật khẩu khác nhau.");
    let good = [("password_one", ONE), ("again_password_one", ONE), ("password_two", TWO), ("again_password_two", TWO)];
    let typed: Vec<_> =
        [("holder_one", one.as_str()), ("holder_two", outsider.as_str())].into_iter().chain(good).collect();
    let page = office.secretariat.post_from(&start, &start, &typed).await;
    page.assert_field_error("holder_two", "Người giữ khóa phải là thành viên bỏ phiếu trên máy.");
    assert_eq!(fs::read_dir(office.app.ballot_keys_folder()).map_or(0, Iterator::count), 0, "nothing half-done");

    office.start();
    let file = office.app.ballot_keys().read(office.ballot()).unwrap().unwrap();
    let phrase = |text| Passphrase::parse(text).unwrap();
    assert!(open_key(&file, &phrase(ONE), &phrase(TWO)).is_ok());
    assert!(!holds(&office.bytes_on_disk(), &file[16..]), "the key lies in the database");
    let mode = std::os::unix::fs::MetadataExt::mode(
        &fs::metadata(office.app.ballot_keys_folder().join(format!("{}.key", office.ballot()))).unwrap(),
    );
    assert_eq!(mode & 0o777, 0o600);
}

#[actix_web::test]
async fn v2_roll_and_boxes_share_no_column_order_or_time() {
    #[derive(QueryableByName)]
    struct Columns {
        #[diesel(sql_type = diesel::sql_types::Text)]
        names: String,
    }
    let office = office().await;
    let columns = |table: &'static str| -> String {
        let query = "SELECT group_concat(name || ' ' || type, ', ') AS names FROM pragma_table_info(?)";
        let query = diesel::sql_query(query).bind::<diesel::sql_types::Text, _>(table);
        office.app.read(|conn| query.get_result::<Columns>(conn)).names
    };
    assert_eq!(columns("roll"), "meeting BIGINT, member BIGINT, voted BOOLEAN");
    assert_eq!(columns("sealed"), "id BINARY, meeting BIGINT, box BINARY");
    assert_eq!(columns("result"), "meeting BIGINT, choices TEXT, n BIGINT");
    office.start();
    for nth in 0..9 {
        office.vote(nth, nth % 2 == 0);
    }
    let boxes: Vec<(Vec<u8>, Vec<u8>)> = office
        .app
        .read(|conn| sealed::table.filter(sealed::meeting.eq(1)).select((sealed::id, sealed::box_)).load(conn));
    assert_eq!(boxes.len(), 9);
    assert!(boxes.iter().all(|(name, sealed)| name.len() == 16 && sealed.len() == boxes[0].1.len()));
    for (nth, (_, sealed)) in boxes.iter().enumerate() {
        assert!(boxes[nth + 1..].iter().all(|(_, other)| other != sealed), "equal votes give different boxes");
    }
}

#[actix_web::test]
async fn v3_twenty_submissions_of_one_member_at_once_are_one_ballot() {
    let office = office().await;
    office.start();
    let actor = office.app.actor("m1");
    let cast: Vec<Result<(), AppError>> = std::thread::scope(|scope| {
        let threads: Vec<_> =
            (0..20).map(|_| scope.spawn(|| office.app.cast_alike(office.meeting, &actor, true))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(cast.iter().filter(|done| done.is_ok()).count(), 1);
    assert!(cast.iter().filter_map(|done| done.as_ref().err()).all(|error| matches!(error, AppError::AlreadyVoted)));
    assert_eq!(office.count_of_boxes_and_ticks(), (2, 2), "on two sheets");
}

#[actix_web::test]
async fn v4_every_member_on_a_roll_gets_the_same_sheet_and_all_its_lines() {
    let mut office = office().await;
    office.start();
    let ballot = office.address("ballot");
    let [other, own] = office.lines.map(|line| format!("name=\"line_{line}\""));
    let page = office.members[1].get(&ballot).await;
    page.assert_shows(&other).assert_hides(&own);
    let page = office.members[2].get(&ballot).await;
    page.assert_shows(&other).assert_shows(&own).assert_shows("Nguyễn Thị M2 không bỏ phiếu");
    let line = format!("line_{}", office.lines[0]);
    let check = format!("{ballot}/check");
    let page = office.members[2].post(&check, &[(&line, "agree")]).await;
    let missing = format!("line_{}", office.lines[1]);
    page.assert_status(422).assert_field_error(&missing, "Nguyễn Thị M2: chọn Đồng ý hoặc Không đồng ý.");
    page.assert_shows("checked");
    let typed = [(line.as_str(), "agree"), (missing.as_str(), "maybe")];
    office.members[2].post(&ballot, &typed).await.assert_status(422);
    assert_eq!(office.count_of_boxes_and_ticks(), (0, 0), "nothing half-written");
    let why: Vec<String> =
        office.app.read(|conn| council_meeting_conflicts::table.select(council_meeting_conflicts::kind).load(conn));
    assert_eq!(why, ["oneself"]);
}

#[actix_web::test]
async fn v5_nobody_sees_a_count_before_the_close_and_few_boxes_stay_shut() {
    let mut office = office().await;
    office.start();
    for nth in 0..4 {
        office.vote(nth, true);
    }
    for page in ["", "turnout", "conclusion", "minutes", "counting-minutes"] {
        let page = office.secretariat.get(office.address(page).trim_end_matches('/')).await;
        page.assert_ok().assert_hides("/9 phiếu").assert_hides("Nguyễn Thị M1 đã bỏ phiếu");
    }
    office.open(ONE, TWO).await.assert_status(403);
    office.close();
    let page = office.open(ONE, TWO).await;
    page.assert_status(422).assert_shows("Tờ phiếu 1 có ít hơn 5 phiếu trên máy");
    assert_eq!(office.votes(), []);
    let voiding = office.address("voiding");
    let page = office.secretariat.post_from(&voiding, &voiding, &[("reason", " ")]).await;
    page.assert_status(422).assert_field_error("reason", "Ghi lý do hủy, ví dụ quên cụm mật khẩu.");
    office.secretariat.post_from(&voiding, &voiding, &[("reason", "Thiếu người bỏ phiếu")]).await.assert_status(303);
    assert_eq!(office.count_of_boxes_and_ticks(), (0, 0));
    assert!(!office.app.ballot_keys().has(office.ballot()));
    office.start();
    office.vote(0, true);
}

#[actix_web::test]
async fn v6_the_opening_leaves_nothing_of_the_boxes() {
    let mut office = office().await;
    office.start();
    for nth in 0..9 {
        office.vote(nth, nth != 0);
    }
    office.close();
    let boxes: Vec<Vec<u8>> = office.app.read(|conn| sealed::table.select(sealed::box_).load(conn));
    assert_eq!(boxes.len(), 17, "nine of the one sheet, eight of the other");
    office.open(TWO, ONE).await.assert_status(422).assert_hides("Mật khẩu của đồng chí");
    let before = office.app.all_rows();
    let page = office.open(TWO, ONE).await;
    page.assert_status(422)
        .assert_field_error("password_one", "Một trong hai cụm mật khẩu chưa đúng. Cả hai người gõ lại.");
    page.assert_hides(ONE);
    let opening = office.address("opening");
    office.members[2].get(&opening).await.assert_status(403);
    assert_eq!(office.app.all_rows(), before, "a wrong passphrase changes nothing");
    assert!(boxes.iter().all(|sealed| holds(&office.bytes_on_disk(), sealed)), "they are there to be found");

    office.open(ONE, TWO).await.assert_status(303);
    let bytes = office.bytes_on_disk();
    for sealed in &boxes {
        assert!(!holds(&bytes, &sealed[..24]), "bytes of a box are left in the database or its log");
    }
    assert!(!office.app.ballot_keys().has(office.ballot()));
    assert_eq!(office.votes(), [(1, "0".into(), 1), (1, "1".into(), 8), (2, "0".into(), 1), (2, "1".into(), 7)]);
    office.open(ONE, TWO).await.assert_status(403);
}

#[actix_web::test]
async fn the_opening_asks_for_the_login_password_too_for_ten_minutes() {
    let mut office = office().await;
    office.start();
    for nth in 0..9 {
        office.vote(nth, true);
    }
    office.close();
    let opening = office.address("opening");
    office.members[0].get(&opening).await.assert_ok().assert_shows("Nhập lại mật khẩu đăng nhập để xác nhận.");
    for (own, message) in [
        ("", "Nhập mật khẩu đăng nhập của đồng chí để xác nhận việc này."),
        ("sai", "Mật khẩu chưa đúng. Nhập lại; nếu sai nhiều lần, chờ 15 phút."),
    ] {
        let page = office.open_with(ONE, TWO, own).await;
        page.assert_field_error("password", message).assert_hides(ONE).assert_hides(TWO);
    }
    assert!(office.app.audited().contains(&"login_failed".to_owned()));
    assert_eq!((office.votes(), office.count_of_boxes_and_ticks()), (Vec::new(), (17, 17)));

    // Of the passphrases one is wrong, of the password nothing: it is not asked for again while it counts.
    office.open(TWO, ONE).await.assert_status(422).assert_hides("Mật khẩu của đồng chí");
    let mut db = office.members[0].db().clone();
    db.clock = Clock::shifted(db.clock.offset() + Duration::minutes(11));
    let version = office.version().to_string();
    let typed = [("version", version.as_str()), ("password_one", ONE), ("password_two", TWO)];
    let later = office.members[0].with_db(db).post(&opening, &typed).await;
    later.assert_field_error("password", "Nhập mật khẩu đăng nhập của đồng chí để xác nhận việc này.");
    assert_eq!(office.votes(), []);
    office.members[0].post(&opening, &typed).await.assert_status(303);
    assert_eq!(office.votes().len(), 2);
}

#[actix_web::test]
async fn v6_a_process_killed_after_the_opening_is_tidied_up_after() {
    let office = office().await;
    office.start();
    for nth in 0..9 {
        office.vote(nth, true);
    }
    office.close();
    let keys = office.app.ballot_keys();
    let file = keys.read(office.ballot()).unwrap().unwrap();
    let key = open_key(&file, &Passphrase::parse(ONE).unwrap(), &Passphrase::parse(TWO).unwrap()).unwrap();
    // The transaction is done; what follows it never came.
    let holder = office.app.actor("m1");
    let seen = ops::Seen { id: office.meeting, version: office.version() };
    office.app.db.write_now(&holder, |tx| ops::open(tx, seen, &key)).unwrap();
    assert!(keys.has(office.ballot()));
    ops::finish_after_restart(&office.app.db, &keys).unwrap();
    assert!(!keys.has(office.ballot()));
}

/// The members vote so, and everything that is kept afterwards, random names and times aside.
async fn after_votes(votes: [bool; 9]) -> String {
    let mut office = office().await;
    office.start();
    for (nth, agrees) in votes.into_iter().enumerate() {
        office.vote(nth, agrees);
    }
    office.close();
    office.open(ONE, TWO).await.assert_status(303);
    let rows: Vec<String> =
        office.app.all_rows().lines().filter(|row| !row.starts_with("ballots: ")).map(without_times).collect();
    let told: Vec<(String, String, String)> = office.app.read(|conn| {
        let columns = (audit_entries::actor_name, audit_entries::event, audit_entries::note);
        audit_entries::table.order(audit_entries::id).select(columns).load(conn)
    });
    format!("{}\n{told:?}", rows.join("\n"))
}

/// "2014-07-15 12:00:03.123" is a time; days stay.
fn without_times(row: &str) -> String {
    row.split('\'').map(|part| if part.len() > 15 && part.starts_with("2014-07-15 ") { "time" } else { part }).collect()
}

#[actix_web::test]
async fn v7_when_two_members_exchange_their_votes_nothing_that_is_kept_differs() {
    let one = after_votes([true, false, true, true, true, true, true, true, true]).await;
    let other = after_votes([true, true, false, true, true, true, true, true, true]).await;
    // The second member has no say on his own line, so only the first sheet can be exchanged by him and the third.
    let first_sheet =
        |dump: &str| dump.lines().filter(|row| !row.starts_with("result: 2")).collect::<Vec<_>>().join("\n");
    let of_lines = |dump: &str| first_sheet(dump).replace(&line_of_second_sheet(dump), "");
    assert_eq!(of_lines(&one), of_lines(&other));
    let swapped = after_votes([true, true, true, false, true, true, true, true, true]).await;
    let third = after_votes([true, true, false, true, true, true, true, true, true]).await;
    assert_eq!(swapped, third, "two members with the same sheets");
}

fn line_of_second_sheet(dump: &str) -> String {
    dump.lines().find(|row| row.starts_with("ballot_lines: 2")).unwrap_or_default().to_owned()
}

#[actix_web::test]
async fn v8_copies_after_every_vote_tell_no_choice() {
    let office = office().await;
    office.start();
    let plain: Vec<Vec<u8>> = [true, false].iter().map(|agrees| Choices::new(vec![*agrees]).to_bytes()).collect();
    let mut copies = Vec::new();
    for nth in 0..9 {
        office.vote(nth, nth % 3 == 0);
        copies.push(office.bytes_on_disk());
    }
    let boxes: BTreeMap<Vec<u8>, Vec<u8>> =
        office.app.read(|conn| sealed::table.select((sealed::id, sealed::box_)).load(conn)).into_iter().collect();
    let distinct: std::collections::BTreeSet<&Vec<u8>> = boxes.values().collect();
    assert_eq!(distinct.len(), boxes.len(), "no two boxes can be told to hold the same");
    for copy in &copies {
        assert!(plain.iter().all(|choice| !holds(copy, choice)), "a choice lies open in a copy");
    }
    let other =
        thidua::ballot_box::fresh_key(&Passphrase::parse(ONE).unwrap(), &Passphrase::parse(TWO).unwrap()).unwrap();
    let key = open_key(&other.file, &Passphrase::parse(ONE).unwrap(), &Passphrase::parse(TWO).unwrap()).unwrap();
    assert!(
        boxes.values().all(|sealed| key.open(sealed).is_none()),
        "the passphrases without the key file open nothing"
    );
}

#[actix_web::test]
async fn v9_no_choice_is_kept_and_a_restored_backup_voids_the_ballot() {
    let mut office = office().await;
    office.start();
    let ballot = office.address("ballot");
    let fields = office.lines.map(|line| format!("line_{line}"));
    let typed = [(fields[0].as_str(), "disagree"), (fields[1].as_str(), "disagree")];
    office.members[2].post(&ballot, &typed).await.assert_status(303);
    office.members[2].post(&ballot, &typed).await.assert_status(409).assert_shows("Đồng chí đã bỏ phiếu");
    office.members[2].get(&ballot).await.assert_status(409);
    let kept: Vec<String> = office.app.read(|conn| posted_forms::table.select(posted_forms::location).load(conn));
    assert!(kept.iter().all(|location| !location.contains("agree")), "{kept:?}");
    let told: Vec<(String, String, String)> = office.app.read(|conn| {
        let cast = audit_entries::table.filter(audit_entries::event.eq("ballot_cast"));
        cast.select((audit_entries::actor_name, audit_entries::note, audit_entries::changes)).load(conn)
    });
    assert_eq!(told, [("m3".to_owned(), String::new(), "[]".to_owned())]);

    office.app.set_up(ops::void_after_restore);
    let page = office.secretariat.get(office.address("").trim_end_matches('/')).await;
    page.assert_shows("Dữ liệu được khôi phục từ bản sao lưu giữa cuộc bỏ phiếu").assert_shows("Đang chuẩn bị");
    office.members[3].post(&ballot, &typed).await.assert_status(403);
}

#[actix_web::test]
async fn a_ballot_without_its_key_takes_no_votes_and_says_so() {
    let mut office = office().await;
    office.start();
    office.app.ballot_keys().remove(office.ballot()).unwrap();
    let error = office.app.cast_alike(office.meeting, &office.app.actor("m1"), true).unwrap_err();
    assert!(matches!(error, AppError::Illegal));
    let page = office.secretariat.get(&office.address("turnout")).await;
    page.assert_shows("Khóa của cuộc bỏ phiếu không còn trên máy này");
}

#[actix_web::test]
async fn v10_the_denominator_is_all_members_and_paper_has_to_add_up() {
    let mut office = office().await;
    let people = office.people.clone();
    let ways: Vec<_> = people.iter().map(|person| (*person, Way::Paper)).collect();
    office.app.attend(office.meeting, &ways[..7]);
    office.app.attend(office.meeting, &[(people[7], Way::Absent), (people[8], Way::Written)]);
    office.app.start_vote(office.meeting, None);
    let counts = office.address("counts");
    let [first, second] = office.lines;
    let typed = |returned: &str, valid: &str, agree: &str| -> Vec<(String, String)> {
        [
            ("returned_1".to_owned(), returned.to_owned()),
            ("valid_1".to_owned(), valid.to_owned()),
            ("invalid_1".to_owned(), "1".to_owned()),
            (format!("paper_{first}"), agree.to_owned()),
            (format!("written_{first}"), "1".to_owned()),
            ("returned_2".to_owned(), "6".to_owned()),
            ("valid_2".to_owned(), "6".to_owned()),
            ("invalid_2".to_owned(), "0".to_owned()),
            (format!("paper_{second}"), "6".to_owned()),
            (format!("written_{second}"), "0".to_owned()),
        ]
        .to_vec()
    };
    for (returned, valid, agree, words) in [
        ("6", "5", "5", "Phát ra 7 phiếu, thu về 6 phiếu: phải bằng nhau."),
        ("7", "5", "5", "Hợp lệ 5 cộng không hợp lệ 1 phải bằng số thu về 7."),
        ("7", "6", "7", "Có dòng nhiều hơn 6 phiếu đồng ý."),
    ] {
        let fields = typed(returned, valid, agree);
        let fields: Vec<_> = fields.iter().map(|(field, value)| (field.as_str(), value.as_str())).collect();
        let page = office.secretariat.post_from(&counts, &counts, &fields).await;
        page.assert_status(422).assert_shows(words).assert_shows(&format!("value=\"{agree}\""));
    }
    let closing = office.address("closing");
    let version = office.version().to_string();
    let page = office.secretariat.post(&closing, &[("version", version.as_str())]).await;
    page.assert_status(422).assert_field_error("close", "Nhập kết quả kiểm phiếu giấy và ý kiến bằng văn bản trước.");
    let fields = typed("7", "6", "6");
    let fields: Vec<_> = fields.iter().map(|(field, value)| (field.as_str(), value.as_str())).collect();
    office.secretariat.post_from(&counts, &counts, &fields).await.assert_status(303);
    office.secretariat.post_from(&closing, &closing, &[]).await.assert_status(303);
    let page = office.secretariat.get(&office.address("conclusion")).await;
    page.assert_shows("7/9 phiếu (77,8%)").assert_shows("6/9 phiếu (66,7%)");
    let text = office.secretariat.get(&office.address("counting-minutes.docx")).await;
    let text = read_here(TextKind::Docx, &text.bytes).unwrap();
    assert!(text.contains("Tờ 1: Phát ra 8 phiếu, thu về 8 phiếu, hợp lệ 7 phiếu, không hợp lệ 1 phiếu"), "{text}");

    // Below the setting of 70 % the votes propose to refuse; the chair may decide otherwise, with a reason.
    let conclusion = office.address("conclusion");
    let passed = format!("passed_{second}");
    let reason = format!("reason_{second}");
    let mut said = vec![("minutes_no", "05/BB-HĐ"), ("ended_at", "11:30"), (passed.as_str(), "yes")];
    let page = office.secretariat.post_from(&conclusion, &conclusion, &said).await;
    page.assert_status(422).assert_shows("ghi lý do Chủ tịch Hội đồng quyết định.");
    said.push((reason.as_str(), "Một phiếu ghi nhầm ô, thành viên xác nhận tại phiên họp"));
    office.secretariat.post_from(&conclusion, &conclusion, &said).await.assert_status(303);
    assert_eq!(office.app.dossier(second).facts.state, State::CouncilVoted);
}

/// A regulation that lets every seventh labourer have the base title, and so many labourers.
async fn capped_at_one_of_seven(office: &mut Office) {
    drafted(&mut office.secretariat, &[]).await;
    let cap = [("award", "CSTDCS:person"), ("share", "15"), ("rounding", "floor")];
    office.secretariat.post_from("/regulations/1/caps/new", "/regulations/1/caps", &cap).await.assert_status(303);
    applied(&mut office.secretariat).await;
    for nth in 0..7 {
        let code = format!("QLNS-10{nth}");
        office.app.person(&code, "Trần Văn Tiến", "QLNS");
        office.app.registered(&code, "LDTT");
    }
}

/// All on paper: so many agree to the lines, one of the nine having to stay out of the second.
fn counted_on_paper(office: &Office, agree: [i64; 2]) {
    let ways: Vec<_> = office.people.iter().map(|person| (*person, Way::Paper)).collect();
    office.app.attend(office.meeting, &ways);
    office.app.start_vote(office.meeting, None);
    let sheets = office.app.read(|conn| Ok(ops::paper_sheets(conn, office.meeting).unwrap()));
    let count = |sheet: &ops::PaperSheet, agree| ops::SheetCount {
        sheet: sheet.id,
        returned: sheet.issued,
        valid: sheet.issued,
        invalid: 0,
        paper_agree: vec![agree],
        written_agree: vec![0],
    };
    let counts: Vec<_> = sheets.iter().zip(agree).map(|(sheet, agree)| count(sheet, agree)).collect();
    office.app.on_meeting(office.meeting, |tx, seen| ops::enter_counts(tx, seen, &counts));
    office.app.on_meeting(office.meeting, ops::close);
}

#[actix_web::test]
async fn where_the_cap_leaves_one_place_for_two_with_equal_votes_the_chair_decides_with_a_reason() {
    let mut office = office().await;
    capped_at_one_of_seven(&mut office).await;
    counted_on_paper(&office, [8, 8]);
    let conclusion = office.address("conclusion");
    let page = office.secretariat.get(&conclusion).await;
    page.assert_shows("tối đa 1 người").assert_shows("12/2014/QĐ-STC");
    page.assert_shows("Bằng phiếu, tỷ lệ không đủ chỗ");
    let [first, second] = office.lines;
    let fields = [first, second].map(|line| [format!("passed_{line}"), format!("reason_{line}")]);
    let minutes = [("minutes_no", "05/BB-HĐ"), ("ended_at", "11:30")];
    let page = office.secretariat.post_from(&conclusion, &conclusion, &minutes).await;
    page.assert_status(422).assert_shows("chọn thông qua hay không thông qua");
    let mut said = minutes.to_vec();
    said.extend([(fields[0][0].as_str(), "yes"), (fields[1][0].as_str(), "no")]);
    let page = office.secretariat.post_from(&conclusion, &conclusion, &said).await;
    page.assert_status(422).assert_shows("ghi lý do Chủ tịch Hội đồng quyết định.");
    let reason = "Có sáng kiến áp dụng toàn ngành";
    said.extend([(fields[0][1].as_str(), reason), (fields[1][1].as_str(), "Hết chỗ theo tỷ lệ")]);
    office.secretariat.post_from(&conclusion, &conclusion, &said).await.assert_status(303);
    assert_eq!(office.app.dossier(first).facts.state, State::CouncilVoted);
    assert_eq!(office.app.dossier(second).facts.state, State::Rejected);
    let minutes = office.secretariat.get(&office.address("minutes")).await;
    minutes.assert_shows(&format!("Chủ tịch Hội đồng quyết định, lý do: {reason}"));
}

#[actix_web::test]
async fn who_has_fewer_votes_falls_out_of_the_cap_without_a_word_of_the_chair() {
    let mut office = office().await;
    capped_at_one_of_seven(&mut office).await;
    counted_on_paper(&office, [9, 7]);
    let conclusion = office.address("conclusion");
    office.secretariat.get(&conclusion).await.assert_shows("Vượt tỷ lệ");
    let minutes = [("minutes_no", "05/BB-HĐ"), ("ended_at", "11:30")];
    office.secretariat.post_from(&conclusion, &conclusion, &minutes).await.assert_status(303);
    assert_eq!(office.app.dossier(office.lines[0]).facts.state, State::CouncilVoted);
    assert_eq!(office.app.dossier(office.lines[1]).facts.state, State::Rejected);
}

#[actix_web::test]
async fn a_member_who_joins_or_leaves_the_council_before_the_vote_joins_or_leaves_the_meeting() {
    let mut office = office().await;
    office.app.person("DT-M10", "Vũ Thị Mười", "DT");
    let council = CouncilId(1);
    office.app.set_up(|tx| {
        let version = thidua::web::history::version(tx.conn, Object::Council(council))?;
        let from = "2014-07-01".parse().unwrap();
        let seating = councils::Seating { member: "DT-M10".into(), seat: Seat::Member, votes: true, from };
        councils::seat(tx, councils::Seen { id: council, version }, &seating)
    });
    let members = office.address("members");
    let start = office.secretariat.get(&office.address("start")).await;
    start.assert_shows("Thành viên Hội đồng đã thay đổi từ khi gọi họp.");
    let way = format!("way_{}", office.people[0]);
    office.secretariat.post_from(&members, &members, &[(way.as_str(), "screen")]).await.assert_status(303);
    office.secretariat.get(&members).await.assert_shows("Vũ Thị Mười");
    office.secretariat.get(&office.address("start")).await.assert_hides("đã thay đổi từ khi gọi họp");
}

#[actix_web::test]
async fn v11_the_limit_is_said_where_the_director_and_the_auditor_read_it() {
    let app = TestApp::new();
    let mut auditor = app.login("KIEM", "VP", &[Role::Auditor]).await;
    let page = auditor.get("/council-meetings/secrecy").await;
    page.assert_ok().assert_shows("ai thay được chính chương trình đang chạy thì xem được phiếu lúc gửi tới");
    assert_eq!(
        page.body.matches("<li>").count()
            - page.body.split("<ol class=\"numbers stack\">").next().unwrap().matches("<li>").count(),
        10
    );
}

#[actix_web::test]
async fn only_who_is_on_the_roll_votes_and_only_while_the_vote_runs() {
    let mut office = office().await;
    let mut stranger = office.app.login("LA", "VP", &[Role::Staff]).await;
    let mut other = office.app.login("KHAC", "VP", &[Role::Staff, Role::CouncilMember]).await;
    let ballot = office.address("ballot");
    let typed: Vec<(String, &str)> = office.lines.iter().map(|line| (format!("line_{line}"), "agree")).collect();
    let typed: Vec<(&str, &str)> = typed.iter().map(|(field, value)| (field.as_str(), *value)).collect();
    office.members[0].post(&ballot, &typed).await.assert_status(403);
    office.start();
    stranger.post(&ballot, &typed).await.assert_status(404);
    other.post(&ballot, &typed).await.assert_status(404);
    office.secretariat.post(&ballot, &typed).await.assert_status(403);
    office.members[0].post(&ballot, &typed).await.assert_status(303);
    office.close();
    office.members[3].post(&ballot, &typed).await.assert_status(409).assert_shows("Bước này không còn thực hiện được");
}

#[actix_web::test]
async fn a_recusal_that_puts_the_threshold_out_of_reach_is_said_before_the_vote() {
    let mut office = office().await;
    let line = office.app.verified("QLNS-006", "CSTD_TINH", Kind::Merit, None);
    office.app.on_meeting(office.meeting, |tx, seen| ops::put_on_agenda(tx, seen, &[line]));
    let people = office.people.clone();
    let conflicts = office.address("conflicts");
    let (member, dossier) = (people[4].to_string(), line.to_string());
    for nth in [0, 4, 5] {
        let person = people[nth].to_string();
        let typed = [("person", person.as_str()), ("dossier", dossier.as_str()), ("reason", "Hướng dẫn đề tài")];
        office.secretariat.post_from(&conflicts, &conflicts, &typed).await.assert_went_to(&conflicts);
    }
    let page = office.secretariat.get(&conflicts).await;
    page.assert_shows("dù mọi người được bỏ phiếu đều đồng ý cũng chỉ 6/9 phiếu (66,7%)");
    let typed = [("person", member.as_str()), ("dossier", dossier.as_str()), ("reason", "Hai lần")];
    let page = office.secretariat.post_from(&conflicts, &conflicts, &typed).await;
    page.assert_status(422).assert_field_error("person", "Nguyễn Thị M5 đã được ghi là không bỏ phiếu dòng này.");
    let removal = format!("{conflicts}/removal");
    office.secretariat.post_from(&conflicts, &removal, &typed).await.assert_went_to(&conflicts);
}
