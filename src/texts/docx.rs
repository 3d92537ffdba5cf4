//! The text of a Word document: its paragraphs, those of tables too.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::TextFault;
use crate::sheets::package;

const BODY: &str = "word/document.xml";

pub fn read(bytes: &[u8]) -> Result<String, TextFault> {
    package::inspect(bytes).map_err(|_| TextFault::Damaged)?;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| TextFault::Damaged)?;
    let mut body = archive.by_name(BODY).map_err(|_| TextFault::Damaged)?;
    let mut xml = String::new();
    body.read_to_string(&mut xml).map_err(|_| TextFault::Damaged)?;
    paragraphs(&xml)
}

/// Words stand in `w:t`; a paragraph, a break or a cell ends what stands before it.
fn paragraphs(xml: &str) -> Result<String, TextFault> {
    let mut reader = Reader::from_str(xml);
    let (mut text, mut is_in_words) = (String::new(), false);
    loop {
        match reader.read_event().map_err(|_| TextFault::Damaged)? {
            Event::Start(tag) if tag.name().as_ref() == "w:t" => is_in_words = true,
            Event::End(tag) => match tag.name().as_ref() {
                "w:t" => is_in_words = false,
                "w:p" => text.push('\n'),
                "w:tc" => text.push(' '),
                _ => {}
            },
            Event::Empty(tag) if matches!(tag.name().as_ref(), "w:br" | "w:tab" | "w:cr") => text.push(' '),
            Event::Text(words) if is_in_words => {
                text.push_str(&words.xml10_content());
            }
            Event::GeneralRef(sign) if is_in_words => text.push_str(&meant_by(&sign)),
            Event::Eof => return Ok(text),
            _ => {}
        }
    }
}

/// The five signs that XML names, and numbered ones; what a document declares by itself is refused before.
fn meant_by(sign: &quick_xml::events::BytesRef) -> String {
    if let Ok(Some(numbered)) = sign.resolve_char_ref() {
        return numbered.to_string();
    }
    quick_xml::escape::resolve_xml_entity(sign).unwrap_or_default().to_owned()
}
