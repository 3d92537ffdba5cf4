//! The forms of a page, read as a browser would send them.

use super::Page;

/// Where a form is posted to and what it holds before anybody types, the token and the number aside.
#[derive(Debug, Clone)]
pub struct Form {
    pub action: String,
    pub fields: Vec<(String, String)>,
}

impl Form {
    /// Types into a field; one that the page has not offered (a button's own) is added.
    pub fn fill(&mut self, name: &str, value: &str) {
        match self.fields.iter_mut().find(|(field, _)| field == name) {
            Some((_, typed)) => value.clone_into(typed),
            None => self.fields.push((name.to_owned(), value.to_owned())),
        }
    }

    pub fn as_pairs(&self) -> Vec<(&str, &str)> {
        self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }
}

impl Page {
    /// All forms that are posted, once for each address that their buttons name. Of boxes of one name of which
    /// none is chosen, the first is.
    pub fn forms(&self) -> Vec<Form> {
        let chunks = self.body.split("<form").skip(1).filter_map(|rest| rest.split_once("</form>"));
        let heads = chunks.filter_map(|(chunk, _)| chunk.split_once('>'));
        let posted = heads.filter(|(head, _)| attribute(head, "method").as_deref() == Some("post"));
        let addresses = |(head, body): (&str, &str)| {
            let buttons = body.split("<button").skip(1).map(|button| button.split('>').next().unwrap());
            let others = buttons.filter_map(|button| attribute(button, "formaction"));
            let own = attribute(head, "action").unwrap();
            let fields = fields(body);
            others.chain([own]).map(|action| Form { action, fields: fields.clone() }).collect::<Vec<_>>()
        };
        posted.flat_map(addresses).collect()
    }
}

fn fields(body: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut unchosen: Vec<(String, String)> = Vec::new();
    for chunk in body.split('<').skip(1) {
        let (tag, text) = chunk.split_once('>').unwrap();
        let Some(name) = attribute(tag, "name").filter(|name| !name.starts_with('_')) else { continue };
        let value = attribute(tag, "value").unwrap_or_default();
        match (tag.split_whitespace().next().unwrap(), attribute(tag, "type").as_deref()) {
            ("textarea", _) => fields.push((name, unescaped(text))),
            ("select", _) => fields.push((name.clone(), chosen_option(body, &name))),
            ("input", Some("radio" | "checkbox")) if !tag.ends_with(" checked") => unchosen.push((name, value)),
            ("input", Some("file")) | ("button", _) => {}
            ("input", _) => fields.push((name, value)),
            _ => {}
        }
    }
    for (name, value) in unchosen {
        if fields.iter().all(|(field, _)| *field != name) {
            fields.push((name, value));
        }
    }
    fields
}

/// The selected option, else the first that stands for something.
fn chosen_option(body: &str, select: &str) -> String {
    let (_, rest) = body.split_once(&format!("name=\"{select}\"")).unwrap();
    let options: Vec<&str> = rest.split("</select>").next().unwrap().split("<option").skip(1).collect();
    let selected = options.iter().find(|option| option.split('>').next().unwrap().ends_with(" selected"));
    let values = || options.iter().filter_map(|option| attribute(option, "value"));
    selected.and_then(|it| attribute(it, "value")).or_else(|| values().find(|it| !it.is_empty())).unwrap_or_default()
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(unescaped(rest.split('"').next()?))
}

fn unescaped(text: &str) -> String {
    [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")]
        .iter()
        .fold(text.to_owned(), |text, (written, sign)| text.replace(written, sign))
}
