//! The WAV that espeak-ng writes to a pipe.

use super::Heard;

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
                return Some(Heard { rate: rate?, samples: samples.collect(), ..Heard::default() });
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A header as espeak-ng writes it, and two bytes a sample.
    fn piped(samples: &[i16]) -> Vec<u8> {
        let mut bytes = b"RIFF\x24\xf0\xff\x7fWAVEfmt \x10\0\0\0\x01\0\x01\0".to_vec();
        bytes.extend(22_050_u32.to_le_bytes());
        bytes.extend(44_100_u32.to_le_bytes());
        bytes.extend(b"\x02\0\x10\0data\0\xf0\xff\x7f");
        bytes.extend(samples.iter().flat_map(|sample| sample.to_le_bytes()));
        bytes
    }

    #[test]
    fn a_length_that_lies_does_no_harm() {
        let read = heard(&piped(&[0, 16_384, -32_768])).unwrap();
        assert_eq!((read.rate, read.samples), (22_050, vec![0.0, 0.5, -1.0]));
    }

    #[test]
    fn what_is_cut_or_no_wav_is_refused() {
        let whole = piped(&[8_192; 10]);
        for cut in 0..44 {
            assert_eq!(heard(&whole[..cut]), None, "{cut}");
        }
        assert_eq!(heard(b"not a sound at all, but long enough to have a header in it"), None);
        let mut stereo = whole.clone();
        stereo[22] = 2;
        assert_eq!(heard(&stereo), None);
    }
}
