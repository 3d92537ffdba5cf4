//! Every number on a page is the sum of the rows that it opens, on data that nobody has arranged.

use std::collections::{BTreeMap, HashMap};

use super::*;

/// A small generator, so that every run sees the same data.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as i64) % end
    }

    /// Now and then a correction.
    fn amount(&mut self) -> Dong {
        let amount = self.below(90_000_000_000);
        Dong::new(if self.below(12) == 0 { -amount / 20 } else { amount })
    }
}

const LEAVES: [&str; 9] = ["A.I.1a", "A.I.2", "A.I.3", "A.I.4", "A.I.9", "A.III.1", "A.III.2", "B.1", "A.I.8c"];

/// Four years of figures: some lines with shares of units, some with shares alone, months and lines left out, estimates
/// that were revised, figures that were corrected.
fn arbitrary() -> TestApp {
    let app = TestApp::new();
    let add = |code: &str| units::ops::NewUnit {
        code: code.into(),
        name: format!("Đơn vị {code}"),
        kind: UnitKind::External,
        parent: None,
        sort_order: 11,
        founded_on: None,
    };
    let [tax, customs] = ["CUCTHUE", "HAIQUAN"].map(|code| app.set_up(|tx| units::ops::add(tx, &add(code))));
    let mut dice = Dice(20_140_630);
    app.set_up(|tx| {
        for (year, months) in [(2011, 12), (2012, 12), (2013, 12), (2014, 6)] {
            for month in 1..=months {
                for code in LEAVES.map(line).into_iter().filter(|code| code.is_leaf()) {
                    let amount = dice.amount();
                    let share = |dice: &mut Dice| Dong::new(amount.amount() / 100 * dice.below(50));
                    let figure = |unit, amount| Actual { year: Year(year), month, line: code, unit, amount };
                    let rows = match dice.below(6) {
                        0 => vec![],
                        1 => vec![figure(Some(tax), share(&mut dice)), figure(Some(customs), share(&mut dice))],
                        2 => vec![figure(None, amount), figure(Some(tax), share(&mut dice))],
                        3 => vec![
                            figure(None, amount),
                            figure(Some(tax), share(&mut dice)),
                            figure(Some(customs), share(&mut dice)),
                        ],
                        4 => vec![figure(None, share(&mut dice)), figure(None, amount)],
                        _ => vec![figure(None, amount)],
                    };
                    rows.iter().try_for_each(|row| ops::put_actual(tx, row).map(drop))?;
                }
            }
        }
        for code in LEAVES.map(line).into_iter().filter(|code| code.is_leaf()) {
            for (day, unit) in [("2013-12-10", None), ("2013-12-10", Some(tax)), ("2014-05-20", None)] {
                if dice.below(3) > 0 {
                    let amount = Dong::new(dice.below(900_000_000_000) / if unit.is_some() { 9 } else { 1 });
                    let assigned_on = day.parse().unwrap();
                    let assigned_by = AssignedBy::Province;
                    let new = Estimate { year: Year(2014), line: code, unit, assigned_by, assigned_on, amount };
                    ops::put_estimate(tx, &new)?;
                }
            }
        }
        told(tx)
    });
    app
}

/// The linked amounts of a page: address of the rows, and the amount as shown.
fn linked(page: &Page) -> Vec<(String, String)> {
    let links = page.body.split("<a href=\"").skip(1).filter_map(|rest| {
        let (address, rest) = rest.split_once("\">")?;
        let shown = rest.split('<').next()?.trim_end_matches(" tỷ");
        let opens_rows = ["/revenue/entries?", "/revenue/assignments?"].iter().any(|path| address.starts_with(path));
        let is_amount = shown.ends_with(|c: char| c.is_ascii_digit());
        (opens_rows && is_amount).then(|| (address.replace("&#38;", "&"), shown.to_owned()))
    });
    links.collect()
}

/// The rows of a file by heading.
fn rows(page: &Page) -> Vec<BTreeMap<String, String>> {
    page.assert_ok();
    let mut lines = page.body.trim_start_matches('\u{feff}').lines();
    let heads: Vec<&str> = lines.next().unwrap().split(',').collect();
    let cells = |line: &str| {
        // Decimals and names are quoted when they hold a comma.
        let mut cells = vec![String::new()];
        let mut quoted = false;
        for c in line.chars() {
            match c {
                '"' => quoted = !quoted,
                ',' if !quoted => cells.push(String::new()),
                other => cells.last_mut().unwrap().push(other),
            }
        }
        cells
    };
    lines.map(|line| heads.iter().map(|head| (*head).to_owned()).zip(cells(line)).collect()).collect()
}

fn amount(row: &BTreeMap<String, String>, key: &str) -> Option<i64> {
    Some(row[key].as_str()).filter(|cell| !cell.is_empty()).map(|cell| cell.parse().unwrap())
}

