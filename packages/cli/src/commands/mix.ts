import { type MixTrack, type StandOutTag, trackName } from '@rbassist/core';
import type { RatedMix } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { BALANCED_WEIGHT_FLAGS, PRESET_FLAG, weightOptions } from '../flags/weight-flags.ts';
import { type Output, print, printJson } from '../output/output.ts';
import { withProgress } from '../progress/with-progress.ts';
import { mixPointsText } from '../reports/mix-points-text.ts';
import { soundTagsText } from '../reports/sound-tags-text.ts';
import { explainMix, mixText, scoreText } from '../reports/transition-text.ts';
import { withLibrary } from '../with-library.ts';

/** Scores that differ less look the same in the output. */
const SAME_SCORE = 0.0005;

/** `rbassist mix`: rates the mix from one track into another. */
export const mix = defineCommand({
  addFlags: (table) =>
    table
      .positional('from', {
        type: 'string',
        demandOption: true,
        describe: 'Track that is playing: its path, or words of its artist, title or path',
      })
      .positional('to', { type: 'string', demandOption: true, describe: 'Track to mix in' })
      .options(PRESET_FLAG)
      .options(BALANCED_WEIGHT_FLAGS),
  run: (flags, output) =>
    withLibrary(output, async (library) => {
      const weights = weightOptions(flags);
      const rated = await withProgress(output, (run) => library.mix(flags.from, flags.to, { weights, ...run }));
      if (output.json) printJson(rated);
      if (rated.interrupted) return EXIT.interrupted;
      if (!output.json) printMix(rated, output);
      return EXIT.done;
    }),
});

function printMix({ tracks, transition, reverse, mixPoints, soundTags }: RatedMix, output: Output): void {
  print([
    `From  ${nameOf(tracks.from)}`,
    ...soundLine(soundTags?.from),
    `To    ${nameOf(tracks.to)}`,
    ...soundLine(soundTags?.to),
    '',
    `Score ${scoreText(transition.score)} (0 = worst, 1 = best): ${mixText(transition, tracks, output)}`,
    ...explainMix(transition, tracks, output).map((line) => `  ${line}`),
    ...pointLines(mixPoints),
    ...reverseLines(transition.score, reverse.score),
  ]);
}

function soundLine(tags: readonly StandOutTag[] = []): string[] {
  return tags.length === 0 ? [] : [`      ${soundTagsText(tags)}`];
}

function pointLines(points: RatedMix['mixPoints']): string[] {
  const text = mixPointsText(points);
  return text === undefined ? [] : ['', text];
}

function reverseLines(score: number, reverse: number): string[] {
  if (Math.abs(score - reverse) < SAME_SCORE) return [];
  return ['', `Score in the other order: ${scoreText(reverse)}`];
}

function nameOf({ path, artist, title }: MixTrack): string {
  return trackName(path, { artist, title });
}
