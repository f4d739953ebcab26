"""Reads a meta.json like the Python rbassist, or changes one track and writes it. Prints seconds and peak memory."""

import json
import resource
import sys
import time

task, path = sys.argv[1:3]
began = time.perf_counter()
with open(path, encoding="utf-8") as file:
    meta = json.load(file)
figures = {"tracks": len(meta["tracks"]), "openMs": (time.perf_counter() - began) * 1000}
if task == "write":
    began = time.perf_counter()
    next(iter(meta["tracks"].values()))["rating"] = 0.5
    with open(path, "w", encoding="utf-8") as file:
        json.dump(meta, file, indent=2)
    figures["updateMs"] = (time.perf_counter() - began) * 1000
figures["peakMib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(figures))
