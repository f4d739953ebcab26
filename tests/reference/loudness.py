"""Makes loudness.json: measurements of ffmpeg's filter ebur128 for simple signals.

Run: python3 loudness.py > loudness.json (needs ffmpeg; the stored file was made with 5.1.9).

A frame has the channels in order, each sample being
    level(second) * (tone * sin(2 pi * hertz(channel) * second) * sign + noise * next random)
rounded to a 32-bit float. level(second) is levels[floor(second / step)]; hertz(channel) is hertz + 100 * channel, and sign 1;
if `opposed`, every channel has the same hertz, and odd channels have sign -1. The random numbers come from one
generator, state = (1664525 * state + 1013904223) mod 2^32, beginning with 1, as state / 2^31 - 1.
"""

import json
import math
import re
import struct
import subprocess
import sys
from array import array

LAYOUTS = {1: "mono", 2: "stereo", 6: "5.1"}

SIGNALS = [
    dict(name="mono 8 kHz", rate=8000, channels=1, step=2, levels=[0.5, 0.1, 0.9, 0.3], hertz=300, tone=0.6, noise=0.3),
    dict(name="stereo 44.1 kHz", rate=44100, channels=2, step=2, levels=[0.5, 0.05, 0.9, 0.3, 0.9], hertz=220, tone=0.6, noise=0.3),
    dict(name="stereo 44.1 kHz, noise", rate=44100, channels=2, step=4, levels=[1], hertz=220, tone=0, noise=1),
    dict(name="stereo 48 kHz, opposed", rate=48000, channels=2, step=4, levels=[0.7, 0.2], hertz=60, tone=0.9, noise=0.02, opposed=True),
    dict(name="5.1 48 kHz", rate=48000, channels=6, step=2, levels=[0.2, 0.8], hertz=500, tone=0.5, noise=0.2),
    dict(name="stereo 96 kHz", rate=96000, channels=2, step=2, levels=[0.2, 0.8], hertz=9000, tone=0.5, noise=0.4),
    dict(name="stereo 192 kHz", rate=192000, channels=2, step=2, levels=[0.2, 0.8], hertz=1000, tone=0.5, noise=0.4),
]


def samples(signal):
    state = 1
    out = array("f")
    for n in range(signal["rate"] * signal["step"] * len(signal["levels"])):
        t = n / signal["rate"]
        level = signal["levels"][int(t / signal["step"])]
        for channel in range(signal["channels"]):
            state = (1664525 * state + 1013904223) % 2**32
            sign = -1 if signal.get("opposed") and channel % 2 else 1
            tone = signal["tone"] * math.sin(2 * math.pi * (signal["hertz"] + 100 * channel * (not signal.get("opposed"))) * t)
            out.append(level * (tone * sign + signal["noise"] * (state / 2**31 - 1)))
    return out.tobytes() if sys.byteorder == "little" else struct.pack(f"<{len(out)}f", *out)


def measured(signal):
    source = ["-f", "f32le", "-ar", str(signal["rate"]), "-channel_layout", LAYOUTS[signal["channels"]], "-ac", str(signal["channels"])]
    meter = "ebur128=peak=true:framelog=verbose:metadata=1,ametadata=mode=print:file=-"
    command = ["ffmpeg", "-hide_banner", "-v", "error", *source, "-i", "-", "-af", meter, "-f", "null", "-"]
    said = subprocess.run(command, input=samples(signal), capture_output=True, check=True).stdout.decode()
    last = lambda key: float(re.findall(rf"lavfi\.r128\.{key}=(\S+)", said)[-1])
    # the last value of each channel is its highest
    peaks = [last(f"true_peaks_ch{channel}") for channel in range(signal["channels"])]
    return {"I": last("I"), "LRA": last("LRA"), "peak": max(peaks)}


print(json.dumps([{**signal, "ebur128": measured(signal)} for signal in SIGNALS], indent=2))
