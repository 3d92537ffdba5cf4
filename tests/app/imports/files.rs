//! Files stored at once, as the command line and the sample department do it.

use diesel::prelude::*;
use thidua::domain::subject::SubjectKind;
use thidua::error::{AppError, AppResult};
use thidua::features::imports::ops::{self, Counts};
use thidua::features::imports::tables::TABLES;
use thidua::policy::Actor;
use thidua::schema::{awards, decisions, initiatives, memberships, people, registrations, revenue_actuals, subjects};
use thidua::sheets::{write_csv, write_xlsx};

use crate::support::*;

/// The files of the sample department, as the program carries them.
fn sample(kind: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/sample/department/");
    std::fs::read(format!("{folder}{kind}.csv")).unwrap()
}

fn store(app: &TestApp, kind: &str, name: &str, bytes: &[u8]) -> AppResult<Counts> {
    let table = ops::table(kind).unwrap();
    app.db.write_now(&Actor::machine(), |tx| ops::store_file(tx, table, bytes, name))
}

/// An empty department filled with the sample's files.
fn department() -> TestApp {
    let app = TestApp::empty();
    for table in &TABLES {
        let kind = table.format.name;
        let bytes = sample(kind);
        store(&app, kind, &format!("{kind}.csv"), &bytes).unwrap_or_else(|error| panic!("{kind}\n{error}"));
    }
    app
}

