//! The words that are understood: English in some breadth, French, German, Spanish and Italian for what
//! happens most. One table a purpose, so that a word is added in one place.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use maquette_document::{Hold, PieceKind};

use super::deed::{Deed, ThingKind};

/// Deeds by the dictionary form of their verbs. A second word is a particle that follows within three words.
const ENGLISH_VERBS: &[(Deed, &str)] = &[
    (
        Deed::Enter,
        "enter,arrive,appear,emerge,come in,come inside,walk in,step in,step inside,burst in,rush in,run in,slip in,stride in,storm in,hurry in,stumble in,head inside,return,come through,step through,come back",
    ),
    (
        Deed::Exit,
        "exit,leave,depart,go out,walk out,step out,storm out,rush out,run out,run off,walk off,walk away,head out,slip out,hurry out,go away,disappear,vanish,drive off,drive away,flee,escape,hurry off,stride out",
    ),
    (
        Deed::Walk,
        "walk,go,step,cross,approach,move,come,stride,wander,pace,stroll,limp,shuffle,stagger,stumble,creep,sneak,tiptoe,march,head,hurry,rush,advance,drift,pass,circle,return to,back away,join,trudge,wade,hike,trot,stalk,amble,venture,make,edge,cross to",
    ),
    (Deed::Run, "run,sprint,race,dash,charge,bolt,jog,chase,gallop"),
    (Deed::Follow, "follow,accompany,trail"),
    (Deed::Climb, "climb,ascend,descend,scramble,clamber,mount"),
    (Deed::Stop, "stop,halt,pause,freeze,hesitate"),
    (Deed::Wait, "wait,stay,remain,stand by,hover,linger,loiter,stand"),
    (Deed::Sit, "sit,sit down,sit back,settle,slump,perch,take a seat,plop"),
    (
        Deed::StandUp,
        "stand up,get up,rise,jump up,straighten,get to,leap up,spring up,push up,scramble up",
    ),
    (Deed::Lie, "lie,lie down,collapse onto,recline,sprawl,lie on"),
    (Deed::Kneel, "kneel,kneel down,drop to"),
    (Deed::Crouch, "crouch,squat,duck,hunch,bend,stoop,cower,hide"),
    (Deed::Lean, "lean,rest"),
    (Deed::Fall, "fall,collapse,trip,slip,tumble,topple,faint,drop dead,die"),
    (
        Deed::Look,
        "look,look at,stare,gaze,watch,glance,peer,see,notice,spot,study,examine,observe,face,eye,inspect,find,discover,check,squint,scan,regard,recognize,recognise,look up,look back,look out,behold,glare,survey,consider",
    ),
    (Deed::LookAway, "look away,look down,avert,turn away"),
    (Deed::Turn, "turn,spin,whirl,swivel,pivot,wheel"),
    (Deed::Listen, "listen,hear"),
    (
        Deed::Think,
        "think,ponder,reflect,brood,meditate,dream,daydream,remember,wonder,breathe,sigh",
    ),
    (
        Deed::PickUp,
        "pick up,pick,take,grab,snatch,lift,collect,seize,grasp,gather,fetch,retrieve,pull out,take out,draw,produce,catch,scoop,pocket,accept,receive,remove,unhook,pull",
    ),
    (Deed::PutDown, "put down,put,place,set down,lay down,set,drop,lower,release,put away,let go"),
    (Deed::Give, "give,hand,pass to,offer,deliver,hand over,return it,slide"),
    (Deed::Show, "show,hold up,hold out,raise,reveal,present,brandish,unroll"),
    (Deed::Hold, "hold,carry,clutch,grip,cradle,wield,bear,balance,bring,haul,lug"),
    (Deed::Throw, "throw,toss,hurl,fling,pitch,cast"),
    (Deed::Search, "search,rummage,dig,rifle,look for,hunt,look through,fumble"),
    (Deed::OpenDoor, "unlock,unbolt"),
    (Deed::CloseDoor, "close,shut,slam,lock,bolt"),
    (Deed::Knock, "knock,pound,rap,bang"),
    (Deed::Open, "open,unfold,unwrap,tear open,uncork,unscrew,open up,lift the lid"),
    (Deed::Read, "read,leaf,skim,browse"),
    (Deed::Write, "write,scribble,type,sign,draw on,sketch,note,jot"),
    (Deed::Phone, "answer,dial,phone,call,telephone,ring up,pick up the phone"),
    (Deed::HangUp, "hang up,hang,replace the receiver"),
    (Deed::Point, "point,indicate,aim,gesture"),
    (
        Deed::Reach,
        "reach,touch,stroke,press,turn on,turn off,switch on,switch off,flip,adjust,wipe,clean,polish,twist,tug,try",
    ),
    (Deed::Wave, "wave,salute,beckon,greet"),
    (Deed::Nod, "nod,agree,bow"),
    (Deed::ShakeHead, "shake,shrug,refuse"),
    (Deed::HandsUp, "surrender,cheer,hands up"),
    (Deed::Embrace, "embrace,hug,kiss,hold each,comfort"),
    (Deed::Touch, "pat,tap,nudge,push,shove,help,take hand,shake hands,squeeze"),
    (
        Deed::Fight,
        "fight,hit,punch,slap,kick,strike,wrestle,struggle,attack,stab,shoot,fire,beat,grapple",
    ),
    (Deed::Drive, "drive,steer,park,ride,row"),
    (Deed::Drink, "drink,sip,swallow,eat,chew,smoke,pour,toast,bite,taste,gulp,swig,dine"),
    (
        Deed::Work,
        "work,cook,stir,wash,sweep,dig up,repair,fix,mend,paint,play,knit,sew,dance,chop,tend,wind,oil,dig",
    ),
    (
        Deed::Smile,
        "smile,laugh,grin,chuckle,smirk,giggle,beam,frown,wince,blush,scowl,flinch,shiver,tremble",
    ),
    (Deed::Cry, "cry,weep,sob"),
    (Deed::Sleep, "sleep,doze,snore,nap"),
    (
        Deed::Speak,
        "speak,talk,say,whisper,shout,yell,scream,murmur,argue,sing,reply,chat,mutter,begin,explain,ask",
    ),
    (
        Deed::Ring,
        "ring,buzz,chime,beep,crackle,hiss,whistle,sound,blare,toll,tick,creak,rattle,rumble,click,howl,roar,moan,scrape,thump",
    ),
    (
        Deed::Shine,
        "shine,flicker,glow,burn,blink,flash,light,ignite,dim,go dark,go out,die out,gleam,glimmer,glint,extinguish,fade,blaze",
    ),
    (Deed::Stop, "go cold,go quiet,go silent,go still,go pale,go white,go blank,go rigid,go limp"),
    (
        Deed::Happen,
        "crash,roll,explode,shatter,break,move off,sweep,swing,spill,float,blow,rain,snow,storm,rage,lash,surge,sink,rise over,set over,hit the,fill,cover,swirl,tower,stretch,loom,wash over,batter",
    ),
];

