import { table } from '../bench/table.ts';
import type { RecommendFigures } from './recommend-figures.ts';

/** Largest processor time of a question with strict filters, in ms. */
const STRICT_MS = 25;
/** Largest memory of the facts of all tracks, in MiB. */
const FACTS_MIB = 60;

export function showRecommend(figures: RecommendFigures): string {
  const { tracks, top, openMs, firstMs, firstCpuMs, rssMib, questions } = figures;
  const rows = questions.map(({ name, p50Ms, p99Ms, cpuMs, lastCpuMs, found, fewest, left, after }) => [
    name,
    p50Ms.toFixed(1),
    p99Ms.toFixed(1),
    cpuMs.toFixed(1),
    lastCpuMs.toFixed(1),
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
    'last quarter',
    'tracks left',
    `found of ${top} (fewest)`,
    'filtered after a search (fewest)',
    'its search, ms',
  ];
  return [
    `Recommend, ${tracks} tracks, one process`,
    table(headings, rows),
    `Opening takes ${openMs.toFixed(0)} ms. The first question takes ${firstMs.toFixed(0)} ms, of which ${firstCpuMs.toFixed(0)} ms are processor time. The process uses ${rssMib.toFixed(0)} MiB.`,
    verdicts(figures).join('\n'),
  ].join('\n\n');
}

/** Returns one line per target. Processor time counts, because other programs slow down the clock's time. */
function verdicts({ top, questions, factsMib }: RecommendFigures): string[] {
  const strict = questions.find(({ name }) => name === 'strict');
  if (strict === undefined) return [];
  const { cpuMs, lastCpuMs, fewest } = strict;
  return [
    verdict('Strict question, CPU ms', cpuMs.toFixed(1), `${STRICT_MS} or less`, cpuMs <= STRICT_MS),
    verdict('Strict question, last quarter', lastCpuMs.toFixed(1), `${STRICT_MS} or less`, lastCpuMs <= STRICT_MS),
    verdict('Tracks found by every strict question', String(fewest), String(top), fewest === top),
    verdict('Facts of all tracks, MiB', factsMib.toFixed(0), `${FACTS_MIB} or less`, factsMib <= FACTS_MIB),
  ];
}

function verdict(name: string, value: string, target: string, isMet: boolean): string {
  return `${name}: ${value}. Target ${target}: ${isMet ? 'met' : 'not met'}.`;
}
