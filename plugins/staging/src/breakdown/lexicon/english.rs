//! What is done, in English.

use crate::breakdown::deed::Deed;

/// Deeds by the dictionary form of their verbs. A second word is a particle that follows within three words.
pub(super) const ENGLISH_VERBS: &[(Deed, &str)] = &[
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
