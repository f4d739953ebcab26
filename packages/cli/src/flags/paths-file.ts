import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { OptionError, readRegularFile } from '@rbassist/core';
import { problemText } from './problem-text.ts';

/** Standard input, or the path of `<(…)` in a shell: pipes, not regular files. */
const INHERITED = /^\/(?:dev|proc\/self)\/(?:stdin|fd\/\d+)$/;
const LARGEST_LIST = 2 ** 29;
const QUOTED = /^(["'])(.*)\1$/;

/**
 * Reads the paths in a text file, like the Python rbassist: one per line, in UTF-8 or UTF-16. Skips blank
 * lines and those that begin with `#`, removes quotes, and resolves relative paths against the file's folder.
 *
 * @returns absolute paths.
 * @throws {OptionError} if the file can't be read, is not text, or lists nothing.
 */
export async function readPathsFile(path: string): Promise<string[]> {
  const fail = (problem: string, cause?: unknown) => new OptionError(`The --paths-file ${path} ${problem}`, { cause });
  let bytes: Buffer;
  try {
    bytes = INHERITED.test(path) ? await readFile(path) : await readRegularFile(path, LARGEST_LIST);
  } catch (error) {
    throw fail(`can't be read: ${problemText(error)}`, error);
  }
  const text = decodeText(bytes);
  if (text === undefined) throw fail('is not text in UTF-8 or UTF-16. Save it as UTF-8.');
  const folder = dirname(resolve(path));
  const paths = text
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => QUOTED.exec(line)?.[2].trim() ?? line)
    .filter((line) => line !== '');
  if (paths.length === 0) throw fail('lists no paths. Write one path per line.');
  return paths.map((line) => resolve(folder, line));
}

/** Decodes UTF-8, or UTF-16 as Windows PowerShell writes it. Returns undefined for anything else. */
function decodeText(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  const isBigEndian = (first === 0xfe && second === 0xff) || (first === 0 && second > 0);
  const isLittleEndian = (first === 0xff && second === 0xfe) || (first > 0 && second === 0);
  const encoding = isBigEndian ? 'utf-16be' : isLittleEndian ? 'utf-16le' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
