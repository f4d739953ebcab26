import { table } from '../bench/table.ts';
import type { Estimate } from '../bootstrap.ts';
import { MEASURES, type Measure, type SimilarityFigures, type SystemFigures } from './figures.ts';

const HEADINGS: Readonly<Record<Measure, string>> = {
  groupPrecision10: 'same group, other label, p@10',
  sameTrackRecall1: 'same-track recall@1',
  precision10: 'label p@10',
  map: 'label MAP',
};

/** Formats two tables: the figures of each system, and its gains over the first. */
export function showSimilarity(figures: SimilarityFigures): string {
  const { tracks, labels, groupQueries, groupChance, systems } = figures;
  const chance = groupQueries > 0 ? `, chance ${groupChance.toFixed(3)}` : '';
  const [first, ...others] = systems;
  const parts = [
    `${tracks} tracks of ${labels} labels; ${groupQueries} queries for the same group${chance}`,
    table(
      ['system', ...MEASURES.map((measure) => HEADINGS[measure]), 'CPU s'],
      systems.map((system) => [system.name, ...cells(system.measures), system.secondsPerTrack.toFixed(2)]),
    ),
  ];
  if (others.length > 0) {
    const rows = others.flatMap(({ name, gains }) => (gains ? [[`${name} less ${first.name}`, ...cells(gains)]] : []));
    parts.push(table(['difference', ...MEASURES.map((measure) => HEADINGS[measure])], rows));
  }
  return `${parts.join('\n\n')}\n\nIn brackets: 95 % intervals of a bootstrap that draws whole labels.`;
}

/** Returns the figures as one flat row a system, for JSON. */
export function similarityJson({ systems, ...figures }: SimilarityFigures) {
  return { ...figures, systems: systems.map(flatRow) };
}

function flatRow({ name, measures, gains, secondsPerTrack }: SystemFigures) {
  const flat = (estimates: Record<Measure, Estimate>, pick: (estimate: Estimate) => unknown) =>
    Object.fromEntries(MEASURES.map((measure) => [measure, pick(estimates[measure])]));
  return {
    name,
    ...flat(measures, ({ mean }) => mean),
    secondsPerTrack,
    intervals: flat(measures, ({ interval }) => interval),
    ...(gains && { gains: flat(gains, ({ mean, interval }) => ({ mean, interval })) }),
  };
}

function cells(estimates: Record<Measure, Estimate>): string[] {
  return MEASURES.map((measure) => {
    const { mean, interval } = estimates[measure];
    return Number.isNaN(mean) ? '-' : `${mean.toFixed(3)} [${interval.map((end) => end.toFixed(3)).join(', ')}]`;
  });
}
