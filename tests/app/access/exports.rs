//! Whoever takes a list of people out of the program is noted, and for other lists nobody is.

use super::*;

/// The files that name people.
const PERSONAL: &[&str] = &[
    "/admin/accounts.{kind}",
    "/approvals.{kind}",
    "/awards.{kind}",
    "/certificates/register.{kind}",
    "/councils/{id}/members.{kind}",
    "/delegations.{kind}",
    "/documents/{id}/readers.{kind}",
    "/eligibility.{kind}",
    "/funds.{kind}",
    "/grades.{kind}",
    "/initiatives.{kind}",
    "/library.{kind}",
    "/payments.{kind}",
    "/payments/recoveries.{kind}",
    "/people.{kind}",
    "/people/{code}/disciplines.{kind}",
    "/people/{code}/leaves.{kind}",
    "/registrations.{kind}",
    "/relatives.{kind}",
    "/revenue/months.{kind}",
    "/rounds.{kind}",
    "/rounds/extensions.{kind}",
    "/rounds/ledger.{kind}",
    "/rounds/missing.{kind}",
    "/statistics/{form}/rows.{kind}",
];

#[actix_web::test]
async fn every_list_that_names_people_leaves_its_export_in_the_history() {
    let Department { app, mut clients } = department().await;
    let exports = || app.audited().iter().filter(|event| *event == "list_exported").count();
    let mut noted = Vec::new();
    let files = routes().into_iter().filter(|(method, path)| method == "GET" && path.contains(".{kind"));
    for (_, path) in files {
        let mut taken = 0;
        let before = exports();
        for (_, client) in &mut clients {
            taken += usize::from(client.get(&address(&path)).await.status == 200);
        }
        assert!(taken > 0, "nobody may take {path}");
        let entries = exports() - before;
        assert!(entries == 0 || entries == taken, "{path} was taken {taken} times and noted {entries} times");
        if entries > 0 {
            noted.push(path);
        }
    }
    noted.sort();
    assert_eq!(noted, PERSONAL);
}

#[actix_web::test]
async fn the_entry_says_which_list_and_how_many_rows() {
    use diesel::prelude::*;
    use thidua::schema::audit_entries::dsl::{actor_name, audit_entries, event, note};
    let app = TestApp::new();
    let mut head = app.login("HUONG", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    head.get("/people.xlsx?unit=QLNS").await.assert_ok();
    let entries = audit_entries.filter(event.eq("list_exported")).select((actor_name, note));
    let noted: Vec<(String, String)> = app.read(|conn| entries.load(conn));
    assert_eq!(noted, [("huong".to_owned(), "Cán bộ, 1 dòng.".to_owned())]);
}
