"""Writes tag-profiles.json: profiles and suggestions of the Python rbassist's own tag_model, the reference for packages/core.

usage: pip install numpy && python tests/reference/tag_profiles.py PATH_OF_THE_PYTHON_RBASSIST
"""
import importlib.util
import json
import pathlib
import sys
import tempfile
import types

import numpy as np

HERE = pathlib.Path(__file__).parent
TAGS = ["Closer", "Peak Hour", "Vocals", "Warm-up"]

# tag_model imports the metadata reader of its package, which needs more packages
package = types.ModuleType("rbassist")
package.__path__ = []
utils = types.ModuleType("rbassist.utils")
utils.load_meta = dict
sys.modules.update({"rbassist": package, "rbassist.utils": utils})
source = pathlib.Path(sys.argv[1]) / "rbassist" / "tag_model.py"
spec = importlib.util.spec_from_file_location("rbassist.tag_model", source)
tag_model = importlib.util.module_from_spec(spec)
sys.modules["rbassist.tag_model"] = tag_model
spec.loader.exec_module(tag_model)

rng = np.random.default_rng(3)
centers = rng.normal(size=(len(TAGS), 8))
tracks = []
for i in range(40):
    tag = i % len(TAGS)
    tags = [TAGS[tag]] if i % 7 else [TAGS[tag], TAGS[(tag + 1) % len(TAGS)]]
    vector = np.round(centers[tag] + rng.normal(size=8) * 0.8, 3)
    tracks.append({"path": f"/music/{i:02}.mp3", "tags": tags if i < 28 else [], "vector": vector.tolist()})

with tempfile.TemporaryDirectory() as folder:
    meta = {"tracks": {}}
    for i, track in enumerate(tracks):
        path = f"{folder}/{i}.npy"
        np.save(path, np.asarray(track["vector"], dtype=np.float32))
        meta["tracks"][track["path"]] = {"embedding": path, "mytags": track["tags"]}
    profiles = tag_model.learn_tag_profiles(min_samples=3, meta=meta)
    paths = [track["path"] for track in tracks]
    suggestions = tag_model.suggest_tags_for_tracks(paths, profiles, margin=0.05, top_k=2, meta=meta)

reference = {
    "tracks": tracks,
    "profiles": [
        {"tag": tag, "samples": p.samples, "threshold": p.threshold, "meanSimilarity": p.mean_sim}
        for tag, p in sorted(profiles.items())
    ],
    "options": {"margin": 0.05, "top": 2},
    "suggestions": suggestions,
}
(HERE / "tag-profiles.json").write_text(json.dumps(reference))
