//! Whether the forms of the statistics say everything once.

use std::collections::BTreeSet;

use super::super::{Basis, Catalogue, Countable, Division, OWN, SOME, StatisticsForm, StatisticsPart, WHOLE};
use super::{Checked, ensure, faulty, unique};

pub(super) fn check(catalogue: &Catalogue) -> Checked {
    for form in &catalogue.statistics_forms {
        let entry = format!("[[statistics_form]] {}", form.code);
        for code in &form.regimes {
            let is_there = catalogue.statistics_regimes.iter().any(|regime| regime.code == *code);
            ensure(is_there, &entry, format!("không có chế độ thống kê {code}"))?;
        }
        for code in &form.parts {
            let is_there = catalogue.statistics_parts.iter().any(|part| part.code == *code);
            ensure(is_there, &entry, format!("không có phần {code}"))?;
        }
        let organisers = groups_of(catalogue, &[Basis::Organiser]);
        for column in &form.columns {
            let is_there = column.of == OWN || organisers.contains(column.of.as_str());
            ensure(is_there, &entry, format!("không có cấp tổ chức {}", column.of))?;
        }
        let rows = catalogue.statistics_parts_of(form).flat_map(|part| &part.rows).map(|row| row.code.as_str());
        unique("statistics_form", rows)?;
        let says_levels = (form.counts == Countable::Awards) != form.levels.is_empty();
        ensure(says_levels, &entry, "biểu khen thưởng, và chỉ biểu đó, ghi cấp của hình thức khen thưởng (levels)")?;
    }
    catalogue.statistics_parts.iter().try_for_each(|it| part(catalogue, it))?;
    for basis in [Basis::Position, Basis::Collective, Basis::Award, Basis::Organiser, Basis::Movement] {
        let rests = catalogue.statistics_groups.iter().filter(|it| it.of == basis && it.is_rest).count();
        ensure(rests == 1, "[[statistics_group]]", format!("{basis:?} phải có đúng một nhóm còn lại (is_rest)"))?;
    }
    Ok(())
}

/// The rows without depth say every group once, and those below a row say again what it says.
fn part(catalogue: &Catalogue, part: &StatisticsPart) -> Checked {
    let entry = format!("[[statistics_part]] {}", part.code);
    let is_of_movements = |form: &StatisticsForm| form.counts == Countable::Movements;
    let of_movements = catalogue.statistics_forms.iter().any(|it| is_of_movements(it) && it.parts.contains(&part.code));
    let mut known = match (part.by, of_movements) {
        (Division::Subject, _) => groups_of(catalogue, &[Basis::Position, Basis::Collective]),
        (Division::Manner, false) => groups_of(catalogue, &[Basis::Dossier, Basis::Award]),
        (Division::Manner, true) => groups_of(catalogue, &[Basis::Movement]),
        (Division::Scope, _) => groups_of(catalogue, &[Basis::Organiser]),
        (Division::Length, _) => groups_of(catalogue, &[Basis::Length]),
    };
    if part.by == Division::Scope {
        known.extend([WHOLE, SOME]);
    }
    let mut said = BTreeSet::new();
    let mut below: Option<BTreeSet<&str>> = None;
    for row in &part.rows {
        if row.depth == 0 {
            below = Some(row.of.iter().map(String::as_str).collect());
        }
        for group in &row.of {
            ensure(known.contains(group.as_str()), &entry, format!("không có nhóm {group}"))?;
            let is_new = row.depth > 0 || said.insert(group.as_str());
            ensure(is_new, &entry, format!("nhóm {group} được đếm hai lần"))?;
            let is_share = below.as_ref().is_some_and(|above| above.contains(group.as_str()));
            ensure(is_share, &entry, format!("nhóm {group} không thuộc dòng ở trên"))?;
        }
    }
    match known.iter().find(|group| !said.contains(*group)) {
        Some(missing) => Err(faulty(entry, format!("không dòng nào đếm nhóm {missing}"))),
        None => Ok(()),
    }
}

fn groups_of<'c>(catalogue: &'c Catalogue, of: &[Basis]) -> BTreeSet<&'c str> {
    catalogue.statistics_groups.iter().filter(|it| of.contains(&it.of)).map(|it| it.code.as_str()).collect()
}
