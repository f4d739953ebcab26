import { table } from '../bench/table.ts';
import type { RecommendFigures } from './recommend-figures.ts';

export function showRecommend({ tracks, top, openMs, firstMs, factsMib, rssMib, questions }: RecommendFigures): string {
  const rows = questions.map(({ name, p50Ms, p99Ms, cpuMs, found, fewest, left, after }) => [
    name,
    p50Ms.toFixed(1),
    p99Ms.toFixed(1),
    cpuMs.toFixed(1),
    left.toFixed(0),
    `${found.toFixed(1)} (${fewest})`,
    `${after.found.toFixed(1)} (${after.fewest})`,
    after.p50Ms.toFixed(1),
  ]);
  const headings = [
    'questions',
    'p50 ms',
    'p99 ms',
    'CPU ms',
    'tracks left',
    `found of ${top} (fewest)`,
    'filtered after a search (fewest)',
    'its search, ms',
  ];
  return [
    `Recommend, ${tracks} tracks, one process`,
    table(headings, rows),
    `Opening takes ${openMs.toFixed(0)} ms, the first question ${firstMs.toFixed(0)} ms. The facts of all tracks take ${factsMib.toFixed(0)} MiB; the process uses ${rssMib.toFixed(0)} MiB.`,
  ].join('\n\n');
}
