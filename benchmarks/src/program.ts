import { type ParseArgsConfig, parseArgs } from 'node:util';
import { errorMessage } from '@rbassist/core';
import { UsageError } from './manifest.ts';

/** Throws {@link UsageError} for arguments that `config` does not know. */
export function readWords<T extends ParseArgsConfig>(config: T, usage: string): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError(`${errorMessage(error)} Usage: ${usage}`);
  }
}

/** Runs a program. Prints its errors. The exit code is 2 for an invalid command line, otherwise 1. */
export async function runProgram(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    console.error(errorMessage(error));
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}
