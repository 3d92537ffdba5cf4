//! Lists come in pages of fifty, with real links.

use serde::Deserialize;

use super::push_percent_encoded;
use crate::domain::number::format_whole;

pub const PAGE_SIZE: i64 = 50;

/// The address of a list without filters.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct PageQuery {
    #[serde(default)]
    pub page: String,
}

/// Which page of a list is shown, and the links to the others.
#[derive(Debug, Clone)]
pub struct Paging {
    pub page: i64,
    pub pages: i64,
    pub total: i64,
    /// Rows a page.
    size: i64,
    /// Path and query without `page`, ending in `?` or `&`.
    base: String,
}

impl Paging {
    /// `query` are the filters in force, empty values left out.
    pub fn new(path: &str, query: &[(&str, &str)], page: i64, total: i64) -> Self {
        Self::of_size(PAGE_SIZE, path, query, page, total)
    }

    /// The same of a list whose rows are so heavy that fewer than fifty make a page.
    pub fn of_size(size: i64, path: &str, query: &[(&str, &str)], page: i64, total: i64) -> Self {
        let pages = (total + size - 1).max(1) / size;
        let pages = pages.max(1);
        Self { page: page.clamp(1, pages), pages, total, size, base: address_base(path, query) }
    }

    /// The first row to show, counted from 0.
    pub fn offset(&self) -> i64 {
        (self.page - 1) * self.size
    }

    /// How many rows there are in all: "56.900".
    pub fn count(&self) -> String {
        format_whole(self.total)
    }

    /// The rows of this page, of all rows.
    pub fn cut<T>(&self, rows: impl IntoIterator<Item = T>) -> Vec<T> {
        rows.into_iter().skip(self.offset() as usize).take(self.size as usize).collect()
    }

    pub fn link(&self, page: i64) -> String {
        format!("{}page={page}", self.base)
    }

    pub fn previous(&self) -> Option<String> {
        (self.page > 1).then(|| self.link(self.page - 1))
    }

    pub fn next(&self) -> Option<String> {
        (self.page < self.pages).then(|| self.link(self.page + 1))
    }

    /// First, last and the neighbours; 0 stands for a gap.
    pub fn shown(&self) -> Vec<i64> {
        let mut shown = Vec::new();
        for page in 1..=self.pages {
            if page == 1 || page == self.pages || (page - self.page).abs() <= 1 {
                shown.push(page);
            } else if shown.last() != Some(&0) {
                shown.push(0);
            }
        }
        shown
    }
}

/// The page number asked for; anything else is the first.
pub fn page_number(typed: &str) -> i64 {
    typed.trim().parse().unwrap_or(1).clamp(1, 1_000_000)
}

/// `path?key=value&…`, empty values left out.
pub fn address(path: &str, query: &[(&str, &str)]) -> String {
    let mut address = address_base(path, query);
    address.pop();
    address
}

fn address_base(path: &str, query: &[(&str, &str)]) -> String {
    let mut base = String::with_capacity(96);
    base.push_str(path);
    base.push('?');
    for (key, value) in query.iter().filter(|(_, value)| !value.is_empty()) {
        base.push_str(key);
        base.push('=');
        push_percent_encoded(&mut base, value);
        base.push('&');
    }
    base
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_shows_ends_and_neighbours() {
        let paging = Paging::new("/people", &[("q", "hoa"), ("unit", "")], 5, 440);
        assert_eq!(paging.shown(), [1, 0, 4, 5, 6, 0, 9]);
        assert_eq!(paging.link(6), "/people?q=hoa&page=6");
        assert_eq!(paging.offset(), 200);
        let heavy = Paging::of_size(30, "/progress", &[], 3, 61);
        assert_eq!((heavy.pages, heavy.offset()), (3, 60));
        assert_eq!(heavy.cut(0..61), [60]);
        assert_eq!(Paging::new("/audit", &[], 1, 56_900).count(), "56.900");
    }

    #[test]
    fn an_empty_list_has_one_page_and_odd_numbers_are_the_nearest() {
        assert_eq!(Paging::new("/people", &[], 7, 0).shown(), [1]);
        assert_eq!(Paging::new("/people", &[], 99, 60).page, 2);
        assert_eq!(page_number("x"), 1);
        assert_eq!(address("/a", &[("q", "a b")]), "/a?q=a%20b");
        assert_eq!(address("/a", &[]), "/a");
    }
}