/// Verbs of other languages, in the forms that a script has them in.
const OTHER_VERBS: &[(Deed, &str)] = &[
    // French
    (Deed::Enter, "entrer,entre,entrent,arrive,arrivent,apparaît,apparaissent"),
    (Deed::Exit, "sort,sortent,sortir,part,partent,quitte,quittent,s'en va,disparaît"),
    (
        Deed::Walk,
        "marche,marchent,avance,avancent,traverse,traversent,s'approche,approche,va,vont,vient,viennent,monte,descend,rejoint",
    ),
    (Deed::Run, "court,courent,courir"),
    (Deed::Follow, "suit,suivent"),
    (Deed::Stop, "s'arrête,arrête,hésite"),
    (Deed::Wait, "attend,attendent,reste"),
    (
        Deed::Sit,
        "s'assied,s'assoit,assis,assise,s'asseyent,assoit,assied,attablés,attablé,attablée",
    ),
    (Deed::StandUp, "se lève,lève,lèvent,debout"),
    (Deed::Lie, "couché,couchée,allongé,allongée,s'allonge"),
    (Deed::Kneel, "s'agenouille,agenouille,agenouillée"),
    (
        Deed::Look,
        "regarde,regardent,observe,observent,fixe,voit,voient,contemple,aperçoit,remarque,scrute",
    ),
    (Deed::Turn, "se tourne,tourne,se retourne,retourne"),
    (Deed::Listen, "écoute,écoutent,entend"),
    (Deed::Think, "réfléchit,songe,soupire"),
    (Deed::PickUp, "prend,prennent,ramasse,saisit,attrape,sort de"),
    (Deed::PutDown, "pose,posent,dépose,lâche"),
    (Deed::Give, "donne,donnent,tend,tendent,remet"),
    (Deed::Show, "montre,montrent"),
    (Deed::Hold, "tient,tiennent,porte,portent"),
    (Deed::Search, "cherche,fouille"),
    (Deed::CloseDoor, "ferme,ferment,claque"),
    (Deed::Knock, "frappe"),
    (Deed::Open, "ouvre,ouvrent,s'ouvre,déplie"),
    (Deed::Read, "lit,lisent"),
    (Deed::Write, "écrit,écrivent,signe"),
    (Deed::Phone, "répond,décroche,appelle,téléphone"),
    (Deed::HangUp, "raccroche"),
    (Deed::Point, "désigne,pointe"),
    (Deed::Embrace, "embrasse,embrassent,s'embrassent,enlace,serre"),
    (Deed::Fall, "tombe,tombent,s'effondre"),
    (Deed::Drive, "conduit"),
    (Deed::Drink, "boit,boivent,mange,mangent,verse"),
    (Deed::Smile, "sourit,sourient,rit,rient"),
    (Deed::Cry, "pleure,pleurent"),
    (Deed::Sleep, "dort,dorment"),
    (Deed::Nod, "hoche,acquiesce"),
    (Deed::Ring, "sonne,retentit,grince,siffle"),
    (Deed::Shine, "brille,brûle,s'allume,s'éteint,vacille"),
    // German
    (Deed::Enter, "betritt,betreten,kommt herein,tritt ein,erscheint,hereinkommt"),
    (Deed::Exit, "verlässt,verlassen,geht hinaus,verschwindet,geht ab"),
    (Deed::Walk, "geht,gehen,läuft,tritt,kommt,kommen,nähert,schreitet,überquert,wandert"),
    (Deed::Run, "rennt,rennen,eilt"),
    (Deed::Follow, "folgt,folgen"),
    (Deed::Stop, "bleibt,hält,zögert"),
    (Deed::Wait, "wartet,warten,steht,stehen"),
    (Deed::Sit, "sitzt,sitzen,setzt"),
    (Deed::StandUp, "steht auf,stehen auf,erhebt"),
    (Deed::Lie, "liegt,liegen"),
    (Deed::Kneel, "kniet,knien"),
    (Deed::Look, "sieht,sehen,schaut,schauen,blickt,starrt,betrachtet,beobachtet,mustert,entdeckt"),
    (Deed::Turn, "dreht,wendet"),
    (Deed::Listen, "hört,lauscht,horcht"),
    (Deed::PickUp, "nimmt,nehmen,ergreift,hebt,greift,holt"),
    (Deed::PutDown, "legt,stellt"),
    (Deed::Give, "gibt,geben,reicht"),
    (Deed::Show, "zeigt,zeigen"),
    (Deed::Hold, "trägt,tragen"),
    (Deed::CloseDoor, "schließt"),
    (Deed::Knock, "klopft"),
    (Deed::Open, "öffnet,öffnen"),
    (Deed::Read, "liest,lesen"),
    (Deed::Write, "schreibt"),
    (Deed::Phone, "telefoniert,antwortet"),
    (Deed::Embrace, "umarmt,umarmen,küsst"),
    (Deed::Fall, "fällt,stürzt"),
    (Deed::Drive, "fährt"),
    (Deed::Drink, "trinkt,isst,trinken,essen"),
    (Deed::Smile, "lächelt,lacht,lachen"),
    (Deed::Cry, "weint"),
    (Deed::Sleep, "schläft"),
    (Deed::Nod, "nickt"),
    (Deed::Ring, "klingelt,läutet,knarrt"),
    (Deed::Shine, "brennt,leuchtet,flackert,erlischt"),
    // Spanish
    (Deed::Enter, "entra,entran,aparece,llega,llegan"),
    (Deed::Exit, "sale,salen,se va,desaparece"),
    (Deed::Walk, "camina,caminan,cruza,se acerca,acerca,avanza,va,viene"),
    (Deed::Run, "corre,corren"),
    (Deed::Follow, "sigue"),
    (Deed::Wait, "espera,esperan"),
    (Deed::Sit, "se sienta,sienta,sentado,sentada,sentados,sentadas"),
    (Deed::StandUp, "se levanta,levanta"),
    (Deed::Look, "mira,miran,observa,contempla,ve"),
    (Deed::Turn, "gira,se vuelve"),
    (Deed::Listen, "escucha,oye"),
    (Deed::PickUp, "toma,coge,recoge,agarra"),
    (Deed::PutDown, "deja,coloca"),
    (Deed::Give, "entrega,ofrece"),
    (Deed::Show, "muestra"),
    (Deed::Hold, "sostiene,lleva"),
    (Deed::CloseDoor, "cierra"),
    (Deed::Open, "abre,abren"),
    (Deed::Read, "lee"),
    (Deed::Write, "escribe"),
    (Deed::Phone, "contesta,llama"),
    (Deed::Embrace, "abraza,abrazan,besa"),
    (Deed::Fall, "cae"),
    (Deed::Drive, "conduce"),
    (Deed::Drink, "bebe,come"),
    (Deed::Smile, "sonríe,ríe,ríen"),
    (Deed::Cry, "llora"),
    (Deed::Sleep, "duerme"),
    (Deed::Ring, "suena"),
    (Deed::Shine, "brilla,arde,parpadea"),
    // Italian
    (Deed::Enter, "entrano,arriva,appare"),
    (Deed::Exit, "esce,escono,se ne va"),
    (Deed::Walk, "cammina,attraversa,si avvicina,avvicina"),
    (Deed::Sit, "siede,seduto,seduta,seduti,si siede"),
    (Deed::StandUp, "si alza,alza"),
    (Deed::Look, "guarda,guardano,fissa,osserva"),
    (Deed::PickUp, "prende,raccoglie,afferra"),
    (Deed::PutDown, "posa,appoggia"),
    (Deed::Give, "dà,porge"),
    (Deed::CloseDoor, "chiude"),
    (Deed::Open, "apre"),
    (Deed::Read, "legge"),
    (Deed::Phone, "risponde,chiama"),
    (Deed::Smile, "sorride,ride"),
    (Deed::Ring, "squilla"),
];

