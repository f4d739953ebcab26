import { describe, expect, it } from 'vitest';
import { type EnergyFacts, trackEnergy } from './energy.ts';

const drop = { kind: 'drop', start: 0, end: 60 } as const;
const outro = { kind: 'outro', start: 60, end: 120 } as const;
const FACTS: EnergyFacts = { loudness_lufs: -9, features: { onset_rate: 6 }, sections: [drop, outro] };
const energy = (facts: EnergyFacts) => trackEnergy(facts)?.energy ?? Number.NaN;

describe('trackEnergy', () => {
  it('is sure with loudness, onsets and sections', () => {
    const { energy: value, confidence } = trackEnergy(FACTS) ?? {};
    expect(confidence).toBeCloseTo(1);
    expect(value).toBeCloseTo(0.5 * (1 - Math.exp(-1.5)) + (0.4 * 15) / 18 + 0.1 * 0.7);
  });

  it('rises with loudness, onsets and time in drops', () => {
    for (const louder of [-8, -6, 0]) {
      expect(energy({ ...FACTS, loudness_lufs: louder })).toBeGreaterThan(
        energy({ ...FACTS, loudness_lufs: louder - 8 }),
      );
    }
    expect(energy({ ...FACTS, features: { onset_rate: 7 } })).toBeGreaterThan(energy(FACTS));
    expect(energy({ ...FACTS, sections: [drop] })).toBeGreaterThan(energy(FACTS));
  });

  it('stays within 0..1', () => {
    expect(energy({ loudness_lufs: 30, features: { onset_rate: 1e9 }, sections: [drop] })).toBe(1);
    expect(energy({ loudness_lufs: -70, features: { onset_rate: -1 } })).toBe(0);
  });

  it('is less sure with less data, and unknown without loudness and onsets', () => {
    expect(trackEnergy({ loudness_lufs: -15 })).toEqual({ energy: 0.5, confidence: 0.4 });
    expect(trackEnergy({ features: FACTS.features })?.confidence).toBe(0.5);
    expect(trackEnergy({ sections: [drop] })).toBeUndefined();
    expect(trackEnergy({})).toBeUndefined();
  });

  it('estimates the onsets of earlier versions from the rhythm contour', () => {
    const features = { rhythm_contour: { contour: [0.02, 0.06], reliability: 0 } };
    expect(trackEnergy({ features })).toEqual({ energy: 1 - Math.exp(-1), confidence: 0.25 });
  });

  it.each([null, 'loud', Number.NaN, {}, [], [null], true])('counts %o as unknown', (odd) => {
    const facts = { loudness_lufs: odd, features: odd, sections: odd } as unknown as EnergyFacts;
    expect(trackEnergy(facts)).toBeUndefined();
    const features = { onset_rate: odd, rhythm_contour: odd } as unknown as EnergyFacts['features'];
    expect(trackEnergy({ loudness_lufs: -15, features, sections: odd as never })).toEqual({
      energy: 0.5,
      confidence: 0.4,
    });
  });
});
