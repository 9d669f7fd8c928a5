#!/usr/bin/env python3
"""Plays and records on real devices of a sound server of its own, and measures: a null sink, and its monitor.

Usage: check_sound.py MAQUETTE FOLDER

Needs pulseaudio, parec and ALSA's pulse plug-in; the picture against the sound needs Xvfb too. What is not there is said
and left out.
"""

import array
import json
import os
import re
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import threading
import time
import wave
from pathlib import Path

RATE = 48000
figures = {}


def fail(what, found="") -> None:
    sys.exit(f"check_sound: {what}: {found}")


def check(what: str, holds: bool, found="") -> None:
    if not holds:
        fail(what, found)
    print(f"ok  {what}  {found}", flush=True)


class Server:
    """A PulseAudio with one null sink, whose monitor is what is recorded from."""

    def __init__(self, folder: Path):
        self.runtime = folder / "runtime"
        self.runtime.mkdir(parents=True, mode=0o700)
        socket = self.runtime / "native"
        alsa = folder / "alsa.conf"
        alsa.write_text(Path("/usr/share/alsa/alsa.conf").read_text()
                        + "\npcm.!default { type pulse }\nctl.!default { type pulse }\n")
        self.environment = os.environ | {
            "XDG_RUNTIME_DIR": str(self.runtime), "PULSE_RUNTIME_PATH": str(self.runtime), "HOME": str(folder),
            "PULSE_SERVER": f"unix:{socket}", "ALSA_CONFIG_PATH": str(alsa),
            "MAQUETTE_CONFIG": str(folder / "settings")}
        self.words = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no",
                      "--disallow-exit=yes", "--log-target=stderr", "--log-level=error",
                      "-L", f"module-native-protocol-unix auth-anonymous=1 socket={socket}",
                      "-L", "module-null-sink sink_name=null rate=48000"]
        self.process = None
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(self.words, env=self.environment, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        for _ in range(100):
            if subprocess.run(["pactl", "info"], env=self.environment, capture_output=True, check=False).returncode == 0:
                return
            time.sleep(0.05)
        fail("pulseaudio did not start")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


class Heard:
    """What comes out of the sink, with the time of each sample: arrivals are late by what they waited, never early."""

    def __init__(self, server: Server):
        words = ["parec", "-d", "null.monitor", f"--rate={RATE}", "--channels=1", "--format=s16le", "--latency-msec=5"]
        self.process = subprocess.Popen(words, env=server.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.samples = array.array("h")
        self.arrivals = []
        self.thread = threading.Thread(target=self.read)
        self.thread.start()

    def read(self) -> None:
        rest = b""
        while piece := os.read(self.process.stdout.fileno(), 65536):
            now = time.time()
            rest += piece
            whole = len(rest) // 2 * 2
            self.samples.frombytes(rest[:whole])
            rest = rest[whole:]
            self.arrivals.append((len(self.samples), now))

    def end(self) -> None:
        self.process.terminate()
        self.thread.join()

    def time_of(self, sample: int) -> float:
        """The soonest arrivals, ten seconds around it, say when it was there."""
        near = [at - count / RATE for count, at in self.arrivals if abs(count - sample) < 5 * RATE]
        return min(near) + sample / RATE

    def onsets(self, least: int = 3000, apart: float = 0.2) -> list:
        found, last = [], -RATE
        for place, value in enumerate(self.samples):
            if abs(value) > least:
                if place - last > apart * RATE:
                    found.append(place)
                last = place
        return found


def run(server: Server, *words: str, code: int = 0) -> str:
    done = subprocess.run(words, env=server.environment, capture_output=True, text=True, check=False, timeout=180)
    check(f"{' '.join(Path(w).name for w in words[:3])} ends with {code}", done.returncode == code,
          "" if done.returncode == code else (done.returncode, done.stdout[-300:], done.stderr[-600:]))
    return done.stdout


def write_wav(path: Path, samples: array.array) -> None:
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(samples.tobytes())


def flash_film(maquette: str, server: Server, folder: Path) -> Path:
    """Twelve seconds at 24; each second a beep, on the frame where the second begins."""
    for name, colour in (("black", "black"), ("white", "white")):
        subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", f"color={colour}:s=320x180", "-frames:v", "1",
                        str(folder / f"{name}.png")], check=True)
    pictures = folder / "pictures"
    pictures.mkdir()
    for second in range(14):
        shutil.copy(folder / ("white.png" if second % 2 else "black.png"), pictures / f"{second:03}.png")
    beeps = array.array("h", bytes(2 * 14 * RATE))
    for second in range(1, 14):
        for n in range(480):
            beeps[second * RATE + n] = 12000 if n // 24 % 2 else -12000
    write_wav(folder / "beeps.wav", beeps)
    film = folder / "flash.maquette"
    run(server, maquette, "new", str(film), "--from", str(pictures), "--audio", str(folder / "beeps.wav"),
        "--each", "1s", "--size", "320x180")
    return film


