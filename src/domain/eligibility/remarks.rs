//! What a reader must know beside the findings: the state of the law, cross-cutting rules, odd records.
//! Remarks warn; they never stop anybody.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::assessment::Remark;
use super::case::Case;
use super::confirmations::EntryKey;
use super::context::Context;
use super::double_rewards;
use super::facts::AwardFact;
use super::faults::faults;
use super::words;
use crate::domain::date::format_date;
use crate::domain::law::{Clause, CommendationKind, GeneralEffect, GeneralRule, Provenance, Regime};
use crate::domain::registration::State;
use crate::domain::year::Year;

/// Everything to say of one case.
pub(super) fn remarks(case: &Case) -> Vec<Remark> {
    let mut said = of_the_law(case);
    said.extend(leave(case));
    said.extend(transfers(case));
    said.extend(after_discipline(case));
    said.extend(next_period(case));
    said.extend(state_awards_of_the_year(case));
    said.extend(other_awards_of_the_year(case));
    said.extend(reused_initiatives(case));
    said.extend(faults(case.facts, case.context).into_iter().map(|text| Remark {
        code: "",
        text,
        citation: Cow::Borrowed(""),
        confidence: None,
    }));
    said
}

/// Says that two regimes were compared, and which was kept.
pub(super) fn compared(older: &'static Regime, newer: &'static Regime, keeps_newer: bool) -> Remark {
    let kept = if keeps_newer {
        format!("áp dụng {} vì có lợi hơn", newer.name)
    } else {
        format!("giữ {} vì {} không có lợi hơn", older.name, newer.name)
    };
    let started = format_date(newer.effective_from);
    let text = format!("Hồ sơ nhận trước {started} được xét theo cả hai chế độ: {kept}");
    law_remark(&newer.code, &newer.provenance, text)
}

fn law_remark(code: &'static str, provenance: &'static Provenance, text: String) -> Remark {
    Remark { code, text, citation: Cow::Borrowed(&provenance.source), confidence: Some(provenance.confidence) }
}

fn general(rule: &'static GeneralRule, text: String) -> Remark {
    law_remark(&rule.code, &rule.provenance, text)
}

fn of_the_law(case: &Case) -> Vec<Remark> {
    let regime = case.rule.regime;
    let mut said = Vec::new();
    if let Some(warning) = &regime.warning {
        said.push(law_remark(&regime.code, &regime.provenance, warning.clone()));
    }
    if !case.context.is_confirmed(&regime.provenance, &EntryKey::regime(&regime.code)) {
        let text = format!("{} chưa được xác nhận: điều kiện không đạt chỉ là cảnh báo", regime.name);
        said.push(law_remark(&regime.code, &regime.provenance, text));
    }
    said.extend(lapsed_decree(case.context, regime, case.as_of));
    said
}

/// The decree known to lapse, once its last day is over and the regime still rests on it.
fn lapsed_decree(context: &Context, regime: &Regime, day: NaiveDate) -> Option<Remark> {
    let sunset = &context.catalogue().sunset;
    if day <= sunset.last_day || !regime.documents.contains(&sunset.document) {
        return None;
    }
    let confirmed = context.is_confirmed(&sunset.provenance, &EntryKey::sunset());
    let state = if confirmed { "đã xác nhận" } else { "chưa xác nhận" };
    let last = format_date(sunset.last_day);
    let text = format!(
        "{} hết hiệu lực sau ngày {last} ({state}): kiểm tra văn bản thay thế và cập nhật danh mục",
        sunset.document
    );
    Some(law_remark("sunset", &sunset.provenance, text))
}

/// Leave of the award year that counts as work, or whose result matters.
fn leave(case: &Case) -> Vec<Remark> {
    let Some(person) = case.person() else { return Vec::new() };
    let (start, end) = (case.year.start(), case.year.end());
    let mut of_the_year: Vec<_> =
        person.leaves.iter().filter(|leave| leave.from <= end && leave.to.is_none_or(|to| to >= start)).collect();
    of_the_year.sort_by_key(|leave| (leave.from, leave.kind));
    let means = [
        (GeneralEffect::CountLeaveAsService, "được tính là thời gian công tác"),
        (GeneralEffect::CombineWithUnitTime, "dưới một năm thì được cộng vào thời gian công tác"),
        (GeneralEffect::EligibleLdttIfResultGood, "từ một năm trở lên thì cần kết quả học tập từ khá trở lên"),
    ];
    let rules = means.into_iter().flat_map(|(effect, words)| case.general_rules(effect).map(move |rule| (rule, words)));
    rules
        .flat_map(|(rule, meaning)| {
            let about = of_the_year.iter().filter(move |leave| rule.is_about(leave.kind));
            about.map(move |leave| general(rule, format!("{}: {meaning}", words::leave(leave))))
        })
        .collect()
}

/// A transfer within the award year: the former unit gives its opinion.
fn transfers(case: &Case) -> Vec<Remark> {
    let Some(person) = case.person() else { return Vec::new() };
    let mut moves: Vec<_> =
        person.memberships.iter().filter(|it| it.to.is_some_and(|to| Year::of(to) == case.year)).collect();
    moves.sort_by_key(|it| it.from);
    let left = moves.into_iter().filter(|it| person.left_on.is_none() || it.to != person.left_on);
    let mut said = Vec::new();
    for membership in left {
        for rule in case.general_rules(GeneralEffect::RouteToNewUnit) {
            let until = membership.to.map_or_else(String::new, format_date);
            let text = format!(
                "Chuyển khỏi {} ngày {until}: đơn vị mới xét, lấy ý kiến đơn vị cũ nếu đã ở đó từ {} tháng",
                membership.unit,
                rule.months.unwrap_or_default()
            );
            said.push(general(rule, text));
        }
    }
    said
}

