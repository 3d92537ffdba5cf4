//! What keeps a ballot secret (SECURITY.md §5): each sheet goes into a sealed box that only a private key opens, and that
//! key is wrapped with the passphrases of two key holders, one inside the other. No database, no web.

mod passphrase;

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, AeadCore, OsRng, rand_core::RngCore};
use chacha20poly1305::{Key, KeyInit, XChaCha20Poly1305, XNonce};
use crypto_box::{PublicKey, SecretKey};
use zeroize::{Zeroize, Zeroizing};

pub use passphrase::{LEAST_CHARACTERS, Passphrase, suggested};

/// First bytes of a key file, so that another file is told from a wrong passphrase.
const MARK: &[u8; 16] = b"thidua ballot 1\n";
const SALT: usize = 16;
const NONCE: usize = 24;
const KEY: usize = 32;
/// What the authenticated cipher adds.
const TAG: usize = 16;
/// KiB, passes, lanes of the function that makes a guess expensive.
const COST: (u32, u32, u32) = (64 * 1024, 3, 1);

/// Why a key or a box cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BallotFault {
    #[error("one of the two passphrases is wrong")]
    WrongPassphrase,
    #[error("the key file is damaged")]
    DamagedKey,
    #[error("the system refuses to encrypt")]
    Cipher,
}

/// A fresh pair: the public half seals, the private half lies wrapped in the key file.
pub struct FreshKey {
    pub public: Vec<u8>,
    pub file: Vec<u8>,
}

/// Makes a pair that only both passphrases together give back.
///
/// # Errors
/// `Cipher` where the system gives no memory or no random numbers.
pub fn fresh_key(one: &Passphrase, two: &Passphrase) -> Result<FreshKey, BallotFault> {
    let secret = SecretKey::generate(&mut OsRng);
    let public = secret.public_key().as_bytes().to_vec();
    let bytes = Zeroizing::new(secret.to_bytes());
    let inner = wrap(bytes.as_slice(), one)?;
    let mut file = MARK.to_vec();
    file.extend(wrap(&inner, two)?);
    Ok(FreshKey { public, file })
}

/// The private half, for as long as the boxes are read.
pub struct OpenKey(SecretKey);

/// Takes the private half out of its file.
///
/// # Errors
/// `WrongPassphrase` for either of the two, `DamagedKey` for a file that is none.
pub fn open_key(file: &[u8], one: &Passphrase, two: &Passphrase) -> Result<OpenKey, BallotFault> {
    let wrapped = file.strip_prefix(MARK.as_slice()).ok_or(BallotFault::DamagedKey)?;
    if wrapped.len() != 2 * (SALT + NONCE + TAG) + KEY {
        return Err(BallotFault::DamagedKey);
    }
    let inner = unwrap_with(wrapped, two)?;
    let bytes = unwrap_with(&inner, one)?;
    let secret = SecretKey::from_slice(&bytes).map_err(|_| BallotFault::DamagedKey)?;
    Ok(OpenKey(secret))
}

impl OpenKey {
    /// What lies in a box; `None` for one that was not sealed for this key.
    pub fn open(&self, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        self.0.unseal(sealed).ok().map(Zeroizing::new)
    }
}

/// Seals a sheet: the same sheet gives another box each time.
///
/// # Errors
/// `DamagedKey` where the public half is none.
pub fn seal(public: &[u8], sheet: &[u8]) -> Result<Vec<u8>, BallotFault> {
    let public = PublicKey::from_slice(public).map_err(|_| BallotFault::DamagedKey)?;
    public.seal(&mut OsRng, sheet).map_err(|_| BallotFault::Cipher)
}

/// The random name of a box.
pub fn box_name() -> [u8; 16] {
    let mut name = [0u8; 16];
    OsRng.fill_bytes(&mut name);
    name
}

