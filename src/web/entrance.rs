//! How the program is reached: under which names, over HTTPS or not, through which proxies (SECURITY.md H2, H3).
//! What a request says of itself in `X-Forwarded-*` counts only when a proxy that was named at the start has sent it.

use std::net::IpAddr;

use actix_web::http::header::{self, HeaderName};
use actix_web::{HttpRequest, web};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// The names under which this program answers, without port, in small letters.
#[derive(Debug, Clone, Default)]
pub struct Hosts(Vec<String>);

impl Hosts {
    pub fn new<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> Self {
        Self(names.into_iter().map(|name| name.as_ref().to_lowercase()).collect())
    }

    fn knows(&self, host: &str) -> bool {
        let name = without_port(host).to_lowercase();
        self.0.contains(&name)
    }
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

/// What was said at the start about how requests come in.
#[derive(Debug, Clone, Default)]
pub struct Entrance {
    pub hosts: Hosts,
    /// Only these are believed about whom they speak for.
    pub proxies: Vec<IpAddr>,
    /// The program itself speaks HTTPS.
    pub has_tls: bool,
    /// Unencrypted HTTP was allowed beyond this machine.
    pub is_open_http: bool,
}

impl Entrance {
    /// Plain HTTP on this machine.
    pub fn plain(hosts: Hosts) -> Self {
        Self { hosts, ..Self::default() }
    }

    /// Whether all names by which a request calls this program are its own.
    pub fn knows(&self, request: &HttpRequest) -> bool {
        let names = self.names(request);
        !names.is_empty() && names.iter().all(|name| self.hosts.knows(name))
    }

    /// The first of the names of a request, with its port: what a browser shows.
    pub fn host<'r>(&self, request: &'r HttpRequest) -> Option<&'r str> {
        self.names(request).first().copied()
    }

    /// HTTP/1 says the name in a header, HTTP/2 in the address.
    fn names<'r>(&self, request: &'r HttpRequest) -> Vec<&'r str> {
        if let Some(name) = self.forwarded(request, &FORWARDED_HOST) {
            return vec![name];
        }
        let headers = request.headers().get_all(header::HOST).map(|value| value.to_str().unwrap_or_default());
        headers.chain(request.uri().authority().map(|authority| authority.as_str())).collect()
    }

    /// Whether whoever asks is connected over HTTPS.
    pub fn is_secure(&self, request: &HttpRequest) -> bool {
        self.has_tls || self.forwarded(request, &FORWARDED_PROTO) == Some("https")
    }

    /// Where a request came from: the first address, seen from here, that is no proxy of ours.
    pub fn address(&self, request: &HttpRequest) -> Option<IpAddr> {
        let peer = peer(request)?;
        if !self.proxies.contains(&peer) {
            return Some(peer);
        }
        let said = request.headers().get_all(FORWARDED_FOR).filter_map(|value| value.to_str().ok());
        let said: Vec<&str> = said.flat_map(|value| value.split(',')).map(str::trim).collect();
        let mut from = peer;
        for address in said.iter().rev() {
            // What is no address was not written by a proxy; the last believed one stands.
            let Ok(address) = address.parse::<IpAddr>() else { break };
            from = address.to_canonical();
            if !self.proxies.contains(&from) {
                break;
            }
        }
        Some(from)
    }

    /// The last value of a header, which is that of the nearest proxy, where a known one sent it.
    fn forwarded<'r>(&self, request: &'r HttpRequest, name: &HeaderName) -> Option<&'r str> {
        peer(request).filter(|peer| self.proxies.contains(peer))?;
        let value = request.headers().get_all(name).last()?.to_str().ok()?;
        value.rsplit(',').next().map(str::trim).filter(|value| !value.is_empty())
    }
}

fn peer(request: &HttpRequest) -> Option<IpAddr> {
    request.peer_addr().map(|address| address.ip().to_canonical())
}

/// The entrance of the application that a request came to.
pub fn of(request: &HttpRequest) -> Option<&Entrance> {
    request.app_data::<web::Data<Entrance>>().map(|entrance| entrance.get_ref())
}

/// Whether whoever asks is connected over HTTPS.
pub fn is_secure(request: &HttpRequest) -> bool {
    of(request).is_some_and(|entrance| entrance.is_secure(request))
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn behind_a_proxy() -> Entrance {
        Entrance {
            proxies: vec!["10.0.0.1".parse().unwrap(), "10.0.0.2".parse().unwrap()],
            ..Entrance::plain(Hosts::new(["thidua.local"]))
        }
    }

    fn from(peer: &str) -> TestRequest {
        TestRequest::get().peer_addr(format!("{peer}:1").parse().unwrap()).insert_header(("Host", "thidua.local"))
    }

    #[test]
    fn hosts_are_compared_without_port_and_case() {
        let hosts = Hosts::new(["localhost", "ThiDua.local", "[::1]"]);
        for known in ["localhost", "localhost:8080", "thidua.LOCAL:80", "[::1]", "[::1]:8080"] {
            assert!(hosts.knows(known), "{known}");
        }
        for unknown in ["", "evil.example", "localhost.evil.example", "localhost:evil", "[::2]:80"] {
            assert!(!hosts.knows(unknown), "{unknown}");
        }
    }

    #[test]
    fn only_a_proxy_that_was_named_is_believed() {
        let said = |peer: &str| {
            from(peer)
                .insert_header(("X-Forwarded-For", "198.51.100.7"))
                .insert_header(("X-Forwarded-Proto", "https"))
                .insert_header(("X-Forwarded-Host", "evil.example"))
                .to_http_request()
        };
        let (entrance, stranger, proxy) = (behind_a_proxy(), said("203.0.113.9"), said("10.0.0.1"));
        assert_eq!(entrance.address(&stranger), Some("203.0.113.9".parse().unwrap()));
        assert!(!entrance.is_secure(&stranger) && entrance.knows(&stranger));
        assert_eq!(entrance.address(&proxy), Some("198.51.100.7".parse().unwrap()));
        assert!(entrance.is_secure(&proxy) && !entrance.knows(&proxy));
    }

    #[test]
    fn the_nearest_address_that_is_no_proxy_of_ours_asked() {
        for (said, asked) in [
            ("198.51.100.7, 203.0.113.9", "203.0.113.9"),
            ("198.51.100.7, 10.0.0.2", "198.51.100.7"),
            ("198.51.100.7, x", "10.0.0.1"),
            ("", "10.0.0.1"),
            ("::ffff:203.0.113.9", "203.0.113.9"),
        ] {
            let request = from("10.0.0.1").insert_header(("X-Forwarded-For", said)).to_http_request();
            assert_eq!(behind_a_proxy().address(&request), Some(asked.parse().unwrap()), "{said:?}");
        }
    }

    #[test]
    fn every_name_of_a_request_must_be_ours() {
        let entrance = behind_a_proxy();
        assert!(entrance.knows(&from("203.0.113.9").to_http_request()));
        assert!(entrance.knows(&from("203.0.113.9").uri("http://thidua.local/login").to_http_request()));
        assert!(!entrance.knows(&from("203.0.113.9").uri("http://evil.example/login").to_http_request()));
        let twice = from("203.0.113.9").append_header(("Host", "evil.example")).to_http_request();
        assert!(!entrance.knows(&twice));
        assert!(!entrance.knows(&TestRequest::get().to_http_request()));
    }
}
