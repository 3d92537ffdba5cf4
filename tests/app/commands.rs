//! The program as it is started at the machine.

use std::path::PathBuf;

use diesel::prelude::*;
use thidua::schema::sessions;

use crate::support::*;

mod backups;
mod check;
mod https;
mod upgrades;

#[actix_web::test]
async fn the_password_of_a_new_department_logs_in_once_and_must_be_changed() {
    let machine = Machine::new();
    let ran = machine.init().succeeded();
    let mut browser = machine.browser();
    browser.log_in("quantri", ran.password()).await.assert_status(303);
    browser.get("/account/sessions").await.assert_went_to("/account/password");
    let old = ran.password();
    let change = [("old_password", old), ("new_password", "câu khác hẳn"), ("new_password_again", "câu khác hẳn")];
    browser.post("/account/password", &change).await.assert_status(303);
    machine.browser().log_in("quantri", old).await.assert_status(422);
    machine.browser().log_in("quantri", "câu khác hẳn").await.assert_status(303);
}

#[actix_web::test]
async fn no_login_that_everybody_knows_opens_a_fresh_department() {
    let machine = Machine::with_department();
    let usual = ["admin", "quantri", "root", "administrator", "thuongtruc", "canbo"];
    for username in usual {
        for password in ["admin", "quantri", "123456", "password", thidua::sample::PASSWORD] {
            machine.browser().log_in(username, password).await.assert_status(422);
        }
    }
}

#[test]
fn a_department_is_made_only_in_an_empty_folder() {
    let machine = Machine::with_department();
    machine.init().was_refused("không trống");
    let other = Machine::new();
    std::fs::create_dir_all(&other.root).unwrap();
    std::fs::write(other.root.join("ảnh.jpg"), "x").unwrap();
    other.init().was_refused("không trống (có ảnh.jpg)");
}

#[test]
fn nobody_else_on_the_machine_can_read_the_folder() {
    use std::os::unix::fs::PermissionsExt;
    let machine = Machine::with_department();
    let mode = |name: &str| std::fs::metadata(machine.root.join(name)).unwrap().permissions().mode() & 0o777;
    for (name, expected) in [("", 0o700), ("secret.key", 0o600), ("thidua.db", 0o600), ("backups", 0o700)] {
        assert_eq!(mode(name), expected, "{name}");
    }
}

#[test]
fn a_server_answers_and_stops_cleanly_when_asked() {
    let machine = Machine::with_department();
    for signal in ["TERM", "INT"] {
        let server = Server::start(&machine);
        assert!(server.get("/healthz").ends_with("ok"));
        assert!(server.get("/account/sessions").starts_with("HTTP/1.1 303"));
        assert_eq!(server.stop(signal), Some(0), "{signal}");
    }
}

#[test]
fn one_folder_is_served_once() {
    let machine = Machine::with_department();
    let _server = Server::start(&machine);
    machine.run(&["serve", "--addr", "127.0.0.1:0"]).was_refused("Một tiến trình thidua khác");
}

#[test]
fn plain_http_stays_on_this_machine_unless_allowed() {
    let machine = Machine::with_department();
    machine.run(&["serve", "--addr", "0.0.0.0:0"]).was_refused("--allow-http");
    let font = machine.root.join("secret.key");
    let font = font.to_str().unwrap();
    machine.run(&["serve", "--font", font]).was_refused("không phải tệp phông chữ Times New Roman");
    machine.run(&["serve", "--font", "/khong/co.ttf"]).was_refused("Không đọc được tệp phông chữ");
}

#[test]
fn a_folder_without_data_is_not_served_and_not_made() {
    let machine = Machine::new();
    machine.run(&["serve"]).was_refused("chưa có dữ liệu");
    machine.run(&["user", "list"]).was_refused("chưa có dữ liệu");
    assert!(!machine.root.exists());
}

#[test]
fn accounts_kept_at_the_machine_are_audited_as_its_own_acts() {
    let machine = Machine::with_department();
    let create =
        ["user", "create", "--username", "lan", "--full-name", "Nguyễn Thị Lan", "--roles", "secretariat,leader"];
    machine.run(&create).succeeded();
    machine.run(&create).was_refused("Tên đăng nhập này đã có");
    machine.run(&["user", "reset", "lan"]).succeeded().password();
    machine.run(&["user", "lock", "lan"]).succeeded();
    machine.run(&["user", "lock", "minh"]).was_refused("Không có tài khoản minh");
    let listed = machine.run(&["user", "list"]).succeeded().out;
    assert!(listed.contains("Nguyễn Thị Lan") && listed.contains("thường trực, lãnh đạo ký"), "{listed}");
    let audited = machine.audited();
    for event in ["account_created", "password_reset", "account_locked"] {
        assert!(audited.contains(&(event.to_owned(), "machine".to_owned())), "{event} in {audited:?}");
    }
}

