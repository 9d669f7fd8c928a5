//! Zip files without compression, front to back: sizes and checksums stand before what they are of, since some
//! programs read no other (no data descriptors).

use std::io::{self, Read, Write};

/// A file in the archive that is being written.
struct Entry {
    name: String,
    crc: u32,
    size: u32,
    at: u32,
}

pub(super) struct Zip<W: Write> {
    out: W,
    at: u64,
    entries: Vec<Entry>,
}

/// 1980-01-01, the first day that the format knows: the same bytes every day.
const DATE: u16 = 0x21;

/// 2.0, as folders need.
const VERSION: u16 = 20;

/// Names are in UTF-8.
const FLAGS: u16 = 1 << 11;

impl<W: Write> Zip<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, at: 0, entries: Vec::new() }
    }

    /// Adds what `open` gives. It is read twice, for its checksum stands first.
    ///
    /// # Errors
    /// When it cannot be read, or written, or is not the same twice, or the archive gets too large for the format.
    pub(super) fn add<R: Read>(
        &mut self,
        name: &str,
        open: &mut dyn FnMut() -> io::Result<R>,
    ) -> io::Result<()> {
        let too_large =
            || io::Error::new(io::ErrorKind::FileTooLarge, "the archive would be over 4 GB");
        let (mut crc, mut size) = (Crc::new(), 0_u64);
        each_block(&mut open()?, &mut |block| {
            crc.add(block);
            size += block.len() as u64;
            Ok(())
        })?;
        let entry = Entry {
            name: name.to_owned(),
            crc: crc.value(),
            size: u32::try_from(size).map_err(|_large| too_large())?,
            at: u32::try_from(self.at).map_err(|_large| too_large())?,
        };
        let mut head = b"PK\x03\x04".to_vec();
        head.extend(VERSION.to_le_bytes());
        head.extend(entry.facts());
        // No extra field.
        head.extend([0, 0]);
        head.extend(entry.name.as_bytes());
        self.write(&head)?;
        let before = self.at;
        each_block(&mut open()?, &mut |block| self.write(block))?;
        if self.at - before != size {
            return Err(io::Error::other("a file changed while it was packed"));
        }
        self.entries.push(entry);
        Ok(())
    }

    /// Writes the list of what is there.
    pub(super) fn finish(mut self) -> io::Result<W> {
        let start = self.at;
        for entry in std::mem::take(&mut self.entries) {
            let mut row = b"PK\x01\x02".to_vec();
            row.extend(VERSION.to_le_bytes());
            row.extend(VERSION.to_le_bytes());
            row.extend(entry.facts());
            // Extra field, comment, disk, and what kind of file.
            row.extend([0; 12]);
            row.extend(entry.at.to_le_bytes());
            row.extend(entry.name.as_bytes());
            self.write(&row)?;
            self.entries.push(entry);
        }
        let count = self.entries.len() as u16;
        let mut end = b"PK\x05\x06\0\0\0\0".to_vec();
        end.extend(count.to_le_bytes());
        end.extend(count.to_le_bytes());
        end.extend(((self.at - start) as u32).to_le_bytes());
        end.extend(u32::try_from(start).map_err(io::Error::other)?.to_le_bytes());
        end.extend([0, 0]);
        self.write(&end)?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.at += bytes.len() as u64;
        self.out.write_all(bytes)
    }
}

impl Entry {
    /// From flags to the length of the name, as both heads have them.
    fn facts(&self) -> Vec<u8> {
        let mut bytes = FLAGS.to_le_bytes().to_vec();
        // Stored, at midnight.
        bytes.extend([0, 0, 0, 0]);
        bytes.extend(DATE.to_le_bytes());
        bytes.extend(self.crc.to_le_bytes());
        bytes.extend(self.size.to_le_bytes());
        bytes.extend(self.size.to_le_bytes());
        bytes.extend((self.name.len() as u16).to_le_bytes());
        bytes
    }
}

fn each_block(from: &mut impl Read, to: &mut dyn FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
    let mut block = vec![0; 1 << 18];
    loop {
        match from.read(&mut block) {
            Ok(0) => return Ok(()),
            Ok(count) => to(&block[..count])?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// CRC-32 as zip and PNG have it (polynomial 0xEDB88320, bits reversed), four bytes of input at a time.
struct Crc {
    tables: [[u32; 256]; 4],
    state: u32,
}

impl Crc {
    fn new() -> Self {
        let step = |crc: u32| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
        let first: [u32; 256] = std::array::from_fn(|n| (0..8).fold(n as u32, |crc, _| step(crc)));
        let mut tables = [first; 4];
        for table in 1..4 {
            let before = tables[table - 1];
            tables[table] = before.map(|crc| crc >> 8 ^ first[(crc & 0xFF) as usize]);
        }
        Self { tables, state: u32::MAX }
    }

    fn add(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<4>();
        for word in words {
            let [a, b, c, d] =
                (self.state ^ u32::from_le_bytes(*word)).to_le_bytes().map(usize::from);
            self.state =
                self.tables[3][a] ^ self.tables[2][b] ^ self.tables[1][c] ^ self.tables[0][d];
        }
        for byte in rest {
            let low = (self.state ^ u32::from(*byte)) & 0xFF;
            self.state = self.state >> 8 ^ self.tables[0][low as usize];
        }
    }

    fn value(&self) -> u32 {
        !self.state
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_that_of_the_standard() {
        let mut crc = Crc::new();
        crc.add(b"12345");
        crc.add(b"6789");
        assert_eq!(crc.value(), 0xCBF4_3926);
    }
}
