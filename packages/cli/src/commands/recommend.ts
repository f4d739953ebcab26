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
import { bpmText } from '../reports/track-tables.ts';
import { withLibrary } from '../with-library.ts';

const MATCHES_LISTED = 5;
const COLUMNS: readonly Column[] = [
  { heading: '#', align: 'right' },
  { heading: 'Artist' },
  { heading: 'Title' },
  { heading: 'BPM', align: 'right' },
  { heading: 'Key' },
  { heading: 'Relation' },
  { heading: 'Distance', align: 'right' },
];

/** `rbassist recommend`: tracks that mix with a track. */
export const recommend = defineCommand({
  addFlags: (table) =>
    table
      .positional('seed', {
        type: 'string',
        demandOption: true,
        describe: 'A path, or part of a path or of "Artist - Title"',
      })
      .option('preset', { type: 'string', describe: 'Options of this name in a configuration file' })
      .option('top', {
        type: 'number',
        default: RECOMMEND_DEFAULTS.top,
        describe: 'How many tracks',
      })
      .option('tempo-pct', {
        type: 'number',
        default: RECOMMEND_DEFAULTS.tempoPct,
        describe: 'How far tempos may differ, in percent',
      })
      .option('allow-doubletime', {
        type: 'boolean',
        default: RECOMMEND_DEFAULTS.allowDoubletime,
        describe: 'Half and double tempos too',
      })
      .option('camelot-neighbors', {
        type: 'boolean',
        default: RECOMMEND_DEFAULTS.camelotNeighbors,
        describe: 'Only keys that mix',
      })
      .option('w-ann', weightFlag('ann', 'Weight of closeness in sound'))
      .option('w-samples', weightFlag('samples', 'Weight of room for samples'))
      .option('w-bass', weightFlag('bass', 'Weight of like bass lines'))
      .option('w-rhythm', weightFlag('rhythm', 'Weight of like rhythms')),
  run: (flags, output) =>
    withLibrary(output, async (library) => {
      const { seed, top, tempoPct, allowDoubletime, camelotNeighbors, wAnn, wSamples, wBass, wRhythm } = flags;
      const weights = { ann: wAnn, samples: wSamples, bass: wBass, rhythm: wRhythm };
      const options = { top, tempoPct, allowDoubletime, camelotNeighbors, weights };
      const result = await withProgress(output, (run) => library.recommend(seed, { ...options, ...run }));
      if (output.json) printJson(plainResult(result));
      if (result.interrupted) return EXIT.interrupted;
      if (output.json) return EXIT.done;
      if (result.otherMatches.length > 0) {
        const names = result.otherMatches
          .slice(0, MATCHES_LISTED)
          .map((path) => `  ${trackName(path, library.track(path) ?? {})}`);
        const more = result.otherMatches.length - names.length;
        tell(output, [`"${seed}" also matches:`, ...names, ...(more > 0 ? [`  and ${more} more`] : [])].join('\n'));
      }
      print(`Goes with ${describe(result.seed.path, result.seed.record, output)}:`);
      if (result.recommendations.length === 0) print(noneFound(library.size));
      else
        print(
          formatTable(
            COLUMNS,
            result.recommendations.map((each) => row(each, output)),
          ),
        );
      return EXIT.done;
    }),
});

function weightFlag(trait: keyof typeof RECOMMEND_DEFAULTS.weights, describe: string) {
  return { type: 'number', default: RECOMMEND_DEFAULTS.weights[trait], describe } as const;
}

function noneFound(tracks: number): string {
  return tracks < 2
    ? 'Nothing: it is the only track in the library. Scan more music.'
    : 'Nothing mixes with it by key and tempo. Widen with --tempo-pct or --no-camelot-neighbors.';
}

function describe(path: string, record: TrackRecord, output: Output): string {
  const facts = [bpmText(record), keyText(record, output)].filter(Boolean).join(', ');
  return facts === '' ? trackName(path, record) : `${trackName(path, record)} (${facts})`;
}

function row({ rank, path, record, keyRelation, tempoRelation, distance }: Recommendation, output: Output): string[] {
  const tempo = TEMPO_RELATION_LABELS[tempoRelation];
  const relation = [KEY_RELATION_LABELS[keyRelation], tempo === '~' ? '' : tempo].filter(Boolean).join(' ');
  const title = record.title ?? trackName(path, record);
  return [
    String(rank),
    record.artist ?? '',
    title,
    bpmText(record) || '-',
    keyText(record, output) || '-',
    relation,
    distance.toFixed(3),
  ];
}

/** A result with the columns of the table in place of whole records, which are long: the library has them. */
function plainResult({ seed, recommendations, ...result }: RecommendResult) {
  const withColumns = <Track extends { record: TrackRecord }>(track: Track) => {
    const { artist, title, bpm, key } = track.record;
    return { ...track, record: { artist, title, bpm, key } };
  };
  return { ...result, seed: withColumns(seed), recommendations: recommendations.map(withColumns) };
}
