import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { cosineDistance } from '@rbassist/core';

const run = promisify(execFile);

export interface Contestant {
  name: string;
  command: string;
  words: readonly string[];
}

export interface Result {
  name: string;
  /** Seconds of music per second of wall-clock time: the median of the rounds. */
  musicPerSecond: number;
  /** Seconds of music per second of processor time of all threads: the median. Depends little on other work. */
  musicPerCoreSecond: number;
  /** Ratio of `musicPerSecond` to that of the first contestant in the same round: the median of the rounds. */
  ratio: number;
  /** Peak memory of the process, including its start: the maximum of the rounds. */
  peakMiB: number;
  /** Cosine between its vector for the first window and that of the first contestant. */
  cosine: number;
}

interface Figures {
  musicPerSecond: number;
  musicPerCoreSecond: number;
  peakMiB: number;
  vector: number[];
}

/** Runs every contestant once per round, one after the other, so that other work on the machine affects all equally. */
export async function interleave(contestants: readonly Contestant[], rounds: number): Promise<Result[]> {
  const figures = new Map<Contestant, Figures[]>(contestants.map((contestant) => [contestant, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [{ command, words }, own] of figures) {
      const { stdout } = await run(command, words);
      own.push(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
    }
  }
  const [first] = figures.values();
  return [...figures].map(([{ name }, own]) => ({
    name,
    musicPerSecond: median(own.map(({ musicPerSecond }) => musicPerSecond)),
    musicPerCoreSecond: median(own.map(({ musicPerCoreSecond }) => musicPerCoreSecond)),
    ratio: median(own.map(({ musicPerSecond }, round) => musicPerSecond / first[round].musicPerSecond)),
    peakMiB: Math.max(...own.map(({ peakMiB }) => peakMiB)),
    cosine: 1 - cosineDistance(Float32Array.from(own[0].vector), Float32Array.from(first[0].vector)),
  }));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}
