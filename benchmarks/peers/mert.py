"""Times transformers' HuBERT of a MERT's structure on the processor: CHECKPOINT_FOLDER SECONDS BATCH RUNS THREADS -> one JSON line."""
import json
import os
import resource
import sys
import time

import torch
from transformers import HubertConfig, HubertModel

folder, seconds, batch, runs, threads = sys.argv[1], *map(int, sys.argv[2:])
torch.set_num_threads(threads)
with open(os.path.join(folder, "config.json")) as file:
    settings = json.load(file)
settings.pop("model_type")
model = HubertModel(HubertConfig(**settings)).eval()
windows = torch.rand(batch, seconds * 24000) - 0.5
walls = []
with torch.no_grad():
    for _ in range(runs + 1):
        began = time.perf_counter()
        model(windows, output_hidden_states=True)
        walls.append(time.perf_counter() - began)
wall = sorted(walls[1:])[runs // 2]
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"musicPerSecond": seconds * batch / wall, "peakMiB": peak}))
