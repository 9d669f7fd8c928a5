//! Timecode: the label of a frame. A label is not a length of time.

use std::fmt;

use crate::{Frame, FrameRate, TimeError};

/// How labels are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Counting {
    /// Every label is used: at 29.97 the label runs slower than the clock.
    #[default]
    NonDrop,
    /// Labels 00 and 01 (00 to 03 at 59.94) are skipped each minute but the tenth (SMPTE ST 12-1).
    /// Only at 29.97 and 59.94; elsewhere it counts as [`Counting::NonDrop`].
    Drop,
}

/// The label of a frame, `hh:mm:ss:ff`, or `hh:mm:ss;ff` where labels are dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Timecode {
    frame: Frame,
    rate: FrameRate,
    counting: Counting,
}

impl Timecode {
    pub fn new(frame: Frame, rate: FrameRate, counting: Counting) -> Self {
        let counting = if rate.can_drop() { counting } else { Counting::NonDrop };
        Self { frame, rate, counting }
    }

    /// The frame that this labels.
    pub fn frame(self) -> Frame {
        self.frame
    }

    /// Reads `01:02:03:04`; a `;` or `.` before the frames means drop counting.
    ///
    /// # Errors
    /// When a part is missing or out of range, or the label is one that drop counting skips.
    pub fn parse(text: &str, rate: FrameRate) -> Result<Self, TimeError> {
        let fault = || TimeError::Timecode { text: text.chars().take(40).collect(), rate };
        let counting = if text.contains([';', '.']) { Counting::Drop } else { Counting::NonDrop };
        if counting == Counting::Drop && !rate.can_drop() {
            return Err(fault());
        }
        let parts: Vec<i64> = text
            .split([':', ';', '.'])
            .map(|part| {
                let digits = part.len() <= 3 && part.bytes().all(|b| b.is_ascii_digit());
                part.parse().ok().filter(|_| digits)
            })
            .collect::<Option<_>>()
            .ok_or_else(fault)?;
        let [hours, minutes, seconds, frames] = parts[..] else { return Err(fault()) };
        if hours > 99 || minutes > 59 || seconds > 59 || frames >= rate.nominal() {
            return Err(fault());
        }
        let total_minutes = hours * 60 + minutes;
        let label = (total_minutes * 60 + seconds) * rate.nominal() + frames;
        let skipped = match counting {
            Counting::NonDrop => 0,
            Counting::Drop => {
                let per_minute = rate.nominal() / 15;
                if seconds == 0 && minutes % 10 != 0 && frames < per_minute {
                    return Err(fault());
                }
                per_minute * (total_minutes - total_minutes / 10)
            }
        };
        Ok(Self::new(Frame(label - skipped), rate, counting))
    }
}

impl fmt::Display for Timecode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nominal = self.rate.nominal();
        let frame = self.frame.0.abs();
        let (label, mark) = match self.counting {
            Counting::NonDrop => (frame, ':'),
            Counting::Drop => {
                let per_minute = nominal / 15;
                let minute = nominal * 60 - per_minute;
                let ten_minutes = minute * 10 + per_minute;
                let (tens, rest) = (frame / ten_minutes, frame % ten_minutes);
                let minutes_in = if rest < nominal * 60 { 0 } else { (rest - per_minute) / minute };
                (frame + per_minute * (9 * tens + minutes_in), ';')
            }
        };
        let sign = if self.frame.0 < 0 { "-" } else { "" };
        let (seconds, frames) = (label / nominal, label % nominal);
        let (minutes, hours) = (seconds / 60 % 60, seconds / 3600);
        write!(f, "{sign}{hours:02}:{minutes:02}:{:02}{mark}{frames:02}", seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rate: &str, frame: i64, expected: &str) {
        let rate = rate.parse().unwrap();
        let counting = if expected.contains(';') { Counting::Drop } else { Counting::NonDrop };
        let label = Timecode::new(Frame(frame), rate, counting);
        assert_eq!(label.to_string(), expected);
        assert_eq!(Timecode::parse(expected, rate).unwrap().frame(), Frame(frame));
    }

    #[test]
    fn labels_are_those_of_the_standard() {
        check("24", 0, "00:00:00:00");
        check("24", 86_400, "01:00:00:00");
        check("29.97", 1_799, "00:00:59;29");
        check("29.97", 1_800, "00:01:00;02");
        check("29.97", 17_981, "00:09:59;29");
        check("29.97", 17_982, "00:10:00;00");
        check("29.97", 107_892, "01:00:00;00");
        check("59.94", 3_600, "00:01:00;04");
    }

    #[test]
    fn a_day_of_frames_keeps_its_labels_at_each_rate() {
        for text in
            ["12", "15", "16", "23.976", "24", "25", "29.97", "30", "48", "50", "59.94", "60"]
        {
            let rate: FrameRate = text.parse().unwrap();
            for counting in [Counting::NonDrop, Counting::Drop] {
                if counting == Counting::Drop && !rate.can_drop() {
                    continue;
                }
                let day = Timecode::parse(
                    if counting == Counting::Drop { "24:00:00;00" } else { "24:00:00:00" },
                    rate,
                );
                let day = day.unwrap().frame().0;
                for frame in (0..day).step_by(7).chain(day - 5_000..=day) {
                    let label = Timecode::new(Frame(frame), rate, counting);
                    let read = Timecode::parse(&label.to_string(), rate).unwrap();
                    assert_eq!(read, label, "{label} at {rate}");
                }
            }
        }
    }

    #[test]
    fn a_label_that_drop_counting_skips_is_refused() {
        for text in ["00:01:00;00", "00:01:00;01", "00:60:00;02", "1:2:3", "00:00:00:30", ""] {
            assert!(Timecode::parse(text, FrameRate::NTSC).is_err(), "{text}");
        }
    }
}
