import { ANALYSIS_RATE, analyzeKey, createFeaturePipeline, createKeyExtractor } from '@rbassist/analyze';
import { mixToMono } from '@rbassist/audio';
import { type CamelotKey, parseKey } from '@rbassist/core';
import { STYLE_NAMES, synthesizeSong } from '@rbassist/testing/synth';
import { describe, expect, it } from 'vitest';
import { judgeKey, MIREX_WEIGHTS } from './key-verdict.ts';

async function keyOf(planes: readonly Float32Array[]): Promise<CamelotKey | null> {
  const pipeline = await createFeaturePipeline();
  const keys = createKeyExtractor();
  const extractor = pipeline.start([keys.onLongFrame]);
  extractor.push(mixToMono(planes));
  extractor.finish();
  pipeline.close();
  return analyzeKey(keys.finish()).key;
}

describe('synthesized songs', () => {
  it('have the right key in every style and several keys, with drums', async () => {
    const keys = ['Am', 'F#m', 'Eb', 'Cm'];
    const worth: number[] = [];
    for (const [i, style] of STYLE_NAMES.entries()) {
      for (const key of [keys[i % keys.length], keys[(i + 1) % keys.length]]) {
        const song = synthesizeSong({ seconds: 30, seed: 40 + i, style, key, sampleRate: ANALYSIS_RATE });
        worth.push(MIREX_WEIGHTS[judgeKey(await keyOf(song), parseKey(key) ?? '1A')]);
      }
    }
    expect(worth.reduce((sum, weight) => sum + weight, 0) / worth.length).toBeGreaterThan(0.9);
  });

  it('with two channels out of phase cancel out, and have no key', async () => {
    const [left] = synthesizeSong({ seconds: 20, seed: 3, style: 'trance', key: 'Am', sampleRate: ANALYSIS_RATE });
    expect(await keyOf([left, left.map((sample) => -sample)])).toBeNull();
  });
});
