//! Which bone of a character is which joint of ours, by its name and by what hangs on what.

use maquette_figure::{JOINTS, Joint};

use crate::fault::Fault;
use crate::nodes::Placed;
use crate::words::{Name, Side};

/// The bones of a character, as places in the list of its nodes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Bones {
    /// By [`Joint`] as a number: hips, head, arms and legs.
    pub(crate) joints: [Option<usize>; JOINTS],
    /// From the lowest up; the last carries the shoulders.
    pub(crate) spine: Vec<usize>,
    /// Below the head.
    pub(crate) neck: Vec<usize>,
    pub(crate) fingers: Vec<Finger>,
}

/// A bone of a finger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Finger {
    pub(crate) node: usize,
    /// The finger joint of ours that it bends with.
    pub(crate) joint: Joint,
    /// The bones of its finger between it and the hand.
    pub(crate) nth: usize,
    /// From the index: 0, 1, 2, 3.
    pub(crate) which: usize,
}

/// What is asked of one side, in this order: names, the best first.
const UPPER_ARM: [&str; 6] = ["upperarm", "uparm", "shldr", "armupper", "bicep", "humerus"];
const LOWER_ARM: [&str; 6] = ["forearm", "lowerarm", "lowarm", "elbow", "armlower", "ulna"];
const HAND: [&str; 3] = ["hand", "wrist", "palm"];
const SHOULDER: [&str; 5] = ["shoulder", "clavicle", "collar", "collarbone", "clav"];
const UPPER_LEG: [&str; 5] = ["upperleg", "upleg", "thigh", "legupper", "femur"];
const LOWER_LEG: [&str; 7] = ["lowerleg", "shin", "calf", "knee", "leglower", "lowleg", "tibia"];
const FOOT: [&str; 2] = ["foot", "ankle"];
const TOES: [&str; 4] = ["toes", "toe", "toebase", "ball"];
const FINGERS: [&[&str]; 4] = [&["index"], &["middle"], &["ring"], &["little", "pinky", "pinkie"]];
/// Bones that help others, or that nothing hangs on.
const HELPERS: [&str; 13] = [
    "twist",
    "roll",
    "ik",
    "fk",
    "pole",
    "target",
    "ctrl",
    "control",
    "end",
    "nub",
    "slot",
    "socket",
    "metacarpal",
];

/// The bones among `nodes`; `is_bone` says which of them a skin hangs on.
///
/// # Errors
/// Names all that are missing, with what they are looked for as.
pub(crate) fn find(nodes: &[Placed], is_bone: &[bool]) -> Result<Bones, Fault> {
    let names: Vec<Name> = nodes.iter().map(|node| Name::of(&node.name)).collect();
    let search = Search { nodes, is_bone, names };
    let mut joints = [None; JOINTS];
    let mut put = |joint: Joint, found: Option<usize>| joints[joint as usize] = found;
    for (side, arm, leg) in [
        (Side::Left, Joint::LeftShoulder, Joint::LeftUpperLeg),
        (Side::Right, Joint::RightShoulder, Joint::RightUpperLeg),
    ] {
        for (step, found) in search.arm(side).into_iter().enumerate() {
            put(Joint::ALL[arm as usize + step], found);
        }
        for (step, found) in search.leg(side).into_iter().enumerate() {
            put(Joint::ALL[leg as usize + step], found);
        }
    }
    let at = |joint: Joint| joints[joint as usize];
    let head = search.head(at(Joint::LeftUpperArm).zip(at(Joint::RightUpperArm)));
    let hips = match (at(Joint::LeftUpperLeg), at(Joint::RightUpperLeg), head) {
        (Some(left), Some(right), Some(head)) => search.hips([left, right, head]),
        _ => search.one(None, &["hips", "hip", "pelvis"]),
    };
    joints[Joint::Head as usize] = head;
    joints[Joint::Hips as usize] = hips;
    complain(&joints)?;
    let place = |joint: Joint| joints[joint as usize].unwrap_or_default();
    let chest =
        search.common(place(Joint::LeftUpperArm), place(Joint::RightUpperArm)).unwrap_or_default();
    let spine = search.chain(chest, place(Joint::Hips));
    let mut neck = search.chain(place(Joint::Head), chest);
    neck.pop();
    let fingers = search.fingers(&joints);
    Ok(Bones { joints, spine, neck, fingers })
}

fn complain(joints: &[Option<usize>; JOINTS]) -> Result<(), Fault> {
    use Joint as J;
    let optional = [J::LeftShoulder, J::RightShoulder, J::LeftToes, J::RightToes];
    let asked = [J::Hips, J::Head].into_iter().chain(Joint::ALL.iter().copied().filter(|joint| {
        let arm = (J::LeftShoulder..=J::LeftHand).contains(joint)
            || (J::RightShoulder..=J::RightHand).contains(joint);
        let leg = (J::LeftUpperLeg..=J::RightToes).contains(joint);
        (arm || leg) && !optional.contains(joint)
    }));
    let missing: Vec<&str> =
        asked.filter(|joint| joints[*joint as usize].is_none()).map(Joint::name).collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Fault::new(format!(
        "no bones were found for {}; name them as Mixamo, VRM, Unreal or Rigify do, such as LeftUpperArm",
        missing.join(", ")
    )))
}

struct Search<'a> {
    nodes: &'a [Placed],
    is_bone: &'a [bool],
    names: Vec<Name>,
}

