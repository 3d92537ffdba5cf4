//! Backups that are made by themselves, and what a snapshot gives back.

use std::path::Path;

use chrono::Duration;
use thidua::clock::Clock;
use thidua::data_folder::DataFolder;
use thidua::data_folder::schedule::Made;
use thidua::db::Db;
use thidua::domain::backup_plan::Step;
use thidua::domain::event::{Event, EventKind, Object};
use thidua::features::backup::troubles;
use thidua::policy::Actor;

use super::*;

fn later(db: &mut Db, time: Duration) {
    db.clock = Clock::shifted(db.clock.offset() + time);
}

fn write(db: &Db) {
    db.write_now(&Actor::machine(), |tx| tx.audit(Event::new(EventKind::AgencyChanged, Object::Agency))).unwrap();
}

impl Machine {
    fn snapshots(&self) -> Vec<Made> {
        self.folder().backups().into_iter().filter(Made::is_snapshot).collect()
    }

    fn nightly(&self) -> usize {
        self.folder().backups().iter().filter(|it| it.name.starts_with("nightly-")).count()
    }
}

#[test]
fn a_snapshot_follows_writes_every_quarter_of_an_hour_and_goes_after_a_day() {
    let machine = Machine::with_department();
    let mut db = machine.folder().open().unwrap().db;
    let folder = machine.folder();
    folder.keep_backups(&db).unwrap();
    assert_eq!((machine.nightly(), machine.snapshots().len()), (1, 1));
    later(&mut db, Duration::minutes(16));
    folder.keep_backups(&db).unwrap();
    assert_eq!(machine.snapshots().len(), 1, "nothing was written");
    write(&db);
    folder.keep_backups(&db).unwrap();
    assert_eq!(machine.snapshots().len(), 2);
    write(&db);
    folder.keep_backups(&db).unwrap();
    assert_eq!(machine.snapshots().len(), 2, "not yet a quarter of an hour");
    later(&mut db, Duration::hours(25));
    folder.keep_backups(&db).unwrap();
    let left = machine.snapshots();
    assert_eq!(left.len(), 1, "{left:?}");
    assert_eq!(machine.nightly(), 2);
    assert!(machine.audited().iter().filter(|(event, role)| event == "backed_up" && role == "machine").count() == 2);
}

#[test]
fn nightly_backups_are_thinned_out_and_those_made_by_hand_stay() {
    let machine = Machine::with_department();
    let mut db = machine.folder().open().unwrap().db;
    let folder = machine.folder();
    machine.run(&["backup"]).succeeded();
    for _ in 0..20 {
        folder.keep_backups(&db).unwrap();
        later(&mut db, Duration::days(1));
    }
    let kept = machine.nightly();
    assert!((14..20).contains(&kept), "{kept}");
    let by_hand = folder.backups().iter().filter(|it| it.name.starts_with("thidua-")).count();
    assert_eq!(by_hand, 1);
}

#[test]
fn a_snapshot_is_restored_with_the_attachments_that_lie_here_and_nowhere_else() {
    let machine = Machine::with_department();
    let attached = machine.root.join("files/0123456789abcdef");
    std::fs::write(&attached, b"%PDF-1.4").unwrap();
    machine.folder().keep_backups(&machine.folder().open().unwrap().db).unwrap();
    let snapshot = machine.snapshots()[0].file.to_str().unwrap().to_owned();
    machine.account("sau");
    assert_eq!(machine.usernames(), ["quantri", "sau"]);

    let elsewhere = Machine::new();
    elsewhere.run(&["restore", &snapshot]).was_refused("cần tệp đính kèm 0123456789abcdef");

    machine.run(&["restore", &snapshot]).succeeded();
    assert_eq!(machine.usernames(), ["quantri"]);
    assert_eq!(std::fs::read(&attached).unwrap(), b"%PDF-1.4");
    assert!(machine.run(&["check"]).succeeded().out.contains("nối tiếp nhau"));
}

