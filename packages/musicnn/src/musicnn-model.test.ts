import { cosineDistance } from '@rbassist/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MusicnnModel, openMusicnnModel } from './musicnn-model.ts';
import { readReference, referencePiece } from './test-signals.ts';

let model: MusicnnModel;
beforeAll(async () => {
  model = await openMusicnnModel();
});
afterAll(() => model.close());

it('gives what TensorFlow computes from the published weights, as far as float16 weights allow', async () => {
  const signals = await readReference();
  expect(signals).toHaveLength(5);
  for (const signal of signals) {
    const embedding = await model.embed(referencePiece(signal));
    const differences = signal.embedding.map((value, i) => Math.abs(value - embedding[i]));
    expect(Math.max(...differences), signal.name).toBeLessThan(0.012);
    expect(cosineDistance(embedding, Float32Array.from(signal.embedding)), signal.name).toBeLessThan(1e-5);
  }
});
