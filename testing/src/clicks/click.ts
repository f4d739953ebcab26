import { fileURLToPath } from 'node:url';

/** Seconds from the start of the sound to the click in the files of `tests/fixtures/click`. */
export const CLICK_S = 0.25;

const CLICK_LENGTH_S = 0.01;

/** Returns the path of a file that `tests/reference/make-audio-fixtures.sh` made. */
export function clickFile(name: string): string {
  return fileURLToPath(new URL(`../../../tests/fixtures/click/${name}`, import.meta.url));
}

/** Returns the time of the click, in seconds: where the sound is most like the click's formula. */
export function clickAt(samples: Float32Array, sampleRate: number): number {
  const click = Float32Array.from({ length: Math.round(CLICK_LENGTH_S * sampleRate) }, (_, n) => {
    const seconds = n / sampleRate;
    return Math.exp(-250 * seconds) * Math.sin(2 * Math.PI * 2000 * seconds);
  });
  let best = { at: 0, likeness: Number.NEGATIVE_INFINITY };
  for (let at = 0; at + click.length <= samples.length; at++) {
    let likeness = 0;
    for (let n = 0; n < click.length; n++) likeness += click[n] * samples[at + n];
    if (likeness > best.likeness) best = { at, likeness };
  }
  return best.at / sampleRate;
}