#[actix_web::test]
async fn a_snapshot_is_restored_with_attachments_that_were_removed_since() {
    let machine = Machine::with_department();
    let folder = machine.folder();
    let mut db = folder.open().unwrap().db;
    let attached = machine.root.join("files/0123456789abcdef");
    std::fs::write(&attached, b"%PDF-1.4").unwrap();
    folder.keep_backups(&db).unwrap();
    let earlier = machine.snapshots()[0].file.to_str().unwrap().to_owned();
    folder.attachments().remove("0123456789abcdef", db.clock).await.unwrap();
    assert!(!attached.exists());
    write(&db);
    later(&mut db, Duration::minutes(16));
    folder.keep_backups(&db).unwrap();
    let later_on = machine.snapshots()[0].file.to_str().unwrap().to_owned();
    assert_ne!(earlier, later_on);
    drop(db);
    machine.run(&["restore", &earlier]).succeeded();
    assert_eq!(std::fs::read(&attached).unwrap(), b"%PDF-1.4");
    // From the wrong one back to the right one; and once more, although that has put the attachment aside.
    machine.run(&["restore", &later_on]).succeeded();
    assert!(!attached.exists());
    std::fs::remove_dir_all(machine.root.join("removed")).unwrap();
    machine.run(&["restore", &earlier]).succeeded();
    assert_eq!(std::fs::read(&attached).unwrap(), b"%PDF-1.4");
}

#[actix_web::test]
async fn a_removed_attachment_is_gone_after_a_day() {
    let machine = Machine::with_department();
    let folder = machine.folder();
    let mut db = folder.open().unwrap().db;
    std::fs::write(machine.root.join("files/0123456789abcdef"), b"%PDF-1.4").unwrap();
    folder.keep_backups(&db).unwrap();
    folder.attachments().remove("0123456789abcdef", db.clock).await.unwrap();
    let removed = machine.root.join("removed");
    for (hours, left) in [(23, 1), (2, 0)] {
        later(&mut db, Duration::hours(hours));
        folder.keep_backups(&db).unwrap();
        assert_eq!(files_in(&removed).len(), left, "{hours}");
    }
}

#[test]
fn uploads_that_are_not_finished_are_in_no_backup_and_leftovers_go_when_it_is_served() {
    let machine = Machine::with_department();
    let (second, folder) = (fresh_folder(), machine.folder());
    let unfinished = machine.root.join("files/0123456789abcdef.new");
    std::fs::write(&unfinished, b"%PDF").unwrap();
    let db = folder.open().unwrap().db;
    folder.keep_backups(&db).unwrap();
    folder.fill_second_place(&db, &second).unwrap();
    drop(db);
    assert!(unfinished.exists(), "it may be under way");
    assert!(files_in(&second.join("files")).is_empty());
    let backups = folder.backups();
    let whole = backups.iter().find(|it| !it.is_snapshot()).unwrap().file.to_str().unwrap().to_owned();
    let snapshot = machine.snapshots()[0].file.to_str().unwrap().to_owned();
    let elsewhere = Machine::new();
    elsewhere.run(&["restore", &whole]).succeeded();
    assert!(files_in(&elsewhere.root.join("files")).is_empty());

    for left in ["nightly-20260301-220000.zip.partial", "thidua-20260301-220000.zip.db"] {
        std::fs::write(machine.root.join("backups").join(left), b"x").unwrap();
        std::fs::write(machine.root.join("backups/snapshots").join(left), b"x").unwrap();
    }
    Server::start(&machine).stop("TERM");
    assert!(!unfinished.exists());
    assert_eq!(folder.backups(), backups);
    let kept = files_in(&machine.root.join("backups")).len() + files_in(&machine.root.join("backups/snapshots")).len();
    assert_eq!(kept, backups.len() + 1, "the backups and the folder of snapshots");
    machine.run(&["restore", &snapshot]).succeeded();
}