const PIECES: &[(PieceKind, &str)] = &[
    (PieceKind::Chair, "chair,stool,chairs,chaise,tabouret,stuhl,silla,sedia"),
    (PieceKind::Armchair, "armchair,recliner,fauteuil,sessel,sillón,poltrona"),
    (PieceKind::Bench, "bench,pew,banc,banco,panchina"),
    (PieceKind::Sofa, "sofa,couch,settee,canapé,divan"),
    (PieceKind::Table, "table,tisch,mesa,tavolo,tables"),
    (PieceKind::Desk, "desk,bureau,schreibtisch,escritorio,scrivania,workbench"),
    (PieceKind::Bed, "bed,bunk,cot,mattress,bett,cama,letto"),
    (PieceKind::Counter, "counter,bar,worktop,sink,comptoir,theke"),
    (PieceKind::Shelf, "shelf,shelves,bookcase,bookshelf,étagère,regal"),
    (
        PieceKind::Cupboard,
        "cupboard,wardrobe,cabinet,closet,dresser,drawer,locker,fridge,placard,armoire,schrank",
    ),
    (PieceKind::Stove, "stove,oven,fireplace,hearth,kettle,poêle,ofen"),
    (PieceKind::Lamp, "lamp,lampe,lámpara,lampada,chandelier"),
    (PieceKind::Lantern, "lantern,candle,lanterne,laterne,bougie"),
    (PieceKind::Beacon, "beacon,lens,great lamp,great lens"),
    (PieceKind::Radio, "radio,transmitter,wireless,loudspeaker"),
    (PieceKind::Telephone, "telephone,payphone,téléphone,telefon,teléfono,telefono"),
    (PieceKind::Computer, "computer,laptop,screen,monitor,terminal,ordinateur,television,tv"),
    (PieceKind::Crate, "crate,trunk,chest,crates,boxes,caisse,kiste"),
    (PieceKind::Barrel, "barrel,drum,cask,tonneau,fass"),
    (PieceKind::Plant, "plant,fern,flowers,flowerpot"),
    (PieceKind::Picture, "picture,painting,portrait,poster,mirror,tableau,clock,chart"),
    (PieceKind::Rug, "rug,carpet,mat"),
    (PieceKind::Tree, "tree,trees,oak,pine,willow,arbre,baum,árbol,albero"),
    (PieceKind::Bush, "bush,hedge,bushes,shrub"),
    (PieceKind::Rock, "rock,rocks,boulder,stone,stones,rocher,fels,roca,gravestone,grave"),
    (PieceKind::Fence, "fence,gate"),
    (PieceKind::Post, "post,pole,signpost,sign"),
    (PieceKind::StreetLamp, "streetlamp,lamppost,streetlight,street-lamp"),
    (PieceKind::Car, "car,taxi,cab,van,truck,voiture,auto,coche"),
    (PieceKind::House, "house,cottage,cabin,shack,barn,maison,haus,casa"),
    (PieceKind::Tower, "tower,lighthouse,phare,leuchtturm,faro"),
    (PieceKind::Boat, "boat,ship,dinghy,rowboat,trawler,ferry,bateau,boot,barca,barco"),
    (PieceKind::Pier, "pier,jetty,dock,wharf,quay"),
    (PieceKind::Rail, "railing,rail,balustrade,parapet"),
    (PieceKind::Vent, "vent,chimney,antenna"),
    (PieceKind::Steps, "steps,stairs,staircase,ladder,escalier,treppe,stairway"),
    (PieceKind::Steering, "wheel,dashboard,steering"),
];