#[actix_web::test]
async fn every_number_is_the_sum_of_the_rows_that_it_opens() {
    let app = arbitrary();
    let mut staff = app.login("canbo", "QLNS", &[Role::Staff]).await;
    let mut sums: HashMap<String, Dong> = HashMap::new();
    let mut checked = 0;
    for (path, least) in [
        ("/revenue?year=2014&month=6", 70),
        ("/revenue?year=2014&month=4&version=2014-05-20", 70),
        ("/revenue?year=2014&month=4&unit=CUCTHUE", 20),
        ("/revenue?year=2013", 50),
        ("/revenue/units?year=2014&month=6", 10),
        ("/revenue/units?year=2014&month=6&line=A.I", 10),
        ("/revenue/units?year=2014&month=5&line=A.III", 5),
        ("/revenue/forecast?year=2014&month=6", 20),
        ("/revenue/compare?year=2014&from=2&month=5&with_year=2012&with_from=7&with_month=11", 20),
        ("/revenue/compare?year=2014&from=1&month=6&unit=HAIQUAN", 10),
        ("/revenue/profile?year=2014&month=6&line=A.I", 30),
        ("/revenue/profile?year=2014&month=6&line=A.I.9&unit=CUCTHUE", 10),
        ("/revenue/months?year=2014", 12),
    ] {
        let page = staff.get(path).await;
        page.assert_ok();
        let links = linked(&page);
        assert!(links.len() >= least, "{path}: {} links", links.len());
        for (address, shown) in links {
            let sum = match sums.get(&address) {
                Some(sum) => *sum,
                None => {
                    let file = staff.get(&address.replacen('?', ".csv?", 1)).await;
                    let signed = |row: &BTreeMap<String, String>| {
                        amount(row, "amount").unwrap() * amount(row, "_counts").unwrap()
                    };
                    let sum = Dong::new(rows(&file).iter().map(signed).sum());
                    sums.insert(address.clone(), sum);
                    sum
                }
            };
            assert_eq!(sum.billions(1), shown, "{path}\n{address}");
            checked += 1;
        }
        if !path.contains("/profile") && !path.contains("/forecast") && !path.contains("/months") {
            every_amount_is_linked(&page, path);
        }
    }
    assert!(checked > 350, "{checked}");
    // The page of the rows says the same sum.
    for (address, sum) in sums.iter().take(20) {
        staff.get(address).await.assert_shows(&format!(": {} đồng.", sum.format()));
    }
}

/// In the tables by line and by unit: what bears no link is a share, or was never entered or assigned. A difference of
/// two numbers beside it stands without one, as does what is reckoned from the estimate.
fn every_amount_is_linked(page: &Page, path: &str) {
    for table in page.body.split("<caption id=\"").skip(1) {
        let is_reckoned = ["cap-th\"", "cap-db\""].iter().any(|id| table.starts_with(id));
        if is_reckoned {
            continue;
        }
        let table = table.split("</table>").next().unwrap();
        for row in table.split("<tr").skip(2) {
            let bare: Vec<&str> = row
                .split("<td class=\"num\">")
                .skip(1)
                .map(|cell| cell.split("</td>").next().unwrap())
                .filter(|cell| !cell.starts_with("<a ") && !cell.ends_with('%') && !["–", "Không giao"].contains(cell))
                .collect();
            let differences = usize::from(path.starts_with("/revenue/compare"));
            assert!(bare.len() <= differences, "{path}: {bare:?} in {row}");
        }
    }
}

#[actix_web::test]
async fn what_is_reckoned_follows_from_the_numbers_beside_it() {
    let app = arbitrary();
    let mut staff = app.login("canbo", "QLNS", &[Role::Staff]).await;
    let file = staff.get("/revenue/forecast.csv?year=2014&month=6").await;
    let lines = rows(&file);
    assert!(lines.len() > 8);
    for row in &lines {
        let of = |key| amount(row, key);
        if let Some(estimate) = of("estimate").filter(|estimate| *estimate > 0) {
            let remaining = estimate - of("cumulative").unwrap_or_default();
            assert_eq!(of("remaining"), Some(remaining), "{row:?}");
            assert!((of("monthly_needed").unwrap() * 6 - remaining.max(0)).abs() <= 6, "{row:?}");
            assert_ne!(row["pace"], "Không giao");
        } else {
            assert_eq!((of("remaining"), row["pace"].as_str()), (None, "Không giao"), "{row:?}");
        }
        if let Some(forecast) = of("forecast") {
            assert!(of("forecast_low").unwrap() <= forecast && forecast <= of("forecast_high").unwrap(), "{row:?}");
        }
    }
    let file = staff.get("/revenue/compare.csv?year=2014&month=6&with_year=2012").await;
    let mut compared = 0;
    for row in rows(&file) {
        let of = |key| amount(&row, key);
        let difference = of("amount").zip(of("with_amount")).map(|(one, other)| one - other);
        assert_eq!(of("difference"), difference, "{row:?}");
        compared += usize::from(difference.is_some());
    }
    assert!(compared > 8, "{compared}");
}
