//! What files say, and what is done about it.

use bevy_math::Vec3;
use maquette_model::{Model, footprints, pack};
use serde_json::{Value, json};

use crate::doll::glb;

/// A box of a metre on the ground, without normals.
fn boxed() -> (Value, Vec<u8>) {
    let mut bin = Vec::new();
    for corner in 0..8_u32 {
        let bit = |n: u32| (corner >> n & 1) as f32;
        [bit(0) - 0.5, bit(1), bit(2) - 0.5].iter().for_each(|v| bin.extend(v.to_le_bytes()));
    }
    let faces: [[u16; 4]; 6] =
        [[0, 2, 3, 1], [4, 5, 7, 6], [0, 4, 6, 2], [1, 3, 7, 5], [0, 1, 5, 4], [2, 6, 7, 3]];
    for [a, b, c, d] in faces {
        [a, b, c, a, c, d].iter().for_each(|i| bin.extend(i.to_le_bytes()));
    }
    let document = json!({
        "asset": {"version": "2.0"},
        "scenes": [{"nodes": [0]}],
        "nodes": [{"name": "Box", "mesh": 0}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}, "indices": 1}]}],
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": 8, "type": "VEC3"},
            {"bufferView": 1, "componentType": 5123, "count": 36, "type": "SCALAR"},
        ],
        "bufferViews": [
            {"buffer": 0, "byteLength": 96}, {"buffer": 0, "byteOffset": 96, "byteLength": 72},
        ],
        "buffers": [{"byteLength": 168}],
    });
    (document, bin)
}

fn read(document: &Value, bin: &[u8]) -> Result<Model, String> {
    Model::read(&glb(document, bin), "box.glb".as_ref()).map_err(|error| {
        let source = std::error::Error::source(&error).map(ToString::to_string);
        format!("{error}: {}", source.unwrap_or_default())
    })
}

#[track_caller]
fn check_refused(change: impl FnOnce(&mut Value), said: &str) {
    let (mut document, bin) = boxed();
    change(&mut document);
    let error = read(&document, &bin).expect_err(said);
    assert!(error.contains(said), "{error:?} does not say {said:?}");
}

/// Cubic metres inside of all surfaces; negative when they are inside out.
fn volume(model: &Model) -> f32 {
    let of = |s: &maquette_model::Surface| {
        let sixth = |t: &[u32; 3]| {
            let [a, b, c] = t.map(|corner| s.positions[corner as usize]);
            a.dot(b.cross(c)) / 6.0
        };
        s.triangles.iter().map(sixth).sum::<f32>()
    };
    model.surfaces.iter().map(of).sum()
}

#[test]
fn an_error_names_the_place_that_lies() {
    check_refused(|d| d["accessors"][0]["count"] = json!(9), "mesh 0: accessor 0 reaches past");
    check_refused(|d| d["bufferViews"][1]["byteLength"] = json!(999), "view 1 reaches past");
    check_refused(|d| d["accessors"][1]["count"] = json!(9_000_000), "accessor 1 has 9000000");
    check_refused(|d| d["accessors"][0]["type"] = json!("SCALAR"), "accessor 0 is \"SCALAR\"");
    check_refused(|d| d["buffers"][0]["byteLength"] = json!(400), "buffer 0 is cut short");
    check_refused(|d| d["nodes"][0]["children"] = json!([0]), "node 0 hangs on two others");
    check_refused(|d| d["nodes"][0]["mesh"] = json!(7), "mesh 7: it is not there");
    check_refused(|d| d["nodes"][0]["scale"] = json!([1e30, 1, 1]), "reaches too far off");
    check_refused(|d| d["buffers"][0]["uri"] = json!("box.bin"), "buffer 0 is another file");
    check_refused(
        |d| d["extensionsRequired"] = json!(["KHR_draco_mesh_compression"]),
        "KHR_draco_mesh_compression",
    );
    check_refused(|d| d["scenes"][0]["nodes"] = json!([]), "it shows nothing");
}

#[test]
fn a_number_that_is_none_is_refused() {
    let (document, mut bin) = boxed();
    bin[0..4].copy_from_slice(&f32::NAN.to_le_bytes());
    assert!(read(&document, &bin).unwrap_err().contains("accessor 0 holds what is no number"));
}

#[test]
fn instances_stand_where_their_nodes_do_and_mirrors_keep_their_outside() {
    let (mut document, bin) = boxed();
    document["nodes"] = json!([
        {"children": [1, 2], "translation": [0, 1, 0]},
        {"mesh": 0, "translation": [3, 0, 0]},
        {"mesh": 0, "scale": [-2, 1, 1], "translation": [-3, 0, 0]},
    ]);
    let model = read(&document, &bin).unwrap();
    assert_eq!(model.triangles(), 24);
    let (low, high) = model.bounds();
    assert!(low.distance(Vec3::new(-4.0, 1.0, -0.5)) < 1e-6, "{low}");
    assert!(high.distance(Vec3::new(3.5, 2.0, 0.5)) < 1e-6, "{high}");
    assert!((volume(&model) - 3.0).abs() < 1e-5, "one of a cubic metre, one of two");
    for surface in &model.surfaces {
        for triangle in &surface.triangles {
            let [a, b, c] = triangle.map(|corner| surface.positions[corner as usize]);
            let face = (b - a).cross(c - a).normalize();
            for corner in triangle {
                assert!(surface.normals[*corner as usize].dot(face) > 0.99, "a box has flat sides");
            }
        }
    }
}

