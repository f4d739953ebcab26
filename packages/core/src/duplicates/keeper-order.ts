import { OptionError } from '../errors.ts';

/** Criteria for the copy to keep, in order: undamaged, in a preferred folder, sound quality, a DJ's own work. */
export const KEEPER_CRITERIA = [
  'intact',
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

/** Facts about a copy, one for each criterion. More is better; a missing fact counts as 0. */
export interface KeeperFacts {
  /** True unless a scan found that the file is damaged or cut short. */
  intact?: boolean;
  folder?: boolean;
  lossless?: boolean;
  /** Kilobits per second. */
  bitrate?: number;
  /** Number of cues set by a person or another program. */
  cues?: number;
  /** True if a user or another program set the beat grid. */
  grid?: boolean;
  tags?: number;
  playlists?: number;
  rating?: number;
}

/** Kilobits per second. Files from one encoder setting differ by less; that must not outweigh a DJ's cues. */
const BITRATE_STEP = 16;

/**
 * Returns all criteria in order: `intact`, so that a damaged copy never wins, then `prefer`, then the rest.
 *
 * @throws {OptionError} for a name that is not a criterion.
 */
export function keeperCriteria(prefer: readonly string[] = []): KeeperCriterion[] {
  const preferred = prefer.map((name) => {
    const criterion = KEEPER_CRITERIA.find((known) => known === name);
    if (!criterion) {
      const message = `prefer must be any of ${KEEPER_CRITERIA.join(', ')}, not "${name}".`;
      throw new OptionError(message, { option: 'prefer' });
    }
    return criterion;
  });
  return [...new Set<KeeperCriterion>(['intact', ...preferred, ...KEEPER_CRITERIA])];
}

/**
 * Compares two copies for sorting, the copy to keep first. If no criterion decides, the shorter path wins, because
 * programs name copies "Song (1)" and "Song copy". The last tie-break is the order of code units.
 */
export function compareKeepers(
  a: { path: string; facts: KeeperFacts },
  b: { path: string; facts: KeeperFacts },
  criteria: readonly KeeperCriterion[] = KEEPER_CRITERIA,
): number {
  const criterion = decidingCriterion(a.facts, b.facts, criteria);
  if (criterion !== undefined) return worth(b.facts, criterion) - worth(a.facts, criterion);
  return a.path.length - b.path.length || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
}

/** Returns the first criterion by which two copies differ; undefined if none decides between them. */
export function decidingCriterion(
  a: KeeperFacts,
  b: KeeperFacts,
  criteria: readonly KeeperCriterion[] = KEEPER_CRITERIA,
): KeeperCriterion | undefined {
  return criteria.find((criterion) => worth(a, criterion) !== worth(b, criterion));
}

function worth(facts: KeeperFacts, criterion: KeeperCriterion): number {
  const value = Number(facts[criterion] ?? 0);
  if (!Number.isFinite(value)) return 0;
  return criterion === 'bitrate' ? Math.round(value / BITRATE_STEP) : value;
}
