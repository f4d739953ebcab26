import { expect, it } from 'vitest';
import { orderTracks } from './order-tracks.ts';
import { testLibrary, violations } from './test-library.ts';

const library = testLibrary(400, 2, { artists: 200 });
const given = library.paths.slice(50, 80);

it('orders the given tracks only, each once', async () => {
  const plan = await orderTracks(library, [...given, given[0]], { end: given[4] });
  expect(plan.paths.toSorted()).toEqual(given);
  expect(plan.paths.at(-1)).toBe(given[4]);
  expect(violations(library, { seeds: given, end: given[4] }, plan)).toEqual([]);
});

it('makes the order cheaper, and does not depend on the given one', async () => {
  const plan = await orderTracks(library, given);
  const before = await orderTracks(library, given, { keepOrder: true });
  expect(before.paths).toEqual(given);
  expect(plan.cost).toBeLessThan(0.9 * before.cost);
  expect((await orderTracks(library, given.toReversed())).paths).toEqual(plan.paths);
});

it('refuses an empty list, an unknown path and an option of a choice', async () => {
  await expect(orderTracks(library, [])).rejects.toThrow('paths is empty.');
  await expect(orderTracks(library, ['/gone.mp3'])).rejects.toThrow('not in the library: /gone.mp3.');
  await expect(orderTracks(library, given, { length: 3 } as object)).rejects.toThrow('Unknown option "length"');
});
