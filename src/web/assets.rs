//! Styles and scripts: compiled in, joined into one file each, served under a hash of their content.

use std::sync::LazyLock;

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use rust_embed::RustEmbed;

use crate::error::{AppError, AppResult};
use crate::hash::sha256;

#[derive(RustEmbed)]
#[folder = "static/"]
struct Static;

struct Asset {
    name: String,
    content_type: &'static str,
    body: Vec<u8>,
}

static STYLE: LazyLock<Asset> = LazyLock::new(|| join("css", "text/css; charset=utf-8"));
static SCRIPT: LazyLock<Asset> = LazyLock::new(|| join("js", "text/javascript; charset=utf-8"));

/// Address of the one stylesheet.
pub fn style_address() -> &'static str {
    &STYLE.name
}

/// Address of the one script.
pub fn script_address() -> &'static str {
    &SCRIPT.name
}

/// GET /assets/{name}
pub async fn show(name: web::Path<String>) -> AppResult<HttpResponse> {
    let asked = format!("/assets/{name}");
    let asset = [&*STYLE, &*SCRIPT].into_iter().find(|asset| asset.name == asked).ok_or(AppError::NotFound)?;
    Ok(HttpResponse::Ok()
        .content_type(asset.content_type)
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .body(asset.body.clone()))
}

/// All files of one kind, tokens first: they name the order of the layers.
fn join(extension: &str, content_type: &'static str) -> Asset {
    let mut paths: Vec<_> = Static::iter().filter(|path| path.ends_with(&format!(".{extension}"))).collect();
    paths.sort_by_key(|path| (!path.ends_with("tokens.css"), path.clone()));
    let mut body = Vec::new();
    for path in paths {
        if let Some(file) = Static::get(&path) {
            body.extend_from_slice(&file.data);
        }
    }
    let hash = sha256(&body);
    Asset { name: format!("/assets/thidua-{}.{extension}", &hash[..12]), content_type, body }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_and_scripts_stay_small() {
        assert!(STYLE.body.len() < 35_000 && SCRIPT.body.len() < 15_000, "UI.md §9: under 50 KB together");
    }

    #[test]
    fn the_order_of_the_layers_comes_first() {
        let css = String::from_utf8_lossy(&STYLE.body);
        assert!(css.find("@layer tokens, base").unwrap() < css.find("@layer base {").unwrap());
    }
}
