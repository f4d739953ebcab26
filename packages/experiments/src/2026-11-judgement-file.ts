import { open } from 'node:fs/promises';
import {
  diskProblem,
  errorMessage,
  NotFoundError,
  RbassistError,
  readRegularFile,
  systemErrorCode,
} from '@rbassist/core';
import { checkValues, type PartValues } from './2026-11-differences.ts';

/** A candidate in a file: its path or name, or values of score parts from another program. */
export type JudgedCandidate = string | PartValues;

/** An answer to "which of two tracks goes better with this?", as a line of a file. */
export interface JudgementEntry {
  /** Path or name of the seed. */
  seed: string;
  better: JudgedCandidate;
  worse: JudgedCandidate;
}

/** A question that the person did not answer, as a line of a file. */
export interface SkippedEntry {
  seed: string;
  skipped: readonly [string, string];
}

/** Content of a file of judgements. */
export interface JudgementFile {
  /** Judgements with their line, counted from 1. */
  judgements: (JudgementEntry & { line: number })[];
  skipped: SkippedEntry[];
  /** Lines that can't be used. */
  problems: LineProblem[];
}

/** Line of a file that can't be used, counted from 1. */
export interface LineProblem {
  line: number;
  /** A sentence. */
  message: string;
}

const LARGEST_FILE = 2 ** 29;
const NEWLINE = 10;

/**
 * Reads a file of judgements: one JSON object per line, in UTF-8, with the seed and the better and worse candidate.
 * Blank lines don't count.
 *
 * @throws {NotFoundError} if the file doesn't exist.
 * @throws {RbassistError} with the code `judgement-file` if it can't be read.
 */
export async function readJudgementFile(path: string): Promise<JudgementFile> {
  let bytes: Buffer;
  try {
    bytes = await readRegularFile(path, LARGEST_FILE);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') throw new NotFoundError(`${path} does not exist.`);
    throw fileError(path, 'read', error);
  }
  const file: JudgementFile = { judgements: [], skipped: [], problems: [] };
  for (const [i, text] of linesOf(bytes).entries()) {
    if (text?.trim() === '') continue;
    const line = i + 1;
    const entry = text === undefined ? 'It is not UTF-8.' : readEntry(text);
    if (typeof entry === 'string') file.problems.push({ line, message: entry });
    else if ('skipped' in entry) file.skipped.push(entry);
    else file.judgements.push({ ...entry, line });
  }
  return file;
}

/**
 * Adds a line to a file of judgements, or creates the file. The line is on the disk when this returns. If it can't be
 * written whole, for example on a full disk, the file stays as it was.
 *
 * @throws {RbassistError} with the code `judgement-file`.
 */
export async function appendJudgement(path: string, entry: JudgementEntry | SkippedEntry): Promise<void> {
  try {
    const file = await open(path, 'a+');
    try {
      const found = await file.stat();
      if (!found.isFile()) throw Object.assign(new Error('not a regular file'), { code: 'ENOTREGULAR' });
      const line = `${JSON.stringify(entry)}\n`;
      try {
        // a crash may have cut the last line
        await file.appendFile((await endsLine(file, found.size)) ? line : `\n${line}`);
        await file.sync();
      } catch (error) {
        await file.truncate(found.size).catch(() => {});
        throw error;
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileError(path, 'written', error);
  }
}

async function endsLine(file: Awaited<ReturnType<typeof open>>, size: number): Promise<boolean> {
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  await file.read(last, 0, 1, size - 1);
  return last[0] === NEWLINE;
}

function fileError(path: string, verb: 'read' | 'written', error: unknown): RbassistError {
  const { message, ...details } = diskProblem(path, verb, error);
  return new RbassistError('judgement-file', message, { ...details, path });
}

/** Divides bytes into lines; undefined for a line that is not UTF-8. */
function linesOf(bytes: Uint8Array): (string | undefined)[] {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const lines: (string | undefined)[] = [];
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(NEWLINE, start);
    const end = found < 0 ? bytes.length : found;
    try {
      lines.push(decoder.decode(bytes.subarray(start, end)));
    } catch {
      lines.push(undefined);
    }
    start = end + 1;
  }
  return lines;
}

/** Returns the entry of a line, or a sentence with the reason why there is none. */
function readEntry(text: string): JudgementEntry | SkippedEntry | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return `It is not JSON: ${errorMessage(error)}.`;
  }
  if (!isObject(value)) return 'It is not a JSON object.';
  const { seed, better, worse, skipped } = value;
  if (!isName(seed)) return '"seed" must be the path or the name of a track.';
  if (isNamePair(skipped)) return { seed, skipped };
  if (isName(better) && isName(worse)) return { seed, better, worse };
  if (!isObject(better) || !isObject(worse)) {
    return '"better" and "worse" must both be tracks, or both be values of parts.';
  }
  try {
    checkValues(better, worse);
    return { seed, better, worse };
  } catch (error) {
    return errorMessage(error);
  }
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNamePair(value: unknown): value is [string, string] {
  return Array.isArray(value) && value.length === 2 && value.every(isName);
}
