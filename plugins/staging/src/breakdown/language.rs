//! Which language a script is in, by its small words or by its letters.

/// Words that one language has often and the others seldom.
const SMALL_WORDS: &[(&str, &str)] = &[
    (
        "en",
        "the,and,of,to,is,it,you,that,his,her,with,at,from,what,not,are,have,they,this,on,she,i,in,my,he,for,was",
    ),
    (
        "fr",
        "le,la,les,et,est,une,des,dans,vous,je,tu,il,elle,pas,que,qui,sur,avec,ce,au,sa,du,mais,nous",
    ),
    (
        "de",
        "der,die,das,und,ist,ein,eine,ich,nicht,sie,er,mit,auf,zu,den,dem,von,es,wir,auch,sich,im",
    ),
    ("es", "el,los,las,y,es,una,en,que,no,con,por,para,su,se,del,qué,está,pero,yo,muy,lo"),
    ("it", "il,gli,e,è,una,di,che,non,con,per,sono,si,della,nel,alla,ma,come,lo,cosa,questo"),
    ("pt", "o,os,e,é,uma,não,com,para,que,do,da,em,um,você,ele,ela,mas,se,na,está"),
    ("nl", "de,het,een,en,is,niet,van,ik,je,dat,op,zijn,met,voor,naar,ze,hij,maar,wat,er"),
    ("sv", "och,det,att,en,är,som,på,inte,jag,hon,han,med,för,av,till,har,ett,den,vi,du"),
    ("pl", "i,w,nie,się,na,jest,to,z,że,do,jak,ale,co,on,ona,tak,po,za,od,o"),
];

/// Languages whose words are known to the lexicon.
const READ: &[&str] = &["en", "fr", "de", "es", "it"];

const NAMES: &[(&str, &str)] = &[
    ("pt", "Portuguese"),
    ("nl", "Dutch"),
    ("sv", "Swedish"),
    ("pl", "Polish"),
    ("ja", "Japanese"),
    ("zh", "Chinese"),
    ("ko", "Korean"),
    ("ru", "Russian"),
    ("el", "Greek"),
    ("ar", "Arabic"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
];

/// The English name of a language that the lexicon has no words of.
pub(crate) fn unread(tag: &str) -> Option<&'static str> {
    if READ.contains(&tag) {
        return None;
    }
    let found = NAMES.iter().find(|(known, _)| *known == tag);
    Some(found.map_or("a language that is not known", |(_, name)| name))
}

/// Words that are looked at: enough to tell, however long the script.
const ENOUGH: usize = 4_000;

/// The language of `texts` as a tag such as `fr`; English where nothing tells.
pub(crate) fn language_of<'a>(texts: impl Iterator<Item = &'a str>) -> &'static str {
    let mut counts = [0_usize; SMALL_WORDS.len()];
    let mut scripts = [0_usize; WRITINGS.len()];
    let mut seen = 0;
    for text in texts {
        for word in text.split(|letter: char| !letter.is_alphanumeric()) {
            if word.is_empty() {
                continue;
            }
            seen += 1;
            word.chars().filter_map(writing_of).for_each(|writing| scripts[writing] += 1);
            let word = word.to_lowercase();
            for (count, (_, words)) in counts.iter_mut().zip(SMALL_WORDS) {
                *count += usize::from(words.split(',').any(|small| small == word));
            }
        }
        if seen > ENOUGH {
            break;
        }
    }
    let written: usize = scripts.iter().sum();
    if written * 2 > seen {
        // Japanese is told from Chinese by any kana at all.
        let kana = scripts[0] > 0;
        let most = (0..scripts.len()).max_by_key(|index| (scripts[*index], usize::MAX - index));
        return if kana { WRITINGS[0].0 } else { most.map_or("en", |index| WRITINGS[index].0) };
    }
    let best = (0..counts.len()).max_by_key(|index| (counts[*index], usize::MAX - index));
    match best {
        Some(index) if counts[index] > 0 => SMALL_WORDS[index].0,
        _ => "en",
    }
}

const WRITINGS: &[(&str, u32, u32)] = &[
    ("ja", 0x3040, 0x30ff),
    ("zh", 0x4e00, 0x9fff),
    ("ko", 0xac00, 0xd7af),
    ("ru", 0x0400, 0x04ff),
    ("el", 0x0370, 0x03ff),
    ("ar", 0x0600, 0x06ff),
    ("he", 0x0590, 0x05ff),
    ("hi", 0x0900, 0x097f),
];

fn writing_of(letter: char) -> Option<usize> {
    WRITINGS.iter().position(|(_, from, to)| (*from..=*to).contains(&(letter as u32)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(language_of([text].into_iter()), expected, "{text}");
    }

    #[test]
    fn a_language_is_known_by_its_small_words_or_letters() {
        check("The storm is at its worst and she has not come back.", "en");
        check("Elle ne vient pas. Je vous attends dans la cuisine.", "fr");
        check("Er ist nicht da, und die Tür ist offen.", "de");
        check("Она не придёт сегодня.", "ru");
        check("彼女は来ない。", "ja");
        check("她今天不来。", "zh");
        check("", "en");
        check("Xyzzy plugh.", "en");
    }
}
