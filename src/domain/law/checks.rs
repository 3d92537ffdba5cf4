//! Whether a catalogue agrees with itself: every code that is mentioned exists, dates follow each other,
//! nothing is misspelt. A faulty catalogue must stop the program at start, not a decision in December.

mod statistics;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use chrono::{Days, NaiveDate};

use super::reading::{Provenance, changed_on};
use super::sample::named_year;
use super::{AwardSet, Catalogue, CatalogueError, Clause, ClauseType, Rule, ScoreSheet};
use crate::domain::leave::LeaveKind;
use crate::domain::money::Dong;

type Checked = Result<(), CatalogueError>;

/// What the names in a catalogue stand for, before its rules are read.
pub(super) fn names(catalogue: &Catalogue) -> Checked {
    sections(catalogue)?;
    spelling(catalogue)?;
    unique_codes(catalogue)?;
    regimes(catalogue)?;
    base_salaries(catalogue)?;
    grades(catalogue)?;
    awards_and_authorities(catalogue)?;
    clause_types(catalogue)
}

/// What its rules and other entries mention.
pub(super) fn connections(catalogue: &Catalogue) -> Checked {
    let known = Known::of(catalogue);
    rules(catalogue, &known)?;
    shares_votes_and_bonuses(catalogue, &known)?;
    procedure(catalogue, &known)?;
    statistics::check(catalogue)?;
    score_sheets(&catalogue.score_sheets)?;
    revenue_lines(catalogue)
}

fn faulty(entry: impl Display, problem: impl Display) -> CatalogueError {
    CatalogueError::Faulty { entry: entry.to_string(), problem: problem.to_string() }
}

fn ensure(holds: bool, entry: impl Display, problem: impl Display) -> Checked {
    if holds { Ok(()) } else { Err(faulty(entry, problem)) }
}

fn sections(catalogue: &Catalogue) -> Checked {
    for name in catalogue.other_sections.keys() {
        ensure(name.starts_with("layout_"), format!("[{name}]"), "không có phần nào tên như vậy")?;
    }
    Ok(())
}

/// No entry has a key that nobody reads: a misspelt `effective_to` must not pass for "still in force".
fn spelling(catalogue: &Catalogue) -> Checked {
    let plain = |entry: String, provenance: &Provenance| keys(entry, provenance, |_| false);
    macro_rules! no_other_keys {
        ($($section:ident: $label:literal by $name:ident),+ $(,)?) => {
            $(for entry in &catalogue.$section {
                plain(format!(concat!("[[", $label, "]] {}"), entry.$name), &entry.provenance)?;
            })+
        };
    }
    no_other_keys!(
        regimes: "regime" by code, base_salaries: "base_salary" by effective_from, disciplines: "discipline" by code,
        grading_regimes: "grading_regime" by code, authorities: "authority" by code, written_rules: "rule" by award,
        ratio_caps: "ratio_cap" by target, bonuses: "bonus" by award, bonus_policies: "bonus_policy" by payer,
        general_rules: "general_rule" by code, annex_forms: "annex_form" by code, deadlines: "deadline" by code,
        statistics_regimes: "statistics_regime" by code, statistics_forms: "statistics_form" by code,
        statistics_parts: "statistics_part" by code, statistics_groups: "statistics_group" by code, initiative_conditions: "initiative_condition" by code,
        initiative_levels: "initiative_level" by code, score_sheets: "score_sheet" by code,
        document_kinds: "document_kind" by code, revenue_forms: "revenue_form" by code,
        revenue_lines: "revenue_line" by code, movements: "movement" by code,
    );
    for vote in &catalogue.vote_rules {
        plain(format!("[[vote_rule]] {}", vote.awards.join(", ")), &vote.provenance)?;
    }
    for dossier in &catalogue.dossiers {
        plain(format!("[[dossier]] {}", dossier.awards.join(", ")), &dossier.provenance)?;
    }
    for (name, provenance) in [
        ("selectors", &catalogue.selectors.provenance),
        ("sunset", &catalogue.sunset.provenance),
        ("council", &catalogue.council.provenance),
        ("initiative", &catalogue.initiative.provenance),
        ("initiative_council", &catalogue.initiative_council.provenance),
        ("revenue_limits", &catalogue.revenue_limits.provenance),
    ] {
        plain(format!("[{name}]"), provenance)?;
    }
    let is_former_name = |key: &str| changed_on(key).is_some();
    for grade in &catalogue.grades {
        keys(format!("[[work_grade]] {}", grade.code), &grade.provenance, is_former_name)?;
    }
    for award in &catalogue.awards {
        keys(format!("[[award]] {}", award.code), &award.provenance, is_former_name)?;
    }
    for unit in &catalogue.unit_templates {
        keys(format!("[[org_unit_template]] {}", unit.code), &unit.provenance, |key| named_year(key).is_some())?;
    }
    Ok(())
}

