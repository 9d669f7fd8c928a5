#!/usr/bin/env python3
"""The one script of the project: set up, run, demo, test, bench, fuzz, shaders, pictures, lint, clean.

Plain Python 3.11, no packages. Every verb can be run from any folder, and again at any time.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# What the build and the film need of a Debian 12, and what shows that it is there.
BUILD_PACKAGES = {
    "git": "git",
    "gcc": "gcc", "g++": "g++", "make": "make", "pkg-config": "pkg-config", "nasm": "nasm",
    "libasound2-dev": "pkg-config:alsa", "libudev-dev": "pkg-config:libudev",
    "libwayland-dev": "pkg-config:wayland-client", "libxkbcommon-dev": "pkg-config:xkbcommon",
    "libx11-dev": "pkg-config:x11",
}
RUN_PACKAGES = {
    "ffmpeg": "ffmpeg", "espeak-ng": "espeak-ng",
    "mesa-vulkan-drivers": "file:/usr/share/vulkan/icd.d/lvp_icd.*.json",
    "libvulkan1": "lib:libvulkan.so.1", "libxkbcommon-x11-0": "lib:libxkbcommon-x11.so.0",
    "libx11-xcb1": "lib:libX11-xcb.so.1", "libxcursor1": "lib:libXcursor.so.1",
    "libxi6": "lib:libXi.so.6", "libxrandr2": "lib:libXrandr.so.2",
}
# For pictures of the window, and the peers that benches compare with.
EXTRA_PACKAGES = {"xvfb": "Xvfb", "xdotool": "xdotool", "imagemagick": "import", "melt": "melt"}

LICENCES = {
    "0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0",
    "CC0-1.0", "ISC", "MIT", "MIT-0", "MPL-2.0", "MPL-2.0+", "Unicode-3.0", "Unicode-DFS-2016", "Unlicense", "Zlib",
    "OFL-1.1", "Ubuntu-font-1.0", "LicenseRef-UFL-1.0", "NCSA", "bzip2-1.0.6",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("setup", help="install what the build and the film need (Debian and Ubuntu)").add_argument(
        "--extra", action="store_true", help="also what benches and pictures of the window need")
    run_ = verbs.add_parser("run", help="build, then run maquette with the words that follow")
    run_.add_argument("words", nargs=argparse.REMAINDER)
    verbs.add_parser("demo", help="set up, build, and make the sample film into out/lighthouse")
    test = verbs.add_parser("test", help="set up, then run every test, or those of one crate")
    test.add_argument("crate", nargs="?", help="such as time or document")
    verbs.add_parser("bench", help="measure, beside the peers that are installed").add_argument("what", nargs="?")
    fuzz_ = verbs.add_parser("fuzz", help="feed what reads files with bytes that try to break it")
    fuzz_.add_argument("target", nargs="?", help="one of fuzz/fuzz_targets; all of them where none is named")
    fuzz_.add_argument("--seconds", type=int, default=600, help="how long each (600)")
    verbs.add_parser("shaders", help="compose and validate every shader")
    verbs.add_parser("pictures", help="make the pictures of docs/ again")
    verbs.add_parser("lint", help="check the licences of all dependencies")
    verbs.add_parser("clean", help="remove what was built and made")
    arguments = parser.parse_args()
    return VERBS[arguments.verb](arguments)


def setup(arguments) -> int:
    wanted = dict(BUILD_PACKAGES) | RUN_PACKAGES
    if getattr(arguments, "extra", False):
        wanted |= EXTRA_PACKAGES
    missing = [package for package, proof in wanted.items() if not is_there(proof)]
    if shutil.which("cargo") is None:
        return fail("Rust was not found", "install Rust 1.95 from https://rustup.rs, then run this again")
    if not missing:
        return 0
    if shutil.which("apt-get") is None:
        print(f"note: this is no Debian or Ubuntu; install by hand what is missing: {' '.join(missing)}")
        return 0
    print(f"installing {' '.join(missing)}", flush=True)
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if sudo and shutil.which("sudo") is None:
        return fail("packages are missing and only root can install them", f"as root: apt-get install {' '.join(missing)}")
    quiet = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, "stdin": subprocess.DEVNULL}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
    if call([*sudo, "apt-get", "update", "-qq"], **quiet) or call([*sudo, *install], **quiet):
        return fail("packages could not be installed", f"run as root: apt-get install {' '.join(missing)}")
    return 0


def is_there(proof: str) -> bool:
    kind, _, what = proof.partition(":")
    if kind == "pkg-config" and what:
        return shutil.which("pkg-config") is not None and not quietly(["pkg-config", "--exists", what])
    if kind == "lib":
        listing = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=False)
        return what in listing.stdout
    if kind == "file":
        return any(Path("/").glob(what.lstrip("/")))
    return shutil.which(proof) is not None


def run(arguments) -> int:
    return build() or call([str(binary()), *arguments.words])


def demo(arguments) -> int:
    steps, began = [], time.monotonic()

    def step(name, work):
        start = time.monotonic()
        code = work()
        steps.append((name, time.monotonic() - start))
        return code

    out = ROOT / "out" / "lighthouse"
    script = ROOT / "scenes" / "lighthouse.fountain"
    code = (step("set up", lambda: setup(arguments)) or step("build", build)
            or step("make the film", lambda: call([str(binary()), "make", str(script), "-o", str(out)])))
    if code:
        return code
    report = json.loads((out / "report.json").read_text())
    rows = [(made.name, size_of(made)) for made in sorted(out.iterdir())]
    print("\nmade in out/lighthouse")
    for name, size in rows:
        print(f"  {name:<28} {size:>10}")
    print("\nsteps" + " " * 29 + "seconds")
    for name, seconds in steps[:-1]:
        print(f"  {name:<28} {seconds:>10.1f}")
    for row in report["steps"]:
        print(f"  {row['step']:<28} {row['seconds']:>10.1f}")
    print(f"  {'all':<28} {time.monotonic() - began:>10.1f}")
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return call([str(binary()), "open", str(out)])
    print("\nno display here; on a machine with one:  python3 tools/dev.py run open out/lighthouse")
    return 0


def size_of(path: Path) -> str:
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return f"{sum(file.stat().st_size for file in files) / 1e6:.2f} MB"


def test(arguments) -> int:
    only = arguments.crate
    # With the studio named beside it, a crate is built as it is in the studio: nothing is built twice.
    which = ["-p", f"maquette_{only}", "-p", "maquette", "--lib"] if only else ["--workspace"]
    return setup(arguments) or call([*cargo(), "test", *which], env=rust_environment())


def bench(arguments) -> int:
    scripts = sorted((ROOT / "benches").glob("*.py"))
    chosen = [script for script in scripts if arguments.what in (None, script.stem)]
    arguments.extra = True
    if setup(arguments) or build():
        return 1
    if arguments.what in (None, "mix") and call([*cargo(), "bench", "--profile", "dev", "-p", "maquette_sound"],
                                                env=rust_environment()):
        return 1
    if arguments.what in (None, "camera") and call(
            [*cargo(), "bench", "--profile", "dev", "-p", "maquette_camera", "-p", "maquette_moment", "-p", "maquette_staging"],
            env=rust_environment()):
        return 1
    worst = max([call([sys.executable, str(script), str(binary())]) for script in chosen], default=0)
    if arguments.what in (None, "document"):
        folder = ROOT / "benches" / "document"
        for scale in ("1", "10"):
            words = ["cargo", "run", "-q", "--manifest-path", str(folder / "Cargo.toml"), "--", scale]
            worst = max(worst, call(words, env=rust_environment()))
    return worst


def shaders(arguments) -> int:
    return call([*cargo(), "test", "-p", "maquette_stage", "-p", "maquette", "--lib", "--", "shader"], env=rust_environment())


def fuzz(arguments) -> int:
    """libFuzzer by cargo-fuzz. Its flags are not stable Rust's, so the compiler is told to take them."""
    # Leaks are not looked for: what the CRDT panicked over is left where it lies.
    environment = rust_environment() | {"RUSTC_BOOTSTRAP": "1", "ASAN_OPTIONS": "detect_leaks=0"}
    environment.pop("RUSTC_WORKSPACE_WRAPPER", None)
    if setup(arguments):
        return 1
    if shutil.which("cargo-fuzz") is None and call(["cargo", "install", "--locked", "cargo-fuzz"]):
        return fail("cargo-fuzz could not be installed", "install it with: cargo install cargo-fuzz")
    targets = sorted(path.stem for path in (ROOT / "fuzz" / "fuzz_targets").glob("*.rs"))
    if arguments.target not in [None, *targets]:
        return fail(f"there is no fuzz target {arguments.target}", f"name one of: {' '.join(targets)}")
    worst = 0
    for target in targets if arguments.target is None else [arguments.target]:
        corpus = ROOT / "fuzz" / "corpus" / target
        corpus.mkdir(parents=True, exist_ok=True)
        kept = ROOT / "fuzz" / "seeds" / target
        seeds = [folder for folder in (kept, ROOT / "scenes" if target in ("fountain", "fdx") else kept) if folder.is_dir()]
        # A list may be said to be long without being it: memory that is asked for and never touched costs nothing.
        limits = [f"-max_total_time={arguments.seconds}", "-timeout=20", "-rss_limit_mb=4096", "-malloc_limit_mb=32768"]
        command = ["cargo", "fuzz", "run", target, str(corpus), *map(str, seeds), "--", *limits]
        worst = max(worst, call(command, env=environment))
    return worst


