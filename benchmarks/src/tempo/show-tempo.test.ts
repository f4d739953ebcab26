import { describe, expect, it } from 'vitest';
import { showReliability, showTempo } from './show-tempo.ts';
import { tempoFigures } from './tempo-figures.ts';

const figures = {
  name: 'a system',
  ...tempoFigures([
    { track: { file: 'a', bpm: 120 }, answer: { bpm: 120, confidence: 0.9, seconds: 0.5, cpuSeconds: null } },
    { track: { file: 'b', bpm: 120 }, answer: { bpm: 61, confidence: 0.1, seconds: 0.5, cpuSeconds: null } },
    { track: { file: 'c', bpm: null }, answer: { bpm: 99, confidence: 0.1, seconds: 0.5, cpuSeconds: null } },
  ]),
};

describe('tables of tempo figures', () => {
  it('shows shares in percent, and a dash for unknown values', () => {
    const [headings, row] = showTempo('system', [figures])
      .split('\n')
      .map((line) => line.trim().split(/ {2,}/));
    const cell = (heading: string) => row[headings.indexOf(heading)];
    expect(cell('system')).toBe('a system');
    expect(cell('accuracy 1')).toBe('50.0 %');
    expect(cell('accuracy 2')).toBe('100.0 %');
    expect(cell('F 70 ms')).toBe('–');
    expect(cell('no beat right')).toBe('0 of 1');
    expect(cell('made up')).toBe('1');
    expect(cell('s / track')).toBe('0.50');
    expect(cell('CPU s')).toBe('–');
  });

  it('shows stated confidence next to accuracy, and nothing for a system without confidence', () => {
    expect(showReliability(figures)).toMatch(/0\.9–0\.95 +1 +90\.0 % +100\.0 %/);
    expect(showReliability({ ...figures, reliability: null })).toBeNull();
  });
});
