//! `thidua serve`: the department on the network of its office.

use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::thread::available_parallelism;
use std::time::Duration;

use actix_web::HttpServer;
use actix_web::cookie::Key;
use actix_web::rt::System;
use actix_web::rt::signal::unix::{SignalKind, signal};
use anyhow::{Context, bail, ensure};
use clap::Args;
use rustls::ServerConfig;

use super::{Data, tls};
use crate::app;
use crate::data_folder::DataFolder;
use crate::data_folder::attachments::Attachments;
use crate::data_folder::ballot_keys::BallotKeys;
use crate::data_folder::served_as::ServedAs;
use crate::db::{Db, off_thread};
use crate::features::digests;
use crate::features::settings::ops::InstallationKind;
use crate::papers;
use crate::web::entrance::{Entrance, Hosts};

/// Running requests get this long to finish; whoever stops the program waits no more than ten seconds.
const SECONDS_TO_FINISH: u64 = 8;

/// Phục vụ cơ quan trong thư mục dữ liệu
#[derive(Args)]
pub struct Options {
    /// Địa chỉ và cổng để nghe (không ghi thì là 127.0.0.1:8080)
    #[arg(long, value_name = "ĐỊA_CHỈ:CỔNG", default_value = "127.0.0.1:8080")]
    addr: SocketAddr,
    /// Tệp chứng thư (PEM, cả chuỗi) để phục vụ HTTPS; ghi cùng --tls-key
    #[arg(long, value_name = "TỆP", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// Tệp khóa của chứng thư (PEM)
    #[arg(long, value_name = "TỆP", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// Cho phép HTTP không mã hóa ra ngoài máy này
    #[arg(long)]
    allow_http: bool,
    /// Tên máy chủ được trả lời, ngoài địa chỉ đang nghe và localhost; ghi nhiều lần được
    #[arg(long = "host", value_name = "TÊN")]
    hosts: Vec<String>,
    /// Địa chỉ IP của máy chủ trung gian (proxy) đứng trước; chỉ tin X-Forwarded-* từ đó; ghi nhiều lần được
    #[arg(long = "trusted-proxy", value_name = "IP", value_parser = ip)]
    proxies: Vec<IpAddr>,
    /// Tệp phông chữ Times New Roman (.ttf) dùng cho bản PDF; ghi nhiều lần: thường, đậm, nghiêng, đậm nghiêng
    #[arg(long = "font", value_name = "TỆP")]
    fonts: Vec<PathBuf>,
    #[command(flatten)]
    data: Data,
}

fn ip(typed: &str) -> Result<IpAddr, String> {
    typed.parse::<IpAddr>().map(|ip| ip.to_canonical()).map_err(|_| "Ghi địa chỉ IP, ví dụ 10.0.0.1.".to_owned())
}

pub fn run(options: Options) -> anyhow::Result<()> {
    let tls = match (&options.tls_cert, &options.tls_key) {
        (Some(certificate), Some(key)) => Some(tls::config(certificate, key)?),
        _ => None,
    };
    ensure!(
        options.addr.ip().is_loopback() || options.allow_http || tls.is_some(),
        "{} không phải địa chỉ của riêng máy này. HTTP không mã hóa chỉ ra mạng khi ghi thêm --allow-http; \
         HTTPS cần --tls-cert và --tls-key.",
        options.addr
    );
    papers::use_fonts(&options.fonts)?;
    let folder = options.data.folder();
    let lock = folder.lock()?;
    let opened = folder.open_held(&lock)?;
    if opened.kind != InstallationKind::Department {
        bail!("Thư mục này chứa dữ liệu mẫu. Dùng: thidua demo --data {}", folder.root().display());
    }
    let listener = listen(options.addr)?;
    let entrance = Entrance {
        hosts: hosts(options.addr, &options.hosts),
        proxies: options.proxies,
        has_tls: tls.is_some(),
        is_open_http: options.allow_http && tls.is_none(),
    };
    folder.note_served(&ServedAs {
        certificate: options.tls_cert.map(absolute),
        key: options.tls_key.map(absolute),
        is_open_http: entrance.is_open_http,
        has_proxy: !entrance.proxies.is_empty(),
    })?;
    let scheme = if entrance.has_tls { "https" } else { "http" };
    eprintln!("Đang phục vụ tại {scheme}://{} (Ctrl+C để dừng)", listener.local_addr()?);
    let what = Served {
        db: opened.db,
        key: folder.key()?,
        attachments: folder.attachments(),
        ballot_keys: folder.ballot_keys(),
        folder: folder.clone(),
    };
    serve(what, entrance, tls, listener)
}