fn wrap(bytes: &[u8], passphrase: &Passphrase) -> Result<Vec<u8>, BallotFault> {
    let mut salt = [0u8; SALT];
    OsRng.fill_bytes(&mut salt);
    let nonce = XChaCha20Poly1305::generate_nonce(&mut OsRng);
    let wrapped = cipher(passphrase, &salt)?.encrypt(&nonce, bytes).map_err(|_| BallotFault::Cipher)?;
    Ok([salt.as_slice(), nonce.as_slice(), &wrapped].concat())
}

fn unwrap_with(wrapped: &[u8], passphrase: &Passphrase) -> Result<Zeroizing<Vec<u8>>, BallotFault> {
    let (salt, rest) = wrapped.split_at_checked(SALT).ok_or(BallotFault::DamagedKey)?;
    let (nonce, body) = rest.split_at_checked(NONCE).ok_or(BallotFault::DamagedKey)?;
    let opened = cipher(passphrase, salt)?.decrypt(XNonce::from_slice(nonce), body);
    opened.map(Zeroizing::new).map_err(|_| BallotFault::WrongPassphrase)
}

fn cipher(passphrase: &Passphrase, salt: &[u8]) -> Result<XChaCha20Poly1305, BallotFault> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, Some(KEY)).map_err(|_| BallotFault::Cipher)?;
    let mut key = [0u8; KEY];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.bytes(), salt, &mut key)
        .map_err(|_| BallotFault::Cipher)?;
    let cipher = XChaCha20Poly1305::new(Key::from_slice(&key));
    key.zeroize();
    Ok(cipher)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrase(text: &str) -> Passphrase {
        Passphrase::parse(text).unwrap()
    }

    #[test]
    fn both_passphrases_are_needed_each_in_its_place() {
        let (one, two) = (phrase("hoa sen nở mùa hạ"), phrase("cây đa bến nước sân đình"));
        let fresh = fresh_key(&one, &two).unwrap();
        let sealed = seal(&fresh.public, b"1101").unwrap();
        let key = open_key(&fresh.file, &one, &two).unwrap();
        assert_eq!(key.open(&sealed).unwrap().as_slice(), b"1101");
        for (first, second) in [(&one, &one), (&two, &two), (&two, &one)] {
            assert_eq!(open_key(&fresh.file, first, second).err(), Some(BallotFault::WrongPassphrase));
        }
    }

    #[test]
    fn a_changed_byte_of_the_file_is_refused() {
        let (one, two) = (phrase("hoa sen nở mùa hạ"), phrase("cây đa bến nước sân đình"));
        let file = fresh_key(&one, &two).unwrap().file;
        for at in [0, 20, 60, file.len() - 1] {
            let mut changed = file.clone();
            changed[at] ^= 1;
            assert!(open_key(&changed, &one, &two).is_err(), "byte {at}");
        }
        assert_eq!(open_key(&file[..file.len() - 1], &one, &two).err(), Some(BallotFault::DamagedKey));
        assert_eq!(open_key(b"", &one, &two).err(), Some(BallotFault::DamagedKey));
    }

    #[test]
    fn equal_sheets_give_boxes_of_equal_length_that_differ() {
        let fresh = fresh_key(&phrase("hoa sen nở mùa hạ"), &phrase("cây đa bến nước")).unwrap();
        let boxes: Vec<Vec<u8>> =
            [b"1111", b"1111", b"0000"].iter().map(|it| seal(&fresh.public, *it).unwrap()).collect();
        assert_ne!(boxes[0], boxes[1]);
        assert!(boxes.iter().all(|it| it.len() == boxes[0].len()));
        assert!(boxes.iter().all(|it| !it.windows(4).any(|bytes| bytes == b"1111")));
    }

    #[test]
    fn a_box_of_another_key_stays_shut() {
        let (one, two) = (phrase("hoa sen nở mùa hạ"), phrase("cây đa bến nước"));
        let (mine, other) = (fresh_key(&one, &two).unwrap(), fresh_key(&one, &two).unwrap());
        let sealed = seal(&other.public, b"1").unwrap();
        assert!(open_key(&mine.file, &one, &two).unwrap().open(&sealed).is_none());
        assert!(seal(b"short", b"1").is_err());
    }
}
