/**
 * How quick is a large library? Makes one and reads, updates and writes its memory, beside Python's json module on the same file, in turns.
 *
 *   npm run bench:library -- [--tracks 50000] [--turns 3] [--python PATH] [--json]
 */
import { describeMachine } from './bench/machine.ts';
import { withWorkshop } from './bench/workshop.ts';
import { metaFigures } from './library/meta-figures.ts';
import { showMeta } from './library/show-meta.ts';
import { UsageError } from './manifest.ts';
import { readWords, runProgram } from './program.ts';

const USAGE = 'npm run bench:library -- [--tracks 50000] [--turns 3] [--python PATH] [--json]';

async function main(): Promise<void> {
  const { tracks, turns, python, json } = readOptions();
  const show = (section: string) => {
    if (!json) console.log(`${section}\n`);
  };
  const machine = describeMachine([]);
  const busy = machine.load === null ? '' : `, load ${machine.load.toFixed(1)}`;
  show(`${machine.cpu}, ${machine.cores} cores${busy}; Node ${machine.node}`);
  const say = (line: string) => console.error(`… ${line}`);
  const meta = await withWorkshop(say, (workshop) => metaFigures({ tracks, turns, python }, workshop));
  show(showMeta(meta));
  if (json) console.log(JSON.stringify({ machine, meta }));
}

function readOptions() {
  const text = { type: 'string' } as const;
  const { values } = readWords(
    { options: { tracks: text, turns: text, python: text, json: { type: 'boolean' } } },
    USAGE,
  );
  const whole = (name: string, word: string | undefined, otherwise: number) => {
    const number = word === undefined ? otherwise : Number(word);
    if (Number.isInteger(number) && number > 0) return number;
    throw new UsageError(`--${name} is a whole number above 0, not ${word}. Usage: ${USAGE}`);
  };
  return {
    tracks: whole('tracks', values.tracks, 50_000),
    turns: whole('turns', values.turns, 3),
    python: values.python ?? 'python3',
    json: values.json ?? false,
  };
}

await runProgram(main);
