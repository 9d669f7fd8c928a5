//! Action: what is done is seen, in as few shots as it takes to read it.

use bevy_math::Vec3;
use maquette_document::{Angle, ShotKind, ShotSize, TextStyle};
use maquette_time::{Flicks, Span};

use super::moves::{Wish, act_reason};
use super::setups::Setup;
use super::words::{the, verb_of};
use super::{Director, Draft};
use crate::breakdown::{Act, Action, Beat, Deed, ThingKind};
use crate::shot::PlannedText;
use crate::tables::seconds;

/// Seconds before the end of a handing over at which the thing is in both hands.
const HANDED: f32 = 0.9;

/// Metres from all others at which somebody has left them.
const PARTED: f32 = 0.7;

/// Acts that one shot shows; people are places in the scene's list.
pub(super) struct Cluster<'a> {
    pub(super) acts: Vec<&'a Act>,
}

impl Cluster<'_> {
    /// The act that the shot is about.
    fn principal(&self) -> &Act {
        let rank = |act: &Act| match act.deed {
            Deed::Enter | Deed::Exit => 9,
            Deed::Run | Deed::Walk | Deed::Follow | Deed::Climb => 8,
            Deed::Fight | Deed::Fall | Deed::Embrace | Deed::Give | Deed::Throw => 7,
            Deed::Sit | Deed::StandUp | Deed::Lie | Deed::Kneel | Deed::Phone | Deed::OpenDoor => 6,
            Deed::PickUp | Deed::Read | Deed::Open | Deed::Show | Deed::Ring => 5,
            Deed::Look | Deed::Point => 4,
            Deed::Smile | Deed::Nod | Deed::Speak | Deed::Wait => 1,
            _ => 3,
        };
        let mut best = self.acts[0];
        for act in &self.acts[1..] {
            if rank(act) > rank(best) {
                best = act;
            }
        }
        best
    }
}

