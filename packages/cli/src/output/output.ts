import type { KeyNotation } from '@rbassist/core';
import { cleanText, jsonLine } from '@rbassist/core';
import { canPrint } from './broken-output.ts';
import { windowWidth } from './window-width.ts';

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

/** Clears the row first: tmux keeps what it clears from the top of a window, but no blank rows. */
const CLEAR_TO_END = '\x1b[K\x1b[J';

/** Text of the live line; empty for none. */
let liveLine = '';

/** Breaks a line at words. */
type Wrap = (line: string, width: number) => string[];
let wrap: Wrap = (line) => [line];

/** Breaks long lines on a terminal from now on. Set once Node is known to be new enough to load what measures them. */
export function wrapLines(wrapLine: Wrap): void {
  wrap = wrapLine;
}

/** Prints lines of a result to stdout. */
export function print(lines: Lines): void {
  printRaw(cleanLines(lines, process.stdout));
}

/** Prints a script, whose lines stay whole on a terminal. */
export function printScript(script: string): void {
  const lines = script.trimEnd().split('\n');
  printRaw(lines.map((line) => `${cleanText(line)}\n`).join(''));
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
  process.stderr.write(cleanLines(lines, process.stderr));
}

/** Replaces the live line at the bottom of the terminal. Empty text and other output remove it. */
export function drawLine(text: string): void {
  if (text === liveLine) return;
  // the cursor waits at the start, so that the line is cleared whole after the terminal has narrowed and wrapped it
  process.stderr.write(`\r${cleanText(text)}${CLEAR_TO_END}\r`);
  liveLine = text;
}

/** Clears the last line of a terminal: the live one, or the "^C" that the terminal writes for Ctrl-C. */
export function clearLastLine(): void {
  liveLine = '';
  process.stderr.write(`\r${CLEAR_TO_END}\r`);
}

function printRaw(text: string): void {
  drawLine('');
  if (canPrint()) process.stdout.write(text);
}

function cleanLines(lines: Lines, stream: NodeJS.WriteStream): string {
  const width = windowWidth(stream);
  return [lines]
    .flat()
    .flatMap((line) => wrap(cleanText(line), width))
    .map((line) => `${line}\n`)
    .join('');
}
