"""Makes hnsw-index.idx and hnsw-index.json: an index written like the Python rbassist with hnswlib, and its results.

Run: pip install hnswlib==0.8.0, then python3 hnsw_index.py. With the path of an index folder that rbassist wrote with the
engine "hnsw", it opens that folder instead, and checks that Python finds every track as its own nearest neighbour.

The vectors have four elements of 0.5 or -0.5 among zeros. So their length is exactly 1, and all programs round them
equally.
"""

import itertools
import json
import sys
from pathlib import Path

import hnswlib
import numpy as np

HERE = Path(__file__).parent
DIMENSIONS = 8


def vectors():
    places = itertools.combinations(range(DIMENSIONS), 4)
    signs = list(itertools.product([0.5, -0.5], repeat=4))
    for i, place in enumerate(places):
        vector = np.zeros(DIMENSIONS, dtype=np.float32)
        vector[list(place)] = signs[(i * 7) % len(signs)]
        yield vector


def make():
    rows = np.array(list(vectors()))
    index = hnswlib.Index(space="cosine", dim=DIMENSIONS)
    index.init_index(max_elements=1024, M=32, ef_construction=200, random_seed=100)
    index.add_items(rows, np.arange(len(rows)), num_threads=1)
    index.mark_deleted(5)
    index.set_ef(64)
    index.save_index(str(HERE / "hnsw-index.idx"))
    queries = rows[:10] + np.linspace(0, 0.3, DIMENSIONS, dtype=np.float32)
    labels, distances = index.knn_query(queries, k=5)
    answers = [
        {"query": query.tolist(), "labels": near.tolist(), "distances": far.tolist()}
        for query, near, far in zip(queries, labels, distances)
    ]
    text = json.dumps({"removed": 5, "vectors": rows.tolist(), "answers": answers})
    (HERE / "hnsw-index.json").write_text(text + "\n")


def check(folder):
    paths = json.loads((folder / "paths.json").read_text(encoding="utf-8"))
    dimensions = json.loads((folder / "index.json").read_text())["dimensions"]
    index = hnswlib.Index(space="cosine", dim=dimensions)
    index.load_index(str(folder / "hnsw.idx"))
    index.set_ef(64)
    there = [label for label, path in enumerate(paths) if path is not None]
    labels, distances = index.knn_query(np.array(index.get_items(there)), k=1)
    assert labels[:, 0].tolist() == there, "a track is not its own nearest neighbour"
    assert float(distances.max()) < 1e-5, "a track is not near itself"
    print(f"{len(there)} of {len(paths)} tracks, each its own nearest neighbour")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        check(Path(sys.argv[1]))
    else:
        make()
