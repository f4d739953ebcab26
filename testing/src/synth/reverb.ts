import { type Stereo, silence } from './sound.ts';

export interface ReverbSettings {
  sampleRate: number;
  /** Seconds until the reverb has faded by 60 dB. */
  decay: number;
  /** Faster decay of high frequencies, 0..1. */
  darkness: number;
}

const LINE_SECONDS = [0.0371, 0.0411, 0.0473, 0.0533];

/** Returns the reverb of a send: four delay lines with feedback (Jot and Chaigne, 1991). */
export function reverb(send: Float32Array, { sampleRate, decay, darkness }: ReverbSettings): Stereo {
  const { left, right } = silence(send.length);
  const [a, b, c, d] = LINE_SECONDS.map((seconds) => new Float32Array(Math.round(seconds * sampleRate)));
  const [gainA, gainB, gainC, gainD] = LINE_SECONDS.map((seconds) => 0.5 * 10 ** ((-3 * seconds) / decay));
  const bright = 1 - darkness;
  let [atA, atB, atC, atD] = [0, 0, 0, 0];
  let [dullA, dullB, dullC, dullD] = [0, 0, 0, 0];
  for (let i = 0; i < left.length; i++) {
    dullA += bright * (a[atA] - dullA) + 1e-20;
    dullB += bright * (b[atB] - dullB) + 1e-20;
    dullC += bright * (c[atC] - dullC) + 1e-20;
    dullD += bright * (d[atD] - dullD) + 1e-20;
    // a Hadamard matrix mixes the lines without loss
    const sumAB = dullA + dullB;
    const sumCD = dullC + dullD;
    const differenceAB = dullA - dullB;
    const differenceCD = dullC - dullD;
    a[atA] = send[i] + gainA * (sumAB + sumCD);
    b[atB] = send[i] + gainB * (differenceAB + differenceCD);
    c[atC] = send[i] + gainC * (sumAB - sumCD);
    d[atD] = send[i] + gainD * (differenceAB - differenceCD);
    left[i] = 0.5 * (dullA + dullD);
    right[i] = 0.5 * (dullB + dullC);
    if (++atA === a.length) atA = 0;
    if (++atB === b.length) atB = 0;
    if (++atC === c.length) atC = 0;
    if (++atD === d.length) atD = 0;
  }
  return { left, right };
}
