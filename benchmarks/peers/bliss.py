"""Prints the bliss-audio analysis of each file from standard input, one line of JSON per file, in order.

Needs `pip install bliss-audio`. A line is {"file", "vector", "seconds"}, or {"file", "error"} for an unreadable file.
"""

import json
import sys
import time

from bliss_audio import Song


def describe(path: str) -> dict:
    started = time.process_time()
    try:
        vector = list(Song(path).analysis)
    except BaseException as error:  # its native panics are not Exceptions
        return {"file": path, "error": str(error)}
    return {"file": path, "vector": vector, "seconds": time.process_time() - started}


for line in sys.stdin:
    path = line.rstrip("\n")
    if path:
        print(json.dumps(describe(path)), flush=True)