#[test]
fn sparse_values_take_the_place_of_others() {
    let (mut document, mut bin) = boxed();
    // The corner 7 is lifted to 3 m.
    bin.extend([7, 0, 0, 0]);
    [0.5_f32, 3.0, 0.5].iter().for_each(|v| bin.extend(v.to_le_bytes()));
    document["buffers"][0]["byteLength"] = json!(184);
    let views = document["bufferViews"].as_array_mut().unwrap();
    views.push(json!({"buffer": 0, "byteOffset": 168, "byteLength": 4}));
    views.push(json!({"buffer": 0, "byteOffset": 172, "byteLength": 12}));
    document["accessors"][0]["sparse"] = json!({
        "count": 1, "indices": {"bufferView": 2, "componentType": 5121}, "values": {"bufferView": 3},
    });
    assert_eq!(read(&document, &bin).unwrap().bounds().1.y, 3.0);
    document["accessors"][0]["sparse"]["count"] = json!(2);
    assert!(read(&document, &bin).is_err());
}

#[test]
fn colours_are_those_of_the_material() {
    let (mut document, bin) = boxed();
    document["materials"] =
        json!([{"name": "Red", "pbrMetallicRoughness": {"baseColorFactor": [1, 0, 0, 1]}}]);
    document["meshes"][0]["primitives"][0]["material"] = json!(0);
    let model = read(&document, &bin).unwrap();
    assert!(model.surfaces[0].tints.iter().all(|tint| tint.distance(Vec3::X) < 1e-5));
    assert_eq!(model.surfaces[0].material, "Red");
}

#[test]
fn a_model_with_files_beside_it_becomes_one() {
    let folder = std::env::temp_dir().join(format!("maquette-model-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (mut document, bin) = boxed();
    document["buffers"][0]["uri"] = json!("the%20box.bin");
    document["images"] = json!([{"uri": "missing.png"}]);
    let path = folder.join("box.gltf");
    std::fs::write(folder.join("the box.bin"), &bin).unwrap();
    std::fs::write(&path, document.to_string()).unwrap();
    let packed = pack(&path).unwrap();
    let model = Model::read(&packed.bytes, &path).unwrap();
    assert_eq!(model.bounds(), (Vec3::new(-0.5, 0.0, -0.5), Vec3::new(0.5, 1.0, 0.5)));
    assert!(packed.notices[0].contains("missing.png"), "{:?}", packed.notices);
    let again = folder.join("again.glb");
    std::fs::write(&again, &packed.bytes).unwrap();
    assert_eq!(pack(&again).unwrap().bytes, packed.bytes, "what is whole stays as it is");
    document["buffers"][0]["uri"] = json!("../box.bin");
    std::fs::write(&path, document.to_string()).unwrap();
    let error = std::error::Error::source(&pack(&path).unwrap_err()).unwrap().to_string();
    assert!(error.contains("outside"), "{error}");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn what_stands_bars_the_way_and_a_floor_does_not() {
    let (mut document, bin) = boxed();
    document["nodes"] = json!([
        {"mesh": 0, "scale": [8, 0.05, 8]},
        {"mesh": 0, "translation": [2, 0.05, 0]},
        {"mesh": 0, "translation": [-2, 2.5, 0]},
    ]);
    document["scenes"][0]["nodes"] = json!([0, 1, 2]);
    let blocks = footprints(&read(&document, &bin).unwrap(), 1.0);
    assert_eq!(blocks.len(), 1, "{blocks:?}");
    assert!(blocks[0].low.distance(Vec3::new(1.5, 0.05, -0.5)) < 1e-5);
}

#[test]
fn the_walls_of_a_room_bar_the_way_and_its_middle_does_not() {
    let (mut document, bin) = boxed();
    // Four walls that touch are one part.
    document["nodes"] = json!([
        {"mesh": 0, "scale": [6, 2.6, 0.1], "translation": [0, 0, 3]},
        {"mesh": 0, "scale": [6, 2.6, 0.1], "translation": [0, 0, -3]},
        {"mesh": 0, "scale": [0.1, 2.6, 6.1], "translation": [3.05, 0, 0]},
        {"mesh": 0, "scale": [6, 0.02, 6]},
    ]);
    document["scenes"][0]["nodes"] = json!([0, 1, 2, 3]);
    let blocks = footprints(&read(&document, &bin).unwrap(), 1.0);
    let holds = |x: f32, z: f32| {
        blocks.iter().any(|b| b.low.x <= x && x <= b.high.x && b.low.z <= z && z <= b.high.z)
    };
    assert!(holds(0.0, 3.0) && holds(0.0, -3.0) && holds(3.05, 0.0), "{blocks:?}");
    assert!(!holds(0.0, 0.0) && !holds(-2.9, 0.0), "{blocks:?}");
}