#[test]
fn an_account_needs_a_person_that_exists() {
    let machine = Machine::with_department();
    let args = ["user", "create", "--username", "lan", "--full-name", "Lan", "--roles", "staff", "--person", "X-1"];
    machine.run(&args).was_refused("Không có cán bộ mang mã X-1");
}

#[test]
fn a_wrong_command_line_ends_with_two() {
    let machine = Machine::new();
    for args in [&["bay"][..], &["serve", "--bay"], &["user", "create", "--roles", "king"], &["serve", "--addr", "x"]] {
        let ran = machine.run(args);
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.err);
        assert_eq!(ran.out, "");
    }
}

#[actix_web::test]
async fn a_restored_backup_is_what_was_backed_up_and_ends_all_sessions() {
    let machine = Machine::new();
    let ran = machine.init().succeeded();
    std::fs::write(machine.root.join("files/a.pdf"), "%PDF").unwrap();
    machine.browser().log_in("quantri", ran.password()).await.assert_status(303);
    let backup = machine.backup();
    machine.account("lan");
    std::fs::write(machine.root.join("files/a.pdf"), "changed").unwrap();
    let restored = machine.run(&["restore", &backup]).succeeded();

    assert_eq!(machine.usernames(), ["quantri"]);
    assert_eq!(std::fs::read(machine.root.join("files/a.pdf")).unwrap(), b"%PDF");
    let db = machine.folder().open().unwrap().db;
    assert_eq!(db.read_now(|conn| Ok(sessions::table.count().get_result::<i64>(conn)?)).unwrap(), 0);
    assert_eq!(machine.audited().last().unwrap(), &("restored".to_owned(), "machine".to_owned()));
    let kept = restored.out.lines().last().unwrap().rsplit(' ').next().unwrap();
    assert_eq!(std::fs::read(PathBuf::from(kept).join("files/a.pdf")).unwrap(), b"changed");
}

#[test]
fn a_backup_moves_a_department_to_another_machine() {
    let machine = Machine::with_department();
    machine.account("lan");
    let backup = machine.backup();
    let other = Machine::new();
    other.run(&["restore", &backup]).succeeded();
    assert_eq!(other.usernames(), ["lan", "quantri"]);
    assert!(Server::start(&other).get("/healthz").ends_with("ok"));
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    n: i64,
}

#[test]
fn search_still_finds_in_a_restored_backup() {
    let machine = Machine::with_department();
    let backup = machine.backup();
    machine.run(&["restore", &backup]).succeeded();
    let db = machine.folder().open().unwrap().db;
    let found = "SELECT count(*) AS n FROM subject_names WHERE subject_names MATCH '\"tai\" \"chinh\"*'";
    let Found { n } = db.read_now(|conn| Ok(diesel::sql_query(found).get_result(conn)?)).unwrap();
    assert_eq!(n, 1);
}

#[test]
fn an_altered_or_cut_backup_changes_nothing() {
    let machine = Machine::with_department();
    let backup = machine.backup();
    machine.account("lan");
    let whole = std::fs::read(&backup).unwrap();
    let last = whole.len() - 1;
    for at in [0, 10, 60, last / 3, last / 2, last - 1200, last - 100, last - 70, last - 63, last] {
        let mut altered = whole.clone();
        altered[at] ^= 1;
        std::fs::write(&backup, altered).unwrap();
        machine.run(&["restore", &backup]).was_refused("bị cắt hoặc bị sửa");
    }
    for length in [0, 63, 64, 1000, last] {
        std::fs::write(&backup, &whole[..length]).unwrap();
        machine.run(&["restore", &backup]).was_refused("bị cắt hoặc bị sửa");
    }
    machine.run(&["restore", "không-có.zip"]).was_refused("Không mở được không-có.zip");
    assert_eq!(machine.usernames(), ["lan", "quantri"]);
}

#[test]
fn a_served_department_is_backed_up_but_not_restored() {
    let machine = Machine::with_department();
    let _server = Server::start(&machine);
    let backup = machine.backup();
    machine.run(&["restore", &backup]).was_refused("Một tiến trình thidua khác");
    machine.run(&["backup", &backup]).was_refused("Đã có tệp");
}

