import { describe, expect, it } from 'vitest';
import { closestWord } from './closest-word.ts';

const FLAGS = ['top', 'data-dir', 'target-lufs', 'w-ann', 'w-bass', 'time-limit-s', 'no-resume', 'rm'];

describe('closestWord', () => {
  it.each([
    ['tpo', 'top'],
    ['to', 'top'],
    ['TOP', 'top'],
    ['data_dir', 'data-dir'],
    ['datadir', 'data-dir'],
    ['dat', 'data-dir'],
    ['lufs', 'target-lufs'],
    ['dir', 'data-dir'],
    ['target-luffs', 'target-lufs'],
    ['wann', 'w-ann'],
    ['timelimit', 'time-limit-s'],
    ['time', 'time-limit-s'],
    ['noresume', 'no-resume'],
    ['rm', 'rm'],
  ])('finds %s as %s', (typed, meant) => {
    expect(closestWord(typed, FLAGS)).toBe(meant);
  });

  it.each(['', '-', 'x', 'ls', 'dance', 'da', 'tempo', 'constructor', '__proto__', '\ud800', 'top'.repeat(1000)])(
    'finds nothing for %j',
    (typed) => {
      expect(closestWord(typed, FLAGS)).toBeUndefined();
    },
  );

  it.each([
    ['unstage', 'dup-unstage'],
    ['failures', 'failed'],
    ['configuration', 'config'],
    ['normalization', 'normalize'],
    ['gpu', undefined],
    ['cup', 'cpu'],
    ['model download', undefined],
  ])('takes %s for %s, not for a word that is nearly as close', (typed, meant) => {
    const words = ['dup-stage', 'dup-unstage', 'dup-check', 'failed', 'config', 'normalize', 'cpu', 'model rm'];
    expect(closestWord(typed, words)).toBe(meant);
  });
});