def picture_follows(maquette: str, server: Server, folder: Path, film: Path) -> None:
    if shutil.which("Xvfb") is None:
        print("note: Xvfb is not installed; the picture was not held against the sound")
        return
    display = f":{90 + os.getpid() % 400}"
    screen = subprocess.Popen(["Xvfb", display, "-screen", "0", "1300x900x24"], stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL)
    heard = Heard(server)
    try:
        time.sleep(1)
        log = folder / "frames.csv"
        told = subprocess.run([maquette, "open", str(film), "--measure", "12", "--frames", str(log)], timeout=120,
                              env=server.environment | {"DISPLAY": display}, capture_output=True, text=True, check=False)
    finally:
        heard.end()
        screen.terminate()
        screen.wait()
    check("the window plays the film", told.returncode == 0 and log.exists(), told.stderr[-300:])
    shown = [(int(frame), float(at)) for frame, at in (line.split(",") for line in log.read_text().splitlines())]
    onsets = heard.onsets()
    check("all beeps are heard", len(onsets) >= 11, len(onsets))
    # Between two beeps the sound has exactly so many samples: none was lost, none was twice there.
    gaps = {b - a for a, b in zip(onsets, onsets[1:])}
    check("beeps are as far apart as in the film, to the sample", gaps == {RATE}, gaps)
    # When each frame was due by the sound that came out, and when it was on screen.
    first = heard.time_of(onsets[0]) - 1.0
    late = [(at - (first + frame / 24)) * 1000 for frame, at in shown if 6 < frame < 270]
    late.sort()
    flashes = [(at - heard.time_of(onsets[frame // 24 - 1])) * 1000 for frame, at in shown
               if frame % 24 == 0 and 0 < frame // 24 <= len(onsets)]
    figures["frame after its sound, ms"] = {
        "p50": late[len(late) // 2], "p95 of distance": sorted(map(abs, late))[int(len(late) * 0.95)],
        "earliest": late[0], "latest": late[-1], "frames": len(late)}
    figures["flash after its beep, ms"] = {"median": statistics.median(flashes), "worst": max(flashes, key=abs)}
    figures["window"] = json.loads(told.stdout.splitlines()[-1])


def probed(maquette: str, server: Server, *words: str):
    """The player alone, by its hidden verb: lines of JSON as things happen."""
    return subprocess.Popen([maquette, "sound", "probe", *words], env=server.environment, stdout=subprocess.PIPE,
                            stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def seeks(maquette: str, server: Server) -> None:
    """The film of the probe is silent but for a click where a seek goes: from the request to the click at the monitor."""
    heard = Heard(server)
    time.sleep(0.5)
    probe = probed(maquette, server, "seeks")
    lines = [json.loads(line) for line in probe.stdout]
    probe.wait()
    heard.end()
    if not lines:
        fail("the probe said nothing")
    for kind in ("seek", "scrub"):
        asked = [line["at"] for line in lines if line.get("kind") == kind]
        onsets = [heard.time_of(place) for place in heard.onsets(least=2000, apart=0.05)]
        waits = []
        for at in asked:
            after = [onset - at for onset in onsets if -0.002 < onset - at < 0.225]
            if after:
                waits.append(after[0] * 1000)
        waits.sort()
        figures[f"{kind} to sound, ms"] = {"p50": waits[len(waits) // 2], "p95": waits[int(len(waits) * 0.95)],
                                           "worst": waits[-1], "heard": len(waits), "asked": len(asked)}
        check(f"each {kind} is heard within 30 ms at p95", waits[int(len(waits) * 0.95)] <= 30, waits[-5:])


def server_dies(maquette: str, server: Server) -> None:
    probe = probed(maquette, server, "watch")
    states = []

    def read() -> None:
        for line in probe.stdout:
            states.append(json.loads(line))

    reader = threading.Thread(target=read)
    reader.start()
    time.sleep(2)
    killed = time.time()
    server.kill()
    time.sleep(4)
    again = time.time()
    server.start()
    time.sleep(4)
    probe.kill()
    reader.join()
    silent = [s for s in states if s["silent"] and s["at"] > killed]
    back = [s for s in states if not s["silent"] and s["at"] > again]
    check("it is told that the card is gone", bool(silent), silent[0]["silent"] if silent else states[-1:])
    check("the card is played on when it is back", bool(back), states[-1:])
    figures["card gone, told after, s"] = silent[0]["at"] - killed
    figures["card back, played on after, s"] = back[0]["at"] - again
    # Time went on all the while: samples passed as seconds did.
    first, last = states[5], states[-1]
    passed = (last["position"] - first["position"]) / RATE
    figures["film time lost over it, s"] = last["at"] - first["at"] - passed
    check("the film went on meanwhile", abs(last["at"] - first["at"] - passed) < 1.5, last["at"] - first["at"] - passed)


def recordings(maquette: str, server: Server, folder: Path, film: Path) -> None:
    devices = json.loads(run(server, maquette, "sound", "devices", "--json"))
    check("there are devices", any(d["records"] for d in devices), [d["id"] for d in devices])
    told = json.loads(run(server, maquette, "sound", "latency", "--json"))
    figures["loop-back latency beyond what devices say, samples"] = {k: told[k] for k in ("samples", "apart", "beeps")}
    again = json.loads(run(server, maquette, "sound", "latency", "--json"))
    figures["the same again"] = {k: again[k] for k in ("samples", "apart")}
    # The film's own beeps, recorded off the monitor, must lie where they are in the film.
    run(server, maquette, "sound", "record", str(film), "--at", "3s", "--length", "4s", "--count-in", "1", "--track", "Loop")
    taken = sorted((film / "media").rglob("*.wav"), key=lambda path: path.stat().st_mtime)[-1]
    with wave.open(str(taken)) as sound:
        check("the recording is 24 bits at 48 kHz", (sound.getsampwidth(), sound.getframerate()) == (3, RATE))
        bytes_ = sound.readframes(sound.getnframes())
        step = 3 * sound.getnchannels()
        samples = [struct.unpack("<i", b"\0" + bytes_[n:n + 3])[0] >> 8 for n in range(0, len(bytes_), step)]
    exported = folder / "ron"
    run(server, maquette, "export", str(film), "--ron", str(exported))
    text = "\n".join(path.read_text() for path in sorted(exported.rglob("*.ron")))
    figures["recording, samples"] = len(samples)
    skip = skip_of(text)
    onsets, last = [], -RATE
    for place, value in enumerate(samples):
        if abs(value) > 800000:
            if place - last > 0.2 * RATE:
                onsets.append(place)
            last = place
    # Beeps at whole seconds of the film; the clip's head is at 3 s.
    off = [((place - skip) + RATE // 2) % RATE - RATE // 2 for place in onsets if place >= skip - 2000]
    figures["beeps of the film in the recording, samples off"] = off
    check("a recording lies where it was heard", off and max(map(abs, off)) < RATE // 48, off)


def skip_of(text: str) -> int:
    """The skip of the clip of the recording, in samples: the only one that has any."""
    skips = [int(found) for found in re.findall(r'"?skip"?:\s*\(?(\d+)', text)]
    skips = [skip for skip in skips if skip]
    check("the clip has its place", len(skips) == 1, skips)
    return round(skips[0] * RATE / 705600000)


def killed(maquette: str, server: Server, film: Path) -> None:
    words = [maquette, "sound", "record", str(film), "--count-in", "0", "--track", "Killed"]
    process = subprocess.Popen(words, env=server.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    drafts = film / "local" / "recordings"
    for _ in range(200):
        if any(path.stat().st_size > 44 for path in drafts.glob("*.wav")):
            break
        time.sleep(0.05)
    began = time.time()
    time.sleep(5)
    process.send_signal(signal.SIGKILL)
    process.wait()
    lasted = time.time() - began
    (draft,) = drafts.glob("*.wav")
    with wave.open(str(draft)) as sound:
        whole = sound.getnframes() / sound.getframerate()
    figures["killed after, s"] = {"recorded": lasted, "in the header": whole}
    check("a crash loses at most a second", lasted - whole < 1.0, (lasted, whole))
    found = run(server, maquette, "doctor", str(film), code=3)
    check("the doctor finds it", "cut short" in found)
    found = run(server, maquette, "doctor", str(film), "--repair")
    check("and brings it in", "brought in" in found and not list(drafts.glob("*")), found[-200:])


def main() -> None:
    maquette, folder = os.path.abspath(sys.argv[1]), Path(sys.argv[2]).absolute()
    missing = [program for program in ("pulseaudio", "parec", "pactl", "ffmpeg") if shutil.which(program) is None]
    if missing or not list(Path("/usr/lib").glob("*/alsa-lib/libasound_module_pcm_pulse.so")):
        print(f"note: not checked, for want of {', '.join(missing) or 'the pulse plug-in of ALSA'}")
        return
    folder.mkdir(parents=True, exist_ok=True)
    server = Server(folder)
    try:
        film = flash_film(maquette, server, folder)
        steps = {
            "seeks": lambda: seeks(maquette, server),
            "picture": lambda: picture_follows(maquette, server, folder, film),
            "recordings": lambda: recordings(maquette, server, folder, film),
            "killed": lambda: killed(maquette, server, film),
            "server": lambda: server_dies(maquette, server),
        }
        for name in sys.argv[3:] or steps:
            steps[name]()
    finally:
        server.kill()
        print(json.dumps(figures, indent=1))


main()
