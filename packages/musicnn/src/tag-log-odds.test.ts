import { norm } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import { BLEND_SPACE } from './blend-embedder.ts';
import { MUSIC_TAGS } from './music-tags.ts';
import { MUSICNN_SPACE } from './musicnn-embedder.ts';
import { tagLogOdds } from './tag-log-odds.ts';
import { tagScores } from './tag-scores.ts';
import { USUAL_LENGTH, USUAL_TAGS } from './usual-tags.ts';

const VECTOR = Float32Array.from({ length: 200 }, (_, i) => Math.sin(i * i));

describe('tagLogOdds', () => {
  it('depend on the direction alone, and agree with the scores of a vector of the usual length', () => {
    const usual = VECTOR.map((value) => (value * USUAL_LENGTH) / norm(VECTOR));
    const scores = tagScores(usual, MUSICNN_SPACE);
    for (const scale of [1e-3, 1, 50]) {
      const odds = tagLogOdds(
        VECTOR.map((value) => scale * value),
        MUSICNN_SPACE,
      );
      expect(odds).toHaveLength(MUSIC_TAGS.length);
      for (const [i, logit] of (odds ?? []).entries()) {
        expect(1 / (1 + Math.exp(-logit))).toBeCloseTo(scores?.[i] ?? Number.NaN, 5);
      }
    }
  });

  it('are the same from a unit vector of blend-v1, whatever the length of its other part', () => {
    const plain = tagLogOdds(VECTOR, MUSICNN_SPACE) ?? [];
    for (const other of [0, 0.02, 3]) {
      const blended = Float32Array.of(...new Float32Array(160).fill(other), ...VECTOR);
      const unit = blended.map((value) => value / norm(blended));
      for (const [i, logit] of (tagLogOdds(unit, BLEND_SPACE) ?? []).entries()) expect(logit).toBeCloseTo(plain[i], 3);
    }
  });

  it('are unknown in other spaces, and without a direction', () => {
    expect(tagLogOdds(new Float32Array(160), 'spectral-v1/160')).toBeUndefined();
    expect(tagLogOdds(new Float32Array(200), MUSICNN_SPACE)?.every(Number.isNaN)).toBe(true);
  });

  it('have usual values for every tag', () => {
    expect(USUAL_TAGS).toHaveLength(MUSIC_TAGS.length);
    for (const { mean, deviation } of USUAL_TAGS) {
      expect(mean).toBeGreaterThan(-10);
      expect(mean).toBeLessThan(0);
      expect(deviation).toBeGreaterThan(0.05);
    }
  });
});
