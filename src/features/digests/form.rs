//! What is typed about mail.

use lettre::Address;
use lettre::message::Mailbox;
use serde::Deserialize;

use super::ops::Settings;
use super::store;
use crate::domain::mail::Security;
use crate::error::FieldErrors;
use crate::web::forms::{Check, LINE};

#[derive(Debug, Clone, Default, Deserialize)]
pub struct AddressForm {
    #[serde(default)]
    pub address: String,
    #[serde(default)]
    pub wanted: String,
}

impl AddressForm {
    /// The address, empty for none, and whether the daily mail is wanted.
    pub fn parse(&self) -> Result<(String, bool), FieldErrors> {
        let mut check = Check::new();
        let address = check.optional_line("address", &self.address, LINE);
        if !address.is_empty() && address.parse::<Address>().is_err() {
            check.errors.add("address", "Địa chỉ thư chưa đúng. Nhập dạng ten@coquan.gov.vn.");
        }
        check.finish(|| Some((address, !self.wanted.is_empty())))
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
pub struct SettingsForm {
    #[serde(default)]
    pub version: i64,
    #[serde(default)]
    pub on: String,
    #[serde(default)]
    pub host: String,
    #[serde(default)]
    pub port: String,
    #[serde(default)]
    pub security: String,
    #[serde(default)]
    pub sender: String,
    #[serde(default)]
    pub username: String,
    #[serde(default)]
    pub password: String,
    #[serde(default)]
    pub hour: String,
    #[serde(default)]
    pub site: String,
}

impl SettingsForm {
    pub fn filled(it: Option<store::Settings>, version: i64) -> Self {
        let Some(it) = it else {
            let (port, hour) = ("587".to_owned(), "7".to_owned());
            return Self { version, port, hour, security: Security::StartTls.code().into(), ..Self::default() };
        };
        Self {
            version,
            on: if it.is_on { "true".into() } else { String::new() },
            host: it.host,
            port: it.port.to_string(),
            security: it.security.code().into(),
            sender: it.sender,
            username: it.username,
            password: String::new(),
            hour: it.hour.to_string(),
            site: it.site,
        }
    }

    pub fn parse(&self) -> Result<Settings, FieldErrors> {
        let mut check = Check::new();
        let host = check.line("host", &self.host, LINE, "Nhập tên máy chủ thư, ví dụ mail.coquan.gov.vn.");
        let port = check.whole("port", &self.port, "Cổng", 1..=65_535);
        let security = check.choice("security", Security::from_code(&self.security), "Chọn cách mã hóa.");
        let sender = check.line("sender", &self.sender, LINE, "Nhập địa chỉ gửi, ví dụ thidua@coquan.gov.vn.");
        if !sender.is_empty() && sender.parse::<Mailbox>().is_err() {
            check.errors.add("sender", "Địa chỉ gửi chưa đúng. Nhập dạng thidua@coquan.gov.vn.");
        }
        let username = check.optional_line("username", &self.username, LINE);
        let hour = check.whole("hour", &self.hour, "Giờ gửi", 0..=23);
        let site = check.optional_line("site", &self.site, LINE);
        let fits = site.is_empty() || site.starts_with("http://") || site.starts_with("https://");
        if !fits {
            check.errors.add("site", "Địa chỉ phần mềm bắt đầu bằng http hoặc https. Chép từ thanh địa chỉ.");
        }
        let password = (!self.password.is_empty()).then(|| self.password.clone());
        check.finish(|| {
            Some(Settings {
                is_on: !self.on.is_empty(),
                host,
                port: port?,
                security: security?,
                sender,
                username,
                password,
                hour: hour?,
                site: site.trim_end_matches('/').to_owned(),
            })
        })
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
pub struct TestForm {
    #[serde(default)]
    pub to: String,
}

impl TestForm {
    pub fn parse(&self) -> Result<String, FieldErrors> {
        let mut check = Check::new();
        let to = check.line("to", &self.to, LINE, "Nhập địa chỉ nhận thư thử.");
        if !to.is_empty() && to.parse::<Address>().is_err() {
            check.errors.add("to", "Địa chỉ thư chưa đúng. Nhập dạng ten@coquan.gov.vn.");
        }
        check.finish(|| Some(to))
    }
}
