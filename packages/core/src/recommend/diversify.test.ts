import { between, seededRandom } from '@rbassist/testing/random';
import { describe, expect, it } from 'vitest';
import { type DiverseFacts, diversify } from './diversify.ts';

const at = (degrees: number, length = 1) =>
  Float32Array.of(length * Math.cos((degrees * Math.PI) / 180), length * Math.sin((degrees * Math.PI) / 180));
/** Three edits of one track, and two others. */
const TRACKS: Record<string, DiverseFacts> = {
  edit1: { score: 0.9, vector: at(0, 7), artist: 'A' },
  edit2: { score: 0.89, vector: at(1), artist: 'B' },
  edit3: { score: 0.88, vector: at(2), artist: 'C' },
  other: { score: 0.8, vector: at(60), artist: 'D' },
  third: { score: 0.7, vector: at(-70), artist: 'a ' },
};
const choose = (diversity: number, count = 3) =>
  diversify(Object.keys(TRACKS), count, diversity, (name) => TRACKS[name]);

describe('diversify', () => {
  it('keeps the order at 0', () => expect(choose(0)).toEqual(['edit1', 'edit2', 'edit3']));

  it('does not choose edits of one track in place of others', () => {
    expect(choose(0.5)).toEqual(['edit1', 'other', 'third']);
    expect(choose(0.05)).toEqual(['edit1', 'edit2', 'edit3']);
  });

  it('counts tracks of one artist as alike, in any spelling', () => {
    const facts: Record<string, DiverseFacts> = {
      first: { score: 0.9, artist: 'Ana Lucía' },
      again: { score: 0.8, artist: 'ANA LUCÍA' },
      other: { score: 0.7, artist: 'Nightshift' },
      unnamed: { score: 0.6 },
    };
    expect(diversify(Object.keys(facts), 3, 0.3, (name) => facts[name])).toEqual(['first', 'other', 'unnamed']);
  });

  it('always chooses as many as it can, each once, the most relevant first', () => {
    const random = seededRandom(7);
    for (let round = 0; round < 50; round++) {
      const scores = Array.from({ length: 30 }, () => random()).sort((a, b) => b - a);
      const facts = scores.map((score) => ({
        score,
        vector: random() < 0.8 ? at(between(random, 0, 360)) : undefined,
        artist: random() < 0.5 ? 'A' : undefined,
      }));
      const count = 1 + Math.floor(random() * 40);
      const chosen = diversify(facts, count, random(), (fact) => fact);
      expect(chosen).toHaveLength(Math.min(count, 30));
      expect(new Set(chosen).size).toBe(chosen.length);
      expect(chosen[0]).toBe(facts[0]);
    }
  });
});
