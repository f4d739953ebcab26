/**
 * Fits the constants that make the slots of spectral-v1 comparable, on the tracks of a manifest, and writes them to a file:
 *
 *   npx tsx benchmarks/src/similarity/fit-constants.ts manifest.json packages/embed/src/spectral-v1.constants.json
 *
 * A row needs a `file` only. New constants make a new embedding space: raise the version in the embedder's id with them.
 */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { decodeWindows } from '@rbassist/audio';
import { errorMessage, RbassistError, replaceFile } from '@rbassist/core';
import { createSpectralDescriber, createSpectralEmbedder, SPECTRAL_V1_SLOTS } from '@rbassist/embed';

const DIGITS = 5;

/** The windows of all tracks of a manifest, as measured. */
async function measure(files: readonly string[]): Promise<Float32Array[]> {
  const describer = await createSpectralDescriber();
  const { sampleRate, windows } = await createSpectralEmbedder();
  const measured: Float32Array[] = [];
  try {
    for (const [i, file] of files.entries()) {
      try {
        const decoded = await decodeWindows(file, { sampleRate, windows });
        for (const window of decoded.windows) measured.push(describer.describe(window));
      } catch (error) {
        if (!RbassistError.isInstance(error)) throw error;
        console.error(`left out: ${errorMessage(error)}`);
      }
      if ((i + 1) % 20 === 0) console.error(`${i + 1} of ${files.length} tracks`);
    }
  } finally {
    describer.close();
  }
  return measured;
}

/** Median, and half the distance from the 16th to the 84th percentile: one deviation of a normal distribution. */
function constantsOf(name: string, values: Float32Array) {
  values.sort();
  const at = (fraction: number) => values[Math.round(fraction * (values.length - 1))];
  const center = Number(at(0.5).toPrecision(DIGITS));
  const scale = Number(((at(0.84) - at(0.16)) / 2).toPrecision(DIGITS));
  if (!(scale > 0)) throw new Error(`${name} is the same in all tracks; fit on more varied music.`);
  return { name, center, scale };
}

const [manifest, output] = process.argv.slice(2);
if (!manifest || !output) throw new Error('Usage: fit-constants.ts <manifest.json> <constants.json>');
const rows: { file: string }[] = JSON.parse(await readFile(manifest, 'utf8'));
const measured = await measure(rows.map(({ file }) => resolve(dirname(manifest), file)));
const lines = SPECTRAL_V1_SLOTS.map(({ name }, slot) => {
  const values = Float32Array.from(measured, (vector) => vector[slot]);
  return `  ${JSON.stringify(constantsOf(name, values))}`;
});
await replaceFile(output, `[\n${lines.join(',\n')}\n]\n`);
console.error(`${output}: ${measured.length} windows of ${rows.length} tracks`);
