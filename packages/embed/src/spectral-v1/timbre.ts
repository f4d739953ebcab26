import { cosineBasis, project } from './cepstrum.ts';
import { type Frames, MEL_BANDS } from './frames.ts';
import type { Slot, SlotGroup } from './slot.ts';
import { columnCorrelation, meanAndDeviation, percentile } from './statistics.ts';

const MEANS = 20;
const RANGES = 12;
const CHANGES = 12;
const CORRELATED = 6;
/** Duration of a change in short frames, 93 ms. */
const CHANGE_FRAMES = 4;

const BASIS = cosineBasis(MEL_BANDS, 1, MEANS);
const PAIRS = Array.from({ length: CORRELATED }, (_, a) =>
  Array.from({ length: CORRELATED - 1 - a }, (_, i) => [a, a + 1 + i] as const),
).flat();

/** Slots for the cepstral coefficients (MFCC) from the first. The 0th is the loudness, which has its own slots. */
export const timbreSlots: readonly Slot[] = [
  ...cepstralSlots('mfcc_mean', MEANS, 'timbre', 'Mean of an MFCC: average shape of the spectrum'),
  ...cepstralSlots(
    'mfcc_range',
    RANGES,
    'texture',
    'MFCC of the distance from the 10th to the 90th percentile of each mel band: parts of the spectrum that vary',
  ),
  ...cepstralSlots(
    'mfcc_change',
    CHANGES,
    'texture',
    'Root mean square change of an MFCC in 93 ms: speed of changes in the spectrum',
  ),
  ...PAIRS.map(
    ([a, b]): Slot => ({
      name: `mfcc_correlation_${a + 1}_${b + 1}`,
      group: 'texture',
      unit: '1',
      description: `Correlation of MFCC ${a + 1} and ${b + 1} over time: parts of the spectrum that change together`,
    }),
  ),
];

function cepstralSlots(name: string, count: number, group: SlotGroup, description: string): Slot[] {
  return Array.from({ length: count }, (_, i) => ({ name: `${name}_${i + 1}`, group, unit: 'dB', description }));
}

export function describeTimbre({ mel }: Frames): number[] {
  const cepstra = new Float32Array((mel.length / MEL_BANDS) * MEANS);
  for (let at = 0, to = 0; at < mel.length; at += MEL_BANDS, to += MEANS)
    project(BASIS, MEL_BANDS, mel, at, cepstra, to);
  return [
    ...Array.from({ length: MEANS }, (_, k) => meanAndDeviation(cepstra, k, MEANS).mean),
    ...ranges(mel).subarray(0, RANGES),
    ...Array.from({ length: CHANGES }, (_, k) => rootMeanSquareChange(cepstra, k)),
    ...PAIRS.map(([a, b]) => columnCorrelation(cepstra, MEANS, a, b)),
  ];
}

function ranges(mel: Float32Array): Float32Array {
  const column = new Float32Array(mel.length / MEL_BANDS);
  const widths = new Float32Array(MEL_BANDS);
  for (let band = 0; band < MEL_BANDS; band++) {
    for (let i = 0; i < column.length; i++) column[i] = mel[i * MEL_BANDS + band];
    column.sort();
    widths[band] = percentile(column, 0.9) - percentile(column, 0.1);
  }
  const cepstrum = new Float32Array(MEANS);
  project(BASIS, MEL_BANDS, widths, 0, cepstrum, 0);
  return cepstrum;
}

function rootMeanSquareChange(cepstra: Float32Array, coefficient: number): number {
  const distance = CHANGE_FRAMES * MEANS;
  let squares = 0;
  let count = 0;
  for (let i = coefficient + distance; i < cepstra.length; i += MEANS, count++) {
    squares += (cepstra[i] - cepstra[i - distance]) ** 2;
  }
  return count === 0 ? 0 : Math.sqrt(squares / count);
}