#[test]
fn backups_of_a_clock_that_was_ahead_stop_no_others() {
    let machine = Machine::with_department();
    let (second, folder) = (fresh_folder(), machine.folder());
    let mut db = folder.open().unwrap().db;
    let keep = |db: &Db| {
        write(db);
        folder.keep_backups(db).unwrap();
        folder.fill_second_place(db, &second).unwrap();
    };
    later(&mut db, Duration::days(400));
    keep(&db);
    let ahead = folder.backups();
    later(&mut db, Duration::days(-400));
    keep(&db);
    assert_eq!((machine.nightly(), machine.snapshots().len()), (2, 2));
    for made in folder.backups() {
        let copied = if made.is_snapshot() { second.join("snapshots") } else { second.clone() }.join(&made.name);
        assert!(copied.exists(), "{}", made.name);
    }
    keep(&db);
    assert_eq!((machine.nightly(), machine.snapshots().len()), (2, 2), "not again and again");
    later(&mut db, Duration::hours(25));
    keep(&db);
    let left = folder.backups();
    assert!(left.iter().any(|it| !it.is_snapshot() && ahead.contains(it)), "nobody knows how old it is");
    assert_eq!((machine.nightly(), machine.snapshots().len()), (3, 1), "{left:?}");
}

#[test]
fn a_nightly_backup_that_fails_holds_up_nothing_else_and_is_tried_again_a_quarter_of_an_hour_later() {
    let machine = Machine::with_department();
    let folder = machine.folder();
    let mut db = folder.open().unwrap().db;
    folder.keep_backups(&db).unwrap();
    for day in 1..=20 {
        let old = format!("nightly-202501{day:02}-220000.zip");
        std::fs::write(machine.root.join("backups").join(old), b"").unwrap();
    }
    // No file of which anybody could make a copy.
    let in_the_way = machine.root.join("files/0123456789abcdef");
    std::fs::create_dir(&in_the_way).unwrap();
    later(&mut db, Duration::hours(25));
    write(&db);
    folder.keep_backups(&db).unwrap_err();
    let left = machine.snapshots();
    assert_eq!(left.len(), 1, "a new one, and yesterday's is gone: {left:?}");
    let nightly = machine.nightly();
    assert!((14..21).contains(&nightly), "{nightly} are left");
    std::fs::remove_dir(&in_the_way).unwrap();
    for (minutes, more) in [(5, 0), (9, 0), (2, 1)] {
        later(&mut db, Duration::minutes(minutes));
        folder.keep_backups(&db).unwrap();
        let fresh = folder.backups().iter().filter(|it| it.name.starts_with("nightly-") && it.size > 0).count();
        assert_eq!(fresh, 1 + more, "{minutes}");
    }
    let audited = machine.audited();
    assert!(audited.iter().any(|(event, _)| event == "backup_failed"));
    assert!(audited.iter().any(|(event, _)| event == "backup_mended"));
}

#[test]
fn a_snapshot_that_fails_is_a_trouble_until_one_is_made() {
    let machine = Machine::with_department();
    let folder = machine.folder();
    let mut db = folder.open().unwrap().db;
    folder.keep_backups(&db).unwrap();
    let troubles = |db: &Db| -> Vec<Step> { db.read_now(troubles::all).unwrap().iter().map(|it| it.step).collect() };
    let snapshots = machine.root.join("backups/snapshots");
    std::fs::remove_dir_all(&snapshots).unwrap();
    // No folder of which anybody could make use.
    std::fs::write(&snapshots, b"").unwrap();
    folder.keep_backups(&db).unwrap_err();
    assert_eq!(troubles(&db), [Step::Snapshot]);
    std::fs::remove_file(&snapshots).unwrap();
    later(&mut db, Duration::minutes(16));
    folder.keep_backups(&db).unwrap();
    assert_eq!(troubles(&db), []);
    assert_eq!(machine.snapshots().len(), 1);
}

