import { connectedGroups } from './connected-groups.ts';
import { compareKeepers, type KeeperCriterion, type KeeperFacts } from './keeper-order.ts';

/** A file that may be a copy of another. */
export interface DuplicateCandidate {
  path: string;
  /** Seconds. */
  durationS?: number;
  /** What decides whether it is the one to keep. */
  facts: KeeperFacts;
}

/** Copies of one recording: the one to keep, and the others by path. */
export interface DuplicateGroup<T extends DuplicateCandidate = DuplicateCandidate> {
  keeper: T;
  duplicates: T[];
}

/** How links become groups. */
export interface GroupOptions<T extends DuplicateCandidate> {
  /** Whether a file may go because the keeper stays; asked of every one of a group. @default every linked file may */
  isCopyOf?: (other: T, keeper: T) => boolean;
  /** What decides who is kept, the most weighty first. @default KEEPER_CRITERIA */
  criteria?: readonly KeeperCriterion[];
}

/**
 * Makes groups of files that are linked pairwise. A is linked to B and B to C although A is no copy of C: so whoever is linked is only put forward,
 * and every one of a group is held against its keeper. Who is no copy of it may be one of the next keeper.
 *
 * @param links Pairs of places in `candidates`.
 * @returns groups by the keepers' paths; the same for the same candidates in any order.
 */
export function groupDuplicates<T extends DuplicateCandidate>(
  candidates: readonly T[],
  links: Iterable<readonly [a: number, b: number]>,
  { isCopyOf = () => true, criteria }: GroupOptions<T> = {},
): DuplicateGroup<T>[] {
  const groups: DuplicateGroup<T>[] = [];
  for (const group of connectedGroups(candidates.length, links)) {
    let rest = group.map((at) => candidates[at]).sort((a, b) => compareKeepers(a, b, criteria));
    while (rest.length > 1) {
      const [keeper, ...others] = rest;
      const duplicates = others.filter((other) => isCopyOf(other, keeper));
      if (duplicates.length > 0) groups.push({ keeper, duplicates: duplicates.sort(byPath) });
      const gone = new Set(duplicates);
      rest = others.filter((other) => !gone.has(other));
    }
  }
  return groups.sort((a, b) => byPath(a.keeper, b.keeper));
}

function byPath(a: DuplicateCandidate, b: DuplicateCandidate): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
