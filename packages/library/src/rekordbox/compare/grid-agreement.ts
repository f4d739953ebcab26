import type { GridDistance } from './compare-grids.ts';

/** Kinds of agreement of two beat grids of one tempo. */
export const GRID_KINDS = ['within-10-ms', 'within-25-ms', 'half-beat-off', 'drifting', 'other'] as const;

/** One of {@link GRID_KINDS}. */
export type GridKind = (typeof GRID_KINDS)[number];

const CLOSE_MS = 10;
const NEAR_MS = 25;
/** Drift from which one offset does not describe the track. */
const DRIFTING_MS = 50;

export function gridKind({ offsetMs, driftMs, beatMs }: GridDistance): GridKind {
  if (driftMs > DRIFTING_MS) return 'drifting';
  const distanceMs = Math.abs(offsetMs);
  if (distanceMs <= CLOSE_MS) return 'within-10-ms';
  if (distanceMs <= NEAR_MS) return 'within-25-ms';
  return beatMs / 2 - distanceMs <= NEAR_MS ? 'half-beat-off' : 'other';
}

/** Returns true for grids on the same beats, whose bars can be compared. */
export function isOnBeat(kind: GridKind): boolean {
  return kind === 'within-10-ms' || kind === 'within-25-ms';
}
