//! The words that are understood: English in some breadth, French, German, Spanish and Italian for what
//! happens most. One table a purpose, so that a word is added in one place.

mod english;
mod others;
mod things;

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::deed::{Deed, ThingKind};
use english::ENGLISH_VERBS;
use others::OTHER_VERBS;
use things::{PIECES, PLACES, PROPS};

/// People without a name.
pub(crate) const PEOPLE: &str = "man,woman,boy,girl,child,kid,lady,gentleman,stranger,figure,guard,waiter,waitress,nurse,\
doctor,officer,policeman,policewoman,soldier,driver,keeper,captain,sailor,fisherman,teacher,student,bartender,clerk,\
mother,father,son,daughter,brother,sister,wife,husband,priest,thief,detective,cop,receptionist,passenger,neighbour,\
neighbor,postman,mailman,secretary,king,queen,prince,princess,farmer,worker,customer,baker,cook,musician,dancer,\
painter,singer,pilot,conductor,judge,grandmother,grandfather,uncle,aunt,homme,femme,garçon,fille,enfant,mann,frau,\
junge,mädchen,kind,hombre,mujer,niño,niña,uomo,donna,ragazzo,ragazza,bambino,bambina,gardien,capitaine,marin,pêcheur,\
courier,messenger,runner,hiker,swimmer,climber,dancer,astronaut,robot,ghost,toddler,teenager,crone,widow,busker,barber,\
reporter,journalist,cashier,tourist,villager,agent,paramedic,medic,surgeon,patient,technician,engineer,mechanic,maid,butler,\
host,hostess,lawyer,janitor,cleaner,bouncer,gangster,thug,henchman,goon,cowboy,sheriff,deputy,marshal,bandit,pirate,monk,nun,\
merchant,knight,warrior,archer,servant,prisoner,inmate,warden,hunter,scientist,professor,coach,athlete,boxer,referee,director,\
assistant,intern,manager,boss,bride,groom,guest,patron,spectator,protester,rioter,commuter,pedestrian,cyclist,biker,motorist,\
trucker,shopkeeper,vendor,butcher,gardener,carpenter,builder,foreman,miner,fireman,firefighter,lifeguard,steward,stewardess,\
attendant,crewman,lieutenant,sergeant,general,colonel,private,corporal,medium,witch,wizard,zombie,vampire,demon,angel,alien,\
clown,magician,actor,actress,model,photographer,beggar,drunk,hobo,youth,teen,lad,lass,tailor,undertaker,mourner,caretaker,\
landlord,landlady,lodger,twin,nephew,niece,cousin,grandson,granddaughter,elder,chef,dealer,gambler,croupier,usher,porter,\
bellboy,chauffeur,sentry,scout,spy,assassin,sniper,hostage,kidnapper,burglar,robber,suspect,witness,juror,bailiff,minister,bishop,rabbi,imam,\
girlfriend,boyfriend,lover,friend,colleague,apprentice,pupil,schoolboy,schoolgirl,baby,infant,cop,jogger,skater,surfer,mistress,master,matron,governess,rider,fiddler,horseman,horsewoman,highwayman,peasant,noble,nobleman,lord,duke,earl,count,countess,baron,squire,jester,bard,smith,blacksmith,innkeeper,fishwife,milkmaid,shepherd,stablehand,groomsman,bridesmaid,toastmaster,speaker,announcer,anchor,presenter,cameraman,crew,technician,operator,dispatcher,negotiator,analyst,programmer,hacker,gunman,shooter,gunslinger,outlaw,trader,trucker,waitstaff,maître";

/// Words that begin a clause of their own.
pub(crate) const JOINTS: &str = "and,then,as,while,but,when,until,before,after,who,et,und,y,e,puis,dann,mais,aber,pero,pendant,qui,der,quand";

/// What a verb of the same spelling does not follow.
pub(crate) const DETERMINERS: &str = "a,an,the,his,her,their,its,my,your,our,this,that,these,those,some,one,another,\
every,each,no,of,with,in,from,for,at,by,le,la,les,un,une,des,du,son,sa,ses,ein,eine,einen,einem,das,den,dem,die,el,los,las,una,gli,de";

/// After these, what follows is wished for, not done.
pub(crate) const WISHES: &str = "want,pretend,threaten,prepare,long,mean,forget,expect,try,refuse,fail,about,ready,unable,decide,seem,hope,wish,need,plan,not,never,cannot,can't,doesn't,don't,won't";

/// One language's verbs.
#[derive(Default)]
pub(crate) struct Verbs {
    words: HashMap<&'static str, Deed>,
    /// By their first word: the rest of the phrase and what it is.
    phrases: HashMap<&'static str, Vec<(&'static str, Deed)>>,
    /// Listed as they are conjugated: no form of theirs needs to be guessed.
    pub(crate) conjugated: bool,
}

