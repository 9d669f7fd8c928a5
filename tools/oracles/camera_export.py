#!/usr/bin/env python3
"""Holds exported cameras against the programs that they are for: Blender, USD and Khronos's glTF validator.

Usage: camera_export.py MAQUETTE FOLDER

The table (CSV) is what the others are held against: it is written straight from what the picture was drawn by.
Needs what it can find, and says what it skips: `pip install bpy` (Blender as a module; its wheel names the Python
that it is for), `pip install usd-core`, and `npm install gltf-validator` in FOLDER.
"""

import csv
import json
import math
import re
import shutil
import subprocess
import sys
from pathlib import Path

SCRIPT = """Title: Cameras

INT. KITCHEN - NIGHT

MARA sits at the table. A TELEPHONE rings.

MARA
Who would call so late?

TOM walks in through the door.

TOM
Someone who cannot sleep.

EXT. HARBOUR - DAY

MARA runs along the quay.
"""
SECOND = 705_600_000
FULL, SUPER_35 = (36.0, 24.0), (24.89, 18.66)
# Each is put on a shot of its own: name, sensor, millimetres, lens shift, what moves.
CAMERAS = [
    ("still", FULL, 35.0, (0.0, 0.0), []),
    ("pan", SUPER_35, 32.0, (0.0, 0.0), ["pan(-200.0)", "tilt(12.0)", "roll(-8.0)"]),
    ("dolly", FULL, 50.0, (0.0, 0.0), ["dolly(1.5)"]),
    ("zoom", SUPER_35, 25.0, (0.0, 0.0), ["zoom(85.0)"]),
    ("dolly zoom", FULL, 50.0, (0.0, 0.0), ["dolly(2.0)", "zoom(25.0)"]),
    ("risen", FULL, 24.0, (0.05, 0.2), ["truck(1.0)"]),
]
SHAPES = {"wide": ["--aspect", "16:9"], "tall": ["--aspect", "9:16"], "scope": ["--aspect", "2.39", "--fps", "23.976"]}
SKIPPED = 77


def run(*words) -> str:
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"camera_export: {' '.join(map(str, words))}: {done.stderr[-800:]}")
    return done.stdout


def rigged(text: str, camera) -> str:
    """A shot's text with another camera in the place of its own."""
    _, (width, height), focal, (x, y), kinds = camera
    moves = "".join(f"(kind: {kind}, start: {SECOND // 4}, length: {SECOND}, ease: in_out)," for kind in kinds)
    return re.sub(
        r'(rigs: \[\s*\("\w+", \(\s*shot: "\w+",).*?(\n {8}\)\),)',
        rf"\1 sensor: (width: {width}, height: {height}),"
        rf" lens: (focal: {focal}, shift: ({x}, {y}), focus: deep, stop: 4.0),"
        rf" position: (0.4, 1.7, 3.0), yaw: 25.0, pitch: -9.0, roll: 2.0, moves: [{moves}],\2",
        text, count=1, flags=re.S)


def exports(maquette: str, folder: Path) -> list[Path]:
    """The tables of all cameras in all shapes, each with its .glb, .gltf and .usda beside it."""
    script = folder / "cameras.fountain"
    script.write_text(SCRIPT)
    tables = []
    for shape, words in SHAPES.items():
        film, text = folder / shape, folder / f"{shape}-text"
        for old in (film, text):
            shutil.rmtree(old, ignore_errors=True)
        run(maquette, "make", script, "-o", film, "--voice", "silent", "--no-sound", *words)
        run(maquette, "export", film, "--ron", text)
        shots = sorted((text / "shots").glob("*.ron"))
        if len(shots) < len(CAMERAS):
            sys.exit("camera_export: the script made too few shots")
        for shot, camera in zip(shots, CAMERAS):
            shot.write_text(rigged(shot.read_text(), camera))
        run(maquette, "apply", film, text)
        told = {shot["number"]: shot for shot in json.loads(run(maquette, "info", film, "--json"))["shots"]}
        for shot, camera in zip(shots, CAMERAS):
            number = shot.name[:4]
            if abs(told[number]["lens_mm"] - camera[2]) > 0.01:
                sys.exit(f"camera_export: info tells {told[number]['lens_mm']} mm of {camera}")
            stem = folder / f"{shape} {camera[0]}"
            for ending in (".csv", ".glb", ".gltf", ".usda", ".txt", ".json"):
                run(maquette, "camera", "export", film, "--shot", number, "-o", f"{stem}{ending}")
            tables.append(Path(f"{stem}.csv"))
    return tables


def rows(table: Path) -> list[dict]:
    with table.open(newline="") as file:
        return [{k: v if k == "timecode" else float(v) for k, v in row.items()} for row in csv.DictReader(file)]


