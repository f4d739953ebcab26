/** Spectral peaks of the frames of one segment, in order of time. */
export interface PeakList {
  count: number;
  /** MIDI note number with a fraction; 69 is 440 Hz. */
  readonly pitch: Float32Array;
  /** Amplitude, at unit loudness. */
  readonly strength: Float32Array;
  readonly frame: Int32Array;
}

const MIN_HZ = 50;
const MAX_HZ = 2500;
/** Power 40 dB below the strongest peak of the frame. */
const RELATIVE_THRESHOLD = 1e-4;
const ABSOLUTE_THRESHOLD = 1e-2;
const TINY = 1e-12;

export function createPeakList(frames: number, hzPerBin: number): PeakList {
  const room = frames * Math.ceil((MAX_HZ - MIN_HZ) / hzPerBin / 2 + 1);
  return { count: 0, pitch: new Float32Array(room), strength: new Float32Array(room), frame: new Int32Array(room) };
}

/** Adds the local maxima from 50 to 2500 Hz, interpolated with a parabola through three log powers. */
export function addSpectralPeaks(power: Float32Array, hzPerBin: number, frame: number, peaks: PeakList): void {
  const from = Math.ceil(MIN_HZ / hzPerBin);
  const to = Math.floor(MAX_HZ / hzPerBin);
  let strongest = 0;
  for (let bin = from; bin < to; bin++) if (power[bin] > strongest) strongest = power[bin];
  const threshold = Math.max(strongest * RELATIVE_THRESHOLD, ABSOLUTE_THRESHOLD);
  for (let bin = from; bin < to; bin++) {
    const here = power[bin];
    if (here < threshold || here < power[bin - 1] || here <= power[bin + 1]) continue;
    const left = Math.log(power[bin - 1] + TINY);
    const middle = Math.log(here + TINY);
    const right = Math.log(power[bin + 1] + TINY);
    const shift = (0.5 * (left - right)) / (left - 2 * middle + right);
    const at = peaks.count++;
    peaks.pitch[at] = 69 + 12 * Math.log2(((bin + shift) * hzPerBin) / 440);
    peaks.strength[at] = Math.sqrt(here);
    peaks.frame[at] = frame;
  }
}
