import type { EditableField, KeeperCriterion } from '@rbassist/core';
import type { DescribedFile } from './described-file.ts';
import type { DuplicateMode } from './duplicate-options.ts';
import { handsOver } from './keeper-changes.ts';

const USER_FACTS = ['cues', 'grid', 'tags', 'playlists', 'rating'] as const satisfies readonly KeeperCriterion[];

/** A kind of a person's work on a copy. */
export type UserFact = (typeof USER_FACTS)[number];

/** Keys of records that hold the work. Playlists are in no record. */
const KEYS: Readonly<Partial<Record<UserFact, EditableField | 'mytags' | 'rating'>>> = {
  cues: 'cues',
  grid: 'tempos',
  tags: 'mytags',
  rating: 'rating',
};

/** Returns the kinds of a person's work that a copy has. */
export function userWorkOf({ facts }: Pick<DescribedFile, 'facts'>): UserFact[] {
  return USER_FACTS.filter((fact) => facts[fact]);
}

/**
 * Returns the kinds of work that the kept copy takes over from one that moves away, if it has none itself. Cues and
 * grids fit only a file with the same sound.
 */
export function handedOverFacts(mode: DuplicateMode): UserFact[] {
  return USER_FACTS.filter((fact) => {
    const key = KEYS[fact];
    return key !== undefined && handsOver(key, mode);
  });
}
