//! HTTPS as the program speaks it itself, and what it believes of a proxy in front (SECURITY.md H2, H3, S5).

use std::io::{Read, Write};
use std::net::{IpAddr, TcpStream};
use std::process::{Command, Stdio};
use std::sync::Arc;

use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use thidua::web::entrance::{Entrance, Hosts};

use super::*;

/// A certificate for localhost, made as an office without an authority of its own would make it.
pub fn certificate(machine: &Machine) -> (String, String) {
    let place = |name: &str| machine.root.with_file_name(name).to_str().unwrap().to_owned();
    let (certificate, key) = (place("cert.pem"), place("key.pem"));
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"])
        .args(["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"])
        .args(["-addext", "basicConstraints=critical,CA:FALSE", "-keyout", &key, "-out", &certificate])
        .stderr(Stdio::null())
        .status();
    assert!(made.unwrap().success(), "openssl made no certificate");
    (certificate, key)
}

/// An answer over HTTPS, the certificate checked.
fn get(server: &Server, certificate: &str, request: &str) -> String {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(certificate).unwrap()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from("localhost").unwrap();
    let connection = ClientConnection::new(Arc::new(config), name).unwrap();
    let mut stream = StreamOwned::new(connection, TcpStream::connect(&server.address).unwrap());
    write!(stream, "{request}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    // A server that closes without a last word has said everything all the same.
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

/// What openssl says when it offers this version alone.
fn offered(server: &Server, version: &str) -> String {
    let output = Command::new("openssl")
        .args(["s_client", "-connect", &server.address, "-servername", "localhost", version])
        .args(["-cipher", "ALL:@SECLEVEL=0"])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
}

#[test]
fn with_a_certificate_the_program_speaks_https_from_tls_1_2_on() {
    let machine = Machine::with_department();
    let (certificate, key) = certificate(&machine);
    let server = Server::serving(&machine, &["--tls-cert", &certificate, "--tls-key", &key]);
    let page = get(&server, &certificate, "GET /login HTTP/1.1\r\nHost: localhost");
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    let page = page.to_lowercase();
    assert!(page.contains("strict-transport-security: max-age=31536000"), "{page}");
    let cookie = page.lines().find(|line| line.starts_with("set-cookie: __host-id=")).expect(&page);
    for part in ["; secure", "; httponly", "; samesite=lax", "; path=/"] {
        assert!(cookie.contains(part), "no {part} in {cookie}");
    }
    assert!(!cookie.contains("domain="), "{cookie}");
    for (option, version) in [("-tls1_2", "TLSv1.2"), ("-tls1_3", "TLSv1.3")] {
        let taken = offered(&server, option);
        assert!(taken.contains(&format!("New, {version}, Cipher is ")), "{taken}");
    }
    for option in ["-tls1", "-tls1_1"] {
        let refused = offered(&server, option);
        // The server itself said no; openssl would have gone on.
        assert!(refused.contains("SSL alert number"), "{refused}");
    }
}

#[test]
fn a_key_of_another_certificate_is_refused_before_anything_is_served() {
    let machine = Machine::with_department();
    let (own, key) = certificate(&machine);
    let other = machine.root.with_file_name("other.pem").to_str().unwrap().to_owned();
    std::fs::rename(&own, &other).unwrap();
    std::fs::rename(&key, machine.root.with_file_name("old-key.pem")).unwrap();
    let (own, key) = certificate(&machine);
    let serve = |certificate: &str, key: &str| machine.run(&["serve", "--tls-cert", certificate, "--tls-key", key]);
    serve(&other, &key).was_refused("không dùng được với chứng thư");
    serve(&key, &key).was_refused("Không đọc được chứng thư");
    serve(&own, "/khong/co.pem").was_refused("Không đọc được khóa");
    assert_eq!(machine.run(&["serve", "--tls-cert", &own]).code, 2);
    assert_eq!(machine.run(&["serve", "--trusted-proxy", "x"]).code, 2);
}

#[actix_web::test]
async fn plain_http_that_was_allowed_is_a_warning_that_stays_for_it_alone() {
    let app = TestApp::new();
    app.account("quantri", None, &[Role::ItAdmin]);
    app.account("kiemsoat", None, &[Role::Auditor]);
    let open = Entrance { is_open_http: true, ..Entrance::plain(Hosts::new(["localhost"])) };
    for (entrance, username, is_told) in [
        (open.clone(), "quantri", true),
        (open, "kiemsoat", false),
        (Entrance::plain(Hosts::new(["localhost"])), "quantri", false),
    ] {
        let mut client = app.stranger().through(entrance);
        client.log_in(username, PASSWORD).await.assert_status(303);
        for path in ["/", "/account/sessions"] {
            let page = client.get(path).await;
            assert_eq!(page.body.contains("Chưa mã hóa đường truyền"), is_told, "{username} {path}");
        }
    }
}

#[actix_web::test]
async fn only_a_trusted_proxy_says_who_asks_and_that_it_is_https() {
    let app = TestApp::new();
    app.account("quantri", None, &[Role::ItAdmin]);
    let proxy: IpAddr = "10.0.0.1".parse().unwrap();
    let behind = Entrance { proxies: vec![proxy], ..Entrance::plain(Hosts::new(["localhost"])) };
    for (peer, address, is_secure) in [("10.0.0.1", "198.51.100.7", true), ("203.0.113.9", "203.0.113.9", false)] {
        let mut client = app.stranger().through(behind.clone()).behind(peer, "198.51.100.7");
        let page = client.get("/login").await;
        assert_eq!(page.headers.contains_key("strict-transport-security"), is_secure, "{peer}");
        let cookie = page.headers.get("set-cookie").unwrap().to_str().unwrap();
        assert_eq!(cookie.starts_with("__Host-id=") && cookie.ends_with("; Secure"), is_secure, "{cookie}");
        client.log_in("quantri", PASSWORD).await.assert_status(303);
        client.get("/account/sessions").await.assert_ok().assert_shows(address);
    }
}

#[actix_web::test]
async fn a_host_said_by_anybody_but_the_proxy_changes_nothing() {
    let app = TestApp::new();
    let behind = Entrance {
        proxies: vec!["10.0.0.1".parse().unwrap()],
        ..Entrance::plain(Hosts::new(["localhost", "thidua.stc.vn"]))
    };
    let asked = |peer: &str, host: &str| {
        let request = actix_web::test::TestRequest::get().uri("/login").peer_addr(format!("{peer}:1").parse().unwrap());
        request.insert_header(("X-Forwarded-Host", host.to_owned()))
    };
    for (peer, host, status) in
        [("10.0.0.1", "thidua.stc.vn", 200), ("10.0.0.1", "evil.example", 421), ("203.0.113.9", "evil.example", 200)]
    {
        let page = app.stranger().through(behind.clone()).send(asked(peer, host)).await;
        page.assert_status(status).assert_hides("evil.example");
    }
}
