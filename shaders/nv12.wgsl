// A frame as encoders take it: a plane of brightness, then one of colour at half size. BT.709, limited range.
//
// Whole numbers throughout, so that every machine gives the same bytes.

struct Size {
    // Pixels; both even.
    width: u32,
    height: u32,
    // Words of four bytes a row.
    words: u32,
}

@group(0) @binding(0) var shown: texture_2d<f32>;
@group(0) @binding(1) var<storage, read_write> planes: array<u32>;
@group(0) @binding(2) var<uniform> size: Size;

fn pixel(x: u32, y: u32) -> vec3<i32> {
    let at = vec2(min(x, size.width - 1u), y);
    return vec3<i32>(textureLoad(shown, at, 0).rgb * 255.0 + 0.5);
}

fn luma(rgb: vec3<i32>) -> u32 {
    return u32((rgb.r * 11966 + rgb.g * 40254 + rgb.b * 4064 + 1081344) >> 16u);
}

// Of the sum of four pixels: blue difference, then red.
fn chroma(sum: vec3<i32>) -> u32 {
    let blue = (sum.r * -6596 + sum.g * -22189 + sum.b * 28785 + 33685504) >> 18u;
    let red = (sum.r * 28785 + sum.g * -26145 + sum.b * -2640 + 33685504) >> 18u;
    return u32(blue) | (u32(red) << 8u);
}

// Four pixels by two at a time.
@compute @workgroup_size(8, 8)
fn convert(@builtin(global_invocation_id) id: vec3<u32>) {
    let x = id.x * 4u;
    let y = id.y * 2u;
    if (id.x >= size.words || y >= size.height) {
        return;
    }
    var left = vec3<i32>(0);
    var right = vec3<i32>(0);
    for (var row = 0u; row < 2u; row++) {
        let a = pixel(x, y + row);
        let b = pixel(x + 1u, y + row);
        let c = pixel(x + 2u, y + row);
        let d = pixel(x + 3u, y + row);
        left += a + b;
        right += c + d;
        planes[(y + row) * size.words + id.x] =
            luma(a) | (luma(b) << 8u) | (luma(c) << 16u) | (luma(d) << 24u);
    }
    planes[(size.height + id.y) * size.words + id.x] = chroma(left) | (chroma(right) << 16u);
}
