import type { UsualScore } from '@rbassist/core';
import usual from './usual-tags.json' with { type: 'json' };

/** Usual length of the model's part of a track's vector: the median of the music that the file was fitted on. */
export const USUAL_LENGTH: number = usual.length;

/**
 * Usual log-odds of each tag of `MUSIC_TAGS`, to compare the tracks of a small library with: mean and standard
 * deviation over recorded music of many styles, where every package counts the same. `npm run eval:tags` writes the
 * file.
 */
export const USUAL_TAGS: readonly UsualScore[] = usual.tags;
