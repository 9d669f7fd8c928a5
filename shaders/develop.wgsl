// The drawn stage as the frame shows it: stair-steps smoothed, and the grain of the paper under it.

struct Sheet {
    // Pixels from the frame's corner to the picture's.
    corner: vec2<i32>,
    // Pixels of the picture, less one.
    last: vec2<i32>,
    // How much grain, as a share of white.
    grain: f32,
}

@group(0) @binding(0) var drawn: texture_2d<f32>;
@group(0) @binding(1) var<uniform> sheet: Sheet;

@vertex
fn develop_vertex(@builtin(vertex_index) index: u32) -> @builtin(position) vec4<f32> {
    let uv = vec2(f32((index << 1u) & 2u), f32(index & 2u));
    return vec4(uv * 2.0 - 1.0, 0.0, 1.0);
}

// Weights by how the eye sees; only to find edges.
fn grey(colour: vec3<f32>) -> f32 {
    return dot(colour, vec3(0.3, 0.6, 0.1));
}

@fragment
fn develop_fragment(@builtin(position) place: vec4<f32>) -> @location(0) vec4<f32> {
    let here = vec2<i32>(place.xy) - sheet.corner;
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
    let tooth = speckle(place.xy) * sheet.grain;
    return vec4(colour + tooth, 1.0);
}

// -0.5 to 0.5, the same at the same place of the frame.
fn speckle(place: vec2<f32>) -> f32 {
    let at = vec2<u32>(place);
    var bits = (at.x * 0x9E3779B9u) ^ (at.y * 0x85EBCA6Bu);
    bits = (bits ^ (bits >> 15u)) * 0x2C1B3C6Du;
    bits = bits ^ (bits >> 12u);
    return f32(bits & 0xFFFFu) * (1.0 / 65536.0) - 0.5;
}
