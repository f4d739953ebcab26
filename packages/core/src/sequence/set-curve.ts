import { OptionError } from '../errors.ts';
import { FASTEST_BPM, SLOWEST_BPM } from '../tempos/parse-tempo.ts';

/** A curve over a set: values at evenly spaced places from the first track to the last, at least one. */
export type SetCurve = readonly number[];

/** Names of the energy curves. */
export const CURVE_NAMES = ['steady', 'rise', 'peak', 'wave', 'cool-down'] as const;

/** One of {@link CURVE_NAMES}. */
export type CurveName = (typeof CURVE_NAMES)[number];

/**
 * Points of the named energy curves. A point is a share of the library: at 0.9, nine of ten tracks have less energy.
 * `steady` stays at the energy of the tracks that the set must contain, or at the library's median.
 */
export const ENERGY_CURVES: Readonly<Record<CurveName, SetCurve>> = {
  steady: [0.5],
  rise: [0.2, 0.9],
  peak: [0.3, 0.6, 0.95, 0.8, 0.4],
  wave: [0.35, 0.8, 0.45, 0.9, 0.5],
  'cool-down': [0.85, 0.15],
};

/** Returns the value of a curve at a place: 0 is the first point, 1 the last. Interpolates linearly. */
export function curveAt(curve: SetCurve, position: number): number {
  const at = position * (curve.length - 1);
  const before = Math.min(Math.floor(at), curve.length - 1);
  const after = Math.min(before + 1, curve.length - 1);
  return curve[before] + (at - before) * (curve[after] - curve[before]);
}

/** Returns the values of a curve at a number of evenly spaced places. A single place gets the first point. */
export function curveValues(curve: SetCurve, places: number): number[] {
  return Array.from({ length: places }, (_, place) => curveAt(curve, places > 1 ? place / (places - 1) : 0));
}

/** Throws {@link OptionError} unless the curve is a list of energies from 0 to 1, or one of {@link CURVE_NAMES}. */
export function checkEnergyCurve(curve: unknown): void {
  if (CURVE_NAMES.includes(curve as CurveName)) return;
  checkPoints('energyCurve', curve, [0, 1], `one of ${CURVE_NAMES.join(', ')}, or numbers from 0 to 1`);
}

/** Throws {@link OptionError} unless the curve is a list of possible tempos. */
export function checkBpmCurve(curve: unknown): void {
  checkPoints('bpmCurve', curve, [SLOWEST_BPM, FASTEST_BPM], `tempos from ${SLOWEST_BPM} to ${FASTEST_BPM}`);
}

function checkPoints(name: string, curve: unknown, [low, high]: readonly [number, number], wanted: string): void {
  const isPoint = (value: unknown) => typeof value === 'number' && value >= low && value <= high;
  if (Array.isArray(curve) && curve.length > 0 && curve.every(isPoint)) return;
  const wrong = Array.isArray(curve) ? curve.find((value) => !isPoint(value)) : curve;
  const found = Array.isArray(curve) && curve.length === 0 ? 'an empty list' : (JSON.stringify(wrong) ?? String(wrong));
  throw new OptionError(`${name} must be ${wanted}, not ${Number.isNaN(wrong) ? 'NaN' : found}.`, { option: name });
}
