#!/usr/bin/env python3
"""What other programs make of our sound files. Usage: sound_files.py MAQUETTE FILM [DAWPROJECT_SCHEMAS]

Exports stems of FILM with a Reaper project and a DAWproject, and reads all of it with other people's readers: ffprobe and
ffmpeg (bext, samples), Python's wave, zipfile, and xmllint or lxml against the schemas of the format's repository
(github.com/bitwig/dawproject: Project.xsd, MetaData.xsd) where a folder with them is named.
"""

import json
import struct
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path


def main() -> int:
    if len(sys.argv) < 3:
        print(__doc__)
        return 2
    maquette, film = sys.argv[1:3]
    schemas = Path(sys.argv[3]) if 3 < len(sys.argv) else None
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        command = [maquette, "sound", "stems", film, "--out", folder, "--rpp", "--dawproject", "--clips", "--start", "01:00:00:00"]
        subprocess.run(command, check=True)
        stems = sorted(out.glob("*.wav"))
        for stem in stems:
            check_stem(stem, maquette)
        lengths = {samples_of(stem) for stem in stems}
        assert len(lengths) == 1, f"stems differ in length: {lengths}"
        check_reaper(next(out.glob("*.rpp")), out)
        check_dawproject(next(out.glob("*.dawproject")), schemas)
        check_midi(out / "tempo.mid")
    print("all that was exported is read by others as it was meant")
    return 0


def samples_of(wav: Path) -> int:
    told = probe(wav)
    return int(told["streams"][0]["duration_ts"])


def probe(wav: Path) -> dict:
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_streams", "-show_format", str(wav)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def check_stem(wav: Path, maquette: str) -> None:
    told = probe(wav)
    stream, tags = told["streams"][0], told["format"].get("tags", {})
    assert stream["codec_name"] == "pcm_s24le" and stream["sample_rate"] == "48000", stream
    assert tags.get("time_reference") == str(3600 * 48_000), tags
    assert tags.get("title", "").endswith(wav.stem[3:]), tags
    ours = subprocess.run([maquette, "sound", "info", str(wav), "--json"], capture_output=True, text=True, check=False)
    ours = json.loads(ours.stdout)
    assert ours["pcm_matches"] is True and ours["samples"] == int(stream["duration_ts"]), ours
    # The same samples out of a FLAC that ffmpeg made, and out of a WAV that it wrote anew.
    for name, options in [("again.flac", []), ("again.wav", ["-c:a", "pcm_s24le"])]:
        other = wav.with_name(name)
        subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", str(wav), *options, str(other)], check=True)
        found = subprocess.run([maquette, "sound", "info", str(other), "--json"], capture_output=True, text=True, check=False)
        assert json.loads(found.stdout)["pcm"] == ours["pcm"], name
        other.unlink()


def check_reaper(rpp: Path, out: Path) -> None:
    depth, files = 0, 0
    for line in rpp.read_text(encoding="utf-8").splitlines():
        line = line.strip()
        depth += 1 if line.startswith("<") else -1 if line == ">" else 0
        assert depth >= 0
        if line.startswith("FILE "):
            assert (out / line[5:].strip("\"'`")).is_file(), line
            files += 1
    assert depth == 0 and files, f"{files} files"


def check_dawproject(project: Path, schemas: Path | None) -> None:
    with zipfile.ZipFile(project) as archive:
        assert archive.testzip() is None
        for entry in archive.infolist():
            assert entry.flag_bits & 8 == 0, f"{entry.filename} has a data descriptor"
        texts = {name: archive.read(f"{name}.xml") for name in ("project", "metadata")}
        names = set(archive.namelist())
    import xml.etree.ElementTree as tree
    for file in tree.fromstring(texts["project"]).iter("File"):
        assert file.attrib["path"] in names, file.attrib
    if schemas is None:
        print("note: without the schemas the XML was only parsed")
        return
    from lxml import etree
    for name, schema in [("project", "Project.xsd"), ("metadata", "MetaData.xsd")]:
        etree.XMLSchema(etree.parse(str(schemas / schema))).assertValid(etree.fromstring(texts[name]))
    print("the DAWproject is valid by its schemas")


def check_midi(midi: Path) -> None:
    data = midi.read_bytes()
    kind, tracks, beat = struct.unpack(">HHH", data[8:14])
    assert data.startswith(b"MThd") and (kind, tracks, beat) == (0, 1, 960)
    assert len(data) == 22 + struct.unpack(">I", data[18:22])[0]


if __name__ == "__main__":
    sys.exit(main())
