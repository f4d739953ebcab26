import { OptionError } from '../errors.ts';

/**
 * What decides which copy of a recording is kept, the most weighty first: a folder that was asked for, what sounds better, then what a DJ put
 * into it.
 */
export const KEEPER_CRITERIA = [
  'folder',
  'lossless',
  'bitrate',
  'cues',
  'grid',
  'tags',
  'playlists',
  'rating',
] as const;

/** One of {@link KEEPER_CRITERIA}. */
export type KeeperCriterion = (typeof KEEPER_CRITERIA)[number];

/** What is known of a copy, by criterion; the more the better, and what is not known counts as nothing. */
export interface KeeperFacts {
  /** Whether it lies where copies are to be kept. */
  folder?: boolean;
  lossless?: boolean;
  /** Kilobits per second. */
  bitrate?: number;
  /** Cues that someone set. */
  cues?: number;
  /** Whether someone set its grid. */
  grid?: boolean;
  tags?: number;
  /** Playlists that it is in. */
  playlists?: number;
  rating?: number;
}

/** Bitrates of one encoder setting differ by a little from file to file, which must not outweigh a DJ's cues. Kilobits per second. */
const BITRATE_STEP = 16;

/** The order of criteria when some are preferred: those first, then all others as usual. Throws {@link OptionError} for what is none. */
export function keeperCriteria(prefer: readonly string[] = []): KeeperCriterion[] {
  const preferred = prefer.map((name) => {
    const criterion = KEEPER_CRITERIA.find((known) => known === name);
    if (!criterion) {
      throw new OptionError(`prefer cannot be "${name}"; it may be any of ${KEEPER_CRITERIA.join(', ')}.`);
    }
    return criterion;
  });
  return [...new Set([...preferred, ...KEEPER_CRITERIA])];
}

/**
 * Orders copies so that the one to keep comes first. Where no criterion decides, the shorter path is kept, since programs name copies "Song (1)" and
 * "Song copy"; then the first by code unit, so that the order is always the same.
 */
export function compareKeepers(
  a: { path: string; facts: KeeperFacts },
  b: { path: string; facts: KeeperFacts },
  criteria: readonly KeeperCriterion[] = KEEPER_CRITERIA,
): number {
  for (const criterion of criteria) {
    const difference = worth(b.facts, criterion) - worth(a.facts, criterion);
    if (difference !== 0) return difference;
  }
  return a.path.length - b.path.length || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
}

function worth(facts: KeeperFacts, criterion: KeeperCriterion): number {
  const value = Number(facts[criterion] ?? 0);
  if (!Number.isFinite(value)) return 0;
  return criterion === 'bitrate' ? Math.round(value / BITRATE_STEP) : value;
}