/// The groups of clauses of the rule with the years their runs cover.
fn runs<'a>(case: &'a Case) -> impl Iterator<Item = (&'static [Clause], Year, Year)> + 'a {
    let groups = case.rule.alternatives.iter().map(|alternative| alternative.clauses);
    let groups = [case.rule.all].into_iter().chain(groups);
    groups.filter_map(|group| case.own_streak_years(group).map(|(first, last)| (group, first, last)))
}

/// A discipline inside a run of years: the time counts again from the end of its period.
fn after_discipline(case: &Case) -> Vec<Remark> {
    let Some(first) = runs(case).map(|(_, first, _)| first).min() else { return Vec::new() };
    let mut inside: Vec<_> =
        case.facts.disciplines.iter().filter(|it| (first..=case.year).contains(&Year::of(it.decided_on))).collect();
    inside.sort_by_key(|it| (it.decided_on, it.kind));
    let rules = case.general_rules(GeneralEffect::RestartStreaks);
    rules
        .flat_map(|rule| {
            inside.iter().map(move |it| {
                let text = format!("{}: thành tích tính lại từ ngày hết thời hạn kỷ luật", words::discipline(it));
                general(rule, text)
            })
        })
        .collect()
}

/// An award inside the run that it, or the next of its kind, must follow.
fn next_period(case: &Case) -> Vec<Remark> {
    let mut inside: Vec<&AwardFact> = Vec::new();
    for (group, first, last) in runs(case) {
        let precedes = |fact: &AwardFact| {
            fact.award == case.award
                || group.iter().any(|clause| {
                    matches!(clause, Clause::PriorAward { awards, within_streak: false, .. } if awards.accepted.contains(fact.award))
                })
        };
        let decided_inside = |fact: &AwardFact| (first..=last).contains(&Year::of(fact.decided_on));
        inside.extend(
            case.facts
                .awards
                .iter()
                .filter(|fact| case.serves(fact) && fact.year != case.year && precedes(fact) && decided_inside(fact)),
        );
    }
    inside.sort_by_key(|fact| fact.order());
    inside.dedup_by(|a, b| std::ptr::eq(*a, *b));
    let rules = case.general_rules(GeneralEffect::NextPeriodStart);
    rules
        .flat_map(|rule| {
            inside.iter().map(move |fact| {
                let text = format!(
                    "{}: thời gian cho lần đề nghị sau tính từ hết giai đoạn thành tích của quyết định này",
                    words::award(case, fact)
                );
                general(rule, text)
            })
        })
        .collect()
}

/// Two State-level awards of one year.
fn state_awards_of_the_year(case: &Case) -> Vec<Remark> {
    let mut said = Vec::new();
    for rule in case.general_rules(GeneralEffect::WarnDuplicate).filter(|rule| !rule.awards.is_empty()) {
        let is_other = |code: &str| code != case.award.code() && rule.awards.iter().any(|award| award == code);
        let granted = case.awards_of_the_year().into_iter();
        let granted = granted.filter(|it| it.basis != CommendationKind::Sudden && is_other(it.award.code()));
        said.extend(granted.map(|fact| {
            general(rule, format!("Trong năm {} đã có {}", case.year, words::small(&words::award(case, fact))))
        }));
        let proposed = |state| !matches!(state, State::Draft | State::Withdrawn | State::Rejected | State::NotAwarded);
        let mut registered: Vec<_> = case
            .facts
            .registrations
            .iter()
            .filter(|it| it.year == case.year && it.state != State::Awarded)
            .filter(|it| proposed(it.state) && is_other(it.award.code()))
            .map(|it| it.award)
            .collect();
        registered.sort_unstable();
        said.extend(registered.into_iter().map(|award| {
            let name = award.award().name_on(case.as_of);
            general(rule, format!("Trong năm {} còn đang đề nghị {name}", case.year))
        }));
    }
    said
}

/// Other awards of the award year, on which this one is not built: each must rest on an achievement of its own.
fn other_awards_of_the_year(case: &Case) -> Vec<Remark> {
    let builds_on = |fact: &AwardFact| {
        let clauses = case.rule.all.iter().chain(case.rule.alternatives.iter().flat_map(|it| it.clauses));
        clauses.filter_map(Clause::wanted).any(|wanted| wanted.accepted.contains(fact.award))
    };
    let is_part = |fact: &AwardFact| {
        let catalogue = case.context.catalogue();
        catalogue.serving_as(fact.award.award()).contains(case.award)
            || catalogue.serving_as(case.award.award()).contains(fact.award)
    };
    let others: Vec<_> =
        case.awards_of_the_year().into_iter().filter(|fact| !builds_on(fact) && !is_part(fact)).collect();
    let rules = case.general_rules(GeneralEffect::WarnDuplicate).filter(|rule| rule.awards.is_empty());
    rules
        .flat_map(|rule| {
            others.iter().map(move |fact| {
                let text =
                    format!("Cùng năm đã có {}: nêu rõ thành tích riêng", words::small(&words::award(case, fact)));
                general(rule, text)
            })
        })
        .collect()
}

/// Initiatives counted here that may have served another award already.
fn reused_initiatives(case: &Case) -> Vec<Remark> {
    let mut said = Vec::new();
    for rule in case.general_rules(GeneralEffect::WarnReuse) {
        for (initiative, fact) in double_rewards::served_before(case) {
            let text =
                format!("Sáng kiến {} có thể đã dùng cho {}", initiative.code, words::small(&words::award(case, fact)));
            said.push(general(rule, text));
        }
    }
    said
}
