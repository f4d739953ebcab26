import { parseArgs } from 'node:util';
import { errorMessage } from '@rbassist/core';

const USAGE = 'npm run bench -- [<folder of music>] [--quick] [--json]';

export class UsageError extends Error {}

export interface BenchOptions {
  /** Folder to scan instead of synthesised music. */
  folder: string | undefined;
  quick: boolean;
  json: boolean;
}

export function readOptions(words: readonly string[]): BenchOptions {
  const { values, positionals } = parse(words);
  const [folder, ...more] = positionals;
  if (more.length > 0) throw new UsageError(`Expected one folder, got ${positionals.length}. Usage: ${USAGE}`);
  if (folder !== undefined && values.quick) {
    throw new UsageError(`--quick is for the music that is made here; ${folder} is scanned whole. Usage: ${USAGE}`);
  }
  return { folder, quick: values.quick ?? false, json: values.json ?? false };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { quick: { type: 'boolean' }, json: { type: 'boolean' } },
    });
  } catch (error) {
    throw new UsageError(`${errorMessage(error)} Usage: ${USAGE}`);
  }
}
