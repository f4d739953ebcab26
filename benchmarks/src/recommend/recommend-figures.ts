import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openIndex } from '@rbassist/index';
import { type Library, openLibrary, type RecommendTracksOptions } from '@rbassist/library';

/** Options of the questions, from none to many filters. */
const QUESTIONS = {
  plain: {},
  strict: {
    tempoPct: 3,
    genres: ['House', 'Techno'],
    minRating: 3,
    minDurationS: 180,
    maxDurationS: 480,
    addedSince: '2026-02',
    notTags: ['closing'],
    newArtist: true,
  },
  weighted: { weights: { ann: 1, samples: 0.5, bass: 0.5 } },
} as const satisfies Record<string, RecommendTracksOptions>;

/** Name of a kind of question. */
type QuestionName = keyof typeof QUESTIONS;

const TOP = 25;
/** Tracks that peers fetch before they filter, as the Python rbassist does. */
const FETCHED = TOP + 50;

interface QuestionFigures {
  name: QuestionName;
  p50Ms: number;
  p99Ms: number;
  /** Mean processor time of the process, which depends less on other programs. */
  cpuMs: number;
  /** The same of the last quarter of the questions, to see if a process gets slower with time. */
  lastCpuMs: number;
  /** Mean number of tracks in the answers, and the smallest. */
  found: number;
  fewest: number;
  /** Mean number of tracks that passed the filters. */
  left: number;
  /** The same filters after a search for {@link FETCHED} tracks: mean and smallest number of tracks, and the search. */
  after: { found: number; fewest: number; p50Ms: number };
}

export interface RecommendFigures {
  tracks: number;
  top: number;
  openMs: number;
  /** Time and processor time of the first question of a process, by words. */
  firstMs: number;
  firstCpuMs: number;
  /** Memory that the facts of all tracks take, in MiB. */
  factsMib: number;
  rssMib: number;
  questions: QuestionFigures[];
}

/** Asks a library in a data folder many questions, in one process. `seeds` are names of tracks. */
export async function recommendFigures(
  dataDir: string,
  seeds: readonly string[],
  say: (line: string) => void,
): Promise<RecommendFigures> {
  const start = performance.now();
  await using library = await openLibrary({ dataDir });
  const openMs = performance.now() - start;
  const usedBefore = process.cpuUsage();
  const firstMs = await timed(() => library.recommend(seeds[0], { top: TOP }));
  const firstCpuMs = cpuMsSince(usedBefore);
  const questions: QuestionFigures[] = [];
  for (const name of Object.keys(QUESTIONS) as QuestionName[]) {
    say(`${seeds.length} questions, ${name}`);
    questions.push(await askAll(library, name, seeds));
  }
  const { rss } = process.memoryUsage();
  const factsMib = await memoryOfFacts(dataDir, seeds[0]);
  return { tracks: library.size, top: TOP, openMs, firstMs, firstCpuMs, factsMib, rssMib: rss / 2 ** 20, questions };
}

async function askAll(library: Library, name: QuestionName, seeds: readonly string[]): Promise<QuestionFigures> {
  const options: RecommendTracksOptions = { ...QUESTIONS[name], top: TOP };
  const index = await openIndex({ folder: join(library.dataDir, 'index') });
  const times: number[] = [];
  const cpu: number[] = [];
  const found: number[] = [];
  const left: number[] = [];
  const after: number[] = [];
  const searches: number[] = [];
  // the first questions fill caches
  for (const seed of seeds.slice(0, 3)) await library.recommend(seed, options);
  for (const seed of seeds) {
    const asked = performance.now();
    const used = process.cpuUsage();
    const result = await library.recommend(seed, options);
    times.push(performance.now() - asked);
    cpu.push(cpuMsSince(used));
    found.push(result.recommendations.length);
    left.push(result.left);
    const { path } = result.seed;
    let nearest: string[] = [];
    searches.push(await timed(async () => (nearest = index.nearest(path, FETCHED).map((each) => each.path))));
    after.push((await library.recommend(path, { ...options, only: nearest })).recommendations.length);
  }
  return {
    name,
    p50Ms: quantile(times, 0.5),
    p99Ms: quantile(times, 0.99),
    cpuMs: mean(cpu),
    lastCpuMs: mean(cpu.slice(Math.floor(0.75 * cpu.length))),
    found: mean(found),
    fewest: Math.min(...found),
    left: mean(left),
    after: { found: mean(after), fewest: Math.min(...after), p50Ms: quantile(searches, 0.5) },
  };
}

/** A second library of the process shares the index, so that only its records and facts are new. */
async function memoryOfFacts(dataDir: string, seed: string): Promise<number> {
  await using library = await openLibrary({ dataDir });
  const before = usedBytes();
  await library.recommend(seed, { ...QUESTIONS.strict, top: TOP });
  return (usedBytes() - before) / 2 ** 20;
}

function usedBytes(): number {
  setFlagsFromString('--expose_gc');
  const collect: () => void = runInNewContext('gc');
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function cpuMsSince(earlier: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(earlier);
  return (user + system) / 1000;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
