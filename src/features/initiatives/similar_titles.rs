//! While a title is typed: earlier ones that share most of its words.

use std::collections::BTreeSet;

use actix_web::{HttpResponse, web};
use askama::Template;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use serde::Deserialize;

use super::list::{self, Filter};
use super::view::address_of;
use crate::db::{Connection, Db};
use crate::domain::text;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::policy::{self, Act, Actor};
use crate::sql::sql;
use crate::web::current_user::CurrentUser;
use crate::web::page;

/// Of the words typed, the rarest are looked up: the others stand in half of all titles.
const RAREST: i64 = 6;
/// Titles that are looked at more closely, and that are shown.
const FOUND: i64 = 40;
const SHOWN: usize = 5;
/// Words beyond these are not looked up.
const MOST_WORDS: usize = 30;

#[derive(Debug, Deserialize)]
pub struct TitleQuery {
    #[serde(default)]
    q: String,
}

/// An earlier initiative of a title like it.
#[derive(Debug, QueryableByName)]
pub struct Titled {
    #[diesel(sql_type = Text)]
    pub code: String,
    #[diesel(sql_type = Text)]
    pub title: String,
    #[diesel(sql_type = BigInt)]
    pub year: Year,
    #[diesel(sql_type = Text)]
    folded_title: String,
}

impl Titled {
    pub fn address(&self) -> String {
        address_of(&self.code)
    }
}

#[derive(Template)]
#[template(path = "initiatives/similar_titles.html")]
struct Fragment {
    titles: Vec<Titled>,
}

/// GET /initiatives/similar-titles: a piece of a page, for the script of the form.
pub async fn show(user: CurrentUser, query: web::Query<TitleQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::RecordInitiative)?;
    let (actor, typed) = (user.actor.clone(), query.into_inner().q);
    let titles = db.read(move |conn| like(conn, &actor, &typed, "")).await?;
    page(&Fragment { titles })
}

/// Titles that the reader may open and that share at least half the words typed, the nearest first; `except` is a code.
pub fn like(conn: &mut Connection, actor: &Actor, typed: &str, except: &str) -> AppResult<Vec<Titled>> {
    const TITLED: &str = "SELECT i.code, i.title, i.year, i.folded_title FROM initiative_titles t \
         JOIN initiatives i ON i.id = t.rowid WHERE t.initiative_titles MATCH ? AND i.code <> ?";
    let typed = words(typed);
    if typed.len() < 2 {
        return Ok(Vec::new());
    }
    let rarest = rarest(conn, &typed)?;
    if rarest.is_empty() {
        return Ok(Vec::new());
    }
    let any: Vec<String> = rarest.iter().map(|word| format!("\"{word}\"")).collect();
    let filter = Filter {
        year: Year(0),
        scope: policy::initiatives_of(actor),
        reader: actor.account,
        unit: None,
        state: None,
        author: None,
        to_answer_by: None,
        q: String::new(),
    };
    let query = sql(TITLED).bind::<Text, _>(any.join(" OR ")).bind::<Text, _>(except);
    let query = list::readable(query, &filter).sql(" ORDER BY t.rank LIMIT ?").bind::<BigInt, _>(FOUND);
    let mut found: Vec<Titled> = query.load(conn)?;
    let shared = |title: &Titled| words(&title.folded_title).intersection(&typed).count();
    found.retain(|title| shared(title) * 2 >= typed.len());
    found.sort_by_key(|title| std::cmp::Reverse(shared(title)));
    found.truncate(SHOWN);
    Ok(found)
}

fn words(text: &str) -> BTreeSet<String> {
    let folded = text::fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.take(MOST_WORDS).map(str::to_owned).collect()
}

#[derive(QueryableByName)]
struct Term {
    #[diesel(sql_type = Text)]
    term: String,
}

/// Those of the words that stand in the fewest titles, but in some.
fn rarest(conn: &mut Connection, words: &BTreeSet<String>) -> AppResult<Vec<String>> {
    const RAREST_OF: &str = "SELECT w.term FROM json_each(?) q CROSS JOIN initiative_titles_words w ON w.term = q.value \
         ORDER BY w.doc LIMIT ?";
    // Letters and digits alone, so that nothing needs to be escaped.
    let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    let query = sql(RAREST_OF).bind::<Text, _>(format!("[{}]", words.join(",")));
    let terms: Vec<Term> = query.bind::<BigInt, _>(RAREST).load(conn)?;
    Ok(terms.into_iter().map(|term| term.term).collect())
}
