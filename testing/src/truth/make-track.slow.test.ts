import { describe, expect, it } from 'vitest';
import { KIND_TURNS, makeTrack } from './make-track.ts';
import type { Split } from './splits.ts';

const numberOf = (kind: string) => KIND_TURNS.indexOf(kind);

describe('makeTrack', () => {
  it('has a pick-up before the first downbeat', () => {
    const { beats = [], downbeats = [], tempos = [], metre = 0 } = makeTrack(1, 'dev', numberOf('pick-up'));
    const pickUp = beats.indexOf(downbeats[0]);
    expect(pickUp).toBeGreaterThan(0);
    expect(tempos[0].battito).toBe(metre - pickUp + 1);
  });

  it('is shorter and faster by the same factor for a faster record', () => {
    const { beats = [], bpm, tempos = [] } = makeTrack(1, 'dev', numberOf('vinyl'));
    expect(tempos[0].bpm).toBe(bpm);
    expect((60 * (beats.length - 1)) / (beats[beats.length - 1] - beats[0])).toBeCloseTo(bpm ?? 0, 6);
  });

  it('has audible sound but no tempo or grid without a beat', () => {
    const { bpm, beats, sound } = makeTrack(1, 'test', numberOf('no beat'));
    expect([bpm, beats]).toEqual([null, undefined]);
    expect(sound.left.some((sample) => Math.abs(sample) > 0.01)).toBe(true);
  });

  it('makes the named kinds in turns', () => {
    const kinds = ['metronome', 'drum loop'];
    expect([0, 1, 2].map((index) => makeTrack(1, 'dev', index, kinds).kind)).toEqual([
      'metronome',
      'drum loop',
      'metronome',
    ]);
  });

  it('gives the same track for the same number, and another for another split', () => {
    const [first, again] = [makeTrack(1, 'dev', 0), makeTrack(1, 'dev', 0)];
    expect(again.sound.left).toEqual(first.sound.left);
    expect({ ...again, sound: null }).toEqual({ ...first, sound: null });
    expect(makeTrack(1, 'test', 0).bpm).not.toBe(first.bpm);
  });

  /** Returns the frame of the first kick after silence: the start of the track. */
  function firstSound(samples: Float32Array): number {
    return samples.findIndex((sample) => Math.abs(sample) > 1e-4);
  }

  it.each<Split>(['dev', 'test'])('%s: music begins at its first beat, which is a downbeat', (split) => {
    for (const kind of ['clipped master', 'vinyl', 'style']) {
      for (let turn = 0; turn < 2; turn++) {
        const {
          sound,
          sampleRate,
          beats = [],
          downbeats = [],
        } = makeTrack(1, split, numberOf(kind) + turn * KIND_TURNS.length);
        expect(downbeats[0]).toBe(beats[0]);
        expect(firstSound(sound.left)).toBeGreaterThanOrEqual(Math.floor(beats[0] * sampleRate) - 1);
      }
    }
  });
});
