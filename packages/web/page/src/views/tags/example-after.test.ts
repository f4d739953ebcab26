import { expect, it } from 'vitest';
import type { TrackSummary } from '../../api/types.ts';
import { exampleAfter } from './example-after.ts';

const examples = ['a', 'b'].map((id) => ({ track: { id } as TrackSummary }));

it('plays examples in turn, from the first', () => {
  expect(exampleAfter(examples, undefined)?.id).toBe('a');
  expect(exampleAfter(examples, 'something else')?.id).toBe('a');
  expect(exampleAfter(examples, 'a')?.id).toBe('b');
  expect(exampleAfter(examples, 'b')?.id).toBe('a');
  expect(exampleAfter([], 'a')).toBeUndefined();
});
