import { describe, expect, it } from 'vitest';
import type { TrackRecord } from '../tracks/track-record.ts';
import { type ExplainOptions, explainTransition } from './explain.ts';
import { mixTrack } from './mix-track.ts';
import { WEIGHT_PRESETS } from './presets.ts';
import { rateTransition } from './transition.ts';

function explain(from: TrackRecord, to: TrackRecord, distance?: number, options?: ExplainOptions) {
  const [a, b] = [mixTrack('/a', from), mixTrack('/b', to)];
  const pair = { from: a, to: b, distance, features: { from: from.features, to: to.features } };
  const transition = rateTransition(pair, WEIGHT_PRESETS.balanced, options);
  expect(explainTransition(transition, a, b, options)).toEqual(transition.reasons);
  return transition.reasons;
}
const texts = (...args: Parameters<typeof explain>) => explain(...args).map(({ text }) => text);

describe('explainTransition', () => {
  it('names every fact, tempo and key first', () => {
    const bass = { bass_contour: { contour: [50, 60, 50], reliability: 1 }, samples: 0.5 };
    const from = { bpm: 128, key: '8A', energy: 0.5, loudness_lufs: -12, mytags: ['dark', 'peak'], features: bass };
    const to = { bpm: 125.5, key: '9A', energy: 0.62, loudness_lufs: -9, mytags: ['peak'], features: bass };
    expect(texts(from, to, 0.1)).toEqual([
      '+2 % tempo',
      '8A → 9A energy up',
      'sound alike 0.90',
      'bass alike 1.00',
      'room for samples 0.50',
      'energy +0.12',
      'loudness +3 LU',
      'shared tags: peak',
    ]);
  });

  it('says that the energy of an earlier record is an estimate', () => {
    const early = { bpm: 128, key: '8A', loudness_lufs: -15 };
    expect(texts(early, { bpm: 128, key: '8A', energy: 0.7 })).toContain('energy +0.2 (estimated from loudness)');
  });

  it.each([
    [128, 128, 'same tempo'],
    [128, 128.04, 'same tempo'],
    [128, 132, '−3 % tempo'],
    [128, 130, '−1.5 % tempo'],
    [128, 160, '−20 % tempo'],
    [87, 174, 'same tempo at double time'],
    [174, 86, '+1.2 % tempo at half time'],
  ])('describes %d to %d BPM as %s', (from, to, text) => expect(texts({ bpm: from }, { bpm: to })[0]).toBe(text));

  it.each([
    ['8A', '8A', 'same key 8A'],
    ['8A', '7A', '8A → 7A energy down'],
    ['12A', '1A', '12A → 1A energy up'],
    ['8A', '8B', '8A → 8B relative major'],
    ['8B', '8A', '8B → 8A relative minor'],
    ['8A', '10A', '8A → 10A energy boost'],
    ['8A', '3A', '8A → 3A a semitone up'],
    ['8A', '11B', '8A → 11B mood to major'],
    ['11B', '8A', '11B → 8A mood to minor'],
    ['8A', '2A', '8A → 2A keys clash'],
  ])('describes %s to %s as %s', (from, to, text) =>
    expect(texts({ bpm: 120, key: from }, { bpm: 120, key: to })[1]).toBe(text),
  );

  it('writes keys in the notation asked for', () => {
    expect(texts({ key: '8A' }, { key: '9A' }, undefined, { keyNotation: 'short' })).toContain('Am → Em energy up');
  });

  it('names an unknown or uncertain tempo and key, and leaves out other parts without data', () => {
    expect(explain({}, {})).toEqual([
      { part: 'tempo', text: 'BPM unknown', effect: 'unsure' },
      { part: 'key', text: 'key unknown', effect: 'unsure' },
    ]);
    const unsure = { bpm: 120, bpm_confidence: 0.3, key: '8A', key_confidence: 0.2 };
    expect(texts(unsure, { bpm: 120, key: '8A' })).toEqual([
      'same tempo',
      'BPM uncertain',
      'same key 8A',
      'key uncertain',
    ]);
  });

  it('states for each fact if it speaks for the mix', () => {
    const effects = explain({ bpm: 120, key: '8A', mytags: ['a'] }, { bpm: 100, key: '9A', mytags: ['b'] }, 0.9);
    expect(effects.map(({ part, effect, text }) => [part, effect, text])).toEqual([
      ['tempo', 'against', '+20 % tempo'],
      ['key', 'for', '8A → 9A energy up'],
      ['ann', 'against', 'sound differs 0.10'],
      ['tags', 'against', 'no shared tags'],
    ]);
  });

  it('names at most three shared tags', () => {
    const tags = { mytags: ['a', 'b', 'c', 'd', 'e'] };
    expect(texts(tags, tags).at(-1)).toBe('shared tags: a, b, c and 2 more');
  });
});
