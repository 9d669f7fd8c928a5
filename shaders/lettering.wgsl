// Words on the picture, and the plates that keep them legible.

struct Paper {
    // Two over the pixels of the frame.
    scale: vec2<f32>,
}

@group(0) @binding(0) var<uniform> paper: Paper;
// Distance to the outline of each letter: half is on it, more is inside.
@group(1) @binding(0) var letters: texture_2d<f32>;
@group(1) @binding(1) var smooth_sampler: sampler;

struct Ink {
    @builtin(position) place: vec4<f32>,
    // In the atlas for a letter; pixels from the middle for a plate.
    @location(0) on: vec2<f32>,
    // For a letter x is how many pixels of the frame the whole range of distance spans, and y is 0.
    // For a plate half its size, and z its radius.
    @location(1) size: vec3<f32>,
    @location(2) colour: vec4<f32>,
}

@vertex
fn lettering_vertex(
    @location(0) position: vec2<f32>,
    @location(1) on: vec2<f32>,
    @location(2) size: vec3<f32>,
    @location(3) colour: vec4<f32>,
) -> Ink {
    let place = position * paper.scale * vec2(1.0, -1.0) + vec2(-1.0, 1.0);
    return Ink(vec4(place, 0.0, 1.0), on, size, colour);
}

@fragment
fn letter_fragment(in: Ink) -> @location(0) vec4<f32> {
    let inside = textureSample(letters, smooth_sampler, in.on).r - 0.5;
    let cover = clamp(inside * in.size.x + 0.5, 0.0, 1.0) * in.colour.a;
    return vec4(in.colour.rgb * cover, cover);
}

@fragment
fn plate_fragment(in: Ink) -> @location(0) vec4<f32> {
    let beyond = abs(in.on) - in.size.xy + in.size.z;
    let outside = length(max(beyond, vec2(0.0))) + min(max(beyond.x, beyond.y), 0.0) - in.size.z;
    let cover = clamp(0.5 - outside, 0.0, 1.0) * in.colour.a;
    return vec4(in.colour.rgb * cover, cover);
}
