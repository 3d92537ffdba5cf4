//! A new decree is new data: a regime, an award and a rule that no code knows of.

use super::super::*;
use super::builders::*;
use crate::domain::law::{AwardCode, Catalogue, ClauseType};
use crate::domain::year::Year;

const DECREE: &str = r#"
[[regime]]
code = "R2030"
name = "Nghị định thử nghiệm"
effective_from = 2030-01-01
documents = ["NĐ 1/2030/NĐ-CP"]
province_documents = []
source = "NĐ 1/2030/NĐ-CP"
confidence = "sourced"

[[award]]
code = "NGOI_SAO"
vi = "Ngôi sao tài chính"
en = "FinanceStar"
kind = "title"
subjects = ["individual"]
level = "base"
authority = "department_director"
rank = 25
periodicity = "yearly"
source = "NĐ 1/2030/NĐ-CP Điều 3"
confidence = "sourced"

[[rule]]
award = "NGOI_SAO"
subject = "individual"
regimes = ["R2030"]
all = [ { type = "grade_streak", years = 2, min = "HTXSNV" } ]
any = [
  [ { type = "title_count", titles = ["CSTDCS"], count = 2, within = "streak" } ],
  [ { type = "initiative", level = "provincial", count = 1, within = "streak" }, { type = "no_discipline", min_severity = "KHIEN_TRACH" } ],
]
source = "NĐ 1/2030/NĐ-CP Điều 3"
confidence = "sourced"

[[rule]]
award = "CSTD_TINH"
subject = "individual"
regimes = ["R2030"]
all = [ { type = "title_streak", title = "NGOI_SAO", count = 2 } ]
source = "NĐ 1/2030/NĐ-CP Điều 4"
confidence = "sourced"
"#;

/// The embedded catalogue with the decree added.
fn catalogue() -> &'static Catalogue {
    let embedded = include_str!("../../law/catalogue.toml");
    let closed = embedded.replacen(
        "effective_from = 2026-10-01\n",
        "effective_from = 2026-10-01\neffective_to = 2029-12-31\n",
        1,
    );
    let granted = closed.replacen("\"TTLDTT\", \"GK\"]", "\"TTLDTT\", \"GK\", \"NGOI_SAO\"]", 1);
    Box::leak(Box::new(Catalogue::parse(&format!("{granted}\n{DECREE}")).expect("the decree is data")))
}

#[test]
fn a_made_up_decree_is_assessed_from_data_alone() {
    let catalogue = catalogue();
    let star = AwardCode::all_of(catalogue).find(|award| award.code() == "NGOI_SAO").expect("the new award");
    let context = Context::new(catalogue, day("2032-01-10"), Confirmations::default(), Vec::new());
    let question = Question::received(star, Year(2031), day("2031-12-31"));
    let assessed = |facts: &Facts| assess(&question, facts, &context).expect("a rule");
    let excellent = person().graded("HTXSNV", [2030, 2031]);
    let assessment = assessed(&excellent.clone().granted("CSTDCS", [2030, 2031]));
    assert_eq!((assessment.regime.code.as_str(), assessment.outcome), ("R2030", Outcome::Met));
    assert_eq!(assessed(&excellent.clone().granted("CSTDCS", [2030])).outcome, Outcome::NotMet);
    let inventor = excellent.invented(crate::domain::initiative::Level::National, [2030]);
    assert_eq!(assessed(&inventor).outcome, Outcome::Met);
    let disciplined = inventor.disciplined("KHIEN_TRACH", "2031-01-01");
    assert_eq!(outcome_of(&assessed(&disciplined), ClauseType::NoDiscipline), Outcome::NotMet);

    let star_of = |year| AwardFact { award: star, ..grant("CSTDCS", year) };
    let holder = person().with(star_of(2030)).with(star_of(2031));
    let higher = Question { award: award("CSTD_TINH"), ..question };
    assert_eq!(assess(&higher, &holder, &context).expect("a rule").outcome, Outcome::Met);
    let once = person().with(star_of(2030)).graded("HTTNV", [2031]);
    assert_eq!(assess(&higher, &once, &context).expect("a rule").outcome, Outcome::NotMet);
}
