import { table } from '../bench/table.ts';
import type { KeyFigures } from './key-figures.ts';

export interface NamedKeyFigures extends KeyFigures {
  name: string;
}

export function showKeys(first: string, systems: readonly NamedKeyFigures[]): string {
  const shares = ['mirex', 'exact', 'fifth', 'relative', 'parallel', 'other', 'none'] as const;
  const rows = systems.map((figures) => [
    figures.name,
    String(figures.n),
    ...shares.map((name) => percent(figures[name])),
    figures.secondsPerTrack.toFixed(2),
  ]);
  return table([first, 'tracks', 'MIREX', ...shares.slice(1), 's / track'], rows);
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
