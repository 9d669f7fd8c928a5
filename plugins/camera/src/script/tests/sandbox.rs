use proptest::prelude::*;

use super::*;

#[test]
fn a_script_without_an_end_is_stopped() {
    fails("loop { }\nshot(MS)", (1, 6), &["does not come to its end"]);
    fails("let x = 0;\nwhile true { x += 1; }\nshot(MS)", (2, 14), &["does not come to its end"]);
    fails("for i in 0..1000000000 { }\nshot(MS)", (1, 24), &["does not come to its end"]);
    // Nobody catches that.
    fails("try { loop { } } catch { }\nshot(MS)", (1, 12), &["does not come to its end"]);
}

#[test]
fn functions_that_call_themselves_for_ever_are_stopped() {
    fails("fn f(x) { f(x + 1) }\nf(0)", (2, 1), &["too deep"]);
    fails("fn f() { g() }\nfn g() { f() }\nf()", (3, 1), &["too deep"]);
}

#[test]
fn nothing_grows_without_an_end() {
    fails("let s = \"x\";\nloop { s += s; }", (2, 10), &["a text grows too large"]);
    fails("let a = [1];\nloop { a.push(1); a += a; }", (2, 10), &["a list grows too large"]);
    fails(
        "let m = #{}; let i = 0;\nloop { m[`k${i}`] = i; i += 1; }",
        (2, 13),
        &["does not come to its end"],
    );
    fails("let a = [1];\nloop { a = [a, a]; }", (2, 16), &["a list grows too large"]);
    fails(&format!("let s = \"{}\";", "x".repeat(3_000)), (1, 9), &["too large"]);
    fails(&format!("let a = [{}];", "1,".repeat(3_000)), (1, 4010), &["too large"]);
    fails(&" ".repeat(70_000), (1, 1), &["64 KB at most"]);
    let variables: String = (0..300).map(|i| format!("let v{i} = 1;\n")).collect();
    fails(&variables, (201, 1), &["too many variables"]);
    let deep = format!("let x = {}1{};", "(".repeat(400), ")".repeat(400));
    fails(&deep, (1, 88), &["nested too deep"]);
}

#[test]
fn a_script_reaches_nothing_outside() {
    for source in [
        "import \"std\" as s; shot(MS)",
        "eval(\"1\"); shot(MS)",
        "open(\"/etc/passwd\"); shot(MS)",
        "read_file(\"/etc/passwd\"); shot(MS)",
        "let f = Fn(\"print\"); shot(MS)",
        "sleep(100); shot(MS)",
        "timestamp(); shot(MS)",
        "debug(1); shot(MS)",
        "export const x = 1; shot(MS)",
        "2 ** 3; shot(MS)",
        "exit(shot(MS))",
    ] {
        let fault = run(source, &facts()).expect_err(source);
        assert_eq!(fault.line, 1, "{source}: {fault}");
        assert!(!fault.message.is_empty() && !fault.message.contains('\n'), "{source}: {fault}");
    }
}

#[test]
fn what_a_script_prints_is_a_note() {
    assert_eq!(recipe("print(\"here\"); print(1.5); shot(MS)").notes, ["here", "1.5"]);
    assert_eq!(recipe("for i in 0..500 { print(i); } shot(MS)").notes.len(), 50);
}

