import { ATTACK_RATE } from '../features/frame-features.ts';
import { QUARTERS } from './constant-grid.ts';
import { fitLine } from './fit-line.ts';
import type { GridAnchor } from './grid-anchors.ts';
import type { GridStretch } from './grid-stretch.ts';

export interface DynamicGridOptions {
  /** Largest distance of an anchor from the line of its stretch, in seconds. */
  toleranceS: number;
}

export interface DynamicGrid {
  stretches: GridStretch[];
  agreement: number;
}

/** Share of the median weight below which an anchor is ignored, so that it does not end a stretch. */
const WEAK = 0.35;
/** Largest difference in period, as a share, between neighbouring anchors of a stretch. */
const PERIOD_TOLERANCE = 0.04;

interface Line {
  timeS: number;
  periodS: number;
  first: number;
  last: number;
}

/**
 * Finds the fewest stretches of constant tempo whose beats stay within the tolerance of every strong anchor. Extends
 * each stretch as far as possible before it starts the next. `evidence` of {@link beatEvidence} shows where the tempo
 * changes between two anchors.
 */
export function dynamicGrid(
  anchors: readonly GridAnchor[],
  evidence: Float32Array,
  { toleranceS }: DynamicGridOptions,
): DynamicGrid | null {
  const median = [...anchors].map(({ weight }) => weight).sort((a, b) => a - b)[anchors.length >> 1];
  const strong = anchors.filter(({ weight }) => weight > WEAK * median);
  if (strong.length === 0) return null;
  const lines: Line[] = [];
  for (let first = 0; first < strong.length; ) {
    const line = longestLine(strong, first, toleranceS);
    lines.push(line);
    first = line.last + 1;
  }
  const kept = lines.filter((line) => line.last > line.first || lines.length === 1);
  if (kept.length === 0) return null;
  const stretches = kept.map((line, i) => ({
    timeS: line.timeS,
    periodS: line.periodS,
    untilS: i + 1 < kept.length ? handover(line, kept[i + 1], strong, evidence) : Number.POSITIVE_INFINITY,
  }));
  const total = anchors.reduce((sum, { weight }) => sum + weight, 0);
  const onLines = kept.reduce(
    (sum, { first, last }) => sum + strong.slice(first, last + 1).reduce((part, { weight }) => part + weight, 0),
    0,
  );
  return { stretches, agreement: onLines / total };
}

function longestLine(anchors: readonly GridAnchor[], first: number, toleranceS: number): Line {
  const start = anchors[first];
  let line: Line = { timeS: start.timeS, periodS: start.periodS, first, last: first };
  const numbers = [0];
  for (let next = first + 1; next < anchors.length; next++) {
    const { timeS, periodS } = anchors[next];
    if (Math.abs(periodS / line.periodS - 1) > PERIOD_TOLERANCE) break;
    // the line's own period is still uncertain for the first few anchors
    const between = next - first > 2 ? line.periodS : (periodS + anchors[next - 1].periodS) / 2;
    const quarters = Math.round((QUARTERS * (timeS - anchors[next - 1].timeS)) / between);
    numbers.push(numbers[numbers.length - 1] + quarters / QUARTERS);
    const fitted = fitLine(numbers.map((number, i) => ({ ...anchors[first + i], number })));
    if (!fitted) break;
    const worst = numbers.reduce(
      (most, number, i) => Math.max(most, Math.abs(anchors[first + i].timeS - fitted.timeS - number * fitted.periodS)),
      0,
    );
    if (worst > toleranceS) break;
    line = { timeS: fitted.timeS, periodS: fitted.periodS, first, last: next };
  }
  const weights = new Float64Array(QUARTERS);
  for (let k = first; k <= line.last; k++) {
    const quarter = Math.round(QUARTERS * numbers[k - first]) % QUARTERS;
    weights[(quarter + QUARTERS) % QUARTERS] += anchors[k].weight;
  }
  return { ...line, timeS: line.timeS + (weights.indexOf(Math.max(...weights)) * line.periodS) / QUARTERS };
}

/** Returns the time of the first beat of the second line: the change with the most evidence on the beats of both. */
function handover(line: Line, next: Line, anchors: readonly GridAnchor[], evidence: Float32Array): number {
  const fromS = anchors[line.last].timeS;
  const toS = anchors[next.first].timeS;
  const beatsIn = ({ timeS, periodS }: Line) => {
    const first = Math.ceil((fromS - timeS) / periodS);
    const count = Math.max(0, Math.ceil((toS - timeS) / periodS) - first);
    return Array.from({ length: count }, (_, i) => timeS + (first + i) * periodS);
  };
  const onBeats = (beats: readonly number[]) =>
    beats.map((timeS) => ({ timeS, strength: evidence[Math.round(timeS * ATTACK_RATE)] ?? 0 }));
  const mean = evidence.reduce((sum, value) => sum + value / evidence.length, 0);
  // against the mean, so that the faster line does not gain from its more beats
  const before = onBeats(beatsIn(line)).map((beat) => ({ ...beat, strength: beat.strength - mean }));
  const after = onBeats(beatsIn(next)).map((beat) => ({ ...beat, strength: mean - beat.strength }));
  let sum = 0;
  let most = 0;
  let boundaryS = fromS;
  for (const { timeS, strength } of [...before, ...after].sort((a, b) => a.timeS - b.timeS)) {
    sum += strength;
    if (sum > most) {
      most = sum;
      boundaryS = timeS;
    }
  }
  // the new stretch begins with its own first beat after the last of the old one
  const count = Math.ceil((boundaryS + line.periodS / 2 - next.timeS) / next.periodS);
  return next.timeS + count * next.periodS;
}
