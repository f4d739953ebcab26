/**
 * Measures the speed of a large library: its meta.json, its index and the commands. Compares in turn with Python's json
 * module and, if `--python` has it, Python's hnswlib on the same data.
 *
 *   npm run bench:library -- [--tracks 50000] [--parts meta,index,command] [--engines exact,hnsw] [--turns 3]
 *   [--python PATH] [--json]
 */

import { withBenchContext } from './bench/bench-context.ts';
import { describeMachine } from './bench/machine.ts';
import { commandFigures, showCommands } from './library/command-figures.ts';
import { indexFigures, showIndexFigures } from './library/index-figures.ts';
import { metaFigures } from './library/meta-figures.ts';
import { showMeta } from './library/show-meta.ts';
import { UsageError } from './manifest.ts';
import { readWords, runProgram } from './program.ts';

const USAGE =
  'npm run bench:library -- [--tracks 50000] [--parts meta,index,command] [--engines exact,hnsw] [--turns 3] [--python PATH] [--json]';
const PARTS = ['meta', 'index', 'command'] as const;
const ENGINES = ['exact', 'hnsw'] as const;

async function main(): Promise<void> {
  const { tracks, turns, python, json, parts, engines } = readOptions();
  const show = (section: string) => {
    if (!json) console.log(`${section}\n`);
  };
  const machine = describeMachine([]);
  const busy = machine.load === null ? '' : `, load ${machine.load.toFixed(1)}`;
  show(`${machine.cpu}, ${machine.cores} cores${busy}; Node ${machine.node}`);
  const say = (line: string) => console.error(`… ${line}`);
  const figures: Record<string, unknown> = {};
  if (parts.includes('meta')) {
    const meta = await withBenchContext(say, (context) => metaFigures({ tracks, turns, python }, context));
    figures.meta = meta;
    show(showMeta(meta));
  }
  if (parts.includes('index')) {
    const index = await withBenchContext(say, (context) => indexFigures({ tracks, engines, turns, python }, context));
    figures.index = index;
    show(showIndexFigures(tracks, index));
  }
  if (parts.includes('command')) {
    const command = await withBenchContext(say, (context) => commandFigures({ tracks, turns }, context));
    figures.command = command;
    show(showCommands(command));
  }
  if (json) console.log(JSON.stringify({ machine, tracks, ...figures }));
}

function readOptions() {
  const text = { type: 'string' } as const;
  const { values } = readWords(
    {
      options: {
        tracks: text,
        parts: text,
        engines: text,
        turns: text,
        python: text,
        json: { type: 'boolean' },
      },
    },
    USAGE,
  );
  const whole = (name: string, word: string | undefined, otherwise: number) => {
    const number = word === undefined ? otherwise : Number(word);
    if (Number.isInteger(number) && number > 0) return number;
    throw new UsageError(`--${name} is a whole number above 0, not ${word}. Usage: ${USAGE}`);
  };
  const several = <T extends string>(name: string, words: string, known: readonly T[]) =>
    words.split(',').map((word) => {
      const found = known.find((each) => each === word);
      if (found !== undefined) return found;
      throw new UsageError(`--${name} are some of ${known.join(',')}, not ${word}. Usage: ${USAGE}`);
    });
  return {
    tracks: whole('tracks', values.tracks, 50_000),
    turns: whole('turns', values.turns, 3),
    parts: several('parts', values.parts ?? PARTS.join(','), PARTS),
    engines: several('engines', values.engines ?? 'exact', ENGINES),
    python: values.python ?? 'python3',
    json: values.json ?? false,
  };
}

await runProgram(main);