fn keys(entry: String, provenance: &Provenance, allowed: impl Fn(&str) -> bool) -> Checked {
    match provenance.other.keys().find(|key| !allowed(key)) {
        Some(key) => Err(faulty(entry, format!("khóa \"{key}\" không dùng được ở đây"))),
        None => Ok(()),
    }
}

fn unique_codes(catalogue: &Catalogue) -> Checked {
    macro_rules! unique {
        ($($section:ident: $label:literal),+ $(,)?) => {
            $(unique($label, catalogue.$section.iter().map(|entry| entry.code.as_str()))?;)+
        };
    }
    unique!(
        regimes: "regime", grades: "work_grade", grading_regimes: "grading_regime", disciplines: "discipline",
        authorities: "authority", awards: "award", general_rules: "general_rule", annex_forms: "annex_form",
        deadlines: "deadline", statistics_regimes: "statistics_regime", statistics_forms: "statistics_form",
        statistics_parts: "statistics_part", initiative_conditions: "initiative_condition",
        initiative_levels: "initiative_level", score_sheets: "score_sheet", document_kinds: "document_kind",
        revenue_forms: "revenue_form", revenue_lines: "revenue_line", seed_facts: "seed_fact",
        movements: "movement", unit_templates: "org_unit_template",
    );
    Ok(())
}

fn unique<T: Ord + Display>(section: &str, values: impl Iterator<Item = T>) -> Checked {
    let mut seen = BTreeSet::new();
    for value in values {
        if let Some(twice) = seen.replace(value) {
            return Err(faulty(format!("[[{section}]] {twice}"), "có hai mục trùng nhau"));
        }
    }
    Ok(())
}

fn days_in_order(entry: impl Display, from: NaiveDate, to: Option<NaiveDate>) -> Checked {
    ensure(to.is_none_or(|last| from <= last), entry, "ngày hết hiệu lực đứng trước ngày có hiệu lực")
}

/// One regime ends the day before the next begins, and the last stays open: each day has exactly one.
fn regimes(catalogue: &Catalogue) -> Checked {
    ensure(!catalogue.regimes.is_empty(), "[[regime]]", "chưa có chế độ pháp lý nào")?;
    for regime in &catalogue.regimes {
        days_in_order(format!("[[regime]] {}", regime.code), regime.effective_from, regime.effective_to)?;
    }
    for pair in catalogue.regimes.windows(2) {
        let eve = pair[1].effective_from.checked_sub_days(Days::new(1));
        let entry = format!("[[regime]] {}", pair[0].code);
        ensure(pair[0].effective_to == eve, entry, format!("phải hết hiệu lực ngay trước {}", pair[1].code))?;
    }
    let last = catalogue.regimes.last();
    let open = last.is_none_or(|regime| regime.effective_to.is_none());
    ensure(open, "[[regime]]", "chế độ cuối cùng phải còn hiệu lực")
}

fn base_salaries(catalogue: &Catalogue) -> Checked {
    unique("base_salary", catalogue.base_salaries.iter().map(|salary| salary.effective_from))?;
    for salary in &catalogue.base_salaries {
        let entry = format!("[[base_salary]] {}", salary.effective_from);
        ensure(salary.amount > Dong::ZERO, entry, "mức lương phải lớn hơn 0")?;
    }
    Ok(())
}

