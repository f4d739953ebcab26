/** Pixels between two marks of the time axis, at least. */
const MARK_PX = 72;
const STEPS_S = [5, 10, 30, 60, 120, 300, 600, 1800, 3600] as const;
/** Zooms: at 1 the whole set is in view. */
const CLOSEST_PX_PER_S = 24;
const STEP = 2;

/** Returns the times of the marks between two times, in seconds, at even minutes or seconds. */
export function timeMarks(pxPerS: number, fromS: number, toS: number): number[] {
  const step = STEPS_S.find((seconds) => seconds * pxPerS >= MARK_PX) ?? STEPS_S.at(-1)!;
  const first = Math.max(0, Math.ceil(fromS / step));
  const count = Math.max(0, Math.floor(toS / step) - first + 1);
  return Array.from({ length: count }, (_, i) => (first + i) * step);
}

/** Returns the next zoom in or out, within limits. */
export function nextZoom(zoom: number, direction: 1 | -1, wholePxPerS: number): number {
  const closest = 2 ** Math.max(0, Math.round(Math.log2(CLOSEST_PX_PER_S / wholePxPerS)));
  return Math.max(1, Math.min(closest, direction > 0 ? zoom * STEP : zoom / STEP));
}

/** Returns the part of a waveform's bytes between two times of its track, in seconds. */
export function waveformPart(bands: Uint8Array, durationS: number, fromS: number, toS: number): Uint8Array {
  const columns = bands.length / 3;
  const column = (seconds: number) => Math.max(0, Math.min(columns, (seconds / durationS) * columns));
  return bands.subarray(3 * Math.floor(column(fromS)), 3 * Math.ceil(column(toS)));
}

/** Runs of even values along a set: each until the next one begins. Unknown values leave gaps. */
export interface CurveStep {
  readonly startS: number;
  readonly endS: number;
  readonly value: number;
}

/** Returns the steps of a curve. */
export function curveSteps(values: readonly (number | null)[], startS: readonly number[], endS: number): CurveStep[] {
  return values.flatMap((value, i) =>
    value === null ? [] : [{ startS: startS[i]!, endS: startS[i + 1] ?? endS, value }],
  );
}
