//! The joints of a body, named as glTF humanoids name them.

macro_rules! joints {
    ($($name:ident $word:literal $parent:expr),* $(,)?) => {
        /// A joint. Parents stand before their children; the last few, for face and cloth, are not in glTF's
        /// list. `SkirtFront` is the cloth of a skirt or long coat over the leg in front, `SkirtBack` over the other.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Joint { $($name),* }

        impl Joint {
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Its name in a glTF humanoid: `leftUpperArm`.
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $word),* }
            }

            /// What it hangs on; the hips hang on nothing.
            pub fn parent(self) -> Option<Self> {
                match self { $(Self::$name => $parent),* }
            }
        }
    };
}
joints!(
    Hips "hips" None,
    Spine "spine" Some(Self::Hips),
    Chest "chest" Some(Self::Spine),
    UpperChest "upperChest" Some(Self::Chest),
    Neck "neck" Some(Self::UpperChest),
    Head "head" Some(Self::Neck),
    Jaw "jaw" Some(Self::Head),
    LeftEye "leftEye" Some(Self::Head),
    RightEye "rightEye" Some(Self::Head),
    LeftShoulder "leftShoulder" Some(Self::UpperChest),
    LeftUpperArm "leftUpperArm" Some(Self::LeftShoulder),
    LeftLowerArm "leftLowerArm" Some(Self::LeftUpperArm),
    LeftHand "leftHand" Some(Self::LeftLowerArm),
    LeftIndex "leftIndexProximal" Some(Self::LeftHand),
    LeftFingers "leftMiddleProximal" Some(Self::LeftHand),
    RightShoulder "rightShoulder" Some(Self::UpperChest),
    RightUpperArm "rightUpperArm" Some(Self::RightShoulder),
    RightLowerArm "rightLowerArm" Some(Self::RightUpperArm),
    RightHand "rightHand" Some(Self::RightLowerArm),
    RightIndex "rightIndexProximal" Some(Self::RightHand),
    RightFingers "rightMiddleProximal" Some(Self::RightHand),
    LeftUpperLeg "leftUpperLeg" Some(Self::Hips),
    LeftLowerLeg "leftLowerLeg" Some(Self::LeftUpperLeg),
    LeftFoot "leftFoot" Some(Self::LeftLowerLeg),
    LeftToes "leftToes" Some(Self::LeftFoot),
    RightUpperLeg "rightUpperLeg" Some(Self::Hips),
    RightLowerLeg "rightLowerLeg" Some(Self::RightUpperLeg),
    RightFoot "rightFoot" Some(Self::RightLowerLeg),
    RightToes "rightToes" Some(Self::RightFoot),
    LeftLid "leftLid" Some(Self::Head),
    RightLid "rightLid" Some(Self::Head),
    Brow "brow" Some(Self::Head),
    SkirtFront "skirtFront" Some(Self::Hips),
    SkirtMiddle "skirtMiddle" Some(Self::Hips),
    SkirtBack "skirtBack" Some(Self::Hips),
);

/// How many joints a body has.
pub const JOINTS: usize = Joint::ALL.len();

/// A side of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flank {
    Left,
    Right,
}

impl Flank {
    pub(crate) const BOTH: [Self; 2] = [Self::Left, Self::Right];

    /// 1 on the left, which is +x; -1 on the right.
    pub(crate) fn sign(self) -> f32 {
        if self == Self::Left { 1.0 } else { -1.0 }
    }

    /// Shoulder, upper arm, lower arm, hand, index, fingers.
    pub(crate) fn arm(self) -> [Joint; 6] {
        use Joint as J;
        match self {
            Self::Left => [
                J::LeftShoulder,
                J::LeftUpperArm,
                J::LeftLowerArm,
                J::LeftHand,
                J::LeftIndex,
                J::LeftFingers,
            ],
            Self::Right => [
                J::RightShoulder,
                J::RightUpperArm,
                J::RightLowerArm,
                J::RightHand,
                J::RightIndex,
                J::RightFingers,
            ],
        }
    }

    /// Upper leg, lower leg, foot, toes.
    pub(crate) fn leg(self) -> [Joint; 4] {
        use Joint as J;
        match self {
            Self::Left => [J::LeftUpperLeg, J::LeftLowerLeg, J::LeftFoot, J::LeftToes],
            Self::Right => [J::RightUpperLeg, J::RightLowerLeg, J::RightFoot, J::RightToes],
        }
    }

    /// Eye, lid.
    pub(crate) fn eye(self) -> [Joint; 2] {
        match self {
            Self::Left => [Joint::LeftEye, Joint::LeftLid],
            Self::Right => [Joint::RightEye, Joint::RightLid],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parents_stand_before_their_children() {
        for joint in Joint::ALL {
            assert!(joint.parent().is_none_or(|parent| parent < *joint), "{joint:?}");
        }
    }
}