const PROPS: &[(Hold, &str)] = &[
    (
        Hold::Phone,
        "phone,mobile,cellphone,receiver,handset,smartphone,móvil,cellulare,walkie-talkie,microphone",
    ),
    (
        Hold::Paper,
        "letter,paper,papers,note,map,photograph,photo,envelope,telegram,document,contract,newspaper,postcard,page,drawing,ticket,card,list,menu,file,folder,lettre,carta,lettera,papier,carte,bill,money,cheque,photos,passport,message",
    ),
    (
        Hold::Book,
        "book,diary,journal,logbook,log,notebook,bible,ledger,novel,livre,buch,libro,album,manual",
    ),
    (Hold::Cup, "cup,mug,glass,coffee,tea,teacup,tasse,verre,becher,taza,tazza,bowl,soup,plate"),
    (
        Hold::Key,
        "key,keys,clé,clef,schlüssel,llave,chiave,keyring,ring,coin,medal,watch,locket,necklace,pendant",
    ),
    (
        Hold::Torch,
        "torch,flashlight,lighter,match,matches,gun,pistol,revolver,rifle,knife,hammer,wrench,spanner,rope,oar,stick,umbrella,brush,rag,pen,pencil,spoon,axe,tool,binoculars,camera,spyglass,telescope",
    ),
    (
        Hold::Bottle,
        "bottle,wine,whisky,whiskey,flask,beer,bouteille,flasche,botella,bottiglia,rum,vial",
    ),
    (
        Hold::Box,
        "box,parcel,package,suitcase,case,bag,basket,briefcase,satchel,gift,bucket,tin,boîte,schachtel,caja,scatola,valise,koffer,cake,toolbox,violin,guitar,baby,lunchbox,sack",
    ),
];

