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
// What the lens spreads, at half the size.
@group(0) @binding(3) var soft: texture_2d<f32>;

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

// What the lens spreads over each second place of the picture, to be laid over what is sharp; premultiplied. What is
// farther than the place is hidden by it, but for as far as the place itself is spread; what is nearer lies over it.
@fragment
fn soften_fragment(@builtin(position) place: vec4<f32>) -> @location(0) vec4<f32> {
    let here = min(vec2<i32>(place.xy) * 2, sheet.last);
    let middle = vec2<f32>(here);
    let own = spread_at(here);
    var widest = abs(own);
    for (var ring = 0; ring < 12; ring++) {
        let far = sheet.most * (0.32 * f32(ring % 3 + 1));
        let turn = f32(ring) * 0.5235988;
        let near = spread_at(within(middle + far * vec2(cos(turn), sin(turn))));
        widest = max(widest, select(0.0, near, far <= near + 0.5));
    }
    if (widest < 0.6) {
        return vec4(0.0);
    }
    // A spiral of as many places as the disc needs; a wide one is turned from place to place, so that it shows no arms.
    let count = i32(clamp(widest * 3.0, 20.0, 40.0));
    let each = widest * widest / f32(count);
    let turned = clamp(widest * 0.2 - 1.0, 0.0, 1.0);
    let start = speckle(place.xy + vec2(0.0, 4096.0)) * 6.2831853 * turned;
    var behind = vec4(textureLoad(drawn, here, 0).rgb, 1.0) * (each / (own * own + 1.0));
    var before = vec4(0.0);
    for (var index = 0; index < count; index++) {
        let far = widest * sqrt((f32(index) + 0.5) / f32(count));
        let turn = start + f32(index) * 2.3999632;
        let at = within(middle + far * vec2(cos(turn), sin(turn)));
        let spread = spread_at(at);
        let reach = select(abs(spread), min(abs(spread), abs(own)), spread < own);
        // What is nearer lies over it as far as it is spread; what is nearer and sharp keeps to itself.
        let apart = clamp(spread - own - 0.5, 0.0, 1.0);
        let share = clamp(reach - far + 1.0, 0.0, 1.0) * each / (reach * reach + 1.0);
        let colour = vec4(textureLoad(drawn, at, 0).rgb, 1.0) * share;
        before += colour * apart * clamp(spread - 0.6, 0.0, 1.0);
        behind += colour * mix(1.0, clamp(-spread - 0.6, 0.0, 1.0), apart);
    }
    let cover = clamp(before.a, 0.0, 1.0);
    let front = before.rgb * (cover / max(before.a, 1e-4));
    let back = vec4(behind.rgb / behind.a, 1.0) * clamp((abs(own) - 0.6) * 0.6, 0.0, 1.0);
    return vec4(front, cover) + back * (1.0 - cover);
}

@fragment
fn develop_focus_fragment(@builtin(position) place: vec4<f32>) -> @location(0) vec4<f32> {
    let here = vec2<i32>(place.xy) - sheet.corner;
    let own = spread_at(here);
    let corner = here / 2;
    let share = vec2<f32>(here - corner * 2) * 0.5;
    var sum = vec4(0.0);
    var weight = 0.0;
    // Of the four places around, those that are spread as this one: what is sharp keeps its border.
    for (var index = 0; index < 4; index++) {
        let step = vec2(index & 1, index >> 1u);
        let at = min(corner + step, sheet.last / 2);
        let other = spread_at(min(at * 2, sheet.last));
        let beside = select(1.0 - share, share, step == vec2(1));
        let alike = 1.0 / (1.0 + (other - own) * (other - own) * 4.0);
        let part = (beside.x * beside.y + 1e-3) * alike;
        sum += textureLoad(soft, at, 0) * part;
        weight += part;
    }
    let over = sum / weight;
    let middle = textureLoad(drawn, here, 0).rgb;
    // Beside something sharp, what the smoothing of its border puts here stays.
    var sharpest = abs(own);
    for (var side = 0; side < 4; side++) {
        let way = select(vec2(1, 0), vec2(0, 1), side > 1) * ((side & 1) * 2 - 1);
        sharpest = min(sharpest, abs(spread_at(clamp(here + way, vec2(0), sheet.last))));
    }
    let border = clamp(abs(own) - sharpest - 0.5, 0.0, 1.0);
    let kept = mix(1.0 - over.a, 1.0, border);
    return on_paper(middle * (1.0 - over.a) + over.rgb + (smoothed(here) - middle) * kept, place.xy);
}

// -0.5 to 0.5, the same at the same place of the frame.
fn speckle(place: vec2<f32>) -> f32 {
    let at = vec2<u32>(place);
    var bits = (at.x * 0x9E3779B9u) ^ (at.y * 0x85EBCA6Bu);
    bits = (bits ^ (bits >> 15u)) * 0x2C1B3C6Du;
    bits = bits ^ (bits >> 12u);
    return f32(bits & 0xFFFFu) * (1.0 / 65536.0) - 0.5;
}
