import { differences, drawGroups, type Estimate, estimate, type Outcome } from '../bootstrap.ts';
import { groupRetrieval, labelRetrieval, sameTrackRecall1 } from './retrieval.ts';
import type { System, TrackVectors } from './system.ts';

/** A track, and what each system made of it, in the order of the systems. */
export interface MeasuredTrack {
  file: string;
  label: string;
  groups: readonly string[];
  vectors: readonly TrackVectors[];
}

/** Measures of {@link SystemFigures}, in the order of tables. */
export const MEASURES = ['groupPrecision10', 'sameTrackRecall1', 'precision10', 'map'] as const;

export type Measure = (typeof MEASURES)[number];

export interface SystemFigures {
  name: string;
  measures: Record<Measure, Estimate>;
  /** Differences from the first system, over the same queries and draws; absent for the first. */
  gains?: Record<Measure, Estimate>;
  /** Mean processor seconds. */
  secondsPerTrack: number;
}

export interface SimilarityFigures {
  tracks: number;
  labels: number;
  /** Number of queries for the same group, and the precision of a random order. */
  groupQueries: number;
  groupChance: number;
  /** Number of tracks that are alone with their label. */
  alone: number;
  systems: SystemFigures[];
}

export function similarityFigures(
  systems: readonly Pick<System, 'name' | 'distance'>[],
  tracks: readonly MeasuredTrack[],
): SimilarityFigures {
  const draws = drawGroups(tracks.map(({ label }) => label));
  const results = systems.map((system, at) => outcomesOf(system, at, tracks));
  const [{ chance, alone, outcomes: first }] = results;
  const estimates = (outcomesFor: (measure: Measure) => Outcome[]) =>
    Object.fromEntries(MEASURES.map((measure) => [measure, estimate(outcomesFor(measure), draws)])) as Record<
      Measure,
      Estimate
    >;
  return {
    tracks: tracks.length,
    labels: new Set(tracks.map(({ label }) => label)).size,
    groupQueries: chance.length,
    groupChance: mean(chance.map(({ value }) => value)),
    alone,
    systems: results.map(({ outcomes }, at) => ({
      name: systems[at].name,
      measures: estimates((measure) => outcomes[measure]),
      ...(at > 0 && { gains: estimates((measure) => differences(outcomes[measure], first[measure])) }),
      secondsPerTrack: mean(tracks.map(({ vectors }) => vectors[at].seconds)),
    })),
  };
}

function outcomesOf({ distance }: Pick<System, 'distance'>, at: number, tracks: readonly MeasuredTrack[]) {
  const labelled = tracks.map(({ label, groups, vectors }) => ({ label, groups, vector: vectors[at].vector }));
  const windows = tracks.flatMap(({ file, label, vectors }) =>
    vectors[at].windows.map((vector) => ({ track: file, label, vector })),
  );
  const { precision10, averagePrecision, alone } = labelRetrieval(labelled, distance);
  const group = groupRetrieval(labelled, distance);
  const outcomes: Record<Measure, Outcome[]> = {
    groupPrecision10: group.precision10,
    sameTrackRecall1: sameTrackRecall1(windows, distance),
    precision10,
    map: averagePrecision,
  };
  return { outcomes, chance: group.chance, alone };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
