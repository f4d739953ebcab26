"""Makes musicnn.json: what the published MusiCNN gives for simple signals, with librosa's spectrogram and TensorFlow.

Run: TF_USE_LEGACY_KERAS=1 python3 musicnn.py UNPACKED_WHEEL > musicnn.json
Needs tensorflow-cpu, tf_keras and librosa; the stored file was made with 2.21.0, 2.21.0 and 0.11.0.
UNPACKED_WHEEL is the folder of musicnn-0.1.0-py3-none-any.whl, unpacked.

Sample n of a signal is, rounded to a 32-bit float,
    level * (sum of sin(2 pi * hertz * t) * exp(-decay * (t mod beat)), t = n / 16000, + noise * next random)
The random numbers come from one generator per signal, state = (1664525 * state + 1013904223) mod 2^32, beginning with 1,
as state / 2^31 - 1. The spectrogram stays in float32: the package's float16 overflows in loud music.
"""

import json
import math
import os
import sys

import librosa
import numpy as np
import tensorflow as tf

sys.path.insert(0, sys.argv[1])
from musicnn import models  # noqa: E402

RATE, SAMPLES, FRAMES, BANDS, TAGS = 16000, 48128, 187, 96, 50
SHOWN_FRAMES = [0, 93, 186]

SIGNALS = [
    dict(name="chord with a beat", level=0.3, hertz=[110, 220, 277.18, 329.63, 880], decay=4, beat=0.5, noise=0.1),
    dict(name="noise, quiet", level=0.01, hertz=[], decay=0, beat=1, noise=1),
    dict(name="bass with hats, loud", level=0.9, hertz=[41.2, 82.4], decay=1, beat=0.25, noise=0.4),
    dict(name="high tone", level=0.5, hertz=[6000], decay=0, beat=1, noise=0),
    dict(name="silence", level=0, hertz=[], decay=0, beat=1, noise=0),
]


def samples(signal):
    state = 1
    out = np.zeros(SAMPLES, np.float32)
    for n in range(SAMPLES):
        t = n / RATE
        state = (1664525 * state + 1013904223) % 2**32
        tone = sum(math.sin(2 * math.pi * hertz * t) for hertz in signal["hertz"])
        tone *= math.exp(-signal["decay"] * (t % signal["beat"]))
        out[n] = signal["level"] * (tone + signal["noise"] * (state / 2**31 - 1))
    return out


def log_mel(audio):
    mel = librosa.feature.melspectrogram(y=audio, sr=RATE, n_fft=512, hop_length=256, n_mels=BANDS, center=False)
    return np.log10(10000 * mel.T + 1)


tf.compat.v1.disable_eager_execution()
x = tf.compat.v1.placeholder(tf.float32, [None, FRAMES, BANDS])
training = tf.compat.v1.placeholder(tf.bool)
with tf.name_scope("model"):
    logits, *_, penultimate = models.define_model(x, training, "MSD_musicnn", TAGS)
session = tf.compat.v1.Session()
tf.compat.v1.train.Saver().restore(session, os.path.join(sys.argv[1], "musicnn", "MSD_musicnn") + "/")

out = []
for signal in SIGNALS:
    patch = log_mel(samples(signal))
    assert patch.shape == (FRAMES, BANDS)
    embedding, tags = session.run(
        [penultimate, tf.nn.sigmoid(logits)], {x: patch[None].astype(np.float32), training: False}
    )
    rounded = lambda values: [float(f"{value:.7g}") for value in values]
    frames = {str(frame): rounded(patch[frame]) for frame in SHOWN_FRAMES}
    out.append(dict(**signal, log_mel=frames, embedding=rounded(embedding[0]), tags=rounded(tags[0])))
print("[" + ",\n".join(json.dumps(signal) for signal in out) + "]")
