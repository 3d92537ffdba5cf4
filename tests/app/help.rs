//! The guides: whose stand first, and that what they speak of is there: pages, headings, buttons.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use thidua::features::help::guides::Guide;

use crate::support::*;

/// An account of each role, called by its code; IT and the auditor are nobody of the staff.
fn accounts(app: &TestApp) {
    for role in Role::ALL {
        let name = role.code();
        if matches!(role, Role::ItAdmin | Role::Auditor) {
            app.account(name, None, &[*role]);
            continue;
        }
        let person = app.person(&format!("QLNS-{}", name.to_uppercase()), &format!("Lê Thị {name}"), "QLNS");
        app.account(name, Some(person), &[Role::Staff, *role]);
        if *role == Role::Leader {
            app.make_head_of_agency(person);
        }
    }
}

/// Whoever the guide is written for; a clerk where it is everybody's.
fn reader(guide: Guide) -> &'static str {
    guide.role().unwrap_or(Role::Staff).code()
}

/// The guide itself, without menu and footer.
fn text(page: &Page) -> String {
    page.between("<div class=\"guide\">", "</main>").expect(&page.body)
}

/// Everything between two marks, each time they stand there.
fn all_between(text: &str, from: &str, to: &str) -> Vec<String> {
    let ends = |part: &str| part.find(to).map(|end| part[..end].to_owned());
    text.split(from).skip(1).filter_map(ends).collect()
}

#[actix_web::test]
async fn every_guide_is_shown_to_each_role_and_its_own_first() {
    let app = TestApp::new();
    accounts(&app);
    for role in Role::ALL {
        let mut client = app.client(role.code()).await;
        let page = client.get("/help").await;
        page.assert_ok();
        let (own, others) = page.body.split_once("Vai trò khác").unwrap();
        for guide in Guide::ALL {
            let link = format!("href=\"{}\"", guide.address());
            let is_own = guide.role().is_none_or(|of| of == *role || (of == Role::Staff && !is_outside(*role)));
            assert_eq!(own.contains(&link), is_own, "{role}: {guide}");
            assert_eq!(others.contains(&link), !is_own, "{role}: {guide}");
            let page = client.get(&guide.address()).await;
            page.assert_ok().assert_shows(guide.word());
            assert!(page.body.len() < 60 * 1024, "{guide}: {} bytes", page.body.len());
        }
        client.get("/help/somebody").await.assert_status(404);
    }
    app.stranger().get("/help").await.assert_status(303);
}

const fn is_outside(role: Role) -> bool {
    matches!(role, Role::ItAdmin | Role::Auditor)
}

#[actix_web::test]
async fn every_link_of_a_guide_opens_for_whom_it_is_written() {
    let app = TestApp::new();
    accounts(&app);
    for guide in Guide::ALL {
        let mut client = app.client(reader(*guide)).await;
        let text = text(&client.get(&guide.address()).await);
        let links: BTreeSet<_> = all_between(&text, "href=\"", "\"").into_iter().collect();
        assert!(links.len() > 3, "{guide} leads nowhere");
        for link in links {
            if let Some(id) = link.strip_prefix('#') {
                assert_eq!(text.matches(&format!("id=\"{id}\"")).count(), 1, "{guide}: {link}");
                continue;
            }
            let answer = client.get(&link.replace("&amp;", "&")).await;
            assert!(answer.status.is_success() || answer.status.is_redirection(), "{guide}: {link}: {}", answer.status);
        }
        let contents = all_between(&text, "<li><a href=\"#", "</a>");
        let headings = all_between(&text, "<h2 id=\"", "</h2>");
        let contents: Vec<_> = contents.iter().map(String::as_str).collect();
        let headings: Vec<_> = headings.iter().map(String::as_str).filter(|it| !it.starts_with("muc-luc")).collect();
        assert_eq!(contents, headings, "{guide}: the contents are its headings, in order");
    }
}

/// All templates but those of the guides, then the sources, where the names of some buttons are ready words.
fn written() -> (String, String) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let gather = |folder: &str, extension: &str| {
        let mut text = String::new();
        let mut folders = vec![root.join(folder)];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).unwrap().map(|it| it.unwrap().path()) {
                if entry.is_dir() && !entry.ends_with("help") {
                    folders.push(entry);
                } else if entry.extension().is_some_and(|it| it == extension) {
                    text.push_str(&fs::read_to_string(entry).unwrap());
                }
            }
        }
        text
    };
    (gather("templates", "html"), gather("src", "rs"))
}

/// "Trả lại cho …" stands for what begins so.
fn stands(name: &str, text: &str, before: &[char], after: &[char]) -> bool {
    let (start, is_open) = name.split_once('…').map_or((name, false), |(start, _)| (start.trim_end(), true));
    text.match_indices(start)
        .any(|(at, _)| text[..at].ends_with(before) && (is_open || text[at + start.len()..].starts_with(after)))
}

#[actix_web::test]
async fn every_button_a_guide_names_is_on_a_page() {
    let app = TestApp::new();
    accounts(&app);
    let mut client = app.client("staff").await;
    let (templates, sources) = written();
    for guide in Guide::ALL {
        let text = text(&client.get(&guide.address()).await);
        let said = all_between(&text, "<b class=\"pressed\">“", "”</b>");
        let drawn = all_between(&text, "<span class=\"button", "</span>");
        // Behind the name may stand the number that the words below explain.
        let drawn = drawn.iter().filter_map(|it| it.split(['>', '<']).nth(1)).map(|it| it.trim().to_owned());
        let names: BTreeSet<_> = said.into_iter().chain(drawn).collect();
        for name in names {
            let is_there = stands(&name, &templates, &['>', '"', '}'], &['<', '"', '{'])
                || stands(&name, &sources, &['"'], &['"']);
            assert!(is_there, "{guide}: no page has a button “{name}”");
        }
    }
    assert!(!stands("Bấm vào đây", &templates, &['>', '"', '}'], &['<', '"', '{']));
}

#[actix_web::test]
async fn pictures_can_neither_be_pressed_nor_sent() {
    let app = TestApp::new();
    accounts(&app);
    let mut client = app.client("staff").await;
    for guide in Guide::ALL {
        for picture in all_between(&text(&client.get(&guide.address()).await), "<figure", "</figure>") {
            assert!(picture.contains("<div aria-hidden=\"true\" inert>"), "{guide}: {picture}");
            assert!(picture.contains("<figcaption><b>Hình "), "{guide}: a picture without words");
            for live in ["<form", "<button", " name=", " id=", " href="] {
                assert!(!picture.contains(live), "{guide}: {live} in a picture");
            }
            assert_eq!(picture.matches("<input").count(), picture.matches("tabindex=\"-1\"").count(), "{guide}");
        }
    }
}
