//! Which part of an MP4's sound is meant to be heard: encoders add silence before and after, and say so in the
//! edit list, or in a tag of iTunes.

/// The part of a decoded track that is the sound itself, in its own samples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Heard {
    /// Silence to put before it.
    pub(crate) lead: u64,
    /// Samples to leave out at the head.
    pub(crate) skip: u64,
    /// Samples to keep after that; all if not known.
    pub(crate) keep: Option<u64>,
}

/// What an AAC encoder puts first when nothing says how much: one block, which no decoder can do without.
pub(crate) const AAC_PRIMING: u64 = 1024;

pub(crate) fn is_mp4(bytes: &[u8]) -> bool {
    matches!(bytes.get(4..8), Some(b"ftyp" | b"moov" | b"mdat" | b"free" | b"skip" | b"wide"))
}

/// Reads edit list and tags of the first sound track, whose decoder gives `rate` samples a second.
pub(crate) fn heard(bytes: &[u8], rate: u32) -> Option<Heard> {
    let movie = child(bytes, b"moov")?;
    let movie_scale = scale(child(movie, b"mvhd")?)?;
    let track = children(movie).filter(|(kind, _)| kind == b"trak").map(|(_, body)| body).find(
        |track| path(track, &[b"mdia", b"hdlr"]).and_then(|h| h.get(8..12)) == Some(b"soun"),
    )?;
    let scale = scale(path(track, &[b"mdia", b"mdhd"])?)?;
    let total = path(track, &[b"mdia", b"minf", b"stbl", b"stts"]).map_or(0, total_of);
    let total = Some(total).filter(|total| *total > 0);
    let samples = |time: u64, scale: u32| scaled(time, rate, scale);
    let edits = path(track, &[b"edts", b"elst"]).map(edits_of).unwrap_or_default();
    let lead = edits.iter().take_while(|edit| edit.from.is_none()).map(|edit| edit.length).sum();
    let first = edits.iter().find_map(|edit| edit.from.map(|from| (from, edit.length)));
    let lead = samples(lead, movie_scale);
    if let Some((skip, keep)) = itunes(movie) {
        return Some(Heard { lead, skip, keep: Some(keep) });
    }
    let Some((from, length)) = first else {
        return Some(Heard { lead, skip: AAC_PRIMING, keep: None });
    };
    let skip = samples(from, scale);
    let rest = total.map(|total| samples(total, scale).saturating_sub(skip));
    // The length of an edit is counted in ticks of the movie, often milliseconds: too coarse to be the end,
    // unless it cuts something off on purpose. Zero means up to the end.
    let tick = samples(1, movie_scale).max(1);
    let edit = samples(length, movie_scale);
    let keep = match rest {
        Some(rest) if length == 0 || edit + tick >= rest => Some(rest),
        _ if length == 0 => None,
        _ => Some(edit),
    };
    Some(Heard { lead, skip, keep })
}

/// One line of an edit list.
struct Edit {
    /// In ticks of the movie.
    length: u64,
    /// In ticks of the medium; nothing for silence.
    from: Option<u64>,
}

fn scaled(time: u64, rate: u32, scale: u32) -> u64 {
    let product = u128::from(time) * u128::from(rate) + u128::from(scale / 2);
    u64::try_from(product / u128::from(scale.max(1))).unwrap_or(u64::MAX)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4).map(|b| u32::from_be_bytes([b[0], b[1], b[2], b[3]]))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from(u32_at(bytes, at)?) << 32 | u64::from(u32_at(bytes, at + 4)?))
}

/// The boxes in `bytes`, as far as they are whole.
fn children(bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let kind = rest.get(4..8)?.try_into().ok()?;
        let (head, size) = match u32_at(rest, 0)? {
            0 => (8, rest.len() as u64),
            1 => (16, u64_at(rest, 8)?),
            size => (8, u64::from(size)),
        };
        let size = usize::try_from(size).ok()?.min(rest.len());
        let body = rest.get(head..size)?;
        rest = &rest[size..];
        Some((kind, body))
    })
}

fn child<'a>(bytes: &'a [u8], kind: &[u8; 4]) -> Option<&'a [u8]> {
    children(bytes).find(|(found, _)| found == kind).map(|(_, body)| body)
}

fn path<'a>(bytes: &'a [u8], kinds: &[&[u8; 4]]) -> Option<&'a [u8]> {
    kinds.iter().try_fold(bytes, |bytes, kind| child(bytes, kind))
}

/// Ticks a second from an `mvhd` or `mdhd`.
fn scale(head: &[u8]) -> Option<u32> {
    let at = if head.first() == Some(&1) { 20 } else { 12 };
    u32_at(head, at).filter(|scale| *scale > 0)
}