fn grades(catalogue: &Catalogue) -> Checked {
    unique("work_grade", catalogue.grades.iter().map(|grade| grade.ordinal))?;
    unique("discipline", catalogue.disciplines.iter().map(|discipline| discipline.ordinal))?;
    let known: BTreeSet<&str> = catalogue.grades.iter().map(|grade| grade.code.as_str()).collect();
    for regime in &catalogue.grading_regimes {
        let entry = format!("[[grading_regime]] {}", regime.code);
        days_in_order(&entry, regime.effective_from, regime.effective_to)?;
        let mentioned = regime.thresholds.iter().map(|threshold| &threshold.grade);
        for grade in mentioned.chain(&regime.disciplined_in_year_grade) {
            ensure(known.contains(grade.as_str()), &entry, format!("không có mức xếp loại {grade}"))?;
        }
    }
    Ok(())
}

fn awards_and_authorities(catalogue: &Catalogue) -> Checked {
    let mut granted_by: BTreeMap<&str, &str> = BTreeMap::new();
    for authority in &catalogue.authorities {
        for award in &authority.grants {
            let entry = format!("[[authority]] {}", authority.code);
            ensure(
                catalogue.awards.iter().any(|known| known.code == *award),
                &entry,
                format!("không có danh hiệu, hình thức {award}"),
            )?;
            let first = granted_by.insert(award, &authority.code).is_none();
            ensure(first, &entry, format!("{award} đã có cơ quan khác quyết định"))?;
        }
    }
    for award in &catalogue.awards {
        let entry = format!("[[award]] {}", award.code);
        let authority = catalogue.authorities.iter().find(|known| known.code == award.authority);
        let authority =
            authority.ok_or_else(|| faulty(&entry, format!("không có cơ quan quyết định {}", award.authority)))?;
        let agree = granted_by.get(award.code.as_str()) == Some(&authority.code.as_str());
        ensure(agree, &entry, format!("{} không ghi danh hiệu, hình thức này trong grants", authority.code))?;
        ensure(award.level == authority.level, &entry, format!("cấp khác với cấp của {}", authority.code))?;
        ensure(!award.subjects.is_empty(), &entry, "chưa ghi dành cho cá nhân hay tập thể")?;
        for code in [&award.includes, &award.counts_as].into_iter().flatten() {
            let other = catalogue.award(code);
            let other = other.ok_or_else(|| faulty(&entry, format!("không có danh hiệu, hình thức {code}")))?;
            // A higher title of the same subjects: this rules out circles too.
            let above = award.subjects == other.subjects && award.position > other.position;
            ensure(above, &entry, format!("{code} phải đứng trước và cùng dành cho một loại đối tượng"))?;
        }
    }
    let fits = catalogue.awards.len() <= AwardSet::LARGEST;
    ensure(fits, "[[award]]", format!("có nhiều hơn {} danh hiệu, hình thức", AwardSet::LARGEST))
}

/// The vocabulary of the file is that of the program: each type has its evaluator.
fn clause_types(catalogue: &Catalogue) -> Checked {
    for name in catalogue.clause_types.keys() {
        ensure(ClauseType::from_code(name).is_some(), "[clause_types]", format!("không có loại điều kiện {name}"))?;
    }
    for kind in ClauseType::ALL {
        let described = catalogue.clause_types.contains_key(kind.code());
        ensure(described, "[clause_types]", format!("chưa mô tả loại điều kiện {}", kind.code()))?;
    }
    Ok(())
}

/// The codes other entries may mention.
struct Known<'a> {
    regimes: BTreeSet<&'a str>,
    awards: BTreeSet<&'a str>,
    grades: BTreeSet<&'a str>,
}

impl<'a> Known<'a> {
    fn of(catalogue: &'a Catalogue) -> Self {
        Self {
            regimes: catalogue.regimes.iter().map(|regime| regime.code.as_str()).collect(),
            awards: catalogue.awards.iter().map(|award| award.code.as_str()).collect(),
            grades: catalogue.grades.iter().map(|grade| grade.code.as_str()).collect(),
        }
    }

