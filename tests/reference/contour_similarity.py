"""Writes contour-similarity.json: similarities of contours by librosa's own DTW, the reference for packages/core.

usage: pip install librosa && python tests/reference/contour_similarity.py

The Python rbassist intends to compute this, but does not. It passes columns, arrays of shape (n, 1), to librosa, which
reads them as one frame of n features. So nothing is warped, and the similarity is exp(-d / 2) of the Euclidean distance d
of the contours. `python_rbassist` below does the same. Its values are close to 0 for any two tracks (0.005 to 0.06 on
30 pairs), but the values here are close to 1 (0.87 to 0.93). So a weight for bass or rhythm has another effect there.
"""
import json
import pathlib

import librosa
import numpy as np

HERE = pathlib.Path(__file__).parent
rng = np.random.default_rng(7)


def similarity(a, b, length):
    a, b = (librosa.util.fix_length(np.asarray(x, dtype=float), size=length) for x in (a, b))
    costs, path = librosa.sequence.dtw(a[:, None].T, b[:, None].T, metric="euclidean")
    return float(np.exp(-costs[-1, -1] / len(path) / 2))


def python_rbassist(a, b, length):
    """Returns the similarity of two contours as the Python rbassist computes it."""
    a, b = (librosa.util.fix_length(np.asarray(x, dtype=float), size=length) for x in (a, b))
    costs, path = librosa.sequence.dtw(a[:, None], b[:, None], metric="euclidean")
    return float(np.exp(-costs[-1, -1] / len(path) / 2))


def contours():
    steps = np.repeat(rng.choice([41.2, 55.0, 61.7, 82.4, 110.0], size=16), 16)
    yield "bass line and itself, shifted by 12 frames", steps, np.roll(steps, 12)
    yield "two bass lines", steps, np.repeat(rng.choice([43.7, 49.0, 65.4, 98.0], size=32), 8)
    yield "short and long", steps[:40], steps
    yield "with silence", np.where(rng.random(256) < 0.3, 0.0, steps), steps


cases = []
for name, a, b in contours():
    a, b = np.round(a, 2), np.round(b, 2)
    log = [np.log(np.clip(x, 1.0, None)) for x in (a, b)]
    print(f"{name}: {similarity(*log, 512):.3f}, in the Python rbassist {python_rbassist(*log, 512):.3f}")
    cases.append({"name": name, "kind": "bass", "a": a.tolist(), "b": b.tolist(), "similarity": similarity(*log, 512)})
for i in range(3):
    a, b = np.round(rng.random(256) ** 3, 3), np.round(rng.random(200) ** 3, 3)
    cases.append({"name": f"rhythm {i}", "kind": "rhythm", "a": a.tolist(), "b": b.tolist(), "similarity": similarity(a, b, 256)})

(HERE / "contour-similarity.json").write_text(json.dumps({"librosa": librosa.__version__, "cases": cases}))
