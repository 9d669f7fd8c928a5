//! The key of a picture.

use bevy_math::{Vec2, Vec3};
use blake3::Hasher;

use crate::values::Moment;

impl Moment {
    /// A hash of all that it shows, whatever the time: equal keys, equal pictures.
    ///
    /// Figures, sets and pictures stand in it by their identity; who keeps pictures longer than the film stays
    /// unchanged adds what those identities stood for.
    pub fn key(&self) -> [u8; 32] {
        let mut hasher = Hasher::new();
        let view = &self.view;
        floats(&mut hasher, &[self.aspect, view.focal, view.rotation.x, view.rotation.y]);
        floats(&mut hasher, &[view.rotation.z, view.rotation.w]);
        point(&mut hasher, view.position);
        pair(&mut hasher, view.gate);
        pair(&mut hasher, view.shift);
        // Of a picture that is sharp all through the stop says nothing.
        if let Some(focus) = view.focus {
            floats(&mut hasher, &[focus, view.stop]);
        }
        hasher.update(format!("{:?}{:?}", self.light, self.set).as_bytes());
        for figure in &self.figures {
            hasher.update(format!("figure{}{:?}", figure.id, figure.hold).as_bytes());
            // Doors open by the stride of who comes.
            floats(&mut hasher, &[figure.posed.mouth, figure.stride]);
            for joint in &figure.posed.joints {
                floats(&mut hasher, &joint.to_cols_array());
            }
        }
        for card in &self.cards {
            hasher.update(format!("card{}", card.media).as_bytes());
            point(&mut hasher, card.position);
            pair(&mut hasher, card.size);
            floats(&mut hasher, &[card.turn, card.opacity]);
        }
        if self.burn_ins.captions {
            for text in &self.texts {
                hasher.update(format!("text{:?}{}\0", text.style, text.body).as_bytes());
            }
        }
        hasher.update(format!("{:?}{:?}", self.burn_ins.timecode, self.burn_ins.shot).as_bytes());
        if !weather_is_still(self) {
            hasher.update(&self.time.0.to_le_bytes());
        }
        *hasher.finalize().as_bytes()
    }
}

/// Rain and snow fall in a held shot too.
fn weather_is_still(moment: &Moment) -> bool {
    use maquette_document::Weather;
    matches!(moment.light.weather, Weather::Clear | Weather::Fog)
}

fn floats(hasher: &mut Hasher, values: &[f32]) {
    for value in values {
        hasher.update(&value.to_le_bytes());
    }
}

fn point(hasher: &mut Hasher, point: Vec3) {
    floats(hasher, &point.to_array());
}

fn pair(hasher: &mut Hasher, pair: Vec2) {
    floats(hasher, &pair.to_array());
}
