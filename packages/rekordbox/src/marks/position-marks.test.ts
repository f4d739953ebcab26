import { describe, expect, test } from 'vitest';
import type { DjMark } from '../model/dj-track.ts';
import { positionMarks } from './position-marks.ts';

const cue = (startS: number, pad: number | null, more: Partial<DjMark> = {}): DjMark => ({
  kind: 'cue',
  name: '',
  pad,
  startS,
  endS: null,
  ...more,
});

const places = (marks: readonly DjMark[], cues?: 'hot' | 'memory' | 'both') =>
  positionMarks(marks, cues).marks.map(({ Num, Start }) => `${Num}@${Start}`);

describe('positionMarks', () => {
  test('writes a colour on hot marks, and none on memory marks', () => {
    const marks = [
      cue(61.5, null, { name: 'Mix in', color: 0xff0000 }),
      cue(30, 1, { name: 'Drop', color: 0x2020ff }),
      cue(12.0004, 0),
      cue(90, 2, { kind: 'loop', endS: 97.5, name: 'Loop' }),
    ];
    const { marks: written } = positionMarks(marks);
    expect(written).toEqual([
      { Name: '', Type: '0', Start: '12.000', Num: '0', Red: '40', Green: '226', Blue: '20' },
      { Name: 'Drop', Type: '0', Start: '30.000', Num: '1', Red: '32', Green: '32', Blue: '255' },
      { Name: 'Loop', Type: '4', Start: '90.000', End: '97.500', Num: '2', Red: '255', Green: '140', Blue: '0' },
      { Name: 'Mix in', Type: '0', Start: '61.500', Num: '-1' },
    ]);
    expect(Object.keys(written[2])).toEqual(['Name', 'Type', 'Start', 'End', 'Num', 'Red', 'Green', 'Blue']);
  });

  test('writes memory loops', () => {
    const [mark] = positionMarks([cue(8, null, { kind: 'loop', endS: 16 })]).marks;
    expect(mark).toEqual({ Name: '', Type: '4', Start: '8.000', End: '16.000', Num: '-1' });
  });

  test('keeps 16 hot and 10 memory marks, and reports the rest', () => {
    const hot = Array.from({ length: 18 }, (_, pad) => cue(pad, pad));
    const memory = Array.from({ length: 13 }, (_, i) => cue(100 - i, null));
    const { marks, leftOut } = positionMarks([...hot, ...memory]);
    expect(marks.filter(({ Num }) => Num !== '-1').map(({ Num }) => Number(Num))).toEqual(
      Array.from({ length: 16 }, (_, pad) => pad),
    );
    expect(marks.filter(({ Num }) => Num === '-1')).toHaveLength(10);
    expect(leftOut.map(({ mark, reason }) => `${reason} ${mark.startS}`)).toEqual([
      'hot 16',
      'hot 17',
      'memory 98',
      'memory 99',
      'memory 100',
    ]);
  });

  test('moves a mark from a taken or impossible pad to a free one', () => {
    expect(places([cue(1, 0), cue(2, 0), cue(3, 99), cue(4, 2), cue(5, 1.5)])).toEqual([
      '0@1.000',
      '1@2.000',
      '2@4.000',
      '3@3.000',
      '4@5.000',
    ]);
  });

  test('writes cues on pads, as memory cues, or both', () => {
    const marks = [cue(1, null), cue(2, 0), cue(2, null), cue(3, 4)];
    expect(places(marks)).toEqual(['0@2.000', '4@3.000', '-1@1.000', '-1@2.000']);
    expect(places(marks, 'hot')).toEqual(['0@2.000', '1@1.000', '2@2.000', '4@3.000']);
    expect(places(marks, 'memory')).toEqual(['-1@1.000', '-1@2.000', '-1@2.000', '-1@3.000']);
    expect(places([marks[0], marks[1], marks[3]], 'both')).toEqual([
      '0@2.000',
      '1@1.000',
      '4@3.000',
      '-1@1.000',
      '-1@2.000',
      '-1@3.000',
    ]);
  });

  test('cleans hostile values', () => {
    const marks = [
      cue(-0.02, 0, { name: 'a\u0000b\r\nc\ud800"<&', color: Number.NaN }),
      cue(5, 1, { kind: 'loop', endS: 4 }),
      cue(6, 2, { kind: 'loop', endS: Number.POSITIVE_INFINITY, color: -1 }),
      cue(Number.NaN, 3),
    ];
    const { marks: written, leftOut } = positionMarks(marks);
    expect(written.map(({ Name, Type, Start, End }) => [Name, Type, Start, End])).toEqual([
      ['ab c\ufffd"<&', '0', '0.000', undefined],
      ['', '0', '5.000', undefined],
      ['', '0', '6.000', undefined],
    ]);
    expect(leftOut).toEqual([{ mark: marks[3], reason: 'no-time' }]);
  });
});
