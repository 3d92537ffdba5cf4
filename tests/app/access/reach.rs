//! How far a role reaches: whatever belongs to somebody or to a unit is asked for by its owner, by somebody of the same unit
//! and by somebody of another unit, each in every role that is not all or nothing, and compared with a table (SECURITY.md Z1).

use std::collections::BTreeSet;

use thidua::data_folder::attachments::Attachments;

use super::*;

/// A line a route: for each of six roles the answers to its owner, his unit and another unit. `+` opens, `-` is a function
/// the role does not have (403), `.` is not there for the asker (404).
const TABLE: &str = include_str!("reach.txt");

/// The roles, each beside that of staff; IT and auditors belong to no unit, so access.txt says all of them.
const ROLES: &[(char, &str)] = &[
    ('S', "staff"),
    ('H', "unit_head"),
    ('T', "secretariat"),
    ('C', "council_member"),
    ('L', "leader"),
    ('A', "accountant"),
];

/// How the addresses begin of what belongs to a person or a unit.
const OWNED: &[&str] = &[
    "/cluster-sheets/{id}",
    "/dossiers/{id}",
    "/initiative-sheets/{id}",
    "/initiatives/{code}",
    "/library/{code}",
    "/movements/{id}/reviews/{review}/{unit}",
    "/pacts/{id}",
    "/people/{code}",
    "/publicity/{id}/objections/{objection}",
    "/registrations/{id}",
    "/reports/{id}",
    "/unit-meetings/{id}",
    "/units/{code}/eligibility",
];

/// How the others begin, and why nobody's unit makes a difference there.
const NOBODYS: &[(&str, &str)] = &[
    ("/account/filters/{id}", "one's own alone, as access.txt shows"),
    ("/account/sessions/{key}", "one's own alone: sessions.rs"),
    ("/admin/accounts/{username}", "IT keeps the accounts of all"),
    ("/certificates/", "one book, which the secretariat keeps"),
    ("/clusters/{id}", "of many units, and shown to all"),
    ("/conferences/{id}", "the agency's"),
    ("/corrections/{id}", "answered by the secretariat; the asker reads his own on a page of his"),
    ("/council-meetings/{id}", "of who is a member of it: council_meetings.rs"),
    ("/council-results/{id}", "the council's"),
    ("/councils/{id}", "the agency's"),
    ("/decisions/{id}", "the agency's"),
    ("/delegations/{id}", "its giver's alone: delegations.rs"),
    ("/documents/{id}", "the agency's; units are its readers: documents.rs"),
    ("/escalations/{id}", "the agency's"),
    ("/funds/", "the agency's"),
    ("/help/{guide}", "everybody's"),
    ("/holidays/{day}", "the agency's"),
    ("/imports/", "of the function that imports: imports/pages.rs"),
    ("/initiative-rounds/{id}", "the agency's"),
    ("/laws/", "everybody's"),
    ("/movements/{id}", "the agency's"),
    ("/payments/{id}", "the accountant pays all"),
    ("/progress/units/{code}", "counts are everybody's"),
    ("/publicity/{id}", "everybody's, as publicity is"),
    ("/regulations/{id}", "the agency's"),
    ("/relatives/{person}", "taken out by the secretariat alone"),
    ("/reports/{year}/{kind}", "counted from what is shown to all"),
    ("/revenue/months/{year}", "the agency's"),
    ("/role-requests/{id}", "asked for by IT, of whomever: roles.rs"),
    ("/rounds/extensions/{id}", "the secretariat's to give"),
    ("/statistics/", "counts are everybody's"),
    ("/units/{code}", "shown to all, kept by the secretariat"),
    ("/wordings/{paper}", "the agency's"),
    ("/years/{year}", "the agency's"),
];

/// Whether something stands in the address, and not only the kind of a file.
fn names_a_thing(path: &str) -> bool {
    let page = [".{kind}", ".{format}", ".{kind:csv|xlsx}"].iter().find_map(|end| path.strip_suffix(end));
    page.unwrap_or(path).contains('{')
}

fn owned(path: &str) -> Option<&'static str> {
    OWNED.iter().copied().find(|begin| path.starts_with(begin))
}

#[test]
fn whatever_an_address_names_belongs_to_somebody_or_says_why_not() {
    let mut used = BTreeSet::new();
    let needs_login = |(method, path): &(String, String)| !PUBLIC.contains(&format!("{method} {path}").as_str());
    for (_, path) in routes().iter().filter(|route| needs_login(route) && names_a_thing(&route.1)) {
        let nobodys = NOBODYS.iter().map(|(begin, _)| *begin).filter(|begin| path.starts_with(begin));
        let begin = owned(path).or_else(|| nobodys.max_by_key(|begin| begin.len()));
        used.insert(begin.unwrap_or_else(|| panic!("{path}: whose is it? Name it in OWNED or NOBODYS")));
    }
    let named: BTreeSet<&str> = OWNED.iter().copied().chain(NOBODYS.iter().map(|(begin, _)| *begin)).collect();
    assert_eq!(named, used, "no route begins like this any more");
}

