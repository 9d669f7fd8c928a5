//! From the bytes of a file to a [`Model`].

use std::collections::BTreeMap;
use std::path::Path;

use bevy_math::{Affine3A, Mat3A, Mat4, Vec2, Vec3, Vec3A, ops};

use crate::accessor::Source;
use crate::fault::{
    FARTHEST, Fault, MOST_BYTES, MOST_JOINTS, MOST_TRIANGLES, MOST_VERTICES, ModelError,
};
use crate::glb::{is_glb, split};
use crate::gltf::{Gltf, Primitive};
use crate::model::{Model, Skin, Slot, Surface};
use crate::nodes::{Placed, nodes_of};
use crate::pack::{data_of, too_large};
use crate::texture::{Texture, light_from_srgb, srgb_from_light};

/// Required extensions that change nothing of what is read here, or that are read.
const KNOWN: [&str; 14] = [
    "KHR_mesh_quantization",
    "KHR_materials_clearcoat",
    "KHR_materials_emissive_strength",
    "KHR_materials_ior",
    "KHR_materials_sheen",
    "KHR_materials_specular",
    "KHR_materials_transmission",
    "KHR_materials_unlit",
    "KHR_materials_volume",
    "KHR_materials_variants",
    "KHR_lights_punctual",
    "KHR_texture_transform",
    "VRM",
    "VRMC_vrm",
];

impl Model {
    /// Reads a `.glb`, or a `.gltf` that holds its own buffers; `path` is for the message. For one with files
    /// beside it see [`pack`](crate::pack).
    ///
    /// # Errors
    /// Whatever is wrong with it, by the name of its place in the file.
    pub fn read(bytes: &[u8], path: &Path) -> Result<Self, ModelError> {
        Self::parse(bytes).map_err(|fault| fault.of(path))
    }

    fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        if bytes.len() > MOST_BYTES {
            return Err(Fault::new(too_large()));
        }
        let (json, bin) = match is_glb(bytes) {
            true => split(bytes).map(|chunks| (chunks.json, chunks.bin))?,
            false => (bytes, None),
        };
        let gltf: Gltf = serde_json::from_slice(json)
            .map_err(|error| Fault::new(format!("this is no glTF: {error}")))?;
        let unknown: Vec<&str> = gltf.extensions_required.iter().map(String::as_str).collect();
        let unknown: Vec<&str> =
            unknown.into_iter().filter(|name| !KNOWN.contains(name)).take(8).collect();
        if !unknown.is_empty() {
            let names = unknown.join(", ");
            return Err(Fault::new(format!(
                "it needs extensions that are not known here: {names}; export it without them"
            )));
        }
        let nodes = nodes_of(&gltf)?;
        let source = Source::new(&gltf, bin)?;
        let mut reading = Reading {
            gltf: &gltf,
            nodes: &nodes,
            source,
            textures: BTreeMap::new(),
            model: Self::default(),
            vertices: 0,
            triangles: 0,
        };
        reading.skins()?;
        for (place, node) in nodes.iter().enumerate() {
            reading.node(place, node)?;
        }
        let mut model = reading.model;
        model.nodes = nodes;
        if model.triangles() == 0 {
            return Err(Fault::new("it shows nothing: there are no triangles in its scene"));
        }
        Ok(model)
    }
}

struct Reading<'a> {
    gltf: &'a Gltf,
    nodes: &'a [Placed],
    source: Source<'a>,
    textures: BTreeMap<usize, Option<Texture>>,
    model: Model,
    vertices: usize,
    triangles: usize,
}

/// Corners as a primitive has them.
struct Corners {
    positions: Vec<Vec3>,
    normals: Vec<Vec3>,
    triangles: Vec<[u32; 3]>,
    tints: Vec<Vec3>,
    /// Which corner of the file each is.
    of: Vec<u32>,
}

