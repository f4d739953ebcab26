import { describe, expect, test } from 'vitest';
import { fitsTagBlock, readTagBlock, withTagBlock } from './comment-block.ts';

describe('readTagBlock', () => {
  test.each([
    ['great intro /* Peak / Vocals */', 'great intro', ['Peak', 'Vocals']],
    ['/* Peak */', '', ['Peak']],
    ['/* Peak */  ', '', ['Peak']],
    ['/* note */ text /* A / B */', '/* note */ text', ['A', 'B']],
    ['a  /* Tech/House / B */', 'a ', ['Tech/House', 'B']],
    ['x /* */', 'x', []],
    ['x /* A / A /  / B */', 'x', ['A', 'B']],
    ['two\nlines /* Ä / 深い */', 'two\nlines', ['Ä', '深い']],
    ['/* open /* A */', '/* open', ['A']],
  ])('%j', (comment, text, tags) => {
    expect(readTagBlock(comment)).toEqual({ text, tags });
  });

  test.each(['', 'no block', '/* A */ text behind', '/* not closed', 'closed */', '/* A / B'])(
    '%j has none',
    (comment) => {
      expect(readTagBlock(comment)).toBeUndefined();
    },
  );

  test('takes a hostile comment in linear time', () => {
    expect(readTagBlock('/*'.repeat(200_000))).toBeUndefined();
    expect(readTagBlock(`/*${' '.repeat(200_000)}x`)).toBeUndefined();
  });
});

describe('withTagBlock', () => {
  test.each(['', 'great intro', 'ends in a blank ', ' /* note */ text', '/* note */ x'])(
    'keeps the text %j',
    (text) => {
      const tagged = withTagBlock(text, ['Peak', 'Warm-up']);
      expect(readTagBlock(tagged)).toEqual({ text, tags: ['Peak', 'Warm-up'] });
      expect(withTagBlock(tagged, ['Other'])).toBe(withTagBlock(text, ['Other']));
      expect(withTagBlock(tagged, [])).toBe(text);
    },
  );

  test('refuses a tag that would end the block or look like two', () => {
    for (const tag of ['A/B', 'A */ B', '', ' A', 'A\nB']) {
      expect(fitsTagBlock(tag)).toBe(false);
      expect(() => withTagBlock('x', [tag])).toThrow(RangeError);
    }
  });
});