#[test]
fn a_restore_killed_half_way_is_carried_through() {
    let machine = Machine::with_department();
    let (new, old) = (machine.root.join("restore/new"), machine.root.join("restore/old"));
    let restored = Machine::with_department();
    machine.account("lan");
    std::fs::create_dir_all(new.join("files")).unwrap();
    std::fs::create_dir_all(&old).unwrap();
    std::fs::copy(restored.root.join("thidua.db"), new.join("thidua.db")).unwrap();
    // Killed after the old database went and before the new one came.
    std::fs::rename(machine.root.join("thidua.db"), old.join("thidua.db")).unwrap();
    machine.run(&["user", "list"]).succeeded();
    assert_eq!(machine.usernames(), ["quantri"]);
    assert!(!machine.root.join("restore").exists());
}

/// Whoever finishes it at the same time as another could lose both what is new and what is kept.
#[test]
fn a_restore_that_another_process_may_be_finishing_is_left_to_it() {
    let machine = Machine::with_department();
    let new = machine.root.join("restore/new");
    std::fs::create_dir_all(machine.root.join("restore/old")).unwrap();
    std::fs::create_dir_all(&new).unwrap();
    std::fs::copy(Machine::with_department().root.join("thidua.db"), new.join("thidua.db")).unwrap();
    let held = machine.folder().lock().unwrap();
    for command in [&["user", "list"][..], &["check"], &["backup"]] {
        machine.run(command).was_refused("Một tiến trình thidua khác");
    }
    assert!(new.join("thidua.db").exists() && machine.root.join("thidua.db").exists());
    drop(held);
    assert!(machine.run(&["check"]).succeeded().out.contains("nối tiếp nhau"));
    assert!(!machine.root.join("restore").exists());
}

#[test]
fn the_service_starts_where_a_power_cut_has_left_half_a_restore() {
    let unit = include_str!("../../.debian/thidua.service");
    let conditions: Vec<&str> = unit.lines().filter_map(|line| line.strip_prefix("ConditionPathExists=")).collect();
    // With a bar before each, one of them is enough.
    assert_eq!(conditions, ["|/var/lib/thidua/thidua.db", "|/var/lib/thidua/restore"]);
}

#[test]
fn data_of_a_newer_program_are_left_alone() {
    let machine = Machine::with_department();
    let mut conn = SqliteConnection::establish(machine.root.join("thidua.db").to_str().unwrap()).unwrap();
    let newer = "INSERT INTO __diesel_schema_migrations (version) VALUES ('29990101000000')";
    diesel::sql_query(newer).execute(&mut conn).unwrap();
    drop(conn);
    machine.run(&["serve"]).was_refused("phiên bản thidua mới hơn");
    machine.run(&["user", "list"]).was_refused("phiên bản thidua mới hơn");
}

#[actix_web::test]
async fn the_sample_department_is_made_once_and_never_served_as_a_real_one() {
    let machine = Machine::new();
    let server = Server::demo(&machine);
    assert!(server.get("/healthz").ends_with("ok"));
    assert_eq!(server.stop("TERM"), Some(0));
    machine.browser().log_in("canbo", "thidua-demo").await.assert_went_to("/");
    let audited = machine.audited();

    Server::demo(&machine).stop("TERM");
    assert_eq!(machine.audited(), audited, "made twice");
    machine.run(&["serve"]).was_refused("dữ liệu mẫu");
    machine.run(&["demo", "--addr", "0.0.0.0:0"]).was_refused("chỉ phục vụ trên máy này");
    let day = machine.folder().open().unwrap().db.clock.today();
    assert_eq!(day.to_string(), "2014-07-15");
}

#[test]
fn a_real_department_is_not_served_as_a_sample() {
    let machine = Machine::with_department();
    machine.run(&["demo", "--addr", "127.0.0.1:0"]).was_refused("dữ liệu thật");
}

#[test]
fn a_bonus_is_computed_with_its_article() {
    let machine = Machine::new();
    let bonus = |args: &[&str]| {
        machine.run(&[&["bonus", "--award", "LDTT", "--subject-kind", "individual", "--decided"], args].concat())
    };
    let ran = bonus(&["2025-12-20", "--json"]).succeeded();
    let answer: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let expected = serde_json::json!({
        "award": "LDTT",
        "subject_kind": "individual",
        "decided_on": "2025-12-20",
        "regime": "R2025",
        "coefficient": 0.3,
        "base_salary": 2_340_000,
        "amount": 710_000,
        "citation": "NĐ 152/2025/NĐ-CP Điều 50; mức lương cơ sở: NĐ 73/2024/NĐ-CP Điều 3 khoản 2",
        "confidence": "sourced",
    });
    assert_eq!(answer, expected);
    let table = bonus(&["20/12/2025"]).succeeded();
    for words in
        ["Lao động tiên tiến", "0,3", "2.340.000 đồng", "710.000 đồng (bảy trăm mười nghìn đồng)", "Đã đối chiếu"]
    {
        assert!(table.out.contains(words), "{}", table.out);
    }
    let recalled = bonus(&["2014-06-20"]).succeeded();
    assert!(recalled.out.contains("Chưa đối chiếu, chờ thường trực xác nhận"), "{}", recalled.out);
    let before = bonus(&["2009-12-20"]);
    assert_eq!(before.code, 1);
    assert!(before.err.contains("Chưa có quy định nào trong danh mục cho ngày 20/12/2009."), "{}", before.err);
    for wrong in [&["20/13/2025"][..], &["2025-12-20", "--award", "X"], &[]] {
        assert_eq!(bonus(wrong).code, 2, "{wrong:?}");
    }
}