impl Reading<'_> {
    fn notice(&mut self, notice: String) {
        if self.model.notices.len() < 32 && !self.model.notices.contains(&notice) {
            self.model.notices.push(notice);
        }
    }

    fn skins(&mut self) -> Result<(), Fault> {
        let place_of: BTreeMap<usize, usize> =
            self.nodes.iter().enumerate().map(|(place, node)| (node.index, place)).collect();
        let mut joints = 0;
        for (index, skin) in self.gltf.skins.iter().enumerate() {
            let within = |fault: Fault| fault.within(format_args!("skin {index}"));
            joints += skin.joints.len();
            if joints > MOST_JOINTS {
                return Err(within(Fault::new(format!("more than {MOST_JOINTS} joints"))));
            }
            let binds: Vec<[f32; 16]> = match skin.inverse_bind_matrices {
                Some(accessor) => {
                    self.source.floats(accessor, &["MAT4"], MOST_JOINTS, 0.0).map_err(within)?
                }
                None => vec![Mat4::IDENTITY.to_cols_array(); skin.joints.len()],
            };
            if binds.len() < skin.joints.len() {
                return Err(within(Fault::new("fewer inverse bind matrices than joints")));
            }
            for (joint, bind) in skin.joints.iter().zip(binds) {
                // A skin that nothing in the scene wears may have its joints elsewhere.
                let node = place_of.get(joint).copied().unwrap_or(usize::MAX);
                let inverse_bind = Affine3A::from_mat4(Mat4::from_cols_array(&bind));
                self.model.slots.push(Slot { node, inverse_bind });
            }
        }
        Ok(())
    }

    fn node(&mut self, place: usize, node: &Placed) -> Result<(), Fault> {
        let own = &self.gltf.nodes[node.index];
        let Some(mesh) = own.mesh else { return Ok(()) };
        let within = |fault: Fault| fault.within(format_args!("mesh {mesh}"));
        let primitives =
            self.gltf.meshes.get(mesh).ok_or_else(|| within(Fault::new("it is not there")))?;
        for primitive in &primitives.primitives {
            let skin = own.skin.filter(|_| primitive.attributes.joints.is_some());
            let Some(corners) = self.corners(primitive).map_err(within)? else { continue };
            let skin = match skin {
                Some(skin) => Some(self.skin(skin, primitive, &corners).map_err(within)?),
                None => None,
            };
            let name = if node.name.is_empty() { &primitives.name } else { &own.name };
            let material =
                primitive.material.and_then(|material| self.gltf.materials.get(material));
            let mut surface = Surface {
                name: name.clone().unwrap_or_default(),
                material: material.and_then(|m| m.name.clone()).unwrap_or_default(),
                double_sided: material.is_some_and(|m| m.double_sided),
                positions: corners.positions,
                normals: corners.normals,
                triangles: corners.triangles,
                tints: corners.tints,
                skin,
                node: place,
            };
            self.stand(&mut surface, node.world)?;
            self.model.surfaces.push(surface);
        }
        Ok(())
    }

    /// Puts a surface where its node stands, or where its bones hold it.
    fn stand(&self, surface: &mut Surface, world: Affine3A) -> Result<(), Fault> {
        let mirrors = match &surface.skin {
            Some(skin) => {
                let held = |slot: u16| {
                    let slot = self.model.slots.get(usize::from(slot));
                    let node = slot.and_then(|slot| self.nodes.get(slot.node));
                    slot.zip(node).map_or(Affine3A::IDENTITY, |(s, n)| n.world * s.inverse_bind)
                };
                for corner in 0..skin.bind.len() {
                    let place = blended(&skin.slots[corner], &skin.weights[corner], &held);
                    let (point, normal) = skin.bind[corner];
                    surface.positions[corner] = place.transform_point3(point);
                    surface.normals[corner] = place.transform_vector3(normal).normalize_or(Vec3::Y);
                }
                skin.slots.first().is_some_and(|slots| held(slots[0]).matrix3.determinant() < 0.0)
            }
            None => {
                let turn = world.matrix3.inverse().transpose();
                let turn = if turn.is_finite() { turn } else { world.matrix3 };
                for point in &mut surface.positions {
                    *point = world.transform_point3(*point);
                }
                for normal in &mut surface.normals {
                    *normal = Vec3::from(turn * Vec3A::from(*normal)).normalize_or(Vec3::Y);
                }
                world.matrix3.determinant() < 0.0
            }
        };
        if mirrors {
            surface.triangles.iter_mut().for_each(|triangle| triangle.swap(1, 2));
        }
        let is_near = |p: &Vec3| p.abs().max_element() <= FARTHEST && p.is_finite();
        match surface.positions.iter().all(is_near) {
            true => Ok(()),
            false => Err(Fault::new("it reaches too far off to be drawn")),
        }
    }

    /// None for what has no triangles: points and lines.
    fn corners(&mut self, primitive: &Primitive) -> Result<Option<Corners>, Fault> {
        let mode = primitive.mode.unwrap_or(4);
        let Some(accessor) = primitive.attributes.position.filter(|_| (4..=6).contains(&mode))
        else {
            self.notice("points and lines in it are not drawn".into());
            return Ok(None);
        };
        self.vertices = self.vertices.saturating_add(self.source.count(accessor));
        if self.vertices > MOST_VERTICES {
            return Err(Fault::new(format!("the model has more than {MOST_VERTICES} corners")));
        }
        let points = |source: &Source<'_>, accessor: usize| {
            let found = source.floats::<3>(accessor, &["VEC3"], MOST_VERTICES, 0.0)?;
            Ok::<Vec<Vec3>, Fault>(found.into_iter().map(Vec3::from).collect())
        };
        let positions = points(&self.source, accessor)?;
        let indices = match primitive.indices {
            Some(accessor) => self
                .source
                .wholes::<1>(accessor, &["SCALAR"], 3 * MOST_TRIANGLES)?
                .into_iter()
                .map(|[index]| index)
                .collect(),
            None => (0..positions.len() as u32).collect::<Vec<u32>>(),
        };
        let triangles = triangles_of(mode, &indices);
        if triangles.iter().flatten().any(|&corner| corner as usize >= positions.len()) {
            return Err(Fault::new("a triangle names a corner that is not there"));
        }
        self.triangles = self.triangles.saturating_add(triangles.len());
        if self.triangles > MOST_TRIANGLES {
            return Err(Fault::new(format!("the model has more than {MOST_TRIANGLES} triangles")));
        }
        let tints = self.tints(primitive, positions.len(), &triangles)?;
        let normals = match primitive.attributes.normal {
            Some(accessor) => points(&self.source, accessor)?,
            None => Vec::new(),
        };
        let of = (0..positions.len() as u32).collect();
        let plain = Corners { positions, normals, triangles, tints, of };
        Ok(Some(if plain.normals.len() == plain.positions.len() { plain } else { shaded(&plain) }))
    }

    /// The colour of each triangle: of its material, its picture and its corners.
    fn tints(
        &mut self,
        primitive: &Primitive,
        corners: usize,
        triangles: &[[u32; 3]],
    ) -> Result<Vec<Vec3>, Fault> {
        let attributes = &primitive.attributes;
        let material = primitive.material.and_then(|material| self.gltf.materials.get(material));
        let pbr = material.map(|material| &material.pbr_metallic_roughness);
        let factor = pbr.and_then(|pbr| pbr.base_color_factor).unwrap_or([1.0; 4]);
        let factor = Vec3::new(factor[0], factor[1], factor[2]).clamp(Vec3::ZERO, Vec3::ONE);
        let texture = pbr.and_then(|pbr| pbr.base_color_texture.as_ref()).map(|info| info.index);
        let image = texture.and_then(|t| self.gltf.textures.get(t)).and_then(|t| t.source);
        if let Some(image) = image {
            self.load(image);
        }
        let picture = image.and_then(|image| self.textures.get(&image)).and_then(Option::as_ref);
        let uvs: Vec<[f32; 2]> = match attributes.texcoord.filter(|_| picture.is_some()) {
            Some(accessor) => self.source.floats(accessor, &["VEC2"], MOST_VERTICES, 0.0)?,
            None => Vec::new(),
        };
        let colours: Vec<[f32; 3]> = match attributes.color {
            Some(accessor) => {
                self.source.floats(accessor, &["VEC3", "VEC4"], MOST_VERTICES, 1.0)?
            }
            None => Vec::new(),
        };
        let mean = |triangle: &[u32; 3], of: &dyn Fn(usize) -> Vec3| {
            triangle.iter().map(|&corner| of(corner as usize)).sum::<Vec3>() / 3.0
        };
        let tint = |triangle: &[u32; 3]| {
            let mut light = factor;
            if let (Some(picture), true) = (picture, uvs.len() == corners) {
                let uv = mean(triangle, &|corner| Vec2::from(uvs[corner]).extend(0.0));
                light *= light_from_srgb(picture.at(uv.truncate()));
            }
            if colours.len() == corners {
                light *= mean(triangle, &|corner| Vec3::from(colours[corner])).max(Vec3::ZERO);
            }
            srgb_from_light(light)
        };
        Ok(triangles.iter().map(tint).collect())
    }

    fn load(&mut self, image: usize) {
        if self.textures.contains_key(&image) {
            return;
        }
        let described = self.gltf.images.get(image);
        let bytes = described.and_then(|image| match (&image.uri, image.buffer_view) {
            (Some(uri), _) if uri.starts_with("data:") => data_of(uri).ok(),
            (_, Some(view)) => self.source.view(view).ok().map(|(bytes, _)| bytes.to_vec()),
            _ => None,
        });
        let texture = bytes.and_then(|bytes| Texture::read(&bytes));
        if texture.is_none() {
            self.notice(format!("picture {image} cannot be read; its surfaces are plain"));
        }
        self.textures.insert(image, texture);
    }

    fn skin(&self, skin: usize, primitive: &Primitive, corners: &Corners) -> Result<Skin, Fault> {
        let within = |fault: Fault| fault.within(format_args!("skin {skin}"));
        let joints =
            self.gltf.skins.get(skin).ok_or_else(|| within(Fault::new("it is not there")))?;
        let joints = joints.joints.len();
        let first: usize = self.gltf.skins[..skin].iter().map(|skin| skin.joints.len()).sum();
        let (Some(of), Some(weights)) = (primitive.attributes.joints, primitive.attributes.weights)
        else {
            return Err(within(Fault::new("corners without weights")));
        };
        let of = self.source.wholes::<4>(of, &["VEC4"], MOST_VERTICES)?;
        let weights = self.source.floats::<4>(weights, &["VEC4"], MOST_VERTICES, 0.0)?;
        let mut out = Skin { bind: Vec::new(), slots: Vec::new(), weights: Vec::new() };
        for (corner, &from) in corners.of.iter().enumerate() {
            let from = from as usize;
            let (Some(of), Some(weights)) = (of.get(from), weights.get(from)) else {
                return Err(within(Fault::new("fewer joints or weights than corners")));
            };
            let mut weights = weights.map(|weight| weight.max(0.0));
            let sum: f32 = weights.iter().sum();
            // What hangs on nothing follows the first joint named.
            weights = if sum > 1e-6 { weights.map(|w| w / sum) } else { [1.0, 0.0, 0.0, 0.0] };
            let mut slots = [0_u16; 4];
            for (slot, (joint, weight)) in slots.iter_mut().zip(of.iter().zip(weights)) {
                let joint = *joint as usize;
                let is_there = joint < joints
                    && self.model.slots.get(first + joint).is_some_and(|s| s.node != usize::MAX);
                if weight > 0.0 && !is_there {
                    let what = format!("corner {from} hangs on joint {joint}, which is not there");
                    return Err(within(Fault::new(what)));
                }
                *slot = if weight > 0.0 { (first + joint) as u16 } else { first as u16 };
            }
            out.bind.push((corners.positions[corner], corners.normals[corner]));
            out.slots.push(slots);
            out.weights.push(weights);
        }
        Ok(out)
    }
}

