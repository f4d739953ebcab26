import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Seconds between two items of 32 bits. */
const HOP_S = 4096 / 3 / 11_025;
const LENGTH_S = 120;
const LEAST_OVERLAP = 25;

/** Returns true if Chromaprint's program is installed (Debian: libchromaprint-tools). */
export async function hasChromaprint(): Promise<boolean> {
  return run('fpcalc', ['-version']).then(
    () => true,
    () => false,
  );
}

/** Returns Chromaprint's fingerprint of the first two minutes. Some versions report the end of an mp3 as an error. */
export async function chromaprint(path: string): Promise<Uint32Array> {
  const { stdout } = await run('fpcalc', ['-ignore-errors', '-raw', '-json', '-length', String(LENGTH_S), path]);
  const { fingerprint }: { fingerprint: number[] } = JSON.parse(stdout);
  return Uint32Array.from(fingerprint);
}

/** Returns the share of different bits at the best alignment of two fingerprints; 1 if they are too short. */
export function chromaprintDifference(a: Uint32Array, b: Uint32Array, maxShiftS: number): number {
  const maxShift = Math.round(maxShiftS / HOP_S);
  let least = 1;
  for (let shift = -maxShift; shift <= maxShift; shift++) {
    const from = Math.max(0, shift);
    const to = Math.min(a.length, b.length + shift);
    if (to - from < LEAST_OVERLAP) continue;
    let different = 0;
    for (let i = from; i < to; i++) {
      for (let bits = (a[i] ^ b[i - shift]) >>> 0; bits !== 0; bits &= bits - 1) different++;
    }
    least = Math.min(least, different / (32 * (to - from)));
  }
  return least;
}
