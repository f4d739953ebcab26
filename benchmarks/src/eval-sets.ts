/**
 * Measures the planning of sets. Compares the cost of greedy, beam and exact search on random small cases. On the songs
 * of a data folder, it compares the transitions of sets and paths with those of nearest neighbours. It also times plans
 * from a large invented library.
 *
 *   npm run eval:sets -- [DATA_FOLDER] [--cases 200] [--tracks 50000] [--turns 3] [--json]
 */
import { table } from './bench/table.ts';
import { readSongs } from './library/read-songs.ts';
import { UsageError } from './manifest.ts';
import { readWords, runProgram } from './program.ts';
import { measurePlanTimes, type PlanTime } from './sets/plan-times.ts';
import { measureRealPaths } from './sets/real-paths.ts';
import { measureRealSets } from './sets/real-sets.ts';
import type { SetFigures } from './sets/set-figures.ts';
import { type GapFigures, measureGaps } from './sets/small-cases.ts';

const USAGE = 'npm run eval:sets -- [DATA_FOLDER] [--cases 200] [--tracks 50000] [--turns 3] [--json]';
/** Largest mean gap of the beam, as a share of the lowest cost. */
const MOST_GAP = 0.02;
/** Longest plan, in seconds on the clock of an idle machine. */
const MOST_SECONDS = 2;
/** Ratio of the clock to the CPU time above which other programs use the machine. */
const BUSY = 1.3;
/** Fewest songs whose sets say anything. */
const FEWEST_SONGS = 40;

interface Options {
  folder: string | undefined;
  cases: number;
  /** Size of the invented library; 0 leaves it out. */
  tracks: number;
  turns: number;
  json: boolean;
}

async function main(): Promise<void> {
  const { folder, cases, tracks, turns, json } = readOptions();
  const songs = folder === undefined ? [] : await readSongs(folder);
  if (folder !== undefined && songs.length < FEWEST_SONGS) {
    throw new UsageError(`${folder} has ${songs.length} analysed songs. At least ${FEWEST_SONGS} are needed.`);
  }
  const gaps = await measureGaps(cases);
  const sets = songs.length > 0 ? await measureRealSets(songs) : new Map<string, SetFigures>();
  const paths = songs.length > 0 ? await measureRealPaths(songs) : new Map<string, SetFigures>();
  const times = tracks > 0 ? await measurePlanTimes(tracks, turns) : [];
  if (json) {
    console.log(JSON.stringify({ gaps, sets: Object.fromEntries(sets), paths: Object.fromEntries(paths), times }));
    return;
  }
  printGaps(cases, gaps);
  if (songs.length > 0) {
    console.log(`\n${songs.length} songs\n\n${figuresTable('set', sets)}\n\n${figuresTable('path', paths)}`);
  }
  if (times.length > 0) printTimes(tracks, times);
}

function readOptions(): Options {
  const text = { type: 'string' } as const;
  const options = { cases: text, tracks: text, turns: text, json: { type: 'boolean' } } as const;
  const { values, positionals } = readWords({ allowPositionals: true, options }, USAGE);
  const numbers = {
    cases: Number(values.cases ?? 200),
    tracks: Number(values.tracks ?? 50_000),
    turns: Number(values.turns ?? 3),
  };
  const isWrong = Object.values(numbers).some((value) => !Number.isInteger(value) || value < 0);
  if (positionals.length > 1 || isWrong || numbers.cases < 1 || numbers.turns < 1) {
    throw new UsageError(`Usage: ${USAGE}`);
  }
  return { folder: positionals[0], ...numbers, json: values.json ?? false };
}

function printGaps(cases: number, gaps: readonly GapFigures[]): void {
  const rows = gaps.map(({ search, cheapest, meanGap, largestGap, breaksMore }) => [
    ...[search, percent(cheapest), percent(meanGap), percent(largestGap), String(breaksMore)],
  ]);
  console.log(`${cases} sets of 6 to 10 tracks, compared with the cheapest of all\n`);
  console.log(table(['search', 'cheapest', 'mean gap', 'largest', 'breaks more'], rows));
  const { meanGap = Number.NaN } = gaps.find(({ search }) => search === 'beam') ?? {};
  console.log(
    `\nmean gap of the beam: ${percent(meanGap)}, target ${percent(MOST_GAP)}: ${verdict(meanGap <= MOST_GAP)}`,
  );
}

function figuresTable(name: string, figures: ReadonlyMap<string, SetFigures>): string {
  const rows = [...figures].map(([way, { meanCost, largestCost, tempo, key, both }]) => [
    ...[way, meanCost.toFixed(3), largestCost.toFixed(3), percent(tempo), percent(key), percent(both)],
  ]);
  return table([name, 'mean cost', 'largest', 'tempos mix', 'keys mix', 'both'], rows);
}

function printTimes(tracks: number, times: readonly PlanTime[]): void {
  const rows = times.map(({ name, seconds, cpuSeconds, meanScore, broken }) => [
    ...[name, seconds.toFixed(2), cpuSeconds.toFixed(2), meanScore.toFixed(3), String(broken)],
  ]);
  console.log(`\n40 tracks from ${tracks}\n`);
  console.log(table(['plan', 's', 'CPU s', 'mean score', 'broken'], rows));
  const slowest = times.reduce((most, time) => (time.seconds > most.seconds ? time : most));
  const { seconds, cpuSeconds } = slowest;
  console.log(
    `\nslowest: ${seconds.toFixed(2)} s (${cpuSeconds.toFixed(2)} s of CPU), target ${MOST_SECONDS} s: ${verdict(seconds <= MOST_SECONDS)}`,
  );
  // more time on the clock than the processor was in use: others use it
  if (seconds > BUSY * cpuSeconds) console.log('The machine is busy. On an idle one, the clock is near the CPU time.');
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const verdict = (isMet: boolean) => (isMet ? 'met' : 'MISSED');

await runProgram(main);
