import { createRealFft, hannWindow } from '@rbassist/audio';
import { FRAME_RATE, type Frames, MEL_BANDS } from './frames.ts';
import type { Slot } from './slot.ts';

const BANDS = 4;
const BAND_NAMES = ['bass', 'low', 'middle', 'high'] as const;
const MEL_PER_BAND = MEL_BANDS / BANDS;
const RATES = 5;
const SLOWEST_HZ = 0.4;
const FASTEST_HZ = 16;
const RATE_EDGES_HZ = Array.from(
  { length: RATES + 1 },
  (_, i) => SLOWEST_HZ * (FASTEST_HZ / SLOWEST_HZ) ** (i / RATES),
);
/** Short frames per transform of an envelope, 5.9 s. */
const SIZE = 256;
const RATE_EDGES_BINS = RATE_EDGES_HZ.map((hz) => (hz * SIZE) / FRAME_RATE);
/** Added power in decibels squared, so that a constant band has −10 dB. */
const FLOOR = 0.1;

/** Slots for the strength and speed of level changes in four parts of the spectrum. */
export const fluctuationSlots: readonly Slot[] = BAND_NAMES.flatMap((band) =>
  Array.from(
    { length: RATES },
    (_, i): Slot => ({
      name: `fluctuation_${band}_${RATE_EDGES_HZ[i].toFixed(1)}hz`,
      group: 'fluctuation',
      unit: 'dB',
      description: `Power of level changes in the ${band} mel bands at ${RATE_EDGES_HZ[i].toFixed(1)} to ${RATE_EDGES_HZ[i + 1].toFixed(1)} Hz`,
    }),
  ),
);

export interface FluctuationMeter {
  describe(frames: Frames): number[];
  close(): void;
}

/**
 * Creates a meter for the fluctuation pattern: spectra of the envelopes in parts of the spectrum.
 *
 * @see Pampalk, Rauber and Merkl, "Content-based organization and visualization of music archives" (2002)
 */
export async function createFluctuationMeter(): Promise<FluctuationMeter> {
  const fft = await createRealFft(SIZE);
  const taper = hannWindow(SIZE);
  const frame = new Float32Array(SIZE);
  const power = new Float32Array(SIZE / 2 + 1);

  function addRates(envelope: Float32Array, into: Float64Array, offset: number): void {
    let sum = 0;
    for (let i = 0; i < envelope.length; i++) sum += envelope[i];
    const mean = sum / envelope.length;
    frame.fill(0);
    for (let i = 0; i < envelope.length; i++) frame[i] = (envelope[i] - mean) * taper[i];
    fft.power(frame, power);
    for (let rate = 0; rate < RATES; rate++)
      into[offset + rate] += sumBetween(power, RATE_EDGES_BINS[rate], RATE_EDGES_BINS[rate + 1]);
  }

  return {
    describe({ mel }) {
      const count = mel.length / MEL_BANDS;
      const sums = new Float64Array(BANDS * RATES);
      let segments = 0;
      for (let band = 0; band < BANDS; band++) {
        const envelope = bandEnvelope(mel, band);
        segments = 0;
        for (let start = 0; start === 0 || start + SIZE <= count; start += SIZE / 2, segments++) {
          addRates(envelope.subarray(start, start + SIZE), sums, band * RATES);
        }
      }
      return Array.from(sums, (sum) => 10 * Math.log10(sum / segments / SIZE + FLOOR));
    },
    close: () => fft.close(),
  };
}

function bandEnvelope(mel: Float32Array, band: number): Float32Array {
  const envelope = new Float32Array(mel.length / MEL_BANDS);
  for (let i = 0; i < envelope.length; i++) {
    const start = i * MEL_BANDS + band * MEL_PER_BAND;
    for (let at = start; at < start + MEL_PER_BAND; at++) envelope[i] += mel[at] / MEL_PER_BAND;
  }
  return envelope;
}

/** Returns the sum of elements from one fractional edge to another, with the outer ones in proportion. */
function sumBetween(values: Float32Array, from: number, to: number): number {
  let sum = 0;
  for (let i = Math.floor(from); i < to; i++) sum += (Math.min(to, i + 1) - Math.max(from, i)) * values[i];
  return sum;
}
