use super::*;

/// A stream of one key frame and `more` others, each a slice of a few bytes.
fn piece(folder: &Path, name: &str, more: usize) -> PathBuf {
    let nal = |bytes: &[u8]| [&[0, 0, 0, 1][..], bytes].concat();
    let mut stream = [nal(&[0x67, 66, 0, 30, 1]), nal(&[0x68, 2]), nal(&[0x65, 0x88, 7])].concat();
    for number in 0..more {
        stream.extend(nal(&[0x41, 0x9A, number as u8 + 1, 9]));
    }
    let path = folder.join(name);
    std::fs::write(&path, stream).unwrap();
    path
}

/// ADTS packets of AAC-LC, 48 kHz, stereo, with as many bytes each as its number.
fn adts(folder: &Path, packets: u16) -> PathBuf {
    let packet = |number: u16| {
        let whole = 7 + number;
        let mut bytes = vec![0xFF, 0xF1, 0x4C, 0x80 | (whole >> 11) as u8, (whole >> 3) as u8];
        bytes.extend([(whole << 5) as u8 | 0x1F, 0xFC]);
        bytes.extend(std::iter::repeat_n(number as u8, usize::from(number)));
        bytes
    };
    let path = folder.join("sound.aac");
    std::fs::write(&path, (1..=packets).flat_map(packet).collect::<Vec<u8>>()).unwrap();
    path
}

fn find(bytes: &[u8], kind: &[u8; 4]) -> usize {
    bytes.windows(4).position(|window| window == kind).unwrap() + 4
}

fn word(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap())
}

fn written(film: &Film<'_>, wrapper: Wrapper, folder: &Path) -> Vec<u8> {
    let out = folder.join("film");
    write_film(film, wrapper, &out, &AtomicBool::new(false), &mut |_| {}).unwrap();
    std::fs::read(out).unwrap()
}

#[test]
fn every_part_lies_where_the_index_says_and_the_index_comes_first() {
    let folder = tempfile::tempdir().unwrap();
    let pieces = [piece(folder.path(), "a", 29), piece(folder.path(), "b", 33)];
    let aac = AacSound::of_adts(&adts(folder.path(), 126), 63 * 2002).unwrap();
    let sound = FilmSound::Aac(aac);
    let rate = FrameRate::NTSC_FILM;
    let film = Film { pieces: &pieces, sound: Some(&sound), rate, size: (64, 32) };
    let bytes = written(&film, Wrapper::Mp4, folder.path());
    assert!(find(&bytes, b"moov") < find(&bytes, b"mdat"));
    // 24 pictures in the first second of 63; the first chunk is a key frame, with its parameters before it.
    let places = find(&bytes, b"co64");
    let first = u64::from_be_bytes(bytes[places + 8..places + 16].try_into().unwrap()) as usize;
    assert_eq!(&bytes[first..first + 9], [0, 0, 0, 5, 0x67, 66, 0, 30, 1]);
    let sound = places + 4 + find(&bytes[places..], b"co64") - 4;
    let first = u64::from_be_bytes(bytes[sound + 8..sound + 16].try_into().unwrap()) as usize;
    assert_eq!(&bytes[first..first + 3], [1, 2, 2]);
    let data = find(&bytes, b"mdat") - 8;
    let length = u64::from_be_bytes(bytes[data + 8..data + 16].try_into().unwrap());
    assert_eq!(data as u64 + length, bytes.len() as u64);
    // The last packet is the last of the file.
    assert_eq!(&bytes[bytes.len() - 126..], [126; 126]);
}

#[test]
fn the_sound_begins_after_its_priming_and_is_as_long_as_the_picture() {
    let folder = tempfile::tempdir().unwrap();
    let pieces = [piece(folder.path(), "a", 23)];
    let sound = FilmSound::Aac(AacSound::of_adts(&adts(folder.path(), 48), 48_048).unwrap());
    let rate = FrameRate::NTSC_FILM;
    let film = Film { pieces: &pieces, sound: Some(&sound), rate, size: (64, 32) };
    let bytes = written(&film, Wrapper::Mp4, folder.path());
    let edit = find(&bytes, b"elst");
    assert_eq!([word(&bytes, edit + 8), word(&bytes, edit + 12)], [48_048, 1024]);
    // Frames of 1001/24000 s.
    let times = find(&bytes, b"stts");
    assert_eq!([word(&bytes, times + 8), word(&bytes, times + 12)], [24, 1001]);
}

#[test]
fn what_is_no_aac_and_what_is_too_short_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("noise");
    std::fs::write(&path, b"this is no sound at all").unwrap();
    assert!(matches!(AacSound::of_adts(&path, 1), Err(MuxError::Sound { .. })));
    let short = adts(folder.path(), 3);
    assert!(matches!(AacSound::of_adts(&short, 4000), Err(MuxError::Sound { .. })));
    let empty = folder.path().join("empty");
    std::fs::write(&empty, b"").unwrap();
    let pieces = [empty];
    let film = Film { pieces: &pieces, sound: None, rate: FrameRate::FILM, size: (2, 2) };
    let out = folder.path().join("film");
    let made = write_film(&film, Wrapper::Mov, &out, &AtomicBool::new(false), &mut |_| {});
    assert!(matches!(made, Err(MuxError::NoParameters { .. })));
}
