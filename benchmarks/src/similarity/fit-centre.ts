/**
 * Fits the centre of musicnn-v1, the mean of the model's vectors over music, on the tracks of a manifest, and writes it
 * to a file. Every label (package) counts the same, however many tracks it has, and gives at most eight:
 *
 *   npm run fit:centre -- manifest.json [packages/musicnn/src/centre.json]
 *
 * Renders of scores are left out: their few instruments move the centre away from recorded music.
 *
 * A new centre makes a new embedding space, so increase the version in the ids of musicnn-v1 and blend-v1.
 */
import { readFile } from 'node:fs/promises';
import { decodeWindows } from '@rbassist/audio';
import { meanVector, replaceFile } from '@rbassist/core';
import { embedTrack } from '@rbassist/embed';
import { createMusicnnEmbedder } from '@rbassist/musicnn';
import { UsageError } from '../manifest.ts';
import { mapReadable } from '../map-readable.ts';
import { runProgram } from '../program.ts';
import { readManifest, spreadOverLabels } from './manifest.ts';

const CENTRE_FILE = 'packages/musicnn/src/centre.json';
/** More tracks of one label hardly change its mean. */
const TRACKS_PER_LABEL = 8;
const DECIMALS = 4;
const LINE = 118;

async function main(): Promise<void> {
  const [manifest, output = CENTRE_FILE, ...more] = process.argv.slice(2);
  if (!manifest || more.length > 0) throw new UsageError('Usage: npm run fit:centre -- <manifest.json> [centre.json]');
  const { tracks: recordings } = await readManifest(manifest, { recordings: true });
  const tracks = spreadOverLabels(recordings, TRACKS_PER_LABEL);
  const present: number[] = JSON.parse(await readFile(CENTRE_FILE, 'utf8'));
  const vectors = await embedAll(tracks);
  const mean = meanVector([...vectors.values()].map(meanVector));
  // the embedder has already subtracted the present centre
  const centre = Array.from(mean, (value, i) => Number((value + present[i]).toFixed(DECIMALS)));
  await replaceFile(output, `[\n  ${inLines(centre).join(',\n  ')}\n]\n`);
  console.error(`${output}: fitted on ${tracks.length} tracks of ${vectors.size} labels`);
}

/** Returns the vectors of all readable tracks, by label. */
async function embedAll(tracks: readonly { file: string; label: string }[]): Promise<Map<string, Float32Array[]>> {
  const embedder = await createMusicnnEmbedder();
  const { sampleRate, windows: rule } = embedder;
  const embedded = await mapReadable(tracks, async ({ file, label }) => {
    const { windows } = await decodeWindows(file, { sampleRate, windows: rule });
    return { label, vector: await embedTrack(embedder, windows, { path: file }) };
  }).finally(() => embedder.close());
  const byLabel = Map.groupBy(embedded, ({ label }) => label);
  return new Map([...byLabel].map(([label, members]) => [label, members.map(({ vector }) => vector)]));
}

/** Fills lines like the formatter of this repository. */
function inLines(values: readonly number[]): string[] {
  const lines: string[] = [];
  for (const value of values) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + `, ${value},`.length <= LINE) lines[lines.length - 1] = `${last}, ${value}`;
    else lines.push(`${value}`);
  }
  return lines;
}

await runProgram(main);
