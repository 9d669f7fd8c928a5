use bevy_math::{Vec2, Vec3};
use maquette_document::{
    Angle, Curve, Ease, Focus, Landmark, MoveKind, Pace, Sensor, ShotKind, ShotSize, Target,
};

use super::*;
use crate::script::names::Name;

/// All ways in which words are written, on a shot that they can be said of.
#[test]
fn every_way_in_which_a_word_is_written_runs() {
    for word in WORDS {
        for usage in word.usage {
            let (before, after) = match (word.name, *usage) {
                ("ease" | "after" | "then", _) | (_, "over(2.5)") => (".dolly_in(1)", ""),
                ("dead_zone" | "lag", _) => (".track()", ""),
                ("straight", _) => (".through(0, 1, 2)", ".through(1, 1, 1)"),
                ("through", _) => ("", ".through(0, 2, 2)"),
                _ => ("", ""),
            };
            let usage = usage.replace("x, y, z", "1, 1.6, -2");
            recipe(&format!("shot(MS).on(\"MARA\"){before}.{usage}{after}"));
        }
    }
}

#[test]
fn every_name_is_known_inside_of_functions_too() {
    for row in NAMES {
        recipe(&format!("fn f() {{ let x = {}; shot(MS) }} f()", row.name));
    }
    recipe(
        "print(length); print(aspect); print(current_lens); for one in figures { print(one); } shot(MS)",
    );
}

