//! What was directed, written as records.

use crate::breakdown::SceneBreakdown;
use crate::direct::{Directed, Film};
use crate::ground::Ground;
use crate::judges::moves_sparingly;
use crate::plan::{ScenePlan, plan_of};
use crate::seed::made;
use crate::shot::Planned;
use crate::stage::{LineClip, ShotFault, Staged, StagingReport};
use maquette_document::{
    Edit, Id, Kind, Paragraph, Performance, Scene, Sequence, Shot, Text, fields_of,
};
use maquette_script::{Script, can_be_staged};

/// Writes what was directed as records.
pub(crate) struct Writer<'a> {
    film: &'a Film<'a>,
    sequences: Vec<(usize, Id)>,
    scenes: Vec<Edit>,
    /// With the number of each.
    shots: Vec<(u32, Edit)>,
    performances: Vec<Edit>,
    texts: Vec<Edit>,
    rigs: Vec<Edit>,
    clips: Vec<LineClip>,
    plans: Vec<ScenePlan>,
    report: StagingReport,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(film: &'a Film<'a>) -> Self {
        Self {
            film,
            sequences: Vec::new(),
            scenes: Vec::new(),
            shots: Vec::new(),
            performances: Vec::new(),
            texts: Vec::new(),
            rigs: Vec::new(),
            clips: Vec::new(),
            plans: Vec::new(),
            report: StagingReport {
                not_understood: film.breakdown.not_understood.clone(),
                sentences: film.breakdown.sentences,
                notices: film.breakdown.notices.clone(),
                ..StagingReport::default()
            },
        }
    }

    /// Writes a scene whose shots have these `numbers`.
    pub(crate) fn scene(
        &mut self,
        scene: &SceneBreakdown,
        ground: &Ground,
        directed: &Directed,
        numbers: &[u32],
    ) {
        let seed = self.film.seed;
        let paragraph = scene.heading.map_or(Id::NONE, |at| self.film.breakdown.paragraphs[at]);
        let id = made(seed, "scene", paragraph, if paragraph.is_none() { "opening" } else { "" });
        let sequence = Id::hashed(&["sequence", &seed.to_string(), &scene.sequence.to_string()]);
        if !self.sequences.iter().any(|(_, known)| *known == sequence) {
            self.sequences.push((scene.sequence, sequence));
        }
        self.scenes.push(Edit::create(
            id,
            &Scene {
                sequence,
                heading: scene.text.clone(),
                paragraph,
                number: scene.number.clone(),
                place: scene.place.clone(),
                setting: scene.setting,
                time: scene.time,
                weather: scene.weather,
                set: ground.id,
            },
        ));
        let plan = plan_of(self.film, ground, directed, id, &scene.text, numbers);
        self.plans.push(plan);
        for (shot, number) in directed.shots.iter().zip(numbers) {
            self.shot(id, shot, *number);
        }
    }

    fn shot(&mut self, scene: Id, shot: &Planned, number: u32) {
        let seed = self.film.seed;
        let players = self.film.players;
        let rig = made(seed, "rig", shot.id, "");
        let paragraph = |at: &usize| self.film.breakdown.paragraphs[*at];
        let lines: Vec<Id> = shot.lines.iter().map(paragraph).collect();
        self.report.covered.extend(&lines);
        let record = Edit::create(
            shot.id,
            &Shot {
                scene,
                number,
                length: shot.length,
                size: shot.size,
                angle: shot.angle,
                kind: shot.kind,
                subjects: shot.subjects.iter().map(|who| players[*who].id).collect(),
                lines,
                why: shot.why.clone(),
                rig,
                poster: shot.poster,
                ..Shot::default()
            },
        );
        self.shots.push((number, record));
        self.rigs.push(Edit::create(rig, &shot.rig));
        for (who, keys) in &shot.performances {
            let figure = players[*who].id;
            let id = made(seed, "performance", shot.id, &figure.to_string());
            let hands = shot.hands.iter().find(|(other, _)| other == who);
            let hands = hands.map(|(_, hands)| hands.clone()).unwrap_or_default();
            let keys = keys.clone();
            let performance =
                Performance { shot: shot.id, figure, keys, hands, ..Performance::default() };
            self.performances.push(Edit::create(id, &performance));
        }
        for text in &shot.texts {
            let id = made(seed, "text", shot.id, &paragraph(&text.paragraph).to_string());
            let record =
                Text { shot: shot.id, style: text.style, span: text.span, body: text.body.clone() };
            self.texts.push(Edit::create(id, &record));
        }
        self.clips.extend(shot.clips.iter().map(|clip| LineClip {
            paragraph: self.film.breakdown.paragraphs[clip.paragraph],
            figure: players[clip.who].id,
            shot: shot.id,
            at: clip.at,
            length: clip.length,
        }));
        self.report.shots += 1;
        self.report.moving += usize::from(!shot.rig.moves.is_empty());
        self.report.faults.extend(shot.faults.iter().map(|fault| ShotFault {
            shot: shot.id,
            number,
            rule: fault.rule,
            why: fault.why.clone(),
        }));
    }

    pub(crate) fn finish(mut self, script: &Script, original: &str, grounds: &[Ground]) -> Staged {
        let breakdown = self.film.breakdown;
        let sections: Vec<&str> = script
            .paragraphs
            .iter()
            .filter(|one| one.kind == maquette_document::ParagraphKind::Section)
            .map(|one| one.text.as_str())
            .collect();
        let mut edits = Vec::new();
        for (index, id) in &self.sequences {
            let named = index.checked_sub(1).and_then(|at| sections.get(at));
            let name = named.map_or_else(
                || script.title_of("Title").unwrap_or_default().to_owned(),
                |name| (*name).to_owned(),
            );
            edits.push(Edit::create(*id, &Sequence { name }));
        }
        edits.append(&mut self.scenes);
        let records = script.records(original);
        edits.extend(breakdown.paragraphs.iter().zip(&records).map(|(id, one)| written(*id, one)));
        self.shots.sort_by_key(|(number, _)| *number);
        edits.extend(self.shots.drain(..).map(|(_, shot)| shot));
        self.report.faults.sort_by_key(|fault| fault.number);
        edits.extend(self.film.players.iter().map(|one| Edit::create(one.id, &one.figure)));
        edits.extend(grounds.iter().map(|ground| Edit::create(ground.id, &ground.set)));
        edits.append(&mut self.performances);
        edits.append(&mut self.texts);
        edits.append(&mut self.rigs);
        let mut covered = std::mem::take(&mut self.report.covered);
        covered.sort_unstable();
        covered.dedup();
        let asked = script.paragraphs.iter().zip(&breakdown.paragraphs).filter(|(one, _)| {
            can_be_staged(one.kind)
                && one.text.chars().any(char::is_alphanumeric)
                && !maquette_script::is_editing_order(one.text.trim())
        });
        for (_, id) in asked {
            if covered.binary_search(id).is_ok() {
                self.report.covered.push(*id);
            } else {
                self.report.uncovered.push(*id);
            }
        }
        if let Some(fault) = moves_sparingly(self.report.shots, self.report.moving) {
            self.report.faults.push(ShotFault {
                shot: Id::NONE,
                number: 0,
                rule: fault.rule,
                why: fault.why,
            });
        }
        Staged { edits, line_clips: self.clips, plans: self.plans, report: self.report }
    }
}

/// A paragraph as the script has it. How a hand directs it is no part of a staging, and no staging changes it.
fn written(id: Id, paragraph: &Paragraph) -> Edit {
    let mut fields = fields_of(paragraph);
    fields.remove("direction");
    Edit::Create { id, kind: Kind::Paragraph, fields }
}
