import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { decodeNpy, dot, encodeNpy, unit } from '@rbassist/core';
import type { EngineName } from '@rbassist/index';
import type { BenchContext } from '../bench/bench-context.ts';
import { table } from '../bench/table.ts';
import { musicLikeVectors } from './music-like-vectors.ts';

interface IndexFiguresOptions {
  tracks: number;
  /** Engines to measure. A graph of 50,000 takes minutes to build. */
  engines: readonly EngineName[];
  /** Python interpreter, measured in turn if it has hnswlib and numpy. */
  python: string;
  turns: number;
}

/** Figures of one kind of index, in milliseconds of wall-clock time unless stated otherwise. */
export interface IndexFigures {
  system: string;
  buildMs: number;
  buildCpuMs: number;
  /** Sync of 100 removed and 100 new tracks. */
  syncMs: number;
  openMs: number;
  /** First and second search after opening. */
  firstMs: number;
  secondMs: number;
  p50Ms: number;
  p99Ms: number;
  /** Share of the true 25 nearest. */
  recall: number;
  fileMb: number;
  /** Peak memory of the process, including its start: while building, and while opening and searching. */
  buildMib: number;
  searchMib: number;
}

/** Figures of one process: `build`, then several times `search`, then `sync`. */
export type IndexPhase = 'build' | 'search' | 'sync';

export const DIMENSIONS = 1024;
export const NEAREST = 25;
export const CHANGED = 100;
const QUERIES = 200;
const run = promisify(execFile);
const MEASURE = fileURLToPath(new URL('./measure-index.ts', import.meta.url));
const PEER = fileURLToPath(new URL('../../peers/hnsw_index.py', import.meta.url));

/** Builds, searches and syncs an index with each engine, and with Python's hnswlib if available. */
export async function indexFigures(
  { tracks, engines, python, turns }: IndexFiguresOptions,
  { folder, signal, say }: BenchContext,
): Promise<IndexFigures[]> {
  say(`making ${tracks} vectors`);
  await writeLibrary(folder, tracks);
  const systems = engines.map((engine) => ({
    system: `rbassist ${engine}`,
    ask: askNode(folder, tracks, engine, signal),
  }));
  try {
    await run(python, ['-c', 'import hnswlib, numpy'], { signal });
    systems.push({ system: 'hnswlib in Python', ask: askPython(folder, tracks, python, signal) });
  } catch {
    signal.throwIfAborted();
    say(`no comparison with hnswlib: ${python} has none ("pip install hnswlib numpy")`);
  }
  const figures = new Map<string, Partial<IndexFigures>[]>(systems.map(({ system }) => [system, []]));
  const phases: IndexPhase[] = ['build', ...Array.from({ length: turns }, () => 'search' as const), 'sync'];
  for (const phase of phases) {
    for (const { system, ask } of systems) {
      say(`${system}: ${phase}`);
      figures.get(system)?.push(await ask(phase));
    }
  }
  return systems.map(({ system }) => ({ system, ...medians(figures.get(system) ?? []) }));
}

export function showIndexFigures(tracks: number, figures: readonly IndexFigures[]): string {
  const ms = (value: number) => (value < 100 ? value.toFixed(2) : value.toFixed(0));
  const rows = figures.map((row) => [
    row.system,
    (row.buildMs / 1000).toFixed(1),
    (row.buildCpuMs / 1000).toFixed(1),
    ms(row.syncMs),
    ms(row.openMs),
    ms(row.firstMs),
    ms(row.secondMs),
    ms(row.p50Ms),
    ms(row.p99Ms),
    row.recall.toFixed(4),
    row.fileMb.toFixed(0),
    `${row.buildMib.toFixed(0)} / ${row.searchMib.toFixed(0)}`,
  ]);
  const headings = [
    '',
    'build s',
    'CPU s',
    'sync ms',
    'open ms',
    '1st ms',
    '2nd ms',
    'p50 ms',
    'p99 ms',
    'recall',
    'MB',
  ];
  const title = `${tracks} vectors of ${DIMENSIONS}; ${NEAREST} nearest; sync of ${CHANGED} new and ${CHANGED} gone`;
  return `${title}\n\n${table([...headings, 'peak MiB'], rows)}`;
}

/** Writes vectors like a scan, including those to add later, and queries with their true nearest vectors. */
async function writeLibrary(folder: string, tracks: number): Promise<void> {
  await mkdir(join(folder, 'embeddings'));
  const queries = [...musicLikeVectors(QUERIES, DIMENSIONS, 2)];
  const directions = queries.map(unit);
  const similarities = queries.map(() => new Float64Array(tracks));
  let i = 0;
  for (const vector of musicLikeVectors(tracks + CHANGED, DIMENSIONS, 1)) {
    const bytes = encodeNpy(vector);
    await writeFile(embeddingPath(folder, i), bytes);
    const direction = unit(decodeNpy(bytes, 'vector').data);
    if (i < tracks) {
      directions.forEach((query, q) => {
        similarities[q][i] = dot(query, direction);
      });
    }
    i++;
  }
  const truth = similarities.map((all) => [...all.keys()].sort((a, b) => all[b] - all[a]).slice(0, NEAREST));
  await writeFile(join(folder, 'queries.npy'), encodeNpy(join32(queries), 'float32', [QUERIES, DIMENSIONS]));
  await writeFile(join(folder, 'truth.json'), JSON.stringify(truth));
}

export function embeddingPath(folder: string, track: number): string {
  return join(folder, 'embeddings', `${track}.npy`);
}

function join32(vectors: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(vectors.length * DIMENSIONS);
  vectors.forEach((vector, i) => {
    all.set(vector, i * DIMENSIONS);
  });
  return all;
}

function askNode(folder: string, tracks: number, engine: EngineName, signal: AbortSignal) {
  const words = ['--import', 'tsx', MEASURE, folder, String(tracks), engine];
  return (phase: IndexPhase) => answer(process.execPath, [...words, phase], signal);
}

function askPython(folder: string, tracks: number, python: string, signal: AbortSignal) {
  const sizes = [tracks, DIMENSIONS, NEAREST, CHANGED].map(String);
  return (phase: IndexPhase) => answer(python, [PEER, folder, phase, ...sizes], signal);
}

async function answer(command: string, words: string[], signal: AbortSignal): Promise<Partial<IndexFigures>> {
  const { stdout } = await run(command, words, { signal });
  return JSON.parse(stdout);
}

function medians(parts: readonly Partial<IndexFigures>[]): Omit<IndexFigures, 'system'> {
  const all = new Map<string, number[]>();
  for (const part of parts) {
    for (const [name, value] of Object.entries(part)) all.set(name, [...(all.get(name) ?? []), Number(value)]);
  }
  const middle = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1];
  return Object.fromEntries([...all].map(([name, values]) => [name, middle(values)])) as unknown as IndexFigures;
}
