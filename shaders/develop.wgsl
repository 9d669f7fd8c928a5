// The drawn stage as the frame shows it: stair-steps smoothed, spread where the lens is not focused, and the grain
// of the paper under it.

struct Sheet {
    // Pixels from the frame's corner to the picture's.
    corner: vec2<i32>,
    // Pixels of the picture, less one.
    last: vec2<i32>,
    // How much grain, as a share of white.
    grain: f32,
    // What the depth buffer says where it is sharp.
    focus: f32,
    // Pixels of radius for each step of the depth buffer away from there, and the most.
    spread: f32,
    most: f32,
}

@group(0) @binding(0) var drawn: texture_2d<f32>;
@group(0) @binding(1) var<uniform> sheet: Sheet;
// 1 at the lens, 0 at infinity: even in dioptres.
@group(0) @binding(2) var deep: texture_depth_2d;

@vertex
fn develop_vertex(@builtin(vertex_index) index: u32) -> @builtin(position) vec4<f32> {
    let uv = vec2(f32((index << 1u) & 2u), f32(index & 2u));
    return vec4(uv * 2.0 - 1.0, 0.0, 1.0);
}

// Weights by how the eye sees; only to find edges.
fn grey(colour: vec3<f32>) -> f32 {
    return dot(colour, vec3(0.3, 0.6, 0.1));
}

fn smoothed(here: vec2<i32>) -> vec3<f32> {
    let middle = textureLoad(drawn, here, 0).rgb;
    let above = textureLoad(drawn, here - vec2(0, 1), 0).rgb;
    let below = textureLoad(drawn, here + vec2(0, 1), 0).rgb;
    let left = textureLoad(drawn, here - vec2(1, 0), 0).rgb;
    let right = textureLoad(drawn, here + vec2(1, 0), 0).rgb;
    let greys = vec4(grey(above), grey(below), grey(left), grey(right));
    let own = grey(middle);
    let most = max(max(greys.x, greys.y), max(greys.z, greys.w));
    let least = min(min(greys.x, greys.y), min(greys.z, greys.w));
    let contrast = max(most, own) - min(least, own);
    var colour = middle;
    // What lies beyond the border of the picture is nothing to mix with.
    if (contrast > 0.05 && all(here > vec2(0)) && all(here < sheet.last)) {
        // Along the edge, not across it: a thin stroke keeps its weight.
        let across = abs(greys.x + greys.y - 2.0 * own);
        let along = abs(greys.z + greys.w - 2.0 * own);
        let sides = select((left + right), (above + below), across > along) * 0.5;
        colour = mix(middle, sides, clamp(max(across, along) / contrast * 0.5, 0.0, 0.45));
    }
    return colour;
}

fn on_paper(colour: vec3<f32>, place: vec2<f32>) -> vec4<f32> {
    return vec4(colour + speckle(place) * sheet.grain, 1.0);
}

@fragment
fn develop_fragment(@builtin(position) place: vec4<f32>) -> @location(0) vec4<f32> {
    return on_paper(smoothed(vec2<i32>(place.xy) - sheet.corner), place.xy);
}

// How far in pixels the lens spreads what is seen at a place: above 0 where it is nearer than the focus.
fn spread_at(at: vec2<i32>) -> f32 {
    return clamp((textureLoad(deep, at, 0) - sheet.focus) * sheet.spread, -sheet.most, sheet.most);
}

fn within(at: vec2<f32>) -> vec2<i32> {
    return clamp(vec2<i32>(round(at)), vec2(0), sheet.last);
}

// All that the lens spreads over a place, itself among it. What is farther than the place is hidden by it, but for
// as far as the place itself is spread; what is nearer lies over it.
@fragment
fn develop_focus_fragment(@builtin(position) place: vec4<f32>) -> @location(0) vec4<f32> {
    let here = vec2<i32>(place.xy) - sheet.corner;
    let middle = vec2<f32>(here);
    let own = spread_at(here);
    var widest = abs(own);
    for (var ring = 0; ring < 18; ring++) {
        let far = sheet.most * (0.32 * f32(ring % 3 + 1));
        let turn = f32(ring) * 0.3490659;
        let near = spread_at(within(middle + far * vec2(cos(turn), sin(turn))));
        widest = max(widest, select(0.0, near, far <= near + 0.5));
    }
    let sharp = smoothed(here);
    if (widest < 0.6) {
        return on_paper(sharp, place.xy);
    }
    // A spiral of as many places as the disc needs, turned from pixel to pixel.
    let count = i32(clamp(widest * 4.0, 16.0, 56.0));
    let start = speckle(place.xy + vec2(0.0, 4096.0)) * 6.2831853;
    var weight = 1.0 / (own * own + 1.0);
    var sum = textureLoad(drawn, here, 0).rgb * weight;
    for (var index = 0; index < count; index++) {
        let far = widest * sqrt((f32(index) + 0.5) / f32(count));
        let turn = start + f32(index) * 2.3999632;
        let at = within(middle + far * vec2(cos(turn), sin(turn)));
        let spread = spread_at(at);
        let reach = select(abs(spread), min(abs(spread), abs(own)), spread < own);
        let share = clamp(reach - far + 1.0, 0.0, 1.0) / (reach * reach + 1.0);
        sum += textureLoad(drawn, at, 0).rgb * share;
        weight += share;
    }
    return on_paper(mix(sharp, sum / weight, clamp(widest - 0.6, 0.0, 1.0)), place.xy);
}

// -0.5 to 0.5, the same at the same place of the frame.
fn speckle(place: vec2<f32>) -> f32 {
    let at = vec2<u32>(place);
    var bits = (at.x * 0x9E3779B9u) ^ (at.y * 0x85EBCA6Bu);
    bits = (bits ^ (bits >> 15u)) * 0x2C1B3C6Du;
    bits = bits ^ (bits >> 12u);
    return f32(bits & 0xFFFFu) * (1.0 / 65536.0) - 0.5;
}
