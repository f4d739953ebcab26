import { describe, expect, test } from 'vitest';
import type { DjGridAnchor } from '../model/dj-track.ts';
import type { TempoElement } from './tempo-element.ts';
import { tempoElements } from './tempo-elements.ts';

interface Beat {
  timeS: number;
  beat: number;
}

/** Beats of anchors, as a DJ program draws them: each anchor holds until the next. */
function beatsOf(anchors: readonly DjGridAnchor[], endS: number): Beat[] {
  return anchors.flatMap(({ timeS, bpm, metre, beat }, i) => {
    const next = anchors[i + 1]?.timeS;
    const count =
      next === undefined ? Math.floor(((endS - timeS) * bpm) / 60) + 1 : Math.round(((next - timeS) * bpm) / 60);
    // the beats of 6/8 are dotted
    const bar = metre === '6/8' ? 2 : Number.parseInt(metre, 10);
    return Array.from({ length: count }, (_, k) => ({
      timeS: timeS + (k * 60) / bpm,
      beat: ((beat - 1 + k) % bar) + 1,
    }));
  });
}

function anchorsOf(elements: readonly TempoElement[]): DjGridAnchor[] {
  return elements.map(({ Inizio, Bpm, Metro, Battito }) => ({
    timeS: Number(Inizio),
    bpm: Number(Bpm),
    metre: Metro,
    beat: Number(Battito),
  }));
}

/** Largest distance of a written beat from the grid, in milliseconds; checks every beat of the bar too. */
function largestErrorMs(grid: readonly DjGridAnchor[], elements: readonly TempoElement[], endS: number): number {
  const wanted = beatsOf(grid, endS);
  const written = beatsOf(anchorsOf(elements), endS + 0.01);
  // the first written beats may be before the first anchor
  const early = written.length - wanted.length;
  let largest = 0;
  const [first] = wanted;
  const skipped = written.findIndex(({ timeS }) => Math.abs(timeS - first.timeS) < 0.01);
  expect(skipped).toBeGreaterThanOrEqual(0);
  expect(Math.abs(early - skipped)).toBeLessThanOrEqual(1);
  for (const [i, beat] of wanted.entries()) {
    const other = written[skipped + i];
    if (other === undefined) break;
    if (other.beat !== beat.beat) throw new Error(`beat ${i} is ${other.beat} of the bar, not ${beat.beat}`);
    largest = Math.max(largest, Math.abs(other.timeS - beat.timeS) * 1000);
  }
  return largest;
}

const anchor = (timeS: number, bpm: number, beat = 1, metre = '4/4'): DjGridAnchor => ({ timeS, bpm, metre, beat });

