//! Ogg: pages into packets (RFC 3533), of the first stream in a file.

/// A packet, and where its page says that the sound is after it, for the last packet that ends on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct OggPacket {
    pub(crate) bytes: Vec<u8>,
    pub(crate) granule: Option<u64>,
    /// A page before it is missing.
    pub(crate) after_gap: bool,
}

/// The packets of the first stream. Pages of other streams, and what is no page, are left out.
pub(crate) fn packets(bytes: &[u8]) -> impl Iterator<Item = OggPacket> {
    let mut pages = Pages { rest: bytes };
    let mut serial = None;
    let mut next = None;
    let mut begun: Option<Vec<u8>> = None;
    let mut after_gap = false;
    let mut ready = std::collections::VecDeque::new();
    std::iter::from_fn(move || {
        while ready.is_empty() {
            let page = pages.next()?;
            if *serial.get_or_insert(page.serial) != page.serial {
                continue;
            }
            let broken = next.is_some_and(|next| next != page.sequence);
            next = Some(page.sequence.wrapping_add(1));
            if broken {
                begun = None;
                after_gap = true;
            }
            // The rest of a packet whose beginning is missing.
            let mut lost = page.continued && begun.is_none();
            if !page.continued {
                begun = None;
            }
            let mut body = page.body;
            for lace in page.laces {
                let (segment, rest) = body.split_at(usize::from(*lace).min(body.len()));
                body = rest;
                let packet = begun.get_or_insert_default();
                packet.extend(segment);
                if *lace < 255 {
                    let bytes = begun.take().unwrap_or_default();
                    if !std::mem::take(&mut lost) {
                        ready.push_back(OggPacket { bytes, granule: None, after_gap });
                        after_gap = false;
                    }
                }
            }
            if lost {
                begun = None;
            }
            if let Some(last) = ready.back_mut().filter(|_| page.granule != u64::MAX) {
                last.granule = Some(page.granule);
            }
        }
        ready.pop_front()
    })
}

struct Page<'a> {
    continued: bool,
    granule: u64,
    serial: u32,
    sequence: u32,
    laces: &'a [u8],
    body: &'a [u8],
}

struct Pages<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Pages<'a> {
    type Item = Page<'a>;

    fn next(&mut self) -> Option<Page<'a>> {
        loop {
            let at = self.rest.windows(4).position(|window| window == b"OggS")?;
            self.rest = &self.rest[at..];
            let head = self.rest.get(..27)?;
            let number = |at: usize| head[at..at + 4].try_into().map_or(0, u32::from_le_bytes);
            let laces = self.rest.get(27..27 + usize::from(head[26]))?;
            let size: usize = laces.iter().map(|lace| usize::from(*lace)).sum();
            let start = 27 + laces.len();
            let (version, flags) = (head[4], head[5]);
            if version != 0 {
                self.rest = &self.rest[4..];
                continue;
            }
            let body = &self.rest[start..self.rest.len().min(start + size)];
            self.rest = &self.rest[start + body.len()..];
            return Some(Page {
                continued: flags & 1 != 0,
                granule: u64::from(number(6)) | u64::from(number(10)) << 32,
                serial: number(14),
                sequence: number(18),
                laces,
                body,
            });
        }
    }
}

/// The comments of a Vorbis or Opus stream, or of a FLAC, from where their list begins: name and value.
pub(crate) fn comments(bytes: &[u8]) -> Vec<(String, String)> {
    // Length of the text that follows, and where it ends.
    let sized = |bytes: &[u8]| -> Option<(usize, usize)> {
        let size = u32::from_le_bytes(*bytes.first_chunk::<4>()?) as usize;
        (size <= bytes.len() - 4).then_some((size, 4 + size))
    };
    // The name of the program comes first.
    let Some((_, vendor)) = sized(bytes) else { return Vec::new() };
    let Some((count, mut rest)) = bytes[vendor..].split_first_chunk::<4>() else {
        return Vec::new();
    };
    let mut comments = Vec::new();
    for _ in 0..u32::from_le_bytes(*count) {
        let Some((size, end)) = sized(rest) else { break };
        let text = &rest[4..4 + size];
        rest = &rest[end..];
        let text = String::from_utf8_lossy(text);
        comments
            .extend(text.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned())));
    }
    comments
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(flags: u8, granule: u64, sequence: u32, laces: &[u8], body: &[u8]) -> Vec<u8> {
        let mut page = b"OggS\0".to_vec();
        page.push(flags);
        page.extend(granule.to_le_bytes());
        page.extend(7_u32.to_le_bytes());
        page.extend(sequence.to_le_bytes());
        page.extend([0; 4]);
        page.push(laces.len() as u8);
        page.extend(laces);
        page.extend(body);
        page
    }

    #[test]
    fn a_packet_may_lie_on_two_pages() {
        let long = [vec![1; 255], vec![2; 10]].concat();
        let bytes = [
            page(2, 0, 0, &[3, 255], &[&[9; 3][..], &long[..255]].concat()),
            page(1, 99, 1, &[10], &long[255..]),
        ];
        let read: Vec<_> = packets(&bytes.concat()).collect();
        assert_eq!(read.len(), 2);
        assert_eq!((read[0].bytes.len(), read[0].granule), (3, Some(0)));
        assert_eq!((read[1].bytes.as_slice(), read[1].granule), (long.as_slice(), Some(99)));
    }

    #[test]
    fn the_rest_of_a_packet_without_its_beginning_is_left_out() {
        let bytes = [page(2, 0, 0, &[255], &[1; 255]), page(1, 9, 2, &[10, 4], &[2; 14])].concat();
        let read: Vec<_> = packets(&bytes).collect();
        assert_eq!(read, [OggPacket { bytes: vec![2; 4], granule: Some(9), after_gap: true }]);
    }
}
