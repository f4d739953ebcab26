import { describe, expect, test } from 'vitest';
import { anchorsOf } from './beat-grid.ts';
import { parseAnlz } from './read-anlz.ts';
import { anlzFile, beatGrid, cueList, namedCues, pathSection, phrases } from './test-anlz.ts';

const read = (...sections: Buffer[]) => parseAnlz(anlzFile(...sections), 'ANLZ0000.DAT');

describe('parseAnlz', () => {
  test('reads the path of the music and the grid', () => {
    const file = read(
      pathSection('/Contents/Zürich/a.mp3'),
      Buffer.concat([Buffer.from('PWV9'), Buffer.from([0, 0, 0, 12, 0, 0, 0, 16]), Buffer.alloc(4)]),
      beatGrid([
        { beat: 3, bpm: 128, timeMs: 25 },
        { beat: 4, bpm: 128, timeMs: 494 },
      ]),
    );
    expect(file.path).toBe('/Contents/Zürich/a.mp3');
    expect(file.beats).toEqual([
      { beat: 3, bpm: 128, timeMs: 25 },
      { beat: 4, bpm: 128, timeMs: 494 },
    ]);
  });

  test('prefers cues with names and colours to those without', () => {
    const cues = [
      { pad: null, startMs: 1000, endMs: null, name: '', color: 0 },
      { pad: 1, startMs: 2000, endMs: 4000, name: 'Größe', color: 0x28e214 },
    ];
    expect(read(cueList(cues)).marks.map(({ name }) => name)).toEqual(['', '']);
    expect(read(cueList(cues), namedCues(cues)).marks).toEqual([
      { kind: 'cue', name: '', pad: null, startS: 1, endS: null },
      { kind: 'loop', name: 'Größe', pad: 1, startS: 2, endS: 4, color: 0x28e214 },
    ]);
  });

  test.each([[false], [true]])('reads phrases, masked: %s', (masked) => {
    const beats = Array.from({ length: 70 }, (_, i) => ({ beat: (i % 4) + 1, bpm: 120, timeMs: i * 500 }));
    const song = phrases({
      mood: 2,
      endBeat: 65,
      starts: [
        [1, 1],
        [33, 9],
      ],
      masked,
    });
    const { mood, phrases: found } = read(beatGrid(beats), song);
    expect(mood).toBe('mid');
    expect(found).toEqual([
      { label: 'Intro', startBeat: 1, endBeat: 33, startS: 0, endS: 16 },
      { label: 'Chorus', startBeat: 33, endBeat: 65, startS: 16, endS: 32 },
    ]);
  });

  test.each([
    ['an empty file', Buffer.alloc(0), 'is not an analysis file'],
    ['another file', Buffer.from('RIFF____________________________'), 'is not an analysis file'],
    ['a section longer than the file', anlzFile(beatGrid([])).subarray(0, -1), 'is damaged at byte 28'],
    ['more beats than fit', withCount(0xffffffff), 'is damaged at byte 28'],
    ['a section of no length', Buffer.concat([anlzFile(), Buffer.alloc(12)]), 'is damaged at byte 28'],
  ])('refuses %s', (_, bytes, problem) => {
    expect(() => parseAnlz(bytes, 'ANLZ0000.DAT')).toThrow(`ANLZ0000.DAT ${problem}`);
  });
});

describe('anchorsOf', () => {
  test('keeps one anchor where the beats are the rounded line, as Rekordbox does', () => {
    const beats = Array.from({ length: 400 }, (_, i) => ({
      beat: (i % 4) + 1,
      bpm: 128,
      timeMs: Math.round(25 + (i * 60_000) / 128),
    }));
    expect(anchorsOf(beats)).toEqual([{ timeS: 0.025, bpm: 128, metre: '4/4', beat: 1 }]);
  });

  test('starts an anchor at a beat that is a millisecond off, and at a new tempo', () => {
    const beats = [
      { beat: 2, bpm: 120, timeMs: 25 },
      { beat: 3, bpm: 120, timeMs: 526 },
      { beat: 4, bpm: 121, timeMs: 1026 },
      { beat: 1, bpm: 0, timeMs: 1500 },
    ];
    expect(anchorsOf(beats).map(({ timeS, bpm, beat }) => [timeS, bpm, beat])).toEqual([
      [0.025, 120, 2],
      [0.526, 120, 3],
      [1.026, 121, 4],
    ]);
  });
});

function withCount(count: number): Buffer {
  const bytes = anlzFile(beatGrid([{ beat: 1, bpm: 128, timeMs: 0 }]));
  bytes.writeUInt32BE(count, 28 + 20);
  return bytes;
}
