// A picture in space, or filling the frame.

struct Lens {
    clip_from_world: mat4x4<f32>,
}

@group(0) @binding(0) var<uniform> lens: Lens;
@group(1) @binding(0) var picture: texture_2d<f32>;
@group(1) @binding(1) var smooth_sampler: sampler;

struct Card {
    @builtin(position) place: vec4<f32>,
    @location(0) uv: vec2<f32>,
    @location(1) opacity: f32,
    // Which of the picture's sizes is seen, 0 the largest.
    @location(2) @interpolate(flat) level: f32,
}

@vertex
fn card_vertex(
    @location(0) position: vec3<f32>,
    @location(1) uv: vec2<f32>,
    @location(2) opacity: f32,
    @location(3) level: f32,
) -> Card {
    return Card(lens.clip_from_world * vec4(position, 1.0), uv, opacity, level);
}

// All of the frame, seen straight: one size of the picture serves every pixel of it, and nothing shows through.
@fragment
fn card_whole_fragment(in: Card) -> @location(0) vec4<f32> {
    return textureSampleLevel(picture, smooth_sampler, in.uv, in.level);
}

// Where no border of the picture is in sight.
@fragment
fn card_fragment(in: Card) -> @location(0) vec4<f32> {
    return textureSample(picture, smooth_sampler, in.uv) * in.opacity;
}

// With a border one pixel soft, so that a slow move does not tick.
@fragment
fn card_border_fragment(in: Card) -> @location(0) vec4<f32> {
    let inside = min(in.uv, 1.0 - in.uv) / max(fwidth(in.uv), vec2(1e-6)) + 0.5;
    let cover = clamp(inside.x, 0.0, 1.0) * clamp(inside.y, 0.0, 1.0);
    return textureSample(picture, smooth_sampler, in.uv) * (in.opacity * cover);
}
