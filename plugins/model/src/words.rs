//! Words in names: of bones, materials and meshes, however they were written.

/// Words that only say where a name comes from.
const NOISE: [&str; 27] = [
    "mixamorig",
    "j",
    "bip",
    "c",
    "def",
    "org",
    "b",
    "bn",
    "bone",
    "jnt",
    "joint",
    "armature",
    "skeleton",
    "rig",
    "character",
    "cc",
    "base",
    "valve",
    "biped",
    "valvebiped",
    "bend",
    "sk",
    "jt",
    "skel",
    "xsi",
    "bind",
    "stretch",
];

/// A side that a name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Left,
    Right,
}

/// What a name says: `mixamorig:LeftArm`, `J_Bip_L_UpperArm`, `upperarm_l` and `upper_arm.L.001` alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) side: Option<Side>,
    /// Its other words joined: `upperarm`.
    pub(crate) key: String,
    /// The last number in it.
    pub(crate) number: Option<u32>,
}

impl Name {
    pub(crate) fn of(name: &str) -> Self {
        // What stands before the last colon or bar is whose it is.
        let own = name.rsplit([':', '|']).next().unwrap_or(name);
        let mut out = Self::default();
        for word in words(own) {
            if let Ok(number) = word.parse() {
                out.number = Some(number);
                continue;
            }
            if NOISE.contains(&word.as_str()) {
                continue;
            }
            let (side, rest) = match word.as_str() {
                "l" | "left" | "lft" => (Some(Side::Left), ""),
                "r" | "right" | "rgt" => (Some(Side::Right), ""),
                word if word.starts_with("left") => (Some(Side::Left), &word[4..]),
                word if word.starts_with("right") => (Some(Side::Right), &word[5..]),
                word => (None, word),
            };
            out.side = out.side.or(side);
            out.key.push_str(rest);
        }
        out
    }
}

/// The words of a name, lower case: parted by signs, by capitals and by numbers.
fn words(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().take(128).collect();
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for (place, &letter) in letters.iter().enumerate() {
        let before = place.checked_sub(1).map(|place| letters[place]);
        let after = letters.get(place + 1);
        let starts = before.is_some_and(|before| {
            let humps = letter.is_uppercase() && before.is_lowercase();
            let title = letter.is_uppercase()
                && before.is_uppercase()
                && after.is_some_and(|after| after.is_lowercase());
            humps || title || letter.is_numeric() != before.is_numeric()
        });
        if (starts || !letter.is_alphanumeric()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if letter.is_alphanumeric() {
            word.extend(letter.to_lowercase());
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// What a surface of a character is, as far as names tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guise {
    Skin,
    Hair,
    Eye,
    /// Coats, shirts, dresses: what carries a character's colour.
    Top,
    Trousers,
    Shoe,
    /// Teeth and tongue: behind the lips.
    Inside,
    /// Cloth of some kind, or nothing that a name tells.
    Other,
}

/// What a surface is by the names of its material and of itself.
pub fn guise_of(material: &str, surface: &str) -> Guise {
    const TOLD: [(&[&str], Guise); 7] = [
        (&["teeth", "tooth", "tongue", "gums"], Guise::Inside),
        (&["hair", "beard", "brow", "eyebrow", "lash", "eyelash", "mustache", "fur"], Guise::Hair),
        (&["eye", "eyes", "iris", "cornea", "pupil", "sclera"], Guise::Eye),
        (&["shoe", "shoes", "boot", "boots", "footwear", "sneaker", "sneakers"], Guise::Shoe),
        (
            &["bottom", "bottoms", "pants", "trousers", "jeans", "shorts", "skirt", "legs"],
            Guise::Trousers,
        ),
        (
            &[
                "top", "tops", "shirt", "jacket", "coat", "dress", "onepiece", "sweater", "hoodie",
                "vest", "robe", "cape", "suit", "tunic", "cloth", "clothes", "clothing", "outfit",
            ],
            Guise::Top,
        ),
        (&["skin", "face", "head", "body", "hand", "hands"], Guise::Skin),
    ];
    for name in [material, surface] {
        let words = words(name);
        let told = TOLD.iter().find(|(known, _)| words.iter().any(|w| known.contains(&w.as_str())));
        if let Some((_, guise)) = told {
            // The body of a one-piece figure says nothing: it may be dressed.
            let vague = *guise == Guise::Skin && !words.iter().any(|w| w == "skin" || w == "face");
            if !vague || words.iter().any(|w| w == "wolf") {
                return *guise;
            }
        }
    }
    Guise::Other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, side: Option<Side>, key: &str, number: Option<u32>) {
        assert_eq!(Name::of(name), Name { side, key: key.into(), number }, "{name}");
    }

    #[test]
    fn one_bone_has_many_spellings() {
        let left = Some(Side::Left);
        check("mixamorig:LeftArm", left, "arm", None);
        check("mixamorig5:LeftForeArm", left, "forearm", None);
        check("mixamorigLeftArm", left, "arm", None);
        check("J_Bip_L_UpperArm", left, "upperarm", None);
        check("upperarm_l", left, "upperarm", None);
        check("upper_arm.L", left, "upperarm", None);
        check("DEF-upper_arm.L.001", left, "upperarm", Some(1));
        check("lShldrBend", left, "shldr", None);
        check("Bip01 L UpperArm", left, "upperarm", Some(1));
        check("LUpperArm", left, "upperarm", None);
        check("leftupperarm", left, "upperarm", None);
        check("CC_Base_L_Upperarm", left, "upperarm", None);
        check("b_LeftUpperArm_09", left, "upperarm", Some(9));
        check("upperarm.r", Some(Side::Right), "upperarm", None);
        check("Skeleton_arm_joint_L__4_", left, "arm", Some(4));
        check("Hips", None, "hips", None);
    }

    #[test]
    fn materials_tell_skin_from_cloth() {
        assert_eq!(guise_of("Wolf3D_Outfit_Top", ""), Guise::Top);
        assert_eq!(guise_of("Wolf3D_Outfit_Bottom", ""), Guise::Trousers);
        assert_eq!(guise_of("Wolf3D_Outfit_Footwear", ""), Guise::Shoe);
        assert_eq!(guise_of("N00_000_00_Body_00_SKIN (Instance)", ""), Guise::Skin);
        assert_eq!(guise_of("N00_007_01_Tops_01_CLOTH_01 (Instance)", ""), Guise::Top);
        assert_eq!(guise_of("Wolf3D_Skin", "Wolf3D_Head"), Guise::Skin);
        assert_eq!(guise_of("knight_texture", "Knight_Body"), Guise::Other);
    }
}
