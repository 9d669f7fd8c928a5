// What stands before the lens, for those who measure: which way a surface turns, and how far off it is.
//
// Camera space: x to the right of the picture, y to its top, z toward the viewer.

struct Lens {
    clip_from_world: mat4x4<f32>,
    view_from_world: mat4x4<f32>,
}

@group(0) @binding(0) var<uniform> lens: Lens;
@group(1) @binding(0) var picture: texture_2d<f32>;
@group(1) @binding(1) var smooth_sampler: sampler;

struct Surface {
    @builtin(position) place: vec4<f32>,
    @location(0) normal: vec3<f32>,
    // Metres before the lens, along its axis.
    @location(1) metres: f32,
}

@vertex
fn surface_vertex(@location(0) position: vec3<f32>, @location(1) normal: vec4<f32>) -> Surface {
    let place = lens.clip_from_world * vec4(position, 1.0);
    return Surface(place, (lens.view_from_world * vec4(normal.xyz, 0.0)).xyz, place.w);
}

@fragment
fn surface_fragment(in: Surface) -> @location(0) vec4<f32> {
    return vec4(normalize(in.normal), in.metres);
}

struct Card {
    @builtin(position) place: vec4<f32>,
    @location(0) normal: vec3<f32>,
    @location(1) metres: f32,
    @location(2) uv: vec2<f32>,
    @location(3) opacity: f32,
}

@vertex
fn card_vertex(
    @location(0) position: vec3<f32>,
    @location(1) uv: vec2<f32>,
    @location(2) opacity: f32,
    @location(4) normal: vec3<f32>,
) -> Card {
    let place = lens.clip_from_world * vec4(position, 1.0);
    return Card(place, (lens.view_from_world * vec4(normal, 0.0)).xyz, place.w, uv, opacity);
}

// There where more than half of what is behind it is hidden.
@fragment
fn card_fragment(in: Card) -> @location(0) vec4<f32> {
    if (textureSample(picture, smooth_sampler, in.uv).a * in.opacity < 0.5) {
        discard;
    }
    return vec4(normalize(in.normal), in.metres);
}
