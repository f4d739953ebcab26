import { describe, expect, it } from 'vitest';
import { type StoredSound, soundsDifferent } from './stored-sound.ts';

const vector = (...values: number[]) => Float32Array.from(values);

const contours = (durationS: number, speed: number): StoredSound => ({
  durationS,
  bassContour: Array.from({ length: 64 }, (_, i) => 50 + 10 * Math.sin(i * speed)),
  rhythmContour: Array.from({ length: 64 }, (_, i) => (i * speed) % 5),
});

describe('soundsDifferent', () => {
  it.each<[StoredSound, StoredSound, boolean]>([
    [{}, {}, false],
    [{ loudnessLufs: -8 }, {}, false],
    [{ loudnessLufs: -8 }, { loudnessLufs: -8.5 }, false],
    [{ loudnessLufs: -8 }, { loudnessLufs: -11 }, true],
    [{ loudnessRangeLu: 3 }, { loudnessRangeLu: 9 }, true],
    [{ loudnessLufs: Number.NaN }, { loudnessLufs: -11 }, false],
    [{ loudnessLufs: '-8' as unknown as number }, { loudnessLufs: -30 }, false],
    [{ vector: vector(1, 0) }, { vector: vector(1, 0.1) }, false],
    [{ vector: vector(1, 0) }, { vector: vector(0, 1) }, true],
    [{ vector: vector(1, 0) }, { vector: vector(0, 1, 0) }, false],
    [{ bpm: 126, bpmConfidence: 0.9 }, { bpm: 128, bpmConfidence: 0.9 }, true],
    [{ bpm: 126, bpmConfidence: 0.9 }, { bpm: 63, bpmConfidence: 0.9 }, false],
    [{ bpm: 126, bpmConfidence: 0.9 }, { bpm: 84, bpmConfidence: 0.9 }, false],
    [{ bpm: 126, bpmConfidence: 0.9 }, { bpm: 126.4, bpmConfidence: 0.9 }, false],
    [{ bpm: 126, bpmConfidence: 0.2 }, { bpm: 128, bpmConfidence: 0.9 }, false],
    [{ bpm: 126 }, { bpm: 128 }, false],
    [contours(60, 1), contours(60.2, 1), false],
    [contours(60, 1), contours(60.2, 2), true],
    [contours(60, 1), contours(60.5, 2), false],
    [contours(60, 1), { ...contours(60, 2), rhythmContour: contours(60, 1).rhythmContour }, false],
    [contours(60, 1), { ...contours(60, 2), bassContour: [1, 2] }, false],
    [contours(60, 1), { ...contours(60, 2), bassContour: Array(64).fill(50) }, false],
  ])('of %o and %o is %j', (a, b, expected) => {
    expect(soundsDifferent(a, b)).toBe(expected);
    expect(soundsDifferent(b, a)).toBe(expected);
  });
});
