import { describe, expect, it } from 'vitest';
import { connectedGroups } from './connected-groups.ts';
import { type DuplicateCandidate, groupDuplicates } from './group-duplicates.ts';
import type { KeeperFacts } from './keeper-order.ts';

const copy = (path: string, facts: KeeperFacts = {}, durationS?: number): DuplicateCandidate => ({
  path,
  durationS,
  facts,
});
const names = (groups: ReturnType<typeof groupDuplicates>) =>
  groups.map(({ keeper, duplicates }) => [keeper.path, ...duplicates.map(({ path }) => path)].join(' '));

describe('connectedGroups', () => {
  it('joins linked items, also through others and in cycles', () => {
    expect(
      connectedGroups(8, [
        [5, 4],
        [4, 6],
        [6, 5],
        [0, 7],
        [2, 2],
      ]),
    ).toEqual([
      [0, 7],
      [4, 5, 6],
    ]);
    expect(connectedGroups(0, [])).toEqual([]);
  });

  it('handles a chain of 200,000 in both directions', () => {
    const count = 200_000;
    const chain = Array.from({ length: count - 1 }, (_, i) => [i, i + 1] as const);
    expect(connectedGroups(count, chain)[0]).toHaveLength(count);
    expect(connectedGroups(count, chain.reverse())[0]).toHaveLength(count);
  });
});

describe('groupDuplicates', () => {
  it('keeps one file per group and lists the others by path', () => {
    const tracks = [copy('c'), copy('b', { lossless: true }), copy('a'), copy('alone')];
    expect(
      names(
        groupDuplicates(tracks, [
          [0, 1],
          [1, 2],
        ]),
      ),
    ).toEqual(['b a c']);
  });

  it('gives the same result for any order of tracks and links', () => {
    const tracks = ['d', 'a', 'c', 'b'].map((path) => copy(path));
    const forth = groupDuplicates(tracks, [
      [0, 1],
      [2, 3],
      [1, 2],
    ]);
    const back = groupDuplicates([...tracks].reverse(), [
      [1, 2],
      [0, 1],
      [3, 2],
    ]);
    expect(names(forth)).toEqual(['a b c d']);
    expect(back).toEqual(forth);
  });

  it('does not remove a file that is linked through others but not a copy of the keeper', () => {
    const tracks = [100, 101, 102, 103, 104].map((s) => copy(`${s}`, { bitrate: s === 102 ? 320 : 128 }, s));
    const chain = [0, 1, 2, 3].map((i) => [i, i + 1] as const);
    const isCopyOf = (a: DuplicateCandidate, b: DuplicateCandidate) => Math.abs(a.durationS! - b.durationS!) <= 1;
    expect(names(groupDuplicates(tracks, chain, { isCopyOf }))).toEqual(['102 101 103']);
    expect(names(groupDuplicates(tracks, chain, { isCopyOf: () => false }))).toEqual([]);
  });

  it('handles a group of 20,000', () => {
    const tracks = Array.from({ length: 20_000 }, (_, i) => copy(String(i).padStart(5, '0')));
    const [group] = groupDuplicates(
      tracks,
      tracks.slice(1).map((_, i) => [i, i + 1]),
    );
    expect(group.keeper.path).toBe('00000');
    expect(group.duplicates).toHaveLength(19_999);
  });
});