    fn has_regimes(&self, entry: &str, regimes: &[String]) -> Checked {
        ensure(!regimes.is_empty(), entry, "chưa ghi chế độ pháp lý")?;
        regimes.iter().try_for_each(|code| {
            ensure(self.regimes.contains(code.as_str()), entry, format!("không có chế độ pháp lý {code}"))
        })
    }

    fn has_awards<'c>(&self, entry: &str, awards: impl IntoIterator<Item = &'c String>) -> Checked {
        awards.into_iter().try_for_each(|code| self.has_award(entry, code))
    }

    fn has_award(&self, entry: &str, code: &str) -> Checked {
        ensure(self.awards.contains(code), entry, format!("không có danh hiệu, hình thức {code}"))
    }
}

fn rules(catalogue: &Catalogue, known: &Known) -> Checked {
    for rule in &catalogue.rules {
        let entry = format!("[[rule]] {} ({})", rule.award, rule.regimes.join(", "));
        known.has_award(&entry, &rule.award)?;
        known.has_regimes(&entry, &rule.regimes)?;
        known.has_awards(&entry, &rule.same_as)?;
        let takes = catalogue.awards.iter().any(|award| award.code == rule.award && award.takes(rule.subject));
        ensure(takes, &entry, format!("không dành cho {}", rule.subject.word().to_lowercase()))?;
        for clause in rule.clauses() {
            stays_below_its_award(&entry, rule, clause, catalogue)?;
        }
        same_as_leads_to_a_rule(&entry, rule, catalogue)?;
    }
    unique(
        "rule",
        catalogue.rules.iter().flat_map(|rule| {
            rule.regimes.iter().map(move |regime| format!("{} {} {regime}", rule.award, rule.subject.word()))
        }),
    )
}

/// A standard inside another must be that of a lower award, or two could ask for each other without end.
fn stays_below_its_award(entry: &str, rule: &Rule, clause: &Clause, catalogue: &Catalogue) -> Checked {
    let Clause::TitleInYear { title } = clause else { return Ok(()) };
    let own = catalogue.award(&rule.award).map_or(0, |award| award.position);
    let lower =
        catalogue.awards.iter().filter(|award| title.named.has(award.position)).all(|award| award.position < own);
    ensure(lower, entry, "điều kiện title_in_year phải nhắc đến danh hiệu thấp hơn, đứng trước trong danh mục")
}

/// A rule that points at another's needs one that speaks for itself, in each of its regimes.
fn same_as_leads_to_a_rule(entry: &str, rule: &Rule, catalogue: &Catalogue) -> Checked {
    let Some(target) = &rule.same_as else {
        return ensure(rule.clauses().next().is_some(), entry, "chưa có điều kiện nào");
    };
    for regime in &rule.regimes {
        let found = catalogue.rules.iter().any(|other| {
            other.award == *target
                && other.subject == rule.subject
                && other.same_as.is_none()
                && other.regimes.contains(regime)
        });
        ensure(found, entry, format!("{target} không có điều kiện riêng trong {regime}"))?;
    }
    Ok(())
}

fn shares_votes_and_bonuses(catalogue: &Catalogue, known: &Known) -> Checked {
    for cap in &catalogue.ratio_caps {
        let entry = format!("[[ratio_cap]] {}", cap.target);
        known.has_regimes(&entry, &cap.regimes)?;
        let target = cap.target.as_str();
        ensure(
            known.awards.contains(target) || known.grades.contains(target),
            &entry,
            "không có danh hiệu hay mức xếp loại này",
        )?;
    }
    for vote in &catalogue.vote_rules {
        let entry = format!("[[vote_rule]] {}", vote.awards.join(", "));
        known.has_awards(&entry, &vote.awards)?;
        known.has_regimes(&entry, &vote.regimes)?;
    }
    for policy in &catalogue.bonus_policies {
        known.has_regimes("[[bonus_policy]]", &policy.regimes)?;
        ensure(policy.round_unit > 0, "[[bonus_policy]]", "round_unit phải lớn hơn 0")?;
    }
    for bonus in &catalogue.bonuses {
        let entry = format!("[[bonus]] {} ({})", bonus.award, bonus.regimes.join(", "));
        known.has_award(&entry, &bonus.award)?;
        known.has_regimes(&entry, &bonus.regimes)?;
        ensure(bonus.coefficient.is_sign_positive(), &entry, "hệ số không được âm")?;
    }
    unique(
        "bonus",
        catalogue.bonuses.iter().flat_map(|bonus| {
            bonus.regimes.iter().map(move |regime| format!("{} {} {regime}", bonus.award, bonus.subject.word()))
        }),
    )
}

