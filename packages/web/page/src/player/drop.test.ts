import { expect, it } from 'vitest';
import { dropS } from './drop.ts';
import { phraseS } from './player.ts';

const cue = (start: number) => ({ name: '', type: 0, num: 0, start });
const track = (kinds: [string, number][], starts: number[]) => ({
  sections: kinds.map(([kind, start]) => ({ kind, start, end: start + 30 })),
  cues: { value: starts.map(cue), source: null },
});

it('begins at the first drop', () => {
  expect(
    dropS(
      track(
        [
          ['intro', 0],
          ['drop', 61.5],
          ['drop', 180],
        ],
        [15],
      ),
    ),
  ).toBe(61.5);
});

it('begins at the first cue of a track without a drop, and else at the start', () => {
  expect(dropS(track([['section', 0]], [48, 0, 15]))).toBe(15);
  expect(dropS(track([], []))).toBe(0);
});

it('jumps 8 bars, or 15 seconds in a track without a BPM', () => {
  expect([phraseS(128), phraseS(null), phraseS(undefined)]).toEqual([15, 15, 15]);
  expect(phraseS(96)).toBe(20);
});
