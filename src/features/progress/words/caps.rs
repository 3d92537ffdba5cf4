//! Titles of people against the largest share that is allowed of them.

use rust_decimal::Decimal;

use super::{Words, percent};
use crate::domain::number::format_whole;
use crate::domain::progress::share;
use crate::features::eligibility::ops::cap_words;
use crate::features::progress::figures::Capped;
use crate::features::progress::store::Unit;
use crate::web::charts::{Bar, Bars, Frame};

impl Words<'_> {
    /// The titles of the round as shares of what they are counted from. While the year runs those registered
    /// stand beside those decided; results of the interim review are in neither.
    pub fn caps(&self, unit: Option<&Unit>) -> Bars {
        let year = self.year();
        let of_staff = || self.links.staff(year, unit, self.figures.this.day);
        let mut bars = Vec::new();
        let mut findings = Vec::new();
        for capped in &self.figures.caps {
            let name = capped.award.award().name_on(year.end());
            let now = self.tally(&self.figures.this, unit, capped.award);
            let base = match capped.base {
                Some(base) => self.tally(&self.figures.this, unit, base),
                None => Default::default(),
            };
            let staff = self.staff(&self.figures.this, unit);
            let whole = |of_base: i64| if capped.base.is_some() { of_base } else { staff };
            if self.is_running() {
                let of = capped.base.map_or_else(of_staff, |base| self.links.registrations(year, unit, base));
                let links = [self.links.registrations(year, unit, capped.award), of];
                let numbers = (now.registered, whole(base.registered));
                bars.push(self.cap_bar(capped, format!("{name}, đăng ký"), numbers, links));
            }
            let of = capped.base.map_or_else(of_staff, |base| self.links.awards(year, unit, base));
            let links = [self.links.awards(year, unit, capped.award), of];
            let numbers = (now.achieved, whole(base.achieved));
            bars.push(self.cap_bar(capped, format!("{name}, đạt"), numbers, links));
            findings.push(match self.is_running() {
                true => finding(capped, name, "đăng ký", (now.registered, whole(base.registered))),
                false => finding(capped, name, "đạt", numbers),
            });
        }
        Bars {
            frame: Frame::new("ty-le", findings.join("; "), "Tỷ lệ danh hiệu so với mức tối đa được phép"),
            heads: ["Danh hiệu", "Số người", "Tính trên", "Mức tối đa"],
            bars,
        }
    }

    fn cap_bar(&self, capped: &Capped, name: String, (part, whole): (i64, i64), [link, of_link]: [String; 2]) -> Bar {
        let day = self.year().end();
        let of = match capped.base {
            Some(base) => format!("người có {}", base.award().name_on(day)),
            None => "người của đơn vị".to_owned(),
        };
        let (target, verdict, tag) = match (capped.places(whole), capped.strictest()) {
            (_, Some(cap)) if whole == 0 => (format!("Chưa có ai để tính. {}", cap_words(cap)), "", ""),
            (Some(places), Some(cap)) => {
                let (verdict, tag) = match part - places {
                    _ if part == 0 => ("", ""),
                    over if over > 0 => ("Vượt mức", "tag--warn"),
                    _ => ("Trong mức", "tag--ok"),
                };
                (format!("{} người. {}", format_whole(places), cap_words(cap)), verdict, tag)
            }
            _ => ("Không có mức tối đa".to_owned(), "", ""),
        };
        let bar = Bar {
            name,
            link: if part == 0 { String::new() } else { link },
            number: format_whole(part),
            whole: format_whole(whole),
            of_link: if whole == 0 { String::new() } else { of_link },
            of,
            share: String::new(),
            width: String::new(),
            mark: String::new(),
            target,
            verdict,
            tag,
        };
        let mark = capped.strictest().and_then(|cap| cap.max_ratio.percent());
        bar.drawn(share(part, whole), mark, Decimal::ONE_HUNDRED)
    }
}

/// "Chiến sĩ thi đua cơ sở đạt 33 người, vượt mức tối đa 14 người".
fn finding(capped: &Capped, name: &str, what: &str, (part, whole): (i64, i64)) -> String {
    let shown = format!("{name}: {} người {what} ({})", format_whole(part), percent(share(part, whole)));
    match capped.places(whole).filter(|_| whole > 0) {
        None => shown,
        Some(places) if part > places => format!("{shown}, vượt mức tối đa {} người", format_whole(places)),
        Some(places) => format!("{shown}, trong mức tối đa {} người", format_whole(places)),
    }
}
