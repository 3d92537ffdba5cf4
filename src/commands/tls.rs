//! The certificate and key with which `thidua serve` speaks HTTPS.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, ensure};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::version::{TLS12, TLS13};

/// Reads both files and makes ready to serve with them: TLS 1.2 and 1.3, nothing older.
///
/// # Errors
/// When a file cannot be read, or the key is not that of the certificate.
pub fn config(certificate: &Path, key: &Path) -> anyhow::Result<ServerConfig> {
    let unreadable = |what: &str, file: &Path| format!("Không đọc được {what} trong {} (cần dạng PEM)", file.display());
    let chain = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .with_context(|| unreadable("chứng thư", certificate))?;
    ensure!(!chain.is_empty(), unreadable("chứng thư", certificate));
    let secret = PrivateKeyDer::from_pem_file(key).with_context(|| unreadable("khóa", key))?;
    ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(&[&TLS13, &TLS12])?
        .with_no_client_auth()
        .with_single_cert(chain, secret)
        .with_context(|| format!("Khóa trong {} không dùng được với chứng thư đã ghi", key.display()))
}
