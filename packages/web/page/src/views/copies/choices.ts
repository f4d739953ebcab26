import type { CopyFile, CopyGroup } from './copies-queries.ts';

/** A person's decision about a group, where it differs from the search. */
export interface Choice {
  readonly keep: string;
  /** Copies that go; none if the group is left alone. */
  readonly copies: readonly string[];
  /** Copies and bytes that go, more or fewer than the search found. */
  readonly moreCopies: number;
  readonly moreBytes: number;
}

/** Decisions by the name of their group. */
export type Choices = Readonly<Record<string, Choice>>;

/** Returns the files of a group, the one that the search keeps first. */
export function filesOf({ keeper, copies }: CopyGroup): readonly CopyFile[] {
  return [keeper, ...copies];
}

/** Returns which file of a group is kept, and which go. */
export function decisionOf(group: CopyGroup, choices: Choices): Pick<Choice, 'keep' | 'copies'> {
  return choices[group.keeper.id] ?? { keep: group.keeper.id, copies: group.copies.map(({ id }) => id) };
}

/** Keeps another file of a group; the one before goes. */
export function keepFile(group: CopyGroup, choices: Choices, keep: string): Choices {
  return decide(group, choices, { keep, copies: othersThan(group, keep) });
}

/** Lets a copy go, or lets it stay. */
export function toggleCopy(group: CopyGroup, choices: Choices, id: string): Choices {
  const { keep, copies } = decisionOf(group, choices);
  const after = copies.includes(id) ? copies.filter((copy) => copy !== id) : [...copies, id];
  return decide(group, choices, { keep, copies: after });
}

/** Leaves a group alone, or lets its copies go again. */
export function toggleGroup(group: CopyGroup, choices: Choices): Choices {
  const { keep, copies } = decisionOf(group, choices);
  return decide(group, choices, { keep, copies: copies.length > 0 ? [] : othersThan(group, keep) });
}

/** Returns how many copies and bytes go, of those that the search found. */
export function totalsOf(found: { copies: number; bytes: number }, choices: Choices) {
  return Object.values(choices).reduce(
    ({ copies, bytes }, { moreCopies, moreBytes }) => ({ copies: copies + moreCopies, bytes: bytes + moreBytes }),
    { copies: found.copies, bytes: found.bytes },
  );
}

function othersThan(group: CopyGroup, keep: string): string[] {
  return filesOf(group).flatMap(({ id }) => (id === keep ? [] : id));
}

function decide(group: CopyGroup, choices: Choices, { keep, copies }: Pick<Choice, 'keep' | 'copies'>): Choices {
  const { [group.keeper.id]: _, ...others } = choices;
  if (keep === group.keeper.id && copies.length === group.copies.length) return others;
  const bytesOf = (files: readonly CopyFile[]) => files.reduce((sum, { bytes }) => sum + bytes, 0);
  const going = filesOf(group).filter(({ id }) => copies.includes(id));
  const moreBytes = bytesOf(going) - bytesOf(group.copies);
  return { ...others, [group.keeper.id]: { keep, copies, moreCopies: copies.length - group.copies.length, moreBytes } };
}
