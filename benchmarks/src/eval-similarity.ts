/**
 * Measures how well vectors find similar music. Prints label precision@10, mean average precision and same-track
 * recall@1 of the built-in embedder, and of bliss-audio if installed.
 *
 *   npm run eval:similarity -- manifest.json [--json] [--peers] [--python PATH]
 */
import { parseArgs } from 'node:util';
import { decodeWindows } from '@rbassist/audio';
import { dot, errorMessage, RbassistError, unit } from '@rbassist/core';
import { createSpectralEmbedder, type Embedder, embedTrack } from '@rbassist/embed';
import { UsageError } from './manifest.ts';
import { runProgram } from './program.ts';
import { startBliss } from './similarity/bliss.ts';
import { readManifest } from './similarity/manifest.ts';
import { euclideanDistance } from './similarity/retrieval.ts';
import { type Figures, Scoreboard, type TrackVectors } from './similarity/system.ts';

const USAGE = 'npm run eval:similarity -- <manifest.json> [--json] [--peers] [--python PATH]';

interface Options {
  manifest: string;
  json: boolean;
  peers: boolean;
  python: string;
}

async function main(): Promise<void> {
  const options = readOptions();
  const { tracks, unlabelled } = await readManifest(options.manifest);
  const embedder = await createSpectralEmbedder();
  const bliss = options.peers ? await startBliss(options.python) : null;
  // for unit vectors, the smallest cosine distance is the largest product
  const ours = new Scoreboard({ name: embedder.space, distance: (a, b) => -dot(a, b) });
  const theirs = new Scoreboard({ name: 'bliss-audio', distance: euclideanDistance });
  let unreadable = 0;
  try {
    for (const [i, { file, label }] of tracks.entries()) {
      try {
        const { samples, ...vectors } = await embedFile(embedder, file);
        ours.add(file, label, vectors);
        const blissVectors = await bliss?.analyze(file, samples, embedder.sampleRate);
        if (blissVectors) theirs.add(file, label, blissVectors);
      } catch (error) {
        if (!RbassistError.isInstance(error)) throw error;
        unreadable++;
        console.error(`skipped: ${errorMessage(error)}`);
      }
      if ((i + 1) % 20 === 0 || i + 1 === tracks.length) console.error(`${i + 1} of ${tracks.length} tracks`);
    }
  } finally {
    await bliss?.close();
    await embedder.close();
  }
  if (unreadable === tracks.length) throw new UsageError(`None of the ${tracks.length} tracks is readable.`);

  const { alone, ...figures } = ours.figures();
  const peers = bliss ? [{ name: theirs.name, ...withoutAlone(theirs) }] : [];
  if (unlabelled > 0) console.error(`${unlabelled} rows without a label were skipped.`);
  if (unreadable > 0) console.error(`${unreadable} files could not be read.`);
  if (alone > 0) console.error(`${alone} tracks are alone with their label: never a query, but found by others.`);
  if (options.json) {
    console.log(JSON.stringify(options.peers ? { ...figures, peers } : figures));
    return;
  }
  printTable([{ name: ours.name, ...figures }, ...peers]);
  if (!bliss)
    console.log(
      `bliss-audio is not installed for ${options.python}: pip install bliss-audio, or name another --python.`,
    );
}

function readOptions(): Options {
  const { values, positionals } = parseOptions();
  if (positionals.length !== 1) throw new UsageError(`Expected one manifest. Usage: ${USAGE}`);
  const json = values.json ?? false;
  return { manifest: positionals[0], json, peers: values.peers ?? !json, python: values.python ?? 'python3' };
}

function parseOptions() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { json: { type: 'boolean' }, peers: { type: 'boolean' }, python: { type: 'string' } },
    });
  } catch (error) {
    throw new UsageError(`${errorMessage(error)}. Usage: ${USAGE}`);
  }
}

async function embedFile(embedder: Embedder, file: string): Promise<TrackVectors & { samples: Float32Array[] }> {
  const began = performance.now();
  const { windows: samples } = await decodeWindows(file, {
    sampleRate: embedder.sampleRate,
    windows: embedder.windows,
  });
  const vector = await embedTrack(embedder, samples, { path: file });
  const seconds = (performance.now() - began) / 1000;
  const windows = await embedder.embed(samples);
  return { vector: unit(vector), windows: windows.map(unit), seconds, samples };
}

function withoutAlone(board: Scoreboard): Figures {
  const { alone: _, ...figures } = board.figures();
  return figures;
}

function printTable(systems: (Figures & { name: string })[]): void {
  console.table(
    Object.fromEntries(
      systems.map(({ name, n, precision10, map, sameTrackRecall1, secondsPerTrack }) => [
        name,
        {
          tracks: n,
          'precision@10': precision10.toFixed(3),
          MAP: map.toFixed(3),
          'same-track recall@1': sameTrackRecall1.toFixed(3),
          's per track': secondsPerTrack.toFixed(2),
        },
      ]),
    ),
  );
}

await runProgram(main);
