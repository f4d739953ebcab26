import { pick, seededRandom } from '@rbassist/testing/random';
import { expect, it } from 'vitest';
import { CAMELOT_KEYS } from '../keys/camelot.ts';
import { factCosts } from './fact-costs.ts';
import { MixTable } from './mix-table.ts';
import { type MixTrack, mixTrack } from './mix-track.ts';
import { FACT_PARTS } from './score-parts.ts';
import { NO_WEIGHTS } from './score-weights.ts';
import { transitionCost } from './transition.ts';

const random = seededRandom(3);
const maybe = <Value>(value: Value): Value | undefined => (random() < 0.8 ? value : undefined);

function randomTrack(i: number): MixTrack {
  const key = () => ({ key: pick(random, CAMELOT_KEYS), confidence: random() / 2 });
  return mixTrack(`/m/${i}.mp3`, {
    bpm: maybe(60 + Math.floor(random() * 140)),
    bpm_confidence: maybe(random()),
    bpm_candidates: maybe([{ bpm: 60 + random() * 140, confidence: random() / 2 }]),
    key: maybe(pick(random, CAMELOT_KEYS)),
    key_confidence: maybe(random()),
    key_candidates: maybe([key(), key()]),
    energy: maybe(random()),
    loudness_lufs: maybe(-6 - 10 * random()),
    mytags: maybe(['peak', 'dark', 'vocal'].filter(() => random() < 0.5)),
  });
}

it('gives exactly the costs of pairs', () => {
  const tracks = Array.from({ length: 120 }, (_, i) => randomTrack(i));
  const table = new MixTable(tracks);
  const positions = Uint32Array.from(tracks.keys());
  for (const only of [[...FACT_PARTS], ...FACT_PARTS.map((name) => [name])]) {
    const weights = { ...NO_WEIGHTS, ...Object.fromEntries(only.map((name) => [name, 0.1 + random()])) };
    for (const from of tracks.slice(0, 20)) {
      const expected = tracks.map((to) => transitionCost({ from, to }, weights));
      expect([...factCosts(table, from, positions, weights)]).toEqual(expected);
    }
  }
});
