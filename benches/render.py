#!/usr/bin/env python3
"""How fast films are rendered, beside its limit and its peers, all in the same run.

Usage: render.py MAQUETTE

A held board and a moving one (a slow push into a still of 2880x1620) at 1280x720, 240 frames: Maquette, the
encoder alone on the same raw frames, ffmpeg's zoompan with one decode, melt with an affine move. Then how even the
push is: the place of a mark, frame by frame, against the straight or eased curve nearest to it. Then a staged film,
and the same film ten times as long.
"""

import json
import math
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FRAMES = 240
PUSH = 12
ROOT = Path(__file__).resolve().parent.parent
X264 = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-bf", "0", "-threads", "3", "-g", "48",
        "-pix_fmt", "yuv420p"]


def run(*words, **options) -> float:
    began = time.perf_counter()
    done = subprocess.run([str(word) for word in words], capture_output=True, check=False, **options)
    if done.returncode:
        sys.exit(f"{words[0]} failed: {done.stderr.decode(errors='replace')[-600:]}")
    return time.perf_counter() - began


def best(work, times=3) -> float:
    return min(work() for _ in range(times))


def ffmpeg(*words) -> float:
    return run("ffmpeg", "-hide_banner", "-loglevel", "error", "-y", *words)


def still(path: Path) -> None:
    """A grey still with fine grain everywhere, and a white mark off its middle."""
    ffmpeg("-f", "lavfi", "-i", "color=c=0x606060:size=2880x1620:rate=1", "-frames:v", "1",
           "-vf", "noise=alls=24:all_seed=7,drawbox=x=2050:y=380:w=120:h=120:c=white:t=fill", path)


def board(maquette: str, folder: Path, name: str, *words, frames: int = FRAMES) -> Path:
    run(maquette, "new", folder / name, "--from", folder / "boards", "--each", f"{frames}f", *words)
    return folder / f"{name}.maquette"


def render(maquette: str, film: Path, out: Path) -> dict:
    shutil.rmtree(film / "proxy", ignore_errors=True)
    began = time.perf_counter()
    done = subprocess.run([maquette, "render", film, "--out", out, "--json"], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"render failed: {done.stderr[-600:]}")
    return json.loads(done.stdout) | {"seconds": time.perf_counter() - began}


def encoder_alone(film: Path, folder: Path) -> float:
    raw = folder / "raw.nv12"
    ffmpeg("-i", film, "-an", "-f", "rawvideo", "-pix_fmt", "nv12", raw)
    return best(lambda: ffmpeg("-f", "rawvideo", "-pix_fmt", "nv12", "-s", "1280x720", "-framerate", "24", "-i", raw,
                               *X264, folder / "alone.mp4"))


def place_of_mark(film: Path) -> list[float]:
    """The horizontal middle of the white mark, in pixels, in each frame: the mean of its pixels by brightness."""
    width, height = 420, 300
    crop = f"crop={width}:{height}:800:60,format=gray"
    done = subprocess.run(["ffmpeg", "-v", "error", "-i", film, "-an", "-vf", crop, "-f", "rawvideo", "-"],
                          capture_output=True, check=True)
    places = []
    for start in range(0, len(done.stdout), width * height):
        columns = [0] * width
        for y in range(height):
            row = done.stdout[start + y * width:start + (y + 1) * width]
            for x, value in enumerate(row):
                if 150 < value:
                    columns[x] += value - 150
        weight = sum(columns)
        places.append(sum(x * value for x, value in enumerate(columns)) / weight if weight else math.nan)
    return places


def unevenness(places: list[float]) -> float:
    """How far a frame's step is from the mean of its neighbours' steps, as a root mean square in pixels."""
    steps = [b - a for a, b in zip(places, places[1:])]
    rough = [steps[n] - (steps[n - 1] + steps[n + 1]) / 2 for n in range(1, len(steps) - 1)]
    rough = [value for value in rough if not math.isnan(value)]
    return math.sqrt(sum(value * value for value in rough) / max(1, len(rough)))


