#!/usr/bin/env python3
"""Makes the pictures of docs/ again: frames, passes, sheet and plan of the sample film, framings, acts, and the studio.

Usage: pictures.py MAQUETTE [framings|set-plan|films|acts]
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "pictures"
# Six shots that show what the director does: a wide, an over-shoulder, a two-shot, night, a face, an insert.
SHOWN = ("0010", "0060", "0080", "0110", "0190", "0200")
# A two-shot in a room, a wide outside and an insert, each by its picture and its passes.
SHOTS = ("0080", "0230", "0130")
FILMS = ("the-bear", "over-the-moor", "the-inspector")
PASSES = ("depth", "disparity", "normal", "line", "pose")


def run(*words, **options) -> None:
    subprocess.run([str(word) for word in words], check=True, **options)


def middles(maquette: str, film: Path) -> dict[str, int]:
    """The frame in the middle of each shot, by its number."""
    shots = json.loads(subprocess.run([maquette, "info", film, "--json"], check=True, capture_output=True).stdout)["shots"]
    return {shot["number"]: shot["start_frame"] + shot["frames"] // 2 for shot in shots}


def frames(maquette: str, film: Path) -> None:
    """Six frames in two rows."""
    with tempfile.TemporaryDirectory() as folder:
        for number, shot in enumerate(SHOWN):
            frame = middles(maquette, film)[shot]
            one = Path(folder) / f"one{number}"
            run(maquette, "render", film, "--out", one, "--range", f"{frame}f..{frame + 1}f")
            shutil.move(next(one.glob("*.png")), Path(folder) / f"{number}.png")
        run("ffmpeg", "-v", "error", "-y", "-i", f"{folder}/%d.png", "-vf",
            "scale=560:-1:flags=area,tile=3x2:padding=8:color=0xece7dc", "-frames:v", "1", OUT / "lighthouse.png")


def passes(maquette: str, film: Path) -> None:
    """A row a shot: the picture, then its passes."""
    with tempfile.TemporaryDirectory() as folder:
        count = 0
        for number in SHOTS:
            frame, one = middles(maquette, film)[number], Path(folder) / number
            part = ("--out", one, "--size", "640x360", "--range", f"{frame}f..{frame + 1}f")
            run(maquette, "render", film, *part, "--burn-in", "none")
            run(maquette, "render", film, *part, "--pass", ",".join(PASSES))
            for name in ("frame", *PASSES):
                run("ffmpeg", "-v", "error", "-y", "-i", one / f"{name}.{frame:06}.png", "-pix_fmt", "rgb24",
                    f"{folder}/{count}.png")
                count += 1
        run("ffmpeg", "-v", "error", "-y", "-i", f"{folder}/%d.png", "-vf",
            f"scale=280:-1:flags=area,tile={1 + len(PASSES)}x{len(SHOTS)}:padding=4:color=0xece7dc,"
            "split[a][b];[a]palettegen[p];[b][p]paletteuse=dither=none", "-frames:v", "1", OUT / "passes.png")


def framings(maquette: str) -> None:
    """The vocabulary of shots, each with its name: a test of staging writes a film an aspect, a frame a framing."""
    with tempfile.TemporaryDirectory() as folder:
        run("cargo", "test", "-q", "-p", "maquette_staging", "--lib", "framing::gallery", cwd=ROOT,
            env=os.environ | {"MAQUETTE_FRAMINGS": f"{folder}/films"}, stdout=subprocess.DEVNULL)
        cells = []
        for film in ("wide", "tall", "scope"):
            run(maquette, "render", f"{folder}/films/{film}", "--out", f"{folder}/{film}", "--burn-in", "none")
            names = Path(folder, "films", f"{film}.txt").read_text().split("\n")
            cells += zip(names, sorted(Path(folder, film).glob("*.png")), strict=True)
        font = ROOT / "assets" / "fonts" / "OpenSans-Semibold.ttf"
        for number, (name, frame) in enumerate(cells):
            label = name.replace(":", r"\\:").replace(",", r"\,")
            run("ffmpeg", "-v", "error", "-y", "-i", frame, "-vf",
                "scale=320:180:force_original_aspect_ratio=decrease:flags=area,"
                "pad=320:206:(ow-iw)/2:(180-ih)/2:color=0xece7dc,"
                f"drawtext=fontfile={font}:text={label}:fontsize=15:fontcolor=0x23201d:x=2:y=183",
                f"{folder}/{number}.png")
        # Few colours are enough for flat tones, and make a small file.
        run("ffmpeg", "-v", "error", "-y", "-i", f"{folder}/%d.png", "-vf",
            "tile=4x6:padding=8:margin=8:color=0xece7dc,split[a][b];[a]palettegen=128[p];[b][p]paletteuse=dither=none",
            "-frames:v", "1", OUT / "framings.png")


def set_plan(maquette: str) -> None:
    """The floor of a place with a stair, a wall and an arch put in by hand, and the people of a shot."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "film"
        run(maquette, "make", ROOT / "scenes" / "round-table.fountain", "-o", copy, "--size", "64x36", "--voice", "silent",
            "--no-sound", stderr=subprocess.DEVNULL)
        shots = json.loads(subprocess.run([maquette, "set", "show", copy, "--json"], check=True, capture_output=True).stdout)
        indoors = [one for one in shots if one["set"]["height"] > 0 and one["shots"]]
        largest = max(indoors, key=lambda one: one["set"]["width"] * one["set"]["depth"])
        place, shot = largest["set"]["name"], largest["shots"][0]
        half = largest["set"]["width"] / 2
        run(maquette, "set", "arch", copy, place, "--side", "south", f"--along={half - 1:.2f}", "--width", "1.3")
        run(maquette, "set", "box", copy, place, f"--at={0.95 - half:.2f},-0.95", "--size", "1.5,0.2,0.9", "--paint", "wood",
            "--restage")
        run(maquette, "set", "show", copy, place, "-o", f"{folder}/plan.png", "--shot", shot)
        smaller(Path(folder) / "plan.png", 900, OUT / "set-plan.png")


