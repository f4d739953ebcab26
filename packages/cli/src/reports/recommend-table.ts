import {
  KEY_RELATION_LABELS,
  mixTrack,
  type Recommendation,
  type ScoreWeights,
  type TrackRecord,
  trackName,
  unsureKeys,
} from '@rbassist/core';
import type { RecommendResult } from '@rbassist/library';
import type { Output } from '../output/output.ts';
import { formatPercent } from '../output/percent.ts';
import { type Column, formatTable } from '../output/table.ts';
import { keyText } from './key-text.ts';
import { mixPointsText } from './mix-points-text.ts';
import { ARTIST_COLUMN, bpmText, PATH_COLUMN, TITLE_COLUMN } from './track-tables.ts';
import { explainMix, type MixedTracks, pitchText, SCORE_COLUMN, scoreText } from './transition-text.ts';

type Named = { path: string; record: TrackRecord };
type KeyOutput = Pick<Output, 'keyNotation'>;
type Listed = Pick<RecommendResult, 'seeds' | 'recommendations'>;

const WIDE_COLUMNS = 100;
const DISTANCE_DIGITS = 3;
const FIT_LABEL = 'Words        ';
const INDENT = '     ';
const FIT_COLUMN: Column = { heading: 'Fit', align: 'right' };
const RELATION_COLUMN: Column = { heading: 'Relation', shrinkTo: 14 };

interface TrackColumn {
  column: Column;
  text: (track: Recommendation) => string;
}

/** Lists recommendations, one per line. A "?" marks a BPM or key that is unsure. */
export function recommendTable({ seeds, recommendations }: Listed, withPaths: boolean, output: KeyOutput): string[] {
  const tracksOf = mixedTracks(seeds);
  const unsureKey = (track: Recommendation) => {
    const { from, to } = tracksOf(track);
    return unsureKeys(from, to);
  };
  const [first] = recommendations;
  const has = { hasScore: first?.score !== undefined, hasFit: first?.fit !== undefined };
  const columns = columnsOf({ ...has, withPaths, unsureKey }, output);
  const rows = recommendations.map((track) => columns.map(({ text }) => text(track)));
  return formatTable(
    columns.map(({ column }) => column),
    rows,
  );
}

interface Shown {
  hasScore: boolean;
  hasFit: boolean;
  withPaths: boolean;
  unsureKey: (track: Recommendation) => ReturnType<typeof unsureKeys>;
}

function columnsOf({ hasScore, hasFit, withPaths, unsureKey }: Shown, output: KeyOutput): TrackColumn[] {
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
    {
      column: { heading: 'Key' },
      text: (track) => `${keyText(track.record, output) || '-'}${unsureKey(track).to ? '?' : ''}`,
    },
    { column: RELATION_COLUMN, text: (track) => relationText(track, unsureKey(track)) },
    ...(hasFit ? [{ column: FIT_COLUMN, text: ({ fit = 0 }: Recommendation) => formatPercent(fit) }] : []),
    ...(hasScore ? [score] : []),
    ...(!hasScore || isWide ? [distance] : []),
    ...(withPaths ? [{ column: PATH_COLUMN, text: ({ path }: Recommendation) => path }] : []),
  ];
}

/** Returns the relation of the keys. A clash of unsure keys has a "?", since these probably mix. */
function relationText({ keyRelation }: Recommendation, { from, to }: ReturnType<typeof unsureKeys>): string {
  return `${KEY_RELATION_LABELS[keyRelation]}${keyRelation === 'clash' && (from || to) ? '?' : ''}`;
}

/** Another program may have written a number. */
function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Lists recommendations with every part of their scores, and where to mix. */
export function explainedList(
  { seeds, recommendations }: Listed,
  { paths, weights }: { paths: boolean; weights: ScoreWeights },
  output: KeyOutput,
): string[] {
  const tracksOf = mixedTracks(seeds);
  return recommendations.flatMap((track) => {
    const tracks = tracksOf(track);
    const places = mixPointsText(track.mixPoints);
    const after = seeds.length > 1 ? [`After ${trackName(tracks.from.path, tracks.from)}:`] : [];
    const lines = [...after, ...explainMix(track.transition, tracks, output, weights), ...(places ? [places] : [])];
    return [
      `${String(track.rank).padStart(2)}   ${trackText(track, output)}  ${rating(track)}`,
      ...(paths ? [`${INDENT}${track.path}`] : []),
      ...(track.fit === undefined ? [] : [`${INDENT}${FIT_LABEL}${track.fit.toFixed(2)}  fits the words`]),
      ...lines.map((line) => `${INDENT}${line}`),
    ];
  });
}

/** Returns a function that gives the facts of a recommendation, and of the seed that it follows. */
function mixedTracks(seeds: Listed['seeds']): (track: Recommendation) => MixedTracks {
  const facts = new Map(seeds.map(({ path, record }) => [path, mixTrack(path, record)]));
  const first = mixTrack(seeds[0].path, seeds[0].record);
  return ({ path, record, transition }) => ({
    from: facts.get(transition.from) ?? first,
    to: mixTrack(path, record),
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
