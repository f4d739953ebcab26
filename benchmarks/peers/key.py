"""Prints the key that a Python library finds in each file from standard input, one line of JSON per file, in order.

    python key.py librosa|essentia

Needs `pip install librosa` or `essentia`. The first line says that the script is ready. Other lines are {"file",
"answers": [{"system", "key", "seconds"}]}, one answer per profile, or {"file", "error"} for an unreadable file. Seconds
are wall-clock time, including reading the file.

librosa has no key finder. As is common, the script correlates the mean of its constant-Q chroma with the
Krumhansl-Kessler profiles of all keys.
"""

import json
import sys
import time
import warnings

warnings.filterwarnings("ignore")

PITCH_CLASSES = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"]
FLATS = {"Db": "C#", "Eb": "D#", "Gb": "F#", "Ab": "G#", "Bb": "A#"}
# Krumhansl, "Cognitive Foundations of Musical Pitch" (1990), table 2.1
MAJOR = [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88]
MINOR = [6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17]
ESSENTIA_PROFILES = ["bgate", "braw", "edma", "edmm", "krumhansl", "shaath", "temperley", "temperley2005"]
ESSENTIA_RATE = 44100


def with_librosa():
    import librosa
    import numpy

    profiles = [(f"{PITCH_CLASSES[tonic]} {mode}", numpy.roll(profile, tonic))
                for mode, profile in (("major", MAJOR), ("minor", MINOR)) for tonic in range(12)]

    # librosa compiles itself at the first call, which must not count for a track
    librosa.feature.chroma_cqt(y=numpy.random.default_rng(1).normal(size=22050), sr=22050)

    def listen(path):
        started = time.perf_counter()
        samples, rate = librosa.load(path, sr=22050, mono=True)
        chroma = librosa.feature.chroma_cqt(y=samples, sr=rate).mean(axis=1)
        key = max(profiles, key=lambda row: numpy.corrcoef(chroma, row[1])[0, 1])[0]
        yield {"system": "librosa chroma, krumhansl", "key": key, "seconds": time.perf_counter() - started}

    return listen


def with_essentia():
    import essentia

    essentia.log.infoActive = False
    essentia.log.warningActive = False
    from essentia.standard import KeyExtractor, MonoLoader

    def listen(path):
        started = time.perf_counter()
        samples = MonoLoader(filename=path, sampleRate=ESSENTIA_RATE)()
        reading = time.perf_counter() - started
        for profile in ESSENTIA_PROFILES:
            started = time.perf_counter()
            tonic, mode, _ = KeyExtractor(profileType=profile, sampleRate=ESSENTIA_RATE)(samples)
            yield {
                "system": f"essentia {profile}",
                "key": f"{FLATS.get(tonic, tonic)} {mode}",
                "seconds": reading + time.perf_counter() - started,
            }

    return listen


listen = {"librosa": with_librosa, "essentia": with_essentia}[sys.argv[1]]()
print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    path = line.rstrip("\n")
    if not path:
        continue
    try:
        print(json.dumps({"file": path, "answers": list(listen(path))}), flush=True)
    except Exception as error:
        print(json.dumps({"file": path, "error": str(error)}), flush=True)