#[actix_web::test]
async fn a_form_that_asks_twice_gets_one_backup_and_ends_the_trouble() {
    let mut app = TestApp::new();
    std::fs::create_dir_all(app.attachments()).unwrap();
    app.account("quantri", None, &[Role::ItAdmin]);
    troubles::note::<()>(&app.db, Step::Whole, &Err(anyhow::anyhow!("đĩa đầy"))).unwrap();
    let it_admin = app.client("quantri").await;
    let token = it_admin.token().to_owned();
    for _ in 0..2 {
        let mut browser = it_admin.with_db(app.db.clone());
        let copy = [("_token", token.as_str()), ("_number", "twice")];
        browser.post_exactly("/admin/backups", &copy).await.assert_went_to("/admin/backups");
        later(&mut app.db, Duration::minutes(1));
    }
    let folder = DataFolder::at(app.attachments().parent().unwrap());
    assert_eq!(folder.backups().len(), 1);
    assert_eq!(app.db.read_now(troubles::all).unwrap(), []);
    let told = |event: &str| app.audited().iter().filter(|it| *it == event).count();
    assert_eq!((told("backed_up"), told("backup_mended")), (1, 1));
}

#[actix_web::test]
async fn it_makes_a_backup_on_its_page_and_sees_the_state_of_things() {
    let app = TestApp::new();
    std::fs::create_dir_all(app.attachments()).unwrap();
    app.account("quantri", None, &[Role::ItAdmin]);
    app.account("kiemsoat", None, &[Role::Auditor]);
    let mut it_admin = app.client("quantri").await;
    it_admin.get("/admin/backups").await.assert_ok().assert_shows("Chưa có bản sao lưu đầy đủ nào");
    it_admin.post("/admin/backups", &[]).await.assert_went_to("/admin/backups");
    let page = it_admin.get("/admin/backups").await;
    page.assert_shows("thidua-20140715-").assert_shows("Đầy đủ, theo yêu cầu").assert_shows("đã đọc lại và kiểm tra");
    it_admin.get("/admin/backups.csv").await.assert_ok().assert_shows("thidua-20140715-");
    let page = it_admin.get("/admin/health").await;
    page.assert_ok().assert_shows("Nhật ký").assert_shows("nối tiếp nhau").assert_shows("Nguyên vẹn");
    assert!(app.audited().contains(&"backed_up".to_owned()));
    let mut auditor = app.client("kiemsoat").await;
    for path in ["/admin/backups", "/admin/backups.csv", "/admin/health"] {
        auditor.get(path).await.assert_status(403);
    }
    auditor.post("/admin/backups", &[]).await.assert_status(403);
}

#[test]
fn the_newest_backup_is_copied_to_a_second_place_once_and_thinned_out_there() {
    let machine = Machine::with_department();
    let (second, folder) = (fresh_folder(), machine.folder());
    let mut db = folder.open().unwrap().db;
    folder.fill_second_place(&db, &second).unwrap();
    let copies = || files_in(&second).iter().filter(|name| name.starts_with("nightly-")).count();
    assert!(files_in(&second).is_empty(), "nothing to copy yet");
    for _ in 0..20 {
        folder.keep_backups(&db).unwrap();
        folder.fill_second_place(&db, &second).unwrap();
        folder.fill_second_place(&db, &second).unwrap();
        later(&mut db, Duration::days(1));
    }
    assert_eq!(copies(), machine.nightly());
    assert_eq!(machine.audited().iter().filter(|(event, _)| event == "backup_copied").count(), 20);
    let newest = folder.backups().into_iter().find(|it| !it.is_snapshot()).unwrap();
    let copied = second.join(&newest.name);
    assert_eq!(std::fs::read(&copied).unwrap(), std::fs::read(&newest.file).unwrap());
    // It restores elsewhere like any other.
    let elsewhere = Machine::new();
    elsewhere.run(&["restore", copied.to_str().unwrap()]).succeeded();
    assert_eq!(elsewhere.usernames(), machine.usernames());
}

