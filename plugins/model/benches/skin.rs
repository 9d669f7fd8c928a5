//! How long a frame of a character takes.

use criterion::{Criterion, criterion_group, criterion_main};
use maquette_document::{Figure, Pose};
use maquette_figure::{Acting, Body, posed};
use maquette_model::{Character, Model};

#[path = "../tests/it/doll.rs"]
mod doll;

fn skin(criterion: &mut Criterion) {
    let body = Body::of(&Figure::default());
    let bytes = doll::Doll { rings: 200, ..doll::Doll::default() }.glb(&body);
    let model = Model::read(&bytes, "doll.glb".as_ref()).expect("it is sound");
    let character = Character::of(model).expect("it has its bones");
    let worn = character.worn(&body, false);
    let acting = Acting::held(&body, Pose::Talk, bevy_math::Vec3::ZERO, 0.3);
    let pose = posed(&body, &acting, None);
    let corners = worn.at_rest().positions.len();
    criterion.bench_function(&format!("skin {corners} corners"), |bench| {
        bench.iter(|| worn.posed(&pose));
    });
}

criterion_group!(benches, skin);
criterion_main!(benches);
