import type { KeyNotation } from '@rbassist/core';
import { canPrint } from './broken-output.ts';
import { cleanText, jsonLine } from './clean-text.ts';

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

/** One line, or several. A line break inside a line is spelled out, like every other control character. */
export type Lines = string | readonly string[];

const CLEAR_TO_END = '\x1b[K';

/** Text of the live line; empty for none. */
let liveLine = '';

/** Prints lines of an answer. */
export function print(lines: Lines): void {
  printRaw(cleanLines(lines));
}

/** Prints a document as one line of JSON. */
export function printJson(value: unknown): void {
  printRaw(`${jsonLine(value)}\n`);
}

/** Tells the person something that is not the answer. */
export function tell({ quiet }: Pick<Output, 'quiet'>, lines: Lines): void {
  if (!quiet) complain(lines);
}

/** Tells the person about a failure, also if the output is quiet. */
export function complain(lines: Lines): void {
  drawLine('');
  process.stderr.write(cleanLines(lines));
}

/** Draws the live line, the last of the terminal, in place of the one before. Empty text and other output clear it. */
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
