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
import { errorMessage, meanVector, RbassistError, replaceFile } from '@rbassist/core';
import { embedTrack } from '@rbassist/embed';
import { createMusicnnEmbedder } from '@rbassist/musicnn';
import { UsageError } from '../manifest.ts';
import { runProgram } from '../program.ts';
import { readManifest } from './manifest.ts';

const CENTRE_FILE = 'packages/musicnn/src/centre.json';
/** More tracks of one label hardly change its mean. */
const TRACKS_PER_LABEL = 8;
const DECIMALS = 4;
const LINE = 118;

async function main(): Promise<void> {
  const [manifest, output = CENTRE_FILE, ...more] = process.argv.slice(2);
  if (!manifest || more.length > 0) throw new UsageError('Usage: npm run fit:centre -- <manifest.json> [centre.json]');
  const tracks = evenlySpaced((await readManifest(manifest, { recordings: true })).tracks);
  const present: number[] = JSON.parse(await readFile(CENTRE_FILE, 'utf8'));
  const vectors = await embedAll(tracks);
  const mean = meanVector([...vectors.values()].map(meanVector));
  // the embedder has already subtracted the present centre
  const centre = Array.from(mean, (value, i) => Number((value + present[i]).toFixed(DECIMALS)));
  await replaceFile(output, `[\n  ${inLines(centre).join(',\n  ')}\n]\n`);
  console.error(`${output}: fitted on ${tracks.length} tracks of ${vectors.size} labels`);
}

function evenlySpaced<Track extends { label: string }>(tracks: readonly Track[]): Track[] {
  const byLabel = Map.groupBy(tracks, ({ label }) => label);
  return [...byLabel.values()].flatMap((all) => {
    const count = Math.min(TRACKS_PER_LABEL, all.length);
    return Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)]);
  });
}

/** Returns the vectors of all readable tracks, by label. */
async function embedAll(tracks: readonly { file: string; label: string }[]): Promise<Map<string, Float32Array[]>> {
  const embedder = await createMusicnnEmbedder();
  const byLabel = new Map<string, Float32Array[]>();
  try {
    for (const [i, { file, label }] of tracks.entries()) {
      try {
        const { windows } = await decodeWindows(file, { sampleRate: embedder.sampleRate, windows: embedder.windows });
        const vector = await embedTrack(embedder, windows, { path: file });
        byLabel.set(label, [...(byLabel.get(label) ?? []), vector]);
      } catch (error) {
        if (!RbassistError.isInstance(error)) throw error;
        console.error(`skipped: ${errorMessage(error)}`);
      }
      if ((i + 1) % 20 === 0) console.error(`${i + 1} of ${tracks.length} tracks`);
    }
  } finally {
    await embedder.close();
  }
  return byLabel;
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