#[test]
fn a_fault_says_where_it_is_and_what_to_write() {
    let four = "shot(MS)\n  .on(\"MARA\")\n  .lens(-35)";
    fails(four, (3, 4), &["a lens is 4 to 2000 mm; this is -35"]);
    fails("shot(MS).on(\"BEN\")", (1, 10), &["BEN is not in this shot; there are MARA and TOM"]);
    fails("shot(MS).on(MARA)", (1, 13), &["written in quotes: \"MARA\""]);
    fails("shot(MS).dolly_in(-1)", (1, 10), &["above 0", "the other way is dolly_out"]);
    fails("shot(MS).dolly_im(1)", (1, 10), &["no word dolly_im; is it dolly_in?"]);
    fails("shot(MS).lens()", (1, 10), &["lens is written lens(35)"]);
    fails("shot(MS).lens(1, 2)", (1, 10), &["lens is written lens(35)"]);
    fails("shot(MS).lens(\"wide\")", (1, 10), &["4 to 2000 mm; this is the text \"wide\""]);
    fails("shot(MS).lens(0.0 / 0.0)", (1, 10), &["4 to 2000 mm; this is NaN"]);
    fails("shot(XS)", (1, 6), &["no name XS; is it"]);
    fails("shot(eye)", (1, 1), &["a size or a kind of shot", "eye (an angle)"]);
    fails("shot(\"MS\")", (1, 1), &["without quotes"]);
    fails(
        "shot(MS).from(MS)",
        (1, 10),
        &["an angle (eye, high, low, bird, worm, dutch)", "MS (a size)"],
    );
    fails("shot(MS).ease(slow)", (1, 10), &["behind a move"]);
    fails("shot(MS).then()", (1, 10), &["behind a move"]);
    fails("shot(MS).track()", (1, 10), &["track whom?"]);
    fails("shot(MS).lag(1)", (1, 10), &["write track() first"]);
    fails("shot(MS).follow()", (1, 10), &["follow whom?"]);
    fails("shot(MS).through(0, 1, 2)", (1, 10), &["two places at least"]);
    fails("shot(MS).path([[1, 2]])", (1, 10), &["three numbers"]);
    fails("shot(MS).sensor(\"IMAX\")", (1, 10), &["\"Super 35\""]);
    fails("shot(MS).crane(9)", (1, 10), &["an arm of 4 m rises"]);
    fails("shot(MS).dolly_in(1).over(5).then().pan(3)", (1, 37), &["no time is left"]);
    fails("let s = shot(MS);", (1, 17), &["ends without a shot"]);
    fails("1 + 1", (1, 5), &["the script ends with 2"]);
    fails("", (1, 1), &["ends without a shot"]);
    fails("shot(MS", (1, 8), &["`)` is missing"]);
    fails("shot(MS).on(\"MARA)", (1, 13), &["not terminated"]);
    fails("let x = ;", (1, 9), &["unexpected ';'"]);
    fails("if length > 3 {", (1, 16), &["is missing"]);
    fails(
        "shot(MS).lens(\"5\" - 1)",
        (1, 19),
        &["`-` cannot be used on a text and a whole number"],
    );
    fails("fn f() {\n  shot(MS).lens(1)\n}\nf()", (2, 12), &["a lens is"]);
    fails("const a = [1];\na.push(2);\nshot(MS)", (2, 3), &["let instead of const"]);
    fails("shot(MS).lens", (1, 10), &["brackets"]);
}

#[test]
fn where_nobody_is_nobody_is_named() {
    let alone = Facts { figures: Vec::new(), ..facts() };
    let fault = run("shot(MS).on(\"MARA\")", &alone).expect_err("nobody is there");
    assert!(fault.message.contains("nobody is in this shot"), "{fault}");
}

proptest! {
    /// Whatever is written: a recipe or a fault, in one line and inside of the text; no panic.
    #[test]
    fn any_text_is_run_or_has_a_fault(
        parts in prop::collection::vec(prop::sample::select(vec![
            "shot(", "MS", ")", ".on(", "\"MARA\"", ".lens(", "-", "1e308", "35", ".5", "[", "]", "{", "}", ";", "\n",
            "let x = ", "x", "fn f() ", "loop ", "if ", "true", "..", "|a| ", "#{", ",", "`${", "}`", "'", "\"", "é", "/*", "//",
            ".pan(", "rand()", ".path(", "+", "%", "<<", "this", "for i in ", "0..9 ",
        ]), 0..40)
    ) {
        let source = parts.concat();
        if let Err(fault) = run(&source, &facts()) {
            prop_assert!(fault.line >= 1 && fault.column >= 1);
            prop_assert!(fault.line <= source.lines().count().max(1) + 1, "{}", fault);
            prop_assert!(!fault.message.is_empty());
        }
    }

    #[test]
    fn any_number_is_taken_or_refused(number in any::<f64>(), word in prop::sample::select(WORDS.to_vec())) {
        let values = vec![format!("{number:?}"); word.takes.1];
        let source = format!("shot(MS).on(\"MARA\").{}({})", word.name, values.join(", "));
        if let Ok(found) = run(&source, &facts()) {
            let text = serde_json::to_string(&found).expect("it is written");
            prop_assert!(!text.contains("null") || !text.contains("NaN"));
        }
    }
}
