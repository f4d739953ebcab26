import { describe, expect, it } from 'vitest';
import { FileChanges } from './file-changes.ts';

const TIMES = { settleMs: 1000, mostWaitMs: 10_000 };

describe('changes of files', () => {
  it('are complete once a file has been still for the settle time', () => {
    const changes = new FileChanges(TIMES);
    changes.note('a', '1', 0);
    changes.note('a', '2', 400);
    expect([changes.take(1399), changes.growing(1399)]).toEqual([[], ['a']]);
    changes.note('a', '2', 1399);
    expect([changes.growing(1400), changes.take(1400), changes.take(5000)]).toEqual([[], ['a'], []]);
  });

  it('wait for a burst to end, but not longer than the limit', () => {
    const changes = new FileChanges(TIMES);
    const taken: [number, number][] = [];
    for (let now = 0; now < 25_000; now += 500) {
      if (now < 20_000) changes.note(`${now}`, '1', now);
      const { length } = changes.take(now);
      if (length > 0) taken.push([now, length]);
    }
    expect(taken).toEqual([
      [10_000, 19],
      [19_500, 19],
      [20_500, 2],
    ]);
  });

  it('do not wait for a file that never stops growing', () => {
    const changes = new FileChanges(TIMES);
    changes.note('done', '1', 0);
    for (let now = 0; now < 60_000; now += 100) {
      changes.note('endless', `${now}`, now);
      const taken = changes.take(now);
      expect(taken).toEqual(now === 1000 ? ['done'] : []);
    }
    expect(changes.growing(60_000)).toEqual(['endless']);
  });

  it('wait longer for a writer that paused before', () => {
    const changes = new FileChanges(TIMES);
    changes.note('bounce', '1', 0);
    changes.note('bounce', '2', 900);
    changes.note('bounce', '2', 3900);
    changes.note('bounce', '3', 4000);
    expect([changes.take(9999), changes.take(10_000)]).toEqual([[], ['bounce']]);
  });

  it('do not take the time of a scan, in which nobody looks, for a pause', () => {
    const changes = new FileChanges(TIMES);
    changes.note('copy', '1', 0);
    changes.note('copy', '2', 200_000);
    expect([changes.take(200_999), changes.take(201_000)]).toEqual([[], ['copy']]);
  });

  it('wait at most five minutes after a long pause', () => {
    const changes = new FileChanges(TIMES);
    changes.note('a', '1', 0);
    changes.note('a', '1', 3_599_000);
    changes.note('a', '2', 3_600_000);
    expect([changes.take(3_899_999), changes.take(3_900_000)]).toEqual([[], ['a']]);
  });

  it('count a file that is gone, and one that came back', () => {
    const changes = new FileChanges(TIMES);
    changes.note('a', undefined, 0);
    expect([changes.unsettled(500), changes.growing(500)]).toEqual([['a'], []]);
    changes.note('a', '1', 500);
    expect([changes.growing(1400), changes.take(1500)]).toEqual([['a'], ['a']]);
  });

  it('can be dropped', () => {
    const changes = new FileChanges(TIMES);
    changes.note('a', '1', 0);
    changes.note('b', '1', 0);
    changes.drop((path) => path === 'a');
    expect(changes.take(2000)).toEqual(['b']);
  });
});
