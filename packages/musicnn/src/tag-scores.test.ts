import { meanVector, OptionError } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import { BLEND_SPACE } from './blend-embedder.ts';
import { CENTRE } from './centre.ts';
import { MUSIC_TAGS } from './music-tags.ts';
import { MUSICNN_SPACE } from './musicnn-embedder.ts';
import { tagScores } from './tag-scores.ts';
import { readReference } from './test-signals.ts';

const centred = (embedding: readonly number[]) => Float32Array.from(embedding, (value, i) => value - CENTRE[i]);

describe('tags', () => {
  it('are the 50 of the model, without repetition', () => {
    expect(new Set(MUSIC_TAGS.map(({ name }) => name)).size).toBe(50);
  });

  it('get the scores of TensorFlow from a vector of musicnn-v1', async () => {
    for (const { name, embedding, tags } of await readReference()) {
      const scores = tagScores(centred(embedding), MUSICNN_SPACE);
      for (const [i, score] of (scores ?? []).entries()) expect(Math.abs(score - tags[i]), name).toBeLessThan(1e-5);
      expect(scores).toHaveLength(50);
    }
  });

  it('get the same scores from a vector of blend-v1', async () => {
    const [{ embedding }] = await readReference();
    const vector = centred(embedding);
    const blended = Float32Array.of(...new Float32Array(160).fill(0.3), ...vector);
    expect(tagScores(blended, BLEND_SPACE)).toEqual(tagScores(vector, MUSICNN_SPACE));
  });

  it('of a mean vector lie between those of its parts', async () => {
    const vectors = (await readReference()).slice(0, 2).map(({ embedding }) => centred(embedding));
    const [first, second] = vectors.map((vector) => tagScores(vector, MUSICNN_SPACE) ?? []);
    for (const [i, score] of (tagScores(meanVector(vectors), MUSICNN_SPACE) ?? []).entries()) {
      expect(score).toBeGreaterThan(Math.min(first[i], second[i]) - 1e-6);
      expect(score).toBeLessThan(Math.max(first[i], second[i]) + 1e-6);
    }
  });

  it('are unknown in other spaces, and need the whole vector', () => {
    expect(tagScores(new Float32Array(160), 'spectral-v1/160')).toBeUndefined();
    expect(() => tagScores(new Float32Array(199), MUSICNN_SPACE)).toThrow(OptionError);
  });
});
