// What stands before the lens: surfaces, sky, marks on surfaces, shadows, strokes of the pen.
//
// Colours are as they are shown (sRGB values, not linear): a painter mixes paint, not light. Depth is reversed:
// 1 at the lens, 0 at infinity.

struct Tone {
    // Toward the key light; a: how much of the way to it the second band already goes.
    light: vec4<f32>,
    // Away from it; a: how little haze takes hold of it, 0 to 1.
    shade: vec4<f32>,
}

struct Frame {
    clip_from_world: mat4x4<f32>,
    // Place of the lens; w: the nearest that is seen, in metres.
    eye: vec4<f32>,
    // Toward the key light; w: a soft third tone in what faces it fully.
    key: vec4<f32>,
    // Colour of the distance; a: the most of it that anything takes on.
    haze: vec4<f32>,
    // Metres where haze starts; metres from there to its half.
    reach: vec4<f32>,
    // What a figure in the foreground is dimmed to.
    dim: vec4<f32>,
    // Colour of shadows on the ground; a: how dark they are.
    shadow: vec4<f32>,
    zenith: vec4<f32>,
    horizon: vec4<f32>,
    // Below the horizon.
    nadir: vec4<f32>,
    // Toward the sun or the moon; w: cosine of the radius of its disc.
    sun: vec4<f32>,
    disc: vec4<f32>,
    glow: vec4<f32>,
    // The ray through the top left of the picture, and how it changes to its right and to its bottom.
    ray: vec4<f32>,
    ray_right: vec4<f32>,
    ray_down: vec4<f32>,
    tones: array<Tone, 176>,
}

@group(0) @binding(0) var<uniform> frame: Frame;

struct Surface {
    @builtin(position) place: vec4<f32>,
    @location(0) light: vec3<f32>,
    @location(1) shade: vec3<f32>,
    // Toward the key, -1 to 1; share of the second band; how little haze.
    @location(2) lit: vec3<f32>,
}

fn surface(position: vec3<f32>, normal: vec4<f32>, tone: vec4<u32>) -> Surface {
    let colours = frame.tones[tone.x];
    let dim = mix(vec3(1.0), frame.dim.rgb, f32(tone.y) * (1.0 / 255.0));
    var out: Surface;
    out.place = frame.clip_from_world * vec4(position, 1.0);
    out.light = colours.light.rgb * dim;
    out.shade = colours.shade.rgb * dim;
    out.lit = vec3(dot(normal.xyz, frame.key.xyz), colours.light.a, colours.shade.a);
    return out;
}

// How far the haze has a thing so many metres away; `spared` is how little it does.
fn haze_at(depth: f32, spared: f32) -> f32 {
    let past = max(depth - frame.reach.x, 0.0);
    return frame.haze.a * (1.0 - spared) * past / (past + frame.reach.y);
}

// Small triangles, and all that is in a room: haze is reckoned at their corners.
@vertex
fn near_vertex(
    @location(0) position: vec3<f32>,
    @location(1) normal: vec4<f32>,
    @location(2) tone: vec4<u32>,
) -> Surface {
    var out = surface(position, normal, tone);
    let haze = haze_at(max(out.place.w, 0.0), out.lit.z);
    out.light = mix(out.light, frame.haze.rgb, haze);
    out.shade = mix(out.shade, frame.haze.rgb, haze);
    return out;
}

// Wide ground and long streets: haze is reckoned at each pixel.
@vertex
fn wide_vertex(
    @location(0) position: vec3<f32>,
    @location(1) normal: vec4<f32>,
    @location(2) tone: vec4<u32>,
) -> Surface {
    return surface(position, normal, tone);
}

fn shaded(in: Surface) -> vec3<f32> {
    // Borders of tone one pixel wide, whatever the slope.
    let soft = 1.0 / (fwidth(in.lit.x) + 0.003);
    let first = clamp((in.lit.x + 0.12) * soft + 0.5, 0.0, 1.0);
    let second = clamp((in.lit.x - 0.38) * soft + 0.5, 0.0, 1.0);
    let third = clamp((in.lit.x - 0.55) * 2.2, 0.0, 1.0) * frame.key.w;
    let toward = first * in.lit.y + second * (1.0 - in.lit.y);
    return mix(in.shade, in.light, toward) + in.light * third;
}

@fragment
fn near_fragment(in: Surface) -> @location(0) vec4<f32> {
    return vec4(shaded(in), 1.0);
}

@fragment
fn wide_fragment(in: Surface) -> @location(0) vec4<f32> {
    return vec4(mix(shaded(in), frame.haze.rgb, haze_at(1.0 / in.place.w, in.lit.z)), 1.0);
}

struct Sky {
    @builtin(position) place: vec4<f32>,
    @location(0) ray: vec3<f32>,
}