def films(maquette: str) -> None:
    """The first thirty shots of each film that docs/films.md looks at, each at the frame that it is framed for."""
    for name in FILMS:
        film = ROOT / "out" / name
        if not (film / "report.json").exists():
            run(maquette, "make", ROOT / "scenes" / f"{name}.fountain", "-o", film, "--size", "640x360",
                "--voice", "silent", "--no-sound")
        # Six rows of the sheet; few colours make a small file.
        run("ffmpeg", "-v", "error", "-y", "-i", film / f"{name}-sheet.png", "-vf",
            "crop=iw:1798:0:0,scale=1100:-1:flags=area,"
            "split[a][b];[a]palettegen=48[p];[b][p]paletteuse=dither=none", "-frames:v", "1", OUT / f"{name}.png")


# Acts: a script that has them, and of each the words that its shot tells, its camera (none: the director's) and its length to see.
ACTS_SCRIPT = """Title: Acts

INT. KITCHEN - DAY

Mara sits at the table. Tom stands by the window.

Mara stands up and walks to Tom.

Mara hands Tom a LETTER.

TOM
Thank you.

Tom and Mara embrace.

Tom opens the door.

EXT. STREET - DAY

Tom runs to Mara.

Tom and Mara shake hands.

Mara picks up a key.

EXT. FIELD - DAY

Tom waits.

Tom falls.
"""
ACTS = (
    ("hands it over", None, (0.45, 0.95)),
    ("they embrace", 'shot(MLS).on("TOM").round(80)', (0.1, 0.9)),
    ("opens the door", 'shot(FS).on("TOM").round(120)', (0.5, 0.95)),
    ("they touch", None, (0.3, 0.7)),
    ("picks it up (the key)", None, (0.1, 0.75)),
    ("falls", 'shot(WS).on("TOM").round(70)', (0.05, 0.95)),
)


def acts(maquette: str) -> None:
    """A row an act: four frames of it."""
    with tempfile.TemporaryDirectory() as folder:
        script, film = Path(folder, "acts.fountain"), Path(folder, "film")
        script.write_text(ACTS_SCRIPT)
        run(maquette, "make", script, "-o", film, "--size", "640x360", "--no-sound", "--voice", "silent",
            stdout=subprocess.DEVNULL)
        shots = json.loads(subprocess.run([maquette, "info", film, "--json"], check=True, capture_output=True).stdout)["shots"]
        count = 0
        for words, camera, (first, last) in ACTS:
            shot = next(shot for shot in shots if words in (shot["why"] or "") and shot["kind"] != "INSERT")
            if camera:
                run(maquette, "camera", "set", film, "--shot", shot["number"], "--code", camera, stdout=subprocess.DEVNULL)
            for step in range(4):
                share = first + (last - first) * step / 3
                frame = shot["start_frame"] + int(share * (shot["frames"] - 1))
                one = Path(folder, f"one{count}")
                run(maquette, "render", film, "--out", one, "--range", f"{frame}f..{frame + 1}f", "--burn-in", "none")
                shutil.move(next(one.glob("*.png")), Path(folder) / f"{count}.png")
                count += 1
        run("ffmpeg", "-v", "error", "-y", "-i", f"{folder}/%d.png", "-vf",
            f"scale=360:-1:flags=area,tile=4x{len(ACTS)}:padding=6:color=0xece7dc,"
            "split[a][b];[a]palettegen=128[p];[b][p]paletteuse=dither=none", "-frames:v", "1", OUT / "acts.png")


def smaller(source: Path, width: int, target: Path) -> None:
    run("ffmpeg", "-v", "error", "-y", "-i", source, "-vf", f"scale={width}:-1:flags=area", "-frames:v", "1", target)


def studio(maquette: str, film: Path) -> None:
    """The window on a display of its own."""
    display = f":{90 + os.getpid() % 9}"
    server = subprocess.Popen(["Xvfb", display, "-screen", "0", "1300x900x24"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        time.sleep(2)
        environment = os.environ | {"DISPLAY": display, "WGPU_BACKEND": "vulkan"}
        environment.setdefault("XDG_RUNTIME_DIR", "/tmp")
        shot = OUT / "studio.png"
        shot.unlink(missing_ok=True)
        run(maquette, "open", film, "--screenshot", shot, env=environment, timeout=240)
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    maquette = sys.argv[1]
    OUT.mkdir(parents=True, exist_ok=True)
    if sys.argv[2:] == ["set-plan"]:
        set_plan(maquette)
        return
    if sys.argv[2:] == ["films"]:
        films(maquette)
        return
    if sys.argv[2:] == ["acts"]:
        acts(maquette)
        return
    framings(maquette)
    if sys.argv[2:] == ["framings"]:
        return
    films(maquette)
    acts(maquette)
    film = ROOT / "out" / "lighthouse"
    if not (film / "report.json").exists():
        run(maquette, "make", ROOT / "scenes" / "lighthouse.fountain", "-o", film)

    frames(maquette, film)
    passes(maquette, film)
    smaller(film / "lighthouse-sheet.png", 1400, OUT / "sheet.png")
    set_plan(maquette)
    smaller(film / "plans" / "scene-003.png", 900, OUT / "plan.png")
    studio(maquette, film)
    print(f"made {len(list(OUT.glob('*.png')))} pictures in {OUT.relative_to(ROOT)}")


main()
