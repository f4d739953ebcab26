import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { BenchContext } from './bench-context.ts';
import { PUBLISHED_COMMAND } from './published-command.ts';

const run = promisify(execFile);

export interface StartUpFigures {
  pairs: number;
  helpS: number;
  nodeS: number;
  /** Median ratio of the two, started one after the other. */
  ratio: number;
}

export async function measureStartUp(pairs: number, { say, signal }: BenchContext): Promise<StartUpFigures> {
  say(`starting rbassist --help and node -e 0, ${pairs} times each`);
  const start = async (...words: string[]) => {
    const started = performance.now();
    await run(process.execPath, words, { signal });
    return (performance.now() - started) / 1000;
  };
  // the first start fills the disk cache and the compile cache
  await start(PUBLISHED_COMMAND, '--help');
  const help: number[] = [];
  const node: number[] = [];
  for (let i = 0; i < pairs; i++) {
    node.push(await start('-e', '0'));
    help.push(await start(PUBLISHED_COMMAND, '--help'));
  }
  const ratios = help.map((seconds, i) => seconds / node[i]);
  return { pairs, helpS: median(help), nodeS: median(node), ratio: median(ratios) };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
