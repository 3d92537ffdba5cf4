//! `thidua serve`: the department on the network of its office.

use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::thread::available_parallelism;
use std::time::Duration;

use actix_web::HttpServer;
use actix_web::cookie::Key;
use actix_web::rt::System;
use actix_web::rt::signal::unix::{SignalKind, signal};
use actix_web::rt::time::timeout;
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
use crate::domain::backup_plan::Step;
use crate::features::backup::troubles;
use crate::features::digests;
use crate::features::settings::ops::InstallationKind;
use crate::papers;
use crate::web::access_log::{self, AccessLog};
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
    /// Thư mục thứ hai để chép bản sao lưu và tệp đính kèm (ổ USB, NAS đã gắn vào máy)
    #[arg(long, value_name = "THƯ_MỤC")]
    backup_copy: Option<PathBuf>,
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
    let backup_copy = options.backup_copy.map(absolute);
    folder.note_served(&ServedAs {
        backup_copy: backup_copy.clone(),
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
        backup_copy,
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
    /// Where backups are copied to.
    pub backup_copy: Option<PathBuf>,
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

/// Copying takes no longer than this, or the second place does not answer.
const COPY_WITHIN: Duration = Duration::from_secs(30 * 60);

/// Copies backups to a second place as long as the program runs; beside `keep_backups`, which a share that does not answer
/// must not hold up.
async fn copy_backups(folder: DataFolder, db: Db, second: PathBuf) {
    loop {
        actix_web::rt::time::sleep(BACKUPS_EVERY).await;
        let (from, to, noted) = (folder.clone(), second.clone(), db.clone());
        let mut copying = actix_web::rt::spawn(off_thread(move || Ok(from.fill_second_place(&noted, &to)?)));
        let outcome = match timeout(COPY_WITHIN, &mut copying).await {
            Ok(copied) => copied.map_err(anyhow::Error::from).and_then(|copied| Ok(copied?)),
            Err(_) => Err(anyhow::anyhow!("quá 30 phút chưa chép xong vào {}", second.display())),
        };
        let is_stuck = !copying.is_finished();
        let noted = db.clone();
        if let Err(error) = off_thread(move || troubles::note(&noted, Step::Copy, &outcome)).await {
            tracing::error!("backup copy: {error}");
        }
        if is_stuck {
            // Not a second one beside it.
            drop(copying.await);
        }
    }
}

/// Writes what was gathered of who looked and who was refused, as long as the program runs.
async fn write_access(access_log: AccessLog, db: Db) {
    loop {
        actix_web::rt::time::sleep(access_log::WRITTEN_EVERY).await;
        write_access_now(access_log.clone(), db.clone()).await;
    }
}

async fn write_access_now(access_log: AccessLog, db: Db) {
    if let Err(error) = off_thread(move || access_log.write_now(&db)).await {
        tracing::error!("access: {error}");
    }
}

/// Serves until SIGTERM or SIGINT, then lets running requests finish.
pub fn serve(what: Served, entrance: Entrance, tls: Option<ServerConfig>, listener: TcpListener) -> anyhow::Result<()> {
    let workers = available_parallelism().map_or(1, usize::from);
    let mail = what.db.clone();
    let (folder, db, second) = (what.folder.clone(), what.db.clone(), what.backup_copy.clone());
    let access_log = AccessLog::default();
    System::new().block_on(async move {
        let gathered = access_log.clone();
        let build = move || {
            let Served { db, key, attachments, ballot_keys, .. } = what.clone();
            app::build(db, key, entrance.clone(), attachments, ballot_keys, gathered.clone())
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
        if let Some(second) = second {
            actix_web::rt::spawn(copy_backups(folder.clone(), db.clone(), second));
        }
        actix_web::rt::spawn(write_access(access_log.clone(), db.clone()));
        actix_web::rt::spawn(keep_backups(folder, db.clone()));
        for kind in [SignalKind::terminate(), SignalKind::interrupt()] {
            let mut asked_to_stop = signal(kind)?;
            let handle = handle.clone();
            actix_web::rt::spawn(async move {
                asked_to_stop.recv().await;
                handle.stop(true).await;
            });
        }
        server.await?;
        write_access_now(access_log, db).await;
        Ok(())
    })
}
