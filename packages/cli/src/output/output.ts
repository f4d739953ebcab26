import type { KeyNotation } from '@rbassist/core';
import { canPrint } from './broken-output.ts';
import { cleanText, jsonLine } from './clean-text.ts';

/** Output options of the user. Results go to stdout, everything else to stderr. */
export interface Output {
  json: boolean;
  /** Print only results and errors. */
  quiet: boolean;
  verbose: boolean;
  /** Data folder as given on the command line; suggested commands repeat it. */
  dataDir?: string;
  /** Data folder from the flag, the environment or a configuration file. */
  library?: string;
  keyNotation?: KeyNotation;
}

/** One line or several. Control characters in a line, such as line breaks, are escaped. */
export type Lines = string | readonly string[];

const CLEAR_TO_END = '\x1b[K';

/** Text of the live line; empty for none. */
let liveLine = '';

/** Prints lines of a result to stdout. */
export function print(lines: Lines): void {
  printRaw(cleanLines(lines));
}

/** Prints a result to stdout as one line of JSON. */
export function printJson(value: unknown): void {
  printRaw(`${jsonLine(value)}\n`);
}

/** Prints a message to stderr, unless `--quiet`. */
export function tell({ quiet }: Pick<Output, 'quiet'>, lines: Lines): void {
  if (!quiet) complain(lines);
}

/** Prints a message to stderr, even with `--quiet`. */
export function complain(lines: Lines): void {
  drawLine('');
  process.stderr.write(cleanLines(lines));
}

/** Replaces the live line at the bottom of the terminal. Empty text and other output remove it. */
export function drawLine(text: string): void {
  if (text === liveLine) return;
  process.stderr.write(`\r${cleanText(text)}${CLEAR_TO_END}`);
  liveLine = text;
}

function printRaw(text: string): void {
  drawLine('');
  if (canPrint()) process.stdout.write(text);
}

function cleanLines(lines: Lines): string {
  return [lines]
    .flat()
    .map((line) => `${cleanText(line)}\n`)
    .join('');
}
