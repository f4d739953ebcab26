"""Measures transformers' HuBERT with the weights of a MERT on the processor, and prints one line of JSON.

    python mert.py CHECKPOINT_FOLDER SAMPLES_FILE SECONDS BATCH RUNS THREADS
"""
import json
import os
import resource
import sys
import time

import torch
from safetensors.torch import load_file
from transformers import HubertConfig, HubertModel

SAMPLE_RATE = 24_000


def settings_of(folder, name):
    with open(os.path.join(folder, name)) as file:
        return json.load(file)


def load(folder):
    settings = settings_of(folder, "config.json")
    settings.pop("model_type")
    model = HubertModel(HubertConfig(**settings)).eval()
    safe = os.path.join(folder, "model.safetensors")
    plain = os.path.join(folder, "pytorch_model.bin")
    weights = load_file(safe) if os.path.exists(safe) else torch.load(plain, weights_only=True)
    # names of the two halves of a normalised weight since torch 2.0
    for old, new in (("weight_g", "original0"), ("weight_v", "original1")):
        name = f"encoder.pos_conv_embed.conv.{old}"
        if name in weights and name not in model.state_dict():
            weights[f"encoder.pos_conv_embed.conv.parametrizations.weight.{new}"] = weights.pop(name)
    missing = model.load_state_dict(weights, strict=False).missing_keys
    assert not set(missing) - {"masked_spec_embed"}, missing
    return model


folder, samples, seconds, batch, runs, threads = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:])
torch.set_num_threads(threads)
model = load(folder)
length = seconds * SAMPLE_RATE
windows = torch.from_file(samples, size=batch * length).reshape(batch, length).clone()
if settings_of(folder, "preprocessor_config.json")["do_normalize"]:
    windows -= windows.mean(1, keepdim=True)
    windows /= (windows.var(1, correction=0, keepdim=True) + 1e-7).sqrt()


def listen(given):
    output = model(given, output_hidden_states=True)
    # some versions list the last state of a "stable" encoder before its norm
    states = [*output.hidden_states[:-1], output.last_hidden_state]
    return torch.stack([state.mean(1) for state in states])


walls = []
with torch.inference_mode():
    vector = listen(windows[:1])[-1, 0]
    processor = time.process_time()
    for _ in range(runs):
        began = time.perf_counter()
        listen(windows)
        walls.append(time.perf_counter() - began)
processor = time.process_time() - processor
wall = sorted(walls)[runs // 2]
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
music = seconds * batch
print(
    json.dumps(
        {
            "musicPerSecond": music / wall,
            "musicPerCoreSecond": music * runs / processor,
            "peakMiB": peak,
            "vector": vector.tolist(),
        }
    )
)
