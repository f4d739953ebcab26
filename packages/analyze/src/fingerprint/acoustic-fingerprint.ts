import { createRealFft, hannWindow } from '@rbassist/audio';

/** Sample rate of the signal to fingerprint, in hertz. */
export const FINGERPRINT_RATE = 5500;

const FRAME = 2048;
const HOP = 128;
const BANDS = 33;
const MIN_HZ = 300;
const MAX_HZ = 2000;
/** Mean square below which a frame is silent, since its bits would only describe dither. */
const SILENCE = 1e-8;

/** Acoustic fingerprint of an excerpt: 32 bits for every `FINGERPRINT_HOP_S` seconds. */
export interface AcousticFingerprint {
  bits: Uint32Array;
  /** 1 for sound, 0 for silence. */
  active: Uint8Array;
}

export const FINGERPRINT_HOP_S = HOP / FINGERPRINT_RATE;

/**
 * Computes the fingerprint of one channel. Each bit says if the energy difference between two neighbouring bands, of
 * 33, rises from one frame to the next. Level, encoder and equaliser hardly change it.
 *
 * @param samples At {@link FINGERPRINT_RATE}, finite.
 * @see Haitsma and Kalker, "A Highly Robust Audio Fingerprinting System" (ISMIR 2002), here with a hop of 23 ms
 */
export async function fingerprintSamples(samples: Float32Array): Promise<AcousticFingerprint> {
  const count = Math.max(0, Math.floor((samples.length - FRAME) / HOP) + 1);
  const bits = new Uint32Array(Math.max(0, count - 1));
  const active = new Uint8Array(bits.length);
  const fft = await createRealFft(FRAME);
  try {
    const window = hannWindow(FRAME);
    const frame = new Float32Array(FRAME);
    const power = new Float32Array(FRAME / 2 + 1);
    let before = new Float64Array(BANDS);
    let bands = new Float64Array(BANDS);
    for (let i = 0; i < count; i++) {
      let energy = 0;
      for (let n = 0; n < FRAME; n++) {
        const sample = samples[i * HOP + n];
        energy += sample * sample;
        frame[n] = sample * window[n];
      }
      fft.power(frame, power);
      sumBands(power, bands);
      if (i > 0) {
        bits[i - 1] = bitsOf(bands, before);
        active[i - 1] = Number(energy / FRAME > SILENCE);
      }
      [before, bands] = [bands, before];
    }
  } finally {
    fft.close();
  }
  return { bits, active };
}

const EDGES = Array.from({ length: BANDS + 1 }, (_, band) => {
  const hertz = MIN_HZ * (MAX_HZ / MIN_HZ) ** (band / BANDS);
  return Math.round((hertz * FRAME) / FINGERPRINT_RATE);
});

function sumBands(power: Float32Array, bands: Float64Array): void {
  for (let band = 0; band < BANDS; band++) {
    let sum = 0;
    for (let bin = EDGES[band]; bin < EDGES[band + 1]; bin++) sum += power[bin];
    bands[band] = sum;
  }
}

function bitsOf(bands: Float64Array, before: Float64Array): number {
  let bits = 0;
  for (let band = 0; band + 1 < BANDS; band++) {
    const slope = bands[band] - bands[band + 1];
    const slopeBefore = before[band] - before[band + 1];
    bits = (bits << 1) | Number(slope > slopeBefore);
  }
  return bits >>> 0;
}
