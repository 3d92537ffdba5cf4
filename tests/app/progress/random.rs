//! On departments made by chance: each number of each page is the sum of the rows it opens, page by page, and the
//! file of all units adds up to the numbers of all together.

use std::collections::BTreeMap;

use super::links::{forms, numbers, pages, rows, unit_codes, walk};
use super::*;

/// The same chances for the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }

    fn happens(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[self.below(of.len())]
    }
}

const UNITS: [&str; 3] = ["VP", "QLNS", "DT"];
const OF_PEOPLE: [&str; 5] = ["LDTT", "CSTDCS", "GK", "BK_TINH", "HCLD_BA"];
const OF_UNITS: [&str; 4] = ["TTLDTT", "TTLDXS", "GK", "BK_TINH"];
const REGISTERED: [&str; 10] = [
    "draft",
    "filed",
    "unit_reviewed",
    "accepted",
    "awarded",
    "not_awarded",
    "escalated",
    "returned",
    "rejected",
    "withdrawn",
];
const PROPOSED: [&str; 9] =
    ["draft", "filed", "verified", "published", "decided", "rejected", "withdrawn", "on_hold", "revoked"];

/// Whatever chance gives to people and units of two years, one of them running, with somebody who went over.
fn fill(app: &TestApp, dice: &mut Dice) {
    let mut people = Vec::new();
    for place in 0..9 {
        let code = format!("C{place}");
        app.person(&code, "Lê Văn Bình", UNITS[place % 3]);
        people.push(code);
    }
    move_to_new_unit(app, &people[1], "2013-07-01");
    let of_people = people.iter().map(|code| (code.as_str(), &OF_PEOPLE[..]));
    let subjects: Vec<_> = of_people.chain(UNITS.map(|code| (code, &OF_UNITS[..]))).collect();
    for year in [2013, 2014] {
        let mut granted: BTreeMap<(&str, &str), Vec<(&str, &str)>> = BTreeMap::new();
        for (code, award) in subjects.iter().flat_map(|(code, awards)| awards.iter().map(move |award| (*code, *award)))
        {
            let registration = dice.happens(60).then(|| register(app, year, code, award, dice.one(&REGISTERED)));
            if dice.happens(40) {
                let registration = registration.filter(|_| dice.happens(70));
                propose(app, year, (code, award), dice.one(&PROPOSED), registration, "Chưa đủ minh chứng");
            }
            if dice.happens(40) {
                let authority = match award {
                    "BK_TINH" => dice.one(&["province_chairman", "minister"]),
                    "HCLD_BA" => "state_president",
                    "TTLDXS" => "province_chairman",
                    _ => OWN,
                };
                // Decided before the year's end, or after it.
                let early = if dice.happens(30) { "-04-01" } else { "-06-20" };
                granted.entry((authority, early)).or_default().push((code, award));
            }
        }
        for ((authority, early), list) in granted {
            let day = if early == "-04-01" { format!("{year}{early}") } else { format!("{}{early}", year + 1) };
            decide(app, authority, year, &day, &list);
        }
    }
    revoke_some(app, dice);
}

fn revoke_some(app: &TestApp, dice: &mut Dice) {
    app.set_up(|tx| {
        let all: Vec<i64> = awards::table.select(awards::id).order(awards::id).load(tx.conn)?;
        for id in all.into_iter().filter(|_| dice.happens(15)) {
            let day: chrono::NaiveDate = "2014-07-01".parse().unwrap();
            diesel::update(awards::table.find(id)).set(awards::revoked_on.eq(day)).execute(tx.conn)?;
        }
        tx.audit(Event::new(EventKind::AwardRevoked, Object::Award(AwardId(1))))
    });
}

/// The sum of a column over all units, by award.
fn summed(file: &Page, column: usize) -> BTreeMap<String, usize> {
    let mut sums = BTreeMap::new();
    for line in file.body.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        *sums.entry(cells[1].to_owned()).or_default() += cells[column].parse::<usize>().unwrap();
    }
    sums
}

#[actix_web::test]
async fn every_number_is_the_sum_of_its_rows_whatever_chance_brings() {
    for seed in [1, 2] {
        let app = TestApp::new();
        let mut reader = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
        fill(&app, &mut Dice(seed));
        let units = unit_codes(&app);
        for year in [2013, 2014] {
            let statutory = forms(&mut reader, year).await;
            assert!(!statutory.is_empty(), "no statutory form of {year}");
            let lists = walk(&mut reader, &[pages(year, &units), statutory].concat()).await;
            assert!(lists > 60, "seed {seed}: only {lists} numbers of {year} lead to a list");
            add_up(&mut reader, year).await;
            for code in &units {
                people_are_listed(&mut reader, code, year).await;
            }
        }
    }
}

