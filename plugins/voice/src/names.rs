//! What a character's name tells of who they are.

use maquette_document::Age;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gender {
    Woman,
    Man,
}

/// What can be told of somebody by name alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person {
    /// Nothing when the name does not tell.
    pub gender: Option<Gender>,
    pub age: Age,
}

/// Who `name` is, as a script cues it: `OLD MAN`, `Mme Duval`, `MARA`. English, French, German, Spanish.
pub fn person(name: &str) -> Person {
    let words: Vec<String> = name.split(|c: char| !c.is_alphabetic()).map(folded).collect();
    let any = |list: &str| words.iter().any(|word| !word.is_empty() && listed(list, word));
    let gender = [(WOMEN_WORDS, MEN_WORDS), (WOMEN, MEN)].into_iter().find_map(|(women, men)| {
        match (any(women), any(men)) {
            (true, false) => Some(Gender::Woman),
            (false, true) => Some(Gender::Man),
            // `WOMAN'S HUSBAND`, `MR ANNE`: who comes first.
            (true, true) => {
                let first = words.iter().find(|word| listed(women, word) || listed(men, word));
                first.map(|word| if listed(women, word) { Gender::Woman } else { Gender::Man })
            }
            (false, false) => None,
        }
    });
    let age = if any(CHILDREN) {
        Age::Child
    } else if any(OLD) {
        Age::Old
    } else {
        Age::Adult
    };
    Person { gender, age }
}

fn listed(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == word)
}

/// Lower case, without accents, as the lists are written.
fn folded(word: &str) -> String {
    let plain = |c: char| match c {
        'à'..='å' => "a".into(),
        'ç' => "c".into(),
        'è'..='ë' => "e".into(),
        'ì'..='ï' => "i".into(),
        'ñ' => "n".into(),
        'ò'..='ö' => "o".into(),
        'ù'..='ü' => "u".into(),
        'œ' => "oe".into(),
        'ß' => "ss".into(),
        c => c.to_string(),
    };
    word.to_lowercase().chars().map(plain).collect()
}

const WOMEN_WORDS: &str = "woman women girl mother mom mum mama mommy mummy grandmother grandma granny aunt auntie sister \
    daughter wife widow lady queen princess duchess mrs ms miss madam maam waitress actress hostess witch nun \
    femme fille fillette mere maman mamie tante soeur epouse madame mme mademoiselle mlle reine \
    princesse dame serveuse vieille \
    frau madchen mutter oma tante schwester tochter konigin prinzessin kellnerin fraulein \
    mujer nina chica madre abuela tia hermana hija esposa senora senorita reina princesa camarera dona";

const MEN_WORDS: &str = "man men boy father dad daddy papa grandfather grandpa uncle brother son husband widower \
    gentleman lord king prince duke mr mister sir waiter actor monk priest fisherman policeman fireman \
    homme garcon pere papi papy oncle frere mari monsieur roi prince serveur vieux pecheur \
    mann junge vater opa onkel bruder sohn konig prinz herr kellner fischer \
    hombre nino chico padre abuelo tio hermano hijo esposo senor rey principe camarero pescador don";

const CHILDREN: &str =
    "child kid boy girl baby toddler enfant fillette gamin gamine kind madchen nino nina";

const OLD: &str = "old elder elderly grandmother grandma granny grandfather grandpa widow widower vieux vieille mamie \
    papi papy alte alter oma opa abuelo abuela anciano anciana viejo vieja";