/// Of what is walked besides that of every department: a registration that is a draft, and a report on a unit.
struct Added {
    draft: RegistrationId,
    report: String,
}

/// The address of something that belongs to the staff member of QLNS or his unit, or to DT where only that makes sense.
fn owned_address(method: &str, path: &str, added: &Added) -> String {
    let act = path.rsplit('/').next().unwrap();
    let address = address(path);
    let is_draft = matches!(act, "edit" | "filing") || (method, act) == ("POST", "{id}");
    if path.starts_with("/registrations/{id}") && is_draft {
        return address.replacen("/registrations/1", &format!("/registrations/{}", added.draft), 1);
    }
    // The papers that come of a decision on initiatives.
    if let Some(paper) = path.strip_prefix("/initiatives/{code}/")
        && (paper.starts_with("certificate") || paper.starts_with("notice"))
    {
        return format!("/initiatives/SK-2014-907/{}", paper.replace("{format}", "docx"));
    }
    if (method, path) == ("POST", "/dossiers/{id}") {
        return "/dossiers/5".into();
    }
    if path.starts_with("/reports/{id}") {
        return address.replacen("/reports/1", &added.report, 1).replacen("/reports/2", &added.report, 1);
    }
    address
}

/// Who asks: the owner or somebody for the unit that owns it, another of that unit, and one of another unit.
fn askers(path: &str) -> [&'static str; 3] {
    let act = path.rsplit('/').next().unwrap();
    let is_of_dt = path.starts_with("/initiative-sheets/")
        || path.starts_with("/cluster-sheets/") && matches!(act, "verification" | "return")
        || path.starts_with("/pacts/") && pact_address(path).starts_with("/pacts/2");
    if is_of_dt { ["council", "other", "mate"] } else { ["staff", "mate", "other"] }
}

/// The fields of a form on it.
fn owned_fields(path: &str) -> Vec<(&'static str, &'static str)> {
    let mut fields = fields(path);
    let act = path.rsplit('/').next().unwrap();
    if path.starts_with("/registrations/{id}") && matches!(act, "filing" | "{id}") {
        fields.retain(|(name, _)| *name != "version");
        fields.push(("version", "1"));
    }
    fields
}

/// The page of the thing itself; of an objection, which has none, the page that shows it.
fn whole_of(path: &str, address: &str) -> String {
    let begin = owned(path).unwrap();
    let parts = if begin.starts_with("/publicity/") { 3 } else { begin.split('/').count() };
    let page: Vec<&str> = address.split(['?', '.']).next().unwrap().split('/').take(parts).collect();
    page.join("/")
}

/// The same route, of something that is not there.
fn missing_address(path: &str, address: &str) -> String {
    let nth = path.split('/').position(|part| part.contains('{')).unwrap();
    let (address, query) = address.split_once('?').unwrap_or((address, ""));
    let mut parts: Vec<String> = address.split('/').map(str::to_owned).collect();
    let ending = parts[nth].split_once('.').map(|(_, ending)| format!(".{ending}")).unwrap_or_default();
    let nobody = if path.contains("{id}") { "987654" } else { "KHONG-CO" };
    parts[nth] = format!("{nobody}{ending}");
    format!("{}?{query}", parts.join("/"))
}

/// The accounts that ask, logged in where they hold one more role.
struct Askers {
    base: TestApp,
    reading: BTreeMap<&'static str, Client>,
    writing: BTreeMap<&'static str, Client>,
    /// Where forms go, so that the one let in spoils no other's answer.
    copy: TestApp,
    /// Who reads which page.
    known: BTreeMap<(&'static str, String), bool>,
}

impl Askers {
    fn of(role: &str, app: &TestApp, clients: &BTreeMap<&'static str, Client>) -> Self {
        let base = copied(app);
        let accounts = "(SELECT id FROM accounts WHERE username IN ('staff', 'council', 'mate', 'other'))";
        let statement = format!(
            "DELETE FROM account_roles WHERE account_id IN {accounts}; \
             INSERT INTO account_roles SELECT id, 'staff' FROM accounts WHERE id IN {accounts}; \
             INSERT OR IGNORE INTO account_roles SELECT id, '{role}' FROM accounts WHERE id IN {accounts};"
        );
        base.execute(&statement).unwrap();
        let copy = copied(&base);
        let reading = before(&base, clients);
        let writing = before(&copy, clients);
        Self { base, reading, writing, copy, known: BTreeMap::new() }
    }

    /// Whether a page opens to somebody.
    async fn reads(&mut self, name: &'static str, page: &str) -> bool {
        if let Some(known) = self.known.get(&(name, page.to_owned())) {
            return *known;
        }
        let is_open = self.ask(name, "GET", page, page).await == '+';
        self.known.insert((name, page.to_owned()), is_open);
        is_open
    }

