/**
 * Measures the detection of copies of a recording. Makes copies of songs (mp3, m4a, opus, softer, cut at the start) and
 * a faster version of each. Scans them together with all music of a manifest.
 *
 * Prints precision and recall of the measures of `rbassist dup-check --acoustic` by threshold, and of Chromaprint if
 * its `fpcalc` is installed.
 *
 *   npm run eval:duplicates -- manifest.json [--songs 60] [--model NAME] [--work DIR] [--json]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openLibrary } from '@rbassist/library';
import { table } from './bench/table.ts';
import { hasChromaprint } from './duplicates/chromaprint.ts';
import {
  type ComparedPair,
  comparePairs,
  DURATION_TOLERANCE_S,
  type KnownFile,
  LARGEST_DISTANCE,
} from './duplicates/compared-pairs.ts';
import { makeCopies, TREATMENTS } from './duplicates/song-copies.ts';
import { type ThresholdFigures, thresholdFigures } from './duplicates/threshold-figures.ts';
import { type ManifestRow, readRows, UsageError } from './manifest.ts';
import { readWords, runProgram } from './program.ts';

const USAGE = 'npm run eval:duplicates -- manifest.json [--songs 60] [--model NAME] [--work DIR] [--json]';
/** Minimum length of a song, in seconds; shorter music is a jingle. */
const SHORTEST_S = 60;
const DISTANCES = [0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3];
const DIFFERENCES = [0.05, 0.1, 0.15, 0.17, 0.2, 0.25, 0.3, 0.35, 0.4];
const FALSE_LISTED = 10;

interface Options {
  manifest: string;
  songs: number;
  /** Model of the vectors; the default of a new library if absent. */
  model: string | undefined;
  /** Folder for copies and the library between runs; a temporary folder if absent. */
  work: string | undefined;
  json: boolean;
}

async function main(): Promise<void> {
  const options = readOptions();
  const work = options.work ? resolve(options.work) : await mkdtemp(join(tmpdir(), 'rbassist-duplicates-'));
  try {
    const withPeer = await hasChromaprint();
    const { pairs, copies } = await measure(options, work, withPeer);
    const figures = {
      vector: thresholdFigures(measured(pairs, 'distance'), copies, DISTANCES),
      fingerprint: thresholdFigures(measured(pairs, 'difference'), copies, DIFFERENCES),
      ...(withPeer && { chromaprint: thresholdFigures(measured(pairs, 'peer'), copies, DIFFERENCES) }),
    };
    if (options.json)
      console.log(JSON.stringify({ copies, pairs: pairs.length, ...figures, treatments: spread(pairs) }));
    else print(pairs, copies, figures);
    if (!withPeer) console.error('Chromaprint is not installed (Debian: libchromaprint-tools).');
  } finally {
    if (!options.work) await rm(work, { recursive: true, force: true });
  }
}

function readOptions(): Options {
  const { values, positionals } = readWords(
    {
      allowPositionals: true,
      options: {
        songs: { type: 'string' },
        model: { type: 'string' },
        work: { type: 'string' },
        json: { type: 'boolean' },
      },
    },
    USAGE,
  );
  const songs = Number(values.songs ?? 60);
  if (positionals.length !== 1 || !Number.isInteger(songs) || songs < 1) throw new UsageError(`Usage: ${USAGE}`);
  return { manifest: positionals[0], songs, model: values.model, work: values.work, json: values.json ?? false };
}

async function measure(
  { manifest, songs, model }: Options,
  work: string,
  withPeer: boolean,
): Promise<{ pairs: ComparedPair[]; copies: number }> {
  const rows = await readRows(manifest, '{"file"}');
  const files: KnownFile[] = rows.map(({ file }) => ({ path: file, recording: file, treatment: 'as it is' }));
  const chosen = chooseSongs(rows, songs);
  for (const [i, { file }] of chosen.entries()) {
    for (const { treatment, path } of await makeCopies(file, String(i).padStart(4, '0'), join(work, 'copies'))) {
      const recording = treatment.same ? file : `${file}, ${treatment.name}`;
      files.push({ path, recording, treatment: treatment.name });
    }
    if ((i + 1) % 10 === 0) console.error(`copies of ${i + 1} of ${chosen.length} songs made`);
  }
  const library = await openLibrary({ dataDir: join(work, 'data') });
  try {
    const paths = files.map(({ path }) => path);
    for await (const event of library.scan(paths, { model, analyze: false, updateIndex: false })) {
      if (event.type === 'track' && event.done % 50 === 0) console.error(`${event.done} of ${event.total} scanned`);
    }
    const perSong = TREATMENTS.filter(({ same }) => same).length + 1;
    const pairs = await comparePairs(library, files, { withPeer });
    return { pairs, copies: (chosen.length * perSong * (perSong - 1)) / 2 };
  } finally {
    await library.close();
  }
}

function chooseSongs(rows: readonly ManifestRow[], count: number): ManifestRow[] {
  const songs = rows.filter((row) => row.duration_s === undefined || Number(row.duration_s) >= SHORTEST_S);
  const chosen = Math.min(count, songs.length);
  return Array.from({ length: chosen }, (_, i) => songs[Math.floor((i * songs.length) / chosen)]);
}

function measured(pairs: readonly ComparedPair[], by: 'distance' | 'difference' | 'peer') {
  return pairs.map((pair) => ({ same: pair.same, measure: pair[by] ?? 1 }));
}

function spread(pairs: readonly ComparedPair[]) {
  return TREATMENTS.map(({ name, same }) => {
    const own = pairs.filter(({ files }) => files.some(({ treatment }) => treatment === name));
    const of = same ? own.filter((pair) => pair.same) : own;
    const far = same ? Math.max : Math.min;
    return {
      ...{ treatment: name, same, pairs: of.length },
      distance: far(...of.map(({ distance }) => distance)),
      difference: far(...of.map(({ difference }) => difference)),
    };
  });
}

function print(
  pairs: readonly ComparedPair[],
  copies: number,
  figures: Record<string, ThresholdFigures[] | undefined>,
): void {
  console.log(`${copies} pairs of copies; ${pairs.length} pairs are within ${DURATION_TOLERANCE_S} s of each other.\n`);
  for (const [name, rows = []] of Object.entries(figures)) {
    const cells = rows.map(({ threshold, precision, recall }) => [
      ...[threshold.toFixed(2), precision.toFixed(4), recall.toFixed(4)],
    ]);
    console.log(`${table([`${name} within`, 'precision', 'recall'], cells)}\n`);
  }
  const treated = spread(pairs).map(({ treatment, same, pairs: count, distance, difference }) => [
    ...[treatment, same ? 'farthest copy' : 'nearest other', String(count), distance.toFixed(3), difference.toFixed(3)],
  ]);
  console.log(`${table(['treatment', '', 'pairs', 'vector', 'fingerprint'], treated, 2)}\n`);
  const wrong = pairs.filter(({ same, distance }) => !same && distance <= LARGEST_DISTANCE);
  console.log('Nearest pairs that are not known copies:');
  for (const { files, distance, difference } of wrong
    .toSorted((a, b) => a.difference - b.difference)
    .slice(0, FALSE_LISTED)) {
    console.log(
      `  ${difference.toFixed(3)}  vectors ${distance.toFixed(3)}  ${files.map(({ path }) => path).join('  ')}`,
    );
  }
}

await runProgram(main);
