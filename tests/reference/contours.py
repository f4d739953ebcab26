"""Writes contours.json: bass and rhythm contours of a synthesised track, by the rules of the Python rbassist on librosa.

usage: pip install librosa && python tests/reference/contours.py

docs/contours.md has the rules. The Python program keeps the first 256 frames of a contour. This script, like rbassist,
reduces the whole track to 256 values: the median frequency, or the mean onset strength, of each 256th.
"""

import json
import pathlib

import librosa
import numpy as np

RATE = 44_100
SECONDS = 64
BASS_HZ = [55.0, 82.41, 110.0, 73.42, 61.74, 98.0, 146.83, 123.47]


def track() -> np.ndarray:
    """Returns a bass note every 2 s, a kick every 0.5 s, hats between, and only soft 1 kHz blips from 24 s to 40 s."""
    t = np.arange(SECONDS * RATE) / RATE
    quiet = (t >= 24) & (t < 40)
    note = np.array(BASS_HZ)[(t // 2).astype(int) % len(BASS_HZ)]
    in_note = t % 2
    bass = np.exp(-in_note * 0.5) * (0.3 * np.sin(2 * np.pi * note * in_note) + 0.1 * np.sin(4 * np.pi * note * in_note))
    k = t % 0.5
    kick = 0.5 * np.exp(-k * 14) * np.sin(2 * np.pi * (52 * k + 4 * (1 - np.exp(-k * 40))))
    h = (t + 0.25) % 0.5
    hat = 0.1 * np.exp(-h * 80) * np.sin(2 * np.pi * 6000 * h)
    clap = t % 1
    snare = np.where(clap >= 0.5, 0.3 * np.exp(-(clap - 0.5) * 25) * np.sin(2 * np.pi * 1500 * (clap - 0.5)), 0)
    b = t % 4
    blip = 0.02 * np.exp(-b * 12) * np.sin(2 * np.pi * 1000 * b)
    return np.where(quiet, blip, bass + kick + hat + snare).astype(np.float32)


def stretches(values: np.ndarray, reduce) -> list[float]:
    n = len(values)
    return [float(reduce(values[i * n // 256 : max(i * n // 256 + 1, (i + 1) * n // 256)])) for i in range(256)]


def main() -> None:
    y = track()
    magnitude = np.abs(librosa.stft(y, n_fft=4096, hop_length=512))
    hz = np.linspace(0, RATE / 2, magnitude.shape[0])
    band = (hz >= 40) & (hz <= 200)
    low = magnitude[band]
    heard = low.max(axis=0) > 1e-4 * 1024
    bass = np.where(heard, hz[band][low.argmax(axis=0)], np.nan)
    ratio = np.where(heard, low.max(axis=0) / (np.median(low, axis=0) + 1e-6), 0)

    onset = librosa.onset.onset_strength(y=y, sr=RATE, hop_length=512)
    scaled = (onset - onset.min()) / (onset.max() - onset.min())

    with np.errstate(all="ignore"):
        bass_contour = stretches(bass, np.nanmedian)
    reference = {
        "librosa": librosa.__version__,
        "seconds": SECONDS,
        "bass_hz": BASS_HZ,
        # null for silence
        "bass": [None if np.isnan(value) else round(value, 2) for value in bass_contour],
        "rhythm": [round(value, 4) for value in stretches(scaled, np.mean)],
        "bass_reliability": round(float(np.clip(np.median(ratio) / 5, 0, 1)), 4),
        "rhythm_reliability": round(float(np.clip(2 * np.mean(scaled > 0.5), 0, 1)), 4),
    }
    (pathlib.Path(__file__).parent / "contours.json").write_text(json.dumps(reference))


main()
