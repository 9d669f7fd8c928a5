//! Randomness that is a hash of a place, never a stream.

/// Of a name.
pub(crate) fn of_name(name: &str) -> u32 {
    name.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Of three whole numbers.
pub(crate) fn mix(seed: u32, place: u32, purpose: u32) -> u32 {
    let mut hash = seed ^ place.wrapping_mul(0x9e37_79b9) ^ purpose.wrapping_mul(0x85eb_ca6b);
    for multiplier in [0x7feb_352d, 0x846c_a68b] {
        hash = (hash ^ (hash >> 16)).wrapping_mul(multiplier);
    }
    hash ^ (hash >> 15)
}

/// 0 to 1, by hash.
pub(crate) fn unit(seed: u32, place: u32, purpose: u32) -> f32 {
    (mix(seed, place, purpose) >> 8) as f32 / (1 << 24) as f32
}
