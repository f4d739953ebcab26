import { areMarkedApart, handedOverFacts, isSureCopy, type Library } from '@rbassist/library';
import type { JobResult } from '../jobs/kept-results.ts';

/** Result of a search for copies. */
export type Search = JobResult<'duplicates'>['result'];
/** A file to keep, and its copies. */
export type Group = Search['groups'][number];

/** Groups by what a list asks for, and the copies in all of them. */
interface Shown {
  all: readonly Group[];
  unsure: readonly Group[];
  /** Groups with a copy that has work of yours which the kept one lacks and does not take over. */
  lacking: readonly Group[];
  copies: number;
  /** Bytes of the copies. */
  bytes: number;
}

/** Parts that groups are made of; a change of one makes them again. */
interface Basis {
  search: Search;
  staged: ReadonlySet<string>;
  /** Marks of files that are no copies, as JSON. */
  marks: string;
}

/** Groups of a search without the copies that were moved away or marked since. Kept until one of these changes. */
export class ShownGroups {
  readonly #library: Library;
  #last: (Basis & { shown: Shown }) | undefined;

  constructor(library: Library) {
    this.#library = library;
  }

  /** Returns the groups of a search that are left now. */
  async of(search: Search): Promise<Shown> {
    const staged = await this.#library.stagedPaths();
    const pairs = await this.#library.notCopies();
    const marks = JSON.stringify(pairs);
    const last = this.#last;
    if (last?.search === search && last.staged === staged && last.marks === marks) return last.shown;
    const shown = shownOf(search, presentGroups(search, staged, areMarkedApart(pairs)));
    this.#last = { search, staged, marks, shown };
    return shown;
  }
}

function presentGroups(
  { groups }: Search,
  staged: ReadonlySet<string>,
  areApart: (a: string, b: string) => boolean,
): Group[] {
  return groups.flatMap(({ keeper, duplicates }) => {
    const present = duplicates.filter(({ path }) => !staged.has(path) && !areApart(path, keeper.path));
    return present.length > 0 && !staged.has(keeper.path) ? [{ keeper, duplicates: present }] : [];
  });
}

function shownOf({ mode }: Search, all: readonly Group[]): Shown {
  const handsOver: readonly string[] = handedOverFacts(mode);
  const copies = all.flatMap(({ duplicates }) => duplicates);
  const losesWork = ({ keeperLacks }: Group['duplicates'][number]) =>
    keeperLacks.some((fact) => !handsOver.includes(fact));
  return {
    all,
    unsure: all.filter(({ duplicates }) => duplicates.some((copy) => !isSureCopy(mode, copy))),
    lacking: all.filter(({ duplicates }) => duplicates.some(losesWork)),
    copies: copies.length,
    bytes: copies.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}
