import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { beatFMeasure, median, medianOffset, mostlyMatches, withinSpan } from './beat-measure.ts';

interface Reference {
  name: string;
  truth: number[];
  estimate: number[];
  windowsS: number[];
  fMeasures: number[];
}

const references: Reference[] = JSON.parse(
  readFileSync(new URL('../../../tests/reference/beat-measure.json', import.meta.url), 'utf8'),
);

describe('beat measure', () => {
  it.each(references)('gives the same F-measure as mir_eval: $name', ({ truth, estimate, windowsS, fMeasures }) => {
    const measured = windowsS.map((windowS) => beatFMeasure(truth, estimate, windowS));
    fMeasures.forEach((expected, i) => {
      expect(measured[i]).toBeCloseTo(expected, 10);
    });
  });

  const beats = Array.from({ length: 40 }, (_, i) => i / 2);

  it('gives the delay of beats as offset, ignoring distant ones', () => {
    expect(medianOffset(beats, [...beats.map((at) => at + 0.004), 30], 0.07)).toBeCloseTo(0.004, 10);
    expect(
      medianOffset(
        beats,
        beats.map((at) => at - 0.02),
        0.07,
      ),
    ).toBeCloseTo(-0.02, 10);
    expect(
      medianOffset(
        beats,
        beats.map((at) => at + 0.25),
        0.07,
      ),
    ).toBeNull();
  });

  it('matches bars that begin on the same beats, but not twice or half as many', () => {
    const bars = beats.filter((_, i) => i % 4 === 1);
    expect(mostlyMatches(bars, bars, 0.07)).toBe(true);
    expect(
      mostlyMatches(
        bars,
        beats.filter((_, i) => i % 4 === 3),
        0.07,
      ),
    ).toBe(false);
    expect(
      mostlyMatches(
        bars,
        beats.filter((_, i) => i % 2 === 1),
        0.07,
      ),
    ).toBe(false);
    expect(
      mostlyMatches(
        bars,
        bars.filter((_, i) => i % 2 === 0),
        0.07,
      ),
    ).toBe(false);
    expect(mostlyMatches([], [], 0.07)).toBe(false);
  });

  it('uses the beats from half a beat before the first true beat to half a beat after the last', () => {
    expect(withinSpan([10, 10.5, 11], [9.5, 9.76, 10, 11.24, 11.26])).toEqual([9.76, 10, 11.24]);
  });

  it('gives the mean of the two middle values as median of an even number', () => {
    expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([])]).toEqual([2, 2.5, null]);
  });
});
