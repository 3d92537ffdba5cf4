//! What a decision tells: everybody that it is there, and each whom it names, in one statement however many.

use super::store::{self, Decision, Holder};
use crate::db::Tx;
use crate::domain::date::format_date;
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::domain::law::AuthorityCode;
use crate::domain::notice::Audience;
use crate::domain::subject::SubjectKind;
use crate::error::AppResult;
use crate::features::notices;
use crate::features::notices::ops::Notice;

/// That it was issued, or recorded of a higher level, and what it grants.
pub fn of_granting(tx: &mut Tx, it: &Decision) -> AppResult<()> {
    let holders = store::named_in(tx.conn, it.id)?;
    let named = named(it);
    let about = if it.abstract_line.is_empty() { String::new() } else { format!(": {}", it.abstract_line) };
    let words = format!("Đã có {named}{about}.");
    let mut all = vec![Notice { audience: Audience::Everyone, words, object: Object::Decision(it.id) }];
    all.extend(holders.iter().map(|holder| of_holder(it, holder, &format!("được tặng theo {named}"))));
    notices::ops::tell_all(tx, &all)
}

/// That what it granted is taken back, to those who held it.
pub fn of_revoking(tx: &mut Tx, it: &Decision, revoked: &[AwardId], by: &str) -> AppResult<()> {
    let holders = store::holders_of(tx.conn, revoked)?;
    let told = format!("bị thu hồi theo Quyết định {by}");
    let all: Vec<Notice> = holders.iter().map(|holder| of_holder(it, holder, &told)).collect();
    notices::ops::tell_all(tx, &all)
}

/// That what it says was corrected, to those it names.
pub fn of_correcting(tx: &mut Tx, it: &Decision, by: &str) -> AppResult<()> {
    let holders = store::named_in(tx.conn, it.id)?;
    let told = format!("theo {} được đính chính bằng văn bản {by}", named(it));
    let all: Vec<Notice> = holders.iter().map(|holder| of_holder(it, holder, &told)).collect();
    notices::ops::tell_all(tx, &all)
}

/// "Đồng chí: Lao động tiên tiến năm 2014 được tặng theo Quyết định 15/QĐ-STC ngày 20/01/2015."
fn of_holder(it: &Decision, (subject, kind, award): &Holder, happened: &str) -> Notice {
    let whose = if *kind == SubjectKind::Person { "Đồng chí" } else { "Đơn vị" };
    let name = award.award().name_on(it.year.end());
    Notice {
        audience: Audience::of_subject(*kind, *subject),
        words: format!("{whose}: {name} năm {} {happened}.", it.year),
        object: Object::Decision(it.id),
    }
}

/// "Quyết định 15/QĐ-STC ngày 20/01/2015 của Giám đốc Sở".
fn named(it: &Decision) -> String {
    let number = it.number.as_deref().unwrap_or_default();
    let day = it.decided_on.map_or_else(String::new, |day| format!(" ngày {}", format_date(day)));
    let authority = AuthorityCode::from_code(&it.authority);
    let of = authority.map_or_else(String::new, |it| format!(" của {}", it.authority().name));
    format!("Quyết định {number}{day}{of}")
}
