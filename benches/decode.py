#!/usr/bin/env python3
"""How fast sounds are decoded, beside ffmpeg on one thread, in the same run on the same files.

Usage: decode.py MAQUETTE [SECONDS]

What is timed is the example `decode` of the crate of sounds, which is built beside MAQUETTE: reading the file and decoding it.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

CODINGS = {
    "wav": ["-c:a", "pcm_s16le"], "flac": [], "mp3": ["-b:a", "192k"], "ogg": ["-c:a", "libvorbis", "-q:a", "6"],
    "m4a": ["-c:a", "aac", "-b:a", "192k"], "opus": ["-c:a", "libopus", "-b:a", "128k"],
}


def main() -> int:
    if len(sys.argv) < 2:
        print(__doc__)
        return 2
    built = Path(sys.argv[1]).resolve().parent
    seconds = int(sys.argv[2]) if 2 < len(sys.argv) else 300
    root = Path(__file__).resolve().parent.parent
    subprocess.run(["cargo", "build", "-q", "-p", "maquette_sound", "--example", "decode"], check=True, cwd=root)
    ours = str(built / "examples" / "decode")
    with tempfile.TemporaryDirectory() as folder:
        noise = f"anoisesrc=d={seconds}:c=pink:r=44100:a=0.3,aformat=channel_layouts=stereo"
        print("| file | Maquette, × real time | ffmpeg, 1 thread | ratio |\n|---|---|---|---|")
        for name, options in CODINGS.items():
            file = Path(folder) / f"sound.{name}"
            rate = ["-ar", "48000"] if name == "opus" else []
            subprocess.run(["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", noise, *rate, *options, str(file)], check=True)
            # The better of three each, in turns.
            runs = [(decoded(ours, file), ffmpeg(file)) for _ in range(3)]
            mine, theirs = min(run[0] for run in runs), min(run[1] for run in runs)
            print(f"| {name} | {seconds / mine:.0f} | {seconds / theirs:.0f} | {theirs / mine:.2f} |", flush=True)
    return 0


def decoded(program: str, file: Path) -> float:
    return float(subprocess.run([program, str(file)], check=True, capture_output=True, text=True).stdout)


def ffmpeg(file: Path) -> float:
    began = time.perf_counter()
    command = ["ffmpeg", "-v", "error", "-threads", "1", "-i", str(file), "-map", "0:a", "-c:a", "pcm_f32le", "-f", "null", "-"]
    subprocess.run(command, check=True)
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
