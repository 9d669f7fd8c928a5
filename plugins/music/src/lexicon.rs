//! Words and how they feel, by their stems: lower case, no accents.

/// How bright (-1 to 1) and how stirring (0 to 1) a word is; nothing for most.
pub(crate) fn weight_of(word: &str) -> Option<(f32, f32)> {
    // The longest stem wins, so that `laughter` and `slaughter` do not meet.
    let longest = GROUPS.iter().flat_map(|(bright, stir, stems)| {
        let fits = stems.split_ascii_whitespace().filter(|stem| {
            let whole = stem.strip_suffix('.');
            whole.map_or_else(|| word.starts_with(*stem), |whole| word == whole)
        });
        fits.map(move |stem| (stem.len(), *bright, *stir))
    });
    longest.max_by_key(|(length, ..)| *length).map(|(_, bright, stir)| (bright, stir))
}

/// A word within two of these counts the other way round.
pub(crate) const NEGATIONS: [&str; 16] = [
    "not", "no", "never", "don't", "doesn't", "isn't", "wasn't", "without", "pas", "jamais",
    "sans", "nicht", "kein", "keine", "nie", "ohne",
];

/// Brightness, stir, and the stems that have them; a stem that ends in a dot is the whole word.
const GROUPS: [(f32, f32, &str); 14] = [
    // Joy that moves.
    (
        0.8,
        0.8,
        "joy celebrat victor triumph cheer danc party. parade festiv jubila thrill excit delight laugh \
        giggl race. races. racing win. wins. winner dazzl bright brillian playful jump leap. leaps. \
        joie fete. danser dansent danse. rire. rires. rit. rient triomph bondit \
        freude feier. feiern feiert tanz jubel gewinn lachend springt sieg.",
    ),
    // Love and comfort.
    (
        0.8,
        0.25,
        "love loves loving lover. kiss hug. hugs. hugging embrac smil tender gentl warm. warmth warmly \
        happy happi kind. kindness peace. peaceful safe. safely home. sweet. sweetly friend comfort hope. hopes. \
        hopeful sunrise sunlight sunny blossom garden picnic baby. family. thank grateful beautif beauty caress calm. \
        amour aime. aiment embrass sourit sourire tendre doux. douce. douceur heureu bonheur paix. ami. amie. \
        espoir soleil merci. chaleur beau. belle. \
        liebe liebt kuss kusst umarm lachel lachen. lacht. zartlich sanft glucklich gluck. friede freund hoffnung sonne. \
        danke. warmer. warme. geborgen schon.",
    ),
    // Stillness.
    (
        0.25,
        0.1,
        "quiet still. stillness soft. softly slow. slowly rest. rests. sleep. sleeps. asleep breath. \
        drift. drifts. drifting float snow. morning dawn. lullaby whisper. candle. lake. meadow tea. \
        calme. lentement dort. dorment matin. aube. neige. \
        ruhig. leise. langsam schlaf schlaft morgen. schnee dammerung",
    ),
    // Wonder.
    (
        0.55,
        0.5,
        "wonder magic. magical star. stars. sky. horizon discover marvel miracle awe. dream. dreams. dreaming \
        soar. soars. fly. flies. flying gleam glow. glows. glitter open. ocean. adventure \
        merveill magie etoile reve. reves. ciel. vole. \
        wunder. wunderbar magisch sterne. traum traumt himmel. fliegt abenteuer",
    ),
    // Longing.
    (
        -0.15,
        0.2,
        "remember memory memories miss. misses. missed photograph letter. old. goodbye farewell leave. leaves. \
        leaving. depart distant. window. autumn rain. rains. night. years. ago. alone wait. waits. waiting nostalg \
        souvenir lettre adieu partir. pluie nuit. attend. attendre vieux. vieille. seul. seule. \
        erinner brief. abschied regen. nacht. wartet alt. alte. allein. vermiss",
    ),
    // Grief.
    (
        -0.85,
        0.25,
        "sad. sadly sadness grief griev mourn funeral grave. graves. graveyard weep. weeps. weeping cry. \
        cries. crying tear. tears. sob. sobs. sobbing lost. loss. lonel empty. emptiness dead. dying die. dies. died. \
        death coffin regret sorrow despair hopeless broken. heartbr hospital wound. bury buried widow ashes. \
        triste. tristesse deuil tombe. pleur larme mort. morte. meurt perdu. perdue. desespoir vide. chagrin \
        traurig trauer grab. weint weinen trane tot. tote. toten stirbt gestorben verlor verzweif leer. leere. sarg.",
    ),
    // Fear that waits.
    (
        -0.6,
        0.55,
        "dark. darkness shadow. shadows. fear. fears. afraid scared creak creep lurk haunt ghost eerie omin \
        dread uneas nervous suspic threat warn trap. trapped hide. hides. hiding secret stalk fog. cold. \
        strange. trembl shiver locked. basement knock. silence. unknown. danger \
        ombre. peur. noir. noire. sombre. menace cache. tremble brouillard froid. etrange inquiet danger. \
        dunkel schatten. angst. nebel. kalt. droh geheim zittert verfolgt gefahr seltsam",
    ),
    // Fear that runs.
    (
        -0.75,
        0.95,
        "scream panic terror terrif horror attack kill. kills. killer killing murder blood. bloody knife gun. \
        guns. shoot. shoots. shot. shots. explod explos crash. crashes. chase. chases. chasing flee. flees. escape. \
        escapes. fight. fights. fighting punch smash. scramble storm. storms. lightning thunder alarm. siren fire. \
        flames. burning drown sinking emergency monster beast. slaughter stab. stabs. \
        hurle. crie. crient panique terreur attaque tue. tuer. tueur meurtre sang. couteau fusil coup. explose fuit. \
        tempete orage alarme incendie noie. monstre \
        schrei panik. terror. angriff todlich tote. morder mord. blut. messer. schuss schiess explodiert flieht \
        flucht. kampf sturm. gewitter feuer. ertrink ungeheuer",
    ),
    // Anger.
    (
        -0.6,
        0.8,
        "angry anger angrily rage. furious fury yell. yells. yelling shout. shouts. shouting slam. slams. hate. \
        hates. hatred argue. argues. argument betray liar. lies. threw. throws. revenge accus \
        colere furieu hait. haine. dispute trahi. menteur claque. vengeance \
        wut. wutend zorn hass hasst streit verrat lugner brullt rache",
    ),
    // Haste.
    (
        -0.1,
        0.85,
        "run. runs. running rush. rushes. hurry. hurries. quick. quickly fast. faster. sprint suddenly \
        sudden. burst. bursts. grab. grabs. race. urgent urgently late. engine. speed. \
        court. courent courir vite. soudain. presse. \
        rennt. rennen eilt. schnell. plotzlich. hastig",
    ),
    // Heaviness.
    (
        -0.5,
        0.3,
        "tired. tiredly exhaust weary sick. sickness ill. pain. painful hurt. hurts. bleed. ruin. ruins. ruined \
        abandon decay. rust. gray. grey. bleak. poor. prison wreck. debris \
        fatigue malade. douleur ruine abandonn gris. prison. epave. \
        mude. krank. schmerz ruine. verlassen grau. gefangnis wrack",
    ),
    // Light-hearted.
    (
        0.6,
        0.55,
        "joke. jokes. joking grin. grins. grinning wink. winks. funny silly. clumsy trip. tickle. play. plays. \
        playing child. children. kids. puppy. ice cream. music. sing. sings. singing \
        blague drole enfant. enfants. joue. jouent chante. chantent musique \
        witz. grinst lustig spielt. spielen kind. kinder. singt. musik.",
    ),
    // Resolve.
    (
        0.3,
        0.65,
        "brave. bravely courage determin resolve. stand. rise. rises. together. promise strong. strength. fighting. \
        ready. believe. believes. ensemble. courageu promet fort. forte. pret. \
        mutig. mut. gemeinsam verspricht stark. bereit. zusammen",
    ),
    // Unease of ordinary words is left alone: this row holds what only calms.
    (
        0.1,
        0.05,
        "nothing. silent. silently wordless pause. pauses. beat. stares. still. immobile. muet. muette. \
        stumm. schweigt schweigen.",
    ),
];
