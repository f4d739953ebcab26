import type { UsualScore } from '@rbassist/core';
import usual from './usual-tags.json' with { type: 'json' };

/** Usual length of the model's part of a track's vector: the median of the music that the file was fitted on. */
export const USUAL_LENGTH: number = usual.length;

/**
 * Usual log-odds of each tag of `MUSIC_TAGS`, to compare the tracks of a small library with. Mean and standard deviation
 * of {@link tagLogOdds} over recorded music of many styles, with equal weight per source: see
 * `benchmarks/src/tags/fit-usual-tags.ts`.
 */
export const USUAL_TAGS: readonly UsualScore[] = usual.tags;