#[test]
fn the_example_of_the_page_means_what_it_says() {
    let found =
        recipe(r#"shot(MS).on("MARA").from(eye).lens(35).dolly_in(1.2).ease(slow).handheld(0.2)"#);
    assert_eq!(found.size, Some(ShotSize::Ms));
    assert_eq!(found.subjects, [id("MARA")]);
    assert_eq!((found.angle, found.lens), (Some(Angle::Eye), Some(35.0)));
    let [dolly, hands] = found.moves[..] else { panic!("{:?}", found.moves) };
    assert_eq!(dolly.kind, RecipeKind::Known(MoveKind::Dolly(1.2)));
    assert_eq!((dolly.start.seconds(), dolly.length.seconds()), (0.4, 4.2));
    assert_eq!(dolly.ease, Ease::InOut);
    assert!(matches!(
        hands.kind,
        RecipeKind::Known(MoveKind::Handheld { strength, .. }) if strength == 0.2
    ));
    assert_eq!((hands.start.seconds(), hands.length.seconds()), (0.0, 5.0));
    assert_eq!(hands.ease, Ease::Linear);
}

#[test]
fn a_move_does_what_its_name_says() {
    let rows: &[(&str, MoveKind)] = &[
        ("pan(20)", MoveKind::Pan(20.0)),
        ("pan(-20)", MoveKind::Pan(-20.0)),
        ("pan(left, 20)", MoveKind::Pan(20.0)),
        ("pan(right, 20)", MoveKind::Pan(-20.0)),
        ("whip_pan(right, 70)", MoveKind::Pan(-70.0)),
        ("tilt(-10)", MoveKind::Tilt(-10.0)),
        ("roll(8)", MoveKind::Roll(8.0)),
        ("dolly_in(1)", MoveKind::Dolly(1.0)),
        ("dolly_out(1)", MoveKind::Dolly(-1.0)),
        ("truck_left(1)", MoveKind::Truck(-1.0)),
        ("truck_right(1)", MoveKind::Truck(1.0)),
        ("pedestal_up(0.5)", MoveKind::Pedestal(0.5)),
        ("pedestal_down(0.5)", MoveKind::Pedestal(-0.5)),
        ("zoom_to(85)", MoveKind::Zoom(85.0)),
        ("crash_zoom(85)", MoveKind::Zoom(85.0)),
        ("rack_to(4.5)", MoveKind::Rack(4.5)),
        ("follow()", MoveKind::Follow(id("MARA"))),
        ("follow(\"tom\")", MoveKind::Follow(id("TOM"))),
    ];
    for (word, kind) in rows {
        let found = recipe(&format!("shot(MS).on(\"MARA\").{word}"));
        assert_eq!(found.moves[0].kind, RecipeKind::Known(*kind), "{word}");
    }
    let open = |word: &str| recipe(&format!("shot(MS).on(\"MARA\").{word}")).moves[0].kind;
    assert_eq!(open("orbit(40)"), RecipeKind::Orbit(40.0));
    assert_eq!(open("arc(-40)"), RecipeKind::Orbit(-40.0));
    assert_eq!(open("dolly_zoom(1.5)"), RecipeKind::DollyZoom(1.5));
    let hand = Target::Figure { figure: id("TOM"), landmark: Landmark::RightHand };
    assert_eq!(open("rack_to(\"TOM\", right_hand)"), RecipeKind::RackTo(hand));
    let RecipeKind::Known(MoveKind::Crane { arm, boom, swing }) = open("crane(2, 15)") else {
        panic!("no crane")
    };
    assert!((boom - 30.0).abs() < 1e-3 && arm == 4.0 && swing == 15.0);
    assert_eq!(recipe("shot(MS).whip_pan(9)").moves[0].length.seconds(), 0.25);
}

#[test]
fn framing_words_are_kept_as_they_are_said() {
    let found = recipe(
        r#"shot(MCU, OTS).on("MARA").over("TOM").from(low).side(left).round(-35).place(right, 0.4)
            .lens(50).sensor("super 35").stop(2)"#,
    );
    assert_eq!((found.size, found.kind), (Some(ShotSize::Mcu), Some(ShotKind::Ots)));
    assert_eq!((found.over, found.angle), (Some(id("TOM")), Some(Angle::Low)));
    assert_eq!((found.side, found.bearing), (Some(Hand::Left), Some(-35.0)));
    assert_eq!(found.place, Placing { across: Some(1.0 - 1.0 / 3.0), down: Some(0.4) });
    assert_eq!(found.sensor, Some(Sensor { width: 24.89, height: 18.66 }));
    let mara = Target::Figure { figure: id("MARA"), landmark: Landmark::Eyes };
    assert_eq!((found.stop, found.focus), (Some(2.0), Some(Focus::On(mara))));
    assert_eq!(recipe("shot(POV).from(\"TOM\").on(\"MARA\")").eyes_of, Some(id("TOM")));
    assert_eq!(recipe("shot(TWO).on([\"MARA\", \"TOM\", \"mara\"])").subjects.len(), 2);
    assert_eq!(recipe("shot(MS).focus_at(2)").focus, Some(Focus::Distance(2.0)));
    let placed = recipe("shot().at(1, 1.6, -2).look_at(0, 1, 0).focus_at(0, 1, 0)");
    let point = Target::Point(Vec3::Y);
    assert_eq!(placed.stand, Some(Vec3::new(1.0, 1.6, -2.0)));
    assert_eq!((placed.look, placed.focus), (Some(point), Some(Focus::On(point))));
}

#[test]
fn a_head_tracks_whom_it_is_told_to() {
    let found = recipe("shot(MS).track(\"TOM\", chest).lag(0.3).dead_zone(0.1, 0.05)");
    let target = Target::Figure { figure: id("TOM"), landmark: Landmark::Chest };
    assert_eq!(found.tracking, Some(Track { target, dead_zone: Vec2::new(0.1, 0.05), lag: 0.3 }));
    // Whom it is on may be said later.
    let later = recipe("shot(MS).track().on(\"MARA\")").tracking.expect("it tracks");
    assert!(matches!(later.target, Target::Figure { figure, .. } if figure == id("MARA")));
}

#[test]
fn a_path_goes_through_its_places_in_its_time() {
    let found = recipe("shot(MS).through(0, 1, 4).through(1, 1, 3).over(2).ease(linear)");
    let path = found.path.expect("a path");
    assert_eq!((path.keys.len(), path.curve), (2, Curve::Through));
    assert_eq!(path.keys[1].position, Vec3::new(1.0, 1.0, 3.0));
    let Pace::Even { start, length, ease } = path.pace else { panic!("{:?}", path.pace) };
    assert_eq!((start.seconds(), length.seconds(), ease), (0.4, 2.0, Ease::Linear));
    let list =
        recipe("let p = []; for i in 0..5 { p.push([i, 1.6, 4]); } shot(MS).path(p).straight()");
    let path = list.path.expect("a path");
    assert_eq!((path.keys.len(), path.curve), (5, Curve::Straight));
}

#[test]
fn times_are_said_behind_the_move_that_they_are_of() {
    let found = recipe(
        "shot(MS).dolly_in(1).over(1).after(0.5).ease(fast).then().pan(10).ease(gather).tilt(5)",
    );
    let [dolly, pan, tilt] = found.moves[..] else { panic!("{:?}", found.moves) };
    assert_eq!((dolly.start.seconds(), dolly.length.seconds()), (0.5, 1.0));
    assert_eq!((dolly.ease, pan.ease, tilt.ease), (Ease::Out, Ease::In, Ease::InOut));
    assert_eq!((pan.start, pan.length), (tilt.start, tilt.length));
    assert!((pan.start.seconds() - 1.5).abs() < 1e-6);
    let late = recipe("shot(MS).dolly_in(1).over(9)");
    assert!(late.notes[0].contains("4.0 s"), "{:?}", late.notes);
}

#[test]
fn words_can_be_said_line_by_line() {
    let chained = recipe("shot(MS).on(\"MARA\").lens(50).dolly_in(1)");
    let lines = recipe(
        "let s = shot(MS);\ns.on(\"MARA\");\nif length > 3 { s.lens(50); }\ns.dolly_in(1);\ns",
    );
    assert_eq!(chained, lines);
    // A hundred words in one chain.
    let long = format!("shot(MS){}", ".lens(50)".repeat(100));
    assert_eq!(recipe(&long).lens, Some(50.0));
}

#[test]
fn the_same_script_and_facts_give_the_same_recipe_and_another_seed_another_chance() {
    let source = "let a = rand(); let b = rand_between(20, 80);\n\
                  shot(MS).on(\"MARA\").lens(b).pan(a * 10).handheld(1)";
    let seed = |seed| run(source, &Facts { seed, ..facts() }).expect("it runs");
    assert_eq!(seed(1), seed(1));
    let (one, two) = (seed(1), seed(2));
    assert_ne!(one.lens, two.lens);
    assert!((20.0..80.0).contains(&one.lens.expect("a lens")));
    let calm = |recipe: Recipe| Recipe { lens: None, moves: Vec::new(), ..recipe };
    assert_eq!(calm(one), calm(two));
    let plain = "shot(MS).on(\"MARA\").dolly_in(1)";
    assert_eq!(recipe(plain), run(plain, &Facts { seed: 9, ..facts() }).expect("it runs"));
}

#[test]
fn a_recipe_is_data_that_can_be_kept() {
    let found = recipe("shot(MS).on(\"MARA\").track().through(0,1,2).through(1,1,2).handheld(1)");
    let text = serde_json::to_string(&found).expect("it is written");
    assert_eq!(serde_json::from_str::<Recipe>(&text).expect("it is read"), found);
}

#[test]
fn a_key_knows_all_that_a_recipe_depends_on() {
    let key = |source: &str, facts: &Facts| Key::of(source, facts);
    let base = key("shot(MS)", &facts());
    assert_eq!(base, key("shot(MS)", &facts()));
    assert_ne!(base, key("shot(CU)", &facts()));
    for other in [
        Facts { seed: 2, ..facts() },
        Facts { lens: 50.0, ..facts() },
        Facts { aspect: 2.39, ..facts() },
        Facts { length: Flicks::SECOND * 6, ..facts() },
        Facts { shot: id("another"), ..facts() },
        Facts { figures: facts().figures[..1].to_vec(), ..facts() },
    ] {
        assert_ne!(base, key("shot(MS)", &other));
    }
}

#[test]
fn sums_are_in_degrees() {
    let found = recipe("shot(MS).lens(100 * sin(30)).pan(atan2(1, 1)).tilt(lerp(0, 10, 0.5))");
    assert!((found.lens.expect("a lens") - 50.0).abs() < 1e-3);
    assert!(
        matches!(found.moves[0].kind, RecipeKind::Known(MoveKind::Pan(turn)) if (turn - 45.0).abs() < 1e-3)
    );
    assert_eq!(found.moves[1].kind, RecipeKind::Known(MoveKind::Tilt(5.0)));
    for function in FUNCTIONS.iter().filter(|one| !matches!(one.name, "shot" | "print")) {
        recipe(&format!(
            "let a = 1; let b = 2.0; let x = 1; let y = 1.0; let f = {}; shot(MS)",
            function.usage
        ));
    }
}

#[test]
fn every_word_name_and_function_is_on_the_page() {
    let page = include_str!("../../../../../docs/camera-scripts.md");
    let words = reference();
    if let Some(file) = std::env::var_os("MAQUETTE_PAGE") {
        let head = page.split("<!-- words -->").next().unwrap_or_default();
        std::fs::write(file, format!("{head}<!-- words -->\n\n{words}")).expect("it is written");
        return;
    }
    for word in WORDS {
        assert!(words.contains(&format!("`{}", word.usage[0])), "{}", word.name);
    }
    assert!(page.ends_with(&words), "MAQUETTE_PAGE=docs/camera-scripts.md writes it again");
}

/// Names are told by what they are, so that an error can say it.
#[test]
fn no_name_stands_for_two_things() {
    for (at, row) in NAMES.iter().enumerate() {
        assert!(NAMES[at + 1..].iter().all(|other| other.name != row.name), "{}", row.name);
        let taken = WORDS.iter().any(|word| word.name == row.name);
        assert!(!taken, "{} is a word too", row.name);
    }
    let eases = NAMES.iter().filter(|row| matches!(row.stands_for, Name::Ease(_))).count();
    assert_eq!(eases, 5);
}