    /// How a route answers somebody.
    async fn ask(&mut self, name: &str, method: &str, path: &str, address: &str) -> char {
        let page = if method == "GET" {
            self.reading.get_mut(name).unwrap().get(address).await
        } else if path.ends_with("/files") {
            let kind = if path.starts_with("/cluster-sheets") { "1" } else { "minh_chung" };
            self.writing.get_mut(name).unwrap().upload_to(address, kind, "b.pdf", b"%PDF-1.4").await
        } else {
            self.writing.get_mut(name).unwrap().post(address, &owned_fields(path)).await
        };
        assert!(page.status.as_u16() < 500, "{method} {address} as {name}: {}", page.body);
        if method == "POST" && page.status == 303 {
            self.copy = copied(&self.base);
            self.writing = before(&self.copy, &self.reading);
        }
        assert!(!page.location.starts_with("/login"), "{method} {address}: {name} is logged out");
        match page.status.as_u16() {
            400 => panic!("{method} {address} as {name}: fill the form in\n{}", page.body),
            403 => '-',
            404 => '.',
            _ => '+',
        }
    }
}

/// A department as another is, with its files.
fn copied(app: &TestApp) -> TestApp {
    let copy = TestApp::copy_of(app);
    std::fs::create_dir_all(copy.attachments()).unwrap();
    for file in std::fs::read_dir(app.attachments()).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), copy.attachments().join(file.file_name())).unwrap();
    }
    copy
}

/// The clients before a department, with its files.
fn before(app: &TestApp, clients: &BTreeMap<&'static str, Client>) -> BTreeMap<&'static str, Client> {
    let files = || Attachments::at(&app.attachments());
    clients.iter().map(|(name, it)| (*name, it.with_db(app.db.clone()).with_attachments(files()))).collect()
}

/// The department of the other walk with two more of its staff, one in each unit.
async fn department_with_others() -> (TestApp, BTreeMap<&'static str, Client>, Added) {
    let Department { app, .. } = department().await;
    for (username, unit) in [("mate", "QLNS"), ("other", "DT")] {
        let person = app.person(&format!("{unit}-{}", username.to_uppercase()), &format!("Lê Thị {username}"), unit);
        app.account(username, Some(person), &[Role::Staff]);
    }
    let new = Registering {
        year: Year(2014),
        subject_code: "QLNS-STAFF".into(),
        award: AwardCode::from_code("CSTD_TINH").unwrap(),
        planned_initiative: String::new(),
        pledge: String::new(),
    };
    let draft = app.db.write_now(&app.actor("staff"), |tx| registrations::register(tx, &new)).unwrap();
    let report = [("year", "2014"), ("kind", "half-year"), ("unit", "QLNS")];
    let report = app.client("head").await.post("/reports", &report).await.assert_status(303).location.clone();
    let mut clients = BTreeMap::new();
    for name in ["staff", "council", "mate", "other"] {
        clients.insert(name, app.client(name).await);
    }
    (app, clients, Added { draft, report })
}

#[actix_web::test]
async fn every_role_reaches_as_far_as_the_table_says_and_what_is_not_his_to_see_is_not_there() {
    let (app, clients, added) = department_with_others().await;
    let routes: Vec<_> =
        routes().into_iter().filter(|(_, path)| names_a_thing(path) && owned(path).is_some()).collect();
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut told = Vec::new();
    for (letter, role) in ROLES {
        let mut there = Askers::of(role, &app, &clients);
        let rows = there.base.all_rows();
        for (method, path) in &routes {
            let address = owned_address(method, path, &added);
            let mut signs = String::new();
            for name in askers(path) {
                let sign = there.ask(name, method, path, &address).await;
                signs.push(sign);
                // Whoever may not open the thing itself is told no more than of one that is not there.
                if sign != '+' && !there.reads(name, &whole_of(path, &address)).await {
                    let missing = there.ask(name, method, path, &missing_address(path, &address)).await;
                    if missing != sign {
                        told.push(format!("{letter} as {name}: {method} {address} {sign}, but {missing} of nothing"));
                    }
                }
            }
            let line = found.entry(format!("{method} {path}")).or_default();
            line.push_str(&format!("{letter}{signs} "));
        }
        assert!(there.base.all_rows() == rows, "a GET has changed something");
    }
    let table: String = found.iter().map(|(route, signs)| format!("{signs}{route}\n")).collect();
    if std::env::var_os("WRITE_ACCESS_TABLE").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/app/access/reach.txt"), &table).unwrap();
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
    for (expected, is) in TABLE.lines().zip(table.lines()) {
        assert_eq!(is, expected, "how far a role reaches has changed; the whole table is now\n{table}");
    }
    assert_eq!(
        TABLE.lines().count(),
        table.lines().count(),
        "a route without a row, or a row without a route\n{table}"
    );
}