/// Every faulty cell with what is said of it.
fn faults(app: &TestApp, kind: &str, csv: &str) -> Vec<String> {
    match store(app, kind, "tệp.csv", csv.as_bytes()) {
        Err(AppError::Fields(errors)) => {
            errors.0.into_iter().map(|it| format!("{}: {}", it.field, it.message)).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_sample_department_comes_in_whole() {
    let app = department();
    let day: chrono::NaiveDate = "2014-07-15".parse().unwrap();
    let working =
        people::table.filter(people::joined_on.le(day)).filter(people::left_on.is_null().or(people::left_on.ge(day)));
    assert_eq!(app.read(|conn| working.count().get_result::<i64>(conn)), 96);
    let members = memberships::table
        .filter(memberships::from_date.le(day))
        .filter(memberships::to_date.is_null().or(memberships::to_date.ge(day)));
    assert_eq!(app.read(|conn| members.count().get_result::<i64>(conn)), 96);

    let count = |award: &str| {
        let of_2013 = awards::table.filter(awards::year.eq(2013)).filter(awards::award_code.eq(award.to_owned()));
        app.read(|conn| of_2013.count().get_result::<i64>(conn))
    };
    for (award, n) in [("CSTDCS", 33), ("TTLDTT", 8), ("TTLDXS", 3), ("CSTD_TINH", 1), ("BK_TINH", 8), ("BK_TTG", 3)] {
        assert_eq!(count(award), n, "{award}");
    }
    let sum = |year: i64, line: &str| {
        let of_lines = revenue_actuals::table
            .filter(revenue_actuals::year.eq(year))
            .filter(revenue_actuals::month.le(6))
            .filter(revenue_actuals::unit_id.is_null())
            .filter(revenue_actuals::line_code.like(format!("{line}%")))
            .select(revenue_actuals::amount);
        app.read(|conn| of_lines.load::<i64>(conn)).into_iter().sum::<i64>()
    };
    assert_eq!(sum(2014, "A.I."), 2_259_700_000_000);
    assert_eq!(sum(2014, "A.III"), 331_000_000_000);
}

#[test]
fn what_comes_in_gets_its_place() {
    let app = department();
    let states = initiatives::table.select((initiatives::level.is_null(), initiatives::state)).distinct();
    let mut states: Vec<(bool, String)> = app.read(|conn| states.load(conn));
    states.sort();
    assert_eq!(states, [(false, "recognised".to_owned()), (true, "rejected".to_owned())]);

    let own: i64 = app.read(|conn| decisions::table.filter(decisions::own.eq(true)).count().get_result(conn));
    let all: i64 = app.read(|conn| decisions::table.count().get_result(conn));
    assert!(own > 0 && own < all, "{own} of {all}");
    let empty: i64 = app.read(|conn| {
        let granting = awards::table.select(awards::decision_id);
        decisions::table.filter(decisions::id.ne_all(granting)).count().get_result(conn)
    });
    assert_eq!(empty, 0);

    // Somebody of the ninth unit was still of the third when the awards of 2013 were decided in January.
    let places: Vec<(String, i64)> = app.read(|conn| {
        registrations::table
            .inner_join(subjects::table)
            .filter(subjects::kind.eq(SubjectKind::Person))
            .filter(registrations::state.eq("not_awarded"))
            .select((registrations::reason, registrations::unit_id))
            .load(conn)
    });
    assert!(places.iter().all(|(reason, _)| !reason.is_empty()));
}

#[test]
fn an_exported_table_imported_changes_nothing_and_fills_an_empty_department_alike() {
    let app = department();
    let copy = TestApp::empty();
    for table in &TABLES {
        let rows = app.db.read_now(|conn| ops::all(conn, table)).unwrap();
        let (csv, xlsx) = (write_csv(table.format, &rows), write_xlsx(table.format, &rows).unwrap());
        for (name, bytes) in [("a.csv", &csv), ("a.xlsx", &xlsx)] {
            let counts = store(&app, table.format.name, name, bytes).unwrap();
            assert_eq!(counts, Counts { added: 0, replaced: 0, same: rows.len() }, "{} {name}", table.format.name);
        }
        store(&copy, table.format.name, "a.xlsx", &xlsx).unwrap_or_else(|error| panic!("{error}"));
    }
    for table in &TABLES {
        let [one, other] = [&app, &copy].map(|app| app.db.read_now(|conn| ops::all(conn, table)).unwrap());
        assert_eq!(write_csv(table.format, &one), write_csv(table.format, &other), "{}", table.format.name);
        assert!(one == other);
    }
}

#[test]
fn each_faulty_cell_is_named_and_nothing_is_stored() {
    let app = department();
    let before: i64 = app.read(|conn| awards::table.count().get_result(conn));
    let said = faults(
        &app,
        "awards",
        "subject_code,award_code,year,decision_no,decided_on,authority\n\
         QLNS-007,LDTT,2014,99/QĐ-STC,2014-12-20,department_director\n\
         XX-001,LDTT,2014,99/QĐ-STC,2014-12-20,department_director\n\
         QLNS-007,TTLDTT,2014,99/QĐ-STC,2014-12-21,nobody\n\
         QLNS-007,LDTT,2013,98/QĐ-STC,2014-12-20,Giám đốc Sở\n\
         QLNS-007,LDTX,2014,99/QĐ-STC,31/02/2014,department_director\n",
    );
    let at = |said: &[String]| said.iter().map(|it| it.split(' ').next().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(at(&said), ["A3", "B4", "F4", "B5", "B6", "E6"], "{said:#?}");
    assert_eq!(app.read(|conn| awards::table.count().get_result::<i64>(conn)), before);
    assert!(said[0].contains("(Mã cán bộ/đơn vị): “XX-001” Không có cán bộ hay đơn vị nào mang mã XX-001."));
    assert!(said[3].contains("đã có theo quyết định"));
}

#[test]
fn the_register_itself_refuses_what_a_cell_cannot_show() {
    let app = department();
    for (kind, csv, cells) in [
        ("units", "code,name,kind\nQLNS-007,Phòng lạ,Phòng\nMOI,Sở khác,Cơ quan\n", &["A2", "C3"][..]),
        ("units", "code,name,kind,parent_code\nVP,Văn phòng,Phòng,TTR\nTTR,Thanh tra,Phòng,VP\n", &["D2", "D3"]),
        (
            "people",
            "code,full_name,gender,unit_code,position,staff_kind,joined_on,left_on\nVP,An,Nam,CUCTHUE,a,Công chức,2014-01-01,2013-01-01\n",
            &["A2", "D2", "H2"],
        ),
        ("memberships", "person_code,from_date,unit_code,position,to_date\nQLNS-007,2014-06-01,VP,Phó,\n", &["B2"]),
        ("grades", "year,subject_code,grade,score\n2013,VP-001,HTXSNV,\"100,5\"\n2013,VP-001,HTXSNV,\n", &["D2", "A3"]),
        (
            "disciplines",
            "person_code,decided_on,kind\nVP,2014-01-05,KHIEN_TRACH\nVP-001,2014-12-05,Khiển trách\nVP-001,2014-01-05,MANG\n",
            &["A2", "B3", "C4"],
        ),
        (
            "leaves",
            "person_code,from_date,to_date,kind\nVP-001,2014-01-05,2014-01-04,sick\nVP-001,2014-02-01,,Ngủ\n",
            &["C2", "D3"],
        ),
        (
            "leaves",
            "person_code,from_date,to_date,kind\nVP-001,2014-01-05,,sick\nVP-001,2014-02-01,,study\nDT-006,2013-04-19,,sick\n",
            &["B2", "B3", "B4"],
        ),
        (
            "initiatives",
            "code,year,title,authors\nX1,2014,Một,VP-001:60;VP-002:30\nX2,2014,Hai,VP-999:100\nX3,2014,Ba,VP-001\n",
            &["D2", "D3", "D4"],
        ),
        ("initiatives", "code,year,title,authors,level\nX1,2014,Một,VP-001:100,base\n", &["2"]),
        (
            "registrations",
            "year,subject_code,award_code,registered_on,state\n2014,VP,CSTDCS,2014-02-02,filed\n2014,VP-001,LDTT,,filed\n",
            &["C2", "D3"],
        ),
        (
            "revenue_actuals",
            "year,month,line_code,unit_code,amount\n2014,8,A.I.1a,,1\n2014,1,A.I,,1\n2014,1,A.I.1b,VP-001,5\n",
            &["B2", "C3", "D4"],
        ),
        ("revenue_actuals", "year,month,line_code,unit_code,amount (tỷ đồng)\n2014,1,A.I.1b,CUCTHUE,9999\n", &["E2"]),
        (
            "revenue_estimates",
            "year,line_code,assigned_by,assigned_on,amount\n2014,A.I.1a,province,2014-06-01,-5\n",
            &["E2"],
        ),
        ("grades", "year,subject_code,grade,lạ\n2013,VP-001,HTXSNV,\n", &["D1"]),
    ] {
        let said = faults(&app, kind, csv);
        let at: Vec<_> = said.iter().map(|it| it.split(' ').next().unwrap()).collect();
        assert_eq!(at, cells, "{kind}\n{said:#?}");
    }
}

#[test]
fn a_person_moves_and_leaves_as_the_files_say() {
    let app = department();
    let person = |code: &str| {
        let of_code = people::table.inner_join(subjects::table).filter(subjects::code.eq(code.to_owned()));
        let row = of_code.select((people::position, people::joined_on, people::left_on));
        app.read(|conn| row.first::<(String, chrono::NaiveDate, Option<chrono::NaiveDate>)>(conn))
    };
    // The open membership ends in the same file in which the next one begins, whatever the order of rows.
    let moved = "person_code,from_date,unit_code,position,to_date\n\
                 VP-013,2011-07-01,TTR,Bảo vệ,\n\
                 VP-013,1997-01-01,VP,Lái xe,2011-06-30\n";
    let counts = store(&app, "memberships", "a.csv", moved.as_bytes()).unwrap();
    assert_eq!(counts, Counts { added: 1, replaced: 0, same: 1 });
    assert_eq!(person("VP-013"), ("Bảo vệ".into(), "1997-01-01".parse().unwrap(), None));
    // A file without the optional columns leaves them as they are.
    let renamed = "code,full_name,gender,unit_code,position,staff_kind,joined_on\n\
                   VP-013,Lương Đình Thăng,Nam,TTR,Tổ trưởng,Người lao động,1997-02-01\n";
    assert_eq!(store(&app, "people", "a.csv", renamed.as_bytes()).unwrap().replaced, 1);
    assert_eq!(person("VP-013"), ("Tổ trưởng".into(), "1997-02-01".parse().unwrap(), None));
    let born: Option<chrono::NaiveDate> =
        app.read(|conn| people::table.filter(people::position.eq("Tổ trưởng")).select(people::birth_date).first(conn));
    assert_eq!(born, "1951-06-18".parse().ok());
}
