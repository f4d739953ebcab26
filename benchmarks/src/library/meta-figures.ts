import { execFile } from 'node:child_process';
import { copyFile, mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { BenchContext } from '../bench/bench-context.ts';
import { median } from '../tempo/beat-measure.ts';
import { writeLibrary } from './make-library.ts';

const run = promisify(execFile);
const MEASURE = fileURLToPath(new URL('./measure-meta.ts', import.meta.url));
const PEER = fileURLToPath(new URL('../../peers/meta_json.py', import.meta.url));
const FEW_TRACKS = 10_000;

export interface MetaOptions {
  tracks: number;
  turns: number;
  python: string;
}

interface OpenFigures {
  name: string;
  ms: number;
  peakMib: number;
  /** Ratios to Python's json.load, round by round; null without Python. */
  timesPython: { ms: number; peak: number } | null;
}

export interface MetaFigures {
  tracks: number;
  fileMib: number;
  open: OpenFigures[];
  /** Ratio of peak memory with all tracks to that with fewer. */
  growth: { few: number; many: number; times: number };
  /** Reading the keys of `recommend` from every track. */
  askAllMs: number;
  /** One update of one track, until it is on the disk. Python writes the whole file and does not wait for the disk. */
  updateMs: number;
  pythonUpdateMs: number | null;
  updatesPerS: number;
  contourUpdatesPerS: number;
  /** Writing the whole file at the end of a command. */
  closeMs: number;
}

type Measured = Record<string, number>;

/** Opens, updates and closes an invented library, in turn with Python's json module on the same file if available. */
export async function metaFigures({ tracks, turns, python }: MetaOptions, context: BenchContext): Promise<MetaFigures> {
  const { folder, signal, say } = context;
  const path = join(folder, 'meta.json');
  const places = join(folder, 'meta.places');
  say(`making a library of ${tracks} tracks`);
  await writeLibrary(path, tracks);
  const fileMib = (await stat(path)).size / 2 ** 20;
  const ours = async (task: string, file: string, turn = 0): Promise<Measured> =>
    JSON.parse(
      (await run(process.execPath, ['--import', 'tsx', MEASURE, task, file, String(turn)], { signal })).stdout,
    );
  const theirs = async (task: string, file: string): Promise<Measured | undefined> => {
    try {
      return JSON.parse((await run(python, [PEER, task, file], { signal })).stdout);
    } catch (error) {
      signal.throwIfAborted();
      say(`no comparison with Python: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
      return undefined;
    }
  };

  const walked: Measured[] = [];
  const remembered: Measured[] = [];
  const loaded: Measured[] = [];
  for (let turn = 1; turn <= turns; turn++) {
    say(`opening, turn ${turn} of ${turns}`);
    const peer = await theirs('read', path);
    if (peer) loaded.push(peer);
    await rm(places, { force: true });
    walked.push(await ours('open', path));
    remembered.push(await ours('open', path));
  }
  say('updating');
  const updated: Measured[] = [];
  for (let turn = 1; turn <= turns; turn++) updated.push(await ours('update', path, turn));
  const copy = join(folder, 'python.json');
  await copyFile(path, copy);
  const rewritten = loaded.length > 0 ? await theirs('write', copy) : undefined;
  await rm(copy);

  const few = join(folder, 'few', 'meta.json');
  await mkdir(join(folder, 'few'));
  await writeLibrary(few, Math.min(FEW_TRACKS, tracks));
  const fewPeak = (await ours('open', few)).peakMib;
  const manyPeak = of(walked, 'peakMib');
  return {
    tracks,
    fileMib,
    open: [
      openFigures('first time, or changed by another program', walked, loaded),
      openFigures('again', remembered, loaded),
      ...(loaded.length > 0 ? [openFigures("Python's json.load", loaded, loaded)] : []),
    ],
    growth: { few: fewPeak, many: manyPeak, times: manyPeak / fewPeak },
    askAllMs: of(remembered, 'askAllMs'),
    updateMs: of(updated, 'updateMs'),
    pythonUpdateMs: rewritten?.updateMs ?? null,
    updatesPerS: of(updated, 'updatesPerS'),
    contourUpdatesPerS: of(updated, 'contourUpdatesPerS'),
    closeMs: of(updated, 'closeMs'),
  };
}

function openFigures(name: string, measured: readonly Measured[], python: readonly Measured[]): OpenFigures {
  const ratio = (key: string) => median(python.map((peer, turn) => measured[turn][key] / peer[key])) ?? Number.NaN;
  const timesPython = python.length > 0 ? { ms: ratio('openMs'), peak: ratio('peakMib') } : null;
  return { name, ms: of(measured, 'openMs'), peakMib: of(measured, 'peakMib'), timesPython };
}

function of(measured: readonly Measured[], key: string): number {
  return median(measured.map((figures) => figures[key])) ?? Number.NaN;
}
