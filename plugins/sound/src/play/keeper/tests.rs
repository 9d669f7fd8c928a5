use std::collections::VecDeque;

use crossbeam_channel::Sender;
use proptest::prelude::*;

use super::*;
use crate::play::Player;
use crate::play::feed::Feed;
use crate::{Mix, MixPlan, RATE};

/// Cards that do as they are told, in this order; with none left, there is none.
struct Fakes {
    next: Mutex<VecDeque<Fake>>,
    lines: Sender<Line>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fake {
    Card,
    Missing,
    /// Does not answer for good.
    Hangs,
}

impl Cards for Fakes {
    fn begin(&self, line: Line) -> Receiver<Result<Opened, String>> {
        let (answer, answered) = bounded(1);
        match self.next.lock().unwrap().pop_front() {
            Some(Fake::Card) => {
                let output = Output::Card { name: "a fake".into(), rate: RATE };
                answer.send(Ok(Opened { stream: Box::new(()), output })).unwrap();
                self.lines.send(line).unwrap();
            }
            Some(Fake::Missing) | None => answer.send(Err("no card".into())).unwrap(),
            // Whoever waits goes on waiting.
            Some(Fake::Hangs) => std::mem::forget(answer),
        }
        answered
    }
}

struct Stand {
    player: Player,
    keeper: Keeper<Fakes>,
    lines: Receiver<Line>,
    now: Duration,
}

impl Stand {
    fn new(fakes: &[Fake]) -> Self {
        let plan = MixPlan { length: 3600 * i64::from(RATE), ..MixPlan::default() };
        let (player, source) = Player::new(Arc::new(Mix::new(&plan)));
        let (lines, taken) = bounded(64);
        let cards = Fakes { next: Mutex::new(fakes.iter().copied().collect()), lines };
        let keeper = Keeper::new(source, cards);
        Self { player, keeper, lines: taken, now: Duration::ZERO }
    }

    /// So much time passes, 10 ms by 10 ms.
    fn pass(&mut self, milliseconds: u64) {
        for _ in 0..milliseconds / 10 {
            self.now += Duration::from_millis(10);
            self.keeper.tick(self.now);
        }
    }