/// As another folder would call it.
fn absolute(file: PathBuf) -> PathBuf {
    std::path::absolute(&file).unwrap_or(file)
}

/// Takes the address, so that what is said about it is true.
pub fn listen(addr: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(addr)
        .with_context(|| format!("Không nghe được ở {addr}. Địa chỉ hoặc cổng này có thể đang được dùng"))
}

/// The names answered to: that of the address, localhost, and those asked for.
pub fn hosts(addr: SocketAddr, more: &[String]) -> Hosts {
    let own = match addr {
        SocketAddr::V4(addr) => addr.ip().to_string(),
        SocketAddr::V6(addr) => format!("[{}]", addr.ip()),
    };
    Hosts::new([own, "localhost".to_owned()].iter().chain(more))
}

/// Threads of a worker that read and write. More would only wait for one of the few connections, and each keeps
/// the memory it needed once.
const BLOCKING_THREADS: usize = 8;

/// What is served: an opened installation.
#[derive(Clone)]
pub struct Served {
    pub db: Db,
    pub key: Key,
    pub attachments: Attachments,
    pub ballot_keys: BallotKeys,
    pub folder: DataFolder,
}

/// How often is looked whether mail is due.
const MAIL_EVERY: Duration = Duration::from_secs(60);

/// How often is looked whether a backup is due.
const BACKUPS_EVERY: Duration = Duration::from_secs(60);

/// Sends what is due as long as the program runs. Trouble is told to IT on its pages and stops nothing.
async fn send_mail(db: Db) {
    loop {
        actix_web::rt::time::sleep(MAIL_EVERY).await;
        if let Err(error) = digests::ops::send_due(&db, db.clock.now()).await {
            tracing::error!("mail: {error}");
        }
    }
}

/// Keeps backups as long as the program runs. Trouble stops nothing; `thidua check` and the page of backups tell of it.
async fn keep_backups(folder: DataFolder, db: Db) {
    loop {
        actix_web::rt::time::sleep(BACKUPS_EVERY).await;
        let (folder, db) = (folder.clone(), db.clone());
        if let Err(error) = off_thread(move || Ok(folder.keep_backups(&db)?)).await {
            tracing::error!("backup: {error}");
        }
    }
}

/// Serves until SIGTERM or SIGINT, then lets running requests finish.
pub fn serve(what: Served, entrance: Entrance, tls: Option<ServerConfig>, listener: TcpListener) -> anyhow::Result<()> {
    let workers = available_parallelism().map_or(1, usize::from);
    let mail = what.db.clone();
    let (folder, db) = (what.folder.clone(), what.db.clone());
    System::new().block_on(async move {
        let build = move || {
            let Served { db, key, attachments, ballot_keys, .. } = what.clone();
            app::build(db, key, entrance.clone(), attachments, ballot_keys)
        };
        let server = HttpServer::new(build)
            .workers(workers)
            .worker_max_blocking_threads(BLOCKING_THREADS)
            .shutdown_timeout(SECONDS_TO_FINISH)
            .disable_signals();
        let server = match tls {
            Some(config) => server.listen_rustls_0_23(listener, config)?,
            None => server.listen(listener)?,
        };
        let server = server.run();
        let handle = server.handle();
        actix_web::rt::spawn(send_mail(mail));
        actix_web::rt::spawn(keep_backups(folder, db));
        for kind in [SignalKind::terminate(), SignalKind::interrupt()] {
            let mut asked_to_stop = signal(kind)?;
            let handle = handle.clone();
            actix_web::rt::spawn(async move {
                asked_to_stop.recv().await;
                handle.stop(true).await;
            });
        }
        server.await?;
        Ok(())
    })
}
