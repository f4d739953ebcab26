import { MAX_PEAKS, type TonalPeaks } from './tonal-peaks.ts';

/** Bins per octave before the tuning is known: three per semitone. */
export const FINE_BINS = 36;
const REFERENCE_HZ = 440;
const REFERENCE_CLASS = 9;
const OCTAVES_BELOW = 4;
const POSITIONS = FINE_BINS * 8;
/** Distance of harmonics 2 to 8 from their fundamental, in fine bins, and their expected share of its magnitude. */
const HARMONIC_OFFSETS = Int32Array.of(2, 3, 4, 5, 6, 7, 8).map((n) => Math.round(FINE_BINS * Math.log2(n)));
const HARMONIC_SHARES = Float64Array.from(HARMONIC_OFFSETS, (_, i) => 0.1 * 0.8 ** i);
/** Exponent that compresses magnitudes, so that quiet voices count too. */
const COMPRESSION = 0.4;
/** Range of tones that the tuning is measured on: precise in frequency, and mostly fundamentals or low harmonics. */
const TUNING_MIN_HZ = 110;
const TUNING_MAX_HZ = 2500;

/** Minimum tonality of music with notes. Drum kits reach 0.4, music starts near 0.6. */
export const MIN_TONALITY = 0.5;

/** Strengths of `FINE_BINS` bins per frame. */
interface FineChroma {
  /** Compressed so far that quiet voices count nearly as much as loud ones. */
  chroma: Float32Array;
  /** Compressed less, for the key: its tones are louder than passing ones. */
  tones: Float32Array;
}

export interface PitchClassFolder {
  /** Adds a frame's tones to the `FINE_BINS` values of each array from `at` on, C first. They must be 0 before. */
  fold(peaks: TonalPeaks, into: FineChroma, at: number): void;
  /** Returns the tuning so far: distance from equal temperament at A4 = 440 Hz, in semitones, −0.5..0.5. */
  tuning(): number;
  /**
   * Returns the mean number of tones in frames with tones, times the square of their agreement on the tuning. It is
   * below {@link MIN_TONALITY} for noise, drums and speech, 1 for one voice, and 10 or more for most music.
   */
  tonality(): number;
}

/**
 * Creates a folder that builds a harmonic pitch class profile (HPCP). It subtracts the expected harmonics of lower
 * peaks from each peak and adds the compressed rest to the two nearest bins. The tuning is the circular mean of the
 * peaks' distances from the semitones.
 *
 * @see Gómez, "Tonal description of polyphonic audio…" (INFORMS Journal on Computing 18.3, 2006)
 * @see Dressler and Streich, "Tuning frequency estimation using circular statistics" (ISMIR 2007)
 */
export function createPitchClassFolder(): PitchClassFolder {
  const strongest = new Float64Array(POSITIONS);
  const positions = new Float64Array(MAX_PEAKS);
  let toneCount = 0;
  let frames = 0;
  let cosines = 0;
  let sines = 0;
  let weights = 0;

  function explained(position: number): number {
    let sum = 0;
    for (let i = 0; i < HARMONIC_OFFSETS.length; i++) {
      const lower = position - HARMONIC_OFFSETS[i];
      if (lower < 0) break;
      sum += HARMONIC_SHARES[i] * strongest[lower];
    }
    return sum;
  }

  return {
    fold({ count, hertz, magnitude }, { chroma, tones }, at) {
      if (count > 0) frames++;
      strongest.fill(0);
      for (let i = 0; i < count; i++) {
        const position = FINE_BINS * (Math.log2(hertz[i] / REFERENCE_HZ) + OCTAVES_BELOW);
        positions[i] = position;
        const nearest = Math.round(position);
        for (let bin = Math.max(0, nearest - 1); bin <= nearest + 1 && bin < POSITIONS; bin++) {
          if (magnitude[i] > strongest[bin]) strongest[bin] = magnitude[i];
        }
      }
      for (let i = 0; i < count; i++) {
        const left = magnitude[i] - explained(Math.round(positions[i]));
        if (left <= 0) continue;
        const weight = left ** COMPRESSION;
        const lower = Math.floor(positions[i]);
        const share = positions[i] - lower;
        const bin = (lower + (REFERENCE_CLASS * FINE_BINS) / 12) % FINE_BINS;
        const next = (bin + 1) % FINE_BINS;
        chroma[at + bin] += weight * (1 - share);
        chroma[at + next] += weight * share;
        const louder = weight * Math.sqrt(weight);
        tones[at + bin] += louder * (1 - share);
        tones[at + next] += louder * share;
        if (hertz[i] > TUNING_MIN_HZ && hertz[i] < TUNING_MAX_HZ) {
          const angle = (2 * Math.PI * 12 * positions[i]) / FINE_BINS;
          cosines += weight * Math.cos(angle);
          sines += weight * Math.sin(angle);
          weights += weight;
          toneCount++;
        }
      }
    },
    tuning: () => Math.atan2(sines, cosines) / (2 * Math.PI),
    tonality() {
      const agreement = weights > 0 ? Math.hypot(cosines, sines) / weights : 0;
      return frames > 0 ? (toneCount / frames) * agreement ** 2 : 0;
    },
  };
}

/** Folds chroma into twelve classes from C. A tone amid its semitone counts fully, one on the border not at all. */
export function tunedChroma(fine: Float32Array, semitonesOff: number): Float32Array<ArrayBuffer> {
  const perSemitone = FINE_BINS / 12;
  const chroma = new Float32Array((fine.length / FINE_BINS) * 12);
  const first = Array.from({ length: 12 }, (_, c) => Math.ceil(perSemitone * (c + semitonesOff - 0.5)));
  const weights = first.map((start, c) =>
    Array.from({ length: perSemitone }, (_, i) => {
      const away = (start + i) / perSemitone - (c + semitonesOff);
      return Math.cos(Math.PI * away) ** 2;
    }),
  );
  for (let frame = 0; frame * FINE_BINS < fine.length; frame++) {
    for (let c = 0; c < 12; c++) {
      let sum = 0;
      for (let i = 0; i < perSemitone; i++) {
        sum += weights[c][i] * fine[frame * FINE_BINS + ((first[c] + i + FINE_BINS) % FINE_BINS)];
      }
      chroma[frame * 12 + c] = sum;
    }
  }
  return chroma;
}