def pictures(arguments) -> int:
    arguments.extra = True
    return setup(arguments) or build() or call([sys.executable, str(ROOT / "tools" / "pictures.py"), str(binary())])


def lint(arguments) -> int:
    """Holds every dependency to licences that MIT OR Apache-2.0 can be given with."""
    if shutil.which("cargo-deny") and (ROOT / "deny.toml").exists():
        return call(["cargo", "deny", "check", "bans", "licenses", "sources"])
    listing = subprocess.run([*cargo(), "metadata", "--format-version", "1", "--locked"], cwd=ROOT,
                             capture_output=True, text=True, check=False)
    if listing.returncode:
        return fail("cargo metadata failed", listing.stderr.strip()[-500:])
    refused = []
    packages = json.loads(listing.stdout)["packages"]
    for package in packages:
        licence = package["license"] or ""
        if not is_allowed(licence):
            refused.append(f"{package['name']} {package['version']}: {licence or 'no licence given'}")
    for line in refused:
        print(f"licence not allowed: {line}")
    print(f"{len(packages)} packages, {len(refused)} with a licence that is not allowed")
    return 1 if refused else 0


def is_allowed(expression: str) -> bool:
    """Whether one way through an SPDX expression is allowed: `OR` binds less than `AND`; `/` is an old `OR`."""
    flat = expression.replace("/", " OR ").replace("(", " ").replace(")", " ")
    if "(" in expression and " AND " in expression:
        parts = [part for part in flat.replace(" AND ", " OR ").split(" OR ")]
        return all(is_allowed(group.strip("() ")) for group in expression.split(" AND ")) and bool(parts)
    return any(all(term.strip() in LICENCES for term in way.split(" AND ")) for way in flat.split(" OR "))


def clean(arguments) -> int:
    shutil.rmtree(ROOT / "out", ignore_errors=True)
    return call([*cargo(), "clean"])


def build() -> int:
    return call([*cargo(), "build", "-p", "maquette"], env=rust_environment())


def binary() -> Path:
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    return target / "debug" / ("maquette.exe" if os.name == "nt" else "maquette")


def cargo() -> list[str]:
    return ["cargo"]


def rust_environment() -> dict:
    """Draws with Vulkan, in software where there is no GPU."""
    environment = dict(os.environ)
    environment.setdefault("WGPU_BACKEND", "vulkan")
    if platform.system() == "Linux":
        environment.setdefault("XDG_RUNTIME_DIR", "/tmp")
    return environment


def call(command, **options) -> int:
    return subprocess.run(command, cwd=ROOT, check=False, **options).returncode


def quietly(command) -> int:
    return subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode


def fail(what: str, remedy: str) -> int:
    print(f"error: {what}; {remedy}", file=sys.stderr)
    return 1


VERBS = {verb.__name__: verb for verb in (setup, run, demo, test, bench, fuzz, shaders, pictures, lint, clean)}

if __name__ == "__main__":
    sys.exit(main())
