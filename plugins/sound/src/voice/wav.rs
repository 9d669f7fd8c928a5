//! The WAV that espeak-ng writes to a pipe, and the WAV that a line is kept as.

/// Mono sound as it was heard, at its own rate.
#[derive(Debug, PartialEq)]
pub(crate) struct Heard {
    pub rate: u32,
    pub samples: Vec<f32>,
}

/// Reads 16-bit mono from a WAV whose lengths are not to be trusted, since its writer could not go back to
/// fill them in: the data goes on to the end.
pub(crate) fn heard(bytes: &[u8]) -> Option<Heard> {
    if bytes.get(..4)? != b"RIFF" || bytes.get(8..12)? != b"WAVE" {
        return None;
    }
    let (mut at, mut rate) = (12, None);
    loop {
        let name = bytes.get(at..at + 4)?;
        let size = u32::from_le_bytes(bytes.get(at + 4..at + 8)?.try_into().ok()?);
        let body = at + 8;
        match name {
            b"fmt " => rate = rate_of(bytes.get(body..body + 16)?),
            b"data" => {
                let (pairs, _half) = bytes.get(body..)?.as_chunks::<2>();
                let samples =
                    pairs.iter().map(|pair| f32::from(i16::from_le_bytes(*pair)) / 32_768.0);
                return Some(Heard { rate: rate?, samples: samples.collect() });
            }
            _ => {}
        }
        at = body.checked_add(size as usize)?.checked_add(size as usize % 2)?;
    }
}

/// The rate of 16-bit mono PCM; nothing for any other format.
fn rate_of(format: &[u8]) -> Option<u32> {
    let word = |at: usize| Some(u16::from_le_bytes(format.get(at..at + 2)?.try_into().ok()?));
    let plain = word(0)? == 1 && word(2)? == 1 && word(14)? == 16;
    plain.then_some(u32::from_le_bytes(format.get(4..8)?.try_into().ok()?))
}

/// 16-bit mono at 48 kHz.
pub(crate) fn wav(samples: &[f32]) -> Vec<u8> {
    let size = (samples.len() * 2) as u32;
    let mut bytes = Vec::with_capacity(44 + samples.len() * 2);
    bytes.extend(b"RIFF");
    bytes.extend((36 + size).to_le_bytes());
    bytes.extend(b"WAVEfmt ");
    bytes.extend(16_u32.to_le_bytes());
    for word in [1_u16, 1] {
        bytes.extend(word.to_le_bytes());
    }
    for word in [48_000_u32, 96_000] {
        bytes.extend(word.to_le_bytes());
    }
    for word in [2_u16, 16] {
        bytes.extend(word.to_le_bytes());
    }
    bytes.extend(b"data");
    bytes.extend(size.to_le_bytes());
    for sample in samples {
        let whole = libm::roundf(sample.clamp(-1.0, 1.0) * 32_767.0) as i16;
        bytes.extend(whole.to_le_bytes());
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let samples = [0.0, 0.5, -0.5, 1.0, -1.0];
        let read = heard(&wav(&samples)).unwrap();
        assert_eq!(read.rate, 48_000);
        let far = read.samples.iter().zip(samples).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        assert!(far < 1e-4, "{far}");
    }

    #[test]
    fn a_length_that_lies_does_no_harm() {
        let mut bytes = wav(&[0.25; 10]);
        bytes[40..44].copy_from_slice(&0x7fff_f000_u32.to_le_bytes());
        assert_eq!(heard(&bytes).unwrap().samples.len(), 10);
    }

    #[test]
    fn what_is_cut_or_no_wav_is_refused() {
        let whole = wav(&[0.25; 10]);
        for cut in 0..44 {
            assert_eq!(heard(&whole[..cut]), None, "{cut}");
        }
        assert_eq!(heard(b"not a sound at all, but long enough to have a header in it"), None);
    }
}
