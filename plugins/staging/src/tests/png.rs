//! A picture in memory, and the way to write it down: for looking at what was staged.

use std::path::Path;

pub(crate) struct Canvas {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) pixels: Vec<[u8; 3]>,
}

impl Canvas {
    pub(crate) fn new(width: usize, height: usize, colour: [u8; 3]) -> Self {
        Self { width, height, pixels: vec![colour; width * height] }
    }

    pub(crate) fn dot(&mut self, x: i32, y: i32, colour: [u8; 3]) {
        if (0..self.width as i32).contains(&x) && (0..self.height as i32).contains(&y) {
            self.pixels[y as usize * self.width + x as usize] = colour;
        }
    }

    pub(crate) fn disc(&mut self, x: f32, y: f32, radius: f32, colour: [u8; 3]) {
        let reach = radius.ceil() as i32;
        for dy in -reach..=reach {
            for dx in -reach..=reach {
                if ((dx * dx + dy * dy) as f32) <= radius * radius {
                    self.dot(x as i32 + dx, y as i32 + dy, colour);
                }
            }
        }
    }

    pub(crate) fn line(&mut self, a: (f32, f32), b: (f32, f32), colour: [u8; 3]) {
        let steps = (b.0 - a.0).abs().max((b.1 - a.1).abs()).ceil().clamp(1.0, 4000.0);
        for step in 0..=steps as i32 {
            let share = step as f32 / steps;
            self.dot(
                (a.0 + (b.0 - a.0) * share).round() as i32,
                (a.1 + (b.1 - a.1) * share).round() as i32,
                colour,
            );
        }
    }

    pub(crate) fn put(&mut self, other: &Self, x: usize, y: usize) {
        for row in 0..other.height {
            for column in 0..other.width {
                self.dot(
                    (x + column) as i32,
                    (y + row) as i32,
                    other.pixels[row * other.width + column],
                );
            }
        }
    }

    /// Letters of five by three dots, twice as large.
    pub(crate) fn text(&mut self, x: i32, y: i32, text: &str, colour: [u8; 3]) {
        for (index, letter) in text.chars().enumerate() {
            let rows = glyph(letter.to_ascii_uppercase());
            for (row, bits) in rows.iter().enumerate() {
                for column in 0..3 {
                    if bits >> (2 - column) & 1 == 1 {
                        self.dot(x + index as i32 * 4 + column, y + row as i32, colour);
                    }
                }
            }
        }
    }

    pub(crate) fn write(&self, path: &Path) {
        let mut raw = Vec::new();
        for row in self.pixels.chunks(self.width) {
            raw.push(0);
            raw.extend(row.iter().flatten());
        }
        let mut zlib = vec![0x78, 1];
        let mut chunks = raw.chunks(65_535).peekable();
        while let Some(chunk) = chunks.next() {
            zlib.push(u8::from(chunks.peek().is_none()));
            zlib.extend((chunk.len() as u16).to_le_bytes());
            zlib.extend((!(chunk.len() as u16)).to_le_bytes());
            zlib.extend(chunk);
        }
        let (mut a, mut b) = (1_u32, 0_u32);
        for byte in &raw {
            a = (a + u32::from(*byte)) % 65_521;
            b = (b + a) % 65_521;
        }
        zlib.extend((b << 16 | a).to_be_bytes());
        let mut file = vec![0x89, b'P', b'N', b'G', 13, 10, 26, 10];
        let mut head = Vec::new();
        head.extend((self.width as u32).to_be_bytes());
        head.extend((self.height as u32).to_be_bytes());
        head.extend([8, 2, 0, 0, 0]);
        for (name, data) in [(b"IHDR", &head), (b"IDAT", &zlib), (b"IEND", &Vec::new())] {
            file.extend((data.len() as u32).to_be_bytes());
            let from = file.len();
            file.extend(name);
            file.extend(data);
            let crc = crc(&file[from..]);
            file.extend(crc.to_be_bytes());
        }
        std::fs::write(path, file).expect("the picture can be written");
    }
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    !crc
}

fn glyph(letter: char) -> [u8; 5] {
    match letter {
        'A' => [2, 5, 7, 5, 5],
        'B' => [6, 5, 6, 5, 6],
        'C' => [3, 4, 4, 4, 3],
        'D' => [6, 5, 5, 5, 6],
        'E' => [7, 4, 6, 4, 7],
        'F' => [7, 4, 6, 4, 4],
        'G' => [3, 4, 5, 5, 3],
        'H' => [5, 5, 7, 5, 5],
        'I' => [7, 2, 2, 2, 7],
        'J' => [1, 1, 1, 5, 2],
        'K' => [5, 5, 6, 5, 5],
        'L' => [4, 4, 4, 4, 7],
        'M' => [5, 7, 7, 5, 5],
        'N' => [6, 5, 5, 5, 5],
        'O' | '0' => [2, 5, 5, 5, 2],
        'P' => [6, 5, 6, 4, 4],
        'Q' => [2, 5, 5, 6, 3],
        'R' => [6, 5, 6, 5, 5],
        'S' | '5' => [7, 4, 7, 1, 7],
        'T' => [7, 2, 2, 2, 2],
        'U' => [5, 5, 5, 5, 7],
        'V' => [5, 5, 5, 5, 2],
        'W' => [5, 5, 7, 7, 5],
        'X' => [5, 5, 2, 5, 5],
        'Y' => [5, 5, 2, 2, 2],
        'Z' => [7, 1, 2, 4, 7],
        '1' => [2, 6, 2, 2, 7],
        '2' => [6, 1, 2, 4, 7],
        '3' => [6, 1, 2, 1, 6],
        '4' => [5, 5, 7, 1, 1],
        '6' => [3, 4, 6, 5, 2],
        '7' => [7, 1, 2, 2, 2],
        '8' => [2, 5, 2, 5, 2],
        '9' => [2, 5, 3, 1, 6],
        ':' => [0, 2, 0, 2, 0],
        '.' => [0, 0, 0, 0, 2],
        '\'' => [2, 2, 0, 0, 0],
        '-' => [0, 0, 7, 0, 0],
        _ => [0; 5],
    }
}
