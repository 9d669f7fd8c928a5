//! WAV files, written and read by us: exact lengths, RF64 above four gigabytes, and no trust in what a header
//! claims.

mod chunks;
mod id3;
mod ixml;
mod notes;
mod read;
mod write;

pub(crate) use id3::{after as after_id3, read as read_id3};
pub use ixml::{Ixml, ixml_text};
pub use notes::{Broadcast, BroadcastLoudness, Marker, WavNotes};
pub(crate) use read::{Layout, is_wav, layout, read_wav};
pub use write::{Depth, WavSpec, WavWriter, annotated, write_wav, write_wav_with_notes};

/// `fmt ` tags.
const PCM: u16 = 1;
const FLOAT: u16 = 3;
const EXTENSIBLE: u16 = 0xFFFE;

/// A size that stands for "see the `ds64` chunk", or for "not known yet".
const NO_SIZE: u32 = u32::MAX;

#[cfg(test)]
mod tests {
    use super::write::header;
    use super::*;
    use crate::{Pcm, decode};

    fn saw(frames: usize) -> Pcm {
        let ramp = |k: usize| (0..frames).map(|n| ((n * k) % 200) as f32 / 100.0 - 1.0).collect();
        Pcm { rate: 48_000, channels: vec![ramp(1), ramp(3)] }
    }

    #[test]
    fn what_is_written_reads_back() {
        for (depth, error) in [(Depth::I16, 3.1e-5), (Depth::I24, 2.4e-7), (Depth::F32, 0.0)] {
            let sound = saw(1001);
            let mut bytes = Vec::new();
            write_wav(&mut bytes, &sound, depth).unwrap();
            let back = decode(&bytes, "wav").unwrap();
            assert_eq!((back.rate, back.channels.len(), back.frames()), (48_000, 2, 1001));
            for (a, b) in sound.channels.iter().flatten().zip(back.channels.iter().flatten()) {
                assert!((a - b).abs() <= error * 1.5, "{depth:?}: {a} became {b}");
            }
        }
    }

    #[test]
    fn the_same_sound_is_the_same_file_and_the_header_tells_its_true_size() {
        let (mut a, mut b) = (Vec::new(), Vec::new());
        write_wav(&mut a, &saw(777), Depth::I16).unwrap();
        write_wav(&mut b, &saw(777), Depth::I16).unwrap();
        assert_eq!(a, b);
        assert_eq!(u32::from_le_bytes([a[4], a[5], a[6], a[7]]) as usize, a.len() - 8);
        assert_eq!(a.len(), 44 + 777 * 4);
    }

    #[test]
    fn an_odd_number_of_bytes_is_padded() {
        let sound = Pcm { rate: 48_000, channels: vec![vec![0.25; 3]] };
        let mut bytes = Vec::new();
        write_wav(&mut bytes, &sound, Depth::I24).unwrap();
        assert_eq!(bytes.len() % 2, 0);
        assert_eq!(decode(&bytes, "wav").unwrap().frames(), 3);
    }

    #[test]
    fn above_four_gigabytes_it_is_rf64() {
        let spec = WavSpec { rate: 48_000, channels: 2, depth: Depth::F32, frames: 1 << 29 };
        let head = header(spec, &[], 0);
        assert_eq!(&head[..4], b"RF64");
        assert_eq!(&head[12..16], b"ds64");
        let data = u64::from_le_bytes(head[28..36].try_into().unwrap());
        assert_eq!(data, 8 << 29);
        let riff = u64::from_le_bytes(head[20..28].try_into().unwrap());
        assert_eq!(riff, head.len() as u64 + data - 8);
        // The same head with the true size of a small body is read by our own reader.
        let mut small = head.clone();
        small[28..36].copy_from_slice(&16_u64.to_le_bytes());
        small.extend([0.5_f32, -0.5, 0.25, -0.25].iter().flat_map(|x| x.to_le_bytes()));
        assert_eq!(decode(&small, "wav").unwrap().channels, [vec![0.5, 0.25], vec![-0.5, -0.25]]);
    }

    #[test]
    fn a_writer_that_got_too_little_or_too_much_says_so() {
        let spec = WavSpec { rate: 48_000, channels: 1, depth: Depth::I16, frames: 4 };
        let mut writer = WavWriter::new(Vec::new(), spec).unwrap();
        writer.write(&[0.0; 3]).unwrap();
        assert!(writer.finish().is_err());
        let mut writer = WavWriter::new(Vec::new(), spec).unwrap();
        assert!(writer.write(&[0.0; 5]).is_err());
    }

    #[test]
    fn dither_is_noise_of_one_step_without_a_bias() {
        let sound = Pcm { rate: 48_000, channels: vec![vec![0.3 / 32768.0; 100_000]] };
        let mut bytes = Vec::new();
        write_wav(&mut bytes, &sound, Depth::I16).unwrap();
        let back = decode(&bytes, "wav").unwrap();
        let steps: Vec<f32> = back.channels[0].iter().map(|x| x * 32768.0).collect();
        let mean = steps.iter().sum::<f32>() / steps.len() as f32;
        assert!((mean - 0.3).abs() < 0.01, "{mean}");
        assert!(steps.iter().all(|s| (-1.5..=2.0).contains(s)));
    }
}