def axes(row: dict):
    """Right, up and back of the camera, as columns, and where it is."""
    (sy, cy), (sp, cp), (sr, cr) = [
        (math.sin(math.radians(row[n])), math.cos(math.radians(row[n]))) for n in ("yaw", "pitch", "roll")]
    right = (cy * cr + sy * sp * sr, cp * sr, -sy * cr + cy * sp * sr)
    up = (-cy * sr + sy * sp * cr, cp * cr, sy * sr + cy * sp * cr)
    return right, up, (sy * cp, -sp, cy * cp), (row["x"], row["y"], row["z"])


class Worst:
    """The largest difference of each kind, and what is too much."""

    LIMITS = {"seconds": 1e-6, "metres": 1e-4, "axes": 1e-4, "fov°": 1e-3, "mm": 0.01, "aperture mm": 1e-3, "shift": 1e-4, "seen at": 1e-3}

    def __init__(self, what: str):
        self.what, self.worst = what, {}

    def add(self, kind: str, found: float, wanted: float, where) -> None:
        off = abs(found - wanted)
        self.worst[kind] = max(self.worst.get(kind, 0.0), off)
        if not off <= self.LIMITS[kind]:
            sys.exit(f"camera_export: {self.what}: {kind} {found} for {wanted}: {where}")

    def axes(self, found, wanted, where) -> None:
        for kind, ours, theirs in zip(("axes", "axes", "axes", "metres"), wanted, found):
            for a, b in zip(ours, theirs):
                self.add(kind, b, a, where)

    def tell(self, count: int) -> None:
        figures = ", ".join(f"{kind} {off:.1e}" for kind, off in self.worst.items())
        print(f"{self.what}: {count} cameras, worst {figures}")


def gate(row: dict) -> tuple[float, float]:
    return tuple(2 * row["focal_mm"] * math.tan(math.radians(row[n]) / 2) for n in ("fov_x_deg", "fov_y_deg"))


def usd_faults(stage) -> list[str]:
    """What usdchecker finds: by the validators of newer releases, by the checker of older ones."""
    try:
        from pxr import UsdValidation
    except ImportError:
        from pxr import UsdUtils
        checker = UsdUtils.ComplianceChecker()
        checker.CheckCompliance(stage.GetRootLayer().realPath)
        return checker.GetErrors() + checker.GetFailedChecks() + checker.GetWarnings()
    validators = UsdValidation.ValidationRegistry().GetOrLoadAllValidators()
    context = UsdValidation.ValidationContext(validators)
    return [error.GetErrorAsString() for error in context.Validate(stage)]


def usd(tables: list[Path]) -> int:
    try:
        from pxr import Usd, UsdGeom
    except ImportError:
        print("USD: skipped; pip install usd-core")
        return SKIPPED
    worst = Worst("USD")
    for table in tables:
        file = str(table.with_suffix(".usda"))
        stage = Usd.Stage.Open(file)
        faults = usd_faults(stage)
        wanted = rows(table)
        first, last = wanted[0]["frame"], wanted[-1]["frame"]
        if faults or (stage.GetStartTimeCode(), stage.GetEndTimeCode()) != (first, last):
            sys.exit(f"camera_export: USD: {faults} {file}")
        rate = stage.GetTimeCodesPerSecond()
        tenth = UsdGeom.GetStageMetersPerUnit(stage) * 1000 / 10
        camera = UsdGeom.Camera(stage.GetDefaultPrim().GetChild("camera"))
        for row in wanted:
            where = (table.stem, row["frame"])
            worst.add("seconds", row["frame"] / rate, row["seconds"], where)
            lens = camera.GetCamera(row["frame"])
            worst.axes([tuple(lens.transform.GetRow3(n)) for n in range(4)], axes(row), where)
            worst.add("mm", lens.focalLength * tenth, row["focal_mm"], where)
            for n, side in enumerate((lens.horizontalAperture, lens.verticalAperture)):
                worst.add("aperture mm", side * tenth, gate(row)[n], where)
            for kind, name in ((lens.FOVHorizontal, "fov_x_deg"), (lens.FOVVertical, "fov_y_deg")):
                worst.add("fov°", lens.GetFieldOfView(kind), row[name], where)
            window = lens.frustum.window
            for n, name in enumerate(("shift_x", "shift_y")):
                middle = (window.min[n] + window.max[n]) / 2 / (window.max[n] - window.min[n])
                worst.add("shift", middle, row[name], where)
    worst.tell(len(tables))
    return 0