/// Every unit has all that a row can say; a page of a list or of pictures still stays light (UI.md §9).
#[actix_web::test]
async fn pages_full_of_numbers_stay_light() {
    const LIGHT: usize = 60_000;
    let app = TestApp::new();
    let mut reader = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    let codes: Vec<String> = (0..60).map(|place| format!("CHICUC-{place:02}")).collect();
    for (code, order) in codes.iter().zip(50..) {
        add_unit(&app, code, &format!("Phòng Hành chính sự nghiệp và Tài chính doanh nghiệp {code}"), order);
        app.person(&format!("{code}-1"), "Nguyễn Hoàng Phương Thảo", code);
    }
    let crowd: Vec<String> = (0..60).map(|place| format!("CHICUC-01-{}", place + 2)).collect();
    for code in &crowd {
        app.person(code, "Nguyễn Hoàng Phương Thảo", "CHICUC-01");
    }
    for year in [2013, 2014] {
        let people = codes.iter().map(|code| format!("{code}-1")).chain(crowd.iter().cloned());
        let of_people: Vec<String> = people.collect();
        for code in &of_people {
            register(&app, year, code, "LDTT", "awarded");
            register(&app, year, code, "CSTDCS", "awarded");
        }
        for code in &codes {
            register(&app, year, code, "TTLDXS", "awarded");
        }
        let awards = of_people.iter().flat_map(|code| [(code.as_str(), "LDTT"), (code.as_str(), "CSTDCS")]);
        let all: Vec<_> = awards.chain(codes.iter().map(|code| (code.as_str(), "TTLDXS"))).collect();
        decide(&app, OWN, year, &format!("{year}-06-20"), &all);
    }
    for address in [
        "/progress?year=2014",
        "/progress?year=2014&page=1",
        "/progress/years?year=2014",
        "/progress/units/CHICUC-01?year=2014",
        "/registrations?year=2014",
        "/awards?year=2014",
        "/people",
        "/units",
    ] {
        let bytes = reader.get(address).await.body.len();
        assert!((20_000..LIGHT).contains(&bytes), "{address}: {bytes} bytes");
    }
}

fn add_unit(app: &TestApp, code: &str, name: &str, order: i64) {
    let kind = thidua::domain::subject::UnitKind::Division;
    let (code, name) = (code.to_owned(), name.to_owned());
    let new = units::ops::NewUnit { code, name, kind, parent: None, sort_order: order, founded_on: None };
    app.set_up(|tx| units::ops::add(tx, &new).map(drop));
}

/// The file's rows, unit by unit, against the lists of all units.
async fn add_up(reader: &mut Client, year: i32) {
    let file = reader.get(&format!("/progress.csv?year={year}")).await;
    for (column, list) in [(3, "/registrations"), (4, "/awards")] {
        for (award, sum) in summed(&file, column) {
            let behind = rows(reader, &format!("{list}?year={year}&award={award}&state=counted")).await;
            assert_eq!(behind, (sum, sum), "{award} of {year} in {list}");
        }
    }
}

/// The number of people in the table of units is that of the rows on the unit's page.
async fn people_are_listed(reader: &mut Client, code: &str, year: i32) {
    let address = format!("/progress/units/{code}?year={year}");
    let board = reader.get(&format!("/progress?year={year}")).await;
    let Some(number) = board.between(&format!("<a href=\"{address}#nguoi\">"), "</a>") else { return };
    let page = reader.get(&address).await;
    let listed = page.between("id=\"nguoi\">", "</section>").unwrap();
    assert_eq!(listed.matches("<th scope=\"row\" role=\"rowheader\">").count().to_string(), number, "{address}");
}

#[actix_web::test]
async fn with_many_units_a_page_shows_some_and_the_total_stays() {
    let app = TestApp::new();
    let mut reader = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    let codes: Vec<String> = (0..60).map(|place| format!("X{place:02}")).collect();
    for (code, order) in codes.iter().zip(50..) {
        add_unit(&app, code, &format!("Phòng {code}"), order);
    }
    for code in ["X00", "X57", "X58"] {
        app.person(&format!("P{code}"), "Lê Văn Bình", code);
        register(&app, 2013, &format!("P{code}"), "CSTDCS", "awarded");
    }
    let list = [("PX00", "CSTDCS"), ("PX57", "CSTDCS"), ("PX58", "CSTDCS"), ("PX58", "LDTT"), ("X57", "TTLDTT")];
    decide(&app, OWN, 2013, "2014-01-20", &list);
    let whole = reader.get("/progress?year=2013").await;
    whole
        .assert_shows("Phòng X00")
        .assert_hides("Phòng X57")
        .assert_shows("Xem cả 64 đơn vị")
        .assert_hides("Trang 1 trên");
    let first = reader.get("/progress?year=2013&page=1").await;
    first.assert_shows("Phòng X00").assert_hides("Phòng X57").assert_shows("Trang 1 trên 3");
    let last = reader.get("/progress?year=2013&page=3").await;
    last.assert_shows("Phòng X57").assert_hides("Phòng X00").assert_shows("/progress?year=2013&#38;page=1");
    reader.get("/progress?year=2013&page=99").await.assert_shows("Phòng X57");
    let total = "/awards?year=2013&award=CSTDCS&state=counted".to_owned();
    for page in [&whole, &first, &last] {
        assert!(numbers(page).contains(&(total.clone(), 3)), "the total is that of all units");
    }
    let addresses = ["", "&page=1", "&page=3"].map(|page| format!("/progress?year=2013{page}"));
    assert!(walk(&mut reader, &addresses).await > 8);
    reader.get("/progress/years?year=2013&page=4").await.assert_shows("Phòng X58").assert_hides("Phòng X00");
    let file = reader.get("/progress.csv?year=2013").await;
    file.assert_shows("X00,CSTDCS,1,1,1,0,100").assert_shows("X58,LDTT,1,1,1,0,100");
}