impl Director<'_> {
    /// The first shot of the scene, if it needs one of its own; the beat to go on with.
    pub(super) fn open(&mut self) -> usize {
        let heading = self.scene.heading;
        let first = match self.scene.beats.first() {
            Some(Beat::Action(action)) if self.is_description(action) => Some(action),
            _ => None,
        };
        let Some(place) = heading.or_else(|| self.scene.beats.first().map(Beat::paragraph)) else {
            return 0;
        };
        if !self.is_new_place && !self.scene.beats.is_empty() {
            return 0;
        }
        let mut draft = self.draft(place, "establish", Setup::Establish, self.when());
        draft.length = self.between(seconds::ESTABLISHING, place, "establish");
        if let Some(action) = first {
            draft.lines.push(action.paragraph);
            draft.length = draft.length.max(reading(action.words).min(5.5));
        }
        draft.lines.dedup();
        if self.granted(0) && first.is_some() && !self.ground.is_interior() {
            draft.wish = Wish::Crane(-0.5);
        } else if self.granted(0) && self.ground.is_interior() && 2.4 < draft.length {
            draft.wish = Wish::PushIn(0.06);
        }
        self.shoot(draft);
        usize::from(first.is_some())
    }

    fn when(&self) -> String {
        use maquette_document::{TimeOfDay, Weather};
        let time = match self.scene.time {
            TimeOfDay::Dawn => "at dawn",
            TimeOfDay::Day => "by day",
            TimeOfDay::Dusk => "at dusk",
            TimeOfDay::Night => "at night",
        };
        let weather = match self.scene.weather {
            Weather::Clear => "",
            Weather::Rain => ", in rain",
            Weather::Fog => ", in fog",
            Weather::Snow => ", in snow",
        };
        format!("{time}{weather}")
    }

    /// Nothing changes in it: it says how the place is, and how people are in it.
    fn is_description(&self, action: &Action) -> bool {
        action.acts.iter().all(|act| {
            act.who.is_empty() && !matches!(act.deed, Deed::Ring | Deed::OpenDoor)
                || act.deed.is_posture() && act.what.iter().all(|thing| !thing.stressed)
        }) && action.things.iter().all(|thing| !thing.stressed)
            && action.words < 30
    }

    /// Shoots a paragraph of action.
    pub(super) fn action(&mut self, beat: usize, action: &Action) {
        if action.insert && self.inserted(action) {
            return;
        }
        let before = self.shots.len();
        let met = |act: &Act| act.deed.travels() && !act.whom.is_empty();
        self.stop_short = action.acts.iter().any(met);
        let most = (reading(action.words) / 1.7).round().max(1.0) as usize;
        let clusters = self.clusters(action, most);
        if clusters.is_empty() {
            self.described(beat, action);
        }
        let reason = |cluster: &Cluster| act_reason(cluster.principal());
        let best = (0..clusters.len()).rev().max_by_key(|index| reason(&clusters[*index]));
        for (index, cluster) in clusters.iter().enumerate() {
            let last = index + 1 == clusters.len();
            let moves = self.granted(beat) && best == Some(index);
            self.shoot_cluster(beat, action, cluster, index, last, moves);
        }
        self.fill(action, before);
    }

    /// Acts by who does them, at most `most` groups: neighbours of the same people become one.
    fn clusters<'b>(&self, action: &'b Action, most: usize) -> Vec<Cluster<'b>> {
        let staged = |act: &&Act| {
            act.who.iter().any(|who| self.place_of(*who).is_some()) || act.who.is_empty()
        };
        let mut clusters: Vec<Cluster> =
            action.acts.iter().filter(staged).map(|act| Cluster { acts: vec![act] }).collect();
        while clusters.len() > most {
            let same = |pair: &[Cluster]| {
                let (a, b) = (pair[0].principal(), pair[1].principal());
                let inside = pair.iter().map(|one| one.acts.len()).sum::<usize>() <= 4;
                (a.who == b.who && inside, !(a.deed.travels() && b.deed.travels()))
            };
            let found = clusters.windows(2).position(|pair| same(pair) == (true, true));
            let Some(at) = found.or_else(|| clusters.windows(2).position(|pair| same(pair).0))
            else {
                break;
            };
            let next = clusters.remove(at + 1);
            clusters[at].acts.extend(next.acts);
        }
        clusters
    }

    fn shoot_cluster(
        &mut self,
        beat: usize,
        action: &Action,
        cluster: &Cluster,
        index: usize,
        last: bool,
        moves: bool,
    ) {
        let principal = cluster.principal();
        let doers: Vec<usize> =
            principal.who.iter().filter_map(|who| self.place_of(*who)).collect();
        for act in &cluster.acts {
            self.bring_for(act);
        }
        let comes =
            |p: &usize| self.stances[*p].here || cluster.acts.iter().any(|act| act.deed.travels());
        let Some(p) = doers.iter().copied().find(comes) else {
            self.happening(action, principal, index);
            return;
        };
        let mut draft = self.draft(action.paragraph, format!("act {index}"), Setup::Establish, "");
        let start = draft.doing.stance(p).at;
        let mut length: f32 = 0.0;
        for act in &cluster.acts {
            length = length.max(self.perform(&mut draft.doing, act) + 0.45);
            length = length.max(act.deed.seconds());
        }
        draft.length = length;
        let first = index == 0 && beat == 0;
        self.look_at_it(&mut draft, principal, &doers, start, first || self.acted % 4 == 3);
        let ends = self.is_last_scene && beat + 1 == self.scene.beats.len() && last;
        if ends
            && principal.deed != Deed::Look
            && !matches!(draft.setup, Setup::Way { .. })
            && draft.doing.stance(p).here
        {
            // The end is wide; what mattered may be seen after it.
            let group: Vec<usize> =
                (0..draft.doing.stances().len()).filter(|q| draft.doing.stance(*q).here).collect();
            if group.len() > 1 {
                let kind = if group.len() == 2 { ShotKind::Two } else { ShotKind::Group };
                draft.setup = Setup::Group { who: group, size: ShotSize::Fs, kind };
            }
        }
        draft.why = self.why_done(p, &doers, principal);
        if moves {
            self.let_move(&mut draft, beat, principal, p);
        }
        self.acted += 1;
        self.shoot(draft);
        self.details(action, cluster, index, p, last);
    }

    /// Who acts is there, or comes.
    fn bring_for(&mut self, act: &Act) {
        for who in act.who.iter().chain(&act.whom) {
            let Some(p) = self.place_of(*who) else { continue };
            let comes = act.who.contains(who)
                && (act.deed == Deed::Enter || self.scene.people[p].enters && act.deed.travels());
            if !self.stances[p].here && !comes {
                self.bring(p);
            }
        }
    }

    /// The set-up that an act is seen by.
    fn look_at_it(
        &mut self,
        draft: &mut Draft,
        act: &Act,
        doers: &[usize],
        start: Vec3,
        wide: bool,
    ) {
        let p = doers[0];
        let end = draft.doing.stance(p).at;
        let whom = self.other_of(draft, act, p);
        // Who is gone to is in the picture, whole.
        let met = whom.filter(|_| act.deed.travels());
        let whom = whom.or_else(|| doers.get(1).copied());
        let single = |size| Setup::Single {
            on: p,
            with: whom,
            size,
            angle: Angle::Eye,
            variant: self.acted,
        };
        let went = draft.doing.walks.iter().find(|walk| walk.0 == p).copied();
        let group: Vec<usize> =
            (0..draft.doing.stances().len()).filter(|q| draft.doing.stance(*q).here).collect();
        let kind = if group.len() == 2 { ShotKind::Two } else { ShotKind::Group };
        let everybody = |size| {
            if group.len() > 1 {
                Setup::Group { who: group.clone(), size, kind }
            } else {
                single(size)
            }
        };
        (draft.setup, draft.at) = match (act.deed, went) {
            (Deed::Exit, Some((_, from, to))) => {
                draft.length = draft.length.max(draft.doing.end() + seconds::EMPTY);
                let at = self.parted_at(draft, p, from, to);
                (Setup::Way { on: p, from: start, to: end, size: ShotSize::Fs }, at)
            }
            (Deed::Give | Deed::Embrace | Deed::Touch | Deed::Fight | Deed::Show, _)
                if whom.is_some() =>
            {
                let who = vec![p, whom.unwrap_or(p)];
                let setup = Setup::Group { who, size: ShotSize::Ms, kind: ShotKind::Two };
                (setup, touched_at(draft, act.deed))
            }
            (_, Some((_, _, to))) if start.distance(end) > 0.9 => {
                (self.way_of(draft, act, p, (start, end), met), to)
            }
            (Deed::Walk | Deed::Run | Deed::Follow, _) if met.is_some() => {
                let who = [Some(p), met].into_iter().flatten().collect();
                (Setup::Group { who, size: ShotSize::Fs, kind: ShotKind::Two }, draft.doing.end())
            }
            _ if doers.len() > 1 => {
                let kind = if doers.len() == 2 { ShotKind::Two } else { ShotKind::Group };
                (Setup::Group { who: doers.to_vec(), size: ShotSize::Mls, kind }, 0.2)
            }
            _ if wide && act.deed != Deed::Look => (everybody(ShotSize::Fs), self.tall(draft, p)),
            (Deed::Lie | Deed::Fall | Deed::Sleep, _) => (single(ShotSize::Fs), 0.2),
            _ if draft.doing.stoops(p) => (single(ShotSize::Fs), 0.2),
            (
                Deed::Sit | Deed::StandUp | Deed::Kneel | Deed::Crouch | Deed::Climb | Deed::Throw,
                _,
            ) => (single(ShotSize::Mls), self.tall(draft, p)),
            (
                Deed::Look
                | Deed::LookAway
                | Deed::Listen
                | Deed::Cry
                | Deed::Smile
                | Deed::Nod
                | Deed::ShakeHead,
                _,
            ) => (single(ShotSize::Mcu), draft.doing.end().max(0.3)),
            (Deed::Think | Deed::Wait | Deed::Stop, _) => (single(ShotSize::Cowboy), 0.3),
            _ => (single(ShotSize::Ms), draft.doing.end().max(0.3)),
        };
        draft.at = draft.at.min(draft.length - 0.1);
    }

    /// Whom an act is done to, if they are there.
    fn other_of(&self, draft: &Draft, act: &Act, p: usize) -> Option<usize> {
        let mut whom = act.whom.iter().filter_map(|who| self.place_of(*who));
        whom.find(|q| draft.doing.stance(*q).here && *q != p)
    }

    /// All of a way, up to whoever is gone to.
    fn way_of(
        &self,
        draft: &Draft,
        act: &Act,
        p: usize,
        (start, end): (Vec3, Vec3),
        met: Option<usize>,
    ) -> Setup {
        let from = draft.doing.keys(p).first().map_or(start, |key| key.position);
        let from = if act.deed == Deed::Enter { self.threshold(from) } else { from };
        let to = met.map_or(end, |q| draft.doing.stance(q).at);
        Setup::Way { on: p, from, to, size: ShotSize::Fs }
    }

    /// An instant at which who leaves between two times is out from among the others, and not yet at the door.
    fn parted_at(&self, draft: &Draft, p: usize, from: f32, to: f32) -> f32 {
        let parted = |time: &f32| {
            let people = self.people_at(&draft.doing, *time);
            let Some(own) = people.iter().find(|one| one.who == self.who(p)) else { return false };
            let mut others = people.iter().filter(|other| other.who != own.who);
            others.all(|other| (other.at - own.at).with_y(0.0).length() > PARTED)
        };
        let times = [0.3, 0.45, 0.15].map(|share| (from + share * (to - from)).max(0.1));
        times.into_iter().find(parted).unwrap_or(from.max(0.1))
    }

    /// The instant of a shot at which somebody stands tallest: a frame that holds that holds all.
    fn tall(&self, draft: &Draft, p: usize) -> f32 {
        let late = (draft.doing.end() + 0.1).min(draft.length - 0.1);
        let height = |time: f32| {
            let who = self.who(p);
            self.people_at(&draft.doing, time)
                .iter()
                .find(|person| person.who == who)
                .map_or(0.0, |one| one.crown.y)
        };
        if height(late) > height(0.1) { late } else { 0.1 }
    }

    /// Inside of the door through which a way comes in.
    fn threshold(&self, outside: Vec3) -> Vec3 {
        let door = self
            .ground
            .doors
            .iter()
            .find(|door| door.opening.is_some() && door.outside.distance(outside) < 0.3);
        door.map_or(outside, |door| door.inside)
    }

    /// A granted move, where the act has a use for one.
    fn let_move(&mut self, draft: &mut Draft, beat: usize, act: &Act, p: usize) {
        let ends = self.is_last_scene && beat + 1 == self.scene.beats.len();
        let went = draft.doing.walks.iter().find(|walk| walk.0 == p).copied();
        let seed = crate::seed::number(&[&self.key, &draft.purpose]);
        match (act.deed, went) {
            (Deed::Enter, _) if 2.5 < draft.length => draft.wish = Wish::PushIn(0.07),
            (Deed::Exit | Deed::Enter, _) => {}
            (_, Some((_, from, to))) if to - from > 1.6 => {
                let start = draft.doing.keys(p).first().map_or(Vec3::ZERO, |key| key.position);
                let far = start.distance(draft.doing.stance(p).at) > 2.6;
                let travels = far && !self.ground.is_interior() && seed.is_multiple_of(2);
                draft.setup = Setup::Single {
                    on: p,
                    with: None,
                    size: ShotSize::Fs,
                    angle: Angle::Eye,
                    variant: self.acted,
                };
                if travels {
                    (draft.wish, draft.at) =
                        (Wish::Follow { figure: self.id_of(p), from, to }, from.max(0.1));
                } else {
                    (draft.wish, draft.at) = (Wish::Pan { from, to }, to.min(draft.length - 0.1));
                }
            }
            (Deed::Run | Deed::Fight | Deed::Fall, _) => draft.wish = Wish::Handheld(seed),
            _ if ends => draft.wish = Wish::PullOut(0.22),
            (
                Deed::Think
                | Deed::Cry
                | Deed::Look
                | Deed::Wait
                | Deed::Sit
                | Deed::Embrace
                | Deed::Drive,
                _,
            ) => draft.wish = Wish::PushIn(0.10),
            _ => {}
        }
    }

    fn why_done(&self, p: usize, doers: &[usize], act: &Act) -> String {
        let thing =
            act.what.iter().find(|thing| !matches!(thing.what, ThingKind::Other) || thing.stressed);
        let whom =
            act.whom.iter().find_map(|who| self.place_of(*who)).filter(|q| !doers.contains(q));
        let toward = match (act.deed, whom, thing) {
            (Deed::Look, Some(q), _) => format!(" at {}", self.name(q)),
            (Deed::Look, None, Some(thing)) => format!(" at {}", the(thing)),
            (Deed::Walk | Deed::Run | Deed::Follow, Some(q), _) => format!(" to {}", self.name(q)),
            (Deed::Walk | Deed::Run, None, Some(thing))
                if !matches!(thing.what, ThingKind::Prop(_) | ThingKind::Other) =>
            {
                format!(" to {}", the(thing))
            }
            (Deed::Sit | Deed::Wait, None, Some(thing))
                if !matches!(thing.what, ThingKind::Prop(_) | ThingKind::Other) =>
            {
                format!(" at {}", the(thing))
            }
            (Deed::PickUp | Deed::Read | Deed::Open | Deed::Give, _, Some(thing)) => {
                format!(" ({})", the(thing))
            }
            (Deed::Embrace | Deed::Touch | Deed::Fight, Some(q), _) => {
                format!(" with {}", self.name(q))
            }
            _ => String::new(),
        };
        if doers.len() > 1 {
            format!("they {}{toward}", verb_of(act.deed))
        } else {
            format!("{}{toward}", self.does(p, verb_of(act.deed)))
        }
    }

    /// Words that the picture shows.
    pub(super) fn title(&mut self, paragraph: usize, text: &str) {
        let setup = if self.shots.is_empty() || self.here().is_empty() {
            Setup::Establish
        } else {
            self.everybody(None, ShotSize::Fs)
        };
        let mut draft = self.draft(paragraph, "title", setup, "the title");
        draft.length = seconds::TITLE;
        let span = Span::new(
            Flicks::SECOND / 4,
            Flicks::from_seconds(f64::from(seconds::TITLE)) - Flicks::SECOND / 2,
        );
        draft.texts.push(PlannedText {
            style: TextStyle::Title,
            span,
            body: text.to_owned(),
            paragraph,
        });
        self.shoot(draft);
    }

    /// Shots of a paragraph stand long enough for it to be read.
    fn fill(&mut self, action: &Action, from: usize) {
        let shots = &mut self.shots[from..];
        let total: f32 = shots.iter().map(|shot| shot.length.seconds() as f32).sum();
        let wanted = reading(action.words).min(12.0);
        let (missing, count) = (wanted - total, shots.len() as f32);
        if missing <= 0.0 || shots.is_empty() {
            return;
        }
        for shot in shots {
            let length = shot.length.seconds() as f32;
            let more = (missing / count).min(6.0 - length).max(0.0);
            shot.length = super::choose::whole_frames(length + more, self.film.rate);
        }
    }
}

/// Seconds that it takes to see what so many words say.
pub(super) fn reading(words: usize) -> f32 {
    (seconds::READING + seconds::WORD * words as f32).clamp(1.4, 14.0)
}

/// When two who do something to one another are nearest: a thing goes from hand to hand before both stand again.
fn touched_at(draft: &Draft, deed: Deed) -> f32 {
    let early = if deed == Deed::Give { HANDED } else { 0.0 };
    (draft.doing.end() - early).max(0.3)
}
