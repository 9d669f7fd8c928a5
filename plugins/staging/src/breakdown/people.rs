//! Whom lines are said to, and what stands about.

use super::deed::{Deed, ThingKind};
use super::scene::{Beat, SceneBreakdown};
use maquette_document::PieceKind;

/// Speeches that name nobody are said to who spoke last, else to who speaks next.
pub(super) fn address(scene: &mut SceneBreakdown) {
    let people: Vec<usize> = scene.people.iter().map(|one| one.who).collect();
    let speakers: Vec<Option<usize>> = scene
        .beats
        .iter()
        .map(|beat| match beat {
            Beat::Speech(speech) if people.contains(&speech.who) => Some(speech.who),
            _ => None,
        })
        .collect();
    let after = others_ahead(&speakers);
    // The last who spoke, and the last other than that one.
    let mut before: [Option<usize>; 2] = [None; 2];
    for (index, beat) in scene.beats.iter_mut().enumerate() {
        let Beat::Speech(speech) = beat else { continue };
        let named = speech.to.filter(|one| people.contains(one));
        let other = |one: &usize| *one != speech.who;
        let earlier = before.iter().flatten().copied().find(other);
        let later = after[index].iter().flatten().copied().find(other);
        let anybody = || people.iter().copied().find(other);
        speech.to = named.or(earlier).or(later).or_else(anybody);
        if let Some(one) = speakers[index].filter(|one| before[0] != Some(*one)) {
            before = [Some(one), before[0]];
        }
    }
}

/// For each beat the next who speaks, and the next other than that one.
fn others_ahead(speakers: &[Option<usize>]) -> Vec<[Option<usize>; 2]> {
    let mut ahead = vec![[None; 2]; speakers.len()];
    let mut next: [Option<usize>; 2] = [None; 2];
    for (index, speaker) in speakers.iter().enumerate().rev() {
        if let Some(one) = speaker.filter(|one| next[0] != Some(*one)) {
            next = [Some(one), next[0]];
        }
        ahead[index] = next;
    }
    ahead
}

pub(super) fn pieces_in(beats: &[Beat]) -> Vec<PieceKind> {
    let mut pieces = Vec::new();
    for beat in beats {
        let Beat::Action(action) = beat else { continue };
        for thing in &action.things {
            let ThingKind::Piece(kind) = thing.what else { continue };
            pieces.push(kind);
        }
        // Who sits needs something to sit on.
        if action.acts.iter().any(|act| act.deed == Deed::Sleep) {
            pieces.push(PieceKind::Bed);
        }
    }
    pieces.sort_unstable();
    pieces.dedup();
    pieces
}