/// The mean of the places of four slots.
pub(crate) fn blended(
    slots: &[u16; 4],
    weights: &[f32; 4],
    held: &dyn Fn(u16) -> Affine3A,
) -> Affine3A {
    let mut sum = Affine3A { matrix3: Mat3A::ZERO, translation: Vec3A::ZERO };
    for (&slot, &weight) in slots.iter().zip(weights) {
        if weight > 0.0 {
            let place = held(slot);
            sum.matrix3 += place.matrix3 * weight;
            sum.translation += place.translation * weight;
        }
    }
    sum
}

fn triangles_of(mode: u32, indices: &[u32]) -> Vec<[u32; 3]> {
    let three = |t: &[u32]| [t[0], t[1], t[2]];
    match mode {
        5 => indices
            .windows(3)
            .enumerate()
            .map(|(n, t)| if n % 2 == 0 { three(t) } else { [t[1], t[0], t[2]] })
            .collect(),
        6 => indices
            .get(1..)
            .unwrap_or_default()
            .windows(2)
            .map(|pair| [indices[0], pair[0], pair[1]])
            .collect(),
        _ => indices.chunks_exact(3).map(three).collect(),
    }
}

/// Degrees at which faces that meet are shaded as one where a file does not say how.
const SMOOTH: f32 = 42.0;