@vertex
fn sky_vertex(@builtin(vertex_index) index: u32) -> Sky {
    let uv = vec2(f32((index << 1u) & 2u), f32(index & 2u));
    var out: Sky;
    out.place = vec4(uv.x * 2.0 - 1.0, 1.0 - uv.y * 2.0, 0.0, 1.0);
    out.ray = frame.ray.xyz + uv.x * frame.ray_right.xyz + uv.y * frame.ray_down.xyz;
    return out;
}

// -0.5 to 0.5, the same at the same place of the frame.
fn speckle(place: vec2<f32>) -> f32 {
    let at = vec2<u32>(place);
    var bits = (at.x * 0x9E3779B9u) ^ (at.y * 0x85EBCA6Bu);
    bits = (bits ^ (bits >> 15u)) * 0x2C1B3C6Du;
    bits = bits ^ (bits >> 12u);
    return f32(bits & 0xFFFFu) * (1.0 / 65536.0) - 0.5;
}

@fragment
fn sky_fragment(in: Sky) -> @location(0) vec4<f32> {
    let ray = in.ray * inverseSqrt(dot(in.ray, in.ray));
    let rise = 1.0 - clamp(ray.y * 1.6, 0.0, 1.0);
    var colour = mix(frame.zenith.rgb, frame.horizon.rgb, rise * rise);
    let toward = max(dot(ray, frame.sun.xyz), 0.0);
    let wide = toward * toward;
    colour += frame.glow.rgb * (wide * wide * frame.glow.a * rise);
    colour = mix(colour, frame.disc.rgb, frame.disc.a * clamp((toward - frame.sun.w) * 30000.0, 0.0, 1.0));
    colour = mix(colour, frame.nadir.rgb, clamp(-ray.y * 60.0, 0.0, 1.0));
    return vec4(colour + speckle(in.place.xy) * (1.0 / 255.0), 1.0);
}

struct Mark {
    @builtin(position) place: vec4<f32>,
    // 0 in the middle, 1 where it has faded out.
    @location(0) from_middle: vec2<f32>,
    @location(1) colour: vec4<f32>,
}

// Premultiplied colour; alpha 0 adds light, alpha above it covers.
@vertex
fn mark_vertex(
    @location(0) position: vec3<f32>,
    @location(1) from_middle: vec2<f32>,
    @location(2) colour: vec4<f32>,
) -> Mark {
    var out: Mark;
    out.place = frame.clip_from_world * vec4(position, 1.0);
    // A hair nearer than the surface that it lies on.
    out.place.z *= 1.002;
    out.from_middle = from_middle;
    out.colour = colour;
    return out;
}

@fragment
fn mark_fragment(in: Mark) -> @location(0) vec4<f32> {
    let rest = clamp(1.0 - dot(in.from_middle, in.from_middle), 0.0, 1.0);
    return in.colour * (rest * rest * (1.0 - haze_at(1.0 / in.place.w, 0.0)));
}

// What stands in the light, flattened onto the ground.
@vertex
fn shadow_vertex(@location(0) position: vec3<f32>) -> @builtin(position) vec4<f32> {
    var place = frame.clip_from_world * vec4(position, 1.0);
    place.z *= 1.002;
    return place;
}

@fragment
fn shadow_fragment(@builtin(position) place: vec4<f32>) -> @location(0) vec4<f32> {
    let alpha = frame.shadow.a * (1.0 - haze_at(1.0 / place.w, 0.0));
    return vec4(frame.shadow.rgb * alpha, alpha);
}

struct Stroke {
    @builtin(position) place: vec4<f32>,
    // Pixels along the stroke from its start, and across it from its middle.
    @location(0) on: vec2<f32>,
    // Its length and half its width, in pixels.
    @location(1) size: vec2<f32>,
    @location(2) colour: vec4<f32>,
}

// Already in the place where it is seen.
@vertex
fn stroke_vertex(
    @location(0) position: vec3<f32>,
    @location(1) on: vec2<f32>,
    @location(2) size: vec2<f32>,
    @location(3) colour: vec4<f32>,
) -> Stroke {
    return Stroke(vec4(position, 1.0), on, size, colour);
}

fn inked(in: Stroke) -> vec4<f32> {
    let past_end = in.on.x - clamp(in.on.x, 0.0, in.size.x);
    let outside = sqrt(past_end * past_end + in.on.y * in.on.y) - in.size.y;
    let cover = clamp(0.5 - outside, 0.0, 1.0) * in.colour.a;
    return vec4(in.colour.rgb * cover, cover);
}

@fragment
fn stroke_fragment(in: Stroke) -> @location(0) vec4<f32> {
    return inked(in);
}

// Only the depths: where the lens spreads what is out of focus, a line is as far off as what it goes around.
@fragment
fn stroke_depth_fragment(in: Stroke) -> @location(0) vec4<f32> {
    let colour = inked(in);
    if (colour.a < 0.08) {
        discard;
    }
    return colour;
}
