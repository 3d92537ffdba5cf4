//! Initiatives as forms send them: filled in, confirmed by their authors, sent in.

use super::{Client, Page, Role, TestApp};
use thidua::features::imports::ops as imports;

/// Title of [`APPLICATION`].
pub const INITIATIVE: &str = "Cảnh báo sớm khoản thu chậm tiến độ";

/// All that filing asks for but the authors.
pub const APPLICATION: [(&str, &str); 7] = [
    ("year", "2014"),
    ("title", INITIATIVE),
    ("field", "Thu ngân sách"),
    ("summary", "Phát hiện khoản thu chậm trước 20 ngày."),
    ("first_used_on", "15/02/2014"),
    ("nature", "So sánh số thu từng ngày với tiến độ cùng kỳ.\nKhoản chậm được báo cho người phụ trách."),
    ("benefits_by_author", "Thu thêm 3 tỷ đồng trong quý II."),
];

/// The same by these authors, code and share of each.
pub fn by<'a>(authors: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    const ROWS: [(&str, &str); 3] =
        [("author_code_1", "percent_1"), ("author_code_2", "percent_2"), ("author_code_3", "percent_3")];
    let mut fields = APPLICATION.to_vec();
    for ((author_field, percent_field), (author, percent)) in ROWS.into_iter().zip(authors) {
        fields.extend([(author_field, *author), (percent_field, *percent)]);
    }
    fields
}

/// Types something else into a field.
pub fn typed<'a>(mut fields: Vec<(&'a str, &'a str)>, name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    fields.retain(|(field, _)| *field != name);
    fields.push((name, value));
    fields
}

/// Records it and asks its co-authors; answers its address.
pub async fn record(client: &mut Client, fields: &[(&str, &str)]) -> String {
    let saved = client.post("/initiatives", fields).await;
    saved.location.strip_suffix("/filing").expect(&saved.body).to_owned()
}

/// Records and sends in what has one author; answers the address.
pub async fn file(client: &mut Client, fields: &[(&str, &str)]) -> String {
    let address = record(client, fields).await;
    step(client, &address, "filing").await.assert_went_to(&format!("{address}/filed"));
    address
}

/// The same once each of the others has confirmed.
pub async fn file_together(client: &mut Client, others: &mut [&mut Client], fields: &[(&str, &str)]) -> String {
    let address = record(client, fields).await;
    for other in others {
        step(other, &address, "confirmation").await.assert_went_to(&address);
    }
    step(client, &address, "filing").await.assert_went_to(&format!("{address}/filed"));
    address
}

/// Takes a step in the version that the page of the initiative shows.
pub async fn step(client: &mut Client, address: &str, step: &str) -> Page {
    step_with(client, address, step, &[]).await
}

pub async fn step_with(client: &mut Client, address: &str, step: &str, fields: &[(&str, &str)]) -> Page {
    let version = version(client, address).await;
    let all = [&[("version", version.as_str())], fields].concat();
    client.post(&format!("{address}/{step}"), &all).await
}

pub async fn version(client: &mut Client, address: &str) -> String {
    let shown = client.get(address).await.between("name=\"version\" value=\"", "\"");
    shown.unwrap_or_else(|| "1".to_owned())
}

const KEYS: &str = "code,year,title,field,authors,summary,level,decision_no,recognised_on\n";

impl TestApp {
    /// Brings rows of the file `initiatives` in (CONTRACT.md §3), as a secretary of their own.
    pub fn import_initiatives(&self, rows: &[&str]) {
        self.account("importer", None, &[Role::Secretariat]);
        let table = imports::table("initiatives").unwrap();
        let file = format!("{KEYS}{}\n", rows.join("\n"));
        let import = self.db.write_now(&self.actor("importer"), |tx| {
            let id = imports::stage(tx, table, "initiatives.csv", file.as_bytes())?;
            imports::confirm(tx, id)
        });
        import.unwrap();
    }
}
