import { expect, it } from 'vitest';
import { beatFromMidi } from './beat-from-midi.ts';

/** Returns music with one note a third of a beat, at 90 beats per minute. */
function musicOf({ bpms = [135], timeSignatures = ['6/8'], late = 0 } = {}) {
  const notes = Array.from({ length: 90 }, (_, i) => {
    const startS = (i * 60) / 90 / 3 + (i % 2) * late;
    return { startS, endS: startS + 0.2, pitch: 60, velocity: 80 };
  });
  return { parts: [{ program: 0, notes }], bpms, timeSignatures, keySignatures: [] };
}

it('counts dotted beats in 6/8', () => {
  expect(beatFromMidi(musicOf())).toEqual({
    bpm: 90,
    kind: 'midi',
    firstS: 0,
    metre: { signature: '6/8', beats: 2, firstDownbeat: 0 },
  });
});

it('states no beat if tempo or metre change, or if notes are played freely', () => {
  expect(beatFromMidi(musicOf({ bpms: [135, 140] }))).toBeNull();
  expect(beatFromMidi(musicOf({ timeSignatures: ['6/8', '9/8'] }))).toBeNull();
  expect(beatFromMidi(musicOf({ late: 0.06 }))).toBeNull();
});
