/**
 * Measures one part of index-figures.ts in its own process: `FOLDER TRACKS ENGINE build|search|sync`. Prints the
 * figures as JSON.
 */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeNpy } from '@rbassist/core';
import { buildIndex, type EngineName, openIndex, syncIndex } from '@rbassist/index';
import { runProgram } from '../program.ts';
import { CHANGED, DIMENSIONS, embeddingPath, type IndexFigures, type IndexPhase, NEAREST } from './index-figures.ts';

const WARM_ROUNDS = 3;
const SPACE = `music-like/${DIMENSIONS}` as const;

async function measure(
  folder: string,
  tracks: number,
  engine: EngineName,
  phase: IndexPhase,
): Promise<Partial<IndexFigures>> {
  const index = join(folder, `index-${engine}`);
  const entries = Array.from({ length: tracks + CHANGED }, (_, i) => ({
    path: `/music/Some Artist/Some Album/${i} A Title.mp3`,
    embedding: embeddingPath(folder, i),
  }));
  const options = { folder: index, space: SPACE, engine };
  const before = process.cpuUsage();
  const start = performance.now();
  if (phase === 'build') {
    await buildIndex({ ...options, entries: entries.slice(0, tracks) });
    const { user, system } = process.cpuUsage(before);
    const file = engine === 'exact' ? 'vectors.npy' : 'hnsw.idx';
    const { size } = await stat(join(index, file));
    return {
      buildMs: performance.now() - start,
      buildCpuMs: (user + system) / 1000,
      fileMb: size / 1e6,
      buildMib: peakMib(),
    };
  }
  if (phase === 'sync') {
    await syncIndex({ ...options, entries: entries.slice(CHANGED) });
    return { syncMs: performance.now() - start };
  }
  const opened = await openIndex({ folder: index, space: SPACE });
  const openMs = performance.now() - start;
  const { queries, truth } = await readQueries(folder);
  const ask = (query: Float32Array) => {
    const asked = performance.now();
    const found = opened.nearest(query, NEAREST);
    return { found, ms: performance.now() - asked };
  };
  const [first, second] = queries.map(ask);
  let right = 0;
  queries.forEach((query, q) => {
    const nearest = new Set(truth[q].map((label) => entries[label].path));
    right += ask(query).found.filter(({ path }) => nearest.has(path)).length;
  });
  const times = Array.from({ length: WARM_ROUNDS }, () => queries.map((query) => ask(query).ms)).flat();
  times.sort((a, b) => a - b);
  return {
    openMs,
    firstMs: first.ms,
    secondMs: second.ms,
    p50Ms: times[times.length >> 1],
    p99Ms: times[Math.floor(times.length * 0.99)],
    recall: right / (queries.length * NEAREST),
    searchMib: peakMib(),
  };
}

async function readQueries(folder: string): Promise<{ queries: Float32Array[]; truth: number[][] }> {
  const path = join(folder, 'queries.npy');
  const { data, shape } = decodeNpy(await readFile(path), path);
  const queries = Array.from({ length: shape[0] }, (_, i) => data.subarray(i * DIMENSIONS, (i + 1) * DIMENSIONS));
  return { queries, truth: JSON.parse(await readFile(join(folder, 'truth.json'), 'utf8')) };
}

function peakMib(): number {
  return process.resourceUsage().maxRSS / 1024;
}

await runProgram(async () => {
  const [folder, tracks, engine, phase] = process.argv.slice(2);
  console.log(JSON.stringify(await measure(folder, Number(tracks), engine as EngineName, phase as IndexPhase)));
});
