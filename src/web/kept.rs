//! What was typed into a form that was not carried out, because its token was old or its session had ended. It is shown
//! again with a button that sends it. Through the steps of logging in it travels within their own forms: the browser
//! keeps it, the server stores nothing.

use serde::{Deserialize, Serialize};

use super::posted::LIMIT;
use super::{local_path, random_token};
use crate::error::AppResult;

/// The field in which the steps of logging in carry it on.
pub const FIELD: &str = "kept";
/// Room for the other fields of those steps.
const OTHER_FIELDS: usize = 8 * 1024;
/// Nobody types these, and nobody need see them: the version that was read, and what buttons say of themselves.
const UNSEEN: [&str; 3] = ["version", "draft", "check"];
/// The choice of a text size: it is made again at a click.
const CHOICE: [&str; 2] = ["size", "back"];

/// A form without its token, its passwords and whatever was chosen on a ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Where the form was going: an address of this program.
    action: String,
    /// The page it stood on.
    back: String,
    fields: Vec<(String, String)>,
}

impl Kept {
    /// Of a form that was going to `action` from the page `back`. Where it is a step of logging in that carries an
    /// earlier form on, the earlier one is kept.
    pub fn of(action: &str, back: &str, fields: &[(String, String)]) -> Self {
        if let Some(earlier) = fields.iter().find(|(name, _)| name == FIELD).and_then(|(_, sent)| Self::read(sent)) {
            return earlier;
        }
        // What was chosen on a ballot is shown to nobody again, whoever comes to this screen next.
        let is_ballot = action.contains("/ballot");
        let may_be_kept =
            |name: &str| !is_ballot && !name.starts_with('_') && !name.contains("password") && name != FIELD;
        Self {
            action: local_path(action).to_owned(),
            back: local_path(back).to_owned(),
            fields: fields.iter().filter(|(name, _)| may_be_kept(name)).cloned().collect(),
        }
    }

    /// As a step of logging in sent it; none where it is empty, broken or leads elsewhere.
    pub fn read(sent: &str) -> Option<Self> {
        let kept: Self = serde_json::from_str(sent).ok()?;
        let is_local = |address: &str| local_path(address) == address;
        (is_local(&kept.action) && is_local(&kept.back)).then_some(kept)
    }

    /// What [`Kept::read`] reads.
    pub fn sent(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Whether anything was typed at all: a button alone is pressed again on its own page.
    pub fn has_text(&self) -> bool {
        let is_typed = |name: &str, value: &str| is_seen((name, value.trim())) && !CHOICE.contains(&name);
        self.fields.iter().any(|(name, value)| is_typed(name, value))
    }

    /// Whether a form can carry it on within its limit.
    pub fn fits(&self) -> bool {
        let body = serde_html_form::to_string([(FIELD, self.sent())]);
        body.is_ok_and(|body| body.len() + OTHER_FIELDS <= LIMIT)
    }

    /// The form that sends it, in the session that this token belongs to.
    ///
    /// # Errors
    /// Without random numbers.
    pub fn with_token(self, token: &str) -> AppResult<SendAgain> {
        Ok(SendAgain { kept: self, token: token.to_owned(), number: random_token()? })
    }
}

fn is_seen((name, value): (&str, &str)) -> bool {
    !value.is_empty() && !UNSEEN.contains(&name)
}

/// A kept form, ready to be sent once.
#[derive(Debug, Clone)]
pub struct SendAgain {
    kept: Kept,
    pub token: String,
    pub number: String,
}

impl SendAgain {
    pub fn action(&self) -> &str {
        &self.kept.action
    }

    pub fn back(&self) -> &str {
        &self.kept.back
    }

    /// The words of the link to [`SendAgain::back`].
    pub fn leave(&self) -> &'static str {
        if self.kept.back == "/" { "Về Việc cần làm" } else { "Không gửi, về trang trước" }
    }

    /// Name and value of what goes along unseen: what nobody typed, and what was left empty.
    pub fn unseen(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields().filter(|it| !is_seen(*it))
    }

    /// Name and value of what the page shows.
    pub fn shown(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields().filter(|it| is_seen(*it))
    }

    fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.kept.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn it_is_read_back_as_it_was_sent() {
        let typed =
            fields(&[("_token", "t"), ("title", "Dòng một\r\n\"hai\" & <ba>"), ("author", "a"), ("author", "b")]);
        let kept = Kept::of("/initiatives", "/initiatives/new?year=2014", &typed);
        assert_eq!(kept.fields, typed[1..]);
        assert_eq!(Kept::read(&kept.sent()), Some(kept.clone()));
        // A step of logging in that is interrupted itself carries on what it carried.
        let step = fields(&[("username", "lan"), (FIELD, &kept.sent())]);
        assert_eq!(Kept::of("/login", "/login", &step), kept);
    }

    #[test]
    fn neither_secrets_nor_ballots_are_kept() {
        let typed = fields(&[("new_password", "bí mật"), ("again_password_one", "bí mật"), ("number", "5")]);
        assert_eq!(Kept::of("/x", "/", &typed).fields, fields(&[("number", "5")]));
        for path in ["/council-meetings/1/ballot", "/council-meetings/1/ballot/check"] {
            assert!(!Kept::of(path, "/", &fields(&[("line_1_2", "agree")])).has_text(), "{path}");
        }
    }

    #[test]
    fn it_leads_nowhere_else() {
        for (action, back) in [("//evil.example", "/"), ("/x", "https://evil.example"), ("", "/")] {
            let sent = serde_json::json!({ "action": action, "back": back, "fields": [["a", "b"]] }).to_string();
            assert_eq!(Kept::read(&sent), None, "{sent}");
        }
        for broken in ["", "{}", "[", "null"] {
            assert_eq!(Kept::read(broken), None, "{broken}");
        }
    }

    #[test]
    fn buttons_alone_hold_no_text_and_what_is_too_long_does_not_fit() {
        let of = |pairs: &[(&str, &str)]| Kept::of("/x", "/", &fields(pairs));
        assert!(!of(&[("version", "3"), ("_number", "n")]).has_text());
        assert!(!of(&[("size", "2"), ("back", "/x")]).has_text());
        assert!(!of(&[("version", "3"), ("note", " ")]).has_text());
        assert!(of(&[("version", "3"), ("note", "Thiếu minh chứng")]).has_text());
        assert!(of(&[("note", &"ữ".repeat(20_000))]).fits());
        assert!(!of(&[("note", &"ữ".repeat(30_000))]).fits());
    }
}
