//! Each number of award progress opens just the rows it counts: on the page and in the file behind it.

use std::collections::BTreeMap;

use super::*;

/// The lists that numbers open.
const LISTS: [&str; 6] =
    ["/awards?", "/registrations?", "/dossiers?", "/progress/refusals?", "/people?on=", "/units?kind="];

fn is_list(address: &str) -> bool {
    LISTS.iter().any(|list| address.starts_with(list))
        || (address.starts_with("/statistics/") && address.contains("/rows?"))
}

/// A number and the address of its rows. What is said by an abbreviation is one collective's title.
pub fn numbers(page: &Page) -> Vec<(String, usize)> {
    let main = page.between("<main", "</main>").unwrap();
    let linked = main.split("<a href=\"").skip(1).filter_map(|rest| {
        let (address, rest) = rest.split_once("\">")?;
        let words = rest.split_once("</a>")?.0;
        let number = words.split('/').next()?.replace('.', "").parse().unwrap_or(1);
        is_list(address).then(|| (address.replace("&#38;", "&"), number))
    });
    linked.collect()
}

/// Numbers in tables that open nothing, as they stand there: the cell's words.
pub fn bare(page: &Page, address: &str) -> Vec<String> {
    let main = page.between("<main", "</main>").unwrap();
    let cells = main.split("<td").skip(1).filter_map(|rest| {
        let cell = rest.split_once('>')?.1.split("</td>").next()?;
        let words =
            cell.split('<').map(|part| part.split_once('>').map_or(part, |(_, words)| words)).collect::<String>();
        let is_number = words.trim_start().starts_with(|c: char| c.is_ascii_digit());
        (is_number && !cell.contains("<a href=")).then(|| words.trim().to_owned())
    });
    cells.filter(|words| reason(words, address).is_none()).collect()
}

/// Why a number opens nothing.
fn reason(words: &str, address: &str) -> Option<&'static str> {
    match words {
        _ if words.split(' ').next() == Some("0") => Some("nothing is counted"),
        _ if words.ends_with('%') => Some("the share of one number beside it in another"),
        _ if words.contains("người. ") => Some("reckoned from the number beside it by the largest share allowed"),
        "1" if address.starts_with("/progress/units/") => Some("the collective that the page is of"),
        _ => None,
    }
}

/// How many rows the list has by its heading and by its file.
pub async fn rows(reader: &mut Client, address: &str) -> (usize, usize) {
    let page = reader.get(address).await;
    let heading = page.between("page-title__sub\">", " ").unwrap_or_else(|| panic!("{address}: {}", page.body));
    let (path, query) = address.split_once('?').unwrap();
    let file = reader.get(&format!("{path}.csv?{query}")).await;
    file.assert_ok();
    (heading.parse().unwrap(), file.body.split("\r\n").filter(|line| !line.is_empty()).count() - 1)
}

/// Opens the rows of every number of these pages and answers how many lists that were.
pub async fn walk(reader: &mut Client, pages: &[String]) -> usize {
    let mut seen = BTreeMap::new();
    for address in pages {
        let page = reader.get(address).await;
        page.assert_ok();
        // Statutory forms print every cell, and 0 has no rows.
        if !address.starts_with("/statistics/") {
            assert_eq!(bare(&page, address), Vec::<String>::new(), "numbers without rows on {address}");
        }
        for (list, number) in numbers(&page) {
            let before = seen.insert(list.clone(), number);
            assert!(
                before.is_none_or(|before| before == number),
                "{list} counts {before:?} and {number}, on {address}"
            );
        }
    }
    for (list, number) in &seen {
        assert_eq!(rows(reader, list).await, (*number, *number), "heading and file of {list}");
    }
    seen.len()
}

/// All units of the year with each award one can follow over the years, the list of units, and each unit alone.
pub fn pages(year: i32, units: &[String]) -> Vec<String> {
    let followed = ["LDTT", "CSTDCS", "TTLDTT", "TTLDXS"].map(|award| format!("/progress?year={year}&award={award}"));
    let by_unit = ["LDTT", "CSTDCS", "TTLDTT"].map(|award| format!("/progress/years?year={year}&award={award}"));
    let listed = [format!("/progress?year={year}&page=1"), format!("/progress/refusals?year={year}")];
    let alone = units.iter().map(|code| format!("/progress/units/{code}?year={year}&award=LDTT"));
    followed.into_iter().chain(by_unit).chain(listed).chain(alone).collect()
}

