import { expect, it } from 'vitest';
import { mixReasons } from './mix-reasons.ts';

const reason = (part: string, weight: number, value: number, effect: 'for' | 'against', text = part) =>
  ({ part, weight, value, effect, text }) as Parameters<typeof mixReasons>[0][number];

it('says tempo and key first, even what speaks against, then the strongest of the others', () => {
  const said = mixReasons([
    reason('bass', 0.1, 0.9, 'for'),
    reason('key', 0.2, 0.1, 'against'),
    reason('ann', 0.5, 0.8, 'for'),
    reason('energy', 0.3, 0.2, 'against'),
    reason('tags', 0.3, 1, 'for', ''),
    reason('tempo', 0.2, 1, 'for'),
  ]);
  expect(said.map(({ part }) => part)).toEqual(['tempo', 'key', 'ann', 'bass']);
});