fn procedure(catalogue: &Catalogue, known: &Known) -> Checked {
    for rule in &catalogue.general_rules {
        let entry = format!("[[general_rule]] {}", rule.code);
        known.has_regimes(&entry, &rule.regimes)?;
        known.has_awards(&entry, &rule.awards)?;
        if let Some(from) = rule.effective_from {
            days_in_order(&entry, from, rule.effective_to)?;
        }
        for kind in &rule.leave_kinds {
            ensure(LeaveKind::from_code(kind).is_some(), &entry, format!("không có loại nghỉ {kind}"))?;
        }
    }
    for dossier in &catalogue.dossiers {
        let entry = format!("[[dossier]] {}", dossier.awards.join(", "));
        known.has_awards(&entry, &dossier.awards)?;
        known.has_regimes(&entry, &dossier.regimes)?;
    }
    for form in &catalogue.annex_forms {
        known.has_regimes(&format!("[[annex_form]] {}", form.code), &form.regimes)?;
    }
    for level in &catalogue.initiative_levels {
        known.has_awards(&format!("[[initiative_level]] {}", level.code), &level.serves)?;
    }
    for form in &catalogue.revenue_forms {
        days_in_order(format!("[[revenue_form]] {}", form.code), form.effective_from, form.effective_to)?;
    }
    Ok(())
}

fn score_sheets(sheets: &[ScoreSheet]) -> Checked {
    for sheet in sheets {
        let entry = format!("[[score_sheet]] {}", sheet.code);
        let total: u32 = sheet.criteria.iter().map(|criterion| criterion.max).sum();
        ensure(sheet.pass_total <= total, &entry, format!("điểm đạt cao hơn tổng điểm {total}"))?;
        for criterion in &sheet.criteria {
            ensure(
                criterion.fail_below <= criterion.max,
                &entry,
                format!("{}: điểm liệt cao hơn điểm tối đa", criterion.code),
            )?;
        }
    }
    let defaults = sheets.iter().filter(|sheet| sheet.default).count();
    ensure(defaults == 1, "[[score_sheet]]", "phải có đúng một phiếu mặc định")
}

/// Parents stand before their children, which also rules out circles; the first line is the total.
fn revenue_lines(catalogue: &Catalogue) -> Checked {
    unique("revenue_line", catalogue.revenue_lines.iter().map(|line| line.order))?;
    let first_is_root = catalogue.revenue_lines.first().is_some_and(|line| line.parent.is_empty());
    ensure(first_is_root, "[[revenue_line]]", "dòng đầu tiên phải là dòng tổng")?;
    let limits = &catalogue.revenue_limits;
    let in_order = limits.behind_below_percent <= limits.on_track_from_percent && limits.on_track_from_percent <= 200;
    ensure(in_order, "[revenue_limits]", "mức chậm phải không cao hơn mức kịp tiến độ")?;
    ensure((1..=10).contains(&limits.profile_years), "[revenue_limits]", "số năm lấy nhịp thu phải từ 1 đến 10")?;
    let mut above = BTreeSet::from([""]);
    for line in &catalogue.revenue_lines {
        let entry = format!("[[revenue_line]] {}", line.code);
        ensure(above.contains(line.parent.as_str()), entry, format!("không có dòng cha {} ở phía trên", line.parent))?;
        above.insert(&line.code);
    }
    Ok(())
}
