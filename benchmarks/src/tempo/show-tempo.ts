import { table } from '../bench/table.ts';
import type { SystemEstimates } from './compare-systems.ts';
import type { TempoFigures } from './tempo-figures.ts';

export interface NamedFigures extends TempoFigures {
  name: string;
}

const UNKNOWN = '–';

export function showTempo(first: string, systems: readonly NamedFigures[]): string {
  const headings = [
    first,
    'tracks',
    'accuracy 1',
    'accuracy 2',
    'exact',
    '± 0.02',
    'octave',
    'fraction',
    'other',
    'none',
    'F 70 ms',
    'F 10 ms',
    'offset ms',
    '± ms',
    'downbeat',
    'metre',
    'no beat right',
    'made up',
    's / track',
    'CPU s',
  ];
  const rows = systems.map(({ name, n, errors, beats, downbeats, metres, beatless, ...figures }) => [
    name,
    String(n),
    ...[
      figures.accuracy1,
      figures.accuracy2,
      figures.exact,
      figures.exactTo002,
      errors.octave,
      errors.fraction,
      errors.other,
      errors.none,
    ].map(percent),
    fixed(beats?.f70, 3),
    fixed(beats?.f10, 3),
    fixed(beats?.offsetMs, 1),
    fixed(beats?.distanceMs, 1),
    percent(downbeats?.right),
    percent(metres?.right),
    beatless ? `${beatless.right} of ${beatless.n}` : UNKNOWN,
    beatless ? String(beatless.n - beatless.right) : UNKNOWN,
    fixed(figures.secondsPerTrack, 2),
    fixed(figures.cpuSecondsPerTrack, 2),
  ]);
  return table(headings, rows);
}

export function showReliability({ name, reliability }: NamedFigures): string | null {
  if (!reliability) return null;
  const rows = reliability.map(({ from, to, n, stated, right }) => [
    `${from}–${to}`,
    String(n),
    percent(stated),
    percent(right),
  ]);
  return table([`${name}: confidence`, 'tracks', 'stated', 'right'], rows);
}

/** Shows shares in percent with their 95 % intervals. */
export function showEstimates(first: string, systems: readonly SystemEstimates[]): string {
  const rows = systems.map(({ name, accuracy1, accuracy2, exact }) => [
    name,
    ...[accuracy1, accuracy2, exact].map(
      ({ mean, interval: [low, high] }) => `${points(mean)} (${points(low)} to ${points(high)})`,
    ),
  ]);
  return table([first, 'accuracy 1', 'accuracy 2', 'exact'], rows);
}

function points(share: number): string {
  return (100 * share).toFixed(1);
}

function percent(value: number | null | undefined): string {
  return typeof value === 'number' ? `${(100 * value).toFixed(1)} %` : UNKNOWN;
}

function fixed(value: number | null | undefined, digits: number): string {
  return typeof value === 'number' ? value.toFixed(digits) : UNKNOWN;
}
