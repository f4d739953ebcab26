"""Writes beat-measure.json: F-measures of beats by mir_eval, the reference for benchmarks/src/tempo.

usage: pip install mir_eval && python tests/reference/beat_measure.py && npm run format
"""

import json
import pathlib

import mir_eval
import numpy

HERE = pathlib.Path(__file__).parent
SEED = 20
WINDOWS_S = (0.07, 0.01)


def rounded(beats):
    return [round(float(at), 4) for at in beats]


def cases(random):
    steady = 0.3 + 0.5 * numpy.arange(80)
    drifting = numpy.cumsum(random.normal(0.47, 0.01, 90))
    yield "the same", steady, steady
    yield "8 ms late", steady, steady + 0.008
    yield "30 ms early", steady, steady - 0.03
    yield "off the beat", steady, steady + 0.25
    yield "twice as fast", steady, 0.3 + 0.25 * numpy.arange(160)
    yield "half as fast", steady, steady[::2]
    yield "three over four", steady, 0.3 + 0.375 * numpy.arange(106)
    yield "jittered", drifting, drifting + random.normal(0, 0.03, 90)
    yield "some left out", drifting, drifting[random.random(90) < 0.7]
    yield "some made up", drifting, numpy.sort(numpy.concatenate([drifting, random.uniform(0, 42, 40)]))
    yield "crowded", drifting, numpy.sort(numpy.concatenate([drifting - 0.03, drifting + 0.03, drifting + 0.06]))
    yield "nothing found", steady, numpy.array([])
    yield "nothing after 5 s", steady, numpy.array([0.3, 0.8])


def measured(name, truth, estimate):
    truth, estimate = rounded(truth), rounded(estimate)
    trimmed = [mir_eval.beat.trim_beats(numpy.array(beats)) for beats in (truth, estimate)]
    scores = [mir_eval.beat.f_measure(*trimmed, f_measure_threshold=window) for window in WINDOWS_S]
    return {"name": name, "truth": truth, "estimate": estimate, "windowsS": WINDOWS_S, "fMeasures": scores}


rows = [measured(*case) for case in cases(numpy.random.default_rng(SEED))]
(HERE / "beat-measure.json").write_text(json.dumps(rows) + "\n")
