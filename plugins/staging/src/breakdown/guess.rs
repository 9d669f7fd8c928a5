//! Age and sex, guessed from names and from words.

use super::cast::Sex;
use super::lexicon::{self};
use maquette_document::Age;
use maquette_voice::Gender;

pub(super) fn is_title(word: &str) -> bool {
    lexicon::is_in(
        "mr,mrs,ms,miss,dr,doctor,captain,capt,sgt,sergeant,lt,young,old,the,first,second,uncle,aunt,lady,sir,madame,monsieur,herr,frau,don,señor,señora,chief,officer,von,van",
        word,
    )
}

pub(super) fn years_in(word: &str) -> Option<u32> {
    let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
    if digits.is_empty() || digits.len() > 2 {
        let spelled = ["five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
        return spelled.iter().position(|name| *name == word).map(|index| index as u32 + 5);
    }
    digits.parse().ok()
}

pub(super) fn age_by_name(name: &str, words: &[String]) -> Age {
    match maquette_voice::person(name).age {
        Age::Adult => age_of(words),
        told => told,
    }
}

pub(super) fn age_of(words: &[String]) -> Age {
    let has = |list: &str| words.iter().any(|word| lexicon::is_in(list, word));
    if has(
        "boy,girl,child,kid,son,daughter,toddler,garçon,fille,enfant,junge,mädchen,niño,niña,bambino,bambina,little",
    ) {
        Age::Child
    } else if has(
        "old,elderly,grandmother,grandfather,grandma,grandpa,aged,ancient,crone,vieux,vieille,alte,alter,viejo,vieja,white-haired,grey-haired,gray-haired",
    ) {
        Age::Old
    } else {
        Age::Adult
    }
}

pub(super) fn sex_of_role(words: &[String]) -> Sex {
    let has = |list: &str| words.iter().any(|word| lexicon::is_in(list, word));
    if has(
        "woman,girl,lady,mother,daughter,sister,wife,waitress,nurse,queen,princess,mrs,ms,miss,grandmother,grandma,aunt,her,she,femme,fille,mère,frau,mädchen,mutter,mujer,niña,madre,donna,ragazza,bambina,madame,señora,policewoman,widow,crone,actress,mademoiselle,mme,mlle,fräulein,señorita,signora,soeur,sœur",
    ) {
        Sex::Woman
    } else if has(
        "man,boy,gentleman,monsieur,m,don,signor,signore,father,son,brother,husband,waiter,king,prince,mr,grandfather,grandpa,uncle,his,he,homme,garçon,père,mann,junge,vater,hombre,niño,padre,uomo,ragazzo,bambino,monsieur,herr,señor,fisherman,policeman,postman,mailman,priest,sir,sailor",
    ) {
        Sex::Man
    } else {
        Sex::Unknown
    }
}

/// Whether a name is one that mostly one sex has, rather than one that sounds so.
pub(super) fn is_certain(name: &str) -> bool {
    maquette_voice::person(name).gender.is_some()
}

pub(super) fn sex_of(name: &str, words: &[String]) -> Sex {
    match maquette_voice::person(name).gender {
        Some(Gender::Woman) => return Sex::Woman,
        Some(Gender::Man) => return Sex::Man,
        None => {}
    }
    let role = sex_of_role(words);
    let Some(first) = words.iter().find(|word| !is_title(word)).filter(|_| role == Sex::Unknown)
    else {
        return role;
    };
    let ends = |endings: &[&str]| endings.iter().any(|ending| first.ends_with(ending));
    if lexicon::is_in("cleo,margo,juno,echo,gwen,robin", first) {
        return Sex::Woman;
    }
    if lexicon::is_in(
        "jonah,elijah,micah,noah,ezra,nikita,ilya,misha,kostya,dima,mustafa,luca",
        first,
    ) {
        Sex::Man
    } else if ends(&["a", "ie", "ine", "elle", "ette", "lyn", "beth", "ise", "ïse", "ée"]) {
        Sex::Woman
    } else if ends(&[
        "o", "us", "er", "on", "an", "ck", "rd", "rt", "as", "ob", "om", "im", "am", "ov", "ph",
        "el", "ul",
    ]) {
        Sex::Man
    } else {
        Sex::Unknown
    }
}
