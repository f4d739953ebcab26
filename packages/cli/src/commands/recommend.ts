import { RECOMMEND_DEFAULTS, type ScoreWeights, SEED_BLENDS, type SeedBlend, type TrackRecord } from '@rbassist/core';
import type { RecommendResult } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { CRATE_FLAGS, filterOptions, MIX_FLAGS, TRACK_FILTER_FLAGS, WORD_FLAGS } from '../flags/filter-flags.ts';
import { PLAYLIST_FLAGS, writeOut, writtenText } from '../flags/playlist-flags.ts';
import { PRESET_FLAG, WEIGHT_FLAGS, weightOptions } from '../flags/weight-flags.ts';
import { joinNames } from '../output/join-names.ts';
import { type Output, print, printJson, tell } from '../output/output.ts';
import { withProgress } from '../progress/with-progress.ts';
import { filterNotes } from '../reports/filter-notes.ts';
import { inactiveNote, matchesNote, nextNote } from '../reports/recommend-notes.ts';
import { explainedList, recommendTable, trackText } from '../reports/recommend-table.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist recommend`: tracks that mix with one or several tracks. */
export const recommend = defineCommand({
  addFlags: (table) =>
    table
      .positional('seeds', {
        type: 'string',
        array: true,
        isTrack: true,
        demandOption: true,
        describe: 'Path of a track, or words of its artist, title or path, in any order; several tracks in quotes',
      })
      .options(PRESET_FLAG)
      .option('top', { type: 'number', default: RECOMMEND_DEFAULTS.top, describe: 'Maximum number of tracks' })
      .option('explain', {
        type: 'boolean',
        default: false,
        describe: 'Show every part of each score, and where to mix',
      })
      .option('paths', { type: 'boolean', default: false, describe: 'Show the path of each track' })
      .option('unlike', {
        type: 'string',
        array: true,
        valueName: 'track',
        describe: 'Move away from the sound of this track',
      })
      .option('blend', {
        choices: SEED_BLENDS,
        default: RECOMMEND_DEFAULTS.blend,
        describe: 'With several tracks: look near their mean, or near each of them',
      })
      .option('diversity', {
        type: 'number',
        default: RECOMMEND_DEFAULTS.diversity,
        describe: 'Avoid similar tracks in the list, from 0 (off) to 1',
      })
      .options(PLAYLIST_FLAGS)
      .options(MIX_FLAGS)
      .options(TRACK_FILTER_FLAGS)
      .options(CRATE_FLAGS)
      .options(WEIGHT_FLAGS)
      .options(WORD_FLAGS),
  run: (flags, output) =>
    withLibrary(output, async (library) => {
      const { top, unlike, blend, diversity } = flags;
      const explain = flags.explain || output.json;
      const seeds = await library.readSeeds(flags.seeds);
      if (seeds.length < flags.seeds.length) tell(output, `Taking "${seeds[0]}" as one name.`);
      const filters = { ...filterOptions(flags), exclude: flags.exclude, crates: flags.crate };
      const { words, minFit, wWords: fitWeight } = flags;
      const sound = { words, minFit, fitWeight };
      const options = { ...filters, ...sound, top, unlike, blend, diversity, explain, weights: weightOptions(flags) };
      const result = await withProgress(output, (run) => library.recommend(seeds, { ...options, ...run }));
      const file = result.interrupted ? undefined : await writeOut(library, flags, result.recommendations);
      if (output.json) printJson({ ...plainResult(result), ...(file !== undefined && { file }) });
      if (result.interrupted) return EXIT.interrupted;
      if (output.json) return EXIT.done;
      const note = (lines: readonly string[]) => lines.length > 0 && tell(output, lines);
      note(matchesNote(seeds[0], result, (path) => library.track(path), output));
      note(inactiveNote(result, output));
      printResult(result, { ...options, explain: flags.explain, paths: flags.paths }, output);
      note(filterNotes(result, options, output));
      if (file === undefined) note(nextNote(result, output));
      else tell(output, writtenText(result.recommendations.length, file));
      return EXIT.done;
    }),
});

interface Shown {
  explain: boolean;
  paths: boolean;
  blend: SeedBlend;
  diversity: number;
  weights: ScoreWeights;
}

function printResult(result: RecommendResult, shown: Shown, output: Output): void {
  const { seeds, recommendations, tracks } = result;
  const names = joinNames(seeds.map((seed) => trackText(seed, output)));
  if (recommendations.length === 0) {
    const only = seeds.length > 1 ? 'they are the only tracks' : 'it is the only track';
    print(`No track mixes with ${names}${tracks === 0 ? `: ${only} in the library. Scan more music.` : '.'}`);
    return;
  }
  print(`Goes with ${names}, ${orderText(result, shown)}:`);
  const { explain, paths, weights } = shown;
  print(explain ? explainedList(result, { paths, weights }, output) : recommendTable(result, paths, output));
}

function orderText({ seeds, recommendations }: RecommendResult, { blend, diversity }: Shown): string {
  const order = recommendations[0].score === undefined ? 'closest sound first' : 'highest score first';
  const turns = blend === 'coverage' && seeds.length > 1 ? 'in turns, ' : '';
  return `${turns}${order}${diversity > 0 ? `, with diversity ${diversity}` : ''}`;
}

/** Returns a result whose records contain only the columns of the table, since whole records are long. */
function plainResult({ seed, seeds, recommendations, ...result }: RecommendResult) {
  const withColumns = <Track extends { record: TrackRecord }>(track: Track) => {
    const { artist, title, bpm, key } = track.record;
    return { ...track, record: { artist, title, bpm, key } };
  };
  return {
    seed: withColumns(seed),
    seeds: seeds.map(withColumns),
    ...result,
    recommendations: recommendations.map(withColumns),
  };
}
