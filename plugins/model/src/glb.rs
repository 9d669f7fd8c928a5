//! The binary container: a header and chunks (glTF 2.0, 4.4).

use crate::fault::Fault;

const MAGIC: &[u8] = b"glTF";
const JSON: u32 = 0x4E4F_534A;
const BIN: u32 = 0x004E_4942;

/// The chunks of a `.glb`.
pub(crate) struct Chunks<'a> {
    pub(crate) json: &'a [u8],
    pub(crate) bin: Option<&'a [u8]>,
}

/// Whether bytes start as a `.glb` does.
pub(crate) fn is_glb(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// Takes a container apart. Chunks of other kinds are passed over, as the format asks.
pub(crate) fn split(bytes: &[u8]) -> Result<Chunks<'_>, Fault> {
    let cut_short = || Fault::new("the file is cut short");
    let word = |at: usize| {
        let four = bytes.get(at..at + 4).ok_or_else(cut_short)?;
        Ok::<u32, Fault>(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
    };
    let version = word(4)?;
    if version != 2 {
        return Err(Fault::new(format!("it is glTF {version}; export it as glTF 2.0")));
    }
    let whole = word(8)? as usize;
    if whole > bytes.len() {
        return Err(cut_short());
    }
    let (mut json, mut bin, mut at) = (None, None, 12);
    while at + 8 <= whole {
        let (length, kind) = (word(at)? as usize, word(at + 4)?);
        let end = (at + 8).checked_add(length).filter(|end| *end <= whole).ok_or_else(cut_short)?;
        let chunk = &bytes[at + 8..end];
        match kind {
            JSON if json.is_none() => json = Some(chunk),
            BIN if bin.is_none() => bin = Some(chunk),
            _ => {}
        }
        at = end;
    }
    let json = json.ok_or_else(|| Fault::new("the file has no JSON chunk"))?;
    Ok(Chunks { json, bin })
}

/// Puts a container together.
pub(crate) fn join(json: &[u8], bin: &[u8]) -> Vec<u8> {
    let padded = |length: usize| length.next_multiple_of(4);
    let whole = 12 + 8 + padded(json.len()) + 8 + padded(bin.len());
    let mut out = Vec::with_capacity(whole);
    out.extend_from_slice(MAGIC);
    out.extend(2_u32.to_le_bytes());
    out.extend((whole as u32).to_le_bytes());
    for (chunk, kind, filler) in [(json, JSON, b' '), (bin, BIN, 0)] {
        out.extend((padded(chunk.len()) as u32).to_le_bytes());
        out.extend(kind.to_le_bytes());
        out.extend_from_slice(chunk);
        out.resize(out.len().next_multiple_of(4), filler);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_joined_comes_apart_again() {
        let whole = join(b"{}", &[1, 2, 3, 4, 5]);
        let chunks = split(&whole).unwrap();
        assert_eq!(chunks.json, b"{}  ");
        assert_eq!(chunks.bin.unwrap(), [1, 2, 3, 4, 5, 0, 0, 0]);
    }

    #[test]
    fn any_cut_is_told() {
        let whole = join(b"{\"a\":1}", &[7; 40]);
        for length in 0..whole.len() {
            assert!(split(&whole[..length]).is_err(), "{length} bytes");
        }
    }
}
