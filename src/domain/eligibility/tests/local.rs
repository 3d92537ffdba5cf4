use super::super::*;
use super::builders::*;
use crate::domain::law::{Clause, ClauseType, catalogue};
use crate::domain::ratio::Ratio;
use crate::domain::subject::SubjectKind;

fn clause(written: &str) -> Clause {
    Clause::read(&written.parse().expect("a table"), catalogue()).expect("a clause")
}

fn regulation(code: &str, from: &str, written: &str) -> LocalRule {
    let award = award(code);
    LocalRule {
        document_no: "Điều 5 QĐ 12/2024/QĐ-UBND".into(),
        effective_from: day(from),
        effective_to: None,
        award,
        subject: if award.award().takes(SubjectKind::Person) { SubjectKind::Person } else { SubjectKind::Unit },
        clauses: vec![clause(written)],
        cap: None,
    }
}

#[test]
fn a_local_criterion_is_asked_beside_the_law_from_its_day_on() {
    let local = regulation("CSTDCS", "2025-01-01", "type = 'initiative'\nlevel = 'base'\ncount = 1");
    let context = Context::new(catalogue(), day("2025-06-01"), Confirmations::default(), vec![local]);
    let facts = person().graded("HTXSNV", [2024]).granted("LDTT", [2024]);
    let before = assess(&at_year_end("CSTDCS", 2024), &facts, &context).expect("a rule");
    assert_eq!(before.outcome, Outcome::Met, "changing the rules changes nothing already received");
    assert!(before.local_documents.is_empty());
    let question = Question::received(award("CSTDCS"), crate::domain::year::Year(2024), day("2025-01-02"));
    let after = assess(&question, &facts, &context).expect("a rule");
    assert_eq!(after.outcome, Outcome::NotMet);
    let finding = after.in_the_way().next().expect("what is missing");
    assert_eq!((finding.clause, finding.alternative), (ClauseType::Initiative, 0));
    assert_eq!(finding.citation, "Điều 5 QĐ 12/2024/QĐ-UBND");
    assert_eq!(after.local_documents.len(), 1);
}

#[test]
fn local_regulation_is_never_looser_than_the_law() {
    let looser = [
        ("LDTT", "2024-01-01", "type = 'grade_in_year'\nmin = 'HTNV'", "Luật 06/2022/QH15 Điều 24 khoản 1"),
        ("LDTT", "2016-01-01", "type = 'min_months_employed'\nmonths = 6", "NĐ 65/2014/NĐ-CP"),
        ("LDTT", "2016-01-01", "type = 'max_leave_days'\ndays = 60", "NĐ 65/2014/NĐ-CP"),
        ("LDTT", "2016-01-01", "type = 'max_leave_days'\ndays = 40\nexempt = ['sick']", "NĐ 65/2014/NĐ-CP"),
        ("LDTT", "2018-01-01", "type = 'no_discipline'\nmin_severity = 'CANH_CAO'", "NĐ 91/2017/NĐ-CP Điều 10"),
        (
            "CSTD_TINH",
            "2018-01-01",
            "type = 'title_streak'\ntitle = 'CSTDCS'\ncount = 2",
            "NĐ 91/2017/NĐ-CP Điều 9 khoản 2",
        ),
        (
            "TTLDTT",
            "2018-01-01",
            "type = 'member_title_ratio'\ntitle = 'LDTT'\nop = '>='\nratio = 0.5",
            "Luật 15/2003/QH11 Điều 28",
        ),
        ("KNC_BTC", "2018-01-01", "type = 'service_years'\nmale = 15\nfemale = 15", "TT 17/2019/TT-BTC"),
    ];
    for (code, from, written, article) in looser {
        let refused = check_not_looser(&regulation(code, from, written), catalogue()).expect_err(written);
        assert!(refused.article.contains(article), "{written}: {refused}");
        assert!(refused.to_string().contains("Quy chế chỉ được quy định cao hơn"), "{refused}");
    }
    let stricter = [
        ("LDTT", "type = 'grade_in_year'\nmin = 'HTXSNV'"),
        ("LDTT", "type = 'min_months_employed'\nmonths = 11"),
        ("TTLDTT", "type = 'member_title_ratio'\ntitle = 'LDTT'\nop = '>='\nratio = 0.8"),
        ("CSTD_TINH", "type = 'initiative'\nlevel = 'base'\ncount = 3"),
        ("TTLDTT", "type = 'no_member_discipline'\nmin_severity = 'KHIEN_TRACH'"),
    ];
    for (code, written) in stricter {
        assert_eq!(check_not_looser(&regulation(code, "2018-01-01", written), catalogue()), Ok(()), "{written}");
    }
}

#[test]
fn a_local_cap_stays_under_that_of_the_law() {
    let capped = |percent, until: Option<&str>| {
        let mut rule = regulation("CSTDCS", "2018-01-01", "type = 'conduct'");
        rule.effective_to = until.map(day);
        rule.cap = Some(LocalCap {
            max_ratio: Ratio::new(percent, 100).expect("a share"),
            rounding: crate::domain::law::CapRounding::Floor,
            max_manager_share: None,
        });
        check_not_looser(&rule, catalogue())
    };
    assert_eq!(capped(15, None), Ok(()));
    assert!(
        capped(20, Some("2018-12-31")).expect_err("above 15%").to_string().contains("NĐ 91/2017/NĐ-CP Điều 9 khoản 3")
    );
}

#[test]
fn a_clause_is_read_like_one_of_the_catalogue() {
    let refused = |written: &str| Clause::read(&written.parse().expect("a table"), catalogue()).expect_err(written);
    assert_eq!(refused("level = 'base'"), "chưa ghi loại điều kiện (type)");
    assert_eq!(refused("type = 'mood'"), "không có loại điều kiện mood");
    assert_eq!(refused("type = 'initiative'"), "điều kiện initiative: level chưa ghi");
    assert_eq!(refused("type = 'initiative'\nlevel = 'base'\ncount = 0"), "điều kiện initiative: count phải lớn hơn 0");
    assert_eq!(refused("type = 'conduct'\ncuont = 1"), "điều kiện conduct: cuont không dùng được ở đây");
    assert_eq!(refused("type = 'unit_age'\nyears = 'ten'"), "điều kiện unit_age: years phải là số nguyên từ 0 đến 366");
    assert!(refused("type = 'grade_streak'\nyears = 0\nmin = 'HTTNV'").contains("years phải lớn hơn 0"));
    assert!(refused("type = 'title_streak'\ntitle = 'LDTT'\nlast_in = 'soon'").contains("last_in chỉ nhận"));
    assert!(refused("type = 'member_title_ratio'\ntitle = 'LDTT'\nop = '<'\nratio = 0.5").contains("op chỉ nhận"));
}
