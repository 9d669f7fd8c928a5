//! What is done, in English.

use crate::breakdown::deed::Deed;

/// Deeds by the dictionary form of their verbs. A second word is a particle that follows within three words.
pub(super) const ENGLISH_VERBS: &[(Deed, &str)] = &[
    (
        Deed::Enter,
        "enter,arrive,appear,emerge,come in,come inside,walk in,step in,step inside,burst in,rush in,run in,stride in,storm in,hurry in,stumble in,head inside,return,come through,step through,come back,burst into,storm into,barge in,barge into,let in,file in,troop in,crash in,stagger in,climb in,sweep in,drift in,limp in,bustle in,poke head,get in,materialize,slip into the room,squeeze in,push in,shuffle in,lean in,peek in,wander in,return with,slip in",
    ),
    (
        Deed::Exit,
        "exit,leave,depart,go out,walk out,step out,storm out,rush out,run out,run off,walk off,walk away,head out,slip out,hurry out,go away,disappear,vanish,drive off,drive away,flee,escape,hurry off,stride out,go off,bolt out,back out,file out,head off,take off,make a run,slink away,slink off,withdraw,retreat,escape,check out,set off,move off,stalk out,get out,escapes",
    ),
    (
        Deed::Walk,
        "walk,go,step,cross,approach,move,come,stride,wander,pace,stroll,limp,shuffle,stagger,stumble,creep,sneak,tiptoe,march,head,hurry,rush,advance,drift,pass,circle,return to,back away,join,trudge,wade,hike,trot,stalk,amble,venture,make,edge,cross to,saunter,lumber,plod,hobble,inch,glide,lurch,pad,swagger,weave,skirt,cut across,move through,parade,step over,back up,sidle,dart across,crawl,hop,skip,climb over,pull away,meander,traipse,shamble,descend on,walk over,troop,file,barge,slip into,slip past,push through,squeeze past,enter into,slink,pull over,dismount,shift,fan out,ride ahead,limp off,ease,retrace,stray,hasten,inspect the,patrol,prowl,scuff,stamp,tread,waddle,strut,trek,cross over,step up,step down,step aside,close in,part,board,near,scoot,stomp,veer,wobble,explore,lead,usher,skate,lurch forward,pull away from",
    ),
    (
        Deed::Run,
        "run,sprint,race,dash,charge,bolt,jog,chase,gallop,scurry,scamper,flee,hurtle,tear,tear down,take to,lunge,leap,jump,vault,hurdle,dive,dart,barrel,scuttle,fly,gallop,stampede,bound,spring,rear,bail",
    ),
    (
        Deed::Follow,
        "follow,accompany,trail,catch up,keep up,obey,pursue,tail,shadow,go after,run after,tag,chase after",
    ),
    (Deed::Climb, "climb,ascend,descend,scramble,clamber,mount,shin,climb into,climb onto,scale"),
    (
        Deed::Stop,
        "stop,halt,pause,freeze,hesitate,stiffen,pull up short,come to a halt,falter,brake,slow,stall,jolt",
    ),
    (
        Deed::Wait,
        "wait,stay,remain,stand by,hover,linger,loiter,stand,block,guard,loom,stand guard,hang back,stay seated,queue,idle,lurk,float in,hold still,keep watch,hang around,cool,tense,pace himself",
    ),
    (
        Deed::Sit,
        "sit,sit down,sit back,settle,slump,perch,take a seat,plop,sit up,sink into,drop into,straddle,flop,collapse into,sit opposite,slide into,take his seat,take her seat",
    ),
    (
        Deed::StandUp,
        "stand up,get up,rise,jump up,straighten,get to,leap up,spring up,push up,scramble up,get to his,get to her,get to their,sit bolt,stretch,wake up,bolt upright,struggle to his,struggle to her,rouse,haul himself,haul herself,sit upright",
    ),
    (
        Deed::Lie,
        "lie,lie down,collapse onto,recline,sprawl,lie on,lie back,stretch out,curl,curl up,lay",
    ),
    (Deed::Kneel, "kneel,kneel down,drop to"),
    (
        Deed::Crouch,
        "crouch,squat,duck,hunch,bend,stoop,cower,hide,take cover,hide,huddle,cringe,recoil,press against,double over,drop behind,shrink,lean over,slip under,slip behind,slip beneath,dodge,flail,flounder,squirm,writhe,wriggle,coil,shield,curtsy",
    ),
    (Deed::Lean, "lean,rest,slouch,prop"),
    (
        Deed::Fall,
        "fall,collapse,trip,slip,tumble,topple,faint,drop dead,die,sag,keel over,stumble over,crumple,drop to the,crash to,slump to,sink,sink to,go down,give way,buckle,plunge,plummet,pass out,drown,perish,slide down,topple over,fall back",
    ),
    (
        Deed::Look,
        "look,look at,stare,gaze,watch,glance,peer,see,notice,spot,study,examine,observe,face,eye,inspect,find,discover,check,squint,scan,regard,recognize,recognise,look up,look back,look out,behold,glare,survey,consider,look over,look around,widen,narrow,lock on,fix on,follow with,meet,ogle,take in,spy,peek,glimpse,count,look into,track,catch sight,make out,appraise,size up,admire,contemplate,witness,squint at,focus,leer,gape,blink,read the room,look away from,lock eyes,exchange glances,exchange a look,exchange looks,avoid,ignore,wake,awaken",
    ),
    (Deed::LookAway, "look away,look down,avert,turn away,look away,drop his eyes,drop her eyes"),
    (
        Deed::Turn,
        "turn,spin,whirl,swivel,pivot,wheel,turn around,turn back,twist around,rotate,wheel around,roll over,swing around",
    ),
    (Deed::Listen, "listen,hear,strain,eavesdrop,cock,prick"),
    (
        Deed::Think,
        "bite his lip,bite her lip,bite his lower lip,think,ponder,reflect,brood,meditate,dream,daydream,remember,wonder,breathe,sigh,exhale,inhale,swallow hard,pray,mull,calculate,collect himself,collect herself,gather herself,hesitates,compose,concentrate,yawn,pant,gasp,take a breath,hold his breath,hold her breath,hold their breath,sniff the,smell,cough,sneeze,hiccup,clear his throat,clear her throat,shut his eyes,close his eyes,close her eyes,study the ceiling,steel himself,steel herself,gag,retch,vomit,recover,sense,regain,worry,calm,enjoy,thaw,warm himself,warm herself,warm her hands,warm his hands",
    ),
    (
        Deed::PickUp,
        "pick up,pick,take,grab,snatch,lift,collect,seize,grasp,gather,fetch,retrieve,pull out,take out,draw,produce,catch,scoop,pocket,accept,receive,remove,unhook,pull,grab hold,close on,close around,close over,clasp,pluck,swipe,steal,tear,rip,dig out,fish,fish out,unearth,drag,yank,get,bring out,take from,find his,find her,hoist,reclaim,extract,unsheathe,wrench,unclip,relieve,confiscate,pocket the,liberate,rob,salvage,scrape up,wrest,collect the,loot,nab,snag,save,steal from,sling,unload",
    ),
    (
        Deed::PutDown,
        "put down,put,place,holster,sheathe,hang up the,hang up his,hang up her,tuck away,stow,set down,lay down,set,drop,lower,release,put away,let go,set aside,take off her,take off his,take off the,take off their,put on,hang up his,lay out,stuff,shove in,tuck,fold,discard,dump,place on,take off,stash,plant,deposit,pack away,load,hide the,hide it,conceal,let fall,slip it,bury,spill,lay,slip the,slip a,lay the,heap,pile the,spread the,spread out,share out,drape,strap,line up,stack the,shed,doff,strip off,empty,dip,dip it,load up",
    ),
    (
        Deed::Give,
        "give,hand,pass to,offer,deliver,hand over,return it,slide,feed,serve,pass,toss to,lend,pay,return the,slide across,present with,tip,buy,deal,inject,apply",
    ),
    (
        Deed::Show,
        "show,hold up,hold out,raise,reveal,present,brandish,unroll,lift up,display,flash,expose,unfurl,extend",
    ),
    (
        Deed::Hold,
        "hold,clutch,grip,cradle,wield,bear,balance,bring,hug the,cling,hang on,hold on,hold onto,tow,drag the,cuddle,brace,shoulder,nurse,cuff,handcuff,cup",
    ),
    (Deed::Carry, "carry,haul,lug,heft,heave"),
    (Deed::Push, "push,shove,push the,wheel the,wheel a,wheel his,wheel her,wheel their"),
    (
        Deed::Throw,
        "throw,toss,hurl,fling,pitch,cast,chuck,lob,pelt,flip the,skim,launch,flick,eject,swat",
    ),
    (
        Deed::Search,
        "search,rummage,dig,rifle,look for,hunt,look through,fumble,feel for,scour,comb,ransack,frisk,pat down,sift,root,grope,scrabble,go through,look under",
    ),
    (
        Deed::OpenDoor,
        "unlock,unbolt,unlatch,open the door,kick open,shove the door,throw open,push open,pull open,force open,fling open,creak open,swing open,slide open,burst open,fly open",
    ),
    (
        Deed::CloseDoor,
        "close,shut,slam,lock,bolt,seal,bar,swing shut,slam shut,pull shut,push shut,click shut,bang shut,draw the curtains",
    ),
    (
        Deed::Knock,
        "knock,pound,rap,bang,hammer on,hammer at,thump on,bang on,tap on,pound on,pound at",
    ),
    (
        Deed::Open,
        "open,unfold,unwrap,tear open,uncork,unscrew,open up,lift the lid,pry,pry open,crack open,pop,unzip,unroll,tear the,rip open,break the seal,unbutton,uncover,pull apart,flip open,pop open,tear open",
    ),
    (
        Deed::Read,
        "read,leaf,skim,browse,flip through,leaf through,pore over,thumb through,scan the page,scroll",
    ),
    (
        Deed::Write,
        "write,scribble,type,sign,draw on,sketch,note,jot,scrawl,carve,doodle,mark,autograph,fill in",
    ),
    (
        Deed::Phone,
        "answer,dial,phone,call,telephone,ring up,pick up the phone,pick up the receiver,make a call,text,dial,speak into,radio",
    ),
    (Deed::HangUp, "hang up,hang,replace the receiver"),
    (
        Deed::Point,
        "point,indicate,aim,gesture,level,train,nod toward,nod towards,nod at,jerk,motion,wag,direct,aim at,signal",
    ),
    (
        Deed::Reach,
        "reach,touch,stroke,press,turn on,turn off,switch on,switch off,flip,adjust,wipe,clean,polish,twist,tug,try,feel,rub,brush,wipe,dust,scratch,light,strike a match,stub out,turn the,start the,press against,run his,run her,straighten his,straighten her,smooth,tidy,cover,unplug,plug,fiddle,fidget,drum,trace,probe,poke,grope for,switch,crank,finger,caress,turn up,turn down,close the curtains,bandage,dab,bite,bite his,bite her,tug at,ruffle,button,zip,tie,untie,push aside,snap,snap on,snap off,click on,click off,hit the switch,work the,blow out,run a,run one,saw at,right a,right the,straighten the,set upright,nudge the,move the,arrange,rearrange,roll up,roll down,polish,sand,grease,tape,glue,pin,unpin,hook,unhook the,fasten,unfasten,slide back,tear off,peel off,cut the,cut through,slash,clip,attach,connect,disconnect,flatten,fluff,jiggle,jam,loosen,muffle,nail,screw,unbuckle,undo,unravel,swab,spray,silence,pull on,don,lick,stick,cut,force,cover up,zoom,record,radio,chain,tap",
    ),
    (Deed::Wave, "wave,salute,beckon,greet,wave over,flag,flag down,hail,bid"),
    (Deed::Nod, "nod,agree,bow,concede,consent,acknowledge,nod off"),
    (Deed::ShakeHead, "shake,shrug,refuse,shake his,shake her,decline"),
    (
        Deed::HandsUp,
        "surrender,cheer,hands up,raise his hands,raise her hands,raise their hands,lift his hands,lift her hands,applaud,clap",
    ),
    (
        Deed::Embrace,
        "embrace,hug,kiss,hold each,comfort,cradle,hold her,hold him,put his arm,put her arm,throw his arms,throw her arms,pull close,snuggle,nuzzle,hold hands,cling to,huddle together,wrap his arms,wrap her arms,nestle",
    ),
    (
        Deed::Touch,
        "pat,tap,nudge,help,take hand,shake hands,squeeze,prod,jostle,elbow,bump,bump into,guide,tickle,support,catch her,catch him,take his hand,take her hand,rest a hand,lay a hand,steady,restrain,trip over,tie up,untie,tug,massage,confront,soothe,pet,pinch,jab,paw,separate,surround,hush,startle,crowd,revive,heal,test,contact,detach,weigh,handle",
    ),
    (
        Deed::Fight,
        "fight,hit,punch,slap,kick,strike,wrestle,struggle,attack,stab,shoot,fire,beat,grapple,swing at,swing a,lunge at,tackle,choke,strangle,headbutt,knee,bite him,bite her,hurl himself,hurl herself,throw a punch,duel,parry,kill,open fire,shoot at,whip,club,clobber,smack,overpower,hold down,grab at,pounce,scuffle,batter,knock out,knock down,elbow in,slug,shove back,run him,run her,ambush,clash,brawl,spar,fence,struggle with,disarm,trip him,trip her,rip at,claw,scratch at,wallop,thrash,throttle,corner,bash,smash,crush,impale,ram,hack,hack at,jab at,thrust,gun down,collide,stomp on",
    ),
    (
        Deed::Drive,
        "drive,steer,park,ride,row,pilot,sail,paddle,cycle,pedal,drive up,reverse,accelerate,swerve,back up the,start the car,start the engine,mount,rein,rein in,ride off,ride up",
    ),
    (
        Deed::Drink,
        "drink,sip,swallow,eat,chew,smoke,pour,toast,bite,taste,gulp,swig,dine,devour,nibble,gobble,drain,munch,crunch,feast,puff,inhale the,slurp,raise a glass,spit,ladle,suck,lick his,lick her,gnaw,spoon,clink,clink glasses,refill,graze",
    ),
    (
        Deed::Work,
        "work,cook,stir,wash,sweep,dig up,repair,fix,mend,paint,play,knit,sew,dance,chop,tend,wind,oil,dig,pack,unpack,tie,hammer,saw,weld,stack,sort,iron,scrub,rinse,dry,dry the,peel,slice,knead,rake,shovel,sweep,mop,tinker,rehearse,practice,practise,perform,exercise,juggle,fish,hunt for,plant,feed the,milk,shave,shower,bathe,change,dress,undress,pray,string,load,operate,measure,draw,carve,assemble,build,clear,set the table,lay the table,make the bed,bake,swim,count the,film,photograph,sketch,pump,wrap,crank,share,saw away,preach,type away,write code,cut hair,do the dishes,set up,decorate,harness,saddle,steer the,plow,sow,harvest,thresh,pick apples,trim,prune,carve the,boil,fry,grill,roast,season,taste the,mix,whisk,strum,twirl,reload,finish,prepare,soak,form,split,launch the,experiment",
    ),
    (
        Deed::Smile,
        "smile,laugh,grin,chuckle,smirk,giggle,beam,frown,wince,blush,scowl,flinch,shiver,tremble,snort,sneer,shudder,cringe,pout,bristle,soften,tighten,brighten,wink,stick out,roll his eyes,roll her eyes,roll eyes,raise an eyebrow,raise his eyebrow,grit,clench,grimace,blanch,bare,cackle,crack up,burst out laughing,light up,relax,perk,flush,twitch,harden,darken,tilt,redden,pale,wrinkle,purse,nod and smile,crease,cock his head,cock her head,tilt his head,tilt her head,lift an eyebrow,arch,furrow,chew his lip,chew her lip,stick his tongue,snigger,titter,chortle,swallow,grumble,scoff,snarl,wheeze,drool,react,sweat,pose,reel,stifle a,startle,mouth,crane,crane his,crane her",
    ),
    (
        Deed::Cry,
        "cry,weep,sob,break down,wail,bawl,whimper,sniffle,burst into tears,well up,tear up,choke up,sniff",
    ),
    (Deed::Sleep, "sleep,doze,snore,nap,nod off,drift off,fall asleep,slumber,dream of"),
    (
        Deed::Speak,
        "speak,talk,say,whisper,shout,yell,scream,murmur,argue,sing,reply,chat,mutter,begin,explain,ask,order,call out,cry out,stammer,mumble,sigh to,growl,snap at,bark at,bark,interrupt,greet,apologize,apologise,protest,plead,beg,confess,announce,introduce,recite,address,hum,chant,swear,curse,joke,tease,chatter,gossip,negotiate,hiss at,shriek,holler,bellow,roar at,thank,invite,warn,threaten,lie to,toast to,blurt,pray aloud,grunt,groan,whistle to,order a,cheer on,shush,quarrel,bicker,debate,converse,confer,discuss,cough,explain to,repeat,translate,insist,agree with,correct,remind,assure,promise,read aloud,sing to,call for,command,dictate,lecture,scold,reassure,console,congratulate,welcome,accuse,deny,admit,hesitate to say,blow a kiss,buy time,add,gasp out,continue",
    ),
    (
        Deed::Ring,
        "ring,buzz,chime,beep,crackle,hiss,whistle,sound,blare,toll,tick,creak,rattle,rumble,click,howl,roar,moan,scrape,thump,bark,chirp,squeak,groan,squeal,blast,echo,boom,screech,hum,whine,drone,clatter,clang,wail,grind,sputter,ping,trill,hoot,thud,purr,ding,strike,growl,murmur,shriek,roar",
    ),
    (
        Deed::Shine,
        "shine,flicker,glow,burn,blink,flash,light,ignite,dim,go dark,go out,die out,gleam,glimmer,glint,extinguish,fade,blaze,go off,come on,die,gutter,sparkle,shimmer,twinkle,sputter out,burn out,flare,flare up,smoulder,smolder,illuminate,cast,strobe,pulse",
    ),
    (Deed::Stop, "go cold,go quiet,go silent,go still,go pale,go white,go blank,go rigid,go limp"),
    (
        Deed::Happen,
        "crash,roll,explode,swirl,billow,flap,settle,drift past,sway,shatter,break,move off,sweep,swing,spill,float,blow,rain,snow,storm,rage,lash,surge,sink,rise over,set over,hit the,fill,cover,swirl,tower,stretch,loom,wash over,batter,collapse,topple,drip,leak,pour,pour in,fall over,fly,flap,flutter,shake,tremble,drop,slide,pass,pull,pull up,pull away,pull into,drive up,speed,speed past,screech to,skid,turn over,capsize,splash,bob,pile,scatter,burst,bubble,boil,hang,spread,spin,rise,descend,billow,gather,drift,rock,sway,creep,crumble,splinter,crack,snap,tear,land,take off,melt,freeze,vanish,thud,dangle,circle,race,run,wave,move,stop,lift,approach,cross,arrive,tick down,boil over,rustle,lurch,slam into,pan,rear,spill,wind,trickle,seep,dissolve,ripple,quiver,vibrate,rattle past,roll in,roll past,tilt,slide off,come loose,come apart,fall open,bounce,twist,bang,shift,puff,drizzle,drip down,pelt,hammer,whip,knock over,harden,settle,erupt,flood,grow,deflate,quake,merge,steam,spark,zoom past,wobble,peck,crowd in,part",
    ),
];