const PLACES: &[(ThingKind, &str)] = &[
    (ThingKind::Door, "door,doorway,doors,entrance,threshold,porte,tür,puerta,porta,hatch,exit"),
    (
        ThingKind::Window,
        "window,windows,pane,windowpane,fenêtre,fenster,ventana,finestra,porthole,windscreen,windshield",
    ),
    (
        ThingKind::Distance,
        "sea,sky,horizon,ocean,waves,moon,stars,sun,clouds,mountains,city,skyline,valley,hills,water,storm,distance,rain,mer,meer,lune,étoiles,beam,light,lightning,fog,wind,snow,neige,pluie,vent,brouillard,schnee,regen,nebel,lluvia,nieve,viento,neve,pioggia,mist,smoke,horizonte",
    ),
    (
        ThingKind::Other,
        "train,trains,bus,plane,bird,birds,dog,cat,crow,gull,gulls,seagull,crowd,engine,alarm,bell,bells,siren,voice,shadow,curtain,curtains,signal,spark,clock,horloge,cloche,chien,chat,oiseau,glocke,hund,katze,vogel,perro,gato,campana,tren,treno,zug,music,silence,thunder,machine,wind-up,flag,ball,bullet,blood,floor,ceiling,room,dust,boards,house-lights",
    ),
];