/** A repeatable random generator. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('tempoElements', () => {
  test('writes one element for a tempo of two decimals', () => {
    expect(tempoElements([anchor(0.052, 128.98, 3)], 284)).toEqual([
      { Inizio: '0.052', Bpm: '128.98', Metro: '4/4', Battito: '3' },
    ]);
  });

  test.each([
    [127.98, '4/4'],
    [174.0037, '4/4'],
    [127.9849999, '4/4'],
    [89.995001, '3/4'],
    [120.004999, '5/4'],
    [20.0049, '6/8'],
    [399.9951, '4/4'],
  ])('stays within 1 ms of %f BPM in %s for three hours', (bpm, metre) => {
    const grid = [anchor(0.31415926, bpm, 2, metre)];
    const elements = tempoElements(grid, 10_800);
    expect(largestErrorMs(grid, elements, 10_800)).toBeLessThanOrEqual(1);
    const drift = Math.abs(60 / bpm - 60 / Number(bpm.toFixed(2))) * 1000;
    expect(elements.length).toBeLessThanOrEqual((10_800 * bpm * drift) / 60 / 0.45 + 2);
  });

  test('starts at the first beat from 0 on, with its beat of the bar', () => {
    const [first] = tempoElements([anchor(30.1, 120, 1)], 60);
    expect(first).toEqual({ Inizio: '0.100', Bpm: '120.00', Metro: '4/4', Battito: '1' });
    expect(tempoElements([anchor(1.6, 120, 3, '3/4')], 60)[0]).toMatchObject({ Inizio: '0.100', Battito: '3' });
    expect(tempoElements([anchor(-0.1, 120, 4)], 60)[0]).toMatchObject({ Inizio: '0.400', Battito: '1' });
    expect(tempoElements([anchor(2, 120, 1)], 60)[0]).toMatchObject({ Inizio: '0.000', Battito: '1' });
  });

  test('drops anchors that another one replaces before 0', () => {
    const grid = [anchor(-10, 100, 1), anchor(-0.4, 120, 1), anchor(0.09, 120, 2), anchor(4.09, 125, 1)];
    expect(tempoElements(grid, 10).map(({ Inizio }) => Inizio)).toEqual(['0.090', '4.090']);
  });

  test('keeps every anchor of a dynamic grid', () => {
    const random = randomFrom(3);
    const grid: DjGridAnchor[] = [anchor(0.2, 122.7)];
    while (grid.length < 900) {
      const last = grid.at(-1)!;
      const beats = 1 + Math.floor(random() * 24);
      const timeS = last.timeS + (beats * 60) / last.bpm + (random() - 0.5) * 0.02;
      grid.push(anchor(timeS, 118 + random() * 8, ((last.beat - 1 + beats) % 4) + 1));
    }
    const endS = grid.at(-1)!.timeS + 20;
    const elements = tempoElements(grid, endS);
    expect(elements.length).toBeGreaterThanOrEqual(grid.length);
    expect(largestErrorMs(grid, elements, endS)).toBeLessThanOrEqual(1);
  });

  test('stays within 1 ms of 300 random grids', () => {
    const random = randomFrom(7);
    for (let run = 0; run < 300; run++) {
      const bar = [3, 4, 4, 4, 7][Math.floor(random() * 5)];
      const grid: DjGridAnchor[] = [
        anchor(random() * 3, 60 + random() * 140, 1 + Math.floor(random() * bar), `${bar}/4`),
      ];
      const segments = Math.floor(random() * 4);
      for (let i = 0; i < segments; i++) {
        const last = grid.at(-1)!;
        const beats = 4 + Math.floor(random() * 200);
        const bpm = last.bpm + (random() - 0.5) * (random() < 0.5 ? 0 : 2);
        grid.push(anchor(last.timeS + (beats * 60) / last.bpm, bpm, ((last.beat - 1 + beats) % bar) + 1, `${bar}/4`));
      }
      const endS = grid.at(-1)!.timeS + 300;
      expect(largestErrorMs(grid, tempoElements(grid, endS), endS)).toBeLessThanOrEqual(1);
    }
  });

  test('returns a list of Rekordbox unchanged', () => {
    const list = [
      ['0.052', '128.98', '3'],
      ['67.038', '128.98', '3'],
      ['128.907', '128.98', '4'],
      ['198.219', '128.98', '1'],
      ['265.205', '128.98', '1'],
    ].map(([Inizio, Bpm, Battito]) => ({ Inizio, Bpm, Metro: '4/4', Battito }));
    expect(tempoElements(anchorsOf(list), 284)).toEqual(list);
  });

  test.each([
    ['no anchors', [], 100],
    ['no tempo', [anchor(0, Number.NaN), anchor(0, 0), anchor(0, -120), anchor(0, 1e9)], 100],
    ['no time', [anchor(Number.NaN, 120), anchor(Number.POSITIVE_INFINITY, 120), anchor(1e12, 120)], 100],
  ])('writes nothing for a grid with %s', (_, grid, durationS) => {
    expect(tempoElements(grid, durationS)).toEqual([]);
  });

  test('reads an impossible metre as 4/4, and an impossible beat as the first', () => {
    expect(tempoElements([{ timeS: 0.1, bpm: 120, metre: '4/4" x="', beat: 9.5 }], 10)).toEqual([
      { Inizio: '0.100', Bpm: '120.00', Metro: '4/4', Battito: '1' },
    ]);
  });

  test('does bounded work for absurd lengths and lists', () => {
    expect(tempoElements([anchor(0.1, 128.000_000_000_01)], Number.POSITIVE_INFINITY)).toHaveLength(1);
    expect(tempoElements([anchor(0.1, 128.004)], 1e15).length).toBeLessThanOrEqual(50_000);
    expect(tempoElements([anchor(0.1, 1.0049)], 1e15).length).toBeLessThanOrEqual(50_000);
    const many = Array.from({ length: 200_000 }, (_, i) => anchor(i * 0.0011, 1 + (i % 7), 1));
    expect(tempoElements(many, 300).length).toBeLessThanOrEqual(50_000);
  });

  test('sorts anchors, and keeps the later of two at one place', () => {
    const elements = tempoElements([anchor(8.1, 140), anchor(0.1, 120), anchor(8.1, 150, 3)], 20);
    expect(elements.map(({ Inizio, Bpm }) => [Inizio, Bpm])).toEqual([
      ['0.100', '120.00'],
      ['8.100', '150.00'],
    ]);
  });
});
