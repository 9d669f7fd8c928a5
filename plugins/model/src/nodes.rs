//! The nodes of the scene, each where it stands.

use bevy_math::{Affine3A, Mat4, Quat, Vec3};

use crate::fault::{DEEPEST, FARTHEST, Fault, MOST_NODES};
use crate::gltf::{Gltf, Node};

/// A node of the scene.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Placed {
    /// Its number in the file.
    pub(crate) index: usize,
    pub(crate) name: String,
    /// Its parent's place in the same list, which is before its own.
    pub(crate) parent: Option<usize>,
    pub(crate) world: Affine3A,
}

/// All nodes of the scene that a file shows, parents first.
///
/// # Errors
/// When a node hangs on itself or on two others, hangs too deep, or stands nowhere.
pub(crate) fn nodes_of(gltf: &Gltf) -> Result<Vec<Placed>, Fault> {
    if gltf.nodes.len() > MOST_NODES {
        return Err(Fault::new(format!("it has more than {MOST_NODES} nodes")));
    }
    let mut met = vec![false; gltf.nodes.len()];
    let mut placed: Vec<Placed> = Vec::new();
    // What is next, with its parent's place and its depth; the last comes first.
    let mut waiting: Vec<(usize, Option<usize>, usize)> =
        roots(gltf).into_iter().rev().map(|root| (root, None, 0)).collect();
    while let Some((index, parent, depth)) = waiting.pop() {
        let within = |what: &str| Fault::new(format!("node {index} {what}"));
        let node = gltf.nodes.get(index).ok_or_else(|| within("is not there"))?;
        if std::mem::replace(&mut met[index], true) {
            return Err(within("hangs on two others, or on itself"));
        }
        if depth > DEEPEST {
            return Err(within("hangs too deep"));
        }
        let own = local(node);
        let world = parent.map_or(own, |parent: usize| placed[parent].world * own);
        if !world.is_finite() || Vec3::from(world.translation).abs().max_element() > FARTHEST {
            return Err(within("stands nowhere: its place is no number, or too far off"));
        }
        let name = node.name.clone().unwrap_or_default();
        placed.push(Placed { index, name, parent, world });
        let here = placed.len() - 1;
        if waiting.len() + node.children.len() > MOST_NODES {
            return Err(within("has too many children"));
        }
        waiting.extend(node.children.iter().rev().map(|child| (*child, Some(here), depth + 1)));
    }
    Ok(placed)
}

/// The roots of the scene that is shown; of a file without scenes, all nodes that hang on none.
fn roots(gltf: &Gltf) -> Vec<usize> {
    if let Some(scene) = gltf.scenes.get(gltf.scene.unwrap_or(0)) {
        return scene.nodes.clone();
    }
    let mut is_child = vec![false; gltf.nodes.len()];
    for child in gltf.nodes.iter().flat_map(|node| &node.children) {
        is_child.get_mut(*child).into_iter().for_each(|child| *child = true);
    }
    (0..gltf.nodes.len()).filter(|node| !is_child[*node]).collect()
}

fn local(node: &Node) -> Affine3A {
    if let Some(matrix) = node.matrix {
        return Affine3A::from_mat4(Mat4::from_cols_array(&matrix));
    }
    let turn = Quat::from_array(node.rotation.unwrap_or([0.0, 0.0, 0.0, 1.0]));
    // Of no length where a file says nothing sensible.
    let turn = if turn.length_squared() > 1e-12 { turn.normalize() } else { Quat::IDENTITY };
    Affine3A::from_scale_rotation_translation(
        node.scale.map_or(Vec3::ONE, Vec3::from),
        turn,
        node.translation.map_or(Vec3::ZERO, Vec3::from),
    )
}
