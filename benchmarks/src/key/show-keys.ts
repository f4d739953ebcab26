import { table } from '../bench/table.ts';
import type { Estimate } from '../bootstrap.ts';
import type { KeyFigures } from './key-figures.ts';

export interface NamedKeyFigures extends KeyFigures {
  name: string;
  /** Lead of rbassist over this system; absent for rbassist itself. */
  lead?: Estimate;
}

/** MIREX scores of each system in a group of tracks. */
export interface KeyGroup {
  name: string;
  n: number;
  scores: number[];
}

export function showKeys(first: string, systems: readonly NamedKeyFigures[]): string {
  const shares = ['exact', 'fifth', 'relative', 'parallel', 'other', 'none'] as const;
  const rows = systems.map((figures) => [
    figures.name,
    String(figures.n),
    percent(figures.mirex),
    range(figures.interval),
    figures.lead ? leadOf(figures.lead) : '',
    ...shares.map((name) => percent(figures[name])),
    Number.isFinite(figures.secondsPerTrack) ? figures.secondsPerTrack.toFixed(2) : '-',
  ]);
  return table([first, 'tracks', 'MIREX', '95 %', 'rbassist ahead by', ...shares, 's / track'], rows);
}

/** Shows the MIREX score of every system in every group. */
export function showKeyGroups(by: string, systems: readonly NamedKeyFigures[], groups: readonly KeyGroup[]): string {
  const rows = groups.map(({ name, n, scores }) => [name, String(n), ...scores.map(percent)]);
  return table([by, 'tracks', ...systems.map(({ name }) => name)], rows);
}

export function showKeyReliability({ name, reliability }: NamedKeyFigures): string {
  const rows = (reliability ?? []).map(({ from, to, n, stated, right }) => [
    `${from}–${to}`,
    String(n),
    percent(stated),
    percent(right),
  ]);
  return table([`${name}: confidence`, 'tracks', 'stated', 'right'], rows);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function leadOf({ mean, interval: [low, high] }: Estimate): string {
  return `${points(mean)} (${points(low)} to ${points(high)})`;
}

function points(share: number): string {
  return (100 * share).toFixed(1);
}

function range([low, high]: readonly [number, number]): string {
  return `${points(low)}–${points(high)}`;
}