    fn silent(&self) -> Option<String> {
        match self.player.output() {
            Output::Silent { why } => Some(why),
            Output::Opening | Output::Card { .. } | Output::Captured => None,
        }
    }
}

/// 10 ms.
fn ask(feed: &mut Feed) {
    feed.give(&mut [0.0_f32; 960], Duration::ZERO);
}

#[test]
fn without_a_card_time_passes_and_the_reason_is_told() {
    let mut stand = Stand::new(&[]);
    stand.player.play();
    stand.pass(2_000);
    assert_eq!(stand.silent().as_deref(), Some("no card"));
    let passed = stand.player.position();
    assert!((passed - 2 * i64::from(RATE)).abs() <= 960, "{passed}");
}

#[test]
fn a_card_that_comes_later_is_played_on() {
    let mut stand = Stand::new(&[Fake::Missing, Fake::Missing, Fake::Card]);
    stand.player.play();
    stand.pass(500);
    assert!(stand.silent().is_some());
    stand.pass(2_000);
    assert!(matches!(stand.player.output(), Output::Card { .. }));
    // From now on its own samples are the clock.
    let at = stand.player.position();
    stand.pass(500);
    assert_eq!(stand.player.position(), at);
    ask(&mut stand.lines.recv().unwrap().feed(2, RATE));
    assert_eq!(stand.player.position(), at + 480);
}

#[test]
fn a_card_that_is_lost_while_playing_is_followed_by_silence_and_by_the_next_card() {
    let mut stand = Stand::new(&[Fake::Card, Fake::Missing, Fake::Card]);
    stand.player.play();
    stand.pass(10);
    let line = stand.lines.recv().unwrap();
    let mut feed = line.feed(2, RATE);
    ask(&mut feed);
    line.lose("the cable was pulled");
    stand.pass(10);
    assert_eq!(stand.silent().as_deref(), Some("the cable was pulled"));
    let lost_at = stand.player.position();
    stand.pass(500);
    assert!((stand.player.position() - lost_at - 24_000).abs() <= 960);
    // The old card, asking once more, gets nothing and moves nothing.
    let at = stand.player.position();
    ask(&mut feed);
    assert_eq!(stand.player.position(), at);
    stand.pass(2_000);
    assert!(matches!(stand.player.output(), Output::Card { .. }));
    assert!(stand.player.is_playing());
}

#[test]
fn a_card_that_goes_quiet_is_given_up() {
    let mut stand = Stand::new(&[Fake::Card]);
    stand.player.play();
    stand.pass(10);
    ask(&mut stand.lines.recv().unwrap().feed(2, RATE));
    stand.pass(2_900);
    assert_eq!(stand.silent(), None);
    stand.pass(200);
    assert!(stand.silent().is_some_and(|why| why.contains("asks for nothing")));
}

#[test]
fn a_card_that_never_answers_stops_no_clock() {
    let mut stand = Stand::new(&[Fake::Hangs]);
    stand.player.play();
    stand.pass(900);
    assert_eq!((stand.player.output(), stand.player.position()), (Output::Opening, 0));
    stand.pass(1_100);
    assert!(stand.silent().is_some_and(|why| why.contains("does not answer")));
    assert!(0 < stand.player.position());
}

#[test]
fn faults_that_pass_are_borne_and_those_that_do_not_are_the_end() {
    let mut stand = Stand::new(&[Fake::Card]);
    stand.player.play();
    stand.pass(10);
    let line = stand.lines.recv().unwrap();
    let mut feed = line.feed(2, RATE);
    for _ in 0..100 {
        line.fault("a hiccup");
        ask(&mut feed);
        line.starve();
        stand.pass(10);
    }
    assert_eq!((stand.silent(), stand.player.dropouts()), (None, 100));
    (0..10).for_each(|_| line.fault("it is broken"));
    stand.pass(10);
    assert_eq!(stand.silent().as_deref(), Some("it is broken"));
}

#[derive(Clone, Copy, Debug)]
enum Event {
    Pass(u64),
    Ask { frames: usize, channels: usize, rate: u32, ahead: u64 },
    Lose,
    Fault,
    Play,
    Pause,
    Seek(i64),
    Scrub(i64),
    CountIn(u32),
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        (1_u64..1_500).prop_map(Event::Pass),
        (
            0_usize..3_000,
            0_usize..9,
            prop::sample::select(vec![1_u32, 8_000, 44_100, 48_000, 96_000, u32::MAX]),
            any::<u64>()
        )
            .prop_map(|(frames, channels, rate, ahead)| Event::Ask {
                frames,
                channels,
                rate,
                ahead
            }),
        Just(Event::Lose),
        Just(Event::Fault),
        Just(Event::Play),
        Just(Event::Pause),
        any::<i64>().prop_map(Event::Seek),
        any::<i64>().prop_map(Event::Scrub),
        (0_u32..3).prop_map(Event::CountIn),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_cards_do_the_film_goes_on(
        fakes in prop::collection::vec(prop::sample::select(vec![Fake::Card, Fake::Missing]), 0..8),
        events in prop::collection::vec(event(), 1..40),
    ) {
        let mut stand = Stand::new(&fakes);
        let mut lines: Vec<Line> = Vec::new();
        for event in events {
            match event {
                Event::Pass(milliseconds) => stand.pass(milliseconds),
                Event::Ask { frames, channels, rate, ahead } => if let Some(line) = lines.last() {
                    let mut data = vec![0_i16; frames];
                    line.feed(channels, rate).give(&mut data, Duration::from_nanos(ahead));
                },
                Event::Lose => lines.iter().for_each(|line| line.lose("gone")),
                Event::Fault => lines.iter().for_each(|line| line.fault("broken")),
                Event::Play => stand.player.play(),
                Event::Pause => stand.player.pause(),
                Event::Seek(place) => stand.player.seek(place),
                Event::Scrub(place) => stand.player.scrub(place),
                Event::CountIn(seconds) => stand.player.play_after(seconds),
            }
            lines.extend(stand.lines.try_iter());
            let (heard, position) = (stand.player.heard(), stand.player.position());
            prop_assert!(0 <= heard && heard <= stand.player.length(), "{heard}");
            prop_assert!(0 <= position && position <= stand.player.length(), "{position}");
        }
        // With no card left, time passes in the end.
        stand.player.pause();
        stand.pass(30);
        stand.player.seek(0);
        stand.player.play();
        stand.pass(40_000);
        if stand.silent().is_some() {
            prop_assert!(0 < stand.player.position());
        }
    }
}