impl Search<'_> {
    fn is_helper(&self, node: usize) -> bool {
        HELPERS.iter().any(|helper| {
            let key = &self.names[node].key;
            key.starts_with(helper) || key.ends_with(helper)
        })
    }

    /// The bones of a side with one of the names, nearest to the root first.
    fn all<'a>(&'a self, side: Option<Side>, keys: &'a [&str]) -> impl Iterator<Item = usize> + 'a {
        (0..self.nodes.len()).filter(move |&node| {
            let name = &self.names[node];
            self.is_bone[node]
                && name.side == side
                && keys.contains(&name.key.as_str())
                && !self.is_helper(node)
        })
    }

    /// The bone with the best of some names.
    fn one(&self, side: Option<Side>, keys: &[&str]) -> Option<usize> {
        keys.iter().find_map(|key| self.all(side, &[key]).next())
    }

    fn below(&self, side: Side, keys: &[&str], above: Option<usize>) -> Option<usize> {
        let above = above?;
        keys.iter().find_map(|key| {
            self.all(Some(side), &[key]).find(|&node| node != above && self.hangs(node, above))
        })
    }

    /// Shoulder, upper arm, lower arm, hand.
    fn arm(&self, side: Side) -> [Option<usize>; 4] {
        let numbered: Vec<usize> = self.all(Some(side), &["arm"]).collect();
        let shoulder = self.one(Some(side), &SHOULDER);
        if let [upper, lower, hand, ..] = numbered[..] {
            return [shoulder, Some(upper), Some(lower), Some(hand)];
        }
        let named = self.one(Some(side), &UPPER_ARM).or(numbered.first().copied());
        // Where nothing else is the upper arm, it is called after the shoulder that it turns in.
        let (shoulder, upper) = match named {
            Some(upper) => (shoulder.filter(|&node| self.hangs(upper, node)), Some(upper)),
            None => (None, shoulder),
        };
        let lower = self.below(side, &LOWER_ARM, upper);
        let lower = lower.or_else(|| self.below(side, &["arm"], upper));
        [shoulder, upper, lower, self.below(side, &HAND, lower)]
    }

    /// Upper leg, lower leg, foot, toes.
    fn leg(&self, side: Side) -> [Option<usize>; 4] {
        let numbered: Vec<usize> = self.all(Some(side), &["leg"]).collect();
        if let [upper, lower, foot, ..] = numbered[..] {
            return [Some(upper), Some(lower), Some(foot), numbered.get(3).copied()];
        }
        let named = self.one(Some(side), &UPPER_LEG);
        let upper = named.or(numbered.first().copied());
        let lower = self.below(side, &LOWER_LEG, upper);
        let lower = lower.or_else(|| self.below(side, &["leg"], upper));
        let foot = self.below(side, &FOOT, lower);
        [upper, lower, foot, self.below(side, &TOES, foot)]
    }

    /// By its name; of a spine or neck that is only numbered, the last bone above the arms.
    fn head(&self, arms: Option<(usize, usize)>) -> Option<usize> {
        let named = self.one(None, &["head"]);
        named.or_else(|| {
            let chest = arms.and_then(|(left, right)| self.common(left, right))?;
            let above = |node: &usize| *node != chest && self.hangs(*node, chest);
            self.all(None, &["neck", "spine"]).filter(above).last()
        })
    }

    /// What carries legs and head: what is called so, or else where they part.
    fn hips(&self, ends: [usize; 3]) -> Option<usize> {
        let named = self.one(None, &["hips", "hip", "pelvis"]);
        let carries = |node: &usize| ends.iter().all(|end| self.hangs(*end, *node));
        named.filter(carries).or_else(|| {
            let [left, right, head] = ends;
            self.common(left, right).and_then(|legs| self.common(legs, head))
        })
    }

    fn fingers(&self, joints: &[Option<usize>; JOINTS]) -> Vec<Finger> {
        let mut fingers: Vec<Finger> = Vec::new();
        for (hand, index, rest) in [
            (Joint::LeftHand, Joint::LeftIndex, Joint::LeftFingers),
            (Joint::RightHand, Joint::RightIndex, Joint::RightFingers),
        ] {
            let Some(hand) = joints[hand as usize] else { continue };
            for node in (hand + 1)..self.nodes.len() {
                let key = self.names[node].key.as_str();
                let which =
                    FINGERS.iter().position(|names| names.iter().any(|name| key.contains(name)));
                let Some(which) = which.filter(|_| self.hangs(node, hand)) else { continue };
                if self.is_helper(node) {
                    continue;
                }
                let nth =
                    fingers.iter().filter(|f| f.which == which && self.hangs(node, f.node)).count();
                let joint = if which == 0 { index } else { rest };
                fingers.push(Finger { node, joint, nth, which });
            }
        }
        fingers
    }

    /// Whether `node` is `above` or hangs on it.
    fn hangs(&self, node: usize, above: usize) -> bool {
        let mut at = Some(node);
        while let Some(here) = at {
            if here == above {
                return true;
            }
            at = self.nodes[here].parent;
        }
        false
    }

    /// The nearest that both hang on.
    fn common(&self, a: usize, b: usize) -> Option<usize> {
        let mut at = Some(a);
        while let Some(here) = at {
            if self.hangs(b, here) {
                return Some(here);
            }
            at = self.nodes[here].parent;
        }
        None
    }

    /// The bones from `top` down to just above `above`, the lowest first.
    fn chain(&self, top: usize, above: usize) -> Vec<usize> {
        let mut chain = Vec::new();
        let mut at = Some(top);
        while let Some(here) = at.filter(|&here| here != above) {
            chain.push(here);
            at = self.nodes[here].parent;
        }
        chain.reverse();
        chain
    }
}
