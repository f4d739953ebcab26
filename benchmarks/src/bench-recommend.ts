/**
 * Measures the questions "what goes with this track" on an invented library: the first one of a process, and many in
 * one process, with all filters and counts. Compares with a search for the nearest 75 tracks that filters afterwards.
 *
 *   npm run bench:recommend -- [--tracks 50000] [--questions 200] [--json]
 */

import { withBenchContext } from './bench/bench-context.ts';
import { describeMachine } from './bench/machine.ts';
import { makeDataFolder } from './library/make-data-folder.ts';
import { UsageError } from './manifest.ts';
import { readWords, runProgram } from './program.ts';
import { recommendFigures } from './recommend/recommend-figures.ts';
import { showRecommend } from './recommend/show-recommend.ts';

const USAGE = 'npm run bench:recommend -- [--tracks 50000] [--questions 200] [--json]';

async function main(): Promise<void> {
  const { tracks, questions, json } = readOptions();
  const machine = describeMachine([]);
  const busy = machine.load === null ? '' : `, load ${machine.load.toFixed(1)}`;
  if (!json) console.log(`${machine.cpu}, ${machine.cores} cores${busy}; Node ${machine.node}\n`);
  const say = (line: string) => console.error(`… ${line}`);
  const figures = await withBenchContext(say, async ({ folder }) => {
    say(`making a library of ${tracks} tracks on disk`);
    const seeds = await makeDataFolder(folder, tracks, questions);
    return recommendFigures(folder, seeds, say);
  });
  console.log(json ? JSON.stringify({ machine, ...figures }) : showRecommend(figures));
}

function readOptions() {
  const text = { type: 'string' } as const;
  const { values } = readWords({ options: { tracks: text, questions: text, json: { type: 'boolean' } } }, USAGE);
  const whole = (name: 'tracks' | 'questions', otherwise: number) => {
    const number = Number(values[name] ?? otherwise);
    if (Number.isInteger(number) && number > 0) return number;
    throw new UsageError(`--${name} is a whole number above 0, not ${values[name]}. Usage: ${USAGE}`);
  };
  return { tracks: whole('tracks', 50_000), questions: whole('questions', 200), json: values.json ?? false };
}

await runProgram(main);
