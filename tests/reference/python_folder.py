"""Makes tests/fixtures/python-folder: a data folder of the Python rbassist, with its music.

usage: pip install numpy hnswlib librosa soundfile typer rich pyyaml
       python tests/reference/python_folder.py CHECKOUT

CHECKOUT is a working tree of github.com/llevaachingada/rbassist. The program's own code walks, embeds, analyses, sets
grids, tags and indexes. Only its neural network is replaced with some statistics of the sound, so that torch is not
needed. Paths become @MUSIC@ and @DATA@.
"""
import pathlib
import shutil
import sys
import tempfile
import types

import numpy as np
import soundfile

FIXTURE = pathlib.Path(__file__).parent.parent / "fixtures" / "python-folder"
RATE = 9600
SECONDS = 9
# name, tempo, root note in hertz; the last is a copy of the first with the same name
TRACKS = [
    ("Nora Vale - First Light.flac", 126, 55.0),
    ("Nora Vale - Second Sun.flac", 126, 65.41),
    ("Kilo - Überall.flac", 124, 49.0),
    ("sets/é/Pale Motor - Drive.flac", 128, 41.2),
    ("sets/Without A Dash.flac", 87, 73.42),
    ("copies/Nora Vale - First Light.flac", 126, 55.0),
]


class StandIn:
    """Replaces torch and transformers, which the program imports."""

    def __init__(self, *_args, **_kwargs):
        pass

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return StandIn()

    def __call__(self, *_args, **_kwargs):
        return False


def stand_in(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return StandIn


def import_program(root):
    for name in ("torch", "transformers"):
        module = types.ModuleType(name)
        module.__getattr__ = stand_in
        sys.modules[name] = module
    sys.modules["torch"].cuda = StandIn()
    sys.modules["torch"].backends = StandIn()
    sys.path.insert(0, str(root))


class StubEmbedder:
    """Returns 1,024 numbers from the sound: its coarse spectrum on a log scale."""

    def __init__(self, *_args, **_kwargs):
        self.device = "cpu"

    def encode_array(self, y, sr):
        spectrum = np.abs(np.fft.rfft(y, n=8192))[:1024]
        vector = np.log1p(spectrum)
        return (vector - vector.mean()).astype(np.float32)

    def encode_array_full(self, y, sr):
        vector = self.encode_array(y, sr)
        return {"standard": vector, "layer_mix": np.roll(vector, 7)}

    def encode_batch(self, items):
        return [self.encode_array(*item) for item in items]

    def encode_batch_full(self, items):
        return [self.encode_array_full(*item) for item in items]

    def encode_section_vectors(self, segments):
        return self.encode_batch(segments)


def loop(bpm, root):
    """Returns kicks, an off-beat bass note and a chord, in 8 bits for small FLAC files."""
    t = np.arange(RATE * SECONDS) / RATE
    beat = 60 / bpm
    phase = t % beat
    kick = np.exp(-phase * 30) * np.sin(2 * np.pi * 50 * phase)
    bass = (phase > beat / 2) * np.sin(2 * np.pi * root * t)
    chord = sum(np.sin(2 * np.pi * root * 4 * ratio * t) for ratio in (1, 1.2, 1.5)) * (t % (4 * beat) < beat)
    return np.round((0.6 * kick + 0.2 * bass + 0.06 * chord) * 127) / 128


def make_music(folder):
    for name, bpm, root in TRACKS:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        soundfile.write(path, loop(bpm, root), RATE, subtype="PCM_S8")


def run_program(music, data):
    from rbassist import beatgrid, embed, utils
    from rbassist.analyze import analyze_bpm_key
    from rbassist.recommend import build_index
    from rbassist.tagstore import bulk_set_track_tags

    embed.MertEmbedder = StubEmbedder
    files = utils.walk_audio([str(music)])
    embed.build_embeddings(files, section_embed=True, layer_mix=True, harmonic_profiles=True)
    analyze_bpm_key(files, harmonic_profiles=True)
    beatgrid.analyze_paths(files[:3], cfg=beatgrid.BeatgridConfig(backend="librosa"))
    bulk_set_track_tags({files[0]: ["Warm-up", "Vocals"], files[2]: ["Peak Hour"]})
    build_index()
    # values of other commands: bandcamp-import, tags-auto, and the user interface
    meta = utils.load_meta()
    meta["tracks"][files[0]].update(subgenre="deep", genre="House", artist_url="https://example.com")
    meta["tracks"][files[1]]["tag_suggestions"] = {"generated": "2026-04-01", "params": {"top": 3}, "candidates": []}
    meta["ui"] = {"last_seed": files[0], "weights": [0.6, 0.25, 0.15]}
    utils.save_meta(meta)
    assert utils.DATA == data


def main(checkout):
    root = pathlib.Path(tempfile.mkdtemp()).resolve()
    shutil.copytree(checkout / "rbassist", root / "rbassist")
    shutil.copytree(checkout / "config", root / "config")
    music, data = root / "music", root / "data"
    make_music(music)
    import_program(root)
    run_program(music, data)
    shutil.rmtree(FIXTURE, ignore_errors=True)
    shutil.copytree(music, FIXTURE / "music")
    shutil.copytree(data, FIXTURE / "data")
    for path in [FIXTURE / "data" / "meta.json", FIXTURE / "data" / "index" / "paths.json"]:
        text = path.read_text("utf-8").replace(str(music), "@MUSIC@").replace(str(data), "@DATA@")
        path.write_text(text, "utf-8")
    shutil.rmtree(root)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
