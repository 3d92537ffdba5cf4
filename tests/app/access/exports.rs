//! Whoever takes a list of people out of the program is noted, and for other lists nobody is.

use thidua::web::access_log::LISTS;

use super::*;

/// The files that list people: tables, and papers that are lists.
const PERSONAL: &[&str] = &[
    "/account/data.{kind}",
    "/admin/accounts.{kind}",
    "/approvals.{kind}",
    "/audit.{kind}",
    "/awards.{kind}",
    "/awards/print.{format}",
    "/certificates/decisions/{id}/receipts.{format}",
    "/certificates/register.{kind}",
    "/corrections.{kind}",
    "/council-meetings/{id}/documents.zip",
    "/councils/{id}/members.{kind}",
    "/delegations.{kind}",
    "/documents/{id}/readers.{kind}",
    "/documents/{id}/readers/print.{format}",
    "/dossiers.{kind}",
    "/dossiers/ledger.{kind}",
    "/dossiers/ledger/print.{format}",
    "/eligibility.{kind}",
    "/funds.{kind}",
    "/funds/print.{format}",
    "/grades.{kind}",
    "/initiatives.{kind}",
    "/library.{kind}",
    "/payments.{kind}",
    "/payments/print.{format}",
    "/payments/recoveries.{kind}",
    "/people.{kind}",
    "/people/{code}/disciplines.{kind}",
    "/people/{code}/leaves.{kind}",
    "/progress/refusals.{kind}",
    "/publicity/{id}/print.{format}",
    "/registrations.{kind}",
    "/relatives.{kind}",
    "/revenue/months.{kind}",
    "/role-requests.{kind}",
    "/rounds.{kind}",
    "/rounds/extensions.{kind}",
    "/rounds/ledger.{kind}",
    "/rounds/ledger/print.{format}",
    "/rounds/missing.{kind}",
    "/rounds/missing/print.{format}",
    "/rounds/print.{format}",
    "/rounds/summary/print.{format}",
    "/statistics/{form}/rows.{kind}",
];

#[actix_web::test]
async fn every_list_that_names_people_leaves_its_export_in_the_history() {
    let Department { app, mut clients } = department().await;
    let exports = || app.audited().iter().filter(|event| *event == "list_exported").count();
    let mut noted = Vec::new();
    let files = routes().into_iter().filter(|(method, path)| {
        method == "GET" && [".{kind", ".{format", ".zip"].iter().any(|end| path.contains(end))
    });
    for (_, path) in files {
        let mut taken = 0;
        let before = exports();
        for (_, client) in &mut clients {
            taken += usize::from(client.get(&address(&path)).await.status == 200);
        }
        // Not every paper is there to be taken; those that list people are, as the table says.
        assert!(taken > 0 || !path.contains(".{kind"), "nobody may take {path}");
        let entries = exports() - before;
        assert!(entries == 0 || entries == taken, "{path} was taken {taken} times and noted {entries} times");
        if entries > 0 {
            noted.push(path);
        }
    }
    noted.sort();
    assert_eq!(noted, PERSONAL);
}

/// Of those, what everybody in the house may read on its page, or what is one's own.
const OPEN: &[&str] = &[
    "/account/data",
    "/awards",
    "/council-meetings/{id}/documents.zip",
    "/councils/{id}/members",
    "/delegations",
    "/library",
    "/publicity/{id}",
    "/revenue/months",
    "/rounds",
    "/rounds/extensions",
    "/rounds/summary",
];

/// Who reads on its page what is noted when it is taken out is noted too, but for what is open to all.
#[test]
fn every_list_whose_export_is_noted_has_its_views_noted_or_is_open() {
    let pages = PERSONAL.iter().map(|path| path.split(".{").next().unwrap().trim_end_matches("/print"));
    let of = |lists: &[&str], path: &str| lists.contains(&path);
    let noted: Vec<&str> = LISTS.iter().map(|(path, _)| *path).collect();
    for page in pages {
        assert!(of(&noted, page) != of(OPEN, page), "{page} is to be noted or open");
    }
    let routes = routes();
    for page in noted {
        assert!(routes.contains(&("GET".to_owned(), page.to_owned())), "no page {page}");
    }
}

#[actix_web::test]
async fn the_entry_says_which_list_and_how_many_rows() {
    use diesel::prelude::*;
    use thidua::schema::audit_entries::dsl::{actor_name, audit_entries, event, note};
    let app = TestApp::new();
    let mut head = app.login("HUONG", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    head.get("/people.xlsx?unit=QLNS").await.assert_ok();
    let entries = audit_entries.filter(event.eq("list_exported")).select((actor_name, note));
    let noted = || -> Vec<(String, String)> { app.read(|conn| entries.load(conn)) };
    assert_eq!(noted(), [("huong".to_owned(), "Cán bộ, 1 dòng.".to_owned())]);
    // To read it, to print it from the browser, and a file of nothing leave none.
    let year = "?year=2014";
    head.get(&format!("/rounds/missing/print{year}")).await.assert_ok();
    head.get(&format!("/rounds/summary/print.docx{year}")).await.assert_status(303);
    assert_eq!(noted().len(), 1);
    for ending in ["docx", "pdf"] {
        head.get(&format!("/rounds/missing/print.{ending}{year}")).await.assert_ok();
    }
    let [_, docx, pdf] = noted().try_into().unwrap();
    assert_eq!(docx, pdf);
    assert!(docx.1.starts_with("Chưa đăng ký thi đua năm 2014 của ") && docx.1.ends_with(" 2 dòng."), "{docx:?}");
}
