import { describe, expect, it } from 'vitest';
import { type CueForm, type CueMark, cueFormOf, folderCueForm, readCues } from './cue-form.ts';

const cue = (type: number, num: number, start = 1, end = start) => ({ name: `${type}/${num}`, type, num, start, end });
const marks = (cues: readonly CueMark[]) => cues.map(({ kind, pad }) => `${kind} ${pad}`);

/** Cues of the newest Python version: loops on pads, a hot point, memory points. */
const PADS = [cue(4, 0, 2, 32), cue(0, 3, 64), cue(0, -1, 1), cue(0, -1, 64)];
/** Cues of earlier Python versions: loops and hot cues without a pad, memory cues. */
const TYPES = [cue(0, -1, 2, 32), cue(0, -1, 34, 64), cue(0, -1, 64), cue(1, -1, 64), cue(1, -1, 128)];
const SILENT = [cue(0, -1, 5), cue(0, -1, 9)];

describe('cueFormOf', () => {
  it.each<[string, unknown, CueForm | undefined]>([
    ['a loop of type 4', PADS, 'pads'],
    ['a loop of type 4 without a pad', [cue(0, -1), cue(4, -1, 2, 9)], 'pads'],
    ['a pad', [cue(0, 0)], 'pads'],
    ['a memory cue of type 1', TYPES, 'types'],
    ['a memory cue beside a pad that a template named', [cue(0, 2), cue(1, -1)], 'types'],
    ['a loop of type 0', [cue(0, -1, 2, 9)], 'types'],
    ['points alone', SILENT, undefined],
    ['none', [], undefined],
    ['no list', { type: 4 }, undefined],
    ['no cues in the list', [null, 4, 'cue', { type: 4, num: 0 }], undefined],
  ])('finds the form of %s', (_name, cues, form) => {
    expect(cueFormOf(cues)).toBe(form);
  });
});

describe('folderCueForm', () => {
  it('is the form of most lists, or the newest form without lists', () => {
    expect(folderCueForm([])).toBe('pads');
    expect(folderCueForm([undefined, SILENT, TYPES])).toBe('types');
    expect(folderCueForm([TYPES, PADS, PADS, SILENT])).toBe('pads');
    expect(folderCueForm([TYPES, PADS])).toBe('pads');
  });

  it('stops early in a large library', () => {
    let read = 0;
    function* lists() {
      for (; ; read++) yield TYPES;
    }
    expect(folderCueForm(lists())).toBe('types');
    expect(read).toBeLessThan(1000);
  });
});

describe('readCues', () => {
  it('reads the newest form', () => {
    expect(readCues(PADS)).toEqual([
      { kind: 'loop', name: '4/0', pad: 0, start: 2, end: 32 },
      { kind: 'hot', name: '0/3', pad: 3, start: 64, end: 64 },
      { kind: 'memory', name: '0/-1', pad: null, start: 1, end: 1 },
      { kind: 'memory', name: '0/-1', pad: null, start: 64, end: 64 },
    ]);
    expect(marks(readCues([cue(4, -1, 2, 9), cue(0, 7)]))).toEqual(['loop null', 'hot 7']);
  });

  it('reads the earlier form and gives hot cues free pads', () => {
    expect(marks(readCues(TYPES))).toEqual(['loop 0', 'loop 1', 'hot 2', 'memory null', 'memory null']);
    const mixed = [cue(0, -1), cue(0, 0), cue(1, -1, 2, 9), cue(0, -1)];
    expect(marks(readCues(mixed))).toEqual(['hot 1', 'hot 0', 'loop null', 'hot 2']);
    const many = Array.from({ length: 18 }, () => cue(0, -1));
    expect(marks(readCues([...many, cue(1, -1)])).slice(15)).toEqual(['hot 15', 'hot null', 'hot null', 'memory null']);
  });

  it('keeps the pads of Rekordbox 7, and colours', () => {
    const cues = [
      { ...cue(0, 15), color: '#28E214' },
      { ...cue(0, 8), color: 5 },
    ];
    expect(readCues(cues).map(({ pad, color }) => [pad, color])).toEqual([
      [15, '#28E214'],
      [8, undefined],
    ]);
  });

  it('reads a list of points in the form of the folder', () => {
    expect(marks(readCues(SILENT))).toEqual(['memory null', 'memory null']);
    expect(marks(readCues(SILENT, 'types'))).toEqual(['hot 0', 'hot 1']);
    expect(marks(readCues(PADS, 'types'))[0]).toBe('loop 0');
  });

  it('ends a point at its start and skips invalid cues', () => {
    const odd = [
      { type: 0, num: 16, start: 3 },
      { ...cue(4, 1, 8), end: null },
      cue(0, 2, 9, 4),
      cue(0, 3, Number.NaN),
      { type: 0, num: { toString: 3 }, start: 10 },
      7,
    ];
    expect(readCues(odd)).toEqual([
      { kind: 'hot', name: '', pad: 0, start: 3, end: 3 },
      { kind: 'hot', name: '4/1', pad: 1, start: 8, end: 8 },
      { kind: 'hot', name: '0/2', pad: 2, start: 9, end: 9 },
      { kind: 'memory', name: '', pad: null, start: 10, end: 10 },
    ]);
    for (const none of [undefined, null, 'cues', {}]) expect(readCues(none)).toEqual([]);
  });
});
