import type { KeyNotation } from '@rbassist/core';
import { canPrint } from './broken-output.ts';

/** Choices of the person that decide what is printed: answers go to stdout, everything else to stderr. */
export interface Output {
  /** Answer in JSON. */
  json: boolean;
  /** Print answers and errors only. */
  quiet: boolean;
  /** Print details too. */
  verbose: boolean;
  /** The data folder as the person named it; a command that is advised repeats it. */
  dataDir?: string;
  /** The data folder, as the flag, the environment or a configuration file names it. */
  library?: string;
  /** Notation of keys in tables. */
  keyNotation?: KeyNotation;
}

/** Prints a line of an answer. */
export function print(line: string): void {
  if (canPrint()) process.stdout.write(`${line}\n`);
}

/** Prints a document as one line of JSON. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value));
}

/** Tells the person something that is not the answer. */
export function tell({ quiet }: Pick<Output, 'quiet'>, line: string): void {
  if (!quiet) process.stderr.write(`${line}\n`);
}

/** Tells the person about a failure, also if the output is quiet. */
export function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}
