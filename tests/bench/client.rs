//! A browser of the smallest kind: one kept connection, cookies, forms.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context, bail, ensure};

pub struct Client {
    address: String,
    stream: BufReader<TcpStream>,
    cookies: BTreeMap<String, String>,
}

pub struct Answer {
    pub status: u16,
    pub body: String,
}

impl Client {
    pub fn connect(address: &str) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        Ok(Self { address: address.to_owned(), stream: BufReader::new(stream), cookies: BTreeMap::new() })
    }

    /// A connection of somebody who has logged in.
    pub fn logged_in(address: &str, username: &str, password: &str) -> anyhow::Result<Self> {
        let mut client = Self::connect(address)?;
        client.log_in(username, password)?;
        Ok(client)
    }

    pub fn log_in(&mut self, username: &str, password: &str) -> anyhow::Result<()> {
        let token = token_of(&self.get("/login")?)?;
        let answer = self.post("/login", &[("_token", &token), ("username", username), ("password", password)])?;
        ensure!(answer.status == 303, "{username} cannot log in: {}", answer.status);
        Ok(())
    }

    /// A page, which must be there.
    pub fn get(&mut self, path: &str) -> anyhow::Result<String> {
        let answer = self.ask("GET", path, "")?;
        ensure!(answer.status == 200, "GET {path}: {}", answer.status);
        Ok(answer.body)
    }

    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> anyhow::Result<Answer> {
        let fields: Vec<_> = fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
        self.ask("POST", path, &fields.join("&"))
    }

    fn ask(&mut self, method: &str, path: &str, body: &str) -> anyhow::Result<Answer> {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            self.address,
            cookies.join("; "),
            body.len()
        );
        self.stream.get_mut().write_all(request.as_bytes())?;
        self.answer()
    }

    fn answer(&mut self) -> anyhow::Result<Answer> {
        let status = self.line()?.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status = status.context("the answer has no status")?;
        let mut length = None;
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(':') else { break };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.trim().parse().ok(),
                "set-cookie" => self.keep_cookie(value.trim()),
                "transfer-encoding" => bail!("this client reads no chunks"),
                _ => {}
            }
        }
        let mut body = vec![0; length.unwrap_or(0)];
        self.stream.read_exact(&mut body)?;
        Ok(Answer { status, body: String::from_utf8(body)? })
    }

    fn line(&mut self) -> anyhow::Result<String> {
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        ensure!(!line.is_empty(), "the server hung up");
        Ok(line.trim_end().to_owned())
    }

    fn keep_cookie(&mut self, said: &str) {
        let pair = said.split(';').next().unwrap_or_default();
        if let Some((name, value)) = pair.split_once('=') {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }
}

/// The session's token, from any page with a form.
pub fn token_of(page: &str) -> anyhow::Result<String> {
    const BEFORE: &str = "name=\"_token\" value=\"";
    let start = page.find(BEFORE).context("the page has no form")? + BEFORE.len();
    let end = page[start..].find('"').context("the token has no end")?;
    Ok(page[start..start + end].to_owned())
}

fn encode(value: &str) -> String {
    let keep = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    value.bytes().map(|byte| if keep(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