/// The sum of all durations.
fn total_of(table: &[u8]) -> u64 {
    let rows = table.get(8..).unwrap_or_default().chunks_exact(8);
    rows.filter_map(|row| Some(u64::from(u32_at(row, 0)?) * u64::from(u32_at(row, 4)?)))
        .fold(0, u64::saturating_add)
}

fn edits_of(list: &[u8]) -> Vec<Edit> {
    let long = list.first() == Some(&1);
    let rows = list.get(8..).unwrap_or_default().chunks_exact(if long { 20 } else { 12 });
    // A real list has a line or two.
    rows.take(1000)
        .filter_map(|row| {
            let (length, from) = if long {
                (u64_at(row, 0)?, u64_at(row, 8)? as i64)
            } else {
                (u64::from(u32_at(row, 0)?), i64::from(u32_at(row, 4)? as i32))
            };
            Some(Edit { length, from: u64::try_from(from).ok() })
        })
        .collect()
}

/// Delay and length from the tag `iTunSMPB`, which counts samples.
fn itunes(movie: &[u8]) -> Option<(u64, u64)> {
    let tags = child(movie, b"udta")?;
    let at = tags.windows(8).position(|window| window == b"iTunSMPB")?;
    let after = &tags[at..];
    let data = after.windows(4).take(64).position(|window| window == b"data")?;
    let text = after.get(data + 12..data + 12 + 128).or_else(|| after.get(data + 12..))?;
    let text: String = text
        .iter()
        .take_while(|b| b.is_ascii_graphic() || **b == b' ')
        .map(|b| *b as char)
        .collect();
    let mut numbers = text.split_whitespace().map(|word| u64::from_str_radix(word, 16).ok());
    let (_, delay, _, length) =
        (numbers.next()?, numbers.next()??, numbers.next()?, numbers.next()??);
    (delay < 1 << 16 && length > 0).then_some((delay, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let mut bytes = ((body.len() + 8) as u32).to_be_bytes().to_vec();
        bytes.extend(kind);
        bytes.extend(body);
        bytes
    }

    fn numbers(numbers: &[u32]) -> Vec<u8> {
        numbers.iter().flat_map(|n| n.to_be_bytes()).collect()
    }

    /// A movie of 1000 ticks a second with one track of sound at 48 kHz, 10 blocks of 1024.
    fn movie(edits: &[u32], tags: &[u8]) -> Vec<u8> {
        let mut hdlr = numbers(&[0, 0]);
        hdlr.extend(b"soun");
        let stbl = boxed(b"stbl", &boxed(b"stts", &numbers(&[0, 2, 9, 1024, 1, 500])));
        let mdia = [
            boxed(b"mdhd", &numbers(&[0, 0, 0, 48_000, 9716])),
            boxed(b"hdlr", &hdlr),
            boxed(b"minf", &stbl),
        ]
        .concat();
        let mut trak = boxed(b"mdia", &mdia);
        if !edits.is_empty() {
            let list = [&[0, edits.len() as u32 / 3], edits].concat();
            trak.extend(boxed(b"edts", &boxed(b"elst", &numbers(&list))));
        }
        let moov =
            [boxed(b"mvhd", &numbers(&[0, 0, 0, 1000, 0])), boxed(b"trak", &trak), tags.to_vec()];
        boxed(b"moov", &moov.concat())
    }

    #[track_caller]
    fn check(edits: &[u32], lead: u64, skip: u64, keep: Option<u64>) {
        assert_eq!(heard(&movie(edits, &[]), 48_000), Some(Heard { lead, skip, keep }));
    }

    #[test]
    fn the_edit_list_says_where_sound_begins_and_the_durations_where_it_ends() {
        // 8692 samples are 181.08 ms: the millisecond of the edit does not cut the last 4 off.
        check(&[181, 1024, 0x1_0000], 0, 1024, Some(8692));
        // An edit that is shorter on purpose does.
        check(&[100, 1024, 0x1_0000], 0, 1024, Some(4800));
        // An empty edit is a delay.
        check(&[250, u32::MAX, 0x1_0000, 181, 1024, 0x1_0000], 12_000, 1024, Some(8692));
        check(&[], 0, AAC_PRIMING, None);
    }

    #[test]
    fn the_tag_of_itunes_counts_samples() {
        let text = b" 00000000 00000840 000001CA 0000000000001234 00000000";
        let tag = [b"iTunSMPB".to_vec(), boxed(b"data", &[&[0; 8], &text[..]].concat())].concat();
        let bytes = movie(&[181, 1024, 0x1_0000], &boxed(b"udta", &tag));
        let expected = Heard { lead: 0, skip: 0x840, keep: Some(0x1234) };
        assert_eq!(heard(&bytes, 48_000), Some(expected));
    }

    #[test]
    fn a_cut_off_movie_is_no_movie() {
        let bytes = movie(&[181, 1024, 0x1_0000], &[]);
        for cut in 0..bytes.len() {
            let _ = heard(&bytes[..cut], 48_000);
        }
    }
}
