//! What stands on a set, is held in a hand, or is only named.

use maquette_document::{Hold, PieceKind};

use crate::breakdown::deed::ThingKind;

pub(super) const PIECES: &[(PieceKind, &str)] = &[
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

pub(super) const PROPS: &[(Hold, &str)] = &[
    (
        Hold::Phone,
        "phone,mobile,cellphone,receiver,handset,smartphone,móvil,cellulare,walkie-talkie,microphone",
    ),
    (
        Hold::Paper,
        "letter,paper,letters,magazine,receipt,postcard,script,poster,papers,note,map,photograph,photo,envelope,telegram,document,contract,newspaper,postcard,page,drawing,ticket,card,list,menu,file,folder,lettre,carta,lettera,papier,carte,bill,money,cheque,photos,passport,message",
    ),
    (
        Hold::Book,
        "book,diary,journal,logbook,log,notebook,bible,ledger,novel,livre,buch,libro,album,manual",
    ),
    (
        Hold::Cup,
        "cup,mug,glass,beer-mat,goblet,pint,coffee,tea,teacup,tasse,verre,becher,taza,tazza,bowl,soup,plate",
    ),
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

pub(super) const PLACES: &[(ThingKind, &str)] = &[
    (ThingKind::Door, "door,doorway,doors,entrance,threshold,porte,tür,puerta,porta,hatch,exit"),
    (
        ThingKind::Window,
        "window,windows,pane,windowpane,fenêtre,fenster,ventana,finestra,porthole,windscreen,windshield",
    ),
    (
        ThingKind::Distance,
        "sea,sky,horizon,dark,darkness,gloom,shadows,ocean,waves,moon,stars,sun,clouds,mountains,city,skyline,valley,hills,water,storm,distance,rain,mer,meer,lune,étoiles,beam,light,lightning,fog,wind,snow,neige,pluie,vent,brouillard,schnee,regen,nebel,lluvia,nieve,viento,neve,pioggia,mist,smoke,horizonte",
    ),
    (
        ThingKind::Other,
        "train,trains,bus,plane,bird,birds,dog,cat,crow,gull,gulls,seagull,crowd,engine,alarm,bell,bells,siren,voice,shadow,body,corpse,seat,wall,walls,piano,typewriter,plane,helicopter,truck,lorry,horse,horses,van,wagon,cart,motorcycle,bicycle,bike,drone,boulder,glass,branch,branches,keyhole,deck,street,road,beach,river,field,bridge,roof,yard,garden,corner,corridor,hallway,hall,kitchen,bathroom,bedroom,house,curtain,curtains,signal,spark,clock,horloge,cloche,chien,chat,oiseau,glocke,hund,katze,vogel,perro,gato,campana,tren,treno,zug,music,silence,thunder,machine,wind-up,flag,ball,bullet,blood,floor,ceiling,room,dust,boards,house-lights,elevator,lift,tv,engine,telegraph,footsteps,wave,stage,podium,altar,pool,fountain,forest,woods,grass,sand,mud,ground,tunnel,cave,platform,station,shop,office,church,sail,mast,anchor,net,blanket,pillow,sheet,tray,pot,pan,kettle,fork,spoon,coin,dice,cigar,pipe,cigarette,candle,fuse,bomb,grenade,sword,shield,arrow,bow,spear,helmet,mask,wig,crown,coffin,casket,hearse,wheelchair,stretcher,crib,cage,trap,lock,bolt,switch,button,lever,handle,knob,dial,gauge,meter,fan,heater",
    ),
];
