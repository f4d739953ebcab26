import { FileFormatError } from '@rbassist/core';
import { below, seededRandom } from '@rbassist/testing/random';
import { expect, test } from 'vitest';
import { anchorsOf } from './beat-grid.ts';
import { parseAnlz } from './read-anlz.ts';
import { anlzFile, beatGrid, cueList, namedCues, pathSection, phrases } from './test-anlz.ts';

test('a damaged analysis file gives an error or no more than it holds, 20,000 times', () => {
  const beats = Array.from({ length: 60 }, (_, i) => ({ beat: (i % 4) + 1, bpm: 120, timeMs: i * 500 }));
  const cues = [
    { pad: 0, startMs: 0, endMs: null, name: 'A', color: 1 },
    { pad: null, startMs: 10, endMs: 20, name: 'loop', color: 0 },
  ];
  const song = phrases({
    mood: 1,
    endBeat: 50,
    starts: [
      [1, 1],
      [17, 5],
    ],
    masked: true,
  });
  const whole = anlzFile(pathSection('/a.mp3'), beatGrid(beats), cueList(cues), namedCues(cues), song);
  const random = seededRandom(18);
  let refused = 0;
  for (let i = 0; i < 20_000; i++) {
    const damaged = Buffer.from(whole);
    for (let change = below(random, 4); change >= 0; change--) {
      const at = below(random, whole.length - 4);
      if (change === 0) damaged.writeUInt32BE([0, 1, 0x7fffffff, 0xffffffff, whole.length][below(random, 5)], at);
      else damaged[at] = below(random, 256);
    }
    const bytes = i % 5 === 0 ? damaged.subarray(0, below(random, damaged.length)) : damaged;
    try {
      const file = parseAnlz(bytes, 'ANLZ0000.DAT');
      const entries = file.beats.length + file.marks.length + file.phrases.length;
      expect(entries).toBeLessThanOrEqual(bytes.length / 8);
      expect(anchorsOf(file.beats).every(({ timeS, bpm }) => timeS >= 0 && bpm > 0)).toBe(true);
    } catch (error) {
      refused++;
      expect(error).toBeInstanceOf(FileFormatError);
    }
  }
  expect(refused).toBeGreaterThan(1000);
});
