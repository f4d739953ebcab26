"""Measures one part of src/library/index-figures.ts with Python's hnswlib.

    python hnsw_index.py FOLDER build|search|sync TRACKS DIMENSIONS NEAREST CHANGED

Uses the settings of the Python rbassist and of rbassist's own graph. Builds with every core. Prints the figures as JSON.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path

import hnswlib
import numpy as np

folder, phase = Path(sys.argv[1]), sys.argv[2]
tracks, dimensions, nearest, changed = map(int, sys.argv[3:])
file = str(folder / "python.idx")


def peak_mib():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def vector(track):
    return np.load(folder / "embeddings" / f"{track}.npy").astype(np.float32)


def build():
    start, before = time.perf_counter(), time.process_time()
    index = hnswlib.Index(space="cosine", dim=dimensions)
    index.init_index(max_elements=tracks, M=32, ef_construction=200, random_seed=100)
    rows = np.stack([vector(track) for track in range(tracks)])
    index.add_items(rows, np.arange(tracks), num_threads=os.cpu_count())
    index.save_index(file)
    return {
        "buildMs": (time.perf_counter() - start) * 1000,
        "buildCpuMs": (time.process_time() - before) * 1000,
        "fileMb": os.path.getsize(file) / 1e6,
        "buildMib": peak_mib(),
    }


def load(**settings):
    index = hnswlib.Index(space="cosine", dim=dimensions)
    index.load_index(file, **settings)
    index.set_ef(64)
    return index


def sync():
    start = time.perf_counter()
    index = load(allow_replace_deleted=True)
    for track in range(changed):
        index.mark_deleted(track)
    fresh = range(tracks, tracks + changed)
    rows = np.stack([vector(track) for track in fresh])
    index.add_items(rows, np.array(fresh), replace_deleted=True)
    index.save_index(file)
    return {"syncMs": (time.perf_counter() - start) * 1000}


def search():
    start = time.perf_counter()
    index = load()
    opened = (time.perf_counter() - start) * 1000
    queries = np.load(folder / "queries.npy")
    truth = json.loads((folder / "truth.json").read_text())

    def ask(query):
        asked = time.perf_counter()
        labels, _ = index.knn_query(query, k=nearest, num_threads=1)
        return labels[0], (time.perf_counter() - asked) * 1000

    first, second = ask(queries[0])[1], ask(queries[1])[1]
    right = sum(len(set(ask(query)[0].tolist()) & set(near)) for query, near in zip(queries, truth))
    times = sorted(ask(query)[1] for _ in range(3) for query in queries)
    return {
        "openMs": opened,
        "firstMs": first,
        "secondMs": second,
        "p50Ms": times[len(times) // 2],
        "p99Ms": times[int(len(times) * 0.99)],
        "recall": right / (len(queries) * nearest),
        "searchMib": peak_mib(),
    }


print(json.dumps({"build": build, "search": search, "sync": sync}[phase]()))
