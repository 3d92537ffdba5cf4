//! `thidua serve`: the department on the network of its office.

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::thread::available_parallelism;
use std::time::Duration;

use actix_web::HttpServer;
use actix_web::cookie::Key;
use actix_web::rt::System;
use actix_web::rt::signal::unix::{SignalKind, signal};
use anyhow::{Context, bail, ensure};
use clap::Args;

use super::Data;
use crate::app;
use crate::data_folder::attachments::Attachments;
use crate::data_folder::ballot_keys::BallotKeys;
use crate::db::Db;
use crate::features::digests;
use crate::features::settings::ops::InstallationKind;
use crate::papers;
use crate::web::guard::Hosts;

/// Running requests get this long to finish; whoever stops the program waits no more than ten seconds.
const SECONDS_TO_FINISH: u64 = 8;

/// Phục vụ cơ quan trong thư mục dữ liệu
#[derive(Args)]
pub struct Options {
    /// Địa chỉ và cổng để nghe (không ghi thì là 127.0.0.1:8080)
    #[arg(long, value_name = "ĐỊA_CHỈ:CỔNG", default_value = "127.0.0.1:8080")]
    addr: SocketAddr,
    /// Cho phép HTTP không mã hóa ra ngoài máy này
    #[arg(long)]
    allow_http: bool,
    /// Tên máy chủ được trả lời, ngoài địa chỉ đang nghe và localhost; ghi nhiều lần được
    #[arg(long = "host", value_name = "TÊN")]
    hosts: Vec<String>,
    /// Tệp phông chữ Times New Roman (.ttf) dùng cho bản PDF; ghi nhiều lần: thường, đậm, nghiêng, đậm nghiêng
    #[arg(long = "font", value_name = "TỆP")]
    fonts: Vec<PathBuf>,
    #[command(flatten)]
    data: Data,
}

pub fn run(options: Options) -> anyhow::Result<()> {
    ensure!(
        options.addr.ip().is_loopback() || options.allow_http,
        "{} không phải địa chỉ của riêng máy này. HTTP không mã hóa chỉ ra mạng khi ghi thêm --allow-http.",
        options.addr
    );
    papers::use_fonts(&options.fonts)?;
    let folder = options.data.folder();
    let _lock = folder.lock()?;
    let opened = folder.open()?;
    if opened.kind != InstallationKind::Department {
        bail!("Thư mục này chứa dữ liệu mẫu. Dùng: thidua demo --data {}", folder.root().display());
    }
    let listener = listen(options.addr)?;
    eprintln!("Đang phục vụ tại http://{} (Ctrl+C để dừng)", listener.local_addr()?);
    let what = Served {
        db: opened.db,
        key: folder.key()?,
        attachments: folder.attachments(),
        ballot_keys: folder.ballot_keys(),
    };
    serve(what, hosts(options.addr, &options.hosts), listener)
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
}

/// How often is looked whether mail is due.
const MAIL_EVERY: Duration = Duration::from_secs(60);

/// Sends what is due as long as the program runs. Trouble is told to IT on its pages and stops nothing.
async fn send_mail(db: Db) {
    loop {
        actix_web::rt::time::sleep(MAIL_EVERY).await;
        if let Err(error) = digests::ops::send_due(&db, db.clock.now()).await {
            tracing::error!("mail: {error}");
        }
    }
}

/// Serves until SIGTERM or SIGINT, then lets running requests finish.
pub fn serve(what: Served, hosts: Hosts, listener: TcpListener) -> anyhow::Result<()> {
    let workers = available_parallelism().map_or(1, usize::from);
    let mail = what.db.clone();
    System::new().block_on(async move {
        let build = move || {
            let Served { db, key, attachments, ballot_keys } = what.clone();
            app::build(db, key, hosts.clone(), attachments, ballot_keys)
        };
        let server = HttpServer::new(build)
            .workers(workers)
            .worker_max_blocking_threads(BLOCKING_THREADS)
            .shutdown_timeout(SECONDS_TO_FINISH)
            .disable_signals()
            .listen(listener)?
            .run();
        let handle = server.handle();
        actix_web::rt::spawn(send_mail(mail));
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