static ENGLISH: LazyLock<Verbs> = LazyLock::new(|| Verbs::of(ENGLISH_VERBS, false));
static OTHERS: LazyLock<Verbs> = LazyLock::new(|| Verbs::of(OTHER_VERBS, true));
static THINGS: LazyLock<HashMap<&str, ThingKind>> = LazyLock::new(|| {
    let pieces = PIECES.iter().map(|(kind, words)| (ThingKind::Piece(*kind), *words));
    let props = PROPS.iter().map(|(hold, words)| (ThingKind::Prop(*hold), *words));
    let mut things = HashMap::new();
    for (kind, words) in PLACES.iter().copied().chain(pieces).chain(props) {
        for word in words.split(',') {
            things.entry(word).or_insert(kind);
        }
    }
    things
});
static ROLES: LazyLock<HashSet<&str>> = LazyLock::new(|| PEOPLE.split(',').collect());

impl Verbs {
    /// Those that a script in `language` (a tag such as `en`) is read with.
    pub(crate) fn in_language(language: &str) -> &'static Self {
        if language == "en" { &ENGLISH } else { &OTHERS }
    }

    fn of(table: &[(Deed, &'static str)], conjugated: bool) -> Self {
        let mut verbs = Self { conjugated, ..Self::default() };
        for (deed, words) in table {
            for word in words.split(',') {
                match word.split_once(' ') {
                    Some((first, rest)) => {
                        verbs.phrases.entry(first).or_default().push((rest, *deed));
                    }
                    // The first row that lists a word has it.
                    None => {
                        verbs.words.entry(word).or_insert(*deed);
                    }
                }
            }
        }
        verbs
    }

    /// What the verb `lemma` says.
    pub(crate) fn deed(&self, lemma: &str) -> Option<Deed> {
        self.words.get(lemma).copied()
    }

    /// Whether a phrase begins with `word`.
    pub(crate) fn phrase_starts(&self, word: &str) -> bool {
        self.phrases.contains_key(word)
    }

    /// What `lemma` says with the words that follow it.
    pub(crate) fn phrase(&self, lemma: &str, next: &[&str]) -> Option<Deed> {
        let known = self.phrases.get(lemma)?;
        let fits = known.iter().filter(|(rest, _)| follows(rest, next));
        // The longest says most; of two alike the first row has it.
        fits.rev().max_by_key(|(rest, _)| rest.len()).map(|(_, deed)| *deed)
    }
}

/// A one-word particle may stand up to two words off ("picks the letter up"); more words must follow at once.
fn follows(rest: &str, next: &[&str]) -> bool {
    if rest.contains(' ') {
        return rest.split(' ').enumerate().all(|(index, word)| next.get(index) == Some(&word));
    }
    // Only what is a particle can stand apart from its verb: "walks to the man in the hat" is no "walk in".
    let reach = if matches!(rest, "up" | "down" | "off") { 3 } else { 1 };
    next.iter().take(reach).any(|word| *word == rest)
}

/// What the noun `word` stands for, in the singular or plural.
pub(crate) fn thing(word: &str) -> Option<ThingKind> {
    let found = THINGS.get(word).copied();
    found.or_else(|| THINGS.get(word.strip_suffix('s')?).copied())
}

/// Whether `word` is a person without a name.
pub(crate) fn is_person(word: &str) -> bool {
    ROLES.contains(word)
}

pub(crate) fn is_in(list: &str, word: &str) -> bool {
    list.split(',').any(|listed| listed == word)
}

#[cfg(test)]
mod tests {
    use maquette_document::{Hold, PieceKind};

    use super::*;

    #[test]
    fn a_phrase_wins_over_its_verb() {
        let verbs = Verbs::in_language("en");
        assert_eq!(verbs.phrase("stand", &["up", "slowly"]), Some(Deed::StandUp));
        assert_eq!(verbs.phrase("pick", &["the", "letter", "up"]), Some(Deed::PickUp));
        assert_eq!(verbs.phrase("walk", &["to", "the", "bar", "in"]), None);
        assert_eq!(verbs.deed("stand"), Some(Deed::Wait));
        assert_eq!(verbs.deed("sits"), None);
    }

    #[test]
    fn things_are_known_in_the_plural_too() {
        assert_eq!(thing("chairs"), Some(ThingKind::Piece(PieceKind::Chair)));
        assert_eq!(thing("letters"), Some(ThingKind::Prop(Hold::Paper)));
        assert_eq!(thing("justice"), None);
    }
}