fn files_in(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap();
    names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// The drill of RPO: the whole server is lost, and what is on the other disk is what was written a quarter of an hour ago.
#[test]
fn with_a_second_place_a_lost_server_costs_a_quarter_of_an_hour() {
    let machine = Machine::with_department();
    let (second, folder) = (fresh_folder(), machine.folder());
    let mut db = folder.open().unwrap().db;
    let keep = |db: &Db| {
        folder.keep_backups(db).unwrap();
        folder.fill_second_place(db, &second).unwrap();
    };
    keep(&db);
    machine.account("sau");
    let attached = machine.root.join("files/0123456789abcdef");
    std::fs::write(&attached, b"%PDF-1.4").unwrap();
    later(&mut db, Duration::minutes(15));
    keep(&db);
    assert_eq!(files_in(&second.join("files")), ["0123456789abcdef"]);
    drop(db);
    std::fs::remove_dir_all(&machine.root).unwrap();
    let newest = files_in(&second.join("snapshots")).into_iter().max().unwrap();
    let elsewhere = Machine::new();
    elsewhere.run(&["restore", second.join("snapshots").join(newest).to_str().unwrap()]).succeeded();
    assert_eq!(elsewhere.usernames(), ["quantri", "sau"]);
    assert_eq!(std::fs::read(elsewhere.root.join("files/0123456789abcdef")).unwrap(), b"%PDF-1.4");
    assert!(elsewhere.run(&["check"]).succeeded().out.contains("nối tiếp nhau"));
}

#[actix_web::test]
async fn the_second_place_keeps_what_its_snapshots_need() {
    let machine = Machine::with_department();
    let (second, folder) = (fresh_folder(), machine.folder());
    let mut db = folder.open().unwrap().db;
    let attachments = folder.attachments();
    for name in ["aaaa", "bbbb", "cccc"] {
        std::fs::write(machine.root.join("files").join(name), name).unwrap();
    }
    folder.keep_backups(&db).unwrap();
    // Removed before it was copied.
    attachments.remove("aaaa", db.clock).await.unwrap();
    folder.fill_second_place(&db, &second).unwrap();
    let earlier = files_in(&second.join("snapshots")).remove(0);
    attachments.remove("bbbb", db.clock).await.unwrap();
    write(&db);
    later(&mut db, Duration::minutes(16));
    folder.keep_backups(&db).unwrap();
    folder.fill_second_place(&db, &second).unwrap();
    assert_eq!(files_in(&second.join("files")), ["cccc"]);

    let restored = |name: &str| {
        let elsewhere = Machine::new();
        elsewhere.run(&["restore", second.join("snapshots").join(name).to_str().unwrap()]).succeeded();
        let mut names = files_in(&elsewhere.root.join("files"));
        names.sort();
        names
    };
    let newest = files_in(&second.join("snapshots")).into_iter().max().unwrap();
    assert_eq!(restored(&newest), ["cccc"]);
    assert_eq!(restored(&earlier), ["aaaa", "bbbb", "cccc"]);

    later(&mut db, Duration::hours(25));
    write(&db);
    folder.keep_backups(&db).unwrap();
    folder.fill_second_place(&db, &second).unwrap();
    assert!(files_in(&second.join("removed")).is_empty(), "a day later");
    assert_eq!(files_in(&second.join("files")), ["cccc"]);
}

#[test]
fn a_whole_backup_that_cannot_be_copied_keeps_no_snapshot_from_the_second_place() {
    let machine = Machine::with_department();
    let (second, folder) = (fresh_folder(), machine.folder());
    let db = folder.open().unwrap().db;
    folder.keep_backups(&db).unwrap();
    let old = second.join("snapshots/snapshot-20250101-100000-7.zip");
    std::fs::create_dir_all(old.parent().unwrap()).unwrap();
    std::fs::write(&old, b"").unwrap();
    let whole = folder.backups().into_iter().find(|it| !it.is_snapshot()).unwrap();
    std::fs::write(&whole.file, b"cut").unwrap();
    folder.fill_second_place(&db, &second).unwrap_err();
    assert_eq!(files_in(&second.join("snapshots")).len(), 1);
    assert!(!old.exists());
}

#[test]
fn what_was_taken_away_here_goes_from_the_second_place_with_the_night() {
    let machine = Machine::with_department();
    let (second, folder) = (fresh_folder(), machine.folder());
    let mut db = folder.open().unwrap().db;
    let attached = machine.root.join("files/0123456789abcdef");
    std::fs::write(&attached, b"%PDF-1.4").unwrap();
    for _ in 0..2 {
        folder.keep_backups(&db).unwrap();
        folder.fill_second_place(&db, &second).unwrap();
        assert_eq!(files_in(&second.join("files")).len(), usize::from(attached.exists()));
        let _ = std::fs::remove_file(&attached);
        write(&db);
        later(&mut db, Duration::days(1));
    }
    assert_eq!(files_in(&second.join("snapshots")).len(), 1, "snapshots of yesterday are gone");
}

#[actix_web::test]
async fn a_backup_that_fails_is_told_to_it_at_once_and_to_others_after_two_days() {
    const TO_MEND: &str = "Sửa việc sao lưu dữ liệu";
    const TO_TELL: &str = "Nhắc quản trị CNTT sửa việc sao lưu";
    let mut app = TestApp::new();
    std::fs::create_dir_all(app.attachments()).unwrap();
    let unplugged = app.attachments().with_file_name("unplugged");
    app.account("quantri", None, &[Role::ItAdmin]);
    app.account("thuky", None, &[Role::Secretariat]);
    app.account("lanhdao", None, &[Role::Leader]);
    app.account("lan", None, &[Role::Staff]);
    let try_again = |app: &TestApp| {
        let copied = DataFolder::at(unplugged.parent().unwrap()).fill_second_place(&app.db, &unplugged);
        troubles::note(&app.db, Step::Copy, &copied).unwrap();
        copied.is_ok()
    };
    assert!(!try_again(&app) && !try_again(&app));
    assert_eq!(app.audited().iter().filter(|event| *event == "backup_failed").count(), 1, "once");
    let mut it_admin = app.client("quantri").await;
    it_admin.get("/").await.assert_ok().assert_shows(TO_MEND);
    let page = it_admin.get("/admin/backups").await;
    page.assert_ok().assert_shows("Chép sang nơi thứ hai: không thành công từ").assert_shows("không thấy thư mục");
    it_admin.get("/admin/health").await.assert_ok().assert_shows("Phải sửa").assert_shows("Chép sang nơi thứ hai");
    for (days, is_told) in [(2, false), (1, true)] {
        app.db.clock = Clock::shifted(app.db.clock.offset() + Duration::days(days));
        for username in ["thuky", "lanhdao"] {
            let page = app.client(username).await.get("/").await;
            assert_eq!(page.assert_ok().body.contains(TO_TELL), is_told, "{username}");
            assert!(!page.body.contains(TO_MEND));
        }
    }
    app.client("thuky").await.get("/help/administrator").await.assert_ok();
    let page = app.client("lan").await.get("/").await;
    page.assert_ok().assert_hides(TO_TELL).assert_hides(TO_MEND);
    std::fs::create_dir(&unplugged).unwrap();
    assert!(try_again(&app));
    app.client("quantri").await.get("/").await.assert_ok().assert_hides(TO_MEND);
    assert!(app.audited().contains(&"backup_mended".to_owned()));
}
