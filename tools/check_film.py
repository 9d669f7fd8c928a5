#!/usr/bin/env python3
"""Makes one short film through the command line and holds what comes out against what was promised.

Usage: check_film.py MAQUETTE FOLDER
"""

import json
import os
import signal
import subprocess
import sys
import time
from fractions import Fraction
from pathlib import Path

SCRIPT = """Title: Check

INT. KITCHEN - NIGHT

MARA sits at the table. A TELEPHONE rings.

MARA
Who would call so late?

TOM walks in through the door.

TOM
Someone who cannot sleep.
"""

checks = 0


def check(what: str, holds: bool, found="") -> None:
    global checks
    checks += 1
    if not holds:
        sys.exit(f"check_film: {what}: {found}\n{checks - 1} passed, 1 failed")


def run(*words: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    check(f"{Path(words[0]).name} {words[1]} ends well", done.returncode == 0, done.stderr[-800:])
    return done.stdout


def probe(file: Path, *words: str):
    return json.loads(run("ffprobe", "-v", "error", "-of", "json", *words, str(file)))


def told(maquette: str, script: Path, out: Path, done, what: str) -> None:
    """A run that could not be finished: code 1, one message, and a film that opens if one was begun."""
    errors = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    check(f"{what} ends with code 1 and one message", done.returncode == 1 and len(errors) == 1,
          (done.returncode, done.stderr[-400:]))
    if (out / f"{script.stem}.maquette" / "project.ron").exists():
        run(maquette, "info", str(out))
    check(f"{what} leaves nothing half made", not list(out.rglob("*.part")), list(out.rglob("*.part")))


def stopped_by_hand(maquette: str, script: Path, out: Path) -> None:
    """Ctrl-C, early and late: over within a second."""
    for wait in (0.3, 1.5):
        process = subprocess.Popen([maquette, "make", str(script), "-o", str(out), "--size", "640x360"],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        time.sleep(wait)
        process.send_signal(signal.SIGINT)
        began = time.monotonic()
        _, error = process.communicate(timeout=30)
        took = time.monotonic() - began
        if process.returncode == 0:
            continue  # It was faster than the hand.
        check("Ctrl-C ends it within a second", took < 1.0, took)
        told(maquette, script, out, subprocess.CompletedProcess([], process.returncode, "", error), "Ctrl-C")


def on_a_full_disk(maquette: str, script: Path, folder: Path) -> None:
    """The disk fills while the film is founded, spoken, saved, mixed, joined, drawn on sheets."""
    disk = folder / "small"
    disk.mkdir()
    for size in (8, 64, 3000, 4000, 9000, 10500, 11000):
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(disk)],
                                 capture_output=True, check=False).returncode == 0
        if not mounted:
            print("note: no small disk can be mounted here (it takes root); a disk that fills was not checked")
            return
        try:
            words = [maquette, "make", str(script), "-o", str(disk / "out"), "--size", "320x180"]
            done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=120)
            if done.returncode:
                told(maquette, script, disk / "out", done, f"a disk of {size} KiB")
        finally:
            subprocess.run(["umount", str(disk)], check=True)


def main() -> None:
    maquette, folder = sys.argv[1], Path(sys.argv[2])
    # Where nobody is logged in to a desktop, a library of the system complains of it in an error of its own.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    script = folder / "check.fountain"
    script.write_text(SCRIPT)
    out = folder / "out"
    run(maquette, "make", str(script), "-o", str(out), "--size", "320x180", "--fps", "23.976")

    info = json.loads(run(maquette, "info", str(out), "--json"))
    frames = info["film"]["frames"]
    starts = [shot["start_frame"] for shot in info["shots"]]
    lengths = [shot["frames"] for shot in info["shots"]]
    check("there are shots", 2 <= len(starts), starts)
    check("shots are contiguous", starts == [sum(lengths[:n]) for n in range(len(lengths))], starts)
    check("frames add up", sum(lengths) == frames, (sum(lengths), frames))
    check("every spoken line has a shot", all(line["shots"] for line in info["lines"]
                                              if line["kind"] == "dialogue"), info["lines"])

    film = out / "check.mp4"
    streams = probe(film, "-show_streams", "-count_frames")["streams"]
    video = next(s for s in streams if s["codec_type"] == "video")
    audio = next(s for s in streams if s["codec_type"] == "audio")
    check("the picture is H.264", video["codec_name"] == "h264", video["codec_name"])
    check("the sound is AAC", audio["codec_name"] == "aac", audio["codec_name"])
    check("the size is as asked", (video["width"], video["height"]) == (320, 180))
    check("the rate is exact", video["r_frame_rate"] == "24000/1001", video["r_frame_rate"])
    check("every frame is there", int(video["nb_read_frames"]) == frames, (video["nb_read_frames"], frames))
    tags = [video.get(k) for k in ("color_space", "color_transfer", "color_primaries", "color_range")]
    check("BT.709 is tagged", tags == ["bt709", "bt709", "bt709", "tv"], tags)

    rows = probe(film, "-select_streams", "v", "-show_entries", "packet=pts,duration")["packets"]
    base = Fraction(video["time_base"])
    times = sorted(int(row["pts"]) * base for row in rows)
    check("presentation times are exact", times == [Fraction(n * 1001, 24000) for n in range(frames)], times[:4])

    sound = probe(out / "check.wav", "-show_streams")["streams"][0]
    length = Fraction(frames * 1001, 24000)
    check("the WAV is as long as the picture", int(sound["duration_ts"]) == round(length * 48000),
          (sound["duration_ts"], float(length * 48000)))
    check("the film's sound is as long to one of its frames",
          abs(Fraction(audio["duration"]) - length) <= Fraction(1024, 48000), (audio["duration"], float(length)))

    undone = run(maquette, "undo", str(out))
    check("undo says what it took back", undone.strip() != "")
    check("an undone film is empty", json.loads(run(maquette, "info", str(out), "--json"))["film"]["frames"] == 0)
    run(maquette, "redo", str(out))
    again = json.loads(run(maquette, "info", str(out), "--json"))
    check("redo brings everything back", again == info)
    run(maquette, "replay", str(out))
    stopped_by_hand(maquette, script, folder / "stopped")
    on_a_full_disk(maquette, script, folder)
    print(f"{checks} passed, 0 failed")


main()
