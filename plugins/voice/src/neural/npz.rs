//! Arrays of numbers as numpy keeps them: `.npy`, and `.npz`, a zip of them.
//!
//! Of a zip only what `numpy.savez` writes is read: entries that are stored and not compressed (PKWARE's
//! APPNOTE.TXT, 4.3). Of arrays, little-endian floats of 32 bits in C order (numpy's `format.py`).

/// An array and its name.
pub(super) struct Array {
    pub(super) name: String,
    pub(super) shape: Vec<usize>,
    pub(super) values: Vec<f32>,
}

const MOST_ARRAYS: usize = 1_000;

/// The arrays of a `.npz`, in their order.
///
/// # Errors
/// What is wrong with it, for people.
pub(super) fn arrays(bytes: &[u8]) -> Result<Vec<Array>, String> {
    let broken = || "it is no whole .npz".to_owned();
    let end = end_of_directory(bytes).ok_or_else(broken)?;
    let count = usize::from(u16_at(bytes, end + 10).ok_or_else(broken)?);
    if MOST_ARRAYS < count {
        return Err(format!("it has {count} arrays; the most is {MOST_ARRAYS}"));
    }
    let mut at = u32_at(bytes, end + 16).ok_or_else(broken)? as usize;
    let mut arrays = Vec::new();
    for _ in 0..count {
        let entry = entry(bytes, at).ok_or_else(broken)?;
        at = entry.next;
        if entry.method != 0 {
            return Err("it is compressed; write it by numpy.savez, not savez_compressed".into());
        }
        let name = entry.name.strip_suffix(".npy").unwrap_or(&entry.name).to_owned();
        let array = array(&name, entry.inside)
            .ok_or_else(|| format!("{name:?} in it is no array of 32-bit floats in C order"))?;
        arrays.push(array);
    }
    Ok(arrays)
}

struct Entry<'a> {
    name: String,
    method: u16,
    inside: &'a [u8],
    /// Where the next one is told.
    next: usize,
}

fn entry(bytes: &[u8], at: usize) -> Option<Entry<'_>> {
    let here = bytes.get(at..)?;
    if here.get(..4)? != b"PK\x01\x02" {
        return None;
    }
    let long = |from: usize| u16_at(here, from).map(usize::from);
    let name = here.get(46..46 + long(28)?)?;
    let size = u32_at(here, 20)? as usize;
    let local = bytes.get(u32_at(here, 42)? as usize..)?;
    if local.get(..4)? != b"PK\x03\x04" {
        return None;
    }
    let start = 30 + usize::from(u16_at(local, 26)?) + usize::from(u16_at(local, 28)?);
    Some(Entry {
        name: String::from_utf8_lossy(name).into_owned(),
        method: u16_at(here, 10)?,
        inside: local.get(start..start.checked_add(size)?)?,
        next: at + 46 + long(28)? + long(30)? + long(32)?,
    })
}

/// Where the end of the central directory is told: from the tail, behind a comment of at most 65,535 bytes.
fn end_of_directory(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(22)?;
    let first = last.saturating_sub(65_535);
    (first..=last).rev().find(|at| bytes[*at..].starts_with(b"PK\x05\x06"))
}

fn array(name: &str, bytes: &[u8]) -> Option<Array> {
    if bytes.get(..6)? != b"\x93NUMPY" {
        return None;
    }
    let (length, head): (usize, usize) = match bytes.get(6)? {
        1 => (usize::from(u16_at(bytes, 8)?), 10),
        2 | 3 => (u32_at(bytes, 8)? as usize, 12),
        _ => return None,
    };
    let header = std::str::from_utf8(bytes.get(head..head.checked_add(length)?)?).ok()?;
    let told =
        |key: &str| header.split_once(&format!("'{key}':")).map(|(_, rest)| rest.trim_start());
    if !told("descr")?.starts_with("'<f4'") || !told("fortran_order")?.starts_with("False") {
        return None;
    }
    let inside = told("shape")?.strip_prefix('(')?.split_once(')')?.0;
    let sides = inside.split(',').map(str::trim).filter(|side| !side.is_empty());
    let shape: Vec<usize> = sides.map(|side| side.parse().ok()).collect::<Option<_>>()?;
    let count = shape.iter().try_fold(1_usize, |count, side| count.checked_mul(*side))?;
    let data = bytes.get(head + length..)?.get(..count.checked_mul(4)?)?;
    Some(Array { name: name.to_owned(), shape, values: floats(data) })
}

/// Little-endian floats; bytes behind the last whole one are left out.
pub(super) fn floats(bytes: &[u8]) -> Vec<f32> {
    let (fours, _rest) = bytes.as_chunks::<4>();
    fours.iter().map(|four| f32::from_le_bytes(*four)).collect()
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::folder;
    use super::*;

    #[test]
    fn what_numpy_writes_is_read() {
        let bytes = std::fs::read(folder().join("voices.bin")).unwrap();
        let all = arrays(&bytes).unwrap();
        let told: Vec<_> = all.iter().map(|one| (one.name.as_str(), one.shape.clone())).collect();
        assert_eq!(told, [("af_tiny", vec![12, 1, 256]), ("bm_tiny", vec![12, 1, 256])]);
        assert!(all.iter().all(|one| one.values.len() == 12 * 256));
    }

    #[test]
    fn one_that_is_cut_is_refused() {
        let bytes = std::fs::read(folder().join("voices.bin")).unwrap();
        for cut in (0..bytes.len()).step_by(211) {
            assert!(arrays(&bytes[..cut]).is_err(), "{cut}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(at in 0_usize..25_000, byte: u8, tail in 0_usize..60) {
            let mut bytes = std::fs::read(folder().join("voices.bin")).unwrap();
            let last = bytes.len() - 1;
            bytes[at.min(last)] = byte;
            bytes[last - tail] = byte;
            let _read = arrays(&bytes).is_ok();
        }
    }
}