def blender(tables: list[Path]) -> int:
    try:
        import bpy
        from bpy_extras.object_utils import world_to_camera_view
        from mathutils import Vector
    except ImportError:
        print("Blender: skipped; pip install bpy")
        return SKIPPED
    for ending in (".glb", ".gltf", ".usda"):
        worst = Worst(f"Blender {bpy.app.version_string} {ending}")
        for table in tables:
            bpy.ops.wm.read_factory_settings(use_empty=True)
            scene = bpy.context.scene
            wanted = rows(table)
            true = 1 / (wanted[1]["seconds"] - wanted[0]["seconds"])
            # Its glTF importer multiplies by the base of a rate where it should divide: so the base is 1, and keys of
            # 23.976 a second lie between frames of 24.
            scene.render.fps, scene.render.fps_base = round(true), 1.0
            file = str(table.with_suffix(ending))
            gltf = ending != ".usda"
            if gltf:
                bpy.ops.import_scene.gltf(filepath=file)
            else:
                bpy.ops.wm.usd_import(filepath=file)
            thing = next(o for o in scene.objects if o.type == "CAMERA")
            x, y = gate(wanted[0])
            scene.render.resolution_x, scene.render.resolution_y = 16000, round(16000 * y / x)
            for index, row in enumerate(wanted):
                at = index * scene.render.fps / true if gltf else row["frame"]
                scene.frame_set(int(at), subframe=at - int(at))
                where = (table.stem, row["frame"])
                matrix = thing.matrix_world
                # Blender has z up: its (x, y, z) is our (x, -z, y).
                columns = [tuple(matrix.col[n][:3]) for n in range(4)]
                worst.axes([(c[0], c[2], -c[1]) for c in columns], axes(row), where)
                lens = thing.data
                worst.add("fov°", math.degrees(lens.angle_y), row["fov_y_deg"], where)
                # Where it sees a point 5 m ahead, half a metre to the right and 0.3 m up; glTF has no shift.
                right, up, back, place = columns
                point = Vector(p + r / 2 + u * 0.3 - b * 5 for p, r, u, b in zip(place, right, up, back))
                seen = world_to_camera_view(scene, thing, point)
                for found, off, side, shift in ((seen.x, 0.5, x, "shift_x"), (seen.y, 0.3, y, "shift_y")):
                    shifted = 0.0 if gltf else row[shift]
                    worst.add("seen at", found, 0.5 + off / 5 * row["focal_mm"] / side - shifted, where)
                if not gltf:
                    worst.add("mm", lens.lens, row["focal_mm"], where)
                    worst.add("aperture mm", lens.sensor_width, x, where)
                    worst.add("aperture mm", lens.sensor_height, y, where)
        worst.tell(len(tables))
    return 0


def validator(tables: list[Path], folder: Path) -> int:
    if shutil.which("node") is None or not (folder / "node_modules" / "gltf-validator").exists():
        print(f"glTF validator: skipped; npm install gltf-validator in {folder}")
        return SKIPPED
    files = [str(table.with_suffix(ending).resolve()) for table in tables for ending in (".glb", ".gltf")]
    told = run("node", "-e", f"""
        const validator = require({json.dumps(str((folder / "node_modules" / "gltf-validator").resolve()))});
        const fs = require("fs");
        (async () => {{ for (const file of {json.dumps(files)}) {{
            const report = await validator.validateBytes(new Uint8Array(fs.readFileSync(file)));
            console.log(JSON.stringify([file, report.validatorVersion, report.issues])); }} }})();""")
    reports = [json.loads(line) for line in told.splitlines()]
    for file, _, issues in reports:
        # A camera is no mesh, and a validator that does not know the extension says so: neither is a fault.
        bad = [m for m in issues["messages"] if m["severity"] < 2 and m["code"] != "UNSUPPORTED_EXTENSION"]
        if bad:
            sys.exit(f"camera_export: glTF: {bad}: {file}")
    codes = sorted({m["code"] for _, _, issues in reports for m in issues["messages"]})
    print(f"glTF validator {reports[0][1]}: {len(files)} files, no errors, no warnings; says {codes}")
    return 0


def main() -> None:
    if len(sys.argv) == 4 and sys.argv[3] in ("usd", "blender"):
        tables = sorted(Path(sys.argv[2]).glob("*.csv"))
        sys.exit(usd(tables) if sys.argv[3] == "usd" else blender(tables))
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    maquette, folder = sys.argv[1], Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    tables = exports(maquette, folder)
    validator(tables, folder)
    # Blender brings a USD of its own: one process each.
    for part in ("usd", "blender"):
        done = subprocess.run([sys.executable, __file__, maquette, str(folder), part], capture_output=True, text=True, check=False)
        print("".join(f"{line}\n" for line in done.stdout.splitlines() if line.startswith(("USD: ", "Blender"))), end="")
        if done.returncode not in (0, SKIPPED):
            sys.exit(done.stderr[-1500:])


if __name__ == "__main__":
    main()
