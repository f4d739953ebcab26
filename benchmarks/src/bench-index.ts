/**
 * How long does an index take to build, to open, to ask and to change, and does it find the nearest? A library that is made up, with each
 * engine, beside Python's hnswlib where `--python` has it, in turns.
 *
 *   npm run bench:index -- [--tracks 50000] [--engines exact,hnsw] [--turns 3] [--python PATH] [--json]
 */
import { indexFigures, showIndexFigures } from './library/index-figures.ts';
import { UsageError } from './manifest.ts';
import { readWords, runProgram } from './program.ts';

const USAGE = 'npm run bench:index -- [--tracks 50000] [--engines exact,hnsw] [--turns 3] [--python PATH] [--json]';
const ENGINES = ['exact', 'hnsw'] as const;

async function main(): Promise<void> {
  const { json, ...options } = readOptions();
  const figures = await indexFigures({ ...options, say: (what) => console.error(`… ${what}`) });
  console.log(json ? JSON.stringify({ tracks: options.tracks, figures }) : showIndexFigures(options.tracks, figures));
}

function readOptions() {
  const text = { type: 'string' } as const;
  const { values } = readWords(
    { options: { tracks: text, engines: text, turns: text, python: text, json: { type: 'boolean' } } },
    USAGE,
  );
  const whole = (name: string, given: string | undefined, otherwise: number) => {
    const number = given === undefined ? otherwise : Number(given);
    if (Number.isInteger(number) && number > 0) return number;
    throw new UsageError(`--${name} is a whole number above 0, not ${given}. Usage: ${USAGE}`);
  };
  const engines = (values.engines ?? 'exact').split(',').map((name) => {
    const engine = ENGINES.find((known) => known === name);
    if (engine === undefined) throw new UsageError(`--engines are ${ENGINES.join(', ')}, not ${name}. Usage: ${USAGE}`);
    return engine;
  });
  const [tracks, turns] = [whole('tracks', values.tracks, 50_000), whole('turns', values.turns, 3)];
  return { tracks, engines, turns, python: values.python, json: values.json ?? false };
}

await runProgram(main);
