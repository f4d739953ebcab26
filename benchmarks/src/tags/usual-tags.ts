import { norm, replaceFile, round } from '@rbassist/core';
import { MUSIC_TAGS } from '@rbassist/musicnn';
import { UsageError } from '../manifest.ts';
import type { TaggedFile } from './corpus-tags.ts';

const DECIMALS = 3;

/**
 * Writes the usual length of a vector, and the usual scores of each tag, over recordings. Every label counts the same.
 * Run it twice if the length changes, because the scores depend on the length in use.
 */
export async function writeUsualTags(path: string, tracks: readonly TaggedFile[]): Promise<void> {
  const recordings = tracks.filter(({ isRecording }) => isRecording);
  if (recordings.length === 0) throw new UsageError('The manifest has no recordings to take usual scores from.');
  const sizes = Map.groupBy(recordings, ({ label }) => label);
  const weights = recordings.map(({ label }) => 1 / (sizes.get(label)?.length ?? 1) / sizes.size);
  const mean = (numberOf: (i: number) => number) => weights.reduce((sum, weight, i) => sum + weight * numberOf(i), 0);
  const lengths = recordings.map(({ vector }) => norm(vector)).sort((a, b) => a - b);
  const tags = MUSIC_TAGS.map((_, tag) => {
    const average = mean((i) => recordings[i].fromDirection[tag]);
    const variance = mean((i) => (recordings[i].fromDirection[tag] - average) ** 2);
    return { mean: round(average, DECIMALS), deviation: round(Math.sqrt(variance), DECIMALS) };
  });
  const length = round(lengths[lengths.length >> 1], DECIMALS);
  const lines = tags.map(({ mean, deviation }) => `    { "mean": ${mean}, "deviation": ${deviation} }`);
  await replaceFile(path, `{\n  "length": ${length},\n  "tags": [\n${lines.join(',\n')}\n  ]\n}\n`);
}
