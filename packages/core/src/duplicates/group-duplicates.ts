import { connectedGroups } from './connected-groups.ts';
import { compareKeepers, type KeeperCriterion, type KeeperFacts } from './keeper-order.ts';

/** A file that may be a duplicate. */
export interface DuplicateCandidate {
  path: string;
  durationS?: number;
  facts: KeeperFacts;
}

/** Copies of one recording: the copy to keep, and the others sorted by path. */
export interface DuplicateGroup<T extends DuplicateCandidate = DuplicateCandidate> {
  keeper: T;
  duplicates: T[];
}

/** Options of {@link groupDuplicates}. */
export interface GroupOptions<T extends DuplicateCandidate> {
  /** Returns true if `other` is a copy of `keeper`. Called for every file of a group. @default always true */
  isCopyOf?: (other: T, keeper: T) => boolean;
  /** Criteria that decide which copy to keep, the most important first. @default KEEPER_CRITERIA */
  criteria?: readonly KeeperCriterion[];
}

/**
 * Groups linked files and picks the file to keep in each group. Compares each file directly with the keeper, because a
 * chain of links (A-B, B-C) can join files that are not copies of each other. Files that are not copies of the keeper
 * form new groups without it.
 *
 * @param links Pairs of indexes in `candidates`.
 * @returns groups sorted by the keeper's path, in the same order for any order of candidates.
 */
export function groupDuplicates<T extends DuplicateCandidate>(
  candidates: readonly T[],
  links: Iterable<readonly [a: number, b: number]>,
  { isCopyOf = () => true, criteria }: GroupOptions<T> = {},
): DuplicateGroup<T>[] {
  const groups: DuplicateGroup<T>[] = [];
  for (const group of connectedGroups(candidates.length, links)) {
    let rest = group.map((index) => candidates[index]).sort((a, b) => compareKeepers(a, b, criteria));
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
