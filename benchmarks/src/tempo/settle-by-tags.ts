import { feltTempos, type TempoPrior } from '@rbassist/analyze';
import type { TempoCandidate } from '@rbassist/core';
import { createMusicnnEmbedder } from '@rbassist/musicnn';
import { priorOdds } from '../../../packages/analyze/src/tempo/tempo-prior.ts';
import { tableOf, tagFile } from '../tags/corpus-tags.ts';
import type { Answered } from './tempo-figures.ts';

/** Tags of a track, as `rbassist show` names them. */
const STAND_OUT = { top: 3, minShare: 0.8 } as const;

/**
 * Settles the tempo of each track again: its candidates, weighted by the usual tempos of the styles that its sound
 * suggests. Keeps an answer without candidates.
 *
 * @param weight Weight of the usual tempos; 1 is that of a genre that the file names.
 */
export async function settleByTags(answered: readonly Answered[], weight: number): Promise<Answered[]> {
  const embedder = await createMusicnnEmbedder();
  const settled: Answered[] = [];
  try {
    for (const { track, answer } of answered) {
      if ('error' in answer || !answer.candidates?.length) {
        settled.push({ track, answer });
        continue;
      }
      // compared with the usual scores alone, so that no track depends on the rest of a library
      const table = tableOf([await tagFile(embedder, track.file)]);
      const prior = table.standOut(0, STAND_OUT).flatMap(({ tag }) => feltTempos(tag));
      const { bpm, confidence } = settledTempo(answer.candidates, prior, weight);
      // the beats are those of the earlier tempo
      settled.push({ track, answer: { bpm, confidence, seconds: answer.seconds, cpuSeconds: answer.cpuSeconds } });
    }
  } finally {
    await embedder.close();
  }
  return settled;
}

/** Returns the candidate that is the most likely with a prior. Their confidences keep their sum. */
export function settledTempo(candidates: readonly TempoCandidate[], prior: TempoPrior, weight: number): TempoCandidate {
  const odds = candidates.map(({ bpm, confidence }) => confidence * Math.exp(weight * priorOdds(prior, bpm)));
  const scale = sum(candidates.map(({ confidence }) => confidence)) / sum(odds);
  const best = odds.indexOf(Math.max(...odds));
  return { bpm: candidates[best].bpm, confidence: odds[best] * scale };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
