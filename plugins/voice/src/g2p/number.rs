//! Numbers as they are read aloud.

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const SCALES: [(u64, &str); 5] = [
    (1_000_000_000_000_000, "quadrillion"),
    (1_000_000_000_000, "trillion"),
    (1_000_000_000, "billion"),
    (1_000_000, "million"),
    (1_000, "thousand"),
];

/// `1_204` as `one thousand two hundred and four`, a word each.
pub(crate) fn cardinal(number: u64) -> Vec<&'static str> {
    let mut words = Vec::new();
    let mut rest = number;
    for (scale, name) in SCALES {
        if scale <= rest {
            words.extend(cardinal(rest / scale));
            words.push(name);
            rest %= scale;
        }
    }
    if 100 <= rest {
        words.extend([ONES[(rest / 100) as usize % 20], "hundred"]);
        rest %= 100;
    }
    if rest != 0 && 100 <= number {
        words.push("and");
    }
    if 20 <= rest {
        words.push(TENS[(rest / 10) as usize]);
        rest %= 10;
    }
    if rest != 0 || number == 0 {
        words.push(ONES[rest as usize]);
    }
    words
}

/// `3` as `third`.
pub(crate) fn ordinal(number: u64) -> Vec<String> {
    let mut words: Vec<String> = cardinal(number).into_iter().map(str::to_owned).collect();
    if let Some(last) = words.last_mut() {
        *last = match last.as_str() {
            "one" => "first".into(),
            "two" => "second".into(),
            "three" => "third".into(),
            "five" => "fifth".into(),
            "eight" => "eighth".into(),
            "nine" => "ninth".into(),
            "twelve" => "twelfth".into(),
            tens if tens.ends_with('y') => format!("{}ieth", tens.trim_end_matches('y')),
            other => format!("{other}th"),
        };
    }
    words
}

/// `1984` as `nineteen eighty four`.
pub(crate) fn year(number: u64) -> Vec<&'static str> {
    let (century, rest) = (number / 100, number % 100);
    if !(1_100..2_100).contains(&number) || (2_000..2_010).contains(&number) {
        return cardinal(number);
    }
    let mut words = cardinal(century);
    match rest {
        0 => words.push("hundred"),
        1..10 => words.extend(["oh", ONES[rest as usize]]),
        _ => words.extend(cardinal(rest)),
    }
    words
}

/// One figure after another: `007` as `zero zero seven`.
pub(crate) fn digits(figures: &str) -> Vec<&'static str> {
    figures.chars().filter_map(|c| c.to_digit(10)).map(|figure| ONES[figure as usize]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(number: u64, expected: &str) {
        assert_eq!(cardinal(number).join(" "), expected);
    }

    #[test]
    fn numbers_are_read_as_people_read_them() {
        check(0, "zero");
        check(13, "thirteen");
        check(31, "thirty one");
        check(100, "one hundred");
        check(1_204, "one thousand two hundred and four");
        check(2_000_001, "two million and one");
        check(40_000, "forty thousand");
        assert!(cardinal(u64::MAX).len() < 60);
    }

    #[test]
    fn ordinals_and_years_have_their_own_words() {
        assert_eq!(ordinal(1).join(" "), "first");
        assert_eq!(ordinal(22).join(" "), "twenty second");
        assert_eq!(ordinal(30).join(" "), "thirtieth");
        assert_eq!(ordinal(112).join(" "), "one hundred and twelfth");
        assert_eq!(year(1984).join(" "), "nineteen eighty four");
        assert_eq!(year(1907).join(" "), "nineteen oh seven");
        assert_eq!(year(1900).join(" "), "nineteen hundred");
        assert_eq!(year(2001).join(" "), "two thousand and one");
    }
}
