//! What lies around the database: folder, key, how it was last served, disk.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use super::{Finding, certificate};
use crate::clock::Clock;
use crate::data_folder::attachments::LEAST_FREE;
use crate::data_folder::{DataFolder, disk};
use crate::domain::date;
use crate::web::attached::size_words;

/// A certificate that ends sooner is to be renewed.
const RENEW_BEFORE_DAYS: i64 = 14;
/// Bits that let anybody but the owner in.
const OTHERS: u32 = 0o077;

pub fn all(folder: &DataFolder) -> Vec<Finding> {
    let mut found = vec![own_folder(folder), key(folder)];
    found.extend(served(folder));
    found.extend(second_place(folder));
    found.push(room(folder));
    found
}

fn own_folder(folder: &DataFolder) -> Finding {
    const WHAT: &str = "Thư mục dữ liệu";
    let root = folder.root();
    let Ok(about) = fs::metadata(root) else {
        return Finding::red(WHAT, format!("Không đọc được {}.", root.display()));
    };
    if about.permissions().mode() & OTHERS != 0 {
        let words = format!("Người khác trên máy vào được {}. Chạy: chmod 700 {0}", root.display());
        return Finding::red(WHAT, words);
    }
    let owner = about.uid();
    let foreign = [folder.database(), folder.key_file()]
        .into_iter()
        .find(|file| fs::metadata(file).is_ok_and(|file| file.uid() != owner));
    match foreign {
        Some(file) => Finding::red(WHAT, format!("{} không cùng chủ với thư mục dữ liệu.", file.display())),
        None => Finding::good(WHAT, format!("{} chỉ chủ của nó vào được.", root.display())),
    }
}

fn key(folder: &DataFolder) -> Finding {
    const WHAT: &str = "Khóa ký cookie";
    let file = folder.key_file();
    if let Err(unreadable) = folder.key() {
        return Finding::red(WHAT, format!("{unreadable:#}"));
    }
    if is_open(&file) {
        return Finding::red(WHAT, format!("Người khác đọc được khóa. Chạy: chmod 600 {}", file.display()));
    }
    Finding::good(WHAT, "Có, chỉ chủ của nó đọc được.")
}

fn is_open(file: &Path) -> bool {
    fs::metadata(file).is_ok_and(|about| about.permissions().mode() & OTHERS != 0)
}

fn served(folder: &DataFolder) -> Vec<Finding> {
    const WHAT: &str = "HTTPS";
    let Some(last) = folder.served_as() else {
        return vec![Finding::warn(WHAT, "Chưa phục vụ lần nào (thidua serve), nên chưa biết có mã hóa hay không.")];
    };
    match (&last.certificate, &last.key) {
        (Some(certificate), Some(key)) => vec![validity(certificate), certificate_key(key)],
        _ if last.is_open_http => vec![Finding::red(
            WHAT,
            "Lần chạy gần nhất mở HTTP không mã hóa ra mạng (--allow-http). Chạy lại với --tls-cert và --tls-key.",
        )],
        _ if last.has_proxy => {
            vec![Finding::warn(WHAT, "Chạy sau máy chủ trung gian; kiểm tra chứng thư của máy chủ đó.")]
        }
        _ => vec![Finding::good(WHAT, "Lần chạy gần nhất chỉ phục vụ trên chính máy này.")],
    }
}

/// Where backups are copied to: not the disk whose end they are for.
fn second_place(folder: &DataFolder) -> Option<Finding> {
    const WHAT: &str = "Nơi sao lưu thứ hai";
    let Some(second) = folder.served_as()?.backup_copy else {
        return Some(Finding::warn(WHAT, "Chưa đặt (--backup-copy). Tự chép bản sao lưu sang máy hoặc ổ đĩa khác."));
    };
    let device = |path: &Path| fs::metadata(path).map(|about| about.dev()).ok();
    Some(match device(&second) {
        None => Finding::red(WHAT, format!("Không thấy {}. Cắm ổ đĩa hoặc nối lại NAS.", second.display())),
        there if there == device(folder.root()) => {
            Finding::warn(WHAT, format!("{} nằm cùng ổ đĩa với dữ liệu, hoặc ổ đĩa chưa cắm.", second.display()))
        }
        Some(_) => Finding::good(WHAT, format!("{}, ổ đĩa khác.", second.display())),
    })
}

fn validity(file: &Path) -> Finding {
    const WHAT: &str = "Chứng thư HTTPS";
    let until = CertificateDer::from_pem_file(file).ok().and_then(|der| certificate::valid_until(&der));
    let Some(until) = until else {
        return Finding::red(WHAT, format!("Không đọc được {}.", file.display()));
    };
    let days = (until - Clock::machine().now()).num_days();
    let day = date::format_date(date::local(until).date());
    if until < Clock::machine().now() {
        Finding::red(WHAT, format!("Đã hết hạn ngày {day}. Thay chứng thư rồi chạy lại."))
    } else if days < RENEW_BEFORE_DAYS {
        Finding::red(WHAT, format!("Còn {days} ngày là hết hạn ({day}). Xin chứng thư mới."))
    } else {
        Finding::good(WHAT, format!("Có hiệu lực đến {day}."))
    }
}

fn certificate_key(file: &Path) -> Finding {
    const WHAT: &str = "Khóa của chứng thư";
    if !file.exists() {
        Finding::red(WHAT, format!("Không có tệp {}.", file.display()))
    } else if is_open(file) {
        Finding::red(WHAT, format!("Người khác trên máy đọc được {}. Chạy: chmod 600 {0}", file.display()))
    } else {
        Finding::good(WHAT, "Chỉ chủ của nó đọc được.")
    }
}

fn room(folder: &DataFolder) -> Finding {
    const WHAT: &str = "Chỗ trống trên đĩa";
    let Ok(space) = disk::room(folder.root()) else {
        return Finding::warn(WHAT, "Hệ điều hành không cho biết.");
    };
    let words = |bytes: u64| size_words(i64::try_from(bytes).unwrap_or(i64::MAX));
    let said = format!("Còn {} trên {}.", words(space.free), words(space.total));
    if space.leaves(LEAST_FREE) {
        Finding::good(WHAT, said)
    } else {
        Finding::red(WHAT, format!("{said} Dưới 1 GB hoặc 5%: chương trình ngừng nhận tệp. Dọn đĩa."))
    }
}