/// With normals worked out: corners are parted by triangle, and shaded with the faces that meet them.
fn shaded(plain: &Corners) -> Corners {
    let cell = |p: Vec3| p.to_array().map(|v| (v + 0.0).to_bits());
    let area = |t: &[u32; 3]| {
        let [a, b, c] = t.map(|corner| plain.positions[corner as usize]);
        (b - a).cross(c - a)
    };
    let areas: Vec<Vec3> = plain.triangles.iter().map(area).collect();
    let mut around: BTreeMap<[u32; 3], Vec<usize>> = BTreeMap::new();
    for (face, triangle) in plain.triangles.iter().enumerate() {
        for &corner in triangle {
            around.entry(cell(plain.positions[corner as usize])).or_default().push(face);
        }
    }
    let sharp = ops::cos(SMOOTH.to_radians());
    let mut out = Corners {
        positions: Vec::new(),
        normals: Vec::new(),
        triangles: Vec::new(),
        tints: plain.tints.clone(),
        of: Vec::new(),
    };
    for (face, triangle) in plain.triangles.iter().enumerate() {
        let facing = areas[face].normalize_or(Vec3::Y);
        let base = out.positions.len() as u32;
        for &corner in triangle {
            let point = plain.positions[corner as usize];
            // At the pole of a fine ball hundreds meet; the first of them say enough.
            let near = around.get(&cell(point)).into_iter().flatten().take(64).map(|&f| areas[f]);
            let sum: Vec3 = near.filter(|n| n.normalize_or_zero().dot(facing) > sharp).sum();
            out.positions.push(point);
            out.normals.push(sum.normalize_or(facing));
            out.of.push(plain.of[corner as usize]);
        }
        out.triangles.push([base, base + 1, base + 2]);
    }
    out
}
