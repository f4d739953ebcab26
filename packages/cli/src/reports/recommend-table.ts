import {
  KEY_RELATION_LABELS,
  mixTrack,
  type Recommendation,
  type ScoreWeights,
  type TrackRecord,
  trackName,
} from '@rbassist/core';
import type { RecommendResult } from '@rbassist/library';
import type { Output } from '../output/output.ts';
import { type Column, formatTable } from '../output/table.ts';
import { keyText } from './key-text.ts';
import { mixPointsText } from './mix-points-text.ts';
import { ARTIST_COLUMN, bpmText, PATH_COLUMN, TITLE_COLUMN } from './track-tables.ts';
import { explainMix, pitchText, SCORE_COLUMN, scoreText } from './transition-text.ts';

type Named = { path: string; record: TrackRecord };
type KeyOutput = Pick<Output, 'keyNotation'>;

const WIDE_COLUMNS = 100;
const DISTANCE_DIGITS = 3;
const INDENT = '     ';
const RELATION_COLUMN: Column = { heading: 'Relation', shrinkTo: 14 };

interface TrackColumn {
  column: Column;
  text: (track: Recommendation) => string;
}

/** Lists recommendations, one per line. */
export function recommendTable(
  recommendations: readonly Recommendation[],
  withPaths: boolean,
  output: KeyOutput,
): string[] {
  const columns = columnsOf(recommendations[0]?.score !== undefined, withPaths, output);
  const rows = recommendations.map((track) => columns.map(({ text }) => text(track)));
  return formatTable(
    columns.map(({ column }) => column),
    rows,
  );
}

function columnsOf(hasScore: boolean, withPaths: boolean, output: KeyOutput): TrackColumn[] {
  const isWide = (process.stdout.columns ?? WIDE_COLUMNS) >= WIDE_COLUMNS;
  const score: TrackColumn = { column: SCORE_COLUMN, text: (track) => scoreText(track.score ?? 0) };
  const distance: TrackColumn = {
    column: { heading: 'Distance', align: 'right' },
    text: (track) => track.distance.toFixed(DISTANCE_DIGITS),
  };
  return [
    { column: { heading: '#', align: 'right' }, text: ({ rank }) => String(rank) },
    { column: ARTIST_COLUMN, text: ({ record }) => textOf(record.artist) },
    { column: TITLE_COLUMN, text: ({ path, record }) => textOf(record.title) || trackName(path, {}) },
    { column: { heading: 'BPM', align: 'right' }, text: ({ record }) => bpmText(record) || '-' },
    { column: { heading: 'Pitch', align: 'right' }, text: ({ transition }) => pitchText(transition) || '-' },
    { column: { heading: 'Key' }, text: ({ record }) => keyText(record, output) || '-' },
    { column: RELATION_COLUMN, text: ({ keyRelation }) => KEY_RELATION_LABELS[keyRelation] },
    ...(hasScore ? [score] : []),
    ...(!hasScore || isWide ? [distance] : []),
    ...(withPaths ? [{ column: PATH_COLUMN, text: ({ path }: Recommendation) => path }] : []),
  ];
}

/** Another program may have written a number. */
function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Lists recommendations with every part of their scores, and where to mix. */
export function explainedList(
  { seeds, recommendations }: Pick<RecommendResult, 'seeds' | 'recommendations'>,
  { paths, weights }: { paths: boolean; weights: ScoreWeights },
  output: KeyOutput,
): string[] {
  const seedOf = new Map(seeds.map((seed) => [seed.path, seed]));
  return recommendations.flatMap((track) => {
    const from = seedOf.get(track.transition.from) ?? seeds[0];
    const tracks = { from: mixTrack(from.path, from.record), to: mixTrack(track.path, track.record) };
    const places = mixPointsText(track.mixPoints);
    const after = seeds.length > 1 ? [`After ${trackName(from.path, from.record)}:`] : [];
    const lines = [...after, ...explainMix(track.transition, tracks, output, weights), ...(places ? [places] : [])];
    return [
      `${String(track.rank).padStart(2)}   ${trackText(track, output)}  ${rating(track)}`,
      ...(paths ? [`${INDENT}${track.path}`] : []),
      ...lines.map((line) => `${INDENT}${line}`),
    ];
  });
}

function rating({ score, distance }: Recommendation): string {
  return score === undefined ? `distance ${distance.toFixed(DISTANCE_DIGITS)}` : `score ${scoreText(score)}`;
}

/** Returns a track's name with its BPM and key. */
export function trackText({ path, record }: Named, output: KeyOutput): string {
  const facts = [bpmText(record), keyText(record, output)].filter(Boolean).join(', ');
  return facts === '' ? trackName(path, record) : `${trackName(path, record)} (${facts})`;
}
