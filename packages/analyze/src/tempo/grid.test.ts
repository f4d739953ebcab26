import { describe, expect, it } from 'vitest';
import { ATTACK_RATE } from '../features/frame-features.ts';
import { constantGrid } from './constant-grid.ts';
import { dynamicGrid } from './dynamic-grid.ts';
import { fitGrid } from './fit-grid.ts';
import type { GridAnchor } from './grid-anchors.ts';
import { beatsOf } from './grid-stretch.ts';
import { TEMPO_ANALYSIS_DEFAULTS } from './tempo-options.ts';

/** Returns anchors on every eighth beat of a tempo, from a time in seconds. */
function anchorsAt(bpm: number, fromS: number, count: number, weight = 1): GridAnchor[] {
  const periodS = 60 / bpm;
  return Array.from({ length: count }, (_, i) => ({ timeS: fromS + 8 * i * periodS, periodS, weight }));
}

describe('constantGrid', () => {
  it('finds tempo and phase of anchors that agree', () => {
    const grid = constantGrid(anchorsAt(127.53, 0.2, 30));
    expect(60 / (grid?.periodS ?? 0)).toBeCloseTo(127.53, 4);
    expect(grid?.agreement).toBeCloseTo(1);
  });

  it('ignores anchors off the grid, and reports the share on it', () => {
    const anchors = anchorsAt(128, 0, 40).map((anchor, i) =>
      i >= 16 && i < 24 ? { ...anchor, timeS: anchor.timeS + 0.06 } : anchor,
    );
    const grid = constantGrid(anchors);
    expect(60 / (grid?.periodS ?? 0)).toBeCloseTo(128, 3);
    expect(grid?.agreement).toBeCloseTo(0.8);
  });

  it('takes the phase of the larger part if tracking slipped by half a beat', () => {
    const anchors = anchorsAt(120, 0, 40).map((anchor, i) =>
      i < 15 ? { ...anchor, timeS: anchor.timeS + 0.25 } : anchor,
    );
    const grid = constantGrid(anchors);
    const beats = (grid?.timeS ?? 0) / 0.5;
    expect(Math.abs(beats - Math.round(beats))).toBeLessThan(0.01);
    expect(grid?.agreement).toBeCloseTo(1);
  });

  it('has the period of a single anchor', () => {
    expect(constantGrid(anchorsAt(125, 0.3, 1))?.periodS).toBeCloseTo(60 / 125, 9);
  });

  it('is null without anchors, or with anchors without weight', () => {
    expect(constantGrid([])).toBeNull();
    expect(constantGrid(anchorsAt(120, 0, 5, 0))).toBeNull();
  });
});

describe('dynamicGrid', () => {
  it('uses one line per tempo, and changes where the attacks do', () => {
    const first = anchorsAt(120, 0, 10);
    const second = anchorsAt(130, 52, 10);
    const evidence = new Float32Array(100 * ATTACK_RATE);
    for (let timeS = 0; timeS < 44; timeS += 60 / 120) evidence[Math.round(timeS * ATTACK_RATE)] = 1;
    for (let timeS = 52 - 16 * (60 / 130); timeS < 90; timeS += 60 / 130) evidence[Math.round(timeS * ATTACK_RATE)] = 1;
    const grid = dynamicGrid([...first, ...second], evidence, { toleranceS: 0.02 });
    expect(grid?.stretches.map(({ periodS }) => Math.round(60 / periodS))).toEqual([120, 130]);
    expect(Math.abs((grid?.stretches[0].untilS ?? 0) - (52 - 16 * (60 / 130)))).toBeLessThan(0.5);
    expect(grid?.agreement).toBeCloseTo(1);
  });
});

describe('fitGrid', () => {
  const evidence = new Float32Array(0);

  it('snaps to a whole tempo within the measured error only', () => {
    expect(fitGrid(anchorsAt(128.003, 0, 20), evidence, 80, TEMPO_ANALYSIS_DEFAULTS)?.bpm).toBe(128);
    expect(fitGrid(anchorsAt(127.53, 0, 20), evidence, 80, TEMPO_ANALYSIS_DEFAULTS)?.bpm).toBe(127.53);
  });

  it('prefers one tempo, and takes several if they agree clearly better', () => {
    expect(fitGrid(anchorsAt(126, 0, 40), evidence, 150, TEMPO_ANALYSIS_DEFAULTS)?.mode).toBe('fixed');
    const changing = [...anchorsAt(100, 0, 12), ...anchorsAt(110, 60, 14)];
    const fitted = fitGrid(changing, evidence, 120, TEMPO_ANALYSIS_DEFAULTS);
    expect(fitted?.mode).toBe('dynamic');
    expect(fitted?.bpm).toBeCloseTo(110, 1);
    const returning = [...anchorsAt(100, 0, 5), ...anchorsAt(110, 30, 9), ...anchorsAt(140, 70, 8)];
    expect(fitGrid(returning, evidence, 100, TEMPO_ANALYSIS_DEFAULTS)?.bpm).toBeCloseTo(110, 1);
    expect(fitGrid(changing, evidence, 120, { ...TEMPO_ANALYSIS_DEFAULTS, gridMode: 'fixed' })?.mode).toBe('fixed');
  });
});

it('returns every beat of every stretch once', () => {
  const stretches = [
    { timeS: 1, periodS: 0.5, untilS: 3 },
    { timeS: 3, periodS: 0.4, untilS: Number.POSITIVE_INFINITY },
  ];
  expect([...beatsOf(stretches, 4.5)].map((time) => Number(time.toFixed(6)))).toEqual([
    0, 0.5, 1, 1.5, 2, 2.5, 3, 3.4, 3.8, 4.2,
  ]);
});
