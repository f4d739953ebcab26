"""Writes listening-windows.json: the parts of a track that the Python rbassist embeds, the reference for packages/audio.

Runs the functions of that program, with sound from memory instead of files.

usage: pip install numpy && python tests/reference/listening_windows.py path/to/rbassist/embed.py
"""
import ast
import json
import pathlib
import sys
import time
import types
from typing import Any

import numpy as np

HERE = pathlib.Path(__file__).parent
NAMES = ["_elapsed_since", "_first_non_silent_time", "_clamp", "_default_windows", "_window_slices", "_load"]

source = pathlib.Path(sys.argv[1]).read_text()
functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef) and node.name in NAMES]
sound = {}
program = {
    "np": np,
    "time": time,
    "Any": Any,
    "duration_s": 120,
    "librosa": types.SimpleNamespace(load=lambda path, **_: sound[path]),
}
exec(compile(ast.Module(functions, []), sys.argv[1], "exec"), program)


def heard(seconds, silence, rate):
    samples = np.full(round(seconds * rate), 0.5, dtype=np.float32)
    samples[: round(silence * rate)] = 0
    sound["track"] = samples, rate
    y, sr, *_ = program["_load"]("track")
    slices = program["_window_slices"](y, sr, program["_default_windows"](y, sr))
    start = samples.ctypes.data
    positions = [(part.ctypes.data - start) // samples.itemsize for part in slices]
    return {
        "rate": rate,
        "samples": len(samples),
        "firstSound": round(silence * rate) if silence < seconds else None,
        "windows": [[at, at + len(part)] for at, part in zip(positions, slices)],
    }


LENGTHS = [0.5, 30, 79.99, 80, 80.5, 100, 119.9, 120, 120.001, 121, 139.99, 140, 200.5, 300, 900]
SILENCES = [0, 2.5, 31.001, 78.5, 118.9, 119, 119.5, 130, 1000]
cases = [heard(seconds, silence, 8000) for seconds in LENGTHS for silence in SILENCES]
cases += [heard(seconds, 7.3, rate) for seconds in (85.37, 300.01) for rate in (11025, 22050, 44100)]
(HERE / "listening-windows.json").write_text(json.dumps({"cases": cases}) + "\n")