const WOMEN: &str = "abigail ada adele adriana agatha agnes aida aisha alba alice alicia alma amalia amanda amber \
    amelia amelie amy ana anais andrea angela angelica anita anke anna anne annette annie antonia ariadne \
    astrid audrey aurelie aurora ava barbara beatrice beatriz bella berta bertha bess beth betty bianca bridget \
    brigitte britta camila camille carla carmen carol carolina caroline catherine cecile cecilia celeste celia \
    celine charlotte chiara chloe christa christine cindy claire clara claudia clemence colette constance cora \
    cristina daisy dalia dana daniela daphne deborah delia delphine denise diana diane dolores dora doris \
    dorothea dorothy edith elena eleanor eleonore elif elisa elisabeth elise eliza elizabeth ella ellen elodie \
    elsa elsie emilia emilie emily emma erica erika erna esmeralda esperanza estelle esther eugenie eva eve \
    evelyn fanny fatima felicia fiona flora florence frances francesca francoise frida frieda gabriela \
    gabrielle gemma genevieve georgia gerda gertrude gina gisela gloria grace greta gretchen gudrun gwen \
    hana hanna hannah harriet hazel heather heidi helen helena helene helga henrietta hilda hilde ida ilse imogen \
    ines ingeborg inge ingrid irene iris irma isabel isabella isabelle isla ivy jacqueline jane janet janine \
    jasmine jeanne jennifer jenny jessica jill joan joanna johanna josefina josephine juana judith julia juliana \
    julie juliet julieta juliette june karen karin katarina kate katharina katherine kathleen katia katie \
    katja kayla kim klara kristin lara laura lea leila lena leonie leonora leticia lidia lili lilian lilly lily \
    lina linda lisa lise lola lorena lotte louise lucia lucie lucy luisa luise luna lydia mabel madeleine \
    magda magdalena maggie maja manon mara margaret margarita margaux margot marguerite maria marian marianne \
    marie marina marion marlene marta martha martina mary mathilde matilda maud maya megan melanie melissa mia \
    michelle mila milena mina miriam moira molly mona monica monika morgane muriel nadia nadine nancy naomi \
    natalia natalie natasha nathalie nell nicole nina noemie nora norma odette odile olga olive olivia ophelia \
    paloma pamela pascale patricia paula pauline pearl penelope penny petra phoebe pilar polly priscilla rachel \
    ramona rebecca regina renate renee rita roberta rocio romy rosa rosalie rosalind rose rosemary roxane ruby \
    ruth sabine sabrina sally salome sandra sara sarah selma shirley sibylle sigrid silvia simone sofia solange \
    sonia sophia sophie stella stephanie sue susan susana susanne suzanne svenja sybil sylvia sylvie tamara \
    tania tara teresa tess tessa thea theresa therese tina ulrike ursula valentina valerie vanessa vera \
    veronica veronique victoria vida viola violet violette virginia virginie vivian viviane wanda wendy \
    wilma winifred ximena yasmin yolanda yvette yvonne zelda zoe";

