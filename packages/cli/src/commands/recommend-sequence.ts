import { trackName } from '@rbassist/core';
import { type RecommendedSequence, SEQUENCE_DEFAULTS } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { PLAYLIST_FLAGS, writeOut, writtenText } from '../flags/playlist-flags.ts';
import { BALANCED_WEIGHT_FLAGS, PRESET_FLAG, weightOptions } from '../flags/weight-flags.ts';
import { joinNames } from '../output/join-names.ts';
import { type Output, print, printJson, tell } from '../output/output.ts';
import { type Column, formatTable } from '../output/table.ts';
import { withProgress } from '../progress/with-progress.ts';
import { likelyBpmText, likelyKeyText } from '../reports/likely-text.ts';
import { ARTIST_COLUMN, PATH_COLUMN, TITLE_COLUMN } from '../reports/track-tables.ts';
import { MIX_COLUMN, mixText, SCORE_COLUMN, scoreText } from '../reports/transition-text.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist recommend-sequence`: tracks near the mean of several seeds. */
export const recommendSequence = defineCommand({
  addFlags: (table) =>
    table
      .positional('seeds', {
        type: 'string',
        array: true,
        isTrack: true,
        demandOption: true,
        describe: 'Paths of tracks, or words of their artists, titles or paths; quote each',
      })
      .option('top', { type: 'number', default: SEQUENCE_DEFAULTS.top, describe: 'Maximum number of tracks' })
      .option('order', {
        type: 'boolean',
        default: SEQUENCE_DEFAULTS.order,
        describe: 'Order the tracks so that they mix, after the last seed',
      })
      .option('paths', { type: 'boolean', default: false, describe: 'Show the path of each track' })
      .options(PLAYLIST_FLAGS)
      .options(PRESET_FLAG)
      .options(BALANCED_WEIGHT_FLAGS),
  run: (flags, output) =>
    withLibrary(output, async (library) => {
      const { top, order } = flags;
      const seeds = await library.readSeeds(flags.seeds);
      if (seeds.length < flags.seeds.length) tell(output, `Taking "${seeds[0]}" as one name.`);
      const options = { top, order, weights: weightOptions(flags) };
      const result = await withProgress(output, (run) => library.recommendSequence(seeds, { ...options, ...run }));
      const isStopped = result.interrupted && result.tracks.length === 0;
      const file = isStopped ? undefined : await writeOut(library, flags, result.tracks);
      if (output.json) printJson({ ...result, ...(file !== undefined && { file }) });
      else if (!isStopped) printSequence(result, flags.paths || output.verbose, output);
      if (file !== undefined) tell(output, writtenText(result.tracks.length, file));
      return result.interrupted ? EXIT.interrupted : EXIT.done;
    }),
});

const COLUMNS: readonly Column[] = [
  { heading: 'Rank', align: 'right' },
  { heading: 'Track', shrinkTo: 10 },
  ARTIST_COLUMN,
  TITLE_COLUMN,
  { heading: 'Dist', align: 'right' },
];
const ORDER_COLUMNS: readonly Column[] = [
  { heading: 'Rank', align: 'right' },
  ARTIST_COLUMN,
  TITLE_COLUMN,
  { heading: 'BPM', align: 'right' },
  { heading: 'Key' },
  { heading: 'Dist', align: 'right' },
  SCORE_COLUMN,
  MIX_COLUMN,
];

function printSequence({ seeds, tracks, transitions }: RecommendedSequence, paths: boolean, output: Output): void {
  const names = joinNames(seeds.map((seed) => trackName(seed.path, seed)));
  if (tracks.length === 0) {
    print(`The library has no other tracks to go with ${names}.`);
    return;
  }
  print(`Goes with ${names}, ${transitions ? 'in an order that mixes' : 'closest sound first'}:`);
  const rows = tracks.map((track, i) => {
    const { rank, path, artist = '', title = '', distance } = track;
    const [name, dist] = [title || trackName(path, {}), distance.toFixed(3)];
    const transition = transitions?.[i];
    if (transition === undefined) return [String(rank), trackName(path, {}), artist, name, dist];
    const from = tracks[i - 1] ?? seeds[seeds.length - 1];
    const [bpm, key] = [likelyBpmText(track), likelyKeyText(track, output)];
    return [
      String(rank),
      artist,
      name,
      bpm,
      key,
      dist,
      scoreText(transition.score),
      mixText(transition, { from, to: track }, output),
    ];
  });
  const columns = transitions ? ORDER_COLUMNS : COLUMNS;
  print(
    paths
      ? formatTable(
          [...columns, PATH_COLUMN],
          rows.map((row, i) => [...row, tracks[i].path]),
        )
      : formatTable(columns, rows),
  );
}
