//! A restore that is killed, at whatever moment, leaves the old data or the new ones, wholly.

use std::collections::BTreeSet;

use diesel::prelude::*;

use super::*;
use crate::audit_chain;
use crate::domain::event::{Event, EventKind, Object};
use crate::features::settings::ops::{InstallationKind, install};
use crate::schema::audit_entries;
use crate::web::random_token;

const OLD_FILES: [&str; 2] = ["a", "shared"];
const NEW_FILES: [&str; 2] = ["b", "shared"];

/// A folder with a department of which something is said, and the attachments of these names.
fn department(at: &Path, said: &str, attached: &[&str]) -> (DataFolder, Db) {
    let folder = DataFolder::at(at);
    let lock = folder.claim().unwrap();
    let fill = |db: &mut Db| {
        Ok(db.write_now(&Actor::machine(), |tx| install(tx, InstallationKind::Department, Clock::machine()))?)
    };
    folder.make(Clock::machine(), fill).unwrap();
    for name in attached {
        fs::write(at.join(FILES).join(name), format!("{name} {said}")).unwrap();
    }
    drop(lock);
    let db = folder.open().unwrap().db;
    let event = Event::new(EventKind::AgencyChanged, Object::Agency).because(said);
    db.write_now(&Actor::machine(), |tx| tx.audit(event)).unwrap();
    (folder, db)
}

fn copy_all(from: &Path, to: &Path) {
    disk::make_folder(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_all(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn names_in(folder: &Path) -> BTreeSet<String> {
    fs::read_dir(folder).unwrap().map(|entry| disk::file_name(&entry.unwrap().path())).collect()
}

/// The database says this and nothing else, and these are the attachments, as they were with it.
#[track_caller]
fn assert_holds(db: &Db, files: &Path, said: &str, attached: &[&str], after: &str) {
    let notes = audit_entries::table.filter(audit_entries::event.eq(EventKind::AgencyChanged));
    let notes = db.read_now(|conn| Ok(notes.select(audit_entries::note).load::<String>(conn)?)).unwrap();
    assert_eq!(notes, [said], "{after}");
    db.read_now(audit_chain::verify).unwrap().unwrap_or_else(|_| panic!("{after}: history"));
    assert_eq!(names_in(files), attached.iter().map(|name| (*name).to_owned()).collect(), "{after}");
    for name in attached {
        assert_eq!(fs::read_to_string(files.join(name)).unwrap(), format!("{name} {said}"), "{after}");
    }
}

/// A machine that lost power while it was served, its last writes in the log beside the database; and a backup of other data.
struct Scene {
    root: PathBuf,
    archive: PathBuf,
    tries: usize,
}

impl Scene {
    fn new() -> Self {
        let root = std::env::temp_dir().join(format!("thidua-restore-{}", random_token().unwrap()));
        let (_, served) = department(&root.join("served"), "cũ", &OLD_FILES);
        copy_all(&root.join("served"), &root.join("old"));
        drop(served);
        assert!(fs::metadata(root.join("old/thidua.db-wal")).unwrap().len() > 0, "nothing in the log");
        let (newer, db) = department(&root.join("newer"), "mới", &NEW_FILES);
        drop(db);
        let archive = newer.back_up(Some(root.join("newer.zip"))).unwrap();
        Self { root, archive, tries: 0 }
    }

    /// The old data, as they lie on the disk.
    fn old(&mut self) -> DataFolder {
        self.tries += 1;
        let root = self.root.join(format!("try-{}", self.tries));
        copy_all(&self.root.join("old"), &root);
        DataFolder::at(&root)
    }
}

impl Drop for Scene {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.root);
    }
}

#[track_caller]
fn assert_new(folder: &DataFolder, after: &str) {
    let db = folder.open().unwrap().db;
    assert_holds(&db, &folder.root().join(FILES), "mới", &NEW_FILES, after);
    drop(db);
    assert!(!folder.root().join(DECIDED).exists(), "{after}");
    let kept = names_in(folder.root()).into_iter().find(|name| name.starts_with(KEPT)).unwrap();
    let kept = folder.root().join(kept).join(OLD);
    let db = Db::open(&kept.join(DATABASE), Clock::machine()).unwrap();
    assert_holds(&db, &kept.join(FILES), "cũ", &OLD_FILES, &format!("{after}, what is kept"));
}

#[test]
fn killed_after_any_renaming_a_restore_is_carried_through_to_the_new_data_and_keeps_the_old() {
    let mut scene = Scene::new();
    for renamings in 0.. {
        let folder = scene.old();
        folder.decide(&folder.make_ready(&scene.archive).unwrap()).unwrap();
        let done = (0..renamings).take_while(|_| folder.go_on().unwrap().is_some()).count();
        assert_new(&folder, &format!("after {done} renamings"));
        if done < renamings {
            assert_eq!(done, 7, "attachments out and in, log, its index, database out and in, all of it aside");
            break;
        }
    }
}

#[test]
fn killed_before_it_is_decided_a_restore_leaves_the_old_data() {
    let mut scene = Scene::new();
    for (after, missing) in [
        ("the first folders", &["new/thidua.db", "new/files"][..]),
        ("the database", &["new/files"]),
        ("some attachments", &["new/files/shared", "new/thidua.db"]),
        ("all was made ready", &[]),
    ] {
        let folder = scene.old();
        let prepared = folder.make_ready(&scene.archive).unwrap();
        for name in missing.iter().map(|name| prepared.join(name)) {
            if name.is_dir() { fs::remove_dir_all(name).unwrap() } else { fs::remove_file(name).unwrap() }
        }
        let db = folder.open().unwrap().db;
        assert_holds(&db, &folder.root().join(FILES), "cũ", &OLD_FILES, after);
        drop(db);
        folder.restore(&scene.archive).unwrap();
        assert_new(&folder, after);
    }
}
