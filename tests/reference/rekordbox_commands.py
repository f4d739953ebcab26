"""Writes rekordbox-commands.json: what commands of the Python rbassist do with a small library.

usage: pip install numpy rich pyyaml
       python tests/reference/rekordbox_commands.py CHECKOUT

CHECKOUT is a working tree of github.com/llevaachingada/rbassist. Its own code chooses the tracks of int-pl, exports, and
imports My Tags. The music folder becomes /Music.
"""
import json
import pathlib
import shutil
import sys
import tempfile

import yaml
from python_folder import import_program

TARGET = pathlib.Path(__file__).with_suffix("").with_name("rekordbox-commands.json")
CUES = [
    {"name": "Memory 1", "type": 0, "start": 0.5, "end": 0.5, "num": -1},
    {"name": "Loop A", "type": 4, "start": 1.25, "end": 9.5, "num": 0},
    {"name": "Drop", "type": 0, "start": 30.1234, "end": 30.1234, "num": 3},
]
GRID = [{"inizio_sec": 0.025, "bpm": 124.0, "metro": "4/4", "battito": 1}]
RECORDS = {
    "a/Ann - One.mp3": {
        **{"title": "One", "artist": "Ann", "bpm": 124.0, "key": "8A", "cues": CUES, "tempos": GRID},
        **{"mytags": ["Warm-up", "Vocals"], "rating": 4, "added": "2026-01-05T10:00:00"},
    },
    "a/Bob & Co - 50% [x] #1;.mp3": {
        **{"title": "50% <x>", "artist": "Bob & Co", "bpm": 128.5, "genre": "House", "comments": 'a "b" \u00fc'},
        **{"mytags": ["Peak Hour"], "rating": 3, "added": "2026-01-31T23:59:59.999+02:00"},
    },
    "\u00e9/\u00dcber + one.mp3": {"title": "\u00dcber", "artist": "\u010c", "mytags": ["peak hour"], "added": "2026-02-01"},
    "b/no tags.mp3": {"rating": 0, "added": ""},
    "b/unrated.mp3": {"mytags": ["Peak Hour", "Vocals"], "added": "soon"},
    "b/half.mp3": {"mytags": [], "rating": 5, "added": "2025-12-31 23:59"},
    "b/week.mp3": {"rating": 1, "added": "2026-W03-1"},
    "b/short.mp3": {"rating": 2, "added": "20260115"},
}
RULES = [
    {},
    {"my_tag": "Peak Hour"},
    {"my_tag": "peak hour"},
    {"my_tag": "Peak"},
    {"rating_min": 1},
    {"rating_min": 3},
    {"rating_min": 5},
    {"since": "2026-01-05"},
    {"until": "2026-01-31"},
    {"since": "2026-01-06", "until": "2026-01-31"},
    {"since": "2026-02-01", "until": "2026-01-01"},
    {"my_tag": "Vocals", "rating_min": 4, "since": "2026-01-01"},
]
# tags.yml and tags of records before an import
TAGS_BEFORE = {"b/no tags.mp3": ["Own"], "a/Ann - One.mp3": ["Old"]}


def main(checkout):
    root = pathlib.Path(tempfile.mkdtemp()).resolve()
    shutil.copytree(checkout / "rbassist", root / "rbassist")
    music = root / "music"
    import_program(root)
    from rbassist import export_xml, playlists, tagstore, utils

    def paths(tracks):
        return {str(music / name): value for name, value in tracks.items()}

    def plain(text):
        return text.replace(str(music), "/Music")

    def exported(playlist):
        export_xml.write_rekordbox_xml(utils.load_meta(), str(root / "out.xml"), playlist)
        return (root / "out.xml").read_text("utf-8")

    utils.save_meta({"tracks": paths(RECORDS)})
    choices = [{"rules": rules, "tracks": [plain(path) for path in playlists.filter_tracks(**rules)]} for rules in RULES]
    xml = exported("Mine")

    class WindowsPath(pathlib.PureWindowsPath):
        def __new__(cls, path):
            return super().__new__(cls, str(path).replace(str(music), "C:/Music"))

        def resolve(self):
            return self

    uri = export_xml._as_location_uri
    export_xml._as_location_uri = lambda path: "file://localhost/" + export_xml.urllib.parse.quote(WindowsPath(path).as_posix())
    windows = exported("Mine")
    export_xml._as_location_uri = uri

    (root / "mine.xml").write_text(xml, "utf-8")
    imports = []
    for only_existing in (True, False):
        shutil.rmtree(root / "config", ignore_errors=True)
        names = [name for name in RECORDS if only_existing is False or name != "b/unrated.mp3"]
        kept = {name: {"title": "T"} for name in names if only_existing or not name.startswith("\u00e9")}
        utils.save_meta({"tracks": paths(kept)})
        tagstore.bulk_set_track_tags(paths(TAGS_BEFORE))
        before = json.loads(plain(json.dumps(utils.load_meta()["tracks"])))
        yaml_before = plain(tagstore._TAG_FILE.read_text("utf-8"))
        count = tagstore.import_rekordbox_tags(str(root / "mine.xml"), only_existing=only_existing)
        tracks = utils.load_meta()["tracks"]
        imports.append({
            "onlyExisting": only_existing,
            "records": before,
            "yaml": yaml_before,
            "count": count,
            "mytags": {plain(path): record.get("mytags", []) for path, record in tracks.items()},
            "tagsYml": json.loads(plain(json.dumps(yaml.safe_load(tagstore._TAG_FILE.read_text("utf-8"))))),
        })
    shutil.rmtree(root)
    result = {
        "records": {f"/Music/{name}": record for name, record in RECORDS.items()},
        "choices": choices,
        "xml": xml.replace(str(music), "/Music"),
        "windowsXml": windows,
        "imports": imports,
    }
    TARGET.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