def boards(maquette: str, folder: Path) -> dict:
    (folder / "boards").mkdir()
    picture = folder / "boards" / "still.png"
    still(picture)
    rows = {}
    held = board(maquette, folder, "held")
    rows["held"] = min((render(maquette, held, folder / "held.mp4") for _ in range(3)), key=lambda r: r["seconds"])
    rows["held, encoder alone"] = {"seconds": encoder_alone(folder / "held.mp4", folder)}
    long = board(maquette, folder, "long", frames=10 * FRAMES)
    long_film = folder / "long.mp4"
    rows["held ten times as long"] = min((render(maquette, long, long_film) for _ in range(2)), key=lambda r: r["seconds"])
    rows["held ten times as long, encoder alone"] = {"seconds": encoder_alone(long_film, folder)}
    moving = board(maquette, folder, "moving", "--push", str(PUSH))
    rows["moving"] = min((render(maquette, moving, folder / "moving.mp4") for _ in range(3)), key=lambda r: r["seconds"])
    rows["moving, encoder alone"] = {"seconds": encoder_alone(folder / "moving.mp4", folder)}
    zoom = f"zoompan=z='1+{PUSH / 100}*on/{FRAMES}':x='(iw-iw/zoom)/2':y='(ih-ih/zoom)/2':d={FRAMES}:s=1280x720:fps=24"
    rows["moving, ffmpeg zoompan"] = {"seconds": best(
        lambda: ffmpeg("-i", picture, "-vf", zoom, *X264, folder / "zoompan.mp4"))}
    films = {"maquette": folder / "moving.mp4", "zoompan": folder / "zoompan.mp4"}
    if shutil.which("melt"):
        grown = (1280 * (1 + PUSH / 100), 720 * (1 + PUSH / 100))
        rect = f"0=0 0 1280 720 1;{FRAMES - 1}={(1280 - grown[0]) / 2} {(720 - grown[1]) / 2} {grown[0]} {grown[1]} 1"
        out = f"avformat:{folder / 'melt.mp4'}"
        melt = ["melt", "-profile", "atsc_720p_24", picture, f"out={FRAMES - 1}", "-attach", "affine",
                f"transition.rect={rect}", "-consumer", out, "vcodec=libx264", "preset=veryfast", "crf=20", "an=1"]
        rows["moving, melt affine"] = {"seconds": best(lambda: run(*melt), 1)}
        films["melt"] = folder / "melt.mp4"
    curves = {name: place_of_mark(film) for name, film in films.items()}
    return {"boards": rows, "unevenness_px": {name: unevenness(curve) for name, curve in curves.items()},
            "curves": {name: curve[100:112] for name, curve in curves.items()}}


def staged(maquette: str, folder: Path) -> dict:
    script = (ROOT / "scenes" / "lighthouse.fountain").read_text()
    body = script[script.index("\n\n") + 2:] if script.startswith("Title") else script
    rows = {}
    for name, times in (("one", 1), ("ten", 10)):
        path = folder / f"{name}.fountain"
        path.write_text(body if times == 1 else "\n\n".join(body for _ in range(times)))
        began = time.perf_counter()
        run("/usr/bin/env", maquette, "make", path, "-o", folder / name)
        report = json.loads((folder / name / "report.json").read_text())
        rows[name] = {"seconds": time.perf_counter() - began, "frames": report["frames"], "steps": report["steps"],
                      "peak_memory_mb": report.get("peak_memory_mb")}
    return rows


def main() -> None:
    maquette = sys.argv[1]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        result = boards(maquette, folder) | {"staged": staged(maquette, folder)}
    print(json.dumps(result, indent=2))
    rows = result["boards"]
    print("\n| 240 frames at 1280x720, or 2400 | seconds | frames a second |\n|---|---|---|")
    for name, row in rows.items():
        frames = 10 * FRAMES if "ten times" in name else FRAMES
        print(f"| {name} | {row['seconds']:.2f} | {frames / row['seconds']:.0f} |")
    print("\n| mark, frame to frame | unevenness, pixels |\n|---|---|")
    for name, value in result["unevenness_px"].items():
        print(f"| {name} | {value:.4f} |")


main()
