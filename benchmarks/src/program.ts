import { type ParseArgsConfig, parseArgs } from 'node:util';
import { errorMessage } from '@rbassist/core';
import { UsageError } from './manifest.ts';

/** The words of this program's command line. Throws {@link UsageError} for what `config` does not know. */
export function readWords<T extends ParseArgsConfig>(config: T, usage: string): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError(`${errorMessage(error)} Usage: ${usage}`);
  }
}

/** Runs a program: what it throws is printed, and its exit code is 2 for an invalid command line, else 1. */
export async function runProgram(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    console.error(errorMessage(error));
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}
