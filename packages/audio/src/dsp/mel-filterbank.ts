/** Triangular filters that sum the bins of a power spectrum into bands equally spaced in mel. */
export interface MelFilterbank {
  readonly bands: number;
  readonly centersHz: readonly number[];
  /** Writes `bands` band powers of a power spectrum (`fftSize / 2 + 1` bins) to `out` from `offset`. */
  apply(power: Float32Array, out: Float32Array, offset: number): void;
}

/** Options of {@link melFilterbank}; frequencies in hertz. */
export interface MelOptions {
  bands: number;
  sampleRate: number;
  fftSize: number;
  minHz: number;
  maxHz: number;
}

/** Converts to the mel scale of O'Shaughnessy (1987), as in HTK. */
function hzToMel(hz: number): number {
  return 1127 * Math.log(1 + hz / 700);
}

function melToHz(mel: number): number {
  return 700 * (Math.exp(mel / 1127) - 1);
}

/** Builds mel filters of unit area: white noise has equal power in every band. */
export function melFilterbank({ bands, sampleRate, fftSize, minHz, maxHz }: MelOptions): MelFilterbank {
  const low = hzToMel(minHz);
  const step = (hzToMel(maxHz) - low) / (bands + 1);
  const edges = Array.from({ length: bands + 2 }, (_, i) => melToHz(low + i * step));
  const hzPerBin = sampleRate / fftSize;
  const filters = Array.from({ length: bands }, (_, band) =>
    triangle(edges[band] / hzPerBin, edges[band + 1] / hzPerBin, edges[band + 2] / hzPerBin),
  );
  return {
    bands,
    centersHz: edges.slice(1, -1),
    apply(power, out, offset) {
      for (let band = 0; band < bands; band++) {
        const { start, weights } = filters[band];
        let sum = 0;
        for (let i = 0; i < weights.length; i++) sum += weights[i] * power[start + i];
        out[offset + band] = sum;
      }
    },
  };
}

/** Edges are in fractional bins. A filter narrower than a bin uses the bin nearest its centre. */
function triangle(left: number, center: number, right: number): { start: number; weights: Float32Array } {
  const start = Math.ceil(left);
  const weights: number[] = [];
  for (let bin = start; bin < right; bin++) {
    weights.push(bin < center ? (bin - left) / (center - left) : (right - bin) / (right - center));
  }
  const area = weights.reduce((sum, weight) => sum + weight, 0);
  if (area === 0) return { start: Math.round(center), weights: Float32Array.of(1) };
  return { start, weights: Float32Array.from(weights, (weight) => weight / area) };
}