#[test]
fn similar_answers_with_the_earlier_ones_and_their_passages() {
    let machine = Machine::with_department();
    let people = machine.root.with_file_name("people.csv");
    let header = "code,full_name,gender,birth_date,unit_code,position,staff_kind,joined_on";
    let unit = machine.folder().open().unwrap().db;
    let unit = unit.read_now(|conn| {
        Ok(thidua::schema::subjects::table.select(thidua::schema::subjects::code).first::<String>(conn)?)
    });
    let person = format!("{header}\nA-1,Lê Thị Hoa,Nữ,1980-01-01,{},Chuyên viên,Công chức,2005-01-01\n", unit.unwrap());
    std::fs::write(&people, person).unwrap();
    machine.run(&["import", "people", people.to_str().unwrap()]).succeeded();
    let text = "Bảng theo dõi lấy số của Kho bạc mỗi ngày, so với dự toán tháng chia theo mùa vụ ba năm liền trước.";
    let initiatives = machine.root.with_file_name("initiatives.csv");
    std::fs::write(
        &initiatives,
        format!("code,year,title,authors,summary\nCU-1,2012,Theo dõi thu,A-1:100,\"{text}\"\n"),
    )
    .unwrap();
    machine.run(&["import", "initiatives", initiatives.to_str().unwrap()]).succeeded();
    let file = machine.root.with_file_name("moi.txt");
    std::fs::write(&file, thidua::domain::text::fold(text)).unwrap();
    let ran = machine.run(&["similar", file.to_str().unwrap(), "--json"]);
    let answers: serde_json::Value = serde_json::from_str(&ran.succeeded().out).unwrap();
    let first = &answers[0];
    assert_eq!(
        (first["code"].as_str(), first["year"].as_i64(), first["warning"].as_bool()),
        (Some("CU-1"), Some(2012), Some(true))
    );
    assert_eq!(first["percent"], 100);
    assert!(first["passages"][0]["source_text"].as_str().unwrap().starts_with("Bảng theo dõi"));
    assert!(machine.run(&["similar", file.to_str().unwrap()]).succeeded().out.contains("Cần đọc đối chiếu"));
    let scan = machine.root.with_file_name("chup.pdf");
    std::fs::write(&scan, b"%PDF-1.4 hong").unwrap();
    assert_eq!(machine.run(&["similar", scan.to_str().unwrap()]).code, 1);
    std::fs::write(&file, " ").unwrap();
    let ran = machine.run(&["similar", file.to_str().unwrap()]);
    assert!(ran.code == 1 && ran.err.contains("Không tìm thấy chữ trong tệp"), "{}", ran.err);
    assert_eq!(machine.run(&["similar", "khong-co.txt"]).code, 1);
    assert_eq!(machine.run(&["similar", people.to_str().unwrap()]).code, 1);
    assert_eq!(machine.run(&["similar"]).code, 2);
}

/// A page that draws a form which draws itself: without end for whoever follows it.
fn endless_pdf() -> Vec<u8> {
    let draws = |of: &str, more: &str| {
        format!("<< {of} /Resources << /XObject << /F 5 0 R >> >> {more} /Length 5 >>\nstream\n/F Do\nendstream")
    };
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /XObject << /F 5 0 R >> >> >>"
            .to_owned(),
        draws("", ""),
        draws("/Type /XObject /Subtype /Form", "/BBox [0 0 595 842]"),
    ];
    let (mut file, mut table) = ("%PDF-1.4\n".to_owned(), "0000000000 65535 f \n".to_owned());
    for (number, object) in (1..).zip(objects) {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let xref = file.len();
    file.push_str(&format!("xref\n0 6\n{table}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF"));
    file.into_bytes()
}

#[test]
fn a_file_that_breaks_its_reader_is_only_a_damaged_file() {
    let machine = Machine::with_department();
    let file = machine.root.with_file_name("vo-tan.pdf");
    std::fs::write(&file, endless_pdf()).unwrap();
    machine.run(&["similar", file.to_str().unwrap()]).was_refused("không đọc được chữ");
}
