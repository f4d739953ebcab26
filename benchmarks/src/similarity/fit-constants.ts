/**
 * Fits the constants that make the slots of spectral-v1 comparable, on the tracks of a manifest, and writes them to a
 * file:
 *
 *   npx tsx benchmarks/src/similarity/fit-constants.ts manifest.json packages/embed/src/spectral-v1/constants.json
 *
 * A row needs only a `file`. New constants make a new embedding space, so increase the version in the embedder's id.
 */
import { decodeWindows } from '@rbassist/audio';
import { errorMessage, RbassistError, replaceFile } from '@rbassist/core';
import { createSpectralDescriber, createSpectralEmbedder, SPECTRAL_V1_SLOTS } from '@rbassist/embed';
import { UsageError } from '../manifest.ts';
import { readManifestFiles } from './manifest.ts';

const DIGITS = 5;

async function measure(files: readonly string[]): Promise<Float32Array[]> {
  const describer = await createSpectralDescriber();
  const embedder = await createSpectralEmbedder();
  const measured: Float32Array[] = [];
  try {
    for (const [i, file] of files.entries()) {
      try {
        const { windows } = await decodeWindows(file, { sampleRate: embedder.sampleRate, windows: embedder.windows });
        for (const window of windows) measured.push(describer.describe(window));
      } catch (error) {
        if (!RbassistError.isInstance(error)) throw error;
        console.error(`skipped: ${errorMessage(error)}`);
      }
      if ((i + 1) % 20 === 0) console.error(`${i + 1} of ${files.length} tracks`);
    }
  } finally {
    describer.close();
    await embedder.close();
  }
  return measured;
}

/** Returns the median, and half the distance from the 16th to the 84th percentile: one normal standard deviation. */
function constantsOf(name: string, values: Float32Array) {
  values.sort();
  const at = (fraction: number) => values[Math.round(fraction * (values.length - 1))];
  const center = Number(at(0.5).toPrecision(DIGITS));
  const scale = Number(((at(0.84) - at(0.16)) / 2).toPrecision(DIGITS));
  if (!(scale > 0)) throw new Error(`${name} is the same in all tracks; fit on more varied music.`);
  return { name, center, scale };
}

async function main(): Promise<void> {
  const [manifest, output] = process.argv.slice(2);
  if (!manifest || !output) throw new UsageError('Usage: fit-constants.ts <manifest.json> <constants.json>');
  const files = await readManifestFiles(manifest);
  const measured = await measure(files);
  const lines = SPECTRAL_V1_SLOTS.map(({ name }, slot) =>
    JSON.stringify(
      constantsOf(
        name,
        Float32Array.from(measured, (values) => values[slot]),
      ),
    ),
  );
  await replaceFile(output, `[\n  ${lines.join(',\n  ')}\n]\n`);
  console.error(`${output}: fitted on ${measured.length} windows of ${files.length} tracks`);
}

try {
  await main();
} catch (error) {
  console.error(errorMessage(error));
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
