import {
  KEY_RELATION_LABELS,
  RECOMMEND_DEFAULTS,
  type Recommendation,
  TEMPO_RELATION_LABELS,
  type TrackRecord,
  trackName,
} from '@rbassist/core';
import type { RecommendResult } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { type Output, print, printJson, tell } from '../output/output.ts';
import { type Column, formatTable } from '../output/table.ts';
import { withProgress } from '../progress/with-progress.ts';
import { keyText } from '../reports/key-text.ts';
import { filtersNote, inactiveNote, matchesNote, nextNote } from '../reports/recommend-notes.ts';
import { ARTIST_COLUMN, bpmText, PATH_COLUMN, TITLE_COLUMN } from '../reports/track-tables.ts';
import { withLibrary } from '../with-library.ts';

const WIDE_COLUMNS = 100;

/** `rbassist recommend`: tracks that mix with a track. */
export const recommend = defineCommand({
  addFlags: (table) =>
    table
      .positional('seed', {
        type: 'string',
        demandOption: true,
        describe: 'Path of a track, or words of its artist, title or path, in any order',
      })
      .option('preset', { type: 'string', describe: 'Name of a preset in a configuration file' })
      .option('top', {
        type: 'number',
        default: RECOMMEND_DEFAULTS.top,
        describe: 'Maximum number of tracks',
      })
      .option('tempo-pct', {
        type: 'number',
        default: RECOMMEND_DEFAULTS.tempoPct,
        describe: 'Maximum tempo difference in percent',
      })
      .option('allow-doubletime', {
        type: 'boolean',
        default: RECOMMEND_DEFAULTS.allowDoubletime,
        describe: 'Exclude tracks at half or double the tempo',
      })
      .option('camelot-neighbors', {
        type: 'boolean',
        default: RECOMMEND_DEFAULTS.camelotNeighbors,
        describe: 'Include tracks whose key clashes',
      })
      .option('paths', { type: 'boolean', default: false, describe: 'Show the path of each track' })
      .option('w-ann', weightFlag('ann', 'Weight of similar sound'))
      .option('w-samples', weightFlag('samples', 'Weight of room for samples and vocals'))
      .option('w-bass', weightFlag('bass', 'Weight of similar bass lines'))
      .option('w-rhythm', weightFlag('rhythm', 'Weight of similar rhythms')),
  run: (flags, output) =>
    withLibrary(output, async (library) => {
      const { seed, top, tempoPct, allowDoubletime, camelotNeighbors, wAnn, wSamples, wBass, wRhythm } = flags;
      const weights = { ann: wAnn, samples: wSamples, bass: wBass, rhythm: wRhythm };
      const options = { top, tempoPct, allowDoubletime, camelotNeighbors, weights };
      const result = await withProgress(output, (run) => library.recommend(seed, { ...options, ...run }));
      if (output.json) printJson(plainResult(result));
      if (result.interrupted) return EXIT.interrupted;
      if (output.json) return EXIT.done;
      const note = (lines: readonly string[]) => lines.length > 0 && tell(output, lines);
      note(matchesNote(seed, result, (path) => library.track(path), output));
      note(inactiveNote(result, output));
      printResult(result, flags.paths, output);
      note(filtersNote(result, options));
      note(nextNote(result, output));
      return EXIT.done;
    }),
});

function printResult({ seed, recommendations, tracks }: RecommendResult, withPaths: boolean, output: Output): void {
  const name = describe(seed.path, seed.record, output);
  if (recommendations.length === 0) {
    const reason = tracks === 0 ? ': it is the only track in the library. Scan more music.' : '.';
    print(`No track mixes with ${name}${reason}`);
    return;
  }
  const hasScore = recommendations[0].score !== undefined;
  print(`Goes with ${name}, ${hasScore ? 'highest score' : 'closest sound'} first:`);
  const columns = columnsOf(hasScore, withPaths, output);
  const rows = recommendations.map((track) => columns.map(({ text }) => text(track)));
  const headings = columns.map(({ column }) => column);
  print(formatTable(headings, rows));
}

function weightFlag(trait: keyof typeof RECOMMEND_DEFAULTS.weights, describe: string) {
  const section = 'Ranking weights (all 0 = sound only)';
  return {
    type: 'number',
    option: `weights.${trait}`,
    section,
    default: RECOMMEND_DEFAULTS.weights[trait],
    describe,
  } as const;
}

function describe(path: string, record: TrackRecord, output: Output): string {
  const facts = [bpmText(record), keyText(record, output)].filter(Boolean).join(', ');
  return facts === '' ? trackName(path, record) : `${trackName(path, record)} (${facts})`;
}

interface TrackColumn {
  column: Column;
  text: (track: Recommendation) => string;
}

function columnsOf(hasScore: boolean, withPaths: boolean, output: Output): TrackColumn[] {
  const isWide = (process.stdout.columns ?? WIDE_COLUMNS) >= WIDE_COLUMNS;
  const score: TrackColumn = {
    column: { heading: 'Score', align: 'right' },
    text: (track) => (track.score ?? 0).toFixed(3),
  };
  const distance: TrackColumn = {
    column: { heading: 'Distance', align: 'right' },
    text: (track) => track.distance.toFixed(3),
  };
  return [
    { column: { heading: '#', align: 'right' }, text: ({ rank }) => String(rank) },
    { column: ARTIST_COLUMN, text: ({ record }) => record.artist ?? '' },
    { column: TITLE_COLUMN, text: ({ path, record }) => record.title ?? trackName(path, {}) },
    { column: { heading: 'BPM', align: 'right' }, text: ({ record }) => bpmText(record) || '-' },
    { column: { heading: 'Key' }, text: ({ record }) => keyText(record, output) || '-' },
    { column: { heading: 'Relation' }, text: relationText },
    ...(hasScore ? [score] : []),
    ...(!hasScore || isWide ? [distance] : []),
    ...(withPaths ? [{ column: PATH_COLUMN, text: ({ path }: Recommendation) => path }] : []),
  ];
}

function relationText({ keyRelation, tempoRelation }: Recommendation): string {
  const tempo = TEMPO_RELATION_LABELS[tempoRelation];
  return [KEY_RELATION_LABELS[keyRelation], tempo === '~' ? '' : tempo].filter(Boolean).join(' ');
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
