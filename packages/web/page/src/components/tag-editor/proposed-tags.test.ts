import { expect, it } from 'vitest';
import { proposedTags } from './proposed-tags.ts';

const KNOWN = [
  { tag: 'Vocals', tracks: 40 },
  { tag: 'Peak Hour', tracks: 12 },
  { tag: 'Off-peak', tracks: 90 },
  { tag: 'Peak', tracks: 3 },
];
const names = (typed: string, except: string[] = []) => proposedTags(typed, KNOWN, except).map(({ tag }) => tag);

it('proposes the tag of that name, then beginnings, then parts', () => {
  expect(names('peak')).toEqual(['Peak', 'Peak Hour', 'Off-peak']);
});

it('keeps the spelling of a known tag, whatever somebody types', () => {
  expect(proposedTags(' VOCALS ', KNOWN, [])).toEqual([{ tag: 'Vocals', tracks: 40 }]);
});

it('completes a beginning, and offers what no tag is called as a new tag', () => {
  expect(proposedTags(' Pea ', KNOWN, [])).toEqual([
    { tag: 'Peak Hour', tracks: 12 },
    { tag: 'Peak', tracks: 3 },
    { tag: 'Pea' },
    { tag: 'Off-peak', tracks: 90 },
  ]);
  expect(names('Late')).toEqual(['Late']);
});

it('leaves out the tags that all tracks have', () => {
  expect(names('peak', ['PEAK', 'off-peak'])).toEqual(['Peak Hour']);
  expect(names('peak', ['peak', 'Peak Hour', 'Off-peak'])).toEqual([]);
});

it('shows a few of very many, and the commonest of those without a word', () => {
  const many = Array.from({ length: 500 }, (_, i) => ({ tag: `tag ${i}`, tracks: i }));
  expect(proposedTags('', many, [])).toHaveLength(8);
  expect(proposedTags('', many, [])[0]).toEqual({ tag: 'tag 499', tracks: 499 });
  expect(proposedTags('tag', many, [])).toContainEqual({ tag: 'tag' });
});
