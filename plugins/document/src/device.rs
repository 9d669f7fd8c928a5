//! Who writes: a key that this person's machine signs with.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

/// The key of this device, kept in the settings folder of the person who uses it. What one device wrote is
/// one person's for undo.
#[derive(Clone)]
pub struct Device {
    key: SigningKey,
}

/// Why this device has no key.
#[derive(Debug, thiserror::Error)]
pub enum DeviceError {
    #[error("there is no home folder to keep the key of this device in; set MAQUETTE_CONFIG")]
    NoHome,
    #[error(
        "failed to read or make the key of this device; set MAQUETTE_CONFIG to a folder that can be written: {path:?}"
    )]
    Io { path: PathBuf, source: io::Error },
    #[error(
        "the key of this device is damaged; put it back from a backup, or delete it to get a new one: {path:?}"
    )]
    Damaged { path: PathBuf },
}

const FILE: &str = "device.key";

impl Device {
    /// The key of this device, made when there is none: in the folder that `MAQUETTE_CONFIG` names, or else in
    /// the settings folder of the system.
    pub fn load() -> Result<Self, DeviceError> {
        Self::in_folder(&settings_folder().ok_or(DeviceError::NoHome)?)
    }

    /// The key in `folder`, made when there is none.
    pub fn in_folder(folder: &Path) -> Result<Self, DeviceError> {
        let path = folder.join(FILE);
        let io = |source| DeviceError::Io { path: path.clone(), source };
        if !path.exists() {
            fs::create_dir_all(folder).map_err(io)?;
            make(folder, &path).map_err(io)?;
        }
        let text = fs::read_to_string(&path).map_err(io)?;
        let secret = bytes_from_hex(text.trim());
        let secret = secret.ok_or_else(|| DeviceError::Damaged { path: path.clone() })?;
        Ok(Self { key: SigningKey::from_bytes(&secret) })
    }

    /// The public half of the key: the device's name to others.
    pub fn public(&self) -> [u8; 32] {
        self.key.verifying_key().to_bytes()
    }

    pub(crate) fn sign(&self, hash: &[u8; 32]) -> [u8; 64] {
        self.key.sign(hash).to_bytes()
    }
}

/// Whether `device` signed this hash.
pub(crate) fn is_signed(device: &[u8; 32], hash: &[u8; 32], signature: &[u8; 64]) -> bool {
    VerifyingKey::from_bytes(device)
        .is_ok_and(|key| key.verify_strict(hash, &Signature::from_bytes(signature)).is_ok())
}

/// The name of a device's folder in the journal.
pub(crate) fn folder_of(device: &[u8; 32]) -> String {
    hex(&device[..16])
}

/// Where what is of this person on this machine is kept: the folder that `MAQUETTE_CONFIG` names, or else the settings
/// folder of the system. None where there is no home.
pub fn settings_folder() -> Option<PathBuf> {
    let folder =
        |name: &str| std::env::var_os(name).filter(|path| !path.is_empty()).map(PathBuf::from);
    if let Some(set) = folder("MAQUETTE_CONFIG") {
        return Some(set);
    }
    if cfg!(windows) {
        return Some(folder("APPDATA")?.join("Maquette"));
    }
    if cfg!(target_os = "macos") {
        return Some(folder("HOME")?.join("Library/Application Support/Maquette"));
    }
    let config = folder("XDG_CONFIG_HOME").or_else(|| Some(folder("HOME")?.join(".config")));
    Some(config?.join("maquette"))
}

/// Makes a key that only its owner can read. When two programs do so at once, the first one counts.
fn make(folder: &Path, path: &Path) -> io::Result<()> {
    let mut secret = [0; 32];
    getrandom::fill(&mut secret)?;
    let draft = folder.join(format!("{FILE}.{}", crate::Id::fresh()));
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&draft)?;
    file.write_all(hex(&secret).as_bytes())?;
    file.sync_all()?;
    let linked = fs::hard_link(&draft, path);
    fs::remove_file(&draft)?;
    match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes_from_hex(text: &str) -> Option<[u8; 32]> {
    let hash = blake3::Hash::from_hex(text).ok()?;
    Some(*hash.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_only_its_owner_reads_it() {
        let folder = tempfile::tempdir().unwrap();
        let first = Device::in_folder(folder.path()).unwrap();
        assert_eq!(Device::in_folder(folder.path()).unwrap().public(), first.public());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(folder.path().join(FILE)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn a_damaged_key_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), "not a key").unwrap();
        assert!(matches!(Device::in_folder(folder.path()), Err(DeviceError::Damaged { .. })));
        assert_eq!(fs::read_to_string(folder.path().join(FILE)).unwrap(), "not a key");
    }
}