/// People without a name.
pub(crate) const PEOPLE: &str = "man,woman,boy,girl,child,kid,lady,gentleman,stranger,figure,guard,waiter,waitress,nurse,\
doctor,officer,policeman,policewoman,soldier,driver,keeper,captain,sailor,fisherman,teacher,student,bartender,clerk,\
mother,father,son,daughter,brother,sister,wife,husband,priest,thief,detective,cop,receptionist,passenger,neighbour,\
neighbor,postman,mailman,secretary,king,queen,prince,princess,farmer,worker,customer,baker,cook,musician,dancer,\
painter,singer,pilot,conductor,judge,grandmother,grandfather,uncle,aunt,homme,femme,garçon,fille,enfant,mann,frau,\
junge,mädchen,kind,hombre,mujer,niño,niña,uomo,donna,ragazzo,ragazza,bambino,bambina,gardien,capitaine,marin,pêcheur,\
courier,messenger,runner,hiker,swimmer,climber,dancer,astronaut,robot,ghost,toddler,teenager,crone,widow,busker,barber";

/// Words that begin a clause of their own.
pub(crate) const JOINTS: &str = "and,then,as,while,but,when,until,before,after,who,et,und,y,e,puis,dann,mais,aber,pero,pendant,qui,der,quand";

/// What a verb of the same spelling does not follow.
pub(crate) const DETERMINERS: &str = "a,an,the,his,her,their,its,my,your,our,this,that,these,those,some,one,another,\
every,each,no,of,with,in,from,for,at,by,le,la,les,un,une,des,du,son,sa,ses,ein,eine,einen,einem,das,den,dem,die,el,los,las,una,gli,de";

/// After these, what follows is wished for, not done.
pub(crate) const WISHES: &str = "want,try,refuse,fail,about,ready,unable,decide,seem,hope,wish,need,plan,not,never,cannot,can't,doesn't,don't,won't";

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
        known.iter().find(|(rest, _)| follows(rest, next)).map(|(_, deed)| *deed)
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
