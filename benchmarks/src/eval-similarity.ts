/**
 * Measures how well vectors find similar music, for the built-in models and for bliss-audio if installed. Prints, with
 * bootstrap intervals over labels:
 *
 * - same group, other label, precision@10: tracks of the query's group (style) among those of other labels (packages)
 * - same-track recall@1: windows whose nearest window is of the same track
 * - label precision@10 and mean average precision, which also reward the sound of one encoder or master
 *
 *   npm run eval:similarity -- manifest.json [--label KEY] [--group KEY] [--groups A,B] [--recordings]
 *     [--systems A,B] [--[no-]peers] [--python PATH] [--json]
 *
 * A row is `{file, label, group?}`; `--label` and `--group` name other keys. Rows `{file, package, label}` have the
 * package as label, and the words of the label as groups. `--groups` puts each track into the first of the groups that
 * its row names. `--recordings` leaves out rows whose `kind` is another.
 */
import { decodeWindows, introCoreLate } from '@rbassist/audio';
import { errorMessage, RbassistError } from '@rbassist/core';
import { UsageError } from './manifest.ts';
import { readWords, runProgram } from './program.ts';
import { type MeasuredTrack, similarityFigures } from './similarity/figures.ts';
import { readManifest } from './similarity/manifest.ts';
import { showSimilarity, similarityJson } from './similarity/show-similarity.ts';
import { SYSTEMS, type System, type TrackVectors } from './similarity/system.ts';

const USAGE =
  'npm run eval:similarity -- <manifest.json> [--label KEY] [--group KEY] [--groups A,B] [--recordings] ' +
  '[--systems A,B] [--[no-]peers] [--python PATH] [--json]';
/** Rate of spectral-v1 and the blend, in hertz; other models get resampled windows. */
const SAMPLE_RATE = 22_050;
const PEERS: readonly string[] = ['bliss-audio'];

async function main(): Promise<void> {
  const options = readOptions();
  const { tracks, unlabelled } = await readManifest(options.manifest, options);
  const { systems, missing } = await openSystems(options);
  const measured: MeasuredTrack[] = [];
  try {
    for (const [i, { file, label, groups }] of tracks.entries()) {
      const vectors = await measure(file, systems);
      if (vectors) measured.push({ file, label, groups, vectors });
      if ((i + 1) % 20 === 0 || i + 1 === tracks.length) console.error(`${i + 1} of ${tracks.length} tracks`);
    }
  } finally {
    for (const system of systems) await system.close();
  }
  if (measured.length === 0) throw new UsageError(`None of the ${tracks.length} tracks is readable.`);

  const figures = similarityFigures(systems, measured);
  if (unlabelled > 0) console.error(`${unlabelled} rows without a label were skipped.`);
  if (measured.length < tracks.length) console.error(`${tracks.length - measured.length} tracks were skipped.`);
  if (figures.alone > 0) {
    console.error(`${figures.alone} tracks are alone with their label: they are found, but never label queries.`);
  }
  for (const name of missing) {
    console.error(`${name} is not installed for ${options.python}: pip install ${name}, or name another --python.`);
  }
  console.log(options.json ? JSON.stringify(similarityJson(figures)) : showSimilarity(figures));
}

function readOptions() {
  const { values, positionals } = readWords(
    {
      allowPositionals: true,
      allowNegative: true,
      options: {
        label: { type: 'string' },
        group: { type: 'string' },
        groups: { type: 'string' },
        recordings: { type: 'boolean', default: false },
        systems: { type: 'string', default: Object.keys(SYSTEMS).join(',') },
        peers: { type: 'boolean', default: true },
        python: { type: 'string', default: 'python3' },
        json: { type: 'boolean', default: false },
      },
    },
    USAGE,
  );
  if (positionals.length !== 1) throw new UsageError(`Expected one manifest. Usage: ${USAGE}`);
  const wanted = values.systems.split(',');
  const unknown = wanted.find((name) => !Object.hasOwn(SYSTEMS, name));
  if (unknown !== undefined) {
    throw new UsageError(`There is no system "${unknown}". The systems are ${Object.keys(SYSTEMS).join(', ')}.`);
  }
  const names = values.peers ? wanted : wanted.filter((name) => !PEERS.includes(name));
  return { ...values, groups: values.groups?.split(','), manifest: positionals[0], names };
}

async function openSystems({ names, python }: { names: readonly string[]; python: string }) {
  const systems: System[] = [];
  const missing: string[] = [];
  for (const name of names) {
    const system = await SYSTEMS[name](python);
    if (system) systems.push(system);
    else missing.push(name);
  }
  if (systems.length === 0) throw new UsageError(`None of the systems is installed: ${missing.join(', ')}.`);
  return { systems, missing };
}

/** Returns null if a system can't read the track, so that all systems are measured on the same tracks. */
async function measure(file: string, systems: readonly System[]): Promise<TrackVectors[] | null> {
  try {
    const { windows } = await decodeWindows(file, { sampleRate: SAMPLE_RATE, windows: introCoreLate });
    const vectors: TrackVectors[] = [];
    for (const system of systems) {
      const found = await system.vectorsOf({ file, windows, sampleRate: SAMPLE_RATE });
      if (!found) {
        console.error(`skipped: ${system.name} can't read ${file}`);
        return null;
      }
      vectors.push(found);
    }
    return vectors;
  } catch (error) {
    if (!RbassistError.isInstance(error)) throw error;
    console.error(`skipped: ${errorMessage(error)}`);
    return null;
  }
}

await runProgram(main);