/// The statutory forms of a year.
pub async fn forms(reader: &mut Client, year: i32) -> Vec<String> {
    let index = reader.get(&format!("/statistics?year={year}")).await;
    let links = index.body.split("<a href=\"/statistics/").skip(1);
    let addresses = links.filter_map(|rest| rest.split_once('"')).map(|(address, _)| address.replace("&#38;", "&"));
    let is_form = |address: &String| !address.starts_with("print") && !address.starts_with("codes");
    addresses.filter(is_form).map(|address| format!("/statistics/{address}")).collect()
}

/// Of all units inside the agency.
pub fn unit_codes(app: &TestApp) -> Vec<String> {
    use thidua::domain::subject::UnitKind;
    use thidua::schema::units::dsl::{kind, units};
    let inside = units.inner_join(subjects::table).filter(kind.ne(UnitKind::External));
    app.read(|conn| inside.select(subjects::code).load(conn))
}

#[actix_web::test]
async fn every_number_of_the_sample_department_opens_its_rows() {
    let mut app = TestApp::empty();
    thidua::sample::build(&mut app.db, "2014-07-15".parse().unwrap()).unwrap();
    let units = unit_codes(&app);
    let mut secretary = app.stranger();
    secretary.log_in("thuongtruc", thidua::sample::PASSWORD).await.assert_went_to("/");
    for year in [2013, 2014] {
        let lists = walk(&mut secretary, &pages(year, &units)).await;
        assert!(lists > 100, "only {lists} numbers of {year} lead to a list");
    }
    let mut head = app.stranger();
    head.log_in("truongphong", thidua::sample::PASSWORD).await.assert_went_to("/");
    let own = ["/progress?year=2014".to_owned(), "/progress/units/QLNS?year=2014".to_owned()];
    assert!(numbers(&head.get(&own[1]).await).iter().any(|(list, _)| list.starts_with("/registrations?")));
    walk(&mut head, &own).await;
}

#[actix_web::test]
async fn those_who_moved_and_those_with_only_the_higher_title_are_among_the_rows() {
    let (app, mut reader) = department().await;
    move_to_new_unit(&app, "Q4", "2013-07-01");
    // Decided before Q4 went over, and after.
    decide(&app, "province_chairman", 2013, "2013-05-10", &[("Q4", "BK_TINH"), ("D1", "BK_TINH"), ("DT", "BK_TINH")]);
    decide(&app, "minister", 2013, "2014-02-10", &[("Q4", "BK_TINH")]);
    decide(&app, OWN, 2013, "2014-01-20", &[("Q4", "CSTDCS"), ("Q1", "LDTT"), ("Q1", "CSTDCS"), ("D2", "CSTDCS")]);
    decide(&app, OWN, 2010, "2011-01-20", &[("Q4", "CSTDCS"), ("Q3", "LDTT")]);
    let states = ["withdrawn", "rejected", "returned", "draft"];
    for (code, state) in ["Q1", "Q2", "Q3", "D1"].iter().zip(states) {
        register(&app, 2013, code, "CSTDCS", state);
    }
    register(&app, 2013, "Q3", "LDTT", "filed");
    register(&app, 2013, "Q2", "LDTT", "awarded");
    for code in ["Q1", "DT"] {
        register(&app, 2013, code, "HCLD_BA", "escalated");
    }
    let csv = reader.get("/progress.csv?year=2013").await;
    csv.assert_shows("NSHX,LDTT,1,0,1,0,100\r\n")
        .assert_shows("NSHX,BK_TINH,1,0,2,0,\r\n")
        .assert_hides("QLNS,BK_TINH");
    csv.assert_shows("QLNS,LDTT,3,2,1,0,\"33,33\"\r\n").assert_shows("DT,LDTT,2,1,1,0,50\r\n");
    assert!(walk(&mut reader, &pages(2013, &unit_codes(&app))).await > 30);
    let behind = reader.get("/awards?year=2013&unit=NSHX&award=LDTT&state=counted").await;
    behind.assert_shows("1 lượt").assert_shows("Tính vào tiến độ thi đua").assert_shows("Như trang Tiến độ thi đua");
    let behind = reader.get("/registrations?year=2013&unit=DT&award=LDTT&state=counted").await;
    behind.assert_shows("1 đăng ký").assert_shows("Tính vào tiến độ thi đua").assert_shows("Chiến sĩ thi đua cơ sở");
}