const MEN: &str = "aaron abel abraham adam adolfo adrian ahmed aidan alain alan albert alberto aldo alec alejandro \
    alessandro alex alexander alexandre alexis alfonso alfred alfredo ali alphonse alvaro amadeo ambrose amos \
    anders andre andreas andres andrew andy angus anselm anthony antoine anton antonio archie aristide armand \
    armando arnaud arnold arthur arturo augustin auguste axel baptiste barnaby barry bartholomew bastian \
    bastien ben benedict benjamin benoit bernard bernd bernardo bert bertrand bill bjorn bob boris bradley brandon \
    brendan brian bruce bruno caleb callum calvin camilo carl carlos cedric cesar charles charlie chris christian \
    christoph christophe christopher clarence claude claudio clement clemens clyde colin conor conrad craig curtis \
    cyril dale damien dan daniel danny dario david dean dennis derek detlef diego dieter dimitri dirk dominic \
    dominique donald douglas duncan dustin dylan earl ed eddie edgar edmond edmund eduardo edward edwin eli \
    elias elliot emanuel emil emile emilio emmanuel enrico enrique eric erich erik ernest ernesto ernst erwin \
    esteban etienne eugene ewan fabian fabien fabio federico felipe felix ferdinand fernand fernando finn florian \
    floyd francesco francis francisco franck francois frank franz fred frederic frederick friedrich fritz gabriel \
    gareth gary gaspard gaston geoffrey george georg georges gerald gerard gerhard gilbert gilles giovanni \
    giuseppe glenn gonzalo gordon graham greg gregory guido guillaume guillermo gunther gus gustav gustave guy \
    hans harald harold harry hassan hector heinrich heinz helmut henri henrik henry herbert hermann hernan horst \
    howard hubert hugh hugo humphrey ian ibrahim ignacio igor isaac ismael ivan jack jackson jacob jacques jaime \
    jake jakob james jan jason javier jay jean jeff jeffrey jens jeremy jerome jerry jesse jesus jim jimmy joachim \
    joao joaquin joe joel johan johann johannes john johnny jon jonas jonathan jordan jorg jorge jose josef joseph \
    joshua josue juan jules julian julien julio jurgen justin karl karsten kaspar keith ken kenneth kevin klaus \
    konrad konstantin kurt lachlan lambert lars laurence laurent lawrence leo leon leonard leonardo leopold leroy \
    leslie lewis liam lionel lloyd logan lorenzo lothar lou louis luc luca lucas lucien ludovic ludwig luigi luis \
    lukas luke luther magnus malcolm manfred manolo manuel marc marcel marcelo marco marcus mario mark markus \
    martin marvin mathias mathieu matt matteo matthew matthias matthieu maurice mauricio max maxime maximilian \
    michael michel miguel mike milan miles milo mohamed moritz morris moses murray nathan nathaniel neil nelson \
    nicholas nick nico nicolas niels nigel nils noah noel norbert norman octavio olaf oliver olivier omar orlando \
    oscar oskar osvaldo otto owen pablo paco pascal patrice patrick paul pavel pedro percy perry peter philip \
    philipp philippe phillip pierre pietro quentin rafael rainer ralf ralph ramon randall raoul raphael raul ray \
    raymond reginald reinhard remi rene ricardo richard rob robert roberto robin rodolfo rodrigo roger roland \
    rolf roman romain ron ronald rory ross roy ruben rudi rudolf rupert russell ryan salvador sam samuel santiago \
    saul scott sean sebastian sebastien serge sergei sergio seth sid siegfried silas silvio simon stan stanley \
    stefan stephen steve steven stuart sven sylvain ted teo terry theo theodor theodore thibault thierry thomas \
    tim timothy tobias toby todd tom tomas tommy tony travis tristan ulrich umberto uwe valentin vernon vicente \
    victor vincent viktor vito vladimir volker walter warren wayne werner wilfred wilhelm will william willy \
    winston wolfgang xavier yann yannick yves yusuf zachary";

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, gender: Option<Gender>, age: Age) {
        assert_eq!(person(name), Person { gender, age }, "{name}");
    }

    #[test]
    fn names_and_words_tell_who_someone_is() {
        check("MARA", Some(Gender::Woman), Age::Adult);
        check("Old Man", Some(Gender::Man), Age::Old);
        check("MME DUVAL", Some(Gender::Woman), Age::Adult);
        check("JEAN-PIERRE", Some(Gender::Man), Age::Adult);
        check("GIRL #2", Some(Gender::Woman), Age::Child);
        check("MÄDCHEN", Some(Gender::Woman), Age::Child);
        check("EL NIÑO", Some(Gender::Man), Age::Child);
        check("RADIO VOICE", None, Age::Adult);
        check("", None, Age::Adult);
    }

    #[test]
    fn a_word_weighs_more_than_a_name_and_the_first_word_most() {
        check("MRS. THOMAS", Some(Gender::Woman), Age::Adult);
        check("MOTHER OF A SON", Some(Gender::Woman), Age::Adult);
    }

    #[test]
    fn nobody_is_in_both_lists() {
        for (women, men) in [(WOMEN, MEN), (WOMEN_WORDS, MEN_WORDS)] {
            for word in women.split_ascii_whitespace() {
                assert!(!listed(men, word), "{word}");
            }
        }
    }
}
